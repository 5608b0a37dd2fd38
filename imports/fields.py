"""The values of a row, as people wrote them, to the fields that the directory's forms take.

No value but the name can cost the row: what cannot be understood is kept in words where people read
it, and noted. Knows no database.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from geography import points, postcodes
from imports.columns import PLACE_FIELDS, PROVIDER_FIELDS
from resources import telephones
from resources.forms.entries import PlaceForm, ProviderForm, ResourceForm
from resources.intake import ages, contacts, costs, dates, words
from resources.intake.nothing import known
from resources.intake.values import tidy
from resources.vocabulary import Cost

Texts = dict[str, str]  # of a row, by our fields

FORMS = (ResourceForm.base_fields, PlaceForm.base_fields)
LONGEST = {
    name: limit
    for fields in FORMS
    for name, field_ in fields.items()
    if (limit := getattr(field_, "max_length", None))
}
ACCESS = ("step_free", "hearing_loop", "toilet", "parking")
# these lists come as texts of other people's: they are looked up in the directory
IN_BRACKETS = re.compile(r"\([^)]*\)")
LOOKED_UP = ("interests", "authorities")
SEPARATORS = ";|\n"
COUNTRY = {"uk", "united kingdom", "gb", "great britain", "england", "scotland", "wales"}
CHOSEN: dict[str, tuple[str, Callable[[str], Any]]] = {
    "delivery": ("How it happens", words.delivery),
    "joining": ("How to join", words.joining),
    "conditions": ("For people with", words.conditions),
    "genders": ("For", words.genders),
    "status": ("Status", words.status),
    "address_confidential": ("Confidential", partial(tidy, "address_confidential")),
    "national": ("For the whole country", words.truth),
}


@dataclass
class Words:
    """What is said of a row: remarks for curators, and what people are to read beside the rest."""

    notes: list[str] = field(default_factory=list)
    # paragraphs for the description
    kept: list[str] = field(default_factory=list)

    def keep(self, label: str, text: str) -> None:
        """Put into the description what no field can take, and say so."""
        paragraph = f"{label}: {text}"
        self.kept.append(paragraph)
        self.notes.append(f"Kept in the description: {shorten(paragraph, 120)}")


def shorten(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def fitting(name: str, text: str, said: Words, label: str) -> str:
    """Cut where the field ends; then the whole of it is in the description."""
    most = LONGEST.get(name)
    if most is None or len(text) <= most:
        return text
    said.keep(label, text)
    return shorten(text, most)


def resource_fields(texts: Texts, for_all: dict[str, Any], said: Words) -> dict[str, Any]:
    """Those fields of the entry that the row, or the mapping for all rows, says something about."""
    found = dict(for_all)
    found |= {name: texts[name] for name in ("name",) if name in texts}
    for name in LOOKED_UP:
        if name in texts:
            found[name] = [*found.get(name, []), *listed(texts[name])]
    found |= chosen(texts, said)
    found |= contact(texts, said)
    found |= price(texts, found.get("cost", Cost.UNKNOWN), said)
    found |= age_limits(texts, said)
    found |= days(texts, said)
    if "when_text" in texts:
        found["when_text"] = fitting("when_text", texts["when_text"], said, "When")
    described = str(texts.get("description") or found.get("description") or "")
    if described or said.kept:
        found["description"] = "\n\n".join(filter(None, [described, *said.kept]))
    return found


def listed(text: str) -> list[str]:
    """Several values in one cell; by commas only where there is no other mark."""
    marks = [mark for mark in SEPARATORS if mark in text] or [","]
    for mark in marks[1:]:
        text = text.replace(mark, marks[0])
    return list(dict.fromkeys(filter(None, map(known, text.split(marks[0])))))


def chosen(texts: Texts, said: Words) -> dict[str, Any]:
    """Choices of ours that a column gives in other words."""
    found: dict[str, Any] = {}
    for name, (label, read) in CHOSEN.items():
        if name not in texts:
            continue
        meant = read(texts[name])
        if meant is not None:
            found[name] = meant
        else:
            said.keep(label, texts[name])
    return found


def contact(texts: Texts, said: Words) -> dict[str, Any]:
    found: dict[str, Any] = {}
    texts = texts | addresses_under_phone(texts)
    if "phone" in texts:
        read = telephones.read(texts["phone"])
        found["phone"] = next(iter(read.numbers), "")
        others = "; ".join([*read.numbers[1:], *filter(None, [read.more])])
        if re.search(r"[^\W\d]", telephones.NO_TELEPHONE.sub("", read.more)):
            said.keep("Telephone", texts["phone"])  # torn apart, it would say nothing
        elif others:
            said.keep("Telephone, too" if read.numbers else "Telephone", others)
    for name, label, reader in (
        ("email", "E-mail", contacts.email),
        ("web", "Web", contacts.web),
    ):
        if name in texts:
            address, more = reader(texts[name])
            found[name] = address
            if more:
                said.keep(f"{label}, too" if address else label, more)
    return {name: value for name, value in found.items() if value}


def addresses_under_phone(texts: Texts) -> Texts:
    """The only e-mail or web address, where it stands among telephones; a cell of nothing else has
    none left."""
    phone = texts.get("phone", "")
    found = {"email": contacts.email(phone).address} if not texts.get("email") else {}
    if "@" not in phone and not texts.get("web"):
        found = {"web": contacts.web(phone).address}
    found = {name: address for name, address in found.items() if address}
    alone = phone.strip() in found.values()
    return found | ({"phone": ""} if alone else {})


def price(texts: Texts, for_all: str, said: Words) -> dict[str, Any]:
    """Read from the words, unless the mapping says what all of it costs."""
    words = texts.get("cost_text", "")
    found = costs.read(texts.get("amount", words))
    if not {"cost_text", "amount"} & texts.keys():
        return {}
    if "amount" in texts:
        about = words if found.cost != Cost.OTHER else f"{texts['amount']} {words}".strip()
        found = found._replace(words=about)
    if for_all != Cost.UNKNOWN:
        found = costs.Price(Cost(for_all), None, words)
    about = fitting("cost_text", found.words, said, "Cost")
    return {"cost": found.cost, "amount": found.amount, "cost_text": about}


def age_limits(texts: Texts, said: Words) -> dict[str, Any]:
    given = [texts.get(name, "") for name in ("ages", "minimum_age", "maximum_age")]
    if not any(given):
        return {}
    group = ages.read(given[0])
    found = ages.both(*given[1:])
    youngest = found.youngest if found.youngest is not None else group.youngest
    oldest = found.oldest if found.oldest is not None else group.oldest
    if oldest is not None and ages.NO_LIMIT <= oldest <= ages.OLDEST:
        oldest = None
    unread = "; ".join(filter(None, [group.words, found.words]))
    if youngest is not None and oldest is not None and youngest > oldest:
        unread = "; ".join(dict.fromkeys(filter(None, given)))
        youngest = oldest = None
    if unread:
        said.keep("Ages", unread)
    return {"minimum_age": youngest, "maximum_age": oldest}


def days(texts: Texts, said: Words) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, label in (
        ("starts_on", "First day"),
        ("ends_on", "Last day"),
        ("verified_on", "Last checked"),
        ("verify_by", "Check again by"),
    ):
        if name in texts:
            day = (dates.read_end if name == "ends_on" else dates.read)(texts[name])
            found |= {name: day} if day else {}
            if day is None:
                said.keep(label, texts[name])
    first, last = found.get("starts_on"), found.get("ends_on")
    if first and last and last < first:
        said.keep("Dates", f"{texts['starts_on']} to {texts['ends_on']}")
        del found["starts_on"], found["ends_on"]
    return found


def provider_fields(texts: Texts, said: Words) -> dict[str, str]:
    """Of the provider, by our name for each; what is not valid there is left out."""
    found = {ours: texts[name] for name, ours in PROVIDER_FIELDS.items() if name in texts}
    if "phone" in found:
        found["phone"] = next(iter(telephones.read(found["phone"]).numbers), "")
    if "email" in found:
        found["email"] = contacts.email(found["email"]).address
    if "web" in found:
        found["web"] = contacts.web(found["web"]).address
    limit = ProviderForm.base_fields["name"].max_length  # type: ignore[attr-defined]
    if len(found.get("name", "")) > limit:
        said.keep("Run by", found["name"])
        found["name"] = shorten(found["name"], limit)
    return found


def place_fields(texts: Texts, said: Words) -> dict[str, Any]:
    """Of the place, the point among them where there is one that can be right."""
    texts = texts | postcode_alone(texts) | first_postcode(texts, said)
    texts = texts | postcode_in_address(texts)
    place: dict[str, Any] = {}
    for name, ours in PLACE_FIELDS.items():
        if name not in texts:
            continue
        if name in ACCESS:
            place[ours] = words.fact(texts[name])
            if words.truth(texts[name]) is None:
                said.keep(label_of(ours), texts[name])
        else:
            label = label_of(ours)
            place[ours] = fitting(ours, texts[name], said, label)
    if (point := point_of(texts, said)) is not None:
        place["point"] = point.ewkt
    return place


def label_of(name: str) -> str:
    return str(PlaceForm.base_fields[name].label or name.replace("_", " ").capitalize())


def first_postcode(texts: Texts, said: Words) -> Texts:
    """Where another stands in brackets, as for a satnav, the first; both are kept in words. Of two
    side by side nobody knows which is meant."""
    written = texts.get("postcode", "")
    found = postcodes.WITHIN.findall(IN_BRACKETS.sub(" ", written))
    if len(found) != 1 or len(postcodes.WITHIN.findall(written)) < 2:
        return {}
    said.keep("Postcodes", texts["postcode"])
    return {"postcode": found[0]}


def postcode_alone(texts: Texts) -> Texts:
    """Where more than a postcode stands under that name, the rest is the address's."""
    postcode, rest = postcodes.split(texts.get("postcode", ""))
    if not postcode or not rest:
        return {}
    parts = [texts.get("address", ""), "" if rest.casefold() in COUNTRY else rest]
    return {"postcode": postcode, "address": ", ".join(filter(None, parts))}


def postcode_in_address(texts: Texts) -> Texts:
    """Where no column has it, the one postcode in the address, or in the building's name."""
    if texts.get("postcode"):
        return {}
    for name in ("address", "place_name"):
        postcode, rest = postcodes.split(texts.get(name, ""))
        if not postcode:
            continue
        if name == "place_name" and not texts.get("address"):
            # "Church Hall, High Street, SO17 1BJ"
            building, _, street = rest.partition(",")
            return {"postcode": postcode, name: building.strip(), "address": street.strip()}
        return {"postcode": postcode, name: rest}
    return {}


def point_of(texts: Texts, said: Words) -> Any:
    """From degrees, or else from the grid, or else from one column with both."""
    grid = points.grid_of(texts.get("postcode", ""))
    ways: tuple[tuple[Callable[..., Any], tuple[str, ...]], ...] = (
        (points.read_degrees, ("latitude", "longitude")),
        (partial(points.read_grid, grid=grid), ("easting", "northing")),
        (partial(points.read_pair, grid=grid), ("coordinates",)),
    )
    for read, names in ways:
        try:
            point = read(*(texts.get(name, "") for name in names))
        except points.PointError as error:
            said.notes.append(str(error))
            continue
        if point is not None:
            return point
    return None
