"""The plan's page: first steps, who could help, barriers, order, finishing, bad input."""

import datetime as dt

import pytest
from django.urls import reverse

from facilitation import actions as facilitation_actions
from mapping.models import Member
from plans import actions
from plans.models import PlanItem
from tests.field_changes import send_changes


@pytest.fixture
def url(session) -> str:
    return reverse("plans:plan", args=[session.pk])


@pytest.fixture
def save_url(session) -> str:
    return reverse("plans:save", args=[session.pk])


@pytest.fixture
def items(session, wants_fitness, make_resource) -> list[PlanItem]:
    return [
        actions.choose(session=session, resource=make_resource(name), place=None)
        for name in ("One", "Two", "Three")
    ]


def add_member(session, name, relationship="friend") -> Member:
    return Member.objects.create(
        session=session, name=name, relationship=relationship, ring=1, x=0.5, y=0.4
    )


def field(item, name) -> str:
    return f"item-{item.pk.hex}-{name}"


def order(session) -> list:
    return list(session.plan_items.values_list("position", "snapshot__name"))


def test_everything_on_the_page_is_saved_together(as_alice, save_url, url, session, items):
    ann = add_member(session, "Ann")
    one, two, _ = items
    data = {
        field(one, "first_step"): "Ring them on Monday",
        field(one, "with_members"): [ann.pk],
        field(one, "barriers"): ["transport", "cost"],
        field(one, "what_would_help"): "A lift 🚗 <b>there</b>",
        field(two, "first_step"): "Ask Bob",
        "do": "save",
    }

    response = as_alice.post(save_url, data)

    assert response.url == url
    one, two, _ = session.plan_items.all()
    assert one.first_step == "Ring them on Monday"
    assert list(one.with_members.all()) == [ann]
    assert one.barriers == ["transport", "cost"]
    assert one.what_would_help == "A lift 🚗 <b>there</b>"
    assert two.first_step == "Ask Bob"
    page = as_alice.get(url).content.decode()
    assert "A lift 🚗 &lt;b&gt;there&lt;/b&gt;" in page
    assert page.count("checked") == 3


def test_a_script_saves_as_fields_change_and_hears_what_is_wrong(
    as_alice, save_url, session, items
):
    one = items[0]

    good = send_changes(as_alice, save_url, {field(one, "first_step"): ([], ["Ring"])})
    bad = send_changes(as_alice, save_url, {field(one, "first_step"): (["Ring"], ["x" * 301])})

    assert good.json()["errors"] == {}
    assert list(bad.json()["errors"]) == [field(one, "first_step")]
    assert session.plan_items.first().first_step == "Ring"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("first_step", "x" * 301),
        ("first_step", "nul\0"),
        ("what_would_help", "é" * 301),
        ("barriers", "ghosts"),
        ("with_members", "x"),
        ("with_members", "\0"),
    ],
)
def test_a_bad_field_saves_nothing_and_keeps_what_was_typed(
    as_alice, save_url, session, items, name, value
):
    one, two, _ = items
    add_member(session, "Ann")
    data = {field(one, name): value, field(two, "first_step"): "Typed with care", "do": "finish"}

    response = as_alice.post(save_url, data)

    page = response.content.decode()
    assert response.status_code == 200
    assert "There is a problem" in page
    anchor = page.partition(f'href="#id_{field(one, name)}')[2].partition('"')[0]
    assert f'id="id_{field(one, name)}{anchor}"' in page
    assert "Typed with care" in page
    session.refresh_from_db()
    assert session.finished_at is None
    assert session.plan_items.last().first_step == items[2].first_step


def test_only_this_persons_own_people_can_be_picked(as_alice, bob, save_url, session, items):
    other = facilitation_actions.start_session(facilitator=bob)
    stranger = add_member(other, "Stranger")
    crossword = add_member(session, "The crossword", "activity")
    dog = add_member(session, "Rex", "pet")
    one = items[0]

    for member in (stranger, crossword, dog):
        as_alice.post(save_url, {field(one, "with_members"): [member.pk]})

    assert list(one.with_members.all()) == [dog]


def test_moving_and_taking_off_save_what_is_on_the_page_first(as_alice, save_url, session, items):
    one, two, three = items

    as_alice.post(save_url, {"do": f"down {one.pk.hex}", field(one, "first_step"): "Kept"})
    assert order(session) == [(1, "Two"), (2, "One"), (3, "Three")]
    as_alice.post(save_url, {"do": f"up {three.pk.hex}", field(one, "first_step"): "Kept"})
    assert order(session) == [(1, "Two"), (2, "Three"), (3, "One")]
    as_alice.post(save_url, {"do": f"up {two.pk.hex}", field(one, "first_step"): "Kept"})
    as_alice.post(save_url, {"do": f"down {one.pk.hex}", field(one, "first_step"): "Kept"})
    assert order(session) == [(1, "Two"), (2, "Three"), (3, "One")]
    as_alice.post(save_url, {"do": f"remove {two.pk.hex}", field(one, "first_step"): "Kept"})
    assert order(session) == [(1, "Three"), (2, "One")]
    one.refresh_from_db()
    assert one.first_step == "Kept"


@pytest.mark.parametrize(
    ("pressed", "said", "focus"),
    [
        (("up", 2), "Three is now second.", ("up", 2)),
        (("up", 1), "Two is now first.", ("down", 1)),
        (("down", 1), "Two is now third.", ("up", 1)),
    ],
)
def test_after_a_move_the_button_has_focus_and_the_place_is_said(
    as_alice, save_url, items, pressed, said, focus
):
    (word, moved), (has_focus, of) = pressed, focus

    page = as_alice.post(save_url, {"do": f"{word} {items[moved].pk.hex}"}, follow=True).text

    assert f"data-read-out>{said}<" in page
    assert page.count(" autofocus") == 1
    assert f'value="{has_focus} {items[of].pk.hex}" autofocus' in page


def test_after_taking_off_what_stands_in_its_place_has_focus(as_alice, save_url, items):
    one, two, three = items

    for off, then in [(one, two), (three, two)]:
        page = as_alice.post(save_url, {"do": f"remove {off.pk.hex}"}, follow=True).text
        assert f"data-read-out>{off.said['name']} is taken off the plan.<" in page
        assert page.count(" autofocus") == 1
        assert f'id="name-{then.pk}" tabindex="-1" autofocus' in page

    page = as_alice.post(save_url, {"do": f"remove {two.pk.hex}"}, follow=True).text
    assert '<p class="notice" tabindex="-1" autofocus>Nothing is chosen yet' in page


def test_another_sessions_priority_cannot_be_moved(as_alice, alice, save_url, items, make_resource):
    other = facilitation_actions.start_session(facilitator=alice)
    theirs = actions.choose(session=other, resource=make_resource("Theirs"), place=None)

    for word in ("up", "down", "remove", "carry"):
        response = as_alice.post(save_url, {"do": f"{word} {theirs.pk.hex}"})
        assert response.status_code == 404
    assert PlanItem.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize("do", ["", "dance", "up", "up x", "up \0", "remove " + "0" * 31])
def test_an_unknown_button_only_saves(as_alice, save_url, url, session, items, do):
    response = as_alice.post(save_url, {"do": do, field(items[0], "first_step"): "Ring"})

    assert response.url == url
    assert len(order(session)) == 3
    assert session.plan_items.first().first_step == "Ring"


@pytest.mark.parametrize(
    ("word", "name", "query"),
    [("print", "print", ""), ("large", "print", "?large=on"), ("email", "email", "")],
)
def test_the_buttons_that_lead_on(as_alice, save_url, session, items, word, name, query):
    response = as_alice.post(save_url, {"do": word})

    assert response.url == reverse(f"plans:{name}", args=[session.pk]) + query


def test_finishing_saves_closes_and_makes_the_plan_read_only(
    as_alice, save_url, url, session, items
):
    as_alice.post(save_url, {"do": "finish", field(items[0], "first_step"): "Ring"})

    session.refresh_from_db()
    assert session.finished_at is not None
    assert session.plan_items.first().first_step == "Ring"
    page = as_alice.get(url).content.decode()
    assert "autosave" not in page
    assert 'value="finish"' not in page
    assert ("<textarea" in page, 'type="checkbox"' in page) == (False, False)
    assert "<dd>Ring</dd>" in page
    assert as_alice.post(save_url, {"do": "save"}).status_code == 403


@pytest.mark.parametrize("word", ["finish", "save", "print"])
def test_a_button_pressed_twice_lands_where_it_did_the_first_time(
    as_alice, save_url, session, items, word
):
    data = {
        field(items[0], "first_step"): "Ring,\r\nor go",
        field(items[0], "barriers"): ["cost", "transport"],
        "meeting-day": "2027-02-26",
        "meeting-time": "14:00",
    }
    first = as_alice.post(save_url, {**data, "do": word})
    facilitation_actions.finish(session=session, by=session.facilitator)

    second = as_alice.post(save_url, {**data, "do": word})

    assert (second.status_code, second.url) == (302, first.url)


@pytest.mark.parametrize("change", [{"meeting-time": "15:00"}, {"do": "up"}])
def test_what_is_new_is_refused_once_it_is_finished(as_alice, save_url, items, change):
    data = {"meeting-day": "2027-02-26", "meeting-time": "14:00", "do": "finish"}
    as_alice.post(save_url, data)

    late = data | change
    if late["do"] == "up":
        late["do"] = f"up {items[1].pk.hex}"
    assert as_alice.post(save_url, late).status_code == 403


def test_an_empty_plan_says_where_to_choose(as_alice, url, session):
    page = as_alice.get(url).content.decode()

    assert "Nothing is chosen yet." in page
    assert reverse("resources:near", args=[session.pk]) in page


def test_a_resource_that_was_deleted_stays_on_the_plan(as_alice, save_url, url, session, items):
    items[0].resource.delete()

    page = as_alice.get(url).content.decode()
    assert "One" in page
    as_alice.post(save_url, {"do": f"remove {items[0].pk.hex}"})
    assert order(session) == [(1, "Two"), (2, "Three")]


def test_wrong_verbs(as_alice, url, save_url):
    assert as_alice.post(url).status_code == 405
    assert as_alice.get(save_url).status_code == 405


@pytest.mark.parametrize("name", ["plans:plan", "plans:print"])
def test_a_chosen_entry_that_closed_or_changed_is_told_before_anything_is_printed(
    as_alice, session, make_resource, name
):
    closed, changed, same = (make_resource(title) for title in ("Closed", "Changed", "Same"))
    for resource in (closed, changed, same):
        actions.choose(session=session, resource=resource, place=resource.places.first())
    url = reverse(name, args=[session.pk])
    assert "since it was chosen" not in as_alice.get(url).content.decode()
    type(closed).objects.filter(pk=closed.pk).update(status="paused")
    type(closed).objects.filter(pk=changed.pk).update(phone="01632 960111")

    page = as_alice.get(url).content.decode()

    assert "Closed has closed, or is closed for now." in page
    assert page.count("This has changed since it was chosen.") == 1
    assert "<dt>Phone</dt> <dd>01632 960111</dd>" in page


def test_who_does_what_by_when_and_who_else_comes(as_alice, save_url, url, session, items):
    one = items[0]
    data = {
        field(one, "step_by"): "Jean",
        field(one, "step_when"): "by Monday",
        field(one, "companion"): "the lady from church",
        "do": "save",
    }

    as_alice.post(save_url, data)

    one.refresh_from_db()
    assert one.step_in_words == "Jean, by Monday"
    assert one.helpers_in_words == "the lady from church"
    assert 'value="the lady from church"' in as_alice.get(url).content.decode()


def test_when_we_meet_again_is_kept_and_taken_back(as_alice, save_url, session):
    as_alice.post(save_url, {"meeting-day": "2100-02-26", "meeting-time": "14:00", "do": "save"})
    session.refresh_from_db()
    kept = (session.next_meeting, session.next_meeting_time)

    as_alice.post(save_url, {"meeting-day": "", "meeting-time": "14:00", "do": "save"})
    session.refresh_from_db()

    assert kept == (dt.date(2100, 2, 26), dt.time(14))
    assert (session.next_meeting, session.next_meeting_time) == (None, None)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("day", "soon"), ("day", "2020-01-01"), ("day", "\0"), ("day", "2100-02-30"),
        ("time", "tea"), ("time", "25:00"), ("time", "9" * 400),
    ],
)  # fmt: skip
def test_a_bad_meeting_is_said_beside_the_field(as_alice, save_url, session, name, typed):
    page = as_alice.post(save_url, {f"meeting-{name}": typed, "do": "save"})

    session.refresh_from_db()
    assert list(page.context["errors"]) == [f"meeting-{name}"]
    assert session.next_meeting is None


def test_a_meeting_that_has_passed_does_not_keep_the_plan_from_being_saved(
    as_alice, save_url, session, items
):
    session.next_meeting = dt.date(2020, 1, 1)
    session.save()

    data = {"meeting-day": "2020-01-01", field(items[0], "first_step"): "Ring"}
    as_alice.post(save_url, data | {"do": "save"})

    assert session.plan_items.first().first_step == "Ring"


def test_the_page_reads_what_is_planned_once(
    as_alice, url, session, items, django_assert_max_num_queries
):
    add_member(session, "Ann")
    as_alice.get(url)  # enters the step

    with django_assert_max_num_queries(23):
        as_alice.get(url)
