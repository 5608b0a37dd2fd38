"""A year of an organisation, made up at random but the same each time: for the browser, pictures
and attacks."""

import datetime as dt
import random
from dataclasses import dataclass, field

from facilitation.models import StageTime, User
from facilitation.vocabulary import AgeBand, Stage
from mapping.models import Member
from mapping.vocabulary import NetworkType
from plans.vocabulary import Outcome, Reason
from preferences.models import Answer, Item
from resources.models import CountedNeed
from tests.referrals.build import make_partner
from tests.reports.build import (
    a_moment,
    last_quarter,
    make_people,
    make_session,
    refer,
    tell,
    type_of,
)

PARTNERS = {"Portswood Surgery": 9, "St Denys Community Centre": 5, "City Library": 2}
DISTRICTS = {"SO17 1BJ": 10, "SO15 2AA": 6, "SO14 0AA": 3, "PO30 1UD": 1}


def weighted(chance: random.Random, choices: dict[str, int]) -> str:
    return chance.choices([*choices], [*choices.values()])[0]


def make_crowd(facilitator: User, people: int = 80) -> None:
    """With the item bank loaded. Some came half a year ago, and are followed up; some now."""
    chance = random.Random(people)
    partners = {name: make_partner(facilitator.organisation, name) for name in PARTNERS}
    items = list(Item.objects.prefetch_related("interests"))
    bands = [band for band in AgeBand if band.ages]
    at = a_moment(last_quarter())
    rows = Rows()
    for number in range(people):
        [person] = make_people(
            1,
            facilitator,
            name=f"Somebody {number}",
            postcode=weighted(chance, DISTRICTS),
            age_band=chance.choice(bands[4:8]),
        )
        days = chance.choice([0, 0, 91, 182])
        session = make_session(person, at - dt.timedelta(days=days))
        for stage in Stage:
            seconds = chance.randint(200, 900)
            rows.times.append(StageTime(session=session, stage=stage, seconds=seconds))
        for name in "ABCDEFGH"[: chance.randint(3, 8)]:
            rows.members.append(Member(session=session, name=name, ring=1, x=0.5, y=0.4))
        for item in chance.sample(items, 4):
            kept = [interest.slug for interest in item.interests.all()]
            rows.answers.append(Answer(session=session, item=item, choice="yes", kept=kept))
            rows.needs.append(CountedNeed(session=session, interest_id=kept[0]))
        type_of([session], chance.choice([*NetworkType]))
        if chance.random() < 0.7:
            refer([session], partners[weighted(chance, PARTNERS)])
        if days:
            outcome = chance.choice([*Outcome])
            reason = "" if outcome == Outcome.STILL_GOING else chance.choice([*Reason])
            tell([session], outcome, reason, days=days)
    rows.create()


@dataclass
class Rows:
    """Of which there are thousands: one by one they take most of the time."""

    times: list[StageTime] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    needs: list[CountedNeed] = field(default_factory=list)

    def create(self) -> None:
        StageTime.objects.bulk_create(self.times)
        Member.objects.bulk_create(self.members)
        Answer.objects.bulk_create(self.answers)
        CountedNeed.objects.bulk_create(self.needs, ignore_conflicts=True)
