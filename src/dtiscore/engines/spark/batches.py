"""A batch of rows from Spark as a checked table: numbers by type where they are, texts by the strict grammar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from dtiscore.engines.identity import plain_identity
from dtiscore.errors import Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.tables.all_rows import Met
from dtiscore.tables.arrow_values import float64_of
from dtiscore.tables.check import Known, check
from dtiscore.tables.headings import Headings, resolve
from dtiscore.tables.identified import Identified
from dtiscore.tables.identity import identify
from dtiscore.tables.numbers import NumberStyle
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import Ends, RawColumn, RawTable, ReadCells
from dtiscore.tables.schema import RowSchema
from dtiscore.tables.spans import Spans
from dtiscore.tables.table import Dataset
from dtiscore.tables.typed_values import text_of
from dtiscore.tables.without_figures import Figures
from dtiscore.units.scheme import UnitScheme

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

OF_THE_WHOLE = frozenset(
    {
        "ambiguous-group",
        "ambiguous-vintage",
        "doubtful-order",
        "duplicate-unit",
        "missing-unit",
        "period-apart",
        "period-spelling",
        "similar-group",
        "similar-unit",
        "ungoverned-period",
    }
)
"""Problems that a batch cannot know: they are looked for among all rows, or stand in ``UNTOLD_ON_SPARK``."""
_EXACT = 2**53


@dataclass(frozen=True)
class Reader:
    """What an executor needs to know to read a batch; it travels to the executors, pickled."""

    methodology: Methodology
    scheme: UnitScheme | None
    other_schemes: tuple[UnitScheme, ...]
    options: ReadingOptions
    """As declared by the user."""
    headings: tuple[str, ...]
    """The headings of the columns of a batch, in order."""
    source: str

    @property
    def strict_options(self) -> ReadingOptions:
        """How cells are read: texts in the declared number style, else with a decimal point; no unit is missed."""
        style = self.options.style or NumberStyle(".")
        return self.options._replace(style=style, allow_missing_units=True, any_size=True)

    @cached_property
    def schema(self) -> RowSchema:
        """What cells may hold."""
        return RowSchema(self.methodology)

    def table(self, batch: pa.RecordBatch) -> RawTable:
        """The batch as a table whose lines count from 1 within it."""
        lines = range(1, batch.num_rows + 1)
        columns = [
            RawColumn(
                heading, i + 1, cells_of(batch.column(i), typed=not self.options.is_percent(heading)), lines
            )
            for i, heading in enumerate(self.headings)
        ]
        return RawTable(self.source, tuple(columns), batch.num_rows, header_line=0)

    def check(self, batch: pa.RecordBatch) -> Checked:
        """The batch, held against the edition by the very check that a whole table passes."""
        table = self.table(batch)
        headings, _ = resolve(table, self.methodology, self.options)  # what is wrong is told of all columns
        identity = self._identified(batch, table, headings)
        spans: Spans = {}
        figures = Figures()
        dataset, problems = check(
            table,
            self.methodology,
            self.scheme,
            self.strict_options,
            other_schemes=self.other_schemes,
            known=Known(self.schema, headings, (), identity, spans, figures),
        )
        return Checked(table, headings, identity, dataset, problems, spans, figures)

    def _identified(self, batch: pa.RecordBatch, table: RawTable, headings: Headings) -> Identified:
        if self.scheme is None:
            texts = _plain_texts(batch, headings, self.headings)
            plain = (
                None
                if texts is None
                else plain_identity(texts, headings, self.options, self.methodology, Met())
            )
            if plain is not None:
                return plain
        found = identify(
            table, headings, self.methodology, self.scheme, self.strict_options, self.other_schemes
        )
        return replace(
            found, problems=[problem for problem in found.problems if problem.code not in OF_THE_WHOLE]
        )


@dataclass(frozen=True)
class Checked:
    """A batch after its check."""

    table: RawTable
    headings: Headings
    identity: Identified
    dataset: Dataset | None
    """``None`` where a problem is an error."""
    problems: Sequence[Problem]
    spans: Spans
    """Between what the numbers of columns lie."""
    figures: Figures
    """Which nodes have a figure."""

    @property
    def repeats(self) -> list[str]:
        """For each row that takes part, the group within which its unit may stand once."""
        column = self.headings.repeats
        if column is None:
            return [""] * len(self.identity.rows)
        return [fold(column.cells[row].strip()) for row in self.identity.rows]


def cells_of(values: pa.Array, *, typed: bool = True) -> Sequence[str]:
    """The cells of a column: numbers kept as they are where they are exact and finite, all else as texts."""
    import pyarrow as pa

    kind = values.type
    if typed and (pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_null(kind)):
        if values.null_count:
            numbers = values.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)
            there = numbers[np.asarray(values.is_valid().to_numpy(zero_copy_only=False), dtype=np.bool_)]
        else:
            there = numbers = float64_of(values)
        ends = Ends(len(there), there.min(initial=np.inf) + 0.0, there.max(initial=-np.inf) + 0.0)
        if max(-ends.low, ends.high) < (_EXACT if pa.types.is_integer(kind) else np.inf):  # no end of NaN is
            return ReadCells(numbers + 0.0, ends, lambda row: text_of(values[row].as_py()))  # -0 is 0
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        texts: list[str] = values.fill_null("").to_pylist()
        return texts
    return [text_of(value) for value in values.to_pylist()]


def _plain_texts(
    batch: pa.RecordBatch, headings: Headings, order: Sequence[str]
) -> dict[str, pa.Array] | None:
    """The columns of unit and name, if both are texts."""
    import pyarrow as pa

    texts: dict[str, pa.Array] = {}
    for column in headings.of_units:
        values = batch.column(order.index(column.header))
        if not pa.types.is_string(values.type):
            return None
        texts[column.header] = values.fill_null("")
    return texts
