"""What a PDF says, and whether a screen reader can tell."""

import io
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
from pdfua import Severity, validate


def words_of(pdf: bytes) -> str:
    """Its text as somebody who reads it has it, in one line."""
    command = ["pdftotext", "-raw", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def faults_of(pdf: bytes) -> list[str]:
    """What the checker finds against PDF/UA-1: tags, language, title, alternative text, headers of
    tables, links. Of the standard's 106 rules that a machine can check it knows 16; it knows
    nothing of fonts and colours."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "checked.pdf"
        path.write_bytes(pdf)
        findings = validate(str(path)).findings
    return [f"{one.rule_id} {one.message}" for one in findings if one.severity >= Severity.WARNING]


def alternatives_in(pdf: bytes) -> list[str]:
    """What is read out instead of each picture."""
    return sorted(str(one["/Alt"]) for one in dictionaries(pdf) if "/Alt" in one)


def headings_in(pdf: bytes) -> list[str]:
    """The levels of its headings, in order: "H1", "H2"..."""
    tags = [str(one.get("/S", "")) for one in dictionaries(pdf)]
    return [tag[1:] for tag in tags if re.fullmatch("/H[1-6]", tag)]


def metadata_of(pdf: bytes) -> str:
    """All that the file says about itself."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return f"{dict(file.docinfo)} {file.open_metadata()}"


def dictionaries(pdf: bytes) -> list[Any]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        objects = [one for one in file.objects if isinstance(one, pikepdf.Dictionary)]
        return [{key: str(one[key]) for key in one.keys() & {"/Alt", "/S"}} for one in objects]
