"""A handful of real postcodes, as load_postcodes would have stored them: tests cannot load all 2.7
million. Source: ONS Postcode Directory, November 2025 (Open Government Licence 3.0)."""

from django.contrib.gis.geos import Point

from geography.models import Postcode

# code, latitude, longitude, local authority
LOCATED = [
    ("SO171BJ", 50.93410, -1.39571, "E06000045"),  # Southampton
    ("SO171WD", 50.92609, -1.40316, "E06000045"),
    ("SO172NJ", 50.92616, -1.39193, "E06000045"),
    ("SO147LP", 50.90850, -1.40673, "E06000045"),
    ("SO152JU", 50.91103, -1.40631, "E06000045"),
    ("SO166YD", 50.93302, -1.43510, "E06000045"),
    ("SO196BH", 50.91042, -1.33005, "E06000045"),
    ("SO237EX", 51.07584, -1.31204, "E07000094"),  # Winchester
    ("SO239LS", 51.05998, -1.31447, "E07000094"),
    ("SO410NU", 50.72714, -1.61236, "E07000091"),  # New Forest
    ("PO12AL", 50.79728, -1.09135, "E06000044"),  # Portsmouth
    ("PO40LW", 50.78820, -1.07465, "E06000044"),
    ("PO301UD", 50.70061, -1.29082, "E06000046"),  # Isle of Wight
    ("PO305NA", 50.70613, -1.31539, "E06000046"),
    ("PO339AA", 50.71759, -1.15781, "E06000046"),
    ("PO381QA", 50.59927, -1.19673, "E06000046"),
    ("SW1A1AA", 51.50101, -0.14159, "E09000033"),  # Westminster
    ("EH11AA", 55.95365, -3.18811, "S12000036"),  # Edinburgh
    ("CF101AA", 51.47910, -3.17809, "W06000015"),  # Cardiff
    ("BT11AA", 54.60244, -5.92229, "N09000003"),  # Belfast
]
# known, but the directory does not say where: Jersey, Guernsey, Isle of Man
NOT_LOCATED = [("JE23AB", "L99999999"), ("GY11AA", "L99999999"), ("IM11AA", "M99999999")]


def create_postcodes() -> None:
    rows = [
        Postcode(code=code, point=Point(longitude, latitude, srid=4326), local_authority=authority)
        for code, latitude, longitude, authority in LOCATED
    ]
    rows += [Postcode(code=code, local_authority=authority) for code, authority in NOT_LOCATED]
    Postcode.objects.bulk_create(rows, ignore_conflicts=True)
