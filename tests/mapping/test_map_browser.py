"""The map in real Chromium: by mouse, by touch, by keyboard alone, and under axe's eyes."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mapping import actions
from mapping.models import Member
from tests.browser import axe, read_out
from tests.mapping.hands import ANN, at, drag, in_picture, saved
from tests.tiers import tried

pytestmark = pytest.mark.browser

# keeps what a screen reader is told from here on
HEAR = """() => {
    window.heard = [];
    const hear = (changes) => changes.forEach(({addedNodes}) =>
        addedNodes.forEach((line) => window.heard.push(line.textContent)));
    const live = document.querySelector("[data-announced]");
    new MutationObserver(hear).observe(live, {childList: true});
}"""


def test_adding_by_tapping_a_ring_typing_a_name_and_enter(page, open_map, session):
    open_map(page)

    page.mouse.click(*at(page, 0.5, 0.37))
    page.keyboard.type("Ann")
    page.keyboard.press("Enter")
    page.mouse.click(*at(page, 0.9, 0.5))
    page.keyboard.type("Raj")
    page.keyboard.press("Tab")
    page.keyboard.type("Frie")
    page.keyboard.press("Enter")
    saved(page)

    found = [(m.name, m.relationship, m.ring) for m in session.members.all()]
    assert found == [("Ann", "", 1), ("Raj", "friend", 3)]
    raj = session.members.get(name="Raj")
    assert abs(raj.x - 0.9) < 0.04
    assert abs(raj.y - 0.5) < 0.04


def test_dragging_with_the_mouse_crosses_rings_and_keeps_the_grab(page, open_map, session, ann):
    open_map(page)
    target = in_picture(page, "Ann, sibling, outer circle, seen every day")
    expect(target).to_be_visible()

    drag(page, at(page, ann.x, ann.y), at(page, 0.626, 0.5), grab=(9, 7))
    expect(in_picture(page, "Ann, sibling, inner circle, seen every day")).to_be_visible()
    expect(read_out(page)).to_have_text("Ann, sibling, moved to the inner circle")
    saved(page)

    moved = session.members.get()
    assert moved.ring == 1
    assert abs(moved.x - 0.626) < 0.03
    assert abs(moved.y - 0.5) < 0.03
    # the click after the drag did not open the form to add someone
    expect(page.locator("#id_name")).not_to_be_focused()


@pytest.mark.full
def test_a_press_that_hardly_moves_chooses_and_does_not_move(page, open_map, session, ann):
    open_map(page)
    start = at(page, ann.x, ann.y)

    drag(page, start, (start[0] + 3, start[1] + 2))

    expect(page.get_by_role("heading", name="Ann")).to_be_visible()
    assert session.map_changes.count() == 1


@pytest.mark.full
def test_the_right_button_does_not_drag(page, open_map, session, ann):
    open_map(page)
    page.mouse.move(*at(page, ann.x, ann.y))
    page.mouse.down(button="right")
    page.mouse.move(*at(page, 0.5, 0.6), steps=5)
    page.mouse.up(button="right")

    expect(in_picture(page, "Ann, sibling, outer circle, seen every day")).to_be_visible()
    assert session.map_changes.count() == 1


def test_escape_in_the_middle_of_a_drag_puts_it_back(page, open_map, session, ann):
    open_map(page)
    page.mouse.move(*at(page, ann.x, ann.y))
    page.mouse.down()
    page.mouse.move(*at(page, 0.5, 0.6), steps=5)
    page.keyboard.press("Escape")
    page.mouse.up()

    expect(in_picture(page, "Ann, sibling, outer circle, seen every day")).to_be_visible()
    assert session.map_changes.count() == 1


@pytest.mark.full
def test_dragging_with_a_finger_while_a_second_one_rests(new_context, open_map, session, ann):
    page = open_map(new_context(has_touch=True, viewport={"width": 820, "height": 1180}).new_page())
    fingers = page.context.new_cdp_session(page)
    start, end, other = at(page, ann.x, ann.y), at(page, 0.62, 0.5), at(page, 0.3, 0.9)

    def touch(kind, *points):
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    touch("touchStart", start)
    touch("touchMove", (start[0] + 10, start[1]))
    touch("touchStart", (start[0] + 10, start[1]), other)
    for share in (0.3, 0.6, 1):
        between = [a + (b - a) * share for a, b in zip(start, end, strict=True)]
        touch("touchMove", between, other)
    touch("touchEnd")

    expect(in_picture(page, "Ann, sibling, inner circle, seen every day")).to_be_visible()
    saved(page)
    assert session.members.get().ring == 1


def test_the_whole_map_by_keyboard_alone(page, open_map, session):
    open_map(page)
    page.get_by_label("Add someone").focus()
    page.keyboard.type("Ann")
    page.keyboard.press("Enter")
    page.keyboard.type("Raj")
    page.keyboard.press("Enter")
    page.locator("[data-drawer]").get_by_role("button", name="Ann").focus()
    page.keyboard.press("2")
    expect(page.locator("[data-drawer]").get_by_role("button", name="Raj")).to_be_focused()
    page.keyboard.press("2")
    expect(page.get_by_label("Add someone")).to_be_focused()
    page.get_by_role("link", name="Skip the picture, to the list of people").focus()
    page.keyboard.press("Tab")
    expect(in_picture(page, "Ann, middle circle")).to_be_focused()

    page.keyboard.press("1")
    expect(read_out(page)).to_have_text("Ann, moved to the inner circle")
    expect(in_picture(page, "Ann, inner circle")).to_be_focused()
    page.evaluate(HEAR)
    for _ in range(2):  # the same words again are heard again
        page.keyboard.press("ArrowDown")
    assert page.evaluate("heard") == ["Ann, moved inside the inner circle"] * 2
    for _ in range(10):
        page.keyboard.press("ArrowDown")
    expect(in_picture(page, "Ann, outer circle")).to_be_focused()
    page.keyboard.press("Delete")
    expect(page.get_by_role("button", name="Put back")).to_be_focused()
    page.keyboard.press("Enter")
    expect(in_picture(page, "Ann, outer circle")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(in_picture(page, "Ann, middle circle")).not_to_be_attached()
    page.keyboard.press("Control+y")
    saved(page)

    rings = {member.name: member.ring for member in session.members.all()}
    assert rings == {"Ann": 3, "Raj": 2}


def test_the_choices_beside_the_picture(page, open_map, session, ann):
    open_map(page)

    page.get_by_label("The same people as a list").get_by_role("button", name="Ann").click()
    page.get_by_label("most", exact=True).check(force=True)
    page.get_by_label("weekly").check(force=True)
    page.get_by_label("everyday things").check(force=True)
    page.get_by_text("Name and relationship").click()
    page.get_by_label("First name or nickname").last.fill("Annie")
    page.keyboard.press("Enter")
    page.get_by_label("Who is it?").last.select_option("child")
    saved(page)

    state = session.members.get().state
    assert {
        name: state[name] for name in ("name", "relationship", "frequency", "work", "ring")
    } == {
        "name": "Annie",
        "relationship": "child",
        "frequency": "weekly",
        "work": ["everyday"],
        "ring": 1,
    }
    expect(in_picture(page, "Annie, child, inner circle, seen every week")).to_be_visible()


def test_undo_and_redo_of_several_steps_and_after_a_reload(page, open_map, session, ann):
    open_map(page)
    page.get_by_label("The same people as a list").get_by_role("button", name="Ann").click()
    page.get_by_label("most", exact=True).check(force=True)
    page.get_by_role("button", name="Take off the map").click()
    saved(page)
    page.reload()

    undo, redo = page.get_by_role("button", name="Undo"), page.get_by_role("button", name="Redo")
    undo.click()
    expect(in_picture(page, "Ann, sibling, inner circle, seen every day")).to_be_visible()
    undo.click()
    expect(in_picture(page, "Ann, sibling, outer circle, seen every day")).to_be_visible()
    undo.click()
    expect(undo).to_be_disabled()
    for _ in range(3):
        redo.click()
    expect(redo).to_be_disabled()
    saved(page)

    assert Member.objects.count() == 0
    kinds = list(session.map_changes.order_by("number").values_list("kind", flat=True))
    assert kinds == ["do"] * 3 + ["undo"] * 3 + ["redo"] * 3


@pytest.mark.full
def test_a_name_is_asked_for(page, open_map, session):
    open_map(page)

    page.get_by_role("button", name="Add", exact=True).click()

    expect(page.get_by_role("main").get_by_text("Type a first name or a nickname.")).to_be_visible()
    expect(page.get_by_label("Add someone")).to_be_focused()
    axe(page)
    assert session.members.count() == 0


@pytest.mark.parametrize("size", tried((320, 640), in_full=[(1280, 800), (820, 1180), (390, 844)]))
def test_nothing_for_axe_to_find_and_nothing_cut_off(new_context, open_map, session, size):
    for number in range(7):
        details = {**ANN, "name": f"Someone with a name {number}", "ring": number % 3 + 1}
        actions.add_member(session=session, details=details)
    viewport = {"width": size[0], "height": size[1]}
    page = open_map(new_context(viewport=viewport).new_page())
    axe(page)
    page.get_by_label("The same people as a list").get_by_role("button").first.click()

    axe(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= size[0]


@pytest.mark.full
def test_a_map_by_list_alone_and_one_by_dragging_alone_are_the_same_rows(
    page, open_map, session, as_alice
):
    def rows():
        fields = ("name", "relationship", "frequency", "work", "ring", "x", "y")
        return list(session.members.order_by("name").values_list(*fields))

    network = reverse("mapping:network", args=[session.pk])
    for name, ring in (("Ann", 3), ("Raj", 2), ("Maya", 2)):
        as_alice.post(network, {"name": name, "ring": ring})
    starts = {m.name: (m.x, m.y) for m in session.members.all()}
    for name, ring in (("Ann", 1), ("Maya", 3)):
        found = session.members.get(name=name)
        as_alice.post(reverse("mapping:move", args=[session.pk, found.pk]), {"ring": ring})
    by_list = rows()
    ends = {m.name: (m.x, m.y) for m in session.members.all()}
    session.members.all().delete()

    open_map(page)
    for name in ("Ann", "Raj", "Maya"):
        page.mouse.click(*at(page, *starts[name]))
        page.keyboard.type(name)
        page.keyboard.press("Enter")
    for name in ("Ann", "Maya"):
        drag(page, at(page, *starts[name]), at(page, *ends[name]))
    saved(page)

    assert rows() == by_list


SIXTY = [
    f"{name} {number}" for number in range(10) for name in ("Ann", "Jo", "Raj", "Mo", "Di", "Al")
]


@pytest.mark.full
@pytest.mark.parametrize("size", tried((390, 844), in_full=[(1280, 800), (820, 1180)]))
def test_sixty_members_none_hidden_under_another(new_context, open_map, session, size):
    relationships = ["child", "friend", "lunch_club", "gp", "pet", "activity"]
    for number, name in enumerate(SIXTY):
        details = {**ANN, "name": name, "relationship": relationships[number % 6]}
        actions.add_member(session=session, details={**details, "ring": 1 + (number % 7 + 1) // 3})
    viewport = {"width": size[0], "height": size[1]}
    page = open_map(new_context(viewport=viewport).new_page())
    expect(page.locator("[data-picture] [data-id]")).to_have_count(60)

    labels_that_cover_another = """() => {
        const boxes = [...document.querySelectorAll(".member__label")]
            .filter((label) => getComputedStyle(label).visibility === "visible")
            .map((label) => label.getBoundingClientRect());
        const shrink = 3;
        return boxes.filter((a, i) => boxes.some((b, j) => i < j
            && a.left + shrink < b.right && b.left + shrink < a.right
            && a.top + shrink + 3 < b.bottom && b.top + shrink + 3 < a.bottom)).length;
    }"""
    assert page.evaluate(labels_that_cover_another) == 0
    shown = "document.querySelectorAll('.member:not(.member--unlabelled)').length"
    before = page.evaluate(shown)
    for _ in range(3):
        page.get_by_role("button", name="Larger picture").click()
    axe(page)
    assert page.evaluate(shown) > before or before == 60
    assert page.evaluate(labels_that_cover_another) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.full
def test_the_legend_shows_one_kind_alone(page, open_map, session, ann):
    actions.add_member(session=session, details={**ANN, "name": "Raj", "relationship": "friend"})
    open_map(page)
    faded = page.locator(".member--faded")

    page.get_by_role("button", name="Family").click()
    expect(faded).to_have_count(1)
    expect(faded).to_have_attribute("aria-label", "Raj, friend, outer circle, seen every day")
    page.get_by_role("button", name="Friends").click()
    expect(faded).to_have_count(0)


def test_several_names_typed_in_one_go(page, open_map, session):
    open_map(page)

    page.get_by_label("How important?").first.select_option(label="Important")
    page.get_by_label("Add someone").fill("Ann, Raj,, Maya")
    page.keyboard.press("Enter")
    saved(page)

    assert sorted(m.name for m in session.members.all()) == ["Ann", "Maya", "Raj"]
    assert len({(m.x, m.y) for m in session.members.all()}) == 3


@pytest.mark.full
@pytest.mark.parametrize(
    "look", tried({"forced_colors": "active"}, in_full=[{"color_scheme": "dark"}, {}])
)
def test_an_empty_map_and_one_with_everything_open(new_context, open_map, session, look):
    page = open_map(new_context(**look).new_page())
    axe(page)

    page.get_by_text("Questions to ask together").click()
    page.get_by_label("How important?").first.select_option(label="Important")
    page.get_by_label("Add someone").fill("Ann")
    page.keyboard.press("Enter")
    page.get_by_text("Name and relationship").click()
    axe(page)

    page.locator("[data-picture]").get_by_role("button", name="Ann").focus()
    page.keyboard.press("Delete")
    expect(page.get_by_role("button", name="Put back")).to_be_focused()
    axe(page)


@pytest.mark.full
def test_a_notice_does_not_move_the_picture(page, open_map, session, ann):
    open_map(page)
    before = page.locator("[data-picture]").bounding_box()

    in_picture(page, "Ann").focus()
    page.keyboard.press("Delete")
    expect(page.get_by_role("button", name="Put back")).to_be_visible()

    assert page.locator("[data-picture]").bounding_box() == before
