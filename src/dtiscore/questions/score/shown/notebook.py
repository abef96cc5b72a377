"""A scorecard as a small static HTML table, for notebooks: no script, no style sheet, everything escaped."""

from __future__ import annotations

from html import escape

from dtiscore.questions.score.shown.notes import general_notes, mean_note, ranking_note
from dtiscore.questions.score.shown.selection import with_scores
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.scales import bar_shares
from dtiscore.render.names import band_name, index_title, node_name, period_and_group, unit_name
from dtiscore.render.wording import side_by_side
from dtiscore.said import counted, said, spoken
from dtiscore.scoring.scorecard import Partition, Scorecard
from dtiscore.visible import visible

MOST = 20
"""How many units of each period and group are shown."""

_CELL = "padding:2px 8px;text-align:{side};border:0"
_RULE = "border-bottom:1px solid rgba(128,128,128,.4)"
_BAR = "display:inline-block;height:.7em;vertical-align:middle;background:#3b82a0;width:{width:.2f}em"
"""Colours that stand on light and on dark: one middle blue, and half-transparent grey for lines."""


def scorecard_html(card: Scorecard, language: str | None = None) -> str:
    """The ranking as an HTML fragment: per period and group a table of at most 20 units, then the notes."""
    blocks = [_block(card, partition, language) for partition in card.order]
    notes = [ranking_note(card), *general_notes(card, card.codes(None))]
    told = "".join(f"<div>{escape(spoken(note, language))}</div>" for note in notes)
    return f'<div style="font-size:90%">{"".join(blocks)}<div style="opacity:.75">{told}</div></div>'


def _block(card: Scorecard, partition: Partition, language: str | None) -> str:
    edition = card.methodology
    rows = card.order[partition]
    named = period_and_group(partition)
    size = counted(len(rows), "{n} unit", "{n} units")
    title = side_by_side(index_title(edition), *named, visible(edition.authority.decision), size)
    codes = with_scores(card, card.codes(None))
    has_bands = edition.bands is not None
    headings = ["#", said("Unit"), visible(edition.index.code), ""]
    headings += [node_name(edition, code) for code in codes]
    headings += [said("Band")] if has_bands else []
    head = "".join(
        f'<th style="{_CELL.format(side="left" if at in _left(len(headings), has_bands=has_bands) else "right")};{_RULE}">'
        f"{escape(spoken(heading, language))}</th>"
        for at, heading in enumerate(headings)
    )
    shown = rows[:MOST]
    shares = bar_shares(card, shown) or [None] * len(shown)
    body = "".join(_row(card, row, share, codes, language) for row, share in zip(shown, shares, strict=True))
    left = len(rows) - len(shown)
    dots = f'<div style="opacity:.75">… {left}</div>' if left else ""
    mean = escape(spoken(mean_note(card, partition) or "", language))
    return (
        f"<div><b>{escape(spoken(title, language))}</b></div>"
        f'<table style="border-collapse:collapse"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        f'{dots}<div style="margin-bottom:.6em">{mean}</div>'
    )


def _left(columns: int, *, has_bands: bool) -> set[int]:
    """The columns of words and bars, which stand on the left."""
    return {1, 3} | ({columns - 1} if has_bands else set())


def _row(card: Scorecard, row: int, share: float | None, codes: list[str], language: str | None) -> str:
    edition = card.methodology
    index = edition.index.code
    bar = "" if share is None else f'<span style="{_BAR.format(width=6 * min(max(share, 0.0), 1.0))}"></span>'
    scores = {
        code: spoken(figures.published(float(card.nodes[code].published[row]), edition.publish), language)
        for code in (index, *codes)
    }
    cells = [
        ("right", spoken(figures.rank(card.ranks[index][row]), language)),
        ("left", escape(spoken(unit_name(card, row), language))),
        ("right", f"<b>{scores[index]}</b>"),
        ("left", bar),
        *(("right", scores[code]) for code in codes),
    ]
    if edition.bands is not None:
        cells.append(("left", escape(spoken(band_name(edition, card.bands[row]), language))))
    return (
        "<tr>"
        + "".join(f'<td style="{_CELL.format(side=side)}">{text}</td>' for side, text in cells)
        + "</tr>"
    )
