"""E-mail addresses as people type them."""

import pytest

from resources.intake import contacts


@pytest.mark.parametrize(
    ("written", "address", "more"),
    [
        ("Bude Library <bude@example.org>", "bude@example.org", ""),
        ("mailto:tea.club+x@example.co.uk.", "tea.club+x@example.co.uk", ""),
        ("a@example.org|b@example.org", "a@example.org", "b@example.org"),
        # two that run into one another are none
        ("a@example.orgb@example.org", "", "a@example.orgb@example.org"),
        ("a@b@example.org", "", "a@b@example.org"),
    ],
)
def test_an_address_is_found(written, address, more):
    assert contacts.email(written) == (address, more)
