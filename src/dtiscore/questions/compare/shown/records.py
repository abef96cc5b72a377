"""Changes between two tables for programs: plain columns in full precision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dtiscore.analysis.rank_split import RankSplits
from dtiscore.methodology import Methodology, text_in
from dtiscore.questions.compare.answer import UnitChange
from dtiscore.questions.compare.shown.ranks import rank_columns


def change_columns(
    changes: Sequence[UnitChange],
    editions: Iterable[Methodology],
    language: str | None,
    ranks: RankSplits | None = None,
) -> dict[str, list[Any]]:
    """One row per unit; the columns of why ranks moved where that is asked.

    ``data:CODE`` is what the data of a node did to the score, of each node of the editions, so that programs find the
    same columns whatever the tables hold; empty where that is not known of a unit. ``rank_own``, ``rank_others``, ``rank_edition`` and
    ``rank_units`` are places gained, in sum ``move``; ``rank_own_alone`` is the rank that the unit would have if only
    its own figures had changed, ``rank_others_alone`` if only those of the others had.
    """
    columns: dict[str, list[Any]] = {
        "unit": [one.unit for one in changes],
        "name": [text_in(one.name, language) for one in changes],
        "rank_before": [one.before.rank for one in changes],
        "rank": [one.after.rank for one in changes],
        "move": [one.up for one in changes],
        "score_before": [one.before.score for one in changes],
        "score": [one.after.score for one in changes],
        "change": [one.change for one in changes],
        **({} if ranks is None else rank_columns(changes, ranks)),
    }
    splits = [one.split for one in changes]
    for factor in ("data", "method", "composition"):
        columns[factor] = [None if one is None else float(getattr(one, factor)) for one in splits]
    for code in dict.fromkeys(code for edition in editions for code in edition.nodes):
        parts = [None if one is None else one.nodes.get(code) for one in splits]
        columns[f"data:{code}"] = [None if part is None else float(part) for part in parts]
    return columns
