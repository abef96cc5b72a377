"""Numbers as people read them."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from dtiscore.methodology.publication import Publication
from dtiscore.render.drawing import figures
from dtiscore.said import Figure

FOUR = Publication.model_validate({"as": "fraction", "decimals": 4})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.8, "0.8000"),
        (0.74735, "0.7474"),
        (0.12345, "0.1235"),
        (-0.00001, "0.0000"),
        (None, "-"),
        (math.nan, "-"),
    ],
)
def test_published_has_all_decimals_and_rounds_half_up(value: float | None, text: str) -> None:
    assert figures.published(value, FOUR) == text


def test_published_rounds_as_the_edition_says() -> None:
    even = Publication.model_validate({"as": "score", "decimals": 1, "rounding": "half-even"})
    assert figures.published(0.25, even) == "0.2"


@pytest.mark.parametrize(
    ("value", "text"), [(433.205, "433.21"), (800.2, "800.2"), (1000.0, "1000"), (0.0, "0"), (None, "-")]
)
def test_brief_has_no_more_decimals_than_needed(value: float | None, text: str) -> None:
    assert figures.brief(value) == text


def test_a_column_has_its_points_below_each_other() -> None:
    assert figures.column([433.205, 800.2, 1000.0, None]) == ["433.21", "800.20", "1000.00", "-"]
    assert figures.column([500.0, 10.0]) == ["500", "10"]


def test_a_difference_never_looks_like_none() -> None:
    assert figures.telling(0.00049, 2) == "0.0005"
    assert figures.telling(83.9, 2) == "83.9"
    assert figures.telling(0.0, 2) == "0"


@pytest.mark.parametrize(("up", "arrow"), [(18, "▲18"), (-2, "▼2"), (0, "="), (1.5, "▲1.5"), (None, "-")])
def test_moves(up: float | None, arrow: str) -> None:
    assert figures.move(up) == arrow


def test_ranks_are_whole_unless_ties_share_the_mean() -> None:
    assert [figures.rank(value) for value in (1.0, 2.5, math.nan, 1234567.0)] == ["1", "2.5", "-", "1234567"]


def test_changes_have_a_sign() -> None:
    assert figures.signed(Figure("0.0338")) == "+0.0338"
    assert figures.signed(Figure("-0.0338")) == "−0.0338"
    assert figures.signed(Figure("0.0000")) == figures.signed(Figure("-0.0000")) == "="
    assert figures.signed(Figure("-0.0"), zero="0.0") == "0.0"
    assert [figures.signed(Figure(text)) for text in ("-", "")] == ["-", ""]


@given(st.floats(min_value=-1e9, max_value=1e9, allow_nan=False))
def test_a_brief_figure_is_within_half_of_its_last_decimal(value: float) -> None:
    assert float(figures.brief(value)) == pytest.approx(
        value, abs=0.005 * (1 + 1e-9) + 1e-15 * abs(value), rel=1e-12
    )


def test_what_is_no_number_has_one_sign_in_all_forms() -> None:
    """Other dashes that stand alone would be a second one, beside it on a page or a picture."""
    package = Path(figures.__file__).parents[2]
    files = [
        file
        for folder in ("render", "questions")
        for file in (package / folder).rglob("*")
        if file.suffix in (".py", ".js", ".j2")
    ]
    signs = re.compile(r"""["'>][–—]["'<]|Cell\(["']-["']""")
    assert [file.name for file in files if signs.search(file.read_text(encoding="utf-8"))] == []
    assert len(files) > 300
