"""The rankings of several editions as one output."""

from __future__ import annotations

import pandas as pd

import dtiscore
from dtiscore.questions.score.shown import several
from dtiscore.render.drawing.screen import Screen

FRAME = pd.DataFrame(
    {
        "code": ["48", "48"],
        "year": ["2020", "2023"],
        "chinh_quyen_so": [0.5, None],
        "kinh_te_so": [0.4, None],
        "xa_hoi_so": [0.6, None],
        "foundation_points": [None, 400.0],
        "hoat_dong_chinh_quyen_so": [None, 0.8],
        "hoat_dong_kinh_te_so": [None, 0.7],
        "hoat_dong_xa_hoi_so": [None, 0.6],
    }
)
CARDS = dtiscore.score_editions(FRAME, "dti-province", allow_missing_units=True)
NOTE = (
    "Each period is scored under the edition that governs it (dti-province-2020: 2020, dti-province-2022: 2023); "
    "scores of different editions do not compare.\n"
)


def test_screens_stand_below_each_other_with_what_must_be_said() -> None:
    assert several.rankings_screen(["A\n", "B\n"], CARDS, Screen()) == f"A\n\nB\n\n{NOTE}"
    assert several.rankings_markdown(["A\n", "B\n"], CARDS, None) == f"A\n\nB\n\n{NOTE}"
    assert "không so sánh được" in several.rankings_screen(["A\n"], CARDS, Screen(language="vi"))


def test_columns_that_an_edition_lacks_are_empty_there() -> None:
    first: dict[str, list[float]] = {"rank": [1, 2], "a": [0.5, 0.4]}
    second: dict[str, list[float]] = {"rank": [1], "b": [0.3]}
    assert several.rankings_columns([first, second], CARDS) == {
        "edition": ["dti-province-2020", "dti-province-2020", "dti-province-2022"],
        "rank": [1, 2, 1],
        "a": [0.5, 0.4, None],
        "b": [None, None, 0.3],
    }


def test_the_envelope_holds_those_of_all() -> None:
    assert several.rankings_payload([{"x": 1}, {"x": 2}]) == {
        "schema": "dtiscore/rankings/1",
        "rankings": [{"x": 1}, {"x": 2}],
    }
