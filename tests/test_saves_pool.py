"""What pages save has workers of its own behind the proxy, however Genie is run: ADR 0064."""

import re
import uuid
from pathlib import Path

from django.urls import reverse

ROOT = Path(__file__).parent.parent
COMPOSE = (ROOT / "compose.yaml").read_text()
README = (ROOT / "README.md").read_text()
PROXY = (ROOT / "deploy" / "nginx.conf.template").read_text()


def pool(verb: str, accept: str, path: str) -> str:
    """Whom nginx asks, by the rule that its configuration has for it; a real one is asked in
    tests/operations/test_proxy.py."""
    [rules] = re.findall(
        r'map "\$request_method \$http_accept \$uri" \$genie_pool {(.+?)}', PROXY, re.S
    )
    [(pattern, name)] = re.findall(r'"~(.+)" (\w+);', rules)
    [default] = re.findall(r"default (\w+);", rules)
    return str(name if re.search(pattern, f"{verb} {accept} {path}") else default)


def test_what_a_pages_script_saves_goes_to_the_workers_for_it():
    script = (ROOT / "static" / "facilitation" / "http.js").read_text()
    [accept] = re.findall(r' Accept: "(.+)"', script)
    own = [uuid.uuid4()]
    saved = ["mapping:changes", "preferences:preferences", "plans:save", "plans:choose"]
    saved += ["plans:unchoose", "facilitation:tick", "facilitation:about", "measures:ask"]

    assert {pool("POST", accept, reverse(name, args=own)) for name in saved} == {"genie_saves"}


def test_pages_forms_searches_and_files_do_not():
    own, form = [uuid.uuid4()], "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    json = "application/json"
    asked = [
        *(("GET", accept, reverse("mapping:changes", args=own)) for accept in (form, json)),
        ("POST", form, reverse("resources:search", args=own)),
        ("POST", form, reverse("plans:email", args=own)),
        ("POST", json, reverse("account_login")),
        ("POST", json, reverse("admin:imports_importrun_add")),
        ("GET", json, reverse("healthz")),
    ]

    assert {pool(*one) for one in asked} == {"genie"}


def test_every_way_to_run_it_has_workers_for_saves():
    units = {path.name: path.read_text() for path in (ROOT / "deploy").glob("*.service")}
    pages, saves = units["genie.service"], units["genie-saves.service"]
    ports = [re.findall(r"--port (\d+) --workers", unit)[0] for unit in (pages, saves)]
    [commands] = {
        re.sub(r"--port \d+ --workers \d+ ", "", start_of(unit)) for unit in (pages, saves)
    }
    names = sorted(set(re.findall(r"\$\{(\w+)}", PROXY)))

    assert f"PROXY_UPSTREAM=127.0.0.1:{ports[0]} PROXY_SAVES=127.0.0.1:{ports[1]}" in README
    assert "genie_site.wsgi:application" in commands
    for text in (PROXY, README):
        [filled] = re.findall(r"envsubst '(.+)'", text)
        assert sorted(filled.replace("$", "").split()) == names
    assert all(f"      {name}: " in COMPOSE for name in names)
    assert [f"  {name}:\n    build: ." in COMPOSE for name in ("app", "saves")] == [True, True]


def start_of(unit: str) -> str:
    return str(re.findall(r"^ExecStart=(.+)$", unit, re.MULTILINE)[0])
