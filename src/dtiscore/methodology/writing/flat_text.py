"""Plain data as a flat weighting file: one row for each setting, node and view, as :mod:`.flat` reads it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from dtiscore.errors import UsageFault
from dtiscore.methodology.checks.schema_walk import CHOOSERS
from dtiscore.methodology.documents.scalars import Value, hidden_characters
from dtiscore.methodology.flat.keys import pair_keys, slot
from dtiscore.methodology.flat.rows import SETTING
from dtiscore.methodology.model import Methodology
from dtiscore.methodology.node import Node, View
from dtiscore.said import said
from dtiscore.spreadsheet_formulas import defused, formulas
from dtiscore.visible import harmless, is_command

Row = dict[str, str]
"""The cells of a row by heading; headings that are absent are empty cells."""

_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_ROWS_OF_THEIR_OWN = ("index", "views")


@dataclass(frozen=True, slots=True)
class FlatForm:
    """The rows of a flat weighting file, whatever file they are written to."""

    headings: Sequence[str]
    settings: Sequence[tuple[str, str]]
    """The names of the settings, each with its value."""
    rows: Sequence[Row]
    """A row for each node, parents first, and for each view."""


def flat_form(data: Mapping[str, Value]) -> FlatForm:
    """The rows that say what plain data of a methodology say.

    Raises:
        UsageFault: the methodology says something for which a flat file has no place; the message names it.
    """
    rows = list(_node_rows(data["index"], ""))
    views = data.get("views")
    rows += [_row(view, View) for view in (views if isinstance(views, list) else ())]
    settings = [
        (f"{SETTING}{name}", text)
        for key, value in data.items()
        if key not in _ROWS_OF_THEIR_OWN
        for name, text in _cells(key, value, Methodology)
    ]
    return FlatForm(_headings(rows), settings, rows)


def flat_text(data: Mapping[str, Value]) -> str:
    """The whole weighting file as comma-separated text.

    Raises:
        UsageFault: as for :func:`flat_form`, or a text holds what acts where it is printed, or what the log of a build takes
            for a command.
    """
    form = flat_form(data)
    file = io.StringIO()
    formula = formulas(",")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([_guarded(heading, formula) for heading in form.headings])
    # What begins a name of a setting is the sign by which the row is known.
    writer.writerows(
        (SETTING + _guarded(name.removeprefix(SETTING), formula), _guarded(text, formula))
        for name, text in form.settings
    )
    writer.writerows(
        [_guarded(row.get(heading, ""), formula) for heading in form.headings] for row in form.rows
    )
    text = file.getvalue()
    way_out = said("write the edition as YAML, TOML or JSON")
    for line in text.split("\n"):
        # What no file may hold is refused where it is read back, with its place.
        if harmless(line) != line and not hidden_characters(line):
            message = said(
                "a flat file has no way to write the tabs and signs that nobody sees of {text}", text=line
            )
            raise UsageFault(message, way_out)
        if is_command(line):
            message = said(
                "a flat file has no way to write {text} so that no log takes it for a command", text=line
            )
            raise UsageFault(message, way_out)
    return text


def _guarded(text: str, formula: re.Pattern[str]) -> str:
    """The text of a cell, with a ``'`` before what a spreadsheet would take for a formula; a number runs nothing."""
    return text if _NUMBER.fullmatch(text) else defused(text, formula)


def _headings(rows: Sequence[Row]) -> list[str]:
    """Code and parent, then the other headings in the order of the schema."""
    order = {field.alias or name: i for i, (name, field) in enumerate(Node.model_fields.items())}
    found = dict.fromkeys(heading for row in rows for heading in row)
    others = [heading for heading in found if heading not in ("code", "parent")]
    return ["code", "parent", *sorted(others, key=lambda name: order.get(name.partition(".")[0], len(order)))]


def _node_rows(node: Value, parent: str) -> Iterator[Row]:
    """The row of a node and of everything below it, parents first."""
    assert isinstance(node, dict)
    row = _row({key: value for key, value in node.items() if key != "children"}, Node)
    yield {**row, "parent": parent}
    children = node.get("children")
    for child in children if isinstance(children, list) else ():
        yield from _node_rows(child, row["code"])


def _row(data: Value, model: type[BaseModel]) -> Row:
    assert isinstance(data, dict)
    return {name: text for key, value in data.items() for name, text in _cells(key, value, model)}


def _cells(name: str, value: Value, model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """The headings or settings that say a value, each with its cell."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _cells(name if key in CHOOSERS else f"{name}.{key}", inner, model)
        return
    groups = [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
    place = slot(model, name)
    if groups:
        pairs = _pairs(groups, place.kinds) if place is not None else None
        if pairs is not None:
            yield name, pairs
            return
        assert isinstance(value, list)
        for number, item in enumerate(value, 1):
            yield from _cells(f"{name}.{number}", item, model)
    elif isinstance(value, list) and place is None:  # texts in a list whose entries may name languages
        for number, item in enumerate(value, 1):
            yield from _cells(f"{name}.{number}", item, model)
    elif place is None:
        message = said('a flat file has no place for "{name}"', name=name)
        raise UsageFault(message, said("write the edition as YAML, TOML or JSON"))
    else:
        yield name, _text(value)


def _pairs(groups: Sequence[Mapping[str, Value]], kinds: tuple[Any, ...]) -> str | None:
    """A table of steps or options as ``4=20; 3=15``; ``None`` where an entry says more than two things."""
    keys = pair_keys(kinds)
    texts: list[str] = []
    for group in groups:
        if keys is None or tuple(group) not in (keys, keys[:1]):
            return None
        first, *second = map(_text, group.values())
        if "=" in first or ";" in first:
            return None
        texts.append("=".join([first, *second]))
    return "; ".join(texts)


def _text(value: Value) -> str:
    """A cell; the items of a list stand between semicolons."""
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    return value if isinstance(value, str) else json.dumps(value)
