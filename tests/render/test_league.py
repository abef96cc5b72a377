"""League tables on a screen and for programs: whole small ones, the sentence of a unit, narrow screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from rich.cells import cell_len
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.questions.league.answer import League, league
from dtiscore.questions.league.shown import ShownLeague
from dtiscore.render.drawing.screen import Screen
from dtiscore.render.forms.json_text import to_json
from dtiscore.scoring.scorecard import Scorecard

MakeCard = Callable[..., Scorecard]
Provinces = Callable[[str], Scorecard]


@pytest.fixture
def firms(make_card: MakeCard, mean: dict[str, Any]) -> Callable[..., League]:
    """The league of firms per 1,000 people, under an edition that knows the units of its columns."""
    rule = {"kind": "ratio", "numerator": "firms", "denominator": "people", "per": 1000.0}
    mean["columns"] = [{"header": "firms", "unit": "firms"}, {"header": "people", "unit": "people"}]
    mean["index"] = {
        "code": "M",
        "aggregate": "arithmetic",
        "weights": "equal",
        "children": [{"code": "x", "name": {"en": "Firms", "vi": "Doanh nghiệp"}, "rule": rule}],
    }

    def build(counts: list[float | None], **options: Any) -> League:
        card = make_card(mean, {"firms": counts, "people": [10000.0] * len(counts)})
        return league(card, "x", **options)

    return build


def test_the_sentence_of_a_unit(firms: Callable[..., League]) -> None:
    # 2.3 is second; the mean is (2.5 + 2.3 + 5 x 0.1) / 7 = 0.757, a third of it.
    found = firms([25.0, 23.0, 1.0, 1.0, 1.0, 1.0, 1.0], unit="u2")
    assert "u2: 2.3 firms per 1,000 people, second of 7, three times the mean." in ShownLeague(found).screen(
        Screen()
    )
    vietnamese = ShownLeague(found).screen(Screen(language="vi"))
    assert "u2: 2,3 firms trên 1.000 people, hạng 2/7, gấp 3 lần trung bình." in vietnamese


def test_a_small_league_in_full(firms: Callable[..., League]) -> None:
    assert ShownLeague(firms([10.0, 40.0, None, 10.0])).screen(Screen()) == (
        "Mean index (M) · Firms (x) · 3 units\n"
        "Ordered by firms / people × 1,000 (firms per 1,000 people), the highest value first.\n"
        "u2: 4 firms per 1,000 people, first of 3, twice the mean.\n"
        "\n"
        "  #  Unit  value  times the mean  from the mean  behind the first\n"
        "  1  u2        4            2.00         +2.000                 0\n"
        "  2  u1        1            0.50         −1.000                 3\n"
        "  2  u4        1            0.50         −1.000                 3\n"
        "\n"
        "Mean of 3 units: 2.000.\n"
        "Without a value: 1 unit.\n"
        "How to read: the mean is the plain one of the ranked units, each counting the same whatever its size. "
        "--unit tells one unit in a sentence.\n"
    )


def test_markdown_has_the_figures_of_the_screen(firms: Callable[..., League]) -> None:
    text = ShownLeague(firms([10.0, 40.0, None, 10.0])).markdown("en")
    assert "### Mean index (M) · Firms (x) · 3 units\n" in text
    assert "|   1 | u2   |     4 |           2.00 |        +2.000 |                0 |\n" in text
    assert "Without a value: 1 unit." in text


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([10.0, 20.0, 30.0], "1 firms per 1,000 people, third of 3, 50% of the mean."),
        ([20.0, 20.0, 20.0], "2 firms per 1,000 people, joint first of 3, about the mean."),
        ([30.0, 20.0, 10.0], "3 firms per 1,000 people, first of 3, 1.5 times the mean."),
        ([None, 20.0, 10.0], "u1: no value."),
        ([10.0] + [20.0] * 10, "11th of 11"),
        ([10.0] + [20.0] * 11, "12th of 12"),
        ([10.0] + [20.0] * 20, "21st of 21"),
        ([10.0] + [20.0] * 21, "22nd of 22"),
        ([10.0] + [20.0] * 110, "111th of 111"),
    ],
)
def test_places_and_multiples_in_words(
    firms: Callable[..., League], counts: list[float | None], said: str
) -> None:
    assert said in ShownLeague(firms(counts, unit="u1")).screen(Screen())


def test_where_a_multiple_means_nothing_the_distance_is_told(
    make_card: MakeCard, mean: dict[str, Any]
) -> None:
    for child in mean["index"]["children"]:
        child["rule"] = {"kind": "goalposts", "low": -10.0, "high": 10.0}
    card = make_card(mean, {"x": [-2.0, 4.0, 1.0], "y": [0.0, 0.0, 0.0]}, unranked=[2])
    assert "u1: -2, second of 2, 3 below the mean." in ShownLeague(league(card, "x", unit="u1")).screen(
        Screen()
    )
    text = ShownLeague(league(card, "x", unit="u3")).screen(Screen())
    assert "u3: 1, not ranked, 0 above the mean." in text
    assert "times" not in text


def test_a_score_stands_with_its_published_decimals(three: Scorecard) -> None:
    text = ShownLeague(league(three, "S")).screen(Screen())
    assert "Ordered by the score, the highest value first: the table has no single figure for this." in text
    assert "Đà Nẵng: 0.9400, first of 3, 1.4 times the mean." in text


@pytest.mark.parametrize(("heading", "told"), [("late (%)", "late (%)"), ("late", "late (%)")])
def test_a_unit_of_measurement_that_the_heading_says_is_told_once(
    heading: str, told: str, make_card: MakeCard, mean: dict[str, Any]
) -> None:
    mean["columns"] = [{"header": heading, "unit": "%"}]
    child = {"code": "x", "column": heading, "rule": {"kind": "fraction", "of": 100}}
    mean["index"] = {"code": "M", "aggregate": "arithmetic", "weights": "equal", "children": [child]}
    text = ShownLeague(league(make_card(mean, {heading: [10.0, 20.0]}), "x")).screen(Screen())
    assert f"Ordered by {told}, the highest value first." in text


def test_readable_at_100_and_at_40(provinces: Provinces) -> None:
    found = league(provinces("2022"), "7")
    for width in (100, 40):
        text = ShownLeague(found).screen(Screen(width))
        assert all(cell_len(line) <= width for line in text.splitlines())
        assert "0.8575" in text
        assert "How to read:" in text
    assert "Not shown at this width: times the mean" not in ShownLeague(found).screen(Screen(100))


def test_columns_and_json_hold_full_precision(firms: Callable[..., League]) -> None:
    found = firms([10.0, 40.0, 20.0])
    columns = ShownLeague(found).columns()
    assert list(columns) == [
        "rank", "of", "unit", "name", "value", "mean", "times_mean", "to_mean", "to_best", "reading",
    ]  # fmt: skip
    assert columns["mean"] == [pytest.approx(7 / 3, rel=1e-15)] * 3
    assert columns["times_mean"][0] == pytest.approx(12 / 7, rel=1e-15)
    payload = ShownLeague(found).payload("vi")
    assert payload["schema"] == "dtiscore/league/1"
    assert payload["indicator"] == {
        "code": "x", "name": "Doanh nghiệp", "ordered_by": "value", "columns": ["firms", "people"],
        "unit": "firms", "per": 1000.0, "per_unit": "people", "first": "highest",
    }  # fmt: skip
    assert [row["unit"] for row in payload["rows"]] == ["u2", "u3", "u1"]
    to_json(payload)


def test_hostile_names_do_not_act(
    make_card: MakeCard, points: dict[str, Any], hostile: str, has_acting_character: Callable[[str], bool]
) -> None:
    found = league(make_card(points, {"a": [0.5, 0.1], "b": [0.5, 0.5]}, [hostile, "B"]), "A")
    assert not has_acting_character(ShownLeague(found).screen(Screen()))
    assert "<script>" not in ShownLeague(found).markdown()


def test_a_period_that_lacks_the_unit_has_no_table() -> None:
    frame = pd.DataFrame(
        {"period": ["1", "1", "2", "2"], "unit": ["a", "b", "b", "c"], "x": [1.0, 2.0, 3.0, 4.0]}
    )
    edition = {**HEAD, "index": group("I", "sum", indicator("x"))}
    card = dtiscore.score(frame, edition)
    assert [table.partition for table in card.league("x", unit="a").tables] == [("1", None)]
    assert len(card.league("x", unit="b").tables) == len(card.league("x", unit="a", top=1).tables) == 2


def test_where_rank_1_is_the_worst_that_is_said() -> None:
    frame = pd.DataFrame({"unit": ["a", "b", "c"], "x": [1.0, 4.0, 2.0]})
    edition = {**HEAD, "rank": {"on": "full", "first": "worst"}, "index": group("I", "sum", indicator("x"))}
    text = ShownLeague(dtiscore.score(frame, edition).league("x")).markdown()
    assert "Rank 1 is the worst here" in text
