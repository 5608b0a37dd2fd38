"""Unsteady hands: whatever happens in the middle of a drag, the map is whole afterwards; and what
can be done next to whoever is chosen is in sight, by finger and by key."""

import pytest
from playwright.sync_api import expect

from mapping import actions
from tests.browser import axe
from tests.mapping.hands import ANN, at, drag, in_picture, saved
from tests.tiers import tried

pytestmark = pytest.mark.browser

WHERE_ANN_IS = "Ann, sibling, outer circle, seen every day"

# nothing lies over the middle of it
IN_SIGHT = """node => {
    const {x, y, width, height} = node.getBoundingClientRect();
    return node.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}"""


def take(page, member, by=(40, 40)):
    """Press on someone and begin to move them."""
    x, y = at(page, member.x, member.y)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0], y + by[1], steps=4)
    expect(page.locator(".map__drag-preview")).to_have_count(1)


def nobody_is_held(page):
    expect(page.locator(".map__drag-preview")).to_have_count(0)
    expect(page.locator(".member--dragged")).to_have_count(0)


def test_one_quick_move_out_of_the_picture_is_a_drag_to_its_edge(page, open_map, session, ann):
    open_map(page)
    x, y = at(page, ann.x, ann.y)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, 2)
    page.mouse.up()
    nobody_is_held(page)
    saved(page)
    dropped = session.members.get()
    assert dropped.ring == 3
    assert dropped.y < ann.y

    # and the next press works as ever
    drag(page, at(page, dropped.x, dropped.y), at(page, 0.626, 0.5))
    expect(in_picture(page, "Ann, sibling, inner circle, seen every day")).to_be_visible()


@pytest.mark.parametrize(
    "event",
    ["new Event('blur')", "new PointerEvent('lostpointercapture', {pointerId: 1})"],
    ids=["another window", "the pointer lost"],
)
def test_a_drag_that_is_broken_off_puts_them_back(page, open_map, session, ann, event):
    open_map(page)
    take(page, ann)

    page.evaluate(f"({event}.type === 'blur' ? window : document).dispatchEvent({event})")
    nobody_is_held(page)
    page.mouse.up()

    expect(in_picture(page, WHERE_ANN_IS)).to_be_visible()
    assert session.map_changes.count() == 1


@pytest.mark.full
def test_taken_off_in_the_middle_of_a_drag(page, open_map, session, ann):
    open_map(page)
    in_picture(page, WHERE_ANN_IS).click()
    take(page, ann)

    page.keyboard.press("Delete")
    x, y = at(page, 0.5, 0.3)
    page.mouse.move(x, y, steps=4)
    page.mouse.up()
    nobody_is_held(page)
    saved(page)
    assert session.members.count() == 0

    page.get_by_role("button", name="Put back").click()
    saved(page)
    assert session.members.get().name == "Ann"


@pytest.mark.full
def test_undone_in_the_middle_of_a_drag(page, open_map, session, ann):
    open_map(page)
    take(page, ann)

    page.keyboard.press("Control+z")
    page.mouse.move(*at(page, 0.5, 0.6), steps=4)
    page.mouse.up()

    nobody_is_held(page)
    expect(page.locator("[data-picture] [data-id]")).to_have_count(0)
    saved(page)
    assert session.members.count() == 0


@pytest.mark.full
def test_the_page_scrolled_in_the_middle_of_a_drag(page, open_map, session, ann):
    open_map(page)
    for _ in range(2):
        page.get_by_role("button", name="Larger picture").click()
    in_picture(page, WHERE_ANN_IS).scroll_into_view_if_needed()
    take(page, ann, by=(9, 9))
    pointer = [part + 9 for part in at(page, ann.x, ann.y)]
    page.locator("[data-view]").evaluate("view => view.scrollBy(-60, -60)")
    page.mouse.move(pointer[0] + 1, pointer[1])

    # who is held stays under the pointer
    held = page.locator(".map__drag-preview .member__target")
    expect(held).to_be_visible()
    page.wait_for_function(
        """([x, y]) => {
            const held = document.querySelector(".map__drag-preview .member__target");
            const box = held.getBoundingClientRect();
            return Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y) < 4;
        }""",
        arg=pointer,
    )
    # and the lines of the circles lie on the circles
    page.wait_for_function(
        """() => {
            const [lines, picture] = [".map__drag-ring", "[data-picture]"].map(
                (name) => document.querySelector(name).getBoundingClientRect());
            return Math.hypot(lines.x - picture.x, lines.y - picture.y) < 1;
        }"""
    )
    page.mouse.up()
    nobody_is_held(page)
    saved(page)


@pytest.mark.full
def test_a_pen_drags_like_a_finger(page, open_map, session, ann):
    open_map(page)
    pen = page.context.new_cdp_session(page)
    start, end = at(page, ann.x, ann.y), at(page, 0.626, 0.5)
    for kind, share in (("Pressed", 0), ("Moved", 0.4), ("Moved", 1), ("Released", 1)):
        x, y = (a + (b - a) * share for a, b in zip(start, end, strict=True))
        event = {"type": f"mouse{kind}", "x": x, "y": y, "button": "left", "clickCount": 1}
        held = {"buttons": 0 if kind == "Released" else 1, "pointerType": "pen"}
        pen.send("Input.dispatchMouseEvent", event | held)

    expect(in_picture(page, "Ann, sibling, inner circle, seen every day")).to_be_visible()
    saved(page)
    assert session.members.get().ring == 1


@pytest.mark.full
@pytest.mark.parametrize("size", tried((640, 400), in_full=[(1280, 800), (320, 640)]))
def test_in_any_window_the_choices_come_into_sight(new_context, open_map, session, ann, size):
    viewport = {"width": size[0], "height": size[1]}
    page = open_map(new_context(viewport=viewport).new_page())

    in_picture(page, WHERE_ANN_IS).click()
    expect(page.get_by_role("radio", name="important", exact=True)).to_be_in_viewport()
    page.get_by_role("button", name="Done").click()

    expect(in_picture(page, WHERE_ANN_IS)).to_be_focused()
    expect(in_picture(page, WHERE_ANN_IS)).to_be_in_viewport()


@pytest.mark.full
@pytest.mark.parametrize("size", tried((390, 844), in_full=[(820, 1180)]))
def test_on_a_tablet_and_a_phone_the_choices_come_into_sight(new_context, open_map, session, size):
    actions.add_member(session=session, details={**ANN, "ring": 2})
    viewport = {"width": size[0], "height": size[1]}
    page = open_map(new_context(has_touch=True, viewport=viewport).new_page())

    ann = in_picture(page, "Ann, sibling, middle circle, seen every day")
    ann.tap()

    choice = page.get_by_role("radio", name="also there")
    expect(choice).to_be_in_viewport()
    assert ann.evaluate(IN_SIGHT)
    assert choice.evaluate(IN_SIGHT)
    axe(page)
    choice.tap()
    expect(in_picture(page, "Ann, sibling, outer circle, seen every day")).to_be_visible()

    # a tap on a ring is for the next person: the field is in sight, the choices are gone
    page.get_by_role("button", name="Done").click()
    page.locator("[data-circle='3']").tap(position={"x": 20, "y": size[0] / 2.2})
    expect(page.get_by_label("Add someone")).to_be_focused()
    expect(page.get_by_label("Add someone")).to_be_in_viewport()
    expect(page.get_by_role("radio", name="also there")).to_be_hidden()


@pytest.mark.full
def test_on_a_phone_the_keyboard_does_not_cover_the_name(new_context, open_map, session):
    viewport = {"width": 390, "height": 844}
    page = open_map(new_context(has_touch=True, viewport=viewport).new_page())
    page.locator("[data-circle='2']").scroll_into_view_if_needed()
    page.locator("[data-circle='2']").tap(position={"x": 25, "y": 130})

    # what a keyboard of the usual height leaves
    page.set_viewport_size({"width": 390, "height": 844 - 336})

    name = page.get_by_label("Add someone")
    expect(name).to_be_focused()
    expect(name).to_be_in_viewport(ratio=1)
    assert name.evaluate(IN_SIGHT)


@pytest.mark.parametrize("place", tried("picture", in_full=["list"]))
def test_by_key_the_choices_come_next_and_lead_back(page, open_map, session, ann, place):
    open_map(page)
    listed = page.get_by_label("The same people as a list").get_by_role("button", name="Ann")
    begun = in_picture(page, WHERE_ANN_IS) if place == "picture" else listed
    begun.focus()

    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ann · sibling")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    saved(page)
    assert session.members.get().ring == 2
    page.keyboard.press("Escape")

    expect(page.get_by_role("heading", name="Ann · sibling")).to_be_hidden()
    begun = in_picture(page, "Ann, sibling, middle circle") if place == "picture" else listed
    expect(begun).to_be_focused()


@pytest.mark.full
def test_closing_the_offer_to_put_someone_back_leads_to_the_next_one(page, open_map, session, ann):
    actions.add_member(session=session, details={**ANN, "name": "Raj", "relationship": "friend"})
    open_map(page)
    in_picture(page, WHERE_ANN_IS).focus()
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Close")).to_be_focused()

    page.keyboard.press("Enter")

    expect(in_picture(page, "Raj, friend, outer circle")).to_be_focused()


def test_what_a_screen_reader_says_of_the_picture(page, open_map, session, ann):
    open_map(page)

    expect(page.locator("[data-picture]")).to_match_aria_snapshot(
        """
        - group "Who is there for you?":
          - button "Ann, sibling, outer circle, seen every day"
        """
    )
    expect(page.locator("[data-picture]")).to_have_accessible_description(
        "On a person, Enter opens their choices. The arrow keys, or 1, 2 and 3, move them, and "
        "Delete takes them off the map. All of it can be done from the list too."
    )
