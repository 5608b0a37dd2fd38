"""A follow-up's map beside the earlier ones."""

import datetime as dt
import re
from threading import Thread

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from facilitation import actions as facilitation
from mapping import actions
from mapping.models import Member
from tests.mapping.people import put_on_map
from tests.tiers import tried

DAYS = {1: dt.date(2026, 3, 3), 2: dt.date(2026, 6, 1), 3: dt.date(2026, 9, 7)}


def follow(session, alice, number=None):
    """Finish a session and begin its follow-up, with everyone where they were."""
    facilitation.finish(session=session, by=alice)
    follow_up = facilitation.start_follow_up(session=session, facilitator=alice)
    if number:
        dated(follow_up, number)
    actions.begin_from_last(session=follow_up)
    actions.place_as_last_time(session=follow_up)
    return follow_up


def dated(session, number):
    session.started_at = dt.datetime.combine(DAYS[number], dt.time(10), dt.UTC)
    session.save()


def change(session, name, **details):
    session.members.filter(name=name).update(**details)


@pytest.fixture
def first(session):
    dated(session, 1)
    put_on_map(session, "Ann", 3, relationship="sibling", frequency="monthly")
    put_on_map(session, "Raj", 2, relationship="friend", frequency="monthly")
    put_on_map(session, "Tom", 1, relationship="neighbour", frequency="daily")
    put_on_map(session, "Sue", 2, relationship="friend", frequency="weekly")
    return session


@pytest.fixture
def second(first, alice):
    """Ann nearer, Raj seen more often, Tom further out and less often, Sue gone, Mo new."""
    second = follow(first, alice, 2)
    change(second, "Ann", ring=1, x=0.5, y=0.35)
    change(second, "Raj", frequency="weekly")
    change(second, "Tom", ring=3, frequency="weekly", x=0.1, y=0.5)
    second.members.filter(name="Sue").delete()
    put_on_map(second, "Mo", 2, relationship="pet")
    return second


def page(client, session, query=""):
    response = client.get(reverse("mapping:then_and_now", args=[session.pk]) + query)
    assert response.status_code == 200
    return response.content.decode()


def sentences(html):
    told = html.partition('aria-labelledby="told"')[2].partition("</section>")[0]
    return re.findall(r"<li>(.*?)</li>", told)


def test_what_has_changed_in_sentences(as_alice, second):
    html = page(as_alice, second)

    assert sentences(html) == [
        "Mo is new on your map.",
        "Ann has moved nearer.",
        "You see Raj more often: every week now, every month before.",
        "Tom has moved further out.",
        "You see Tom less often: every week now, every day before.",
        "Sue is no longer on your map.",
    ]
    assert "3 names are on both maps." in html
    assert "Your map on 3 March 2026, and on 1 June 2026." in html


def marks(svg):
    """Who bears which mark in a picture."""
    places = re.findall(r'<text class="member__label"[^>]*>([^<]*)</text>(.*?)</g>', svg, re.S)
    return {name: re.findall(r"#mark-(\w+)", rest) for name, rest in places}


def pictures(html, size="wide"):
    return re.findall(rf'<svg class="picture picture--{size}".*?</svg>', html, re.S)


def test_what_has_changed_in_two_pictures(as_alice, second):
    then, now = pictures(page(as_alice, second))

    assert marks(then) == {"Ann": [], "Raj": [], "Tom": [], "Sue": ["gone"]}
    assert marks(now) == {
        "Ann": ["nearer"],
        "Raj": ["more"],
        "Tom": ["further", "less"],
        "Mo": ["new"],
    }


def test_what_has_changed_in_one_picture(as_alice, second):
    (both,) = pictures(page(as_alice, second, "?view=together"))
    (narrow,) = pictures(page(as_alice, second, "?view=together"), "narrow")

    assert marks(both) == {
        "Ann": ["nearer"],
        "Mo": ["new"],
        "Raj": ["more"],
        "Sue": ["gone"],
        "Tom": ["further", "less"],
    }
    assert both.count('marker-end="url(#arrow-head)"') == 2
    assert set(marks(narrow)) == {"A", "M", "R", "S", "T"}


def test_nothing_has_changed(as_alice, first, alice):
    follow_up = follow(first, alice, 2)

    html = page(as_alice, follow_up)

    assert "Your map is as it was." in html
    assert "4 names are on both maps." in html
    assert "#mark-" not in "".join(pictures(html))


@pytest.fixture
def third(second, alice):
    third = follow(second, alice, 3)
    change(third, "Raj", frequency="daily")
    return third


def test_three_maps_step_by_step(as_alice, third):
    html = page(as_alice, third)

    assert sentences(html) == ["You see Raj more often: every day now, every week before."]
    links = re.findall(
        r'href="\?then=(\d)&amp;now=(\d)&amp;view=side-by-side"( aria-current)?', html
    )
    assert links[:3] == [("1", "2", ""), ("2", "3", " aria-current"), ("1", "3", "")]


def test_the_first_and_the_last_of_three(as_alice, third):
    html = page(as_alice, third, "?then=1&now=3")

    assert "You see Raj more often: every day now, every month before." in sentences(html)
    assert "Ann has moved nearer." in sentences(html)
    assert "Your map on 3 March 2026, and on 7 September 2026." in html


def test_an_earlier_session_shows_nothing_that_came_after(as_alice, second, third):
    html = page(as_alice, second)

    assert "7 September" not in html
    assert "Which maps" not in html


@pytest.mark.parametrize(
    "query",
    tried(
        "?then=2&now=1",
        "?then=x",
        in_full=["?then=0", "?now=9", "?view=%00", "?then=1&now=1", "?now=-1"],
    ),
)
def test_what_is_not_there_gives_the_last_two_and_says_so(as_alice, second, query):
    html = page(as_alice, second, query)

    assert "That map is not there. These are the last two." in html
    assert len(sentences(html)) == 6


def test_one_map_only(as_alice, first):
    assert "There is no earlier map to look at yet." in page(as_alice, first)


def test_the_map_links_to_it_only_in_a_follow_up(as_alice, first, alice):
    link = "Then and now"

    assert link not in as_alice.get(reverse("mapping:network", args=[first.pk])).content.decode()
    follow_up = follow(first, alice)
    assert link in as_alice.get(reverse("mapping:network", args=[follow_up.pk])).content.decode()


def test_markup_in_a_name_stays_text(as_alice, second):
    put_on_map(second, '"><script>alert(1)</script>', 1)

    html = page(as_alice, second)

    assert "<script>alert" not in html
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; is new on your map." in html


def test_somebody_elses_is_not_there(client, second, eve):
    client.force_login(eve)

    response = client.get(reverse("mapping:then_and_now", args=[second.pk]))

    assert response.status_code == 404


def test_the_cost_grows_with_neither_maps_nor_members(as_alice, second, alice):
    def queries(session):
        with CaptureQueriesContext(connection) as captured:
            page(as_alice, session)
        return len(captured)

    two_maps = queries(second)
    third = follow(second, alice, 3)
    for name in "ABCDEF":
        put_on_map(third, name)

    assert queries(third) == two_maps


# How a follow-up's map begins


def test_at_a_follow_up_last_time_s_people_wait_and_go_back_where_they_were(as_alice, first, alice):
    facilitation.finish(session=first, by=alice)
    follow_up = facilitation.start_follow_up(session=first, facilitator=alice)
    url = reverse("mapping:network", args=[follow_up.pk])

    as_alice.get(url)
    as_alice.get(url)

    assert set(follow_up.members.values_list("ring", "x", "y")) == {(None, None, None)}
    assert "last time’s people" in as_alice.get(url).content.decode()
    as_alice.post(reverse("mapping:as_last_time", args=[follow_up.pk]))

    copied = follow_up.members.values_list("name", "ring", "x", "y", "frequency", "previous__name")
    assert sorted(copied) == sorted(
        (m.name, m.ring, m.x, m.y, m.frequency, m.name) for m in first.members.all()
    )


def test_who_died_is_told_last_and_gently(as_alice, first, alice):
    second = follow(first, alice, 2)
    change(second, "Tom", tie_status="died")
    change(second, "Sue", tie_status="died", ring=None, x=None, y=None)
    change(second, "Ann", tie_status="difficult", ring=1, x=0.5, y=0.35)

    html = page(as_alice, second)

    assert sentences(html) == ["Sue is no longer with us.", "Tom is no longer with us."]
    assert "No longer with us" in html
    assert "difficult" not in html.lower()
    # and next time they do not wait to be placed
    third = follow(second, alice, 3)
    assert sorted(third.members.values_list("name", flat=True)) == ["Ann", "Raj"]
    assert sentences(page(as_alice, third)) == []


def test_continue_leads_from_the_map_to_then_and_now_and_it_prints(as_alice, second, first):
    together = reverse("mapping:together", args=[second.pk])
    compared = reverse("mapping:then_and_now", args=[second.pk])
    onwards = f'class="button" href="{reverse("preferences:preferences", args=[second.pk])}"'

    assert (
        f'href="{together}">Continue'
        in as_alice.get(reverse("mapping:network", args=[second.pk])).content.decode()
    )
    assert f'href="{compared}">Continue' in as_alice.get(together).content.decode()
    assert 'data-module="print"' in page(as_alice, second)
    assert onwards in page(as_alice, second)
    # at the first session there is nothing to compare
    assert (
        "then-and-now"
        not in as_alice.get(reverse("mapping:together", args=[first.pk])).content.decode()
    )


def test_a_follow_up_of_a_session_without_a_map_begins_from_the_one_before(first, alice):
    facilitation.finish(session=first, by=alice)
    without = facilitation.start_follow_up(session=first, facilitator=alice)
    facilitation.finish(session=without, by=alice)
    third = follow(without, alice)

    assert [member.previous.name for member in third.members.all()] == ["Tom", "Raj", "Sue", "Ann"]


def test_who_was_on_an_earlier_map_is_known_after_being_taken_off_and_put_back(first, alice):
    second = follow(first, alice)
    ann = second.members.get(name="Ann")

    actions.remove_member(member=ann)
    actions.undo(session=second)

    assert second.members.get(name="Ann").previous == first.members.get(name="Ann")


@pytest.mark.django_db(transaction=True)
def test_two_windows_opened_at_once_copy_once(first, alice):
    facilitation.finish(session=first, by=alice)
    follow_up = facilitation.start_follow_up(session=first, facilitator=alice)
    url = reverse("mapping:network", args=[follow_up.pk])
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(alice)

    def open_in(client):
        client.get(url)
        connections.close_all()

    windows = [Thread(target=open_in, args=[client]) for client in clients]
    for window in windows:
        window.start()
    for window in windows:
        window.join()

    assert Member.objects.filter(session=follow_up).count() == 4
