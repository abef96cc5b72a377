"""Reads a weighting file from a text in one of the four languages, as the file layer does."""

from __future__ import annotations

from typing import cast

from dtiscore.methodology import Methodology
from dtiscore.methodology.documents.document import Syntax, parse_document
from dtiscore.methodology.flat.document import read_flat
from dtiscore.methodology.parsing import parse_methodology
from dtiscore.methodology.writing.edition import TextSyntax

SYNTAXES: tuple[TextSyntax, ...] = ("yaml", "toml", "json", "csv")


def read_weights(text: str, syntax: str) -> Methodology:
    """The methodology in a text; raises ``InvalidMethodology`` for whatever is wrong with it, and ``UsageFault`` for a table."""
    if syntax == "csv":
        return parse_methodology(read_flat(text, "w.csv"))
    return parse_methodology(parse_document(text, cast("Syntax", syntax), f"w.{syntax}"))
