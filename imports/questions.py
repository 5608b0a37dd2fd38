"""What the page asks of each column, and in which order. No database."""

from recurrence.vocabulary import Weekday

DAYS = tuple(str(day.label) for day in Weekday)

# By heading: field and label. Each is in one column, but for those of MANY.
GROUPS: dict[str, dict[str, str]] = {
    "What it is": {
        "name": "Name of the activity",
        "name_detail": "Added to the name",
        "provider": "Who runs it",
        "description": "Description",
        "also": "More for the description, each with its column's name",
        "interests": "What it is for, in their words",
        "id": "What tells one row from another",
        "skip": "What says that it is closed, or not to be shown",
    },
    "Where": {
        "place_name": "Building",
        "address": "Address",
        "town": "Town",
        "postcode": "Postcode",
        "latitude": "Latitude",
        "longitude": "Longitude",
        "easting": "Easting",
        "northing": "Northing",
        "coordinates": "Both in one column",
        "address_confidential": "The address is confidential",
        "authorities": "Area it serves",
        "step_free": "Step-free",
        "toilet": "Accessible toilet",
        "hearing_loop": "Hearing loop",
        "parking": "Parking",
        "transport": "Getting there",
    },
    "When": {
        "when_text": "When, in words",
        "day": "Day",
        "starts": "Start",
        "ends": "End",
        **{day.lower(): day for day in DAYS},
        "starts_on": "First day",
        "ends_on": "Last day",
    },
    "For whom": {
        "ages": "Ages",
        "minimum_age": "Youngest age",
        "maximum_age": "Oldest age",
        "conditions": "Only for people with",
        "genders": "Only for women, or men",
        "cost_text": "Cost",
        "joining": "How to join",
        "delivery": "How it happens",
    },
    "How to reach them": {
        "phone": "Phone",
        "email": "E-mail",
        "web": "Web address",
        "verified_on": "Last checked on",
    },
}
LABELS = {name: label for group in GROUPS.values() for name, label in group.items()}
MANY = (
    "address",
    "id",
    "phone",
    "skip",
    "also",
    "address_confidential",
    "cost_text",
    *(day.lower() for day in DAYS),
)
TOGETHER = (("latitude", "longitude"), ("easting", "northing"))
# A field of the form for the column, where another asks what holds for all rows
FOR_ALL = ("delivery", "joining", "interests")
HELP = {
    "address": "One or several columns, joined by commas.",
    "id": "Columns that together are different in every entry, and stay the same from one file to "
    "the next. Rows that differ only in their times become one entry.",
    "name_detail": "Where one name stands in several rows: “Leisure Centre, Swimming Pool”.",
    "interests": "You say next what its words mean; that is remembered.",
    "skip": "“Closed”, “Archived”, “Published” or “Status”. What is closed by any is left out.",
    "phone": "The first number is the one to ring; others are in the description.",
    "ages": "“55+”, “18 to 65”, “adults”.",
    "cost_text": "“Free”, “£3.50”, and the column that says what that is for. What is no one price "
    "stays in words.",
    "when_text": "“Tuesdays 10am-12pm”. What is not plain stays in words.",
    "coordinates": "“50.93, -1.40”, or a grid reference.",
    "address_confidential": "Yes or no.",
    "authorities": "The names of local authorities.",
}  # fmt: skip
