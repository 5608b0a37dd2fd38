"""What columns are called in the answers to a form that asks in sentences, and in the directories
of charities and of America, as `column_names.tidy` leaves them."""

WHAT = r"(?:group|club|service|activity|project|session|class|organi[sz]ation)"
YOU = r"do(?:es)? (?:it|you|they|(?:the|your) group)"
CALLED = {
    "name": rf"what (?:is |s )?(?:the |your )?(?:name|title) of (?:the |your )?{WHAT}"
    rf"|what is (?:the|your) {WHAT}(?: called| s name| name)",
    "provider": r"which organi[sz]ation (?:runs|provides|is this for)(?: (?:it|this))?",
    "when_text": rf"when {YOU} .*|what days?(?: and times?)? .*|(?:collection|distribution"
    r"|pick ?up|drop in|food bank|business|operating) (?:times?|hours)"
    r"|hours of (?:operation|service|opening)",
    "cost_text": r"is there (?:a|any) (?:cost|charge|fee)|what does it cost|do you charge"
    r"|(?:fee|cost|price) (?:structure|schedule)|pricing",
    "place_name": rf"where {YOU} (?:meet|take place|happen)",
    "description": r"(?:please )?(?:describe|tell us about) .*|what do you (?:do|offer).*"
    r"|what (?:s |is )?(?:it|this|(?:the|your) group)(?: all)? about",
    "phone": r"what is (?:the|your) (?:tele)?phone(?: number)?",
    "also": r"intake .*|languages? (?:offered|available)|documents? required|required documents?",
    "ages": r"what ages? (?:is it|are you) for",
}  # fmt: skip
