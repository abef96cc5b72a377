"""Re-score the tables of past periods under today's edition, beside the edition that was in force at the time."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Unpack, cast

from dtiscore.analysis.changed_nodes import fixed_under
from dtiscore.analysis.marks import require_same_marks
from dtiscore.analysis.standings import Standings, standings_of
from dtiscore.arguments import checked
from dtiscore.errors import InvalidData, Problem, UsageFault, errors_of
from dtiscore.inputs.compared import called_otherwise
from dtiscore.inputs.computed_parts import parts_to_compute, with_computed_parts
from dtiscore.inputs.in_force import candidates, family_of
from dtiscore.inputs.reading import Data, Read, Reading, Weighting, period_of, raw_table, without_part
from dtiscore.inputs.recasting import held_under
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import scored
from dtiscore.inputs.standings import named
from dtiscore.inputs.unit_lists import identified
from dtiscore.inputs.validation import (
    Edit,
    Validation,
    invalid,
    lenient,
    period_column,
    require_allowed,
    require_one,
    validate_each,
)
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.methodology.periods import as_told_or_in_time, in_time
from dtiscore.questions.backcast.answer import (
    Backcast,
    NotScored,
    Rescored,
    backcast as side_by_side,
    not_scored,
)
from dtiscore.said import said
from dtiscore.scoring.fixed_units import fixed_rows, require_reached
from dtiscore.scoring.selection import kept
from dtiscore.tables.identifying_cells import LookedOver
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.period_of_row import unknown_period
from dtiscore.tables.raw import RawTable
from dtiscore.units.scheme import UnitScheme


@checked
def backcast(
    tables: Sequence[Data],
    methodology: Weighting,
    *,
    was: Weighting | None = None,
    from_edition: Weighting | None = None,
    common_units: bool = False,
    allow_fixed_units: bool = False,
    **reading: Unpack[Reading],
) -> Backcast:
    """Re-score past periods under today's edition, whichever periods it governs.

    Args:
        tables: one table for each period, as ``2022=TABLE.csv``, or tables with a column of periods.
        methodology: today's edition; of a family of editions the newest, or the one in force on ``date``.
        was: the family whose edition was in force at the time, or one edition; that of today's edition unless given.
        from_edition: the edition, or family, that computes from the tables what they lack and today's edition reads:
            pillars of a newer edition under the weights of an older one.
        common_units: whether to rank anew the units that every period ranks, where their lists differ.
        allow_fixed_units: whether a period is re-scored, with such units marked and not re-scored, where its table
            supplies the index of some units or a node above one that today's edition makes otherwise.
        reading: what is declared about the tables, see :class:`Reading`.

    Raises:
        UsageFault: the period of a table is not known, or comes twice, or the codes of two tables mean other units.
            What a single period cannot be scored for is no fault: the result says it.
        SourceFault: a file cannot be read. InvalidMethodology: a weighting file is broken.
        InvalidData: there are warnings, and they count as errors.
    """
    without_date = cast("Reading", {key: value for key, value in lenient(reading).items() if key != "date"})
    today = candidates(methodology, date=reading.get("date"))[-1]
    was = was or family_of(methodology, today)
    found: list[Rescored] = []
    warnings: list[Problem] = []
    for table in tables:
        period, data = named(table)
        declared = without_date if period is None else Reading(**{**without_date, "period": period})
        past = _Past(
            data, declared, today, methodology, was, from_edition, allow_fixed_units=allow_fixed_units
        )
        found += past.rescored()
        warnings += past.warnings
    now = [(at, one.now) for at, one in enumerate(found) if isinstance(one.now, Standings)]
    told = identified([one for _, one in now])
    for (at, _), one in zip(now, told, strict=True):
        found[at] = replace(found[at], now=one)
    warnings += called_otherwise(as_told_or_in_time(told, lambda one: one.period))
    require_allowed(list(dict.fromkeys(warnings)), reading)
    return side_by_side(today, found, warnings, common_units=common_units)


class _Past:
    """One table of one or several periods."""

    def __init__(  # noqa: PLR0913 - the options of one command
        self,
        data: Data | Scorecard,
        reading: Reading,
        today: Methodology,
        weighting: Weighting,
        was: Weighting | None,
        maker: Weighting | None,
        *,
        allow_fixed_units: bool,
    ) -> None:
        self.allow_fixed_units = allow_fixed_units
        self.fixed: dict[str, Mapping[str, str]] = {}
        """By period the units that today's edition cannot reach."""
        self.reading = reading
        self.today = today
        self.weighting = weighting
        self.was = was
        self.maker = maker
        """What computes the parts that the tables lack."""
        self.over_periods: Scorecard | None = None
        """The table under today's edition where that fits over several periods: scored once, not for each of them."""
        self.warnings: list[Problem] = []
        table, problems, options = raw_table(data, reading)
        self.whole: Read = (table, problems, options._replace(looked_over=LookedOver()))
        self.source = self.whole[0].source

    def rescored(self) -> list[Rescored]:
        """Each period of the table under both editions."""
        return [self.period(period) for period in self.periods()]

    def periods(self) -> list[str]:
        """The periods of the table, in order of time: the one declared, else those of its column."""
        declared = period_of(self.reading.get("period"))
        if declared is not None:
            return [declared]
        table, _, options = self.whole
        column = period_column(table, self.today, options)
        cells = () if column is None else column.cells
        found = {unicodedata.normalize("NFC", cell).strip() for cell in cells} - {""}
        if not found:
            raise unknown_period(self.source, "2022")
        return sorted(found, key=in_time)

    def period(self, period: str) -> Rescored:
        if self.maker is None:
            return self.beside(
                Rescored(period, self.source, self.standings(period, self.today, self.weighting))
            )
        try:
            made = self.made(period, self.maker)
        except UsageFault as fault:
            return self.beside(Rescored(period, self.source, NotScored(fault.message, fix=fault.fix)))
        return self.beside(made)

    def made(self, period: str, weighting: Weighting) -> Rescored:
        """One period under today's edition, on parts as another edition makes them.

        Raises:
            UsageFault: no edition of the family governs the period, it makes nothing that the table lacks, or is of other units.
        """
        (maker,) = candidates(weighting, period=period)
        if maker.units != self.today.units:
            raise UsageFault(
                said("{maker} is not of the units of {today}", maker=maker.id, today=self.today.id),
                said("name an edition of the same units"),
            )
        made: list[str] = []

        def edit(
            table: RawTable, methodology: Methodology, scheme: UnitScheme | None, options: ReadingOptions
        ) -> RawTable:
            made[:] = parts_to_compute(maker, methodology, table, options)
            if not made:
                return table
            card = self.scored_by(maker, weighting, period)
            return with_computed_parts(card, made, table, methodology, scheme, options)

        now = self.standings(period, self.today, self.weighting, edit)
        return Rescored(period, self.source, now, made_by=maker if made else None, made=tuple(made))

    def scored_by(self, maker: Methodology, weighting: Weighting, period: str) -> Scorecard:
        """One period as the edition scores it that makes parts."""
        chosen = Reading(**{**self.reading, "period": period})
        validation = self.held(maker, weighting, chosen)
        if validation.dataset is None:
            raise invalid(validation)
        card = scored(validation, chosen)
        self.warnings += card.warnings
        return card

    def beside(self, one: Rescored) -> Rescored:
        """A period with its standings under the edition that was in force."""
        period = one.period
        one = replace(one, fixed=self.fixed.get(period, {}))
        if self.was is None:
            return one
        try:
            then = self.in_force(period)
        except UsageFault as fault:
            return replace(one, then=NotScored(fault.message))
        if then.units != self.today.units:
            reason = said(
                "its units are those of {then}, today's are those of {today}",
                then=then.units,
                today=self.today.units,
            )
            return replace(one, then=NotScored(reason), edition_then=then)
        return replace(one, then=self.standings(period, then, self.was), edition_then=then)

    def in_force(self, period: str) -> Methodology:
        """The edition that was in force in a period."""
        assert self.was is not None
        (edition,) = candidates(self.was, period=period)
        return edition

    def fixed_units(self, card: Scorecard, period: str) -> Mapping[str, str]:
        """The units that today's edition cannot reach, each with the node at which the table supplies their score.

        None where today's edition was in force already.

        Raises:
            UsageFault: there are some and that is not allowed, or there are no others.
        """
        try:
            then = None if self.was is None else self.in_force(period)
        except UsageFault:
            then = None
        if then is None and self.today.periods and period not in self.today.periods:
            rows = fixed_rows(card, [self.today.index.code])
        elif then is None or then == self.today:
            rows = {}
        else:
            require_same_marks(card, then, self.today)
            rows = fixed_under(card, then)
        require_reached(
            card, rows, len(card.dataset), said("today's edition"), allowed=self.allow_fixed_units
        )
        return {card.dataset.units[row]: code for row, code in rows.items()}

    def standings(
        self, period: str, edition: Methodology, weighting: Weighting, edit: Edit | None = None
    ) -> Standings | NotScored:
        """The standings of one period under one edition, or why there are none."""
        chosen = Reading(**{**self.reading, "period": period})
        validation: Validation | None = None
        try:
            whole = None if edit is not None or edition != self.today else self.over_periods
            if whole is None or period not in whole.dataset.periods:
                validation = self.held(edition, weighting, chosen, edit)
                whole = scored(validation._replace(at_period=None), cast("Reading", without_part(chosen)))
                if edit is None and edition == self.today and len(set(whole.dataset.periods)) > 1:
                    self.over_periods = whole
            card = kept(whole, period_of(period), chosen.get("group"))
        except InvalidData as fault:
            errors = errors_of(fault.problems)
            lacking = [] if validation is None else _lacking(validation, errors)
            return not_scored(fault.message, errors, lacking)
        if edition == self.today:
            try:
                self.fixed[period] = self.fixed_units(card, period)
            except UsageFault as fault:
                return NotScored(fault.message, fix=fault.fix)
        self.warnings += card.warnings
        return standings_of(card)

    def held(
        self, edition: Methodology, weighting: Weighting, reading: Reading, edit: Edit | None = None
    ) -> Validation:
        """The table held against an edition: what today's fits over several periods, over all of them."""
        table, problems, options = self.whole
        period = period_of(reading.get("period"))
        read = (table, problems, options._replace(at_period=period))
        if edition != self.today and period in edition.periods:
            return require_one(validate_each(read, [edition], weighting, reading))
        return held_under(read, edition, weighting, reading, edit)


def _lacking(validation: Validation, errors: Sequence[Problem]) -> list[str]:
    """The headings of the columns for want of which a table was refused."""
    there = {fold(column.header) for column in validation.table.columns}
    edition = validation.methodology
    nodes = [
        edition.nodes[problem.indicator]
        for problem in errors
        if problem.code == "missing-column" and problem.indicator in edition.nodes
    ]
    raw = (name for node in nodes for header in node.inputs for name in edition.raw_behind(header))
    return list(dict.fromkeys(name for name in raw if fold(name) not in there))
