"""A partner refers somebody, by a private link and without an account."""

import uuid

import pytest
from django.urls import reverse

from referrals import actions
from referrals.models import Referral
from referrals.vocabulary import Kind, Status
from tests.referrals.build import make_partner, make_referral, sent

pytestmark = pytest.mark.django_db


def refer(client, partner, kind="refer", **fields):
    return client.post(reverse(f"referrals:{kind}", args=[partner.key]), sent(**fields))


def test_a_referral_arrives_with_all_that_was_said(
    client, partner, django_capture_on_commit_callbacks, mailoutbox
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = refer(
            client, partner, postcode="so171bj", year_of_birth="1948",
            reasons=["lonely", "bereaved"], why="His wife died.", language="Polish",
            needs_interpreter="on", mobility=["stick"], adjustments=["large_print"],
            risks="A large dog", may_tell_referrer="on", referrer_role="Receptionist",
            referrer_email="rita@surgery.example",
        )  # fmt: skip
    one = Referral.objects.get()
    assert answer.url == reverse("referrals:receipt", args=[partner.key, one.code])
    assert (one.name, one.postcode, one.year_of_birth) == ("Zebedee", "SO17 1BJ", 1948)
    assert (one.reasons, one.mobility, one.risks) == (
        ["lonely", "bereaved"],
        ["stick"],
        "A large dog",
    )
    assert (one.organisation, one.status, one.kind) == (
        partner.organisation,
        Status.NEW,
        Kind.SUPPORT,
    )
    [letter] = mailoutbox
    assert letter.to == ["rita@surgery.example"]
    assert one.code in letter.body
    for secret in ("Zebedee", "01632", "960123", "SO17", "dog", "Polish"):
        assert secret not in letter.subject + letter.body


def test_a_double_click_makes_one_referral(client, partner):
    once = uuid.uuid4()
    first, second = (refer(client, partner, once=once) for _ in range(2))
    assert first.url == second.url
    assert Referral.objects.count() == 1


def test_nothing_is_kept_without_the_persons_agreement(client, partner):
    answer = refer(client, partner, agreed="")
    assert "Please ask them first" in answer.text
    assert 'value="Zebedee"' in answer.text
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    "fields, says",
    [
        ({"phone": ""}, "Write a telephone number or an e-mail address."),
        ({"phone": "next door"}, "Enter a phone number in digits"),
        ({"email": "nobody"}, "Write an e-mail address, such as"),
        ({"postcode": "nowhere"}, "Write a full postcode"),
        ({"year_of_birth": "1066"}, "Write a year between"),
        ({"name": " "}, "Write their name."),
        ({"referrer_name": ""}, "Write your own name."),
        ({"reasons": ["astrology"]}, "Select a valid choice"),
        ({"website": "https://spam.example"}, "Leave this field empty."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client, partner, fields, says):
    answer = refer(client, partner, **fields)
    assert says in answer.text
    assert not Referral.objects.exists()


def test_someone_to_be_trained_is_another_kind(client, partner):
    refer(client, partner, kind="refer_training", why="She runs the lunch club.")
    one = Referral.objects.get()
    assert (one.kind, one.why) == (Kind.TRAINING, "She runs the lunch club.")


def test_a_renewed_link_makes_the_old_one_unknown(client, partner, mo):
    old = partner.key
    actions.renew_link(partner=partner, by=mo)
    assert client.get(reverse("referrals:refer", args=[old])).status_code == 404
    assert client.get(reverse("referrals:refer", args=[partner.key])).status_code == 200


def test_a_stopped_link_takes_nothing_and_says_so(client, partner, mo):
    actions.allow_partner(partner=partner, allowed=False, by=mo)
    answer = refer(client, partner)
    assert answer.status_code == 410
    assert "no longer used" in answer.text
    assert not Referral.objects.exists()


def test_a_flood_is_stopped_at_the_link_and_the_words_are_kept(client, partner, organisation):
    for _ in range(actions.MOST_AN_HOUR):
        make_referral(partner)
    answer = refer(client, partner, name="Yolanda")
    assert "Many referrals came by this link today" in answer.text
    assert 'value="Yolanda"' in answer.text
    other = make_partner(organisation, "Highfield Surgery")
    assert refer(client, other).status_code == 302


def test_the_receipt_names_nobody_and_says_how_it_stands_where_that_was_agreed(client, partner):
    told = make_referral(partner, may_tell_referrer=True)
    page = client.get(reverse("referrals:receipt", args=[partner.key, told.code])).text
    assert told.code in page
    assert "How it stands" in page
    assert "Zebedee" not in page
    untold = make_referral(partner)
    page = client.get(reverse("referrals:receipt", args=[partner.key, untold.code])).text
    assert "How it stands" not in page


def test_a_receipt_opens_by_its_own_partners_link_only(client, organisation, referral):
    other = make_partner(organisation, "Highfield Surgery")
    address = reverse("referrals:receipt", args=[other.key, referral.code])
    assert client.get(address).status_code == 404


def test_a_letter_that_cannot_be_sent_loses_no_referral(
    client, partner, settings, django_capture_on_commit_callbacks, caplog
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        answer = refer(client, partner, referrer_email="rita@surgery.example")
    assert answer.status_code == 302
    assert Referral.objects.count() == 1
    assert "could not be sent" in caplog.text
    assert "rita" not in caplog.text
