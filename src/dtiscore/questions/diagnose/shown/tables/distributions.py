"""What the data of an audit are: the spread of each indicator, and what each unit lacks."""

from __future__ import annotations

from dtiscore.methodology.method_names import method_name
from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.diagnose.answer.distributions import IndicatorAudit
from dtiscore.questions.diagnose.shown.findings import correlation
from dtiscore.questions.diagnose.shown.tables.section import Section, nodes, remarks
from dtiscore.render.changes import numbers, words
from dtiscore.render.drawing import figures
from dtiscore.render.names import node_name, unit_name
from dtiscore.render.wording import in_a_row
from dtiscore.said import said, said_in
from dtiscore.visible import visible

_DIGITS = 4
"""The significant digits of values whose sizes differ from indicator to indicator."""

_MOST_LACKING = 5
"""How many indicators that a unit lacks are named."""


def short(value: float | None) -> str:
    """A value with as many significant digits as tell indicators apart."""
    return figures.short(value, _DIGITS)


def indicators(diagnosis: Diagnosis) -> Section:
    """The spread of each indicator."""
    found = diagnosis.indicators
    spreads = [one.spread for one in found]
    best = {one.code: one.at_best for one in diagnosis.separations}
    return Section(
        [
            nodes(diagnosis.card.methodology, said_in("diagnose", "indicator"), [one.code for one in found]),
            numbers(said("has data"), [f"{one.available}/{one.units}" for one in found]),
            numbers(said("lowest"), [short(one.minimum) for one in spreads], 4),
            numbers(said("median"), [short(one.median) for one in spreads], 7),
            numbers(said("mean"), [short(one.mean) for one in spreads], 3),
            numbers(said("highest"), [short(one.maximum) for one in spreads], 4),
            numbers(said("standard deviation"), [short(one.sd) for one in spreads], 6),
            numbers(said("skewness"), [correlation(one.skewness) for one in spreads], 2),
            numbers(said("kurtosis"), [correlation(one.kurtosis) for one in spreads], 2),
            numbers(said("far-off values"), [str(len(one.beyond)) for one in found], 5),
            numbers(said("share the best"), [str(best[one.code]) for one in found], 1),
            remarks(_remarks(diagnosis, one) for one in found),
        ]
    )


def _remarks(diagnosis: Diagnosis, one: IndicatorAudit) -> list[str]:
    separated = next(each for each in diagnosis.separations if each.code == one.code)
    holding = {
        said("little data"): one.availability < diagnosis.thresholds.availability,
        said("the same for all"): one.is_constant,
        said("many at the best"): separated.is_ceiling,
        said("many at the worst"): separated.is_floor,
        said("outliers"): one.is_skewed,
        said("of the scores"): one.basis == "scores",
        said("{n} drawn in", n=one.treated): one.treated,
        said("{n} filled in", n=one.imputed): one.imputed,
    }
    return [remark for remark, holds in holding.items() if holds]


def units(diagnosis: Diagnosis) -> Section:
    """For how many indicators each unit has data, and which it lacks."""
    card, found = diagnosis.card, diagnosis.units
    any_zeros = any(one.zeros for one in found)
    lacking = []
    for one in found:
        names = [node_name(card.methodology, code) for code in one.lacking[:_MOST_LACKING]]
        rest = len(one.lacking) - len(names)
        lacking.append(in_a_row([*names, f"+{rest}"] if rest else names))
    return Section(
        [
            words(said("Unit"), [unit_name(card, one.row) for one in found]),
            numbers(said("has data"), [f"{one.available}/{one.of}" for one in found]),
            numbers(said("zeros"), [str(one.zeros) if any_zeros else "" for one in found], 1),
            words(said("lacks"), lacking),
        ]
    )


_KINDS = {"imputed": said("filled in"), "treated": said("drawn in")}


def cells(diagnosis: Diagnosis) -> Section:
    """What preparation did to single cells."""
    card, found = diagnosis.card, diagnosis.cells
    return Section(
        [
            words(said("Unit"), [unit_name(card, one.row) for one in found]),
            words(said("column"), [visible(one.column) for one in found]),
            words(said("what happened"), [_KINDS[one.kind] for one in found]),
            words(said("step"), [f"{one.number}. {method_name(one.step.step)}" for one in found]),
            numbers(said("before"), [figures.short(one.before, 6) for one in found]),
            numbers(said("after"), [figures.short(one.after, 6) for one in found]),
        ],
        empty=said("Preparation changed no value."),
    )
