"""The page that explains the rule, and a manager's own thresholds."""

import pytest
from django.urls import reverse

from mapping import actions
from mapping.models import NetworkResult, NetworkRule

URL = reverse("mapping:rule")
VERSION_1 = {
    "diverse_family_weekly": 1,
    "diverse_friends_weekly": 1,
    "diverse_groups_monthly": 1,
    "centred_weekly": 2,
    "centred_percent": 50,
}


@pytest.fixture
def as_mo(client, mo):
    client.force_login(mo)
    return client


def put_on_the_map(session, relationship, frequency):
    details = {
        "name": "Someone",
        "relationship": relationship,
        "frequency": frequency,
        "work": [],
        "ring": 1,
    }
    actions.add_member(session=session, details=details)


def test_the_rule_is_explained_in_words_to_a_facilitator(as_alice):
    page = as_alice.get(URL).content.decode()

    assert "The rule, version 1" in page
    assert (
        "At least 1 family member and 1 friend are seen every week, and at least 1 group every "
        "month." in page
    )
    assert "Publish a new version" not in page


def test_a_manager_publishes_a_new_version_and_old_results_stay(as_mo, session):
    for relationship, frequency in (
        ("child", "daily"),
        ("friend", "weekly"),
        ("lunch_club", "monthly"),
    ):
        put_on_the_map(session, relationship, frequency)

    as_mo.post(URL, {**VERSION_1, "diverse_groups_monthly": 2})

    assert "at least 2 groups every month" in as_mo.get(URL).content.decode()
    before = NetworkResult.objects.get(session=session)
    assert (before.network_type, before.rule_version) == ("diverse", 1)
    # the map changes: the result is of the new map, by the rule in force
    put_on_the_map(session, "gp", "yearly")
    after = NetworkResult.objects.get(session=session)
    assert (after.network_type, after.rule_version) == ("centred", 2)


def test_looking_at_an_old_result_does_not_work_it_out_again(as_alice, mo, session):
    put_on_the_map(session, "child", "daily")
    actions.publish_rule(by=mo, thresholds={**VERSION_1, "centred_weekly": 1})

    page = as_alice.get(reverse("mapping:for_the_facilitator", args=[session.pk])).content.decode()

    assert "rule version 1" in page
    assert NetworkResult.objects.get(session=session).network_type == "contact"


def test_versions_count_up_and_what_is_published_twice_is_one(mo):
    published = [VERSION_1 | {"centred_weekly": number} for number in (2, 2, 3, 2)]
    versions = [actions.publish_rule(by=mo, thresholds=each).version for each in published]

    assert versions == [2, 2, 3, 4]


def test_another_organisation_keeps_its_own_rule(mo, eve):
    actions.publish_rule(by=mo, thresholds={**VERSION_1, "centred_weekly": 5})

    assert actions.rule_of(eve.organisation_id)[0] == 1
    assert actions.rule_of(mo.organisation_id)[0] == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"centred_percent": 101}, "Type 100 or less."),
        ({"centred_weekly": -1}, "Type 0 or more."),
        ({"diverse_family_weekly": ""}, "Type a number."),
        ({"diverse_family_weekly": "two"}, "Type a whole number."),
        ({"diverse_friends_weekly": 10**400}, "Type 20 or less."),
    ],
)
def test_numbers_that_make_no_sense_are_explained(as_mo, wrong, said):
    page = as_mo.post(URL, VERSION_1 | wrong).content.decode()

    assert said in page
    assert NetworkRule.objects.count() == 0


def test_nobody_but_a_manager_publishes(client, alice, cora, rhea):
    for user in (alice, cora, rhea):
        client.force_login(user)
        assert client.post(URL, VERSION_1).status_code == 404
    assert NetworkRule.objects.count() == 0


def test_who_may_read_it(client, alice, mo, cora, rhea):
    statuses = []
    for user in (alice, mo, cora, rhea):
        client.force_login(user)
        statuses.append(client.get(URL).status_code)

    assert statuses == [200, 200, 404, 404]
