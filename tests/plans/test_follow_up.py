"""A follow-up begins with how it went, and can keep a priority on the plan."""

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse

from facilitation import actions as facilitation_actions
from facilitation.models import Session
from mapping.models import Member
from plans import actions
from plans.models import FollowUp
from resources.models import Correction, Home, UnmetNeed

WALKING = "walking-and-outdoor-activities"


@pytest.fixture
def item(session, strollers):
    item = actions.choose(session=session, resource=strollers, place=strollers.places.get())
    ann, bob = (
        Member.objects.create(
            session=session, name=name, relationship="friend", ring=1, x=0.5, y=0.4
        )
        for name in ("Ann", "Bob")
    )
    actions.save_priority(
        item=item,
        first_step="Ring",
        with_members=[ann, bob],
        barriers=["transport"],
        what_would_help="A lift",
    )
    return item


@pytest.fixture
def follow_up(session, item, alice) -> Session:
    facilitation_actions.finish(session=session, by=alice)
    return facilitation_actions.start_follow_up(session=session, facilitator=alice)


@pytest.fixture
def save(as_alice, follow_up, item):
    def save(do="save", **fields):
        data = {f"before-{item.pk.hex}-{name}": value for name, value in fields.items()}
        return as_alice.post(reverse("plans:how_it_went", args=[follow_up.pk]), {**data, "do": do})

    return save


def told() -> list:
    return list(FollowUp.objects.values_list("outcome", "reason"))


def test_finish_pressed_twice_lands_where_the_first_did(save, follow_up):
    answers = [save(do="finish", outcome="went_once") for _ in range(2)]

    assert [answer.url for answer in answers] == [reverse("facilitation:sessions")] * 2
    assert told() == [("went_once", "")]


def test_something_new_is_refused_once_it_is_finished(save):
    save(do="finish", outcome="went_once")

    assert save(do="finish", outcome="stopped").status_code == 403
    assert told() == [("went_once", "")]


def test_the_page_begins_with_the_priorities_of_the_session_before(as_alice, follow_up, session):
    page = as_alice.get(follow_up.get_absolute_url()).content.decode()

    assert page.index("How did it go?") < page.index("Tuesday Strollers")
    before = as_alice.get(reverse("plans:plan", args=[session.pk])).content.decode()
    assert "How did it go?" not in before


def test_what_became_of_it_is_kept_changed_and_taken_back(save, follow_up, item):
    save(outcome="could_not", reason="transport")
    assert list(FollowUp.objects.values_list("session", "item", "outcome", "reason")) == [
        (follow_up.pk, item.pk, "could_not", "transport")
    ]
    save(outcome="stopped", reason="not_for_me")
    assert told() == [("stopped", "not_for_me")]
    save()
    assert told() == []


def test_nothing_got_in_the_way_of_what_is_still_going(save):
    save(outcome="still_going", reason="cost")

    assert told() == [("still_going", "")]


def test_closed_or_wrong_details_asks_the_curators_once(save, strollers):
    for outcome in ("could_not", "contacted", "could_not"):
        save(outcome=outcome, reason="wrong_details")

    correction = Correction.objects.get()
    assert (correction.resource, correction.source) == (strollers, "session")
    assert correction.text == "Closed, or the details were wrong"


def test_other_reasons_ask_nothing_of_the_curators(save):
    save(outcome="could_not", reason="health")

    assert Correction.objects.count() == 0


def test_a_priority_is_kept_with_what_its_resource_says_now(save, follow_up, item, strollers):
    strollers.name = "Wednesday Strollers"
    strollers.save()
    ann = item.with_members.get(name="Ann")
    again = Member.objects.create(
        session=follow_up, name="Ann", relationship="friend", ring=2, x=0.5, y=0.2, previous=ann
    )

    save(do=f"carry {item.pk.hex}", outcome="went_once")
    save(do=f"carry {item.pk.hex}", outcome="went_once")

    carried = follow_up.plan_items.get()
    assert carried.snapshot["name"] == "Wednesday Strollers"
    assert item.snapshot["name"] == "Tuesday Strollers"
    assert list(carried.with_members.all()) == [again]
    assert (carried.barriers, carried.what_would_help) == (["transport"], "A lift")
    assert told() == [("went_once", "")]


def test_what_has_closed_cannot_be_kept_and_says_so(as_alice, save, follow_up, item, strollers):
    strollers.status = "closed"
    strollers.save()

    response = save(do=f"carry {item.pk.hex}")

    assert "This one isn’t on offer any more." in as_alice.get(response.url).content.decode()
    assert follow_up.plan_items.count() == 0


@pytest.mark.parametrize(
    "fields", [{"outcome": "flew"}, {"outcome": "\0"}, {"outcome": "stopped", "reason": "x" * 300}]
)
def test_a_bad_outcome_is_refused(save, fields):
    response = save(**fields)

    assert "There is a problem" in response.content.decode()
    assert told() == []


def test_the_follow_up_leads_from_how_it_went_to_consent_and_then_to_the_map(
    save, as_alice, follow_up
):
    about = reverse("facilitation:about", args=[follow_up.pk])
    assert save(do="go", outcome="went_once").url == about

    as_alice.post(about, {"agreed": ["keep", "follow_up"]})

    assert save(do="go", outcome="went_once").url == reverse("mapping:network", args=[follow_up.pk])
    assert told() == [("went_once", "")]


def test_it_can_be_left_at_that(save, follow_up):
    response = save(do="finish", outcome="could_not", reason="health")

    follow_up.refresh_from_db()
    assert response.url == reverse("facilitation:sessions")
    assert follow_up.finished_at is not None
    assert told() == [("could_not", "health")]


def test_a_follow_up_resumes_where_it_begins_until_it_goes_further(as_alice, follow_up):
    beginning = reverse("plans:how_it_went", args=[follow_up.pk])
    assert follow_up.get_absolute_url() == beginning

    as_alice.get(reverse("mapping:network", args=[follow_up.pk]))

    follow_up.refresh_from_db()
    assert follow_up.get_absolute_url() == reverse("mapping:network", args=[follow_up.pk])


def test_by_telephone_outcomes_and_reasons_are_all_that_is_asked(as_alice, alice, session, item):
    facilitation_actions.finish(session=session, by=alice)
    started = as_alice.post(
        reverse("facilitation:start_follow_up", args=[session.pk]), {"by_telephone": "on"}
    )
    page = as_alice.get(started.url).content.decode()

    answered = as_alice.post(
        started.url,
        {f"before-{item.pk.hex}-outcome": "stopped", f"before-{item.pk.hex}-reason": "cost"}
        | {"do": "finish"},
    )

    later = session.follow_ups.get()
    assert later.by_telephone
    assert "Tuesday Strollers" in page
    for step in ("facilitation:about", "mapping:network", "preferences:preferences", "plans:plan"):
        assert reverse(step, args=[later.pk]) not in page
    assert "Continue" not in page
    assert answered.url == reverse("facilitation:sessions")
    assert later.finished_at is not None
    assert told() == [("stopped", "cost")]


def test_after_a_telephone_call_what_was_chosen_is_still_asked_about(
    as_alice, alice, session, item
):
    facilitation_actions.finish(session=session, by=alice)
    call = facilitation_actions.start_follow_up(
        session=session, facilitator=alice, by_telephone=True
    )
    actions.join_map(session=call, item=item)
    facilitation_actions.finish(session=call, by=alice)
    later = facilitation_actions.start_follow_up(session=call, facilitator=alice)
    url = reverse("plans:how_it_went", args=[later.pk])

    page = as_alice.get(url).content.decode()
    as_alice.get(reverse("mapping:network", args=[later.pk]))
    field = f"before-{item.pk.hex}-outcome"
    as_alice.post(url, {field: "still_going", "do": f"carry {item.pk.hex}"})

    assert "Tuesday Strollers" in page
    assert "Nothing was chosen last time" not in page
    assert told() == [("still_going", "")]
    carried = later.plan_items.get()
    assert carried.resource_id == item.resource_id
    assert sorted(member.name for member in carried.with_members.all()) == ["Ann", "Bob"]


def test_the_plan_tells_what_was_said_and_asks_nothing_twice(save, as_alice, follow_up):
    save(outcome="could_not", reason="transport")

    page = as_alice.get(reverse("plans:plan", args=[follow_up.pk])).content.decode()

    assert "Couldn’t (Getting there)" in page
    assert "-outcome" not in page
    assert "Keep it on the plan" in page


def test_saving_the_plan_leaves_what_was_said_of_the_last_one(save, as_alice, follow_up):
    save(outcome="could_not", reason="transport")

    as_alice.post(reverse("plans:save", args=[follow_up.pk]), {"do": "save"})

    assert told() == [("could_not", "transport")]


@pytest.mark.parametrize(
    ("reason", "told_of"),
    [("transport", [WALKING]), ("wrong_details", [WALKING]), ("health", []), ("", [])],
)
def test_what_came_to_nothing_is_an_unmet_need_once_it_is_finished(
    save, session, item, strollers, postcode_directory, reason, told_of
):
    """Of what was asked for, and by district: the log knows no person."""
    strollers.interests.add("healthy-eating")  # which nobody asked for
    Home.objects.create(
        participant=session.participant, postcode="SO17 1BJ", point=Point(-1.4, 50.93)
    )

    save(outcome="could_not", reason=reason)
    assert list(UnmetNeed.objects.all()) == []
    save(do="finish", outcome="could_not", reason=reason)

    needs = UnmetNeed.objects.values_list("interest", "district")
    assert list(needs) == [(slug, "SO17") for slug in told_of]
