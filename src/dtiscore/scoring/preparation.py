"""Prepare: derive, screen, impute and treat raw columns in the order of the file, each change marked.

Long because each step goes on from what those before it made: one class, a method for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dtiscore.errors import InvalidData, Problem, UsageFault
from dtiscore.methodology import Methodology, Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import rows_where
from dtiscore.methodology.equality import (
    Tolerance,
    held_at_zero,
    if_larger,
    largest_size,
    relative_tolerance,
    ties_joined,
)
from dtiscore.methodology.periods import in_time, times_of
from dtiscore.methodology.preparation import ColumnStep, PanelStep, PreparationStep, Settings
from dtiscore.said import Said, counted, joined, said
from dtiscore.scoring.frames import Frame, frames_of
from dtiscore.scoring.prepared import FittedStep, Mark, Prepared
from dtiscore.tables.row_model import LARGEST
from dtiscore.tables.table import Dataset, Rows

if TYPE_CHECKING:
    from dtiscore.methodology.preparation.deriving import Derive
    from dtiscore.methodology.preparation.screening import Screen


def prepare(
    methodology: Methodology, dataset: Dataset, fitted: Sequence[FittedStep] | None = None
) -> Prepared:
    """Carry out the steps of preparation; what they need to know is fitted on the way unless given.

    Raises:
        InvalidData: a derived column is undefined for some unit; ``problems`` lists every case.
        UsageFault: what was fitted is not about the steps of this methodology.
    """
    if fitted is not None and len(fitted) != len(methodology.prepare):
        message = said(
            "the reference knows {n} steps of preparation; {edition} has {steps}",
            n=len(fitted),
            edition=methodology.id,
            steps=len(methodology.prepare),
        )
        raise UsageFault(message, said("make it again with dtiscore fit … -o reference.json"))
    run = _Run(methodology, dataset, fitted)
    for position, step in enumerate(methodology.prepare):
        run.step(position, step)
    if run.problems:
        message = counted(
            len(run.problems),
            "{source}: {n} value is undefined",
            "{source}: {n} values are undefined",
            source=dataset.raw.source,
        )
        raise InvalidData(message, problems=run.problems)
    return Prepared(
        replace(dataset, numbers=run.numbers, terms=run.terms),
        run.marks,
        run.kept,
        run.learned,
        run.carried,
        run.untreated,
    )


class _Run:
    """The columns as the steps change them."""

    def __init__(
        self, methodology: Methodology, dataset: Dataset, fitted: Sequence[FittedStep] | None
    ) -> None:
        self.methodology = methodology
        self.dataset = dataset
        self.fitted = fitted
        self.numbers = dict(dataset.numbers)
        self.terms = dict(dataset.terms)
        self.marks: dict[str, NDArray[np.uint8]] = {}
        self.carried: dict[str, list[str | None]] = {}
        self.untreated: dict[str, Values] = {}
        self.kept = np.ones(len(dataset), dtype=np.bool_)
        self.learned: list[FittedStep] = []
        self.problems: list[Problem] = []

    def step(self, position: int, step: PreparationStep) -> None:
        from dtiscore.methodology.preparation.deriving import Derive
        from dtiscore.methodology.preparation.imputing import ImputeFrom
        from dtiscore.methodology.preparation.screening import Screen

        learned: dict[str | None, dict[str, Settings]] = {}
        if isinstance(step, Derive):
            learned = self.derive(position, step)
        elif isinstance(step, Screen):
            self.screen(step)
        elif isinstance(step, ImputeFrom):
            if step.column in self.numbers and step.other in self.numbers:
                lacking = np.isnan(self.numbers[step.column])
                sizes = np.where(lacking, self.sizes(step.other) * abs(step.factor), self.sizes(step.column))
                filled = self.numbers[step.other] * step.factor
                self.put(step.column, np.where(lacking, filled, self.numbers[step.column]))
                self.keep_terms(step.column, sizes)
        elif isinstance(step, PanelStep):
            self.along_periods(step)
        else:
            assert isinstance(step, ColumnStep)
            for frame in frames_of(self.methodology, self.dataset, step):
                learned[frame.key] = self.column_step(position, step, frame)
        self.learned.append(learned)

    def sizes(self, header: str) -> Values:
        """Of the largest terms that entered the numbers of a column."""
        return largest_size(self.numbers[header], self.terms.get(header))

    def tolerance(self, header: str, sizes: Values) -> Tolerance:
        """Within which distance numbers of a column are equal, given the sizes of the largest terms that entered them."""
        share = relative_tolerance(self.methodology.exactness.operations.get(header, 0))
        return Tolerance.from_distances(sizes * share)

    def keep_terms(self, header: str, sizes: Values) -> None:
        """Keep the sizes of the largest terms that entered a column, unless they are those of its numbers.

        What is left of them and equals 0 is 0, whoever reads the column: a rule may divide by it.
        """
        self.numbers[header] = held_at_zero(self.numbers[header], self.tolerance(header, sizes))
        terms = if_larger(self.numbers[header], sizes)
        if terms is not None:
            self.terms[header] = terms
        else:
            self.terms.pop(header, None)

    def put(self, header: str, values: Values) -> None:
        """Change a column and mark what is new or different."""
        before = self.numbers[header]
        if values is before:
            return
        self.numbers[header] = values
        marks = self.marks.get(header, np.uint8(Mark.AS_READ))
        different = (before != values) & ~np.isnan(values)
        changed = np.where(np.isnan(before), np.uint8(Mark.IMPUTED), np.uint8(Mark.TREATED))
        self.marks[header] = np.where(different, np.maximum(marks, changed), marks)

    def headers(self, named: Sequence[str] | None, leave: Sequence[str] = ()) -> list[str]:
        """The columns a step is about: those named, or all numbers that indicators read."""
        wanted = self.methodology.indicator_headers if named is None else named
        return [header for header in wanted if header in self.numbers and header not in leave]

    def derive(self, position: int, step: Derive) -> dict[str | None, dict[str, Settings]]:
        """Make a column of others; what is returned is what was learned of the units of each frame, if anything."""
        formula = step.parsed
        if any(name not in self.numbers for name in step.reads):
            return {}  # a missing column is reported where the table is checked
        from dtiscore.methodology.formula_evaluation import Given

        given = Given(self.numbers, len(self.dataset), self.terms, self.methodology.exactness.operations)
        result = formula.result(given)
        values, sizes = result.values, result.terms
        undefined = result.undefined | (np.abs(values) > LARGEST)
        if step.weight is not None:
            undefined = undefined | (self.numbers[step.weight] < 0)
        self.problems += [self.undefined(step, row) for row in rows_where(undefined & self.kept)]
        if step.along is not None:
            values, sizes, no_growth = self.along_units(step, values, result.size)
            message = said('"{column}" is undefined: nothing grows from 0 or below it', column=step.column)
            self.problems += [self.undefined(step, row, message) for row in rows_where(no_growth & self.kept)]
        learned: dict[str | None, dict[str, Settings]] = {}
        if step.take is not None:
            frames = frames_of(self.methodology, self.dataset, step)
            learned = {
                frame.key: {step.column: self.taken(position, step, frame, values)} for frame in frames
            }
            values, sizes = self.of_groups(step, frames, learned, largest_size(values, sizes))
        marks = np.full(len(values), Mark.DERIVED, dtype=np.uint8)
        for name in formula.names if step.take is None else ():
            if name in self.marks:
                marks[(self.marks[name] == Mark.IMPUTED) & ~np.isnan(values)] = Mark.IMPUTED
        self.numbers[step.column] = values
        if sizes is None:
            self.terms.pop(step.column, None)
        else:
            self.keep_terms(step.column, sizes)
        self.marks[step.column] = marks
        return learned

    def taken(self, position: int, step: Derive, frame: Frame, values: Values) -> Settings:
        """The figures of the units of a frame: those of a reference, or of the rows that were kept."""
        if self.fitted is not None:
            return of_frame(self.fitted[position], frame.key).get(step.column, {})
        rows = frame.fitted_on[self.kept[frame.fitted_on]]
        weights = None if step.weight is None else self.numbers[step.weight][rows]
        groups = () if step.by is None else self.dataset.labels.get(step.by, ())
        return step.fit(values[rows], weights, _at(groups, rows))

    def of_groups(
        self,
        step: Derive,
        frames: Sequence[Frame],
        learned: Mapping[str | None, Mapping[str, Settings]],
        sizes: Values,
    ) -> tuple[Values, Values]:
        """The figure of each row's group, and the size of the largest term that can have entered it, given those of the
        values of which it is the figure."""
        groups = () if step.by is None else self.dataset.labels.get(step.by, ())
        values, largest = np.full(len(self.dataset), np.nan), np.full(len(self.dataset), np.nan)
        for frame in frames:
            settings = learned[frame.key][step.column]
            entering = np.union1d(frame.rows, frame.fitted_on)
            largest_in = step.largest_terms(
                sizes[entering],
                None if step.weight is None else self.numbers[step.weight][entering],
                _at(groups, entering),
            )
            for row in frame.rows.tolist():
                group = groups[row] if groups else None
                values[row] = step.figure(group, settings)
                largest[row] = largest_in.get(group, np.nan)
        return values, largest_size(values, largest)

    def undefined(self, step: Derive, row: int, message: Said | None = None) -> Problem:
        """The problem of a derived column without a value in a row, which says what the formula was given unless told."""
        names = step.reads
        cells = [
            said("{name} = {value:.15g}", name=name, value=value)
            for name in names
            if (value := self.numbers[name][row]) == value
        ]
        message = message or said(
            '"{column}" is undefined: {formula} with {cells}',
            column=step.column,
            formula=step.formula,
            cells=joined("{first}, {second}", cells),
        )
        place = self.dataset.place(row, names[0] if names else None)
        fix = said("correct the cells, or change the formula in the weighting file")
        return Problem(
            "undefined-formula", message, place, fix=fix, unit=self.dataset.units[row], indicator=step.column
        )

    def screen(self, step: Screen) -> None:
        there = [~np.isnan(column) for column in self.screened_columns(step)]
        if not there:
            return
        known = np.sum(there, axis=0)
        kept = known / len(there) >= step.min_share - 1e-12
        if step.min_share_nonzero is not None:
            headers = self.headers(step.columns)
            values = np.sum([~np.isnan(self.numbers[header]) for header in headers], axis=0)
            nonzero = np.sum([np.abs(self.numbers[header]) > 0 for header in headers], axis=0)
            kept &= nonzero >= step.min_share_nonzero * values - 1e-12
        units = np.array(self.dataset.units)
        kept = (kept | np.isin(units, step.keep)) & ~np.isin(units, step.drop)
        self.kept = self.kept & kept

    def screened_columns(self, step: Screen) -> list[Values]:
        """What screening counts: the columns of numbers, and what the answers in columns of texts earn."""
        wanted = self.methodology.indicator_headers if step.columns is None else step.columns
        answers = {header: earned for (_, header), earned in self.dataset.outcomes.items()}
        known = answers | self.numbers
        return [known[header] for header in wanted if header in known]

    def column_step(self, position: int, step: ColumnStep, frame: Frame) -> dict[str, Settings]:
        """Fit a step on the units of a frame that were kept, and apply it to the rows that the frame is for."""
        label = step.labels[0] if step.labels else None
        groups = self.dataset.labels.get(label, ()) if label is not None else ()
        fit_rows = frame.fitted_on[self.kept[frame.fitted_on]]
        fit_groups, frame_groups = _at(groups, fit_rows), _at(groups, frame.rows)
        settings: dict[str, Settings] = {}
        for header in self.headers(step.columns, step.leave):
            if self.fitted is None:
                values = self.numbers[header]
                fitted_on = values if len(fit_rows) == len(values) else values[fit_rows]
                if step.ties:
                    tolerance = self.tolerance(header, self.sizes(header)[fit_rows])
                    fitted_on = ties_joined(fitted_on, tolerance)
                settings[header] = step.fit(fitted_on, fit_groups)
            else:
                settings[header] = of_frame(self.fitted[position], frame.key).get(header, {})
            self.change(header, step, frame, frame_groups, settings[header])
        return settings

    def change(
        self,
        header: str,
        step: ColumnStep,
        frame: Frame,
        groups: tuple[str | None, ...],
        settings: Settings,
    ) -> None:
        """Apply what was fitted to a column, in the rows that a frame is for."""
        values = self.numbers[header]
        whole = frame.is_whole(len(values))
        before = values if whole else values[frame.rows]
        after = step.apply(before, groups, settings)
        if after is before:
            return
        if not step.fills:
            self.untreated.setdefault(header, values)
        changed = after
        if not whole:
            changed = values.copy()
            changed[frame.rows] = after
        made = header in self.terms or header in self.methodology.exactness.operations
        sizes = self.sizes(header) if made else None
        self.put(header, changed)
        if sizes is not None:
            sizes[frame.rows] = step.sizes(sizes[frame.rows], after, settings)
            self.keep_terms(header, sizes)

    def along_units(self, step: Derive, values: Values, sizes: Values) -> tuple[Values, Values, Mask]:
        """The figures of each unit over its periods, the sizes of the terms in them, and where one is undefined."""
        figures, largest = values.copy(), sizes.copy()
        undefined = np.zeros(len(values), dtype=np.bool_)
        for rows, times in self.units_in_time():
            figures[rows], largest[rows], undefined[rows] = step.figures_along(
                values[rows], times, sizes[rows]
            )
        return figures, largest, undefined

    def units_in_time(self) -> Iterator[tuple[list[int], Values]]:
        """The rows of each unit in the order of its periods, with where these lie in time."""
        by_unit: dict[tuple[str, str | None], list[int]] = {}
        for row, (unit, group) in enumerate(zip(self.dataset.units, self.dataset.groups, strict=True)):
            by_unit.setdefault((unit, group), []).append(row)
        time = _times(self.methodology, self.dataset.periods)
        for rows in by_unit.values():
            ordered = sorted(rows, key=lambda row: time[self.dataset.periods[row]])
            yield ordered, np.array([time[self.dataset.periods[row]] for row in ordered])

    def along_periods(self, step: PanelStep) -> None:
        """Fill each unit's columns over its periods."""
        units = list(self.units_in_time())
        for header in self.headers(step.columns):
            changed, sizes = self.numbers[header].copy(), self.sizes(header)
            carried = self.carried.setdefault(header, [None] * len(changed))
            for ordered, times in units:
                for row, source in zip(ordered, step.sources(changed[ordered], times), strict=True):
                    carried[row] = carried[row] if source is None else self.dataset.periods[ordered[source]]
                changed[ordered] = step.along(changed[ordered], times)
                sizes[ordered] = step.sizes_along(sizes[ordered], times)
            self.put(header, changed)
            self.keep_terms(header, sizes)


def _times(methodology: Methodology, periods: Sequence[str | None]) -> dict[str | None, float]:
    """Where periods lie in time; those that do not tell count as steps, one from each period to the next.

    The next one is that of the edition, if it names the periods it governs, otherwise of the table.
    """
    there = set(periods)
    governed = methodology.periods if there <= set(methodology.periods) else sorted(there, key=in_time)
    return times_of(governed) or {period: float(step) for step, period in enumerate(governed)}


def _at(groups: Sequence[str | None], rows: Rows) -> tuple[str | None, ...]:
    return tuple(groups[row] for row in rows.tolist()) if groups else ()


def of_frame(fitted: FittedStep, key: str | None) -> Mapping[str, Settings]:
    """What was learned for a frame; a reference of one single frame holds for every other.

    Raises:
        UsageFault: the reference has several frames and none of this key.
    """
    if key in fitted:
        return fitted[key]
    if len(fitted) <= 1:
        return next(iter(fitted.values()), {})
    known = ", ".join(str(frame) for frame in fitted)
    raise UsageFault(
        said("the reference was not fitted on {key}", key=key), said("it was fitted on {known}", known=known)
    )
