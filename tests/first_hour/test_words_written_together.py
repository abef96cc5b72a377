"""Headings as programs write them, ``OverallScore`` and ``overall_score``, are read as those of people, ``Overall score``."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import dtiscore
from dtiscore.tables.heading_parts import in_words

HEADINGS = (
    "Country name", "Region name", "Unemployment rate", "Infant mortality rate", "Internet users", "Doctors per 1000", "Overall score",
    "Lower bound", "Upper bound", "Std error", "Income quartile", "Internet users z score", "Previous rank", "Overall rank",
)  # fmt: skip
READ = ("Unemployment rate", "Infant mortality rate", "Internet users", "Doctors per 1000")
FALLING = READ[:2]


def joined(heading: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in heading.split())


def below(heading: str) -> str:
    return heading.lower().replace(" ", "_")


def dotted(heading: str) -> str:
    return heading.replace(" ", ".")


def capitals(heading: str) -> str:
    return below(heading).upper()


def hyphened(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def table(folder: Path, *headings: str) -> Path:
    draw = random.Random(4)
    rows = []
    for at in range(12):
        figures = [round(draw.uniform(2, 40), 1) for _ in READ]
        score = 90 - 3 * at
        others = [score, score - 2, score + 2, round(draw.uniform(1, 2), 2), at % 4 + 1, figures[2] * 2 + 1]
        rows.append([f"Land {at}", "East" if at % 3 else "West", *figures, *others, 12 - at, at + 1])
    path = folder / "t.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in (headings, *rows)) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("written", [str, joined, below, dotted, capitals, hyphened])
def test_an_index_is_begun_alike(written: type[str], tmp_path: Path) -> None:
    started = dtiscore.init(table(tmp_path, *map(written, HEADINGS)), folder=tmp_path)
    children = {child.own_column: child for child in started.methodology.index.children}
    assert list(children) == list(map(written, READ))
    falling = [name for name, child in children.items() if "down" in str(child.rule)]
    assert falling == list(map(written, FALLING))


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("GDPPerCapita", "GDP Per Capita"),
        ("CO2Emissions", "CO2 Emissions"),
        ("TyLeHoNgheo", "Ty Le Ho Ngheo"),
        ("infant-mortality.per_1000", "infant mortality per 1000"),
        ("Non-performing loans", "Non-performing loans"),
        ("kWh", "kWh"),
        ("pH", "pH"),
        ("PM2.5", "PM2.5"),
        ("HDI", "HDI"),
        ("Internet users", "Internet users"),
    ],
)
def test_where_a_word_begins(heading: str, words: str) -> None:
    assert in_words(heading) == words
