"""The tables of an audit as columns for a screen: indicators, units, correlations, consistency, importance, ties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.diagnose.answer.association import Undefined
from dtiscore.questions.diagnose.answer.consistency import Consistency
from dtiscore.questions.diagnose.answer.distributions import IndicatorAudit
from dtiscore.questions.diagnose.answer.importance import Importance
from dtiscore.questions.diagnose.answer.relations import Flag, Relation
from dtiscore.questions.diagnose.shown.findings import correlation, percent
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Cell, TextColumn, Widths
from dtiscore.render.old_changes import numbers, words
from dtiscore.render.old_names import node_name, unit_name
from dtiscore.render.phrases import in_a_row, say

Question = Literal["overview", "indicators", "units", "correlations", "consistency", "importance", "ties"]
"""What can be asked of an audit, each with tables of its own."""

_DIGITS = 4
"""The significant digits of values whose sizes differ from indicator to indicator."""

_MOST_LACKING = 5

_FLAGS: Mapping[Flag, str] = {
    "negative": "audit is negative",
    "weak": "audit is weak",
    "collinear": "audit is collinear",
    "dominating": "audit is dominating",
}
_UNDEFINED: Mapping[Undefined, str] = {
    "few-units": "audit undefined few-units",
    "constant": "audit undefined constant",
    "one-child": "audit undefined one-child",
    "no-score": "audit undefined no-score",
}


@dataclass(frozen=True)
class Section:
    """One table with its title; ``empty`` is said where it has no rows."""

    title: str
    columns: Sequence[TextColumn]
    empty: str = ""

    @property
    def rows(self) -> int:
        return len(self.columns[0].cells)

    @property
    def filled(self) -> list[TextColumn]:
        """The columns in which something stands, such as remarks where there are any."""
        return [column for column in self.columns if any(cell.text for cell in column.cells)]


def sections(diagnosis: Diagnosis, question: Question, language: str | None) -> list[Section]:
    """The tables that answer a question."""
    return _SECTIONS[question](_Words(diagnosis, language))


def short(value: float | None) -> str:
    """A value with as many significant digits as tell indicators apart."""
    return figures.short(value, _DIGITS)


@dataclass(frozen=True)
class _Words:
    """What tables have in common: names and remarks in one language."""

    diagnosis: Diagnosis
    language: str | None

    def say(self, phrase: str, **parts: object) -> str:
        return say(self.language, phrase, **parts)

    def name(self, code: str) -> str:
        return node_name(self.diagnosis.card.methodology, code, self.language)

    def names(self, heading: str, codes: Iterable[str]) -> TextColumn:
        cells = [Cell(self.name(code)) for code in codes]
        return TextColumn(self.say(heading), cells, folds=True, folded=Widths(8, 24, 48))

    def remarks(self, rows: Iterable[Iterable[str]]) -> TextColumn:
        texts = [in_a_row(list(row)) for row in rows]
        return TextColumn(
            self.say("audit remark"), [Cell(text) for text in texts], folds=True, folded=Widths(8, 16, 36)
        )

    def why(self, undefined: Undefined | None) -> list[str]:
        return [] if undefined is None else [self.say(_UNDEFINED[undefined])]

    def numbers(self, heading: str, texts: Iterable[str], drop: int = 0) -> TextColumn:
        return numbers(self.say(heading), list(texts), drop)


def _indicators(of: _Words) -> list[Section]:
    found = of.diagnosis.indicators
    spreads = [one.spread for one in found]
    best = {one.code: one.at_best for one in of.diagnosis.separations}
    return [
        Section(
            "",
            [
                of.names("audit indicator", [one.code for one in found]),
                of.numbers("audit has data", (f"{one.available}/{one.units}" for one in found)),
                of.numbers("audit lowest", (short(one.minimum) for one in spreads), 4),
                of.numbers("audit middle", (short(one.median) for one in spreads), 7),
                of.numbers("mean", (short(one.mean) for one in spreads), 3),
                of.numbers("audit highest", (short(one.maximum) for one in spreads), 4),
                of.numbers("audit sd", (short(one.sd) for one in spreads), 6),
                of.numbers("audit skewness", (correlation(one.skewness) for one in spreads), 2),
                of.numbers("audit kurtosis", (correlation(one.kurtosis) for one in spreads), 2),
                of.numbers("audit far off", (str(len(one.beyond)) for one in found), 5),
                of.numbers("audit share best", (str(best[one.code]) for one in found), 1),
                of.remarks(_indicator_remarks(of, one) for one in found),
            ],
        )
    ]


def _indicator_remarks(of: _Words, one: IndicatorAudit) -> list[str]:
    separated = next(each for each in of.diagnosis.separations if each.code == one.code)
    said = {
        "audit is scarce": one.availability < of.diagnosis.thresholds.availability,
        "audit is constant": one.is_constant,
        "audit is ceiling": separated.is_ceiling,
        "audit is floor": separated.is_floor,
        "audit is skewed": one.is_skewed,
        "audit of scores": one.basis == "scores",
    }
    remarks = [of.say(phrase) for phrase, holds in said.items() if holds]
    if one.treated:
        remarks.append(of.say("audit was treated", n=one.treated))
    if one.imputed:
        remarks.append(of.say("audit was imputed", n=one.imputed))
    return remarks


def _units(of: _Words) -> list[Section]:
    found = of.diagnosis.units
    lacking = []
    for one in found:
        names = [of.name(code) for code in one.lacking[:_MOST_LACKING]]
        rest = len(one.lacking) - len(names)
        lacking.append(in_a_row([*names, f"+{rest}"] if rest else names))
    named = [unit_name(of.diagnosis.card, one.row, of.language) for one in found]
    return [
        Section(
            "",
            [
                words(of.say("Unit"), named),
                of.numbers("audit has data", (f"{one.available}/{one.of}" for one in found)),
                words(of.say("audit lacks"), lacking),
            ],
        )
    ]


def _correlations(of: _Words) -> list[Section]:
    relations = of.diagnosis.relations
    own = [one for one in relations if one.kind == "parent"]
    index = of.diagnosis.subject.index.code
    with_index = {one.first: one for one in relations if one.kind == "index"}
    with_index |= {one.first: one for one in own if one.second == index}
    nearest = [_nearest(relations, one.first) for one in own]
    table = Section(
        "",
        [
            of.names("audit part", [one.first for one in own]),
            words(of.say("audit group of"), [of.name(one.second) for one in own]),
            of.numbers("audit with group", (correlation(one.value) for one in own)),
            of.numbers("audit with index", (correlation(with_index[one.first].value) for one in own), 1),
            words(of.say("audit closest"), ["" if near is None else of.name(near[0]) for near in nearest]),
            of.numbers(
                "audit correlation", (correlation(None if near is None else near[1]) for near in nearest), 2
            ),
            of.remarks(_relation_remarks(of, [one]) for one in own),
        ],
    )
    table = _gives_way(table, {4: 2, 1: 3})
    return [table, _pairs(of)]


def _gives_way(section: Section, drops: Mapping[int, int]) -> Section:
    """The section with columns of words that may be left out on a narrow screen."""
    columns = [
        TextColumn(one.heading, one.cells, one.align, one.folds, one.folded, drops.get(at, one.drop))
        for at, one in enumerate(section.columns)
    ]
    return Section(section.title, columns, section.empty)


def _nearest(relations: Sequence[Relation], code: str) -> tuple[str, float] | None:
    """The sibling with which a part goes most, and how much."""
    found = [
        (one.second if one.first == code else one.first, one.value)
        for one in relations
        if one.kind == "siblings" and code in (one.first, one.second) and one.value is not None
    ]
    return max(found, key=lambda pair: pair[1], default=None)


def _relation_remarks(of: _Words, relations: Iterable[Relation]) -> list[str]:
    said = [of.say(_FLAGS[one.flag]) for one in relations if one.flag is not None]
    return [*said, *(text for one in relations for text in of.why(one.undefined))]


def _pairs(of: _Words) -> Section:
    """The pairs that repeat or oppose each other; unrelated ones are many and say little each."""
    found = [
        one
        for one in of.diagnosis.relations
        if one.kind in {"siblings", "across"} and one.flag in {"negative", "collinear"}
    ]
    found.sort(key=lambda one: -abs(one.value or 0.0))
    return Section(
        of.say("audit section pairs"),
        [
            of.names("audit first of pair", [one.first for one in found]),
            of.names("audit second of pair", [one.second for one in found]),
            of.numbers("audit correlation", (correlation(one.value) for one in found)),
            of.remarks(_relation_remarks(of, [one]) for one in found),
        ],
        of.say("audit no pairs"),
    )


def _groups(of: _Words) -> Section:
    """One line for each node: how well its parts belong together."""
    found = of.diagnosis.consistencies
    named = [of.say("audit all indicators") if one.all_indicators else of.name(one.code) for one in found]
    return Section(
        of.say("audit section consistency"),
        [
            words(of.say("audit group"), named),
            of.numbers("audit parts", (str(len(one.children)) for one in found), 2),
            of.numbers("audit consistency", (correlation(one.alpha.value) for one in found)),
            of.numbers("audit first thing", (percent(_explained(one)) for one in found), 1),
            of.remarks(_consistency_remarks(of, one) for one in found),
        ],
    )


def _explained(one: Consistency) -> float | None:
    return one.components.shares[0] if one.components is not None and one.components.eigenvalues else None


def _consistency_remarks(of: _Words, one: Consistency) -> list[str]:
    limits = of.diagnosis.thresholds
    remarks = of.why(one.alpha.undefined)
    if one.alpha.value is not None and one.alpha.value < limits.alpha:
        remarks.append(of.say("audit is low"))
    if one.components is not None and one.components.dimensions(limits.eigenvalue) > 1:
        remarks.append(of.say("audit is several"))
    return remarks


def _consistency(of: _Words) -> list[Section]:
    names: list[str] = []
    indents: list[str] = []
    alphas: list[str] = []
    loads: tuple[list[str], list[str]] = ([], [])
    remarks: list[list[str]] = []
    for one in of.diagnosis.consistencies:
        parts = one.components
        names.append(of.say("audit all indicators") if one.all_indicators else of.name(one.code))
        indents.append("")
        alphas.append(correlation(one.alpha.value))
        for at, column in enumerate(loads):
            known = parts is not None and len(parts.eigenvalues) > at
            column.append(percent(parts.shares[at]) if parts is not None and known else figures.NONE)
        remarks.append(_consistency_remarks(of, one))
        for child in () if one.all_indicators else one.children:
            names.append(of.name(child))
            indents.append("  ")
            alphas.append(correlation(one.without.get(child)))
            for at, column in enumerate(loads):
                has = parts is not None and child in parts.vectors and len(parts.eigenvalues) > at
                column.append(
                    correlation(parts.loading(child, at)) if parts is not None and has else figures.NONE
                )
            constant = parts is not None and child in parts.constant
            remarks.append(of.why("constant") if constant else [])
    return [
        Section(
            "",
            [
                words(of.say("audit part"), names, indents),
                of.numbers("audit consistency or without", alphas),
                of.numbers("audit first thing", loads[0], 1),
                of.numbers("audit second thing", loads[1], 2),
                of.remarks(remarks),
            ],
        )
    ]


def _importance(of: _Words) -> list[Section]:
    return [_importance_of(of, of.diagnosis.importances, "")]


def _main_parts(of: _Words) -> Section:
    index = of.diagnosis.subject.index.code
    main = [one for one in of.diagnosis.importances if one.parent == index]
    found = _importance_of(of, main, of.say("audit section importance"))
    return Section(found.title, [found.columns[0], *found.columns[2:5], found.columns[-1]])


def _importance_of(of: _Words, found: Sequence[Importance], title: str) -> Section:
    times = (figures.NONE if one.times is None else f"{figures.fixed(one.times, 1)}x" for one in found)
    section = Section(
        title,
        [
            of.names("audit part", [one.code for one in found]),
            of.names("audit group of", [one.parent for one in found]),
            of.numbers("audit weighs", (percent(one.stated) for one in found)),
            of.numbers("audit matters", (percent(one.share) for one in found)),
            of.numbers("audit times", times, 1),
            of.numbers("audit moves with group", (percent(one.ratio.value) for one in found), 3),
            of.numbers("audit along a line", (percent(one.squared) for one in found), 5),
            of.numbers("audit weight in index", (_small(one.in_index) for one in found), 4),
            of.numbers("audit moves with index", (percent(one.ratio_index.value) for one in found), 4),
            of.remarks(_importance_remarks(of, one) for one in found),
        ],
    )
    return _gives_way(section, {1: 2})


def _small(share: float | None) -> str:
    return figures.NONE if share is None else f"{figures.brief(share * 100, 1)}%"


def _importance_remarks(of: _Words, one: Importance) -> list[str]:
    limit = of.diagnosis.thresholds.importance
    if one.times is None:
        return of.why(one.ratio.undefined)
    if one.times * limit <= 1:
        return [of.say("audit is less")]
    return [of.say("audit is more")] if one.times >= limit else []


def _ties(of: _Words) -> list[Section]:
    diagnosis, publish = of.diagnosis, of.diagnosis.card.methodology.publish
    rows = diagnosis.subject.rows
    found = diagnosis.ties
    sharing = [
        in_a_row([unit_name(diagnosis.card, int(rows[at]), of.language) for at in one.units]) for one in found
    ]
    remarks = [[] if one.shares_rank else [of.say("audit rank not shared")] for one in found]
    separated = diagnosis.separations
    return [
        Section(
            "",
            [
                of.numbers("rank", (figures.rank(one.rank) for one in found)),
                of.numbers("audit published index", (figures.published(one.score, publish) for one in found)),
                words(of.say("audit units sharing"), sharing),
                of.remarks(remarks),
            ],
            of.say("audit no ties"),
        ),
        Section(
            of.say("audit section separation"),
            [
                of.names("audit part", [one.code for one in separated]),
                of.numbers("audit different scores", (f"{one.distinct}/{one.units}" for one in separated), 1),
                of.numbers("audit share best", (str(one.at_best) for one in separated)),
                of.numbers("audit share worst", (str(one.at_worst) for one in separated)),
                of.numbers("audit full marks", (figures.rank(one.full_marks) for one in separated), 2),
                of.remarks(
                    [
                        *([of.say("audit is ceiling")] if one.is_ceiling else []),
                        *([of.say("audit is floor")] if one.is_floor else []),
                    ]
                    for one in separated
                ),
            ],
        ),
    ]


_SECTIONS: Mapping[Question, Callable[[_Words], list[Section]]] = {
    "overview": lambda of: [_groups(of), _main_parts(of)],
    "indicators": _indicators,
    "units": _units,
    "correlations": _correlations,
    "consistency": _consistency,
    "importance": _importance,
    "ties": _ties,
}
