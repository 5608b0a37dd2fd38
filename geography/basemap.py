"""Streets for the maps, from a PMTiles file of one's own (docs/basemap.md).

The browser reads the file itself, by ranges of bytes, and draws it. All that is looked at here is
whether it can be: what its header says, and what its metadata say.
"""

import logging
import zlib
from functools import lru_cache
from gzip import BadGzipFile
from html import unescape
from os import SEEK_END
from pathlib import Path
from typing import Any, NamedTuple

import nh3
from django.conf import settings
from pmtiles.reader import MmapSource, Reader
from pmtiles.tile import Compression, MagicNumberNotFound, SpecVersionUnsupported, TileType

logger = logging.getLogger(__name__)

# What streets are called in the three schemes that static/geography/basemap-style.js can draw: OS
# Open Zoomstack and Protomaps; OpenMapTiles.
STREETS = {"roads", "transportation"}


class BasemapError(Exception):
    """Why a file cannot be drawn, in words for whoever runs the site."""


class Basemap(NamedTuple):
    path: str
    attribution: str  # as plain text


def current() -> Basemap | None:
    """The file that GENIE_BASEMAP names, or None where there is none or it cannot be drawn."""
    if not (settings.GENIE_BASEMAP and settings.BASEMAP_RENDERER):
        return None
    try:
        file = Path(settings.GENIE_BASEMAP).stat()
    except OSError:
        return None
    return look_at(settings.GENIE_BASEMAP, file.st_size, file.st_mtime_ns)


@lru_cache(maxsize=1)
def look_at(path: str, size: int, changed: int) -> Basemap | None:
    """Once for each version of the file."""
    try:
        return read(path)
    except BasemapError as problem:
        logger.warning("GENIE_BASEMAP: %s", problem)
        return None


def read(path: str) -> Basemap:
    """Raises BasemapError for anything but a whole PMTiles file of vector tiles with streets."""
    header, metadata, size = read_head(path)
    if size < header["tile_data_offset"] + header["tile_data_length"]:
        raise BasemapError(f"{path} is cut short: copy it again.")
    if header["tile_type"] != TileType.MVT:
        raise BasemapError(f"{path} holds pictures, not vector tiles (MVT).")
    if header["tile_compression"] not in {Compression.NONE, Compression.GZIP}:
        raise BasemapError(f"{path} is compressed in a way that browsers cannot read: use gzip.")
    layers = {layer["id"] for layer in metadata.get("vector_layers", [])}
    if layers and not layers & STREETS:
        raise BasemapError(f"{path} has no layer called {' or '.join(sorted(STREETS))}.")
    attribution = settings.GENIE_BASEMAP_ATTRIBUTION or str(metadata.get("attribution") or "")
    return Basemap(path, unescape(nh3.clean(attribution, tags=set())).strip())


def read_head(path: str) -> tuple[dict[str, Any], dict[str, Any], int]:
    """A PMTiles file's header, its metadata, and its size in bytes."""
    try:
        with open(path, "rb") as file:
            reader = Reader(MmapSource(file))
            return reader.header(), reader.metadata(), file.seek(0, SEEK_END)
    except MagicNumberNotFound:
        raise BasemapError(f"{path} is not a PMTiles file.") from None
    except SpecVersionUnsupported:
        raise BasemapError(f"{path} is of another version of PMTiles than 3.") from None
    except (ValueError, IndexError, EOFError, zlib.error, BadGzipFile):
        raise BasemapError(f"{path} is cut short, or not a PMTiles file.") from None
    except OSError as problem:
        raise BasemapError(f"{path} cannot be read: {problem.strerror}.") from None
