"""What tests ask of a picture: its records, its specification, and that it renders."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from tests.made import HEAD, group, indicator

from dtiscore.render.pictures.theme import Picture


def specification(picture: Picture) -> dict[str, Any]:
    """The specification, which is strict JSON: no NaN, no infinity."""

    def no_number(text: str) -> NoReturn:
        raise AssertionError(f"{text} in a picture")

    found: dict[str, Any] = json.loads(picture.to_json(), parse_constant=no_number)
    return found


def records(picture: Picture, field: str = "unit") -> list[dict[str, Any]]:
    """The records of the data that has such a field."""
    return next(rows for rows in all_values(specification(picture)) if rows and field in rows[0])


def frame_of(specification: Any) -> Any:
    """A specification without its records, its title and its alternative: what must be ours alone."""
    if isinstance(specification, dict):
        told = {"data", "datasets", "title", "description"}
        return {key: frame_of(one) for key, one in specification.items() if key not in told}
    return list(map(frame_of, specification)) if isinstance(specification, list) else specification


def all_values(part: Any) -> Any:
    """The records of each of the data in it."""
    if isinstance(part, dict):
        yield from part.get("datasets", {}).values()
        if isinstance(part.get("values"), list):
            yield part["values"]
        for one in part.values():
            yield from all_values(one)
    elif isinstance(part, list):
        for one in part:
            yield from all_values(one)


PLAIN = {
    **HEAD,
    "index": group("T", "arithmetic", indicator("x", weight=1), indicator("y", weight=1), weights="relative"),
}
"""An edition whose scores are means of two columns."""
