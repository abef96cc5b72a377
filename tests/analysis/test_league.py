"""League tables by hand: figures in their own units and direction, ties, the mean, what has no figure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD

import dtiscore
from dtiscore.analysis.full_marks import full_marks
from dtiscore.analysis.measured import measure_of
from dtiscore.errors import UsageFault
from dtiscore.questions.league.answer import League, league

Json = dict[str, Any]


def edition(*children: Json, **more: Any) -> Json:
    """An index of equal parts, of which nothing has to be there."""
    return {
        **HEAD,
        "missing": "no-score",
        "rank": {"on": "full", "ties": "min"},
        "index": {"code": "T", "aggregate": "arithmetic", "weights": "equal", "children": list(children)},
        **more,
    }


def card_of(edition: Json, **columns: list[Any]) -> dtiscore.Scorecard:
    rows = len(next(iter(columns.values())))
    units = columns.pop("unit", [f"u{at}" for at in range(1, rows + 1)])
    return dtiscore.score(pd.DataFrame({"unit": units, **columns}), edition)


def order(found: League) -> list[tuple[str, float | None, float | int | None]]:
    units = found.card.dataset.units
    return [(units[place.row], place.value, place.rank) for table in found.tables for place in table.places]


PLAIN: Json = {"code": "a", "rule": {"kind": "goalposts", "low": 0.0, "high": 10.0}}
DOWN: Json = {"code": "a", "rule": {"kind": "goalposts", "low": 0.0, "high": 10.0, "direction": "down"}}


def test_more_is_better_by_hand() -> None:
    found = league(card_of(edition(PLAIN), a=[2.0, 8.0, 5.0]), "a")
    assert found.highest_first
    assert order(found) == [("u2", 8.0, 1), ("u3", 5.0, 2), ("u1", 2.0, 3)]
    (table,) = found.tables
    assert (table.of, table.mean, table.best) == (3, 5.0, 8.0)
    assert [place.to_best for place in table.places] == [0.0, 3.0, 6.0]
    assert [place.to_mean for place in table.places] == [3.0, 0.0, -3.0]
    assert [place.times_mean for place in table.places] == [8 / 5, 1.0, 2 / 5]


def test_less_is_better_by_hand() -> None:
    found = league(card_of(edition(DOWN), a=[2.0, 8.0, 5.0]), "a")
    assert not found.highest_first
    assert order(found) == [("u1", 2.0, 1), ("u3", 5.0, 2), ("u2", 8.0, 3)]
    (table,) = found.tables
    assert table.best == 2.0
    assert [place.to_best for place in table.places] == [0.0, 3.0, 6.0]


@pytest.mark.parametrize(
    ("node", "highest_first"),
    [
        (PLAIN | {"order": "ascending"}, False),  # the lowest score is first
        (DOWN | {"order": "ascending"}, True),
        ({"code": "a", "rule": PLAIN["rule"] | {"range": [7.0, 1.0]}}, False),  # more earns less
        ({"code": "a", "rule": PLAIN["rule"] | {"range": [7.0, 1.0]}, "order": "ascending"}, True),
        (PLAIN | {"then": [{"kind": "formula", "formula": "1 - x"}]}, False),
        ({"code": "a", "rule": {"kind": "formula", "formula": "10 - a"}}, False),
        ({"code": "a", "rule": {"kind": "steps", "steps": [{"at_least": 4.0, "score": 1.0}]}}, True),
    ],
)
def test_the_first_end_is_the_one_that_ranks_first(node: Json, *, highest_first: bool) -> None:
    found = league(card_of(edition(node), a=[2.0, 8.0, 5.0]), "a")
    assert found.highest_first == highest_first
    assert [unit for unit, _, _ in order(found)] == (
        ["u2", "u3", "u1"] if highest_first else ["u1", "u3", "u2"]
    )


@pytest.mark.parametrize(("node", "highest_first"), [(PLAIN, True), (DOWN, False)])
def test_where_all_scores_are_alike_the_rule_says_the_direction(node: Json, *, highest_first: bool) -> None:
    found = league(card_of(edition(node), a=[11.0, 13.0, 12.0]), "a")  # all beyond the goalpost
    assert found.highest_first == highest_first
    assert [rank for _, _, rank in order(found)] == [1, 2, 3]


def test_a_best_value_in_the_middle_leaves_the_order_to_the_score() -> None:
    points = [{"x": 0.0, "y": 0.0}, {"x": 5.0, "y": 1.0}, {"x": 10.0, "y": 0.0}]
    node = {"code": "a", "rule": {"kind": "piecewise-linear", "points": points}}
    found = league(card_of(edition(node), a=[1.0, 4.0, 10.0]), "a")
    assert found.measure is None
    assert found.has_no_better_end
    assert order(found) == [("u2", 4 / 5, 1), ("u1", 1 / 5, 2), ("u3", 0.0, 3)]


@pytest.mark.parametrize(
    ("ties", "ranks"),
    [("min", [1, 2, 2, 4]), ("max", [1, 3, 3, 4]), ("average", [1, 2.5, 2.5, 4]), ("ordinal", [1, 2, 3, 4])],
)
def test_ties_are_as_the_edition_has_them(ties: str, ranks: list[float]) -> None:
    rule = edition(PLAIN, rank={"on": "full", "ties": ties})
    found = league(card_of(rule, a=[5.0, 1.0, 9.0, 5.0]), "a")
    assert [rank for _, _, rank in order(found)] == ranks
    (table,) = found.tables
    shares = [False, ties != "ordinal", ties != "ordinal", False]
    assert [place.is_shared for place in table.places] == shares


def test_top_keeps_who_shares_the_last_rank_and_a_unit_stands_beside() -> None:
    card = card_of(edition(PLAIN), a=[5.0, 1.0, 9.0, 5.0])
    assert [unit for unit, _, _ in order(league(card, "a", top=2))] == ["u3", "u1", "u4"]
    assert [unit for unit, _, _ in order(league(card, "a", top=1, unit="u2"))] == ["u3", "u2"]
    alone = league(card, "a", unit="u2")
    assert order(alone) == [("u2", 1.0, 4)]
    assert alone.tables[0].mean == 5.0  # still of all four


def test_units_without_a_figure_are_counted_and_shown_only_when_asked_for() -> None:
    card = card_of(edition(PLAIN), a=[None, 8.0, 4.0])
    found = league(card, "a")
    assert order(found) == [("u2", 8.0, 1), ("u3", 4.0, 2)]
    assert (found.tables[0].of, found.tables[0].without, found.tables[0].mean) == (2, 1, 6.0)
    assert order(league(card, "a", unit="u1")) == [("u1", None, None)]


def test_what_was_filled_in_was_not_measured() -> None:
    prepared = edition(PLAIN, prepare=[{"step": "impute", "method": "mean"}])
    card = card_of(prepared, a=[None, 8.0, 4.0])
    assert not card.nodes["a"].missing.any()
    assert [unit for unit, _, _ in order(league(card, "a"))] == ["u2", "u3"]


def test_no_multiple_of_a_mean_of_negative_values() -> None:
    (table,) = league(card_of(edition(PLAIN), a=[-1.0, 8.0]), "a").tables
    assert [place.times_mean for place in table.places] == [None, None]
    (nothing,) = league(card_of(edition(PLAIN), a=[0.0, 0.0]), "a").tables
    assert [place.times_mean for place in nothing.places] == [None, None]
    assert [place.rank for place in nothing.places] == [1, 1]


def test_a_ratio_is_measured_without_its_cap() -> None:
    rule = {"kind": "ratio", "numerator": "firms", "denominator": "people", "per": 1000.0, "cap": True}
    columns = [{"header": "firms", "unit": "firms"}, {"header": "people", "unit": "people"}]
    card = card_of(edition({"code": "a", "rule": rule}, columns=columns), firms=[23, 1], people=[10000, 500])
    assert [place.value for place in league(card, "a").tables[0].places] == [2.3, 2.0]
    measure = measure_of(card, "a")
    assert measure is not None
    assert (measure.columns, measure.unit, measure.per, measure.per_unit) == (
        ("firms", "people"), "firms", 1000.0, "people",
    )  # fmt: skip


def test_a_ratio_of_like_to_like_has_no_unit() -> None:
    rule = {"kind": "ratio", "numerator": "b", "denominator": "c", "zero_denominator": 1.0}
    columns = [{"header": "b", "unit": "files"}, {"header": "c", "unit": "files"}]
    card = card_of(edition({"code": "a", "rule": rule}, columns=columns), b=[3, 0, 1], c=[4, 0, 4])
    measure = measure_of(card, "a")
    assert measure is not None
    assert (measure.unit, measure.per_unit) == (None, None)
    # 0 of 0 earns the share 1, and is no figure.
    assert order(league(card, "a")) == [("u1", 0.75, 1), ("u3", 0.25, 2)]


def test_a_derived_column_has_the_unit_of_its_step() -> None:
    step = {"step": "derive", "column": "d", "formula": "b / c * 1000", "unit": "firms per 1,000 people"}
    node = {"code": "a", "column": "d", "rule": {"kind": "min-max"}}
    card = card_of(edition(node, prepare=[step]), b=[23.0, 10.0], c=[10000.0, 10000.0])
    measure = measure_of(card, "a")
    assert measure is not None
    assert measure.unit == "firms per 1,000 people"
    assert [place.value for place in league(card, "a").tables[0].places] == pytest.approx([2.3, 1.0])


def test_words_and_nodes_are_ordered_by_their_scores() -> None:
    choice = {"code": "a", "rule": {"kind": "boolean"}}
    card = card_of(edition(choice, PLAIN | {"code": "b"}), a=["no", "yes"], b=[10.0, 5.0])
    assert order(league(card, "a")) == [("u2", 1.0, 1), ("u1", 0.0, 2)]
    assert order(league(card, "T")) == [("u2", 0.75, 1), ("u1", 0.5, 2)]
    assert league(card, "T").measure is None


def test_each_period_has_a_table_of_its_own() -> None:
    card = card_of(
        edition(PLAIN),
        unit=["A", "B", "A", "B"],
        year=["2020", "2020", "2021", "2021"],
        a=[1.0, 3.0, 9.0, 5.0],
    )
    first, second = league(card, "a").tables
    assert (first.partition, first.mean, first.best) == (("2020", None), 2.0, 3.0)
    assert (second.partition, second.mean, second.best) == (("2021", None), 7.0, 9.0)
    assert [row["unit"] for row in league(card, "a").rows()] == ["B", "A", "A", "B"]


class TestProvinces2022:
    """examples/dti-province/2022.csv under 922/QĐ-BTTTT."""

    @pytest.fixture
    def card(self, examples: Path) -> dtiscore.Scorecard:
        return dtiscore.score(examples / "dti-province" / "2022.csv", "dti-province-2022")

    def test_digital_government_activity(self, card: dtiscore.Scorecard) -> None:
        found = league(card, "7", top=1)
        (table,) = found.tables
        (first,) = table.places
        # Đà Nẵng 0.8575; the mean of the 63 cells is 38.225 / 63.
        assert (card.dataset.units[first.row], first.value, first.rank, table.of) == ("48", 0.8575, 1, 63)
        assert table.mean == pytest.approx(38.225 / 63, rel=1e-12)
        assert first.times_mean == pytest.approx(0.8575 * 63 / 38.225, rel=1e-12)

    def test_a_supplied_node_is_ordered_by_its_score(self, card: dtiscore.Scorecard) -> None:
        first = league(card, "I", top=1).tables[0].places[0]
        assert first.value == pytest.approx(433.205 / 500)
        assert first.rank == 1

    def test_what_the_table_does_not_hold(self, card: dtiscore.Scorecard) -> None:
        with pytest.raises(UsageFault, match='no unit has a value or a score in "Nhận thức số"'):
            league(card, "1")
        with pytest.raises(UsageFault, match='no indicator with the code "Hoạt động kinh tế"') as fault:
            league(card, "Hoạt động kinh tế")
        assert "8 (Hoạt động kinh tế số)" in str(fault.value)
        with pytest.raises(UsageFault, match='no unit "nowhere"'):
            league(card, "7", unit="nowhere")

    def test_by_the_name_of_the_unit(self, examples: Path) -> None:
        table = examples / "dti-province" / "2022.csv"
        found = dtiscore.league(table, "dti-province-2022", "7", unit="TP. Đà Nẵng")
        assert (found.unit, [row["rank"] for row in found.rows()]) == ("48", [1])


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (PLAIN, 1.0),
        ({"code": "a", "rule": PLAIN["rule"] | {"clip": False}}, None),
        ({"code": "a", "rule": {"kind": "identity"}}, None),
        (PLAIN | {"then": [{"kind": "formula", "formula": "x * 2"}]}, None),
    ],
)
def test_full_marks_are_known_where_something_bounds_the_score(node: Json, expected: float | None) -> None:
    assert full_marks(card_of(edition(node), a=[1.0, 2.0]), "a") == expected
