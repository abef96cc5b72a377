"""The analytic hierarchy process: matrices whose weights are plain, the Handbook's matrix, and contradictions."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, strategies as st

from dtiscore.errors import InvalidData, UsageFault
from dtiscore.questions.weights.derive.answer import Judgements, ahp
from dtiscore.questions.weights.derive.answer.comparisons import RANDOM_INDEX, principal_eigenvector

NOTHING = math.nan


def matrix(*rows: tuple[float, ...]) -> Judgements:
    return Judgements("pairs.csv", range(2, 2 + len(rows)), list("abcdefghijklmnopqrst"[: len(rows)]), rows)


def test_consistent_comparisons_give_their_own_ratios() -> None:
    derived = ahp(matrix((1, 2, 4), (1 / 2, 1, 2), (1 / 4, 1 / 2, 1)))
    assert derived.shares == pytest.approx({"a": 4 / 7, "b": 2 / 7, "c": 1 / 7}, rel=1e-14)
    assert derived.parameters == {"eigenvalue": 3, "consistency_ratio": 0}
    assert derived.remarks == []


def test_two_children_cannot_contradict_each_other() -> None:
    derived = ahp(matrix((1, 3), (1 / 3, 1)))
    assert derived.shares == pytest.approx({"a": 0.75, "b": 0.25}, rel=1e-14)
    assert derived.parameters["consistency_ratio"] == 0


def test_the_eigenvector_of_a_circle() -> None:
    # a = 2 b, b = 2 c, c = 2 a: all alike, and l = 1 + 2 + 1/2; (3.5 - 3) / 2 / 0.58.
    derived = ahp(matrix((1, 2, 1 / 2), (1 / 2, 1, 2), (2, 1 / 2, 1)))
    assert derived.shares == pytest.approx({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}, rel=1e-14)
    assert derived.parameters == {"eigenvalue": 3.5, "consistency_ratio": round(0.25 / 0.58, 6)}


def test_contradictions_are_told_with_the_pair_that_stands_out() -> None:
    derived = ahp(matrix((1, 2, 4, 1 / 9), (1 / 2, 1, 2, 4), (1 / 4, 1 / 2, 1, 2), (9, 1 / 4, 1 / 2, 1)))
    (remark,) = derived.remarks
    assert remark.code == "inconsistent-comparisons"
    assert "above 0.1" in remark.message
    assert '"a" to "d", 0.111 where the others imply' in remark.fix


def test_the_matrix_of_the_handbook(shared_data: Path) -> None:
    # OECD/JRC Handbook (2008), Table 20: one respondent's comparisons of the eight indicators of the TAI.
    with (shared_data / "indices/tai_handbook/published_ahp_matrix.csv").open(encoding="utf-8") as file:
        rows = [tuple(map(float, row[1:])) for row in list(csv.reader(file))[1:]]
    derived = ahp(matrix(*rows))
    values, vectors = np.linalg.eig(np.array(rows))
    greatest = int(np.argmax(values.real))
    expected = vectors[:, greatest].real / vectors[:, greatest].real.sum()
    assert list(derived.shares.values()) == pytest.approx(expected.tolist(), rel=1e-10)
    assert derived.parameters["eigenvalue"] == pytest.approx(8.2111, abs=5e-5)
    assert derived.parameters["consistency_ratio"] == pytest.approx((8.211079 - 8) / 7 / 1.41, abs=1e-6)
    assert derived.remarks == []
    # Schooling above patents, telephones and electricity last and alike.
    order = sorted(derived.shares, key=lambda code: -derived.shares[code])
    assert order[:2] == ["g", "a"]
    assert derived.shares["e"] == pytest.approx(derived.shares["f"], rel=1e-12)


def test_half_a_matrix_is_enough() -> None:
    whole = ahp(matrix((1, 3, 5), (1 / 3, 1, 2), (1 / 5, 1 / 2, 1)))
    assert ahp(matrix((NOTHING, 3, 5), (NOTHING, 1, 2), (NOTHING, NOTHING, 1))).shares == whole.shares
    below = matrix((1, NOTHING, NOTHING), (1 / 3, 1, NOTHING), (1 / 5, 1 / 2, 1))
    assert ahp(below).shares == pytest.approx(dict(whole.shares), rel=1e-12)


def test_a_rounded_reciprocal_will_do() -> None:
    assert ahp(matrix((1, 8), (0.13, 1))).shares["a"] == pytest.approx(0.887, abs=1e-3)


def test_every_fault_of_a_matrix_is_told_with_its_line() -> None:
    with pytest.raises(InvalidData, match=r"pairs\.csv: 4 faults") as caught:
        ahp(matrix((2, 3, NOTHING), (1 / 2, 1, -2), (NOTHING, 1, 1)))
    found = [(problem.code, problem.place.line, problem.place.header) for problem in caught.value.problems]
    assert found == [
        ("invalid-comparison", 2, "a"),
        ("not-reciprocal", 3, "a"),
        ("missing-value", 2, "c"),
        ("invalid-comparison", 3, "c"),
    ]
    assert caught.value.problems[1].message == '"a" to "b" is 3, and back it is 0.5, not 1/3'


def test_too_many_to_compare() -> None:
    size = len(RANDOM_INDEX)
    with pytest.raises(UsageFault, match="up to 15 children; here are 16"):
        ahp(matrix(*[(1.0,) * size] * size))


@given(weights=st.lists(st.floats(0.1, 9), min_size=2, max_size=8))
def test_the_weights_behind_consistent_comparisons_are_found(weights: list[float]) -> None:
    table = [[above / below for below in weights] for above in weights]
    vector, eigenvalue = principal_eigenvector(table)
    assert vector == pytest.approx([weight / sum(weights) for weight in weights], rel=1e-9)
    assert eigenvalue == pytest.approx(len(weights), rel=1e-9)
