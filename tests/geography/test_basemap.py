"""Streets from a PMTiles file of one's own: what is a good one, what is said of a bad one, and how
it is served."""

import json
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.template import Context, Template
from django.urls import reverse
from pmtiles.tile import Compression, TileType

from geography import basemap
from tests.geography.basemap_file import ATTRIBUTION, Feature, write_basemap

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]


@pytest.fixture
def file(tmp_path, settings) -> Path:
    """A basemap, in use."""
    path = write_basemap(tmp_path / "streets.pmtiles")
    settings.GENIE_BASEMAP = str(path)
    settings.BASEMAP_RENDERER = "npm/renderer.js"
    return path


def warnings() -> list[tuple[str, str]]:
    return [(one.id, one.msg) for one in run_checks() if one.id and one.id.startswith("geography")]


def attributes() -> str:
    return Template("{% load background %}{% background names=True %}").render(Context())


def test_a_good_file_is_drawn_with_its_attribution_as_plain_text(file):
    assert warnings() == []
    assert 'data-basemap="/map/basemap.pmtiles"' in attributes()
    assert 'data-renderer="/static/npm/renderer.js"' in attributes()
    assert 'data-attribution="© Nobody &amp; sons"' in attributes()


def test_without_a_file_there_is_nothing_to_say_or_to_serve(as_alice, settings):
    assert (settings.GENIE_BASEMAP, warnings()) == ("", [])
    assert "data-basemap" not in attributes()
    assert as_alice.get(reverse("geography:basemap")).status_code == 404


def cut(path: Path, length: int) -> None:
    path.write_bytes(path.read_bytes()[:length])


def spoil(path: Path, at: int, value: bytes) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + value + whole[at + len(value) :])


BAD = {
    "missing": (lambda path: path.unlink(), "cannot be read: No such file or directory."),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), "cannot be read: Is a directory."),
    "empty": (lambda path: cut(path, 0), "is cut short, or not a PMTiles file."),
    "text": (lambda path: path.write_text("streets " * 99), "is not a PMTiles file."),
    "an SQLite file": (
        lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(500)),
        "is not a PMTiles file.",
    ),
    "of another version": (
        lambda path: spoil(path, 7, b"\2"),
        "is of another version of PMTiles than 3.",
    ),
    "the header alone": (lambda path: cut(path, 127), "is cut short, or not a PMTiles file."),
    "half a header": (lambda path: cut(path, 60), "is cut short, or not a PMTiles file."),
    "less its end": (
        lambda path: cut(path, path.stat().st_size - 1),
        "is cut short: copy it again.",
    ),
    "spoilt within": (
        lambda path: spoil(path, 127, bytes(400)),
        "is cut short, or not a PMTiles file.",
    ),
    "pictures": (
        lambda path: write_basemap(path, tile_type=TileType.PNG),
        "holds pictures, not vector tiles (MVT).",
    ),
    "compressed otherwise": (
        lambda path: write_basemap(path, tile_compression=Compression.BROTLI),
        "is compressed in a way that browsers cannot read: use gzip.",
    ),
    "without streets": (
        lambda path: write_basemap(path, features=[Feature("coffee", "POINT(-1.4 50.93)", {})]),
        "has no layer called roads or transportation.",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_told_and_maps_are_drawn_without_it(as_alice, file, kind):
    make, problem = BAD[kind]
    make(file)

    assert warnings() == [("geography.W001", f"GENIE_BASEMAP: {file} {problem}")]
    assert "data-basemap" not in attributes()
    assert as_alice.get(reverse("geography:basemap")).status_code == 404


def test_a_command_says_it_and_goes_on(file, capsys):
    file.unlink()

    call_command("check")

    assert "docs/basemap.md says how to make such a file" in capsys.readouterr().err


def test_a_bad_file_is_logged_once_not_at_every_page(file, caplog):
    cut(file, 127)

    attributes(), attributes()

    assert len([one for one in caplog.records if "GENIE_BASEMAP" in one.getMessage()]) == 1


def test_a_file_that_was_put_right_is_used_without_a_restart(file):
    whole = file.read_bytes()
    cut(file, 127)
    assert "data-basemap" not in attributes()

    file.write_bytes(whole)

    assert "data-basemap" in attributes()


def test_without_the_renderer_maps_are_drawn_without_streets(file, settings):
    settings.BASEMAP_RENDERER = ""

    assert [id for id, _ in warnings()] == ["geography.W002"]
    assert "data-basemap" not in attributes()


def test_whom_to_name_is_asked_for_where_the_file_does_not_say(tmp_path, settings):
    settings.BASEMAP_RENDERER = "npm/renderer.js"
    settings.GENIE_BASEMAP = str(write_basemap(tmp_path / "a", metadata={"attribution": None}))
    assert [id for id, _ in warnings()] == ["geography.W003"]

    settings.GENIE_BASEMAP_ATTRIBUTION = "Contains OS data"

    assert warnings() == []
    assert basemap.read(settings.GENIE_BASEMAP).attribution == "Contains OS data"


def test_a_tile_server_comes_first(file, settings):
    settings.GENIE_TILE_URL = "https://tiles.example/{z}/{x}/{y}.png"

    assert "data-tiles" in attributes()
    assert "data-basemap" not in attributes()


@pytest.mark.parametrize(
    ("wanted", "status", "part"),
    [
        ("bytes=0-126", 206, slice(0, 127)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=-50", 206, slice(-50, None)),
        ("bytes=0-99999999", 206, slice(None)),
        ("lines=1-2", 200, slice(None)),
        ("", 200, slice(None)),
    ],
)
def test_it_is_served_by_ranges_of_bytes(as_alice, file, wanted, status, part):
    headers = {"Range": wanted} if wanted else {}

    response = as_alice.get(reverse("geography:basemap"), headers=headers)

    assert (response.status_code, response.getvalue()) == (status, file.read_bytes()[part])
    assert response["Content-Length"] == str(len(file.read_bytes()[part]))
    assert (response["Cache-Control"], response["Content-Type"]) == (
        "private, max-age=86400",
        "application/vnd.pmtiles",
    )


def test_beyond_its_end_there_is_nothing(as_alice, file):
    size = file.stat().st_size

    response = as_alice.get(reverse("geography:basemap"), headers={"Range": f"bytes={size}-"})

    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{size}")


def test_what_a_browser_has_is_not_sent_again(as_alice, file):
    first = as_alice.get(reverse("geography:basemap"), headers={"Range": "bytes=0-126"})
    first.getvalue()

    again = as_alice.get(reverse("geography:basemap"), headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.getvalue()) == (304, b"")


def test_only_those_who_are_signed_in_get_it_and_nobody_writes_it(client, as_alice, file):
    assert as_alice.post(reverse("geography:basemap")).status_code == 405
    client.logout()
    assert client.get(reverse("geography:basemap")).status_code == 302


def test_the_attribution_is_never_markup(tmp_path, settings):
    for said, shown in [(ATTRIBUTION, "© Nobody & sons"), ("<img src=x onerror=alert(1)>", "")]:
        path = write_basemap(tmp_path / "a", metadata={"attribution": said})
        assert basemap.read(str(path)).attribution == shown


def test_metadata_that_say_little_are_enough(tmp_path):
    path = write_basemap(tmp_path / "a", metadata={"attribution": None, "vector_layers": []})

    assert json.dumps(basemap.read(str(path)).attribution) == '""'
