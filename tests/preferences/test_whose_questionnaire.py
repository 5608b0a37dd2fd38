"""What a manager publishes is asked in their own organisation; what all are asked is the
installation's, and only a superuser publishes it."""

import pytest
from django.urls import reverse

from facilitation.models import AuditEvent, User
from facilitation.roles import Role
from preferences import actions
from preferences.models import Interest, Questionnaire
from tests.conftest import begin_session, make_user
from tests.preferences.test_questionnaire_admin import LIST, act, change_url, form_data


@pytest.fixture
def root(db) -> User:
    return User.objects.create_superuser("root@genie.example", "correct horse", name="Root")


@pytest.fixture
def other_manager(eve) -> User:
    return make_user("max", Role.MANAGER, eve.organisation)


def own(questionnaire: Questionnaire, by: User, *, publish: bool = True) -> Questionnaire:
    draft = actions.copy_to_draft(questionnaire=questionnaire, by=by)
    draft.items.exclude(number=1).delete()
    if publish:
        actions.publish(questionnaire=draft, by=by)
    return draft


def asked(client, facilitator: User) -> Questionnaire:
    client.force_login(facilitator)
    page = reverse("preferences:preferences", args=[begin_session(facilitator).pk])
    found: Questionnaire = client.get(page).context["questionnaire"]
    return found


def test_what_a_manager_publishes_is_asked_in_their_organisation(client, item_bank, alice, eve, mo):
    client.force_login(mo)
    act(client, "copy", item_bank)
    draft = Questionnaire.objects.get(published_at=None)
    page = act(client, "publish", draft).content.decode()

    assert "Published. New sessions are asked this version." in page
    assert asked(client, alice) == draft
    assert asked(client, eve) == item_bank
    line = AuditEvent.objects.get(action="questionnaire published")
    assert (line.actor_id, line.organisation_id, line.object_id) == (
        mo.pk,
        mo.organisation_id,
        draft.pk,
    )


def test_what_a_superuser_publishes_is_asked_of_all_that_have_none(
    client, item_bank, alice, eve, mo, root
):
    ours = own(item_bank, mo)
    for_all = own(item_bank, root)

    assert asked(client, eve) == for_all
    assert asked(client, alice) == ours

    client.force_login(mo)
    act(client, "end", ours)
    assert asked(client, alice) == for_all


@pytest.mark.parametrize("publish", [True, False])
def test_another_organisations_is_not_there(client, item_bank, mo, other_manager, publish):
    ours = own(item_bank, mo, publish=publish)
    client.force_login(other_manager)

    shown = client.get(LIST).context["cl"].result_list
    assert list(shown) == [item_bank]
    history = reverse("admin:preferences_questionnaire_history", args=[ours.pk])
    for url in (change_url(ours), history):
        assert client.get(url).url == reverse("admin:index")  # as of one that does not exist
    assert client.post(change_url(ours), form_data(ours, text="Changed")).status_code == 302
    for action in ("copy", "publish", "end", "delete_selected"):
        act(client, action, ours)
    ours.refresh_from_db()
    assert (ours.published_at is not None, ours.ended_at) == (publish, None)
    assert ours.items.get().text != "Changed"
    assert Questionnaire.objects.filter(organisation=other_manager.organisation_id).count() == 0


def test_a_manager_changes_and_ends_nothing_that_all_are_asked(client, item_bank, mo, root):
    draft = own(item_bank, root, publish=False)
    client.force_login(mo)

    for action in ("publish", "end", "delete_selected"):
        act(client, action, item_bank)
        act(client, action, draft)

    item_bank.refresh_from_db()
    draft.refresh_from_db()
    assert (item_bank.ended_at, draft.published_at) == (None, None)
    assert client.get(change_url(draft)).url == reverse("admin:index")
    assert client.post(change_url(item_bank), {"title": "x"}).status_code == 403


def test_the_installations_is_not_ended_but_replaced(client, item_bank, root, alice):
    client.force_login(root)

    page = act(client, "end", item_bank).content.decode()

    assert "Only an organisation" in page
    assert asked(client, alice) == item_bank


def test_answers_to_another_organisations_questions_are_refused(client, item_bank, alice, eve, mo):
    ours = own(item_bank, mo)
    session = begin_session(eve)
    client.force_login(eve)
    url = reverse("preferences:preferences", args=[session.pk])

    client.post(url, {"questionnaire": ours.pk, "go": "here", "1-choice": "yes"})

    assert not session.answers.exists()


def test_a_version_has_a_name_of_its_own_within_its_organisation(
    client, item_bank, mo, other_manager
):
    theirs = own(item_bank, other_manager, publish=False)
    first, second = (own(item_bank, mo, publish=False) for _ in range(2))
    client.force_login(mo)

    assert theirs.version == first.version != second.version
    taken = {**form_data(second), "version": first.version}
    page = client.post(change_url(second), taken).content.decode()
    assert "There is a version of this name already." in page
    free = {**form_data(second), "version": "of our own"}
    assert client.post(change_url(second), free).status_code == 302


def test_a_new_one_belongs_to_whoever_adds_it(client, item_bank, mo, root):
    add = reverse("admin:preferences_questionnaire_add")
    said = {"title": "New", "version": "1", "language": "en-gb", "yes_label": "Yes"}
    said |= {"not_now_label": "No", "items-TOTAL_FORMS": "0", "items-INITIAL_FORMS": "0"}
    for user in (mo, root):
        client.force_login(user)
        assert client.post(add, said).status_code == 302

    found = Questionnaire.objects.filter(title="New")
    assert {one.organisation for one in found} == {mo.organisation, None}


def test_interests_are_everybodys_and_added_by_a_superuser(client, item_bank, mo):
    client.force_login(mo)
    add = reverse("admin:preferences_interest_add")

    assert client.post(add, {"name": "Bell-ringing"}).status_code == 403
    assert not Interest.objects.filter(name="Bell-ringing").exists()
