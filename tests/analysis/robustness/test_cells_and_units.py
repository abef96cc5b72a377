"""Errors of single cells, and what is asked of one unit or one level, held to hand arithmetic."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from tests.analysis.robustness.conftest import TWO, scored

import dtiscore
from dtiscore.questions.robustness.answer import Assumptions, Draws, MeasurementError, WeightVariation, study
from dtiscore.questions.robustness.answer.sampling import sample
from dtiscore.questions.robustness.answer.subject import subject_of
from dtiscore.questions.robustness.python import measurement_error

ALONE = MeasurementError("x", 0.02, unit="B")


def test_nothing_but_the_named_cell_is_off(three: dtiscore.Scorecard) -> None:
    """B = (0.5 + e) / 2 + 0.25 with sd(e) = 0.02."""
    found = study(three, Assumptions(None, errors=(ALONE,)), count=20_000)
    at = {unit: found.scores[:, place] for place, unit in enumerate(found.subject.units)}
    assert at["B"].std() == pytest.approx(0.01, rel=0.03)
    assert at["A"].tolist() == [0.45] * 20_000
    assert np.ptp(at["C"]) == 0.0
    assert found.factors == ["cell:x:B"]


def test_a_cell_is_off_by_what_its_draw_says(three: dtiscore.Scorecard) -> None:
    draws = Draws(2, {"cell:x:B": np.array([0.1, -0.2]), "error:x:A": np.array([0.0, 0.05])}, {})
    found = study(three, replayed=draws)
    by_unit = dict(zip(found.subject.units, found.scores.T.tolist(), strict=True))
    assert by_unit["B"] == pytest.approx([0.55, 0.4])
    assert by_unit["A"] == pytest.approx([0.45, 0.475])
    assert found.factors == ["error:x", "cell:x:B"]


def test_a_cell_has_its_own_error_in_the_place_of_that_of_all(three: dtiscore.Scorecard) -> None:
    subject = subject_of(three)
    general = MeasurementError("x", 0.3)
    both = sample(subject, Assumptions(None, errors=(ALONE, general)), 50, 1)
    assert sorted(both.numbers) == ["cell:x:B", "error:x:A", "error:x:C"]
    before = sample(subject, Assumptions(None, errors=(general,)), 50, 1)
    assert both.numbers["error:x:A"].tobytes() == before.numbers["error:x:A"].tobytes()


def test_a_share_of_a_cell(three: dtiscore.Scorecard) -> None:
    draws = sample(
        subject_of(three), Assumptions(None, errors=(MeasurementError("x", 0.1, True, "A"),)), 5000, 1
    )
    noise = draws.numbers["cell:x:A"]  # 10 % of 0.9
    assert 0.089 < noise.max() <= 0.09
    assert -0.09 <= noise.min() < -0.089


def test_the_order_of_rows_changes_no_draw_of_a_cell() -> None:
    cells = {"unit": list("ABC"), "x": [0.9, 0.5, 0.2], "y": [0.0, 0.5, 0.7]}
    data = pd.DataFrame(cells)
    first, turned = (
        sample(subject_of(dtiscore.score(table, TWO)), Assumptions(None, errors=(ALONE,)), 20, 1)
        for table in (data, data.iloc[::-1])
    )
    assert first.numbers["cell:x:B"].tobytes() == turned.numbers["cell:x:B"].tobytes()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("x=0.5", MeasurementError("x", 0.5)),
        ("B:x=0.5", MeasurementError("x", 0.5, unit="B")),
        ("Đà Nẵng:4.1=10%", MeasurementError("4.1", 0.1, True, "Đà Nẵng")),
    ],
)
def test_how_an_error_is_written(text: str, meant: MeasurementError) -> None:
    assert measurement_error(text) == meant


@pytest.mark.parametrize("text", [":x=1", "B:=1", "B:x", "x=", "=1", "B:x=much"])
def test_what_declares_no_error(text: str) -> None:
    with pytest.raises(dtiscore.UsageFault, match="declares no error of measurement"):
        measurement_error(text)


@pytest.mark.parametrize(
    ("errors", "words"),
    [
        ((MeasurementError("x", 1.0, unit="Q"),), 'no unit "Q"|"Q"'),
        ((MeasurementError("x", 1.0, unit="C"),), '"C" has no value in "x"'),
        ((ALONE, ALONE), 'two errors of measurement are given for "x" of "B"'),
        (
            (MeasurementError("y", 1.0), MeasurementError("y", 2.0)),
            'two errors of measurement are given for "y"',
        ),
    ],
)
def test_an_error_that_cannot_be_is_refused(errors: tuple[MeasurementError, ...], words: str) -> None:
    index = {**TWO["index"], "missing": "reweight"}
    card = scored({"x": [0.9, 0.5, math.nan], "y": [0.0, 0.5, 0.7]}, index)
    with pytest.raises(dtiscore.UsageFault, match=words):
        _ = study(card, Assumptions(None, errors=errors), count=10).statistics


def test_a_unit_is_called_by_its_name() -> None:
    data = pd.DataFrame(
        {"unit": list("ABC"), "name": ["Alpha", "Beta", "Gamma"], "x": [0.9, 0.5, 0.2], "y": [0, 0.5, 0.7]}
    )
    errors = (measurement_error("Beta:x=0.02"),)
    found = dtiscore.robustness(data, TWO, Assumptions(None, errors=errors), draws_count=20, unit="beta")
    assert found.factors == ["cell:x:B"]
    assert found.unit == "B"
    kept = pd.DataFrame({name: list(map(str, cells)) for name, cells in found.draws.columns().items()})
    again = dtiscore.robustness(data, TWO, replay=kept)
    assert again.scores.tobytes() == found.scores.tobytes()


def test_influence_on_the_score_of_a_unit_by_hand() -> None:
    """A = (x + y) / 2 with errors of sd 0.03 and 0.04: of its variance 9/25 and 16/25, B's score never moves."""
    card = scored({"x": [0.5, 0.1], "y": [0.5, 0.1]})
    errors = (MeasurementError("x", 0.03, unit="A"), MeasurementError("y", 0.04, unit="A"))
    found = study(card, Assumptions(None, errors=errors), count=20_000)
    x, y = found.influence_on("A")["score"]
    for one, share in ((x, 9 / 25), (y, 16 / 25)):
        assert one.first == pytest.approx(share, abs=0.03)
        assert one.total == pytest.approx(share, abs=0.03)
        assert one.first_low < one.first < one.first_high
        assert one.total_low < one.total < one.total_high
    assert all(one.total == 0.0 for one in found.influence_on("B")["score"])
    assert all(
        one.total == 0.0 for one in found.influence_on("A")["rank"]
    )  # 0.4 ahead: nothing brings it down


def test_influence_on_a_rank_by_hand() -> None:
    """A is ahead of B exactly where e_x + e_y > 0, two errors alike: neither alone has more than the other.

    The sign of a sum of two equal normal variables: first order 1/3 (E[sign | e] = 2 F(e) - 1 has variance 1/3), total 2/3.
    """
    card = scored({"x": [0.5, 0.5, 0.0], "y": [0.5, 0.5, 0.0]})
    errors = (MeasurementError("x", 0.01, unit="A"), MeasurementError("y", 0.01, unit="A"))
    found = study(card, Assumptions(None, errors=errors), count=20_000)
    for one in found.influence_on("A")["rank"]:
        assert one.first == pytest.approx(1 / 3, abs=0.04)
        assert one.total == pytest.approx(2 / 3, abs=0.04)


def test_influence_on_a_unit_without_a_rank_in_some_replicate_is_refused() -> None:
    index = {**TWO["index"], "missing": "reweight"}
    card = scored({"x": [0.9, 0.5, 0.2], "y": [0.8, 0.5, math.nan]}, index)
    found = study(card, Assumptions(exclusion=True), count=50)
    with pytest.raises(dtiscore.UsageFault, match='"C" has no rank under some assumptions'):
        found.influence_on("C")


def test_the_standard_deviation_of_a_rank(three: dtiscore.Scorecard) -> None:
    """A is third, first and first: mean 5/3, variance (16/9 + 4/9 + 4/9) / 3."""
    x, y = np.array([0.0, 1.0, 1.0]), np.array([1.0, 0.0, 0.0])
    found = study(three, replayed=Draws(3, {"weight:x": x, "weight:y": y}, {}))
    one = found.statistics[found.subject.units.index("A")]
    assert one.mean == pytest.approx(5 / 3)
    assert one.deviation == pytest.approx(math.sqrt(24 / 27))


def test_parts_of_one_level_are_left_out() -> None:
    """The index of a and y, a of x and z: without a nothing but y counts, without z a is x."""
    rule = {"kind": "fraction"}
    a = {"code": "a", "aggregate": "arithmetic", "weights": "equal",
         "children": [{"code": "x", "rule": rule}, {"code": "z", "rule": rule}]}  # fmt: skip
    index = {**TWO["index"], "children": [a, {"code": "y", "rule": rule}]}
    card = scored({"x": [0.9, 0.1], "z": [0.0, 1.0], "y": [0.4, 0.2]}, index)
    by_level = {level: study(card, level=level).removals for level in (None, 1, 2)}
    assert {level: [one.code for one in found] for level, found in by_level.items()} == {
        None: ["a", "x", "z", "y"], 1: ["a", "y"], 2: ["x", "z"],
    }  # fmt: skip
    assert [one.level for one in by_level[None]] == [1, 2, 2, 1]
    nominal = study(card).subject.units
    assert nominal == ["A", "B"]  # 0.425 and 0.375
    assert [one.ranks.tolist() for one in by_level[1]] == [[1.0, 2.0], [2.0, 1.0]]
    assert [one.ranks.tolist() for one in by_level[2]] == [[2.0, 1.0], [1.0, 2.0]]
    with pytest.raises(dtiscore.UsageFault, match="nothing can be left out at level 3"):
        _ = study(card, level=3).removals


def test_seeds_of_before_give_the_draws_of_before(three: dtiscore.Scorecard) -> None:
    """The first numbers that version 0.1.0 drew for seed 1, of the streams that it had."""
    assumptions = Assumptions(
        WeightVariation(),
        normalisations=("own", "rank"),
        exclusion=True,
        errors=(MeasurementError("x", 0.1),),
    )
    draws = sample(subject_of(three), assumptions, 4, 1)
    assert draws.numbers["weight:x"].tolist() == pytest.approx(
        [1.0888961517777982, 0.9971589834824192, 0.8040698404786956, 1.0738453091544105], rel=1e-14
    )
    assert draws.numbers["error:x:A"].tolist() == pytest.approx(
        [-0.0555505187181301, 0.08016304400260388, 0.0771326743793343, 0.07524616804546709], rel=1e-14
    )
    assert draws.texts["normalisation"] == ("rank", "own", "rank", "rank")
    assert draws.texts["excluded"] == ("y", "", "y", "y")
