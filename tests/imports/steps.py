"""A file through the pages, with the answers that they suggest."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from imports.models import ImportRun
from resources.models import Resource

ADD = reverse("admin:imports_importrun_add")
CASES = Path(__file__).parent / "cases"


def upload(client, content: bytes | str, name: str = "clubs.csv", source: str = "Clubs"):
    raw = content.encode() if isinstance(content, str) else content
    return client.post(ADD, {"file": SimpleUploadedFile(name, raw), "source": source})


def step(name: str, run: ImportRun) -> str:
    return reverse(f"admin:imports_import_{name}", args=[run.pk])


def suggested(client, run: ImportRun) -> dict[str, Any]:
    """What the page about the columns would send as it comes."""
    form = client.get(step("match", run)).context["form"]
    return {field.html_name: value for field in form if (value := field.value()) not in (None, "")}


def bring_in(client, name: str, *, source: str = "", **changes: Any) -> ImportRun:
    """A case, imported as guessed; where nobody runs it, its Name does."""
    return bring(client, (CASES / name).read_bytes(), name=name, source=source or name, **changes)


def bring(
    client, content: bytes | str, *, name: str = "clubs.csv", source: str = "Clubs", **changes: Any
) -> ImportRun:
    response = upload(client, content, name, source)
    assert response.status_code == 302, response.context["form"].errors
    run = ImportRun.objects.latest("created_at")
    answers = suggested(client, run)
    response = client.post(step("match", run), answers | {"delivery_for_all": ["place"]} | changes)
    assert response.status_code == 302, response.context["form"].errors
    if response["Location"] == step("terms", run):
        form = client.get(step("terms", run)).context["form"]
        client.post(step("terms", run), {one.html_name: one.value() or "" for one in form})
    run.refresh_from_db()
    assert run.state == "checked", run.message
    client.post(step("confirm", run))
    run.refresh_from_db()
    assert run.state == "done", run.message
    return run


def entry(name: str) -> Resource:
    return Resource.objects.get(name=name)


def names() -> set[str]:
    return set(Resource.objects.values_list("name", flat=True))


def remarks(run: ImportRun, row: int) -> str:
    """What was said of a row."""
    return " ".join(text for number, _, text in run.remarks if number == row)
