"""One cell of a flat weighting file as the value that its place in the schema wants; whatever is unsure is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, get_origin

from dtiscore.methodology.checks.schema_walk import field_kinds, item_kinds
from dtiscore.methodology.documents.draft import Draft
from dtiscore.methodology.documents.marks import Mark, Path
from dtiscore.methodology.documents.scalars import (
    Scalar,
    ScalarRefused,
    Value,
    decimal_number,
    readable_text,
    whole_number,
)
from dtiscore.methodology.flat.keys import Slot, is_entry, pair_keys
from dtiscore.said import said

_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_COMMA = re.compile(r"[-+]?[0-9][0-9.\s]*,[0-9.,\s]*%?")
_GROUPED = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{2}0")
_TRUTH = {"true": True, "TRUE": True, "True": True, "false": False, "FALSE": False, "False": False}
"""Spreadsheets turn true and false into capitals when they save."""


@dataclass(frozen=True, slots=True)
class FlatCell:
    """The text of a cell with the path of its value and its place in the file."""

    text: str
    path: Path
    mark: Mark
    decimal: str = "."
    """The decimal mark of the file."""

    def part(self, text: str, *below: str | int) -> FlatCell:
        """A part of the text, whose path goes on below."""
        return replace(self, text=text, path=(*self.path, *below))


def cell_value(cell: FlatCell, slot: Slot, draft: Draft) -> Value:
    """The value of a cell that is not empty; faults and the places of all values go to ``draft``.

    A list stands in one cell with ``;`` between its items, the rows of a table as ``4=20; 3=15``.
    """
    draft.enter(cell.path, cell.mark)
    if any(get_origin(kind) is tuple for kind in slot.kinds):
        return _listed(cell, slot.kinds, draft)
    return draft.scalar(_reader(slot.kinds, cell.decimal), cell.text, cell.path, cell.mark)


def _listed(cell: FlatCell, kinds: tuple[Any, ...], draft: Draft) -> list[Value]:
    pair = pair_keys(kinds)
    texts = [text.strip() for text in cell.text.rstrip("; ").split(";")]
    items = [cell.part(text, i) for i, text in enumerate(texts)]
    for item in items:
        draft.enter(item.path, item.mark)
    if pair is not None:
        return [_paired(item, pair, kinds, draft) for item in items]
    read = _reader(tuple(kind for found in kinds for kind in item_kinds(found)), cell.decimal)
    return [draft.scalar(read, item.text, item.path, item.mark) for item in items]


def _paired(item: FlatCell, keys: tuple[str, str], kinds: tuple[Any, ...], draft: Draft) -> Value:
    """The small mapping that ``first=second`` writes; the last equals sign parts the two."""
    first, sign, second = item.text.rpartition("=")
    texts = (first.strip(), second.strip()) if sign else (item.text,)
    models = [kind for found in kinds for kind in item_kinds(found) if is_entry(kind)]
    if not sign and all(model.model_fields[keys[1]].is_required() for model in models):
        message = said(
            '"{text}" does not say both {first} and {second}', text=item.text, first=keys[0], second=keys[1]
        )
        fix = said("write {first}={second}, and ; between two of them", first=keys[0], second=keys[1])
        draft.fault("not-a-pair", message, item.mark, item.path, raw=item.text, fix=fix)
        return item.text
    result: dict[str, Value] = {}
    for key, text in zip(keys, texts, strict=False):
        part = item.part(text, key)
        wanted = tuple(kind for model in models for kind in field_kinds(model)[key])
        result[key] = cell_value(part, Slot(part.path, wanted), draft)
    return result


def _reader(kinds: tuple[Any, ...], decimal: str) -> Callable[[str], Scalar]:
    """What reads a text where these types are wanted; a text that fits none stays text, for the schema to judge."""

    def read(text: str) -> Scalar:
        if bool in kinds and text in _TRUTH:
            return _TRUTH[text]
        return _number(text, decimal) if float in kinds or int in kinds else readable_text(text)

    return read


def _number(text: str, decimal: str) -> Scalar:
    """The number of a cell that should hold one, with the decimal mark of its file, or its text when it is none.

    Raises:
        ScalarRefused: it is a number in a notation that could be read in two ways, or cannot be kept.
    """
    if decimal == ",":  # so that there is no number with a point
        text = text.replace(",", ".")
    if _GROUPED.fullmatch(text):
        apart, together = text.rstrip("0").rstrip(".").replace(".", decimal), text.replace(".", "")
        message = said(
            "this may be {together} with its thousands grouped, or {apart} with three decimals",
            together=together,
            apart=apart,
        )
        raise ScalarRefused(
            "ambiguous-number", message, said("write {together} or {apart}", together=together, apart=apart)
        )
    if _COMMA.fullmatch(text):
        message = said("a number in a weighting file has a decimal point, not a comma")
        raise ScalarRefused("decimal-comma", message, said("write 0.5 for 0,5 and 1000 for 1,000"))
    if _WHOLE.fullmatch(text):
        return whole_number(text)
    return decimal_number(text) if _DECIMAL.fullmatch(text) else readable_text(text)
