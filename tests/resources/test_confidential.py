"""The rule that says what looks like a refuge, by itself."""

import pytest

from resources.confidential import SAID_SO, note, reasons, withhold

# Two names, or the parts of an entry
REFUGES = [
    {"name": "Women and girls' safe space (overnight)"},
    {"name": "Women's Crisis Centre (residential)"},
    {"name": "Refuj"},
    {"name": "Elder abuse safe stay"},
    {"name": "Young women's safe lodging (CSE)"},
    {"name": "Secure children's unit"},
    {"name": "Protected address accommodation"},
    {"name": "Second stage flats for families after DA"},
    {"name": "Witness protection accommodation"},
    {"name": "Exit project house for women leaving prostitution"},
    {"name": "Her Place: a safe roof"},
    {"name": "Rosemary", "description": "Crash pad for women leaving controlling partners"},
    {"name": "Rosemary", "description": "Mother and baby unit for women fleeing violence"},
    {"name": "Women's Refuge"},
    {"name": "WOMENS REFUGE"},
    {"name": "Women’s Refuges (Hampshire)"},
    {"name": "Womens refudge"},
    {"name": "Woman's Reffuge"},
    {"name": "Refgue for women"},
    {"name": "Safe House"},
    {"name": "Safehouse Southampton"},
    {"name": "SAFE-HOUSE"},
    {"name": "safe accommodation"},
    {"name": "Women's aid accommodation"},
    {"name": "Secure accommodation for victims"},
    {"name": "DV emergency accommodation"},
    {"name": "D.V. emergency accomodation"},
    {"name": "DA accommodation"},
    {"name": "Rose House", "provider": "Hampshire Women's Aid"},
    {"name": "Rose House", "provider": "Refuge"},
    {
        "name": "Rose House",
        "description": "Emergency accommodation for women and children fleeing domestic abuse.",
    },
    {
        "name": "Rose House",
        "description": "Somewhere safe to stay for anyone escaping violence at home",
    },
    {"name": "Rose House", "description": "For survivors of domestic violence."},
    {"name": "Made-up", "description": "Safe place for women leaving violence"},
    {"name": "X14 domestic abuse safe accommodation"},
    {"name": "Battered wives' shelter"},
    {"name": "Women's shelter"},
    {"name": "Hostel for victims of trafficking"},
    {"name": "Modern slavery safe house"},
    {"name": "Second stage housing", "description": "for women who have left an abusive partner"},
    {"name": "Move-on flats", "description": "after domestic abuse"},
    {"name": "Domestic Abuse Service"},
    {"name": "Lloches Menywod"},
    {"name": "Frauenhaus Southampton"},
    {"name": "Casa de acogida"},
    {"name": "Sığınma Evi"},
    {"name": "Panah Gah"},
    {"name": "R.E.F.U.G.E."},
    {"name": "R E F U G E"},
    {"name": "Oak Lodge", "description": "The address is confidential."},
    {"name": "Oak Lodge", "description": "Undisclosed location"},
    {"name": "Oak Lodge", "description": "Please do not publish our address"},
    {"name": "Oak Lodge", "more": ["Refuges"]},
    {"name": "Oak Lodge", "more": ["Domestic abuse", "Accommodation"]},
    {"name": "Dispersed accommodation", "description": "for male victims of domestic abuse"},
    {
        "name": "Oak",
        "description": "Shelter from honour-based abuse and forced marriage.",
    },
    {"name": "Children's home"},
    {"name": "Asylum seekers' hotel"},
    {"name": "Oak", "description": "Crisis accommodation for women"},
    {"name": "LGBT+ domestic abuse housing"},
    {"name": "Place of safety"},
    {"name": "Réfuge pour femmes"},
    {"name": "Oak House", "provider": "Stop Domestic Abuse"},
    {"name": "Домик", "description": "Приют для женщин"},
    {"name": "پناہ گاہ"},
    {"name": "womensrefuge"},
    {"name": "Domestic violance refuge"},
    {"name": "Llety Diogel Cymru"},
    {"name": "Women in crisis: bed spaces", "description": "Domestic violence"},
    {"name": "Refuge\N{ZERO WIDTH SPACE}s"},
    {"name": "Shelter for abused women"},
    {"name": "Hostel for women fleeing abuse"},
    {"name": "Haven", "description": "Confidential address in Southampton. Women only."},
    {"name": "Sanctuary for women"},
    {"name": "The Refuge"},
    {"name": "Asian women's refuge"},
]
NO_REFUGES = [
    {"name": "Wildlife refuge"},
    {"name": "Refuge cafe"},
    {"name": "The Refuge Café"},
    {
        "name": "Portswood Library",
        "description": "Books, computers and information on domestic abuse and housing.",
    },
    {"name": "Refugee welcome group"},
    {"name": "Safe Space café", "description": "For anyone in a mental health crisis"},
    {"name": "Mother and baby group", "description": "Songs and play"},
    {"name": "Women and children swimming"},
    {"name": "Safe driving for over 60s"},
    {"name": "Refugees at Home"},
    {"name": "Donkey Refuge"},
    {"name": "Refuse collection"},
    {"name": "Safe and Well visits"},
    {"name": "Violet Circle"},
    {"name": "Citizens Advice", "description": "Advice on housing, benefits and domestic abuse."},
    {"name": "City of Refuge Church"},
    {"name": "Knitting", "description": "A refuge from the bustle of the city"},
    {"name": "House of Fun"},
    {"name": "Women's Institute"},
    {"name": "Accommodation for older people"},
    {"name": "Hostel", "description": "Homeless hostel for young people"},
    {"name": "Shelter Cymru", "description": "Housing advice"},
    {"name": "Home safety", "description": "Is your home safe? We fit alarms"},
    {"name": "Safe Haven", "description": "Crisis café for mental health"},
    {"name": "Nature walks", "description": "Take refuge in nature"},
    {"name": "Community centre", "description": "Domestic abuse awareness talks, yoga, dance"},
    {"name": "Age UK Southampton"},
    {"name": "Samaritans", "description": "Confidential support by phone"},
    {"name": "Children's Centre"},
    {
        "name": "Dance class",
        "description": "In the church house. Confidential advice at our address.",
    },
    {"name": "Refuge for hedgehogs"},
    {"name": "Youth hostel"},
    {"name": "Animal Refuge", "description": "Cats and dogs"},
    {"name": "St Johns House", "description": "lunch club"},
    {"name": "Sanctuary Housing", "description": "Sheltered housing"},
    {"name": "Day centre", "description": "Home visits and housing support"},
]


@pytest.mark.parametrize("entry", REFUGES, ids=str)
def test_a_refuge_is_seen_however_it_is_named(entry):
    assert reasons(**entry)


@pytest.mark.parametrize("entry", NO_REFUGES, ids=str)
def test_what_is_something_else_is_left_alone(entry):
    assert reasons(**entry) == []


def test_the_reasons_are_the_words_as_they_are_read():
    assert reasons(name="Wômen’s  REFUDGE", provider="Women's Aid") == ["refuge", "women aid"]
    assert note(["refuge", "women aid"]) == (
        "It looks like a refuge or the like (“refuge”, “women aid”): its address is kept "
        "confidential until a curator says otherwise."
    )
    assert note([SAID_SO]) == "Its address is kept confidential: its source says so."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("At 9 Secret St, SO17 1BJ.", "At (address withheld), (address withheld)."),
        ("Near the old mill", "Near the (address withheld)"),
        ("Open 24 hours", "Open 24 hours"),
        ("", ""),
    ],
)  # fmt: skip
def test_an_address_is_taken_out_of_a_text(text, left):
    assert withhold(text, ["Old  Mill", "9"]) == left
