"""PDFs that are read by eye and by ear: tagged, PDF/UA-1, A4, in our typeface.

A page is a template that extends templates/pdf.html, and the stylesheets it names. Nothing is
fetched from elsewhere: what is drawn stands in the page, as inline SVG whose `title` is its
alternative text.
"""

from collections.abc import Iterable
from threading import Lock
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

# of the package as a whole: every letter that it has
TYPEFACE = [f"npm/{settings.TYPEFACE}/{weight}.css" for weight in (400, 700)]
SHARED = "facilitation/pdf.css"
# Pango does not promise that several threads may lay out text at once.
ONE_AT_A_TIME = Lock()


def make_pdf(template: str, context: dict[str, Any], *stylesheets: str) -> bytes:
    """`stylesheets` are static paths, read after the shared one. Without a name or a date of its
    own in the file: only what the page says."""
    # Pango and the rest take a quarter of a second to load: whoever makes no PDF never pays it.
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    told = render_to_string(template, context)
    ours, nothing = URLFetcher(allowed_protocols={"file"}), URLFetcher(allowed_protocols=set())
    with ONE_AT_A_TIME:
        fonts = FontConfiguration()
        styles = [
            CSS(filename=path, font_config=fonts, url_fetcher=ours)
            for path in found([*TYPEFACE, SHARED, *stylesheets])
        ]
        page = HTML(string=told, url_fetcher=nothing)
        pdf: bytes = page.write_pdf(
            stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1", finisher=finish
        )
    return pdf


def found(names: Iterable[str]) -> list[str]:
    """The files of these static paths; without node_modules the typeface is the system's."""
    paths = (finders.find(name) for name in names)
    return [path for path in paths if isinstance(path, str)]


def finish(document: Any, pdf: Any) -> None:
    """What PDF/UA asks for and WeasyPrint leaves out."""
    parts: dict[int, Any] = {part.number: part for part in pdf.objects if hasattr(part, "get")}
    for part in parts.values():
        if part.get("Subtype") == "/Link":  # on paper as on the screen
            part["F"] = 4  # ISO 32000-1, table 165: Print
        if part.get("S") == "/TH":  # what a header is of: ISO 32000-1, table 349
            rows = parent(parent(part, parts), parts)
            part["A"]["Scope"] = "/Column" if rows["S"] == "/THead" else "/Row"


def parent(part: Any, parts: dict[int, Any]) -> Any:
    """The element that it is in: "P" is a reference, such as `12 0 R`."""
    return parts[int(part["P"].split()[0])]
