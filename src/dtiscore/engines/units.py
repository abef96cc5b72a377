"""What can be said of the units of a large table only when all rows are read: which stand twice, which are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from dtiscore.engines.block_rows import BlockRows
from dtiscore.engines.distinct import Hashes, hashes, repeated
from dtiscore.engines.identity import contents
from dtiscore.engines.intake import Intake
from dtiscore.engines.order import are_in_order
from dtiscore.errors import Place, Problem, Severity
from dtiscore.methodology.periods import comparable
from dtiscore.said import Said
from dtiscore.tables.all_rows import (
    absent_units,
    alike_groups,
    at_a_glance,
    doubtful_order,
    few_names,
    looks_alike,
    never_met,
    not_there,
    parted_by_period,
    stands_twice,
    two_meanings,
)
from dtiscore.tables.arrow_values import series_of, texts
from dtiscore.tables.headings import Headings
from dtiscore.tables.raw import RawColumn


def unit_problems(intake: Intake, headings: Headings) -> Iterator[Problem]:
    """What :func:`dtiscore.tables.identity.identify` says of all rows together."""
    blamed = headings.shown
    if blamed is None:
        return
    options = intake.terms.options
    rows = _Rows(intake, blamed)
    if intake.blocks:
        for group in repeated(_keys(intake)):
            yield from _doubled(rows, group.tolist(), headings, blamed)
        if intake.terms.scheme is None and _has_both_cases(intake):
            yield from _alike(rows, intake, headings.key or blamed)
        yield from _few_names(rows, intake, headings)
        for told in alike_groups(group for block in intake.blocks for group in dict.fromkeys(block.groups)):
            yield rows.of_all("similar-group", told, "warning")
        yield from _of_two_meanings(rows, intake, headings)
        yield from _of_periods(rows, intake, headings)
    for message, fix in never_met(options, intake.met):
        yield rows.of_all("nothing-ignored", (message, fix), "warning")
    if intake.blocks or options.at_period is None:
        yield from _absent(rows, intake)
    else:
        yield rows.of_all("missing-period", not_there(options.at_period, intake.met.periods), "error")


def names_of_units(intake: Intake) -> Iterator[str]:
    """The codes and the names of all rows that take part."""
    for block in intake.blocks:
        for texts_of_rows in {id(kept): kept for kept in (block.kept_codes, block.kept_names)}.values():
            yield from series_of(texts_of_rows.array).unique()


def _few_names(rows: _Rows, intake: Intake, headings: Headings) -> Iterator[Problem]:
    if intake.terms.scheme is not None or headings.name is None or not headings.name_by_heading:
        return
    first = intake.blocks[0]  # of many units it tells enough
    # Not by numpy, which would load masked arrays for it.
    names, units = (series_of(column).n_unique() for column in (first.names, first.codes))
    for told in few_names(headings.name, names=names, units=units):
        yield rows.of_all("few-names", told, "warning")


def _of_two_meanings(rows: _Rows, intake: Intake, headings: Headings) -> Iterator[Problem]:
    scheme, column = intake.terms.scheme, headings.unit
    if scheme is None or column is None or (headings.name is not None and not rows.are_unnamed()):
        return
    codes = [code for block in intake.blocks for code in block.codes.to_pylist()]
    found = two_meanings(codes, scheme, intake.terms.other_schemes)
    if found is not None:
        code, message, fix, severity = found
        yield rows.problem("ambiguous-vintage", (message, fix), column, codes.index(code), severity)


def _of_periods(rows: _Rows, intake: Intake, headings: Headings) -> Iterator[Problem]:
    if headings.period is None:
        return
    written = {period for block in intake.blocks for period in set(block.periods)}
    for told in doubtful_order(written):
        yield rows.of_all("doubtful-order", told, "warning")
    periods = {comparable(period) for period in written if period is not None}
    if not headings.period_by_name or len(periods) < 2:
        return
    every = np.concatenate([hashes(block.codes) for block in intake.blocks])
    if len(np.unique(every)) == len(every):
        yield rows.of_all("period-apart", parted_by_period(len(periods)), "warning")


def _keys(intake: Intake) -> Iterable[Hashes]:
    """A hash of what must not occur twice in each row; nothing where no row can have what another has."""
    blocks = intake.blocks
    if all(key is None for key in intake.keys) and are_in_order(
        (block.codes for block in blocks), strictly=True
    ):
        return ()
    return (
        hashes(block.codes) if key is None else key for block, key in zip(blocks, intake.keys, strict=True)
    )


class _Rows:
    """The rows of all batches by their number from 0."""

    def __init__(self, intake: Intake, column: RawColumn) -> None:
        self.source = intake.source
        self.header_line = intake.header_line
        self.column = column
        """The column of names, or of codes where there are no names."""
        self.blocks = intake.blocks
        self.starts = np.cumsum([0, *(len(block.lines) for block in intake.blocks)])

    def at(self, row: int) -> tuple[BlockRows, int]:
        block = int(np.searchsorted(self.starts, row, side="right")) - 1
        return self.blocks[block], row - int(self.starts[block])

    def code(self, row: int) -> str:
        block, within = self.at(row)
        return str(block.codes[within].as_py())

    def name(self, row: int) -> str:
        block, within = self.at(row)
        return str(block.names[within].as_py())

    def line(self, row: int) -> int:
        block, within = self.at(row)
        return block.lines[within]

    def key(self, row: int) -> tuple[str, str | None]:
        block, within = self.at(row)
        return self.code(row), block.periods[within]

    def is_unnamed(self, row: int) -> bool:
        block, within = self.at(row)
        return block.unnamed is not None and bool(block.unnamed[within])

    def are_unnamed(self) -> bool:
        """Whether no row has a name."""
        return all(block.unnamed is not None and block.unnamed.all() for block in self.blocks)

    def of_all(self, code: str, told: tuple[Said, Said], severity: Severity) -> Problem:
        """A problem of the table as a whole."""
        message, fix = told
        return Problem(code, message, Place(self.source, self.header_line), fix=fix, severity=severity)

    def problem(
        self, code: str, told: tuple[Said, Said], column: RawColumn, row: int, severity: Severity
    ) -> Problem:
        place = Place(self.source, self.line(row), column.field, column.header)
        message, fix = told
        raw = self.name(row) if column is self.column else self.code(row)
        return Problem(code, message, place, raw, fix, self.name(row), severity=severity)


def _doubled(rows: _Rows, group: list[int], headings: Headings, column: RawColumn) -> Iterator[Problem]:
    """Of rows with the same hash those whose unit and period stand on an earlier one."""
    first: dict[tuple[str, str | None], int] = {}
    for row in group:
        earlier = first.setdefault(rows.key(row), row)
        if earlier != row:
            told = stands_twice(headings, rows.line(earlier), rows.name(earlier))
            blamed = headings.unit or column if rows.is_unnamed(row) else column
            yield rows.problem("duplicate-unit", told, blamed, row, "error")


def _has_both_cases(intake: Intake) -> bool:
    """Whether folding the codes may join some: those of one case without double spaces stay apart."""
    lower = upper = False
    for block in intake.blocks:
        signs = contents(block.codes)[1]
        spaces = signs == ord(" ")
        if (spaces[1:] & spaces[:-1]).any() or ((signs < ord(" ")) | (signs > ord("~"))).any():
            return True
        lower = lower or bool(((signs >= ord("a")) & (signs <= ord("z"))).any())
        upper = upper or bool(((signs >= ord("A")) & (signs <= ord("Z"))).any())
    return lower and upper


def _alike(rows: _Rows, intake: Intake, column: RawColumn) -> Iterator[Problem]:
    folded = [hashes(texts(map(at_a_glance, block.codes.to_pylist()))) for block in intake.blocks]
    for group in repeated(folded):
        first: dict[tuple[str, str | None], int] = {}
        for row in group.tolist():
            code, period = rows.key(row)
            earlier = first.setdefault((at_a_glance(code), period), row)
            if rows.code(earlier) != code:
                told = looks_alike(rows.code(earlier), rows.line(earlier))
                yield rows.problem("similar-unit", told, column, row, "warning")


def _absent(rows: _Rows, intake: Intake) -> Iterator[Problem]:
    scheme = intake.terms.scheme
    if scheme is None or intake.lacks_rows:
        return
    there: dict[str | None, set[str]] = {}
    for block in intake.blocks:
        for code, period in zip(block.codes.to_pylist(), block.periods, strict=True):
            there.setdefault(period, set()).add(code)
    allowed = intake.terms.options.allow_missing_units
    others = intake.terms.other_schemes
    for code, message, fix, severity in absent_units(there, scheme, others, intake.coded, allowed=allowed):
        yield rows.of_all(code, (message, fix), severity)
