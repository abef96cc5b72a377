"""What must be true of the raw columns that a file describes: once each, with room for a value, and with a part in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dtiscore.methodology.base import fold
from dtiscore.methodology.checks.plain_node import Fault, PlainNode, mappings
from dtiscore.methodology.checks.sound import sound
from dtiscore.methodology.documents.marks import Path
from dtiscore.methodology.rules import RULES
from dtiscore.said import said
from dtiscore.suggestions import Suggestions


def column_faults(data: Mapping[str, Any], root: PlainNode, suggestions: Suggestions) -> Iterator[Fault]:
    """Every fault of what is said of raw columns."""
    yield from _each(data)
    yield from _that_nothing_reads(data, root, suggestions)


def _each(data: Mapping[str, Any]) -> Iterator[Fault]:
    """A heading is described once, and its limits leave room for a value."""
    first: dict[str, Path] = {}
    for i, column in mappings(data.get("columns")):
        header, path = column.get("header"), ("columns", i, "header")
        if isinstance(header, str) and header in first:
            message = said('the column "{header}" is described twice', header=header)
            yield Fault(path, "duplicate-column", message, said("keep one"), first=first[header])
        elif isinstance(header, str):
            first[header] = path
        low, high = column.get("min"), column.get("max")
        if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
            message = said(
                "min {low:g} lies above max {high:g}, so that no value would do", low=low, high=high
            )
            yield Fault(("columns", i, "min"), "out-of-range", message, said("exchange or correct them"))


def _that_nothing_reads(
    data: Mapping[str, Any], root: PlainNode, suggestions: Suggestions
) -> Iterator[Fault]:
    """What is said of a column that nothing reads, such as its limits, would count for nothing."""
    read = _read(data, root)
    if read is None:
        return
    known = {fold(header): header for header in sorted(read)}
    for i, column in mappings(data.get("columns")):
        header = column.get("header")
        if isinstance(header, str) and fold(header) not in known:
            message = said('nothing reads the column "{column}"', column=header)
            fix = suggestions.did_you_mean(header, list(known.values())) or said(
                "take it out, or name a column that is read"
            )
            yield Fault(("columns", i, "header"), "unknown-column", message, fix)


def indicator_columns(root: PlainNode) -> tuple[set[str], set[str]] | None:
    """The columns of numbers and of texts that indicators read; ``None`` where some rule is not a sound one."""
    numbers: set[str] = set()
    texts: set[str] = set()
    for node in root.walk():
        column = node.data.get("column", None if node.children else node.data.get("code"))
        if node.data.get("rule") is None or not isinstance(column, str):
            continue
        rule = sound(RULES, node.data["rule"])
        if rule is None:
            return None
        texts |= set(rule.texts(column))
        numbers |= set(rule.inputs(column)) - set(rule.texts(column))
    return numbers, texts


def _read(data: Mapping[str, Any], root: PlainNode) -> set[str] | None:
    """Every heading that has a part in the edition; ``None`` while a rule or a step is not a sound one."""
    columns = indicator_columns(root)
    if columns is None:
        return None
    headings: set[str] = {*root.codes, *columns[0], *columns[1]}
    if data.get("prepare"):
        from dtiscore.methodology.preparation import STEPS

        for _, plain in mappings(data["prepare"]):
            step = sound(STEPS, plain, "step")
            if step is None:
                return None
            headings |= {*step.reads, *step.labels, *step.makes}
    views = [view.get("code") for _, view in mappings(data.get("views"))]
    grouped = [one.get(key) for _, one in mappings(data.get("summaries")) for key in ("by", "weight")]
    layout = data.get("layout")
    told_by = layout.values() if isinstance(layout, Mapping) else ()
    return headings | {heading for heading in (*views, *grouped, *told_by) if isinstance(heading, str)}
