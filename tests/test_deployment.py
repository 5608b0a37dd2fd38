"""What the Docker files, the README and the scripts name is there. Docker itself is not run."""

import importlib
import os
import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import resolve

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = (ROOT / "compose.yaml").read_text()
README = (ROOT / "README.md").read_text()
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()
SCRIPTS = [ROOT / ".ci" / "run", *(path for path in (ROOT / "script").iterdir() if not path.suffix)]


def read_by_settings() -> set[str]:
    source = (ROOT / "genie_site" / "settings.py").read_text()
    return set(re.findall(r'"(GENIE_[A-Z_]+)"', source)) | {"DATABASE_URL"}


def test_the_image_copies_what_exists():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)

    assert copied
    missing = [path for line in copied for path in line.split() if not (ROOT / path).exists()]
    assert missing == []


def test_the_image_copies_from_its_own_stages():
    stages = re.findall(r"^FROM \S+ AS (\S+)$", DOCKERFILE, re.MULTILINE)
    used = re.findall(r"--from=(\S+)", DOCKERFILE)

    assert sorted(used) == sorted(stages)


def test_the_image_runs_as_somebody_other_than_root():
    user = re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE)

    assert user == ["genie"]
    assert "useradd --system genie" in DOCKERFILE


def test_the_image_starts_our_application():
    module = re.findall(r'CMD \["gunicorn", "([\w.]+)"', DOCKERFILE)

    assert module == ["genie_site.wsgi"]
    assert importlib.import_module(module[0]).application


def test_the_health_check_asks_an_address_that_answers(client, db):
    [path] = re.findall(r"http://localhost:8000(/\w+)", DOCKERFILE)

    assert resolve(path).view_name == "healthz"
    assert client.get(path).content == b"ok"


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
    scripts = {"GENIE_DEMO_PASSWORD"}

    assert listed == read_by_settings() | scripts


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_documents_name_what_exists(text):
    links = re.findall(r"\]\((?!http|#)([^)#]+)", text)
    scripts = re.findall(r"\bscript/\w+", text)
    commands = re.findall(r"script/manage (\w+)", text)

    assert [path for path in links + scripts if not (ROOT / path).exists()] == []
    assert set(commands) - set(get_commands()) == set()


def test_scripts_can_be_run():
    assert [path.name for path in SCRIPTS if not os.access(path, os.X_OK)] == []
    assert {"run", "demo", "manage", "test", "lock"} <= {path.name for path in SCRIPTS}


@pytest.mark.parametrize(
    "path", ["package-lock.json", "requirements/base.txt", "requirements/dev.txt"]
)
def test_no_lock_file_names_a_registry(path):
    hosts = re.findall(r"https?://([^/\s\"]+)", (ROOT / path).read_text())

    assert set(hosts) <= {"github.com"}  # whom to thank for a package
