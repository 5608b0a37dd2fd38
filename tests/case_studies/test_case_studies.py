"""From a draft to a copy for an audience: the person agrees, a manager approves, and whoever takes
it back is gone."""

from itertools import cycle

import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.urls import reverse

from case_studies import actions as case_studies
from case_studies.models import TEXTS, CaseStudy
from case_studies.vocabulary import CHECKS
from facilitation import actions as facilitation
from facilitation.erasures import apply_again
from facilitation.models import AuditEvent, Organisation, Session
from facilitation.roles import Role
from mapping import actions as mapping
from resources.models import Home
from tests.case_studies.conftest import CHECKED, DETAILS
from tests.conftest import make_user
from tests.pdf import alternatives_in, faults_of, headings_in, metadata_of, words_of
from tests.restored import lost
from tests.sharing.conftest import PLANTED, PRIVATE
from tests.tiers import only_in_full

pytestmark = pytest.mark.sweep

# what is stored of the person, and stands in none of it; but for the condition, which is told
SECRETS = [*PLANTED.values(), "Quentin", "SO17", "Strollers", "Solent", "Jean", "The Hub"]
SECRETS += [word for word in PRIVATE if word != "diabetes"]
LIBRARY = "/case-studies/"
PDF = "/case-studies/case-studies.pdf"


@pytest.fixture
def url(pair):
    return lambda name: reverse(f"case_studies:{name}", args=[pair.pk])


def secrets_in(text: str) -> list[str]:
    return [word for word in SECRETS if word.lower() in text.lower()]


def seen(page):
    return page.context["told"].digest


def test_from_a_draft_to_a_copy(client, alice, mo, url):
    client.force_login(alice)
    client.post(url("edit"), DETAILS)
    page = client.get(url("study"))
    client.post(url("study"), {**CHECKED, "agreed": "on", "seen": seen(page)})

    client.force_login(mo)
    study = CaseStudy.objects.get()
    waiting = reverse("case_studies:approve", args=[study.pk])
    assert waiting in client.get(LIBRARY).content.decode()
    assert client.get(PDF).status_code == 302  # not approved yet
    client.post(waiting, {**CHECKED, "seen": seen(client.get(waiting))})
    pdf = client.get(PDF).content

    told = words_of(pdf)
    expected = ["Walking again", "hardly went out", "1 still going", "Diabetes", "look forward"]
    assert [text for text in expected if text not in told] == []
    assert [client.get(path).status_code for path in (LIBRARY, waiting)] == [200, 200]
    actions = AuditEvent.objects.filter(action__contains="case stud").order_by("pk")
    assert [event.action for event in actions] == [
        "case study begun", "case study agreed to", "case study approved", "case studies exported",
    ]  # fmt: skip


def test_the_copy_is_tagged_and_holds_no_secret(client, mo, approved):
    client.force_login(mo)
    pdf = client.get(PDF).content

    assert faults_of(pdf) == []
    assert headings_in(pdf) == ["H1", "H2", *["H3"] * 4]
    assert alternatives_in(pdf) == [
        "3 months later: 2 on the map, by initials.",
        "At the first session: 1 on the map, by initials.",
    ]
    assert "1 / 1" in words_of(pdf)
    for told in (words_of(pdf), metadata_of(pdf), *alternatives_in(pdf)):
        assert secrets_in(told) == []


def test_initials_are_drawn_so_that_they_are_seen_on_paper(approved):
    """WeasyPrint draws the edge of a letter over the letter, whatever the order is said to be."""
    for one in case_studies.told_of(approved).maps:
        assert (">Z</text>" in one.drawing, "paint-order" in one.drawing) == (True, False)


def test_the_pages_show_initials_and_no_secret(client, alice, mo, url, approved, pair):
    client.force_login(mo)
    pages = [LIBRARY, reverse("case_studies:approve", args=[approved.pk])]
    assert [secrets_in(client.get(page).content.decode()) for page in pages] == [[], []]
    client.force_login(alice)
    article = client.get(url("study")).content.decode().partition("<article")[2]
    assert secrets_in(article.partition("</article>")[0]) == []
    assert ">Z</text>" in article


TYPED = [
    ("zebedee’s help", "somebody on the map"),
    ("Quentín", "somebody on the map"),
    ("Margaret", "the person"),
    ("born 1948", "the person"),
    ("margaret@home.example", "an e-mail address"),
    ("01632 960111", "a telephone number"),
    ("so17", "where they live"),
    ("southamptons", "where they live"),
    ("Solent", "what they chose"),
    ("strollers", "what they chose"),
    ("Portswood", "where they live"),
    ("Alice", "somebody who helps them"),
    ("Jean", "somebody who helps them"),
    ("Rosalind", "somebody on the map"),  # who was taken off again
]


def test_what_is_stored_of_them_cannot_get_in(as_alice, alice, url, pair):
    Home.objects.create(
        participant=pair.participant, postcode="SO17 1BJ", point=Point(-1.3957, 50.9341)
    )
    facilitation.reopen(session=pair, by=alice)
    details = {"name": "Rosalind", "relationship": "", "frequency": "", "work": [], "ring": 1}
    mapping.add_member(session=pair, details=details)
    mapping.remove_member(member=pair.members.get(name="Rosalind"))
    facilitation.finish(session=pair, by=alice)

    for (typed, whose), field in zip(TYPED, cycle(TEXTS), strict=False):
        page = as_alice.post(url("edit"), {**DETAILS, field: f"Then {typed}."})
        (error,) = page.context["form"].errors[field]
        said = (typed.removeprefix("born ").removesuffix(" help"), whose)
        assert [words for words in said if words not in error] == []
        assert list(page.context["form"].errors) == [field]
        assert f"Then {typed}." in page.content.decode()  # what was typed is there
    assert not CaseStudy.objects.exists()


def test_a_name_stored_since_is_found_before_they_agree(as_alice, url, study, pair):
    pair.participant.name = "Walking"
    pair.participant.save()
    page = as_alice.get(url("study"))
    as_alice.post(url("study"), {**CHECKED, "agreed": "on", "seen": seen(page)})

    assert not study.agreements.exists()


@pytest.mark.parametrize("left_out", [*CHECKS, "agreed"])
def test_each_thing_to_look_at_is_looked_at(as_alice, url, study, left_out):
    fields = {**CHECKED, "agreed": "on", "seen": seen(as_alice.get(url("study")))}
    del fields[left_out]
    page = as_alice.post(url("study"), fields)

    assert list(page.context["form"].errors) == [left_out]
    assert not study.agreements.exists()


def test_the_manager_looks_at_it_by_eye_too(client, mo, agreed):
    client.force_login(mo)
    url = reverse("case_studies:approve", args=[agreed.pk])
    page = client.post(url, {"seen": seen(client.get(url)), "no_names": "on"})

    assert list(page.context["form"].errors) == ["not_rare", "kind"]
    assert client.get(PDF).status_code == 302


def test_taken_back_it_is_gone_from_the_next_copy(client, alice, mo, url, approved):
    client.force_login(alice)
    client.post(url("take_back"))

    client.force_login(mo)
    assert "Walking again" not in client.get(LIBRARY).content.decode()
    assert client.get(PDF).status_code == 302
    assert client.get(reverse("case_studies:approve", args=[approved.pk])).status_code == 404


@pytest.mark.parametrize("change", ["words", "map", "outcome", "tags"])
def test_what_changed_is_agreed_to_and_approved_again(client, alice, mo, url, approved, change):
    session = approved.session
    if change == "map":
        session.members.filter(ring=1).update(x=0.4)
    elif change == "outcome":
        session.follow_up_answers.update(outcome="stopped")
    else:
        changed = {"words": "Good."} if change == "words" else {"audiences": ["councils"]}
        client.force_login(alice)
        client.post(url("edit"), {**DETAILS, **changed})
        assert "It has changed since" in client.get(url("study")).content.decode()

    client.force_login(mo)
    assert "Walking again" not in client.get(LIBRARY).content.decode()
    assert client.get(PDF).status_code == 302


def test_a_manager_takes_it_out(client, mo, approved):
    client.force_login(mo)
    client.post(reverse("case_studies:disapprove", args=[approved.pk]))

    assert client.get(PDF).status_code == 302
    assert "To be approved" in client.get(LIBRARY).content.decode()


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("", True),
        ("?audience=practices&condition=diabetes", True),
        ("?audience=councils", False),
        *only_in_full(
            ("?condition=diabetes", True),
            ("?condition=heart", False),
            ("?audience=nonsense", True),  # said beside the field; nothing is left out
        ),
    ],
)
def test_an_audience_gets_one_of_its_own(client, mo, approved, query, there):
    client.force_login(mo)

    assert ("Walking again" in client.get(LIBRARY + query).content.decode()) == there
    assert (client.get(PDF + query).status_code == 200) == there


def test_erasing_the_person_erases_it(client, mo, approved, alice):
    facilitation.erase(participant=approved.session.participant, by=alice)

    assert not CaseStudy.objects.exists()


def test_it_begins_when_both_sessions_are_finished(as_alice, url, pair, alice):
    facilitation.reopen(session=pair, by=alice)

    page = as_alice.post(url("edit"), DETAILS)
    assert "when both are finished" in page.content.decode()
    assert not CaseStudy.objects.exists()


def test_nobody_else_sees_it(client, bob, eve, cora, rhea, approved):
    other = make_user("max", Role.MANAGER, Organisation.objects.create(name="Farther"))
    one = reverse("case_studies:approve", args=[approved.pk])

    for user in (bob, eve, cora, rhea):
        client.force_login(user)
        assert [client.get(path).status_code for path in (LIBRARY, PDF, one)] == [404] * 3
    client.force_login(other)
    assert client.get(one).status_code == 404
    assert client.post(reverse("case_studies:disapprove", args=[approved.pk])).status_code == 404
    assert "Walking again" not in client.get(LIBRARY).content.decode()


def test_the_list_asks_as_much_of_one_as_of_three(
    client, mo, approved, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(mo)
    client.get(LIBRARY)
    with django_assert_max_num_queries(12) as one:
        client.get(LIBRARY)
    session = approved.session
    for _ in range(2):
        session.pk, session.applied_changes_pk = None, None
        session._state.adding = True
        session.save()
        agreement = approved.agreements.get()
        copy = CaseStudy.objects.create(
            session=session, **DETAILS, approved_digest=agreement.digest, approved_by=mo
        )
        agreement.pk, agreement.case_study = None, copy
        agreement.save()
    with django_assert_num_queries(len(one)):
        client.get(LIBRARY)


def test_taken_back_after_a_backup_it_stays_so_when_that_is_restored(approved, alice, mo):
    with lost() as lines:
        case_studies.take_back(study=approved, by=alice)
    assert CaseStudy.objects.of_manager(mo).get() == approved

    assert apply_again(lines) == (0, 1)

    assert not CaseStudy.objects.of_manager(mo).exists()


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_erased_by_another_window_in_the_middle_it_is_not_there(
    as_alice, alice, study, url, accept
):
    """Its page has read the draft already, and asks for the person then."""
    erased: list[CaseStudy] = []

    def erase_then(execute, sql, params, many, context):
        done = execute(sql, params, many, context)
        if not erased and 'FROM "case_studies_casestudy"' in sql:
            erased.append(study)
            found = Session.objects.get(pk=study.session_id)
            facilitation.erase(participant=found.participant, by=alice)
        return done

    with connection.execute_wrapper(erase_then):
        answer = as_alice.get(url("study"), HTTP_ACCEPT=accept)
    assert erased
    assert answer.status_code == 404
    if accept == "application/json":
        assert answer.json()["code"] == "gone"
