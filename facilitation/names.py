"""How names are compared. Pure."""

import unicodedata


def plain(name: str) -> str:
    """Without accents and capitals: "emile" for "Émile"."""
    parts = unicodedata.normalize("NFKD", name)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


def contains(name: str, query: str) -> bool:
    return plain(" ".join(query.split())) in plain(name)
