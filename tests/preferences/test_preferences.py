"""The page of all items: answers, narrowing, taking back, versions, bad input."""

import uuid
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from facilitation import actions as facilitation_actions
from preferences.models import Answer, Item, Questionnaire
from tests.field_changes import send_changes


@pytest.fixture
def url(session) -> str:
    return reverse("preferences:preferences", args=[session.pk])


@pytest.fixture
def answer(as_alice, url, item_bank):
    """Sends what changed as the page's script does: what each field said before, and says now."""

    def answer(**fields):
        changes = {name.replace("item_", "").replace("_", "-"): v for name, v in fields.items()}
        return send_changes(as_alice, f"{url}?questionnaire={item_bank.pk}", changes)

    return answer


def item(number: int) -> Item:
    return Item.objects.get(questionnaire=Questionnaire.objects.current(), number=number)


def answers(session) -> dict:
    rows = session.answers.values_list("item__number", "choice", "kept")
    return {number: (choice, kept) for number, choice, kept in rows}


def page_data(questionnaire, go="here", **fields) -> dict:
    """What the page's form sends: every interest is on unless `fields` says otherwise."""
    data = {"questionnaire": questionnaire.pk, "go": go}
    for entry in questionnaire.items.prefetch_related("interests"):
        data[f"{entry.number}-kept"] = [interest.pk for interest in entry.interests.all()]
    return {
        **data,
        **{name.replace("item_", "").replace("_", "-"): v for name, v in fields.items()},
    }


CREATIVE = ["reading-and-creative-writing", "arts-and-crafts", "drama-and-music"]


def test_nothing_is_preselected(as_alice, url, item_bank):
    page = as_alice.get(url).content.decode()

    assert page.count('type="radio"') == 39
    assert "Your answers are saved when you press Back or Continue." in page  # without JavaScript
    assert page.count("<span data-answered>0</span> of 13") == 1
    radios = [part.partition(">")[0] for part in page.split('<input type="radio"')[1:]]
    assert [radio for radio in radios if "checked" in radio] == []


def test_the_whole_page_is_saved_at_once_and_leads_on(as_alice, url, session, item_bank):
    data = page_data(
        item_bank, go="next", item_1_choice="yes", item_1_kept=CREATIVE[1:], item_4_choice="not_now"
    )

    response = as_alice.post(url, data)

    assert response.url == reverse("resources:near", args=[session.pk])
    assert answers(session) == {
        1: ("yes", CREATIVE[1:]),
        4: ("not_now", ["weight-management"]),
    }


def test_back_saves_too_and_what_was_answered_is_still_there(as_alice, url, session, item_bank):
    response = as_alice.post(url, page_data(item_bank, go="back", item_2_choice="maybe"))

    assert response.url == reverse("mapping:network", args=[session.pk])
    page = as_alice.get(url).content.decode()
    assert 'name="2-choice" value="maybe" id="id_2-choice_1" checked' in page
    assert "<span data-answered>1</span> of 13" in page


def test_an_answer_can_be_taken_back(as_alice, url, session, item_bank):
    both = {"item_1_choice": "yes", "item_2_choice": "maybe"}
    as_alice.post(url, page_data(item_bank, **both))

    as_alice.post(url, page_data(item_bank, clear="1", **both))

    assert answers(session) == {2: ("maybe", ["social-clubs"])}


def test_each_answer_is_saved_as_it_changes(answer, session):
    first = answer(item_1_choice=([], ["maybe"]), item_1_kept=([], CREATIVE[:1]))
    assert first.json()["errors"] == {}
    assert answers(session) == {1: ("maybe", CREATIVE[:1])}
    assert answer(item_1_choice=(["maybe"], ["yes"])).json()["errors"] == {}
    assert answers(session) == {1: ("yes", CREATIVE[:1])}
    assert answer(item_1_choice=(["yes"], [])).json()["errors"] == {}
    assert answers(session) == {}


def test_a_script_sends_what_changed(answer, session):
    sent = answer(item_1_choice=([], ["maybe"]), item_4_choice=([], ["yes"]))

    assert sent.json()["errors"] == {}
    assert {number: choice for number, (choice, _) in answers(session).items()} == {
        1: "maybe",
        4: "yes",
    }
    answer(item_1_choice=(["maybe"], []))
    assert answers(session).keys() == {4}


def test_a_script_that_shows_other_questions_is_refused(as_alice, url, session, item_bank):
    newer = Questionnaire.objects.create(
        version="new", title="A newer one", published_at=timezone.now()
    )
    Item.objects.create(questionnaire=newer, number=1, text="New words", because="b")
    yes: dict = {"1-choice": ([], ["yes"])}
    send_changes(as_alice, f"{url}?questionnaire={item_bank.pk}", yes)

    for query in (f"?questionnaire={newer.pk}", "?questionnaire=x", ""):
        refused = send_changes(as_alice, url + query, yes)
        assert (refused.status_code, refused.json()["error"]) == (
            400,
            "The questions were changed. Open the page again.",
        )
    assert session.answers.get().item.text == "I am interested in doing creative things"


def test_narrowed_to_none_means_all_of_them(answer, session):
    assert answer(item_1_choice=([], ["yes"])).json()["errors"] == {}
    assert sorted(answers(session)[1][1]) == sorted(CREATIVE)


def test_an_old_session_goes_on_showing_what_was_asked(as_alice, url, answer, session):
    answer(item_1_choice=([], ["yes"]))
    newer = Questionnaire.objects.create(
        version="new", title="A newer one", published_at=timezone.now()
    )
    Item.objects.create(questionnaire=newer, number=1, text="New words", because="b")

    page = as_alice.get(url).content.decode()
    assert ("I am interested in doing creative things" in page, "New words" in page) == (
        True,
        False,
    )
    mixed = as_alice.post(url, {**page_data(newer), "1-choice": "not_now"}, follow=True)
    assert "This session answers other questions" in mixed.content.decode()
    assert answers(session).keys() == {1}


def test_a_page_opened_before_a_new_version_can_still_be_sent(as_alice, url, session, item_bank):
    Questionnaire.objects.create(version="new", title="Newer", published_at=timezone.now())

    as_alice.post(url, page_data(item_bank, item_3_choice="yes"))

    assert answers(session) == {3: ("yes", ["health-conditions"])}


def test_a_draft_is_never_asked(as_alice, url, item_bank):
    draft = Questionnaire.objects.create(version="draft", title="Not ready")
    Item.objects.create(questionnaire=draft, number=1, text="Draft", because="b")

    assert "I would like to get fitter" in as_alice.get(url).content.decode()
    here = f"{url}?questionnaire={draft.pk}"
    assert send_changes(as_alice, here, {"1-choice": ([], ["yes"])}).status_code == 400


def test_a_finished_session_is_read_only(as_alice, alice, url, answer, session, item_bank):
    answer(item_1_choice=([], ["yes"]))
    facilitation_actions.finish(session=session, by=alice)

    page = as_alice.get(url).content.decode()
    assert page.count("disabled") >= 39
    assert "preferences.js" not in page
    assert answer(item_1_choice=(["yes"], ["maybe"])).status_code == 403
    assert as_alice.post(url, page_data(item_bank)).status_code == 403
    assert answers(session)[1][0] == "yes"


@pytest.mark.parametrize(
    "fields",
    [
        {"choice": "perhaps"},
        {"choice": "<script>"},
        {"choice": "y" * 300},
        {"kept": "swimming"},
    ],
)
def test_a_bad_answer_is_refused_with_words(answer, session, fields):
    response = answer(**{f"item_1_{name}": ([], [value]) for name, value in fields.items()})

    errors = response.json()["errors"]
    assert list(errors) == [f"1-{name}" for name in fields]
    assert all(why.endswith(".") for reasons in errors.values() for why in reasons)
    assert answers(session) == {}


@pytest.mark.parametrize("version", ["", "x", "\0", uuid.uuid4()])
def test_an_answer_without_its_version_is_refused(as_alice, url, session, item_bank, version):
    here = f"{url}?{urlencode({'questionnaire': version})}"
    response = send_changes(as_alice, here, {"1-choice": ([], ["yes"])})

    assert response.status_code == 400
    assert response.json()["error"].endswith(".")
    assert answers(session) == {}


def test_a_letter_that_no_database_keeps_is_refused_with_words(answer, session):
    response = answer(item_1_choice=([], ["yes\0"]))

    assert response.status_code == 400
    assert response.json()["error"].endswith(".")
    assert answers(session) == {}


def test_a_bad_page_keeps_what_was_answered_and_saves_nothing(as_alice, url, session, item_bank):
    data = page_data(item_bank, item_1_choice="perhaps", item_2_choice="yes")

    page = as_alice.post(url, data).content.decode()

    assert "There is a problem" in page
    assert 'href="#item-1"' in page
    assert 'name="2-choice" value="yes" id="id_2-choice_0" checked' in page
    assert answers(session) == {}


@pytest.mark.parametrize("data", [{}, {"questionnaire": "x"}, {"questionnaire": uuid.uuid4()}])
def test_a_page_without_its_version_is_refused(as_alice, url, session, item_bank, data):
    page = as_alice.post(url, {**data, "1-choice": "yes"}, follow=True).content.decode()

    assert "That could not be saved" in page
    assert answers(session) == {}


def test_what_the_person_used_to_enjoy_is_taken_over_from_the_map(
    as_alice, alice, url, session, item_bank
):
    assert "From your map" not in as_alice.get(url).content.decode()
    for name in ("The crossword", "<b>Bowls</b>"):
        session.dropped_activities.create(name=name)

    page = as_alice.get(url).content.decode()
    words = "From your map: you used to enjoy The crossword and &lt;b&gt;Bowls&lt;/b&gt;"
    assert words in page

    facilitation_actions.finish(session=session, by=alice)
    assert words not in as_alice.get(url).content.decode()
    call = facilitation_actions.start_follow_up(
        session=session, facilitator=alice, by_telephone=True
    )
    facilitation_actions.finish(session=call, by=alice)
    later = facilitation_actions.start_follow_up(session=call, facilitator=alice)
    later_url = reverse("preferences:preferences", args=[later.pk])
    assert words in as_alice.get(later_url).content.decode()


def test_without_a_questionnaire_the_page_says_so(as_alice, url, session):
    page = as_alice.get(url).content.decode()

    assert "There are no questions here yet" in page
    assert reverse("resources:near", args=[session.pk]) in page


def test_the_page_costs_the_same_for_one_answer_and_for_all(
    as_alice, url, session, item_bank, django_assert_num_queries
):
    Answer.objects.create(session=session, item=item(1), choice="yes")
    facilitation_actions.pause(session=session)  # the clock writes now and then
    as_alice.get(url)
    with CaptureQueriesContext(connection) as one:
        as_alice.get(url)
    for number in range(2, 14):
        Answer.objects.create(session=session, item=item(number), choice="yes")
    with django_assert_num_queries(len(one)):
        as_alice.get(url)


def test_wrong_verbs(as_alice, url, item_bank):
    assert as_alice.delete(url).status_code == 405
    assert as_alice.put(url).status_code == 405


def test_loading_the_bank_again_leaves_answers_alone(answer, session):
    answer(item_1_choice=([], ["yes"]))

    call_command("load_item_bank", verbosity=0)

    assert answers(session).keys() == {1}
