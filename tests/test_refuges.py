"""A refuge's address, by every way into the directory and by every way out of it."""

import json
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from open_referral.harvest.reading import read
from plans import actions as plans
from preferences.models import Interest
from resources import listings
from resources.actions import curation
from resources.actions.merging import merge
from resources.actions.restoring import restore
from resources.history import replay, versions
from resources.intake.entries import Entry, RowOutcome
from resources.intake.saving import Intake
from resources.models import Place, Provider, Resource
from resources.verification import links
from tests.open_referral.test_what_is_public import everything
from tests.pdf import words_of
from tests.resources.admin.conftest import form_data
from tests.resources.directory import make_home, say

pytestmark = [
    pytest.mark.sweep,
    pytest.mark.django_db,
    pytest.mark.usefixtures("postcode_directory", "item_bank"),
]
STREET = "9 Secret Street"
PLACE = {"name": "Rosewood", "address": STREET, "postcode": "SO17 1BJ"}
REFUGE = "Island Women’s Refuge"
MAPPING = """
source = "council"
id = ["Id"]
[columns]
name = "Name"
provider = "Organisation"
description = "About"
address = "Address"
postcode = "Postcode"
address_confidential = "Secret?"
[constants]
interests = ["social-clubs"]
delivery = ["place"]
"""


def entry(name: str = REFUGE, **more) -> Entry:
    fields = {"name": name, "delivery": ["place"], "interests": ["social-clubs"]}
    provider = {"name": more.pop("provider", "Made-up Council")}
    return Entry(
        key=more.pop("key", "1"),
        provider=provider,
        fields=fields | more.pop("fields", {}),
        places=[dict(PLACE)],
        **more,
    )


def take_in(one: Entry, *, forgiving: bool = False) -> Resource:
    [result] = Intake("council", forgiving=forgiving).save_batch([one])
    assert result.resource_id
    listings.refresh([result.resource_id])
    return Resource.objects.get(pk=result.resource_id)


@pytest.fixture
def load(tmp_path):
    (tmp_path / "map.toml").write_text(MAPPING)

    def run(*rows: str) -> str:
        file, said = tmp_path / "file.csv", StringIO()
        file.write_text("\n".join(["Id,Name,Organisation,About,Address,Postcode,Secret?", *rows]))
        call_command(
            "import_resources", file, "--mapping", tmp_path / "map.toml", stdout=said, stderr=said
        )
        return said.getvalue()

    return run


class TestWaysIn:
    @pytest.mark.parametrize("forgiving", [False, True])
    @pytest.mark.parametrize(
        "more",
        [
            {"name": REFUGE},
            {"name": "Rose House", "provider": "Solent Women's Aid"},
            {"name": "Rose House", "fields": {"description": "For women fleeing domestic abuse"}},
            {"name": "Rosemary", "categories": ["Refuges"]},
        ],
    )
    def test_a_source(self, more, forgiving):
        one = entry(**more)
        made = take_in(one, forgiving=forgiving)
        assert made.address_confidential
        assert made.confidential_reasons != []
        assert "looks like a refuge" in " ".join(one.notes)

    def test_the_name_of_its_place(self):
        one = entry("Rosemary")
        one.places = [{**PLACE, "name": "Safe house"}]
        assert take_in(one).address_confidential

    def test_its_web_address(self):
        one = entry("Rosemary", fields={"web": "https://www.southwomensrefuge.example.org"})
        assert take_in(one).address_confidential

    @pytest.mark.parametrize("field", ["when_text", "cost_text"])
    def test_what_is_said_of_times_and_prices(self, field):
        one = entry("Rosemary", fields={field: "The address is not published"})
        assert take_in(one).address_confidential

    @pytest.mark.parametrize("column", ["town", "transport"])
    def test_what_a_curator_says_of_its_place(self, column):
        made = take_in(entry("Rosemary"))
        made.places.update(**{column: "Address withheld"})
        curation.protect_with_places(resource=made)
        made.refresh_from_db()
        assert made.address_confidential

    def test_the_address_in_its_name(self):
        link = "https://goo.gl/maps/AbCdEf"
        made = take_in(entry(f"{REFUGE}, {STREET}, SO17 1BJ", fields={"web": link}))
        assert (made.name, made.web) == (REFUGE, "")

    def test_the_address_in_the_name_of_one_that_becomes_confidential(self, client, cora):
        made = take_in(entry(f"Rosemary, {STREET}"))
        client.force_login(cora)
        place = made.places.get()
        data = form_data(made, {**PLACE, "id": str(place.pk)}) | {"interests": ["social-clubs"]}
        change = reverse("admin:resources_resource_change", args=[made.pk])
        said = client.post(change, {**data, "address_confidential": "on"}, follow=True)
        made.refresh_from_db()
        assert made.name == "Rosemary"
        assert "the address was taken out of it: “Rosemary”" in said.content.decode()

    def test_the_address_in_the_name_of_those_chosen_on_the_list(self):
        made = take_in(entry(f"Rosemary, {STREET}"))
        curation.set_confidential(resources=[made], confidential=True)
        made.refresh_from_db()
        assert made.name == "Rosemary"

    def test_a_file(self, load):
        said = load(f"1,{REFUGE},Council,,{STREET},SO17 1BJ,")
        assert "looks like a refuge or the like (“refuge”)" in said
        assert Resource.objects.get().address_confidential

    @pytest.mark.parametrize(
        ("cell", "confidential"),
        [
            *[(cell, True) for cell in ("Yes", "TRUE", "Restricted", "x", "private")],
            *[(cell, False) for cell in ("No", "N", "false", "", "0", "n/a")],
        ],
    )
    def test_a_column_that_says_so(self, load, cell, confidential):
        said = load(f"1,Knitting,Council,,{STREET},SO17 1BJ,{cell}")
        assert Resource.objects.get().address_confidential is confidential
        assert ("kept confidential: its source says so" in said) is confidential

    def test_a_feeds_words(self):
        found: dict = {"id": "1", "name": "Rosemary", "service_taxonomies": [], "attributes": []}
        found["organization"] = {"id": "2", "name": "Council"}
        found["attributes"] = [{"taxonomy_term": {"id": "3", "name": "Domestic abuse refuges"}}]
        service = read(found, timezone.localdate())
        assert service.entry.categories == ["Domestic abuse refuges"]

    def test_a_curator(self, client, cora):
        client.force_login(cora)
        data = form_data(Resource(provider=Provider.objects.create(name="Council")), dict(PLACE))
        data |= {"name": REFUGE, "interests": ["social-clubs"], "places-0-resource": ""}
        saved = client.post(reverse("admin:resources_resource_add"), data, follow=True)
        assert Resource.objects.get().address_confidential
        assert "looks like a refuge" in saved.content.decode()

    def test_a_curator_who_names_its_building(self, client, cora):
        client.force_login(cora)
        made = take_in(entry("Rosemary"))
        place = made.places.get()
        data = form_data(made, {**PLACE, "id": str(place.pk), "name": "Safe house"})
        client.post(
            reverse("admin:resources_resource_change", args=[made.pk]),
            data | {"interests": ["social-clubs"]},
        )
        made.refresh_from_db()
        assert made.address_confidential

    def test_a_provider_that_is_called_otherwise(self, client, cora):
        client.force_login(cora)
        made = take_in(entry("Rosemary"))
        change = reverse("admin:resources_provider_change", args=[made.provider_id])
        said = client.post(change, {"name": "Solent Refuge"}, follow=True).content.decode()
        made.refresh_from_db()
        assert made.address_confidential
        assert "1 entry of theirs may be a refuge now" in said

    def test_the_organisations_own_correction(self, client):
        made = take_in(entry("Rosemary"))
        address = links.link(made)
        client.post(
            address, {"verdict": "wrong", "text": "We are a refuge: please take our address off."}
        )
        made.refresh_from_db()
        assert made.address_confidential

    def test_a_merge(self):
        refuge, other = take_in(entry()), take_in(entry("Rosemary", key="2"))
        merge(keep=other, drop=refuge, taken=[])
        other.refresh_from_db()
        assert other.address_confidential

    def test_a_merge_that_brings_its_building(self):
        other, building = take_in(entry("Rosemary", key="2")), take_in(entry("Tea"))
        building.places.update(name="Safe house", postcode="")
        merge(keep=other, drop=building, taken=[])
        other.refresh_from_db()
        assert other.address_confidential

    def test_an_old_version_put_back(self):
        made = take_in(entry("Rosemary"))
        [first] = replay.changes(made.pk)
        take_in(entry("Rosemary refuge"))
        restore(entry_id=made.pk, state=first.after)
        made.refresh_from_db()
        assert (made.name, made.address_confidential) == ("Rosemary", True)

    def test_what_was_there_before_the_rule_knew_the_word(self):
        made, published = take_in(entry("Rosemary")), take_in(entry(key="2"))
        published.may_be_published()
        published.save()
        Resource.objects.filter(pk=made.pk).update(name="Yellow Door Move-On House")
        with connection.schema_editor() as editor:
            import_module("resources.migrations.0016_refuges_by_more_words").hide(apps, editor)
        made.refresh_from_db()
        published.refresh_from_db()
        assert (made.address_confidential, published.address_confidential) == (True, False)
        assert [one.place_id for one in made.listings.all()] == [None]
        [latest, *_] = versions.entry_versions(made.pk)
        assert latest.how == "hidden by an update of Genie: it looks like a refuge"

    def test_nothing_but_a_save(self):
        made = take_in(entry("Rosemary"))
        made.description = "A refuge."
        made.save(update_fields=["description"])
        made.refresh_from_db()
        assert made.address_confidential


class TestACuratorSaysItIsNot:
    def test_and_the_same_said_again_does_not_flip_it_back(self, client, cora, load):
        row = f"1,{REFUGE},Council,,{STREET},SO17 1BJ,yes"
        load(row)
        made = Resource.objects.get()
        client.force_login(cora)
        place = made.places.get()
        change = reverse("admin:resources_resource_change", args=[made.pk])
        data = form_data(made, {**PLACE, "id": str(place.pk)}) | {"interests": ["social-clubs"]}
        client.post(change, data)  # without the tick
        said = load(row.replace("Council,", "Council,Now with tea"))
        assert "1 changed" in said
        assert "confidential" not in said
        made.refresh_from_db()
        assert (made.address_confidential, made.description) == (False, "Now with tea")

    def test_but_what_is_new_counts(self):
        made = take_in(entry("The Refuge, a tea room"))
        curation.set_confidential(resources=[made], confidential=False)
        take_in(entry("The Refuge, a tea room", fields={"description": "Women's Aid safe house"}))
        made.refresh_from_db()
        assert made.address_confidential
        assert made.confidential_reasons == ["safe house", "women aid"]

    def test_a_source_never_takes_it_back(self):
        made = take_in(entry("Rosemary"), forgiving=True)
        curation.set_confidential(resources=[made], confidential=True)
        no = {"address_confidential": False, "description": "Tea"}
        take_in(entry("Rosemary", fields=no), forgiving=True)
        made.refresh_from_db()
        assert (made.address_confidential, made.description) == (True, "Tea")

    def test_the_desk_asks_until_somebody_has_looked(self, client, cora):
        made = take_in(entry())
        client.force_login(cora)
        desk = client.get(reverse("admin:index")).content.decode()
        assert "that look like a refuge: say whether they are" in desk
        listed = reverse("admin:resources_resource_changelist") + "?check=looks_confidential"
        assert REFUGE in client.get(listed).content.decode()
        client.post(listed, {"action": "confidential", "_selected_action": [str(made.pk)]})
        assert REFUGE not in client.get(listed).content.decode()
        made.refresh_from_db()
        assert (made.address_confidential, made.confidential_reasons) == (True, [])
        every = reverse("admin:resources_resource_changelist")
        sent = {"action": "not_confidential", "_selected_action": [str(made.pk)]}
        assert REFUGE in client.post(every, sent).content.decode()
        made.refresh_from_db()
        assert made.address_confidential
        client.post(every, {**sent, "sure": "on"})
        made.refresh_from_db()
        assert (made.address_confidential, made.dismissed_reasons) == (
            False,
            ["its source says so", "refuge"],
        )


@pytest.fixture
def refuge() -> Resource:
    """One that says its address in its words, too, and has become confidential since."""
    words = {"description": f"Come to {STREET}, SO17 1BJ.", "when_text": f"Mondays at {STREET}"}
    made = take_in(entry(f"Rosemary, {STREET}", fields={**words, "cost_text": f"Pay at {STREET}"}))
    made.interests.set([Interest.objects.get(slug="social-clubs")])
    Provider.objects.update(name=f"Solent Trust, {STREET}")
    made.refresh_from_db()
    return made


def words_in(part: bytes) -> str:
    return words_of(part) if part.startswith(b"%PDF") else part.decode()


class TestWaysOut:
    def test_before_it_was_confidential_it_was_there(self, refuge):
        assert STREET in everything()

    @pytest.fixture
    def planned(self, session, refuge):
        plans.choose(session=session, resource=refuge, place=refuge.places.get())

    def pages_of(self, client, alice, session) -> str:
        client.force_login(alice)
        client.post(reverse("plans:email", args=[session.pk]), {"address": "margaret@home.example"})
        pages = [
            client.get(reverse(f"plans:{name}", args=[session.pk])).content.decode()
            for name in ("plan", "print")
        ]
        message = mail.outbox.pop()
        parts = [part.get_payload(decode=True) for part in message.message().walk()]
        told = [words_in(part) for part in parts if isinstance(part, bytes)]
        return " ".join([*pages, *told])

    def test_a_plan_made_before(self, client, alice, session, planned, refuge):
        assert STREET in self.pages_of(client, alice, session)
        curation.set_confidential(resources=[refuge], confidential=True)
        said = self.pages_of(client, alice, session)
        assert "Rosemary" in said
        assert secrets_in(said) == []

    def test_a_plan_made_before_whose_entry_is_gone(self, client, alice, session, planned, refuge):
        curation.set_confidential(resources=[refuge], confidential=True)
        refuge.delete()
        said = self.pages_of(client, alice, session)
        assert "Rosemary" in said
        assert secrets_in(said) == []

    def test_a_plan_made_since(self, client, alice, session, refuge):
        curation.set_confidential(resources=[refuge], confidential=True)
        refuge.refresh_from_db()
        plans.choose(session=session, resource=refuge, place=refuge.places.get())
        assert secrets_in(json.dumps(session.plan_items.get().snapshot)) == []

    def test_what_is_near(self, client, alice, session, refuge):
        say(session, yes=["social-clubs"])
        make_home(session)
        session.participant.postcode = "SO17 1BJ"
        session.participant.save()
        client.force_login(alice)
        near = reverse("resources:near", args=[session.pk])
        assert STREET in client.get(near).content.decode()
        curation.set_confidential(resources=[refuge], confidential=True)
        said = client.get(near).content.decode()
        assert "Rosemary" in said
        # home is in the same street
        assert [one for one in (STREET, "Rosewood") if one in said] == []

    def test_open_data(self, client, refuge):
        Provider.objects.update(description=f"A charity at {STREET}, SO17 1BJ")
        curation.set_confidential(resources=[refuge], confidential=True)
        downloads = [
            b"".join(client.get(reverse(f"open_referral:{name}")).streaming_content).decode()
            for name in ("directory_csv", "directory_geojson")
        ]
        said = " ".join([everything(), *downloads])
        assert "Rosemary" in said
        assert secrets_in(said) == []

    def test_the_letter_and_the_page_of_the_organisation(self, client, cora, refuge):
        curation.set_confidential(resources=[refuge], confidential=True)
        Resource.objects.update(owner=cora, verify_by=timezone.localdate())
        call_command("send_digests", stdout=StringIO())
        said = str(mail.outbox[0].body) + client.get(links.link(refuge)).content.decode()
        assert "Rosemary" in said
        assert "your address is kept confidential" in said
        assert secrets_in(said) == []

    @pytest.mark.parametrize("page", ["history", "preview", "change"])
    def test_the_desk_is_the_curators_alone(self, client, alice, cora, refuge, page):
        curation.set_confidential(resources=[refuge], confidential=True)
        address = reverse(f"admin:resources_resource_{page}", args=[refuge.pk])
        client.force_login(alice)
        refused = client.get(address, follow=True)
        assert secrets_in(refused.content.decode()) == []
        client.force_login(cora)
        seen = client.get(address).content.decode()
        # it is seen as people see it, or worked on
        assert (STREET in seen) is (page != "preview")


def secrets_in(text: str) -> list[str]:
    place = Place.objects.first()
    secrets = [STREET, "Rosewood", "SO17 1BJ"]
    if place and place.point:
        secrets += [str(place.point.x), str(place.point.y), str(place.pk)]
    return [secret for secret in secrets if secret in text]


def test_one_result_for_what_is_confidential_and_unchanged():
    first = entry()
    take_in(first)
    again = entry()
    [result] = Intake("council").save_batch([again])
    assert result.outcome is RowOutcome.UNCHANGED
    assert again.notes == []
