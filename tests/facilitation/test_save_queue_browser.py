"""The save queue on every step: what is typed is kept, sent once, merged, and "Saved" is true."""

import json

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from facilitation.actions import erase
from facilitation.models import Participant, Session
from tests.browser import axe, read_out, sign_in, written
from tests.tiers import tried

pytestmark = pytest.mark.browser

NAME = "What would you like to be called?"
POSTCODE = "What is your postcode?"
PROVOKED = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "400", "401", "403", "404", "500")
NOTHING_KEPT = "() => !Object.keys(localStorage).some(key => key.includes('.change.'))"
TWO_KEPT = "() => Object.keys(localStorage).filter(key => key.includes('.change.')).length === 2"


@pytest.fixture
def forgive(troubles):
    """Take out the console errors that a missing connection or a lapsed log-in makes."""
    yield
    troubles[:] = [line for line in troubles if not any(text in line for text in PROVOKED)]


@pytest.fixture
def url(live_server, session):
    return live_server.url + reverse("facilitation:about", args=[session.pk])


@pytest.fixture
def opened(new_context, live_server, alice, url):
    page = new_context().new_page()
    sign_in(page, live_server, alice)
    page.goto(url)
    return page


def says(page, words):
    expect(page.locator("[data-saved]")).to_have_text(words)


def person(session) -> Participant:
    return Participant.objects.get(pk=session.participant_id)


def kept_changes(page) -> list[str]:
    return list(page.evaluate("Object.keys(localStorage).filter(key => key.includes('.change.'))"))


def test_saved_is_never_said_right_after_a_key(opened, session):
    opened.evaluate(
        """() => {
            window.said = [];
            document.addEventListener("input", () => {
                said.push(document.querySelector("[data-saved]").textContent);
            });
        }"""
    )
    opened.get_by_label(NAME).press_sequentially("Ann")
    assert "Saved ✓" not in opened.evaluate("said")
    says(opened, "Saved ✓")
    assert person(session).name == "Ann"


@pytest.mark.full
def test_of_two_changes_of_one_field_only_the_first_goes_along_when_one_leaves(
    new_context, live_server, alice, url, session, forgive
):
    """The later might arrive first, and the earlier undo it."""
    page = new_context().new_page()
    page.add_init_script(
        """{
            const send = fetch;
            window.fetch = (url, options) => {
                if (options?.keepalive)
                    localStorage.along = (localStorage.along ?? "") + options.body + "\\n";
                return send(url, options);
            };
        }"""
    )
    sign_in(page, live_server, alice)
    page.goto(url)
    held: list = []
    page.route(
        "**/about/", lambda r: r.continue_() if r.request.method == "GET" else held.append(r)
    )
    with page.expect_request(lambda request: request.method == "POST"):
        page.get_by_label(NAME).fill("Ann")
    page.get_by_label(NAME).fill("Ann Marie")
    page.wait_for_function(TWO_KEPT)

    page.goto(f"{live_server.url}{reverse('mapping:network', args=[session.pk])}")

    page.unroute_all()
    says(page, "Saved ✓")
    along = page.evaluate("localStorage.along").split("\n")[:-1]
    assert [json.loads(body)["fields"]["name"]["after"] for body in along] == [["Ann"]]
    assert person(session).name == "Ann Marie"


def test_closing_the_tab_without_a_connection_keeps_the_words(opened, url, session, forgive):
    context = opened.context
    context.set_offline(True)
    opened.get_by_label(NAME).fill("Margaret")
    says(opened, "Waiting for the connection")
    opened.close()
    context.set_offline(False)

    other = context.new_page()  # any page of the session sends it
    other.goto(url.replace("/about/", "/network/"))
    says(other, "Saved ✓")
    other.wait_for_function(NOTHING_KEPT)

    assert person(session).name == "Margaret"


def test_the_words_are_in_their_field_again_after_a_reload(opened, session, forgive):
    opened.route("**/about/", lambda route: route.abort() if is_post(route) else route.continue_())
    opened.get_by_label(NAME).fill("Margaret")
    says(opened, "Waiting for the connection")
    opened.reload()

    expect(opened.get_by_label(NAME)).to_have_value("Margaret")
    says(opened, "Waiting for the connection")
    opened.unroute("**/about/")
    says(opened, "Saved ✓")
    assert person(session).name == "Margaret"


def is_post(route) -> bool:
    return bool(route.request.method == "POST")


@pytest.mark.full
def test_a_refusal_is_not_forgotten_by_the_next_success(opened, session, forgive):
    def refuse(route):
        wrong = is_post(route) and '"name"' in (route.request.post_data or "")
        route.fulfill(status=400, json={"error": "No."}) if wrong else route.continue_()

    opened.route("**/about/", refuse)
    opened.get_by_label(NAME).fill("Margaret")
    says(opened, "Not saved yet")
    opened.get_by_role("radio", name="Woman").check()
    with opened.expect_response("**/tick/") as _:
        opened.evaluate(
            "fetch(document.querySelector('[data-session]').dataset.url, {method: 'POST'})"
        )
    says(opened, "Not saved yet")
    expect(opened.get_by_label(NAME)).to_have_value("Margaret")
    assert len(kept_changes(opened)) >= 1


def test_a_lapsed_log_in_asks_to_sign_in_and_comes_back_with_the_words(opened, session, forgive):
    opened.context.clear_cookies(name="sessionid")
    opened.get_by_label(NAME).fill("Margaret")
    link = opened.locator("[data-saved]").get_by_role("link", name="Sign in again")
    expect(link).to_be_visible()
    axe(opened)
    link.click()
    opened.get_by_label("E-mail").fill("alice@genie.example")
    opened.get_by_label("Password").fill("correct horse")
    opened.get_by_role("button", name="Sign in").click()

    opened.wait_for_url("**/about/")
    expect(opened.get_by_label(NAME)).to_have_value("Margaret")
    says(opened, "Saved ✓")
    opened.wait_for_function(
        "() => !Object.keys(localStorage).some(key => key.includes('.change.'))"
    )
    assert person(session).name == "Margaret"


@pytest.mark.full
def test_signing_in_again_in_another_tab_lets_the_first_one_save(opened, session, forgive):
    context = opened.context
    context.clear_cookies(name="sessionid")
    opened.get_by_label(NAME).fill("Margaret")
    says(opened, "Sign in again")
    other = context.new_page()
    other.goto(opened.url)
    other.get_by_label("E-mail").fill("alice@genie.example")
    other.get_by_label("Password").fill("correct horse")
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url("**/about/")

    says(opened, "Saved ✓")
    assert person(session).name == "Margaret"
    # and its own button, whose token went out of date
    opened.get_by_label(POSTCODE).fill("SO17 1BJ")
    opened.get_by_role("button", name="Save and continue").click()
    opened.wait_for_url("**/network/")
    assert person(session).postcode == "SO17 1BJ"


@pytest.mark.full
def test_two_tabs_on_one_form(opened, url, session):
    other = opened.context.new_page()
    other.goto(url)
    opened.get_by_label(POSTCODE).fill("SO17 1BJ")
    says(opened, "Saved ✓")
    other.get_by_label(NAME).fill("Margaret")
    says(other, "Saved ✓")

    # what the first one saved stays, and is shown
    expect(other.get_by_label(POSTCODE)).to_have_value("SO17 1BJ")
    assert (person(session).name, person(session).postcode) == ("Margaret", "SO17 1BJ")

    # the first one does not know of the name yet
    opened.get_by_label(NAME).fill("Maggie")
    told = opened.get_by_role("main").get_by_text(
        "Another window changed this to “Margaret”. What you put is kept."
    )
    expect(told).to_be_visible()
    axe(opened)
    assert person(session).name == "Maggie"
    opened.get_by_role("button", name="Take the other one").click()
    expect(opened.get_by_label(NAME)).to_have_value("Margaret")
    says(opened, "Saved ✓")
    assert person(session).name == "Margaret"


@pytest.mark.full
def test_what_waited_in_a_closed_tab_does_not_undo_what_was_typed_since(
    opened, url, session, forgive
):
    opened.route("**/about/", lambda route: route.abort() if is_post(route) else route.continue_())
    opened.get_by_label(NAME).fill("Margaret")
    opened.get_by_label(POSTCODE).fill("SO17 1BJ")
    says(opened, "Waiting for the connection")
    other = opened.context.new_page()
    other.goto(url)
    other.get_by_label(NAME).fill("Maggie")
    says(other, "Saved ✓")

    opened.close()

    # what nobody has changed since arrives
    expect(other.get_by_label(POSTCODE)).to_have_value("SO17 1BJ")
    other.wait_for_function(NOTHING_KEPT)
    says(other, "Saved ✓")
    assert (person(session).name, person(session).postcode) == ("Maggie", "SO17 1BJ")


def test_two_users_on_one_tablet(opened, live_server, bob, session, forgive):
    opened.context.set_offline(True)
    opened.get_by_label(NAME).fill("Margaret")
    says(opened, "Waiting for the connection")
    assert len(kept_changes(opened)) == 1
    assert "Margaret" not in opened.evaluate("JSON.stringify({...localStorage})")
    opened.context.set_offline(False)
    opened.close()

    # the log-in lapses; whoever comes next has no key
    context = opened.context
    context.clear_cookies(name="sessionid")
    page = context.new_page()
    page.goto(live_server.url)
    assert not any(cookie["name"] == "genie_device" for cookie in context.cookies())
    sign_in(page, live_server, bob)
    page.goto(live_server.url)
    expect(page.get_by_role("heading", name="My sessions")).to_be_visible()
    assert kept_changes(page) == []


@pytest.mark.full
def test_350_letters_are_counted_and_none_is_cut(opened, session):
    name = opened.get_by_label(NAME)
    name.fill("x" * 70)
    expect(name).to_have_value("x" * 70)
    expect(opened.get_by_role("main").get_by_text("10 letters too many")).to_be_visible()
    says(opened, "Not saved yet")
    # it is a mistake, and read out, when the field is left
    wrong = opened.locator("[data-error-for=name]")
    expect(wrong).to_be_hidden()
    name.press("Tab")
    expect(wrong).to_have_text("Error: Use a shorter name, up to 60 letters.")
    expect(read_out(opened)).to_have_text("Error: Use a shorter name, up to 60 letters.")
    axe(opened)

    name.fill("x" * 59)
    expect(opened.get_by_role("main").get_by_text("1 letter left")).to_be_visible()
    expect(read_out(opened)).to_have_text("1 letter left")  # in a pause, and not at every letter
    says(opened, "Saved ✓")
    assert person(session).name == "x" * 59


@pytest.mark.full
@pytest.mark.parametrize(
    ("label", "button", "limit"),
    [("Add someone", "Add", 40), ("Something you used to enjoy", "Note it", 60)],
)
def test_too_long_a_name_is_said_and_not_sent(opened, session, url, label, button, limit):
    opened.goto(url.replace("/about/", "/network/"))
    several = limit == 40  # names between commas, each counted when it is added
    if not several:
        opened.get_by_text("Questions to ask together").click()
    field = opened.get_by_label(label)
    field.fill("y" * (limit + 2))
    if not several:
        expect(opened.locator(".limit", has_text="2 letters too many")).to_be_visible()
    opened.get_by_role("button", name=button, exact=True).click()
    if several:
        expect(opened.get_by_role("main").get_by_text("40 letters or fewer")).to_be_visible()

    expect(field).to_be_focused()
    expect(field).to_have_value("y" * (limit + 2))
    assert (session.members.count(), session.dropped_activities.count()) == (0, 0)


def test_a_double_click_starts_one_session(opened, live_server):
    opened.goto(live_server.url + reverse("facilitation:sessions"))
    before = Participant.objects.count()
    opened.get_by_role("button", name="Start a session").dblclick()
    opened.wait_for_url("**/about/")

    assert Participant.objects.count() == before + 1


@pytest.mark.full
def test_arrow_keys_are_not_followed_by_saving_saved(opened, url, session, item_bank):
    """A screen reader hears of it when the connection goes and when all is saved, and no more."""
    opened.goto(url.replace("/about/", "/preferences/"))
    opened.evaluate(
        """() => {
            window.heard = [];
            const live = document.querySelector("[data-announced]");
            const heard = () => window.heard.push(live.textContent);
            new MutationObserver(heard).observe(live, {childList: true});
        }"""
    )
    opened.get_by_role("radio").first.focus()
    opened.keyboard.press("Space")
    for _ in range(4):
        opened.keyboard.press("ArrowRight")
        says(opened, "Saved ✓")
    assert opened.evaluate("heard") == ["1 of 13 answered. Next: which of these?"]
    assert opened.locator("[data-saved]").get_attribute("role") is None


@pytest.mark.full
@pytest.mark.parametrize("size", tried((390, 844), in_full=[(1280, 800), (820, 1180)]), ids=str)
def test_a_cut_line_at_every_size(opened, size, forgive):
    opened.set_viewport_size({"width": size[0], "height": size[1]})
    opened.context.set_offline(True)
    opened.get_by_label(NAME).fill("Margaret")
    says(opened, "Waiting for the connection")
    expect(opened.get_by_text("No connection. What you do is kept")).to_have_count(1)
    axe(opened)
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    opened.get_by_role("button", name="Save and continue").click()
    expect(written(opened, "It goes on by itself when it is back.")).to_be_visible()
    axe(opened)

    opened.context.set_offline(False)
    opened.wait_for_url("**/network/")


# With the service worker: the whole session, cut off


@pytest.fixture
def cut_off(new_context, live_server, alice, session, url, item_bank, forgive):
    """A page of an open session whose steps are kept on the device, without a connection."""
    page = new_context(service_workers="allow").new_page()
    sign_in(page, live_server, alice)
    page.clock.install()
    page.goto(url)
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.clock.fast_forward(2000)  # copies are made in a pause of saving
    page.wait_for_function(
        "() => Object.keys(localStorage).filter(key => key.includes('.page.')).length === 5"
    )
    session.refresh_from_db()
    assert session.stage == "about"  # a copy that nobody looks at enters no step
    page.context.set_offline(True)
    return page


def test_a_whole_session_without_a_connection(cut_off, session):
    page = cut_off
    page.get_by_label(NAME).fill("Margaret")
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/network/")
    page.get_by_label("Add someone").fill("Ann")
    page.keyboard.press("Enter")
    says(page, "Waiting for the connection")
    # what the map says is worked out by the server: the copy says how old it is, and leads on
    page.get_by_role("link", name="Continue").click()
    expect(page.get_by_role("heading", name="Looking at it together")).to_be_visible()
    expect(page.get_by_text("This is the map as it was saved at")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Continue").click()
    page.wait_for_url("**/preferences/")
    page.get_by_role("radio", name="Yes").first.check(force=True)
    page.get_by_role("button", name="Back").click()
    page.wait_for_url("**/network/")
    expect(page.locator("[data-drawer]").get_by_role("button", name="Ann")).to_be_visible()
    page.get_by_role("link", name="Back").click()
    page.wait_for_url("**/about/")
    expect(page.get_by_label(NAME)).to_have_value("Margaret")
    page.goto(page.url.replace("/about/", "/near/"))
    expect(page.get_by_role("heading", name="Waiting for the connection")).to_be_visible()
    axe(page)
    page.goto(page.url.replace("/near/", "/plan/"))
    page.get_by_role("button", name="Finish the session").click()
    expect(page.get_by_text("It goes on by itself when it is back.")).to_be_visible()
    assert Session.objects.open().exists()

    page.context.set_offline(False)
    expect(page.get_by_text("Finished on")).to_be_visible()
    assert Session.objects.finished().exists()
    assert (person(session).name, session.members.count(), session.answers.count()) == (
        "Margaret",
        1,
        1,
    )
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('.page.'))") == []


@pytest.mark.full
def test_the_copy_of_what_the_map_says_keeps_up_with_it(cut_off, url, session):
    page = cut_off
    page.context.set_offline(False)
    page.goto(url.replace("/about/", "/network/"))
    page.get_by_label("Add someone").fill("Ann")
    page.get_by_role("button", name="Add", exact=True).click()
    with page.expect_request_finished(lambda request: request.url.endswith("/together/")):
        page.locator("[data-drawer]").get_by_role("button", name="Ann").press("1")
    says(page, "Saved ✓")
    page.goto(url.replace("/about/", "/network/together/"))
    expect(page.get_by_text("Ann").first).to_be_visible()
    expect(page.get_by_text("This is the map as it was saved at")).to_be_hidden()

    page.goto(url.replace("/about/", "/network/"))
    page.context.set_offline(True)
    page.get_by_role("link", name="Continue").click()
    expect(page.get_by_text("This is the map as it was saved at")).to_be_visible()
    expect(page.get_by_text("Ann").first).to_be_visible()


@pytest.mark.full
def test_of_a_person_who_was_erased_nothing_stays_on_the_device(cut_off, alice, session, troubles):
    page = cut_off
    erase(participant=session.participant, by=alice)
    page.context.set_offline(False)
    page.get_by_label(NAME).fill("Margaret")

    expect(written(page, "This session is no longer there.")).to_be_visible()
    says(page, "Not saved yet")
    page.wait_for_function("() => !Object.keys(localStorage).length")


def test_deleting_everything_takes_what_lies_on_the_device_along(cut_off, session):
    page = cut_off
    page.get_by_label(NAME).fill("Margaret")
    says(page, "Waiting for the connection")
    page.context.set_offline(False)
    page.route("**/about/", lambda route: route.abort())  # what waits is not sent either
    page.get_by_role("link", name="Stop here").click()
    page.get_by_role("link", name="Delete everything").click()
    page.get_by_role("button", name="Yes, delete everything").click()

    expect(written(page, "is gone.")).to_be_visible()
    page.wait_for_function("() => Object.keys(localStorage).length === 0")


@pytest.mark.full
def test_a_button_that_needs_the_server_leads_back(cut_off, session):
    page = cut_off
    page.get_by_text(session.participant.reference).first.click()
    page.get_by_role("button", name="Have a break").click()

    expect(page.locator(".notice").get_by_text("That needs the connection")).to_be_visible()
    expect(page.get_by_label(NAME)).to_be_visible()


def test_signing_out_leaves_nothing_on_the_device(cut_off, live_server):
    page = cut_off
    page.context.set_offline(False)
    page.goto(live_server.url)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    assert page.evaluate("Object.keys(localStorage)") == []
    cached = """async () => {
        const caches_ = await Promise.all((await caches.keys()).map(name => caches.open(name)));
        const requests = (await Promise.all(caches_.map(cache => cache.keys()))).flat();
        return requests.map(request => new URL(request.url).pathname);
    }"""
    assert [path for path in page.evaluate(cached) if "/sessions/" in path] == []
