"""What a sheet of an .xlsx workbook hides: rows that somebody, or a filter, put away, and columns.
They are read like all others, so whoever imports them is told. The library that reads the sheets
does not say it. Knows no database."""

import html
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

READ = 20_000_000  # bytes of a sheet: some hundred thousand rows
BLOCK = 1_000_000
LONGEST_TAG = 2000
MOST_NAMED = 10
TAG = re.compile(r"<(?:\w+:)?(row|col|sheet|Relationship)\s([^<>]{1,2000})>")
ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
YES = {"1", "true"}


def said(path: Path, sheet: str, width: int) -> str:
    """In words; empty where nothing is hidden, or for a workbook of another kind. `width` is the
    number of columns that have something in them."""
    rows, columns = 0, set[int]()
    try:
        with zipfile.ZipFile(path) as book:
            for kind, values in tags(book, part_of(book, sheet)):
                if values.get("hidden") not in YES:
                    continue
                if kind == "row":
                    rows += 1
                elif kind == "col" and len(columns) < width:
                    first, last = max(1, int(values["min"])), min(int(values["max"]), width)
                    columns.update(range(first, last + 1))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError, RuntimeError):
        return ""  # an .xls, an .ods, or written by a program of its own
    if not rows and not columns:
        return ""
    named = ", ".join(map(letters, sorted(columns)[:MOST_NAMED]))
    what = [
        f"{rows:,} row{'s' if rows > 1 else ''}" if rows else "",
        f"column{'s' if len(columns) > 1 else ''} {named}" if columns else "",
    ]
    are = "is" if rows + len(columns) == 1 else "are"
    return (
        f"In this sheet {' and '.join(filter(None, what))} {are} hidden. All of it is read: please "
        "see that nothing among it is private or over."
    )


def part_of(book: zipfile.ZipFile, sheet: str) -> str:
    """The file in the workbook that has this sheet. Raises KeyError."""
    links = {
        html.unescape(one["name"]): one.get("r:id", "")
        for kind, one in tags(book, "xl/workbook.xml")
        if kind == "sheet"
    }
    targets = {one["Id"]: one["Target"] for _, one in tags(book, "xl/_rels/workbook.xml.rels")}
    target = targets[links[sheet]]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def tags(book: zipfile.ZipFile, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    with book.open(name) as part:
        rest, read = "", 0
        while read < READ and (block := part.read(BLOCK)):
            read += len(block)
            text = rest + block.decode(errors="replace")
            at = 0
            for found in TAG.finditer(text):
                at = found.end()
                yield found[1], dict(ATTRIBUTE.findall(found[2]))
            rest = text[max(at, len(text) - LONGEST_TAG) :]


def letters(column: int) -> str:
    """ "D" for 4, "AB" for 28."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
