"""The first pass over a large table: every cell checked, what identifies rows kept; numbers are scored or put on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from dtiscore.engines.batches import Batch, Usage
from dtiscore.engines.block_rows import BlockRows, arrow_of, block_of
from dtiscore.engines.distinct import Hashes
from dtiscore.engines.identity import plain_identity
from dtiscore.engines.kept_texts import KeptTexts
from dtiscore.engines.learning import Learning
from dtiscore.engines.problems import Problems
from dtiscore.engines.scores import Scores
from dtiscore.errors import InvalidData, Problem
from dtiscore.files.spill import Spill
from dtiscore.methodology import Methodology, Values
from dtiscore.methodology.base import fold
from dtiscore.methodology.in_force import governing_as_written
from dtiscore.said import said
from dtiscore.scoring.preparation import prepare
from dtiscore.scoring.prepared import FittedStep, Prepared
from dtiscore.scoring.reference import Reference
from dtiscore.tables.aggregate_rows import aggregate_row_problems
from dtiscore.tables.all_rows import Met, with_figures
from dtiscore.tables.arrow_values import series_of, texts
from dtiscore.tables.check import Known, check
from dtiscore.tables.headings import Headings
from dtiscore.tables.identified import Identified, UnitOfPeriod
from dtiscore.tables.identity import identify_piece
from dtiscore.tables.measures import of_another_measure
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.spans import Spans
from dtiscore.tables.stand_ins import stand_in_problems
from dtiscore.tables.table import Dataset
from dtiscore.tables.without_figures import Figures, without_figures
from dtiscore.units.scheme import UnitScheme

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
    family: Sequence[Methodology] = ()
    """The editions among which the period that is asked for has chosen."""


@dataclass(slots=True)
class Columns:
    """Which column of the spill is what."""

    numbers: list[str]
    terms: list[str]
    outcomes: list[tuple[str, str]]
    supplied: list[str]
    screened: bool
    """Whether the last column says which rows screening kept."""

    @property
    def count(self) -> int:
        values = len(self.numbers) + len(self.terms) + len(self.outcomes) + len(self.supplied)
        return values + self.screened


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
    texts: KeptTexts = field(default_factory=KeptTexts)
    """The codes and names of all rows."""
    met: Met = field(default_factory=Met)
    """What the rows have shown that later ones are held against."""
    spans: Spans = field(default_factory=dict)
    """Between what the numbers of columns lie."""
    figures: Figures = field(default_factory=Figures)
    """Which nodes have a figure."""
    coded: set[UnitOfPeriod] = field(default_factory=set)
    """The units of the scheme, by period, that a code identifies, and not a name alone; none where no other list has such names."""
    lacks_rows: bool = False
    """Whether records of the file are no rows, because nobody can tell which cell of theirs is which."""
    unprepared: Problems = field(init=False)
    """The values of derived columns that are undefined."""
    steps: Sequence[FittedStep] = ()
    """What each step of preparation learned, which is nothing that depends on the rows."""

    def __post_init__(self) -> None:
        self.unprepared = Problems(self.source)

    @property
    def rows(self) -> int:
        return sum(len(block.lines) for block in self.blocks)

    def close(self) -> None:
        """Let go of the disk, but for scores and texts, which are written last."""
        if self.spill is not None:
            self.spill.close()


def take_in(
    batches: Iterable[Batch], usage: Usage, problems: Problems, intake: Intake, progress: Progress
) -> None:
    """Read all batches; ``problems`` receives whatever is wrong with them, and from then on only what identifies rows is kept."""
    read = 0

    def take(batch: Batch) -> list[Problem]:
        nonlocal read
        progress(said("reading rows"), read + batch.table.rows, None)
        of_the_whole = _take(batch, usage, problems, intake, looking=read == 0)
        read += batch.table.rows
        return of_the_whole

    # Mapped, as a loop would hold on to a batch while the next one is read.
    told = list(map(take, batches))
    if len(told) == 1:
        problems.add(told[0])
    problems.add(of_another_measure(intake.terms.methodology, intake.spans, intake.terms.options))
    problems.add(without_figures(intake.terms.methodology, intake.figures))
    lists = intake.terms.scheme, intake.terms.other_schemes
    problems.add(with_figures(intake.figures, intake.coded, *lists, intake.source))
    problems.settle(_used_by_others(intake, usage))


def _used_by_others(intake: Intake, usage: Usage) -> set[str]:
    """The columns that the editions of other periods of the table read, where a period has chosen among a family."""
    terms = intake.terms
    periods = intake.met.periods - {""} if terms.family else ()
    governed = (governing_as_written(terms.family, period) for period in periods)
    others = {edition.id: edition for edition in governed if edition is not None}
    return {header for other in others.values() for header in usage.read_by(other)}


def _take(batch: Batch, usage: Usage, problems: Problems, intake: Intake, *, looking: bool) -> list[Problem]:
    """Take in a batch; returned is what holds only if it is all that there is, and is looked for if it may be."""
    terms = intake.terms
    options = terms.options._replace(styles={**terms.options.styles, **batch.styles})
    headings, of_headings = usage.headings_in(batch.table)
    identity = _identified(batch, headings, intake)
    dataset, told = check(
        batch.table,
        terms.methodology,
        terms.scheme,
        options,
        other_schemes=terms.other_schemes,
        known=Known(usage.schema, headings, of_headings, identity, intake.spans, intake.figures),
    )
    problems.add([*batch.problems, *told])
    intake.coded |= identity.coded
    intake.lacks_rows = intake.lacks_rows or batch.table.lacks_rows
    if not len(identity.rows):
        return []
    if not problems.errors and dataset is not None:
        try:
            _keep_numbers(intake, dataset)
        except InvalidData as error:  # a derived column is undefined somewhere
            intake.unprepared.add(error.problems)
    block = block_of(batch.table, headings, identity, terms.language, intake.texts)
    intake.blocks.append(block)
    intake.keys.append(_keys(usage, batch.table, identity))
    if not looking or dataset is None:
        return []
    of_rows = aggregate_row_problems(dataset, terms.options.kept_units)
    return [*of_rows, *stand_in_problems(dataset, terms.methodology)]


def _identified(batch: Batch, headings: Headings, intake: Intake) -> Identified:
    terms = intake.terms
    if batch.texts is not None and terms.scheme is None:
        plain = plain_identity(batch.texts, headings, terms.options, terms.methodology, intake.met)
        if plain is not None:
            return plain
    return identify_piece(
        batch.table,
        headings,
        terms.methodology,
        terms.scheme,
        terms.options,
        terms.other_schemes,
        met=intake.met,
    )


def _keep_numbers(intake: Intake, dataset: Dataset) -> None:
    terms = intake.terms
    reference = terms.reference
    prepared = prepare(terms.methodology, dataset, None if reference is None else reference.preparation)
    made = prepared.dataset
    if not intake.headings:
        intake.headings = {
            header: column._replace(cells=(), lines=()) for header, column in dataset.headings.items()
        }
        intake.steps = prepared.steps
    if intake.learning is not None:
        intake.learning.learn(terms.methodology, prepared)
    if intake.reference is not None:
        intake.scores.add(terms.methodology, made, intake.reference, prepared.kept)
    else:
        _spill(intake, prepared)


def _spill(intake: Intake, prepared: Prepared) -> None:
    made = prepared.dataset
    if intake.columns is None or intake.spill is None:
        screened = any(step.step == "screen" for step in intake.terms.methodology.prepare)
        terms = [header for header in intake.terms.methodology.exactness.operations if header in made.numbers]
        intake.columns = Columns([*made.numbers], terms, [*made.outcomes], [*made.supplied], screened)
        intake.spill = Spill(intake.columns.count)
    unknown = np.full(len(made), np.nan)
    columns: list[Values] = [
        *(made.numbers[header] for header in intake.columns.numbers),
        *(made.terms.get(header, unknown) for header in intake.columns.terms),
        *(made.outcomes[read] for read in intake.columns.outcomes),
        *(made.supplied[code] for code in intake.columns.supplied),
    ]
    if intake.columns.screened:
        columns.append(prepared.kept.astype(np.float64))
    intake.spill.append(columns)


def _keys(usage: Usage, table: RawTable, identity: Identified) -> Hashes | None:
    """A hash of what no other row may have: its unit, with its period and the group in which units repeat.

    ``None`` where that is its code, which is so in all batches or in none.
    """
    repeats = usage.headings.repeats
    if repeats is None and usage.headings.period is None:
        return None
    keys = series_of(arrow_of(identity.codes))
    keys = keys + "\x1f" + series_of(texts(period or "" for period in identity.periods))
    column = None if repeats is None else table.column(repeats.header)
    if column is not None:
        keys = keys + "\x1f" + series_of(texts(fold(column.cells[row]) for row in identity.rows))
    found: Hashes = keys.hash().to_numpy()
    return found
