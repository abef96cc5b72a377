"""Ranges of ranks hold the figures of the study."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.conftest import ROOT
from tests.render.pictures.drawn import PLAIN, frame_of, records, specification

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.questions.robustness.shown.robustness import ShownRobustness

TABLE = str(ROOT / "examples" / "dti-province" / "2022.csv")


@pytest.fixture(scope="module")
def study() -> dtiscore.Robustness:
    return dtiscore.robustness(TABLE, "dti-province-2022", draws_count=50, unit="Khánh Hòa")


def test_it_holds_the_figures_of_the_study(study: dtiscore.Robustness) -> None:
    drawn = records(ShownRobustness(study).picture())
    assert len(drawn) == len(study.statistics)
    for at, one in enumerate(drawn):
        found = study.statistics[at]
        assert (one["rank"], one["low"], one["high"]) == (found.nominal, found.low, found.high)
        assert (one["best"], one["worst"], one["letters"]) == (found.best, found.worst, study.letters[at])
    assert [one["unit"].split("\u2002")[0] for one in drawn if one["kind"] == "chosen"] == ["Khánh Hòa"]


def test_it_says_what_it_shows(study: dtiscore.Robustness) -> None:
    told = specification(ShownRobustness(study).picture("vi"))
    assert "khoảng thứ hạng của từng đơn vị trong 63 đơn vị" in told["description"]
    assert "50 bảng xếp hạng" in " ".join(told["title"]["subtitle"])


@pytest.mark.parametrize(("units", "ranks"), [(2, [1, 2]), (3, [1, 2, 3]), (30, [1, 5, 10, 15, 20, 25, 30])])
def test_an_axis_has_whole_ranks(units: int, ranks: list[int]) -> None:
    table = pd.DataFrame({"unit": [f"u{at}" for at in range(units)], "x": range(units), "y": range(units)})
    told = specification(ShownRobustness(dtiscore.robustness(table, PLAIN, draws_count=20)).picture())
    assert told["layer"][0]["encoding"]["x"]["axis"]["values"] == ranks


def test_two_units_and_hostile_names() -> None:
    rows = {"unit": ["a", "b"], "x": [1.0, 2.0], "y": [2.0, 1.5]}
    plain, hostile = (
        ShownRobustness(dtiscore.robustness(pd.DataFrame(one), PLAIN, draws_count=20)).picture()
        for one in (rows, rows | {"name": ["{{datum.x}}", "</svg><script>"]})
    )
    assert frame_of(specification(plain)) == frame_of(specification(hostile))


def test_other_tables_of_the_study_have_none(study: dtiscore.Robustness) -> None:
    with pytest.raises(UsageFault, match="no picture"):
        ShownRobustness(study, "removal").picture()
