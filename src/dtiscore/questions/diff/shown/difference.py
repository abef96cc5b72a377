"""What two states differ in: a verdict in the first line, then cells, settings and the ranks that moved for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dtiscore import __version__
from dtiscore.questions.compare.answer import Comparison
from dtiscore.questions.compare.shown.ranks import RankSplitText
from dtiscore.questions.compare.shown.scores import ScoreSplitText
from dtiscore.questions.diff.answer import CellChange, DataDiff, Diff, RowOf, ranks_moved
from dtiscore.questions.diff.shown.records import data_rows, difference_columns, rank_payload
from dtiscore.questions.weights.diff.shown import ShownDiff, diff_payload
from dtiscore.render.changes import MOST_DECIMALS, cell_text, numbers, table_label, words
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import TextColumn
from dtiscore.render.folded import beginning
from dtiscore.render.names import coded_name, draft_of, name_of, period_and_group
from dtiscore.render.page import Block, Columns, Grid, LeftOut, Note, Shown, Title, aid, caution
from dtiscore.render.wording import first_of, in_a_row, safe, side_by_side
from dtiscore.said import counted, said
from dtiscore.scoring.scorecard import Partition
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.render.column_types import ColumnType

DIFF_SCHEMA = "dtiscore/diff/1"

MOST = 10
"""Rows of a table that Markdown shows before it folds the rest up."""
MOST_NAMED = 6
"""How many units or columns are named that came or went, before the rest is counted."""


@dataclass(frozen=True)
class ShownDifference(Shown):
    """What two states differ in, in every form."""

    diff: Diff

    def page(self) -> Iterator[Block]:
        yield [Title(self.verdict), *map(Note, self._drafts())]
        yield from self.body()

    def _drafts(self) -> Iterator[str]:
        """Which editions are drafts."""
        compared = (one.editions for one in self.diff.comparisons.values())
        known = [edition for editions in compared for edition in editions or ()]
        of_columns = self.diff.edition_of_columns
        return draft_of(*known, *(() if known or of_columns is None else (of_columns,)))

    def body(self, *, with_edition: bool = True, with_data: bool = True) -> Iterator[Block]:
        """All but the verdict."""
        found = self.diff
        if with_data and found.data is not None:
            yield from self._data(found.data)
        if with_edition and found.edition is not None and not found.edition.equal:
            yield [Title(said("Edition"), section=True)]
            yield from ShownDiff(found.edition).aspects(MOST)
        for (_, group), comparison in found.comparisons.items():
            yield from self._ranks(comparison, group)
        yield list(self._ranked_once())
        if found.not_ranked is not None:
            yield [
                caution(said("Which ranks moved cannot be told: {reason}.", reason=safe(found.not_ranked)))
            ]

    @property
    def verdict(self) -> str:
        """In one line what differs, and how many ranks moved for it."""
        found = self.diff
        counts = self.counts()
        ranked = sum(len(one.changes) for one in found.comparisons.values())
        differs = in_a_row(counts) if counts else said("no difference")
        if ranked:
            moved = counted(
                ranked, "{moved} of {n} rank moved", "{moved} of {n} ranks moved", moved=found.moved
            )
            differs = side_by_side(differs, moved, between="; ")
        return said(
            "{before} → {after}: {counts}",
            before=visible(found.before),
            after=visible(found.after),
            counts=differs,
        )

    def counts(self) -> list[str]:
        """How many things differ, by kind."""
        found, told = self.diff, []
        if found.data is not None:
            data = found.data
            told += [
                counted(len(data.cells), "{n} cell", "{n} cells") if data.cells else "",
                counted(len(data.came), "{n} unit came", "{n} units came") if data.came else "",
                counted(len(data.gone), "{n} unit went", "{n} units went") if data.gone else "",
                counted(len(data.columns_came), "{n} column came", "{n} columns came")
                if data.columns_came
                else "",
                counted(len(data.columns_gone), "{n} column went", "{n} columns went")
                if data.columns_gone
                else "",
            ]
        if found.edition is not None and found.edition.changes:
            told.append(
                counted(
                    len(found.edition.changes), "{n} setting of the edition", "{n} settings of the edition"
                )
            )
        once = sum(map(len, found.ranked_once.values()))
        told.append(
            counted(once, "{n} unit ranked at one time alone", "{n} units ranked at one time alone")
            if once
            else ""
        )
        return [text for text in told if text]

    def columns(self, language: str | None = None) -> Columns:
        """As :func:`difference_columns`."""
        return difference_columns(self.diff, language)

    def types_of_headings(self) -> Mapping[str, ColumnType]:
        return {"before": "text", "after": "text"}

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """The envelope has the ranks that moved with their causes."""
        found = self.diff
        data = None
        if found.data is not None:
            data = {"compared": found.data.compared, "rows": list(data_rows(found.data, language))}
        return {
            "schema": DIFF_SCHEMA,
            "dtiscore": __version__,
            "before": found.before,
            "after": found.after,
            "equal": found.equal,
            "data": data,
            "edition": None if found.edition is None else diff_payload(found.edition, language),
            "ranks": [rank_payload(found, part, language) for part in found.comparisons],
            "not_ranked": found.not_ranked,
        }

    def _data(self, data: DataDiff) -> Iterator[Block]:
        if data.cells:
            grid = Grid(self._cells(data.cells))
            yield [Title(said("Cells"), section=True), *beginning(grid, MOST), LeftOut(grid)]
        parts = {
            (one.period, one.group) for one in (*(cell.row for cell in data.cells), *data.came, *data.gone)
        }
        several = len(parts | self.diff.comparisons.keys()) > 1
        came, gone = (
            _named([(_unit(one), (one.period, one.group) if several else None) for one in rows])
            for rows in (data.came, data.gone)
        )
        new, dropped = (
            [visible(one) for one in headers] for headers in (data.columns_came, data.columns_gone)
        )
        notes = [
            said("Units that came: {names}.", names=came) if came else "",
            said("Units that went: {names}.", names=gone) if gone else "",
            said("Columns that came: {names}.", names=_some(new)) if new else "",
            said("Columns that went: {names}.", names=_some(dropped)) if dropped else "",
        ]
        yield [Note(text) for text in notes if text]

    def _cells(self, cells: Sequence[CellChange]) -> list[TextColumn]:
        """The cells that differ; columns that no row fills are left out."""
        columns = [
            words(said("unit"), [_unit(one.row) for one in cells]),
            words(said("period"), [visible(one.row.period or "") for one in cells]),
            words(said("group"), [visible(one.row.group or "") for one in cells]),
            words(said("column"), [self._column(one.indicator) for one in cells]),
            numbers(said("before"), [cell_text(one.before) for one in cells]),
            numbers(said("after"), [cell_text(one.after) for one in cells]),
            numbers(said("difference"), [_distance(one) for one in cells], 1),
        ]
        return [column for column in columns if any(cell.text for cell in column.cells)]

    def _column(self, header: str) -> str:
        """The heading of a column, with the name of the node whose score it supplies."""
        edition = self.diff.edition_of_columns
        return (
            visible(header) if edition is None or header not in edition.nodes else coded_name(edition, header)
        )

    def _ranked_once(self) -> Iterator[Note]:
        """The units that are ranked at one time alone."""
        came: list[tuple[str, Partition | None]] = []
        gone: list[tuple[str, Partition | None]] = []
        comparisons = self.diff.comparisons
        for part, units in self.diff.ranked_once.items():
            for one in units:
                known = came if one.unit in comparisons[part].came else gone
                known.append((_called(one.name, one.unit), part if len(comparisons) > 1 else None))
        if came:
            yield Note(said("Units ranked now and not before: {names}.", names=_named(came)))
        if gone:
            yield Note(said("Units ranked before and not now: {names}.", names=_named(gone)))

    def _ranks(self, comparison: Comparison, group: str | None) -> Iterator[Block]:
        """The ranks that moved, with what moved them."""
        moved = ranks_moved(comparison)
        if not moved:
            return
        edition = None if comparison.editions is None else comparison.editions[1]
        decimals = MOST_DECIMALS if edition is None else edition.publish.decimals
        splits = comparison.rank_splits({one.unit for one in moved})
        ranks, scores = RankSplitText(splits, edition, decimals), ScoreSplitText(comparison, moved, decimals)
        places = [numbers("±", [figures.move(one.up) for one in moved])] if comparison.tells_places else []
        grid = Grid(
            [
                words(said("Unit"), [name_of(one.name) for one in moved]),
                numbers(said("rank before"), [figures.rank(one.before.rank) for one in moved]),
                numbers(said("rank now"), [figures.rank(one.after.rank) for one in moved]),
                *places,
                *ranks.columns(moved),
                numbers(
                    said("score before"), [figures.fixed(one.before.score, decimals) for one in moved], 3
                ),
                numbers(said("score now"), [figures.fixed(one.after.score, decimals) for one in moved], 2),
                numbers(said("change"), [scores.change(one) for one in moved], 2),
            ]
        )
        of = [
            visible(comparison.after.index),
            *_periods(comparison),
            *([] if group is None else [visible(group)]),
        ]
        title = side_by_side(said("Ranks"), *of)
        yield [Title(title, section=True), *beginning(grid, MOST), LeftOut(grid), *map(aid, ranks.notes())]
        changed = sum(1 for one in comparison.changes if one.before.score != one.after.score)
        yield [aid(counted(changed, "The score of {n} unit changed.", "The scores of {n} units changed."))]


def _periods(comparison: Comparison) -> list[str]:
    """The period of ranks, or the two of them; none where the tables do not say it."""
    before, after = comparison.before.period, comparison.after.period
    if after is None:
        return []
    if before in (None, after):
        return [visible(after)]
    return [f"{table_label(comparison.before)} → {table_label(comparison.after)}"]


def _unit(row: RowOf) -> str:
    return _called(row.name, row.unit)


def _called(names: Mapping[str, str], unit: str) -> str:
    name, code = name_of(names), visible(unit)
    return name if name == code else said("{name} ({code})", name=name, code=code)


def _named(units: Sequence[tuple[str, Partition | None]]) -> str:
    """Units, each once, with the periods and groups that are meant where these are told."""
    where: dict[str, list[str]] = {}
    for name, part in units:
        where.setdefault(name, []).extend([] if part is None else [" ".join(period_and_group(part))])
    return _some(
        [
            said("{unit} ({where})", unit=name, where=in_a_row(parts)) if any(parts) else name
            for name, parts in where.items()
        ]
    )


def _some(names: Sequence[str]) -> str:
    return in_a_row(first_of(names, MOST_NAMED))


def _distance(one: CellChange) -> str:
    if not isinstance(one.before, float) or not isinstance(one.after, float):
        return ""
    distance = figures.difference_in_full(one.after, one.before)
    return figures.signed(distance, zero=distance)
