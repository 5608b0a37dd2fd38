"""Entries found by words: however they are typed, the best match first, and no confidential place
by any word of it."""

import unicodedata

import pytest
from django.db import connection

from resources import listings, telephones
from resources.models import Place, Provider, Resource, SearchText
from resources.models.search_text import FOR_CURATORS, FOR_EVERYONE, PAGE, TextSearch
from resources.search_terms import plain
from tests.resources.directory import make_resource

pytestmark = pytest.mark.django_db


def found(text: str, weights: str = FOR_EVERYONE) -> list[str]:
    return [entry.name for entry in TextSearch(text, weights=weights).find(Resource.objects.all())]


def asked(function: str, text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [text])
        return str(cursor.fetchone()[0])


def test_the_database_puts_every_letter_into_the_same_form():
    blocks = [(0x20, 0x250), (0x2B0, 0x530), (0x1E00, 0x2100), (0x2200, 0x2300), (0xFB00, 0xFB07)]
    letters = [chr(code) for start, end in blocks for code in range(start, end)]
    known = [one for one in letters if unicodedata.category(one) != "Cn"]
    text = "x".join(known)
    assert asked("resources_plain", text) == plain(text)


@pytest.mark.parametrize(
    "written",
    ["01632 960123", "(01632) 960-123", "+44 (0)1632 960123", "0044 1632 960 123",
     "01632 960123 ext 4", "01632 960123 / 01632 960124", "+353 1 234 5678", "111"],
)  # fmt: skip
def test_the_database_reads_telephone_numbers_alike(written):
    numbers = [telephones.digits(number) for number in telephones.read(written).numbers]
    assert numbers
    assert set(numbers) <= set(asked("resources_telephones", written).split())


def test_a_number_is_not_looked_for_in_names_first(directory, django_assert_num_queries):
    for typed, names in (("01632 960123", ["Men’s Shed"]), ("SO17 1BJ", ["Women's Walks"])):
        with django_assert_num_queries(1):
            assert found(typed) == names


@pytest.fixture
def directory():
    make_resource("Men’s Shed", description="A café with a saw", phone="01632 960123")
    make_resource("Women's Walks", miles=1, place={"postcode": "SO17 1BJ", "town": "Southampton"})
    make_resource("Café Connect", description="Drop–in for men and women")
    make_resource("Walking Football")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("SO171BJ", ["Women's Walks"]),
        ("so17 1bj", ["Women's Walks"]),
        ("SO17", ["Women's Walks"]),
        ("southampt", ["Women's Walks"]),
        ("01632960123", ["Men’s Shed"]),
        ("+44 1632 960 123", ["Men’s Shed"]),
        ("960123", ["Men’s Shed"]),
        ("men's shed", ["Men’s Shed"]),
        ("mens shed", ["Men’s Shed"]),
        ("shed of the men", ["Men’s Shed"]),
        ("cafe", ["Café Connect", "Men’s Shed"]),
        ("CAFÉ", ["Café Connect", "Men’s Shed"]),
        ("drop-in cafe", ["Café Connect"]),
        ("walk", ["Women's Walks", "Walking Football"]),
        ("walks", ["Women's Walks", "Walking Football"]),
        ("solent walking", ["Women's Walks", "Walking Football"]),
        ("men's", ["Men’s Shed", "Café Connect"]),
        ("conect", ["Café Connect"]),
        ("foot", ["Walking Football"]),
        ("ball", ["Walking Football"]),
        ("Sotuhampton", ["Women's Walks"]),
        ("xylophone", []),
        ("%", []),
        ("01632960999", []),
    ],
)
def test_what_is_meant_is_found_the_best_match_first(directory, typed, names):
    assert found(typed) == names
    assert found(typed, FOR_CURATORS) == names


def test_the_name_that_was_typed_is_first():
    for name in ("Choir of the South", "Choirs Together", "Choir", "Tea"):
        make_resource(name, description="Not a choir")
    assert found("choir") == ["Choir", "Choirs Together", "Choir of the South", "Tea"]


SECRETS = [
    "Harbour", "Rose Cottage", "Hidden", "Portswood", "SO17 1BJ", "SO171BJ", "so17", "Bitterne",
    "hidn lane", "portswod",
]  # fmt: skip


def test_no_word_of_a_confidential_place_finds_it_but_for_curators():
    make_resource(
        "Safe Haven", address_confidential=True, miles=1, email="bitterne@example.org",
        description="Behind the Harbour Inn, near Bitterne", phone="01632 960123",
        place={"name": "Rose Cottage", "address": "2 Hidden Lane", "town": "Portswood",
               "postcode": "SO17 1BJ"},
    )  # fmt: skip
    assert [secret for secret in SECRETS if found(secret)] == []
    assert found("safe haven") == found("01632960123") == found("solent haven") == ["Safe Haven"]
    assert found("SO171BJ", FOR_CURATORS) == found("harbour bitterne", FOR_CURATORS)
    assert found("SO171BJ", FOR_CURATORS) == ["Safe Haven"]

    Resource.objects.update(address_confidential=False)
    listings.refresh()
    assert found("portswood") == found("harbour") == ["Safe Haven"]
    Resource.objects.update(address_confidential=True)
    listings.refresh()
    assert [secret for secret in SECRETS if found(secret)] == []


def test_a_renamed_provider_is_found_at_once_by_its_new_name(directory):
    Provider.objects.update(name="Itchen Guild")
    assert len(found("guild")) == 4
    assert found("solent") == []


def test_a_place_that_goes_is_no_longer_found(directory):
    entry = Resource.objects.get(name="Women's Walks")
    Place.objects.all().delete()
    listings.refresh([entry.pk])
    assert found("SO17 1BJ") == []


def test_nothing_is_written_for_what_stayed_as_it_was(directory):
    def versions():
        return set(SearchText.objects.extra(select={"at": "xmin"}).values_list("pk", "at"))

    before = versions()
    listings.refresh()
    assert versions() == before


def test_the_first_page_of_a_common_word_is_that_of_the_whole_order(client, cora):
    provider = Provider.objects.create(name="Lacemakers")
    told = [(f"Bobbin club {n}{'x' * (n % 3)}", "") for n in range(55)]
    told += [(f"Club {n}", "Lace with a bobbin") for n in range(3)]
    Resource.objects.bulk_create(
        Resource(name=name, description=about, provider=provider, delivery=["phone"])
        for name, about in told
    )
    listings.refresh()
    search = TextSearch("bobbin", weights=FOR_CURATORS)
    found = search.find(Resource.objects.all())
    names = [one.name for one in found]
    assert len(search.named) == PAGE
    assert [one.name for one in search.first(found)] == names[:PAGE]
    client.force_login(cora)
    for page, expected in (("1", names[:PAGE]), ("2", names[PAGE:])):
        answer = client.get("/admin/resources/resource/", {"q": "bobbin", "p": page})
        assert answer.context["cl"].result_count == 58
        assert [one.name for one in answer.context["cl"].result_list] == expected
