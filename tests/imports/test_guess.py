"""Which column probably means what. No database."""

import pytest

from imports.column_names import tidy
from imports.guess import guess, is_known
from imports.vocabulary import DAY_NAMES

LIBRARIES = ["Local authority", "Library name", "Address 1", "Address 2", "Postcode",
             "Monday staffed hours", "Monday unstaffed hours", "Year closed"]  # fmt: skip


def test_the_list_of_libraries():
    assert guess(LIBRARIES) == {
        "name": ["Library name"],
        "provider": ["Local authority"],
        "address": ["Address 1", "Address 2"],
        "postcode": ["Postcode"],
        "skip": ["Year closed"],
        "monday": ["Monday staffed hours"],
        "id": ["Local authority", "Library name", "Postcode"],
    }


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("address1", "address"),
        ("Address Line 2", "address"),
        ("charity_contact_address1", "address"),
        ("site_name", "name"),
        ("Name of group", "name"),
        ("charity_name", "provider"),
        ("Run by", "provider"),
        ("Organization", "provider"),
        ("charity_activities", "description"),
        ("Day", "day"),
        ("Start time", "starts"),
        ("Finish Time", "ends"),
        ("lat_lng", "coordinates"),
        ("opening_hours_monday", "monday"),
        ("Thurs hours", "thursday"),
        ("opening_hours", "when_text"),
        ("Category", "interests"),
        ("Type of activity", "interests"),
        ("Post Code", "postcode"),
        ("postal_code", "postcode"),
        ("Contact Telephone Number", "phone"),
        ("Tel No.", "phone"),
        ("charity_contact_email", "email"),
        ("Website URL", "web"),
        ("Min age", "minimum_age"),
        ("Age Group", "ages"),
        ("Price (£)", "cost_text"),
        ("Is Closed", "skip"),
        ("Status Code", "skip"),
        ("Wheelchair accessible", "step_free"),
        ("How to join", "joining"),
        ("Area served", "authorities"),
        ("Group/Organisation", "name"),
        ("Service Title", "name"),
        ("ORG_NAME", "provider"),
        ("Who runs it", "provider"),
        ("Suitable For Ages", "ages"),
        ("Cost per session", "cost_text"),
        ("When & where", "when_text"),
        ("EMAIL_ADDR", "email"),
        ("Gender", "genders"),
        ("Open/Closed", "skip"),
        ("Archived", "skip"),
        ("Visible on website", "skip"),
        ("charity_registration_status", "skip"),
        ("Full Description", "description"),
        ("Building and street", "address"),
        ("Eligibility criteria", "also"),
        ("Meets on", "day"),
        ("Subs", "cost_text"),
        ("fees_description", "cost_text"),
        ("Tel (eve)", "phone"),
        ("Referral needed", "joining"),
        ("OK to publish address?", "address_confidential"),
        ("Address withheld", "address_confidential"),
        ("Confidential venue (Y/N)", "address_confidential"),
        ("Mask exact address", "address_confidential"),
        ("X_COORD", "easting"),
        ("Currently running", "skip"),
        ("Web link", "web"),
        ("About the project", "description"),
        ("Address public?", "address_confidential"),
        ("Show address", "address_confidential"),
        ("Can we publish the address?", "address_confidential"),
        ("Is the address confidential", "address_confidential"),
        ("Address shown on website", "address_confidential"),
        ("Sensitive", "address_confidential"),
        ("Public address", "address"),
        ("Secure location", "address_confidential"),
        ("Temporarily closed", "skip"),
        ("Date ended", "skip"),
        ("Ended", "skip"),
        ("Public?", "skip"),
        ("Address for publication?", "address_confidential"),
        ("Hide postcode", "address_confidential"),
        ("Week", "when_text"),
        ("Meeting time", "starts"),
        ("Term time only?", "also"),
        ("Session 2", "also"),
        ("Concessions", "also"),
        ("1. Name of group", "name"),
        ("What is the name of your group?", "name"),
        ("What days and times do you meet?", "when_text"),
        ("phones.0.number", "phone"),
        ("Email of library", "email"),
        ("Reporting Service", "provider"),
        ("collection_times", "when_text"),
        ("hours_of_operation", "when_text"),
        ("fee_structure", "cost_text"),
        ("intake_procedures", "also"),
        ("What's it about", "description"),
        ("Has it closed?", "skip"),
    ],
)
def test_a_name_suggests_a_field(column, field):
    number = "442500" if field == "easting" else ""
    beside = ["Y_COORD"] if field == "easting" else []
    found = guess([column, *beside], [dict.fromkeys([column, *beside], number)])
    assert found[field] == [column]


@pytest.mark.parametrize(
    "column",
    [
        "Notes",
        "physical_state",
        "Home phone",
        "Personal email",
        "Next of kin telephone",
        "mobile van",
        "Ward",
        "Contact name",
        "Fax",
        "UPRN",
        "Parliamentary constituency",
    ],
)
def test_a_name_that_suggests_nothing(column):
    assert set(guess([column])) == {"id"}


def test_the_name_of_a_type_is_no_entrys():
    found = guess(["SiteName", "FacilityTypeName", "PostalCode"])
    assert (found["name"], found["interests"]) == (["SiteName"], ["FacilityTypeName"])


def test_a_network_does_not_run_a_practice():
    columns = ["ODS Code", "Practice Name", "PCN Name", "ICB Name"]
    assert guess(columns)["provider"] == guess(columns)["name"] == ["Practice Name"]


def test_a_public_address_may_ask_for_a_yes():
    found = guess(["Name", "Public address"], [{"Public address": "No"}, {"Public address": ""}])
    assert found["address_confidential"] == ["Public address"]
    assert guess(["Public address"], [{"Public address": "1 Road"}])["address"] == [
        "Public address"
    ]


@pytest.mark.parametrize(
    ("column", "days"),
    [
        ("Mon-Fri", "monday tuesday wednesday thursday friday"),
        ("Weekday hours", "monday tuesday wednesday thursday friday"),
        ("Saturday to Sunday", "saturday sunday"),
        ("Weekend", "saturday sunday"),
        ("Fri/Mon", ""),
        ("Weekend club", ""),
        ("Weekday", ""),
        ("Weekdays", ""),
    ],
)
def test_a_column_for_several_days_is_that_of_each(column, days):
    found = guess([column, "Name"])
    assert [day for day in DAY_NAMES if found.get(day) == [column]] == days.split()


def test_a_day_of_its_own_goes_before_one_with_others():
    found = guess(["Mon-Fri", "Monday", "Opening hours Tuesday", "Staffed hours Tuesday"])
    assert (found["monday"], found["tuesday"]) == (["Monday"], ["Opening hours Tuesday"])
    assert found["friday"] == ["Mon-Fri"]


def test_a_date_beside_a_time_is_its_day():
    rows = [{"Date": "05/12/2026", "Time": "10am"}]
    assert guess(["Date", "Time"], rows)["day"] == ["Date"]
    assert "day" not in guess(["Date", "Name"], rows)
    assert "day" not in guess(["Date", "Time"], [{"Date": "soon", "Time": "10am"}])


def test_a_date_beside_opening_hours_says_when_somebody_asked():
    rows = [{"Date": "05/12/2020", "Opening time": "10am"}]
    assert "day" not in guess(["Date", "Opening time"], rows)


def test_what_only_sounds_so_is_left_where_it_was():
    assert guess(["Weekday", "Start"])["day"] == ["Weekday"]
    assert guess(["Care home phone"])["phone"] == ["Care home phone"]
    assert "address_confidential" not in guess(["Secure"])
    rows = [{"Cost": "£5", "Unit": "Unit 4"}]
    assert guess(["Cost", "Unit"], rows)["cost_text"] == ["Cost"]


def test_what_a_price_is_for_is_read_with_it():
    assert guess(["Cost", "Cost details"])["cost_text"] == ["Cost", "Cost details"]
    assert guess(["Cost details", "Price (£)"])["cost_text"] == ["Price (£)", "Cost details"]
    assert guess(["Free?", "Charged per"])["cost_text"] == ["Free?"]


def test_what_may_be_asked_whether_it_is_shared_is_left_to_a_curator():
    columns = ["Name", "E-mail", "Phone", "Can we share your e-mail?"]
    found = guess(columns)
    assert ("email" in found, found["phone"]) == (False, ["Phone"])
    assert "phone" not in guess([*columns[:3], "OK to publish contact details?"])


def test_a_second_address_is_told():
    rows = [{"Email": "a@b.org", "Email (2)": "c@d.org", "Email (3)": ""}]
    found = guess(["Email", "Email (2)", "Email (3)"], rows)
    assert (found["email"], found["also"]) == (["Email"], ["Email (2)"])


def test_a_row_that_stands_there_twice_does_not_make_two_others_one():
    columns = ["Name", "Organisation", "Address", "Postcode"]
    rows = [("A", "1 St"), ("A", "2 St"), ("B", "3 St"), ("B", "3 St")]
    sample = [
        {"Name": name, "Organisation": "O", "Address": address, "Postcode": "SO17 1BJ"}
        for name, address in rows
    ]
    assert guess(columns, sample)["id"] == ["Organisation", "Name", "Postcode", "Address"]


def test_a_mobile_that_is_a_van_is_no_telephone():
    rows = [{"name": "A", "mobile": "False"}, {"name": "B", "mobile": "True"}]
    assert "phone" not in guess(["name", "mobile"], rows)
    assert guess(["name", "mobile"], [{"mobile": "07700 900123"}])["phone"] == ["mobile"]


@pytest.mark.parametrize(
    ("x", "y", "fields"),
    [
        ("-1.3957", "50.9341", {"longitude": ["X"], "latitude": ["Y"]}),
        ("442500", "112500", {"easting": ["X"], "northing": ["Y"]}),
        ("1", "2", {}),
    ],
)
def test_whether_x_and_y_are_degrees_or_metres_their_numbers_say(x, y, fields):
    found = guess(["Name", "X", "Y"], [{"Name": "A", "X": x, "Y": y}])
    assert {
        name: columns for name, columns in found.items() if name not in ("name", "id")
    } == fields


def test_of_two_columns_of_one_kind_the_one_with_something_in_it():
    rows = [{"fees": "", "fees_description": "£2"}]
    assert guess(["fees", "fees_description"], rows)["cost_text"] == ["fees_description"]


def test_the_first_words_are_the_name_where_no_column_is_called_so():
    rows = [{"Ref": "A1", "Offer": f"Club {n}", "Where": "Hall"} for n in range(3)]
    assert guess(["Ref", "Offer", "Where"], rows)["name"] == ["Offer"]
    assert guess(["Thoroughfare Name", "Site Name"])["name"] == ["Site Name"]


def test_a_contact_is_a_telephone_only_where_it_looks_like_one():
    assert guess(["Contact"], [{"Contact": "Jane on 01632 960061"}])["phone"] == ["Contact"]
    assert "phone" not in guess(["Contact"], [{"Contact": "Jane"}])


def test_half_a_point_is_none():
    assert guess(["Lat", "Lng"])["latitude"] == ["Lat"]
    assert guess(["Easting", "OSNRTH1M"])["northing"] == ["OSNRTH1M"]
    assert guess(["Lat", "OSNRTH1M"]).keys() == {"id"}


def test_opening_and_closing_are_two_columns():
    columns = ["Name", "Monday open", "Monday close"]
    assert guess(columns)["monday"] == ["Monday open", "Monday close"]


def test_a_column_full_of_postcodes_is_one_whatever_it_is_called():
    rows = [{"Name": "A", "Where": "SO17 1BJ"}, {"Name": "B", "Where": "so14 7lp"}]
    assert guess(["Name", "Where"], rows)["postcode"] == ["Where"]


def test_an_id_is_a_column_of_different_values():
    rows = [{"Ref": str(n), "Name": "Club", "Postcode": "SO17 1BJ"} for n in range(3)]
    assert guess(["Ref", "Name", "Postcode"], rows)["id"] == ["Ref"]
    same = [row | {"Ref": "1"} for row in rows]
    assert guess(["Ref", "Name", "Postcode"], same)["id"] == ["Name", "Postcode"]


def test_rows_of_one_entry_are_not_told_apart_by_their_own_numbers():
    rows = [
        {"Id": str(n), "Name": "Club", "Postcode": "SO17 1BJ", "Day": day}
        for n, day in enumerate(["Tuesday", "Friday"])
    ]
    assert guess(["Id", "Name", "Postcode", "Day"], rows)["id"] == ["Name", "Postcode"]


def test_several_of_one_name_get_their_kind_beside_it():
    rows = [{"Site": "Centre", "Type": kind, "Postcode": "SO17 1BJ"} for kind in ("Pool", "Gym")]
    found = guess(["Site", "Type", "Postcode"], rows)
    assert (found["name"], found["name_detail"]) == (["Site"], ["Type"])
    assert found["id"] == ["Site", "Type", "Postcode"]


@pytest.mark.parametrize(
    ("written", "plain"),
    [("startTime", "start time"), ("Address1", "address 1"), ("Postcode (if known)", "postcode"),
     ("e-mail", "e mail"), ("(all)", "all"), ("", "")],
)  # fmt: skip
def test_names_are_compared_plainly(written, plain):
    assert tidy(written) == plain


def test_what_is_known():
    assert is_known("Postcode") and is_known("Wednesday")
    assert not is_known("Made-up Council community groups 2026") and not is_known("")
