"""A string of its own in every field of a person that takes free text, found by walking the models,
so that a field added tomorrow is planted by itself; and what may hold which of them."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.admin.utils import NestedObjects
from django.core.mail import EmailMessage
from django.db import models
from django.test import Client
from django.urls import reverse

from facilitation.models import Participant, User
from tests.pdf import metadata_of, words_of

MARK = re.compile(r"zq[0-9]{3}z")
# made by us, never typed: codes, digests, versions, and what other people's systems call something
NOT_TYPED = {"reference", "code", "digest", "approved_digest", "wording_version", "key", "token"}
# planted on purpose elsewhere, or of a shape that is looked at
OTHER_SHAPES = {"nhs_number"}

# What each thing that leaves may hold of the person, by model and field
PLAN = {f"planitem.{name}" for name in (
    "companion", "first_step", "step_by", "step_when", "what_would_help",
)}  # fmt: skip
SUMMARY = PLAN | {
    *(f"participant.{name}" for name in ("name", "postcode")),
    *(f"personrecord.{name}" for name in (
        "phone", "email", "best_time", "language", "needs", "carer",
    )),
    *(f"summary.{name}" for name in (
        "practice", "strengths", "needs", "risks", "requests",
    )),
    "goal.hope", "referral.why", "referral.referrer_name", "referral.referrer_role",
}  # fmt: skip
PLAN_BY_NAME = PLAN | {"participant.name", "member.name"}  # where names are asked for
MAP = {"member.name"}
INTRODUCTION = {f"introduction.{name}" for name in ("called", "contact", "about")}
CASE_STUDY = {f"casestudy.{name}" for name in ("heading", "before", "taken_up", "words")}
NOTHING: set[str] = set()


def rows_of(person: Participant) -> Iterator[models.Model]:
    """The person, and all that is deleted with them."""
    found = NestedObjects(using="default")
    found.collect([person])
    for instances in found.data.values():
        yield from instances


def fields_of(row: models.Model) -> Iterator[models.Field[Any, Any]]:
    for one in row._meta.concrete_fields:
        typed = isinstance(one, models.CharField | models.TextField) and not one.choices
        if typed and not one.primary_key and one.name not in NOT_TYPED | OTHER_SHAPES:
            yield one


def plant(person: Participant) -> dict[str, str]:
    """By planted string, where it stands: "personrecord.note"."""
    planted: dict[str, str] = {}
    for row in rows_of(person):
        changed = {}
        for one in fields_of(row):
            mark = f"zq{len(planted):03d}z"
            planted[mark] = f"{row._meta.model_name}.{one.name}"
            is_email = isinstance(one, models.EmailField)
            changed[one.name] = f"{mark}@home.example" if is_email else mark
        if changed:
            type(row)._default_manager.filter(pk=row.pk).update(**changed)
    return planted


def found_in(content: bytes | str, planted: dict[str, str]) -> set[str]:
    marks = MARK.findall(text_of(content).lower())
    return {planted[mark] for mark in marks if mark in planted}


def words(pdf: bytes) -> str:
    """What it says, and what the file says about itself."""
    assert pdf.startswith(b"%PDF")
    return words_of(pdf) + metadata_of(pdf)


def words_of_letter(letter: EmailMessage) -> str:
    """All that arrives: subject, text, the same as a page, and what is attached. Not whom it goes
    to: an address that the person gave is an address of theirs."""
    told = [str(letter.subject), str(letter.body), str(letter.extra_headers)]
    told += [str(content) for content, _ in getattr(letter, "alternatives", [])]
    for name, content, _ in letter.attachments:
        is_pdf = isinstance(content, bytes) and content.startswith(b"%PDF")
        told += [name, words(content) if is_pdf else text_of(content)]
    return "\n".join(told)


def text_of(content: bytes | str) -> str:
    return content if isinstance(content, str) else content.decode("utf-8", "replace")


def body(client: Client, name: str, /, *args: Any, **query: str) -> bytes:
    """What an address answers, behind its headers where it is no PDF: a file's name is one."""
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, (name, response.status_code)
    content: bytes = b"".join(response) if response.streaming else response.content
    return content if content.startswith(b"%PDF") else str(response.headers).encode() + content


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
