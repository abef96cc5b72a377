"""Editions with other weights, points and rules: sums by hand, nothing rescaled unasked, nothing unsound let through."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, strategies as st
from tests.made import share

import dtiscore
from dtiscore.analysis.reweighting import WeightReading
from dtiscore.errors import InvalidMethodology, UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.bands.cut_points import CutBands
from dtiscore.methodology.parsing import methodology_from
from dtiscore.methodology.writing.plain_data import plain_data
from dtiscore.questions.whatif.answer import EditionChange, PointsChange, RuleChange, WeightChange
from dtiscore.questions.whatif.answer.edition import changed_edition


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
                share("a", points=30), share("b", points=20), share("c", points=10)]},
            {"code": "Q", "aggregate": "points", "children": [share("d", points=25), share("e", points=15)]},
        ],
    }
)  # fmt: skip


def weighted(weights: str | float, *given: float | None) -> Methodology:
    children = [
        share(code) if weight is None else share(code, weight=weight)
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
        found = changed_edition(POINTS, [PointsChange("a", 45)], weights_as="siblings")
        assert points(found) == {
            "T": 100, "P": 60, "a": 45, "b": 10, "c": 5, "Q": 40, "d": 25, "e": 15,
        }  # fmt: skip

    def test_what_lies_below_follows(self) -> None:
        # P 60 to 80 leaves 20 of Q's 40; the children of both keep their shares.
        found = changed_edition(POINTS, [PointsChange("P", 80)], weights_as="siblings")
        assert points(found) == {
            "T": 100, "P": 80, "a": 40, "b": pytest.approx(80 / 3), "c": pytest.approx(40 / 3),
            "Q": 20, "d": 12.5, "e": 7.5,
        }  # fmt: skip

    def test_a_given_node_below_a_given_node_stays(self) -> None:
        found = changed_edition(POINTS, [PointsChange("P", 80), PointsChange("a", 50)], weights_as="siblings")
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
        by_weight = changed_edition(POINTS, [WeightChange("a", 45)], weights_as="siblings")
        assert by_weight == changed_edition(POINTS, [PointsChange("a", 45)], weights_as="siblings")

    def test_more_than_there_is(self) -> None:
        with pytest.raises(UsageFault, match=r'what is below "P" cannot sum to 60 \(a 70\)'):
            changed_edition(POINTS, [PointsChange("a", 70)], weights_as="siblings")

    def test_all_given_and_not_enough(self) -> None:
        change = [PointsChange("d", 20), PointsChange("e", 10)]
        with pytest.raises(UsageFault, match=r'what is below "Q" cannot sum to 40 \(d 20, e 10\)'):
            changed_edition(POINTS, change, weights_as="siblings")


class TestWeights:
    def test_of_a_declared_total(self) -> None:
        # 0.5 is left of 1, which b and c (0.3 and 0.2) share three to two.
        found = changed_edition(
            weighted(1.0, 0.5, 0.3, 0.2), [WeightChange("a", 0.75)], weights_as="siblings"
        )
        assert weights(found) == pytest.approx([0.75, 0.15, 0.1])

    def test_of_a_declared_total_unasked(self) -> None:
        with pytest.raises(InvalidMethodology, match="1 fault") as caught:
            changed_edition(weighted(1.0, 0.5, 0.3, 0.2), [WeightChange("a", 0.75)])
        assert caught.value.problems[0].message == 'the weights below "T" sum to 1.25, not to 1'

    @pytest.mark.parametrize("reading", ["as-given", "relative"])
    def test_relative_ones_need_no_sum(self, reading: WeightReading) -> None:
        found = changed_edition(weighted("relative", 2, 1, 1), [WeightChange("a", 4)], weights_as=reading)
        assert weights(found) == [4, 1, 1]

    def test_of_relative_ones_nothing_is_left(self) -> None:
        """Among 4, 1 and 1 the first has 4 of 6, not 4 of the 4 that 2, 1 and 1 were."""
        with pytest.raises(UsageFault, match="below T weights are relative: they have no total"):
            changed_edition(weighted("relative", 2, 1, 1), [WeightChange("a", 4)], weights_as="siblings")

    def test_equal_ones_become_shares(self) -> None:
        before = weighted("equal", None, None, None)
        found = changed_edition(before, [WeightChange("a", 0.5)], weights_as="siblings")
        assert found.index.weights == 1
        assert weights(found) == [0.5, 0.25, 0.25]
        with pytest.raises(InvalidMethodology):
            changed_edition(before, [WeightChange("a", 0.5)])

    def test_none_stays_none(self) -> None:
        found = changed_edition(weighted(1.0, 0.5, 0.5, 0), [WeightChange("a", 0.2)], weights_as="siblings")
        assert weights(found) == [0.2, 0.8, 0]


@given(st.just(0.0) | st.floats(1e-290, 1), st.lists(st.integers(1, 50), min_size=2, max_size=4))
def test_what_is_left_is_shared_in_the_old_proportions(part: float, others: list[int]) -> None:
    total = 10 + sum(others)
    children = [share("x", points=10)] + [share(f"y{n}", points=m) for n, m in enumerate(others)]
    before = edition({"code": "T", "aggregate": "points", "points": total, "children": children})
    found = changed_edition(before, [PointsChange("x", part * total)], weights_as="siblings")
    maxima = [child.maximum or 0.0 for child in found.index.children]
    assert maxima[0] == part * total
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
             "children": [share("4"), share("4.1")]}
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
        found = changed_edition(POINTS, [PointsChange("a", 45)], weights_as="siblings")
        assert (found.id, found.family, found.verified) == ("toy-2024-changed", None, ())
        assert "no authority decided" in found.notes[-1]["en"]

    @pytest.mark.parametrize("reading", ["as-given", "siblings", "relative"])
    def test_a_change_of_nothing_is_the_same_edition(self, reading: WeightReading) -> None:
        changes: list[EditionChange] = [PointsChange("a", 30), RuleChange("b", {"kind": "fraction"})]
        assert changed_edition(POINTS, changes, weights_as=reading) is POINTS

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
        before = edition({"code": "T", "aggregate": "minimum", "children": [share("a"), share("b")]})
        with pytest.raises(UsageFault, match="does not look at weights"):
            changed_edition(before, [WeightChange("a", 2)])

    def test_weights_are_not_as_they_were_derived_any_more(self) -> None:
        before = edition(
            {"code": "T", "aggregate": "arithmetic", "weights": 1,
             "derived_weights": {"method": "entropy", "dtiscore": "0.1.0"},
             "children": [share("a", weight=0.5), share("b", weight=0.5)]}
        )  # fmt: skip
        found = changed_edition(before, [WeightChange("a", 0.6)], weights_as="siblings")
        assert found.index.derived_weights is None


MARKED_IN_POINTS: dict[str, dict[str, Any]] = {
    "identity": {"rule": {"kind": "identity"}},
    "steps": {"rule": {"kind": "steps", "outcome": "score", "steps": [
        {"at_least": 1, "score": 5}, {"at_least": 4, "score": 20}]}},
    "piecewise-linear": {"rule": {"kind": "piecewise-linear", "outcome": "score", "points": [[0, 0], [8, 20]]}},
    "categorical": {"rule": {"kind": "categorical", "outcome": "score", "bands": [
        {"above": 50, "score": 20}, {"above": 5, "score": 5}]}},
    "choice": {"rule": {"kind": "choice", "outcome": "score", "options": [
        {"value": "4", "score": 20}, {"value": "3", "score": 12}, {"value": "0.5", "score": 0}]}},
    "boolean": {"rule": {"kind": "boolean", "yes": ["4"], "no": ["3", "0.5"]}},
    "parts": {"rule": {"kind": "parts", "outcome": "score", "at_most": 18, "parts": [
        {"column": "b", "score": 15, "rule": {"kind": "fraction", "of": 4}}, {"column": "b2", "score": 5}]}},
    "best-of": {"rule": {"kind": "best-of", "outcome": "score", "cases": [
        {"column": "b", "score": 20, "rule": {"kind": "fraction", "of": 4}}, {"column": "b2", "score": 5}]}},
    "formula": {"rule": {"kind": "formula", "formula": "b * 4"}},
    "then a cut": {"rule": {"kind": "fraction", "of": 4}, "then": [
        {"kind": "formula", "formula": "if_at_least(x, 12, x, 0)"}]},
    "then steps": {"rule": {"kind": "fraction", "of": 4}, "then": [
        {"kind": "steps", "outcome": "score", "steps": [{"at_least": 15, "score": 20}]}]},
    "rounded": {"rule": {"kind": "fraction", "of": 7}, "round": {"decimals": 0}},
    "then a share": {"rule": {"kind": "fraction", "of": 4}, "then": [{"kind": "fraction", "of": 20}]},
}  # fmt: skip
"""Nodes of 20 points with numbers that stand in points."""


ROWS = {
    "unit": list("uvw"), "a": [0.5, 1, 0.2], "b": ["4", "3", "0.5"], "b2": [0.4, 1, 0.1], "c": [0.9, 0.2, 1],
}  # fmt: skip


@pytest.mark.parametrize("kind", MARKED_IN_POINTS)
@pytest.mark.parametrize("points", [5, 19.3, 55])
def test_whatever_stands_in_points_stays_a_share(kind: str, points: float) -> None:
    node = {"code": "b", "points": 20, **MARKED_IN_POINTS[kind]}
    before = edition(
        {
            "code": "T", "aggregate": "points", "points": 100,
            "children": [share("a", points=40), node, share("c", points=40)],
        }
    )  # fmt: skip
    after = changed_edition(before, [PointsChange("b", points)], weights_as="siblings")
    table = pd.DataFrame(ROWS)
    if kind not in ("choice", "boolean"):
        table["b"] = table["b"].astype(float)
    was, now = (dtiscore.score(table, one) for one in (before, after))
    for code in ("a", "b", "c"):
        assert now.nodes[code].published == pytest.approx(was.nodes[code].published, rel=1e-14)
    assert len(set(was.nodes["b"].published.tolist())) > 1
    assert now.index.score == pytest.approx(points * was.nodes["b"].published + sum(
        (100 - points) / 80 * was.nodes[code].score for code in ("a", "c")
    ), rel=1e-14)  # fmt: skip
    again = changed_edition(after, [PointsChange("b", 20)], weights_as="siblings")
    assert again.index == before.index


@pytest.mark.parametrize("form", ["fraction", "score"])
def test_what_the_table_brings_for_a_group_stays_a_share(form: str) -> None:
    """A column of the group, cut and rounded in points, and scores under the code of a node or view."""
    group = {
        "code": "P", "aggregate": "points", "column": "p", "rule": {"kind": "identity"},
        "then": [{"kind": "formula", "formula": "min(x, 55)"}], "round": {"decimals": 0},
        "children": [share("a", points=40), share("b", points=20)],
    }  # fmt: skip
    index = {
        "code": "T", "aggregate": "points", "points": 100, "children": [group, share("c", points=40)],
    }  # fmt: skip
    plain = plain_data(edition(index)) | {
        "publish": {"as": form, "decimals": 4}, "rank": {"on": "full"},
        "views": [{"code": "V", "of": ["b", "c"], "round": {"decimals": 0}}],
    }  # fmt: skip
    before = methodology_from(plain)
    after = changed_edition(before, [PointsChange("P", 90), PointsChange("b", 9)], weights_as="siblings")
    assert [after.nodes[code].maximum for code in "Pabc"] == [90, 81, 9, 10]
    unit = 60 if form == "score" else 1
    computed = pd.DataFrame({"unit": ["x", "y"], "a": [0.5, 1.0], "b": [0.33, 0.9], "c": [0.4, 0.7]})
    supplied = {
        "p": pd.DataFrame({"unit": ["x", "y"], "p": [41.0, 58.0], "b": [0.5, 0.1], "c": [0.4, 0.7]}),
        "P": pd.DataFrame(
            {"unit": ["x", "y"], "P": [0.4 * unit, 0.9 * unit], "b": [0.5, 0.1], "c": [0.4, 0.7]}
        ),
    }
    for table in supplied.values():
        was, now = (dtiscore.score(table, one) for one in (before, after))
        shares = [card.nodes["P"].score / (card.methodology.maximum("P") or 0) for card in (was, now)]
        assert shares[1] == pytest.approx(shares[0], rel=1e-14)
    was, now = (dtiscore.score(computed, one) for one in (before, after))
    # 20 + 6.6 of 60 is 27; of 90 it is 40.5 + 2.97, which is 28.98 of 60, so 29. Of y 55 of 60 is the cut.
    assert was.nodes["P"].score.tolist() == [27, 55]
    assert now.nodes["P"].score == pytest.approx([29 * 1.5, 55 * 1.5])
    # V of x: 6.6 + 16 is 23 of 60; 2.97 + 4 of 19 is 22.01 of 60, so 22.
    assert was.nodes["V"].score[0] == 23
    assert now.nodes["V"].score[0] == pytest.approx(22 * 19 / 60)


def test_cut_points_in_points_stay_shares() -> None:
    cuts = [{"code": "A", "at_least": 80}, {"code": "B", "at_least": 50}, {"code": "C"}]
    bands = {"kind": "cuts", "on": "full", "cuts": cuts}
    before = methodology_from(
        plain_data(POINTS) | {"publish": {"as": "score", "decimals": 2}, "bands": bands}
    )
    after = changed_edition(before, [PointsChange("T", 1000)], weights_as="siblings")
    assert isinstance(after.bands, CutBands)
    assert [cut.at_least for cut in after.bands.cuts] == [800, 500, None]


class TestRefusals:
    def test_no_maximum_of_which_points_were_a_share(self) -> None:
        before = edition(
            {"code": "T", "aggregate": "points", "children": [
                share("a", points=10), {"code": "b", "points": 0, "rule": {"kind": "identity"}}]}
        )  # fmt: skip
        change: list[EditionChange] = [PointsChange("b", 5)]
        with pytest.raises(UsageFault, match='"b" has had no points so far') as caught:
            changed_edition(before, change, weights_as="siblings")
        assert '--rule "b={kind: fraction, of: 100}"' in str(caught.value.fix)
        change.append(RuleChange("b", {"kind": "fraction", "of": 100}))
        assert changed_edition(before, change, weights_as="siblings").nodes["b"].maximum == 5

    def test_points_that_make_a_part_of_a_mean_larger(self) -> None:
        part = {
            "code": "P",
            "aggregate": "points",
            "children": [share("a", points=4), share("b", points=6)],
        }
        before = methodology_from(
            plain_data(weighted("equal", None, None, None))
            | {"index": {"code": "T", "aggregate": "arithmetic", "children": [part, share("c")]}}
        )
        with pytest.raises(
            UsageFault, match='the points below "P" would sum to 12, and "T" takes it as a score of 10'
        ):
            changed_edition(before, [PointsChange("a", 6)])
        found = changed_edition(before, [PointsChange("a", 6)], weights_as="siblings")
        assert [child.points for child in found.nodes["P"].children] == [6, 4]

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (WeightChange("a", 30), "cannot have 30 of the whole index"),
            (PointsChange("T", 3), "adds up no points"),
            (PointsChange("a", 3), "has a weight in it and no points"),
        ],
    )
    def test_what_no_share_of_the_index_is(self, change: EditionChange, message: str) -> None:
        with pytest.raises(UsageFault, match=message):
            changed_edition(weighted(1.0, 0.5, 0.3, 0.2), [change], weights_as="of-index")

    def test_all_given_and_not_the_whole(self) -> None:
        changes = [WeightChange(code, 0.25) for code in "abc"]
        with pytest.raises(UsageFault, match=r"cannot be 1 of the index \(a 0.25, b 0.25, c 0.25\)"):
            changed_edition(weighted(1.0, 0.5, 0.3, 0.2), changes, weights_as="of-index")

    def test_below_a_formula(self) -> None:
        part = {"code": "P", "aggregate": "arithmetic", "children": [share("a"), share("b")]}
        index = {
            "code": "T",
            "aggregate": {"kind": "formula", "formula": "P * c"},
            "children": [part, share("c")],
        }
        with pytest.raises(UsageFault, match="has no share of the index"):
            changed_edition(edition(index), [WeightChange("a", 0.2)], weights_as="of-index")


class TestSums:
    def test_equal_weights_of_a_sum_keep_their_number(self) -> None:
        # Each counts 1, together 3: of a 1.5 the others have 0.75 each.
        index = {"code": "T", "aggregate": "sum", "children": [share(code) for code in "abc"]}
        found = changed_edition(edition(index), [WeightChange("a", 1.5)], weights_as="siblings")
        assert (found.index.weights, weights(found)) == (3, [1.5, 0.75, 0.75])


@pytest.mark.parametrize("reading", ["siblings", "relative"])
def test_all_weights_doubled_are_the_same(reading: WeightReading) -> None:
    """Beside one another they are the same shares; of a total that stays they are refused."""
    changes = [
        PointsChange(code, 2 * (node.maximum or 0)) for code, node in POINTS.nodes.items() if code != "T"
    ]
    if reading == "siblings":
        with pytest.raises(UsageFault, match="cannot sum to 100"):
            changed_edition(POINTS, changes, weights_as=reading)
        return
    assert changed_edition(POINTS, changes, weights_as=reading).index == POINTS.index
