"""The one pass over all units: which rows take part, what it finds, and which tables it serves afterwards."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from tests.made import HEAD

import dtiscore
from dtiscore.errors import InvalidData, UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.scoring import fit, score_dataset
from dtiscore.scoring.reference import Reference
from dtiscore.tables.check import check
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table import Dataset
from dtiscore.units.scheme import UnitScheme

EU = UnitScheme.model_validate(
    {
        "id": "eu",
        "title": "EU",
        "source": "by hand",
        "units": [
            {"code": "AT", "name": "Austria"},
            {"code": "BE", "name": "Belgium"},
            {"code": "EU", "name": "European Union", "ranked": False},
        ],
    }
)


def edition(**keys: Any) -> Methodology:
    children = [
        {"code": "a", "rule": {"kind": "min-max"}},
        {"code": "b", "rule": {"kind": "z-score", "divisor": "sample"}},
        {"code": "c", "rule": {"kind": "identity"}},
    ]
    return methodology_from(
        {
            **HEAD,
            "publish": {"as": "score", "decimals": 3},
            "missing": "no-score",
            "index": {"code": "X", "aggregate": "sum", "weights": "equal", "children": children},
            **keys,
        }
    )


def dataset(methodology: Methodology, text: str, scheme: UnitScheme | None = None) -> Dataset:
    headings, *rows = [line.split(",") for line in text.split()]
    lines = range(2, len(rows) + 2)
    columns = [RawColumn(name, i + 1, [row[i] for row in rows], lines) for i, name in enumerate(headings)]
    made, problems = check(RawTable("data.csv", tuple(columns), len(rows)), methodology, scheme)
    assert made is not None, problems
    return made


def test_only_rules_that_need_it_are_fitted() -> None:
    methodology = edition()
    reference = fit(methodology, dataset(methodology, "unit,a,b,c x,2,1,9 y,,2,8 z,6,3,7"))
    assert reference.statistics == {None: {"a": {"min": 2, "max": 6}, "b": {"mean": 2, "sd": 1}}}
    assert reference.of(None, "c") == {}
    assert reference.methodology == methodology.hash


def test_each_period_has_a_frame_of_its_own_unless_all_share_one() -> None:
    text = "unit,year,a,b,c x,2021,0,1,1 y,2021,10,3,1 x,2022,20,5,1 y,2022,40,7,1"
    apart, together = edition(), edition(frame="all")
    by_period = fit(apart, dataset(apart, text)).statistics
    assert {frame: found["a"] for frame, found in by_period.items()} == {
        "2021": {"min": 0, "max": 10}, "2022": {"min": 20, "max": 40},
    }  # fmt: skip
    assert fit(together, dataset(together, text)).statistics == {
        None: {"a": {"min": 0, "max": 40}, "b": {"mean": 4, "sd": math.sqrt((9 + 1 + 1 + 9) / 3)}}
    }


def test_a_reference_unit_is_looked_for_in_its_own_frame() -> None:
    a = {"code": "a", "rule": {"kind": "distance-to-unit", "unit": "y"}}
    methodology = edition(index={"code": "X", "aggregate": "sum", "weights": "equal", "children": [a]})
    data = dataset(methodology, "unit,year,a x,2021,0 y,2021,10 x,2022,20 y,2022,60 z,2022,40")
    scores = score_dataset(methodology, data).nodes["a"].score.tolist()
    assert scores == [0.0, 1.0, 0.0, 1.0, (40 - 20) / (60 - 20)]


def test_an_aggregate_of_units_is_scored_against_the_others_and_does_not_take_part() -> None:
    methodology = edition()
    data = dataset(methodology, "unit,a,b,c AT,0,1,0 EU,99,2,0 BE,10,3,0", EU)
    assert fit(methodology, data).of(None, "a") == {"min": 0, "max": 10}
    card = score_dataset(methodology, data)
    assert card.nodes["a"].score.tolist() == [0.0, 9.9, 1.0]
    assert np.isnan(card.ranks["X"]).tolist() == [False, True, False]


def test_a_zero_range_is_named_for_every_indicator_and_frame() -> None:
    methodology = edition()
    data = dataset(methodology, "unit,year,a,b,c x,2021,7,0.1,1 y,2021,7,0.1,2 x,2022,1,5,1 y,2022,2,5,2")
    with pytest.raises(InvalidData, match=r"data\.csv: 3 indicators cannot be normalised") as caught:
        fit(methodology, data)
    found = [(p.code, p.indicator, p.place.line, p.place.header, p.message) for p in caught.value.problems]
    assert found == [
        ("zero-range", "a", 2, "a", 'every unit in 2021 has 7 for "a"'),
        ("zero-range", "b", 2, "b", 'every unit in 2021 has 0.1 for "b"'),
        ("zero-range", "b", 4, "b", 'every unit in 2022 has 5 for "b"'),
    ]
    assert all("zero_range" in (problem.fix or "") for problem in caught.value.problems)


def test_one_unit_is_a_zero_range() -> None:
    methodology = edition()
    with pytest.raises(InvalidData) as caught:
        fit(methodology, dataset(methodology, "unit,a,b,c x,1,2,3"))
    assert [problem.indicator for problem in caught.value.problems] == ["a", "b"]


def test_a_column_that_nobody_filled_in_leaves_its_units_without_a_score() -> None:
    methodology = edition()
    card = score_dataset(methodology, dataset(methodology, "unit,a,b,c x,,1,3 y,,2,4"))
    assert card.nodes["a"].missing.all()
    assert card.index.missing.all()
    assert not card.nodes["b"].missing.any()


def test_a_reference_of_one_year_serves_the_next() -> None:
    methodology = edition()
    this_year = dataset(methodology, "unit,year,a,b,c x,2021,0,1,0 y,2021,10,3,0 z,2021,5,2,0")
    next_year = dataset(methodology, "unit,year,a,b,c w,2022,20,4,1")
    card = score_dataset(methodology, next_year, reference=fit(methodology, this_year))
    assert card.nodes["a"].score.tolist() == [(20 - 0) / (10 - 0)]
    assert card.nodes["b"].score.tolist() == [(4 - 2) / 1]
    assert card.index.score.tolist() == [2 + 2 + 1]


def test_a_reference_of_several_years_does_not_guess_which_one_is_meant() -> None:
    methodology = edition()
    text = "unit,year,a,b,c x,2020,0,1,0 y,2020,1,2,0 x,2021,0,1,0 y,2021,1,2,0"
    reference = fit(methodology, dataset(methodology, text))
    assert reference.of("2022", "a") == {}
    with pytest.raises(UsageFault, match="fitted on 2020, 2021; the table is of 2022"):
        score_dataset(methodology, dataset(methodology, "unit,year,a,b,c x,2022,0,1,0"), reference=reference)


def test_a_reference_of_another_methodology_is_refused() -> None:
    methodology, other = edition(), edition(scale=100.0)
    data = dataset(methodology, "unit,a,b,c x,0,1,0 y,1,2,0")
    with pytest.raises(UsageFault, match="fitted under another methodology than test"):
        score_dataset(methodology, data, reference=fit(other, data))


CELLS = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))


@settings(deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=3, max_size=25), seed=st.integers(0, 999))
def test_the_fit_does_not_depend_on_the_order_of_rows(rows: list[tuple[float, float]], seed: int) -> None:
    methodology = edition()
    spread = [(0.0, 0.0), (1.0, 1.0), *rows]  # never a zero range
    lines = [f"u{i},{a!r},{b!r},0" for i, (a, b) in enumerate(spread)]
    data = dataset(methodology, "\n".join(["unit,a,b,c", *lines]))
    shuffled = data.take(np.random.default_rng(seed).permutation(len(data)))
    assert fit(methodology, shuffled) == fit(methodology, data)


def test_what_was_not_fitted_has_no_statistics() -> None:
    fitted = Reference("hash", {"2021": {"a": {"min": 1}}}, then=[{"2021": {"a": {"max": 9}}}])
    assert fitted.of("2021", "a") == {"min": 1}
    assert fitted.of("2022", "a") == {"min": 1}  # the only frame serves the next year
    assert fitted.of("2021", "b") == {}
    assert fitted.of("2021", "a", 0) == {"max": 9}
    assert fitted.of("2021", "a", 1) == {}


def test_a_frame_without_anyone_who_takes_part_is_not_fitted() -> None:
    a = {"code": "a", "rule": {"kind": "min-max"}}
    methodology = edition(
        index={"code": "X", "aggregate": "sum", "weights": "equal", "children": [a]},
        prepare=[
            {"step": "screen", "min_share": 1, "columns": ["b"]},
            {"step": "derive", "column": "b2", "formula": "b"},
        ],
    )
    data = dataset(methodology, "unit,year,a,b x,2021,1, y,2021,2, x,2022,1,1 y,2022,3,1")
    card = score_dataset(methodology, data)
    assert np.isnan(card.nodes["a"].score).tolist() == [True, True, False, False]
    assert card.nodes["a"].score[2:].tolist() == [0.0, 1.0]


WITHOUT = "x,2021,,1,1 y,2021,,2,2 "


@pytest.mark.parametrize("missing", ["no-score", "zero", "reweight"])
def test_figures_of_which_the_base_has_none_are_refused_and_no_gap(missing: str) -> None:
    methodology = edition(frame={"base": "2021"}, missing=missing)
    later = dataset(methodology, f"unit,year,a,b,c {WITHOUT}x,2022,,3,1 y,2022,7,4,2")
    with pytest.raises(InvalidData) as caught:
        score_dataset(methodology, later)
    (problem,) = caught.value.problems
    assert (problem.code, problem.indicator, problem.place.line, problem.unit) == (
        "nothing-to-fit",
        "a",
        5,
        "y",
    )
    assert problem.message == '"a" has figures, and no unit on which min-max is fitted has one in 2021'


def test_figures_of_which_a_reference_has_none_are_refused() -> None:
    methodology = edition()
    reference = fit(methodology, dataset(methodology, "unit,a,b,c x,,1,1 y,,2,2"))
    assert (
        score_dataset(methodology, dataset(methodology, "unit,a,b,c x,,3,1"), reference=reference)
        .nodes["a"]
        .missing.all()
    )
    with pytest.raises(InvalidData) as caught:
        score_dataset(methodology, dataset(methodology, "unit,a,b,c x,5,3,1"), reference=reference)
    assert [problem.code for problem in caught.value.problems] == ["nothing-to-fit"]


def test_figures_that_do_not_count_need_no_base() -> None:
    """One of weight 0, those of a row that is not ranked, and a gap in the base of what is missing everywhere."""
    aside = [
        {"code": code, "weight": weight, "rule": {"kind": "min-max"}}
        for code, weight in (("a", 0), ("b", 1), ("c", 1))
    ]
    methodology = edition(frame={"base": "2021"}, index={"code": "X", "aggregate": "sum", "weights": "relative", "children": aside})  # fmt: skip
    card = score_dataset(
        methodology, dataset(methodology, f"unit,year,a,b,c {WITHOUT}x,2022,6,3,1 y,2022,7,4,2")
    )
    assert card.nodes["a"].missing.all()
    card = score_dataset(edition(), dataset(edition(), "unit,a,b,c AT,,1,0 EU,99,2,0 BE,,3,0", EU))
    assert card.nodes["a"].missing.all()


def test_one_period_is_scored_on_its_base_whatever_a_third_one_has(tmp_path: Path) -> None:
    children = [{"code": code, "rule": {"kind": "min-max"}} for code in ("b", "c")]
    index = {"code": "X", "aggregate": "arithmetic", "weights": "equal", "children": children}
    edition = {**HEAD, "missing": "reweight", "frame": {"base": "2020"}, "index": index}
    rows = ["unit,year,b,c", "x,2020,1,", "y,2020,3,", "x,2021,2,", "y,2021,3,", "x,2022,1,5", "y,2022,4,6"]
    table = tmp_path / "t.csv"
    table.write_text("\n".join([*rows, ""]), encoding="utf-8")
    for period, scores in (("2020", [0.0, 1.0]), ("2021", [0.5, 1.0])):
        assert dtiscore.score(table, edition, period=period).index.score.tolist() == scores
    for refused in ("2022", None):
        with pytest.raises(InvalidData) as caught:
            dtiscore.score(table, edition, period=refused)
        assert {problem.code for problem in caught.value.problems} == {"nothing-to-fit"}
