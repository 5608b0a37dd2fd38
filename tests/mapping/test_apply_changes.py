"""Changes reach the database in order, exactly once, and meet each other without loss."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facilitation import actions as facilitation
from facilitation.models import Session
from mapping import actions
from mapping.changes import Change
from mapping.models import MapChange, Member

ANN = {
    "name": "Ann",
    "relationship": "sibling",
    "frequency": "daily",
    "work": ["emotional"],
    "ring": 1,
    "x": 0.4,
    "y": 0.45,
    "tie_status": "",
    "previous": None,
}


def change(member, before, after, **more):
    return Change(uuid.uuid4(), member, before, after, **more)


@pytest.fixture
def ann(session):
    pk = uuid.uuid4()
    actions.apply_changes(session=session, changes=[change(pk, None, ANN)])
    return pk


def states(session):
    return {member.pk: member.state for member in session.members.all()}


def test_a_change_that_arrives_twice_is_applied_once(session):
    add = change(uuid.uuid4(), None, ANN)

    for _ in range(2):
        outcome = actions.apply_changes(session=session, changes=[add, add])

    assert outcome == ({}, {})
    assert states(session) == {add.member: ANN}
    assert session.map_changes.count() == 1


def test_a_late_second_arrival_does_not_bring_back_what_was_taken_off(session):
    add = change(uuid.uuid4(), None, ANN)
    actions.apply_changes(session=session, changes=[add])
    actions.apply_changes(session=session, changes=[change(add.member, ANN, None)])

    actions.apply_changes(session=session, changes=[add])

    assert states(session) == {}


def test_changes_are_numbered_in_the_order_they_came(session, ann):
    moved = {**ANN, "ring": 2, "x": 0.3, "y": 0.3}
    second, third = change(ann, ANN, moved), change(ann, moved, None)

    actions.apply_changes(session=session, changes=[second, third])

    numbers = session.map_changes.order_by("number").values_list("number", "pk")[1:]
    assert list(numbers) == [(2, second.id), (3, third.id)]
    assert states(session) == {}


def test_two_windows_that_change_different_things_both_count(session, ann):
    actions.apply_changes(session=session, changes=[change(ann, ANN, {**ANN, "name": "Annie"})])

    outcome = actions.apply_changes(
        session=session, changes=[change(ann, ANN, {**ANN, "frequency": "weekly"})]
    )

    assert states(session) == {ann: {**ANN, "name": "Annie", "frequency": "weekly"}}
    assert outcome.overlaps == {}


def test_two_windows_that_change_the_same_thing_the_second_is_told(session, ann):
    theirs = {**ANN, "name": "Annie"}
    actions.apply_changes(session=session, changes=[change(ann, ANN, theirs)])
    mine = change(ann, ANN, {**ANN, "name": "Anna"})

    outcome = actions.apply_changes(session=session, changes=[mine])

    assert outcome.overlaps == {str(mine.id): theirs}
    assert states(session) == {ann: {**ANN, "name": "Anna"}}
    # what the first window made of it is not lost: undo gives it back
    actions.undo(session=session)
    assert states(session) == {ann: theirs}


def test_any_number_of_steps_can_be_undone_and_redone(session, ann):
    moved = {**ANN, "ring": 3, "x": 0.1, "y": 0.5}
    actions.apply_changes(session=session, changes=[change(ann, ANN, moved)])
    actions.apply_changes(session=session, changes=[change(ann, moved, None)])

    seen = []
    for _ in range(4):
        actions.undo(session=session)
        seen.append(states(session))
    assert seen == [{ann: moved}, {ann: ANN}, {}, {}]

    seen = []
    for _ in range(4):
        actions.redo(session=session)
        seen.append(states(session))
    assert seen == [{ann: ANN}, {ann: moved}, {}, {}]


def test_ids_of_another_map_are_refused_and_the_rest_is_saved(session, alice, ann):
    other = facilitation.start_session(facilitator=alice)
    taken_member = change(ann, None, ANN)
    taken_change = Change(session.map_changes.get().pk, uuid.uuid4(), None, ANN)
    good = change(uuid.uuid4(), None, ANN)

    outcome = actions.apply_changes(session=other, changes=[taken_member, taken_change, good])

    assert outcome.refused == {
        str(taken_member.id): "That belongs to another map.",
        str(taken_change.id): "That belongs to another map.",
    }
    assert list(states(other)) == [good.member]
    assert Member.objects.get(pk=ann).session == session


def test_a_map_holds_200_at_most(session):
    everyone = [change(uuid.uuid4(), None, ANN) for _ in range(201)]

    outcome = actions.apply_changes(session=session, changes=everyone)

    assert outcome.refused == {str(everyone[-1].id): "The map is full: 200 at most."}
    assert session.members.count() == 200


def test_the_result_is_kept_with_the_rule_and_the_counts(session, ann):
    result = session.network_result

    assert (result.network_type, result.rule_version) == ("contact", 1)
    assert result.counts["family_weekly"] == 1
    assert result.measures["not_asked"] == ["illness", "everyday"]
    assert result.measures["nobody_does"] == []


def test_a_follow_up_starts_with_last_time_s_people_once(session, alice, ann):
    facilitation.finish(session=session, by=alice)
    follow_up = facilitation.start_follow_up(session=session, facilitator=alice)

    for _ in range(2):
        actions.begin_from_last(session=follow_up)

    copy = follow_up.members.get()
    assert copy.previous_id == ann
    waiting = {"ring": None, "x": None, "y": None}
    assert {**copy.state, "previous": None} == {**ANN, **waiting}
    assert copy.pk != ann
    actions.remove_member(member=copy)
    actions.begin_from_last(session=follow_up)
    assert states(follow_up) == {}
    # and the first map is as it was
    assert states(session) == {ann: ANN}


def test_taking_off_and_putting_back_keeps_who_it_was_before(session, alice, ann):
    facilitation.finish(session=session, by=alice)
    follow_up = facilitation.start_follow_up(session=session, facilitator=alice)
    actions.begin_from_last(session=follow_up)
    copy = follow_up.members.get()

    actions.remove_member(member=copy)
    actions.undo(session=follow_up)

    assert follow_up.members.get().previous_id == ann


def test_erasing_the_participant_erases_the_map_and_its_changes(session, alice, ann):
    facilitation.erase(participant=session.participant, by=alice)

    assert (Member.objects.count(), MapChange.objects.count()) == (0, 0)


def put_back(session, count):
    """`count` people on the map of a follow-up, as in the map before."""
    earlier = facilitation.start_session(facilitator=session.facilitator)
    Session.objects.filter(pk=earlier.pk).update(participant=session.participant)
    adds = [change(uuid.uuid4(), None, ANN) for _ in range(count)]
    actions.apply_changes(session=Session.objects.get(pk=earlier.pk), changes=adds)
    return [change(uuid.uuid4(), None, {**ANN, "previous": str(add.member)}) for add in adds]


def queries_of(session, changes):
    with CaptureQueriesContext(connection) as queries:
        result = actions.apply_changes(session=session, changes=changes)
    assert result == ({}, {})
    return len(queries)


def test_a_hundred_changes_cost_no_more_queries_than_one(session):
    counts = []
    for count in (1, 100):
        adds = put_back(session, count)
        moved = {**ANN, "ring": 2, "x": 0.3, "y": 0.3}
        edits = [change(add.member, add.after, {**moved, "previous": None}) for add in adds]
        removals = [change(edit.member, edit.after, None) for edit in edits]
        counts.append([queries_of(session, batch) for batch in (adds, edits, removals)])

    assert counts[0] == counts[1]
    # one edit: five that read, the lock, three that write; and the test's own savepoint
    assert counts[0][1] <= 11
