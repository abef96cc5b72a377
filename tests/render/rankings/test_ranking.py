"""The ranked table: what it shows at each width, in each language, and what it never does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len
from tests.made import indicator

from dtiscore.analysis.movement import moves
from dtiscore.errors import UsageFault
from dtiscore.questions.score.shown.ranking import ShownRanking
from dtiscore.render.drawing.screen import Screen
from dtiscore.scoring.scorecard import Scorecard

Provinces = Callable[[str], Scorecard]
MakeCard = Callable[..., Scorecard]


def test_a_small_ranking_in_full(three: Scorecard) -> None:
    # 94 of 100 points, then twice 56; the bar of 0.94 fills 18.8 of 20 cells, that of 0.56 fills 11.2.
    # Ties share rank 2 and stand in the order of unit codes; the mean is (94 + 56 + 56) / 300.
    assert ShownRanking(three).screen(Screen()) == (
        "Chỉ số mẫu (S) · 1/QĐ · 3 units\n"
        "\n"
        "  #  Unit          S                       Nền tảng #  Hoạt động #\n"
        "  1  Đà Nẵng  0.9400 ██████████████████▊     0.9000 1     1.0000 1\n"
        "  2  Huế      0.5600 ███████████▎            0.6000 2     0.5000 2\n"
        "  2  Hà Nội   0.5600 ███████████▎            0.6000 2     0.5000 2\n"
        "\n"
        "Mean 0.6867.\n"
        "Ranks on 4 decimals as published, ties share the best rank.\n"
    )


def test_the_published_ranking_at_80_columns(provinces: Provinces) -> None:
    now, before = provinces("2023"), provinces("2022")
    text = ShownRanking(now, top=8, moves=moves(now, before)).screen(Screen(80))
    assert text == (
        "Chỉ số chuyển đổi số cấp tỉnh (DTI) · 2023 · 922/QĐ-BTTTT · 63 units\n"
        "\n"
        "  #   ±  Unit               DTI            Chính quyền số  Kinh tế số  Xã hội số\n"
        "  1   =  Đà Nẵng         0.8340 ███████▌           0.9098      0.8769     0.8450\n"
        "  2   =  Hồ Chí Minh     0.8020 ███████▎           0.8562      0.8452     0.7789\n"
        "  3  ▲1  Thừa Thiên Huế  0.7660 ██████▉            0.8449      0.8374     0.7556\n"
        "  4  ▲2  Lạng Sơn        0.7601 ██████▉            0.8329      0.7927     0.7512\n"
        "  5   =  Cần Thơ         0.7468 ██████▊            0.8297      0.7945     0.7522\n"
        "  6 ▲18  Hà Nội          0.7448 ██████▊            0.7574      0.8067     0.7368\n"
        "  7 ▲12  Bình Dương      0.7411 ██████▋            0.8266      0.7734     0.7460\n"
        "  8  ▲6  Hải Phòng       0.7367 ██████▋            0.7684      0.7794     0.7384\n"
        "  … 55 more (--top 63)\n"
        "\n"
        "Mean 0.6783.\n"
        "Ranks on 4 decimals as published, ties share the best rank.\n"
        "Chính quyền số, Kinh tế số and Xã hội số share Nền tảng chung: they do not add\n"
        "  up to DTI.\n"
        "Supplied by the data: Nền tảng chung (63 of 63).\n"
    )


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
def test_lines_keep_to_the_width(provinces: Provinces, width: int) -> None:
    now = provinces("2023")
    for language in ("vi", "en"):
        screen = Screen(width, language=language)
        text = ShownRanking(now, level="all", moves=moves(now, provinces("2022"))).screen(screen)
        assert max(map(cell_len, text.splitlines())) <= width


@pytest.mark.parametrize("width", [1, 20, 40, 80, None])
def test_no_score_is_ever_cut(provinces: Provinces, width: int | None) -> None:
    card = provinces("2023")
    text = ShownRanking(card).screen(Screen(width))
    found = re.findall(r"\d\.\d+", text)
    assert all(len(number) == 6 for number in found)
    # Each of the 63 published scores stands in the text as often as there are units that have it.
    for value in card.published("DTI"):
        assert f"{value:.4f}" in found


def test_columns_are_aligned_whatever_the_marks(provinces: Provinces) -> None:
    lines = [
        line
        for line in ShownRanking(provinces("2023")).screen(Screen(80)).splitlines()
        if re.match(r"\s+\d", line)
    ]
    starts = {cell_len(line[: re.search(r"0\.\d{4}", line).start()]) for line in lines}  # type: ignore[union-attr]  # each has one
    assert len(lines) == 63
    assert len(starts) == 1


def test_wider_screens_show_more(provinces: Provinces) -> None:
    now, before = provinces("2023"), provinces("2022")
    widths = (40, 80, 120)
    texts = [ShownRanking(now, top=1, moves=moves(now, before)).screen(Screen(width)) for width in widths]
    first = [next(line for line in text.splitlines() if "Đà Nẵng" in line) for text in texts]
    assert "█" not in first[0]
    assert "█" in first[1]
    assert "+0.0338" not in first[1]
    assert "+0.0338" in first[2]  # 0.8340 - 0.8002


def test_colour_says_nothing_alone(provinces: Provinces, plain: Callable[[str], str]) -> None:
    now, before = provinces("2023"), provinces("2022")
    found = moves(now, before)
    coloured = ShownRanking(now, moves=found).screen(Screen(100, colour=True))
    assert "\x1b[32m" in coloured
    stripped = "\n".join(line.rstrip() for line in plain(coloured).splitlines()) + "\n"
    assert stripped == ShownRanking(now, moves=found).screen(Screen(100))
    assert not re.search(
        r"\x1b\[(?:[0-9;]*;)?(?:30|33|37|4\d|9\d|10\d)m", coloured
    )  # black, yellow, white, backgrounds


def test_everything_is_vietnamese_when_asked(three: Scorecard) -> None:
    text = ShownRanking(three).screen(Screen(language="vi"))
    assert "3 đơn vị" in text
    assert "Trung bình 0,6867." in text
    assert "Xếp hạng theo 4 chữ số thập phân như công bố, bằng nhau thì cùng nhận hạng cao nhất." in text
    assert not re.search(r"\b(Unit|Mean|Ranks|units|ties)\b", text)


def test_english_names_when_asked(three: Scorecard) -> None:
    text = ShownRanking(three).screen(Screen(language="en"))
    assert text.startswith("Sample index (S) · 1/QĐ · 3 units\n")
    assert "Foundation" in text


def test_data_cannot_act(
    make_card: MakeCard, points: dict[str, Any], hostile: str, has_acting_character: Callable[[str], bool]
) -> None:
    card = make_card(points, {"a": [0.5], "b": [0.5]}, [hostile])
    for width in (40, 80, None):
        text = ShownRanking(card).screen(Screen(width))
        assert not has_acting_character(text)
        assert "[red]x[/nope]\\x1b[2J\\u202e=" in text  # what a screen of 40 columns has on its first line


def test_units_without_rank_stand_last_with_the_reason(make_card: MakeCard, mean: dict[str, Any]) -> None:
    columns = {"x": [0.2, None, 0.8, 0.9], "y": [0.2, 0.5, 0.4, 0.9]}
    card = make_card(mean, columns, ["Low", "Gap", "High", "All of them"], unranked=[3])
    text = ShownRanking(card).screen(Screen())
    rows = [line.split() for line in text.splitlines()[3:7]]
    assert [row[0] for row in rows] == ["1", "2", "-", "-"]
    assert "Gap (no score)" in text
    assert "All of them (not ranked)" in text
    assert "2 of 4 units ranked" in text
    assert "Not ranked: 1 unit without a score, 1 unit scored for comparison only." in text
    assert "Mean 0.450." in text  # (0.2 + 0.7) / 2: the aggregate takes no part


def test_bands_stand_in_the_last_column(make_card: MakeCard, mean: dict[str, Any]) -> None:
    text = ShownRanking(make_card(mean, {"x": [0.8, 0.1], "y": [0.4, 0.1]})).screen(Screen())
    assert [line.split()[-1] for line in text.splitlines()[2:5]] == ["Band", "High", "Low"]


def test_no_bars_where_a_score_is_negative(make_card: MakeCard, mean: dict[str, Any]) -> None:
    index = {
        "code": "Z",
        "aggregate": "sum",
        "weights": "equal",
        "children": [
            indicator("x"),
            indicator("y"),
        ],
    }
    edition = {key: value for key, value in mean.items() if key != "bands"} | {"index": index}
    negative = ShownRanking(make_card(edition, {"x": [1.0, -3.0], "y": [1.0, 1.0]})).screen(Screen())
    assert "█" not in negative
    assert "-2.000" in negative
    unbounded = ShownRanking(make_card(edition, {"x": [3.0, 1.0], "y": [1.0, 1.0]})).screen(Screen())
    assert unbounded.splitlines()[3].count("█") == 20  # the best is a full bar
    assert unbounded.splitlines()[4].count("█") == 10


def test_bars_do_not_depend_on_which_units_are_shown(provinces: Provinces) -> None:
    card = provinces("2023")
    every = ShownRanking(card).screen(Screen(100)).splitlines()
    alone = ShownRanking(card, units=frozenset({"06"})).screen(Screen(100)).splitlines()
    blocks = {
        line.strip().split("█")[0].split("  ")[1]: line.count("█") for line in every if "Bắc Kạn" in line
    }
    assert [line.count("█") for line in alone if "Bắc Kạn" in line] == list(blocks.values())


def test_units_asked_for_are_shown_beside_the_top(provinces: Provinces) -> None:
    text = ShownRanking(provinces("2023"), top=2, units=frozenset({"06"})).screen(Screen(100, colour=True))
    assert "\x1b[1mBắc Kạn" in text
    assert "… 60 more (--top 63)" in text


def test_moves_say_who_is_new_and_who_fell(make_card: MakeCard, points: dict[str, Any]) -> None:
    before = make_card(points, {"a": [0.9, 0.5], "b": [0.9, 0.5]})
    now = make_card(points, {"a": [0.5, 0.9, 0.1], "b": [0.5, 0.9, 0.1]})
    text = ShownRanking(now, moves=moves(now, before, across="common")).screen(Screen())
    assert [line.split()[:3] for line in text.splitlines()[3:6]] == [
        ["1", "▲1", "u2"],
        ["2", "▼1", "u1"],
        ["3", "new", "u3"],
    ]
    assert "ranked in the period before as well (2 then, 3 now)" in " ".join(text.split())
    text = ShownRanking(now, moves=moves(now, before)).screen(Screen())
    assert not set("▲▼=") & set(text)
    assert "2 units were ranked in the period before and 3 now" in " ".join(text.split())


def test_a_panel_has_a_block_for_each_period(make_card: MakeCard, points: dict[str, Any]) -> None:
    card = make_card(
        points,
        {"a": [0.5, 0.9, 0.9, 0.5], "b": [0.5, 0.9, 0.9, 0.5]},
        codes=["u1", "u2", "u1", "u2"],
        periods=["2021", "2021", "2022", "2022"],
    )
    text = ShownRanking(card, moves=moves(card)).screen(Screen())
    assert text.count("2 units") == 2
    assert text.count("Ranks on 4 decimals") == 1
    first, second = text.split("· 2022 ·")
    assert "▲" not in first
    assert "new" not in first
    assert "▲1" in second


@pytest.mark.parametrize(
    ("sort", "order"), [("name", ["Đà Nẵng", "Hà Nội", "Huế"]), ("rank", ["Đà Nẵng", "Huế", "Hà Nội"])]
)
def test_rows_can_be_sorted(three: Scorecard, sort: str, order: list[str]) -> None:
    text = ShownRanking(three, sort=sort).screen(Screen())
    assert sorted(order, key=text.index) == order


def test_rows_can_be_sorted_by_a_node_that_is_then_shown(provinces: Provinces) -> None:
    card = provinces("2023")
    text = ShownRanking(card, sort="9", top=1).screen(Screen(120))
    best = max(range(63), key=lambda row: card.nodes["9"].score[row])
    assert card.name(best) in text
    assert f"{card.published('9')[best]:.4f}" in text
    assert "Hoạt động xã" in text.split(card.name(best))[0]


def test_rows_without_a_score_in_the_node_come_last(make_card: MakeCard, mean: dict[str, Any]) -> None:
    card = make_card(mean | {"missing": "reweight"}, {"x": [0.9, 0.8, 0.7], "y": [None, 0.1, 0.2]})
    lines = ShownRanking(card, sort="y").screen(Screen()).splitlines()
    assert [line.split()[1] for line in lines[3:6]] == ["u3", "u2", "u1"]


def test_an_unknown_sort_names_what_there_is(three: Scorecard) -> None:
    with pytest.raises(UsageFault, match='sorted by "size"') as caught:
        ShownRanking(three, sort="size").screen(Screen())
    assert caught.value.fix == "rank, name, move, or one of A, B, S"


def test_disagreements_are_told_with_decimals_that_differ(
    make_card: MakeCard, points: dict[str, Any]
) -> None:
    card = make_card(points, {"a": [0.5, 0.7], "b": [0.5, 0.7]}, supplied={"S": [0.5, 0.7001]})
    text = ShownRanking(card).screen(Screen())
    assert (
        "One score in the data differs from what its parts give: u2, S: 0.7001 in the data, 0.7 computed"
        in text
    )


def test_nodes_without_any_score_are_named_instead_of_drawn(
    make_card: MakeCard, points: dict[str, Any]
) -> None:
    nothing = {"a": [None, None], "b": [None, None]}
    text = ShownRanking(make_card(points, nothing, supplied={"S": [56.0, 94.0]})).screen(
        Screen(language="en")
    )
    assert text.splitlines()[2].split() == ["#", "Unit", "S"]
    assert "Without a score, for want of data: Foundation and Activity." in text
    assert "Ranked, not computed: S itself stands in the data (2 of 2)." in text
    assert "Supplied by the data" not in text


def test_partial_scores_are_counted(make_card: MakeCard, mean: dict[str, Any]) -> None:
    card = make_card(mean | {"missing": "reweight"}, {"x": [0.8, None], "y": [0.4, 0.4]})
    assert "Computed without some parts, whose weight the others share: M (1 of 2)." in ShownRanking(
        card
    ).screen(Screen())


def test_the_tie_rule_and_what_is_ranked_are_said(make_card: MakeCard, points: dict[str, Any]) -> None:
    edition = points | {"rank": {"on": "full", "ties": "dense", "order": "ascending"}}
    text = ShownRanking(make_card(edition, {"a": [0.5], "b": [0.5]})).screen(Screen())
    assert (
        "Ranks on full precision, the lowest value first, ties share a rank and the next rank follows on."
        in text
    )
