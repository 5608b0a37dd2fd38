"""What is bad, and how it is dealt out over the fields of a form as a page shows it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

FORM = "application/x-www-form-urlencoded"

# tried in each field by itself
BAD = {
    "nul": b"a\x00b",
    "long": b"x" * 300,
    "over the big column": b"9223372036854775808",
}
# what a paste, a slip or another program sends soonest: tried in every run
LIKELY = {
    **BAD,
    "half a letter": b"\xed\xb2\x80",
    "an id of nobody": b"00000000-0000-0000-0000-000000000007",
    "not a number": b"NaN",
}
# and these in all fields at once
WORSE = {
    **LIKELY,
    "negative": b"-1",
    "nothing": b"",
    "not UTF-8": b"\xff\xfe",
    "very long": b"x" * 5000,
    "long, yet an e-mail address": b"@".join([b"x" * 60, b".".join([b"y" * 60] * 4) + b".uk"]),
    "emoji": "🙂👩\u200d👩\u200d👧 \u202eabc".encode(),
    "markup": b"<script>alert(1)</script>'\"%s{{ 7 }}\\",
    "too large": b"9" * 400,
    "over the column": b"2147483648",
    "endless": b"-Infinity",
    "exponent": b"1e400",
    "other digits": "٣".encode(),
    "a date": b"0000-00-00",
}
TURNS = 2  # every second of them, where all would take too long
BODIES = [
    b"null", b"{", b"", b"5", b"[]", b"{}", b'"text"', b"NaN", b"\xff\xfe\x00", b"\x00" * 9,
    b"[" * 50_000, b'{"since": 1e999, "changes": [null]}', b'{"since": ' + b"9" * 5000 + b"}",
    b'{"id": "7", "fields": {"\\u0000": {"before": null, "after": [[], {}]}, "name": []}}',
    b'{"since": 0, "changes": [{"id": "\\u0000", "after": {"name": "\\ud800\\u0000"}}]}',
]  # fmt: skip
TYPES = [
    FORM,
    "multipart/form-data",  # without its boundary
    "multipart/form-data; boundary=x",
]
# refused, whatever is in them
UNREADABLE = [
    "text/plain; charset=nonsense",
    f"{FORM}; charset=utf-16",
    "multipart/form-data; boundary=x; charset=utf-16",
    "application/json; charset=utf-16",
]
VERBS = ["put", "patch", "delete", "head", "options", "trace"]
FIELDS = {"input", "textarea", "select", "option", "button"}


class Form(NamedTuple):
    method: str
    action: str
    fields: dict[str, list[str]]


class Reader(HTMLParser):
    """The forms of a page, each with what a browser would send."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url, self.forms, self.select = url, [Form("get", url, {})], ""

    def handle_starttag(self, tag: str, attrs) -> None:
        found = {key: value or "" for key, value in attrs}
        if tag == "form":
            action = found.get("action") or self.url
            self.forms.append(Form(found.get("method", "get"), action, {}))
        name = self.select if tag == "option" else found.get("name")
        if tag == "select":
            self.select = found.get("name", "")
        if name in {"", None, "csrfmiddlewaretoken"} or tag not in FIELDS:
            return
        values = self.forms[-1].fields.setdefault(name, [])
        sent = "checked" in found if found.get("type") in {"checkbox", "radio"} else True
        if (tag in {"input", "button"} and sent) or "selected" in found:
            values.append(found.get("value", ""))


def valid_and_mine(form: Form) -> tuple[dict[str, list[bytes]], list[str]]:
    """The form as it stands, and the names that are tried. How many rows a form of the admin has is
    left alone: Django makes a thousand of them if asked."""
    valid = {key: [value.encode() for value in values] for key, values in form.fields.items()}
    return valid, [key for key in valid if not key.endswith("_FORMS")]


def mixed(form: Form) -> Iterator[dict[str, list[bytes]]]:
    """The form with nothing in it, and with everything wrong: what is bad is dealt out in turns, so
    that in the end each field had some of it, and nearly all of it was in some field."""
    yield {}
    yield from dealt_out(form, list(WORSE.values()))


def likeliest(form: Form) -> Iterator[dict[str, list[bytes]]]:
    """The same, of what is likeliest, and one of it to each field."""
    yield {}
    yield from dealt_out(form, list(LIKELY.values()), turns=len(LIKELY))


def dealt_out(
    form: Form, worse: list[bytes], turns: int = TURNS
) -> Iterator[dict[str, list[bytes]]]:
    valid, mine = valid_and_mine(form)
    for turn in range(0, len(worse), turns):
        yield valid | {key: [worse[(turn + at) % len(worse)]] for at, key in enumerate(mine)}


def all_wrong(form: Form) -> Iterator[dict[str, list[bytes]]]:
    """The form with one thing that is bad in all of its fields."""
    valid, mine = valid_and_mine(form)
    for bad in WORSE.values():
        yield valid | {key: [bad] for key in mine}


def one_wrong(form: Form) -> Iterator[dict[str, list[bytes]]]:
    """The form with one field left out, and with one wrong."""
    valid, mine = valid_and_mine(form)
    for key in one_of_each_kind(mine):
        yield {other: values for other, values in valid.items() if other != key}
        yield from ({**valid, key: [bad]} for bad in BAD.values())


def one_of_each_kind(names: list[str]) -> list[str]:
    """Of fields that differ by a number only, such as those of the 13 items, the last."""
    return list({re.sub(r"\d+", "#", name): name for name in names}.values())
