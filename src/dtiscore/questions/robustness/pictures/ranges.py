"""How firm ranks are, as a range for each unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from dtiscore.questions.robustness.answer import Robustness
from dtiscore.questions.robustness.pictures.places import places_note, shown_places
from dtiscore.render.drawing import figures
from dtiscore.render.names import fixed_name, index_title, unit_name
from dtiscore.render.pictures.theme import (
    DARK_BLUE,
    GREY,
    INK,
    LIGHT_BLUE,
    LOSS,
    MOST_UNITS,
    ROW,
    WIDTH,
    Around,
    finished,
    in_layers,
    in_words,
    of_records,
    rank_axis,
    told_apart,
    unit_axis,
    with_ranks,
)
from dtiscore.said import said, spoken


def ranges_picture(study: Robustness, language: str | None) -> alt.LayerChart:
    """For each unit its rank, the range of 9 in 10 ranks, and the best and the worst one; a unit that is asked of stands out."""
    places = _places(study)
    records = _records(study, places, language)
    base = of_records(records).encode(y=unit_axis(grid=True))
    ends = _ends(records)
    x = alt.X(
        "best:Q",
        title=spoken(said("rank"), language),
        scale=alt.Scale(domain=ends, nice=False, zero=False, padding=6),
        axis=rank_axis(*ends),
    )
    colour = alt.Color(
        "kind:N", legend=None, scale=alt.Scale(domain=["chosen", "other"], range=[LOSS, LIGHT_BLUE])
    )
    layers = [
        base.mark_rule(color=GREY).encode(x=x, x2="worst:Q"),
        base.mark_bar(height=7).encode(x=alt.X("low:Q"), x2="high:Q", color=colour),
        base.mark_circle(size=42, color=DARK_BLUE, opacity=1).encode(x=alt.X("rank:Q")),
        base.mark_text(align="left", fontSize=11, color=INK).encode(
            x=alt.value(WIDTH + 12), text="letters:N"
        ),
    ]
    return finished(in_layers(layers, WIDTH, alt.Step(ROW)), _around(study, places), language)


def _places(study: Robustness) -> list[int]:
    """The places of the units that are shown."""
    return shown_places(study, MOST_UNITS)


def _records(study: Robustness, places: list[int], language: str | None) -> list[dict[str, Any]]:
    rows, ranks = study.subject.rows.tolist(), study.subject.ranks.tolist()
    names = [unit_name(study.card, rows[at]) for at in places]
    names = [fixed_name(name) if at in study.fixed else name for at, name in zip(places, names, strict=True)]
    codes = [study.subject.units[at] for at in places]
    labels = told_apart([in_words(name, language) for name in names], codes)
    labels = with_ranks(labels, [spoken(figures.rank(ranks[at]), language) for at in places])
    records = []
    for at, label in zip(places, labels, strict=True):
        found = study.statistics.get(at)
        records.append(
            {
                "unit": label,
                "rank": float(ranks[at]),
                "low": None if found is None else found.low,
                "high": None if found is None else found.high,
                "best": None if found is None else found.best,
                "worst": None if found is None else found.worst,
                "letters": study.letters[at],
                "kind": "chosen" if study.subject.units[at] == study.unit else "other",
            }
        )
    return records


def _ends(records: Sequence[dict[str, Any]]) -> tuple[float, float]:
    """From the best to the worst rank of the units that are shown: of thousands all would stand in one spot."""
    first = min(one["rank"] if one["best"] is None else one["best"] for one in records)
    last = max(one["rank"] if one["worst"] is None else one["worst"] for one in records)
    return first, max(first + 1, last)


def _around(study: Robustness, places: Sequence[int]) -> Around:
    title = said("{index} · how firm the ranks are", index=index_title(study.card.methodology))
    notes = [
        *places_note(study, places),
        said(
            "Dot: the rank. Broad bar: 9 in 10 of {n} rankings under other assumptions. Thin line: from the best to the "
            "worst. Neighbours that share a letter cannot be told apart.",
            n=study.draws.count if study.assumptions is None else study.count,
        ),
    ]
    found = {at: one for at, one in study.statistics.items() if at in set(places)}
    if not found:
        return Around(title, said("{title}, as ranges: no unit can be reached.", title=title), notes)
    at = max(found, key=lambda one: found[one].high - found[one].low)
    alternative = said(
        "{title}, as a range of ranks for each of {n} units; the widest is that of {unit}, from {low} to {high}.",
        title=title,
        n=len(places),
        unit=unit_name(study.card, int(study.subject.rows[at])),
        low=figures.brief(found[at].low, 1),
        high=figures.brief(found[at].high, 1),
    )
    return Around(title, alternative, notes)
