"""How the words of a vocabulary read inside a sentence. Pure."""

PROPER_NAMES = ("Parkinson",)


def in_sentence(label: str) -> str:
    """Words inside a sentence: "Sibling" becomes "sibling", "A donation" "a donation"; "GP" and
    "Parkinson's" stay."""
    if label[1:2].isupper() or label.startswith(PROPER_NAMES):
        return label
    return label[:1].lower() + label[1:]
