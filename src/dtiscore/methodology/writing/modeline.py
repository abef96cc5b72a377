"""What begins a file that is written for people: by it their editor finds the schema that completes and checks it."""

from __future__ import annotations

from typing import Literal

SchemaName = Literal["weighting-file", "project"]


def modeline(schema: SchemaName, syntax: str) -> str:
    """A comment that names a schema beside the file, as ``dtiscore schema NAME -o NAME.schema.json`` writes it.

    Nothing but a file beside it means the same on every machine, without a network. JSON has no comments and takes a
    key, CSV has none either.
    """
    starts = {"yaml": "# yaml-language-server: $schema=", "toml": "#:schema ./"}
    return f"{starts[syntax]}{schema_file(schema)}\n" if syntax in starts else ""


def schema_file(schema: SchemaName) -> str:
    """The name of the file that a schema is expected in."""
    return f"{schema}.schema.json"
