"""What the Docker files, the README and the scripts name is there. Docker itself is not run."""

import ast
import importlib
import os
import re
import shlex
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands
from django.urls import resolve

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = (ROOT / "compose.yaml").read_text()
README = (ROOT / "README.md").read_text()
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
APPS = (
    "genie_site", "geography", "facilitation", "mapping", "preferences", "resources", "imports",
    "open_referral", "plans",
)  # fmt: skip
SCRIPTS = [ROOT / ".ci" / "run", *(path for path in (ROOT / "script").iterdir() if not path.suffix)]


def read_by_settings() -> set[str]:
    source = (ROOT / "genie_site" / "settings.py").read_text()
    return set(re.findall(r'"(GENIE_[A-Z_]+)"', source)) | {"DATABASE_URL", "REPLICA_URL"}


def read_by_scripts() -> set[str]:
    files = [path for path in (ROOT / "script").iterdir() if path.is_file()]
    sources = [path.read_text() for path in files]
    return {name for text in sources for name in re.findall(r"\bGENIE_[A-Z_]+", text)}


def test_the_image_copies_what_exists():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)

    assert copied
    missing = [path for line in copied for path in line.split() if not (ROOT / path).exists()]
    assert missing == []


def test_the_image_copies_from_its_own_stages():
    stages = re.findall(r"^FROM \S+ AS (\S+)$", DOCKERFILE, re.MULTILINE)
    used = re.findall(r"--from=(\S+)", DOCKERFILE) + re.findall(r"target: (\w+)", COMPOSE)

    assert set(used) == set(stages)


def test_the_image_runs_as_somebody_other_than_root():
    user = re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE)

    assert user == ["genie"]
    assert "useradd --system genie" in DOCKERFILE


def test_the_image_starts_our_application():
    module = re.findall(r'^CMD \["granian"[^]]+"([\w.]+):application"\]', DOCKERFILE, re.MULTILINE)

    assert module == ["genie_site.wsgi"]
    assert importlib.import_module(module[0]).application


def test_the_health_check_asks_an_address_that_answers(client, db):
    [path] = re.findall(r"http://localhost:8000(/\w+)", DOCKERFILE)

    assert resolve(path).view_name == "healthz"
    assert client.get(path).content == b"ok " + VERSION.encode()


def test_the_footer_shows_the_version(client, db, admin_user):
    assert f">Genie {VERSION}</footer>" in client.get("/sign-in/").content.decode()

    client.force_login(admin_user)
    assert f">Genie {VERSION}</p>" in client.get("/admin/").content.decode()


def test_the_image_holds_the_file_that_says_the_version():
    ignored = (ROOT / ".dockerignore").read_text().split()

    assert "COPY . .\n" in DOCKERFILE
    assert "pyproject.toml" not in ignored


def test_the_changelog_tells_of_this_version():
    told = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert told[:2] == ["Unreleased", VERSION]


@pytest.mark.parametrize("text", [DOCKERFILE, COMPOSE], ids=["Dockerfile", "compose.yaml"])
def test_docker_sets_only_variables_that_the_settings_read(text):
    named = set(re.findall(r"\b(GENIE_[A-Z_]+|DATABASE_URL)\b", text))

    assert named
    assert named - read_by_settings() == set()


@pytest.mark.parametrize("text", [DOCKERFILE, COMPOSE], ids=["Dockerfile", "compose.yaml"])
def test_docker_names_commands_that_exist(text):
    named = set(re.findall(r"manage\.py (\w+)", text))

    assert named
    assert named - set(get_commands()) == set()


def test_compose_builds_the_image_and_waits_for_its_database():
    services = re.findall(r"^  (\w+):$", COMPOSE.partition("volumes:\ndatabase")[0], re.MULTILINE)

    assert services[:2] == ["database", "app"]
    assert "build: ." in COMPOSE
    assert "@database/genie" in COMPOSE


def test_the_readme_lists_every_variable_and_no_other():
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
    for_tests = {"GENIE_OPEN_REFERRAL_SCHEMAS", "GENIE_TRANSCRIPT"}

    assert listed == read_by_settings() | read_by_scripts() - for_tests
    assert all(name in CONTRIBUTING for name in for_tests)


def test_nothing_but_the_settings_and_the_demo_reads_the_environment():
    readers = {
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if "os.environ.get" in path.read_text()
    }

    assert readers == {"genie_site/settings.py", "plans/management/commands/demo.py"}


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "docs/curating.md", "docs/architecture.md"]
)
def test_documents_name_what_exists(name):
    document = ROOT / name
    text = document.read_text()
    links = re.findall(r"\]\((?!http|#)([^)#]+)", text)
    scripts = re.findall(r"\bscript/[\w-]+(?:\.\w+)?", text)
    commands = re.findall(r"script/manage (\w+)|`([a-z]+_[a-z_]+)[ `]", text)

    assert [path for path in links if not (document.parent / path).exists()] == []
    assert [path for path in scripts if not (ROOT / path).exists()] == []
    # words, no commands
    others = {"", "json_script", "new_context", "genie_site", "open_referral"}
    others |= {"genie_app", "genie_owner"}
    named = {name for pair in commands for name in pair} - others
    assert named - set(get_commands()) - defined() == set()


def defined() -> set[str]:
    """Every function and class of ours."""
    python = (path for path in ROOT.glob("[a-z]*/**/*.py") if "node_modules" not in path.parts)
    texts = (path.read_text() for path in python)
    return {name for text in texts for name in re.findall(r"^ *(?:def|class) (\w+)", text, re.M)}


def test_the_readmes_commands_work_as_they_are_written(
    postcode_directory, item_bank, monkeypatch, capsys
):
    monkeypatch.chdir(ROOT)
    for command in re.findall(r"^    script/manage (.+)$", README, re.MULTILINE):
        call_command(*shlex.split(command))

    said = capsys.readouterr().out
    assert said.startswith("50.93410 -1.39571 postcode directory\n")
    assert "row 4, skipped: Curlew Library: closed in 2019.\n" in said
    assert "3 new, 0 changed, 0 unchanged, 0 closed, 1 skipped," in said


def test_scripts_can_be_run():
    assert [path.name for path in SCRIPTS if not os.access(path, os.X_OK)] == []
    assert {"run", "demo", "manage", "test", "lock"} <= {path.name for path in SCRIPTS}


LOCK_FILES = [
    "package-lock.json",
    *(f"requirements/{name}.txt" for name in ("base", "dev", "load", "npm")),
]


@pytest.mark.parametrize("path", LOCK_FILES)
def test_no_lock_file_names_a_registry(path):
    hosts = re.findall(r"https?://([^/\s\"]+)", (ROOT / path).read_text())

    assert set(hosts) <= {"github.com", "opencollective.com"}  # whom to thank for a package


@pytest.mark.parametrize("path", LOCK_FILES[1:])
def test_every_python_package_is_pinned_with_its_hash(path):
    packages = re.split(r"\n(?=\S)", (ROOT / path).read_text().strip())

    loose = [
        p for p in packages if not re.match(r"[\w.-]+(\[\w,]+\])?==\S+.*\\\n +--hash=sha256:", p)
    ]
    assert packages
    assert loose == []


def test_what_the_site_imports_is_installed_with_it():
    """Where the tests run everything is installed; the demo and the image have less."""
    base = (ROOT / "requirements" / "base.txt").read_text()
    pinned = {
        canonical(name) for name in re.findall(r"^([\w.-]+)(?:\[.+\])?==", base, re.MULTILINE)
    }
    brought_by = packages_distributions()
    missing = {
        module
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        for module in imported(path) & brought_by.keys()
        if pinned.isdisjoint(map(canonical, brought_by[module]))
    }

    assert missing == set()


def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_ignored_by_git_is_not_copied_into_the_image():
    """Secrets (.env) and what the scripts make stay out of it."""
    ignored = {(ROOT / name).read_text() for name in (".gitignore", ".dockerignore")}

    assert all({".env", ".venv", ".local", "node_modules"} <= names(text) for text in ignored)


def names(text: str) -> set[str]:
    return {line.rstrip("/") for line in text.splitlines()}
