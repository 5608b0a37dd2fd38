"""Files as other councils and charities write them, each of a kind that was once read wrongly."""

import pytest
from django.utils import timezone

from resources.models import Place, Resource
from resources.phrases import all_when_words, cost_words
from tests.imports.steps import bring, entry, names, remarks

pytestmark = [pytest.mark.sweep, pytest.mark.django_db, pytest.mark.usefixtures("here", "at_once")]

HUB = """\
Service Title,Short description,Full Description,Organisation Name,Venue Name,Building and street,\
Postcode,Session times,Eligibility_criteria,Referral needed,Is active?,Published
Chair yoga,Yoga,"<p>Slow <b>yoga</b>.</p>",Org,Hall,12 High Road,SO171BJ,Tuesdays 10am,Over 50s,No,\
Y,Published
Memory cafe,Cafe,Tea,Org,Hall,12 High Road,SO171BJ,Mondays 2pm,,Yes - GP,Y,Published
Bowls,Bowls,Bowls,Org,Hall,12 High Road,SO171BJ,,,,Y,Draft
Choir,Choir,Choir,Org,Hall,12 High Road,SO171BJ,,,,N,Published
"""


def test_what_any_column_says_is_not_shown_is_left_out(as_cora):
    run = bring(as_cora, HUB)
    assert names() == {"Chair yoga", "Memory cafe"}
    assert "Published: Draft" in remarks(run, 4)
    assert "Is active?: N" in remarks(run, 5)


def test_a_question_is_answered_and_the_rest_is_kept_under_its_name(as_cora):
    bring(as_cora, HUB)
    yoga, cafe = entry("Chair yoga"), entry("Memory cafe")
    assert yoga.description == "Slow yoga.\n\nEligibility criteria: Over 50s"
    assert (yoga.joining, cafe.joining) == ("contact", "referral")
    assert cafe.description == "Tea\n\nReferral needed: Yes - GP"
    assert Place.objects.filter(address="12 High Road").count() == 2


def test_a_status_that_nobody_knows_is_remarked(as_cora):
    run = bring(as_cora, "Name,Organisation,Postcode,Status\nA,Org,SO17 1BJ,Lapsing\n")
    assert "Status “Lapsing” is not one that we know" in remarks(run, 2)


def test_any_column_keeps_an_address_confidential(as_cora):
    bring(
        as_cora,
        "Name,Organisation,Address,Postcode,Publish venue address?,Mask exact address\n"
        "A,Org,1 Road,SO17 1BJ,Yes,false\nB,Org,2 Road,SO17 1BJ,Yes,true\n"
        "C,Org,3 Road,SO17 1BJ,No,false\n",
    )
    found = Resource.objects.order_by("name").values_list("address_confidential", flat=True)
    assert list(found) == [False, True, True]


WARM = """\
Warm spaces directory
Warm space,Organisation,Where,Opening days,Opening times,What's on offer?
Hall cafe,Church,"Church Hall, High Street, SO17 1BJ",Mon-Fri,10am-2pm,Soup
Library,Council,"Civic Centre SO14 0AA",Saturday,9.30-17.30,Wi-Fi
Total,2,,,,
* times may change over Christmas,,,,,
"""


def test_the_postcode_in_an_address_and_the_time_beside_its_days(as_cora):
    run = bring(as_cora, WARM)
    assert run.counts == {"new": 2, "skipped": 2}
    place = entry("Hall cafe").places.get()
    assert (place.name, place.address, place.postcode) == ("Church Hall", "High Street", "SO17 1BJ")
    assert all_when_words(entry("Hall cafe")) == ["Monday to Friday 10:00 to 14:00"]
    assert all_when_words(entry("Library")) == ["Saturday 09:30 to 17:30"]


def test_what_a_further_row_says_otherwise_is_not_lost(as_cora):
    bring(
        as_cora,
        "Activity,Day,Start,Finish,Venue,Address,Cost (£),Contact,Suitable for\n"
        'Tai Chi,Monday,10.00,11.00,Hall A,"1 Road, SO17 1BJ",4,Jane on 01632 960061,Over 50s\n'
        'Tai Chi,Thurs,2.15pm,3.15pm,Hall B,"2 Road, SO14 0AA",4.5,tai@example.org,Over 50s\n'
        'Lunch,Last Friday,12noon,2pm,Hall A,"1 Road, SO17 1BJ",5,lunch@example.org,Anyone 65+\n',
        provider_for_all="Org",
    )
    tai_chi, lunch = entry("Tai Chi"), entry("Lunch")
    assert (tai_chi.cost, cost_words(tai_chi)) == ("other", "£4; £4.5")
    assert (tai_chi.minimum_age, lunch.minimum_age) == (50, 65)
    assert (tai_chi.phone, tai_chi.email) == ("01632 960061", "tai@example.org")
    assert (lunch.phone, lunch.email) == ("", "lunch@example.org")


def test_two_columns_of_telephones_and_several_times_of_one_day(as_cora):
    bring(
        as_cora,
        "Group;Tel (day);Tel (eve);Tuesday;Post Code\n"
        "WI;01632 960021;01632 960022;09:30-13:00; SO17 1BJ\n"
        'Bees;;T: 01632 960088 F: 01632 960089;"09:30-13:00; 14:00-17:00";SO17 1BJ\n',
        provider_for_all="Org",
    )
    assert (entry("WI").phone, entry("WI").description) == (
        "01632 960021", "Telephone, too: 01632 960022",
    )  # fmt: skip
    assert all_when_words(entry("Bees")) == ["Tuesday 09:30 to 13:00", "Tuesday 14:00 to 17:00"]
    assert entry("Bees").phone == "01632 960088"


def test_branches_of_one_name_are_entries_of_their_own(as_cora):
    bring(
        as_cora,
        "foodbank_name,branch,postcode\nMade-up FB,St Denys,SO17 1BJ\n"
        "Made-up FB,Shirley,SO17 1BJ\n",
        provider_for_all="Org",
    )
    assert names() == {"Made-up FB, St Denys", "Made-up FB, Shirley"}


def test_what_is_once_is_offered_until_then(as_cora):
    run = bring(
        as_cora,
        "Name,Organisation,Postcode,When\n"
        'Fair,Org,SO17 1BJ,"Saturday 12 December 2099, 10am-2pm"\n'
        "Fete,Org,SO17 1BJ,13/06/2020 14:00-17:00\n"
        'Cafe,Org,SO17 1BJ,"Mo-Fr 10:00-12:00; PH off"\n',
    )
    assert all_when_words(entry("Fair")) == ["Saturday 12 December 2099 10:00 to 14:00"]
    offered = Resource.objects.offered(timezone.localdate()).order_by("name")
    assert [one.name for one in offered] == ["Cafe", "Fair"]
    assert "All its times are over: nobody is shown it." in remarks(run, 3)
    assert all_when_words(entry("Cafe")) == [
        "Monday to Friday 10:00 to 12:00", "not on public holidays",
    ]  # fmt: skip
