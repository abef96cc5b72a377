"""The ranked table on a screen: the face of the tool."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rich.text import Text

from dtiscore.questions.score.shown.notes import general_notes, mean_note, move_note, ranking_note
from dtiscore.questions.score.shown.selection import Selection, shown_codes, with_scores
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import BarColumn, Cell, Column, Fitted, TextColumn, Widths, fit
from dtiscore.render.drawing.scales import bar_shares
from dtiscore.render.drawing.screen import BAD, BOLD, DIM, GOOD, Screen, paragraph, to_text
from dtiscore.render.old_names import band_name, index_title, node_name, unit_name
from dtiscore.render.phrases import counted, say
from dtiscore.scoring.scorecard import Partition, Scorecard
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.analysis.movement import Move

_DROP_BAND, _DROP_NODES, _DROP_BAR, _DROP_NODE_RANKS, _DROP_CHANGE = 1, 2, 1_000_000, 1_000_001, 1_000_002
"""What gives way on a narrow screen, last to first: the band, the nodes (their number is added, so that they go from
the right), the bars, the ranks in the nodes, the change of the score."""


def ranking_screen(  # noqa: PLR0913 - the options of one command
    card: Scorecard,
    screen: Screen,
    *,
    level: int | str | None = None,
    top: int | None = None,
    units: frozenset[str] = frozenset(),
    sort: str | None = None,
    moves: Mapping[int, Move] | None = None,
) -> str:
    """The ranking of a scorecard as text, one block for each period and group.

    Args:
        card: the scorecard.
        screen: where it will be read.
        level: which nodes stand beside the index, as :meth:`Scorecard.codes` has it.
        top: how many units of each block to show.
        units: codes of units to show, alone or beside the top ones, in bold.
        sort: ``rank``, ``name``, ``move`` or the code of a node or view.
        moves: the move of each row that has a previous period.

    Raises:
        UsageFault: ``level`` or ``sort`` names nothing in the scorecard.
    """
    selection = Selection(top, units, sort, screen.language, moves or {})
    view = _View(card, screen, selection, shown_codes(card, level, sort))
    return to_text(view.lines(), screen)


@dataclass(frozen=True)
class _View:
    """A scorecard as one screen shows it."""

    card: Scorecard
    screen: Screen
    selection: Selection
    codes: Sequence[str]

    def lines(self) -> Iterator[Text]:
        language = self.screen.language
        blocks = {partition: self.selection.rows(self.card, partition) for partition in self.card.order}
        rows = [row for block in blocks.values() for row in block]
        fitted = fit(self._columns(rows), len(rows), self.screen.width)  # one fit: blocks look alike
        start = 0
        for partition, block in blocks.items():
            yield from self._block(partition, fitted, range(start, start + len(block)))
            start += len(block)
            if len(blocks) > 1:
                yield Text()
        yield from fitted.left_out(self.screen)
        for note in [ranking_note(self.card, language), *general_notes(self.card, self.codes, language)]:
            yield from paragraph(note, self.screen)

    def _block(self, partition: Partition, fitted: Fitted, rows: range) -> Iterator[Text]:
        """One period and group: title, table, how many rows are left out, mean."""
        yield from paragraph(self._title(partition), self.screen, style=BOLD, hanging="  ")
        yield Text()
        yield from fitted.lines(self.screen, rows)
        yield from self._left_out(len(self.card.partitions[partition]), len(rows))
        yield Text()
        mean = mean_note(self.card, partition, self.screen.language)
        move = move_note(self.card, partition, self.selection.moves, self.screen.language)
        for note in (mean, move):
            if note is not None:
                yield from paragraph(note, self.screen)

    def _title(self, partition: Partition) -> str:
        """Index, period, group, authority and how many units: what a copied table must not lose."""
        edition, language = self.card.methodology, self.screen.language
        rows = self.card.partitions[partition]
        ranked = int((self.card.ranks[edition.index.code][rows] > 0).sum())
        units = counted(language, len(rows), "unit")
        size = units if ranked == len(rows) else say(language, "of units", ranked=ranked, units=units)
        named = [visible(part) for part in partition if part is not None]
        return " · ".join([index_title(edition, language), *named, visible(edition.authority.decision), size])

    def _columns(self, rows: list[int]) -> list[Column]:
        edition, language = self.card.methodology, self.screen.language
        index = edition.index.code
        ranks = self.card.ranks[index]
        columns: list[Column] = [TextColumn("#", [Cell(figures.rank(ranks[row])) for row in rows], "right")]
        if self._with_moves:
            cells = [self._move(row) for row in rows]
            columns.append(TextColumn("±" if self.screen.unicode else "+/-", cells, "right", gap=1))
        names = [self._name(row) for row in rows]
        columns.append(TextColumn(say(language, "Unit"), names, folds=True, folded=Widths(10, 26, 40)))
        columns.append(self._scores(index, visible(index), rows))
        shares = bar_shares(self.card, rows)
        if shares is not None:
            columns.append(BarColumn(shares, _DROP_BAR))
        if self._with_moves:
            cells = [self._change(row) for row in rows]
            columns.append(TextColumn(say(language, "change"), cells, "right", drop=_DROP_CHANGE, extra=True))
        for number, code in enumerate(with_scores(self.card, self.codes)):
            columns.append(self._scores(code, node_name(edition, code, language), rows, _DROP_NODES + number))
            places = [Cell(figures.rank(self.card.ranks[code][row]), DIM) for row in rows]
            columns.append(TextColumn("#", places, "right", drop=_DROP_NODE_RANKS, extra=True, gap=1))
        if edition.bands is not None:
            bands = [Cell(band_name(edition, self.card.bands[row], language)) for row in rows]
            columns.append(TextColumn(say(language, "Band"), bands, drop=_DROP_BAND))
        return columns

    def _scores(self, code: str, heading: str, rows: list[int], drop: int = 0) -> TextColumn:
        publication = self.card.methodology.publish
        values = self.card.nodes[code].published
        texts = [figures.published(float(values[row]), publication) for row in rows]
        bold = code == self.card.methodology.index.code
        return TextColumn(heading, [Cell(text, BOLD if bold else "") for text in texts], "right", drop=drop)

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
            return Cell(say(self.screen.language, "new") if row in self._with_moves else "", DIM)
        style = GOOD if (move.up or 0) > 0 else BAD if (move.up or 0) < 0 else DIM
        return Cell(figures.move(move.up, unicode=self.screen.unicode), style)

    def _change(self, row: int) -> Cell:
        """How the score itself changed, in the published form and between the two as they are published."""
        if row not in self._with_moves:
            return Cell()
        move, publish = self.selection.moves.get(row), self.card.methodology.publish
        was = None if move is None else move.score
        change = figures.shown_difference(float(self.card.index.published[row]), was, publish.round)
        return Cell(figures.signed(change, publish, unicode=self.screen.unicode), DIM)

    def _name(self, row: int) -> Cell:
        """The unit's name; with the reason where it has no rank."""
        name = unit_name(self.card, row, self.screen.language)
        if not self.card.dataset.ranked[row]:
            return Cell(f"{name} ({say(self.screen.language, 'not ranked')})", DIM)
        if self.card.index.missing[row]:
            reason = "screened out" if self.card.screened_out(row) else "no score"
            return Cell(f"{name} ({say(self.screen.language, reason)})", DIM)
        return Cell(name, BOLD if self.card.dataset.units[row] in self.selection.units else "")

    def _left_out(self, every: int, shown: int) -> Iterator[Text]:
        """How many rows are not shown, and how to see them."""
        if shown < every:
            phrase = "more units" if self.selection.top is None else "more"
            dots = "…" if self.screen.unicode else "..."
            said = say(self.screen.language, phrase, n=every - shown, all=every, dots=dots)
            yield Text(f"  {said}", style=DIM)
