"""A manager copies the questionnaire, changes the copy and publishes it, and then it stays."""

import pytest
from django.urls import reverse

from facilitation.models import User
from preferences.models import Answer, Interest, Item, Questionnaire

pytestmark = pytest.mark.sweep

LIST = reverse("admin:preferences_questionnaire_changelist")


@pytest.fixture
def as_mo(client, mo, item_bank):
    client.force_login(mo)
    return client


def act(client, action: str, *questionnaires: Questionnaire):
    data = {"action": action, "_selected_action": [chosen.pk for chosen in questionnaires]}
    return client.post(LIST, data, follow=True)


def change_url(questionnaire: Questionnaire) -> str:
    return reverse("admin:preferences_questionnaire_change", args=[questionnaire.pk])


def form_data(draft: Questionnaire, **first_item) -> dict:
    """What the change page of a draft with one item sends."""
    item = draft.items.get()
    inline = {
        "TOTAL_FORMS": 1,
        "INITIAL_FORMS": 1,
        "0-id": item.pk,
        "0-questionnaire": draft.pk,
        "0-number": 1,
        "0-text": item.text,
        "0-category": item.category,
        "0-because": item.because,
        "0-provenance": "L",
        "0-interests": [interest.pk for interest in item.interests.all()],
        **{f"0-{name}": value for name, value in first_item.items()},
    }
    return {
        "title": draft.title,
        "version": "2027-1",
        "language": "en-gb",
        "yes_label": "Yes",
        "maybe_label": "",
        "not_now_label": "No",
        **{f"items-{name}": value for name, value in inline.items()},
    }


@pytest.fixture
def draft(as_mo, item_bank) -> Questionnaire:
    act(as_mo, "copy", item_bank)
    draft = Questionnaire.objects.get(published_at=None)
    draft.items.exclude(number=1).delete()
    return draft


def test_a_copy_has_everything_and_is_not_asked_yet(as_mo, item_bank):
    response = act(as_mo, "copy", item_bank)

    draft = Questionnaire.objects.get(published_at=None)
    assert response.redirect_chain[-1][0] == change_url(draft)
    assert "This is your draft." in response.content.decode()
    fields = ("number", "text", "category", "because", "provenance", "interests__slug")
    assert sorted(draft.items.values_list(*fields)) == sorted(item_bank.items.values_list(*fields))
    assert Questionnaire.objects.current() == item_bank


def test_two_drafts_of_one_version(as_mo, item_bank):
    act(as_mo, "copy", item_bank)
    act(as_mo, "copy", item_bank)

    drafts = Questionnaire.objects.filter(published_at=None)
    assert {draft.version for draft in drafts} == {"2026-2 draft", "2026-2 draft 2"}


def test_a_draft_is_changed_published_and_asked(as_mo, mo, draft):
    response = as_mo.post(change_url(draft), form_data(draft, text="I enjoy making things"))
    assert response.status_code == 302

    page = act(as_mo, "publish", draft).content.decode()

    assert "Published. New sessions are asked this version." in page
    current = Questionnaire.objects.current(mo.organisation_id)
    assert current is not None
    assert current == draft
    assert current.version == "2027-1"
    assert list(current.labels.values()) == ["Yes", "No"]
    assert [item.text for item in current.items.all()] == ["I enjoy making things"]


def test_what_is_published_cannot_be_changed_or_deleted(as_mo, item_bank):
    before = list(Item.objects.order_by("pk").values())
    page = as_mo.get(change_url(item_bank)).content.decode()

    assert 'name="_save"' not in page
    assert as_mo.post(change_url(item_bank), {"title": "x"}).status_code == 403
    delete = reverse("admin:preferences_questionnaire_delete", args=[item_bank.pk])
    assert as_mo.post(delete, {"post": "yes"}).status_code == 403
    act(as_mo, "delete_selected", item_bank)
    again = act(as_mo, "publish", item_bank).content.decode()
    assert "not your organisation" in again
    assert list(Item.objects.order_by("pk").values()) == before


def test_an_old_session_keeps_what_it_was_asked(as_mo, item_bank, session, draft):
    Answer.objects.create(session=session, item=item_bank.items.get(number=1), choice="yes")

    act(as_mo, "publish", draft)

    assert Questionnaire.objects.answered_in(session) == item_bank


@pytest.mark.parametrize("emptied", ["items", "interests"])
def test_a_draft_that_would_ask_for_nothing_is_not_published(as_mo, item_bank, draft, emptied):
    if emptied == "items":
        draft.items.all().delete()
    else:
        draft.items.get().interests.clear()

    page = act(as_mo, "publish", draft).content.decode()

    assert "needs at least one" in page
    assert Questionnaire.objects.current() == item_bank


def test_one_at_a_time(as_mo, item_bank, draft):
    for action in ("copy", "publish"):
        assert "Choose one" in act(as_mo, action, item_bank, draft).content.decode()
    assert Questionnaire.objects.count() == 2


def test_interests_are_added_but_never_renamed(client, item_bank):
    root = User.objects.create_superuser("root@genie.example", "correct horse", name="Root")
    client.force_login(root)
    add = reverse("admin:preferences_interest_add")

    client.post(add, {"name": "Gardening & growing"})
    again = client.post(add, {"name": "gardening growing"}).content.decode()
    empty = client.post(add, {"name": "!!!"}).content.decode()

    gardening = Interest.objects.get(name="Gardening & growing")
    assert (gardening.slug, gardening.position) == ("gardening-growing", 20)
    assert "There is an interest of that name already." in again
    assert "Use a few plain words" in empty
    change = reverse("admin:preferences_interest_change", args=[gardening.pk])
    assert client.post(change, {"name": "Other"}).status_code == 403


@pytest.mark.parametrize("who", ["alice", "cora", "rhea"])
def test_nobody_else_has_the_questionnaire(client, request, item_bank, who):
    client.force_login(request.getfixturevalue(who))

    for url in (LIST, change_url(item_bank), reverse("admin:preferences_interest_changelist")):
        assert client.get(url).status_code in {302, 403}
