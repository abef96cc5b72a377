"""How well the parts of each group belong together: consistency, and what the group measures."""

from __future__ import annotations

from dataclasses import dataclass, field

from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.diagnose.answer.consistency import Consistency
from dtiscore.questions.diagnose.shown.findings import correlation, percent
from dtiscore.questions.diagnose.shown.tables.section import Section, remarks, why
from dtiscore.render.changes import numbers, words
from dtiscore.render.drawing import figures
from dtiscore.render.names import node_name
from dtiscore.said import said


def groups(diagnosis: Diagnosis) -> Section:
    """One line for each group."""
    found = diagnosis.consistencies
    return Section(
        [
            words(said("group"), [_name(diagnosis, one) for one in found]),
            numbers(said("parts"), [str(len(one.children)) for one in found], 2),
            numbers(said("consistency"), [correlation(one.alpha.value) for one in found]),
            numbers(said("first thing measured"), [_explained(one, 0) for one in found], 1),
            remarks(_remarks(diagnosis, one) for one in found),
        ],
        said("Do the parts of a group belong together?"),
    )


@dataclass(frozen=True)
class _Row:
    """A group, or one of its parts below it."""

    name: str
    alpha: float | None
    """The consistency of the group, for a part what it would be without it."""
    first: str
    second: str
    remarks: list[str] = field(default_factory=list)
    indent: str = ""


def consistency(diagnosis: Diagnosis) -> Section:
    """Each group with its parts below it."""
    rows: list[_Row] = []
    for one in diagnosis.consistencies:
        rows.append(
            _Row(
                _name(diagnosis, one),
                one.alpha.value,
                _explained(one, 0),
                _explained(one, 1),
                _remarks(diagnosis, one),
            )
        )
        for child in () if one.all_indicators else one.children:
            is_constant = one.components is not None and child in one.components.constant
            rows.append(
                _Row(
                    node_name(diagnosis.card.methodology, child),
                    one.without.get(child),
                    _loading(one, child, 0),
                    _loading(one, child, 1),
                    why("constant") if is_constant else [],
                    "  ",
                )
            )
    return Section(
        [
            words(said("part"), [row.name for row in rows], [row.indent for row in rows]),
            numbers(said("consistency, or without it"), [correlation(row.alpha) for row in rows]),
            numbers(said("first thing measured"), [row.first for row in rows], 1),
            numbers(said("second thing"), [row.second for row in rows], 2),
            remarks(row.remarks for row in rows),
        ]
    )


def _name(diagnosis: Diagnosis, one: Consistency) -> str:
    if one.all_indicators:
        return said("all indicators together")
    return node_name(diagnosis.card.methodology, one.code)


def _explained(one: Consistency, component: int) -> str:
    """How much of a group a component explains."""
    parts = one.components
    if parts is None or len(parts.eigenvalues) <= component:
        return figures.NONE
    return percent(parts.shares[component])


def _loading(one: Consistency, child: str, component: int) -> str:
    """How a part goes with a component."""
    parts = one.components
    if parts is None or child not in parts.vectors or len(parts.eigenvalues) <= component:
        return figures.NONE
    return correlation(parts.loading(child, component))


def _remarks(diagnosis: Diagnosis, one: Consistency) -> list[str]:
    limits = diagnosis.thresholds
    found = why(one.alpha.undefined)
    if one.alpha.value is not None and one.alpha.value < limits.alpha:
        found.append(said("do not hang together"))
    if one.components is not None and one.components.dimensions(limits.eigenvalue) > 1:
        found.append(said("more than one thing"))
    return found
