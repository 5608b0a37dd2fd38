"""Each query parameter, and that they combine with AND."""

import datetime as dt

import pytest
from django.utils import timezone

from resources.models import Place, Provider, Resource, Schedule
from tests.open_referral.api_client import every, get, names
from tests.resources.directory import SOUTHAMPTON, add_place, make_resource

pytestmark = pytest.mark.django_db


def term_id(name: str) -> str:
    return str(next(term["id"] for term in every("taxonomy_terms") if term["name"] == name))


def taxonomy_id(name: str) -> str:
    return str(next(found["id"] for found in every("taxonomies") if found["name"] == name))


def test_search_reads_names_descriptions_organisations_and_places():
    make_resource("Seated yoga", description="Gentle stretches for sore knees")
    make_resource("Tea", miles=1, place={"postcode": "SO17 1BJ"}, phone="01632 960123")
    Provider.objects.update(name="The Knitting Guild")
    assert names(search="stretching") == ["Seated yoga"]
    assert names(search="YOGA") == ["Seated yoga"]
    assert names(search="guild") == ["Seated yoga", "Tea"]
    assert names(search="yoga guild") == ["Seated yoga"]
    assert names(search="yoga knitter tea") == []
    assert names(search="so171bj") == names(search="+44 1632 960123") == ["Tea"]
    assert names(search="zumba") == []


def test_search_takes_anything_typed():
    make_resource("Tea")
    for text in ("'", '"', "\\", "%", "a & | !", "🫖", "tea -coffee", "((("):
        assert names(search=text) in ([], ["Tea"])


def test_terms():
    make_resource("Walk", interests=["walking"])
    make_resource("Swim", interests=["swimming"], joining="drop_in")
    assert names(taxonomy_term_id=term_id("Walking")) == ["Walk"]
    assert names(taxonomy_term_id=term_id("Just turn up")) == ["Swim"]
    assert names(taxonomy_term_id="ac148810-d857-441c-9679-408f346de14b") == []


@pytest.mark.parametrize(
    ("term", "facts"),
    [
        ("Online", {"delivery": ["online"]}),
        ("Someone has to refer you", {"joining": "referral"}),
        ("Woman", {"genders": ["woman"]}),
        ("Diabetes", {"conditions": ["diabetes", "heart"]}),
        ("The address is confidential: do not publish or pin it", {"address_confidential": True}),
        ("Step-free access: yes", {"miles": 1, "place": {"step_free": "yes"}}),
    ],
)
def test_a_term_finds_what_carries_it(term, facts):
    make_resource("Other", delivery=["phone"])
    made = make_resource("Mine", **facts)
    assert names(taxonomy_term_id=term_id(term)) == ["Mine"]
    carried = get(f"services/{made.pk}")
    at_places = [at["location"] for at in carried.get("service_at_locations", [])]
    terms = [
        attribute["taxonomy_term"]
        for owner in (carried, *at_places)
        for attribute in owner.get("attributes", [])
    ]
    assert term in [found["name"] for found in terms]
    for found in terms:
        assert "Mine" in names(taxonomy_id=found["taxonomy_id"])


def test_taxonomy():
    make_resource("Has an interest")
    make_resource("Has none", interests=[])
    assert names(taxonomy_id=taxonomy_id("Genie interests")) == ["Has an interest"]
    assert names(taxonomy_id=taxonomy_id("Gender it is for")) == []
    assert names(taxonomy_id="ac148810-d857-441c-9679-408f346de14b") == []


def test_terms_of_one_taxonomy():
    of_joining = every("taxonomy_terms", taxonomy_id=taxonomy_id("How to join"))
    assert len(of_joining) == 3
    assert {term["taxonomy"] for term in of_joining} == {"How to join"}


def test_ages():
    make_resource("Everyone")
    make_resource("50 up", minimum_age=50)
    make_resource("18 to 65", minimum_age=18, maximum_age=65)
    assert names(minimum_age="50") == ["50 up"]
    assert names(minimum_age="0") == ["18 to 65", "50 up", "Everyone"]
    assert names(maximum_age="65") == ["18 to 65"]
    assert names(maximum_age="64.5") == []
    assert names(minimum_age="18", maximum_age="65") == ["18 to 65"]


def test_day_and_time_are_of_one_and_the_same_meeting():
    early = make_resource("Early")
    Schedule.objects.create(resource=early, weekday=0, starts=dt.time(9), ends=dt.time(11))
    Schedule.objects.create(resource=early, weekday=2, starts=dt.time(14), ends=dt.time(16))
    make_resource("No times")
    for monday in ("MO", "mo", "Mon", "monday"):
        assert names(day=monday) == ["Early"]
    assert names(day="SU") == []
    assert names(start_time="14:00", end_time="16:00") == ["Early"]
    assert names(day="MO", end_time="11:00:00Z") == ["Early"]
    assert names(day="MO", start_time="14:00") == []
    # past midnight is not early
    Schedule.objects.create(resource=early, weekday=5, starts=dt.time(22), ends=dt.time(1))
    assert names(day="SA", end_time="09:00") == []


def test_a_place_is_asked_for_its_own_days():
    walk = make_resource("Walk", miles=1)
    there = add_place(walk, 2)
    Schedule.objects.create(resource=walk, place=there, weekday=0)
    assert names("service_at_locations", day="MO") == ["Walk"]
    Schedule.objects.create(resource=walk, weekday=0)
    assert names("service_at_locations", day="MO") == ["Walk", "Walk"]


def test_modified_after():
    old, new = make_resource("Old"), make_resource("New")
    moment = timezone.now().replace(microsecond=0)
    Resource.objects.filter(pk=old.pk).update(updated_at=moment - dt.timedelta(days=30))
    Resource.objects.filter(pk=new.pk).update(updated_at=moment)
    assert names(modified_after=moment.isoformat()) == ["New"]
    assert names(modified_after=moment.isoformat().replace("+", " ")) == ["New"]
    assert names(modified_after=(moment.date() - dt.timedelta(days=40)).isoformat()) == [
        "New",
        "Old",
    ]
    assert names(modified_after=(moment + dt.timedelta(days=1)).isoformat()) == []


def test_an_end_date_that_passed_is_a_change():
    moment = timezone.now() - dt.timedelta(days=5)
    ended = timezone.localdate() - dt.timedelta(days=3)
    for name, ends_on in (("Ended lately", ended), ("Ended long ago", dt.date(2020, 1, 1))):
        make_resource(name, ends_on=ends_on)
    Resource.objects.update(updated_at=moment - dt.timedelta(days=90))
    assert names(modified_after=moment.isoformat()) == ["Ended lately"]


def test_a_new_name_of_the_organisation_is_a_change():
    make_resource("Tea")
    Resource.objects.update(updated_at=timezone.now() - dt.timedelta(days=30))
    moment = timezone.now() - dt.timedelta(minutes=1)
    assert names(modified_after=moment.isoformat()) == []
    Provider.objects.update(name="Under new management")
    assert names(modified_after=moment.isoformat()) == ["Tea"]


def test_everything_combines_with_and():
    make_resource("Tea for women", genders=["woman"], minimum_age=60)
    make_resource("Tea for men", genders=["man"], minimum_age=60)
    assert names(search="tea", taxonomy_term_id=term_id("Woman"), minimum_age="60") == [
        "Tea for women"
    ]
    assert names(search="tea", taxonomy_term_id=term_id("Woman"), minimum_age="61") == []


class TestNearAPostcode:
    pytestmark = pytest.mark.usefixtures("postcode_directory")

    def near(self, **asked) -> list[str]:
        return names("service_at_locations", postcode="so171bj", **asked)

    def test_within_so_many_metres(self):
        make_resource("Here", miles=0.1)
        make_resource("A mile off", miles=1)
        assert self.near(proximity="200") == ["Here"]
        assert self.near(proximity="1700") == ["A mile off", "Here"]
        assert self.near() == ["A mile off", "Here"]

    def test_only_what_serves_it(self):
        make_resource("Ours", miles=1, authorities=[SOUTHAMPTON])
        make_resource("Theirs", miles=1, authorities=["E07000086"])
        make_resource("National", miles=1, national=True, authorities=["E07000086"])
        assert self.near() == ["National", "Ours"]
        assert self.near(proximity="5000") == ["National", "Ours"]

    def test_together_with_the_rest(self):
        make_resource("Walk", miles=1)
        make_resource("Swim", miles=1, interests=["swimming"])
        assert self.near(proximity="5000", taxonomy_term_id=term_id("Swimming")) == ["Swim"]

    def test_the_postcode_stays_out_of_logs_caches_and_answers(self, client, caplog):
        make_resource("Here", miles=0.1)
        for asked in ({"proximity": "100"}, {"proximity": "-1"}, {"page": "x"}):
            response = client.get(
                "/open-referral/v3/service_at_locations", {"postcode": "SO17 1BJ", **asked}
            )
            assert "17 1BJ" not in response.content.decode()
            assert "public" not in response.get("Cache-Control", "")
        response = client.get("/open-referral/v3/service_at_locations", {"postcode": "SO17 XXX"})
        assert response.status_code == 400
        assert "XXX" not in response.content.decode() + caplog.text
        assert "1BJ" not in caplog.text


def test_a_place_at_which_nothing_is_known_but_the_town():
    resource = make_resource(miles=1)
    Place.objects.update(town="Southampton", point=None)
    location = get(f"services/{resource.pk}")["service_at_locations"][0]["location"]
    address = location["addresses"][0]
    assert "latitude" not in location
    assert (address["city"], address["address_1"]) == ("Southampton", "Not known")
