"""Plans as they are shown: words of the command line that hold, Markdown without markup of the data, indicators cut."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

import dtiscore
from dtiscore.questions.improve.answer import Improvement, Limit, Target, improve
from dtiscore.questions.improve.shown.improvement import ShownImprovement
from dtiscore.render.drawing.screen import Screen
from dtiscore.render.heading_names import names_of_headings
from dtiscore.shell_words import as_word

CALL = ("dtiscore whatif t.csv", "-w e.yaml")
LINE = " ".join(CALL)
EDITION: dict[str, Any] = {
    "id": "small",
    "title": "Small",
    "authority": {"decision": "d", "issuer": "i", "source": "s"},
    "scale": 100,
    "publish": {"as": "score", "decimals": 1},
    "rank": {"on": "published"},
    "index": {
        "code": "I",
        "aggregate": "arithmetic",
        "weights": "relative",
        "children": [
            {"code": "a", "weight": 3, "name": "A [b] | c", "column": "cột a", "rule": {"kind": "fraction"}},
            {"code": "b", "weight": 1, "rule": {"kind": "boolean"}},
            {
                "code": "c",
                "weight": 1,
                "rule": {"kind": "goalposts", "low": 0, "high": 10, "direction": "down"},
            },
        ],
    },
}


@pytest.fixture
def found() -> Improvement:
    """A has 30 + 0 + 10 = 40, B 54 + 20 + 18 = 92: two changes with all of a would do, b alone not."""
    table = pd.DataFrame({"unit": ["A", "B"], "cột a": [0.5, 0.9], "b": ["không", "có"], "c": [5.0, 1.0]})
    card = dtiscore.score(table, EDITION)
    return improve(card, "A", Target(score=70), {"c": Limit(cost_per_point=2)})


def test_the_screen(found: Improvement) -> None:
    text = ShownImprovement(found, call=CALL).screen(Screen(width=100))
    lines = text.splitlines()
    assert lines[0] == "A to 70 · Small (I)"
    assert lines[1] == "I = 40.0, rank 2 of 2. Wanted: I of 70.0, 29.95 more than now."
    effort = "distance from its lowest to its highest unit where the scale has no ends, unless the bounds say otherwise."
    assert effort in " ".join(map(str.strip, lines))
    assert "  A [b] | c  0.5   1  +30.00      50" in lines
    assert f"    {LINE} \\" in lines
    assert '      --value "A:cột a=1"' in lines
    assert max(map(len, lines)) <= 100


def test_what_must_fall_has_a_minus_and_what_has_steps_its_next_one(found: Improvement) -> None:
    text = ShownImprovement(found, "indicators", call=CALL).screen(Screen())
    row = {line.split("  ")[1].strip(): line for line in text.splitlines() if line.startswith("  ")}
    assert "có: +20.00" in row["b"]
    assert "4: +2.00" in row["c"]  # whole numbers fall one by one
    assert "Confirmed" not in text


@pytest.mark.parametrize("low_is_good", [False, True])
def test_how_far_a_value_can_go_is_not_called_full_marks_where_a_bound_ends_it(low_is_good: bool) -> None:
    table = pd.DataFrame({"unit": ["A", "B"], "cột a": [0.5, 0.9], "b": ["không", "có"], "c": [5.0, 1.0]})
    rank = {"on": "published", **({"order": "ascending"} if low_is_good else {})}
    bounds = {"cột a": Limit(lowest=0.375, highest=0.625)}
    found = improve(dtiscore.score(table, {**EDITION, "rank": rank}), "A", Target(rank=1), bounds)
    shown = ShownImprovement(found, "indicators", call=CALL)
    text = shown.screen(Screen(width=400))
    assert ("0.375" if low_is_good else "0.625") in text
    heading = next(line for line in text.splitlines() if "per unit" in line)
    assert "at best" in re.split(r" {2,}", heading)
    names = names_of_headings(shown.columns())
    assert (names["full"], names["full_rank"]) == ("best possible value", "rank at best possible value")


def test_few_indicators_may_be_asked_for(found: Improvement) -> None:
    text = ShownImprovement(found, "indicators", 1, CALL).screen(Screen())
    assert "… 2 more (--top 3)" in text


def test_markdown_keeps_the_data_from_being_markup(found: Improvement) -> None:
    text = ShownImprovement(found, "plans", call=CALL).markdown()
    assert r"A \[b\] \| c" in text
    assert f'```sh\n{LINE} \\\n  --value "A:cột a=' in text


def test_records_tell_each_change_and_each_indicator(found: Improvement) -> None:
    columns = ShownImprovement(found).columns()
    assert columns["plan"] == [number for number, plan in enumerate(found.plans, 1) for _ in plan.changes]
    assert columns["whatif"][0] == "A:cột a=1"
    rooms = ShownImprovement(found, "indicators").columns()
    assert rooms["code"] == ["a", "b", "c"]
    assert rooms["direction"] == ["up", "up", "down"]
    assert rooms["full_gain"] == [pytest.approx(30), pytest.approx(20), pytest.approx(10)]
    payload = ShownImprovement(found).payload()
    assert payload["target"] == {"rank": None, "score": 70, "mean": None}
    assert payload["wanted"] == 70
    assert len(payload["plans"]) == len(found.plans)


@pytest.mark.parametrize(
    "text", ["a b", 'a"b', "a$b", "a`b", "a\\b", "cột=1", "", "a'b", "99.9%", "a;b", "a&b", "-1"]
)
def test_a_word_of_a_command_line_is_read_back(text: str) -> None:
    assert shlex.split(as_word(text)) == [text]


def test_alone_in_a_race_nothing_is_wanted_and_the_payload_has_no_infinity() -> None:
    card = dtiscore.score(pd.DataFrame({"unit": ["A"], "cột a": [0.5], "b": ["có"], "c": [5.0]}), EDITION)
    alone = improve(card, "A", Target(rank=1))
    assert alone.is_there
    assert ShownImprovement(alone).payload()["wanted"] is None


def test_no_command_is_offered_that_a_table_of_groups_would_refuse() -> None:
    columns = {"cột a": [0.5, 0.9, 0.4, 0.3], "b": ["không", "có"] * 2, "c": [5.0, 1.0] * 2}
    table = pd.DataFrame({"unit": list("ABCD"), "group": ["F", "F", "M", "M"], **columns})
    found = improve(dtiscore.score(table, {**EDITION, "layout": {"group": "group"}}), "A", Target(rank=1))
    assert found.plans
    assert LINE not in ShownImprovement(found, call=CALL).screen(Screen())
    assert LINE not in ShownImprovement(found, call=CALL).markdown()


@pytest.mark.parametrize("language", ["en", "vi"])
def test_at_forty_columns_an_indicator_without_room_cuts_and_widens_nothing(language: str) -> None:
    table = pd.DataFrame({"unit": ["A", "B"], "cột a": [1.0, 0.9], "b": ["không", "có"], "c": [5.0, 1.0]})
    found = improve(dtiscore.score(table, EDITION), "A", Target(rank=1))
    lines = (
        ShownImprovement(found, "indicators", call=CALL)
        .screen(Screen(width=40, language=language))
        .splitlines()
    )
    assert max(map(len, lines)) <= 40
    assert any("hết mức" in line or "no room" in line for line in lines)


def test_no_command_is_offered_that_would_fit_the_frame_of_all_periods_on_one() -> None:
    columns = {"cột a": [0.5, 0.9, 0.4, 0.3], "b": ["không", "có"] * 2, "c": [5.0, 1.0] * 2}
    table = pd.DataFrame({"unit": list("ABAB"), "year": ["2020", "2020", "2021", "2021"], **columns})
    for frame, offered in (("period", True), ("all", False)):
        found = improve(dtiscore.score(table, {**EDITION, "frame": frame}), "A", Target(score=60))
        assert found.plans
        assert (LINE in ShownImprovement(found, call=CALL).screen(Screen())) is offered


def test_the_command_is_folded_between_options_where_it_is_too_wide(found: Improvement) -> None:
    lines = ShownImprovement(found, call=CALL).screen(Screen(width=30)).splitlines()
    at = lines.index("    dtiscore whatif t.csv \\")
    assert lines[at + 1] == "      -w e.yaml \\"


def test_what_a_search_found_is_not_called_the_least_of_all(found: Improvement) -> None:
    assert "the least of all" in ShownImprovement(found, call=CALL).screen(Screen())
    searched = replace(found, plans=[replace(plan, proved=False) for plan in found.plans])
    text = ShownImprovement(searched, call=CALL).screen(Screen())
    assert "the least found" in text
    assert "the least of all" not in text


def test_two_columns_of_one_indicator_are_told_apart() -> None:
    rule = {"kind": "ratio", "numerator": "số ký", "denominator": "tổng", "cap": True}
    index = {
        "code": "I",
        "aggregate": "points",
        "children": [
            {"code": "a", "name": "A", "points": 60, "rule": rule},
            {"code": "b", "name": "B", "points": 40, "rule": {"kind": "fraction"}},
        ],
    }
    table = pd.DataFrame({"unit": ["A", "B"], "số ký": [5, 9], "tổng": [10, 12], "b": [0.5, 0.75]})
    card = dtiscore.score(table, EDITION | {"index": index})
    text = ShownImprovement(improve(card, "A", Target(score=70)), call=CALL).screen(Screen(width=100))
    names = {line.strip().split("  ")[0] for line in text.splitlines() if line.startswith("  ")}
    assert {"A (số ký)", "A (tổng)", "B"} <= names
