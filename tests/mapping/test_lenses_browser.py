"""The questions of the paper, asked on the picture; and ties that are no support."""

import pytest
from playwright.sync_api import expect

from mapping import actions
from mapping.models import NetworkResult
from tests.browser import axe, read_out
from tests.mapping.hands import ANN, in_picture, saved
from tests.tiers import tried

pytestmark = pytest.mark.browser


@pytest.fixture
def raj(session):
    details = {**ANN, "name": "Raj", "relationship": "friend", "frequency": "", "ring": 2}
    actions.add_member(session=session, details=details)
    return session.members.get(name="Raj")


def lens(page, name):
    return page.get_by_role("button", name=name, exact=True)


def test_a_press_adds_and_takes_off_who_helps(page, open_map, session, ann, raj):
    open_map(page)
    lens(page, "My health").click()

    expect(page.get_by_role("heading", name="Who helps with your health?")).to_be_visible()
    expect(lens(page, "My health")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Not asked yet", exact=True)).to_be_visible()
    in_picture(page, "Ann").click()
    expect(in_picture(page, "Ann")).to_have_attribute("aria-pressed", "true")
    expect(in_picture(page, "Raj")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("[data-count]")).to_have_text("1 person")
    expect(read_out(page)).to_have_text("1 person")
    expect(in_picture(page, "Ann").locator(".member__note")).to_have_text("health")
    # the others' shapes step back, their names stay
    expect(in_picture(page, "Raj").locator("use")).to_have_css("opacity", "0.3")
    expect(in_picture(page, "Raj").locator(".member__label")).to_have_css("opacity", "1")
    axe(page)
    saved(page)
    assert session.members.get(name="Ann").work == ["illness"]

    in_picture(page, "Ann").focus()
    page.keyboard.press("Enter")
    expect(in_picture(page, "Ann")).to_have_attribute("aria-pressed", "false")
    saved(page)
    assert session.members.get(name="Ann").work == []


@pytest.mark.full
def test_how_often_is_chosen_and_then_pressed(page, open_map, session, ann, raj):
    open_map(page)
    lens(page, "How often").click()
    expect(page.get_by_text("1 person · 1 not asked yet")).to_be_visible()

    page.locator("[data-often]").get_by_label("every week").check(force=True)
    in_picture(page, "Raj").click()

    expect(page.locator("[data-count]")).to_have_text("2 people")
    expect(in_picture(page, "Raj, friend, middle circle, seen every week")).to_be_visible()
    saved(page)
    assert session.members.get(name="Raj").frequency == "weekly"
    assert session.members.get(name="Ann").frequency == "daily"


@pytest.mark.full
def test_that_nobody_does_is_said_and_is_not_the_same_as_not_asked(page, open_map, session, ann):
    open_map(page)
    lens(page, "How I feel").click()
    expect(page.get_by_text("Not asked yet", exact=True)).to_be_visible()

    page.get_by_role("button", name="Nobody does").click()

    expect(page.get_by_role("heading", name="Who is there for how you feel?")).to_be_visible()
    expect(page.locator("[data-count]")).to_have_text("Nobody")
    result = NetworkResult.objects.get(session=session)
    assert result.measures["nobody_does"] == ["emotional"]


@pytest.mark.full
def test_a_lens_is_printed(page, open_map, session, ann):
    session.members.update(work=["everyday"])
    open_map(page)
    lens(page, "Everyday things").click()

    page.get_by_role("link", name="Print this").click()

    expect(page.get_by_role("heading", name="Who helps with everyday things?")).to_be_visible()
    axe(page)


@pytest.mark.full
@pytest.mark.parametrize(
    "look", tried({"forced_colors": "active"}, in_full=[{"color_scheme": "dark"}])
)
def test_nothing_for_axe_through_a_lens(new_context, open_map, session, ann, look):
    page = open_map(new_context(**look).new_page())
    lens(page, "How often").click()

    axe(page)


@pytest.mark.full
def test_a_difficult_tie_is_marked_without_a_word(page, open_map, session, ann):
    session.members.update(work=["illness"])
    open_map(page)
    in_picture(page, "Ann").click()
    page.get_by_text("Name and relationship").click()
    page.get_by_label("A difficult tie").check(force=True)
    saved(page)

    assert session.members.get().tie_status == "difficult"
    expect(in_picture(page, "Ann, sibling, outer circle").locator(".member__dot")).to_be_visible()
    assert "difficult" not in page.locator("[data-picture]").inner_html().lower()
    expect(page.locator("[data-announced]")).to_be_empty()
    lens(page, "My health").click()
    expect(in_picture(page, "Ann")).to_have_attribute("aria-pressed", "false")
    # a press says what is known, and changes nothing that nobody can see
    in_picture(page, "Ann").click()
    expect(page.get_by_role("heading", name="Ann · sibling")).to_be_visible()
    expect(page.locator("[data-details]").get_by_label("my health")).to_be_checked()


@pytest.mark.full
def test_two_of_one_name_are_told_apart(page, open_map, session, ann):
    actions.add_member(session=session, details={**ANN, "relationship": "neighbour"})
    open_map(page)

    labels = page.locator("[data-picture] .member__label")
    expect(labels).to_have_count(2)
    assert sorted(" ".join(text.split()) for text in labels.all_text_contents()) == [
        "Ann (neighbour)",
        "Ann (sibling)",
    ]


NAMES = ["Jean next door", "Bartholomew", "Dr Okafor", "Susan", "Hairdresser Tina", "The choir"]


@pytest.mark.full
@pytest.mark.parametrize(
    ("size", "counts"),
    [((1280, 800), (12, 14, 14)), ((820, 1180), (9, 8, 8)), ((1024, 768), (12, 0, 0))],
)
def test_no_member_without_a_whole_name(new_context, open_map, session, size, counts):
    rings = [ring for ring, count in enumerate(counts, start=1) for _ in range(count)]
    everyone = [
        {**ANN, "name": f"{NAMES[n % 6]} {n}", "ring": ring} for n, ring in enumerate(rings)
    ]
    actions.add_members(session=session, everyone=everyone)
    viewport = {"width": size[0], "height": size[1]}
    page = open_map(new_context(viewport=viewport).new_page())

    expect(page.locator("[data-picture] [data-id]")).to_have_count(len(rings))
    expect(page.locator(".member--unlabelled")).to_have_count(0)
    shown = page.locator("[data-picture] .member__label").all_text_contents()
    assert sorted(" ".join(text.split()) for text in shown) == sorted(
        str(each["name"]) for each in everyone
    )
