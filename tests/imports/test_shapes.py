"""Six public lists by their shapes, with made-up rows: libraries, sports facilities, food banks,
an American directory, GP practices, community groups. With real clicks, which are counted."""

import re

import pytest
from django.urls import reverse

from resources.models import Resource
from resources.phrases import all_when_words
from tests.browser import axe, sign_in
from tests.imports.steps import CASES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_CLICKS = 6


class Curator:
    """Somebody at the keyboard, whose clicks after the upload and whose typing are counted."""

    def __init__(self, page) -> None:
        self.page, self.clicks, self.typed = page, 0, ""

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()
        self.clicks += 1

    def tick(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()
        self.clicks += 1

    def type(self, label: str, text: str) -> None:
        self.page.get_by_label(label).fill(text)
        self.clicks += 1
        self.typed += text


@pytest.fixture
def upload(page, live_server, cora, at_once, item_bank, postcode_directory):
    sign_in(page, live_server, cora)

    def upload(name: str) -> Curator:
        page.goto(live_server.url + reverse("admin:imports_importrun_add"))
        page.get_by_label("File").set_input_files([CASES / name])
        page.get_by_label("Where it comes from").fill(name)
        page.get_by_role("button", name="Next: the columns").click()
        page.get_by_role("heading", name="Which column means what?").wait_for()
        return Curator(page)

    return upload


def finish(curator: Curator) -> None:
    curator.press("Next: see what would happen")
    words = curator.page.get_by_role("heading", name="What do its words mean?")
    done = curator.page.get_by_role("button", name="Import now")
    words.or_(done).first.wait_for()
    if words.is_visible():
        curator.press("Next: see what would happen")
    curator.press("Import now")
    curator.page.get_by_role("status").get_by_text(re.compile("^Imported")).wait_for()


def imported() -> set[str]:
    return set(Resource.objects.values_list("name", flat=True))


@pytest.mark.full
def test_libraries_of_2023(upload):
    curator = upload("shape_libraries.csv")
    axe(curator.page)
    curator.tick("Reading and creative writing")
    finish(curator)
    assert imported() == {"Heron Library", "Kingfisher Library"}
    assert (curator.clicks <= MOST_CLICKS, curator.typed) == (True, "")


@pytest.mark.full
def test_sports_facilities_of_which_several_share_a_postcode(upload):
    curator = upload("shape_sports.csv")
    finish(curator)
    assert imported() == {
        "Made-up Leisure Centre, Swimming Pool",
        "Made-up Leisure Centre, Health and Fitness Suite",
        "Made-up Leisure Centre, Sports Hall",
    }
    pool = Resource.objects.get(name__endswith="Pool")
    assert [interest.slug for interest in pool.interests.all()] == ["swimming"]
    assert (curator.clicks <= MOST_CLICKS, curator.typed) == (True, "")


@pytest.mark.full
def test_food_banks_with_a_closed_column_and_a_van(upload):
    curator = upload("shape_food_banks.csv")
    finish(curator)
    assert imported() == {"Made-up Food Bank St Denys", "Made-up Food Bank Shirley"}
    shirley = Resource.objects.get(name__endswith="Shirley")
    assert shirley.phone == "01632 960202"
    assert "Telephone, too: 07700 900202" in shirley.description
    assert (curator.clicks <= MOST_CLICKS, curator.typed) == (True, "")


@pytest.mark.full
def test_an_american_directory(upload):
    curator = upload("shape_hsds.csv")
    finish(curator)
    assert imported() == {"Made-up Senior Lunch"}
    lunch = Resource.objects.get()
    assert lunch.description.startswith("Hot lunch.\n\nServed at noon.")
    assert (lunch.cost, lunch.cost_text) == ("other", "Suggested donation $2")
    place = lunch.places.get()
    assert (place.point, place.address) == (None, "10 Example Avenue, 94403")
    assert (curator.clicks <= MOST_CLICKS, curator.typed) == (True, "")


@pytest.mark.full
def test_the_list_of_practices(upload):
    curator = upload("shape_gp.csv")
    curator.type("Who runs all of them", "NHS")
    finish(curator)
    assert imported() == {"MADE-UP SURGERY", "THE EXAMPLE PRACTICE"}
    assert set(Resource.objects.values_list("phone", flat=True)) == {"01632 960301", "01632 960302"}
    assert (curator.clicks <= MOST_CLICKS, curator.typed) == (True, "NHS")


@pytest.mark.full
def test_community_groups_with_a_row_for_each_time(upload):
    curator = upload("shape_community.csv")
    finish(curator)
    choir = Resource.objects.get(name="Made-up Choir")
    assert all_when_words(choir) == ["Tuesday 10:30 to 12:00", "Friday 14:00 to 15:30"]
    walkers = Resource.objects.get(name="Made-up Walkers")
    assert (walkers.minimum_age, walkers.cost, walkers.phone) == (50, "free", "")
    assert (curator.clicks <= MOST_CLICKS, curator.typed) == (True, "")


@pytest.mark.full
def test_the_page_shows_what_is_in_whatever_column_is_chosen(upload):
    page = upload("shape_food_banks.csv").page
    shown = page.locator('[data-examples="name"]')
    assert "Made-up Food Bank St Denys" in shown.inner_text()
    page.get_by_label("Name of the activity").select_option("network")
    assert shown.inner_text().strip() == "Made-up Network"
