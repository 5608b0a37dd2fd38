"""What is told of a period, and how each number was counted.

A figure is a list of counts of one kind of thing by one thing that is known of it. Every list
leaves out those of whom it is not known, and no two lists are about the same thing known: so behind
every small count there may be nobody, whatever else is told (docs/adr/0044). Whoever adds a figure
holds to that; `tests/reports/test_attacks.py` tries it.
"""

from dataclasses import dataclass
from typing import Any

from facilitation.suppression import SMALLEST_SHOWN, shown
from facilitation.vocabulary import AgeBand
from mapping.vocabulary import NetworkType
from plans.vocabulary import Outcome, Reason
from reports.counts import Counts

Labels = dict[str, str]


@dataclass(frozen=True)
class Figure:
    """`labels`: its categories in order; None where they are names of the organisation's own."""

    key: str
    title: str
    of: str  # what is counted
    how: str
    labels: Labels | None = None


def without(choices: Any, *left_out: str) -> Labels:
    return {value: str(label) for value, label in choices.choices if value not in left_out}


ACTIVITY = {
    "accepted": (
        "Referrals accepted",
        "Referrals of people who would like support, by the day on which a meeting was arranged.",
    ),
    "declined": ("Referrals declined", "By the day on which they were declined."),
    "people": (
        "People reached",
        "People whose first session was finished in the period. Each counts once.",
    ),
    "begun": ("Sessions begun", "First sessions and follow-ups, by the day on which they began."),
    "finished": (
        "Sessions finished",
        "By the day on which they were finished, whenever they began. Those left unfinished are "
        "among the sessions begun.",
    ),
    "follow_ups_due": (
        "Follow-ups due",
        "By the day that was agreed or set for it. Of those who took back their agreement to be "
        "contacted there is none.",
    ),
    "follow_ups": ("Follow-ups finished", "Of the sessions finished, those that are follow-ups."),
    "by_telephone": ("… of these by telephone", "Follow-ups of one page, on the telephone."),
    "not_reached": (
        "Follow-ups left: could not be reached",
        "After three attempts or more, by the day on which it was left.",
    ),
    "follow_ups_declined": (
        "Follow-ups declined",
        "The person would rather not, or took back their agreement to be contacted; by the day on "
        "which that was written down.",
    ),
    "taken_up": (
        "Activities taken up",
        "Priorities of people’s plans of which it was told in the period, for the first time or "
        "again, that they went once, are still going or stopped. Each counts once.",
    ),
}
FIGURES = [
    Figure(
        "activity", "In short", "Number", "", {key: name for key, (name, _) in ACTIVITY.items()}
    ),
    Figure(
        "received",
        "Referrals by partner",
        "Referrals",
        "Referrals of people who would like support, by the day on which they came.",
    ),
    Figure(
        "people_by_partner",
        "People reached, by who referred them",
        "People",
        "People whose first session was finished in the period and who were referred by a partner, "
        "whenever that was.",
    ),
    Figure(
        "taken_up_by_partner",
        "Activities taken up, by who referred the person",
        "Activities",
        "Activities taken up, as above, of people who were referred by a partner.",
    ),
    Figure(
        "age",
        "People reached, by age",
        "People",
        "Age in the year in which the period begins. Those whose age is not known are left out.",
        without(AgeBand, AgeBand.NOT_SAID),
    ),
    Figure(
        "district",
        "People reached, by postcode district",
        "People",
        "The first half of the postcode of their home today. Those without one are left out.",
    ),
    Figure(
        "network_type",
        "Network types",
        "People",
        "Of the maps of first sessions that were finished in the period: what the facilitator "
        "chose or else what the rule says. Maps of which too little was asked are left out.",
        without(NetworkType),
    ),
    Figure(
        "growth",
        "How maps grew",
        "Maps",
        "Follow-ups finished in the period, their map beside the map before. Counted are people, "
        "groups and others on the map, those who are no support left out. A change says nothing of "
        "its cause.",
        {"more": "More on the map", "as_many": "As many", "fewer": "Fewer"},
    ),
    Figure(
        "interests",
        "Interests asked for",
        "Answers",
        "How often it was answered with Yes or Maybe, in sessions finished in the period.",
    ),
    Figure(
        "unmet",
        "Unmet needs",
        "Sessions",
        "In how many sessions begun the directory had fewer than three places in range for the "
        "interest, or it was told that what had been chosen for it came to nothing: for getting "
        "there, the cost, no reply, or because it was closed.",
    ),
    Figure(
        "at_3_months",
        "Priorities after three months",
        "Priorities",
        "What was told of a priority 6 to 19 weeks after the session in which it was chosen. “Not "
        "yet” is left out.",
        without(Outcome, Outcome.NOT_YET),
    ),
    Figure(
        "at_6_months",
        "Priorities after six months",
        "Priorities",
        "What was told of a priority 20 to 39 weeks after the session in which it was chosen. “Not "
        "yet” is left out.",
        without(Outcome, Outcome.NOT_YET),
    ),
    Figure(
        "reasons",
        "Reasons for not taking up, or not any more",
        "Priorities",
        "What got in the way, as told in the period, whenever the priority was chosen. Where it "
        "was not said, it is left out.",
        without(Reason),
    ),
]
BY_KEY = {figure.key: figure for figure in FIGURES}


def protect(found: Counts) -> dict[str, Any]:
    """The figures as they are kept and shown. Names of the organisation's own are there only with a
    count that can be shown."""
    counts = {key: listed(BY_KEY[key], dict(found.counts[key])) for key in BY_KEY}
    return {
        "counts": counts,
        "means": {key: round(value, 1) for key, value in found.means.items()},
        "measures": [
            {**score._asdict(), "people": shown(score.people),
             "before": round(score.before, 1), "after": round(score.after, 1)}
            for score in found.measures
            if score.people >= SMALLEST_SHOWN
        ],
    }  # fmt: skip


def listed(figure: Figure, counts: dict[str, int]) -> dict[str, int | None]:
    if figure.labels is not None:
        return {key: shown(counts.get(key, 0)) for key in figure.labels}
    return {key: shown(count) for key, count in counts.items() if shown(count)}
