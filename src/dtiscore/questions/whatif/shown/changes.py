"""What was changed, one sentence each: cells with their places, then what the edition says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from dtiscore.methodology.documents.scalars import Value
from dtiscore.methodology.writing.yaml_text import flow_text
from dtiscore.questions.weights.diff.answer import Change
from dtiscore.questions.whatif.answer import WhatIf
from dtiscore.render.drawing import figures
from dtiscore.render.names import coded_name, name_of
from dtiscore.said import Figure, said, said_in
from dtiscore.visible import visible

MOST_CHANGES = 12
"""How many differences between two editions are told one by one."""

_DECIMALS = 6
"""Of a weight on the screen; files have all its digits."""

_KEYS = {"weight": said("weight"), "weights": said("weights"), "points": said_in("of a node", "points")}
"""Keys of a weighting file for which people have a word."""


def changes_told(found: WhatIf) -> Iterator[str]:
    """Each change: cells with the place where they stand, then what the edition says otherwise."""
    for cell in found.cells:
        yield said(
            "{unit}, {column}: {was} → {now} ({place})",
            unit=name_of(cell.name),
            column=visible(cell.place.header or ""),
            was=_cell(cell.was),
            now=_cell(cell.now),
            place=visible(str(cell.place)),
        )
    diff = found.said_otherwise
    if diff is None:
        return
    if not diff.after.id.startswith(diff.before.id):
        before, after = visible(diff.before.id), visible(diff.after.id)
        yield said("the edition: {before} → {after}", before=before, after=after)
    told = [change for change in diff.changes if change.key != "out_of" or found.weights_as is None]
    for change in told[:MOST_CHANGES]:
        yield _change(found, change)
    if len(told) > MOST_CHANGES:
        yield said("and {n} more; dtiscore weights diff tells them all", n=len(told) - MOST_CHANGES)


def _cell(text: str) -> str:
    return visible(text.strip()) or said("nothing")


def _change(found: WhatIf, change: Change) -> str:
    edition = found.edition
    code = change.code or edition.id
    known = change.code is not None and (code in edition.nodes or code in edition.view)
    node = coded_name(edition, code) if known else visible(code)
    key = _KEYS.get(change.key) or visible(change.key) if change.key is not None else said("part")
    weight = change.key in ("weight", "points", "weights")
    was, now = (_value(value, weight=weight) for value in (change.before, change.after))
    return said("{node}, {key}: {was} → {now}", node=node, key=key, was=was, now=now)


def _value(value: Value, *, weight: bool) -> str:
    if value is None:
        return said("nothing")
    if weight and isinstance(value, float):
        return figures.brief(value, _DECIMALS)
    if isinstance(value, float):
        return Figure(flow_text(value))
    return visible(value if isinstance(value, str) else flow_text(value))
