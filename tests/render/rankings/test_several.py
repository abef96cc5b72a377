"""The rankings of several editions as one output."""

from __future__ import annotations

import pandas as pd

import dtiscore
from dtiscore.questions.score.shown.ranking import ShownRanking
from dtiscore.questions.score.shown.several import ShownRankings
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


RANKINGS = ShownRankings([ShownRanking(card) for card in CARDS])


def test_screens_stand_below_each_other_with_what_must_be_said() -> None:
    each = [ShownRanking(card) for card in CARDS]
    assert RANKINGS.screen(Screen()) == "\n".join([*(one.screen(Screen()) for one in each), NOTE])
    assert RANKINGS.markdown() == "\n".join([*(one.markdown() for one in each), NOTE])
    assert "không so sánh được" in RANKINGS.screen(Screen(language="vi"))


def test_columns_that_an_edition_lacks_are_empty_there() -> None:
    first, second = (ShownRanking(card, level="all") for card in CARDS)
    columns = ShownRankings([first, second]).columns()
    assert next(iter(columns)) == "edition"
    assert columns["edition"] == ["dti-province-2020", "dti-province-2022"]
    alone = [heading for heading in second.columns() if heading not in first.columns()]
    assert alone
    assert all(columns[heading][0] is None for heading in alone)
    assert all(len(values) == 2 for values in columns.values())


def test_the_envelope_holds_those_of_all() -> None:
    assert RANKINGS.payload() == {
        "schema": "dtiscore/rankings/1",
        "rankings": [ShownRanking(card).payload() for card in CARDS],
    }
