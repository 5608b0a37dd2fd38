"""Double taps and two windows: each pair of writes of one session at once, all pairs.

Real requests in threads of their own, on real PostGIS. Whatever meets: nobody gets a server error
or waits for ever, and what is kept afterwards is whole.
"""

import json
import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from case_studies import actions as case_studies
from case_studies.models import Agreement, CaseStudy
from facilitation import actions as facilitation
from facilitation.models import Session, User
from mapping import actions as mapping
from mapping import network_type
from mapping.models import NetworkResult
from measures.models import AskedMeasure, Measure
from plans import actions as plans
from preferences.models import Answer, Item, Questionnaire
from resources.models import Home, Resource
from tests.case_studies.conftest import CHECKED, DETAILS
from tests.conftest import begin_session
from tests.facilitation.test_access import ADDRESSES
from tests.mapping.hands import ANN
from tests.postcode_rows import create_postcodes
from tests.tiers import tried
from tests.windows import Window, at_once

STATE = {**ANN, "x": 0.4, "y": 0.45, "previous": None, "tie_status": ""}
Sent = tuple[str, dict[str, Any]]  # the address, and what is posted there


def address(name: str, session: Session, *more: Any) -> str:
    return reverse(name, args=[session.pk, *more])


def fields(**changed: list[str]) -> dict[str, Any]:
    sides = {name: {"before": [], "after": after} for name, after in changed.items()}
    return as_json({"id": str(uuid.uuid4()), "fields": sides})


def as_json(body: dict[str, Any]) -> dict[str, Any]:
    return {"data": json.dumps(body), "content_type": "application/json"}


def change_of_the_map(session: Any) -> dict[str, Any]:
    member = session.members.get(name="Bo")
    after = {**member.state, "frequency": "weekly"}
    change = {"id": str(uuid.uuid4()), "member": str(member.pk), "kind": "do", "of": None}
    return as_json({"since": 0, "changes": [{**change, "before": member.state, "after": after}]})


def to_member(name: str, /, **data: Any) -> Callable[[Session], Sent]:
    def sent(session: Session) -> Sent:
        return address(name, session, session.members.get(name="Ann").pk), {"data": data}

    return sent


def to(name: str, /, **data: Any) -> Callable[[Session], Sent]:
    return lambda session: (address(name, session), {"data": data})


def looked_at(name: str) -> Callable[[Session], Sent]:
    """Opening a page keeps the time, and finds what is to be shown."""
    return lambda session: (address(name, session), {})


def plan_button(word: str) -> Callable[[Session], Sent]:
    def sent(session: Any) -> Sent:
        item = session.plan_items.first()
        step = {f"item-{item.pk.hex}-first_step": "Ring"}
        return address("plans:save", session), {"data": {**step, "do": f"{word} {item.pk.hex}"}}

    return sent


def introduced(name: str) -> Callable[[Any], Sent]:
    told = {"called": "Margaret", "contact": "01632 960111", "agreed": "on"}

    def sent(session: Any) -> Sent:
        args = [session.pk, session.plan_items.first().pk]
        return reverse(f"sharing:{name}", args=args), {"data": told}

    return sent


def case_study(name: str, /, **data: Any) -> Callable[[Any], Sent]:
    """After both sessions are finished; agreed to as it was drafted here."""

    def sent(session: Any) -> Sent:
        facilitation.finish(session=session, by=session.facilitator)
        study, made = CaseStudy.objects.get_or_create(session=session, defaults=DETAILS)
        if made:
            digest = case_studies.told_of(study).digest
            case_studies.agree(study=study, seen=digest, by=session.facilitator)
        seen = case_studies.told_of(study).digest
        return address(f"case_studies:{name}", session), {"data": {**data, "seen": seen}}

    return sent


def asked() -> Questionnaire:
    return Questionnaire.objects.get()


def before(session: Session) -> Any:
    assert session.previous is not None
    return session.previous.plan_items.get()


WRITES: dict[str, Callable[[Any], Sent]] = {
    "facilitation:about": to("facilitation:about", agreed="keep", name="Margaret"),
    "facilitation:about by script": lambda s: (
        address("facilitation:about", s), fields(name=["Maggie"]),
    ),
    "facilitation:tick": to("facilitation:tick"),
    "facilitation:pause": to("facilitation:pause"),
    "facilitation:resume": to("facilitation:resume"),
    "facilitation:stop": to("facilitation:stop"),
    "facilitation:finish": to("facilitation:finish"),
    "facilitation:reopen": to("facilitation:reopen"),
    "facilitation:start_follow_up": to("facilitation:start_follow_up"),
    "facilitation:agree_on": to("facilitation:agree_on", day=timezone.localdate()),
    "facilitation:attempt": to("facilitation:attempt", how="phone", on=timezone.localdate()),
    "facilitation:give_up": to("facilitation:give_up", why="declined"),
    "facilitation:take_up_again": to("facilitation:take_up_again"),
    "facilitation:erase": lambda s: (
        reverse("facilitation:erase", args=[s.participant_id]), {"data": {"confirm": "on"}},
    ),
    "mapping:network": to("mapping:network", name="Cy", ring=1),
    "mapping:network opened": looked_at("mapping:network"),
    "mapping:changes": lambda s: (address("mapping:changes", s), change_of_the_map(s)),
    "mapping:as_last_time": to("mapping:as_last_time"),
    "mapping:nobody": to("mapping:nobody", work="illness", nobody="on"),
    "mapping:undo": to("mapping:undo"),
    "mapping:redo": to("mapping:redo"),
    "mapping:member": to_member("mapping:member", **{**ANN, "name": "Annie", "work": []}),
    "mapping:move": to_member("mapping:move", ring=2),
    "mapping:remove": to_member("mapping:remove"),
    "mapping:drop_activity": to("mapping:drop_activity", name="Chess"),
    "mapping:for_the_facilitator": to(
        "mapping:for_the_facilitator", chosen_type="diverse", reason="I know them"
    ),
    "mapping:together opened": looked_at("mapping:together"),
    "measures:ask": lambda s: (address("measures:ask", s), {"data": {}}),
    "preferences:preferences": lambda s: (
        address("preferences:preferences", s),
        {"data": {"questionnaire": asked().pk, "go": "here", "1-choice": "yes"}},
    ),
    "preferences:preferences by script": lambda s: (
        address("preferences:preferences", s) + f"?questionnaire={asked().pk}",
        fields(**{"2-choice": ["maybe"]}),
    ),
    "resources:near opened": looked_at("resources:near"),
    "resources:search": to("resources:search", words="walk"),
    "resources:choose_home": to("resources:choose_home", latitude=50.9, longitude=-1.4),
    "resources:report_wrong": lambda s: (
        address("resources:report_wrong", s),
        {"data": {"resource": Resource.objects.all()[0].pk, "text": "Closed."}},
    ),
    "resources:check_postcode": to("resources:check_postcode", postcode="SO17 1BJ"),
    "plans:choose": lambda s: (
        address("plans:choose", s), {"data": {"resource": Resource.objects.latest("name").pk}},
    ),
    "plans:unchoose": lambda s: (
        address("plans:unchoose", s), {"data": {"resource": s.plan_items.first().resource_id}},
    ),
    "plans:save": to("plans:save", **{"meeting-day": "2037-02-26", "do": "save"}),
    "plans:save by script": lambda s: (
        address("plans:save", s),
        fields(**{f"item-{s.plan_items.first().pk.hex}-first_step": ["Ring"]}),
    ),
    "plans:save, remove": plan_button("remove"),
    "plans:save, down": plan_button("down"),
    "plans:save, carry": lambda s: (
        address("plans:save", s), {"data": {"do": f"carry {before(s).pk.hex}"}},
    ),
    "plans:save, finish": to("plans:save", do="finish"),
    "plans:how_it_went": lambda s: (
        address("plans:how_it_went", s),
        {"data": {f"before-{before(s).pk.hex}-outcome": "still_going", "do": "save"}},
    ),
    "plans:how_it_went, join": lambda s: (
        address("plans:how_it_went", s), {"data": {"do": f"join {before(s).pk.hex}"}},
    ),
    "plans:email": to("plans:email", email="margaret@genie.example"),
    "sharing:edit": to("sharing:edit", **{"practice": "Surgery", "goal-1-importance": 8}),
    "sharing:summary": to("sharing:summary", agreed="on", seen="as it was"),
    "sharing:take_back": to("sharing:take_back"),
    "sharing:introduction": introduced("introduction"),
    "sharing:take_introduction_back": introduced("take_introduction_back"),
    "case_studies:edit": case_study("edit", **{**DETAILS, "heading": "Out again"}),
    "case_studies:study": case_study("study", **CHECKED, agreed="on"),
    "case_studies:take_back": case_study("take_back"),
}  # fmt: skip
OPENED = {name for name in WRITES if name.endswith("opened")}

pytestmark = [pytest.mark.sweep, pytest.mark.django_db(transaction=True)]


def name_of(write: str) -> str:
    return write.replace(",", " ").split()[0]


def test_whatever_takes_a_post_is_in_the_list(as_alice, session):
    steps = [one for one in ADDRESSES if "session_id" in one.converters]
    posted = {one.name for one in steps if as_alice.post(one.url(session)).status_code != 405}

    assert posted == {name_of(write) for write in WRITES} - {
        "facilitation:erase", "mapping:together", "resources:near",
    }  # fmt: skip


@pytest.fixture
def make_session(alice, make_resource) -> Callable[[], Session]:
    """Makes a follow-up with something of everything in it."""
    create_postcodes()
    call_command("load_measures", verbosity=0)
    AskedMeasure.objects.create(
        organisation=alice.organisation, measure=Measure.objects.all()[0], shows_change=True
    )
    resources = [make_resource(f"Walk {number}") for number in range(3)]

    def make() -> Session:
        return follow_up_of(alice, resources)

    return make


def follow_up_of(alice: User, resources: list[Resource]) -> Session:
    earlier = begin_session(alice)
    earlier.participant.postcode = "SO17 1BJ"
    earlier.participant.save()
    mapping.add_member(session=earlier, details={**ANN, "name": "Lee"})
    plans.choose(session=earlier, resource=resources[0], place=None)
    facilitation.finish(session=earlier, by=alice)
    session = facilitation.start_follow_up(session=earlier, facilitator=alice)
    mapping.begin_from_last(session=session)
    everyone = [{**ANN, "name": name} for name in ("Ann", "Bo")]
    mapping.add_members(session=session, everyone=everyone)
    item = Item.objects.get(number=5)
    kept = [interest.slug for interest in item.interests.all()]
    Answer.objects.create(session=session, item=item, choice="yes", kept=kept)
    for resource in resources[:2]:
        plans.choose(session=session, resource=resource, place=None)
    return Session.objects.select_related("participant", "previous").get(pk=session.pk)


def window(alice, session, write):
    """One that has everything ready and only sends."""
    client = Client()
    client.force_login(alice)
    url, sent = WRITES[write](session)
    ask = client.get if write in OPENED else client.post
    return lambda: ask(url, **sent)


def all_at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Each when all are ready, and nobody holds anything."""
    ready = threading.Barrier(len(acts))

    def together(act: Callable[[], Any]) -> Callable[[], Any]:
        def run() -> Any:
            ready.wait()
            return act()

        return run

    windows = [Window(together(act)) for act in acts]
    for one in windows:
        one.start()
    for one in windows:
        one.join()
    return [one.outcome for one in windows]


def meet(alice: User, session: Session, pair: tuple[str, str], how: str) -> list[str]:
    """What went wrong where the two met."""
    acts = [window(alice, session, write) for write in pair]
    answers = at_once(session, *acts) if how == "queued" else all_at_once(*acts)
    told = [getattr(answer, "status_code", repr(answer)) for answer in answers]
    wrong = [f"answered {told}"] if not set(told) <= {200, 302, 400, 403, 404, 409} else []
    found = Session.objects.filter(pk=session.pk).first()
    return [f"{pair} {how}: {each}" for each in [*wrong, *(faults(found) if found else [])]]


def faults(session: Session) -> Iterator[str]:
    """What is not whole in a session."""
    log = list(session.map_changes.order_by("number"))
    if [change.number for change in log] != list(range(1, len(log) + 1)):
        yield "the map's changes are not numbered in turn"
    states = {member.pk: member.state for member in session.members.all()}
    last = {change.member_id: change.after for change in log}
    if {pk: states.get(pk) for pk in last} != last:
        yield "the map is not what its changes make of it"
    result = NetworkResult.objects.filter(session=session).first()
    counted = network_type.count([member.tie for member in session.members.all()])
    if result and result.counts != counted.as_dict():
        yield "the network type is of another map"
    yield from faults_of_the_case_study(session)
    positions = [item.position for item in session.plan_items.order_by("position")]
    if positions != list(range(1, len(positions) + 1)) or len(positions) > 3:
        yield f"the priorities stand at {positions}"
    dropped = list(session.dropped_activities.values_list("name", flat=True))
    if len(set(dropped)) < len(dropped):
        yield "something that was enjoyed is noted twice"
    if session.finished_at and (session.paused or session.clock_at):
        yield "the clock of a finished session runs"
    if Home.objects.filter(participant=session.participant_id).count() > 1:
        yield "two homes"


def faults_of_the_case_study(session: Session) -> Iterator[str]:
    agreed = Agreement.objects.filter(case_study__session=session, withdrawn_at=None)
    if len(set(agreed.values_list("digest"))) < agreed.count():
        yield "a case study is agreed to twice"


NAMES = list(WRITES)
# Of each stage what a hand that shakes meets: a double tap of these is tried in every run.
OFTEN = [
    "facilitation:about by script", "facilitation:start_follow_up", "facilitation:finish",
    "mapping:network", "mapping:changes", "mapping:undo", "preferences:preferences by script",
    "resources:choose_home", "plans:choose", "plans:save by script", "plans:save, remove",
    "sharing:summary", "sharing:introduction", "case_studies:study",
]  # fmt: skip
SELDOM = [name for name in NAMES if name not in OFTEN]


@pytest.mark.parametrize(
    "some", tried(OFTEN, in_full=[SELDOM[part::3] for part in range(3)]), ids=range(4)
)
def test_a_double_tap_is_no_fault(alice, make_session, some):
    pairs = [(write, write) for write in some]

    assert [wrong for pair in pairs for wrong in meet(alice, make_session(), pair, "free")] == []


@pytest.mark.full
@pytest.mark.parametrize("write", NAMES)
def test_all_pairs(alice, make_session, write):
    """By turns queued for the session's lock, and both begun at the same moment."""
    others = NAMES[NAMES.index(write) :]
    hows = ["queued", "free"] * len(others)
    pairs = [((write, other), how) for other, how in zip(others, hows, strict=False)]

    assert [wrong for pair, how in pairs for wrong in meet(alice, make_session(), pair, how)] == []
