"""What the person agrees to before their case study is shown to anybody. A version that was used is
never edited; add the next."""

WORDINGS = {
    "2026-1": (
        "I have read this page about me. I agree that {organisation} shows it to others, without "
        "my name: {audiences}. I can take this back at any time. From then on it is shown to "
        "nobody; copies that were given away before cannot be called back."
    ),
}
CURRENT = "2026-1"
