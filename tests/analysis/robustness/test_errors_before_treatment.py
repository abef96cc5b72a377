"""Errors of measurement lie in the units of the table: outliers are treated afterwards, as the edition treats them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.analysis.robustness.conftest import TWO

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.questions.robustness.answer import Assumptions, Draws, MeasurementError, study
from dtiscore.questions.robustness.answer.sampling import sample
from dtiscore.questions.robustness.answer.subject import subject_of

UNITS = list("ABCDEFGHIJ")
X = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 1000.0]
LOG = {"step": "winsorise", "max_points": 0, "fall_back": "log"}
LIMITS = {"step": "winsorise", "max_points": 1, "fall_back": "none"}
MOST, LEAST = math.log(1010.0), math.log(10.0)


def card(
    prepare: Sequence[Mapping[str, Any]], x: Sequence[float | None] = X, y: float = 0.5
) -> dtiscore.Scorecard:
    """The mean of a min-max of ``x`` and of a fraction that is the same for all."""
    children = [
        {"code": "x", "rule": {"kind": "min-max"}},
        {"code": "y", "rule": {"kind": "fraction"}},
    ]
    edition = {**TWO, "prepare": list(prepare), "index": {**TWO["index"], "children": children}}
    return dtiscore.score(pd.DataFrame({"unit": UNITS, "x": x, "y": [y] * len(UNITS)}), edition)


def replayed(scored: dtiscore.Scorecard, unit: str, errors: Sequence[float], **texts: str) -> list[float]:
    """The index of a unit with these errors in its ``x``, one for each replicate."""
    names = {name: (text,) * len(errors) for name, text in texts.items()}
    found = study(scored, replayed=Draws(len(errors), {f"error:x:{unit}": np.array(errors)}, names))
    scores: list[float] = found.scores[:, found.subject.units.index(unit)].tolist()
    return scores


def of_log(value: float) -> float:
    """The index of a unit with a value in ``x``, of which ln(x - 0 + 0.01 (1000 - 0)) counts."""
    return (math.log(max(value, 0.0) + 10.0) - LEAST) / (MOST - LEAST) / 2 + 0.25


def test_the_logarithm_is_taken_of_the_value_with_its_error() -> None:
    assert replayed(card([LOG]), "D", [0.0, 2.0, -1.0]) == pytest.approx([of_log(3), of_log(5), of_log(2)])


def test_a_value_below_the_least_is_held_there_before_the_logarithm() -> None:
    assert replayed(card([LOG]), "B", [-5.0]) == pytest.approx([0.25])


def test_a_share_is_one_of_the_value_in_the_table() -> None:
    draws = sample(
        subject_of(card([LOG])),
        Assumptions(None, errors=(MeasurementError("x", 0.1, relative=True),)),
        500,
        1,
    )
    for unit, value in zip(UNITS, X, strict=True):
        assert 0.09 * value <= draws.numbers[f"error:x:{unit}"].max() <= 0.1 * value


def test_a_share_of_one_cell_too() -> None:
    errors = (MeasurementError("x", 0.1, relative=True, unit="J"),)
    draws = sample(subject_of(card([LIMITS])), Assumptions(None, errors=errors), 500, 1)
    assert 99 < draws.numbers["cell:x:J"].max() <= 100


def test_an_outlier_stays_at_its_limit_with_an_error_that_leaves_it_beyond() -> None:
    """1000 is drawn in to 8; with an error of -997 it is 3."""
    assert replayed(card([LIMITS]), "J", [50.0, -500.0, -997.0]) == pytest.approx(
        [0.75, 0.75, 3 / 8 / 2 + 0.25]
    )


def test_another_treatment_treats_the_same_measurement() -> None:
    plain = card([])
    # As the edition has it, x is the share of 1000; with the percentile, what lies above 6.1 (of 0 to 8 and 1000 the
    # upper 30 %) counts in full.
    upper = float(np.percentile(X, 70))
    errors = [1.0, -2.0]
    assert replayed(plain, "F", errors) == pytest.approx([0.25 + 6 / 2000, 0.25 + 3 / 2000])
    assert replayed(plain, "F", errors, treatment="clip-percentiles:0,70") == pytest.approx(
        [0.25 + min(6, upper) / upper / 2, 0.25 + 3 / upper / 2]
    )
    assert replayed(card([LOG]), "F", errors, treatment="none") == pytest.approx(
        [0.25 + 6 / 2000, 0.25 + 3 / 2000]
    )


def test_what_was_filled_in_before_the_treatment_is_off_like_the_rest() -> None:
    filled = card([{"step": "impute", "method": "value", "value": 3.0}, LOG], [*X[:3], None, *X[4:]])
    assert replayed(filled, "D", [2.0]) == pytest.approx([of_log(5)])


def test_what_was_filled_in_after_the_treatment_was_never_measured() -> None:
    filled = card([LOG, {"step": "impute", "method": "median"}], [*X[:3], None, *X[4:]])
    first, second = replayed(filled, "D", [0.0, 2.0])
    assert first == second
    cell = MeasurementError("x", 0.1, relative=True, unit="D")
    with pytest.raises(UsageFault, match='"D" has no value in "x" that could be off'):
        sample(subject_of(filled), Assumptions(None, errors=(cell,)), 5, 1)


def test_of_one_period_of_several_each_is_treated_as_its_own_units_were() -> None:
    table = pd.DataFrame(
        {
            "unit": UNITS * 2,
            "year": ["2022"] * 10 + ["2023"] * 10,
            "x": [*X, *(10 * value for value in X)],
            "y": [0.5] * 20,
        }
    )
    edition = {**card([LOG]).methodology.model_dump(mode="json", by_alias=True, exclude_unset=True)}
    edition["layout"] = {"period": "year"}
    found = dtiscore.robustness(
        table, edition, Assumptions(None, errors=(MeasurementError("x", 1.0),)), draws_count=2, period="2023"
    )
    scored = dtiscore.score(table, edition, period="2023")
    assert replayed(scored, "D", [20.0]) == pytest.approx([of_log(5)])
    assert found.scores.shape == (2, 10)
