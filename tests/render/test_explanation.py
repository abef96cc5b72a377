"""One unit explained: figures, marks, conclusions, and what gives way on narrow screens."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len

from dtiscore.analysis.explain import explain
from dtiscore.render.explanation import (
    explanation_columns,
    explanation_markdown,
    explanation_payload,
    explanation_screen,
)
from dtiscore.render.json_text import to_json
from dtiscore.render.screen import Screen
from dtiscore.scoring.scorecard import Scorecard

MakeCard = Callable[..., Scorecard]
Provinces = Callable[[str], Scorecard]


def test_a_small_explanation_in_full(three: Scorecard) -> None:
    # u1 has 0.6 x 60 = 36 and 0.5 x 40 = 20 of 100 points, so 24 and 20 are lost; the best has 54 and 40.
    # Means: (36 + 54 + 36) / 3 = 42, (20 + 40 + 20) / 3 = 26.67, 68.67 together. 20 of 24 fill 10 of 12 cells.
    assert explanation_screen(explain(three, "u1"), Screen()) == (
        "Huế (u1) · S = 0.5600 · rank 2 of 3, shared with Hà Nội · 56 of 100 points · 44 lost\n"
        "\n"
        "               value  points  of max  lost                mean  best  rank of 3\n"
        "  S                       56     100    44               68.67    94          2\n"
        "    Nền tảng     0.6      36      60    24 ████████████  42.00    54          2\n"
        "    Hoạt động    0.5      20      40    20 ██████████    26.67    40          2\n"
        "\n"
        "Largest loss: Nền tảng, 24 of 60 points; the best unit reaches 54, 18 more.\n"
        "Next above: Đà Nẵng, 38 points ahead.\n"
        "No unit stands below.\n"
    )


def test_markdown_has_the_figures_of_the_screen(three: Scorecard) -> None:
    assert explanation_markdown(explain(three, "u1"), "en") == (
        "### Huế (u1) · S = 0.5600 · rank 2 of 3, shared with Hà Nội · 56 of 100 points · 44 lost\n"
        "\n"
        "| node         | value | points | of max | lost |  mean | best | rank of 3 |\n"
        "| ------------ | ----: | -----: | -----: | ---: | ----: | ---: | --------: |\n"
        "| S            |       |     56 |    100 |   44 | 68.67 |   94 |         2 |\n"
        "| · Foundation |   0.6 |     36 |     60 |   24 | 42.00 |   54 |         2 |\n"
        "| · Activity   |   0.5 |     20 |     40 |   20 | 26.67 |   40 |         2 |\n"
        "\n"
        "Largest loss: Foundation, 24 of 60 points; the best unit reaches 54, 18 more.\n"
        "\n"
        "Next above: Đà Nẵng, 38 points ahead.\n"
        "\n"
        "No unit stands below.\n"
    )


def test_in_markdown_views_stand_apart(provinces: Provinces) -> None:
    tree, views = explanation_markdown(explain(provinces("2022"), "48")).split(
        "\nViews (beside the tree, not part of it)\n"
    )
    assert "| · · Hạ tầng số " in tree
    assert "| · Xã hội số " in views


def test_points_and_loss_add_up_as_they_are_shown(provinces: Provinces) -> None:
    text = explanation_screen(explain(provinces("2022"), "48"), Screen(80))
    # 433.205 points are shown as 433.21; what is lost of 500 is then 66.79, not 66.80.
    line = next(line for line in text.splitlines() if "Nền tảng" in line)
    assert "433.21" in line
    assert "66.79" in line
    assert "Đà Nẵng (48) · DTI 2022 = 0.8002 · rank 1 of 63 · 800.2 of 1000 points" in text
    assert "Largest loss: Hoạt động xã hội số, 72.04 of 150 points; no unit does better." in text
    assert "No unit stands above.\nNext below: Hồ Chí Minh, 83.9 points behind." in text


def test_supplied_nodes_are_marked_and_views_stand_apart(provinces: Provinces) -> None:
    text = explanation_screen(explain(provinces("2022"), "48"), Screen(100))
    assert "Nền tảng chung (supplied)" in text
    tree, views = text.split("Views (beside the tree, not part of it)")
    assert "Hạ tầng số" in tree
    assert "Xã hội số" in views


def test_a_loss_is_drawn_once(provinces: Provinces) -> None:
    """Bars stand at what adds up: not at inner nodes, nor below one that was supplied, nor at views."""
    lines = explanation_screen(explain(provinces("2022"), "48"), Screen(100)).splitlines()
    drawn = [line.split("  ")[2].strip() or line.split("  ")[3].strip() for line in lines if "█" in line]
    assert len(drawn) == 4


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
def test_lines_keep_to_the_width_and_numbers_whole(provinces: Provinces, width: int) -> None:
    for language in ("vi", "en"):
        text = explanation_screen(explain(provinces("2023"), "01"), Screen(width, language=language))
        assert max(map(cell_len, text.splitlines())) <= width
        # 394.33 of 500 points: score and loss stay at every width
        assert "394.33" in text
        assert "105.67" in text


def test_narrow_screens_say_what_they_leave_out(provinces: Provinces) -> None:
    text = explanation_screen(explain(provinces("2023"), "01"), Screen(40))
    assert "Not shown at this width:" in text


def test_without_points_weights_and_contributions_are_told(make_card: MakeCard, mean: dict[str, Any]) -> None:
    # M = (3 x 0.8 + 1 x 0.4) / 4 = 0.7: x adds 0.6, y adds 0.1.
    card = make_card(mean, {"x": [0.8, 0.9], "y": [0.4, 0.9]})
    text = explanation_screen(explain(card, "u1"), Screen())
    assert text == (
        "u1 · M = 0.700 · rank 2 of 2 · High\n"
        "\n"
        "       value  score  weight   adds   lost   mean   best  rank of 2\n"
        "  M           0.700                 0.300  0.800  0.900          2\n"
        "    x    0.8  0.800     75%  0.600  0.200  0.850  0.900          2\n"
        "    y    0.4  0.400     25%  0.100  0.600  0.650  0.900          2\n"
        "\n"
        "Furthest from the best: y, 0.5 from 0.900.\n"
        "Next above: u2, 0.2 ahead.\n"
        "No unit stands below.\n"
    )


def test_a_unit_that_is_best_in_all(
    make_card: MakeCard, mean: dict[str, Any], points: dict[str, Any]
) -> None:
    card = make_card(mean, {"x": [0.8, 0.9], "y": [0.4, 0.9]})
    assert "Best in every part." in explanation_screen(explain(card, "u2"), Screen())
    full = make_card(points, {"a": [1.0, 0.5], "b": [1.0, 0.5]})
    assert "No points are lost." in explanation_screen(explain(full, "u1"), Screen())


def test_an_unranked_unit_has_no_neighbours(make_card: MakeCard, points: dict[str, Any]) -> None:
    card = make_card(points, {"a": [1.0, 0.5], "b": [1.0, 0.5]}, unranked=[1])
    text = explanation_screen(explain(card, "u2"), Screen())
    assert "not ranked" in text
    assert "Next" not in text


def test_collected_nodes_are_marked(make_card: MakeCard, points: dict[str, Any]) -> None:
    third = {"code": "C", "points": 0.0, "column": "c", "rule": {"kind": "fraction"}}
    index = points["index"] | {"children": [*points["index"]["children"], third]}
    card = make_card(points | {"index": index}, {"a": [0.5], "b": [0.5], "c": [0.5]})
    assert "C (collected, not scored)" in explanation_screen(explain(card, "u1"), Screen())


def test_everything_is_vietnamese_when_asked(three: Scorecard) -> None:
    text = explanation_screen(explain(three, "u1"), Screen(language="vi"))
    assert "hạng 2/3, cùng hạng với Hà Nội · 56/100 điểm · mất 44" in text
    assert "Mất nhiều nhất: Nền tảng, 24/60 điểm; đơn vị cao nhất đạt 54, hơn 18." in text


def test_data_cannot_act(
    make_card: MakeCard, points: dict[str, Any], hostile: str, has_acting_character: Callable[[str], bool]
) -> None:
    card = make_card(points, {"a": [0.5, 0.9], "b": [0.5, 0.9]}, [hostile, hostile], codes=["1", "2"])
    for width in (40, None):
        text = explanation_screen(explain(card, "1"), Screen(width))
        assert not has_acting_character(text)
        assert "[red]x[/nope]" in text


def test_programs_get_every_node_in_full(three: Scorecard) -> None:
    payload = json.loads(to_json(explanation_payload(explain(three, "u1"))))
    assert payload["schema"] == "dtiscore/explanation/1"
    assert payload["unit"] == "u1"
    assert payload["above"] == {"unit": "u2", "gap": 38.0}
    assert payload["below"] is None
    assert [row["score"] for row in payload["rows"]] == [56.0, 36.0, 20.0]
    assert payload["rows"][1]["place"] == "toy.csv:2:2"
    columns = explanation_columns(explain(three, "u1"), "en")
    assert list(columns)[:2] == ["code", "name"]
    assert columns["name"] == ["S", "Foundation", "Activity"]
    assert columns["lost"] == [44.0, 24.0, 20.0]
