"""Where distances are measured from: the postcode, or a town or spot chosen instead."""

import pytest
from django.urls import reverse

from resources.models import Home, UnmetNeed
from tests.resources.directory import make_resource, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session) -> str:
    return reverse("resources:near", args=[session.pk])


@pytest.fixture(autouse=True)
def postcode(session):
    session.participant.postcode = "SO17 1BJ"
    session.participant.save()


def test_home_is_made_from_the_postcode(as_alice, session, url, postcode_directory):
    as_alice.get(url)

    home = Home.objects.get()
    assert (home.postcode, home.point_source) == ("SO17 1BJ", "postcode")
    assert (round(home.point.y, 4), round(home.point.x, 4)) == (50.9341, -1.3957)


def test_a_new_postcode_moves_the_home(as_alice, session, url, postcode_directory):
    as_alice.get(url)
    session.participant.postcode = "PO30 1UD"
    session.participant.save()

    as_alice.get(url)

    home = Home.objects.get()
    assert (home.postcode, round(home.point.y, 4)) == ("PO30 1UD", 50.7006)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("JE2 3AB", "our list does not say where it lies"),
        ("ZE3 9ZZ", "We do not know this postcode"),
        ("", "We don’t know where home is yet"),
    ],
)
def test_without_a_location_there_is_a_way_on(
    as_alice, session, url, postcode_directory, code, message
):
    say(session, yes=["walking"])
    session.participant.postcode = code
    session.participant.save()

    assert message in as_alice.get(url).content.decode()
    choose = reverse("resources:choose_home", args=[session.pk])
    assert as_alice.post(choose, {"town": "St Helier, Jersey"}).url == url

    home = Home.objects.get()
    assert (home.point_source, home.postcode) == ("town", code)
    assert "Distances are in a straight line from the town you chose" in (
        as_alice.get(url).content.decode()
    )


def test_after_looking_around_another_place_there_is_a_way_back(
    as_alice, session, url, postcode_directory
):
    where = reverse("resources:where", args=[session.pk])
    choose = reverse("resources:choose_home", args=[session.pk])
    offer = "Look around your own postcode again"
    as_alice.get(url)
    assert offer not in as_alice.get(where).content.decode()
    as_alice.post(choose, {"town": "Newport, Isle of Wight"})
    assert offer in as_alice.get(where).content.decode()

    assert as_alice.post(choose, {"own_postcode": "on"}).url == url
    as_alice.get(url)

    home = Home.objects.get()
    assert (home.point_source, round(home.point.y, 4)) == ("postcode", 50.9341)


def test_there_is_no_way_back_to_a_postcode_without_a_location(
    as_alice, session, postcode_directory
):
    session.participant.postcode = "JE2 3AB"
    session.participant.save()
    choose = reverse("resources:choose_home", args=[session.pk])
    as_alice.post(choose, {"town": "St Helier, Jersey"})

    page = as_alice.get(reverse("resources:where", args=[session.pk])).content.decode()

    assert "your own postcode again" not in page


@pytest.mark.parametrize(
    ("code", "district"), [("SO17 1BJ", "PO30"), ("JE2 3AB", "JE2"), ("", "PO30")]
)
def test_a_need_is_noted_for_the_district_that_was_looked_around(
    as_alice, session, url, postcode_directory, code, district
):
    say(session, yes=["walking"])
    session.participant.postcode = code
    session.participant.save()
    choose = reverse("resources:choose_home", args=[session.pk])
    as_alice.post(choose, {"latitude": "50.7006", "longitude": "-1.2908"})

    as_alice.get(url)

    assert UnmetNeed.objects.get().district == district


def test_a_name_of_several_towns_asks_which(as_alice, session):
    choose = reverse("resources:choose_home", args=[session.pk])

    response = as_alice.post(choose, {"town": "Newport"})

    assert "Which one do you mean?" in response.content.decode()
    assert '<button class="button button--second" name="choice" value="Newport, Isle of Wight"' in (
        response.content.decode()
    )
    as_alice.post(choose, {"town": "Newport", "choice": "Newport, Isle of Wight"})
    assert round(Home.objects.get().point.y, 1) == 50.7


def test_a_spot_on_the_map(as_alice, session, postcode_directory):
    choose = reverse("resources:choose_home", args=[session.pk])

    as_alice.post(choose, {"town": "", "latitude": "50.7006", "longitude": "-1.2908"})

    home = Home.objects.get()
    assert (home.point_source, home.local_authority) == ("pin", "E06000046")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Write the name of a town or village."),
        ({"town": "   "}, "Write the name of a town or village."),
        ({"town": "Atlantis 🧜 <b>"}, "We don’t know a town or village of that name."),
        ({"town": "x" * 300}, "Use a shorter name."),
        ({"town": "a\x00b"}, "Null characters are not allowed."),
        ({"latitude": "48.8", "longitude": "2.3"}, "Choose a spot in the United Kingdom."),
        ({"latitude": "nan", "longitude": "0"}, "Choose a spot in the United Kingdom."),
        ({"latitude": "north", "longitude": "0"}, "Choose a spot in the United Kingdom."),
        ({"latitude": "51"}, "Write the name of a town or village."),
        ({"choice": "Nowhere, Hampshire"}, "We don’t know a town or village of that name."),
    ],
)
def test_what_is_no_place_is_said_and_nothing_is_kept(as_alice, session, data, message):
    choose = reverse("resources:choose_home", args=[session.pk])

    response = as_alice.post(choose, data)

    assert response.status_code == 200
    assert message in response.content.decode()
    assert Home.objects.count() == 0


def test_where_no_postcode_is_known_there_is_no_authority(as_alice, session):
    choose = reverse("resources:choose_home", args=[session.pk])

    as_alice.post(choose, {"latitude": "58.1", "longitude": "-5"})

    assert Home.objects.get().local_authority == ""


# Whether a postcode is known


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("so17 1bj", "Thank you, we know where that is."),
        (
            "JE2 3AB",
            "This is a real postcode, but our list does not say where it lies. "
            "That is so for Jersey, Guernsey and the Isle of Man.",
        ),
        ("ZE3 9ZZ", "We do not know this postcode. Please check it, or try one nearby."),
        ("hello", "This does not look like a UK postcode. One looks like SO17 1BJ."),
        ("", "Write a full postcode, such as SO17 1BJ."),
        ("x" * 300, "Write a full postcode, such as SO17 1BJ."),
        ("SO17\x001BJ", "Write a full postcode, such as SO17 1BJ."),
    ],
)
def test_checking_a_postcode(as_alice, session, postcode_directory, typed, message):
    check = reverse("resources:check_postcode", args=[session.pk])

    response = as_alice.post(check, {"postcode": typed})

    assert response.json() == {"message": message}
    assert Home.objects.count() == 0


def test_a_postcode_that_was_perhaps_mistyped_is_asked_about(as_alice, session, postcode_directory):
    check = reverse("resources:check_postcode", args=[session.pk])

    answer = as_alice.post(check, {"postcode": "Y01 7FR"}).json()

    assert answer == {"message": "Did you mean YO1 7FR?", "meant": "YO1 7FR"}


def test_the_town_that_the_directory_knows_is_offered_first_and_nothing_is_wrong(as_alice, session):
    make_resource("Walk", miles=1)
    choose = reverse("resources:choose_home", args=[session.pk])

    response = as_alice.post(choose, {"town": "Shirley"})

    assert response.context["form"].found[0].name == "Shirley, Southampton"
    assert "There is a problem" not in response.content.decode()
    assert "<title>Where shall we look?" in response.content.decode()


@pytest.mark.parametrize("code", ["", "JE2 3AB", "ZE3 9ZZ"])
def test_without_a_home_it_goes_straight_to_what_needs_no_place(
    as_alice, session, url, postcode_directory, code
):
    say(session, yes=["walking"])
    make_resource("Walk", miles=1)
    make_resource("Line", delivery=["phone"])
    make_resource("Southampton's line", delivery=["phone"], authorities=["E06000045"])
    session.participant.postcode = code
    session.participant.save()

    response = as_alice.get(url)

    assert [result.resource.name for result in response.context["found"].listed] == ["Line"]
    assert "by phone, online or to any door" in response.content.decode()
    assert UnmetNeed.objects.count() == 0
