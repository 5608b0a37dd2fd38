"""Addresses are those that Django finds."""

import uuid

import pytest
from django.template import Context, Engine, Template
from django.test import RequestFactory
from django.urls import NoReverseMatch, get_resolver, reverse, set_script_prefix

from facilitation.paths import path_to

IDS = [uuid.UUID(int=80 + at) for at in range(3)]


def names(resolver, before=""):
    yield from (before + name for name in resolver.reverse_dict if isinstance(name, str))
    for namespace, (_, inner) in resolver.namespace_dict.items():
        yield from names(inner, f"{before}{namespace}:")


def found(way, *asked):
    try:
        return way(*asked)
    except NoReverseMatch:
        return None


def test_every_page_has_the_address_that_django_finds():
    seen = 0
    for name in names(get_resolver()):
        for number in range(len(IDS) + 1):
            asked = IDS[:number]
            expected = found(lambda name, *ids: reverse(name, args=ids), name, *asked)
            assert found(path_to, name, *asked) == expected
            seen += expected is not None
    assert seen > 150


def test_what_is_no_identifier_is_asked_of_django():
    assert path_to("admin:resources_resource_change", "a b/c%") == reverse(
        "admin:resources_resource_change", args=["a b/c%"]
    )


def test_it_begins_where_the_site_does():
    before = path_to("mapping:network", IDS[0])
    try:
        set_script_prefix("/under/100%/")
        assert path_to("mapping:network", IDS[0]) == f"/under/100%25{before}"
    finally:
        set_script_prefix("/")
    assert path_to("mapping:network", IDS[0]) == before


@pytest.mark.parametrize(
    "text",
    [
        "{% url 'mapping:member' one two %}",
        "{% url 'mapping:network' session_id=one %}",
        "{% url 'mapping:network' one as there %}<{{ there }}>",
        "{% url 'no:such' one as there %}<{{ there }}>",
        "{% url 'account_login' %}",
    ],
)
def test_templates_link_as_with_djangos_own_tag(text):
    asked = {"one": IDS[0], "two": IDS[1], "request": RequestFactory().get("/")}
    django = Engine().from_string(text).render(Context(asked))
    assert Template(text).render(Context(asked)) == django != ""
