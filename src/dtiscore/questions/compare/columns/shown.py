"""Two assessments of the same indicators, for people and programs: what was lost and gained, where, and how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dtiscore import __version__
from dtiscore.questions.compare.columns.answer import Appraisal, Assessed, Balance
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Column, TextColumn, fit
from dtiscore.render.drawing.screen import BOLD, DIM, Screen, blocks, paragraph, to_text
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.forms.markdown import escaped, to_markdown
from dtiscore.render.old_changes import numbers, signed_column, words
from dtiscore.render.phrases import say
from dtiscore.visible import visible

APPRAISAL_SCHEMA = "dtiscore/appraisal/1"


def appraisal_screen(appraisal: Appraisal, screen: Screen, top: int | None = None) -> str:
    """An appraisal as text: the sums in all and by group, then the rows that changed, greatest loss first."""
    title, *said = _said(appraisal, screen.language)
    head = [*paragraph(title, screen, style=BOLD)]
    for sentence in said:
        head += paragraph(sentence, screen)
    tables = []
    for columns in _tables(appraisal, screen.language, top):
        fitted = fit(list[Column](columns), len(columns[0].cells), screen.width)
        tables.append([*fitted.lines(screen), *fitted.left_out(screen)])
    aid = paragraph(say(screen.language, "appraisal aid"), screen, style=DIM)
    return to_text(blocks(head, *tables, aid), screen)


def appraisal_markdown(appraisal: Appraisal, language: str | None = None, top: int | None = None) -> str:
    """The same as Markdown."""
    title, *said = _said(appraisal, language)
    tables = [
        to_markdown({one.heading: [cell.text for cell in one.cells] for one in columns}).rstrip("\n")
        for columns in _tables(appraisal, language, top)
    ]
    aid = escaped(say(language, "appraisal aid"))
    return "\n\n".join([f"### {escaped(title)}", *map(escaped, said), *tables, aid]) + "\n"


def appraisal_columns(appraisal: Appraisal) -> dict[str, list[Any]]:
    """The sums by group where groupings were asked for, with one row for all; else the rows of the table."""
    return _balances(appraisal) if appraisal.balances else _rows(appraisal)


def appraisal_payload(appraisal: Appraisal) -> dict[str, Any]:
    """An appraisal as the versioned envelope for JSON, with the sums and the rows."""
    return {
        "schema": APPRAISAL_SCHEMA,
        "dtiscore": __version__,
        "source": appraisal.source,
        "sha256": appraisal.sha256,
        "first": appraisal.first,
        "second": appraisal.second,
        "incomplete": list(appraisal.incomplete),
        "sums": rows_of(_balances(appraisal)),
        "rows": rows_of(_rows(appraisal)),
    }


def _balances(appraisal: Appraisal) -> dict[str, list[Any]]:
    names = ("heading", "group", "rows", "first", "second", "lost", "lost_on", "gained", "gained_on", "net")
    found = [appraisal.total, *appraisal.balances]
    return {name: [getattr(one, name) for one in found] for name in names}


def _rows(appraisal: Appraisal) -> dict[str, list[Any]]:
    rows = appraisal.rows
    headings = list(rows[0].groups) if rows else []
    return {
        "row": [row.label for row in rows],
        **{heading: [row.groups[heading] for row in rows] for heading in headings},
        "first": [row.first for row in rows],
        "second": [row.second for row in rows],
        "change": [None if row.change is None else float(row.change) for row in rows],
    }


def _said(appraisal: Appraisal, language: str | None) -> Iterator[str]:
    total = appraisal.total
    first, second = figures.column([total.first, total.second])
    yield f"{visible(appraisal.first)} {first} → {visible(appraisal.second)} {second}"
    yield say(
        language,
        "lost and gained",
        rows=total.rows,
        lost=figures.brief(total.lost),
        lost_on=total.lost_on,
        gained=figures.brief(total.gained),
        gained_on=total.gained_on,
    )
    for one in appraisal.all_lost_in:
        heading, group = visible(one.heading or ""), visible(one.group or "")
        yield say(language, "all lost in", heading=heading, group=group)
    if appraisal.incomplete:
        yield say(
            language, "not in both", n=len(appraisal.incomplete), first=visible(appraisal.incomplete[0])
        )


def _tables(appraisal: Appraisal, language: str | None, top: int | None) -> Iterator[list[TextColumn]]:
    for heading in dict.fromkeys(one.heading for one in appraisal.balances):
        yield _sums(heading or "", [one for one in appraisal.balances if one.heading == heading], language)
    changed = [row for row in appraisal.rows if row.change]
    changed.sort(key=lambda row: row.change or 0)  # stable: equals in the order of the table
    if changed:
        yield _changed(appraisal, changed[:top], language)


def _sums(heading: str, found: Sequence[Balance], language: str | None) -> list[TextColumn]:
    return [
        words(visible(heading), [visible(one.group or "") for one in found]),
        numbers(say(language, "rows"), [str(one.rows) for one in found]),
        numbers(say(language, "lost"), figures.column([one.lost for one in found])),
        numbers(say(language, "lost on"), [str(one.lost_on) for one in found]),
        numbers(say(language, "gained"), figures.column([one.gained for one in found])),
        numbers(say(language, "gained on"), [str(one.gained_on) for one in found]),
    ]


def _changed(appraisal: Appraisal, rows: Sequence[Assessed], language: str | None) -> list[TextColumn]:
    changes = [None if row.change is None else float(row.change) for row in rows]
    return [
        words(say(language, "assessed"), [visible(row.label) for row in rows]),
        numbers(visible(appraisal.first), figures.column([row.first for row in rows])),
        numbers(visible(appraisal.second), figures.column([row.second for row in rows])),
        numbers(say(language, "change"), signed_column(changes, figures.decimals_of(changes))),
    ]
