"""A service's description, and what else there is to say of it, each under a label of its own."""

from collections.abc import Iterator

from open_referral import terms
from open_referral.harvest.told import Told
from open_referral.harvest.values import Json, date, objects, take_lines, take_text, take_truth, web
from resources.intake.text import shorten

LONGEST = 10_000
TEXTS = {
    "application_process": "How to join",
    "wait_time": "Waiting time",
    "interpretation_services": "Interpreting",
    "accreditations": "Accreditation",
    "licenses": "Licences",
    "alternate_name": "Also known as",
    "deliverable_type": "What it gives",
    "additional_info": "Also",
    "short_description": "In short",
    "gender": "Gender",
}
# {part: (label, the fields of each that are said, in order)}
LISTS = {
    "required_documents": ("What to bring", ("document", "uri")),
    "program": ("Part of", ("name", "alternate_name", "description")),
    "funding": ("Paid for by", ("source",)),
    "payments": ("How to pay", ("payment",)),
    "suitabilities": ("Suitable for", ("name",)),
    "send_needs": ("Special educational needs", ("name",)),
    "meta": ("Also", ("label", "key", "value")),
    "reviews": ("Review", ("title", "description", "score", "reviewer_organization", "date")),
}
# our own facts come as terms as well
OURS = {term.name for term in terms.FIXED.values()}


def take_description(found: Json, alert: str, about: str, told: Told) -> str:
    """What is short-lived first, then the description as it is, then all the rest."""
    first = [f"Please note: {alert}"] if alert else []
    told.say("Languages", *languages(found))
    for name, label in TEXTS.items():
        told.say(label, take_lines(found, name, 5000))
    for name, (label, fields) in LISTS.items():
        told.say(label, *(of_one(one, fields) for one in objects(found.get(name))))
    told.say("Places free", *map(capacity, objects(found.get("capacities"))))
    told.say("Holidays", *(holiday(one) for one in all_holidays(found)))
    whole = "\n\n".join(filter(None, [*first, about, *told.about_places, *told.words]))
    if len(whole) > LONGEST:
        told.notes.append(f"Its description is longer than {LONGEST:,} letters, and was cut.")
    return shorten(whole, LONGEST)


def of_one(one: Json, fields: tuple[str, ...]) -> str:
    """Such as "Polish (by arrangement)"."""
    first, *others = [*filter(None, (take_text(one, name, 2000) for name in fields)), ""]
    beside = ", ".join(filter(None, others))
    return f"{first} ({beside})" if beside else first


def take_ways_in(found: Json) -> Iterator[str]:
    for at in objects(found.get("service_at_locations")):
        for location in objects(at.get("location")):
            for access in objects(location.get("accessibility")):
                text = take_text(access, "description", 1000)
                more = [take_text(access, "details", 1000), web(take_text(access, "url", 500))]
                if text not in OURS:
                    yield ", ".join(filter(None, [text, *more]))


def languages(found: Json) -> Iterator[str]:
    """Spoken by the service, at its places, or on its telephones."""
    holders = [found]
    for at in objects(found.get("service_at_locations")):
        holders += [at, *objects(at.get("location"))]
    holders += [phone for holder in holders for phone in objects(holder.get("phones"))]
    for one in (one for holder in holders for one in objects(holder.get("languages"))):
        yield of_one(one, ("name", "code", "note"))


def capacity(one: Json) -> str:
    free, most = take_text(one, "available", 20), take_text(one, "maximum", 20)
    units = [take_text(unit, "name", 60) for unit in objects(one.get("unit"))]
    words = f"{free} of {most}" if free and most else free or most
    updated = date(one.get("updated"))
    if updated:
        del one["updated"]
    as_of = f"on {updated:%d %B %Y}" if updated else ""
    return " ".join(filter(None, [words, *units, as_of, take_text(one, "description", 500)]))


def all_holidays(found: Json) -> Iterator[Json]:
    yield from objects(found.get("holiday_schedules"))
    for at in objects(found.get("service_at_locations")):
        yield from objects(at.get("holiday_schedules"))
        for location in objects(at.get("location")):
            yield from objects(location.get("holiday_schedules"))


def holiday(one: Json) -> str:
    """Such as "24 December 2026 to 2 January 2027: closed"."""
    days = [date(one.get(name)) for name in ("start_date", "end_date")]
    for name, day in zip(("start_date", "end_date"), days, strict=True):
        if day:
            del one[name]
    dates = " to ".join(dict.fromkeys(f"{day:%-d %B %Y}" for day in days if day))
    closed = take_truth(one, "closed")
    times = " to ".join(filter(None, (take_text(one, n, 20) for n in ("opens_at", "closes_at"))))
    if closed:
        times = "closed"
    return ": ".join(filter(None, [dates, times or take_text(one, "description", 500)]))
