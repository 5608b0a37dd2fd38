"""No connection, a reload, a second window, signing out: nothing is lost, nothing doubled."""

import pytest
from django.urls import reverse
from playwright.sync_api import Error, expect

from facilitation import actions as facilitation
from mapping import actions
from tests.browser import axe, read_out, sign_in, written

pytestmark = pytest.mark.browser

ANN = {"name": "Ann", "relationship": "sibling", "frequency": "", "work": [], "ring": 2}
EXPECTED_OFFLINE = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")


@pytest.fixture
def forgive(troubles):
    """Take out the console errors that a missing connection makes, and no others."""

    def forgiven(*also):
        kept = [t for t in troubles if not any(text in t for text in (*EXPECTED_OFFLINE, *also))]
        troubles[:] = kept

    yield forgiven
    forgiven()


@pytest.fixture
def url(live_server, session):
    return live_server.url + reverse("mapping:network", args=[session.pk])


@pytest.fixture
def window(new_context, live_server, alice, url):
    """Opens the map in a browser of its own."""

    def opened():
        page = new_context().new_page()
        sign_in(page, live_server, alice)
        page.goto(url)
        return page

    return opened


def says(page, words):
    expect(page.locator("[data-saved]")).to_have_text(words)


def add(page, name):
    page.get_by_label("How important?").first.select_option(label="Important")
    page.get_by_label("Add someone").fill(name)
    page.keyboard.press("Enter")


def kept_on_the_device(page):
    changes = "Object.keys(localStorage).filter(key => key.includes('.change.')).length"
    return page.evaluate(changes)


def names(session):
    return [m.name for m in session.members.order_by("created_at")]


def test_twenty_changes_with_the_network_cut_in_the_middle_and_a_reload(
    window, url, session, forgive
):
    page = window()
    everyone = [f"Person {number}" for number in range(20)]
    for name in everyone[:7]:
        add(page, name)
    page.context.set_offline(True)
    for name in everyone[7:]:
        add(page, name)
    says(page, "Waiting for the connection")
    expect(page.locator("[data-picture] [data-id]")).to_have_count(20)
    assert kept_on_the_device(page) >= 13

    with pytest.raises(Error):
        page.reload()
    page.context.set_offline(False)
    page.goto(url)
    says(page, "Saved ✓")

    assert names(session) == everyone
    assert session.map_changes.count() == 20
    assert kept_on_the_device(page) == 0
    expect(page.locator("[data-picture] [data-id]")).to_have_count(20)


def test_without_a_connection_the_map_goes_on_and_catches_up_by_itself(window, session, forgive):
    page = window()
    page.context.set_offline(True)
    add(page, "Ann")
    add(page, "Raj")
    page.get_by_role("button", name="Undo").click()
    says(page, "Waiting for the connection")
    axe(page)

    page.context.set_offline(False)
    says(page, "Saved ✓")

    assert names(session) == ["Ann"]
    kinds = session.map_changes.order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["do", "do", "undo"]


def test_an_answer_that_gets_lost_does_not_double_the_change(window, session, forgive):
    page = window()
    lost: list[int] = []

    def lose_the_first_answer(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    page.route("**/network/changes/", lose_the_first_answer)
    add(page, "Ann")
    expect(page.locator("[data-saved]")).not_to_have_text("Saved ✓")
    says(page, "Saved ✓")

    assert lost == [200]
    assert names(session) == ["Ann"]
    assert session.map_changes.count() == 1


@pytest.mark.full
def test_a_second_window_sees_what_the_first_one_did(window, session, forgive):
    first = window()
    second = first.context.new_page()
    second.goto(first.url)

    add(first, "Ann")

    told = "In another window: Ann, added to the middle circle."
    expect(second.locator("[data-notices]").get_by_text(told)).to_be_visible()
    expect(second.locator("[data-picture]").get_by_role("button", name="Ann")).to_be_visible()


@pytest.mark.full
@pytest.mark.parametrize("by", ["a change", "a look"])
def test_a_page_that_knows_more_than_the_server_starts_from_what_is_saved(
    window, session, forgive, by
):
    """As after a backup was restored, or another machine took over."""
    page = window()
    for name in ("Ann", "Bo"):
        add(page, name)
        says(page, "Saved ✓")
    lost = session.members.get(name="Bo")
    session.map_changes.filter(member_id=lost.pk).delete()
    lost.delete()

    if by == "a change":
        page.locator("[data-picture]").get_by_role("button", name="Ann").focus()
        page.keyboard.press("1")
    else:
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    told = page.locator("[data-notices]").get_by_text("The map was set back to an earlier moment")
    expect(told).to_be_visible()
    expect(page.locator("[data-picture]").get_by_role("button", name="Bo")).to_have_count(0)
    says(page, "Saved ✓")
    axe(page)
    assert [(m.name, m.ring) for m in session.members.all()] == [
        ("Ann", 1 if by == "a change" else 2)
    ]
    # once
    page.reload()
    expect(page.locator("[data-picture]").get_by_role("button", name="Ann")).to_be_visible()
    expect(told).to_have_count(0)


@pytest.mark.full
def test_two_windows_on_one_member_the_second_keeps_its_own_and_is_told(window, session, forgive):
    actions.add_member(session=session, details=ANN)
    first, second = window(), window()
    second.context.set_offline(True)

    def move(page, key):
        page.locator("[data-picture]").get_by_role("button", name="Ann").focus()
        page.keyboard.press(key)

    move(first, "1")
    says(first, "Saved ✓")
    move(second, "3")
    says(second, "Waiting for the connection")
    second.context.set_offline(False)
    says(second, "Saved ✓")

    told = "Ann was changed in another window too: Ann, sibling, moved to the inner circle."
    expect(second.get_by_text(told).first).to_be_visible()
    axe(second)
    assert session.members.get().ring == 3
    second.get_by_role("button", name="Take the other one").click()
    says(second, "Saved ✓")
    assert session.members.get().ring == 1


@pytest.mark.full
def test_two_windows_that_change_different_things_of_one_member(window, session, forgive):
    actions.add_member(session=session, details=ANN)
    first, second = window(), window()
    second.context.set_offline(True)
    for page, label in ((first, "daily"), (second, "everyday things")):
        page.get_by_label("The same people as a list").get_by_role("button", name="Ann").click()
        page.get_by_label(label).check(force=True)
    says(first, "Saved ✓")
    second.context.set_offline(False)
    says(second, "Saved ✓")

    ann = session.members.get()
    assert (ann.frequency, ann.work) == ("daily", ["everyday"])


def test_signing_out_clears_the_device(window, live_server, session, forgive):
    page = window()
    page.context.set_offline(True)
    add(page, "Ann")
    says(page, "Waiting for the connection")
    assert kept_on_the_device(page) == 1
    page.goto("about:blank")  # the page is gone before the connection is back
    page.context.set_offline(False)

    page.goto(live_server.url)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("main")).to_contain_text("not saved yet")
    expect(read_out(page)).to_contain_text("not saved yet")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()

    assert kept_on_the_device(page) == 0


def test_signed_out_meanwhile_nothing_is_called_saved(window, session, forgive):
    page = window()
    page.context.clear_cookies(name="sessionid")

    add(page, "Ann")

    expect(page.locator("[data-saved]").get_by_role("link")).to_have_text("Sign in again")
    assert kept_on_the_device(page) == 1
    forgive("401", "403")


@pytest.mark.full
def test_a_server_in_trouble_is_said_and_tried_again(window, session, forgive):
    page = window()
    page.route("**/network/changes/", lambda route: route.fulfill(status=500, body="Sorry"))
    add(page, "Ann")
    says(page, "Waiting for the connection")
    assert kept_on_the_device(page) == 1

    page.unroute("**/network/changes/")
    says(page, "Saved ✓")

    assert names(session) == ["Ann"]
    assert kept_on_the_device(page) == 0
    forgive("500")


@pytest.mark.full
def test_finished_in_another_window_what_is_not_saved_waits_until_it_is_reopened(
    window, session, alice, forgive
):
    page = window()
    facilitation.finish(session=session, by=alice)
    add(page, "Ann")
    says(page, "Not saved yet")
    expect(written(page, "Reopen it to change something.")).to_be_visible()

    page.reload()
    says(page, "Not saved yet")
    expect(written(page, "Reopen it to change something.")).to_be_visible()
    expect(page.locator("[data-picture]").get_by_role("button", name="Ann")).to_be_visible()
    assert names(session) == []

    page.get_by_role("button", name="Reopen to change something").click()
    says(page, "Saved ✓")
    expect(page.get_by_label("Add someone")).to_be_visible()
    expect(page.locator("[data-picture] [data-id]")).to_have_count(1)
    page.wait_for_function(
        "() => Object.keys(localStorage).filter(key => key.includes('.change.')).length === 0"
    )
    assert names(session) == ["Ann"]
    forgive("403")


@pytest.mark.full
def test_two_windows_that_undo_each_others_changes(window, session, forgive):
    first = window()
    second = first.context.new_page()
    second.goto(first.url)
    add(first, "Ann")
    says(first, "Saved ✓")
    expect(second.locator("[data-picture]").get_by_role("button", name="Ann")).to_be_visible()
    add(second, "Raj")
    says(second, "Saved ✓")
    expect(first.locator("[data-picture]").get_by_role("button", name="Raj")).to_be_visible()

    first.get_by_role("button", name="Undo").click()
    expect(second.locator("[data-picture] [data-id]")).to_have_count(1)
    second.get_by_role("button", name="Undo").click()
    expect(first.locator("[data-picture] [data-id]")).to_have_count(0)
    first.get_by_role("button", name="Redo").click()
    expect(second.locator("[data-picture]").get_by_role("button", name="Ann")).to_be_visible()
    says(first, "Saved ✓")

    assert names(session) == ["Ann"]
