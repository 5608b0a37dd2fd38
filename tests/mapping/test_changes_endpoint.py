"""What the page's script posts, and what it gets; anything else is turned away in plain words."""

import json
import uuid

import pytest
from django.urls import reverse

ANN = {
    "name": "Ann",
    "relationship": "",
    "frequency": "",
    "work": [],
    "ring": 1,
    "x": 0.4,
    "y": 0.45,
    "tie_status": "",
    "previous": None,
}


@pytest.fixture
def send(as_alice, session):
    url = reverse("mapping:changes", args=[session.pk])

    def post(body):
        data = body if isinstance(body, (str, bytes)) else json.dumps(body)
        return as_alice.post(url, data, content_type="application/json")

    return post


def change(**parts):
    ids = {"id": str(uuid.uuid4()), "member": str(uuid.uuid4())}
    return {**ids, "kind": "do", "of": None, "before": None, "after": ANN} | parts


def test_a_change_is_saved_and_told_back(send, session):
    sent = change()

    answer = send({"since": 0, "changes": [sent]})

    assert answer.json() == {
        "changes": [{**sent, "number": 1}],
        "number": 0,
        "refused": {},
        "overlaps": {},
    }
    assert session.members.get().state == ANN


def test_only_what_is_new_since_a_number_is_told(send, as_alice, session):
    first, second = change(), change()
    send({"since": 0, "changes": [first]})

    assert [c["id"] for c in send({"since": 1, "changes": [second]}).json()["changes"]] == [
        second["id"]
    ]
    url = reverse("mapping:changes", args=[session.pk])
    numbers = [c["number"] for c in as_alice.get(url, {"since": 0}).json()["changes"]]
    assert numbers == [1, 2]


def test_a_page_that_knows_more_than_there_is_hears_how_much_there_is(send, as_alice, session):
    send({"since": 0, "changes": [change()]})
    url = reverse("mapping:changes", args=[session.pk])

    assert as_alice.get(url, {"since": 7}).json()["number"] == 1
    # and what it sends is kept all the same
    answer = send({"since": 7, "changes": [change()]}).json()
    assert (answer["number"], session.map_changes.last().number) == (1, 2)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        "5",
        b"\xff\xfe",
        "[" * 100_000,
        {},
        {"since": 0},
        {"since": "x", "changes": []},
        {"since": -1, "changes": []},
        {"since": 10**30, "changes": []},
        {"since": 0, "changes": {}},
        {"since": 0, "changes": [{}] * 501},
    ],
    ids=lambda body: str(body)[:20],
)
def test_what_cannot_be_read_is_turned_away(send, session, body):
    answer = send(body)

    assert (answer.status_code, answer.json()) == (
        400,
        {"error": "Those changes could not be read."},
    )


@pytest.mark.parametrize(
    "parts",
    [
        {"id": "x"},
        {"member": "../../etc"},
        {"member": None},
        {"kind": "burn"},
        {"of": "x"},
        {"after": []},
        {"after": "Ann"},
        {"after": {}},
        {"before": 5},
        *(
            {"after": {**ANN, **wrong}}
            for wrong in (
                {"name": ""},
                {"name": "x" * 300},
                {"name": None},
                {"ring": 4},
                {"ring": [1]},
                {"x": 2},
                {"x": "NaN"},
                {"x": None},
                {"y": [0.5]},
                {"work": "illness"},
                {"work": [["illness"]]},
                {"relationship": {"a": 1}},
                {"previous": 7},
                {"tie_status": "beloved"},
            )
        ),
    ],
    ids=str,
)
def test_one_bad_change_is_refused_with_a_reason_and_the_others_are_saved(send, session, parts):
    bad, good = change(**parts), change()

    answer = send({"since": 0, "changes": [bad, good]})

    assert answer.status_code == 200
    refused = answer.json()["refused"]
    assert list(refused) == [str(bad["id"])]
    assert refused[str(bad["id"])] != ""
    assert [str(member.pk) for member in session.members.all()] == [good["member"]]


def test_half_a_letter_is_left_out(send, session):
    send({"since": 0, "changes": [change(after={**ANN, "name": "Ann \ud83d"})]})

    assert session.members.get().name == "Ann"


def test_a_place_outside_its_ring_is_put_inside(send, session):
    send({"since": 0, "changes": [change(after={**ANN, "x": 0.99, "y": 0.5})]})

    member = session.members.get()
    assert member.ring == 1
    assert ((member.x - 0.5) ** 2 + (member.y - 0.5) ** 2) ** 0.5 <= 0.24


def test_a_member_before_of_somebody_else_s_map_is_not_taken_over(send, session):
    send({"since": 0, "changes": [change(after={**ANN, "previous": str(uuid.uuid4())})]})

    assert session.members.get().previous is None


def test_the_wrong_verb_and_a_number_that_is_none(as_alice, session):
    url = reverse("mapping:changes", args=[session.pk])

    assert as_alice.put(url).status_code == 405
    assert as_alice.get(url, {"since": "x"}).status_code == 400
