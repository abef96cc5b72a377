"""A ranking as dtiscore writes it: known by the order of its headings, which also says what each column holds."""

from __future__ import annotations

from collections.abc import Sequence

from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawTable

RANKING_SCHEMA = "dtiscore/ranking/1"
RANKINGS_SCHEMA = "dtiscore/rankings/1"
"""The marks of a ranking under one edition, and of several."""
PARQUET_KEY = "dtiscore"
"""The key of the metadata under which a result in Parquet tells of itself, as JSON."""

TEXTS = ("edition", "period", "group", "unit", "name", "band")
"""The columns that hold texts; all others hold numbers."""
COUNTS = ("rank", "previous_rank", "move")
"""The columns whose numbers are whole unless ties share a mean rank, as those of ranks in nodes are; all other numbers are
scores."""
SCORE, PUBLISHED, RANK = ".score", ".published", ".rank"
"""What ends the headings of scores, and behind these of scores as they are published, and of ranks in nodes."""
_BEFORE_SCORES = (
    (("edition",), False),
    (("period",), False),
    (("group",), False),
    (("rank",), True),
    (("previous_rank", "move"), False),
    (("unit", "name"), True),
)
"""The headings before those of the scores, in order, and whether they always stand there."""


def score_headings(headings: Sequence[str]) -> tuple[str, ...] | None:
    """The headings of the scores of a ranking that dtiscore wrote, the index first; ``None`` for any other table."""
    at = 0
    for names, is_required in _BEFORE_SCORES:
        if tuple(headings[at : at + len(names)]) == names:
            at += len(names)
        elif is_required:
            return None
    figures = headings[at:-1] if headings[-1] == "band" else headings[at:]
    scores = tuple(heading for heading in figures if heading.endswith(SCORE))
    are_ours = all(heading.endswith((SCORE, PUBLISHED, RANK)) for heading in figures)
    is_first = bool(scores) and figures[0] == scores[0]
    return scores if is_first and are_ours and len(set(headings)) == len(headings) else None


def as_written(table: RawTable, options: ReadingOptions) -> ReadingOptions:
    """How a ranking of ours is read: its columns say themselves what they are, and which rows are meant is asked.

    Args:
        table: the ranking.
        options: what was declared, of which nothing but the period and whether units may lack concerns the ranking.
    """
    there = {column.header for column in table.columns}
    return ReadingOptions(
        unit="unit",
        name="name",
        period="period" if "period" in there else None,
        group="group" if "group" in there else None,
        at_period=options.at_period,
        allow_missing_units=options.allow_missing_units,
        layout="wide",
    )


def as_data(table: RawTable) -> RawTable:
    """A ranking of ours as a table to score: its scores are supplied, its ranks and bands are no values of indicators."""
    scores = score_headings([column.header for column in table.columns]) or ()
    kept = {"period", "group", "unit", "name", *scores}
    return table._replace(columns=tuple(column for column in table.columns if column.header in kept))
