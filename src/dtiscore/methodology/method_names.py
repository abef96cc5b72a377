"""What people call each rule, aggregation, step and way of weighting whose id a weighting file holds.

In English the ids are words already, so that a sentence has them as they stand; another language has names of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from dtiscore.said import as_it_is, composed, said_in, spoken

METHOD_NAMES: Mapping[str, str] = {
    # rules
    "above-mean": said_in("method", "above-mean"),
    "best-of": said_in("method", "best-of"),
    "boolean": said_in("method", "boolean"),
    "borda": said_in("method", "borda"),
    "categorical": said_in("method", "categorical"),
    "choice": said_in("method", "choice"),
    "distance-to-maximum": said_in("method", "distance-to-maximum"),
    "distance-to-target": said_in("method", "distance-to-target"),
    "distance-to-unit": said_in("method", "distance-to-unit"),
    "formula": said_in("method", "formula"),
    "fraction": said_in("method", "fraction"),
    "fraction-of-maximum": said_in("method", "fraction-of-maximum"),
    "frame-goalposts": said_in("method", "frame-goalposts"),
    "goalposts": said_in("method", "goalposts"),
    "identity": said_in("method", "identity"),
    "min-max": said_in("method", "min-max"),
    "parts": said_in("method", "parts"),
    "percentile-rank": said_in("method", "percentile-rank"),
    "piecewise-linear": said_in("method", "piecewise-linear"),
    "rank": said_in("method", "rank"),
    "rank-share": said_in("method", "rank-share"),
    "ratio": said_in("method", "ratio"),
    "relative-to": said_in("method", "relative-to"),
    "share-of-total": said_in("method", "share-of-total"),
    "steps": said_in("method", "steps"),
    "z-score": said_in("method", "z-score"),
    # aggregations
    "ampi": said_in("method", "ampi"),
    "arithmetic": said_in("method", "arithmetic"),
    "benefit-of-the-doubt": said_in("method", "benefit-of-the-doubt"),
    "copeland": said_in("method", "copeland"),
    "geometric": said_in("method", "geometric"),
    "harmonic": said_in("method", "harmonic"),
    "kemeny": said_in("method", "kemeny"),
    "maximum": said_in("method", "maximum"),
    "median": said_in("method", "median"),
    "minimum": said_in("method", "minimum"),
    "mpi": said_in("method", "mpi"),
    "outranking": said_in("method", "outranking"),
    "override": said_in("method", "override"),
    "owa": said_in("method", "owa"),
    "points": said_in("method", "points"),
    "power": said_in("method", "power"),
    "sum": said_in("method", "sum"),
    # steps of preparation
    "clip-percentiles": said_in("method", "clip-percentiles"),
    "derive": said_in("method", "derive"),
    "impute": said_in("method", "impute"),
    "impute-along": said_in("method", "impute-along"),
    "impute-from": said_in("method", "impute-from"),
    "screen": said_in("method", "screen"),
    "winsorise": said_in("method", "winsorise"),
}

WEIGHTING_NAMES: Mapping[str, str] = {
    "equal": said_in("weighting", "equal"),
    "points": said_in("weighting", "points"),
    "budget-allocation": said_in("weighting", "budget-allocation"),
    "ahp": said_in("weighting", "ahp"),
    "pca": said_in("weighting", "pca"),
    "factor": said_in("weighting", "factor"),
    "entropy": said_in("weighting", "entropy"),
    "critic": said_in("weighting", "critic"),
    "target-importance": said_in("weighting", "target-importance"),
}
"""Of the ways to derive weights, one of which is called as an aggregation is and means something else."""


def method_name(kind: str) -> str:
    """What people call a method; as its id has it where it has no name."""
    return METHOD_NAMES.get(kind) or as_it_is(kind)


def weighting_name(method: str) -> str:
    """What people call a way to derive weights; as a weighting file has it where it has no name."""
    return WEIGHTING_NAMES.get(method) or as_it_is(method)


def name_and_id(kind: str) -> str:
    """The name of a method, with its id behind it in brackets where that is another word."""

    def both(language: str | None) -> str:
        name = spoken(method_name(kind), language)
        return name if kind in name else f"{name} ({kind})"

    return composed(both)
