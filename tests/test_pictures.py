"""The pictures of every page: what is listed exists, and what differs is found."""

import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver
from PIL import Image

SCRIPT = Path(__file__).parent.parent / "script"
sys.path.append(str(SCRIPT))

from page_list import PAGES  # type: ignore[import-not-found]  # noqa: E402

LISTED = [page for pages in PAGES.values() for page in pages]


def names(resolver, prefix: str = "") -> set[str]:
    found = set()
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            found.add(f"{prefix}{one.name}")
        else:
            found |= names(one, f"{prefix}{one.namespace}:" if one.namespace else prefix)
    return found


def test_every_listed_page_has_an_address():
    known = names(get_resolver())
    ours = [page for page in LISTED if not page.urls.startswith("pictures:")]

    missing = [
        page.name
        for page in ours
        if not any(fnmatch(name, url) for url in page.urls.split() for name in known)
    ]
    assert missing == []


def test_no_two_pictures_have_one_name():
    assert len({page.name for page in LISTED}) == len(LISTED)


@pytest.fixture
def folders(tmp_path) -> tuple[Path, Path]:
    """Two folders with a picture of ten by ten pixels each, the same in both."""
    made = tmp_path / "before", tmp_path / "after"
    for folder in made:
        folder.mkdir()
        Image.new("RGB", (10, 10), "white").save(folder / "page.png")
    return made


def compared(folders) -> tuple[int, str]:
    command = [sys.executable, SCRIPT / "compare_pictures.py", *folders]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_the_same_pictures(folders):
    assert compared(folders) == (0, "All pictures are the same.\n")
    assert not folders[1].with_name("after-differences").exists()


def test_one_pixel_more_of_another_colour(folders):
    with Image.open(folders[1] / "page.png") as picture:
        picture.putpixel((3, 4), (255, 255, 254))
        picture.save(folders[1] / "page.png")

    assert compared(folders) == (1, "     1.000%  page.png\n")
    with Image.open(folders[1].with_name("after-differences") / "page.png") as beside:
        assert beside.size == (50, 10)


def test_a_page_that_became_longer(folders):
    Image.new("RGB", (10, 20), "black").save(folders[1] / "page.png")

    assert compared(folders) == (1, "   100.000%  page.png\n")


def test_a_picture_in_one_folder_only(folders):
    (folders[1] / "page.png").rename(folders[1] / "other.png")

    assert compared(folders) == (
        1,
        "  only before  page.png\n  only after   other.png\n",
    )
