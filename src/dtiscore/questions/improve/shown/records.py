"""Plans to improve for programs: every change of every plan, what each indicator can bring, in full precision."""

from __future__ import annotations

import math
from typing import Any, Literal

from dtiscore.questions.improve.answer import Improvement, Outcome, PlannedChange, Room
from dtiscore.questions.improve.shown.plans import value_of
from dtiscore.questions.improve.shown.rooms import bringing_most
from dtiscore.render.forms.json_text import rows_of
from dtiscore.scoring.ranking import plain_rank

IMPROVEMENT_SCHEMA = "dtiscore/improvement/1"

ImprovementTable = Literal["plans", "indicators"]
"""The two tables: the plans, or what each indicator can bring."""


def improvement_columns(
    found: Improvement,
    language: str | None = None,
    table: ImprovementTable | None = None,
    top: int | None = None,
) -> dict[str, list[Any]]:
    """One row per change of each plan; or with ``indicators`` one per cell that makes the index, or ``top`` of them."""
    headings: tuple[str, ...] = _PLAN
    if table == "indicators":
        rooms = found.rooms if top is None else bringing_most(found, top)
        rows = [_room(found, room, language) for room in rooms]
        headings = _ROOM
    else:
        rows = [
            {
                "plan": number,
                "changes": len(plan.changes),
                "cheapest": plan.is_cheapest,
                "proved": plan.proved,
                "plan_effort": plan.effort,
                "score_then": plan.outcome.published,
                "rank_then": plain_rank(plan.outcome.rank),
                **_change(found, change, language),
            }
            for number, plan in enumerate(found.plans, 1)
            for change in plan.changes
        ]
    return {heading: [row[heading] for row in rows] for heading in headings}


def improvement_payload(
    found: Improvement, language: str | None = None, top: int | None = None
) -> dict[str, Any]:
    """The versioned envelope for JSON: unit, target, where it stands, the plans, and what each indicator can bring."""
    card, row = found.card, found.row
    wanted = found.now.competitors.wanted(found.target)
    return {
        "schema": IMPROVEMENT_SCHEMA,
        "provenance": card.provenance.as_dict(),
        "unit": card.dataset.units[row],
        "name": card.name(row, language),
        "period": card.dataset.periods[row],
        "group": card.dataset.groups[row],
        "target": {"rank": found.target.rank, "score": found.target.score, "mean": found.target.mean},
        "wanted": wanted if math.isfinite(wanted) else None,  # without competitors nothing is needed
        "others": "still" if found.moving is None else "trend",
        "reached": found.is_there,
        "reachable": found.is_reachable,
        "exact": found.is_exact,
        "now": _outcome(found.now),
        "best": _outcome(found.best),
        "without_value": list(found.missing),
        "plans": [
            {
                "changes": [_change(found, change, language) for change in plan.changes],
                "effort": plan.effort,
                "cheapest": plan.is_cheapest,
                "proved": plan.proved,
                **_outcome(plan.outcome),
            }
            for plan in found.plans
        ],
        "rows": rows_of(improvement_columns(found, language, "indicators", top)),
    }


_CHANGE = (
    *("code", "name", "column", "now", "value", "text", "score", "score_now"),
    *("gain", "effort", "whatif"),
)
_PLAN = ("plan", "changes", "cheapest", "proved", "plan_effort", "score_then", "rank_then", *_CHANGE)
_ROOM = (
    *(
        "code",
        "name",
        "column",
        "now",
        "score_now",
        "top",
        "direction",
        "fixed",
        "per_unit",
        "next",
        "next_gain",
    ),
    *("full", "full_gain", "full_effort", "full_rank"),
)


def _change(found: Improvement, change: PlannedChange, language: str | None) -> dict[str, Any]:
    before, after = change.score
    return {
        "code": change.lever.nodes[0],
        "name": found.card.methodology.label(change.lever.nodes[0], language),
        "column": change.lever.heading,
        "now": change.now_text,
        "value": None if change.lever.kind == "text" else change.value,
        "text": change.text,
        "score_now": before,
        "score": after,
        "gain": change.gain,
        "effort": change.effort,
        "whatif": value_of(found.card.dataset.units[found.row], change),
    }


def _room(found: Improvement, room: Room, language: str | None) -> dict[str, Any]:
    lever, full, step = room.lever, room.full, room.next
    return {
        "code": lever.nodes[0],
        "name": found.card.methodology.label(lever.nodes[0], language),
        "column": lever.heading,
        "now": room.now_text,
        "score_now": float(found.card.nodes[lever.nodes[0]].score[found.row]),
        "top": room.top,
        "direction": None if full is None else "up" if lever.sign == 1 else "down",
        "fixed": lever.limit.fixed,
        "per_unit": room.per_unit,
        "next": None if step is None else step.text,
        "next_gain": None if step is None else step.gain,
        "full": None if full is None else full.text,
        "full_gain": None if full is None else full.gain,
        "full_effort": None if full is None else full.effort,
        "full_rank": plain_rank(room.rank),
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    mean = outcome.competitors.mean(outcome.height)
    return {"score": outcome.published, "rank": plain_rank(outcome.rank), "mean": mean}
