"""Random editions of one shape for random tables: rules, gaps, optional nodes, bands, preparation, layouts."""

from __future__ import annotations

import random
from typing import Any

from tests.made import HEAD

COLUMNS = ("a", "b", "c", "d", "e", "people")
"""The headings that the indicators read."""

_RULES: tuple[dict[str, Any], ...] = (
    {"kind": "identity"},
    {"kind": "min-max"},
    {"kind": "min-max", "direction": "down"},
    {"kind": "goalposts", "low": 0.0, "high": 1000.0, "clip": True},
    {"kind": "z-score", "divisor": "sample"},
    {"kind": "relative-to", "figure": "median"},
    {"kind": "share-of-total"},
    {"kind": "fraction"},
    {"kind": "ratio", "denominator": "people", "per": 1000.0, "cap": True},
)  # fmt: skip
_OF_ALL = ({"kind": "rank"}, {"kind": "percentile-rank"})
_STEPS: tuple[dict[str, Any], ...] = (
    {"step": "derive", "column": "a", "formula": "people / 2"},
    {"step": "impute", "method": "value", "value": 3.0},
    {"step": "screen", "min_share": 0.5, "drop": ["U03"]},
)


def drawn_edition(chance: random.Random) -> dict[str, Any]:
    """An index PLAIN of AB (a and b), c, the optional d and a text e, as plain data."""
    rule = chance.choice(_RULES) if chance.random() < 0.985 else chance.choice(_OF_ALL)
    children = [
        {"code": "AB", "weight": 2, "aggregate": _aggregate(chance), "weights": "relative"}
        | {"children": [_indicator(chance, "a", rule), _indicator(chance, "b", rule)]},
        _indicator(chance, "c", {"kind": "goalposts", "low": 0.0, "high": 1000.0, "clip": True}),
        _indicator(chance, "d", {"kind": "identity"}, optional=chance.random() < 0.7),
    ]
    if chance.random() < 0.15:
        children.append(_indicator(chance, "e", {"kind": "boolean"}, optional=chance.random() < 0.5))
    edition: dict[str, Any] = {
        **HEAD, "publish": {"as": "score", "decimals": chance.choice([0, 2, 4])},
        "rank": {"on": chance.choice(["published", "full"]), "ties": chance.choice(["min", "average", "dense", "ordinal"])},
        "scale": 100.0,
        "missing": chance.choice(["error", "no-score", "no-score", {"kind": "reweight"}, {"kind": "reweight"}]),
        "index": {"code": "PLAIN", "aggregate": _aggregate(chance), "weights": "relative", "children": children},
        "views": [{"code": "V", "of": ["c", "d"], "aggregate": "arithmetic"}],
    }  # fmt: skip
    if chance.random() < 0.25:
        cuts = [{"code": "high", "at_least": 50.0}, {"code": "low"}]
        edition["bands"] = {"kind": "cuts", "on": chance.choice(["published", "full"]), "cuts": cuts}
    if chance.random() < 0.2:
        edition["prepare"] = [chance.choice(_STEPS)]
    if chance.random() < 0.05:
        edition["periods"] = ["2020", "2021"]
    if chance.random() < 0.15:
        edition["columns"] = [
            {"header": "c", "unit": chance.choice(["%", "years"]), "min": 0.0, "max": 1_000_000.0}
        ]
    layout = {
        key: value
        for key, value in (
            ("unit", "id"),
            ("name", "label"),
            ("period", "when"),
            ("group", "sex"),
            ("missing", ["..", "n/a"]),
        )
        if chance.random() < 0.08
    }
    if layout:
        edition["layout"] = layout
    return edition


def _indicator(
    chance: random.Random, code: str, rule: dict[str, Any], *, optional: bool = False
) -> dict[str, Any]:
    node: dict[str, Any] = {"code": code, "weight": chance.choice([1, 2, 3]), "rule": rule}
    if optional:
        node["optional"] = True
    return node


def _aggregate(chance: random.Random) -> str:
    return chance.choice(["arithmetic"] * 9 + ["geometric"])
