"""By finger: one finger drags whoever it rests on, and everything else that fingers do on a page
goes on working beside them."""

import pytest
from playwright.sync_api import expect

from tests.mapping.hands import Fingers, at, in_picture, saved
from tests.tiers import tried

pytestmark = pytest.mark.browser

WHERE_ANN_IS = "Ann, sibling, outer circle, seen every day"
WHERE_ANN_GOES = "Ann, sibling, inner circle, seen every day"
INNER_CIRCLE = (0.626, 0.5)
SIZES = [(820, 1180), (1180, 820), (390, 844)]
TABLET = (820, 1180)


@pytest.fixture
def open_touch(new_context, open_map, session, ann):
    """Opens the map with Ann on it, on a screen of the given size that is touched."""

    def opened(size=TABLET):
        viewport = {"width": size[0], "height": size[1]}
        # where she is in sight on a phone, too
        session.members.update(x=0.2, y=0.25)
        ann.refresh_from_db()
        page = open_map(new_context(has_touch=True, is_mobile=True, viewport=viewport).new_page())
        expect(in_picture(page, WHERE_ANN_IS)).to_be_visible()
        return page

    return opened


def scroll(page, down):
    page.evaluate("down => scrollTo({top: down, behavior: 'instant'})", down)


def scrolled(page):
    return page.evaluate("Math.round(scrollY)")


def empty_place(page):
    """In the picture, but on nobody: window coordinates."""
    place = at(page, 0.8, 0.25)
    assert page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('svg, [data-id]')"
                         ".matches('[data-picture]')", list(place))  # fmt: skip
    return place


@pytest.mark.parametrize("scrolled_by", tried(90, in_full=[0]))
@pytest.mark.parametrize("size", tried(SIZES[0], in_full=SIZES[1:]))
def test_one_finger_drags_a_member(open_touch, session, ann, size, scrolled_by):
    page = open_touch(size)
    scroll(page, scrolled_by)
    before = scrolled(page)
    address = page.url

    Fingers(page).swipe((at(page, ann.x, ann.y), at(page, *INNER_CIRCLE)))

    expect(in_picture(page, WHERE_ANN_GOES)).to_be_visible()
    saved(page)
    assert session.members.get().ring == 1
    assert (scrolled(page), page.url) == (before, address)


@pytest.mark.full
@pytest.mark.parametrize("by", tried((0, -150), (150, 0), in_full=[(0, 150), (-150, 0)]))
def test_whichever_way_a_finger_sets_out(open_touch, ann, by):
    """Up and down the page would scroll, sideways it would be left."""
    page = open_touch()
    scroll(page, 40)
    start = at(page, ann.x, ann.y)
    fingers = Fingers(page)
    fingers.touch(start)
    fingers.move((start, (start[0] + by[0], start[1] + by[1])))

    expect(page.locator(".map__drag-preview")).to_have_count(1)
    assert scrolled(page) == 40
    fingers.lift()
    saved(page)


@pytest.mark.full
def test_a_second_finger_takes_nothing_away_from_the_first(open_touch, session, ann):
    page = open_touch()
    start, beside = at(page, ann.x, ann.y), empty_place(page)
    fingers = Fingers(page)
    fingers.touch(start)
    fingers.touch(start, beside)
    fingers.move((start, at(page, *INNER_CIRCLE)), (beside, (beside[0] + 90, beside[1] + 40)))
    fingers.lift()

    expect(in_picture(page, WHERE_ANN_GOES)).to_be_visible()
    assert page.evaluate("visualViewport.scale") == 1
    saved(page)


def test_a_finger_beside_the_members_scrolls_the_page(open_touch, session):
    page = open_touch((390, 844))
    x, y = empty_place(page)
    Fingers(page).swipe(((x, y), (x, y - 200)))

    page.wait_for_function("() => scrollY > 100")
    expect(in_picture(page, WHERE_ANN_IS)).to_be_visible()
    assert session.map_changes.count() == 1


@pytest.mark.full
def test_two_fingers_beside_the_members_enlarge_the_page(open_touch):
    page = open_touch((390, 844))
    x, y = empty_place(page)
    Fingers(page).swipe(((x - 20, y), (x - 120, y)), ((x + 20, y), (x + 120, y)))

    page.wait_for_function("() => visualViewport.scale > 1.5")


def test_a_tap_chooses(open_touch, session, ann):
    page = open_touch()
    fingers = Fingers(page)
    fingers.touch(at(page, ann.x, ann.y))
    fingers.lift()

    expect(page.get_by_role("heading", name="Ann · sibling")).to_be_visible()
    assert session.map_changes.count() == 1


def test_a_long_press_drags_and_opens_no_menu(open_touch, session, ann):
    page = open_touch()
    start = at(page, ann.x, ann.y)
    fingers = Fingers(page)
    fingers.touch(start)
    # what the browser sends when a finger has rested a while
    opened = in_picture(page, WHERE_ANN_IS).evaluate(
        """node => node.dispatchEvent(new PointerEvent("contextmenu", {
            pointerType: "touch", bubbles: true, cancelable: true}))"""
    )
    assert not opened
    fingers.move((start, at(page, *INNER_CIRCLE)))
    fingers.lift()

    expect(in_picture(page, WHERE_ANN_GOES)).to_be_visible()
    saved(page)
    assert session.members.get().ring == 1


@pytest.mark.full
def test_a_sideways_swipe_does_not_leave_the_page(open_touch):
    page = open_touch()
    assert page.evaluate("getComputedStyle(document.documentElement).overscrollBehaviorX") in {
        "contain", "none",
    }  # fmt: skip
