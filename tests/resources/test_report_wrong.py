"""Something in an entry is wrong: said on the page of results, it reaches the curators."""

import uuid

import pytest
from django.urls import reverse

from resources.models import Correction
from tests.resources.directory import make_resource

pytestmark = pytest.mark.django_db


def test_what_is_wrong_reaches_the_curators_and_says_nothing_of_the_person(as_alice, session):
    walk = make_resource("Walk", miles=1)
    near = reverse("resources:near", args=[session.pk])
    wrong = reverse("resources:report_wrong", args=[session.pk])

    response = as_alice.post(wrong, {"resource": walk.pk, "text": "It moved to the library"})

    assert response.url == near
    [correction] = Correction.objects.values()
    assert (correction["resource_id"], correction["text"]) == (walk.pk, "It moved to the library")
    assert str(session.pk) not in str(correction)
    assert (
        "Whoever keeps the directory will look at it."
        in as_alice.get(near, follow=True).content.decode()
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"text": "Gone"}, "This entry isn’t in the directory any more."),
        ({"resource": "x", "text": "Gone"}, "This entry isn’t in the directory any more."),
        ({"resource": str(uuid.uuid4()), "text": "a"}, "isn’t in the directory any more."),
        ({"resource": "walk"}, "Write a few words about what is wrong."),
        ({"resource": "walk", "text": "x" * 301}, "Say it in fewer words, up to 300 letters."),
        ({"resource": "walk", "text": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_a_report_that_says_nothing(as_alice, session, data, message):
    walk = make_resource("Walk", miles=1)
    if data.get("resource") == "walk":
        data = {**data, "resource": walk.pk}

    wrong = reverse("resources:report_wrong", args=[session.pk])
    assert message in as_alice.post(wrong, data, follow=True).content.decode()
    assert Correction.objects.count() == 0
