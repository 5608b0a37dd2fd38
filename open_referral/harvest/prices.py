"""What a service costs: one amount only where everybody pays it, all else in words. No database."""

import datetime as dt
import re
from decimal import Decimal

from open_referral.harvest.told import Told
from open_referral.harvest.values import (
    Json,
    date,
    known_text,
    number,
    objects,
    take_text,
    take_truth,
    uuid_text,
)
from open_referral.ids import derived
from resources.intake import costs
from resources.intake.text import shorten
from resources.vocabulary import Cost

MOST_WORDS = 200
LONGEST = 2000
POUNDS = {"", "gbp", "£", "gbp£", "£gbp", "gbp (£)", "pound", "pounds", "gb pounds", "sterling",
          "pounds sterling", "pound sterling", "uk pounds", "british pounds", "ukp"}  # fmt: skip
# of an option: whose price it is
WHOSE = ("eligibility", "applies_to", "for", "audience", "age_group", "condition", "conditions")
LOWEST = ("minimum_amount", "min_amount", "minimum", "min")
HIGHEST = ("maximum_amount", "max_amount", "maximum", "max")
PENCE = re.compile(r"(?:in )?(?:p|pence)", re.IGNORECASE)
SAYS_FREE = re.compile(r"free(?: of charge)?|no (?:charge|cost)|", re.IGNORECASE)
# what an option may be called that is everybody's, and of one visit
NEUTRAL = re.compile(
    r"(?:(?:per|each|every|an?|one|the|on|at|of|to|entry|entrance|admission|standard|general|full|"
    r"normal|basic|single|session|visit|class|person|head|ticket|price|cost|charge|fee|rate|door|"
    r"drop|in|pay|as|you|go|fixed|amount|free|no)s?[\s,.:-]*)*",
    re.IGNORECASE,
)
OURS = {str(label): Cost(value) for value, label in Cost.choices}


def take_cost(found: Json, today: dt.date, told: Told) -> Json:
    """`cost`, `amount` and `cost_text`, as the directory's form takes them."""
    options = [one for one in objects(found.get("cost_options")) if is_current(one, today, told)]
    if len(options) == 1 and is_our_own(found, options[0]):
        return priced(our_own(options[0]), told)
    fees = take_text(found, "fees_description", LONGEST)
    for option in options:
        take_range(option)
        take_whose(option)
    prices = [price_of(one) for one in options if is_possible(one, told)]
    prices = [price for price in prices if price.cost != Cost.UNKNOWN]
    if fees:
        prices.append(costs.read(fees))
    free = take_truth(found, "free")
    prices += [costs.Price(Cost.FREE)] if free else []
    if free is False and not prices:
        told.notes.append("It is said not to be free, and not what it costs.")
    return priced(together(prices), told)


def is_our_own(found: Json, option: Json) -> bool:
    """Published by a Genie? Then it has an id of our making, and the label of a kind of ours."""
    made = str(derived(uuid_text(found.get("id")), "cost"))
    return uuid_text(option.get("id")) == made and option.get("option") in OURS


def our_own(option: Json) -> costs.Price:
    kind, amount = OURS[option.pop("option")], pounds(option.pop("amount", None))
    words = take_text(option, "amount_description", LONGEST)
    if kind == Cost.AMOUNT and amount is None:
        kind = Cost.OTHER
    return costs.Price(kind, amount if kind == Cost.AMOUNT else None, words)


def is_current(option: Json, today: dt.date, told: Told) -> bool:
    """Does it hold today? One that is over is told; one to come says from when."""
    starts, ends = date(option.get("valid_from")), date(option.get("valid_to"), ends=True)
    name = known_text(option.get("option"), 100)
    if ends is None and (until := take_text(option, "valid_to", 60)):
        option["option"] = f"{name} until {until}".strip()
    if ends and ends < today:
        told.notes.append(f"The price “{words_of(option)}” ended on {ends}: it was left out.")
        option.clear()
        return False
    if starts and starts > today:
        option["option"] = f"{name} from {starts:%d %B %Y}".strip()
    if ends:
        option["option"] = f"{option.get('option') or ''} until {ends:%d %B %Y}".strip()
    for name in ("valid_from", "valid_to"):
        if date(option.get(name), ends=name == "valid_to"):
            del option[name]
    return True


def take_range(option: Json) -> None:
    """Between two amounts it is neither."""
    lowest, highest = (
        next((text for name in names if (text := known_text(option.get(name), 40))), "")
        for names in (LOWEST, HIGHEST)
    )
    amount = known_text(option.get("amount"), 40)
    lowest = lowest or amount
    if not highest or lowest == highest or (amount and amount != lowest):
        return
    for name in (*LOWEST, *HIGHEST):
        option.pop(name, None)
    option["amount"] = " to ".join(f"£{one.lstrip('£')}" for one in (lowest, highest) if one)


def take_whose(option: Json) -> None:
    """A price that is said to be for some is not everybody's."""
    named = [text for name in WHOSE if (text := take_text(option, name, 200))]
    if named:
        option["option"] = " ".join([known_text(option.get("option"), 300), *named]).strip()


def is_possible(option: Json, told: Told) -> bool:
    amount = number(option.get("amount"))
    if amount is None or 0 <= amount <= costs.MOST_POUNDS:
        return True
    told.notes.append(f"“{words_of(option)}” is no price: it was left out.")
    option.clear()
    return False


def price_of(option: Json) -> costs.Price:
    """Of one option: what everybody pays where it says no more than that."""
    words, amount = words_of(option), pounds(option.pop("amount", None))
    name = take_text(option, "option", 300)
    about = take_text(option, "amount_description", 300)
    currency = take_text(option, "currency", 40).casefold()
    if currency not in POUNDS or (not currency and says_foreign(name, about)):
        return costs.Price(Cost.OTHER, None, words)
    if amount is None:
        return costs.read(words)
    if PENCE.fullmatch(about):
        return costs.Price(Cost.OTHER, None, " ".join(filter(None, [name, f"{amount:g} pence"])))
    price = costs.read(f"Free, {about}" if about and not amount else f"£{amount} {about}")
    if amount and name and SAYS_FREE.fullmatch(name):
        return costs.Price(Cost.OTHER, None, words)
    if NEUTRAL.fullmatch(name) and price.cost in (Cost.AMOUNT, Cost.FREE):
        beside = " ".join(one for one in (name, about) if not SAYS_FREE.fullmatch(one))
        return costs.Price(price.cost, price.amount, beside)
    return costs.Price(Cost.OTHER, None, words)


def says_foreign(*texts: str) -> bool:
    return any(map(costs.FOREIGN.search, texts))


def words_of(option: Json) -> str:
    """Such as "Under 18s £2.00 per session", "Carers free", "Entry 5 USD"."""
    amount, currency = pounds(option.get("amount")), known_text(option.get("currency"), 40)
    name = known_text(option.get("option"), 300)
    about = known_text(option.get("amount_description"), 300)
    said = known_text(option.get("amount"), 100)
    if currency.casefold() not in POUNDS:
        said = f"{said} {currency}".strip()
    elif not currency and says_foreign(name, about):
        said = known_text(option.get("amount"), 100)
    elif amount is not None:
        said = f"£{amount}" if amount else "free"
    if any(said.removesuffix(".00").casefold() in text.casefold() for text in (name, about)):
        said = ""
    return " ".join(dict.fromkeys(filter(None, [name, said, about])))


def pounds(value: object) -> Decimal | None:
    amount = number(value.strip().lstrip("£") if isinstance(value, str) else value)
    if amount is None or not 0 <= amount <= costs.MOST_POUNDS:
        return None
    return Decimal(str(amount)).quantize(Decimal("0.01"))


def together(prices: list[costs.Price]) -> costs.Price:
    """One price where all say the same; otherwise all of them, in words."""
    if not prices:
        return costs.Price(Cost.UNKNOWN)
    said = list(dict.fromkeys(price.words for price in prices if price.words))
    kinds = {(price.cost, price.amount) for price in prices}
    if len(kinds) == 1:
        return costs.Price(prices[0].cost, prices[0].amount, "; ".join(said))
    return costs.Price(Cost.OTHER, None, "; ".join(dict.fromkeys(map(in_words, prices))))


def in_words(price: costs.Price) -> str:
    if price.cost == Cost.FREE:
        return " ".join(filter(None, [price.words, "free"]))
    if price.cost == Cost.AMOUNT:
        return " ".join(filter(None, [price.words, f"£{price.amount}"]))
    return price.words


def priced(price: costs.Price, told: Told) -> Json:
    """What is too long for the field is in the description as a whole."""
    if len(price.words) > MOST_WORDS:
        told.say("Cost", price.words)
    return {
        "cost": price.cost,
        "amount": price.amount,
        "cost_text": shorten(price.words, MOST_WORDS),
    }
