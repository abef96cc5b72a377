"""Web pages: whole, static, in a language, and text of the data is text."""

from __future__ import annotations

import html
import re

import pytest

from dtiscore.render.forms.markdown import MarkdownColumn, escaped, markdown_table
from dtiscore.render.forms.web_page import to_fragment, to_page


def body(page: str) -> str:
    """What stands in the page, from its title on."""
    return page[page.index("<main>\n") + 7 : page.index("</main>")]


def test_a_title_a_table_and_notes() -> None:
    markdown = (
        "### DTI · 2022\n\n"
        + markdown_table([MarkdownColumn("#", ["1"], right=True), MarkdownColumn("Unit", ["Huế"])])
        + "\nMean 0.5.\n"
    )
    page = to_page(markdown, title="ranking", language="vi")
    assert page.startswith('<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">')
    assert "<title>DTI · 2022</title>" in page
    assert body(page) == (
        "<h1>DTI · 2022</h1>\n<table>\n<thead>\n<tr>\n"
        '<th style="text-align:right" scope="col">#</th>\n<th scope="col">Unit</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
        '<td style="text-align:right">1</td>\n<td>Huế</td>\n</tr>\n</tbody>\n</table>\n<p>Mean 0.5.</p>\n'
    )
    assert page.endswith("</body>\n</html>\n")


def test_a_part_of_another_page_keeps_below_its_headings() -> None:
    assert (
        to_fragment("### A <x>\n\nsaid\n")
        == '<div style="font-size:90%"><h3>A &lt;x&gt;</h3>\n<p>said</p>\n</div>'
    )


def test_a_table_alone_gets_a_title() -> None:
    page = to_page(markdown_table([MarkdownColumn("a", ["1"])]), title="units <x>")
    assert body(page).startswith("<h1>units &lt;x&gt;</h1>\n<table>")
    assert "<title>units &lt;x&gt;</title>" in page
    assert '<html lang="en">' in page


def test_what_our_pages_are_made_of() -> None:
    markdown = "### A\n\n#### B\n\n- one\n- two\n\n1. **C**\\\n   more\n\nTry:\n\n    code <x>\n\n```sh\nrun '<y>'\n```\n"
    drawn = body(to_page(markdown, title="x"))
    assert re.findall(r"<(\w+)", drawn) == [
        "h1", "h2", "ul", "li", "li", "ol", "li", "strong", "br", "p", "pre", "code", "pre", "code",
    ]  # fmt: skip
    assert "code &lt;x&gt;" in drawn
    assert "run '&lt;y&gt;'" in drawn


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](http://evil.example/p.png)",
        "http://evil.example",
        "<http://evil.example>",
        "&lt;b&gt; &amp; &#106;",
        "a | b \\| c\\",
        "**x** _y_ `z` ~~w~~",
        "\"'><img src=x onerror=alert(1)>",
    ],
)
def test_a_text_of_the_data_is_a_text(text: str) -> None:
    markdown = f"### {escaped(text)}\n\n{markdown_table([MarkdownColumn('unit', [text])])}\n{escaped(text)}\n"
    page = to_page(markdown, title="x", about={text: text})
    drawn = body(page)
    assert re.findall(r"<(\w+)", drawn) == ["h1", "table", "thead", "tr", "th", "tbody", "tr", "td", "p"]
    assert html.unescape(re.sub(r"<[^>]*>", "", drawn)).split("\n").count(text) == 3
    assert f"<title>{html.escape(text)}</title>" in page
    assert f'<th scope="row">{html.escape(text)}</th><td>{html.escape(text)}</td>' in page


def test_where_it_comes_from_is_folded_up_below() -> None:
    page = to_page("### A\n", title="x", about={"provenance.data.rows": 63, "none": None}, language="vi")
    assert '<tr><th scope="row">provenance.data.rows</th><td>63</td></tr>' in page
    assert '<tr><th scope="row">none</th><td></td></tr>' in page
    assert "<summary>Nguồn gốc của kết quả này</summary>" in page
    assert "<details>" not in to_page("### A\n", title="x")


def test_nothing_runs_and_nothing_is_fetched() -> None:
    page = to_page("### A\n", title="x", about={"a": 1})
    assert "default-src 'none'" in page
    assert not re.search(r"<script|src=|href=|@import|url\(", page)
