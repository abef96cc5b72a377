"""Where the value of a cell goes: a path through mappings and numbered lists that grow on the way."""

from __future__ import annotations

from dtiscore.methodology.documents.draft import Draft
from dtiscore.methodology.documents.marks import Path
from dtiscore.methodology.documents.scalars import Value
from dtiscore.methodology.flat.cells import FlatCell, cell_value
from dtiscore.methodology.flat.keys import Slot
from dtiscore.said import said


def put(data: dict[str, Value], slot: Slot, cell: FlatCell, name: str, draft: Draft) -> None:
    """Put the value of a cell into ``data``, or note why it has no place there.

    Args:
        data: what the path of the slot starts from.
        slot: the place of the value in the schema.
        cell: the cell, whose path ends with that of the slot.
        name: what the cell's heading or setting is called.
        draft: receives the places and the faults.
    """
    start = cell.path[: len(cell.path) - len(slot.path)]
    holder: Value = data
    for depth, step in enumerate(slot.path[:-1], 1):
        fresh: Value = [] if isinstance(slot.path[depth], int) else {}
        inner = _inner(holder, step, fresh)
        if inner is fresh:
            draft.enter((*start, *slot.path[:depth]), cell.mark)
        holder = inner
    last = slot.path[-1]
    if _has(holder, last):
        _note_twice(cell, start + slot.path, name, draft)
    elif isinstance(holder, dict) and isinstance(last, str):
        holder[last] = cell_value(cell, slot, draft)
    elif isinstance(holder, list) and last == len(holder):
        holder.append(cell_value(cell, slot, draft))
    elif isinstance(holder, str):
        message = said('"{name}" is a part of what another cell says whole', name=name)
        draft.fault("said-twice", message, cell.mark, cell.path, raw=cell.text, fix=said("keep one of them"))
    else:
        fix = said("number the entries 1, 2, 3 … in the order of the rows")
        draft.fault(
            "not-in-sequence",
            said('an entry before "{name}" is missing', name=name),
            cell.mark,
            cell.path,
            fix=fix,
        )


def _inner(holder: Value, step: str | int, fresh: Value) -> Value:
    """What stands at a step, put there first where nothing does; ``None`` where nothing can."""
    if isinstance(holder, dict) and isinstance(step, str):
        return holder.setdefault(step, fresh)
    if isinstance(holder, list) and isinstance(step, int) and step <= len(holder):
        if step == len(holder):
            holder.append(fresh)
        return holder[step]
    return holder if isinstance(holder, str) else None


def _has(holder: Value, step: str | int) -> bool:
    if isinstance(holder, list):
        return isinstance(step, int) and step < len(holder)
    return isinstance(holder, dict) and step in holder


def _note_twice(cell: FlatCell, path: Path, name: str, draft: Draft) -> None:
    first = draft.marks.get(path, cell.mark)
    where = said("lines {first} and {second}", first=first.line, second=cell.mark.line)
    if first.line == cell.mark.line:
        where = said("columns {left} and {right}", left=first.column, right=cell.mark.column)
    message = said('what "{name}" means is said twice, in {where}', name=name, where=where)
    draft.fault("said-twice", message, cell.mark, path, raw=cell.text, fix=said("keep one of them"))
