"""The normalisations of COINr 1.1.14 on its own example of 51 countries and 49 indicators, through a whole edition.

COINr multiplies an indicator by its direction first; here direction stands inside the rule and values keep their
units. Where COINr gives NaN or Inf, here the outcome has a name.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.made import HEAD

import dtiscore
from dtiscore.errors import InvalidData

DATA = "stage_Treated.csv"

TIES_BY_PRINTING = {"TolMin": {"5.1": 3, "3.4": 2}}
"""Values, and how many countries have them, that COINr held apart by their last bits. The table has 15 digits, to which
they are the same, so that their ranks here are shared; they are the only ranks that differ."""


def read(path: Path) -> dict[str, list[str]]:
    """The columns of a table of COINr, as text."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {heading: [row[heading] for row in rows] for heading in rows[0]}


def directions(folder: Path) -> dict[str, int]:
    """1 or -1 for every indicator."""
    meta = read(folder / "in_iMeta.csv")
    rows = zip(meta["iCode"], meta["Type"], meta["Direction"], strict=True)
    return {code: int(sign) for code, kind, sign in rows if kind == "Indicator"}


def edition(rules: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """An edition with one indicator for each of these columns."""
    return {
        **HEAD,
        "publish": {"as": "score", "decimals": 6},
        "layout": {"unit": "uCode"},
        "index": {
            "code": "INDEX",
            "aggregate": "arithmetic",
            "weights": "equal",
            "children": [
                {"code": f"n_{column}", "column": column, "rule": method} for column, method in rules.items()
            ],
        },
    }


def rules_for(
    folder: Path, method: dict[str, Any], columns: list[str] | None = None
) -> dict[str, dict[str, Any]]:
    """The same rule for every column, each in its own direction."""
    return {
        column: {**method, "direction": "up" if sign == 1 else "down"}
        for column, sign in directions(folder).items()
        if columns is None or column in columns
    }


@pytest.fixture(scope="module")
def coinr(shared_data: Path) -> Path:
    return shared_data / "coinr"


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("minmax_0_100", {"kind": "min-max", "range": [0, 100]}),
        ("minmax_1_100", {"kind": "min-max", "range": [1, 100]}),
        ("zscore_0_1", {"kind": "z-score", "divisor": "sample"}),
        ("zscore_10_2", {"kind": "z-score", "divisor": "sample", "mean": 10, "sd": 2}),
        ("rank", {"kind": "rank", "ties": "min"}),
        ("rank_avg", {"kind": "rank", "ties": "average"}),
        ("borda", {"kind": "borda", "ties": "min"}),
        ("prank", {"kind": "percentile-rank", "of": "others", "ties": "min"}),
        ("dist2max", {"kind": "distance-to-maximum"}),
        ("dist2ref_DEU", {"kind": "distance-to-unit", "unit": "DEU"}),
        ("dist2ref_DEU_cap", {"kind": "distance-to-unit", "unit": "DEU", "cap": True}),
    ],
)
def test_all_indicators_of_all_countries(name: str, method: dict[str, Any], coinr: Path) -> None:
    expected = read(coinr / f"norm_Treated_{name}.csv")
    rules = rules_for(coinr, method)
    card = dtiscore.score(coinr / DATA, edition(rules))
    assert list(card.dataset.units) == expected["uCode"]
    assert (len(rules), len(card.dataset)) == (49, 51)
    raw = read(coinr / DATA)
    for column in rules:
        found = card.nodes[f"n_{column}"].score
        wanted = np.array(expected[column], dtype=float)
        tied = np.isin(raw[column], list(TIES_BY_PRINTING.get(column, ())))
        if method["kind"] in ("rank", "borda", "percentile-rank"):
            np.testing.assert_allclose(found[~tied], wanted[~tied], rtol=1e-9, atol=1e-9)
        else:
            np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-9)


def test_what_printing_made_equal_is_tied(coinr: Path) -> None:
    raw = read(coinr / DATA)
    card = dtiscore.score(coinr / DATA, edition(rules_for(coinr, {"kind": "rank"}, list(TIES_BY_PRINTING))))
    for column, values in TIES_BY_PRINTING.items():
        for value, count in values.items():
            ranks = card.nodes[f"n_{column}"].score[np.array(raw[column]) == value]
            assert (len(ranks), len(set(ranks.tolist()))) == (count, 1)


def test_fixed_goalposts_without_a_cut(coinr: Path) -> None:
    # COINr scales the negated values; in their own units more of them is still more, so the sign stays outside.
    expected, signs = read(coinr / "norm_Treated_scaled_0_100.csv"), directions(coinr)
    method = {"kind": "goalposts", "low": 0, "high": 100, "clip": False, "range": [0, 100]}
    card = dtiscore.score(coinr / DATA, edition(dict.fromkeys(signs, method)))
    for column, sign in signs.items():
        found = sign * card.nodes[f"n_{column}"].score
        np.testing.assert_allclose(found, np.array(expected[column], dtype=float), rtol=1e-9, atol=1e-9)


class TestFractionOfMaximum:
    def test_where_more_is_better_it_is_the_same(self, coinr: Path) -> None:
        expected = read(coinr / "norm_Treated_fracmax.csv")
        upward = [column for column, sign in directions(coinr).items() if sign == 1]
        rules = rules_for(coinr, {"kind": "fraction-of-maximum"}, upward)
        card = dtiscore.score(coinr / DATA, edition(rules))
        assert len(rules) > 30
        for column in rules:
            found = card.nodes[f"n_{column}"].score
            np.testing.assert_allclose(found, np.array(expected[column], dtype=float), rtol=1e-9, atol=1e-9)

    def test_where_less_is_better_theirs_is_the_wrong_way_round(self, coinr: Path) -> None:
        theirs = read(coinr / "norm_Treated_fracmax.csv")
        downward = [
            column
            for column, sign in directions(coinr).items()
            if sign == -1 and "Inf" not in theirs[column] and float(max(theirs[column], key=float)) > 1
        ]
        raw = read(coinr / DATA)
        downward = [column for column in downward if min(map(float, raw[column])) > 0]
        assert downward
        card = dtiscore.score(
            coinr / DATA, edition(rules_for(coinr, {"kind": "fraction-of-maximum"}, downward))
        )
        for column in downward:
            values, found = np.array(raw[column], dtype=float), card.nodes[f"n_{column}"].score
            their = np.array(theirs[column], dtype=float)
            np.testing.assert_allclose(found, 1.0 / their, rtol=1e-9)
            assert their[values.argmax()] == their.max() > 1.0  # their highest score for the worst country
            assert found[values.argmin()] == 1.0

    def test_their_infinities_are_refused_cells_here(self, coinr: Path) -> None:
        theirs = read(coinr / "norm_Treated_fracmax.csv")
        infinite = [column for column in theirs if "Inf" in theirs[column]]
        assert infinite == ["CostImpEx", "Tariff", "Poverty"]
        validation = dtiscore.validate(
            coinr / DATA, edition(rules_for(coinr, {"kind": "fraction-of-maximum"}, infinite))
        )
        refused = [problem for problem in validation.problems if problem.is_error]
        assert {problem.place.header for problem in refused} == set(infinite)
        assert {problem.code for problem in refused} == {"out-of-range"}


class TestNamedOutcomes:
    """Each of these is NaN, Inf or a silent loss of the indicator in COINr."""

    def problems(
        self, table: str, method: dict[str, Any], tmp_path: Path
    ) -> list[tuple[str, str | None, str]]:
        path = tmp_path / "data.csv"
        path.write_text(table, encoding="utf-8")
        with pytest.raises(InvalidData) as caught:
            dtiscore.score(path, edition({"x": method}))
        return [(problem.code, problem.indicator, problem.message) for problem in caught.value.problems]

    @pytest.mark.parametrize("kind", ["min-max", "distance-to-maximum"])
    def test_a_constant_indicator(self, kind: str, tmp_path: Path) -> None:
        found = self.problems("uCode,x\nAUT,7\nDEU,7\n", {"kind": kind}, tmp_path)
        assert found == [("zero-range", "n_x", 'every unit has 7 for "n_x"')]

    def test_a_constant_z_score(self, tmp_path: Path) -> None:
        found = self.problems("uCode,x\nAUT,7\nDEU,7\n", {"kind": "z-score", "divisor": "sample"}, tmp_path)
        assert found == [("zero-range", "n_x", 'every unit has 7 for "n_x"')]

    @pytest.mark.parametrize(
        ("table", "words"),
        [
            ("uCode,x\nAUT,7\nBEL,9\n", 'the reference unit "DEU" is not among the units of the frame'),
            ("uCode,x\nAUT,9\nDEU,7\n", "the value of the reference unit, 7, does not lie above the lowest"),
        ],
    )
    def test_a_reference_unit_that_measures_nothing(self, table: str, words: str, tmp_path: Path) -> None:
        ((code, indicator, message),) = self.problems(
            table, {"kind": "distance-to-unit", "unit": "DEU"}, tmp_path
        )
        assert code in ("no-reference-unit", "goal-not-beyond-worst")
        assert indicator == "n_x"
        assert f'"n_x" cannot be normalised: {words}' in message

    def test_a_target_behind_the_units(self, tmp_path: Path) -> None:
        # COINr warns and goes on.
        method = {"kind": "distance-to-target", "target": 5}
        ((code, _, message),) = self.problems("uCode,x\nAUT,9\nDEU,7\n", method, tmp_path)
        assert (code, "the target, 5, does not lie above" in message) == ("goal-not-beyond-worst", True)

    def test_one_unit_has_no_percentile(self, tmp_path: Path) -> None:
        ((code, _, _),) = self.problems("uCode,x\nAUT,9\n", {"kind": "percentile-rank"}, tmp_path)
        assert code == "one-unit"

    def test_values_that_are_all_negative(self, tmp_path: Path) -> None:
        ((code, _, _),) = self.problems(
            "uCode,x\nAUT,-9\nDEU,-7\n", {"kind": "fraction-of-maximum"}, tmp_path
        )
        assert code == "not-positive"

    def test_an_indicator_without_any_value(self, tmp_path: Path) -> None:
        # COINr normalises it to NA with a warning and leaves it out of the index.
        found = self.problems("uCode,x\nAUT,\nDEU,\n", {"kind": "rank"}, tmp_path)
        assert [code for code, _, _ in found] == ["missing-value", "missing-value"]
