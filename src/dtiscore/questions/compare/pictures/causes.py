"""What changed the score of one unit, cause by cause, as steps from the score before to the score now."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

import altair as alt

from dtiscore.errors import UsageFault
from dtiscore.questions.compare.answer import Comparison, UnitChange
from dtiscore.questions.compare.pictures import require_one
from dtiscore.questions.compare.shown.ranks import CAUSES
from dtiscore.render.changes import basis_notes, signed, table_label
from dtiscore.render.drawing import figures
from dtiscore.render.names import draft_of, name_of, node_name
from dtiscore.render.pictures.theme import (
    DARK_BLUE,
    INK,
    WIDTH,
    Around,
    finished,
    in_layers,
    in_words,
    of_records,
    told_apart,
    unit_axis,
    ways,
)
from dtiscore.render.wording import side_by_side
from dtiscore.said import said, spoken
from dtiscore.visible import visible

MOST_CAUSES = 20
"""How many causes have a step of their own, those that did most; the others share the last one."""
_STEP = 22

_MOST_DECIMALS = 6


class Cause(NamedTuple):
    """What moved a score."""

    code: str
    """Of its node, or a word of ours for what is none."""
    name: str
    part: Fraction
    """What it did to the score."""


def causes_picture(
    comparison: Comparison, units: frozenset[str], decimals: int, language: str | None
) -> alt.LayerChart:
    """The causes of the change of one unit, which the picture is of.

    Raises:
        UsageFault: not one unit is chosen, or what moved its score is not known.
    """
    change = _chosen(comparison, units)
    causes = _causes(comparison, change)
    decimals = _enough_decimals(causes, decimals)
    base = of_records(_records(comparison, change, causes, decimals, language)).encode(y=unit_axis(grid=True))
    x = alt.X(
        "low:Q",
        title=visible(comparison.after.index),
        scale=alt.Scale(zero=False, padding=12),
        axis=alt.Axis(grid=False),
    )
    colour = ways(up_is_good=not comparison.low_is_good)
    layers = [
        base.mark_bar(height=_STEP - 8).encode(x=x, x2="high:Q", color=colour),
        base.mark_tick(thickness=3, size=_STEP - 6, color=DARK_BLUE, opacity=1).encode(x=alt.X("score:Q")),
        base.mark_text(align="right", fontSize=11, color=INK).encode(
            x=alt.value(WIDTH + 64), text="written:N"
        ),
    ]
    return finished(
        in_layers(layers, WIDTH, alt.Step(_STEP)), _around(comparison, change, causes, decimals), language
    )


def _chosen(comparison: Comparison, units: frozenset[str]) -> UnitChange:
    require_one(units)
    (change,) = (one for one in comparison.changes if one.unit in units)
    if change.split is None or change.before.score is None:
        raise UsageFault(
            said(
                "what moved the score of {unit} is not known, so there is no picture",
                unit=name_of(change.name),
            ),
            said("see why with -f table"),
        )
    return change


def _causes(comparison: Comparison, change: UnitChange) -> list[Cause]:
    """What moved the score: nodes in the order of the file, then method and composition where they did something."""
    assert change.split is not None
    split = change.split
    parts = [Cause(code, _name(comparison, code), part) for code, part in split.innermost.items()]
    ordered = sorted((abs(one.part) for one in parts), reverse=True)
    least = ordered[MOST_CAUSES] if len(ordered) > MOST_CAUSES else None
    if least is not None:
        large = [one for one in parts if abs(one.part) > least]
        rest = sum((one.part for one in parts if abs(one.part) <= least), Fraction(0))
        parts = [*large, Cause("", said("all others"), rest)]
    beside = [Cause("", CAUSES["edition"], split.method), Cause("", CAUSES["units"], split.composition)]
    return [*parts, *(one for one in beside if one.part)]


def _enough_decimals(causes: list[Cause], decimals: int) -> int:
    """As many as scores have, or more where the largest step would show as hardly anything."""
    largest = max((abs(float(one.part)) for one in causes), default=0.0)
    if not largest:
        return decimals
    return next((n for n in range(decimals, _MOST_DECIMALS) if largest * 10**n >= 10), _MOST_DECIMALS)


def _name(comparison: Comparison, code: str) -> str:
    for edition in reversed(comparison.editions or ()):
        if code == edition.index.code:
            return said("its figures, not told apart")
        if code in edition.nodes:
            return node_name(edition, code)
    return visible(code)


def _records(
    comparison: Comparison, change: UnitChange, causes: list[Cause], decimals: int, language: str | None
) -> list[dict[str, Any]]:
    """The score before, a step for each cause, and the score now."""
    first, last = (in_words(end, language) for end in ends_of(comparison))
    names = [in_words(one.name, language) for one in causes]
    labels = told_apart([first, *names, last], ["1", *(one.code for one in causes), "2"])
    at = Fraction(change.before.score or 0.0)
    records = [_end(labels[0], change.before.score, decimals, language)]
    for label, (_, _, part) in zip(labels[1:-1], causes, strict=True):
        records.append(
            {
                "unit": label,
                "low": float(at),
                "high": float(at + part),
                "score": None,
                "part": float(part),
                "written": spoken(signed(float(part), decimals), language),
                "way": "none" if not part else "up" if part > 0 else "down",
            }
        )
        at += part
    return [*records, _end(labels[-1], change.after.score, decimals, language)]


def _end(label: str, score: float | None, decimals: int, language: str | None) -> dict[str, Any]:
    written = spoken(figures.fixed(score, decimals), language)
    return {
        "unit": label,
        "low": score,
        "high": score,
        "score": score,
        "part": None,
        "written": written,
        "way": "none",
    }


def _around(comparison: Comparison, change: UnitChange, causes: list[Cause], decimals: int) -> Around:
    before, after = ends_of(comparison)
    title = side_by_side(
        name_of(change.name),
        visible(comparison.after.index),
        said("{first} to {last}", first=before, last=after),
        _ranks(change),
    )
    largest = max(causes, key=lambda one: abs(one.part), default=Cause("", said("none"), Fraction(0)))
    alternative = said(
        "{title}, the score from {before} to {after} in {n} steps, a cause each; the largest is {cause} with {part}.",
        title=title,
        before=figures.fixed(change.before.score, decimals),
        after=figures.fixed(change.after.score, decimals),
        n=len(causes),
        cause=largest.name,
        part=signed(float(largest.part), decimals),
    )
    notes = [
        said(
            "Each step is what one cause did to the score; together they lead from the score before to the one now."
        ),
        *draft_of(*comparison.editions or ()),
        *basis_notes([comparison.before, comparison.after], comparison.across),
    ]
    return Around(title, alternative, notes)


def ends_of(comparison: Comparison) -> tuple[str, str]:
    """What the two are called: by their periods or files, or by their editions where these are all that differs."""
    ends = table_label(comparison.before), table_label(comparison.after)
    if ends[0] == ends[1] and comparison.editions is not None:
        first, last = comparison.editions
        ends = visible(first.id), visible(last.id)
    return ends if ends[0] != ends[1] else (said("before"), said("now"))


def _ranks(change: UnitChange) -> str:
    before, now = figures.rank(change.before.rank), figures.rank(change.after.rank)
    if before == now:
        return said("rank {now} as before", now=now)
    return said("rank {before} to {now}", before=before, now=now)
