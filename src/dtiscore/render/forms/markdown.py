"""Columns as a Markdown table in which data cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from dtiscore.render.drawing.folding import padded, width_of
from dtiscore.render.drawing.plain import is_number
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


class MarkdownColumn(NamedTuple):
    """A column of a table in Markdown."""

    heading: str
    cells: Sequence[str]
    right: bool = False
    """Whether its content stands on the right."""


def markdown_table(columns: Sequence[MarkdownColumn], language: str | None = None) -> str:
    """Columns as a table in GitHub's Markdown, in a language, aligned for readers of the source as well."""
    headings = [_cell(column.heading, language) for column in columns]
    cells = [[_cell(text, language) for text in column.cells] for column in columns]
    right = [column.right for column in columns]
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


def _cell(text: str, language: str | None) -> str:
    """A cell that stays a text where the table, once shown, is pasted into a spreadsheet."""
    text = spoken(text, language)
    runs = not is_number(text) and _FORMULA.match(visible(text))
    return escaped(f"'{text}" if runs else text)


def _line(texts: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    cells = [padded(text, width, right=r) for text, width, r in zip(texts, widths, right, strict=True)]
    return f"| {' | '.join(cells)} |\n"
