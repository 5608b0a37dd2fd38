"""What columns are called in the files of councils in Wales, as `column_names.tidy` leaves it."""

CALLED = {
    "name": r"enw(?: (?:y )?(?:grwp|gwasanaeth|gweithgaredd|clwb))?|grwp|gweithgaredd|clwb",
    "provider": r"(?:enw (?:y |r )?)?(?:sefydliad|mudiad|darparwr)",
    "postcode": r"cod ?post", "address": r"cyfeiriad", "town": r"tref|dinas|pentref",
    "place_name": r"lleoliad|adeilad|neuadd", "phone": r"(?:rhif )?ffon", "email": r"e ?bost",
    "web": r"gwefan", "description": r"disgrifiad|manylion", "day": r"diwrnod|dydd",
    "when_text": r"pryd|amser(?:au|oedd)?(?: agor)?|oriau(?: agor)?", "cost_text": r"cost|pris|ffi",
    "latitude": r"lledred", "longitude": r"hydred", "ages": r"oed(?:ran)?",
    "interests": r"categori",
}  # fmt: skip
