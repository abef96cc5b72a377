"""Standings of an older unit scheme on a newer one: a merged unit has the mean of its parts, as far as all have a score."""

from __future__ import annotations

import numpy as np

from dtiscore.analysis.standings import Restatement, Standing, Standings, best_first
from dtiscore.errors import InvalidData
from dtiscore.said import said
from dtiscore.scoring.ranking import plain_rank
from dtiscore.units.restating import Restated, predecessors, restate
from dtiscore.units.scheme import UnitScheme


def restated_standings(table: Standings, target: UnitScheme, method: Restatement) -> Standings:
    """The standings on a newer scheme; a unit of which a part is lacking or has no score has none either.

    As in a table on its own scheme, a row that lacks leaves all without a rank, and a missing score its unit alone.

    Raises:
        InvalidData: units cannot be restated, or none has the scores of all its parts.
    """
    assert table.scheme is not None
    codes = list(table.units)
    scores = [table.units[code].score for code in codes]
    values = np.array([np.nan if score is None else score for score in scores])
    result = restate({table.index: values}, codes, table.scheme, target, method, partial=True)
    lacking = _lacking(result)
    scored = zip(result.units, result.columns[table.index].tolist(), strict=True)
    merged = {code: score for code, score in scored if code not in lacking}
    if not merged:
        message = said(
            "{table}: no unit has the scores of all that it is made of, so that nothing is restated from {old} to {new}",
            table=table.label,
            old=table.scheme.id,
            new=target.id,
        )
        raise InvalidData(message, said("add the rows and scores that are missing"))
    is_whole = all(gap.column is not None for gap in result.gaps)
    names = {unit.code: unit.name for unit in table.scheme.units}
    made_of = predecessors(table.scheme, target)
    places = best_first(merged, higher_is_better=table.higher_is_better)
    ranks = places if is_whole else {}
    return Standings(
        source=table.source,
        period=table.period,
        index=table.index,
        scheme=target,
        units={
            code: Standing(
                target.by_code[code].name,
                plain_rank(ranks.get(code)),
                merged.get(code),
                plain_rank(places.get(code)),
            )
            for code in result.units
        },
        listed=frozenset(merged)
        if is_whole
        else frozenset(unit.code for unit in target.units if unit.ranked),
        is_whole=is_whole,
        higher_is_better=table.higher_is_better,
        first=table.first,
        is_draft=table.is_draft,
        restated_from=table.scheme.id,
        without_parts={
            code: [names[part] for part in parts]
            for code, parts in lacking.items()
            if len(parts) < len(made_of[code])
        },
        sha256=table.sha256,
    )


def _lacking(result: Restated) -> dict[str, list[str]]:
    """By the code of a unit, those of its parts that have no row or no score."""
    found: dict[str, list[str]] = {}
    for gap in result.gaps:
        found.setdefault(gap.unit, []).extend(gap.missing)
    return found
