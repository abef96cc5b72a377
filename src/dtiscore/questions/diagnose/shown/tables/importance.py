"""What the parts of an index weigh, and how much they matter."""

from __future__ import annotations

from collections.abc import Sequence

from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.diagnose.answer.importance import Importance
from dtiscore.questions.diagnose.shown.findings import percent
from dtiscore.questions.diagnose.shown.tables.section import Section, nodes, remarks, why
from dtiscore.render.changes import numbers
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import TextColumn
from dtiscore.said import Figure, said


def importance(diagnosis: Diagnosis) -> Section:
    """Every part in its group and in the index."""
    found = diagnosis.importances
    groups = nodes(diagnosis.card.methodology, said("of the group"), [one.parent for one in found], 2)
    parts, *weighing, found_remarks = _columns(diagnosis, found)
    return Section(
        [
            parts,
            groups,
            *weighing,
            numbers(said("moves the group"), [percent(one.ratio.value) for one in found], 3),
            numbers(said("along a line"), [percent(one.squared) for one in found], 5),
            numbers(said("weight in the index"), [percent(one.in_index, 1) for one in found], 4),
            numbers(said("moves the index"), [percent(one.ratio_index.value) for one in found], 4),
            found_remarks,
        ]
    )


def main_parts(diagnosis: Diagnosis) -> Section:
    """The parts that the index is made of first."""
    index = diagnosis.subject.index.code
    main = [one for one in diagnosis.importances if one.parent == index]
    return Section(_columns(diagnosis, main), said("Do the main parts matter as much as they weigh?"))


def _columns(diagnosis: Diagnosis, found: Sequence[Importance]) -> list[TextColumn]:
    """What parts weigh and how much they matter, with remarks."""
    times = [
        figures.NONE if one.times is None else Figure(f"{figures.fixed(one.times, 1)}x") for one in found
    ]
    return [
        nodes(diagnosis.card.methodology, said("part"), [one.code for one in found]),
        numbers(said("weighs"), [percent(one.stated) for one in found]),
        numbers(said("matters"), [percent(one.share) for one in found]),
        numbers(said("times its weight"), times, 1),
        remarks(_remarks(diagnosis, one) for one in found),
    ]


def _remarks(diagnosis: Diagnosis, one: Importance) -> list[str]:
    limit = diagnosis.thresholds.importance
    if one.times is None:
        return why(one.ratio.undefined)
    if one.times * limit <= 1:
        return [said("matters less")]
    return [said("matters more")] if one.times >= limit else []
