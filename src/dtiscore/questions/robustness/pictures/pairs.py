"""How often each unit stands above each other one, as a table with a row and a column for each."""

from __future__ import annotations

from typing import Any

import altair as alt

from dtiscore.questions.robustness.answer import Robustness
from dtiscore.questions.robustness.answer.statistics import HIGH, LOW
from dtiscore.questions.robustness.pictures.places import places_note, shown_places
from dtiscore.render.drawing import figures
from dtiscore.render.names import index_title, unit_name
from dtiscore.render.pictures.theme import (
    Around,
    finished,
    in_layers,
    in_words,
    ink_on,
    of_records,
    shaded,
    told_apart,
    with_ranks,
)
from dtiscore.said import counted, said, spoken

MOST = 40
"""How many units it shows: more cells would be too small to be told apart. With a unit, those around it."""
_WRITTEN = 24
"""Up to so many units the per cent stand in the cells."""
_CELL = 24
_LETTERS = 30
"""How many of a name stand at the left and at the top."""


def pairs_picture(study: Robustness, language: str | None) -> alt.LayerChart:
    """The first units, or those around the one that is asked of, each against each other."""
    places = shown_places(study, MOST)
    records = _records(study, places, language)
    base = of_records(records).encode(
        x=alt.X(
            "other:N",
            sort=None,
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-60, ticks=False, domain=False, labelLimit=300),
        ),
        y=alt.Y("unit:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=6)),
    )
    # In the middle nobody stands above: pale. Blue says above, orange below, and the figure says it too.
    layers = [base.mark_rect(stroke="white", invalid=None).encode(color=shaded("share", both_ways=True))]
    if len(places) <= _WRITTEN:
        layers.append(
            base.mark_text(fontSize=9).encode(text="written:N", color=alt.Color("ink:N", scale=None))
        )
    picture: alt.LayerChart = in_layers(
        layers, alt.Step(_cell(places)), alt.Step(_cell(places))
    ).resolve_scale(color="independent")
    return finished(picture, _around(study, places), language)


def _cell(places: list[int]) -> int:
    return _CELL if len(places) <= _WRITTEN else 15


def _records(study: Robustness, places: list[int], language: str | None) -> list[dict[str, Any]]:
    """A record for each pair; a unit beside itself, or one that cannot be reached, has no share."""
    rows, ranks = study.subject.rows.tolist(), study.subject.ranks.tolist()
    names = told_apart(
        [in_words(unit_name(study.card, rows[at]), language) for at in places],
        [study.subject.units[at] for at in places],
        _LETTERS,
    )
    labels = with_ranks(names, [spoken(figures.rank(ranks[at]), language) for at in places])
    records = []
    for at, label in zip(places, labels, strict=True):
        for other, name in zip(places, names, strict=True):
            share = None if at == other else study.share_above(at, other)
            written = "" if share is None else spoken(figures.brief(100 * share, 0), language)
            records.append(
                {
                    "unit": label,
                    "other": name,
                    "share": share,
                    "written": written,
                    "ink": ink_on(None if share is None else 2 * share - 1),
                }
            )
    return records


def _around(study: Robustness, places: list[int]) -> Around:
    title = said("{index} · who stands above whom", index=index_title(study.card.methodology))
    open_ = sum(
        1
        for at in places
        for other in places
        if at < other and (share := study.share_above(at, other)) is not None and LOW <= share <= HIGH
    )
    notes = [
        said(
            "In how many per cent of {n} rankings under other assumptions the unit at the left stands above the one at the "
            "top: blue most often, orange seldom, pale where nobody can say.",
            n=study.draws.count if study.assumptions is None else study.count,
        ),
        *places_note(study, places),
    ]
    alternative = said(
        "{title}, as a table of {n} by {n} units; {open}.",
        title=title,
        n=len(places),
        open=counted(open_, "{n} pair cannot be told apart", "{n} pairs cannot be told apart"),
    )
    return Around(title, alternative, notes)
