"""Cells of many thousand characters take no hours, wherever in a table they stand and whatever is said again and again in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from dtiscore import DtiscoreError, doctor, init, validate
from dtiscore.units.spelling import without_footnote
from tests.conftest import before_hours_pass

LENGTH = 20_000
"""Characters."""
BY_SQUARE = 1.2
"""Seconds that they take by their square, and a tenth of that by their number."""
SAID_AGAIN = [
    " ", ".", "x,", "1,", "(", "(a", ")", "-", "a ", "a-", "0", "1.", "'", '""', "*", ":", "{", "[", "\\", "/", "=", "A", "á",
    "\t", "|", "%", "1 ", "[a]", "(a)", "->", "#", "_", "1-", "a.", "a/", "é ", "\n", " \n", "e", "+", "$", "<a", "&a;", ";",
    "@a", "://", "{a", "!", "00,", "x y ", "~", "^", "1 000 ", "a: ", "Total ", "* ", "2020 ",
]  # fmt: skip


def tables(text: str) -> Iterator[str]:
    """Tables with a text as a heading, as the code or name of a unit, as a number and as a note below."""
    cell = f'"{text}"'
    for heading, code, name, number, below in (
        (cell, "U1", "One", "1", "note"),
        ("a", cell, "One", "1", "note"),
        ("a", "U1", cell, "1", "note"),
        ("a", "U1", "One", cell, "note"),
        ("a", "U1", "One", "1", cell),
    ):
        yield f"unit,name,{heading}\n{code},{name},{number}\nU2,Two,2\nU3,Three,3\n\n{below}\n"


@pytest.mark.slow
@pytest.mark.parametrize("again", SAID_AGAIN)
def test_a_long_text_takes_no_hours(again: str, tmp_path: Path) -> None:
    edition = tmp_path / "plain.yaml"
    edition.write_text(
        "{id: plain-2026, title: {en: Plain}, authority: {decision: D, issuer: I, source: S}, scale: 100, "
        "publish: {as: score, decimals: 2}, rank: {on: published, ties: min}, index: {code: PLAIN, aggregate: arithmetic, "
        "weights: relative, children: [{code: a, weight: 1, rule: {kind: identity}}]}}"
    )
    path = tmp_path / "table.csv"
    looks: list[Callable[[], object]] = [partial(validate, path, edition), partial(doctor, path)]
    begin: Callable[[], object] = partial(init, path, folder=tmp_path)
    for at, table in enumerate(tables(again * (LENGTH // len(again)) + "!")):
        path.write_text(table)
        # The first table has the text in a heading, which is what an index is begun from.
        asked = looks if at else [*looks, begin]
        with before_hours_pass(BY_SQUARE):
            for look in asked:
                with suppress(DtiscoreError):  # the file is no table
                    look()


@pytest.mark.parametrize("again", [*SAID_AGAIN, "†", "¹"])
def test_the_mark_of_a_footnote_is_looked_for_once(again: str) -> None:
    with before_hours_pass(BY_SQUARE):
        without_footnote(again * (LENGTH // len(again)) + "!")
