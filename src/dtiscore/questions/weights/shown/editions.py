"""The list of editions on a screen and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.text import Text

from dtiscore.methodology import Methodology, text_in
from dtiscore.render.drawing.grid import Cell, Column, TextColumn, Widths, fit
from dtiscore.render.drawing.screen import BOLD, DIM, Screen, blocks, paragraph, to_text
from dtiscore.render.old_names import index_title
from dtiscore.render.phrases import say
from dtiscore.visible import visible


def editions_screen(methodologies: Sequence[Methodology], screen: Screen) -> str:
    """The editions: id, index, authority, periods, units, what each was verified against.

    A row each where all of it has room side by side, else a few lines each, so that nothing is left out.
    """
    language = screen.language

    def words(heading: str, texts: Sequence[str], natural: int = 60, drop: int = 0) -> TextColumn:
        cells = [Cell(visible(text)) for text in texts]
        return TextColumn(
            say(language, heading), cells, folds=True, folded=Widths(12, 16, natural), drop=drop
        )

    columns: list[Column] = [
        TextColumn(say(language, "id"), [Cell(visible(one.id), BOLD) for one in methodologies]),
        words("title", [index_title(one, language) for one in methodologies]),
        words("authority", [one.authority.decision for one in methodologies], drop=2),
        words("periods", [_periods(one) for one in methodologies], 20, drop=1),
        words("units", [one.units or "" for one in methodologies], 20, drop=3),
        words("verified", [_verified(one, language, 1) for one in methodologies], 70, drop=4),
    ]
    fitted = fit(columns, len(methodologies), screen.width)
    if fitted.given_way:
        return to_text(blocks(*(_lines(one, screen) for one in methodologies)), screen)
    return to_text(fitted.lines(screen), screen)


def _lines(methodology: Methodology, screen: Screen) -> Iterator[Text]:
    """One edition in lines of the screen's width: what it is, who fixed it for whom and when, how it was verified."""
    language = screen.language
    name = visible(methodology.id)
    for number, line in enumerate(
        paragraph(f"{name}  {visible(index_title(methodology, language))}", screen, indent="  ", hanging="  ")
    ):
        if not number:
            line.stylize(BOLD, 2, 2 + len(name))
        yield line
    about = [
        methodology.authority.decision,
        _periods(methodology),
        methodology.units or say(language, "any unit"),
    ]
    yield from paragraph(" · ".join(visible(part) for part in about if part), screen, indent="    ")
    verified = visible(_verified(methodology, language, 1))
    if verified:
        yield from paragraph(f"{say(language, 'verified how')}: {verified}", screen, style=DIM, indent="    ")


def editions_columns(
    methodologies: Sequence[Methodology], language: str | None = None
) -> dict[str, list[Any]]:
    """The editions as plain columns."""
    return {
        "id": [one.id for one in methodologies],
        "title": [one.heading(language) for one in methodologies],
        "authority": [one.authority.decision for one in methodologies],
        "issuer": [one.authority.issuer for one in methodologies],
        "periods": [" ".join(one.periods) or None for one in methodologies],
        "units": [one.units for one in methodologies],
        "nodes": [len(one.nodes) for one in methodologies],
        "indicators": [sum(1 for _ in one.index.indicators()) for one in methodologies],
        "verified": [_verified(one, language) or None for one in methodologies],
        "sha256": [one.hash for one in methodologies],
    }


def _periods(methodology: Methodology) -> str:
    """The periods; a run of years as its first and last."""
    periods = methodology.periods
    years = [int(period) for period in periods if period.isascii() and period.isdigit()]
    if len(periods) > 2 and years == list(range(years[0], years[0] + len(periods))):
        return f"{periods[0]}-{periods[-1]}"
    return ", ".join(periods)


def _verified(methodology: Methodology, language: str | None, most: int | None = None) -> str:
    """Against what an edition was verified; on a screen the first of it, ``weights show`` has all."""
    return "; ".join(text_in(text, language) for text in methodology.verified[:most])
