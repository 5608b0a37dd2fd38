"""One map exported: as a drawing, on paper, as tables and for network software."""

import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import igraph
import networkx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from facilitation import actions
from facilitation.models import AuditEvent
from facilitation.vocabulary import AuditKind
from mapping.actions import result_of
from mapping.exports.one_map import EGO_COLUMNS
from mapping.svg import TOKENS, self_contained
from mapping.vocabulary import NetworkType
from tests.mapping.people import put_on_map

SVG = "{http://www.w3.org/2000/svg}"
ODD_NAMES = [
    "=1+2",
    "@SUM(A1)",
    "🐶 👩‍👩‍👧",
    "<b>&\"'",
    "A\x07B\x1f\ufffe",
    "－5",
    'a,"b";c',
    "李雷",
]
FILES = ["map_svg", "members_csv", "ego_csv", "network_file"]


@pytest.fixture
def get(as_alice, session):
    def get(name, query=""):
        return as_alice.get(reverse(f"mapping:{name}", args=[session.pk]) + query)

    return get


@pytest.fixture
def three(session):
    """Ann every day, Raj weekly and helping, and a GP."""
    return [
        put_on_map(session, "Ann Smith", 1, relationship="sibling", frequency="daily"),
        put_on_map(session, "Raj", 2, relationship="friend", frequency="weekly", work=["illness"]),
        put_on_map(session, "Dr Patel", 3, relationship="gp"),
    ]


def rows(response) -> list[dict]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def texts(response) -> list[str]:
    return [text.text or "" for text in ET.fromstring(response.content).iter(f"{SVG}text")]


def test_the_drawing_has_initials_unless_names_are_asked_for(get, three):
    assert [text for text in texts(get("map_svg")) if text in {"AS", "R", "DP"}] == [
        "AS",
        "R",
        "DP",
    ]
    assert "Ann" not in get("map_svg").content.decode()
    named = texts(get("map_svg", "?naming=names"))
    assert [text for text in named if text in {"Ann Smith", "Raj", "Dr Patel"}] == [
        "Ann Smith",
        "Raj",
        "Dr Patel",
    ]


@pytest.mark.parametrize(
    "query", ["?naming=everything", "?naming=", "?naming=%00", "?naming=NAMES"]
)
@pytest.mark.parametrize("name", ["map_svg", "members_csv", "network_file", "on_paper"])
def test_anything_but_names_gives_initials(get, three, name, query):
    content = get(name, query).content.decode()

    assert "Ann" not in content
    assert "AS" in content


def test_the_drawing_needs_nothing_else(get, three):
    root = ET.fromstring(get("map_svg").content)
    attributes = {name for element in root.iter() for name in element.attrib}
    links = {element.get("href", "") for element in root.iter(f"{SVG}use")}

    assert attributes & {"class", "style", "src"} == set()
    assert {element.tag for element in root.iter()} & {f"{SVG}script"} == set()
    # our typeface is in it, and nothing else is a style
    [rules] = [element.text or "" for element in root.iter(f"{SVG}style")] or [""]
    assert re.sub(r"@font-face\{[^}]*\}", "", rules) == ""
    assert set(re.findall(r"url\((.{15})", rules)) <= {"data:font/woff2"}
    assert links == {"#shape-family", "#shape-friends", "#shape-professionals"}
    ids = {element.get("id") for element in root.iter()}
    assert {link[1:] for link in links} <= ids


def test_members_stand_where_they_are_stored(get, three):
    root = ET.fromstring(get("map_svg").content)
    places = [
        (parent.get("transform") or "").partition(" scale")[0]
        for parent in root.iter(f"{SVG}g")
        if parent.find(f"{SVG}use") is not None
    ]

    assert places == [f"translate({m.point[0]} {m.point[1]})" for m in three]


def test_the_tokens_are_those_of_the_stylesheet():
    light = Path("static/genie.css").read_text().partition("@media")[0]
    declared = dict(re.findall(r"--([\w-]+): (#\w+);", light))

    assert {name: declared.get(name) for name in TOKENS} == TOKENS


def test_classes_become_attributes():
    assert self_contained('<g class="me other"/>') == '<g fill="#1d2b33"/>'


def test_a_table_of_members(get, three):
    found = rows(get("members_csv", "?naming=names"))

    columns = ["member", "name", "relationship", "group", "ring", "frequency", "work_illness"]
    assert [[row[name] for name in columns] for row in found] == [
        ["m1", "Ann Smith", "sibling", "family", "1", "daily", "0"],
        ["m2", "Raj", "friend", "friends", "2", "weekly", "1"],
        ["m3", "Dr Patel", "gp", "clinical", "3", "", "0"],
    ]
    assert [float(row["x"]) for row in found] == [member.x for member in three]


def test_the_counts_of_the_map(get, three, session):
    (about,) = rows(get("ego_csv"))

    assert list(about) == EGO_COLUMNS
    assert about["reference"] == session.participant.reference
    assert about["members"] == "3"
    assert (about["ring_1"], about["group_family"], about["frequency_daily"]) == ("1", "1", "1")
    assert (about["weekly_percent"], about["weak_tie_percent"]) == ("100", "33")
    assert (about["nobody_illness"], about["nobody_everyday"]) == ("0", "")  # not asked


def test_no_cell_is_a_formula(get, session):
    for name in ODD_NAMES:
        put_on_map(session, name)

    names = [row["name"] for row in rows(get("members_csv", "?naming=names"))]

    assert sorted(names) == sorted(
        ["'=1+2", "'@SUM(A1)", "🐶 👩‍👩‍👧", "<b>&\"'", "AB", "'－5", 'a,"b";c', "李雷"]
    )


def test_networkx_reads_the_network_back(get, three):
    graph = networkx.read_graphml(io.BytesIO(get("network_file", "?naming=names").content))

    labels = networkx.get_node_attributes(graph, "label")
    assert labels == {"ego": "Me", "m1": "Ann Smith", "m2": "Raj", "m3": "Dr Patel"}
    assert sorted(graph.edges(data="ring")) == [
        ("ego", "m1", 1),
        ("ego", "m2", 2),
        ("ego", "m3", 3),
    ]
    assert graph.edges["ego", "m2"]["work_illness"] == 1
    assert graph.nodes["m1"]["x"] == three[0].x
    assert graph.is_directed() is False


def read_with_igraph(response, tmp_path):
    path = tmp_path / "map.graphml"
    path.write_bytes(response.content)
    return igraph.Graph.Read_GraphML(str(path))


def test_igraph_reads_the_network_back(get, three, tmp_path):
    graph = read_with_igraph(get("network_file", "?naming=names"), tmp_path)

    assert graph.vs["label"] == ["Me", "Ann Smith", "Raj", "Dr Patel"]
    assert graph.vs["kind"] == ["ego", "member", "member", "member"]
    assert graph.es["ring"] == [1, 2, 3]
    assert graph.es["frequency"] == ["daily", "weekly", ""]


def test_odd_names_come_back_from_both(get, session, tmp_path):
    for name in ODD_NAMES:
        put_on_map(session, name)
    response = get("network_file", "?naming=names")
    expected = sorted(["Me", "AB", *(name for name in ODD_NAMES if "\x07" not in name)])

    graph = networkx.read_graphml(io.BytesIO(response.content))

    assert sorted(networkx.get_node_attributes(graph, "label").values()) == expected
    assert sorted(read_with_igraph(response, tmp_path).vs["label"]) == expected
    assert "<b>" in ET.tostring(ET.fromstring(response.content), method="text").decode()


def test_odd_names_are_drawn(get, session):
    for name in ODD_NAMES:
        put_on_map(session, name)

    assert get("map_svg", "?naming=names").status_code == 200
    assert "<b>&\"'" in texts(get("map_svg", "?naming=names"))


def test_the_picture_has_the_code_and_the_day(get, three, session):
    day = f"{timezone.localdate(session.started_at):%-d %B %Y}"

    assert texts(get("map_svg"))[-1] == f"{session.participant.reference} · {day}"


def test_an_empty_map_can_be_taken_out(get, session, tmp_path):
    day = f"{timezone.localdate(session.started_at):%-d %B %Y}"
    caption = f"{session.participant.reference} · {day}"
    rings = ["also there", "important", "most important", "Me"]
    assert texts(get("map_svg")) == [*rings, caption]
    assert rows(get("members_csv")) == []
    assert rows(get("ego_csv"))[0]["members"] == "0"
    response = get("network_file")
    assert list(networkx.read_graphml(io.BytesIO(response.content))) == ["ego"]
    assert read_with_igraph(response, tmp_path).vcount() == 1
    assert get("on_paper").content.decode().count("No one yet") == 3


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_called_by_reference_and_day(get, session, three, name):
    session.participant.name = "Margaret"
    session.participant.save()
    what = {"map_svg": "map.svg", "members_csv": "members.csv", "ego_csv": "ego.csv"}
    day = timezone.localdate(session.started_at)

    response = get(name, "?naming=names")

    expected = f"{session.participant.reference}-{day:%Y-%m-%d}-{what.get(name, 'map.graphml')}"
    assert response["Content-Disposition"] == f'attachment; filename="{expected}"'
    assert "no-store" in response["Cache-Control"]
    assert b"Margaret" not in response.content


@pytest.mark.parametrize("name", FILES)
def test_that_a_map_was_taken_out_is_recorded(get, session, alice, name):
    get(name)

    (event,) = AuditEvent.objects.filter(kind=AuditKind.EXPORT)
    assert (event.actor_id, event.action, event.object_id) == (
        alice.pk,
        "map exported",
        session.pk,
    )


@pytest.mark.parametrize("name", [*FILES, "on_paper"])
def test_a_map_of_somebody_elses_is_not_there(client, session, eve, name):
    client.force_login(eve)

    assert client.get(reverse(f"mapping:{name}", args=[session.pk])).status_code == 404


@pytest.mark.parametrize("name", [*FILES, "on_paper"])
def test_a_finished_map_can_be_taken_out_and_nothing_is_posted(as_alice, get, session, alice, name):
    actions.finish(session=session, by=alice)

    assert get(name).status_code == 200
    assert as_alice.post(reverse(f"mapping:{name}", args=[session.pk])).status_code == 405


def test_the_paper_says_nothing_of_the_network_type_or_of_who_helps(get, three, session):
    result_of(session=session)
    page = get("on_paper", "?naming=names").content.decode()

    assert "sibling · daily" in page
    sheet = page.partition("<article")[2].partition("</article>")[0]
    assert session.participant.reference not in sheet
    for label in [*NetworkType.labels, "My health", "health"]:
        assert label.lower() not in sheet.lower()


def test_what_a_lens_shows_is_printed_where_it_is_asked_for(get, three):
    sheet = get("on_paper", "?naming=names&lens=illness").content.decode()

    assert "Who helps with your health?" in sheet
    assert '<tspan x="0.0" dy="19" class="member__note">health' in sheet
    assert sheet.count("picture__faded") == 2
    # and never for a tie that is no support
    three[2].session.members.filter(work__contains=["illness"]).update(tie_status="difficult")
    sheet = get("on_paper", "?naming=names&lens=illness").content.decode()
    assert sheet.count("picture__faded") == 3
    assert "difficult" not in sheet.lower()


def test_the_cost_does_not_grow_with_the_map(get, session):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            get("on_paper")
        return len(captured)

    put_on_map(session, "Ann")
    get("on_paper")  # opened: that is written down
    one = queries()
    for name in "BCDEF":
        put_on_map(session, name)

    assert queries() == one
