import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from geography import geocoding


class Command(BaseCommand):
    help = "Say where a postcode is: latitude, longitude, and where that comes from."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("place", help="a postcode, such as 'SO17 1BJ'")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = geocoding.locate(options["place"], search_addresses=True)
        except geocoding.GeocodingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{found.point.y:.5f} {found.point.x:.5f} {found.source.label}")
