"""Small scorecards with figures that can be checked by hand, and the published one of the provinces."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dtiscore.methodology import Methodology
from dtiscore.methodology.documents.document import parse_document
from dtiscore.methodology.parsing import parse_methodology
from dtiscore.scoring import score_dataset
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table import Dataset

ROOT = Path(__file__).resolve().parents[2]

HOSTILE = "[red]x[/nope]\x1b[2J\u202e=cmd|' /C calc'!A0\x9b\u200b<script>alert(1)</script>"
"""A name that would steer a terminal, break markup, turn the writing direction, run a formula and a script."""

POINTS: dict[str, Any] = {
    "id": "toy-points",
    "title": {"vi": "Chỉ số mẫu", "en": "Sample index"},
    "authority": {"decision": "1/QĐ", "issuer": "Office", "source": "here"},
    "publish": {"as": "fraction", "decimals": 4},
    "rank": {"on": "published"},
    "index": {
        "code": "S",
        "aggregate": "points",
        "points": 100.0,
        "children": [
            {
                "code": "A",
                "name": {"vi": "Nền tảng", "en": "Foundation"},
                "points": 60.0,
                "column": "a",
                "rule": {"kind": "fraction"},
            },
            {
                "code": "B",
                "name": {"vi": "Hoạt động", "en": "Activity"},
                "points": 40.0,
                "column": "b",
                "rule": {"kind": "fraction"},
            },
        ],
    },
}
"""100 points: 60 for ``a`` and 40 for ``b``, both fractions."""

MEAN: dict[str, Any] = {
    "id": "toy-mean",
    "title": {"en": "Mean index"},
    "authority": {"decision": "Note 1", "issuer": "Office", "source": "here"},
    "missing": "no-score",
    "publish": {"as": "score", "decimals": 3},
    "rank": {"on": "published"},
    "index": {
        "code": "M",
        "aggregate": "arithmetic",
        "weights": "relative",
        "children": [
            {"code": "x", "weight": 3.0, "rule": {"kind": "fraction"}},
            {"code": "y", "weight": 1.0, "rule": {"kind": "fraction"}},
        ],
    },
    "bands": {
        "kind": "cuts",
        "on": "published",
        "cuts": [{"code": "High", "at_least": 0.5}, {"code": "Low"}],
    },
}
"""The mean of ``x`` and ``y``, weighted 3 to 1, without points."""

MakeCard = Callable[..., Scorecard]


def build(
    edition: Mapping[str, Any] | Methodology,
    columns: Mapping[str, Sequence[float | None]],
    names: Sequence[str] | None = None,
    *,
    periods: Sequence[str | None] | None = None,
    unranked: Sequence[int] = (),
    supplied: Mapping[str, Sequence[float]] | None = None,
    codes: Sequence[str] | None = None,
) -> Scorecard:
    """Score columns of numbers; units are u1, u2 ... unless named."""
    methodology = edition if isinstance(edition, Methodology) else Methodology.model_validate(edition)
    count = len(next(iter(columns.values())))
    units = tuple(codes or (f"u{number}" for number in range(1, count + 1)))
    lines = range(2, count + 2)
    raw_columns = {
        header: RawColumn(header, at, ["" if cell is None else str(cell) for cell in cells], lines)
        for at, (header, cells) in enumerate(columns.items(), start=2)
    }
    dataset = Dataset(
        units=units,
        names=tuple({"": name} for name in (names or units)),
        periods=tuple(periods or [None] * count),
        groups=(None,) * count,
        ranked=np.array([row not in unranked for row in range(count)]),
        numbers={
            header: np.array([np.nan if cell is None else cell for cell in cells], dtype=np.float64)
            for header, cells in columns.items()
        },
        outcomes={},
        supplied={code: np.array(values, dtype=np.float64) for code, values in (supplied or {}).items()},
        raw=RawTable("toy.csv", tuple(raw_columns.values()), count),
        headings=raw_columns,
        row_in_raw=tuple(range(count)),
    )
    return score_dataset(methodology, dataset)


@pytest.fixture
def make_card() -> MakeCard:
    """Builds a scorecard from an edition and columns of numbers."""
    return build


@pytest.fixture
def points() -> dict[str, Any]:
    """The edition of 100 points, to be changed at will."""
    return deepcopy(POINTS)


@pytest.fixture
def mean() -> dict[str, Any]:
    """The edition of a weighted mean, to be changed at will."""
    return deepcopy(MEAN)


@pytest.fixture
def hostile() -> str:
    return HOSTILE


@pytest.fixture
def three() -> Scorecard:
    """Three units of 100 points: 0.6 x 60 + 0.5 x 40 = 56, 0.9 x 60 + 1 x 40 = 94, 0.6 x 60 + 0.5 x 40 = 56."""
    return build(POINTS, {"a": [0.6, 0.9, 0.6], "b": [0.5, 1.0, 0.5]}, ["Huế", "Đà Nẵng", "Hà Nội"])


@pytest.fixture(scope="session")
def edition() -> Callable[[str], Methodology]:
    """Loads a built-in edition."""

    def load(name: str) -> Methodology:
        text = (ROOT / "weights" / f"{name}.yaml").read_text(encoding="utf-8")
        return parse_methodology(parse_document(text, "yaml", name))

    return load


@pytest.fixture(scope="session")
def provinces(edition: Callable[[str], Methodology]) -> Callable[[str], Scorecard]:
    """Scores the example table of the 63 provinces for a year."""

    def load(year: str) -> Scorecard:
        with (ROOT / "examples" / "dti-province" / f"{year}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        headers = [header for header in rows[0] if header not in ("year", "code", "province")]
        return build(
            edition("dti-province-2022"),
            {header: [float(row[header]) for row in rows] for header in headers},
            [row["province"] for row in rows],
            periods=[year] * len(rows),
            codes=[row["code"] for row in rows],
        )

    return load


@pytest.fixture
def has_acting_character() -> Callable[[str], bool]:
    """Whether a text holds a character that acts on a terminal or hides, line feeds aside."""

    def check(text: str) -> bool:
        return any(
            unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in text if character != "\n"
        )

    return check


@pytest.fixture
def plain() -> Callable[[str], str]:
    """A text without the escape sequences for colour."""
    return lambda text: re.sub(r"\x1b\[[0-9;]*m", "", text)
