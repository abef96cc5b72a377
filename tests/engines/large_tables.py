"""Tables for the engines of large ones, an edition for them, and what they give in memory and piece by piece."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.made import HEAD, indicator

from dtiscore.errors import InvalidData, Problem
from dtiscore.inputs.scored import score
from dtiscore.questions.score.shown import records
from dtiscore.questions.score.streaming import score_stream
from dtiscore.render.forms.json_text import to_jsonl
from dtiscore.tables.texts.writing import to_csv, to_tsv

WRITERS = {"csv": to_csv, "tsv": to_tsv, "jsonl": to_jsonl}
"""The forms that both engines write."""


def in_memory(data: Path, edition: Any, form: str = "csv", level: str | None = None, **reading: Any) -> bytes:
    card = score(data, edition, **reading)
    return WRITERS[form](records.ranking_columns(card, level=level)).encode()


def streamed(data: Path, edition: Any, form: Any = "csv", **options: Any) -> bytes:
    output = data.parent / f"streamed.{form}"
    score_stream(data, edition, output, form=form, **options)
    return output.read_bytes()


def plain(rule: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """An index of three indicators, a to c."""
    rule = rule or {"kind": "min-max"}
    return {
        **HEAD,
        "rank": {"on": "published", "ties": "min"},
        "scale": 100.0,
        "missing": {"kind": "reweight"},
        "index": {
            "code": "PLAIN",
            "aggregate": "arithmetic",
            "weights": "relative",
            "children": [
                {"code": "AB", "weight": 2, "aggregate": "arithmetic", "weights": "relative"}
                | {
                    "children": [
                        {"code": "a", "weight": 1, "rule": rule},
                        {"code": "b", "weight": 3, "rule": rule},
                    ]
                },
                {"code": "c", "weight": 1, "rule": {"kind": "goalposts", "low": 0.0, "high": 1000.0}},
            ],
        },
        **more,
    }


def table(folder: Path, lines: list[str], ends: str = "\n") -> Path:
    path = folder / "table.csv"
    path.write_bytes((ends.join(["unit,name,a,b,c", *lines]) + ends).encode())
    return path


def sound(count: int) -> list[str]:
    """Rows of which a to c are 1.25, 2.5 …; 10, 9 …; whole numbers."""
    return [f"U{row:04},Unit {row},{1.25 * row + 0.5},{(row * 7) % 11},{row * 3}" for row in range(count)]


SUMS: dict[str, Any] = {
    **HEAD,
    "rank": {"on": "full", "ties": "min"},
    "missing": {"kind": "reweight"},
    "index": {
        "code": "SUMS",
        "aggregate": "sum",
        "weights": "relative",
        "children": [indicator(code, weight=1) for code in "abc"],
    },
    "bands": {
        "kind": "cuts",
        "on": "full",
        "cuts": [{"code": "gain", "at_least": 0.3}, {"code": "even", "at_least": 0.0}, {"code": "loss"}],
    },
}
"""Three numbers added up, ranked and put into bands in full precision."""


def decimals(rows: int, seed: int, *, lowest: int = -9) -> list[tuple[float | None, ...]]:
    """Rows of three decimals of one place, few enough that many sums are equal, and cancel; some are missing."""
    draw = random.Random(seed)

    def cell() -> float | None:
        return None if draw.random() < 0.02 else draw.randint(lowest, 9) / 10

    return [(cell(), cell(), cell()) for _ in range(rows)]


def told(problems: Any) -> list[tuple[Any, ...]]:
    def row(problem: Problem) -> tuple[Any, ...]:
        place = problem.place
        return problem.code, place.line, place.column, problem.raw, problem.message, problem.fix, problem.unit

    return [row(problem) for problem in problems]


def refused(data: Path, edition: Any, **options: Any) -> InvalidData:
    with pytest.raises(InvalidData) as caught:
        streamed(data, edition, **options)
    return caught.value


def random_table(folder: Path, rows: int, seed: int) -> Path:
    """Rows in no order, with gaps, ties, whole and decimal numbers, and quoted names with commas."""
    chance = random.Random(seed)
    units = [f"{chance.choice('AZ') if row != 17 else 'Z'}{row:05}" for row in range(rows)]
    chance.shuffle(units)
    lines = []
    for unit in units:
        a = (
            ""
            if chance.random() < 0.05 and unit != "Z00017"
            else f"{chance.uniform(1, 900):.{chance.randrange(1, 6)}f}"
        )
        b = "7.25" if unit == "Z00017" else str(chance.randrange(3, 40) / 4)
        name = chance.choice(["Xã Tân Bình", '"Hanoi, Ltd."', "-Minus", "St. Anna Co.", "5 Ltd.", ""])
        lines.append(f"{unit},{name},{a},{b},{chance.randrange(0, 1000)}")
    return table(folder, lines)
