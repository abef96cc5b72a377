"""How to write what a person has nearly written: a single value for a mapping, a mapping for a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dtiscore.methodology.documents.document import Document
from dtiscore.methodology.documents.marks import Path
from dtiscore.methodology.rules import RULES
from dtiscore.said import Said, said

_QUOTE = said("write the whole text in quotes: within braces an unquoted comma ends it")


def way_out(code: str, path: Path, value: object, document: Document) -> Said | None:
    """What to do about a value of the wrong type, by the code of the problem, where the value shows what was meant."""
    if code == "not-text" and value is None:
        return _QUOTE if " " in str(path[-1]) else said("write its text, or remove the key")
    if code == "not-a-mapping":
        return _as_a_mapping(path[-1], value)
    if code == "not-a-list" and isinstance(value, Mapping):
        return _as_a_list(document, path, value)
    if code == "not-a-list" and path[-1] == "then" and isinstance(value, str) and value in RULES:
        return said("write [{{kind: {kind}}}]", kind=value)
    return None


def _as_a_mapping(key: str | int, value: object) -> Said | None:
    """How keys and values say what a single value or a list was to say."""
    if isinstance(value, str) and value in RULES:
        return said("write {{kind: {kind}}}", kind=value)
    if key == "rule" and isinstance(value, tuple):
        return said("keep the first rule here, and list those that follow it under then")
    if key == "round" and isinstance(value, int):
        return said("write {{decimals: {n}}}", n=value)
    if key in ("title", "name", "note"):
        return said("write a text, or one for each language: {{en: …}}")
    return None


def _as_a_list(document: Document, path: Path, value: Mapping[Any, Any]) -> Said:
    """How the one entry of a list becomes an item of it, by how it is written."""
    if document.source.casefold().endswith(".toml"):
        above = ("tool", "dtiscore") if document.source.endswith("pyproject.toml") else ()
        name = ".".join([*above, *(key for key in path if not isinstance(key, int))])
        return said("head it [[{name}]], or write [ before it and ] after it within a line", name=name)
    first = document.place((*path, next(iter(value)))).line if value else None
    if first is not None and first != document.place(path).line:
        return said('write "- " before its first key, and set the others in as far as that one')
    return said("write [ before it and ] after it")
