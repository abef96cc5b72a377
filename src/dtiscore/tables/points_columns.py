"""Columns that hold points where their edition reads shares, 95.8 out of 100, or another unit of measure than it does."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dtiscore.errors import Place, Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.rules import Rule
from dtiscore.methodology.rules.points import Fraction
from dtiscore.said import Said, said, template
from dtiscore.shell_words import with_value

_ADVICE = template(
    "the cells are points out of {maximum:.15g}, where {edition} reads shares of them: dtiscore doctor tells how to go on"
)
_PER_CENT = 100
_NOISE = 1e-9
"""What a sum of points may exceed its maximum by."""
_FEWEST_CAPPED = 3
"""Units of which all may earn the whole without a doubt about the column."""


@dataclass(frozen=True)
class Span:
    """What the numbers of a column are, in the rows that have been looked at."""

    count: int
    low: float
    high: float
    place: Place
    """Of the first of them."""
    raw: str

    def __add__(self, later: Span) -> Span:
        """What they are together with those of later rows."""
        return Span(
            self.count + later.count,
            min(self.low, later.low),
            max(self.high, later.high),
            self.place,
            self.raw,
        )


def add_spans(spans: dict[str, Span], others: Mapping[str, Span]) -> None:
    """Add what columns have in other rows, by heading."""
    for header, span in others.items():
        spans[header] = spans[header] + span if header in spans else span


def columns_with_ends(methodology: Methodology) -> dict[str, Rule]:
    """The columns beyond some value of which the score stays the same, or that are in per cent, each with the rule that says so."""
    return {
        node.inputs[0]: node.rule
        for node in methodology.index.indicators()
        if node.rule is not None
        and len(node.inputs) == 1
        and (any(map(math.isfinite, node.rule.flat_beyond)) or _is_of_per_cent(node.rule))
    }


def _is_of_per_cent(rule: Rule) -> bool:
    return isinstance(rule, Fraction) and rule.of == _PER_CENT


def columns_in_points(methodology: Methodology, highest: Mapping[str, float]) -> dict[str, float]:
    """The columns whose cells are points of their indicator rather than shares of it, each with its maximum.

    They are so where cells go beyond a whole and none beyond the points of its indicator, as long as per cent explain them
    less well: some go beyond 100 %, or two indicators or more, that all have less than 100 points, would hardly earn any.

    Args:
        methodology: the edition.
        highest: the highest number of each column that has any, by the heading that the edition has for it.

    Returns:
        by heading, all columns of shares in the table or none of them.
    """
    wholes: dict[str, float] = {}
    maxima: dict[str, float] = {}
    for node in methodology.index.indicators():
        maximum = methodology.own_maximum(node.code)
        if not isinstance(node.rule, Fraction) or not maximum or len(node.inputs) != 1:
            continue
        header = node.inputs[0]
        if header in highest:
            wholes[header], maxima[header] = node.rule.of, maximum
    beyond = [header for header, whole in wholes.items() if highest[header] > whole]
    if not beyond or any(highest[header] > maxima[header] * (1 + _NOISE) for header in maxima):
        return {}
    per_cent_fits = all(highest[header] <= 100 * wholes[header] for header in beyond)
    of_few_points = len(beyond) > 1 and all(maxima[header] < 100 * wholes[header] for header in beyond)
    return maxima if not per_cent_fits or of_few_points else {}


def of_another_measure(methodology: Methodology, spans: Mapping[str, Span]) -> Iterator[Problem]:
    """Warn of columns that seem to be in another unit of measure than their rule, or in points or per cent.

    In them every unit lies beyond one end of the rule, or has a hundredth at most of what earns all of a column in per cent.

    Args:
        methodology: the edition.
        spans: of all rows, by the heading that the edition has for the column; a column without numbers has none.
    """
    in_points = columns_in_points(methodology, {header: span.high for header, span in spans.items()})
    for header, rule in columns_with_ends(methodology).items():
        span = spans.get(header)
        if span is None or span.count < _FEWEST_CAPPED:
            continue
        if _is_of_per_cent(rule) and 0 < span.high <= 1 and not span.raw.endswith("%"):
            message = said("every unit has at most 1, of the 100 per cent that earn all")
            fix = said("check that these are per cent: where 0.32 means 32 %, write 32")
            yield Problem("all-hundredths", message, span.place, span.raw, fix, severity="warning")
        low, high = rule.flat_beyond
        if span.high < low:
            message = said(
                "every unit has less than {low:.15g}, below which nothing changes the score", low=low
            )
        elif span.low > high:
            message = said(
                "every unit has more than {high:.15g}, above which nothing changes the score", high=high
            )
        else:
            continue
        fix = said("check that the column is in the unit of measure of the rule")
        if isinstance(rule, Fraction):
            fix = said(
                "check that it is no column of points or per cent; where it is in per cent, declare {option}",
                option=with_value("--percent", span.place.header or header),
            )
        if header in in_points:
            fix = points_advice(header, in_points, methodology.id)
        yield Problem("all-capped", message, span.place, span.raw, fix, severity="warning")


def points_advice(header: str, maxima: Mapping[str, float], edition: str) -> Said:
    """What may be done about one of some columns of points; it remembers all of them."""
    return said(_ADVICE, maximum=maxima[header], edition=edition, columns=frozenset(maxima))


def columns_of_points(problems: Iterable[Problem]) -> frozenset[str]:
    """The columns of points of a table, by the headings of its edition, as its problems tell."""
    fixes = (problem.fix for problem in problems if problem.fix is not None)
    columns: frozenset[str] = next(
        (fix.parts["columns"] for fix in fixes if fix.template == _ADVICE), frozenset()
    )
    return columns
