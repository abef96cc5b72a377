"""Texts that a spreadsheet would take for a formula, in a file whose cells are parted by a sign: guarded, and as they were."""

from __future__ import annotations

import re

_FORMULA = "[=+@＝＋－＠-]"
"""What begins a formula in some spreadsheet (OWASP ASVS 5.0, 1.2.10; CWE-1236), full-width forms included; tabs and
line ends do so too: who writes a file writes them as escapes, or not at all."""
_PARTS_CELLS = ",;\t"
"""What parts cells in the spreadsheets of some language: one that parts at another sign than the file does, quotes or
none, would find a formula in the middle of a text."""


def formulas(delimiter: str, *, guard: str = "") -> re.Pattern[str]:
    """Finds in a text the places before what a spreadsheet would take for a formula, where the ``guard`` stands.

    A ``'`` that was in the text goes before the place, so that what is written can be told from what was there.
    """
    return re.compile(f"((?:^|[{_PARTS_CELLS.replace(delimiter, '')}])'*){guard}({_FORMULA})")


def defused(text: str, formula: re.Pattern[str]) -> str:
    """The text with a ``'`` before each place that ``formula``, of :func:`formulas`, finds."""
    return formula.sub(r"\1'\2", text)


def undefused(text: str, *, delimiter: str = ",") -> str:
    """The text of which :func:`defused` made this one: without the ``'`` before what would be taken for a formula."""
    return formulas(delimiter, guard="'").sub(r"\1\2", text) if "'" in text else text
