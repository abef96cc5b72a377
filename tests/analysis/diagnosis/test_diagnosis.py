"""The audit of small indices whose figures can be checked by hand, and of the published provinces."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from scipy.stats import kendalltau, spearmanr  # type: ignore[import-untyped]  # scipy ships no types
from tests.analysis.diagnosis.conftest import FLAT, fraction, mean_of, scored

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.questions.diagnose.answer import Diagnosis, Thresholds, diagnose
from dtiscore.questions.diagnose.answer.association import Method
from dtiscore.questions.diagnose.answer.findings import Finding

TENTHS = [at / 10 for at in range(11)]
"""Eleven units, evenly spread."""
BACK = TENTHS[::-1]
UP_AND_DOWN = [0.5, 0.9, 0.1, 0.7, 0.3, 0.5, 0.7, 0.1, 0.9, 0.3, 0.5]


def kinds(diagnosis: Diagnosis) -> list[str]:
    return [finding.kind for finding in diagnosis.findings]


def finding(diagnosis: Diagnosis, kind: str) -> Finding:
    return next(one for one in diagnosis.findings if one.kind == kind)


class TestWhatStandsOut:
    def test_a_part_that_runs_against_its_node(self) -> None:
        # The index is (3 x + y) / 4 with y = 1 - x: it rises with x, so that y runs against it wholly.
        index = mean_of("I", fraction("x", weight=3), fraction("y", weight=1), weights="relative")
        found = diagnose(scored(index, {"x": TENTHS, "y": BACK}))
        assert kinds(found)[0] == "against"
        (item,) = finding(found, "against").items
        assert (item.code, item.other) == ("y", "I")
        assert item.value == pytest.approx(-1)
        (pair,) = finding(found, "opposite").items
        assert (pair.code, pair.other) == ("x", "y")

    def test_a_part_of_an_index_whose_lowest_is_best_does_not_run_against_it(self) -> None:
        # The index is 1 - x, ranked from the lowest on; of x more is better, and y, of which less is, goes with it.
        parts = (fraction("x", weight=3, order="descending"), fraction("y", weight=1, order="ascending"))
        whole = mean_of("P", *parts, weights="relative", order="descending")
        index = {
            "code": "I",
            "aggregate": {"kind": "formula", "formula": "1 - P"},
            "children": [whole],
        }
        edition = {**FLAT, "rank": {"on": "full", "order": "ascending"}, "index": index}
        table = pd.DataFrame({"unit": [f"u{at}" for at in range(11)], "x": TENTHS, "y": BACK})
        found = diagnose(dtiscore.score(table, edition))
        assert not {"against", "against-index", "opposite"} & set(kinds(found))
        values = {(one.first, one.second): one.value for one in found.relations}
        assert values == pytest.approx(
            {("P", "I"): 1, ("x", "y"): 1, ("x", "P"): 1, ("x", "I"): 1, ("y", "P"): 1, ("y", "I"): 1}
        )

    def test_what_chance_would_do_is_not_held_against_a_part(self) -> None:
        index = mean_of("I", fraction("x", weight=9), fraction("y", weight=1), weights="relative")
        found = diagnose(scored(index, {"x": TENTHS, "y": UP_AND_DOWN}))
        assert "against" not in kinds(found)
        (item,) = finding(found, "weak").items
        assert item.code == "y"
        assert item.value is not None
        assert item.value < 0.3

    def test_two_that_say_the_same_also_across_nodes(self) -> None:
        index = mean_of("I", mean_of("A", fraction("x"), fraction("z")), mean_of("B", fraction("y")))
        found = diagnose(scored(index, {"x": TENTHS, "z": UP_AND_DOWN, "y": TENTHS}))
        (item,) = finding(found, "collinear").items
        assert (item.code, item.other) == ("x", "y")
        assert item.value == pytest.approx(1)
        across = [one for one in found.relations if one.kind == "across"]
        assert [(one.first, one.second) for one in across] == [("x", "y")]

    def test_a_part_that_nearly_is_its_node(self) -> None:
        index = mean_of("I", fraction("x", weight=4), fraction("y", weight=1), weights="relative")
        found = diagnose(scored(index, {"x": TENTHS, "y": UP_AND_DOWN}))
        (item,) = finding(found, "dominating").items
        assert (item.code, item.other) == ("x", "I")
        alike = diagnose(scored(index, {"x": TENTHS, "y": TENTHS}))
        assert "dominating" not in kinds(alike)  # both parts are, and neither more than the other

    def test_a_ceiling_and_a_floor(self) -> None:
        index = mean_of("I", fraction("x"), fraction("y"))
        full = [1.0, 1.0, *TENTHS[:9]]
        empty = [0.0, 0.0, 0.0, *TENTHS[3:]]
        found = diagnose(scored(index, {"x": full, "y": empty}))
        (top,) = finding(found, "ceiling").items
        assert (top.code, top.value, top.beside) == ("x", 2, 11)
        (bottom,) = finding(found, "floor").items
        assert (bottom.code, bottom.value, bottom.beside) == ("y", 3, 11)
        stricter = diagnose(found.card, Thresholds(ceiling=0.2))
        assert "ceiling" not in kinds(stricter)
        assert "floor" in kinds(stricter)

    def test_importance_beside_weight(self) -> None:
        # Equal weights, but y differs a hundred times less than x: it matters next to nothing.
        index = mean_of("I", fraction("x"), fraction("y"))
        narrow = [0.5 + value / 100 for value in UP_AND_DOWN]
        found = diagnose(scored(index, {"x": TENTHS, "y": narrow}))
        x, y = found.importances
        assert (x.stated, y.stated) == (0.5, 0.5)
        assert x.share is not None
        assert y.share is not None
        assert x.share + y.share == pytest.approx(1)
        assert x.ratio.value == pytest.approx(1, abs=0.01)
        (item,) = finding(found, "matters-less").items
        assert (item.code, item.other, item.beside) == ("y", "I", 0.5)
        assert item.value == y.share

    def test_ties_and_what_decides_between_them(self) -> None:
        index = mean_of("I", fraction("x"))
        card = scored(index, {"x": [0.9, 0.5, 0.502, 0.1, 0.1]})
        near, equal = diagnose(card).ties
        assert (near.score, near.rank, near.shares_rank, list(near.units)) == (0.5, 2, False, [1, 2])
        assert (equal.score, equal.rank, equal.shares_rank, list(equal.units)) == (0.1, 4, True, [3, 4])

    def test_outliers_availability_and_constants(self) -> None:
        index = mean_of("I", fraction("x"), fraction("y"), fraction("z"))
        far = [0.01 * at for at in range(10)] + [1.0]
        gaps = [None] * 5 + TENTHS[:6]
        found = diagnose(scored(index, {"x": far, "y": gaps, "z": [0.5] * 11}))
        (outlier,) = finding(found, "outliers").items
        assert outlier.code == "x"
        assert [found.subject.units[at] for at in outlier.units] == ["u11"]
        (scarce,) = finding(found, "scarce").items
        assert (scarce.code, scarce.value, scarce.beside) == ("y", 6, 11)
        (constant,) = finding(found, "constant").items
        assert (constant.code, constant.value) == ("z", 0.5)
        assert "scarce-unit" not in kinds(found)  # two of three is more than 0.65
        assert len(finding(diagnose(found.card, Thresholds(availability=0.7)), "scarce-unit").items) == 5
        gap = next(one for one in found.units if one.unit == "u01")
        assert (gap.available, gap.of, list(gap.lacking)) == (2, 3, ["y"])

    def test_nothing(self) -> None:
        index = mean_of("I", fraction("x"), fraction("y"))
        other = [0.03, 0.0, 0.42, 0.15, 0.3, 0.8, 0.46, 0.9, 0.6, 1.0, 0.76]
        assert diagnose(scored(index, {"x": TENTHS, "y": other})).findings == []


class TestWhatDoesNotExist:
    def test_two_units(self) -> None:
        found = diagnose(
            scored(mean_of("I", fraction("x"), fraction("y")), {"x": [0.1, 0.9], "y": [0.3, 0.4]})
        )
        assert {one.undefined for one in found.relations} == {"few-units"}
        assert kinds(found)[0] == "few-units"
        (one,) = found.consistencies
        assert one.components is not None
        assert one.components.undefined == "few-units"
        assert {each.ratio.undefined for each in found.importances} == {"few-units"}
        assert {each.share for each in found.importances} == {None}

    def test_a_column_that_does_not_vary(self) -> None:
        index = mean_of("I", fraction("x"), fraction("y"))
        found = diagnose(scored(index, {"x": TENTHS, "y": [0.5] * 11}))
        undefined = {(one.kind, one.first): one.undefined for one in found.relations}
        assert undefined == {
            ("siblings", "x"): "constant",
            ("parent", "x"): None,
            ("parent", "y"): "constant",
        }
        (one,) = found.consistencies
        assert one.alpha.value == 0  # it shares no variance with anything
        assert one.components is not None
        assert one.components.constant == ["y"]
        assert [each.ratio.undefined for each in found.importances] == [None, "constant"]
        separated = {each.code: each for each in found.separations}
        assert (separated["y"].distinct, separated["y"].is_ceiling) == (1, False)

    def test_one_child(self) -> None:
        index = mean_of("I", mean_of("A", fraction("x")), fraction("y"))
        found = diagnose(scored(index, {"x": TENTHS, "y": UP_AND_DOWN}))
        alphas = {one.code: one.alpha for one in found.consistencies if not one.all_indicators}
        assert (alphas["A"].value, alphas["A"].undefined) == (None, "one-child")
        own = next(one for one in found.relations if (one.kind, one.first) == ("parent", "x"))
        assert own.value == pytest.approx(1)
        assert own.flag is None  # the only part of a node is the node
        assert next(one for one in found.importances if one.code == "x").share is None

    def test_an_aggregation_that_looks_at_no_weights(self) -> None:
        index = {
            "code": "I",
            "aggregate": {"kind": "formula", "formula": "min(x, y)"},
            "children": [fraction("x"), fraction("y")],
        }
        found = diagnose(scored(index, {"x": TENTHS, "y": UP_AND_DOWN}))
        assert [one.stated for one in found.importances] == [None, None]
        assert [one.times for one in found.importances] == [None, None]
        assert sum(one.share or 0 for one in found.importances) == pytest.approx(1)

    def test_a_weight_of_zero_is_not_audited(self) -> None:
        index = mean_of("I", fraction("x", weight=1), fraction("y", weight=0), weights="relative")
        found = diagnose(scored(index, {"x": TENTHS, "y": BACK}))
        assert found.subject.leaves == ("x",)


class TestProvinces:
    """The ministry's tables, of which the foundation is given as a whole."""

    @pytest.fixture
    def published(self, examples: Path) -> Diagnosis:
        table = examples / "dti-province" / "2024-published.csv"
        return diagnose(dtiscore.score(table, "dti-province-2022"))

    def test_infrastructure_no_longer_separates_ten_of_63(self, published: Diagnosis) -> None:
        (item,) = finding(published, "ceiling").items
        assert (item.code, item.value, item.beside) == ("3", 10, 63)
        one = next(each for each in published.separations if each.code == "3")
        assert (one.best, one.full_marks) == (100, 10)

    def test_what_is_not_in_the_table_is_said(self, published: Diagnosis) -> None:
        assert published.subject.absent == ("1", "2", "4", "5")
        assert [item.code for item in finding(published, "absent").items] == ["1", "2", "4", "5"]

    def test_a_group_without_a_score(self, published: Diagnosis) -> None:
        own = next(one for one in published.relations if (one.kind, one.first) == ("parent", "3"))
        assert (own.value, own.undefined) == (None, "no-score")

    def test_a_given_group_is_not_counted_beside_its_part(self, examples: Path) -> None:
        found = diagnose(dtiscore.score(examples / "dti-province" / "2022.csv", "dti-province-2022"))
        assert found.subject.leaves == ("I", "3", "7", "8", "9")
        assert found.subject.apart == ("I", "7", "8", "9")
        assert not any(
            one.kind == "across" and {one.first, one.second} == {"I", "3"} for one in found.relations
        )
        shares = {one.code: one.share for one in found.importances}
        assert shares["3"] is None  # four of its five neighbours are not in the table
        assert shares["7"] is not None


class TestWhatCannotBeAsked:
    def test_several_periods(self, examples: Path) -> None:
        import pandas as pd

        table = pd.DataFrame(
            {"unit": ["A", "B", "A", "B"], "period": ["1", "1", "2", "2"], "x": [0.1, 0.2, 0.3, 0.4]}
        )
        card = dtiscore.score(table, {**FLAT, "index": mean_of("I", fraction("x"))})
        with pytest.raises(UsageFault, match="ranks 1, 2 apart"):
            diagnose(card)

    def test_no_such_correlation(self) -> None:
        card = scored(mean_of("I", fraction("x")), {"x": TENTHS})
        with pytest.raises(UsageFault, match='no correlation "tau"'):
            diagnose(card, method="tau")  # type: ignore[arg-type]  # what is tested

    def test_thresholds(self) -> None:
        assert Thresholds().set_to(["collinear=0.9", " alpha = 0.8"]) == Thresholds(collinear=0.9, alpha=0.8)
        with pytest.raises(UsageFault, match=r'"colinear=0\.9" sets no threshold'):
            Thresholds().set_to(["colinear=0.9"])
        for text in ("alpha", "alpha=much", "alpha=nan", "alpha=0,7"):
            with pytest.raises(UsageFault, match="no number"):
                Thresholds().set_to([text])

    @pytest.mark.parametrize(
        "setting", ["alpha=2", "availability=65", "weak=-0.1", "fence=-1", "importance=0.5"]
    )
    def test_a_threshold_that_no_figure_can_reach_is_refused(self, setting: str) -> None:
        with pytest.raises(UsageFault, match="beyond what can occur"):
            Thresholds().set_to([setting])


@pytest.mark.parametrize("method", ["spearman", "kendall"])
def test_units_that_tie_in_the_ranking_tie_in_correlations(method: Method) -> None:
    # Geometric means of the same three figures in another order, which differ in their last bits.
    columns = {
        "a": [90, 110, 100, 95, 80, 120],
        "b": [110, 100, 90, 95, 70, 130],
        "c": [100, 90, 110, 95, 90, 100],
    }
    children = [{"code": code, "rule": {"kind": "identity"}} for code in columns]
    part = {"code": "G", "aggregate": "geometric", "children": children}
    other = {"code": "o", "rule": {"kind": "identity"}}
    card = scored(mean_of("I", part, other), {**columns, "o": [3, 1, 2, 6, 5, 4]})
    places = card.ranks["G"]
    assert len(set(places.tolist())) == 4  # three tie
    found = diagnose(card, method=method).relations
    value = next(one.value for one in found if (one.first, one.second) == ("G", "o"))
    rho = {"spearman": spearmanr, "kendall": kendalltau}[method](-places, [3, 1, 2, 6, 5, 4]).statistic
    assert value == pytest.approx(rho, rel=1e-12)


def test_a_part_that_differs_in_its_last_bit_alone_does_not_vary() -> None:
    columns = {"p": [0.1, 0.3, 0.2] * 4, "q": [0.2, 0.1, 0.3] * 4, "r": [0.3, 0.2, 0.1] * 4}
    part = {
        "code": "A",
        "aggregate": "sum",
        "children": [{"code": code, "rule": {"kind": "identity"}} for code in columns],
    }
    rest = {"b": [1, 5, 2, 8, 3, 9, 4, 6, 7, 3, 2, 1], "c": [2, 4, 1, 9, 3, 8, 6, 7, 5, 1, 3, 2]}
    others = [{"code": code, "rule": {"kind": "identity"}} for code in rest]
    found = diagnose(scored(mean_of("I", part, *others), {**columns, **rest}))
    whole = next(one for one in found.consistencies if one.code == "I")
    assert whole.components is not None
    assert whole.components.constant == ["A"]
    assert next(one.ratio.undefined for one in found.importances if one.code == "A") == "constant"


def test_neither_of_two_units_with_half_of_the_weight_each_outranks_the_other() -> None:
    # u01 is ahead on the third part, u02 on the others; all weights sum to 0.9999999999999999.
    whole = 1 / 6 + 1 / 6 + 3 / 6 + 1 / 6
    assert (3 / 6) / whole == (1 / 6 + 1 / 6 + 1 / 6) / whole > 0.5
    parts = [fraction(code, weight=weight) for code, weight in zip("abcd", (1, 1, 3, 1), strict=True)]
    cells = {"a": [0.1, 0.2], "b": [0.1, 0.2], "c": [0.2, 0.1], "d": [0.1, 0.2]}
    matrix = diagnose(scored(mean_of("I", *parts, weights="relative"), cells)).outranking
    assert (matrix.shares[0, 1], matrix.shares[1, 0]) == (0.5, 0.5)
    assert matrix.outranks.tolist() == matrix.outranked.tolist() == [0, 0]
