"""How the words of a vocabulary read inside a sentence. Pure."""

PROPER_NAMES = ("Parkinson",)


def in_sentence(label: str) -> str:
    """A label inside a sentence: "Sibling" becomes "sibling"; "GP" and "Parkinson's" stay."""
    if label[:2].isupper() or label.startswith(PROPER_NAMES):
        return label
    return label[:1].lower() + label[1:]
