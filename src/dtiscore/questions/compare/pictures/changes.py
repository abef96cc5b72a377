"""How the scores of all units changed, as bars of what changed them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from dtiscore.questions.compare.answer import Comparison, UnitChange
from dtiscore.questions.compare.pictures.causes import ends_of
from dtiscore.questions.compare.shown.scores import Part, ScoreSplitText
from dtiscore.render.changes import basis_notes, signed
from dtiscore.render.drawing import figures
from dtiscore.render.names import draft_of, name_of
from dtiscore.render.pictures.theme import (
    CATEGORIES,
    INK,
    MOST_UNITS,
    ROW,
    WIDTH,
    Around,
    cut_note,
    finished,
    in_layers,
    in_words,
    of_records,
    shortened,
    told_apart,
    unit_axis,
    ways,
    with_ranks,
)
from dtiscore.render.wording import side_by_side
from dtiscore.said import said, spoken
from dtiscore.visible import visible


def changes_picture(
    comparison: Comparison,
    changes: Sequence[UnitChange],
    texts: ScoreSplitText,
    language: str | None,
    about: str | None = None,
) -> alt.LayerChart:
    """A row for each of some units, of which ``texts`` tells: its change, by parts where these are known, and its move.

    ``about`` says what lies between the two, of which the picture is; two periods unless given.
    """
    parts = list(texts.parts())
    labels = _labels(changes, language)
    bars = _bars(changes, parts, labels, language)
    names = list(dict.fromkeys(one["part"] for one in bars))
    base = of_records(_totals(changes, texts, labels, language)).encode(y=unit_axis())
    x = alt.X("low:Q", title=in_words(said("change of the score"), language))
    colour = alt.Color(
        "part:N",
        title=None,
        scale=alt.Scale(domain=names, range=list(CATEGORIES[: len(names)])),
        legend=alt.Legend(orient="top", columns=2, symbolType="square") if parts else None,
    )
    beside = base.mark_text(align="right", fontSize=11, color=INK)
    layers = [
        of_records(bars).mark_bar(height=ROW - 4).encode(x=x, x2="high:Q", y=unit_axis(), color=colour),
        base.mark_tick(thickness=2.5, size=ROW, color=INK, opacity=1).encode(x=alt.X("change:Q")),
        beside.encode(x=alt.value(WIDTH + 56), text="written:N"),
    ]
    if comparison.tells_places:
        layers.append(
            beside.encode(
                x=alt.value(WIDTH + 94), text="move:N", color=ways(up_is_good=not comparison.is_worst_first)
            )
        )
    picture: alt.LayerChart = in_layers(layers, WIDTH, alt.Step(ROW)).resolve_scale(color="independent")
    return finished(picture, _around(comparison, changes, texts, about, has_parts=bool(parts)), language)


def shown_changes(changes: Sequence[UnitChange], units: frozenset[str]) -> Sequence[UnitChange]:
    """As many of the first as can be read, and the chosen ones."""
    return [one for at, one in enumerate(changes) if at < MOST_UNITS or one.unit in units]


def _labels(changes: Sequence[UnitChange], language: str | None) -> list[str]:
    names = [shortened(in_words(name_of(one.name), language)) for one in changes]
    ranks = [spoken(figures.rank(one.after.rank), language) for one in changes]
    return with_ranks(told_apart(names, [one.unit for one in changes]), ranks)


def _bars(
    changes: Sequence[UnitChange], parts: Sequence[Part], labels: Sequence[str], language: str | None
) -> list[dict[str, Any]]:
    """A record for each part of each unit, what was gained to the right of none and what was lost to the left."""
    columns = parts or [Part(said("change"), [one.change for one in changes])]
    names = told_apart(
        [in_words(one.heading, language) for one in columns], [str(at) for at in range(1, len(columns) + 1)]
    )
    records = []
    for at, label in enumerate(labels):
        reached = {True: 0.0, False: 0.0}
        for name, one in zip(names, columns, strict=True):
            value = one.values[at] or 0.0
            start = reached[value > 0]
            reached[value > 0] += value
            records.append({"unit": label, "part": name, "low": start, "high": start + value})
    return records


def _totals(
    changes: Sequence[UnitChange], texts: ScoreSplitText, labels: Sequence[str], language: str | None
) -> list[dict[str, Any]]:
    return [
        {
            "unit": label,
            "change": one.change,
            "written": spoken(texts.change(one), language),
            "move": spoken(figures.move(one.up), language) if one.up is not None else "",
            "way": "none" if not one.up else "up" if one.up > 0 else "down",
        }
        for one, label in zip(changes, labels, strict=True)
    ]


def _around(
    comparison: Comparison,
    changes: Sequence[UnitChange],
    texts: ScoreSplitText,
    about: str | None,
    *,
    has_parts: bool,
) -> Around:
    first, last = ends_of(comparison)
    told = [said("{first} to {last}", first=first, last=last), said("what changed the scores")]
    title = side_by_side(visible(comparison.after.index), *(told if about is None else [about]))
    notes: list[str] = [
        said("Each colour is what one cause did to the score; the black mark is the whole change.")
        if has_parts
        else said("The change of each score.")
    ]
    if comparison.tells_places:
        notes.append(said("▲ and ▼: places gained and lost."))
    notes += draft_of(*comparison.editions or ())
    notes += cut_note(len(changes), len(comparison.changes))
    notes += basis_notes([comparison.before, comparison.after], comparison.across)
    known = [(one.change, one) for one in changes if one.change is not None]
    if not known:
        return Around(title, said("{title}: no change of a score is known.", title=title), notes)
    most, least = (which(known, key=lambda pair: pair[0]) for which in (max, min))
    alternative = said(
        "{title}, as bars for each of {n} units; {most} changed by {gain}, {least} by {loss}.",
        title=title,
        n=len(changes),
        most=name_of(most[1].name),
        gain=signed(most[0], texts.decimals),
        least=name_of(least[1].name),
        loss=signed(least[0], texts.decimals),
    )
    return Around(title, alternative, notes)
