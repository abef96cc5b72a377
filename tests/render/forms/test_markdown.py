"""Markdown tables: aligned, and data in them is text."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from dtiscore.render.forms.markdown import MarkdownColumn, escaped, markdown_table, shortened


def test_an_aligned_table() -> None:
    columns = [
        MarkdownColumn("#", ["1", "10"], right=True),
        MarkdownColumn("Unit", ["Huế", "Cần Thơ"]),
        MarkdownColumn("DTI", ["0.5000", "0.4*"], right=True),
    ]
    assert markdown_table(columns) == (
        "|   # | Unit    |    DTI |\n"
        "| --: | ------- | -----: |\n"
        "|   1 | Huế     | 0.5000 |\n"
        "|  10 | Cần Thơ |  0.4\\* |\n"
    )


def test_long_tables_are_cut_and_nothing_else() -> None:
    short, long = (markdown_table([MarkdownColumn("a", list("1234")[:rows])]) for rows in (2, 4))
    assert shortened(f"### A\n\n{short}\nsaid\n\n{long}", 2) == f"### A\n\n{short}\nsaid\n\n{short}\n… 2\n"
    assert shortened(f"{long}\nsaid\n", 4) == f"{long}\nsaid\n"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a|b", "a\\|b"),
        ("*a* _b_ nhan_thuc_so", "\\*a\\* \\_b\\_ nhan_thuc_so"),
        ("{0.__class__} a__b", "{0.\\_\\_class\\_\\_} a\\_\\_b"),
        ("[x](y)", "\\[x\\](y)"),
        ("<script>", "&lt;script&gt;"),
        ("&lt;", "&amp;lt;"),
        ("R & D", "R & D"),
        ("`a`\\", "\\`a\\`\\\\"),
        ("http://a.b", "http&#58;//a.b"),
        ("a\nb", "a\\\\nb"),
    ],
)
def test_markup_in_data_is_text(text: str, safe: str) -> None:
    assert escaped(text) == safe


def test_a_hostile_name_stays_in_its_cell(hostile: str, has_acting_character: Callable[[str], bool]) -> None:
    text = markdown_table([MarkdownColumn("name", [hostile])])
    assert not has_acting_character(text)
    assert "<" not in text
    assert all(len(re.findall(r"(?<!\\)\|", line)) == 2 for line in text.splitlines())
