"""Plain data as the YAML that a person would have written: blocks for what is large, one line for what is small."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from dtiscore.methodology.documents.plain_scalar import plain_scalar
from dtiscore.methodology.documents.scalars import Scalar, ScalarRefused, Value
from dtiscore.methodology.writing.plain_data import PARAGRAPHS
from dtiscore.methodology.writing.quotes import in_quotes

WIDTH = 110
"""The longest line in which a group of keys stands in braces."""

ROW_WIDTH = 180
"""The longest line of an entry of a list: leaves of the tree read like the rows of a table."""

_SIGNS_AT_START = frozenset("-?:,[]{}#&*!|>'\"%@`=<~")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
_KEY_THAT_STAYS_TEXT = "on"
"""The one word of YAML 1.1 that the strict reader takes for a key as it stands."""


def yaml_text(data: Mapping[str, Value]) -> str:
    """The whole weighting file, in paragraphs."""
    below = {key for paragraph in PARAGRAPHS for key in paragraph}
    paragraphs = [tuple(key for key in data if key not in below), *PARAGRAPHS]
    texts = ["\n".join(_block({key: data[key] for key in keys if key in data}, "")) for keys in paragraphs]
    return "\n\n".join(text for text in texts if text) + "\n"


def flow_text(value: Value) -> str:
    """A value on one line, in braces and brackets where it is a group or a list."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {flow_text(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow_text, value)) + "]"
    return _scalar(value, in_flow=True)


def _block(data: Mapping[str, Value], indent: str) -> Iterator[str]:
    """The lines of a group of keys, each at ``indent``."""
    for key, value in data.items():
        start = f"{indent}{_key(key)}:"
        if not isinstance(value, dict | list):
            yield f"{start} {_scalar(value)}"
        elif _on_one_line(value) and len(line := f"{start} {flow_text(value)}") <= WIDTH:
            yield line
        else:
            yield start
            yield from (
                _items(value, f"{indent}  ") if isinstance(value, list) else _block(value, f"{indent}  ")
            )


def _items(items: list[Value], indent: str) -> Iterator[str]:
    """The lines of a list, an entry after the other."""
    for item in items:
        line = f"{indent}- {_scalar(item) if not isinstance(item, dict | list) else flow_text(item)}"
        if not isinstance(item, dict) or ("children" not in item and len(line) <= ROW_WIDTH):
            yield line
            continue
        first, *rest = _block(item, f"{indent}  ")
        yield f"{indent}- {first.removeprefix(f'{indent}  ')}"
        yield from rest


def _on_one_line(value: dict[str, Value] | list[Value]) -> bool:
    """Whether a group or list may stand on the line of its key: not a list of groups, nor a node with children."""
    if isinstance(value, list):
        return not any(isinstance(item, dict) for item in value)
    return "children" not in value


def _key(key: str) -> str:
    return key if key == _KEY_THAT_STAYS_TEXT else _scalar(key, in_flow=True)


def _scalar(value: Scalar | Value, *, in_flow: bool = False) -> str:
    if isinstance(value, str):
        return value if _stands_alone(value, in_flow=in_flow) else in_quotes(value)
    if isinstance(value, float):
        mantissa, exponent, power = repr(value).partition("e")
        return f"{mantissa}.0{exponent}{power}" if exponent and "." not in mantissa else repr(value)
    return json.dumps(value)


def _stands_alone(text: str, *, in_flow: bool) -> bool:
    """Whether a text is read as itself without quotes, by this reader and by any other of YAML."""
    if not text or text != text.strip() or text[0] in _SIGNS_AT_START or in_quotes(text) != f'"{text}"':
        return False
    if ": " in text or " #" in text or text.endswith(":") or _DAY.fullmatch(text):
        return False
    if in_flow and any(sign in text for sign in ",[]{}:"):
        return False
    try:
        return plain_scalar(text) == text
    except ScalarRefused:
        return False
