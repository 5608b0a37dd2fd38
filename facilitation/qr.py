"""QR codes for paper."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(text: str, label: str = "") -> SafeString:
    """An SVG for a page: black on white, as large as its box, read at arm's length. `label` is what
    is read out instead; it is not part of the code."""
    svg = segno.make(text, error="q").svg_inline(
        omitsize=True, border=4, svgclass="qr", lineclass=None, dark="#000", light="#fff",
        title=label or None,
    )  # fmt: skip
    # made by segno of modules alone, and it escapes the title: nothing of `text` is in it
    return mark_safe(svg)  # noqa: S308
