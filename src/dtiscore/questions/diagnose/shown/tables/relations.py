"""How the parts of an index go together: each with its group and the index, and the pairs that stand out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.diagnose.answer.relations import Flag, Relation
from dtiscore.questions.diagnose.shown.findings import correlation
from dtiscore.questions.diagnose.shown.tables.section import Section, nodes, remarks, why
from dtiscore.render.changes import numbers, words
from dtiscore.render.names import node_name
from dtiscore.said import said

_FLAGS: Mapping[Flag, str] = {
    "negative": said("opposite"),
    "weak": said("unrelated"),
    "collinear": said("the same twice"),
    "dominating": said("nearly the group"),
}


def relations(diagnosis: Diagnosis) -> Section:
    """Each part with its group, with the index, and with the part of the group that it goes with most."""
    edition, found = diagnosis.card.methodology, diagnosis.relations
    own = [one for one in found if one.kind == "parent"]
    index = diagnosis.subject.index.code
    with_index = {one.first: one for one in found if one.kind == "index"}
    with_index |= {one.first: one for one in own if one.second == index}
    nearest = [_nearest(found, one.first) for one in own]
    groups = words(said("of the group"), [node_name(edition, one.second) for one in own])
    closest = words(
        said("closest in the group"),
        ["" if near is None else node_name(edition, near[0]) for near in nearest],
    )
    return Section(
        [
            nodes(edition, said("part"), [one.first for one in own]),
            replace(groups, drop=3),
            numbers(said("with its group"), [correlation(one.value) for one in own]),
            numbers(said("with the index"), [correlation(with_index[one.first].value) for one in own], 1),
            replace(closest, drop=2),
            numbers(
                said("correlation"), [correlation(None if near is None else near[1]) for near in nearest], 2
            ),
            remarks(_remarks(one) for one in own),
        ]
    )


def _nearest(relations: Sequence[Relation], code: str) -> tuple[str, float] | None:
    """The sibling with which a part goes most, and how much."""
    found = [
        (one.second if one.first == code else one.first, one.value)
        for one in relations
        if one.kind == "siblings" and code in (one.first, one.second) and one.value is not None
    ]
    return max(found, key=lambda pair: pair[1], default=None)


def pairs(diagnosis: Diagnosis) -> Section:
    """The pairs that repeat or oppose each other; unrelated ones are many and say little each."""
    edition = diagnosis.card.methodology
    found = [
        one
        for one in diagnosis.relations
        if one.kind in {"siblings", "across"} and one.flag in {"negative", "collinear"}
    ]
    found.sort(key=lambda one: -abs(one.value or 0.0))
    return Section(
        [
            nodes(edition, said("one"), [one.first for one in found]),
            nodes(edition, said("other"), [one.second for one in found]),
            numbers(said("correlation"), [correlation(one.value) for one in found]),
            remarks(_remarks(one) for one in found),
        ],
        said("Pairs that stand out"),
        said("No pair of parts stands out."),
    )


def _remarks(one: Relation) -> list[str]:
    return [*([] if one.flag is None else [_FLAGS[one.flag]]), *why(one.undefined)]
