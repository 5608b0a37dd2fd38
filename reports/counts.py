"""What happened in an organisation in a period, counted by the database: a constant number of
queries, however much it was. What comes of it has not been made safe to show yet: `figures` does.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, ExtractDay, Left, NullIf, Replace
from django.utils import timezone

from facilitation.models import Organisation, Participant, Session, StageTime
from facilitation.periods import Period
from facilitation.suppression import SMALLEST_SHOWN
from facilitation.vocabulary import AgeBand, FollowUpEnd
from mapping.models import Member, NetworkResult
from measures.models import Measure, MeasureResult
from measures.scoring import score
from plans.models import FollowUp
from plans.vocabulary import TAKEN_UP
from preferences.models import Answer
from referrals.models import Referral
from referrals.vocabulary import Kind, Status
from resources.models import CountedNeed

# Told at "three months": up to the middle of three and six; at "six months": up to that of six and
# nine. (Our decision.)
FOLLOW_UP_DAYS = {"at_3_months": (45, 137), "at_6_months": (137, 274)}


class ComparedScore(NamedTuple):
    """The mean of one score of a measure, among those who answered it twice."""

    title: str
    lowest: int
    highest: int
    higher: str  # what a higher value means
    people: int
    before: float
    after: float


@dataclass
class Counts:
    """`counts`: by table and category. `means`: by what they are of; there is none where fewer than
    five were counted for it."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    means: dict[str, float] = field(default_factory=dict)
    measures: list[ComparedScore] = field(default_factory=list)


def moment(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


@dataclass(frozen=True)
class Counting:
    """An organisation in a period."""

    organisation: Organisation
    period: Period

    def within(self, name: str) -> Q:
        """That the moment so called is in the period."""
        first, after = map(moment, self.period)
        return Q((f"{name}__gte", first), (f"{name}__lt", after))

    @property
    def sessions(self) -> QuerySet[Session]:
        return Session.objects.real().filter(participant__organisation=self.organisation)

    @property
    def reached(self) -> QuerySet[Session]:
        """First sessions that were finished."""
        return self.sessions.filter(self.within("finished_at"), previous=None)

    @property
    def followed_up(self) -> QuerySet[Session]:
        return self.sessions.filter(self.within("finished_at")).exclude(previous=None)

    @property
    def told(self) -> QuerySet[FollowUp]:
        """What became of priorities, as told in the period."""
        person = "session__participant__"
        mine = Q((f"{person}organisation", self.organisation), (f"{person}is_practice", False))
        return FollowUp.objects.filter(mine, self.within("session__started_at"))

    @property
    def referrals(self) -> QuerySet[Referral]:
        mine = Referral.objects.filter(organisation=self.organisation)
        return mine.filter(kind=Kind.SUPPORT)


def count(organisation: Organisation, period: Period) -> Counts:
    """Everything that is reported."""
    found = Counts()
    counting = Counting(organisation, period)
    for part in (
        count_activity, count_referrals, count_waiting, count_people, count_types, count_growth,
        count_minutes, count_wishes, count_outcomes, count_measures,
    ):  # fmt: skip
        part(counting, found)
    return found


def grouped(rows: QuerySet[Any], *by: Any, number: Any = None) -> list[tuple[Any, ...]]:
    """Every combination of what the rows are grouped by, with their number."""
    names = {f"by_{n}": F(one) if isinstance(one, str) else one for n, one in enumerate(by)}
    groups = rows.order_by().values(**names).annotate(number=number or Count("pk"))
    return list(groups.values_list(*names, "number"))


def tally(rows: Iterable[tuple[Any, int]]) -> Counter[str]:
    """Counts by category; what has none is not known, and is left out."""
    found: Counter[str] = Counter()
    for category, number in rows:
        if category:
            found[str(category)] += number
    return found


def count_activity(counting: Counting, found: Counts) -> None:
    begun, finished = counting.within("started_at"), counting.within("finished_at")
    first = Q(previous=None)
    sessions = counting.sessions.filter(begun | finished).aggregate(
        people=Count("participant", finished & first, distinct=True),
        begun=Count("pk", begun),
        finished=Count("pk", finished),
        follow_ups=Count("pk", finished & ~first),
        by_telephone=Count("pk", finished & Q(by_telephone=True)),
    )
    referrals = counting.referrals.aggregate(
        accepted=Count("pk", counting.within("accepted_at")),
        declined=Count("pk", counting.within("ended_at") & Q(status=Status.DECLINED)),
    )
    taken_up = counting.told.filter(outcome__in=TAKEN_UP).aggregate(
        taken_up=Count("item", distinct=True)
    )
    found.counts["activity"] = Counter(sessions | referrals | taken_up | count_follow_ups(counting))


def count_follow_ups(counting: Counting) -> dict[str, int]:
    """Those that were due, and those that came to nothing."""
    first, after = counting.period
    due = Q(follow_up_due__gte=first, follow_up_due__lt=after, finished_at__isnull=False)
    ended = counting.within("follow_up_ended_at")
    return counting.sessions.filter(due | ended).aggregate(
        follow_ups_due=Count("pk", due),
        not_reached=Count("pk", ended & Q(follow_up_ended=FollowUpEnd.NOT_REACHED)),
        follow_ups_declined=Count("pk", ended & Q(follow_up_ended=FollowUpEnd.DECLINED)),
    )


def count_referrals(counting: Counting, found: Counts) -> None:
    """By partner: what came in, whom that led to, and what those took up."""
    taken_up = counting.told.filter(outcome__in=TAKEN_UP).values("pk")
    referred = Referral.objects.filter(organisation=counting.organisation)
    by_partner = {
        "received": grouped(counting.referrals.filter(counting.within("received_at")), "partner"),
        "people_by_partner": grouped(
            referred.filter(participant__in=counting.reached.values("participant")),
            "partner",
            number=Count("participant", distinct=True),
        ),
        "taken_up_by_partner": grouped(
            referred.filter(participant__sessions__plan_items__follow_ups__in=taken_up),
            "partner",
            number=Count("participant__sessions__plan_items", distinct=True),
        ),
    }
    found.counts |= {name: tally(rows) for name, rows in by_partner.items()}


def count_waiting(counting: Counting, found: Counts) -> None:
    """Whole days from a referral to the first word with the person: the median, and of each
    partner."""
    spoken = Coalesce("contacted_at", "accepted_at")
    waits = counting.referrals.alias(spoken=spoken).filter(counting.within("spoken"))
    rows = grouped(waits, "partner", ExtractDay(spoken - F("received_at")))
    by_partner: dict[str, list[int]] = {}
    for partner, days, number in rows:
        by_partner.setdefault(str(partner), []).extend([days] * number)
    everybody = [days for waited in by_partner.values() for days in waited]
    for name, waited in {"": everybody, **by_partner}.items():
        if len(waited) >= SMALLEST_SHOWN:
            found.means[f"days_to_contact {name}".strip()] = median(waited)


def count_people(counting: Counting, found: Counts) -> None:
    """Those reached, by age and by postcode district."""
    district = Left(Replace("postcode", Value(" ")), Value(-3))  # all but the last three
    people = Participant.objects.filter(pk__in=counting.reached.values("participant"))
    rows = grouped(people, "year_of_birth", "age_band", district)
    year = counting.period.first.year
    found.counts["age"] = tally((band_of(year, born, band), n) for born, band, _, n in rows)
    found.counts["district"] = tally((where, n) for _, _, where, n in rows)


def band_of(year: int, born: int | None, band: str) -> str:
    known = AgeBand.of(year - born) if born else band
    return known if known and known != AgeBand.NOT_SAID else ""


def count_types(counting: Counting, found: Counts) -> None:
    """Network types of first sessions: the facilitator's choice or else the rule's answer."""
    kind = Coalesce(NullIf("chosen_type", Value("")), "network_type")
    results = NetworkResult.objects.filter(session__in=counting.reached)
    found.counts["network_type"] = tally(grouped(results, kind))


def count_growth(counting: Counting, found: Counts) -> None:
    """How many people and groups are on the map of a follow-up, beside the newest map before it."""
    mapped = Member.objects.on_map().filter(session=OuterRef("pk"))
    earlier = Session.objects.filter(
        Exists(mapped),
        participant=OuterRef("participant"),
        started_at__lt=OuterRef("started_at"),
    )
    last = earlier.order_by("-started_at").values("pk")[:1]
    now, before = on_map_of("pk"), on_map_of("last_mapped")
    rows = grouped(counting.followed_up.alias(last_mapped=Subquery(last)), before, now)
    pairs = [(then, later, number) for then, later, number in rows if then and later]
    found.counts["growth"] = tally((direction(then, later), n) for then, later, n in pairs)
    total = sum(number for _, _, number in pairs)
    if total >= SMALLEST_SHOWN:
        found.means["on_map_before"] = sum(then * number for then, _, number in pairs) / total
        found.means["on_map_after"] = sum(later * number for _, later, number in pairs) / total


def on_map_of(session: str) -> Coalesce:
    support = Member.objects.on_map().filter(session=OuterRef(session), tie_status="")
    counted = support.order_by().values("session").values(number=Count("pk"))
    return Coalesce(Subquery(counted), 0)


def direction(before: int, after: int) -> str:
    return "more" if after > before else "fewer" if after < before else "as_many"


def count_minutes(counting: Counting, found: Counts) -> None:
    """On average for each stage, and the hours of each role."""
    begun = counting.sessions.filter(counting.within("started_at"))
    times = StageTime.objects.filter(session__in=begun, seconds__gt=0)
    by = ("stage", "session__facilitator__role")
    spent = times.values(*by).annotate(spent=Sum("seconds"), number=Count("pk"))
    rows = list(spent.values_list(*by, "spent", "number"))
    for stage in {row[0] for row in rows}:
        number = sum(row[3] for row in rows if row[0] == stage)
        if number >= SMALLEST_SHOWN:
            seconds = sum(row[2] for row in rows if row[0] == stage)
            found.means[f"minutes {stage}"] = seconds / number / 60
    for role in {row[1] for row in rows}:
        # there are as many sessions, at least, as of the stage that most of them had
        if max(row[3] for row in rows if row[1] == role) >= SMALLEST_SHOWN:
            found.means[f"hours {role}"] = sum(row[2] for row in rows if row[1] == role) / 3600


def count_wishes(counting: Counting, found: Counts) -> None:
    """How often each interest was asked for, and in how many sessions found too seldom nearby."""
    finished = counting.sessions.filter(counting.within("finished_at"))
    wanted = Answer.objects.wanted().filter(session__in=finished)
    asked = grouped(wanted, "kept")
    found.counts["interests"] = tally((slug, number) for kept, number in asked for slug in kept)
    begun = counting.sessions.filter(counting.within("started_at"))
    missing = CountedNeed.objects.filter(session__in=begun)
    found.counts["unmet"] = tally(grouped(missing, "interest"))


def count_outcomes(counting: Counting, found: Counts) -> None:
    """What became of priorities, by the time since they were chosen; and why not."""
    since = ExtractDay(F("session__started_at") - F("item__session__started_at"))
    rows = grouped(counting.told, since, "outcome", "reason")
    for name, (least, most) in FOLLOW_UP_DAYS.items():
        found.counts[name] = tally(
            (outcome, n) for days, outcome, _, n in rows if least <= days < most
        )
    found.counts["reasons"] = tally((reason, n) for _, _, reason, n in rows)


def count_measures(counting: Counting, found: Counts) -> None:
    """Means of each score when it was asked last before and after, of those who have both."""
    last = MeasureResult.objects.filter(
        measure=OuterRef("measure"),
        session__participant=OuterRef("session__participant"),
        session__started_at__lt=OuterRef("session__started_at"),
    ).order_by("-session__started_at")
    results = MeasureResult.objects.filter(session__in=counting.followed_up)
    pairs = results.alias(before=Subquery(last.values("answers")[:1])).exclude(before=None)
    rows = grouped(pairs, "measure", "before", "answers")
    measures = Measure.objects.in_bulk({row[0] for row in rows})
    for pk, measure in measures.items():
        mine = [row[1:] for row in rows if row[0] == pk]
        found.measures += [compare(measure, rule, mine) for rule in measure.content["scores"]]


def compare(measure: Measure, rule: dict[str, Any], rows: Sequence[Any]) -> ComparedScore:
    both = [
        (then.value, now.value, number)
        for before, after, number in rows
        if (then := score(rule, before)).value is not None
        and (now := score(rule, after)).value is not None
    ]
    people = sum(number for _, _, number in both)
    title = rule["title"] if rule["title"] == measure.title else f"{measure.title}: {rule['title']}"
    lowest, highest = rule["range"]
    return ComparedScore(
        title=title,
        lowest=lowest,
        highest=highest,
        higher=rule["higher"],
        people=people,
        before=sum(then * number for then, _, number in both) / max(people, 1),
        after=sum(now * number for _, now, number in both) / max(people, 1),
    )
