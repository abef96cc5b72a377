"""An audit for people and programs: findings in sentences with small tables, or one question answered in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.diagnose.answer.association import Method
from dtiscore.questions.diagnose.shown.findings import finding_sentences
from dtiscore.questions.diagnose.shown.records import diagnosis_columns
from dtiscore.questions.diagnose.shown.tables import DiagnosisTable, sections
from dtiscore.render.drawing import figures
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.names import index_title
from dtiscore.render.page import Block, Columns, Note, Numbered, Shown, Title, aid
from dtiscore.said import counted, said, spoken, template

if TYPE_CHECKING:
    from dtiscore.render.column_types import ColumnType
    from dtiscore.render.pictures.theme import Picture

DIAGNOSIS_SCHEMA = "dtiscore/diagnosis/1"

_AIDS: Mapping[DiagnosisTable, str] = {
    "overview": template(
        "How to read: a correlation is 1 where two things always go together, 0 where they have nothing to "
        "do with each other, -1 where one falls as the other rises. Consistency is Cronbach's alpha; the first thing measured is "
        "the first principal component, with the variance that it explains; what a part matters is its "
        "share of the correlation ratios. dtiscore diagnose --show has the full tables."
    ),
    "indicators": template(
        "How to read: values as they stand in the table, before anything is filled in or drawn in. "
        "Outliers: skewness {skewness} or more and kurtosis {kurtosis} or more. Far-off: beyond {fence} "
        "times the middle half (the interquartile range), on either side."
    ),
    "units": template("How to read: for how many of the indicators the table has a figure of the unit."),
    "cells": template(
        "How to read: each value that preparation filled in (imputed) or drew in (treated), by which step of the weighting "
        "file; the index is made of what stands last."
    ),
    "correlations": template(
        "How to read: 1 means that two scores always go together, 0 that they have nothing to do with each "
        "other, below 0 that one falls as the other rises. With its group, {weak} or more is wanted; above "
        "{collinear} two say the same. Two parts of a group are opposite at {negative} or below. A part runs against its group "
        "or the index where that is further below 0 than unrelated scores come in 19 of 20 cases, which no threshold sets."
    ),
    "consistency": template(
        "How to read: consistency (Cronbach's alpha) of {alpha} or more says that the parts measure one "
        "thing; below a group stands what it would be without the part. First thing: how much of the group "
        "it explains (variance explained), and how each part goes with it (first principal component)."
    ),
    "importance": template(
        "How to read: weighs is what the edition says, matters is the part's share in what moves the score "
        "of the group (its share of the correlation ratios). Where they differ {importance} times or more, the "
        "weight does not do what it says. Moves the group: the correlation ratio itself; along a line: the squared "
        "correlation."
    ),
    "outranking": template(
        "How to read: a unit outranks another one where it is ahead on more than half of the weight of the indicators that "
        "both have, ties counting half; it dominates one where it is behind in none of them and ahead in one. As CSV each "
        "unit stands against each other one."
    ),
    "ties": template(
        "How to read: where many units share the best or the worst score, the part does not separate them. "
        "Full marks: the most that can be scored."
    ),
}
"""How to read each answer; limits by their names."""

_TEXTS: Mapping[DiagnosisTable, Sequence[str]] = {
    "overview": ("units",),
    "cells": ("change",),
    "correlations": ("method", "first", "second"),
    "consistency": ("of",),
}
"""By table, the headings under which it has texts, and others numbers."""

_METHODS: Mapping[Method, str] = {
    "pearson": said("Pearson"),
    "spearman": said("Spearman (of ranks)"),
    "kendall": said("Kendall (of pairs of units)"),
}


@dataclass(frozen=True)
class ShownDiagnosis(Shown):
    """An audit in every form: the findings and two small tables, or the tables of one question."""

    diagnosis: Diagnosis
    table: DiagnosisTable = "overview"

    def page(self) -> Iterator[Block]:
        yield [Title(self._title()), Note(self._scope())]
        if self.table == "overview":
            found = list(finding_sentences(self.diagnosis))
            for number, (text, meaning) in enumerate(found, 1):
                yield [Numbered(number, text, meaning)]
            if not found:
                yield [
                    Note(
                        said(
                            "Nothing stands out: the parts go with their groups, matter about as much as they weigh, "
                            "and separate the units."
                        )
                    )
                ]
        for section in sections(self.diagnosis, self.table):
            yield section.block()
        limits = asdict(self.diagnosis.thresholds)
        yield [
            aid(said(_AIDS[self.table], **{name: figures.brief(value, 4) for name, value in limits.items()}))
        ]

    def columns(self, language: str | None = None) -> Columns:
        return diagnosis_columns(self.diagnosis, self.table, language)

    def types_of_headings(self) -> Mapping[str, ColumnType]:
        return dict.fromkeys(_TEXTS.get(self.table, ()), "text")

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """The envelope holds the findings in words and the limits behind them."""
        diagnosis = self.diagnosis
        pairs = zip(diagnosis.findings, finding_sentences(diagnosis), strict=True)
        return {
            "schema": DIAGNOSIS_SCHEMA,
            "provenance": diagnosis.card.provenance.as_dict(),
            "method": diagnosis.method,
            "thresholds": asdict(diagnosis.thresholds),
            "units": len(diagnosis.subject.rows),
            "question": self.table,
            "findings": [
                {
                    "kind": finding.kind,
                    "count": len(finding.items),
                    "found": spoken(found, language),
                    "means": spoken(means, language),
                }
                for finding, (found, means) in pairs
            ],
            "rows": rows_of(self.columns(language)),
        }

    def picture(self, language: str | None = None) -> Picture:
        if self.table == "correlations":
            from dtiscore.questions.diagnose.pictures.correlations import correlations_picture

            return correlations_picture(self.diagnosis, language)
        if self.table == "importance":
            from dtiscore.questions.diagnose.pictures.weights import weights_picture

            return weights_picture(self.diagnosis, language)
        if self.table == "indicators":
            from dtiscore.questions.diagnose.pictures.spread import spread_picture

            return spread_picture(self.diagnosis, language)
        return super().picture(language)

    def _title(self) -> str:
        return said("{index} · statistical audit", index=index_title(self.diagnosis.card.methodology))

    def _scope(self) -> str:
        subject = self.diagnosis.subject
        return said(
            "{units}; indicators, or groups given as a whole, with data: {parts}. Correlations: {method}.",
            units=counted(len(subject.rows), "{n} unit", "{n} units"),
            parts=len(subject.leaves),
            method=_METHODS[self.diagnosis.method],
        )
