"""What is wrong with a file as a whole, and how large one may be."""

LONGEST_LINE = 1_000_000  # characters
LONGEST_CELL = 100_000
LONGEST_NAME = 300


class FileError(Exception):
    """The file cannot be imported at all. The message says why in plain words."""
