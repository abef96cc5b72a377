"""A result as one static web page that needs nothing else: no script, no outside source, everything escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dtiscore.render.drawing.plain import plain
from dtiscore.render.forms.about import told_beside
from dtiscore.said import Figure, said, said_in, spoken
from dtiscore.visible import visible

if TYPE_CHECKING:
    from markdown_it.token import Token

    from dtiscore.render.forms.form import Setting
    from dtiscore.render.page import Shown

_RULES = ("table", "code", "fence", "list", "heading", "escape", "entity", "newline", "emphasis")
"""What of Markdown our pages use. Links, pictures and HTML are not among it: data could never bring them in."""

_TAGS = {"h3": "h1", "h4": "h2"}
"""On a page of its own a result's title is the title of the page."""

_STYLE = """\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; }
h2 { font-size: 1.15rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; overflow-wrap: normal; font-variant-numeric: tabular-nums; }
th, td { padding: .15rem .6rem; text-align: left; vertical-align: top; }
th { border-bottom: 1px solid rgba(128, 128, 128, .6); }
tr + tr td { border-top: 1px solid rgba(128, 128, 128, .2); }
details { opacity: .8; font-size: 90%; }
"""
"""Colours are the reader's own; half-transparent grey stands on light and on dark."""


_LISTS: Mapping[str, str] = {
    kind: kind
    for kind in (
        said_in("what a list holds", "editions"),
        said_in("what a list holds", "matches"),
        said_in("what a list holds", "problems"),
        said_in("what a list holds", "restated"),
        said_in("what a list holds", "template"),
        said_in("what a list holds", "units"),
    )
}
"""What stands above a list, which has no heading of its own, by the name of its schema."""


def draw(shown: Shown, setting: Setting) -> str:
    """The page of an answer, and below it where it comes from."""
    about, kind = told_beside(setting.payload(shown))
    title = spoken(_LISTS.get(kind, kind), setting.language)
    return to_page(shown.markdown(setting.language), title=title, about=about, language=setting.language)


def to_page(
    markdown: str, *, title: str, about: Mapping[str, Any] | None = None, language: str | None = None
) -> str:
    """A whole page in HTML.

    Args:
        markdown: a result as Markdown that our own functions wrote, in which data is escaped.
        title: the title of the page where the result has no heading.
        about: what is told below the result, folded up.
        language: the language of the page; English unless given.
    """
    body, head = _drawn(markdown)
    heading = "" if head else f"<h1>{_escaped(title)}</h1>\n"
    return (
        f'<!doctype html>\n<html lang="{escape(language or "en")}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # Should anything slip through after all, the reader's browser is told to load and run nothing.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_escaped(head or title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"{heading}{body}</main>\n{_about(about or {}, language)}</body>\n</html>\n"
    )


def to_fragment(markdown: str) -> str:
    """A result as a part of another page, such as a notebook, in its style and below its headings."""
    body, _ = _drawn(markdown, tags={})
    return f'<div style="font-size:90%">{body}</div>'


def _drawn(markdown: str, tags: Mapping[str, str] = _TAGS) -> tuple[str, str]:
    """The Markdown as HTML with other tags for some, and the text of its first heading, empty if there is none."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("zero", {"html": False}).enable(list(_RULES))
    tokens = reader.parse(markdown)
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type == "paragraph_open" and (tag := _folding(inline.content)) is not None:
            inline.type, inline.content, inline.children = "html_block", f"{tag}\n", None
            opening.hidden = closing.hidden = True
    for token in tokens:
        token.tag = tags.get(token.tag, token.tag)
        if token.type == "th_open":
            token.attrSet("scope", "col")
    return reader.renderer.render(tokens, reader.options, {}), _first_heading(tokens)


_SUMMARY = re.compile(r"<details>\n<summary>[^<>]*</summary>")
"""What begins a part of a page that is folded up, as :class:`~dtiscore.render.folded.Folded` writes it.

Nothing else is HTML: data has its angle brackets escaped, so that it can never read so.
"""


def _folding(markdown: str) -> str | None:
    """The HTML of a paragraph that begins or ends a part that is folded up; ``None`` for any other."""
    if markdown == "</details>":
        return markdown
    return markdown if _SUMMARY.fullmatch(markdown) else None


def _first_heading(tokens: Sequence[Token]) -> str:
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            return "".join(child.content for child in inline.children or ())
    return ""


def _about(about: Mapping[str, Any], language: str | None) -> str:
    if not about:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{_escaped(key)}</th><td>{_escaped(_figure(value, language))}</td></tr>\n'
        for key, value in about.items()
    )
    summary = _escaped(spoken(said("Where this comes from"), language))
    return (
        f"<details>\n<summary>{summary}</summary>\n<table>\n<tbody>\n{rows}</tbody>\n</table>\n</details>\n"
    )


def _figure(value: Any, language: str | None) -> str:
    return spoken(Figure(plain(value)), language) if isinstance(value, float) else plain(value)


def _escaped(text: str) -> str:
    return escape(visible(text))
