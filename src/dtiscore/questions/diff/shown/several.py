"""What the tables and editions of a project differ in at two times: one verdict, then each table with its edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dtiscore import __version__
from dtiscore.questions.diff.answer import CellChange, DataDiff, Diff
from dtiscore.questions.diff.shown.difference import ShownDifference
from dtiscore.questions.diff.shown.records import HEADINGS, difference_columns
from dtiscore.questions.weights.diff.answer import EditionDiff
from dtiscore.render.page import Block, Columns, Shown, Title, caution
from dtiscore.render.wording import in_a_row, safe, sentence, side_by_side
from dtiscore.said import counted, said
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.render.column_types import ColumnType

DIFFS_SCHEMA = "dtiscore/diffs/1"


@dataclass(frozen=True)
class ShownDifferences(Shown):
    """What a project differs in at two times, in every form."""

    before: str
    after: str
    diffs: Sequence[Diff]
    """Of each table with its edition that differs."""
    not_told: Sequence[str] = ()
    """Why some of it cannot be told."""

    def page(self) -> Iterator[Block]:
        between = said("{before} → {after}", before=visible(self.before), after=visible(self.after))
        told = differences_in_short(self.diffs, self.not_told)
        told = told or _as_far_as_told(said("no difference"), self.not_told)
        yield [Title(side_by_side(between, told, between=": "))]
        yield from differences_page(self.diffs, self.not_told)

    def columns(self, language: str | None = None) -> Columns:
        """As those of one difference, with the table that each row is about."""
        return several_columns(self.diffs, language)

    def types_of_headings(self) -> Mapping[str, ColumnType]:
        return {"before": "text", "after": "text"}

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """The envelope has each difference as it is told alone."""
        return {
            "schema": DIFFS_SCHEMA,
            "dtiscore": __version__,
            "before": self.before,
            "after": self.after,
            "equal": not (self.diffs or self.not_told),
            "differences": several_payload(self.diffs, language),
            "not_told": list(self.not_told),
        }


def differences_in_short(diffs: Sequence[Diff], not_told: Sequence[str] = ()) -> str:
    """How much differs in all; empty where nothing does.

    Args:
        diffs: what differs, of each table with its edition.
        not_told: why other tables are not among these: their ranks are then not counted, and may have moved.
    """
    # A table that is read under two editions differs once.
    cells = len(
        {
            (one.about, cell.row.unit, cell.row.period, cell.row.group, cell.indicator)
            for one in diffs
            if one.data is not None
            for cell in one.data.cells
        }
    )
    settings = {
        (one.edition.after.id, change.part, change.code, change.key)
        for one in diffs
        if one.edition is not None
        for change in one.edition.changes
    }
    others = len(
        {(one.about, *thing) for one in diffs if one.data is not None for thing in _lacking(one.data)}
    )
    once = {
        (one.about, part, unit.unit)
        for one in diffs
        for part, units in one.ranked_once.items()
        for unit in units
    }
    counts = [
        counted(cells, "{n} cell", "{n} cells") if cells else "",
        counted(others, "{n} unit or column", "{n} units and columns") if others else "",
        counted(len(settings), "{n} setting of the edition", "{n} settings of the edition")
        if settings
        else "",
        counted(len(once), "{n} unit ranked at one time alone", "{n} units ranked at one time alone")
        if once
        else "",
    ]
    told = in_a_row([text for text in counts if text])
    ranked = sum(len(part.changes) for one in diffs for part in one.comparisons.values())
    if not ranked:
        return told
    moved = sum(one.moved for one in diffs)
    ranks = counted(ranked, "{moved} of {n} rank moved", "{moved} of {n} ranks moved", moved=moved)
    verdict = _as_far_as_told(ranks, not_told)
    return side_by_side(told, verdict, between="; ") if any(counts) else verdict


def _as_far_as_told(verdict: str, not_told: Sequence[str]) -> str:
    return said("{verdict}, as far as can be told", verdict=verdict) if not_told else verdict


def differences_page(diffs: Sequence[Diff], not_told: Sequence[str]) -> Iterator[Block]:
    """Each difference below the table that it is about, where there are several."""
    editions: list[EditionDiff | None] = []
    tables: list[tuple[str | None, Sequence[CellChange] | None]] = []
    for one in diffs:
        shown = ShownDifference(one)
        cells = None if one.data is None else one.data.cells
        if len(diffs) > 1:
            edition = [] if one.edition_of_columns is None else [visible(one.edition_of_columns.id)]
            yield [
                Title(side_by_side(visible(one.about or one.after), *edition, *shown.counts()), section=True)
            ]
        # Tables share an edition, and editions a table: what was told of it is not told again.
        yield from shown.body(
            with_edition=one.edition not in editions, with_data=(one.about, cells) not in tables
        )
        editions.append(one.edition)
        tables.append((one.about, cells))
    for reason in not_told:
        yield [caution(sentence(safe(reason)))]


def _lacking(data: DataDiff) -> Iterator[tuple[str | None, ...]]:
    """The units and columns that one of two tables lacks, told apart."""
    yield from ((row.unit, row.period, row.group) for row in (*data.came, *data.gone))
    yield from (("column", header) for header in (*data.columns_came, *data.columns_gone))


def several_columns(diffs: Sequence[Diff], language: str | None) -> Columns:
    """A row for each difference, with the table that it is about."""
    columns: dict[str, list[Any]] = {heading: [] for heading in ("file", *HEADINGS)}
    for one in diffs:
        found = difference_columns(one, language)
        columns["file"] += [one.about] * len(found["what"])
        for heading in HEADINGS:
            columns[heading] += found[heading]
    return columns


def several_payload(diffs: Sequence[Diff], language: str | None) -> list[Any]:
    """Each difference as it is told alone, with the table that it is about."""
    return [{"file": one.about, **ShownDifference(one).payload(language)} for one in diffs]
