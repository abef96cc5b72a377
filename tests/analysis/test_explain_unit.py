"""One unit among others: distances, missing parts and weights in force, peers, strengths, groups and periods."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings, strategies as st
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.questions.explain.answer import NodeExplanation, explain, explain_rows, rows_for, standing
from dtiscore.tables.table import Rows

Json = dict[str, Any]
MakeCard = Callable[..., dtiscore.Scorecard]


def edition(*children: Json, **keys: Any) -> Json:
    index = {
        "code": "X",
        "aggregate": "arithmetic",
        "weights": "relative",
        "children": [{"weight": 1, "rule": {"kind": "identity"}, **child} for child in children],
        **keys.pop("index", {}),
    }
    return {
        **HEAD,
        "rank": {"on": "published"},
        "missing": "no-score",
        "index": index,
        **keys,
    }


@pytest.fixture
def card_of(tmp_path: Path) -> MakeCard:
    def make(methodology: Json, *lines: str, **reading: Any) -> dtiscore.Scorecard:
        path = tmp_path / "data.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return dtiscore.score(path, methodology, **reading)

    return make


TWO = edition({"code": "a", "weight": 3}, {"code": "b"})
"""(3a + b) / 4."""


class TestDistances:
    LINES = ("unit,a,b", "p,8,0", "q,4,8", "r,4,4", "s,1,1")  # 6, 5, 4, 1

    def test_to_mean_median_best_and_the_unit_above(self, card_of: MakeCard) -> None:
        index = explain(card_of(TWO, *self.LINES), "r").index
        assert index.to_mean == 4 - (6 + 5 + 4 + 1) / 4
        assert index.to_median == 4 - 4.5
        assert index.to_best == 6 - 4
        assert (index.above_unit, index.above, index.to_above) == ("q", 5, 1)
        assert index.to_ahead == 1

    def test_in_a_part_the_unit_above_is_another_one(self, card_of: MakeCard) -> None:
        found = explain(card_of(TWO, *self.LINES), "r")
        a, b = found.node("a"), found.node("b")
        assert (a.above_unit, a.to_above) == ("p", 4)  # q has 4 as well
        assert (a.ahead, a.to_ahead) == (4, 0)  # but q stands just above in the index
        assert (b.above_unit, b.to_above, b.to_ahead) == ("q", 4, 4)

    def test_what_the_unit_above_is_ahead_in_the_parts_adds_up(self, card_of: MakeCard) -> None:
        found = explain(card_of(TWO, *self.LINES), "q")
        a, b = found.node("a"), found.node("b")
        assert (3 * (a.to_ahead or 0) + (b.to_ahead or 0)) / 4 == found.index.to_ahead == 1

    def test_nobody_stands_above_the_first(self, card_of: MakeCard) -> None:
        first = explain(card_of(TWO, *self.LINES), "p")
        assert (first.index.above_unit, first.index.to_above, first.index.to_ahead) == (None, None, None)


NESTED = edition(
    {
        "code": "H",
        "weight": 2,
        "rule": None,
        "aggregate": "arithmetic",
        "weights": "relative",
        "missing": {"kind": "reweight", "min_share": 0.5},
        "children": [indicator(code, weight=weight) for code, weight in (("a", 1), ("b", 2), ("c", 3))],
    },
    {"code": "w"},
)


class TestMissingParts:
    def test_what_cost_the_score(self, card_of: MakeCard) -> None:
        found = explain(card_of(NESTED, "unit,a,b,c,w", "p,1,,,5", "q,1,2,3,4"), "p")
        top, health = found.lacks
        assert (top.code, top.have, top.of, top.needed, top.missing, top.costs) == (
            "X",
            1,
            2,
            1.0,
            ("H",),
            True,
        )
        assert (health.code, health.have, health.of, health.needed) == ("H", 1, 3, 0.5)
        assert health.missing == ("b", "c")
        assert {code: place.rpartition("data.csv")[2] for code, place in health.places.items()} == {
            "b": ":2:3",
            "c": ":2:4",
        }
        assert explain(found.card, "q").lacks == []

    def test_weight_is_counted_where_the_edition_says_so(self, card_of: MakeCard) -> None:
        by_weight = {"kind": "reweight", "min_share": 0.6, "count": "weight"}
        children = [dict(NESTED["index"]["children"][0], missing=by_weight), NESTED["index"]["children"][1]]
        methodology = NESTED | {"index": NESTED["index"] | {"children": children}}
        found = explain(card_of(methodology, "unit,a,b,c,w", "p,1,2,,5", "q,1,2,3,4"), "p")
        lack = found.lacks[1]
        assert (lack.have, lack.of, lack.by_weight) == (2, 3, True)
        assert lack.share == pytest.approx(3 / 6)  # 1 + 2 of 1 + 2 + 3

    def test_those_that_are_there_have_the_weight_and_add_up(self, card_of: MakeCard) -> None:
        found = explain(card_of(NESTED, "unit,a,b,c,w", "p,6,,2,9", "q,1,2,3,4"), "p")
        a, c, w = (found.node(code) for code in "acw")
        assert (a.share, a.effective, c.share, c.effective) == (1 / 6, 1 / 4, 3 / 6, 3 / 4)
        assert (a.contribution, c.contribution) == (6 / 4, 3 * 2 / 4)  # H = 3
        assert found.node("H").contribution == 2 / 3 * 3
        assert w.contribution == 9 / 3
        assert found.index.score == 5
        assert [part.to_index for part in found.parts] == pytest.approx([1, 1, 3])
        (lack,) = found.lacks
        assert (lack.code, lack.missing, lack.costs) == ("H", ("b",), False)

    def test_points_that_are_there_make_up_for_those_that_are_not(self, card_of: MakeCard) -> None:
        index = {
            "code": "X",
            "aggregate": "points",
            "children": [
                {"code": code, "points": points, "rule": {"kind": "fraction"}}
                for code, points in (("a", 50), ("b", 30), ("c", 20))
            ],
        }
        found = explain(
            card_of(edition() | {"missing": "reweight", "index": index}, "unit,a,b,c", "p,0.5,,1", "q,1,1,1"),
            "p",
        )
        # 25 of 50 and 20 of 20, scaled up from 70 to 100 points.
        assert found.index.score == pytest.approx(45 / 0.7)
        assert [part.contribution for part in found.parts] == pytest.approx([25 / 0.7, 20 / 0.7])

    def test_a_formula_that_lacks_a_part_says_which(self, card_of: MakeCard) -> None:
        ratio = {"kind": "formula", "formula": "a / b"}
        index = {
            "code": "X",
            "aggregate": ratio,
            "children": [indicator(code) for code in "ab"],
        }
        found = explain(card_of(edition() | {"index": index}, "unit,a,b", "p,1,", "q,1,2"), "p")
        (lack,) = found.lacks
        assert (lack.code, lack.missing, lack.costs) == ("X", ("b",), True)
        forgiving = index | {"aggregate": {"kind": "formula", "formula": "a + if_missing(b, 0)"}}
        found = explain(card_of(edition() | {"index": forgiving}, "unit,a,b", "p,1,", "q,1,2"), "p")
        assert (found.index.score, found.lacks) == (1, [])

    def test_a_group_without_a_score_stands_above_its_parts(self, card_of: MakeCard) -> None:
        found = explain(card_of(NESTED, "unit,a,b,c,w", "p,1,,,5", "q,1,2,3,4"), "p")
        assert [(node.code, node.depth, node.score) for node in found.nodes] == [
            ("X", 0, None),
            ("H", 1, None),
            ("a", 2, 1),
            ("w", 1, 5),
        ]

    def test_what_was_screened_out_lacks_no_part(self, card_of: MakeCard) -> None:
        methodology = TWO | {"prepare": [{"step": "screen", "min_share": 1.0}]}
        assert explain(card_of(methodology, "unit,a,b", "p,1,", "q,1,2"), "p").lacks == []

    def test_a_cut_off_is_no_sum(self, card_of: MakeCard) -> None:
        methodology = edition(
            {"code": "a"}, {"code": "b"}, index={"then": [{"kind": "formula", "formula": "min(x, 1)"}]}
        )
        found = explain(card_of(methodology, "unit,a,b", "p,1,9", "q,1,2"), "p")
        assert found.index.score == 1
        assert found.node("a").contribution is None

    @settings(deadline=None, max_examples=30)  # each example scores a table
    @given(st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=3, max_size=3))
    def test_contributions_add_up_whatever_is_missing(self, cells: list[int | None]) -> None:
        import pandas as pd

        children = [{"code": code, "weight": weight} for code, weight in (("a", 1), ("b", 2), ("c", 4))]
        methodology = edition(*children, missing="reweight")
        frame = pd.DataFrame({"unit": ["p", "q"], **{c: [v, 1] for c, v in zip("abc", cells, strict=True)}})
        found = explain(dtiscore.score(frame, methodology), "p")
        if found.index.score is None:
            assert cells == [None] * 3
        else:
            assert sum(part.contribution or 0.0 for part in found.parts) == pytest.approx(found.index.score)


def test_a_ratio_is_the_value(card_of: MakeCard) -> None:
    rule = {"kind": "ratio", "numerator": "online", "denominator": "all", "cap": True}
    card = card_of(edition({"code": "a", "rule": rule}), "unit,online,all", "p,30,40", "q,6,4")
    assert explain(card, "p").node("a").prepared == 0.75
    over = explain(card, "q").node("a")
    assert (over.prepared, over.score, over.raw) == (1.5, 1.0, None)


class TestPeers:
    LINES = (
        "unit,region,a,b", "p,North,9,9", "q,north,8,2", "r,South,7,7", "s,South,6,9",
        "t,North,5,5", "u,South,4,4", "v,South,3,9", "w,,2,2",
    )  # fmt: skip
    """Scores 9, 6.5, 7, 6.75, 5, 4, 4.5, 2."""

    def card(self, card_of: MakeCard) -> dtiscore.Scorecard:
        return card_of(TWO, *self.LINES)

    def test_of_a_column(self, card_of: MakeCard) -> None:
        peers = explain(self.card(card_of), "q", peers="region").peers
        assert peers is not None
        assert (peers.kind, peers.column, peers.group) == ("column", "region", "north")
        assert [(peer.unit, peer.rank) for peer in peers.members] == [("p", 1), ("t", 5)]
        assert (peers.rank, peers.of) == (2, 3)

    def test_the_mean_of_peers_leaves_the_unit_out(self, card_of: MakeCard) -> None:
        found = explain(self.card(card_of), "q", peers="region")
        assert found.node("a").peers == (9 + 5) / 2
        assert found.index.peers == (9 + 5) / 2

    def test_by_rank(self, card_of: MakeCard) -> None:
        peers = explain(self.card(card_of), "p", peers="rank").peers
        assert peers is not None
        # 9, 7, 6.75, 6.5, 5, 4.5, 4, 2
        assert [peer.unit for peer in peers.members] == ["r", "s", "q", "t", "v"]
        assert (peers.rank, peers.of) == (1, 6)

    def test_by_profile_unless_told(self, card_of: MakeCard) -> None:
        card = self.card(card_of)
        found = explain(card, "s").peers
        assert found is not None
        assert found.kind == "profile"
        nearest = min(found.members, key=lambda peer: peer.distance or 0.0)
        # r differs by 1 in a and 2 in b; the standard deviations of the others' scores are below.
        spread_a = (sum((x - 38 / 7) ** 2 for x in (9, 8, 7, 5, 4, 3, 2)) / 7) ** 0.5
        spread_b = (sum((x - 38 / 7) ** 2 for x in (9, 2, 7, 5, 4, 9, 2)) / 7) ** 0.5
        assert nearest.unit == "r"
        assert nearest.distance == pytest.approx((((1 / spread_a) ** 2 + (2 / spread_b) ** 2) / 2) ** 0.5)
        assert [peer.unit for peer in found.members] == sorted(
            (peer.unit for peer in found.members), key=lambda unit: -card.index.score[card.rows_of(unit)[0]]
        )

    def test_of_few_units_nobody_chooses(self, card_of: MakeCard) -> None:
        few = card_of(TWO, *self.LINES[:5])
        assert explain(few, "p").peers is None
        asked = explain(few, "p", peers="profile").peers
        assert asked is not None
        assert len(asked.members) == 3

    def test_what_cannot_be(self, card_of: MakeCard) -> None:
        card = self.card(card_of)
        with pytest.raises(UsageFault, match='has no column "colour"'):
            explain(card, "p", peers="colour")
        with pytest.raises(UsageFault, match=r"data\.csv:9:2: the group of the unit is blank"):
            explain(card, "w", peers="region")


def test_strengths_and_weaknesses_stand_in_their_thirds(card_of: MakeCard) -> None:
    card = card_of(TWO, "unit,a,b", "p,1,0", "q,2,8", "r,3,4")
    first, middle = explain(card, "q"), explain(card, "r")
    assert [node.code for node in first.strengths()] == ["b"]  # second of three is neither
    assert first.weaknesses() == []
    assert [node.code for node in middle.strengths()] == ["a"]
    assert [node.code for node in explain(card, "p").weaknesses()] == ["a", "b"]
    rows = [f"u{place},{100 - place},{place}" for place in range(1, 64)]
    many = card_of(TWO, "unit,a,b", *rows)
    strong = [place for place in range(1, 64) if "a" in _codes(explain(many, f"u{place}").strengths())]
    weak = [place for place in range(1, 64) if "a" in _codes(explain(many, f"u{place}").weaknesses())]
    assert (strong, weak) == ([*range(1, 22)], [*range(43, 64)])  # of 63, 21 and 21


def test_a_place_shared_with_many_is_a_strength_as_seldom_as_a_weakness(card_of: MakeCard) -> None:
    """The lowest score there is was among the strongest, where nine units shared it behind three."""
    card = card_of(TWO, "unit,a,b", *(f"u{at},{max(0, at - 9)},{at}" for at in range(1, 13)))
    last = explain(card, "u1")
    assert (_codes(last.strengths()), _codes(last.weaknesses())) == ([], ["b", "a"])
    turned = card_of(TWO, "unit,a,b", *(f"u{at},{-max(0, at - 9)},{-at}" for at in range(1, 13)))
    first = explain(turned, "u1")
    assert (_codes(first.strengths()), _codes(first.weaknesses())) == (["b", "a"], [])


def _codes(nodes: Sequence[NodeExplanation]) -> list[str]:
    return [node.code for node in nodes]


def test_of_two_units_one_is_first_and_one_is_last(card_of: MakeCard) -> None:
    card = card_of(TWO, "unit,a,b", "p,1,5", "q,2,5")
    assert (_codes(explain(card, "q").strengths()), _codes(explain(card, "p").weaknesses())) == (["a"], ["a"])


def test_what_all_units_have_alike_is_no_strength(card_of: MakeCard) -> None:
    card = card_of(TWO, "unit,a,b", "p,1,5", "q,2,5", "r,3,5")
    first = explain(card, "r")
    assert [node.code for node in first.strengths()] == ["a"]
    assert (first.node("b").rank, first.node("b").better, first.node("b").equal) == (1, 0, 2)


@pytest.mark.parametrize("ties", ["min", "max", "average", "dense", "ordinal"])
def test_who_does_better_or_as_well_does_not_depend_on_how_ties_are_ranked(
    card_of: MakeCard, ties: str
) -> None:
    methodology = TWO | {"rank": {"on": "published", "ties": ties}}
    card = card_of(methodology, "unit,a,b", "p,9,1", "q,7,2", "r,7,3", "s,7,4", "t,,5")
    a = explain(card, "r").node("a")
    assert (a.better, a.equal, a.of) == (1, 2, 4)


class TestSeveralRows:
    EDITION: ClassVar[Json] = TWO | {"layout": {"group": "sex"}}
    LINES = (
        "unit,year,sex,a,b", "p,2021,f,1,1", "q,2021,f,2,2", "p,2021,m,3,3", "q,2021,m,1,1",
        "p,2022,f,5,5", "q,2022,f,6,6", "p,2022,m,8,8", "q,2022,m,7,7",
    )  # fmt: skip

    @pytest.fixture
    def card(self, card_of: MakeCard) -> dtiscore.Scorecard:
        return card_of(self.EDITION, *self.LINES)

    def test_a_group_is_chosen(self, card: dtiscore.Scorecard) -> None:
        women, men = explain(card, "p", group="f"), explain(card, "p", group=" M ")
        assert (women.index.score, women.index.rank, women.index.of) == (5, 2, 2)
        assert (men.index.score, men.index.rank) == (8, 1)
        assert explain(card, "p", "2021", group="f").index.score == 1

    def test_none_is_guessed(self, card: dtiscore.Scorecard) -> None:
        with pytest.raises(UsageFault, match='"p" stands in the groups f, m'):
            explain(card, "p")
        with pytest.raises(UsageFault, match='no unit "p" in x') as caught:
            explain(card, "p", group="x")
        assert "it stands in f, m" in str(caught.value.fix)

    def test_all_of_them(self, card: dtiscore.Scorecard) -> None:
        data = card.dataset

        def told(rows: list[int]) -> list[tuple[str | None, str | None]]:
            return [(data.periods[row], data.groups[row]) for row in rows]

        assert told(rows_for(card, "p")) == [("2022", "f"), ("2022", "m")]
        assert told(rows_for(card, "p", every=True)) == [
            ("2021", "f"), ("2021", "m"), ("2022", "f"), ("2022", "m"),
        ]  # fmt: skip
        assert [found.index.score for found in explain_rows(card, rows_for(card, "p"))] == [5, 8]

    def test_the_functions_for_python(self, tmp_path: Path) -> None:
        path = tmp_path / "data.csv"
        path.write_text("\n".join(self.LINES) + "\n", encoding="utf-8")
        found = dtiscore.explain_each(path, self.EDITION, "p", every_period=True)
        assert [one.index.score for one in found] == [1, 3, 5, 8]
        assert dtiscore.explain(path, self.EDITION, "p", group="m").index.score == 8
        history = dtiscore.explain_cell(path, self.EDITION, "p", "a", group="m", period="2021")
        assert history.score == 3


def test_a_node_is_put_in_order_once_for_all_units(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report explains every unit: to sort all of them for each would take the square of their number."""
    made: list[str] = []
    original = standing.Standings.__init__

    def counted(
        self: standing.Standings, card: dtiscore.Scorecard, rows: Rows, ranked: Rows, code: str
    ) -> None:
        made.append(code)
        original(self, card, rows, ranked, code)

    monkeypatch.setattr(standing.Standings, "__init__", counted)
    card = dtiscore.score("examples/dti-province/2022.csv", "dti-province-2022")
    found = [*explain_rows(card, range(len(card.dataset)))]
    assert len(found) == 63
    assert sorted(made) == sorted({*card.methodology.nodes, *card.methodology.view})
