"""Names first, places after: a drawer beside the picture, by mouse, finger and key."""

import pytest
from playwright.sync_api import expect

from facilitation import actions as facilitation
from mapping import actions
from tests.browser import axe, read_out
from tests.mapping.hands import ANN, Fingers, at, in_picture, saved
from tests.tiers import tried

pytestmark = pytest.mark.browser


def drawer(page):
    return page.locator("[data-drawer]")


def waiting(page, name):
    return drawer(page).get_by_role("button", name=name)


def type_names(page, text):
    page.get_by_label("Add someone").fill(text)
    page.keyboard.press("Enter")


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.full
def test_a_tap_on_the_name_and_a_tap_on_a_circle(page, open_map, session):
    open_map(page)
    type_names(page, "Ann")
    saved(page)
    assert session.members.get().ring is None
    page.keyboard.press("Enter")
    page.mouse.click(*at(page, 0.5, 0.2))  # a circle first, as if to add somebody there

    waiting(page, "Ann").click()
    expect(waiting(page, "Ann")).to_have_attribute("aria-pressed", "true")
    expect(read_out(page)).to_have_text("Ann: now a circle, or 1, 2 or 3")
    page.mouse.click(*at(page, 0.5, 0.65))

    expect(in_picture(page, "Ann, inner circle")).to_be_visible()
    expect(drawer(page)).to_be_hidden()
    # for whoever is named next, no place waits, and no refusal stands
    expect(page.locator(".ghost")).to_be_hidden()
    expect(page.locator("[data-add]").get_by_label("How important?")).to_have_value("")
    expect(page.locator("[data-add] [data-error]")).to_be_empty()
    saved(page)
    ann = session.members.get()
    assert ann.ring == 1
    assert abs(ann.x - 0.5) < 0.05
    assert abs(ann.y - 0.65) < 0.05


@pytest.mark.parametrize("size", tried((820, 1180), in_full=[(1180, 820)]))
def test_one_finger_drags_a_name_onto_a_circle(new_context, open_map, session, size):
    actions.add_member(session=session, details={**ANN, "ring": None})
    viewport = {"width": size[0], "height": size[1]}
    page = open_map(new_context(has_touch=True, viewport=viewport).new_page())

    Fingers(page).swipe((middle(waiting(page, "Ann")), at(page, 0.5, 0.3)))

    expect(in_picture(page, "Ann, sibling, inner circle")).to_be_visible()
    saved(page)
    assert session.members.get().ring == 1
    assert page.evaluate("scrollY") == 0
    # what is unfolded comes into sight
    page.get_by_text("Name and relationship").click()
    expect(page.locator("#selected-relationship")).to_be_in_viewport(ratio=1)


@pytest.mark.full
def test_dropped_beside_the_picture_the_name_waits_on(page, open_map, session):
    open_map(page)
    type_names(page, "Ann")
    start = middle(waiting(page, "Ann"))
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 20, start[1] + 60, steps=4)
    page.mouse.up()

    expect(waiting(page, "Ann")).to_be_visible()
    expect(page.locator(".drawer__ghost")).to_have_count(0)
    saved(page)
    assert session.members.get().ring is None


def test_who_waits_is_there_after_a_reload_and_can_be_undone(page, open_map, session):
    open_map(page)
    type_names(page, "Ann; Raj")
    saved(page)
    page.reload()

    expect(waiting(page, "Raj")).to_be_visible()
    expect(drawer(page).get_by_role("heading")).to_have_text("Still to place · 2")
    axe(page)
    page.get_by_role("button", name="Undo").click()
    expect(waiting(page, "Raj")).to_be_hidden()
    saved(page)
    assert [m.name for m in session.members.all()] == ["Ann"]


@pytest.mark.full
def test_lines_that_are_pasted_become_names(page, open_map, session):
    open_map(page)
    name = page.get_by_label("Add someone")
    name.evaluate(
        """field => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text", "Ann\\nRaj\\n");
            field.dispatchEvent(new ClipboardEvent("paste", {clipboardData, cancelable: true}));
        }"""
    )

    expect(name).to_have_value("Ann, Raj")


def test_at_a_follow_up_last_time_s_people_wait(page, open_map, session, ann, alice, live_server):
    facilitation.finish(session=session, by=alice)
    follow_up = facilitation.start_follow_up(session=session, facilitator=alice)
    open_map(page)
    page.goto(page.url.replace(str(session.pk), str(follow_up.pk)))

    expect(page.get_by_role("heading", name="From last time · 1")).to_be_visible()
    expect(page.get_by_text("last time’s people")).to_be_visible()
    page.get_by_role("button", name="Everyone where they were").click()

    expect(in_picture(page, "Ann, sibling, outer circle")).to_be_visible()
    copy = follow_up.members.get()
    assert (copy.ring, copy.x, copy.y, copy.previous) == (ann.ring, ann.x, ann.y, ann)


@pytest.mark.full
def test_that_a_press_on_a_circle_adds_somebody_is_told(page, open_map, session):
    open_map(page)

    expect(page.get_by_text("A press on a circle adds somebody there.")).to_be_in_viewport()


@pytest.mark.full
def test_who_then_how_important_then_add(page, open_map, session):
    open_map(page)
    page.get_by_label("Add someone").focus()
    places = [page.get_by_label("Add someone").bounding_box()]

    for found in (
        page.get_by_label("Who is it?").first,
        page.get_by_label("How important?").first,
        page.get_by_role("button", name="Add", exact=True),
    ):
        page.keyboard.press("Tab")
        expect(found).to_be_focused()
        places.append(found.bounding_box())

    assert places == sorted(places, key=lambda box: (box["y"], box["x"]))


@pytest.mark.full
@pytest.mark.parametrize(
    "size", tried((768, 1024), in_full=[(1280, 800), (810, 1080), (834, 1194)])
)
def test_the_panel_is_beside_or_below_and_nothing_is_cut_off(new_context, open_map, session, size):
    viewport = {"width": size[0], "height": size[1]}
    page = open_map(new_context(viewport=viewport).new_page())
    importance = page.get_by_label("How important?").first
    importance.select_option(label="Most important")
    fits = """select => {
        const style = getComputedStyle(select);
        const context = document.createElement("canvas").getContext("2d");
        context.font = style.font;
        const text = context.measureText(select.selectedOptions[0].text).width;
        const arrow = 20;
        return text <= select.clientWidth - parseFloat(style.paddingLeft) - arrow;
    }"""
    assert importance.evaluate(fits)
    type_names(page, "Ann")

    panel = page.locator("[data-selected]").bounding_box()
    picture = page.locator("[data-picture]").bounding_box()
    assert panel["x"] >= picture["x"] + picture["width"] or (
        panel["y"] >= picture["y"] + picture["height"]
    )
    expect(page.get_by_role("radio", name="important", exact=True)).to_be_visible()
    axe(page)
