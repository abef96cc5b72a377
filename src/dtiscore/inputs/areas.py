"""The areas of a map, from a GeoJSON file of the user's own (RFC 7946), each for the unit whose code or name it bears."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from dtiscore.errors import UsageFault
from dtiscore.files.paths import FileName
from dtiscore.files.reading import read_bytes
from dtiscore.inputs.unit_codes import unit_code
from dtiscore.questions.score.shown.drawing import Area, Drawing, PictureKind, Shade
from dtiscore.said import said, some_of
from dtiscore.scoring.scorecard import Scorecard

MOST_BYTES = 64 * 2**20
"""Of a file of areas; a map that people can read needs far less."""


def drawing_of(  # noqa: PLR0913 - the options of one command
    card: Scorecard,
    picture: PictureKind = "ranking",
    *,
    x: str | None = None,
    y: str | None = None,
    shade: Shade = "rank",
    map_file: FileName | None = None,
    map_key: str | None = None,
) -> Drawing:
    """A picture as it is asked for, with the areas of its map.

    Raises:
        SourceFault: the file of areas cannot be read.
        UsageFault: it has none of the units, or nobody says by what.
    """
    if map_file is None:
        return Drawing(picture, x, y, shade)
    if map_key is None:
        raise UsageFault(
            said("nothing says which property of an area names its unit"), said("name it: --map-key FIELD")
        )
    return Drawing(picture, x, y, shade, areas_of(map_file, map_key, card))


def areas_of(source: FileName, key: str, card: Scorecard) -> dict[str, Area]:
    """The areas in a file by the code of their unit; those of no unit of the table by a key that is no code.

    Args:
        source: the file, whose coordinates are longitude and latitude.
        key: the property of each area that says which unit it is.
        card: the scorecard that knows the units.

    Raises:
        SourceFault: the file cannot be read.
        UsageFault: it is no such file, its areas lack the property, none of them is
            of a unit, or two are of the same one.
    """
    name = str(source)
    found: dict[str, Area] = {}
    for at, feature in enumerate(_features(name)):
        properties = feature.get("properties")
        value = properties.get(key) if isinstance(properties, dict) else None
        if not isinstance(value, str | int) or isinstance(value, bool):
            there = sorted(properties) if isinstance(properties, dict) else []
            raise UsageFault(
                said(
                    '{file}: area {n} has no property "{key}" that names a unit', file=name, n=at + 1, key=key
                ),
                said(
                    "name one with --map-key; it has {properties}",
                    properties=some_of(there, 8) or said("none"),
                ),
            )
        code = _code_of(card, str(value)) or f"\0{at}"
        if code in found:
            raise UsageFault(
                said(
                    "{file}: {first} and {second} are areas of the same unit",
                    file=name,
                    first=found[code].name,
                    second=str(value),
                ),
                said("join them into one area, a MultiPolygon"),
            )
        found[code] = Area(str(value), _polygons(name, at, feature.get("geometry")))
    if not set(found) & set(card.dataset.units):
        raise UsageFault(
            said('{file}: no area is of a unit of the table by its property "{key}"', file=name, key=key),
            said("name the property with the codes or names of units: --map-key FIELD"),
        )
    return found


def _features(name: str) -> list[Mapping[str, Any]]:
    import json  # only a map needs it

    try:
        data = json.loads(read_bytes(name, max_bytes=MOST_BYTES).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _no_areas(name) from error
    features = (
        data.get("features") if isinstance(data, dict) and data.get("type") == "FeatureCollection" else None
    )
    if not isinstance(features, list) or not features or not all(isinstance(one, dict) for one in features):
        raise _no_areas(name)
    return features


def _no_areas(name: str) -> UsageFault:
    return UsageFault(
        said("{file}: this is no GeoJSON file with areas", file=name),
        said("give a FeatureCollection of polygons, as mapping programs save it"),
    )


def _code_of(card: Scorecard, text: str) -> str | None:
    try:
        return unit_code(card, text)
    except UsageFault:
        return None


def _polygons(name: str, at: int, geometry: Any) -> list[list[list[list[float]]]]:
    """The polygons of an area: each its outer ring, then its holes.

    Raises:
        UsageFault: it is no area, or its coordinates are not longitude and latitude.
    """
    kind, given = (
        (geometry.get("type"), geometry.get("coordinates")) if isinstance(geometry, dict) else (None, None)
    )
    polygons: Any = [given] if kind == "Polygon" else given if kind == "MultiPolygon" else None
    try:
        found = [[[_point(point) for point in ring] for ring in polygon] for polygon in polygons or ()]
    except (TypeError, ValueError, IndexError) as error:
        raise _bad_area(name, at) from error
    if not found:
        raise _bad_area(name, at)
    return found


def _point(point: Any) -> list[float]:
    longitude, latitude = float(point[0]), float(point[1])
    if not (math.isfinite(longitude) and abs(longitude) <= 360 and abs(latitude) <= 90):
        raise ValueError
    return [longitude, latitude]


def _bad_area(name: str, at: int) -> UsageFault:
    return UsageFault(
        said("{file}: area {n} is no polygon of longitudes and latitudes", file=name, n=at + 1),
        said("save it as GeoJSON with Polygon or MultiPolygon in degrees (WGS 84)"),
    )
