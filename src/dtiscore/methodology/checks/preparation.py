"""What must be true of the steps of preparation together: columns that are there, in an order that can be gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dtiscore.methodology.checks.columns import indicator_columns
from dtiscore.methodology.checks.plain_node import Fault, PlainNode
from dtiscore.methodology.checks.sound import sound
from dtiscore.methodology.documents.marks import Path
from dtiscore.methodology.preparation import STEPS, ColumnStep, PanelStep, PreparationStep
from dtiscore.methodology.preparation.deriving import Derive
from dtiscore.methodology.preparation.imputing import ImputeFrom
from dtiscore.methodology.preparation.screening import Screen
from dtiscore.said import first_few, said
from dtiscore.suggestions import Suggestions


def preparation_faults(data: Mapping[str, Any], root: PlainNode, suggestions: Suggestions) -> Iterator[Fault]:
    """Every fault of the steps; none while a step or a rule is no sound one, which the schema tells."""
    plain = data.get("prepare")
    found = [sound(STEPS, step, "step") for step in plain] if isinstance(plain, list) else []
    columns = indicator_columns(root) if found else None
    steps = [step for step in found if step is not None]
    if columns is None or len(steps) < len(found):
        return
    numbers, texts = columns
    readable = dict.fromkeys(sorted(_readable(steps, numbers | texts)))
    yield from _derived(steps)
    yield from _too_early(steps, numbers)
    for position, step in enumerate(steps):
        if isinstance(step, ColumnStep | PanelStep | Screen):
            yield from _unknown(step, position, readable, suggestions)
        if not isinstance(step, Screen):
            yield from _of_texts(step, position, texts)


def _readable(steps: Sequence[PreparationStep], columns: set[str]) -> set[str]:
    """Every column of the table that has a part in the edition."""
    read = {header for step in steps for header in step.reads}
    made = {step.column for step in steps if isinstance(step, Derive | ImputeFrom)}
    return columns | read | made


def _named(step: PreparationStep) -> Iterator[tuple[str, str]]:
    """The columns that a step reads or changes, each with the key that names it."""
    if isinstance(step, Derive):
        yield from (("formula", header) for header in step.parsed.names)
        yield from (("weight", header) for header in (step.weight,) if header is not None)
    elif isinstance(step, ImputeFrom):
        yield from (("column", step.column), ("other", step.other))
    else:
        assert isinstance(step, ColumnStep | PanelStep | Screen)
        yield from (("columns", header) for header in step.columns or ())
        yield from (("leave", header) for header in _left(step))


def _left(step: PreparationStep) -> tuple[str, ...]:
    return step.leave if isinstance(step, ColumnStep) else ()


def _derived(steps: Sequence[PreparationStep]) -> Iterator[Fault]:
    """A column is derived once, from others, before any step needs it; to leave one alone needs nothing."""
    made = {step.column: at for at, step in reversed(list(enumerate(steps))) if isinstance(step, Derive)}
    for position, step in enumerate(steps):
        path: Path = ("prepare", position)
        if isinstance(step, Derive) and made[step.column] < position:
            message = said('the column "{column}" is derived twice', column=step.column)
            fix = said("give one of them another name")
            first = ("prepare", made[step.column], "column")
            yield Fault((*path, "column"), "duplicate-column", message, fix, first=first)
        for key, header in _named(step):
            if made.get(header) == position:
                message = said('the column "{header}" is derived from itself', header=header)
                fix = said("give the derived column a name of its own, and let the indicator read that")
                yield Fault((*path, key), "derived-too-late", message, fix)
            elif made.get(header, 0) > position and key != "leave":
                message = said('the column "{header}" is derived only later', header=header)
                yield Fault((*path, key), "derived-too-late", message, said("put its step before this one"))


def _too_early(steps: Sequence[PreparationStep], numbers: set[str]) -> Iterator[Fault]:
    """A step about all that indicators read stands above one that derives some of them: it would leave these alone, in silence.

    Not where it reaches them by all the columns that they are derived from, which indicators read as well.
    """
    for position, step in enumerate(steps):
        if not step.is_about_all:
            continue
        later = {one.column: one for one in steps[position + 1 :] if isinstance(one, Derive)}
        reached = numbers - later.keys() - {*_left(step)}
        for derive in later.values():
            if reached.issuperset(derive.parsed.names):
                reached.add(derive.column)
        alone = sorted((numbers & later.keys()) - reached - {*_left(step)})
        if alone:
            message = said(
                "without columns, {step} is about all that indicators read, and would leave alone those derived only later: {columns}",
                step=step.step,
                columns=first_few(alone),
            )
            fix = said("put it below the steps that derive them, or name the columns that it is about")
            yield Fault(("prepare", position), "derived-too-late", message, fix)


def _unknown(
    step: PreparationStep, position: int, known: Mapping[str, None], suggestions: Suggestions
) -> Iterator[Fault]:
    """A step names no column that nobody knows: it would do nothing, in silence."""
    for key, header in _named(step):
        if header not in known:
            message = said(
                'no indicator and no step of preparation reads the column "{header}"', header=header
            )
            fix = suggestions.did_you_mean(header, known) or said(
                "take it out, or name a column that is read"
            )
            yield Fault(("prepare", position, key), "unknown-column", message, fix)


def _of_texts(step: PreparationStep, position: int, texts: set[str]) -> Iterator[Fault]:
    for key, header in _named(step):
        if header in texts:
            message = said(
                'the column "{header}" holds texts, and {step} is made for numbers',
                header=header,
                step=step.step,
            )
            fix = said("name a column of numbers; screen alone may count texts")
            yield Fault(("prepare", position, key), "mixed-column", message, fix)
