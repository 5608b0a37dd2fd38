"""Feeds as councils publish them: version 3 and 1, ids that are no UUIDs, HTML, missing parts."""

import datetime as dt
from decimal import Decimal

import pytest

from geography.models import LocalAuthority
from open_referral.harvest.reading import read
from open_referral.models import FeedRun
from resources.intake import guesses
from resources.intake.text import plain
from resources.models import ExternalId, Place, Provider, Resource, TermMapping
from resources.vocabulary import Status
from tests.open_referral.feed_runs import harvest, remarks
from tests.open_referral.samples import HSDS_1, OUTPOST, VERSION_1, VERSION_3
from tests.open_referral.server import FeedServer
from tests.tiers import tried

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def directory(db, item_bank, postcode_directory) -> None:
    LocalAuthority.objects.create(code="E06000045", name="Southampton")


@pytest.mark.usefixtures("directory")
class TestVersion3:
    def test_what_can_be_read_is_kept(self, feed_server):
        feed_server.lists(VERSION_3)
        assert harvest(feed_server).counts["new"] == 1
        resource = Resource.objects.get()
        assert str(resource.pk) == VERSION_3["id"]
        assert resource.name == "Stroke Café"
        assert resource.description == "Tea & talk.\n\n- Warm\n\nGetting in: Ramp at the side"
        assert resource.web == "https://www.example.org/cafe"
        assert (resource.phone, resource.email) == ("023 8000 0000", "cafe@example.org")
        assert (resource.minimum_age, resource.maximum_age) == (18, None)
        assert (resource.cost, resource.amount) == ("amount", Decimal("2.50"))
        assert resource.cost_text == "Per visit"
        assert resource.verified_on == dt.date(2026, 10, 1)
        assert resource.verify_by == dt.date(2027, 4, 1)
        assert resource.delivery == ["place"]
        assert resource.when_text == "Not on bank holidays"
        assert sorted(str(time) for time in resource.schedules.all()) == [
            "Every other Friday 18:00",
            "Monday 10:00 to 12:00",
            "Second Wednesday of the month 14:00",
            "Thursday 10:00 to 12:00",
        ]
        assert [interest.slug for interest in resource.interests.all()] == ["health-conditions"]
        assert [authority.code for authority in resource.authorities.all()] == ["E06000045"]

    def test_its_organisation(self, feed_server):
        feed_server.lists(VERSION_3)
        harvest(feed_server)
        provider = Provider.objects.get()
        assert str(provider.pk) == "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610"
        assert (provider.name, provider.description) == ("Example Trust", "A charity")

    def test_its_place(self, feed_server):
        feed_server.lists(VERSION_3)
        harvest(feed_server)
        place = Place.objects.get()
        assert str(place.pk) == "9e7f0f6a-6a4e-4e58-8ff6-5e6f2cb3a5a1"
        assert (place.address, place.town, place.postcode) == (
            "1 High St",
            "Southampton",
            "SO17 1BJ",
        )
        assert place.point is not None and place.point.coords == (-1.39, 50.93)
        assert place.point_source == "imported"

    def test_nobodys_name_is_kept(self, feed_server):
        feed_server.lists(VERSION_3)
        harvest(feed_server)
        assert "Personal" not in str([vars(row) for row in Resource.objects.all()])

    def test_the_report_says_what_could_not_be_taken(self, feed_server):
        feed_server.lists(VERSION_3)
        run = harvest(feed_server)
        assert run.outcome == FeedRun.Outcome.DONE
        assert remarks(run) == [
            "Area served “Atlantis” was left out: we know no local authority of that name or code.",
            "Not kept of 1 entry: contacts: name.",
        ]

    def test_a_list_without_details_is_filled_in_from_them(self, feed_server):
        feed_server.lists({key: VERSION_3[key] for key in ("id", "name", "status")})
        feed_server.says(f"/services/{VERSION_3['id']}", VERSION_3)
        harvest(feed_server)
        assert Resource.objects.get().schedules.count() == 4


@pytest.mark.usefixtures("directory")
class TestVersion1:
    @pytest.fixture(params=["content", "contents"])
    def feed(self, feed_server: FeedServer, request) -> FeedServer:
        def page(query) -> dict:
            return {
                "totalElements": 1, "totalPages": 1, "number": 1, "size": 1, "first": True,
                "last": True, "empty": False, request.param: [VERSION_1],
            }  # fmt: skip

        feed_server.says("/services", page)
        return feed_server

    def test_what_can_be_read_is_kept(self, feed):
        run = harvest(feed)
        resource = Resource.objects.get()
        assert resource.provider.name == "Leisure Ltd"
        assert resource.provider.web == "https://example.org"
        assert (resource.minimum_age, resource.maximum_age) == (50, None)
        assert (resource.status, resource.cost, resource.national) == ("active", "free", True)
        assert resource.phone == "01983 000000"
        assert [interest.slug for interest in resource.interests.all()] == ["fitness-and-exercise"]
        assert [str(time) for time in resource.schedules.all()] == ["Tuesday 09:30"]
        place = resource.places.get()
        assert (place.town, place.point_source) == ("Ryde", "postcode")
        assert remarks(run) == [
            "Its id is no UUID: ours was made from it.",
            "It is said to end at 00:00, not after it starts: that was left out.",
        ]

    def test_ids_that_are_no_uuids_are_mapped_and_kept(self, feed):
        harvest(feed)
        first = Resource.objects.get().pk
        assert ExternalId.objects.get().value == "Service-42"
        assert harvest(feed).counts == {"unchanged": 1}
        assert Resource.objects.get().pk == first

    def test_pages_counted_from_nought(self, feed_server):
        services = [VERSION_1 | {"id": f"S{n}"} for n in range(3)]

        def page(query) -> dict:
            number = int(query["page"])
            return {
                "totalElements": 3, "totalPages": 3, "number": number, "first": number == 0,
                "last": number == 2, "content": services[number : number + 1],
            }  # fmt: skip

        feed_server.says("/services", page)
        assert harvest(feed_server).counts["new"] == 3

    def test_a_feed_that_refuses_what_it_does_not_know(self, feed_server):
        refused = feed_server.answers_only({"page"}, [VERSION_1])
        assert harvest(feed_server).counts["new"] == 1
        assert len(refused) == 1


@pytest.mark.usefixtures("directory")
class TestOutpost:
    @pytest.fixture
    def resource(self, feed_server) -> Resource:
        feed_server.says("/services", {"content": [OUTPOST], "totalElements": 1, "last": True})
        assert harvest(feed_server).counts["new"] == 1
        return Resource.objects.get()

    def test_what_can_be_read_is_kept(self, resource):
        assert resource.provider.name == "Town Toys"
        assert (resource.status, resource.joining) == ("active", "contact")
        assert (resource.phone, resource.email) == ("023 8055 0007", "toys@example.org")
        assert resource.cost_text == "Membership £10.00 per year"
        assert (resource.minimum_age, resource.maximum_age) == (None, None)
        assert [str(time) for time in resource.schedules.all()] == ["Monday 09:30 to 11:30"]
        assert [one.slug for one in resource.interests.all()] == ["arts-and-crafts"]

    def test_all_else_is_in_its_description(self, resource):
        assert resource.description.split("\n\n") == [
            "Toys to borrow.",
            "Getting in: Ramp",
            "On the web: Facebook: https://social.example/toys",
            "Who it is for: under 2; 2",
            "Suitable for: Autism",
            "Special educational needs: Hearing impairment",
            "Also: Bring (a bag)",
        ]

    def test_its_place(self, resource):
        place = resource.places.get()
        assert (place.name, place.address, place.town) == ("Hall", "1 High St", "Southampton")
        assert place.point.coords == (-1.395, 50.934)

    def test_what_is_not_for_the_public_is_nowhere(self, resource):
        assert "023 8055 0008" not in str(vars(resource)) + str(FeedRun.objects.get().remarks)

    def test_a_masked_address_is_confidential(self, feed_server):
        at = OUTPOST["locations"][0] | {"mask_exact_address": True, "address_1": "***"}
        feed_server.says("/services", [OUTPOST | {"locations": [at]}])
        run = harvest(feed_server)
        assert Resource.objects.get().address_confidential
        assert "Its address is kept confidential: its source says so." in remarks(run)

    @pytest.mark.parametrize(
        "said",
        [
            {"address_1": "Confidential address"},
            {"address_1": "Withheld"},
            {"address_confidential": True},
            {"is_private": "yes"},
            {"visible": False},
        ],
    )
    def test_in_whatever_way_it_is_said(self, feed_server, said):
        at = OUTPOST["locations"][0] | said
        feed_server.says("/services", [OUTPOST | {"locations": [at]}])
        harvest(feed_server)
        assert Resource.objects.get().address_confidential

    @pytest.mark.parametrize(
        "said", [{"approved": False}, {"visible_to": "2020-01-01"}, {"discarded_at": "2020-01-01"}]
    )
    def test_what_its_source_hides_is_shown_to_nobody(self, feed_server, said):
        feed_server.says("/services", [OUTPOST | said])
        run = harvest(feed_server)
        assert Resource.objects.get().status == "paused"
        assert f"Its source does not show it ({next(iter(said))})" in " ".join(remarks(run))


@pytest.mark.usefixtures("directory")
def test_hsds_1(feed_server):
    feed_server.says("/services", [HSDS_1])
    run = harvest(feed_server)
    resource = Resource.objects.get()
    assert resource.description.split("\n\n") == [
        "Who it is for: Residents over 50",
        "Languages: English; Polish",
        "How to join: Ring first.",
        "Waiting time: Two weeks",
        "What to bring: A letter",
        "How to pay: Cash",
    ]
    assert (resource.cost, resource.phone) == ("free", "0800 1111")
    assert [str(time) for time in resource.schedules.all()] == ["Tuesday 10:00 to 12:00"]
    assert "Not kept: physical_address: address_1 “ignored”." in remarks(run)


@pytest.mark.usefixtures("directory")
class TestBrokenEntries:
    @pytest.mark.parametrize(
        "entry",
        [
            None, 7, "text", [], {}, {"id": None}, {"id": ""}, {"id": {}}, {"id": "1"},
            {"id": "1", "name": None}, {"id": "1", "name": "<p></p>"},
            {"id": "1", "name": "\x00\ud800"}, {"id": "1" * 5000, "name": ""},
        ],
    )  # fmt: skip
    def test_one_that_cannot_be_taken_takes_no_other_with_it(self, feed_server, entry):
        if isinstance(entry, dict):
            entry = entry | {"schedules": []}
        feed_server.says("/services", [entry, VERSION_1])
        run = harvest(feed_server)
        assert (run.counts["new"], run.counts["left out"]) == (1, 1)

    @pytest.mark.sweep
    @pytest.mark.parametrize(
        "odd",
        tried(None, "x", [None], {}, in_full=[7, -1.5, True, "\x00", [], [[]], {"a": 1}]),
    )
    def test_any_value_anywhere(self, feed_server, odd):
        services = []
        for base in (VERSION_1, VERSION_3):
            for key in base:
                if key not in ("id", "name"):
                    services.append(base | {key: odd, "id": f"{base['id']} {key}"})
        feed_server.says("/services", services)
        run = harvest(feed_server)
        assert run.message == ""
        assert run.counts["new"] == len(services)

    def test_long_and_strange_text(self, feed_server):
        feed_server.says("/services", [VERSION_1 | {
            "name": "x" * 5000, "description": "y " * 100_000, "email": "no address",
            "url": "javascript:alert(1)", "minimum_age": 60, "maximum_age": 20,
            "cost_options": [{"amount": 1e300}], "contacts": [{"phones": [{"number": "call me"}]}],
        }])  # fmt: skip
        run = harvest(feed_server)
        resource = Resource.objects.get()
        assert len(resource.name) == 200
        assert len(resource.description) <= 10_000
        assert (resource.email, resource.web, resource.phone) == ("", "", "")
        # of its eligibility
        assert (resource.minimum_age, resource.maximum_age) == (50, None)
        said = " ".join(remarks(run))
        assert "“javascript:alert(1)” was left out" in said
        assert "Ages 60 to 20 make no sense" in said

    def test_an_address_that_looks_like_a_refuges_is_kept_confidential(self, feed_server):
        feed_server.says("/services", [VERSION_1 | {"name": "Island Women’s Refuge"}])
        run = harvest(feed_server)
        assert Resource.objects.get().address_confidential
        assert "It looks like a refuge" in " ".join(remarks(run))

    def test_a_malformed_postcode_stays_with_the_address(self, feed_server):
        location = {"id": 1, "physical_addresses": [{"address_1": "Pier", "postal_code": "RYDE"}]}
        at = [{"id": 2, "location": location}]
        feed_server.says("/services", [VERSION_1 | {"service_at_locations": at}])
        harvest(feed_server)
        place = Place.objects.get()
        assert (place.address, place.postcode) == ("Pier, RYDE", "")

    def test_nowhere_on_earth(self, feed_server):
        location = {"id": 1, "name": "Hall", "latitude": 5093.0, "longitude": "west"}
        at = [{"id": 2, "location": location | {"longitude": 1}}]
        feed_server.says("/services", [VERSION_1 | {"service_at_locations": at}])
        assert "is not in the United Kingdom" in " ".join(remarks(harvest(feed_server)))

    def test_a_drawn_area_is_read_without_following_anything(self, feed_server):
        square = '{"type": "Polygon", "coordinates": [[[0,50],[1,50],[1,51],[0,50]]]}'
        areas = [
            {"extent_type": "geojson", "extent": square},
            {"extent_type": "geojson", "extent": square.replace("50]", "500]")},
            {"extent_type": "geojson", "extent": '{"type": "Point", "coordinates": [1, 2]}'},
            {"extent_type": "geojson", "extent": "[" * 10_000},
        ]
        feed_server.says("/services", [VERSION_1 | {"service_areas": areas}])
        run = harvest(feed_server)
        area = Resource.objects.get().area
        assert area is not None and len(area) == 1
        assert remarks(run).count("The drawn area served cannot be read: left out.") == 3


class TestReading:
    @pytest.mark.parametrize(
        ("stated", "valid_to", "status"),
        [
            ("active", "2030-01-01", Status.ACTIVE),
            ("active", "2020-01-01", Status.ACTIVE),
            ("inactive", "2020-01-01", Status.ACTIVE),
            ("inactive", "2030-01-01", Status.CLOSED),
            ("defunct", "2020-01-01", Status.CLOSED),
            ("temporarily closed", "2030-01-01", Status.PAUSED),
            ("temporarily_closed", "2030-01-01", Status.PAUSED),
            ("Published", "2030-01-01", Status.ACTIVE),
            ("planned", "2030-01-01", Status.PAUSED),
        ],
    )
    def test_status_and_end(self, stated, valid_to, status):
        schedules = [{"freq": "WEEKLY", "byday": "MO", "valid_to": valid_to}]
        entry = read({"id": "1", "status": stated, "schedules": schedules}, TODAY).entry
        ends_on = dt.date.fromisoformat(valid_to)
        assert (entry.fields["status"], entry.fields["ends_on"]) == (status, ends_on)

    @pytest.mark.parametrize(
        ("options", "expected"),
        [
            ([], ("unknown", None, "")),
            ([{"amount": 0}], ("free", None, "")),
            ([{"option": "No charge"}], ("free", None, "")),
            ([{"amount": "4"}], ("amount", Decimal("4.00"), "")),
            (
                [{"option": "Adult", "amount": 4}, {"option": "Child", "amount": 2}],
                ("other", None, "Adult £4.00; Child £2.00"),
            ),
            ([{"amount_description": "By donation"}], ("other", None, "By donation")),
        ],
    )
    def test_cost(self, options, expected):
        fields = read({"id": "1", "cost_options": options}, TODAY).entry.fields
        assert (fields["cost"], fields["amount"], fields["cost_text"]) == expected

    def test_not_known_is_read_as_nothing(self):
        address = {"address_1": "Not known", "city": "N/A", "postal_code": "SO17 1BJ"}
        at = {"id": "2", "location": {"id": "3", "addresses": [address]}}
        [place] = read({"id": "1", "service_at_locations": [at]}, TODAY).entry.places or []
        assert (place["address"], place["town"]) == ("", "")

    def test_online_only(self):
        at = {"id": "2", "location": {"id": "3", "location_type": "virtual"}}
        entry = read({"id": "1", "service_at_locations": [at]}, TODAY).entry
        assert (entry.places, entry.fields["delivery"]) == ([], ["online"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Tea", "Tea"),
        ("&amp;lt;img src=x onerror=alert(1)&amp;gt;Tea", "Tea"),
        ("<style>p {}</style>R&B for under < 60s", "R&B for under < 60s"),
        ("a\r\n\r\n\r\n\r\nb\x00\x0b\ud83d", "a\n\nb"),
        ({"a": 1}, ""),
        (None, ""),
        (7, "7"),
    ],
)
def test_text_without_markup(written, meant):
    assert plain(written) == meant


@pytest.mark.parametrize(
    ("term", "slugs"),
    [
        ("Swimming lessons", ["swimming"]),
        ("Arts & crafts", ["arts-and-crafts"]),
        ("Partially sighted", []),
        ("Young Carers", ["support-for-carers"]),
        ("Food banks", []),
        ("Money Management", ["financial-and-benefits-advice"]),
        ("Bandages", []),
    ],
)
def test_first_guesses(term, slugs):
    assert guesses.interests(term) == slugs


def test_every_guess_is_an_interest(item_bank):
    known = {interest.slug for item in item_bank.items.all() for interest in item.interests.all()}
    assert guesses.WORDS.keys() == known


def test_terms_come_into_the_table_with_a_guess(directory, feed_server):
    feed_server.lists(VERSION_3)
    harvest(feed_server)
    assert {
        (mapping.taxonomy, mapping.term): [interest.slug for interest in mapping.interests.all()]
        for mapping in TermMapping.objects.all()
    } == {("LGA", "Stroke support"): ["health-conditions"], ("LGA", "Tarot"): []}
