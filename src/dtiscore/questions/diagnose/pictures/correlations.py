"""Which parts of an index go together: a table of correlations in the order of its tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from dtiscore.errors import UsageFault
from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.render.drawing import figures
from dtiscore.render.names import index_title, node_name
from dtiscore.render.pictures.theme import (
    Around,
    finished,
    in_layers,
    in_words,
    ink_on,
    of_records,
    shaded,
    told_apart,
)
from dtiscore.said import said, spoken

MOST = 45
"""How many parts it shows, as deep into the tree as they go."""
_WRITTEN = 22
"""Up to so many the correlations stand in the cells."""
_CELL = 30
_LETTERS = 36
"""How many of a name stand at the left and at the top."""


def correlations_picture(diagnosis: Diagnosis, language: str | None) -> alt.LayerChart:
    """The index and its nodes below each other in the order of the tree, each against each other.

    Raises:
        UsageFault: no correlation is defined.
    """
    codes, every = _codes(diagnosis)
    labels = _labels(diagnosis, codes, language)
    records = _records(diagnosis, codes, labels, language)
    if all(one["value"] is None for one in records):
        raise UsageFault(
            said("no correlation is defined: too few units have scores that differ"), said("give more units")
        )
    cell = _CELL if len(codes) <= _WRITTEN else 15
    base = of_records(records).encode(
        x=alt.X(
            "other:N",
            sort=None,
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-60, ticks=False, domain=False, labelLimit=300),
        ),
        y=alt.Y("node:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=6)),
    )
    layers = [
        base.mark_rect(stroke="white", invalid=None).encode(color=shaded("value", (-1, 1), both_ways=True))
    ]
    if len(codes) <= _WRITTEN:
        layers.append(
            base.mark_text(fontSize=9).encode(text="written:N", color=alt.Color("ink:N", scale=None))
        )
    picture: alt.LayerChart = in_layers(layers, alt.Step(cell), alt.Step(cell)).resolve_scale(
        color="independent"
    )
    return finished(picture, _around(diagnosis, codes, every, records), language)


def _codes(diagnosis: Diagnosis) -> tuple[list[str], int]:
    """The nodes that are shown, in the order of the tree, and how many there are: the deepest levels go first."""
    subject, depths = diagnosis.subject, diagnosis.card.methodology.depths
    every = list(subject.codes)
    deepest = max(depths[code] for code in every)
    for depth in range(deepest, 0, -1):
        shown = [code for code in every if depths[code] <= depth]
        if len(shown) <= MOST:
            return shown, len(every)
    return every[:MOST], len(every)


def _labels(diagnosis: Diagnosis, codes: Sequence[str], language: str | None) -> list[str]:
    """The names, those below others behind points, as many as they stand deep."""
    edition = diagnosis.card.methodology
    names = told_apart([in_words(node_name(edition, code), language) for code in codes], codes, _LETTERS)
    return [f"{'· ' * (edition.depths[code] - 1)}{name}" for name, code in zip(names, codes, strict=True)]


def _records(
    diagnosis: Diagnosis, codes: Sequence[str], labels: Sequence[str], language: str | None
) -> list[dict[str, Any]]:
    subject, records = diagnosis.subject, []
    columns = {code: subject.column(code) for code in codes}
    for code, label in zip(codes, labels, strict=True):
        for other, name in zip(codes, labels, strict=True):
            value = (
                None if code == other else columns[code].association(columns[other], diagnosis.method).value
            )
            records.append(
                {
                    "node": label,
                    "other": name,
                    "value": value,
                    "written": "" if value is None else spoken(figures.fixed(value, 2), language),
                    "ink": ink_on(value),
                }
            )
    return records


def _around(
    diagnosis: Diagnosis, codes: Sequence[str], every: int, records: Sequence[dict[str, Any]]
) -> Around:
    edition = diagnosis.card.methodology
    title = said("{index} · which parts go together", index=index_title(edition))
    notes = [
        said(
            "Correlations of scores, more always being better, from -1 to 1 (method: {method}), in the order of the tree. "
            "Blue: they go together; orange: one falls as the other rises; pale: they have little to do with each other.",
            method=diagnosis.method,
        )
    ]
    if len(codes) < every:
        notes.append(said("{n} of {all} nodes: the deepest levels are left out.", n=len(codes), all=every))
    known = [one["value"] for one in records if one["value"] is not None]
    alternative = said(
        "{title}, as a table of {n} by {n} nodes, correlations from {low} to {high}.",
        title=title,
        n=len(codes),
        low=figures.brief(min(known, default=None), 2),
        high=figures.brief(max(known, default=None), 2),
    )
    return Around(title, alternative, notes)
