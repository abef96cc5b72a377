"""What two states differ in for programs: a row for each cell, unit, column, setting and rank."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dtiscore.methodology import text_in
from dtiscore.questions.compare.answer import UnitChange
from dtiscore.questions.compare.shown.records import change_columns
from dtiscore.questions.diff.answer import DataDiff, Diff, RowOf, ranks_moved
from dtiscore.questions.weights.diff.answer import EditionDiff
from dtiscore.questions.weights.diff.shown import ShownDiff
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.page import Columns
from dtiscore.scoring.scorecard import Partition

HEADINGS = ("what", "unit", "name", "period", "group", "code", "key", "before", "after")

Row = dict[str, Any]


def difference_columns(diff: Diff, language: str | None) -> Columns:
    """One row for each difference.

    ``what`` is ``cell``, ``unit came``, ``unit went``, ``column came``, ``column went``, ``setting added`` (``removed``,
    ``moved`` …) or ``rank``; ``code`` is the column of a cell, the node of a setting, the index of a rank.
    """
    rows = [
        *(() if diff.data is None else data_rows(diff.data, language)),
        *(() if diff.edition is None else setting_rows(diff.edition, language)),
        *(row for part in diff.comparisons for row in rank_rows(diff, part, language)),
    ]
    return {heading: [row.get(heading) for row in rows] for heading in HEADINGS}


def data_rows(data: DataDiff, language: str | None) -> Iterator[Row]:
    """The cells that both tables have and that differ, then units and columns that came or went."""
    for one in data.cells:
        values = {"code": one.indicator, "before": one.before, "after": one.after}
        yield {"what": "cell", **_row(one.row, language), **values}
    for what, rows in (("unit came", data.came), ("unit went", data.gone)):
        yield from ({"what": what, **_row(one, language)} for one in rows)
    for what, headers in (("column came", data.columns_came), ("column went", data.columns_gone)):
        yield from ({"what": what, "code": header} for header in headers)


def setting_rows(edition: EditionDiff, language: str | None) -> Iterator[Row]:
    """What two editions say differently; groups and lists stand as in a weighting file, on one line."""
    for row in rows_of(ShownDiff(edition).columns(language)):
        yield {"what": f"setting {row['change']}"} | {
            key: row[key] for key in ("name", "code", "key", "before", "after")
        }


def rank_rows(diff: Diff, part: Partition, language: str | None) -> Iterator[Row]:
    """The ranks that moved, came or went."""
    after = diff.comparisons[part].after
    for one in _moved(diff, part):
        yield {
            "what": "rank",
            "unit": one.unit,
            "name": text_in(one.name, language),
            "period": after.period,
            "group": part[1],
            "code": after.index,
            "before": one.before.rank,
            "after": one.after.rank,
        }


def rank_payload(diff: Diff, part: Partition, language: str | None) -> Row:
    """The ranks that moved with their causes, for JSON, and those that came or went."""
    comparison, moved = diff.comparisons[part], _moved(diff, part)
    splits = comparison.rank_splits({one.unit for one in moved})
    return {
        "before": {"source": comparison.before.source, "period": comparison.before.period},
        "after": {"source": comparison.after.source, "period": comparison.after.period},
        "group": part[1],
        "index": comparison.after.index,
        "ranked": len(comparison.changes),
        "not_split": comparison.not_split,
        "ranks_not_split": splits.not_split,
        "rows": rows_of(change_columns(moved, comparison.editions or (), language, splits)),
    }


def _moved(diff: Diff, part: Partition) -> list[UnitChange]:
    return [*ranks_moved(diff.comparisons[part]), *diff.ranked_once.get(part, ())]


def _row(row: RowOf, language: str | None) -> Row:
    return {"unit": row.unit, "name": text_in(row.name, language), "period": row.period, "group": row.group}
