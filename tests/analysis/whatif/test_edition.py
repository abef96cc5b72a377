"""Editions with other weights, points and rules: sums by hand, nothing rescaled unasked, nothing unsound let through."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from dtiscore.analysis.whatif import EditionChange, PointsChange, RuleChange, WeightChange
from dtiscore.analysis.whatif.edition import changed_edition
from dtiscore.errors import InvalidMethodology, UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from


def indicator(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "rule": {"kind": "fraction"}, **more}


def edition(index: dict[str, Any]) -> Methodology:
    return methodology_from(
        {
            "id": "toy-2024",
            "family": "toy",
            "title": "Toy",
            "authority": {"decision": "1/QĐ", "issuer": "Office", "source": "here"},
            "verified": ["against nothing"],
            "publish": {"as": "fraction" if "points" in index else "score", "decimals": 4},
            "rank": {"on": "published"},
            "index": index,
        }
    )


POINTS = edition(
    {
        "code": "T", "aggregate": "points", "points": 100, "children": [
            {"code": "P", "aggregate": "points", "points": 60, "children": [
                indicator("a", points=30), indicator("b", points=20), indicator("c", points=10)]},
            {"code": "Q", "aggregate": "points", "children": [indicator("d", points=25), indicator("e", points=15)]},
        ],
    }
)  # fmt: skip


def weighted(weights: str | float, *given: float | None) -> Methodology:
    children = [
        indicator(code) if weight is None else indicator(code, weight=weight)
        for code, weight in zip("abc", given, strict=True)
    ]
    index = {"code": "T", "aggregate": "arithmetic", "weights": weights, "children": children}
    return edition(index)


def points(methodology: Methodology) -> dict[str, float | None]:
    return {code: node.maximum for code, node in methodology.nodes.items()}


def weights(methodology: Methodology) -> list[float | None]:
    return [child.weight for child in methodology.index.children]


class TestPoints:
    def test_the_siblings_share_what_is_left(self) -> None:
        # 60 less 45 is 15, which b and c (20 and 10) share two to one.
        found = changed_edition(POINTS, [PointsChange("a", 45)], rescale=True)
        assert points(found) == {
            "T": 100, "P": 60, "a": 45, "b": 10, "c": 5, "Q": 40, "d": 25, "e": 15,
        }  # fmt: skip

    def test_what_lies_below_follows(self) -> None:
        # P 60 to 80 leaves 20 of Q's 40; the children of both keep their shares.
        found = changed_edition(POINTS, [PointsChange("P", 80)], rescale=True)
        assert points(found) == {
            "T": 100, "P": 80, "a": 40, "b": pytest.approx(80 / 3), "c": pytest.approx(40 / 3),
            "Q": 20, "d": 12.5, "e": 7.5,
        }  # fmt: skip

    def test_a_given_node_below_a_given_node_stays(self) -> None:
        found = changed_edition(POINTS, [PointsChange("P", 80), PointsChange("a", 50)], rescale=True)
        assert points(found) == {
            "T": 100, "P": 80, "a": 50, "b": 20, "c": 10, "Q": 20, "d": 12.5, "e": 7.5,
        }  # fmt: skip

    def test_nothing_is_rescaled_unasked(self) -> None:
        with pytest.raises(InvalidMethodology) as caught:
            changed_edition(POINTS, [PointsChange("a", 45)])
        assert [problem.code for problem in caught.value.problems] == ["points-do-not-sum"]
        assert '"P" says 60 points, and the points below it sum to 75' in caught.value.problems[0].message
        assert "--rescale" in str(caught.value.fix)

    def test_changes_that_fit_together_need_no_rescaling(self) -> None:
        found = changed_edition(POINTS, [PointsChange("a", 35), PointsChange("b", 15)])
        assert points(found)["P"] == 60
        assert (points(found)["a"], points(found)["b"], points(found)["c"]) == (35, 15, 10)

    def test_weight_means_points_where_points_weigh(self) -> None:
        by_weight = changed_edition(POINTS, [WeightChange("a", 45)], rescale=True)
        assert by_weight == changed_edition(POINTS, [PointsChange("a", 45)], rescale=True)

    def test_more_than_there_is(self) -> None:
        with pytest.raises(UsageFault, match=r'what is below "P" cannot sum to 60 \(a 70\)'):
            changed_edition(POINTS, [PointsChange("a", 70)], rescale=True)

    def test_all_given_and_not_enough(self) -> None:
        change = [PointsChange("d", 20), PointsChange("e", 10)]
        with pytest.raises(UsageFault, match=r'what is below "Q" cannot sum to 40 \(d 20, e 10\)'):
            changed_edition(POINTS, change, rescale=True)


class TestWeights:
    def test_of_a_declared_total(self) -> None:
        # 0.5 is left of 1, which b and c (0.3 and 0.2) share three to two.
        found = changed_edition(weighted(1.0, 0.5, 0.3, 0.2), [WeightChange("a", 0.75)], rescale=True)
        assert weights(found) == pytest.approx([0.75, 0.15, 0.1])

    def test_of_a_declared_total_unasked(self) -> None:
        with pytest.raises(InvalidMethodology, match="1 fault") as caught:
            changed_edition(weighted(1.0, 0.5, 0.3, 0.2), [WeightChange("a", 0.75)])
        assert caught.value.problems[0].message == 'the weights below "T" sum to 1.25, not to 1'

    @pytest.mark.parametrize("rescale", [False, True])
    def test_relative_ones_need_no_sum(self, *, rescale: bool) -> None:
        found = changed_edition(weighted("relative", 2, 1, 1), [WeightChange("a", 4)], rescale=rescale)
        assert weights(found) == [4, 1, 1]

    def test_equal_ones_become_shares(self) -> None:
        before = weighted("equal", None, None, None)
        found = changed_edition(before, [WeightChange("a", 0.5)], rescale=True)
        assert found.index.weights == 1
        assert weights(found) == [0.5, 0.25, 0.25]
        with pytest.raises(InvalidMethodology):
            changed_edition(before, [WeightChange("a", 0.5)])

    def test_none_stays_none(self) -> None:
        found = changed_edition(weighted(1.0, 0.5, 0.5, 0), [WeightChange("a", 0.2)], rescale=True)
        assert weights(found) == [0.2, 0.8, 0]


@given(st.floats(0, 1), st.lists(st.integers(1, 50), min_size=2, max_size=4))
def test_what_is_left_is_shared_in_the_old_proportions(share: float, others: list[int]) -> None:
    total = 10 + sum(others)
    children = [indicator("x", points=10)] + [indicator(f"y{n}", points=m) for n, m in enumerate(others)]
    before = edition({"code": "T", "aggregate": "points", "points": total, "children": children})
    found = changed_edition(before, [PointsChange("x", share * total)], rescale=True)
    maxima = [child.maximum or 0.0 for child in found.index.children]
    assert maxima[0] == share * total
    assert sum(maxima) == pytest.approx(total)
    for maximum, other in zip(maxima[1:], others, strict=True):
        assert maximum * sum(others) == pytest.approx(other * (total - maxima[0]), abs=1e-8)


class TestRules:
    def test_a_whole_rule(self) -> None:
        found = changed_edition(POINTS, [RuleChange("a", {"kind": "fraction", "of": 2})])
        rule = found.nodes["a"].rule
        assert rule is not None
        assert rule.model_dump()["of"] == 2

    def test_one_value_of_it(self) -> None:
        for at in ("a.of", "a.rule.of"):
            rule = changed_edition(POINTS, [RuleChange(at, 2)]).nodes["a"].rule
            assert rule is not None
            assert rule.model_dump()["of"] == 2

    def test_a_code_with_a_point_is_not_a_key(self) -> None:
        before = edition(
            {"code": "T", "aggregate": "arithmetic", "weights": "equal",
             "children": [indicator("4"), indicator("4.1")]}
        )  # fmt: skip
        found = changed_edition(before, [RuleChange("4.1.of", 5)])
        ofs = [child.rule.model_dump()["of"] for child in found.index.children if child.rule is not None]
        assert ofs == [1, 5]

    def test_a_key_that_the_rule_does_not_have(self) -> None:
        with pytest.raises(InvalidMethodology) as caught:
            changed_edition(POINTS, [RuleChange("a.high", 2)])
        assert "allowed: kind, of, cap" in str(caught.value.problems[0].fix)
        assert caught.value.fix is None  # rescaling would not help

    def test_a_node_without_a_rule(self) -> None:
        with pytest.raises(UsageFault, match='"P" has no rule'):
            changed_edition(POINTS, [RuleChange("P.of", 2)])

    def test_a_place_that_is_not_there(self) -> None:
        with pytest.raises(UsageFault, match=r"a\.rule has no steps"):
            changed_edition(POINTS, [RuleChange("a.steps.0", 2)])


class TestTheEdition:
    def test_it_is_another_one_of_nobody(self) -> None:
        found = changed_edition(POINTS, [PointsChange("a", 45)], rescale=True)
        assert (found.id, found.family, found.verified) == ("toy-2024-changed", None, ())
        assert "no authority decided" in found.notes[-1]["en"]

    @pytest.mark.parametrize("rescale", [False, True])
    def test_a_change_of_nothing_is_the_same_edition(self, *, rescale: bool) -> None:
        changes: list[EditionChange] = [PointsChange("a", 30), RuleChange("b", {"kind": "fraction"})]
        assert changed_edition(POINTS, changes, rescale=rescale) is POINTS

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (WeightChange("aa", 1), 'no node "aa"'),
            (RuleChange("aa.of", 1), 'no node "aa.of"'),
            (WeightChange("T", 1), "the index itself"),
            (PointsChange("a", float("nan")), "cannot weigh"),
            (PointsChange("a", -1), "cannot weigh"),
        ],
    )
    def test_what_cannot_be(self, change: EditionChange, message: str) -> None:
        with pytest.raises(UsageFault, match=message):
            changed_edition(POINTS, [change])

    def test_twice(self) -> None:
        with pytest.raises(UsageFault, match='"a" is given two weights'):
            changed_edition(POINTS, [PointsChange("a", 1), WeightChange("a", 2)])

    def test_a_weight_that_nobody_looks_at(self) -> None:
        before = edition({"code": "T", "aggregate": "minimum", "children": [indicator("a"), indicator("b")]})
        with pytest.raises(UsageFault, match="does not look at weights"):
            changed_edition(before, [WeightChange("a", 2)])

    def test_weights_are_not_as_they_were_derived_any_more(self) -> None:
        before = edition(
            {"code": "T", "aggregate": "arithmetic", "weights": 1,
             "derived_weights": {"method": "entropy", "dtiscore": "0.1.0"},
             "children": [indicator("a", weight=0.5), indicator("b", weight=0.5)]}
        )  # fmt: skip
        found = changed_edition(before, [WeightChange("a", 0.6)], rescale=True)
        assert found.index.derived_weights is None
