"""A field changes only when the source changed it; what a curator changed since stays, and is
listed to be decided on."""

import datetime as dt

import pghistory
import pytest
from django.urls import reverse

from preferences.models import Interest
from resources.intake.entries import Entry, RowOutcome
from resources.intake.merging import verdict
from resources.intake.saving import Intake
from resources.models import Place, Provider, Resource, Schedule, SourceDifference
from tests.resources.admin.conftest import form_data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("postcode_directory", "item_bank")]


def entry(times: list | None = None, place: dict | None = None, **fields) -> Entry:
    said = {"name": "Tea", "delivery": ["place"], "interests": ["social-clubs"]}
    where = {"name": "Hall", "address": "1 The Avenue", "postcode": "SO17 1BJ"} | (place or {})
    return Entry(
        key="1",
        provider={"name": "Solent Friends"},
        fields=said | {"phone": "01632 960123", "description": "Old"} | fields,
        places=[where],
        times=times if times is not None else [{"weekday": 0, "starts": "10:00"}],
    )


def take_in(one: Entry) -> RowOutcome:
    [result] = Intake("clubs").save_batch([one])
    return result.outcome


def by_hand(**facts) -> Resource:
    made = Resource.objects.get()
    for name, value in facts.items():
        setattr(made, name, value)
    with pghistory.context(how="by hand"):
        made.save()
    return made


def waiting() -> list[tuple[str, object]]:
    found = SourceDifference.objects.waiting().order_by("field")
    return [(one.field, one.value) for one in found]


@pytest.mark.parametrize(
    ("now", "last", "ours", "taken", "differing"),
    [
        ("new", "old", "old", {"a"}, []),  # it changed its mind
        ("old", "old", "hand", set(), ["a"]),  # somebody here did
        ("new", "old", "hand", set(), ["a"]),  # both did
        ("new", "old", "new", set(), []),  # and agree
        ("old", "old", "old", set(), []),
        ("new", None, "", {"a"}, []),  # it begins to say something
        ("new", None, "hand", set(), ["a"]),
        ("", "old", "old", {"a"}, []),  # it takes it back
    ],
)
def test_the_rule(now, last, ours, taken, differing):
    said = {} if last is None else {"a": last}
    assert verdict(now={"a": now}, last=said, ours={"a": ours}) == (taken, differing)


def test_half_of_what_belongs_together_is_not_taken():
    last = {"cost": "free", "amount": ""}
    found = verdict(
        now={"cost": "amount", "amount": "3.50"}, last=last, ours={"cost": "other", "amount": ""}
    )
    assert found == (set(), ["cost", "amount"])


def test_what_a_curator_changed_stays_and_is_told():
    take_in(entry())
    by_hand(phone="01632 960999")
    again = entry()
    assert take_in(again) is RowOutcome.UNCHANGED
    assert Resource.objects.get().phone == "01632 960999"
    assert waiting() == [("phone", "01632 960123")]
    assert again.notes == [
        "Phone was changed here, so ours stays; the source says “01632 960123”. See “Differences "
        "from sources”."
    ]


def test_the_rest_of_the_entry_follows_the_source():
    take_in(entry())
    by_hand(phone="01632 960999")
    assert take_in(entry(description="New")) is RowOutcome.CHANGED
    made = Resource.objects.get()
    assert (made.phone, made.description) == ("01632 960999", "New")


def test_places_and_times_likewise():
    take_in(entry())
    Place.objects.update(address="2 The Avenue")
    Schedule.objects.update(weekday=1)
    take_in(entry(place={"name": "Big hall"}))
    place = Place.objects.get()
    assert (place.name, place.address) == ("Big hall", "2 The Avenue")
    assert Schedule.objects.get().weekday == 1
    assert waiting() == [
        ("address", "1 The Avenue"), ("times", [{"weekday": 0, "starts": "10:00"}]),
    ]  # fmt: skip
    # times of which nobody here thought otherwise follow
    Schedule.objects.update(weekday=0)
    take_in(entry(times=[{"weekday": 2, "starts": "11:00"}]))
    assert Schedule.objects.get().weekday == 2


def test_a_place_that_a_curator_took_away_stays_away():
    take_in(entry())
    Place.objects.all().delete()
    take_in(entry(description="New"))
    assert not Place.objects.exists()
    take_in(entry(place={"address": "5 The Avenue"}))
    assert Place.objects.get().address == "5 The Avenue"


def test_an_interest_that_a_curator_took_away_or_added_stays_so():
    take_in(entry(interests=["social-clubs", "swimming"]))
    made = Resource.objects.get()
    made.interests.set(Interest.objects.filter(slug__in=["swimming", "volunteering"]))
    take_in(entry(interests=["social-clubs", "befriending"]))
    slugs = sorted(made.interests.values_list("slug", flat=True))
    assert slugs == ["befriending", "volunteering"]


def test_one_that_nobody_kept_a_record_of_is_not_overwritten():
    take_in(entry())
    made = by_hand(phone="01632 960999")
    made.external_ids.get().record.delete()
    take_in(entry(description="New"))
    made.refresh_from_db()
    assert (made.phone, made.description) == ("01632 960999", "Old")


class TestDeciding:
    @pytest.fixture
    def page(self, client, cora):
        client.force_login(cora)
        take_in(entry())
        by_hand(phone="01632 960999", cost="amount", amount="2.00")
        take_in(entry(cost="amount", amount="3.50"))
        return reverse("admin:resources_sourcedifference_changelist")

    def decide(self, client, page, action, *fields) -> None:
        chosen = SourceDifference.objects.filter(field__in=fields)
        keys = [str(key) for key in chosen.values_list("pk", flat=True)]
        client.post(page, {"action": action, "_selected_action": keys})

    def test_both_are_seen(self, client, page):
        seen = client.get(page).content.decode()
        assert [text in seen for text in ("01632 960999", "01632 960123")] == [True, True]
        desk = client.get(reverse("admin:index")).content.decode()
        assert "of which a source says something else" in desk

    def test_the_sources_is_taken_and_followed_from_then_on(self, client, page):
        self.decide(client, page, "take_theirs", "phone")
        assert Resource.objects.get().phone == "01632 960123"
        assert waiting() == [("amount", "3.50")]
        take_in(entry(phone="01632 960777", cost="amount", amount="3.50"))
        assert Resource.objects.get().phone == "01632 960777"

    def test_ours_is_kept_without_a_word_until_the_source_changes(self, client, page):
        self.decide(client, page, "keep_ours", "phone", "amount")
        again = entry(cost="amount", amount="3.50")
        take_in(again)
        assert (again.notes, waiting()) == ([], [])
        take_in(entry(phone="01632 960777", cost="amount", amount="3.50"))
        assert waiting() == [("phone", "01632 960777")]


class TestAStaleForm:
    @pytest.fixture
    def provider(self) -> Provider:
        return Provider.objects.create(name="Second Spring")

    @pytest.fixture
    def opened(self, client, cora):
        """cora opened the entry; then somebody else saved it."""
        client.force_login(cora)
        take_in(entry())
        made = Resource.objects.get()
        place = made.places.get()
        address = reverse("admin:resources_resource_change", args=[made.pk])
        form = client.get(address).context["adminform"].form
        by_hand(phone="01632 960999")
        where = {"id": str(place.pk), "postcode": "SO17 1BJ", "name": "Hall"}
        data = form_data(made, where) | {"interests": ["social-clubs"]}
        return address, data | {"seen": form["seen"].value(), "description": "Mine"}

    def test_it_says_what_changed_and_keeps_what_was_typed(self, client, opened):
        address, data = opened
        refused = client.post(address, data)
        said = refused.content.decode()
        assert "Phone: “01632 960123” is now “01632 960999”." in said
        assert "Mine" in said
        assert Resource.objects.get().description == "Old"

    def test_saved_again_it_is_meant(self, client, opened):
        address, data = opened
        again = client.post(address, data).context["adminform"].form["seen"].value()
        assert client.post(address, data | {"seen": again}).status_code == 302
        assert Resource.objects.get().description == "Mine"

    def test_what_this_window_left_as_it_was_is_as_they_have_it(self, client, opened, provider):
        address, data = opened
        theirs = {"ends_on": dt.date(2027, 3, 1), "joining": "referral", "provider": provider}
        two = Interest.objects.filter(slug__in=["swimming", "volunteering"])
        by_hand(**theirs, description="Theirs").interests.set(two)
        asked = client.post(address, data | {"phone": "01632 960123", "joining": "contact"})
        form = asked.context["adminform"].form
        assert form["phone"].value() == "01632 960999"
        assert form["description"].value() == "Mine"
        shown = {name: form[name].value() for name in form.fields}
        shown["places-0-name"] = "Hall"
        kept = {**data, **{name: value for name, value in shown.items() if value is not None}}
        assert client.post(address, kept).status_code == 302
        made = Resource.objects.get()
        assert {name: getattr(made, name) for name in theirs} == theirs
        assert (made.phone, made.description) == ("01632 960999", "Mine")
        assert set(made.interests.values_list("slug", flat=True)) == {"swimming", "volunteering"}

    def test_a_tick_that_somebody_set_meanwhile_is_not_taken_away(self, client, opened):
        address, data = opened
        by_hand(address_confidential=True)
        form = client.post(address, data).context["adminform"].form
        assert form["address_confidential"].value()

    def test_nothing_is_asked_when_nobody_else_saved(self, client, opened):
        address, data = opened
        fresh = client.get(address).context["adminform"].form["seen"].value()
        assert client.post(address, data | {"seen": fresh}).status_code == 302
