"""Columns in another unit of measure than their rule reads, or than in the period before: the figures tell, not their headings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from dtiscore.errors import Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.periods import in_time
from dtiscore.methodology.rules import Rule
from dtiscore.methodology.rules.points import Fraction
from dtiscore.said import Said, said
from dtiscore.shell_words import with_value
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.points_columns import columns_in_points, points_advice
from dtiscore.tables.spans import Period, Span, Spans, over_periods, spans_of
from dtiscore.tables.table import Dataset

_OF_ONE_PERIOD = ("all-capped", "all-hundredths")
"""The codes of warnings about the unit of measure that the figures of one period alone tell."""
_PER_CENT = 100
_FEWEST = 3
"""Units of which all may earn the whole, or a hundredth of it, without a doubt about the column."""
_FACTORS = (100, 1_000, 1_000_000)
"""Between units of measure: fractions and per cent, ones and thousands, thousands and millions."""
_OF_MEANS, _OF_HIGHEST = 1.5, 2.0
"""By how much the means, and the highest numbers, of two periods may differ besides."""


def watched_columns(methodology: Methodology, *, of_periods: bool) -> set[str]:
    """The columns of which the numbers may tell that they are in another unit of measure; ``of_periods``, from one period to the next."""
    return {*_with_ends(methodology)} | (_of_one_measure(methodology) if of_periods else set())


def of_another_measure(methodology: Methodology, spans: Spans, options: ReadingOptions) -> Iterator[Problem]:
    """Warn of columns that seem to be in another unit of measure than their rule, or than in the period before, or in points.

    Args:
        methodology: the edition.
        spans: of all rows, by the heading that the edition has for the column and by the period; a column without numbers
            has none.
        options: what is declared about the table.
    """
    wholes = {header: over_periods(by_period) for header, by_period in spans.items()}
    in_points = columns_in_points(methodology, {header: span.high for header, span in wholes.items()})
    told = set()
    for header, rule in _with_ends(methodology).items():
        for code, message, span in _of_another_than(rule, spans.get(header, {})):
            heading = span.place.header or header
            is_per_cent = _is_of_per_cent(methodology, header, rule)
            if code == "all-hundredths" and is_per_cent and _says_per_cent(wholes[header], heading, options):
                continue
            told.add(header)
            fix = (
                points_advice(header, in_points, methodology.id)
                if code == "all-capped" and header in in_points
                else _advice(code, rule, heading, is_per_cent=is_per_cent)
            )
            yield Problem(code, message, span.place, span.raw, fix, severity="warning")
    for header in sorted(_of_one_measure(methodology) & spans.keys() - told):
        if not options.is_percent(wholes[header].place.header or header):
            yield from _changes(spans[header])


class OfPeriod(NamedTuple):
    """One period of a table."""

    label: str
    period: Period
    methodology: Methodology
    dataset: Dataset

    def readers(self) -> dict[str, list[Rule | None]]:
        """The rules that read each column."""
        found: dict[str, list[Rule | None]] = {}
        for node in self.methodology.nodes.values():
            for header in node.inputs:
                found.setdefault(header, []).append(node.rule)
        return found

    @property
    def spans(self) -> dict[str, Span]:
        """Between what the numbers of those columns lie that are to be in one unit of measure in all periods."""
        kept = _of_one_measure(self.methodology)
        data = self.dataset
        numbers = {header: values for header, values in data.numbers.items() if header in kept}
        found = spans_of(numbers, data.periods, data.place, data.raw_text)
        return {
            header: by_period[self.period] for header, by_period in found.items() if self.period in by_period
        }


def changed_measures(before: OfPeriod, after: OfPeriod, told: Iterable[Problem]) -> Iterator[Problem]:
    """Warn of columns of a table that seem to be in another unit of measure than in that of the period before.

    Not of those that the two editions read otherwise, nor of which one table alone tells it, as ``told`` has it.
    """
    labels = before.label, after.label
    if before.label == after.label:
        labels = before.dataset.raw.source, after.dataset.raw.source
    if labels[0] == labels[1]:
        return
    known = {problem.place.header for problem in told if problem.code in _OF_ONE_PERIOD}
    one, other = before.spans, after.spans
    rules, later_rules = before.readers(), after.readers()
    for header in sorted(one.keys() & other.keys()):
        if other[header].place.header not in known and rules.get(header) == later_rules.get(header):
            yield from _change((labels[0], one[header]), (labels[1], other[header]))


def _is_of_per_cent(methodology: Methodology, header: str, rule: Rule) -> bool:
    """Whether a column is in per cent: out of 100, and of no other unit of measure."""
    described = methodology.columns_by_header.get(header)
    unit = None if described is None else described.unit
    return isinstance(rule, Fraction) and rule.of == _PER_CENT and unit in (None, "%")


def _hundredth(rule: Rule) -> float:
    """A hundredth of what earns all, where that is more than 1; otherwise 0."""
    return rule.of / 100 if isinstance(rule, Fraction) and rule.of > 1 else 0.0


def _says_per_cent(span: Span, heading: str, options: ReadingOptions) -> bool:
    """Whether somebody says of a column that its figures are per cent, however small they are."""
    return options.is_percent(heading) or (span.raw or "").endswith("%")


def _of_another_than(rule: Rule, by_period: Mapping[Period, Span]) -> Iterator[tuple[str, Said, Span]]:
    """What is wrong with a column in all periods together, or else in some of them, each with the numbers that show it."""
    if not by_period:
        return
    whole = over_periods(by_period)
    of_all = list(_faults(rule, whole))
    if of_all or len(by_period) == 1:
        for code, message in of_all:
            yield code, message, whole
        return
    for period in sorted(by_period, key=in_time):
        for code, message in _faults(rule, by_period[period]):
            message_of_period = said("in {period}, {message}", period=period, message=message)
            yield code, message_of_period, by_period[period]


def _faults(rule: Rule, span: Span) -> Iterator[tuple[str, Said]]:
    """In what every unit lies beyond one end of a rule, or has a hundredth at most of what earns all."""
    if span.count < _FEWEST:
        return
    least = _hundredth(rule)
    if span.low >= 0 and 0 < span.high <= least:
        yield (
            "all-hundredths",
            said(
                "every unit has at most {least:.15g}, where {whole:.15g} earns all",
                least=least,
                whole=100 * least,
            ),
        )
    low, high = rule.flat_beyond
    if span.high < low:
        yield (
            "all-capped",
            said("every unit has less than {low:.15g}, below which nothing changes the score", low=low),
        )
    elif span.low > high:
        yield (
            "all-capped",
            said("every unit has more than {high:.15g}, above which nothing changes the score", high=high),
        )


def _advice(code: str, rule: Rule, heading: str, *, is_per_cent: bool) -> Said:
    if code == "all-hundredths" and is_per_cent:
        option = with_value("--percent", heading)
        return said("where 0.32 means 32 %, write 32; where it is 0.32 %, declare {option}", option=option)
    if code == "all-capped" and isinstance(rule, Fraction):
        return said(
            "check that it is no column of points or per cent; where it is in per cent, declare {option}",
            option=with_value("--percent", heading),
        )
    return said("check that the column is in the unit of measure of the rule")


def _changes(by_period: Mapping[Period, Span]) -> Iterator[Problem]:
    """The periods in which the numbers of a column are of another size than in the one before."""
    for before, after in pairwise(sorted(by_period, key=in_time)):
        yield from _change((before, by_period[before]), (after, by_period[after]))


def _change(before: tuple[Period, Span], after: tuple[Period, Span]) -> Iterator[Problem]:
    """Whether the numbers of a column are as many times those before, or the other way round, as a unit of measure is of another."""
    smaller, larger = sorted((before, after), key=lambda each: each[1].high)
    factor = _factor(smaller[1], larger[1])
    if factor is not None:
        message = said(
            "the numbers of {larger} are about {factor} times those of {smaller}",
            larger=larger[0],
            factor=factor,
            smaller=smaller[0],
        )
        fix = said("check that both are in one unit of measure: per cent or parts of 1, ones or thousands")
        yield Problem("measure-changed", message, after[1].place, fix=fix, severity="warning")


def _factor(smaller: Span, larger: Span) -> int | None:
    """Which factor between units of measure is that between the numbers of two periods, or nearly; ``None`` where none is."""
    if min(smaller.count, larger.count) < _FEWEST or min(smaller.low, larger.low) < 0 or not smaller.mean:
        return None
    for factor in _FACTORS:
        of_means = larger.mean / smaller.mean / factor
        of_highest = larger.high / smaller.high / factor
        if 1 / _OF_MEANS < of_means < _OF_MEANS and 1 / _OF_HIGHEST < of_highest < _OF_HIGHEST:
            return factor
    return None


def _with_ends(methodology: Methodology) -> dict[str, Rule]:
    """The columns beyond some value of which the score stays the same, or of which more than 1 earns all, each with the rule that says so."""
    return {
        node.inputs[0]: node.rule
        for node in methodology.index.indicators()
        if node.rule is not None
        and len(node.inputs) == 1
        and (any(map(math.isfinite, node.rule.flat_beyond)) or _hundredth(node.rule))
    }


def _of_one_measure(methodology: Methodology) -> set[str]:
    """The columns whose unit of measure must be the same in all periods: all but what each period is scaled to anew."""
    scaled = {node.code for node, _ in methodology.fitted_nodes} if methodology.frame == "period" else set()
    nodes = methodology.nodes.values()
    anew = {header for node in nodes if node.code in scaled for header in node.inputs}
    kept = {header for node in nodes if node.code not in scaled for header in node.inputs}
    return {*methodology.raw_headers} - (anew - kept)
