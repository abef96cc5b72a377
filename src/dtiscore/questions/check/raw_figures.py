"""Columns of an expected table that are headed as an indicator and hold the figures that are scored, not their scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dtiscore.analysis.expected_table import Expected, ExpectedTable, rows_meant
from dtiscore.errors import Problem
from dtiscore.methodology.base import Values
from dtiscore.said import said
from dtiscore.scoring.scorecard import Scorecard

_HALF = 0.5 + 1e-9
"""How far rounding moves a figure, in steps of its last decimal."""


def without_raw_figures(card: Scorecard, expected: ExpectedTable) -> ExpectedTable:
    """An expected table without the columns in which most units have what was scored, and fewer have their score.

    One file often has both: what was measured, of which some may be revised since, and what came of it. Of each column left out
    is warned.
    """
    meant = [(entry, rows[0]) for entry, rows in rows_meant(card, expected) if rows]
    raw = [code for code in expected.decimals if _is_raw(card, meant, code, expected.decimals[code])]
    if not raw:
        return expected
    rows = [
        replace(entry, scores={code: score for code, score in entry.scores.items() if code not in raw})
        for entry in expected.rows
    ]
    decimals = {code: count for code, count in expected.decimals.items() if code not in raw}
    told = [_told(card, expected, code) for code in raw]
    return replace(expected, rows=rows, decimals=decimals, passed_over=[*expected.passed_over, *told])


def _is_raw(card: Scorecard, meant: Sequence[tuple[Expected, int]], code: str, decimals: int) -> bool:
    node = card.methodology.nodes.get(code)
    column = None if node is None or not node.is_indicator else node.own_column
    figures = None if column is None else card.dataset.numbers.get(column)
    if figures is None:
        return False
    pairs = [(row, score) for entry, row in meant if (score := entry.scores.get(code)) is not None]
    rows, scores = np.array([row for row, _ in pairs], dtype=np.intp), np.array([score for _, score in pairs])
    step = 10.0**-decimals
    alike = _alike(scores, figures[rows], step)
    return 2 * alike > len(pairs) and alike > _alike(scores, card.nodes[code].published[rows], step)


def _alike(written: Values, own: Values, step: float) -> int:
    """How many figures are those of a table that writes them in such steps; one that is missing is none."""
    return int(np.count_nonzero(np.abs(written - own) <= np.maximum(_HALF * step, 1e-12 * np.abs(own))))


def _told(card: Scorecard, expected: ExpectedTable, code: str) -> Problem:
    return Problem(
        "unused-column",
        said("it is not compared: it holds the figures that are scored, and not their scores"),
        expected.places[code],
        raw=expected.places[code].header,
        fix=said(
            "head the scores of {node} by {heading}",
            node=code,
            heading=card.methodology.figure_headings.of(code),
        ),
        severity="warning",
    )
