"""What is in a column, by its first rows. No database."""

import re
from collections.abc import Mapping, Sequence

from geography import points, postcodes
from resources.intake.nothing import known

Sample = Sequence[Mapping[str, str]]  # the first rows, by the names of their columns

# "Bees", "U3A walks"; not "A81001"
NAMES = re.compile(r"[^\W\d_]{3}")


def is_empty(column: str, sample: Sample) -> bool:
    """Of two columns that may be one field, the one with something in it is."""
    return bool(sample) and not any(row.get(column, "").strip() for row in sample)


def most_between(column: str, sample: Sample, lowest: float, highest: float) -> bool:
    cells = [cell for row in sample if (cell := known(row.get(column, "")))]
    numbers = [points.number(cell) for cell in cells]
    between = [one for one in numbers if one is not None and lowest <= one <= highest]
    return len(between) * 2 > len(cells)


def looks_like_postcodes(column: str, sample: Sample) -> bool:
    """A column called so is one, but for a list of districts."""
    cells = [known(row.get(column, "")) for row in sample]
    short = [cell for cell in cells if cell and len(cell.replace(" ", "")) < 5]
    return len(short) * 2 <= max(1, sum(map(bool, cells)))


def holds_names(column: str, sample: Sample) -> bool:
    """Words in most rows, and other ones in most of them; not codes or numbers."""
    cells = [cell for row in sample if (cell := known(row.get(column, "")))]
    named = [cell for cell in cells if NAMES.search(cell) and not re.search(r"@|://", cell)]
    return len(named) * 2 > len(sample) and len({*named}) * 2 > len(named)


def is_all_postcodes(column: str, sample: Sample) -> bool:
    cells = [cell for row in sample if (cell := known(row.get(column, "")))]
    return bool(cells) and all(is_postcode(cell) for cell in cells)


def is_points(column: str, sample: Sample) -> bool:
    cells = [cell for row in sample if (cell := known(row.get(column, "")))]
    return sum(map(is_point, cells)) * 2 > len(cells)


def is_point(text: str) -> bool:
    try:
        return points.read_pair(text) is not None
    except points.PointError:
        return False


def is_postcode(text: str) -> bool:
    try:
        postcodes.parse(text)
    except postcodes.MalformedPostcodeError:
        return False
    return True


def has_digits(column: str, sample: Sample) -> bool:
    return any(re.search(r"\d", row.get(column, "")) for row in sample)
