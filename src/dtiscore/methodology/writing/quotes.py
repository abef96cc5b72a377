"""Texts in the quotes of JSON, YAML and TOML, in which what would act on a terminal or in a log is an escape."""

from __future__ import annotations

import json

from dtiscore.visible import with_escapes


def in_quotes(text: str) -> str:
    """A text in double quotes as YAML and TOML read it."""
    return with_escapes(json.dumps(text, ensure_ascii=False), _by_number)


def json_lines(text: str) -> str:
    """JSON text of one or more lines; what acts can stand in its strings only, where the escape means the same."""
    return "\n".join(with_escapes(line, _as_json) for line in text.split("\n"))


def _by_number(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _as_json(character: str) -> str:
    return json.dumps(character)[1:-1] if ord(character) > 0x7F else _by_number(character)
