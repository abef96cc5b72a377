"""The profile of the leaders by hand, on the provinces of 2022, over panels, with ties, constants and missing cells."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.questions.profile.answer import NodeProfile, Profile, profile

Json = dict[str, Any]


def edition(**more: Any) -> Json:
    """100 points: 60 for ``a``, 40 for ``b``, both out of 10."""
    children = [
        {"code": code, "points": points, "rule": {"kind": "fraction", "of": 10.0}}
        for code, points in (("a", 60.0), ("b", 40.0))
    ]
    return {
        **HEAD,
        "missing": "no-score",
        "publish": {"as": "fraction", "decimals": 2},
        "rank": {"on": "published", "ties": "min"},
        "index": {"code": "T", "aggregate": "points", "points": 100.0, "children": children},
        **more,
    }


def card_of(edition: Json, **columns: list[Any]) -> dtiscore.Scorecard:
    rows = len(next(iter(columns.values())))
    units = columns.pop("unit", [f"u{at}" for at in range(1, rows + 1)])
    return dtiscore.score(pd.DataFrame({"unit": units, **columns}), edition)


def node(found: Profile, code: str, block: int = 0) -> NodeProfile:
    return next(one for one in found.blocks[block].nodes if one.code == code)


def leaders(found: Profile, block: int = 0) -> list[str]:
    return [found.card.dataset.units[row] for row in found.blocks[block].leaders]


def test_the_most_is_no_full_marks_where_less_is_better() -> None:
    """Two lead with the least of a; they have the most of b, the worst there, and of c, where more is better."""
    data = pd.DataFrame({"unit": ["A", "B", "C"], "a": [0, 0, 10], "b": [10, 10, 5], "c": [10, 10, 5]})
    posts = {"kind": "goalposts", "low": 0, "high": 10}
    children = [
        indicator("a", weight=8, rule=posts),
        indicator("b", weight=1, rule=posts),
        indicator("c", weight=1, rule=posts, order="descending"),
    ]
    index = group("I", "arithmetic", *children, weights="relative")
    low_is_good = {**HEAD, "rank": {"on": "full", "order": "ascending"}, "scale": 100, "index": index}
    found = dtiscore.profile(data, low_is_good, top=1)
    assert leaders(found) == ["A", "B"]
    assert [node(found, code).leaders.at_full for code in "abc"] == [None, None, 2]


def test_two_leaders_of_five_by_hand() -> None:
    # Indices: u1 .6 + .36 = .96, u2 .6 + .20 = .80, u3 .30 + .40 = .70, u4 .18 + .04, u5 .06 + .16.
    found = profile(card_of(edition(), a=[10.0, 10.0, 5.0, 3.0, 1.0], b=[9.0, 5.0, 10.0, 1.0, 4.0]), top=2)
    (block,) = found.blocks
    assert leaders(found) == ["u1", "u2"]
    assert len(block.others) == 3
    a = node(found, "a")
    assert (a.leaders.units, a.leaders.at_full, a.leaders.mean, a.leaders.value) == (2, 2, 1.0, 10.0)
    assert (a.others.units, a.others.at_full) == (3, 0)
    assert a.others.mean == pytest.approx(0.3)
    assert a.others.value == 3.0
    assert (a.floor, a.floor_value, a.others_at_floor) == (1.0, 10.0, 0)
    # The others: 0.5, 0.3, 0.1 with variance 0.04; pooled (0 + 2 * 0.04) / 3; correction 1 - 3 / 11.
    assert a.effect == pytest.approx(0.7 / math.sqrt(0.08 / 3) * 8 / 11)
    b = node(found, "b")
    assert (b.leaders.at_full, b.others.at_full) == (0, 1)
    assert (b.floor, b.floor_value, b.others_at_floor) == (0.5, 5.0, 1)
    # Means 0.7 and 0.5, variances 0.08 and (0.25 + 0.16 + 0.01) / 2 = 0.21.
    assert b.effect == pytest.approx(0.2 / math.sqrt((0.08 + 2 * 0.21) / 3) * 8 / 11)
    assert [one.code for one in block.nodes] == ["a", "b"]


def test_what_separates_most_stands_first_whichever_way() -> None:
    # The leaders are far behind in b: they lead by a alone.
    found = profile(card_of(edition(), a=[10.0, 9.0, 1.0, 2.0], b=[1.0, 1.1, 9.0, 9.1]), top=2)
    first, second = found.blocks[0].nodes
    assert (first.code, second.code) == ("b", "a")
    assert first.effect is not None
    assert second.effect is not None
    assert first.effect < 0 < second.effect < -first.effect


class TestTiesAtTheLastRank:
    """Four units, of which the second and the third are equal, and two leaders wanted."""

    @pytest.mark.parametrize(
        ("ties", "who", "split"),
        [
            ("min", ["u1", "u2", "u3"], False),
            ("max", ["u1"], False),
            ("average", ["u1"], False),
            ("dense", ["u1", "u2", "u3"], False),
            ("ordinal", ["u1", "u2"], True),
        ],
    )
    def test_the_edition_says_who_leads(self, ties: str, who: list[str], *, split: bool) -> None:
        values = [9.0, 5.0, 5.0, 1.0]
        found = profile(card_of(edition(rank={"on": "published", "ties": ties}), a=values, b=values), top=2)
        assert leaders(found) == who
        assert found.blocks[0].is_split == split


def test_columns_without_spread() -> None:
    found = profile(card_of(edition(), a=[10.0, 10.0, 2.0, 2.0], b=[5.0] * 4), top=2)
    a, b = node(found, "a"), node(found, "b")
    assert (a.outcome, a.effect, a.others_at_floor) == ("apart", None, 0)
    assert (b.outcome, b.effect, b.others_at_floor) == ("constant", None, 2)
    assert [one.code for one in found.blocks[0].nodes] == ["a", "b"]


def test_too_few_to_tell_a_spread() -> None:
    found = profile(card_of(edition(), a=[10.0, 2.0, 1.0], b=[5.0, 4.0, 3.0]), top=1)
    assert {one.outcome for one in found.blocks[0].nodes} == {"too-few"}


def test_units_without_an_index_are_in_neither_group() -> None:
    found = profile(card_of(edition(), a=[10.0, 9.0, None, 2.0, 1.0], b=[5.0, 5.0, 10.0, 4.0, 3.0]), top=2)
    (block,) = found.blocks
    assert (len(block.leaders), len(block.others), block.without_score, block.unranked) == (2, 2, 1, 0)
    assert node(found, "b").others.mean == pytest.approx(0.35)  # u3 has full marks in b, and counts nowhere


def test_nothing_is_said_of_all_leaders_where_one_lacks_a_score() -> None:
    reweighted = edition(missing={"kind": "reweight"})
    reweighted["publish"]["as"] = "score"
    reweighted["index"] = {
        "code": "T",
        "aggregate": "arithmetic",
        "weights": "equal",
        "children": [{"code": code, "rule": {"kind": "fraction", "of": 10.0}} for code in "ab"],
    }
    found = profile(card_of(reweighted, a=[10.0, 9.0, 3.0, 2.0], b=[None, 9.0, 1.0, 4.0]), top=2)
    b = node(found, "b")
    assert (b.leaders.units, b.leaders.mean, b.leaders.values) == (1, 0.9, 1)
    assert (b.floor, b.others_at_floor, b.floor_value) == (None, None, None)
    assert node(found, "a").floor == 0.9


def test_where_less_is_better_leaders_keep_below() -> None:
    low = edition(rank={"on": "published", "order": "ascending"})
    found = profile(card_of(low, a=[1.0, 2.0, 8.0, 6.0], b=[1.0, 1.0, 5.0, 1.0]), top=2)
    assert leaders(found) == ["u1", "u2"]
    a, b = node(found, "a"), node(found, "b")
    # Means 0.15 and 0.7, variances 0.005 and 0.02: the leaders are better placed.
    assert a.effect == pytest.approx(0.55 / math.sqrt(0.0125) * 4 / 7)
    assert (a.floor, a.floor_value, a.others_at_floor) == (0.2, 2.0, 0)
    assert (b.floor, b.others_at_floor) == (0.1, 1)


def test_each_period_has_leaders_of_its_own() -> None:
    found = profile(
        card_of(
            edition(),
            unit=["A", "B", "C", "A", "B", "C"],
            year=["2020"] * 3 + ["2021"] * 3,
            a=[9.0, 1.0, 2.0, 1.0, 2.0, 9.0],
            b=[9.0, 1.0, 2.0, 1.0, 2.0, 9.0],
        ),
        top=1,
    )
    assert [block.partition for block in found.blocks] == [("2020", None), ("2021", None)]
    assert (leaders(found, 0), leaders(found, 1)) == (["A"], ["C"])
    assert node(found, "a", 1).others.mean == pytest.approx(0.15)


def test_what_cannot_be_profiled_is_refused() -> None:
    card = card_of(edition(), a=[9.0, 1.0], b=[9.0, 1.0])
    with pytest.raises(UsageFault, match=r"up to rank 2 there is nobody .* 2 units are ranked"):
        profile(card, top=2)
    with pytest.raises(UsageFault, match="no leaders up to rank 0"):
        profile(card, top=0)
    with pytest.raises(UsageFault, match="nothing at the level a has a score"):
        profile(card, top=1, level="a")
    whole = dtiscore.score(pd.DataFrame({"unit": ["A", "B"], "T": [0.9, 0.1]}), edition())
    with pytest.raises(UsageFault, match="nothing below the index has a score"):
        profile(whole, top=1)


class TestProvinces2022:
    """examples/dti-province/2022.csv: the ten leaders against the 53 others."""

    @pytest.fixture
    def found(self, examples: Path) -> Profile:
        return dtiscore.profile(examples / "dti-province" / "2022.csv", "dti-province-2022", top=10)

    def test_the_ten(self, found: Profile) -> None:
        names = [found.card.name(row, "vi") for row in found.blocks[0].leaders]
        assert names == [
            "Đà Nẵng", "Hồ Chí Minh", "Quảng Ninh", "Thừa Thiên Huế", "Cần Thơ", "Lạng Sơn", "Bắc Ninh",
            "Thái Nguyên", "Bắc Giang", "Nam Định",
        ]  # fmt: skip
        assert len(found.blocks[0].others) == 53

    def test_what_the_table_brings_is_compared_and_nothing_else(self, found: Profile) -> None:
        assert [one.code for one in found.blocks[0].nodes] == ["7", "8", "I", "9", "3"]

    def test_every_figure_from_the_cells_themselves(self, found: Profile, examples: Path) -> None:
        table = pd.read_csv(examples / "dti-province" / "2022.csv", dtype={"code": str}).set_index("code")
        ten = [found.card.dataset.units[row] for row in found.blocks[0].leaders]
        for code, column, whole in (
            ("3", "ha_tang_so", 1.0),
            ("7", "hoat_dong_chinh_quyen_so", 1.0),
            ("I", "foundation_points", 500.0),
        ):
            first, second = table.loc[ten, column] / whole, table.drop(ten)[column] / whole
            one = node(found, code)
            assert one.leaders.mean == pytest.approx(first.mean(), rel=1e-12)
            assert one.others.mean == pytest.approx(second.mean(), rel=1e-12)
            assert one.floor == pytest.approx(first.min(), rel=1e-12)
            assert one.others_at_floor == int((second >= first.min()).sum())
            assert (one.leaders.at_full, one.others.at_full) == (0, 0)
            pooled = math.sqrt((9 * first.var() + 52 * second.var()) / 61)
            assert one.effect == pytest.approx(
                (first.mean() - second.mean()) / pooled * (1 - 3 / 243), rel=1e-12
            )

    def test_the_views_by_level(self, examples: Path) -> None:
        table = examples / "dti-province" / "2022.csv"
        found = dtiscore.profile(table, "dti-province-2022", top=10, level="views")
        assert {one.code for one in found.blocks[0].nodes} == {"CQS", "KTS", "XHS"}

    def test_digital_infrastructure_no_longer_separates_in_2024(self, examples: Path) -> None:
        # Ten of the 63 have full marks: five of the ten leaders and five of the others.
        table = pd.read_csv(examples / "dti-province" / "2024-published.csv", dtype={"code": str})
        assert int((table["ha_tang_so"] == 1).sum()) == 10
        found = dtiscore.profile(
            examples / "dti-province" / "2024-published.csv", "dti-province-2022", top=10, period="2023"
        )
        one = node(found, "3")
        assert (one.leaders.at_full, one.others.at_full) == (5, 5)


@pytest.mark.parametrize(("a", "said"), [([5.0], "one unit alone has"), ([None, None], "no unit has")])
def test_one_unit_alone_leads_nobody_at_any_top(a: list[float | None], said: str) -> None:
    with pytest.raises(UsageFault, match=said):
        profile(card_of(edition(), a=a, b=[5.0] * len(a)), 1)


def test_under_a_base_year_nothing_ends_at_the_best_of_that_year() -> None:
    """Who is better than all were in 2020 has no full marks, and has lost nothing below 0 of them."""
    children = [indicator(code, rule={"kind": "min-max"}) for code in "ab"]
    index = group("I", "arithmetic", *children, weights="equal")
    table = pd.DataFrame(
        {
            "unit": ["U", "V", "W"] * 2,
            "year": [2020] * 3 + [2021] * 3,
            "a": [70, 50, 30, 75, 50, 35],
            "b": [60, 40, 61, 66, 49, 55],
        }
    )
    based = {**HEAD, "scale": 100, "frame": {"base": "2020"}, "index": index}
    found = dtiscore.explain(table, based, "U", period="2021")
    assert [node.lost for node in found.nodes] == [None] * len(found.nodes)
    assert (found.nodes[0].score or 0) > 100
    alone = dtiscore.explain(table, {**based, "frame": "period"}, "U", period="2021")
    assert alone.nodes[1].lost == 0


def test_the_least_figure_of_the_leaders_is_told_whatever_a_row_that_is_not_ranked_scores() -> None:
    """The Union stands beyond the peak of the curve, on which all its members rise."""
    points = [[0, 0], [50, 1], [94, 0.9], [100, 0]]
    curve = {"code": "a", "rule": {"kind": "piecewise-linear", "points": points}}
    drawn = {
        **HEAD,
        "units": "eu-27",
        "index": group("X", "arithmetic", curve, indicator("b"), weights="equal"),
    }
    units = ["AT", "BE", "BG", "EU"]
    columns = pd.DataFrame({"unit": units, "a": [40, 30, 20, 99], "b": [4, 3, 2, 1]})
    card = dtiscore.score(columns, drawn, allow_missing_units=True)
    assert node(profile(card, top=2), "a").floor_value == 30
