"""A table held against the edition that governs it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.errors import InvalidData, Place, Problem, errors_and_warnings, errors_of
from dtiscore.inputs.in_force import Part, candidates, parts, parts_of_others, several, used_by_none
from dtiscore.inputs.reading import AsRead, Data, Read, Reading, Weighting, period_of, raw_table
from dtiscore.inputs.weighting import other_schemes, scheme_of
from dtiscore.methodology import Methodology
from dtiscore.methodology.periods import in_time
from dtiscore.progress import tell
from dtiscore.said import said, some_of
from dtiscore.scoring.frames import periods_needed, reaches_over_periods
from dtiscore.tables.all_rows import MANY
from dtiscore.tables.check import check as check_table
from dtiscore.tables.heading_parts import YEAR
from dtiscore.tables.headings import resolve
from dtiscore.tables.layout import widened
from dtiscore.tables.numbers import NumberStyle
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.rankings.form import as_data
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.stand_ins import stand_in_problems
from dtiscore.tables.table import Dataset
from dtiscore.units.spelling import normal_form

if TYPE_CHECKING:
    from dtiscore.units.scheme import UnitScheme


class Validation(NamedTuple):
    """A table held against an edition."""

    methodology: Methodology
    scheme: UnitScheme | None
    table: RawTable
    dataset: Dataset | None
    """The checked table; ``None`` when it has errors."""
    problems: Sequence[Problem]
    """Every error and warning, in the order of the file."""
    declared: Mapping[str, Any] = {}
    """What was declared about the table, for provenance."""
    at_period: str | None = None
    """The one of its periods that is asked for; others may stand in the dataset, for what is fitted over several."""
    as_read: AsRead | None = None
    """The table as it was read, of all editions; ``None`` where cells were changed after that."""

    @property
    def is_valid(self) -> bool:
        """Whether the table can be scored."""
        return self.dataset is not None and not errors_of(self.problems)


_OF_CELLS = frozenset({"uncomputed-formula", "unstored-value", "marked-digits"})
"""Problems of single cells, known from the form of a file before it is known which of its cells are read."""

Edit = Callable[[RawTable, Methodology, "UnitScheme | None", ReadingOptions], RawTable]
"""A change of a table with one column per indicator, before its cells are read."""


def invalid(validation: Validation) -> InvalidData:
    """The exception that stands for an invalid table."""
    return _refused(validation.table.source, validation.problems)


def _refused(source: str, problems: Sequence[Problem]) -> InvalidData:
    errors = len(errors_of(problems))
    message = said(
        "{source}: {problems}; nothing was scored",
        source=source,
        problems=errors_and_warnings(errors, len(problems) - errors),
    )
    return InvalidData(message, problems=problems)


def as_grave(problems: Sequence[Problem], reading: Reading) -> list[Problem]:
    """Problems as they count: all as errors where that is declared."""
    return [problem.as_error() for problem in problems] if reading.get("strict") else [*problems]


def require_allowed(warnings: Sequence[Problem], reading: Reading) -> None:
    """Refuse what only the comparison of tables that are valid has shown, where warnings count as errors.

    Raises:
        InvalidData: there are warnings, and they do.
    """
    found = as_grave(warnings, reading)
    if errors_of(found):
        raise _refused(found[0].place.file, found)


def lenient(reading: Reading) -> Reading:
    """What is declared about a table whose warnings are told with others, or were: they hinder nothing by themselves."""
    return Reading(**{**reading, "strict": False})


def editions_for(methodology: Weighting, reading: Reading) -> list[Methodology]:
    """The editions that a weighting and what is declared about the table may mean, at least one."""
    return candidates(methodology, date=reading.get("date"), period=period_of(reading.get("period")))


def read_and_validate(
    data: Data, editions: Sequence[Methodology], weighting: Weighting, reading: Reading
) -> list[Validation]:
    """A table held against each edition that governs some of its rows."""
    return validate_each(raw_table(data, reading), editions, weighting, reading)


def validate_each(
    read: Read,
    editions: Sequence[Methodology],
    weighting: Weighting,
    reading: Reading,
    edit: Edit | None = None,
) -> list[Validation]:
    """A table that has been read, as by :func:`raw_table`, held against each edition that governs some of its rows.

    Of a panel with a declared period the other periods stay in it where the edition fits over several: :func:`scored`
    leaves them out. ``edit`` may change cells after the table was laid out and before any is interpreted.
    """
    table, problems, options = read
    problems = _of_cells_read(problems, table, editions, options)
    cut, ungoverned = parts(editions, table, options)
    found = [_read(part, scheme_of(part.methodology, weighting), options, edit) for part in cut]
    is_sound = len(cut) == 1 and not errors_of(found[0].problems)
    others = parts_of_others(weighting, cut[0], table, options) if is_sound else []
    told = used_by_none(
        [validation.problems for validation in found], [_of_headings(part, options) for part in others]
    )
    told[0] = in_order_of_file([*problems, *ungoverned, *told[0]])
    return [
        validation._replace(
            problems=own,
            dataset=None if errors_of(own) else validation.dataset,
            as_read=AsRead(read, reading) if edit is None else None,
        )
        for validation, own in zip(found, (as_grave(one, reading) for one in told), strict=True)
    ]


def _of_cells_read(
    problems: list[Problem], table: RawTable, editions: Sequence[Methodology], options: ReadingOptions
) -> list[Problem]:
    """The problems without those of cells that no edition reads: in a row that is left out by its name, or a column of no use."""
    if not any(problem.code in _OF_CELLS for problem in problems):
        return problems
    headings = [resolve(table, edition, options)[0] for edition in editions]
    of_units = {column.header: column for found in headings for column in found.of_units}.values()
    ignored = {*map(normal_form, options.ignored_units)}
    lines = {
        line for column in of_units for line, cell in zip(column.lines, column.cells, strict=True)
        if normal_form(cell) in ignored
    }  # fmt: skip
    # Of a long table its columns say nothing of what is read.
    is_wide = options.layout != "long" and all(found.inputs or found.scores for found in headings)
    used = {column.field for found in headings for column in found.used}
    unused = {column.field for column in table.columns} - used if is_wide else set()
    return [
        problem
        for problem in problems
        if problem.code not in _OF_CELLS
        or (problem.place.line not in lines and problem.place.column not in unused)
    ]


def require_one(validations: Sequence[Validation]) -> Validation:
    """The one validation that is wanted.

    Raises:
        UsageFault: the table spans several editions.
    """
    if len(validations) > 1:
        datasets = [validation.dataset for validation in validations if validation.dataset is not None]
        periods = [period for data in datasets for period in data.periods if period is not None]
        last = max(periods, key=in_time, default=None)
        editions = [validation.methodology for validation in validations]
        raise several(editions, validations[0].table.source, last)
    return validations[0]


def _of_headings(part: Part, options: ReadingOptions) -> list[Problem]:
    """What an edition tells of the headings alone of the rows that it governs."""
    wide, laid_out, _, _ = _laid_out(part.table, part.methodology, options._replace(at_period=None))
    return resolve(wide, part.methodology, laid_out)[1]


def _read(part: Part, scheme: UnitScheme | None, options: ReadingOptions, edit: Edit | None) -> Validation:
    methodology = part.methodology
    table = as_data(part.table) if part.table.is_ranking else part.table
    wide, options, layout_problems, is_panel = _laid_out(table, methodology, options)
    if edit is not None:
        wide, options = edit(wide, methodology, scheme, options), options._replace(any_size=True)
    meant = options.at_period
    wide, options = _with_frame(wide, methodology, options)
    tell(said("checking the table"))
    dataset, found = check_table(wide, methodology, scheme, options, other_schemes=other_schemes(scheme))
    if dataset is not None and scheme is None and not part.table.is_ranking:
        from dtiscore.tables.aggregate_rows import aggregate_row_problems

        found = [*found, *aggregate_row_problems(dataset, options.kept_units)]
    if dataset is not None:
        found = [
            *found,
            *stand_in_problems(dataset, methodology),
            *_names_not_met(dataset, methodology, options),
        ]
    if is_panel:  # what is wrong with a row of the file is wrong with each of its years
        found = [*dict.fromkeys(found)]
    problems = in_order_of_file([*layout_problems, *found])
    return Validation(methodology, scheme, table, dataset, problems, options.declared, meant)


def _laid_out(
    table: RawTable, methodology: Methodology, options: ReadingOptions
) -> tuple[RawTable, ReadingOptions, list[Problem], bool]:
    """The table with one column per indicator, how that is read, and whether it has a row for each year that headings name."""
    wide, problems = widened(table, methodology, options.layout, options)
    if wide is not table:
        from dtiscore.tables.columns_of_units import with_units

        options = with_units(options, wide, resolve(wide, methodology, options)[0])
    options = options._replace(styles=_styles_of(wide, table, options))
    if not any(YEAR.search(column.header) for column in wide.columns):
        return wide, options, problems, False
    from dtiscore.tables.years_as_rows import years_as_rows

    panel = years_as_rows(wide, methodology, options, is_long=wide is not table)
    return panel.table, panel.options, [*problems, *panel.problems], panel.table is not wide


def period_column(table: RawTable, methodology: Methodology, options: ReadingOptions) -> RawColumn | None:
    """The column of periods of a table that has been read, or the one that its headings make; ``None`` where it has neither."""
    own = resolve(table, methodology, options)[0].period
    if own is not None:
        return own
    laid_out, options, _, is_panel = _laid_out(table, methodology, options)
    return resolve(laid_out, methodology, options)[0].period if is_panel else None


def _names_not_met(dataset: Dataset, methodology: Methodology, options: ReadingOptions) -> Iterator[Problem]:
    """A warning about units that screening keeps or leaves out by their codes, and that the table does not have.

    Of one period of a table others may have them; and who was left out by name is not asked for.
    """
    if not methodology.prepare or options.at_period is not None:
        return
    from dtiscore.methodology.preparation.screening import Screen

    named = [(*step.keep, *step.drop) for step in methodology.prepare if isinstance(step, Screen)]
    known = {*map(normal_form, options.ignored_units)}
    absent = [
        code
        for code in dict.fromkeys(code for codes in named for code in codes)
        if code not in dataset.units and normal_form(code) not in known
    ]
    if absent:
        message = said(
            "the edition keeps or leaves out {units}, and no unit has such a code",
            units=some_of(absent, MANY),
        )
        fix = said("correct the codes of the step screen, if the units are there under others")
        place = Place(dataset.raw.source, dataset.raw.header_line)
        yield Problem("nothing-screened", message, place, fix=fix, severity="warning")


def _with_frame(
    table: RawTable, methodology: Methodology, options: ReadingOptions
) -> tuple[RawTable, ReadingOptions]:
    """The rows with which one period of a panel is scored: those of the periods over which the edition fits."""
    meant = options.at_period
    if meant is None or not reaches_over_periods(methodology):
        return table, options
    column = resolve(table, methodology, options)[0].period
    periods = [] if column is None else [unicodedata.normalize("NFC", cell).strip() for cell in column.cells]
    if meant not in periods:
        return table, options
    needed = periods_needed(methodology, meant)
    rows = [row for row, period in enumerate(periods) if needed is None or period in {*needed, ""}]
    return table.of_rows(rows), options._replace(at_period=None)


def in_order_of_file(problems: Sequence[Problem]) -> list[Problem]:
    """Problems in the order of the file."""
    return sorted(problems, key=lambda problem: problem.place.line_and_column)


def _styles_of(wide: RawTable, table: RawTable, options: ReadingOptions) -> dict[str, NumberStyle]:
    """The number styles of the wide table's columns: each has that of the column in which its cells stand."""
    styles = {column.field: options.styles.get(column.header) for column in table.columns}
    return {
        column.header: style for column in wide.columns if (style := styles.get(column.field)) is not None
    }
