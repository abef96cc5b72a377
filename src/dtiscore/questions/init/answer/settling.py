"""What somebody has settled about an index before it is written: directions, weights, points, who decided it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

from dtiscore.errors import UsageFault
from dtiscore.methodology.base import fold
from dtiscore.methodology.node import MissingKind
from dtiscore.questions.init.answer.criterion import Criterion
from dtiscore.questions.init.answer.draft import Draft
from dtiscore.questions.init.answer.tree import grouped, points_of
from dtiscore.said import said
from dtiscore.suggestions import Suggestions
from dtiscore.tables.numbers import NumberStyle, read_number_column

ABOUT = ("title", "missing", "authority.decision", "authority.issuer", "authority.source")
EMPTY_CELLS = get_args(MissingKind)
"""What an empty cell may mean throughout."""
OF_COLUMNS = ("direction", "weight", "points", "use")


@dataclass(frozen=True, slots=True)
class Setting:
    """One answer: ``KEY=VALUE`` of the index, or ``COLUMN.KEY=VALUE`` of an indicator."""

    column: str | None
    key: str
    value: str


def setting_of(text: str) -> Setting:
    """The answer that a text gives.

    Raises:
        UsageFault: it is none; the message says what may be set.
    """
    name, sign, value = (part.strip() for part in text.rpartition("="))
    if sign and name in ABOUT:
        return Setting(None, name, value)
    column, dot, key = (part.strip() for part in name.rpartition("."))
    if sign and dot and column and key in OF_COLUMNS:
        return Setting(column, key, value)
    message = said('"{text}" settles nothing', text=text)
    fix = said(
        "write COLUMN.direction=up or down, COLUMN.weight=2, COLUMN.points=10, COLUMN.use=no, or one of {keys} with =",
        keys=", ".join(ABOUT),
    )
    raise UsageFault(message, fix)


def settled(draft: Draft, texts: Sequence[str]) -> Draft:
    """The index with all answers that are given.

    Raises:
        UsageFault: one is about no column of the index, has no such value, or contradicts the sheet of a decision.
    """
    for setting in map(setting_of, texts):
        draft = _of_column(draft, setting) if setting.column is not None else _of_index(draft, setting)
    return draft


def _of_index(draft: Draft, setting: Setting) -> Draft:
    if setting.key == "title":
        return replace(draft, title=setting.value)
    if setting.key == "missing":
        if setting.value not in EMPTY_CELLS:
            raise _no_value(setting.key, setting.value, ", ".join(EMPTY_CELLS))
        return replace(draft, missing=setting.value, missing_is_said=True)
    return replace(draft, authority={**draft.authority, setting.key.rpartition(".")[2]: setting.value})


def _of_column(draft: Draft, setting: Setting) -> Draft:
    assert setting.column is not None
    found = [each for each in draft.criteria if fold(setting.column) in map(fold, (each.column, each.name))]
    if not found:
        message = said('"{column}" is no column of the index', column=setting.column)
        headings = [each.column for each in draft.criteria]
        raise UsageFault(message, Suggestions().advice(setting.column, headings, label=said("its columns")))
    if setting.key != "direction" and draft.weights is not None:
        message = said("{key} is what {sheet} says", key=setting.key, sheet=draft.weights)
        raise UsageFault(message, said("change it there, or leave the setting out"))
    if setting.key == "use":
        return _without(draft, found, setting)
    if total := found[0].added_to:
        if setting.key == "direction" and setting.value == ("down" if found[0].is_taken_off else "up"):
            return draft
        message = said(
            '"{column}" counts as it stands, as "{total}" has it', column=setting.column, total=total
        )
        raise UsageFault(message, said("change it in the weighting file, or leave the setting out"))
    changed = draft.changed(lambda each: _changed(each, setting) if each in found else each)
    if setting.key == "points":  # whether points are added up follows from all of them
        return replace(changed, parts=grouped(changed.criteria))
    if setting.key == "weight" and points_of(draft.parts) is not None:
        message = said("points are added up here, and weigh by themselves")
        raise UsageFault(message, said("set points"))
    return changed


def _without(draft: Draft, found: Sequence[Criterion], setting: Setting) -> Draft:
    if setting.value not in ("no", "yes"):
        raise _no_value(f"{setting.column}.use", setting.value, "no, yes")
    if setting.value == "yes":
        return draft
    left = [each for each in draft.criteria if each not in found]
    if not left:
        raise UsageFault(said("no indicator is left"), said("leave one of them in"))
    headings = [*draft.left_out, *(each.column for each in found)]
    return replace(draft, parts=grouped(left), left_out=headings)


def _changed(each: Criterion, setting: Setting) -> Criterion:
    if setting.key == "direction":
        if setting.value not in ("up", "down"):
            raise _no_value(f"{setting.column}.direction", setting.value, "up, down")
        return each.turned() if setting.value == "down" else each.kept()
    number = read_number_column([setting.value], declared=NumberStyle("."))
    if number.faults or not number.values[0] > 0:
        raise _no_value(
            f"{setting.column}.{setting.key}", setting.value, said("a number above 0, such as 2.5")
        )
    value = float(number.values[0])
    return replace(each, points=value) if setting.key == "points" else replace(each, weight=value)


def _no_value(key: str, value: str, allowed: str) -> UsageFault:
    message = said('{key} cannot be "{value}"', key=key, value=value)
    return UsageFault(message, said("{label}: {names}", label=said("allowed"), names=allowed))
