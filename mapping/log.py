"""A map's changes as its page knows them, and what its network type depends on besides its members:
read in one query, as every change of a map needs them."""

from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Max

from facilitation.models import Session
from facilitation.prepared import execute
from mapping.changes import Change
from mapping.models import Member
from mapping.network_type import RULE_1, Thresholds

NUMBERS = tuple(Thresholds.__dataclass_fields__)

# a change as `MapChange.as_dict` has it, and whose it is
READ = f"""
SELECT
    (SELECT coalesce(json_agg(change ORDER BY number), '[]') FROM (
        SELECT id, number, kind, "of", member_id AS member, before, after, session_id AS session
        FROM mapping_mapchange
        WHERE (session_id = %(session)s AND number >= %(since)s) OR id = ANY(%(ids)s)
    ) change),
    (SELECT row_to_json(rule) FROM (
        SELECT version, {", ".join(NUMBERS)} FROM mapping_networkrule
        WHERE organisation_id = %(organisation)s ORDER BY version DESC LIMIT 1
    ) rule),
    ARRAY(SELECT work FROM mapping_nobodyhelps WHERE session_id = %(session)s),
    ARRAY(
        SELECT id FROM mapping_member
        WHERE id = ANY(%(members)s) AND session_id <> %(session)s
    ),
    (SELECT json_agg(member) FROM (
        SELECT * FROM mapping_member WHERE session_id = %(session)s AND %(whole)s::boolean
    ) member)
"""  # noqa: S608 (names of columns)


class Basis(NamedTuple):
    """What the network type is worked out by."""

    rule_version: int
    thresholds: Thresholds
    nobody: list[str]  # the kinds of work of which it was said that nobody does them


class Log(NamedTuple):
    """The last changes of a map: those from a number on, and those asked for by id."""

    changes: list[dict[str, Any]]
    number: int  # of the map's last change
    foreign: set[UUID]  # of those asked for, the changes and members of other maps
    basis: Basis
    members: list[Member]  # those not placed yet, too; where the whole map was asked for

    @property
    def ids(self) -> set[UUID]:
        return {UUID(change["id"]) for change in self.changes}

    def after(self, number: int) -> list[dict[str, Any]]:
        return [change for change in self.changes if change["number"] > number]


def read_log(
    session: Session,
    since: int | None,
    asked_for: Collection[Change] = (),
    *,
    whole: bool = False,
) -> Log:
    """The changes from the number `since` on (None: none), and of those asked for the ones made
    before."""
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {
            "session": session.pk,
            "since": since,
            "ids": [change.id for change in asked_for],
            "members": list({change.member for change in asked_for}),
            "organisation": session.participant.organisation_id,
            "whole": whole,
        }
        execute(cursor, "mapping_read", READ, asked)
        [(changes, rule, nobody, others, rows)] = cursor.fetchall()
    own = [change for change in changes if change.pop("session") == str(session.pk)]
    foreign = {UUID(change["id"]) for change in changes} - {UUID(change["id"]) for change in own}
    number = own[-1]["number"] if own else 0
    if since is not None and number < since:  # a page that knows more than there is, or wants none
        number = last_number(session)
    members = [Member.from_row(row) for row in rows or ()]
    return Log(own, number, foreign | set(others), basis(rule, nobody), members)


def basis_of(session: Session) -> Basis:
    return read_log(session, None).basis


def basis(rule: dict[str, int] | None, nobody: list[str]) -> Basis:
    """Version 1 of the rule is in the code."""
    if rule is None:
        return Basis(1, RULE_1, nobody)
    return Basis(rule.pop("version"), Thresholds(**rule), nobody)


def last_number(session: Session) -> int:
    return session.map_changes.aggregate(last=Max("number"))["last"] or 0
