"""Weights from the scores of units: components, factors, entropy, CRITIC and target importance."""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st
from scipy.optimize import nnls  # type: ignore[import-untyped]  # scipy ships no types

from dtiscore.errors import UsageFault
from dtiscore.methodology import Values
from dtiscore.methodology.rules import RULES
from dtiscore.questions.weights.derive.answer import (
    critic,
    dp2,
    entropy,
    factor,
    infomax,
    one_factor,
    pca,
    target_importance,
)
from dtiscore.questions.weights.derive.answer.base import Derivation

NAN = math.nan
TAI = ("patents", "royalties", "internet", "exports", "telephones", "electricity", "schooling", "university")


def scores(**columns: list[float]) -> dict[str, Values]:
    return {code: np.array(values, dtype=np.float64) for code, values in columns.items()}


def tai(shared_data: Path) -> dict[str, Values]:
    """The Technology Achievement Index of the Handbook: 23 countries, 8 indicators (Table A.2)."""
    with (shared_data / "indices/tai_handbook/input.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {code: np.array([float(row[code]) for row in rows]) for code in TAI}


def handbook(shared_data: Path, method: str) -> dict[str, float]:
    """A row of the Handbook's table of weights."""
    with (shared_data / "indices/tai_handbook/weights.csv").open(encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file) if row["method"] == method)
    return {code: float(row[code]) for code in TAI}


class TestPrincipalComponent:
    def test_two_children_load_alike(self) -> None:
        # Whatever their correlation: the first component of two standardised columns is their sum.
        derived = pca(scores(a=[1, 2, 3, 4], b=[10, 30, 20, 40]))
        assert derived.shares == pytest.approx({"a": 0.5, "b": 0.5}, rel=1e-12)
        assert derived.parameters == {
            "variant": "squared-loadings",
            "units": 4,
            "explained": 0.9,
        }  # (1 + 0.8) / 2

    def test_over_sd_a_column_ten_times_as_wide_weighs_a_tenth(self) -> None:
        derived = pca(scores(a=[1, 2, 3, 4], b=[10, 30, 20, 40]), "loadings-over-sd")
        assert derived.shares == pytest.approx({"a": 10 / 11, "b": 1 / 11}, rel=1e-12)

    def test_three_children_by_hand(self) -> None:
        # a and b are one and the same, c is unrelated to them: the component is theirs alone.
        columns = scores(a=[-1, -1, 1, 1], b=[-1, -1, 1, 1], c=[-1, 1, -1, 1])
        assert pca(columns).shares == pytest.approx({"a": 0.5, "b": 0.5, "c": 0.0}, abs=1e-12)

    def test_a_child_that_runs_against_the_others_is_told_or_refused(self) -> None:
        # COINr hands on weights below 0 in silence.
        columns = scores(a=[1, 2, 3, 4], b=[2, 3, 5, 9], c=[4, 3, 2, 0])
        (remark,) = pca(columns).remarks
        assert (remark.code, remark.indicator) == ("runs-against", "c")
        assert all(share > 0 for share in pca(columns).shares.values())
        with pytest.raises(UsageFault, match='"c" runs against the others'):
            pca(columns, "loadings-over-sd")

    def test_units_with_a_gap_take_no_part_and_are_counted(self) -> None:
        derived = pca(scores(a=[1, 2, NAN, 3, 4], b=[10, 30, 99, 20, 40]))
        assert derived.parameters["units"] == 4
        (remark,) = derived.remarks
        assert (remark.code, remark.indicator) == ("units-left-out", "a")
        assert remark.message == '1 unit lacks a score and took no part; "a" has the fewest'


class TestFactors:
    def test_the_weights_of_the_handbook(self, shared_data: Path) -> None:
        # Table 18, principal components: four factors kept, turned by varimax; printed at two decimals.
        derived = factor(tai(shared_data), 4)
        expected = handbook(shared_data, "PC")
        assert max(abs(derived.shares[code] - expected[code]) for code in TAI) <= 0.0055
        assert derived.parameters["factors"] == 4
        assert derived.parameters["explained"] == pytest.approx(0.87, abs=0.005)

    def test_the_rule_of_eigenvalues_above_1_keeps_two_of_them(self, shared_data: Path) -> None:
        derived = factor(tai(shared_data))
        assert derived.parameters["factors"] == 2
        assert derived.parameters["smallest_eigenvalue_kept"] == pytest.approx(1.746, abs=5e-4)

    def test_two_pairs_by_hand(self) -> None:
        # a = b and c = d, unrelated: two factors, a squared loading of 1 for each.
        columns = scores(a=[-1, -1, 1, 1], b=[-1, -1, 1, 1], c=[-1, 1, -1, 1], d=[-2, 2, -2, 2])
        derived = factor(columns)
        assert derived.shares == pytest.approx(dict.fromkeys("abcd", 0.25), rel=1e-12)
        assert derived.parameters["factors"] == 2

    def test_one_factor_is_the_first_component(self) -> None:
        columns = scores(a=[1, 2, 3, 4, 6], b=[2, 3, 5, 9, 1], c=[4, 3, 9, 0, 5])
        assert factor(columns, 1).shares == pytest.approx(dict(pca(columns).shares), rel=1e-12)

    def test_no_more_factors_than_children(self) -> None:
        with pytest.raises(UsageFault, match="2 children have 1 to 2 factors, not 3"):
            factor(scores(a=[1, 2, 3], b=[1, 3, 2]), 3)


class TestEntropy:
    def test_by_hand(self) -> None:
        # a: 1/4, 1/4, 1/2; b: all in one unit, so that it has no entropy at all.
        derived = entropy(scores(a=[1, 1, 2], b=[0, 0, 7]))
        evenness = (0.5 * math.log(4) + 0.5 * math.log(2)) / math.log(3)
        assert derived.shares == pytest.approx(
            {"a": (1 - evenness) / (2 - evenness), "b": 1 / (2 - evenness)}
        )

    def test_no_share_of_a_negative_score(self) -> None:
        with pytest.raises(UsageFault, match='"b" has a negative score'):
            entropy(scores(a=[1, 2, 3], b=[1, -2, 3]))

    def test_children_that_hardly_vary_have_all_digits(self) -> None:
        # With p = (1 + d) / n, 1 - e is the mean of d^2 / 2 over ln n, but for higher powers of d.
        off = np.array([-3e-9, 1e-9, 2e-9])
        derived = entropy(scores(a=[*(1 + off)], b=[*(1 + 2 * off)]))
        assert derived.shares == pytest.approx({"a": 1 / 5, "b": 4 / 5}, rel=1e-6)

    def test_a_constant_child_is_refused(self) -> None:
        with pytest.raises(UsageFault, match='same score for "a"'):
            entropy(scores(a=[2, 2, 2], b=[1, 2, 3]))


class TestCritic:
    def test_by_hand(self) -> None:
        # On 0 to 1: a = 0, 1/2, 1 (sd 1/2), b = 0, 1, 1/2 (sd 1/2), c = 0, 0, 1 (sd 1/sqrt 3); r_ab = 1/2,
        # r_ac = sqrt(3)/2, r_bc = 0.
        derived = critic(scores(a=[1, 2, 3], b=[10, 30, 20], c=[0, 0, 1]))
        root = math.sqrt(3)
        sizes = [0.5 * (0.5 + 1 - root / 2), 0.5 * (0.5 + 1), (1 - root / 2 + 1) / root]
        assert list(derived.shares.values()) == pytest.approx(
            [size / sum(sizes) for size in sizes], rel=1e-12
        )

    def test_a_repeated_child_shares_its_weight(self) -> None:
        derived = critic(scores(a=[1, 2, 3], b=[2, 4, 6], c=[1, 3, 2]))
        assert derived.shares == pytest.approx({"a": 0.25, "b": 0.25, "c": 0.5}, rel=1e-12)

    def test_children_that_all_say_the_same(self) -> None:
        with pytest.raises(UsageFault, match="perfectly correlated"):
            critic(scores(a=[1, 2, 3], b=[2, 4, 6]))


class TestDistanceDp2:
    def test_what_repeats_another_tells_nothing(self) -> None:
        # a and b are one and the same and enter first; c is unrelated to them, and half as wide.
        derived = dp2(scores(a=[-1, -1, 1, 1], b=[-1, -1, 1, 1], c=[-0.5, 0.5, -0.5, 0.5]))
        assert derived.shares == pytest.approx({"a": 1 / 3, "b": 0, "c": 2 / 3}, abs=1e-12)
        assert derived.parameters == {"units": 4, "rounds": 1, "order": "a, b, c"}

    def test_two_children_by_hand(self) -> None:
        # r = 0.8: the second tells 1 - 0.64 beyond the first; it is ten times as wide.
        derived = dp2(scores(a=[1, 2, 3, 4], b=[10, 30, 20, 40]))
        assert derived.shares == pytest.approx({"a": 1 / 1.036, "b": 0.036 / 1.036}, rel=1e-12)

    def test_the_order_is_that_of_correlations_with_the_distance_itself(self, shared_data: Path) -> None:
        columns = tai(shared_data)
        derived = dp2(columns)
        table = np.array(list(columns.values())).T
        distances = (table - table.min(axis=0)) / table.std(axis=0, ddof=1)
        order = [list(columns).index(code) for code in str(derived.parameters["order"]).split(", ")]
        new = np.ones(len(order))
        for place in range(1, len(order)):
            before = np.column_stack([np.ones(len(table)), distances[:, order[:place]]])
            own = distances[:, order[place]]
            left = own - before @ np.linalg.lstsq(before, own, rcond=None)[0]
            new[order[place]] = (left**2).sum() / ((own - own.mean()) ** 2).sum()
        sizes = new / table.std(axis=0, ddof=1)
        assert list(derived.shares.values()) == pytest.approx((sizes / sizes.sum()).tolist(), rel=1e-9)
        dp = distances @ new
        found = [abs(np.corrcoef(distances[:, i], dp)[0, 1]) for i in order]
        assert found == sorted(found, reverse=True)


class TestOneFactor:
    @pytest.mark.parametrize("part", ["health", "education", "drive", "public_transport"])
    def test_the_official_weights_of_the_scottish_index(self, part: str, shared_data: Path) -> None:
        """Within 0.001: the indicators behind them were rounded when they were published."""
        folder = shared_data / "indices/simd_2016"
        with (folder / "weights.csv").open(encoding="utf-8") as file:
            told = [row for row in csv.DictReader(file) if row["part"] == part]
        with (folder / "input.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        columns = {}
        for row in told:
            cells = np.array([float(each[row["indicator"]] or "nan") for each in rows])
            normal = methodology_rule("normal-score", "up" if float(row["direction"]) > 0 else "down")
            columns[row["indicator"]] = np.nan_to_num(normal.apply([cells], normal.fit(cells)))
        derived = one_factor(columns)
        for row in told:
            assert derived.shares[row["indicator"]] == pytest.approx(float(row["official_weight"]), abs=0.001)

    def test_three_correlations_have_one_factor_exactly(self) -> None:
        # Loadings from correlations alone: l_a^2 = r_ab r_ac / r_bc, and so on; weights l / (1 - l^2).
        columns = scores(a=[1, 2, 3, 4, 5, 6], b=[2, 1, 4, 6, 3, 5], c=[3, 1, 2, 6, 5, 4])
        r = np.corrcoef(list(columns.values()))
        squares = [r[0, 1] * r[0, 2] / r[1, 2], r[0, 1] * r[1, 2] / r[0, 2], r[0, 2] * r[1, 2] / r[0, 1]]
        sizes = [math.sqrt(square) / (1 - square) for square in squares]
        expected = [size / sum(sizes) for size in sizes]
        assert list(one_factor(columns).shares.values()) == pytest.approx(expected, rel=1e-6)

    @pytest.mark.parametrize("seed", range(5))
    def test_no_other_loadings_make_the_correlations_more_likely(self, seed: int) -> None:
        """Of a normal sample the likelihood falls with log |S| + trace(R / S), S = l l' + psi (Lawley and Maxwell 1971)."""
        minimize = pytest.importorskip("scipy.optimize").minimize
        draws = np.random.default_rng(seed)
        common = draws.normal(size=60)
        columns = {code: common + draws.uniform(0.7, 1.5) * draws.normal(size=60) for code in "abcd"}
        matrix = np.corrcoef(list(columns.values()))

        def misfit(point: Values) -> float:
            loadings, own = point[:4], np.exp(point[4:])
            made = np.outer(loadings, loadings) + np.diag(own)
            return float(np.linalg.slogdet(made)[1] + np.trace(np.linalg.solve(made, matrix)))

        starts = (np.append(draws.uniform(0.3, 0.9, 4), draws.uniform(-2, 0, 4)) for _ in range(10))
        best = min((minimize(misfit, start, tol=1e-12) for start in starts), key=lambda found: found.fun).x
        sizes = np.abs(best[:4]) / np.exp(best[4:])
        assert list(one_factor(columns).shares.values()) == pytest.approx(sizes / sizes.sum(), abs=1e-5)

    def test_children_that_are_not_standardised_are_told_of(self) -> None:
        columns = scores(a=[1, 2, 3, 4, 5, 6], b=[2, 1, 4, 6, 3, 5], c=[3, 1, 2, 6, 5, 4])
        assert list(one_factor(columns).remarks) == []
        (remark,) = one_factor(columns | {"b": columns["b"] * 2}).remarks
        assert (remark.code, remark.indicator) == ("not-standardised", "b")
        assert str(remark.message).startswith('"b" varies 2 times as much as "a"')

    @pytest.mark.parametrize(
        ("columns", "words"),
        [
            ({"a": [1, 2, 3], "b": [1, 3, 2]}, "at least 3 children"),
            ({"a": [1, 2, 3, 4], "b": [1, 2, 3, 4], "c": [1, 3, 2, 4]}, "the factor itself"),
            # The square of the loading of a would be r_ab r_ac / r_bc = 0.37 x 0.49 / 0.14 = 1.26.
            ({"a": [1, 2, 3, 4, 5, 6], "b": [2, 4, 1, 6, 5, 3], "c": [2, 1, 5, 6, 3, 4]}, '"a" would be'),
            (
                {"a": [1, 2, 3, 4, 5, 6], "b": [2, 1, 4, 6, 3, 5], "c": [4, 6, 5, 1, 2, 3]},
                "its weight would be negative",
            ),
        ],
    )
    def test_what_has_no_such_weights_is_refused(self, columns: dict[str, list[float]], words: str) -> None:
        with pytest.raises(UsageFault, match=words):
            one_factor(scores(**columns))


def methodology_rule(kind: str, direction: str) -> Any:
    return RULES[kind].model_validate({"kind": kind, "direction": direction})


def correlated_with_mean(columns: dict[str, Values], weights: dict[str, float]) -> dict[str, float]:
    """Each child's share of the correlations with the weighted mean, straight from the definition."""
    mean = sum(weights[code] * column for code, column in columns.items())
    found = {code: float(np.corrcoef(column, mean)[0, 1]) for code, column in columns.items()}
    return {code: value / sum(found.values()) for code, value in found.items()}


class TestTargetImportance:
    def test_unrelated_children_of_one_spread_weigh_their_targets(self) -> None:
        columns = scores(a=[-1, -1, 1, 1], b=[-1, 1, -1, 1])
        derived = target_importance(columns, {"a": 3, "b": 1})
        assert derived.shares == pytest.approx({"a": 0.75, "b": 0.25}, rel=1e-12)
        assert derived.parameters["largest_gap"] == 0
        assert derived.parameters["target a"] == 0.75

    def test_a_wider_child_needs_less_weight(self) -> None:
        columns = scores(a=[-10, -10, 10, 10], b=[-1, 1, -1, 1])
        assert target_importance(columns, {"a": 1, "b": 1}).shares == pytest.approx(
            {"a": 1 / 11, "b": 10 / 11}
        )

    @given(seed=st.integers(0, 10_000))
    @settings(max_examples=30)
    def test_the_shares_of_correlation_meet_the_targets(self, seed: int) -> None:
        draws = np.random.default_rng(seed)
        table = draws.normal(size=(30, 4)) + draws.normal(size=(30, 1))
        columns = {code: table[:, i] for i, code in enumerate("abcd")}
        targets = dict(zip("abcd", (0.25, 0.25, 0.3, 0.2), strict=True))
        derived = target_importance(columns, targets)
        assume(not derived.remarks)
        reached = correlated_with_mean(columns, dict(derived.shares))
        assert reached == pytest.approx(targets, abs=0.0051)
        assert min(derived.shares.values()) >= 0

    def test_targets_out_of_reach_are_told_and_no_weight_is_negative(self) -> None:
        # b runs with a and can hardly matter a tenth as much. COINr returns a weight below 0 and calls it a success.
        columns = scores(a=[1, 2, 3, 4, 5], b=[1, 2, 3, 5, 4], c=[2, 1, 2, 1, 2])
        derived = target_importance(columns, {"a": 0.9, "b": 0.05, "c": 0.05})
        assert min(derived.shares.values()) >= 0
        assert sum(derived.shares.values()) == pytest.approx(1)
        (remark,) = derived.remarks
        assert remark.code == "targets-not-met"
        reached = correlated_with_mean(columns, dict(derived.shares))
        # The best there is: all weight on a leaves b with its correlation of 0.9.
        alone = correlated_with_mean(columns, {"a": 1.0, "b": 0.0, "c": 0.0})
        wanted = {"a": 0.9, "b": 0.05, "c": 0.05}

        def distance(shares: dict[str, float]) -> float:
            return sum((shares[code] - wanted[code]) ** 2 for code in shares)

        assert distance(reached) <= distance(alone) + 1e-9
        gap = max(abs(reached[code] - wanted[code]) for code in wanted)
        assert derived.parameters["largest_gap"] == pytest.approx(gap, abs=1e-6)

    @pytest.mark.parametrize("seed", range(30, 40))
    def test_no_other_weights_come_nearer(self, seed: int) -> None:
        # The shares of the correlations are R u / (sum of R u), u weight x standard deviation: a convex problem, solved here
        # by least squares of which none is below 0, with the sum as one more row that weighs a million times as much.
        chance = np.random.default_rng(seed)
        units, count = int(chance.integers(4, 20)), int(chance.integers(3, 8))
        table = chance.normal(size=(units, count)) + chance.choice([0.0, 1.0]) * chance.normal(
            size=(units, 1)
        )
        columns = {f"c{at}": values for at, values in enumerate(table.T)}
        wanted = chance.integers(1, 6, count) / 1.0
        wanted /= wanted.sum()
        matrix = np.corrcoef(table.T)
        nearest, _ = nnls(np.vstack([matrix, 1e6 * matrix.sum(axis=0)]), np.append(wanted, 1e6))

        def distance(parts: Values) -> float:
            shares = matrix @ parts
            return float(np.sum((shares / shares.sum() - wanted) ** 2))

        derived = target_importance(columns, dict(zip(columns, wanted.tolist(), strict=True)))
        found = np.array([*derived.shares.values()]) * table.std(axis=0, ddof=1)
        assert distance(found) <= distance(nearest) * (1 + 1e-4) + 1e-9

    def test_children_that_undo_each_other_have_no_mean_to_matter_in(self) -> None:
        with pytest.raises(UsageFault, match="goes with none of them"):
            target_importance(scores(a=[1, 2, 3, 5], b=[5, 4, 3, 1]), {"a": 1, "b": 1})

    def test_a_target_of_0_is_refused(self) -> None:
        with pytest.raises(UsageFault, match='"b" has no target'):
            target_importance(scores(a=[1, 2, 3], b=[1, 3, 2]), {"a": 1, "b": 0})

    def test_without_scipy_it_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        columns = scores(a=[1, 2, 3, 4, 5], b=[1, 2, 3, 5, 4], c=[2, 1, 2, 1, 2])
        monkeypatch.setitem(sys.modules, "scipy.optimize", None)
        with pytest.raises(UsageFault, match="need scipy, which is not installed"):
            target_importance(columns, {"a": 0.9, "b": 0.05, "c": 0.05})
        # What is met exactly needs no scipy.
        assert target_importance(scores(a=[-1, -1, 1, 1], b=[-1, 1, -1, 1]), {"a": 1, "b": 1}).remarks == []


EDGES: dict[str, dict[str, list[float]]] = {
    "zero range": {"a": [7, 7, 7, 7], "b": [1, 2, 4, 8]},
    "one unit": {"a": [7], "b": [1]},
    "ties": {"a": [1, 1, 3, 3], "b": [1, 3, 1, 3]},  # unrelated to each other
    "all missing": {"a": [NAN, NAN, NAN], "b": [1, 2, 3]},
    "negative": {"a": [-1, -1, 1, 1], "b": [-2, -2, 2, 2]},  # one and the same, b twice as wide
    "huge": {"a": [1e90, 1e90, 3e90, 3e90], "b": [1, 1, 3, 1]},
}
ALIKE, CHANCE = [0.5, 0.5], "would be chance"
SAME, FEW = 'the same score for "a"', "at least 3 units"
# Of huge scores, a is 0, 0, 1, 1 and b 0, 0, 1, 0 on 0 to 1: sd sqrt(1/3) and sqrt(1/4); the shares of b in its sum are
# 1/6, 1/6, 3/6 and 1/6, those of a 1/8, 1/8, 3/8 and 3/8.
CONTRAST = [math.sqrt(1 / 3), math.sqrt(1 / 4)]
UNEVEN = [
    1 - (0.25 * math.log(8) + 0.75 * math.log(8 / 3)) / math.log(4),
    1 - (0.5 * math.log(6) + 0.5 * math.log(2)) / math.log(4),
]


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize(
    ("method", "outcomes"),
    [
        (pca, (SAME, FEW, CHANCE, FEW, ALIKE, ALIKE)),
        (factor, (SAME, FEW, CHANCE, FEW, ALIKE, ALIKE)),
        (entropy, (SAME, FEW, ALIKE, FEW, "negative score", [size / sum(UNEVEN) for size in UNEVEN])),
        (
            critic,
            (SAME, FEW, ALIKE, FEW, "perfectly correlated", [size / sum(CONTRAST) for size in CONTRAST]),
        ),
        (
            lambda columns: target_importance(columns, {"a": 0.5, "b": 0.5}),
            (SAME, FEW, ALIKE, FEW, [2 / 3, 1 / 3], [1e-90 * CONTRAST[1] / CONTRAST[0], 1.0]),
        ),
    ],
    ids=["pca", "factor", "entropy", "critic", "target importance"],
)
def test_the_edges_of_a_method(
    method: Callable[[dict[str, Values]], Derivation], outcomes: tuple[list[float] | str, ...], edge: str
) -> None:
    columns, expected = scores(**EDGES[edge]), dict(zip(EDGES, outcomes, strict=True))[edge]
    if isinstance(expected, str):
        with pytest.raises(UsageFault, match=expected) as caught:
            method(columns)
        assert caught.value.fix
    else:
        assert list(method(columns).shares.values()) == pytest.approx(expected, rel=1e-9, abs=0)


def rank_correlations(columns: dict[str, Values], weights: Mapping[str, float]) -> dict[str, float]:
    """Spearman's correlation of each part with the weighted mean, as scipy reckons it."""
    spearman = pytest.importorskip("scipy.stats").spearmanr
    mean = sum(weights[code] * column for code, column in columns.items())
    return {code: float(spearman(column, mean)[0]) for code, column in columns.items()}


class TestInfomax:
    """What it maximises is reckoned by scipy, and what it searches by hand and by R."""

    @pytest.mark.parametrize(
        ("parts", "by_r", "weights"),
        [
            ("Conn Sust", 1.80886877828054, [0.3902439024, 0.6097560976]),
            ("Physical ConEcFin Political Instit P2P", 3.58361990950226, None),
            ("Environ Social SusEcFin", 1.52117647058824, None),
        ],
    )
    def test_r_finds_no_more_of_asem(
        self, shared_data: Path, parts: str, by_r: float, weights: list[float] | None
    ) -> None:
        """R 4.5.0: ``optim``, Nelder-Mead with reltol 1e-8 from equal weights, on the objective of COINr's
        ``get_opt_weights(optype = "infomax", cortype = "spearman")``, whose default reltol of 0.1 finds 1.799, 3.582, 1.428.
        """
        with (shared_data / "coinr" / "stage_Aggregated.csv").open(encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines))
        columns = {code: np.array([float(row[code]) for row in rows]) for code in parts.split()}
        derived = infomax(columns)
        assert sum(rank_correlations(columns, derived.shares).values()) >= by_r - 1e-13
        if (
            weights is not None
        ):  # the highest sum is that of a stretch of weights, between two crossings of units
            assert sum(rank_correlations(columns, derived.shares).values()) == pytest.approx(by_r, abs=1e-13)
            assert [*derived.shares.values()] == pytest.approx(weights, abs=1e-3)

    def test_of_two_parts_no_weights_tell_more(self) -> None:
        table = np.random.default_rng(7).normal(size=(12, 2)) + [[0.0], [1.0]] * 6
        columns = {code: table[:, i] * 10**i for i, code in enumerate("ab")}
        derived = infomax(columns)
        reached = rank_correlations(columns, derived.shares)
        assert reached == pytest.approx(
            {code: derived.parameters[f"correlation {code}"] for code in "ab"}, abs=1e-6
        )
        # Between two crossings of units nothing changes: the middle of each stretch stands for all weights there.
        (a, b) = (columns["a"], columns["b"])
        pairs = [(i, j) for i in range(12) for j in range(i) if (a[i] - a[j]) * (b[i] - b[j]) < 0]
        ends = sorted({0.0, 1.0, *((b[j] - b[i]) / ((b[j] - b[i]) - (a[j] - a[i])) for i, j in pairs)})
        every = [
            sum(rank_correlations(columns, {"a": share, "b": 1 - share}).values())
            for share in (np.array(ends)[1:] + np.array(ends)[:-1]) / 2
        ]
        assert len(every) > 20
        assert sum(reached.values()) == pytest.approx(max(every), abs=1e-12)

    def test_of_eight_parts_a_general_search_finds_no_more(self) -> None:
        draws = np.random.default_rng(3)
        table = draws.normal(size=(51, 8)) + draws.normal(size=(51, 1))
        columns = {code: table[:, i] for i, code in enumerate("abcdefgh")}
        found = sum(rank_correlations(columns, infomax(columns).shares).values())
        tried = [dict(zip(columns, weights, strict=True)) for weights in draws.dirichlet(np.ones(8), 400)]
        assert found > max(sum(rank_correlations(columns, weights).values()) for weights in tried)
        assert found >= sum(rank_correlations(columns, dict.fromkeys(columns, 1.0)).values())

    def test_by_correlations_of_figures_every_part_over_its_spread_tells_most(self) -> None:
        """Why there is no choice of correlations: by Cauchy and Schwarz nothing exceeds the mean of z-scores."""
        draws = np.random.default_rng(5)
        table = draws.normal(size=(40, 4)) @ draws.normal(size=(4, 4))

        def told(weights: Values) -> float:
            return sum(float(np.corrcoef(column, table @ weights)[0, 1]) for column in table.T)

        most = told(1 / table.std(axis=0))
        assert all(told(weights) <= most + 1e-12 for weights in draws.dirichlet(np.ones(4), 500))

    def test_too_many_units_are_refused_with_numbers(self) -> None:
        columns = {code: np.arange(2001.0) for code in "ab"}
        with pytest.raises(UsageFault, match="at most 2000 of them, and here are 2001"):
            infomax(columns)
