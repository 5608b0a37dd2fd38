"""Words to search by, typos forgiven, within what fits the person."""

import pytest
from django.urls import reverse

from resources.models import NearFilters
from resources.near import words
from tests.resources.directory import make_home, make_resource, say
from tests.tiers import only_in_full

pytestmark = pytest.mark.django_db


@pytest.fixture
def search(as_alice, session):
    """What is shown after a search by these words."""
    session.participant.postcode = "SO17 1BJ"
    session.participant.conditions = ["heart"]
    session.participant.save()
    make_home(session)
    say(session, yes=["walking", "swimming"])
    make_resource("Can't Sing Choir", miles=1, description="Songs, no auditions")
    make_resource(
        "Ukulele Tuesdays", miles=2, description="Tunes of your choice", phone="01632 960123"
    )
    make_resource("Choir for stroke", miles=1, conditions=["stroke"])
    make_resource("Beat Goes On", miles=3, conditions=["heart"])
    make_resource("Choir of chess", miles=1, interests=["chess"])
    make_resource("Tea Dance", miles=3, interests=["swimming"], place={"postcode": "SO17 1BJ"})
    make_resource(
        "Safe House", address_confidential=True, description="In Harbour Lane", miles=1,
        place={"name": "Harbour House", "postcode": "SO17 1BJ"},
    )  # fmt: skip
    make_resource("50% off_lunch", miles=3, interests=["swimming"])

    def find(words: str) -> list[str]:
        response = as_alice.post(
            reverse("resources:search", args=[session.pk]), {"words": words}, follow=True
        )
        return [result.resource.name for result in response.context["found"].listed]

    return find


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("choir", ["Can't Sing Choir"]),
        ("coir", ["Can't Sing Choir"]),
        ("blood pressure", ["Beat Goes On"]),  # by whom it was made for
        ("people with haert problems", ["Beat Goes On"]),
        ("swim", ["Tea Dance", "50% off_lunch"]),
        ("50%", ["50% off_lunch"]),
        ("solent together ukulele", ["Ukulele Tuesdays"]),
        ("accordion", []),
        ("%", []),
        ("can’t–sing", ["Can't Sing Choir"]),
        ("so171bj", ["Tea Dance"]),
        ("SO17 1BJ", ["Tea Dance"]),
        ("+44 1632 960 123", ["Ukulele Tuesdays"]),
        *only_in_full(
            ("sing CHOIR", ["Can't Sing Choir"]),
            ("auditions", ["Can't Sing Choir"]),
            ("ukelele", ["Ukulele Tuesdays"]),
            ("danse", ["Tea Dance"]),
            ("cant sing", ["Can't Sing Choir"]),
            ("tea dancing", ["Tea Dance"]),
            ("01632960123", ["Ukulele Tuesdays"]),
            ("harbour", []),
        ),
    ],
)
def test_words_find_what_fits_and_nothing_else(search, words, found):
    # of two equally far and equally fresh, either may be first
    assert sorted(search(words)) == sorted(found)


@pytest.mark.parametrize("text", ["tunes", "heart problems", "so171bj"])
def test_words_that_are_in_very_many_are_looked_for_in_each_and_find_the_same(
    search, text, monkeypatch
):
    by_a_list = search(text)
    monkeypatch.setattr(words, "MANY", 0)

    assert by_a_list
    assert sorted(search(text)) == sorted(by_a_list)


def test_the_words_are_kept_on_the_server_and_go_with_the_session(as_alice, session, search):
    search("choir")
    kept = NearFilters.objects.get(session=session)
    url = reverse("resources:near", args=[session.pk])

    assert kept.words == "choir"
    assert 'value="choir"' in as_alice.get(url + "?miles=10&free=").content.decode()
    assert as_alice.get(url).context["filters"].miles == 10
    session.participant.delete()
    assert NearFilters.objects.count() == 0


def test_finding_nothing_is_said_and_nothing_is_missing(search, as_alice, session):
    search("accordion")

    page = as_alice.get(reverse("resources:near", args=[session.pk])).content.decode()

    assert "Nothing that fits is called “accordion”" in page
    assert "There is a problem" not in page
    assert "made a note" not in page

    filtered = as_alice.get(reverse("resources:near", args=[session.pk]) + "?day=4").text
    assert "Try another word, any day, nothing ticked, or clear the search." in filtered


def test_what_is_called_so_comes_before_what_is_only_said_of_something_nearer(search):
    for n in range(13):
        make_resource(f"Supper {n}", miles=0.5, description="Ukulele tunes afterwards")

    assert search("ukuleles")[0] == "Ukulele Tuesdays"


def test_its_interest_comes_first_too(search):
    make_resource("Walk", miles=1, description="Ends at the tea dance")

    assert search("tea dance") == ["Tea Dance", "Walk"]
