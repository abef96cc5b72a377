"""The profile of the leaders on a screen and for programs: a whole small one, what is said of it, narrow screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len

from dtiscore.questions.profile.answer import Profile, profile
from dtiscore.questions.profile.shown import ShownProfile
from dtiscore.render.drawing.screen import Screen
from dtiscore.render.forms.json_text import to_json
from dtiscore.scoring.scorecard import Scorecard

MakeCard = Callable[..., Scorecard]
Provinces = Callable[[str], Scorecard]


@pytest.fixture
def found(make_card: MakeCard, points: dict[str, Any]) -> Profile:
    """Two leaders (0.96, 0.90) against two others (0.34, 0.28), of 60 and 40 points."""
    card = make_card(points, {"a": [1.0, 1.0, 0.1, 0.2], "b": [0.9, 0.75, 0.7, 0.4]}, ["P", "Q", "R", "S"])
    return profile(card, top=2)


def test_a_small_profile_in_full(found: Profile) -> None:
    # a: 1 and 0.15, variances 0 and 0.005: 0.85 / 0.05 x 4 / 7 = 9.71.
    # b: 0.825 and 0.55, variances 0.01125 and 0.045: 0.275 / 0.16771 x 4 / 7 = 0.94.
    assert ShownProfile(found).screen(Screen(100, language="en")) == (
        "Sample index (S) · leaders: 2 units, others: 2 units\n"
        "Leaders: P and Q.\n"
        "\n"
        "                                                                          all\n"
        "                  leaders'      others'   leaders at    others at     leaders   others who   how far\n"
        "  indicator           mean         mean   full marks   full marks       reach     reach it     apart\n"
        "  Foundation        1.0000       0.1500          2/2          0/2      1.0000          0/2      9.71\n"
        "  Activity          0.8250       0.5500          0/2          0/2      0.7500          0/2      0.94\n"
        "\n"
        "What separates the leaders most: Foundation (9.71) and Activity (0.94).\n"
        "All leaders have full marks: Foundation.\n"
        "What all leaders have in common: at least 1.0000 in Foundation, which 0 of the 2 others reach.\n"
        "\n"
        "How to read: the last column is the distance between the two means, counted in typical distances\n"
        "  between units of one group (Hedges' g). From 0.8 on it is large; with - before it the leaders are\n"
        "  behind; = means that all units are alike.\n"
    )


def test_markdown_has_the_figures_of_the_screen(found: Profile) -> None:
    text = ShownProfile(found).markdown("en")
    assert "### Sample index (S) · leaders: 2 units, others: 2 units\n" in text
    row = next(line for line in text.splitlines() if line.startswith("| Foundation"))
    assert [cell.strip() for cell in row.split("|")[2:-1]] == [
        "1.0000", "0.1500", "2/2", "0/2", "1.0000", "0/2", "9.71",
    ]  # fmt: skip
    assert "All leaders have full marks: Foundation." in text


def test_without_any_full_marks_a_sentence_says_so(provinces: Provinces) -> None:
    text = ShownProfile(profile(provinces("2022"), top=10)).screen(Screen(100))
    assert "No unit has full marks in any of these." in text
    assert "at full" not in text
    assert "Leaders: Đà Nẵng, Hồ Chí Minh, Quảng Ninh," in text


def test_readable_at_100_and_at_40_in_both_languages(provinces: Provinces) -> None:
    found = profile(provinces("2022"), top=10)
    for width in (100, 40):
        for language in ("en", "vi"):
            text = ShownProfile(found).screen(Screen(width, language=language))
            assert all(cell_len(line) <= width for line in text.splitlines())
            sign = "," if language == "vi" else "."
            assert f"1{sign}73" in text  # the effect never gives way
            assert f"0{sign}7666" in text


@pytest.mark.parametrize(
    ("a", "top", "said"),
    [
        (
            [0.9, 0.5, 0.5, 0.1],
            2,
            "3 units stand among the first 2, because units of the same value share a rank.",
        ),
        ([0.9, 0.5, 0.1, None], 1, "Without a score in the index, and in neither group: 1 unit."),
    ],
)
def test_who_leads_is_explained(
    make_card: MakeCard, points: dict[str, Any], a: list[float | None], top: int, said: str
) -> None:
    points["missing"] = "no-score"
    assert said in ShownProfile(profile(make_card(points, {"a": a, "b": [0.5] * 4}), top)).screen(
        Screen(language="en")
    )


def test_ties_that_share_the_worst_rank_and_ties_that_are_split(
    make_card: MakeCard, points: dict[str, Any]
) -> None:
    columns = {"a": [0.9, 0.5, 0.5, 0.1], "b": [0.5] * 4}
    worst = make_card(points | {"rank": {"on": "published", "ties": "max"}}, columns)
    assert "Among the first 2 there is 1 unit: no more are ranked up to there." in ShownProfile(
        profile(worst, 2)
    ).screen(Screen(language="en"))
    split = make_card(points | {"rank": {"on": "published", "ties": "ordinal"}}, columns)
    assert "the order of unit codes decided between them." in ShownProfile(profile(split, 2)).screen(Screen())


def test_constant_columns_and_groups_without_spread(make_card: MakeCard, points: dict[str, Any]) -> None:
    card = make_card(points, {"a": [1.0, 1.0, 0.1, 0.1], "b": [0.5] * 4})
    text = ShownProfile(profile(card, 2)).screen(Screen(language="en"))
    foundation, activity = (line for line in text.splitlines() if line.startswith(("  Found", "  Activ")))
    assert foundation.endswith("fully")
    assert activity.endswith(" =")
    assert "What separates the leaders most: Foundation (fully)." in text
    assert "fully: neither group has any spread, and they differ." in text


def test_what_all_others_reach_too_is_nothing_that_the_leaders_have_in_common(
    make_card: MakeCard, points: dict[str, Any]
) -> None:
    card = make_card(points, {"a": [1.0, 0.1, 0.2, 0.2], "b": [0.1, 1.0, 0.2, 0.2]})
    text = ShownProfile(profile(card, 2)).screen(Screen(language="en"))
    assert "2/2" in text
    assert "in common" not in text


def test_a_period_in_which_nobody_is_left_says_so(make_card: MakeCard, points: dict[str, Any]) -> None:
    card = make_card(
        points,
        {"a": [0.9, 0.5, 0.3], "b": [0.9, 0.5, 0.3]},
        periods=["2020", "2021", "2021"],
        codes=["A", "A", "B"],
    )
    text = ShownProfile(profile(card, 1)).screen(Screen(language="en"))
    assert "Sample index (S) · 2020 · leaders: 1 unit, others: 0 units\n" in text
    assert "Here nobody is left to hold the leaders against." in text
    assert text.count("how far apart") == 1


def test_columns_and_json_hold_full_precision(found: Profile) -> None:
    columns = ShownProfile(found).columns("en")
    assert columns["code"] == ["A", "B"]
    assert columns["leaders_at_full"] == [2, 0]
    assert columns["effect_size"][0] == pytest.approx(0.85 / 0.05 * 4 / 7, rel=1e-12)
    assert "period" not in columns
    payload = ShownProfile(found).payload("en")
    assert payload["schema"] == "dtiscore/profile/1"
    assert payload["groups"] == [
        {
            "period": None, "group": None, "leaders": ["u1", "u2"], "others": 2,
            "split_among_equals": False, "without_score": 0, "unranked": 0,
        }
    ]  # fmt: skip
    assert payload["rows"][0]["outcome"] == "measured"
    to_json(payload)


def test_hostile_names_do_not_act(
    make_card: MakeCard, points: dict[str, Any], hostile: str, has_acting_character: Callable[[str], bool]
) -> None:
    card = make_card(points, {"a": [0.9, 0.5, 0.1], "b": [0.5] * 3}, [hostile, "B", "C"])
    assert not has_acting_character(ShownProfile(profile(card, 1)).screen(Screen()))
    assert "<script>" not in ShownProfile(profile(card, 1)).markdown()
