"""The manager's page: what it counts, who sees it, and that what was counted stays."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from facilitation.models import Participant, Session, StageTime
from mapping.models import NetworkResult
from measures.models import Measure, MeasureResult
from plans.models import FollowUp
from preferences.models import Interest, Item
from reports import actions
from reports.counts import count
from reports.figures import protect
from reports.models import ClosedPeriod, ReportSettings
from resources.models import CountedNeed
from tests.pdf import words_of
from tests.referrals.build import make_partner
from tests.reports.build import (
    a_moment,
    last_quarter,
    make_people,
    make_session,
    reach,
    refer,
    tell,
    type_of,
)
from tests.reports.crowd import make_crowd

URL = reverse("reports:figures")
CSV_URL = reverse("reports:spreadsheet")


@pytest.fixture
def as_mo(client, mo):
    client.force_login(mo)
    return client


@pytest.fixture
def by_quarter(mo):
    actions.choose_length(manager=mo, months=3)
    return mo


def counted(organisation):
    return count(organisation, last_quarter())


def values(client) -> dict[tuple[str, str], str]:
    text = b"".join(client.get(CSV_URL).streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    last = max(row["from"] for row in rows)
    return {(row["table"], row["category"]): row["value"] for row in rows if row["from"] == last}


def test_people_by_age_and_district(alice, organisation):
    reach(3, alice, year_of_birth=last_quarter().first.year - 71, postcode="SO17 1BJ")
    reach(2, alice, age_band="60-69", postcode="PO301UD")
    reach(1, alice, age_band="not_said")

    found = counted(organisation)

    assert found.counts["activity"]["people"] == 6
    assert found.counts["age"] == {"70-79": 3, "60-69": 2}
    assert found.counts["district"] == {"SO17": 3, "PO30": 2}


def test_only_what_was_in_the_period_counts(alice, organisation):
    period = last_quarter()
    for day in (period.first - dt.timedelta(days=1), period.first, period.after):
        at = a_moment(period._replace(first=day), 0)
        make_session(make_people(1, alice)[0], at)

    assert counted(organisation).counts["activity"]["people"] == 1


def test_only_ones_own_organisation_counts(alice, eve, organisation):
    reach(2, eve)
    refer(reach(1, eve), make_partner(eve.organisation))

    found = counted(organisation)

    assert +found.counts["activity"] == {}
    assert found.counts["received"] == {}


def test_sessions_begun_finished_and_followed_up(alice, organisation):
    sessions = reach(3, alice)
    Session.objects.filter(pk=sessions[0].pk).update(finished_at=None)
    make_session(
        sessions[1].participant, a_moment(last_quarter(), 60), previous=sessions[1],
        by_telephone=True,
    )  # fmt: skip

    found = counted(organisation).counts["activity"]

    assert {key: found[key] for key in ("people", "begun", "finished", "follow_ups")} == {
        "people": 2, "begun": 4, "finished": 3, "follow_ups": 1,
    }  # fmt: skip
    assert found["by_telephone"] == 1


def test_referrals_by_partner_and_the_days_they_waited(alice, organisation):
    one, other = make_partner(organisation), make_partner(organisation, "Library")
    refer(reach(5, alice), one)
    refer(reach(1, alice), other)

    found = counted(organisation)

    expected = {str(one.pk): 5, str(other.pk): 1}
    assert found.counts["received"] == found.counts["people_by_partner"] == expected
    assert found.counts["activity"]["accepted"] == 6
    assert {key: value for key, value in found.means.items() if "contact" in key} == {
        "days_to_contact": 3, f"days_to_contact {one.pk}": 3,
    }  # fmt: skip


def test_outcomes_at_three_and_six_months_and_reasons(alice, organisation):
    period = last_quarter()
    at = a_moment(period)
    three, six, late = (
        [make_session(person, at - dt.timedelta(days=days)) for person in make_people(2, alice)]
        for days in (91, 182, 400)
    )
    refer(three, partner := make_partner(organisation))
    tell(three, "still_going")
    tell(six, "could_not", "cost", days=182)
    tell(late, "stopped", "health", days=400)

    found = counted(organisation)

    assert found.counts["at_3_months"] == {"still_going": 2}
    assert found.counts["at_6_months"] == {"could_not": 2}
    assert found.counts["reasons"] == {"cost": 2, "health": 2}
    assert found.counts["activity"]["taken_up"] == 4
    assert found.counts["taken_up_by_partner"] == {str(partner.pk): 2}


def test_minutes_a_stage_and_hours_by_role(alice, mo, organisation):
    for session in reach(5, alice):
        StageTime.objects.create(session=session, stage="network", seconds=720)
    StageTime.objects.create(session=reach(1, mo)[0], stage="about", seconds=60)

    assert counted(organisation).means == {"minutes network": 12, "hours facilitator": 1}


def after_a_call(session):
    """A follow-up after one by telephone, in which no map was looked at and no measure asked."""
    days = [a_moment(last_quarter(), day) for day in (50, 60)]
    call = make_session(session.participant, days[0], previous=session, by_telephone=True)
    return make_session(session.participant, days[1], previous=call)


def test_network_types_and_how_maps_grew(alice, organisation):
    first = reach(5, alice)
    type_of(first, "diverse")
    for session in first:
        session.members.create(name="Ann", ring=1, x=0.5, y=0.4)
        later = after_a_call(session)
        for name in "AB":
            later.members.create(name=name, ring=1, x=0.5, y=0.4)
        later.members.create(name="C", ring=1, x=0.5, y=0.4, tie_status="difficult")

    found = counted(organisation)

    assert found.counts["network_type"] == {"diverse": 5}
    assert found.counts["growth"] == {"more": 5}
    assert (found.means["on_map_before"], found.means["on_map_after"]) == (1, 2)


def test_interests_and_unmet_needs(alice, organisation, item_bank):
    session = reach(1, alice)[0]
    item = Item.objects.get(number=5)
    session.answers.create(item=item, choice="yes", kept=["swimming", "fitness-and-exercise"])
    other = Item.objects.get(number=2)
    session.answers.create(item=other, choice="not_now", kept=["social-clubs"])
    CountedNeed.objects.create(session=session, interest=Interest.objects.get(slug="swimming"))

    found = counted(organisation)

    assert found.counts["interests"] == {"swimming": 1, "fitness-and-exercise": 1}
    assert found.counts["unmet"] == {"swimming": 1}


def test_measures_before_and_after(alice, organisation):
    rule = {"key": "sum", "title": "Sum", "items": ["a", "b"], "range": [2, 6], "missing": 0,
            "higher": "more of it"}  # fmt: skip
    measure = Measure.objects.create(
        key="two", version="1", content={"title": "Two", "items": [], "scores": [rule]}
    )
    for session in reach(5, alice):
        later = after_a_call(session)
        for one, answers in ((session, {"a": 1, "b": 2}), (later, {"a": 3, "b": 2})):
            MeasureResult.objects.create(session=one, measure=measure, answers=answers)
    MeasureResult.objects.update_or_create(
        session=later, measure=measure, defaults={"answers": {"a": 3}}
    )

    [score] = counted(organisation).measures

    assert score == ("Two: Sum", 2, 6, "more of it", 4, 3, 5)


def test_the_page_shows_what_was_counted(as_mo, alice, by_quarter):
    refer(reach(12, alice, postcode="SO17 1BJ"), make_partner(by_quarter.organisation))

    page = as_mo.get(URL).content.decode()
    found = values(as_mo)

    assert "Portswood Surgery" in page
    assert found["In short", "People reached"] == "10"
    assert found["People reached, by postcode district", "SO17"] == "10"
    assert found["In short", "Referrals declined"] == "under 5"


def test_nothing_is_counted_before_it_is_said_how(as_mo, alice):
    reach(12, alice)

    assert "how long a period is" in as_mo.get(URL).content.decode()
    assert as_mo.get(CSV_URL).status_code == 404
    assert not ClosedPeriod.objects.exists()

    assert as_mo.post(reverse("reports:length"), {"months": "12"}).status_code == 302
    assert ReportSettings.objects.get().months == 12


def test_a_length_that_is_none_is_said_beside_it(as_mo, by_quarter, alice):
    reach(1, alice)

    for sent in ({}, {"months": "5"}):
        page = as_mo.post(reverse("reports:length"), sent).content.decode()
        assert "There is a problem" in page


def test_a_period_that_is_none_shows_the_last(as_mo, by_quarter, alice):
    reach(1, alice)

    page = as_mo.get(URL, {"period": "1066-10-14"}).content.decode()

    assert "Choose one of the periods" in page
    assert "In short" in page


@pytest.mark.parametrize("who", ["alice", "cora", "rhea", "eve"])
def test_no_one_else_gets_there(client, request, organisation, who):
    client.force_login(request.getfixturevalue(who))

    for name in ("figures", "spreadsheet", "rates"):
        assert client.get(reverse(f"reports:{name}")).status_code == 404
    assert client.post(reverse("reports:length"), {"months": "3"}).status_code == 404


def test_another_manager_sees_nothing_of_it(client, by_quarter, alice, eve):
    reach(12, alice)
    eve.role = "manager"
    eve.save()
    client.force_login(eve)
    actions.choose_length(manager=eve, months=3)

    assert client.get(CSV_URL).status_code == 404
    assert "In short" not in client.get(URL).content.decode()


def test_the_figures_are_as_many_queries_however_many_people(alice, organisation, item_bank):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            count(organisation, last_quarter())
        return len(captured)

    partner = make_partner(organisation)
    refer(reach(1, alice), partner)
    few = queries()
    for name in "AB":
        refer(reach(3, alice, year_of_birth=1950), make_partner(organisation, name))
    assert queries() == few


def test_rates_become_costs(as_mo, by_quarter, alice):
    for session in reach(20, alice):
        StageTime.objects.create(session=session, stage="network", seconds=1800)
    rates = {"facilitator_pounds": "20.50", "facilitator_other": "1"}

    assert as_mo.post(reverse("reports:rates"), rates).status_code == 302
    found = values(as_mo)

    assert found["Hours by role", "Facilitator"] == "20"
    assert found["Costs", "Altogether"] == "410"
    assert found["Costs", "For each person reached"] == "20"
    assert found["Costs", "For each activity taken up"] == "too few"
    assert found["How many on the map", "On the map before"] == "too few"


def test_rates_that_are_no_numbers_are_said_beside_them(as_mo, by_quarter):
    page = as_mo.post(reverse("reports:rates"), {"facilitator_pounds": "lots"}).content.decode()

    assert "Write a number, such as 18.50." in page
    assert 'value="lots"' in page


def test_what_was_counted_stays_whatever_happens_since(as_mo, by_quarter, alice):
    partner = make_partner(by_quarter.organisation)
    sessions = reach(13, alice, postcode="SO17 1BJ", age_band="60-69")
    refer(sessions, partner)
    before = values(as_mo)

    sessions[0].participant.delete()
    FollowUp.objects.all().delete()
    reach(3, alice, postcode="SO17 1BJ", age_band="60-69")

    assert values(as_mo) == before


def few(figure: str, organisation) -> list[str]:
    """Of whom there are 1 to 4 in the last quarter."""
    found = counted(organisation).counts[figure]
    return [category for category, number in found.items() if number in range(1, 5)]


def unknown_age(bands) -> None:
    Participant.objects.filter(age_band__in=bands).update(age_band="")


def unknown_district(districts) -> None:
    for district in districts:
        Participant.objects.filter(postcode__startswith=district).update(postcode="")


def unknown_type(types) -> None:
    reached = NetworkResult.objects.filter(session__previous=None, network_type__in=types)
    reached.update(network_type="")


def unsaid_reason(reasons) -> None:
    FollowUp.objects.filter(reason__in=reasons).update(reason="")


UNKNOWN = {
    "age": unknown_age,
    "district": unknown_district,
    "network_type": unknown_type,
    "reasons": unsaid_reason,
}


@pytest.mark.sweep
@pytest.mark.parametrize("figure", UNKNOWN)
def test_behind_a_small_count_there_may_be_nobody(figure, alice, organisation, item_bank):
    """The same is told of another caseload, in which nobody is in its place."""
    make_crowd(alice, 24)
    small = few(figure, organisation)
    told = protect(counted(organisation))
    assert small != []

    UNKNOWN[figure](small)

    assert set(small) & set(counted(organisation).counts[figure]) == set()
    assert protect(counted(organisation)) == told


@pytest.mark.sweep
def test_nothing_that_was_typed_is_in_any_of_it(as_mo, alice, by_quarter, item_bank):
    make_crowd(alice, 40)
    person = Participant.objects.all()[0]
    refer([person.sessions.all()[0]], make_partner(by_quarter.organisation, "Planted Surgery"))
    planted = ["Somebody", "1BJ", "Zebedee", "01632", "rita@", "Rita", person.reference]

    page = as_mo.get(URL).content.decode()
    table = b"".join(as_mo.get(CSV_URL).streaming_content).decode()
    paper = words_of(as_mo.get(reverse("reports:commissioners")).content)

    assert "SO17" in page and "SO17" in table and "SO17" in paper
    assert [word for word in planted if word in page + table + paper] == []


def test_follow_ups_due_left_and_declined_are_counted_by_their_days(alice, organisation):
    at = a_moment(last_quarter())
    sessions = reach(6, alice)
    left = {"follow_up_ended_at": at}
    for session, ended in zip(sessions, ["not_reached"] * 2 + ["declined"] + [""] * 3, strict=True):
        Session.objects.filter(pk=session.pk).update(
            follow_up_due=at.date(), follow_up_ended=ended, **(left if ended else {})
        )
    later = last_quarter().after
    Session.objects.filter(pk=sessions[-1].pk).update(follow_up_due=later)  # not this quarter
    make_session(sessions[-2].participant, at, previous=sessions[-2])

    activity = counted(organisation).counts["activity"]

    names = ("follow_ups_due", "follow_ups", "not_reached", "follow_ups_declined")
    assert [activity[name] for name in names] == [5, 1, 2, 1]
