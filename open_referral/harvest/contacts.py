"""How to get in touch with a service: the first telephone, e-mail and web address as fields, all
others in words. Nobody's name is kept. Knows no database."""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError

from facilitation.validators import PHONE
from open_referral.harvest.told import Told
from open_referral.harvest.values import Json, known_text, objects, take_text, take_truth, web
from resources import telephones

NO_TELEPHONE = re.compile(r"\b(?:fax|facsimile|pager)\b", re.IGNORECASE)
TEXTPHONE = re.compile(
    r"\b(?:text\s?phone|video(?:\s?phone)?|minicom|typetalk|tty|tdd|sms|text|whats\s?app)\b",
    re.IGNORECASE,
)
# Relay UK: what is said is typed
RELAY = re.compile(r"1800[1-3]\b")
# of a telephone, what says no more than that it is one
PLAIN = {"voice", "phone", "telephone", "tel", "landline", "mobile", "cell", "main", "work",
         "telephone and fax", "tel and fax", "tel/fax", "phone/fax", "telephone/fax"}  # fmt: skip
OF_CONTACT = ("title", "department", "name")
# what a program writes where there is no extension
NO_EXTENSION = {"0", "00", "none"}
HERE = {"", "44"}
EMAIL = re.compile(r"[^\s<>()\[\],;:]+@[^\s<>()\[\],;:]+")
LONGEST_PHONE = 40


def take_contact(found: Json, told: Told) -> Json:
    """`phone`, `email` and `web`, as the directory's form takes them."""
    holders = list(all_holders(found))
    return {
        "phone": take_phones(holders, told),
        "email": take_emails(holders, told),
        "web": take_web(found, told),
    }


def all_holders(found: Json) -> Iterator[tuple[Json, str]]:
    """What can have telephones and e-mail addresses, the nearest first, and what to call it."""
    yield from with_contacts(found, "")
    for at in objects(found.get("service_at_locations")):
        places = objects(at.get("location"))
        name = next((text for place in places if (text := name_of(place))), "")
        yield from with_contacts(at, name)
        for place in places:
            yield from with_contacts(place, name)


def with_contacts(holder: Json, name: str) -> Iterator[tuple[Json, str]]:
    yield holder, name
    for contact in objects(holder.get("contacts")):
        if take_truth(contact, "visible") is False:
            # Outpost's: not for the public
            contact.clear()
        if NO_TELEPHONE.search(" ".join(known_text(contact.get(name), 100) for name in OF_CONTACT)):
            for phone in objects(contact.get("phones")):
                phone["type"] = known_text(phone.get("type"), 60) or "fax"
        reachable = contact.get("phones") or contact.get("email")
        department = take_text(contact, "department", 100) if reachable else ""
        yield contact, department or name


def name_of(place: Json) -> str:
    name = place.get("name")
    return " ".join(name.split())[:100] if isinstance(name, str) else ""


def take_phones(holders: list[tuple[Json, str]], told: Told) -> str:
    """The first number; all of them in words where there are several, or one has a label."""
    numbers: dict[str, str] = {}
    for holder, name in holders:
        for one in objects(holder.get("phones")):
            for number, label in read_phone(one, told):
                numbers.setdefault(number, label or name)
    say_labelled("Telephone", numbers, told)
    return next(iter(numbers), "")


def say_labelled(kind: str, labels: dict[str, str], told: Told) -> None:
    if len(labels) > 1 or any(labels.values()):
        told.say(kind, *(f"{one} ({label})" if label else one for one, label in labels.items()))


def read_phone(one: Json, told: Told) -> list[tuple[str, str]]:
    """The numbers that one can ring, each with what it is for."""
    written = take_text(one, "number", 200)
    if not written:
        return []
    abroad = re.sub(r"\D", "", take_text(one, "country_prefix", 40)).lstrip("0")
    if abroad not in HERE and not written.startswith(("+", "00")):
        written = f"+{abroad} {written}"
    label, written = with_extension(take_text(one, "extension", 20), written)
    kind, about = take_text(one, "type", 60), take_text(one, "description", 150)
    label = " ".join(dict.fromkeys(filter(None, [*different(kind), about, label])))
    named = f"{label} {known_text(one.get('name'), 100)}"
    if NO_TELEPHONE.search(named) and not telephones.BOTH.search(named):
        told.notes.append(f"“{written}” was left out: a fax is no telephone.")
        return []
    if TEXTPHONE.search(kind) or TEXTPHONE.fullmatch(about) or RELAY.match(written):
        told.say("Text or textphone", f"{written} ({label})" if label else written)
        return []
    return numbers_in(written, label, told)


def with_extension(given: str, written: str) -> tuple[str, str]:
    """What cannot be dialled as one, for the label; and the number with its extension."""
    extension = re.sub(r"^(?:extension|ext|x)\b[\s.:]*|^x(?=\d)", "", given.casefold())
    extension = extension.removesuffix(".0").strip(" .:")
    if not extension or extension in NO_EXTENSION:
        return "", written
    if not re.fullmatch(r"\d{1,7}", extension):
        return (given if re.search(r"[a-z]{3}", extension) else f"ext {extension}"), written
    if re.search(rf"\b(?:x|ext\S*)\s*{re.escape(extension)}$", written.lower()):
        return "", written
    return "", f"{written} ext {extension}"


def different(kind: str) -> list[str]:
    return [] if kind.casefold() in PLAIN else [kind]


def numbers_in(written: str, label: str, told: Told) -> list[tuple[str, str]]:
    found = telephones.read(written)
    label = " ".join(filter(None, [label, found.more if found.numbers else ""]))
    numbers = found.numbers or ((written,) if is_phone(written) else ())
    if not numbers:
        told.notes.append(f"“{written}” was left out: it is no telephone number.")
    return [(number[:LONGEST_PHONE], label) for number in numbers]


def is_phone(text: str) -> bool:
    try:
        PHONE(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_PHONE


def take_emails(holders: list[tuple[Json, str]], told: Told) -> str:
    addresses: dict[str, str] = {}
    for holder, name in holders:
        given = holder.get("email")
        if isinstance(given, list) and all(isinstance(one, str) for one in given):
            holder["email"] = ", ".join(given)
        written = take_text(holder, "email", 1000)
        # what is none is kept for the form to complain about
        for address in EMAIL.findall(written) or filter(None, [written[:254]]):
            addresses.setdefault(address.rstrip("."), name)
    say_labelled("E-mail", addresses, told)
    return next(iter(addresses), "")


def take_web(found: Json, told: Told) -> str:
    """The service's own address; others, and those of places, in words."""
    if isinstance(found.get("url"), list) and len(found["url"]) == 1:
        found["url"] = found["url"][0]
    own = web(take_text(found, "url", 500))
    others = [address_in(link, told) for link in objects(found.get("additional_urls"))]
    places = [
        address_in(place, told)
        for at in objects(found.get("service_at_locations"))
        for place in objects(at.get("location"))
    ]
    first = own or next((one.split()[-1] for one in (*others, *places) if one), "")
    told.say("On the web", *(one for one in others if one != first))
    told.say_of_place("On the web", *(one for one in places if one != first))
    return first


def address_in(link: Json, told: Told) -> str:
    """Such as "Book a place: https://example.org/"; empty where there is no address."""
    address = web(take_text(link, "url", 500))
    if address and not address.startswith(("http://", "https://")):
        told.notes.append(f"“{address}” was left out: it is no web address.")
        return ""
    if not address or "location_type" in link or "latitude" in link:
        return address
    name = take_text(link, "name", 100)
    return f"{name}: {address}" if name else address
