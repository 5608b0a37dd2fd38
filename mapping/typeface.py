"""Our typeface inside a drawing, for files that leave the site."""

from base64 import b64encode
from functools import cache

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

FAMILY = "Atkinson Hyperlegible Next"
FOLDER = f"npm/{settings.TYPEFACE}/files"
WEIGHTS = (400, 700)


@cache
def font_face() -> str:
    """`@font-face` rules that hold the typeface itself; empty where it was not installed."""
    rules = []
    for weight in WEIGHTS:
        font = read(f"{FOLDER}/atkinson-hyperlegible-next-latin-{weight}-normal.woff2")
        source = f"url(data:font/woff2;base64,{b64encode(font).decode()}) format('woff2')"
        if font:
            rules.append(f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:{source}}}")
    return "".join(rules)


def read(path: str) -> bytes:
    found = finders.find(path)
    if isinstance(found, str):
        with open(found, "rb") as file:
            return file.read()
    if staticfiles_storage.exists(path):
        with staticfiles_storage.open(path) as file:
            content: bytes = file.read()
            return content
    return b""
