"""Columns as a Markdown table in which data cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from dtiscore.render.drawing.folding import padded, width_of
from dtiscore.render.drawing.plain import is_number, plain
from dtiscore.said import spoken
from dtiscore.visible import visible

_MARKUP = re.compile(r"[\\`*\[\]<>|~]|(?<![^\W_])_|_(?![^\W_])|&(?=[\w#])")
"""What Markdown would act on; a single underscore within a word, as names of columns have it, is none of that."""
_FORMULA = re.compile(r"[=+@＝＋－＠-].*([^\W\d_]|[(|!])", re.DOTALL)
"""A text that a spreadsheet would run, which names something; signs and numbers alone are ours, such as "=" for no move."""
_HTML = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def escaped(text: str) -> str:
    """A text that Markdown shows as it stands: one line, no markup, no HTML, no link that names itself."""
    safe = _MARKUP.sub(lambda found: _HTML.get(found[0], f"\\{found[0]}"), visible(text))
    # A bare address would become a link; a character reference in it shows the same and links nothing.
    return re.sub(
        r"(?i)(https?|ftp)(:)(?=//)|(www)(\.)", lambda m: f"{m[1] or m[3]}&#{ord(m[2] or m[4])};", safe
    )


def to_markdown(columns: Mapping[str, Sequence[Any]]) -> str:
    """Columns as a table in GitHub's Markdown, aligned for readers of the source as well.

    Texts are taken as they are to be read, so numbers had better come with the decimals they are to have; other
    numbers stand in full precision, ``None`` is an empty cell. A column in which all is a number stands on the right.
    """
    return markdown_table(list(columns.items()))


def markdown_table(columns: Sequence[tuple[str, Sequence[Any]]], language: str | None = None) -> str:
    """The same of columns with their headings, of which several may be alike, in a language."""
    headings = [_cell(heading, language) for heading, _ in columns]
    cells = [[_cell(value, language) for value in values] for _, values in columns]
    right = [bool(values) and all(map(is_number, values)) for _, values in columns]
    widths = [
        max(3, *map(width_of, (heading, *texts))) for heading, texts in zip(headings, cells, strict=True)
    ]
    rule = [
        "-" * (width - 1) + ":" if to_right else "-" * width
        for width, to_right in zip(widths, right, strict=True)
    ]
    lines = [headings, rule, *map(list, zip(*cells, strict=True))]
    return "".join(_line(line, widths, right) for line in lines)


def shortened(markdown: str, most: int) -> str:
    """Markdown whose tables have no more than ``most`` rows, with how many are left out below each that had more."""
    found: list[str] = []
    for are_of_a_table, run in groupby(markdown.split("\n"), lambda line: line.startswith("|")):
        lines = list(run)
        left_out = len(lines) - 2 - most  # the headings and the rule below them are no rows
        if are_of_a_table and left_out > 0:
            lines[-left_out:] = ["", f"… {left_out}"]
        found += lines
    return "\n".join(found)


def _cell(value: Any, language: str | None) -> str:
    """A cell that stays a text where the table, once shown, is pasted into a spreadsheet."""
    text = spoken(value, language) if isinstance(value, str) else plain(value)
    runs = not is_number(value) and _FORMULA.match(visible(text))
    return escaped(f"'{text}" if runs else text)


def _line(texts: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    cells = [padded(text, width, right=r) for text, width, r in zip(texts, widths, right, strict=True)]
    return f"| {' | '.join(cells)} |\n"
