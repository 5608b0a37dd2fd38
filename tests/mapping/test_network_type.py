"""The network type and the measures: a test for each sentence of the rule."""

import pytest

from mapping.network_type import Thresholds, Tie, count, measure, network_type
from mapping.phrases import counted, measured, names_in_words, question, strengths
from mapping.vocabulary import NetworkType, Work


def seen(relationship, frequency="", ring=1, *work):
    return Tie(relationship, frequency, ring, work)


CHILD_WEEKLY = seen("child", "weekly")
FRIEND_DAILY = seen("friend", "daily")
CLUB_MONTHLY = seen("lunch_club", "monthly")
CENTRED = NetworkType.CENTRED


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ([], None),
        (
            [seen("child", "yearly"), seen("friend", "rarely"), seen("sports_group")],
            NetworkType.FEWER,
        ),
        # professionals, pets and activities are not family, friends or groups
        (
            [seen("gp", "weekly"), seen("pet", "daily"), seen("activity", "daily")],
            NetworkType.FEWER,
        ),
        ([seen("child", "monthly")], NetworkType.CONTACT),
        ([CHILD_WEEKLY, FRIEND_DAILY, CLUB_MONTHLY], NetworkType.DIVERSE),
        ([CHILD_WEEKLY, FRIEND_DAILY, seen("lunch_club", "yearly")], NetworkType.CENTRED),
        ([CHILD_WEEKLY, CHILD_WEEKLY, CLUB_MONTHLY], NetworkType.CENTRED),
        ([seen("child", "monthly"), FRIEND_DAILY, CLUB_MONTHLY], NetworkType.CONTACT),
        # two weekly of four family and friends are half; of five they are not
        ([CHILD_WEEKLY, CHILD_WEEKLY, *[seen("friend")] * 2], NetworkType.CENTRED),
        ([CHILD_WEEKLY, CHILD_WEEKLY, *[seen("friend", "rarely")] * 3], NetworkType.CONTACT),
        # what was not asked is not "no": of at least half it is known how often
        ([seen("child"), seen("friend")], None),
        ([CHILD_WEEKLY, CHILD_WEEKLY, *[seen("friend")] * 3], None),
        ([CHILD_WEEKLY, CHILD_WEEKLY, *[seen("")] * 3], None),
        # a difficult tie, and who died, are no support
        ([CHILD_WEEKLY, FRIEND_DAILY, Tie("lunch_club", "monthly", 1, (), "difficult")], CENTRED),
        ([CHILD_WEEKLY, Tie("child", "daily", 1, (), "died")], NetworkType.CONTACT),
        # nor does somebody count who has no place yet
        ([CHILD_WEEKLY, Tie("child", "daily", None)], NetworkType.CONTACT),
        ([CHILD_WEEKLY], NetworkType.CONTACT),
        ([CLUB_MONTHLY], NetworkType.CONTACT),
    ],
)
def test_the_first_type_that_holds(members, expected):
    assert network_type(count(members)) == expected


def test_a_manager_s_thresholds_are_used():
    counts = count([CHILD_WEEKLY, FRIEND_DAILY, CLUB_MONTHLY])

    assert network_type(counts, Thresholds(diverse_family_weekly=2)) == NetworkType.CENTRED
    assert (
        network_type(counts, Thresholds(diverse_family_weekly=2, centred_weekly=3))
        == NetworkType.CONTACT
    )


def test_the_measures():
    measures = measure(
        [
            seen("child", "daily", 1, "emotional"),
            seen("acquaintance", "weekly", 2),
            seen("gp", "yearly", 3, "illness"),
            seen("lunch_club", "", 3),
            seen("", "", 2),
            seen("friend", "monthly", 2),
            Tie("child", "daily", 1, ("everyday",), "difficult"),
            Tie("child", "daily", 1, ("everyday",), "died"),
        ],
        ["everyday"],
    )

    assert measures.members == 6
    assert measures.by_ring == {1: 1, 2: 3, 3: 2}
    assert measures.by_group == {
        "family": 1,
        "friends": 2,
        "pet": 0,
        "groups": 1,
        "community": 0,
        "clinical": 1,
        "activity": 0,
    }
    assert measures.by_frequency == {
        "daily": 1,
        "weekly": 1,
        "monthly": 1,
        "yearly": 1,
        "rarely": 0,
    }
    assert (measures.weekly, measures.frequency_known, measures.weekly_percent) == (2, 4, 50)
    # acquaintance, professional, group: but not the friend
    assert (measures.weak_ties, measures.weak_tie_percent) == (3, 50)
    assert measures.nobody_does == ["everyday"]
    assert measures.not_asked == []


def test_an_empty_map_measures_as_nothing():
    measures = measure([])

    assert (measures.members, measures.weekly_percent, measures.weak_tie_percent) == (0, None, 0)
    assert measures.nobody_does == []
    assert measures.not_asked == ["illness", "everyday", "emotional"]


def test_what_was_not_asked_is_said_not_counted_as_none():
    members = [seen("child"), seen("friend"), seen("gp")]
    measures, counts = measure(members), count(members)

    said = dict([*counted(measures, counts), *measured(measures)])
    assert said["Family seen every week"] == "not asked yet"
    assert said["Everyone seen every week"] == "not asked yet"
    assert said["Seen every week, of those asked about"] == "not asked yet"
    assert said["Asked how often"] == "0 of 3"
    assert said["Nobody helps with"] == "my health, everyday things, how I feel: not asked yet"
    asked = [*members, CHILD_WEEKLY]
    assert dict(counted(measure(asked), count(asked)))["Family seen every week"] == "1 of 1 asked"


def test_a_sentence_about_help_names_who():
    members = [seen("child", "", 1, "illness"), seen("friend", "", 1, "illness", "emotional")]
    helpers = {Work.ILLNESS: ["Ann", "Raj"], Work.EVERYDAY: [], Work.EMOTIONAL: ["Raj"]}

    said = strengths(measure(members), count(members), helpers)

    assert said[-2:] == ["Ann and Raj help with your health.", "Raj is there for how you feel."]
    assert names_in_words([*"ABCDEFGH"]) == "A, B, C, D, E, F and 2 others"


def test_strengths_come_first_and_never_what_is_missing():
    members = [CHILD_WEEKLY, FRIEND_DAILY, seen("pet", "daily", 2)]

    assert strengths(measure(members), count(members)) == [
        "You have 3 names on your map.",
        "You see 2 people in your family or among your friends every week.",
        "2 in the inner circle.",
        "1 pet to keep you company.",
    ]


def test_there_is_always_one_open_question():
    for members in ([], [CHILD_WEEKLY], [CHILD_WEEKLY, FRIEND_DAILY, CLUB_MONTHLY]):
        asked = question(network_type(count(members)), measure(members))
        assert asked.endswith("?")
