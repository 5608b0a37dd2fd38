"""Whom a service is for: ages as a range only where one range says it, all else in words."""

from open_referral.harvest.told import Told
from open_referral.harvest.values import Json, number, objects, take_text
from resources.intake import ages
from resources.intake.ages import NO_LIMIT, OLDEST, Ages

BANDS = {
    "age_band_under_2": "under 2", "age_band_2": "2", "age_band_3_4": "3 to 4",
    "age_band_5_7": "5 to 7", "age_band_8_plus": "8 and over", "age_band_all": "all ages",
}  # fmt: skip


def take_whom(found: Json, told: Told) -> Json:
    """`minimum_age` and `maximum_age`, as the directory's form takes them."""
    eligibilitys = objects(found.get("eligibilitys"))
    words = [take_text(found, name, 5000) for name in ("eligibility_description", "ages")]
    each = [(take_band(one, told), take_text(one, "eligibility", 1000)) for one in eligibilitys]
    own = take_band(found, told)
    bands = [band for band in (own, *(band for band, _ in each)) if band != Ages()]
    bands = list(dict.fromkeys(bands))
    said = [text for _, text in each]
    words += said
    from_words = not bands
    if from_words:
        read = [ages.read(text) for text in words if text]
        bands = [band for band in dict.fromkeys(read) if band != Ages() and not band.words]
        # of several that are alternatives, one may be for any age
        for_any = len(read) > len(bands) and len(list(filter(None, said))) > 1
    else:
        for_any = own == Ages() and any(text and band == Ages() for band, text in each)
    if not from_words and (len(bands) > 1 or for_any):
        words.append("; ".join(map(in_words, bands)))
    limits = Ages() if for_any else one_range(bands) or Ages()
    words += [label for name, label in BANDS.items() if found.pop(name, None) is True]
    told.say("Who it is for", *words)
    return {"minimum_age": limits.youngest, "maximum_age": limits.oldest}


def take_band(holder: Json, told: Told) -> Ages:
    """From one pair of limits. 0 as the upper one, or an age that nobody has, is no limit."""
    youngest = take_age(holder, "minimum_age", told)
    oldest = take_age(holder, "maximum_age", told)
    if not youngest and not oldest:
        return Ages()
    band = ages.both(youngest, oldest)
    if band.words and is_number(youngest, oldest):
        told.notes.append(f"Ages {band.words} make no sense and were left out.")
    elif band.words:
        told.say("Who it is for", band.words)
        told.notes.append(f"The ages “{band.words}” were kept in words.")
    return band._replace(words="")


def is_number(*texts: str) -> bool:
    return all(number(text) is not None for text in texts if text)


def take_age(holder: Json, name: str, told: Told) -> str:
    """As text; empty where it is no limit."""
    text = take_text(holder, name, 60)
    age = number(text)
    if age is None:
        return text
    if age < 0:
        told.notes.append(f"“{text}” is no age: it was left out.")
        return ""
    if age > OLDEST or (name == "maximum_age" and age == 0):
        return ""
    return str(int(age))


def one_range(bands: list[Ages]) -> Ages | None:
    """The one range that is all of them; None where there are years between them."""
    if not bands:
        return Ages()
    ordered = sorted(bands, key=lambda band: band.youngest or 0)
    first, *others = ordered
    youngest, oldest = first.youngest, first.oldest
    for band in others:
        if oldest is not None and (band.youngest or 0) > oldest + 1:
            return None
        oldest = None if oldest is None or band.oldest is None else max(oldest, band.oldest)
    return Ages(youngest, oldest)


def in_words(band: Ages) -> str:
    if band.oldest is None or band.oldest >= NO_LIMIT:
        return f"{band.youngest or 0} and over"
    return f"{band.youngest or 0} to {band.oldest}"
