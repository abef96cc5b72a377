"""The ranked table of a large table, piece by piece: CSV, TSV or JSON Lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from dtiscore.engines.moves import Moves
from dtiscore.engines.records import lines_of, number_cells, published_cells, rank_cells, text_cells
from dtiscore.methodology import Methodology, Values
from dtiscore.methodology.arithmetic import Rounding
from dtiscore.methodology.equality import EXACT, Tolerance
from dtiscore.render.forms.json_text import to_jsonl
from dtiscore.scoring.ranking import DoubledRanks, Ranks, undoubled
from dtiscore.tables.arrow_values import numbers, series_of, texts
from dtiscore.tables.table import Rows
from dtiscore.tables.texts.writing import to_csv

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

FORMS = {"csv": ",", "tsv": "\t", "jsonl": ""}
"""The forms that are written, with the sign between cells."""
PieceOfText = Callable[[], bytes]
"""Some of what is written, made when it is called."""
PIECE = 1 << 14
"""Rows that are written at a time: more take memory anew, and fewer longer each."""


def as_written(texts: pa.ChunkedArray, form: str) -> pl.Series:
    """Texts as they are written in one of the forms."""
    return series_of(texts) if form == "jsonl" else text_cells(texts, FORMS[form])


class InOrder(Protocol):
    """Scores of rows."""

    def in_order(self, order: Rows, size: int) -> Iterator[Mapping[str, Values]]:
        """Those of the rows of these numbers, in this order, so many at a time: by node."""


@dataclass(frozen=True, slots=True)
class RankedTable:
    """All that is written of a large table."""

    form: str
    methodology: Methodology
    order: Rows
    """The rows in the order in which they are written."""
    ranks: DoubledRanks
    codes: pl.Series
    """As they are written, and so are the names."""
    names: pl.Series
    periods: Sequence[str | None] | None
    groups: Sequence[str | None] | None
    scores: InOrder
    nodes: Sequence[str]
    """The index and the nodes beside it."""
    banded: Values | None
    """The scores by which bands are told."""
    tolerance: Tolerance = EXACT
    """Within which distance they are equal."""
    moves: Moves | None = None
    node_ranks: Mapping[str, DoubledRanks] = field(default_factory=dict)
    """Twice the ranks in the nodes beside the index, where those are wanted."""

    def headings(self) -> bytes:
        """What stands above its rows, if anything does in its form."""
        if self.form == "jsonl":
            return b""
        headings: dict[str, list[str]] = {heading: [] for heading in self._headings()}
        return to_csv(headings, delimiter=FORMS[self.form]).encode()

    def pieces(self, size: int = PIECE) -> Iterator[PieceOfText]:
        """Its rows as text in its form: each piece is made when it is called, in whatever thread."""
        for start, scores in zip(
            range(0, len(self.order), size), self.scores.in_order(self.order, size), strict=True
        ):
            yield partial(self._text, self.order[start : start + size], scores)

    def _text(self, rows: Rows, scores: Mapping[str, Values]) -> bytes:
        columns, delimiter = self._columns(rows, scores), FORMS[self.form]
        if self.form == "jsonl":
            return to_jsonl(_plain(columns)).encode("utf-8", "backslashreplace")
        return lines_of(_cells(columns, delimiter), delimiter)

    def _headings(self) -> list[str]:
        before = [
            *(["period"] if self.periods is not None else []),
            *(["group"] if self.groups is not None else []),
        ]
        nodes = [self.methodology.figure_headings.of(code) for code in self.nodes]
        nodes += [self.methodology.figure_headings.of(code, "published") for code in self.nodes]
        nodes += [self.methodology.figure_headings.of(code, "rank") for code in self.node_ranks]
        bands = ["band"] if self.methodology.bands is not None else []
        moves = ["previous_rank", "move"] if self.moves is not None else []
        return list(dict.fromkeys([*before, "rank", *moves, "unit", "name", *nodes, *bands]))

    def _columns(self, rows: Rows, scores: Mapping[str, Values]) -> dict[str, Any]:
        """The columns of some rows by heading: numbers as arrays, texts as lists or series."""
        columns: dict[str, Any] = {}
        if self.periods is not None:
            columns["period"] = [self.periods[row] for row in rows.tolist()]
        if self.groups is not None:
            columns["group"] = [self.groups[row] for row in rows.tolist()]
        columns["rank"] = Ranked(undoubled(self.ranks.take(rows)))
        if self.moves is not None:
            columns["previous_rank"] = Ranked(undoubled(self.moves.previous[rows]))
            columns["move"] = Ranked(self.moves.up[rows])
        places = series_of(numbers(rows))
        columns["unit"] = self.codes.gather(places)
        columns["name"] = self.names.gather(places)
        for code in self.nodes:
            columns[self.methodology.figure_headings.of(code)] = scores[code]
        for code in self.nodes:
            heading = self.methodology.figure_headings.of(code, "published")
            columns[heading] = Published(scores[code], self.methodology.publish.round)
        for code, ranks in self.node_ranks.items():
            columns[self.methodology.figure_headings.of(code, "rank")] = Ranked(undoubled(ranks.take(rows)))
        if self.methodology.bands is not None and self.banded is not None:
            columns["band"] = self.methodology.bands.label(self.banded[rows], self.tolerance.at(rows))
        return columns


@dataclass(frozen=True, slots=True)
class Ranked:
    """Ranks, or places gained, which are whole numbers where they can be."""

    values: Ranks


@dataclass(frozen=True, slots=True)
class Published:
    """Scores that are written as they are published."""

    values: Values
    rounding: Rounding


def _cells(columns: Mapping[str, Any], delimiter: str) -> dict[str, pl.Series]:
    import pyarrow as pa

    cells: dict[str, pl.Series] = {}
    for heading, column in columns.items():
        if isinstance(column, Ranked):
            cells[heading] = rank_cells(column.values)
        elif isinstance(column, Published):
            cells[heading] = published_cells(column.values, column.rounding)
        elif isinstance(column, np.ndarray):
            cells[heading] = number_cells(column)
        elif isinstance(column, list):
            given = texts("" if text is None else text for text in column)
            cells[heading] = text_cells(pa.chunked_array([given]), delimiter)
        else:
            cells[heading] = column
    return cells


def _plain(columns: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The columns as plain Python values."""
    plain: dict[str, list[Any]] = {}
    for heading, column in columns.items():
        if isinstance(column, Ranked):
            ranks = column.values.tolist()
            plain[heading] = [
                None if rank != rank else int(rank) if rank.is_integer() else rank for rank in ranks
            ]
        elif isinstance(column, Published):
            plain[heading] = column.rounding.written(column.values)
        elif isinstance(column, np.ndarray):
            plain[heading] = [None if value != value else value for value in column.tolist()]
        else:
            plain[heading] = column if isinstance(column, list) else column.to_list()
    return plain
