"""One unit explained: figures, marks, conclusions, and what gives way on narrow screens."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from rich.cells import cell_len
from tests.made import HEAD

from dtiscore.questions.explain.answer import explain, explain_rows
from dtiscore.questions.explain.shown.explanation import ShownExplanation
from dtiscore.questions.explain.shown.explanations import ShownExplanations
from dtiscore.render.drawing.screen import Screen
from dtiscore.render.forms.json_text import to_json
from dtiscore.scoring.scorecard import Scorecard

MakeCard = Callable[..., Scorecard]
Provinces = Callable[[str], Scorecard]


def test_a_small_explanation_in_full(three: Scorecard) -> None:
    # u1 has 0.6 x 60 = 36 and 0.5 x 40 = 20 of 100 points, so 24 and 20 are lost; the best has 54 and 40.
    # Means: (36 + 54 + 36) / 3 = 42, (20 + 40 + 20) / 3 = 26.67, 68.67 together. 20 of 24 fill 10 of 12 cells.
    assert ShownExplanation(explain(three, "u1")).screen(Screen()) == (
        "Huế (u1) · S = 0.5600 · rank 2 of 3, shared with Hà Nội · 56 of 100 points · 44 lost\n"
        "\n"
        "               value  points  of max  lost                mean  best  rank of 3\n"
        "  S                       56     100    44               68.67    94          2\n"
        "    Nền tảng     0.6      36      60    24 ████████████  42.00    54          2\n"
        "    Hoạt động    0.5      20      40    20 ██████████    26.67    40          2\n"
        "\n"
        "Largest loss: Nền tảng, 24 of 60 points; the best unit reaches 54, 18 more.\n"
        "Compared with the 3 ranked, in points: −12.67 from the mean, 0 from the median, −38 from the best.\n"
        "Next above: Đà Nẵng, 38 points ahead.\n"
        "No unit stands below.\n"
        "\n"
        "How to read: lost is what is missing to the maximum; a part's rank is its own, not that of the index.\n"
    )


def test_markdown_has_the_figures_of_the_screen(three: Scorecard) -> None:
    assert ShownExplanation(explain(three, "u1")).markdown("en") == (
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
        "Compared with the 3 ranked, in points: −12.67 from the mean, 0 from the median, −38 from the best.\n"
        "\n"
        "Next above: Đà Nẵng, 38 points ahead.\n"
        "\n"
        "No unit stands below.\n"
        "\n"
        "How to read: lost is what is missing to the maximum; a part's rank is its own, not that of the index.\n"
    )


def test_in_markdown_views_stand_apart(provinces: Provinces) -> None:
    tree, views = (
        ShownExplanation(explain(provinces("2022"), "48"))
        .markdown()
        .split("\nViews (beside the tree, not part of it)\n")
    )
    assert "| · · Hạ tầng số " in tree
    assert "| · Xã hội số " in views


def test_points_and_loss_add_up_as_they_are_shown(provinces: Provinces) -> None:
    text = ShownExplanation(explain(provinces("2022"), "48")).screen(Screen(80))
    # 433.205 points are shown as 433.21; what is lost of 500 is then 66.79, not 66.80.
    line = next(line for line in text.splitlines() if "Nền tảng" in line)
    assert "433.21" in line
    assert "66.79" in line
    assert "Đà Nẵng (48) · DTI 2022 = 0.8002 · rank 1 of 63 · 800.2 of 1000 points" in text
    assert "Largest loss: Hoạt động xã hội số, 72.04 of 150 points; no unit does better." in text
    assert "\nNo unit stands above.\nNext below: Hồ Chí Minh, 83.9 points behind.\n" in text


def test_supplied_nodes_are_marked_and_views_stand_apart(provinces: Provinces) -> None:
    text = ShownExplanation(explain(provinces("2022"), "48")).screen(Screen(100))
    assert "Nền tảng chung (supplied)" in text
    tree, views = text.split("Views (beside the tree, not part of it)")
    assert "Hạ tầng số" in tree
    assert "Xã hội số" in views


def test_a_loss_is_drawn_once(provinces: Provinces) -> None:
    """Bars stand at what adds up: not at inner nodes, nor below one that was supplied, nor at views."""
    lines = ShownExplanation(explain(provinces("2022"), "48")).screen(Screen(100)).splitlines()
    drawn = [line.split("  ")[2].strip() or line.split("  ")[3].strip() for line in lines if "█" in line]
    assert len(drawn) == 4


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
def test_lines_keep_to_the_width_and_numbers_whole(provinces: Provinces, width: int) -> None:
    for language in ("vi", "en"):
        text = ShownExplanation(explain(provinces("2023"), "01")).screen(Screen(width, language=language))
        assert max(map(cell_len, text.splitlines())) <= width
        # 394.33 of 500 points: score and loss stay at every width
        sign = "," if language == "vi" else "."
        assert f"394{sign}33" in text
        assert f"105{sign}67" in text


def test_narrow_screens_say_what_they_leave_out(provinces: Provinces) -> None:
    text = ShownExplanation(explain(provinces("2023"), "01")).screen(Screen(40))
    assert "Not shown at this width:" in text


def test_without_points_weights_and_contributions_are_told(make_card: MakeCard, mean: dict[str, Any]) -> None:
    # M = (3 x 0.8 + 1 x 0.4) / 4 = 0.7: x adds 0.6, y adds 0.1.
    card = make_card(mean, {"x": [0.8, 0.9], "y": [0.4, 0.9]})
    text = ShownExplanation(explain(card, "u1")).screen(Screen())
    assert text == (
        "u1 · M = 0.700 · rank 2 of 2 · High\n"
        "\n"
        "       value  score  weight   adds   lost   mean   best  rank of 2\n"
        "  M           0.700                 0.300  0.800  0.900          2\n"
        "    x    0.8  0.800     75%  0.600  0.200  0.850  0.900          2\n"
        "    y    0.4  0.400     25%  0.100  0.600  0.650  0.900          2\n"
        "\n"
        "Furthest from the best: y, 0.5 from 0.900.\n"
        "Compared with the 2 ranked: −0.1 from the mean, −0.1 from the median, −0.2 from the best.\n"
        "Next above: u2, 0.2 ahead.\n"
        "No unit stands below.\n"
        "\n"
        "How to read: weight is a part's share in the line above it, adds what it brings to that line.\n"
    )


def test_a_unit_that_is_best_in_all(
    make_card: MakeCard, mean: dict[str, Any], points: dict[str, Any]
) -> None:
    card = make_card(mean, {"x": [0.8, 0.9], "y": [0.4, 0.9]})
    assert "Best in every part." in ShownExplanation(explain(card, "u2")).screen(Screen())
    full = make_card(points, {"a": [1.0, 0.5], "b": [1.0, 0.5]})
    assert "No points are lost." in ShownExplanation(explain(full, "u1")).screen(Screen())
    # Of a part without a score nobody knows.
    for edition, told in (
        (mean, "Best in every part that has"),
        (points, "No points are lost in the parts that have"),
    ):
        gaps = {"x": [0.8, 1.0], "y": [0.4, None], "a": [0.5, 1.0], "b": [0.5, None]}
        card = make_card({**edition, "missing": "reweight"}, gaps)
        assert f"{told} a score." in ShownExplanation(explain(card, "u2")).screen(Screen())


def test_an_unranked_unit_has_no_neighbours(make_card: MakeCard, points: dict[str, Any]) -> None:
    card = make_card(points, {"a": [1.0, 0.5], "b": [1.0, 0.5]}, unranked=[1])
    text = ShownExplanation(explain(card, "u2")).screen(Screen())
    assert "not ranked" in text
    assert "Next" not in text


def test_collected_nodes_are_marked(make_card: MakeCard, points: dict[str, Any]) -> None:
    third = {"code": "C", "points": 0.0, "column": "c", "rule": {"kind": "fraction"}}
    index = points["index"] | {"children": [*points["index"]["children"], third]}
    card = make_card(points | {"index": index}, {"a": [0.5], "b": [0.5], "c": [0.5]})
    assert "C (collected, not scored)" in ShownExplanation(explain(card, "u1")).screen(Screen())


def test_everything_is_vietnamese_when_asked(three: Scorecard) -> None:
    text = ShownExplanation(explain(three, "u1")).screen(Screen(language="vi"))
    assert "hạng 2/3, cùng hạng với Hà Nội · 56/100 điểm · mất 44" in text
    assert "Mất nhiều nhất: Nền tảng, 24/60 điểm; đơn vị cao nhất đạt 54, hơn 18." in text


def test_data_cannot_act(
    make_card: MakeCard, points: dict[str, Any], hostile: str, has_acting_character: Callable[[str], bool]
) -> None:
    card = make_card(points, {"a": [0.5, 0.9], "b": [0.5, 0.9]}, [hostile, hostile], codes=["1", "2"])
    for width in (40, None):
        text = ShownExplanation(explain(card, "1")).screen(Screen(width))
        assert not has_acting_character(text)
        assert "[red]x[/nope]" in text


def test_programs_get_every_node_in_full(three: Scorecard) -> None:
    payload = json.loads(to_json(ShownExplanation(explain(three, "u1")).payload()))
    assert payload["schema"] == "dtiscore/explanation/1"
    assert payload["unit"] == "u1"
    assert payload["above"] == {"unit": "u2", "gap": 38.0}
    assert payload["below"] is None
    assert [row["score"] for row in payload["rows"]] == [56.0, 36.0, 20.0]
    assert payload["rows"][1]["place"] == "toy.csv:2:2"
    columns = ShownExplanation(explain(three, "u1")).columns("en")
    assert list(columns)[:2] == ["code", "name"]
    assert columns["name"] == ["S", "Foundation", "Activity"]
    assert columns["lost"] == [44.0, 24.0, 20.0]


def test_distances_are_shown_with_their_sign(three: Scorecard) -> None:
    # Medians: 56, 36 and 20, those of u1 itself. The unit just above, u2, has 94 = 54 + 40.
    text = ShownExplanation(explain(three, "u1"), gaps=True).screen(Screen())
    assert (
        "               value  points  of max  lost               to mean  to median  to best  to next above  rank of 3\n"
        "  S                       56     100    44                −12.67          0      −38            −38          2\n"
        "    Nền tảng     0.6      36      60    24 ████████████    −6.00          0      −18            −18          2\n"
        "    Hoạt động    0.5      20      40    20 ██████████      −6.67          0      −20            −20          2\n"
    ) in text
    assert "In the columns to ..., + is above and - is below" in text


def test_narrow_screens_keep_the_distance_to_the_mean_that_was_asked_for(three: Scorecard) -> None:
    text = ShownExplanation(explain(three, "u1"), gaps=True).screen(Screen(40))
    assert "−12.67" in text
    assert "value, of max" in text  # named among what is not shown


class TestMissingParts:
    EDITION: ClassVar[dict[str, Any]] = {
        **HEAD,
        "title": {"en": "Health and wealth"},
        "missing": "no-score",
        "publish": {"as": "score", "decimals": 3},
        "rank": {"on": "published"},
        "index": {
            "code": "M",
            "aggregate": "arithmetic",
            "weights": "equal",
            "children": [
                {
                    "code": "HLT",
                    "name": {"en": "Health"},
                    "missing": {"kind": "reweight", "min_share": 0.5},
                    "aggregate": "arithmetic",
                    "weights": "equal",
                    "children": [{"code": code, "rule": {"kind": "fraction"}} for code in ("a", "b", "c")],
                },
                {"code": "WLT", "rule": {"kind": "fraction"}},
            ],
        },
    }

    @pytest.fixture
    def card(self, make_card: MakeCard) -> Scorecard:
        columns = {
            "a": [0.4, 0.3, 0.9],
            "b": [None, None, 0.9],
            "c": [None, 0.5, 0.9],
            "WLT": [0.8, 0.8, 0.9],
        }
        return make_card(self.EDITION, columns)

    def test_it_says_what_cost_the_score(self, card: Scorecard) -> None:
        text = ShownExplanation(explain(card, "u1")).screen(Screen(language="en"))
        assert "No score: M has 1 of 2 parts, all needed; without a score: Health.\n" in text
        assert (
            "No score: Health has 1 of 3 parts, 50% needed; "
            "without a score: b (toy.csv:2:3) and c (toy.csv:2:4).\n"
        ) in text

    def test_weights_in_force_are_shown_and_what_they_add_is_the_score(self, card: Scorecard) -> None:
        # (0.3 + 0.5) / 2 = 0.4, and (0.4 + 0.8) / 2 = 0.6.
        text = ShownExplanation(explain(card, "u2")).screen(Screen(language="en"))
        assert (
            "Health has 2 of 3 parts, which share the weight of those without a score: b (toy.csv:3:3)."
            in text
        )
        lines = {line.split()[0]: line.split() for line in text.splitlines() if line.startswith("    ")}
        assert lines["a"][1:5] == ["0.3", "0.300", "50%", "0.150"]
        assert lines["c"][1:5] == ["0.5", "0.500", "50%", "0.250"]
        assert lines["Health"][-7:-4] == ["0.400", "50%", "0.200"]

    def test_a_whole_that_a_missing_part_makes_0_shares_no_weight(self, make_card: MakeCard) -> None:
        index = self.EDITION["index"] | {"missing": "zero"}
        columns = {"a": [0.4, 0.3], "b": [None, None], "c": [None, 0.5], "WLT": [0.8, 0.8]}
        card = make_card(self.EDITION | {"index": index}, columns)
        text = ShownExplanation(explain(card, "u1")).screen(Screen(language="en"))
        assert "M = 0.00" in text
        assert "M has 1 of 2 parts and counts as 0 as a whole; without a score: Health." in text
        assert "share the weight" not in text

    def test_programs_get_it_too(self, card: Scorecard) -> None:
        payload = ShownExplanation(explain(card, "u1")).payload()
        assert [(lack["code"], lack["have"], lack["of"], lack["needed"]) for lack in payload["lacks"]] == [
            ("M", 1, 2, 1.0),
            ("HLT", 1, 3, 0.5),
        ]
        rows = {row["code"]: row for row in ShownExplanation(explain(card, "u2")).payload()["rows"]}
        assert rows["a"]["effective"] == 0.5
        assert rows["a"]["to_index"] == pytest.approx(0.075)

    def test_in_vietnamese(self, card: Scorecard) -> None:
        text = ShownExplanation(explain(card, "u1")).screen(Screen(language="vi"))
        assert "Không có điểm: Health có 1/3 phần, cần 50%; thiếu điểm:" in text


def test_several_explanations_stand_below_each_other(make_card: MakeCard, mean: dict[str, Any]) -> None:
    card = make_card(mean, {"x": [0.8, 0.9], "y": [0.4, 0.9]}, periods=["2021", "2022"], codes=["u", "u"])
    both = [*explain_rows(card, (0, 1))]
    text = ShownExplanations(both).screen(Screen())
    assert text.index("M 2021 = 0.700") < text.index("M 2022 = 0.900")
    assert ShownExplanations(both[:1]).screen(Screen()) == ShownExplanation(both[0]).screen(Screen())
    assert ShownExplanations(both).markdown().count("### ") == 2
    payload = ShownExplanations(both).payload()
    assert payload["schema"] == "dtiscore/explanations/1"
    assert [one["period"] for one in payload["explanations"]] == ["2021", "2022"]
    assert ShownExplanations(both[:1]).payload()["schema"] == "dtiscore/explanation/1"
    columns = ShownExplanations(both).columns()
    assert columns["period"] == ["2021"] * 3 + ["2022"] * 3
    assert columns["code"] == ["M", "x", "y"] * 2
    assert "period" not in ShownExplanations(both[:1]).columns()


def test_strengths_and_weaknesses_are_named_where_there_are_enough_parts(
    make_card: MakeCard, mean: dict[str, Any]
) -> None:
    children = [{"code": code, "weight": 1.0, "rule": {"kind": "fraction"}} for code in "pqrst"]
    edition = mean | {"index": mean["index"] | {"children": children}}
    # The first unit is second of three in r, where it is neither strong nor weak.
    columns = {
        "p": [1, 0.5, 0.2],
        "q": [0, 0.5, 0.2],
        "r": [0.5, 0.6, 0.4],
        "s": [1, 1, 0.2],
        "t": [0.1, 0.5, 0.2],
    }
    text = ShownExplanation(explain(make_card(edition, columns), "u1")).screen(Screen())
    assert "Strongest: p (rank 1 of 3), s (rank 1 of 3, shared with 1).\n" in text.replace("; ", ", ")
    assert "Weakest: q (rank 3 of 3), t (rank 3 of 3).\n" in text.replace("; ", ", ")


@pytest.mark.parametrize(
    ("language", "strongest", "weakest"),
    [
        (
            "en",
            "Strongest: no part among the first third of its ranking; nearest is q (rank 3 of 7).",
            "Weakest: no part among the last third of its ranking; nearest is s (rank 5 of 7).",
        ),
        (
            "vi",
            "Mạnh nhất: không phần nào thuộc một phần ba đứng đầu; gần nhất là q (hạng 3/7).",
            "Yếu nhất: không phần nào thuộc một phần ba đứng cuối; gần nhất là s (hạng 5/7).",
        ),
    ],
)
def test_a_unit_in_the_middle_of_every_part_has_neither_strengths_nor_weaknesses(
    make_card: MakeCard, mean: dict[str, Any], language: str, strongest: str, weakest: str
) -> None:
    children = [{"code": code, "weight": 1.0, "rule": {"kind": "fraction"}} for code in "pqrs"]
    edition = mean | {"index": mean["index"] | {"children": children}}
    others = [0.1, 0.2, 0.3, 0.7, 0.8, 0.9]
    columns = {code: [own, *others] for code, own in zip("pqrs", (0.5, 0.75, 0.6, 0.25), strict=True)}
    found = explain(make_card(edition, columns), "u1")
    for text in (
        ShownExplanation(found).screen(Screen(language=language)),
        ShownExplanation(found).markdown(language),
    ):
        assert strongest in text
        assert weakest in text
    payload = ShownExplanations([found]).payload()
    assert (payload["strengths"], payload["weaknesses"]) == ([], [])


def test_a_unit_that_is_first_in_every_part_is_not_told_of_its_weakest(
    make_card: MakeCard, mean: dict[str, Any]
) -> None:
    children = [{"code": code, "weight": 1.0, "rule": {"kind": "fraction"}} for code in "pqrs"]
    edition = mean | {"index": mean["index"] | {"children": children}}
    text = ShownExplanation(
        explain(make_card(edition, {code: [0.9, 0.5, 0.2] for code in "pqrs"}), "u1")
    ).screen(Screen())
    assert "Strongest: p (rank 1 of 3)" in text
    assert "Weakest" not in text


def test_what_nothing_adds_up_to_is_not_explained(make_card: MakeCard, mean: dict[str, Any]) -> None:
    geometric = {**mean, "index": {**mean["index"], "aggregate": "geometric"}}
    text = ShownExplanation(explain(make_card(geometric, {"x": [0.8, 0.9], "y": [0.4, 0.9]}), "u1")).screen(
        Screen()
    )
    assert " adds " not in text
    assert text.endswith("How to read: weight is a part's share in the line above it.\n")
