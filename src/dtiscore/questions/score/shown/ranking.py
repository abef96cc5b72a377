"""A ranking in every form: its columns on a screen and for programs, its sheets in a workbook, its pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dtiscore.questions.score.shown.drawing import USUAL, Drawing
from dtiscore.questions.score.shown.notes import (
    gap_marks,
    gap_note,
    general_notes,
    mean_note,
    move_note,
    ranking_note,
    score_marks,
    units_ranked,
)
from dtiscore.questions.score.shown.selection import Selection, shown_codes, with_scores
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import BarColumn, Cell, Column, TextColumn, Widths
from dtiscore.render.drawing.scales import bar_shares
from dtiscore.render.drawing.screen import BAD, BOLD, DIM, GOOD
from dtiscore.render.names import band_name, index_title, node_name, period_and_group, unit_name
from dtiscore.render.page import Block, Columns, Element, Grid, LeftOut, Note, Shown, Table, Title
from dtiscore.render.wording import side_by_side
from dtiscore.said import said, spoken, template
from dtiscore.scoring.scorecard import Partition, Scorecard
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.analysis.movement import Move
    from dtiscore.render.forms.looks import Look
    from dtiscore.render.pictures.theme import Picture

_DROP_BAND, _DROP_NODES, _DROP_BAR, _DROP_NODE_RANKS, _DROP_CHANGE = 1, 2, 1_000_000, 1_000_001, 1_000_002
"""What gives way on a narrow screen, last to first: the band, the nodes (their number is added, so that they go from
the right), the bars, the ranks in the nodes, the change of the score."""


@dataclass(frozen=True, eq=False)
class ShownRanking(Shown):
    """The ranking of a scorecard in every form, one table for each period and group.

    What it shows may be refused as soon as it is drawn: :class:`~dtiscore.errors.UsageFault` where ``level`` or ``sort``
    names nothing in the scorecard.
    """

    card: Scorecard
    level: int | str | None = None
    """Which nodes stand beside the index, as :meth:`Scorecard.codes` has it."""
    top: int | None = None
    """How many units of each block to show."""
    units: frozenset[str] = frozenset()
    """Codes of units to show, alone or beside the top ones, in bold."""
    sort: str | None = None
    """``rank``, ``name``, ``move`` or the code of a node or view."""
    moves: Mapping[int, Move] = field(default_factory=dict)
    """The move of each row that has a previous period."""
    names_in: str | None = None
    """The language by whose names rows are sorted."""
    ranks: bool = False
    """Whether the ranks in the nodes shown are always shown, not only where there is room to spare."""
    drawing: Drawing = USUAL
    """Which of its pictures is drawn, where one is."""

    @cached_property
    def codes(self) -> Sequence[str]:
        return shown_codes(self.card.methodology, self.level, self.sort)

    @cached_property
    def selection(self) -> Selection:
        return Selection(self.top, self.units, self.sort, self.names_in, self.moves)

    def page(self) -> Iterator[Block]:
        tables = {partition: self.selection.rows(self.card, partition) for partition in self.card.order}
        grid = Grid(self._columns([row for rows in tables.values() for row in rows]))  # so blocks look alike
        shown = [row for rows in tables.values() for row in rows]
        notes = [
            ranking_note(self.card),
            *gap_note([self._marks[row] for row in shown if row in self._marks]),
            *general_notes(self.card, self.codes),
        ]
        last: list[Element] = [LeftOut(grid), *map(Note, notes)]
        start = 0
        for partition, rows in tables.items():
            yield [Title(self._title(partition))]
            table = Table(grid, range(start, start + len(rows)))
            yield [table, *self._left_out(len(self.card.partitions[partition]), len(rows))]
            start += len(rows)
            said_of_it = (
                mean_note(self.card, partition),
                move_note(self.card, partition, self.selection.moves),
            )
            told: list[Element] = [Note(note) for note in said_of_it if note is not None]
            yield told if len(tables) > 1 else [*told, *last]
        if len(tables) != 1:
            yield last

    def columns(self, language: str | None = None) -> Columns:
        from dtiscore.questions.score.shown.records import ranking_columns

        return ranking_columns(
            self.card,
            level=self.level,
            top=self.top,
            units=self.units,
            sort=self.sort,
            moves=self.moves,
            language=language,
            ranks=self.ranks,
        )

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        from dtiscore.questions.score.shown.records import ranking_payload

        return ranking_payload(self.card, self.columns(language), self.codes, self.moves)

    def names_of_headings(self) -> Mapping[str, str]:
        from dtiscore.questions.score.shown.records import ranking_names

        return ranking_names([self.card])

    def shown_decimals(self) -> Mapping[str, int]:
        from dtiscore.questions.score.shown.records import ranking_decimals

        return ranking_decimals([self.card])

    def sheets(self, language: str | None = None) -> Mapping[str, Columns]:
        from dtiscore.questions.score.shown.sheets import ranking_sheets

        rows = [row for partition in self.card.order for row in self.selection.rows(self.card, partition)]
        notes = [element.text for block in self.page() for element in block if isinstance(element, Note)]
        told = [spoken(note, language) for note in notes]
        return ranking_sheets(self.card, rows, self.selection.moves, told, language)

    def looks(self) -> Mapping[str, Look]:
        from dtiscore.questions.score.shown.sheets import ranking_looks

        return ranking_looks(self.card)

    def picture(self, language: str | None = None) -> Picture:
        from dtiscore.questions.score.pictures.drawing import picture_of

        return picture_of(self.card, self.selection, self.level, self.drawing, language)

    def _title(self, partition: Partition) -> str:
        """Index, period, group, authority and how many units: what a copied table must not lose."""
        edition = self.card.methodology
        size = units_ranked(self.card, self.card.partitions[partition])
        named = period_and_group(partition)
        return side_by_side(index_title(edition), *named, visible(edition.authority.decision), size)

    def _columns(self, rows: list[int]) -> list[Column]:
        edition = self.card.methodology
        index = edition.index.code
        columns: list[Column] = [TextColumn("#", self._places(index, rows), "right")]
        if self._with_moves:
            cells = [self._move(row) for row in rows]
            columns.append(TextColumn("±", cells, "right", gap=1))
        names = [self._name(row) for row in rows]
        columns.append(TextColumn(said("Unit"), names, folds=True, folded=Widths(10, 26, 40)))
        columns.append(self._scores(index, visible(index), rows))
        shares = bar_shares(self.card, rows)
        if shares is not None:
            columns.append(BarColumn(shares, _DROP_BAR))
        if self._with_moves:
            cells = [self._change(row) for row in rows]
            columns.append(TextColumn(said("change"), cells, "right", drop=_DROP_CHANGE, extra=True))
        for number, code in enumerate(with_scores(self.card, self.codes)):
            drop = _DROP_NODES + number
            columns.append(self._scores(code, node_name(edition, code), rows, drop))
            places = self._places(code, rows, DIM)
            given_way = drop if self.ranks else _DROP_NODE_RANKS
            columns.append(TextColumn("#", places, "right", drop=given_way, extra=not self.ranks, gap=1))
        if edition.bands is not None:
            bands = [Cell(band_name(edition, self.card.bands[row])) for row in rows]
            columns.append(TextColumn(said("Band"), bands, drop=_DROP_BAND))
        return columns

    def _scores(self, code: str, heading: str, rows: list[int], drop: int = 0) -> TextColumn:
        publication = self.card.methodology.publish
        texts = figures.published_column(self.card.nodes[code].published[rows], publication)
        if code == self.card.methodology.index.code:  # whose marks stand behind the name
            return TextColumn(heading, [Cell(text, BOLD) for text in texts], "right", drop=drop)
        marks = score_marks(self.card, code, rows)
        if not marks:
            return TextColumn(heading, list(map(Cell, texts)), "right", drop=drop)
        room = max(map(len, marks.values()))
        cells = [
            Cell(side_by_side(text, marks.get(row, "").ljust(room), between=""))
            for text, row in zip(texts, rows, strict=True)
        ]
        return TextColumn(heading, cells, "right", drop=drop)

    def _places(self, code: str, rows: list[int], style: str = "") -> list[Cell]:
        return [Cell(figures.rank(rank), style) for rank in self.card.ranks[code][rows].tolist()]

    @cached_property
    def _with_moves(self) -> frozenset[int]:
        """The rows of the periods that have a period before; empty for no moves at all."""
        blocks = [rows.tolist() for rows in self.card.partitions.values()]
        return frozenset(
            row for rows in blocks if any(i in self.selection.moves for i in rows) for row in rows
        )

    def _move(self, row: int) -> Cell:
        move = self.selection.moves.get(row)
        if move is None:
            return Cell(said("new") if row in self._with_moves else "", DIM)
        style = GOOD if (move.up or 0) > 0 else BAD if (move.up or 0) < 0 else DIM
        return Cell(figures.move(move.up), style)

    def _change(self, row: int) -> Cell:
        """How the score itself changed, in the published form and between the two as they are published."""
        if row not in self._with_moves:
            return Cell()
        move, publish = self.selection.moves.get(row), self.card.methodology.publish
        was = None if move is None else move.score
        change = figures.shown_difference(float(self.card.index.published[row]), was, publish.round)
        return Cell(figures.signed(figures.published(change, publish)), DIM)

    def _name(self, row: int) -> Cell:
        """The unit's name; with the reason where it has no rank."""
        name = unit_name(self.card, row)
        if not self.card.dataset.ranked[row]:
            return Cell(said("{unit} ({reason})", unit=name, reason=said("not ranked")), DIM)
        if self.card.index.lacks(row):
            reason = said("screened out") if self.card.screened_out(row) else said("no score")
            return Cell(said("{unit} ({reason})", unit=name, reason=reason), DIM)
        name = side_by_side(name, self._marks.get(row, ""), between="\u00a0") if row in self._marks else name
        return Cell(name, BOLD if self.card.dataset.units[row] in self.selection.units else "")

    @cached_property
    def _marks(self) -> Mapping[int, str]:
        return gap_marks(self.card)

    def _left_out(self, every: int, shown: int) -> Iterator[Note]:
        """How many rows are not shown, and how to see them."""
        if shown < every:
            more, others = (
                template("{dots} {n} more (--top {all})"),
                template("{dots} {n} more not asked for"),
            )
            told = others if self.selection.top is None else more
            yield Note(said(told, dots="…", n=every - shown, all=every), DIM, indent="  ")
