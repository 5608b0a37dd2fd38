"""No app knows of an app above it: not by a reverse relation, a tag library, a template or a static
file, which no import shows. (Imports are held by import-linter, in the same order.)"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parent.parent
CONTRACT = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
LAYERS = [
    [app.strip() for app in layer.split("|")]
    for layer in next(one for one in CONTRACT if one["name"] == "Imports point down")["layers"]
]
RANK = {app: rank for rank, layer in enumerate(LAYERS) for app in layer}  # 0 is the top
APPS = sorted(RANK.keys() - {"genie_site"})
# the frame round every page, and how questions look, belong to the app of people and sessions
FRAME = ["base.html", "session.html", "questions", "400.html", "403.html", "404.html", "500.html"]


def not_below(app: str) -> set[str]:
    """The apps above, and those beside it."""
    return {other for other in RANK if RANK[other] <= RANK[app] and other != app}


def reverse_names(app: str) -> set[str]:
    """What models of this app, or of one below, are given by the models of apps not below it."""
    names = set()
    for model in apps.get_models():
        if RANK.get(model._meta.app_label, -1) < RANK[app]:
            continue
        for relation in model._meta.related_objects:
            if relation.related_model._meta.app_label in not_below(app):
                names |= {relation.get_accessor_name(), relation.field.related_query_name()}
    # of what several apps define, nobody can say whose it is by the name alone
    return {name for name in names - own_names(app) if name}


def own_names(app: str) -> set[str]:
    """Fields and relations that the app's own models, or those below, have in their own right."""
    return {
        name
        for model in apps.get_models()
        if RANK.get(model._meta.app_label, -1) >= RANK[app]
        for field in model._meta.get_fields()
        if not field.auto_created
        or getattr(field.related_model, "_meta", model._meta).app_label not in not_below(app)
        for name in (field.name, getattr(field, "get_accessor_name", lambda: None)())
        if name
    }


def python_files(app: str) -> list[Path]:
    return [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def template_files(app: str) -> list[Path]:
    folder = ROOT / "templates"
    roots = [folder / app, folder / "admin" / app]
    if app == "facilitation":
        roots += [folder / name for name in FRAME]
    return [
        path
        for root in roots
        for path in ([root] if root.is_file() else root.rglob("*"))
        if path.is_file()
    ]


LOOK_UPS = {
    "filter", "exclude", "get", "annotate", "aggregate", "order_by", "values", "values_list",
    "select_related", "prefetch_related", "only", "defer", "getattr", "hasattr",
    "Prefetch", "Q", "F", "OuterRef", "Count", "Sum", "Min", "Max",
}  # fmt: skip


def names_in_python(path: Path) -> Iterator[tuple[str, int]]:
    """Every attribute of an object, and every part of a look-up: `filter(answers__item=...)`,
    `values("plan_items")`."""
    tree = list(ast.walk(ast.parse(path.read_text())))
    imported = {
        alias.asname or alias.name
        for node in tree
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    for node in tree:
        if isinstance(node, ast.Attribute):
            if not (isinstance(node.value, ast.Name) and node.value.id in imported):
                yield node.attr, node.lineno
        elif isinstance(node, ast.Call) and called(node) in LOOK_UPS:
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            texts += [keyword.arg for keyword in node.keywords]
            parts = (part for text in texts for part in str(text).lstrip("-").split("__"))
            yield from ((part, node.lineno) for part in parts)


def called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def names_in_template(text: str) -> set[str]:
    tags = " ".join(re.findall(r"{[{%].*?[%}]}", text, re.S))
    return set(re.findall(r"\.(\w+)", tags))


def libraries(others: set[str]) -> set[str]:
    return {
        path.stem
        for app in others
        for path in (ROOT / app / "templatetags").glob("*.py")
        if path.stem != "__init__"
    }


@pytest.mark.parametrize("app", APPS)
def test_no_reverse_relation_of_another_app_is_followed_in_python(app):
    names = reverse_names(app)

    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in python_files(app)
        for name, line in names_in_python(path)
        if name in names
    ]

    assert found == []


@pytest.mark.parametrize("app", APPS)
def test_no_reverse_relation_of_another_app_is_followed_in_a_template(app):
    names = reverse_names(app)

    found = [
        f"{path.relative_to(ROOT)} {name}"
        for path in template_files(app)
        for name in sorted(names_in_template(path.read_text()) & names)
    ]

    assert found == []


@pytest.mark.parametrize("app", APPS)
def test_templates_load_and_include_nothing_of_another_app(app):
    others = not_below(app)
    foreign = libraries(others)
    uses = re.compile(rf"""["'](?:admin/)?({"|".join(sorted(others))})/[\w./-]+["']""")

    found = []
    for path in template_files(app):
        tags = re.findall(r"{%.*?%}", path.read_text(), re.S)
        loaded = {name for tag in tags if tag.startswith("{% load ") for name in tag.split()}
        found += [f"{path.relative_to(ROOT)} loads {name}" for name in sorted(loaded & foreign)]
        found += [f"{path.relative_to(ROOT)} {tag}" for tag in tags if uses.search(tag)]

    assert found == []


@pytest.mark.parametrize("app", APPS)
def test_scripts_and_styles_import_nothing_of_another_app(app):
    uses = re.compile(rf"""["'][./]*/({"|".join(sorted(not_below(app)))})/""")

    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in (ROOT / "static" / app).rglob("*.*s*")
        if path.suffix in {".js", ".css"}
        for line in path.read_text().splitlines()
        if uses.search(line)
    ]

    assert found == []


def test_the_relations_looked_for_are_the_ones_there_are():
    """What the tests above would not find by looking for nothing."""
    assert {"members", "map_changes", "answers", "plan_items", "home"} <= reverse_names(
        "facilitation"
    )
    assert "plan_items" in reverse_names("resources")
    assert "plan_items" not in reverse_names("plans")
