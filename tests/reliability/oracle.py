"""Scores computed a second time, in exact fractions, from the words of a weighting file and nothing of dtiscore's code.

Irrational steps (geometric means, standard deviations) are taken to 60 digits. Beside each score stands its size: the
largest magnitude met on the way, against which an error of floating point is measured.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

Plain = Mapping[str, Any]
"""A part of a weighting file as plain data."""

DIGITS = 60


class Undefined(Exception):
    """The methodology gives some unit no score where it needs one."""


@dataclass(frozen=True)
class Exact:
    """A score and the largest magnitude met on the way to it."""

    value: Fraction
    size: Fraction


Scores = dict[str, list[Exact | None]]
"""For every node its score in every row; ``None`` where it has none."""


def scores(edition: Plain, columns: Mapping[str, Sequence[float | None]]) -> Scores:
    """The scores of every node.

    Args:
        edition: the weighting file; its index is a tree of the rules and aggregates that :mod:`random_editions` makes.
        columns: the cells by heading, as the float64 nearest to what is written.

    Raises:
        Undefined: a mean is undefined for some unit.
    """
    found: Scores = {}
    _score(edition["index"], edition, columns, found)
    return found


def _score(node: Plain, edition: Plain, columns: Mapping[str, Sequence[float | None]], found: Scores) -> None:
    if "children" in node:
        for child in node["children"]:
            _score(child, edition, columns, found)
        rows = len(found[node["children"][0]["code"]])
        result = [
            _aggregate(node, edition, [found[c["code"]][row] for c in node["children"]])
            for row in range(rows)
        ]
    else:
        result = _normalise(node, edition, columns)
    if _kind(edition["missing"]) == "zero":
        result = [Exact(Fraction(0), Fraction(0)) if score is None else score for score in result]
    found[node["code"]] = result


def _kind(rule: Any) -> str:
    return str(rule if isinstance(rule, str) else rule["kind"])


# Normalisation


def _normalise(  # noqa: PLR0911 - one rule each
    node: Plain, edition: Plain, columns: Mapping[str, Sequence[float | None]]
) -> list[Exact | None]:
    rule = node["rule"]
    cells = [None if cell is None else Fraction(cell) for cell in columns[node["code"]]]
    top = Fraction(node.get("points", edition.get("scale", 1)))
    match rule["kind"]:
        case "identity":
            return [None if x is None else Exact(x, abs(x)) for x in cells]
        case "fraction":
            shares = [None if x is None else x / Fraction(rule["of"]) for x in cells]
            return [
                _of(top, min(share, Fraction(1)) if rule.get("cap") and share is not None else share)
                for share in shares
            ]
        case "ratio":
            below = [None if cell is None else Fraction(cell) for cell in columns[rule["denominator"]]]
            return [
                None if x is None or d is None else _of(top, min(x / d * Fraction(rule["per"]), Fraction(1)))
                for x, d in zip(cells, below, strict=True)
            ]
        case "goalposts":
            return [_between(rule, x, Fraction(rule["low"]), Fraction(rule["high"]), top) for x in cells]
        case "min-max":
            there = [x for x in cells if x is not None]
            if not there:
                return [None] * len(cells)
            low, high = min(there), max(there)
            if low == high:
                return [
                    None if x is None else _ranged(rule, Fraction(rule["zero_range"]), Fraction(0), top)
                    for x in cells
                ]
            return [_between({**rule, "clip": False}, x, low, high, top) for x in cells]
        case "z-score":
            return _standardised(rule, cells)
    raise AssertionError(rule)


def _of(top: Fraction, share: Fraction | None) -> Exact | None:
    return None if share is None else Exact(share * top, abs(share * top))


def _between(rule: Plain, x: Fraction | None, low: Fraction, high: Fraction, top: Fraction) -> Exact | None:
    if x is None:
        return None
    if rule["clip"] in (True, "low"):
        x = max(x, low)
    if rule["clip"] in (True, "high"):
        x = min(x, high)
    # The floats low, high and their difference are rounded once; a value near an end keeps its relative precision.
    down = rule.get("direction") == "down"
    return _ranged(rule, (high - x if down else x - low) / (high - low), Fraction(0), top)


def _ranged(rule: Plain, share: Fraction, size: Fraction, top: Fraction) -> Exact:
    if "range" not in rule:
        return Exact(share * top, max(size, abs(share * top)))
    worst, best = map(Fraction, rule["range"])
    value = share * (best - worst) + worst
    return Exact(value, max(size, abs(value), abs(worst), abs(share * (best - worst))))


def _standardised(rule: Plain, cells: Sequence[Fraction | None]) -> list[Exact | None]:
    there = [x for x in cells if x is not None]
    if not there:
        return [None] * len(cells)
    if min(there) == max(there):
        score = Fraction(rule["zero_range"]) * Fraction(rule["sd"]) + Fraction(rule["mean"])
        return [None if x is None else Exact(score, max(abs(score), Fraction(1))) for x in cells]
    mean = sum(there, Fraction(0)) / len(there)
    variance = sum(((x - mean) ** 2 for x in there), Fraction(0)) / (
        len(there) - (rule["divisor"] == "sample")
    )
    with localcontext() as context:
        context.prec = DIGITS
        sd = Fraction((Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt())
    sign = -1 if rule.get("direction") == "down" else 1
    largest = max(map(abs, there))
    stretch, centre = Fraction(rule["sd"]), Fraction(rule["mean"])
    return [
        None
        if x is None
        else Exact(
            sign * (x - mean) / sd * stretch + centre, max((abs(x) + largest) / sd * stretch, abs(centre))
        )
        for x in cells
    ]


# Aggregation


def _weight(node: Plain, child: Plain) -> Fraction:
    if _kind(node["aggregate"]) == "points":
        return _points(child)
    return Fraction(child.get("weight", 1))


def _points(node: Plain) -> Fraction:
    if "points" in node:
        return Fraction(node["points"])
    return sum((_points(child) for child in node["children"]), Fraction(0))


def _aggregate(node: Plain, edition: Plain, children: Sequence[Exact | None]) -> Exact | None:
    weights = [_weight(node, child) for child in node["children"]]
    counted = [(score, weight) for score, weight in zip(children, weights, strict=True) if weight != 0]
    if not _enough(edition["missing"], counted):
        return None
    parts = [(score, weight) for score, weight in counted if score is not None]
    there = sum((weight for _, weight in parts), Fraction(0))
    full = sum((weight for _, weight in counted), Fraction(0))
    kind = _kind(node["aggregate"])
    size = max(score.size for score, _ in parts)
    if kind in ("points", "sum"):
        factors = [Fraction(1) if kind == "points" else weight for _, weight in parts]
        total = sum(
            (score.value * factor for (score, _), factor in zip(parts, factors, strict=True)), Fraction(0)
        )
        sizes = sum(
            (score.size * factor for (score, _), factor in zip(parts, factors, strict=True)), Fraction(0)
        )
        return Exact(total * full / there, sizes * full / there)
    if kind == "arithmetic":
        mean = sum((score.value * weight for score, weight in parts), Fraction(0)) / there
        return Exact(mean, sum((score.size * weight for score, weight in parts), Fraction(0)) / there)
    if any(score.value < 0 for score, _ in parts):
        raise Undefined
    if any(score.value == 0 for score, _ in parts):
        return Exact(Fraction(0), size)
    # A relative error of a child becomes one of the mean; children lose relative precision where they are small.
    lost = max(score.size / score.value for score, _ in parts)
    if kind == "harmonic":
        value = there / sum((weight / score.value for score, weight in parts), Fraction(0))
        return Exact(value, value * lost)
    value, logarithm = _geometric(parts, there)
    return Exact(value, value * (lost + logarithm))


def _enough(rule: Any, counted: Sequence[tuple[Exact | None, Fraction]]) -> bool:
    if not counted:
        return False
    if _kind(rule) != "reweight":
        return all(score is not None for score, _ in counted)
    by_weight = rule.get("count") == "weight"
    have = sum(
        (weight if by_weight else Fraction(1) for score, weight in counted if score is not None), Fraction(0)
    )
    of = sum((weight if by_weight else Fraction(1) for _, weight in counted), Fraction(0))
    return have > 0 and have / of >= Fraction(rule.get("min_share", 0))


def _geometric(parts: Sequence[tuple[Exact, Fraction]], there: Fraction) -> tuple[Fraction, Fraction]:
    """The weighted geometric mean, and the magnitude of its logarithms."""
    with localcontext() as context:
        context.prec = DIGITS
        logarithms = [
            (Decimal(score.value.numerator) / Decimal(score.value.denominator)).ln() for score, _ in parts
        ]
        weights = [Decimal(weight.numerator) / Decimal(weight.denominator) for _, weight in parts]
        total = Decimal(there.numerator) / Decimal(there.denominator)
        mean = sum((w * ln for w, ln in zip(weights, logarithms, strict=True)), Decimal(0)) / total
        return Fraction(mean.exp()), Fraction(max(map(abs, logarithms)))


# Publication and ranks


def rounded(value: Fraction, decimals: int, rule: str) -> int:
    """The value counted in units of the last decimal; a half goes away from zero, or to the even digit."""
    scaled = abs(value) * 10**decimals
    whole, excess = divmod(scaled, 1)
    half = Fraction(1, 2)
    up = excess > half or (excess == half and (rule == "half-up" or whole % 2 == 1))
    steps = int(whole) + up
    return -steps if value < 0 else steps


def ranks(steps: Sequence[int | None], ties: str) -> list[float | None]:
    """The rank of every unit by its published value, the largest first."""
    there = [value for value in steps if value is not None]

    def of(value: int) -> float:
        above, same = sum(v > value for v in there), there.count(value)
        match ties:
            case "min":
                return above + 1
            case "max":
                return above + same
            case "dense":
                return len({v for v in there if v > value}) + 1
        return above + (same + 1) / 2

    return [None if value is None else of(value) for value in steps]


def error_in_ulps(found: float, exact: Exact) -> float:
    """How far a float is from the exact score, in units of the last place of the size met on the way."""
    scale = math.ulp(float(max(exact.size, abs(exact.value), Fraction(1, 2**1000))))
    return float(abs(Fraction(found) - exact.value) / Fraction(scale))
