"""The first pass over a large table: every cell checked, what identifies rows kept; numbers are scored or put on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dtiscore.dataset.check import check
from dtiscore.dataset.options import ReadingOptions
from dtiscore.dataset.raw import RawColumn
from dtiscore.dataset.table import Dataset
from dtiscore.engines.batches import Batch, Usage
from dtiscore.engines.distinct import Hashes, hashes
from dtiscore.engines.identity import plain_identity
from dtiscore.engines.learning import Learning
from dtiscore.engines.problems import Problems
from dtiscore.engines.scores import Scores
from dtiscore.engines.sequences import Constant, Names, Texts
from dtiscore.errors import InvalidData
from dtiscore.methodology import Methodology, Values, text_in
from dtiscore.methodology.base import fold
from dtiscore.scoring.preparation import FittedStep, Prepared, prepare
from dtiscore.scoring.reference import Reference
from dtiscore.sources.arrow_values import texts as arrow_texts
from dtiscore.sources.spill import Spill
from dtiscore.units.scheme import UnitScheme

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types


Progress = Callable[[str, int, int | None], None]
"""Is told what is being done, how many rows are done, and of how many if that is known."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Under what a table is read."""

    methodology: Methodology
    scheme: UnitScheme | None
    other_schemes: Sequence[UnitScheme]
    options: ReadingOptions
    strict: bool
    """Whether warnings count as errors."""
    language: str | None
    """The language of the units' names."""
    reference: Reference | None = None


@dataclass(slots=True)
class BlockRows:
    """What identifies the rows of one batch."""

    lines: Sequence[int]
    codes: pa.Array
    names: pa.Array
    periods: Sequence[str | None]
    groups: Sequence[str | None]
    ranked: NDArray[np.bool_] | None
    """``None`` where every row takes part in rankings."""


@dataclass(slots=True)
class Columns:
    """Which column of the spill is what."""

    numbers: list[str]
    outcomes: list[tuple[str, str]]
    supplied: list[str]
    screened: bool
    """Whether the last column says which rows screening kept."""

    @property
    def count(self) -> int:
        return len(self.numbers) + len(self.outcomes) + len(self.supplied) + self.screened


@dataclass(slots=True)
class Intake:
    """A table that has been read."""

    terms: Terms
    source: str
    scores: Scores
    reference: Reference | None = None
    """By what the rows are scored as they are read; ``None`` where that shows only when all are."""
    learning: Learning | None = None
    """What the rows leave behind for a fit, where that is wanted."""
    spill: Spill | None = None
    columns: Columns | None = None
    blocks: list[BlockRows] = field(default_factory=list)
    keys: list[Hashes | None] = field(default_factory=list)
    """For every batch a hash of what must not occur twice in each row; ``None`` where that is its code."""
    headings: Mapping[str, RawColumn] = field(default_factory=dict)
    header_line: int = 1
    steps: Sequence[FittedStep] = ()
    """What each step of preparation learned, which is nothing that depends on the rows."""

    @property
    def rows(self) -> int:
        return sum(len(block.lines) for block in self.blocks)

    def close(self) -> None:
        """Let go of the disk."""
        if self.spill is not None:
            self.spill.close()


def take_in(
    batches: Iterable[Batch], usage: Usage, problems: Problems, intake: Intake, progress: Progress
) -> None:
    """Read all batches; ``problems`` receives whatever is wrong with them, and from then on nothing more is kept."""
    read = 0

    def take(batch: Batch) -> None:
        nonlocal read
        read += batch.table.rows
        progress("reading", read, None)
        _take(batch, usage, problems, intake)

    # Mapped, as a loop would hold on to a batch while the next one is read.
    problems.settle(sum(1 for _ in map(take, batches)))


def _take(batch: Batch, usage: Usage, problems: Problems, intake: Intake) -> None:
    terms = intake.terms
    identity = None
    if batch.texts is not None and terms.scheme is None:
        identity = plain_identity(batch.texts, usage.headings, terms.options)
    dataset, told = check(
        batch.table,
        terms.methodology,
        terms.scheme,
        _with_styles(terms.options, batch),
        other_schemes=terms.other_schemes,
        identity=identity,
    )
    found = [*batch.problems, *told]
    problems.add([problem.as_error() for problem in found] if terms.strict else found)
    if problems.errors or dataset is None or not len(dataset):
        return
    try:
        _keep(intake, usage, dataset)
    except InvalidData as error:  # a derived column is undefined somewhere
        problems.add(error.problems)


def _with_styles(options: ReadingOptions, batch: Batch) -> ReadingOptions:
    # Which units are missing shows at the end, when all batches are read.
    return replace(options, styles={**options.styles, **batch.styles}, allow_missing_units=True)


def _keep(intake: Intake, usage: Usage, dataset: Dataset) -> None:
    terms = intake.terms
    reference = terms.reference
    prepared = prepare(terms.methodology, dataset, None if reference is None else reference.preparation)
    made = prepared.dataset
    if not intake.blocks:
        intake.headings = {
            header: replace(column, cells=(), lines=()) for header, column in dataset.headings.items()
        }
        intake.header_line = dataset.raw.header_line
        intake.steps = prepared.steps
    if intake.learning is not None:
        intake.learning.learn(terms.methodology, prepared)
    if intake.reference is not None:
        intake.scores.add(terms.methodology, made, intake.reference, prepared.kept)
    else:
        _spill(intake, prepared)
    block = _block_of(dataset, terms.language)
    intake.blocks.append(block)
    keys = _keys(block, usage, dataset)
    intake.keys.append(None if keys is block.codes else hashes(keys))


def _spill(intake: Intake, prepared: Prepared) -> None:
    made = prepared.dataset
    if intake.columns is None or intake.spill is None:
        screened = any(step.step == "screen" for step in intake.terms.methodology.prepare)
        intake.columns = Columns([*made.numbers], [*made.outcomes], [*made.supplied], screened)
        intake.spill = Spill(intake.columns.count)
    columns: list[Values] = [
        *(made.numbers[header] for header in intake.columns.numbers),
        *(made.outcomes[read] for read in intake.columns.outcomes),
        *(made.supplied[code] for code in intake.columns.supplied),
    ]
    if intake.columns.screened:
        columns.append(prepared.kept.astype(np.float64))
    intake.spill.append(columns)


def _block_of(dataset: Dataset, language: str | None) -> BlockRows:
    known = dataset.names
    names = known.texts if isinstance(known, Names) else [text_in(texts, language) for texts in known]
    lines = dataset.raw.columns[0].lines
    taken = dataset.row_in_raw
    return BlockRows(
        lines=lines if isinstance(taken, range) else np.array([lines[row] for row in taken]).tolist(),
        codes=_arrow(dataset.units),
        names=_arrow(names),
        periods=_frugal(dataset.periods),
        groups=_frugal(dataset.groups),
        ranked=None if dataset.ranked.all() else dataset.ranked,
    )


def _arrow(texts: Sequence[str]) -> pa.Array:
    return texts.array if isinstance(texts, Texts) else arrow_texts(texts)


def _frugal(values: Sequence[str | None]) -> Sequence[str | None]:
    """A sequence of one and the same item as such."""
    if isinstance(values, Constant) or len(set(values)) != 1:
        return values
    return Constant(values[0], len(values))


def _keys(block: BlockRows, usage: Usage, dataset: Dataset) -> pa.Array:
    """For every row what no other one may have: its unit, with its period and the group in which units repeat."""
    repeats = usage.headings.repeats
    if repeats is None and isinstance(block.periods, Constant) and block.periods.item is None:
        return block.codes
    column = None if repeats is None else dataset.raw.column(repeats.header)
    groups = (
        Constant("", len(dataset))
        if column is None
        else [fold(column.cells[row]) for row in dataset.row_in_raw]
    )
    parts = zip(dataset.units, dataset.periods, groups, strict=True)
    return _arrow(["\x1f".join((code, period or "", group)) for code, period, group in parts])
