"""Whatever people are like: of everything that is told, it is told of five at least."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from reports.research.anonymity import LEVELS, Details, Told, anonymity, generalise

people = st.lists(
    st.builds(
        Details,
        st.sampled_from(["", "woman", "man", "other"]),
        st.sampled_from(["", "18-29", "60-69", "70-79", "80-89"]),
        st.sampled_from(["", "SO14", "SO17", "PO30"]),
        st.sampled_from(["", "heart", "heart pain", "stroke"]),
    ),
    max_size=120,
).map(lambda found: dict(enumerate(found)))


@given(people)
def test_five_at_least_are_alike_in_what_is_told(known):
    told = generalise(known)

    assert all(number >= 5 for number in Counter(told.values()).values())
    assert len(known) - len(told) < 5
    assert anonymity(told).k in {0, *range(5, len(told) + 1)}


@given(people)
def test_what_is_told_is_true(known):
    levels = list(LEVELS.values())

    assert all(
        one.details == levels[one.level](known[key]) for key, one in generalise(known).items()
    )


@given(people)
def test_whoever_looks_for_somebody_finds_five_or_nobody(known):
    """Somebody who knows everything of a person looks through the levels for them."""
    told = generalise(known)
    alike = Counter(told.values())
    for one in set(known.values()):
        fitting = [
            alike[Told(number, level(one))]
            for number, level in enumerate(LEVELS.values())
            if Told(number, level(one)) in alike
        ]
        assert all(number >= 5 for number in fitting)


def test_where_few_are_alike_less_is_told():
    known = {n: Details("woman", "70-79", f"SO{14 + n % 3}", "") for n in range(9)}

    told = generalise(known)

    assert set(told.values()) == {Told(1, Details("woman", "70-79", "SO", ""))}
