"""What is wrong with a file as a whole, and how large one may be. Knows no Django: see `sheets`."""

LONGEST_LINE = 1_000_000  # characters
LONGEST_CELL = 100_000
LONGEST_NAME = 300
FEWEST = 2  # columns of a table
DAMAGED = (
    "This workbook is damaged, or has a password. Save it anew, without one, as “Excel Workbook "
    "(.xlsx)” or as CSV."
)
TOO_LARGE = "Unpacked, this workbook is too large. Save the sheet as CSV."


class FileError(Exception):
    """The file cannot be imported at all. The message says why in plain words."""
