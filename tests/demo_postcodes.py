"""The postcodes that the made-up directory names, without reading all 2.7 million.

demo_postcodes.csv holds them as the packaged directory has them. After either of the two changed:
script/manage shell -c 'from tests import demo_postcodes; demo_postcodes.write()'

Source: ONS Postcode Directory, November 2025 (Open Government Licence 3.0). Contains OS data ©
Crown copyright and database right, Royal Mail data © Royal Mail copyright and database right, and
National Statistics data © Crown copyright and database right.
"""

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path

from geography import onspd, postcodes
from plans.demo.directory import DIRECTORY

FILE = Path(__file__).parent / "demo_postcodes.csv"


def packaged() -> Iterator[onspd.Row]:
    content = tomllib.loads(DIRECTORY.read_text(encoding="utf-8"))
    named = {venue["postcode"] for venue in content["venues"].values()} | {"SO15 2JU", "SO17 1BJ"}
    codes = {postcodes.parse(postcode) for postcode in named}
    files = [path for path in onspd.packaged_files() if path.name[10] in {"S", "P"}]
    rows = (row for path in files for row in onspd.packaged_rows(path))
    return (row for row in rows if row.postcode.replace(" ", "") in codes)


def read() -> list[onspd.Row]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [onspd.Row(**row) for row in csv.DictReader(lines)]


def write() -> None:
    with FILE.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(onspd.Row._fields)
        writer.writerows(packaged())
