"""``dtiscore.improve``: bounds from a file, others that move on, and the confirmation by ``dtiscore.whatif``."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.conftest import Run
from tests.made import HEAD, group, indicator, share

import dtiscore
from dtiscore.errors import InvalidData, UsageFault
from dtiscore.questions.improve.answer import Limit

DTI = "dti-province-2022"


@pytest.fixture
def provinces(examples: Path) -> Path:
    return examples / "dti-province" / "2022.csv"


def test_bounds_of_a_file_are_those_given_in_python(provinces: Path, tmp_path: Path) -> None:
    bounds = tmp_path / "bounds.csv"
    bounds.write_text(
        "column,lowest,highest,cost_per_point,cost_per_unit,step,fixed\n"
        "foundation_points,,,,,,yes\n"
        "hoat_dong_xa_hoi_so,,0.5,2,,,\n"
        "7,,,,300,0.05,no\n",
        encoding="utf-8",
    )
    limits = {
        "foundation_points": Limit(fixed=True),
        "hoat_dong_xa_hoi_so": Limit(highest=0.5, cost_per_point=2),
        "7": Limit(cost_per_unit=300, step=0.05),
    }
    found = [
        dtiscore.improve(provinces, DTI, "Khánh Hòa", to_rank=20, bounds=given) for given in (bounds, limits)
    ]
    plans = [
        [(plan.effort, [change.text for change in plan.changes]) for plan in each.plans] for each in found
    ]
    assert plans[0] == plans[1]
    assert plans[0]
    cheapest = next(plan for plan in found[0].plans if plan.is_cheapest)
    # 69.75 points lack: 7 in steps of 10 points at 15 (1.5 a point), 8 at 1 a point (60 of room), 9 at 2 a point.
    assert {change.lever.heading: change.text for change in cheapest.changes} == {
        "hoat_dong_kinh_te_so": "0.9984",
        "hoat_dong_chinh_quyen_so": "0.531",
    }
    assert cheapest.effort == pytest.approx(15 + 0.3984 * 150)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("column,highst\nfoundation_points,3\n", "unknown-column"),
        ("highest\n3\n", "missing-column"),
        ("column,highest\nfoundation_points,much\n", "not-a-number"),
        ("column,cost_per_point\nfoundation_points,-1\n", "out-of-range"),
        ("column,step\nfoundation_points,0\n", "out-of-range"),
        ("column,fixed\nfoundation_points,maybe\n", "yes-or-no"),
        ("column,step\nfoundation_points,1\nfoundation_points,2\n", "bounds"),
        ("column,lowest,higest\n", "unknown-column"),
    ],
)
def test_faults_of_a_bounds_file_are_told_with_their_place(
    provinces: Path, tmp_path: Path, text: str, code: str
) -> None:
    bounds = tmp_path / "bounds.csv"
    bounds.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidData, match="the bounds cannot be read") as raised:
        dtiscore.improve(provinces, DTI, "Khánh Hòa", to_rank=20, bounds=bounds)
    problem = next(problem for problem in raised.value.problems if problem.code == code)
    assert problem.place.file == str(bounds)


def test_others_that_move_on_make_the_target_higher(examples: Path) -> None:
    now, before = (examples / "dti-province" / f"{year}.csv" for year in (2023, 2022))
    still = dtiscore.improve(now, DTI, "56", to_rank=20)
    moving = dtiscore.improve(now, DTI, "56", to_rank=20, others="trend", previous=before)
    cards = [dtiscore.score(table, DTI) for table in (before, now)]
    published = [dict(zip(card.dataset.units, card.index.published.tolist(), strict=True)) for card in cards]
    expected = sorted(
        (
            round(min(2 * published[1][unit] - published[0][unit], 1), 9)
            for unit in published[1]
            if unit != "56"
        ),
        reverse=True,
    )
    assert moving.moving == 62
    assert moving.now.competitors.wanted(moving.target) == pytest.approx(expected[19], abs=0.5e-4)
    assert moving.now.competitors.wanted(moving.target) > still.now.competitors.wanted(still.target)
    assert all(plan.outcome.rank <= 20 for plan in moving.plans)


def test_others_move_on_from_the_period_before_whichever_is_asked_for() -> None:
    """Of a panel only its last period had a way; of any other one the file had to be split."""
    rows = [
        (unit, year, value + step * (year - 2021))
        for year in (2021, 2022, 2023)
        for unit, value, step in (("A", 1, 0.25), ("B", 2, 0.5))
    ]
    table = pd.DataFrame(rows, columns=["unit", "year", "a"])
    made = {**HEAD, "index": indicator("a")}
    whole = dtiscore.score(table, made)
    last = dtiscore.improve(table, made, "A", to_rank=1, others="trend")
    assert (last.moving, last.now.competitors.others.tolist()) == (1, [3.5])
    for kept in (whole.part("2023"), dtiscore.score(table, made, period="2023")):
        assert dtiscore.improve(
            kept, unit="A", to_rank=1, others="trend"
        ).now.competitors.others.tolist() == [3.5]
    assert whole.improve("A", to_rank=1, others="trend", period="2022").now.competitors.others.tolist() == [
        3.0
    ]
    asked = dtiscore.improve(table, made, "A", to_rank=1, others="trend", period="2022")
    assert (asked.moving, asked.now.competitors.others.tolist(), asked.recast) == (1, [3.0], None)
    for first in (whole.part("2021"), dtiscore.score(table, made, period="2021")):
        with pytest.raises(UsageFault, match="no period before 2021"):
            dtiscore.improve(first, unit="A", to_rank=1, others="trend")


def test_an_earlier_table_is_held_against_the_period_that_is_asked_about() -> None:
    """It had to lie before the first period of the panel, which nobody asked about."""
    rows = [
        (unit, year, value + step * (year - 2021) ** 2)
        for year in (2021, 2022, 2023)
        for unit, value, step in (("A", 1, 0.25), ("B", 2, 0.5))
    ]
    table = pd.DataFrame(rows, columns=["unit", "year", "a"])
    made = {**HEAD, "index": indicator("a")}
    whole = dtiscore.score(table, made)
    for year, wanted in ((2021, 4 + (4 - 2)), (2022, 4 + (4 - 2.5))):
        earlier = table[table["year"] == year]
        for period in ({}, {"period": "2023"}):
            asked: dict[str, Any] = {"unit": "A", "to_rank": 1, "others": "trend", **period}
            found = dtiscore.improve(table, made, **asked, previous=earlier)
            assert found.now.competitors.others.tolist() == [wanted]
            of_card = whole.improve(**asked, previous=whole.part(year))
            assert of_card.now.competitors.others.tolist() == [wanted]
    with pytest.raises(UsageFault, match="2023, is not before 2023"):
        dtiscore.improve(table, made, "A", to_rank=1, others="trend", previous=table)


def test_a_scorecard_of_one_period_says_who_looks_into_its_table() -> None:
    """It told to leave out --period, which in Python is not there, or not given."""
    rows = [(unit, year, 0.25 * at) for year in (2021, 2022) for at, unit in enumerate("AB")]
    table = pd.DataFrame(rows, columns=["unit", "year", "a"])
    made = {**HEAD, "index": indicator("a")}
    whole = dtiscore.score(table, made)
    for kept in (whole.part("2022"), dtiscore.score(table, made, period="2022")):
        with pytest.raises(UsageFault, match="this scorecard has 2022 alone") as told:
            kept.improve("A", to_rank=1, others="trend")
        assert told.value.fix is not None
        assert told.value.fix.startswith(
            "dtiscore.improve(card, …) looks for the period before in the table; or ask"
        )
        found = dtiscore.improve(kept, unit="A", to_rank=1, others="trend")
        assert (
            kept.improve("A", to_rank=1, others="trend", previous=whole.part("2021")).moving
            == found.moving
            == 1
        )
        bare = replace(kept, as_read=None)
        with pytest.raises(UsageFault, match="this scorecard has 2022 alone") as told:
            bare.improve("A", to_rank=1, others="trend")
        assert told.value.fix is not None
        assert told.value.fix.startswith("ask the scorecard of all periods")
        with pytest.raises(UsageFault, match="this scorecard has 2022 alone"):
            dtiscore.improve(bare, unit="A", to_rank=1, others="trend")
    with pytest.raises(UsageFault, match="the table has no period before 2021"):
        whole.improve("A", to_rank=1, others="trend", period="2021")


def family(folder: Path, *editions: dict[str, Any]) -> Path:
    """A project with a family of editions called ``ours``, which periods choose among."""
    names = [f"{at}.json" for at in range(len(editions))]
    for name, edition in zip(names, editions, strict=True):
        (folder / name).write_text(json.dumps({**HEAD, "family": "ours", **edition}), encoding="utf-8")
    (folder / "dtiscore.toml").write_text(f"[weights]\nours = {json.dumps(names)}\n", encoding="utf-8")
    return folder


def of_points(a: float, b: float) -> dict[str, Any]:
    children = [share("a", points=a), share("b", points=b)]
    return group("X", "points", *children, points=a + b)


PANEL = """unit,year,a,b
X,2022,0.1,0.2
Y,2022,0.5,0.5
Z,2022,0.4,0.9
X,2023,0.2,0.2
Y,2023,0.6,0.5
Z,2023,0.5,0.9
"""


def test_a_panel_under_a_family_is_improved_in_its_last_period(tmp_path: Path, run: Run) -> None:
    """The period before is of another edition, whose scores do not compare: it is scored under the later one too."""
    earlier = {"id": "ours-2022", "periods": ["2022"], "index": of_points(5, 5)}
    later = {"id": "ours-2023", "supersedes": "ours-2022", "periods": ["2023"], "index": of_points(6, 4)}
    folder = family(tmp_path, earlier, later)
    lines = PANEL.splitlines(keepends=True)
    for name, kept in (("panel", lines), ("old", lines[:4]), ("new", [lines[0], *lines[4:]])):
        (folder / f"{name}.csv").write_text("".join(kept), encoding="utf-8")
    asked = ("--unit", "X", "--to-rank", "2", "-f", "json")
    # Y: 0.6 x 6 + 0.5 x 4 = 5.6 now, and 0.5 x 6 + 0.5 x 4 = 5 before under the same points
    for typed, wanted in (
        (("panel.csv", "-w", "ours"), 5.6),
        (("panel.csv", "-w", "ours", "--period", "2023"), 5.6),
        (("panel.csv", "-w", "ours", "--others", "trend"), 5.6 + (5.6 - 5)),
        (("panel.csv", "-w", "ours", "--others", "trend", "--period", "2023"), 5.6 + (5.6 - 5)),
        (("new.csv", "-w", "ours", "--others", "trend", "--previous", "old.csv"), 5.6 + (5.6 - 5)),
        (("panel.csv", "-w", "ours", "--others", "trend", "--previous", "old.csv"), 5.6 + (5.6 - 5)),
    ):
        done = run("improve", *typed, *asked, cwd=folder)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["wanted"] == pytest.approx(wanted)
    screen = run("improve", "panel.csv", "-w", "ours", "--others", "trend", *asked[:4], cwd=folder)
    assert "Another edition governs 2022; it is scored under ours-2023 too" in screen.stdout
    still = run("improve", "panel.csv", "-w", "ours", *asked[:4], cwd=folder)
    assert "whatif panel.csv -w ours --period 2023" in still.stdout


def test_a_period_before_that_the_edition_cannot_score_is_told_with_the_reason(
    tmp_path: Path, run: Run
) -> None:
    earlier = {
        "id": "ours-2022",
        "periods": ["2022"],
        "index": group("X", "points", share("c", points=5), points=5),
    }
    later = {"id": "ours-2023", "supersedes": "ours-2022", "periods": ["2023"], "index": of_points(6, 4)}
    folder = family(tmp_path, earlier, later)
    (folder / "panel.csv").write_text(
        "unit,year,a,b,c\nX,2022,,,1\nY,2022,,,0.5\nX,2023,0.2,0.2,\nY,2023,0.6,0.5,\n", encoding="utf-8"
    )
    typed = ("improve", "panel.csv", "-w", "ours", "--unit", "X", "--to-rank", "1", "--others", "trend")
    done = run(*typed, cwd=folder, env={"COLUMNS": "400"})
    assert done.returncode == 2
    assert "2022, the period before, cannot be scored under ours-2023" in done.stderr


@pytest.mark.parametrize(
    ("limit", "reach"),
    [
        (Limit(step=5), 12.5),  # 2.5, 7.5 and 12.5, of which the last earns full marks first
        (Limit(step=5, highest=13), 12.5),
        (Limit(step=5, highest=12), 7.5),
        (Limit(step=9.5), 12),
        (Limit(), 12),
    ],
)
def test_steps_lead_to_full_marks_or_just_beyond(limit: Limit, reach: float) -> None:
    """They ended short of full marks, so that targets were out of reach that one step more reaches."""
    goalposts = {"code": "a", "points": 10, "rule": {"kind": "goalposts", "low": 0, "high": 12}}
    made = {**HEAD, "index": group("X", "points", goalposts, points=10)}
    table = pd.DataFrame({"unit": ["A", "B"], "a": [2.5, 12.0]})
    found = dtiscore.improve(table, made, "A", to_score=5, bounds={"a": limit})
    (room,) = found.rooms
    assert room.lever.value(room.lever.reach) == reach


def test_steps_do_not_lead_beyond_the_best_unit_or_the_bounds_of_a_column() -> None:
    fitted = {"code": "a", "points": 10, "rule": {"kind": "min-max"}}
    bounded = {"code": "b", "points": 10, "rule": {"kind": "fraction"}}
    made = {**HEAD, "index": group("X", "points", fitted, bounded, points=20)}
    table = pd.DataFrame({"unit": ["A", "B", "C"], "a": [2.5, 12.0, 0.5], "b": [0.5, 1.0, 0.0]})
    found = dtiscore.improve(table, made, "A", to_score=5, bounds={"a": Limit(step=5), "b": Limit(step=0.3)})
    assert [room.lever.value(room.lever.reach) for room in found.rooms] == [7.5, 0.8]


def test_what_cannot_be_asked_is_refused(provinces: Path) -> None:
    with pytest.raises(UsageFault, match="nothing tells how the other units move"):
        dtiscore.improve(provinces, DTI, "56", to_rank=20, others="trend")
    with pytest.raises(UsageFault, match="a previous table tells how the others move"):
        dtiscore.improve(provinces, DTI, "56", to_rank=20, previous=provinces)
    with pytest.raises(UsageFault, match='no unit "Khanh"'):
        dtiscore.improve(provinces, DTI, "Khanh", to_rank=20)
    with pytest.raises(UsageFault, match="plans cannot be 0"):
        dtiscore.improve(provinces, DTI, "56", to_rank=20, plans=0)


def test_a_plan_put_into_thought_gives_what_it_promised(provinces: Path) -> None:
    found = dtiscore.improve(provinces, DTI, "Khánh Hòa", to_rank=20)
    for plan in found.plans:
        changes = [dtiscore.ValueChange("56", change.lever.heading, change.text) for change in plan.changes]
        after = dtiscore.whatif(provinces, DTI, changes).after
        (row,) = after.rows_of("56")
        assert (after.ranks["DTI"][row], after.index.published[row]) == (20, plan.outcome.published)


def write(folder: Path, index: str, *, head: str = "") -> Path:
    (folder / "w.yaml").write_text(
        "id: w\ntitle: W\nauthority: {decision: d, issuer: i, source: s}\npublish: {as: score, decimals: 2}\n"
        f"rank: {{on: published}}\n{head}index: {index}\n",
        encoding="utf-8",
    )
    return folder / "w.yaml"


def test_a_value_that_helps_one_part_and_harms_another_is_at_best_where_it_brings_most(
    tmp_path: Path,
) -> None:
    """It was 1.6, with 5.45 less: the way that is left once all others have gone as far as they can."""
    p = "{code: P, points: 50, column: p, rule: {kind: parts, at_most: 1, parts: [{column: p, score: 0.9}, {column: q, score: 0.2, rule: {kind: fraction, of: 5, cap: true}}]}}"
    r = '{code: R, points: 20, then: [{kind: formula, formula: "min(x, 12)"}], rule: {kind: ratio, numerator: p, denominator: q, cap: true}}'
    made = write(tmp_path, f"{{code: X, aggregate: points, points: 70, children: [{p}, {r}]}}")
    table = pd.DataFrame({"code": ["u2", "u4", "u5"], "p": [1, 0.3, 0.7], "q": [5, 0.2, 1]})
    room = next(
        room for room in dtiscore.improve(table, made, "u4", to_rank=2).rooms if room.lever.column == "q"
    )
    assert room.full is not None
    assert room.full.text == "0.5"
    now = dtiscore.score(table, made).nodes["X"].score[1]
    then = dtiscore.score(table.assign(q=[5, 0.5, 1]), made).nodes["X"].score[1]
    assert room.full.gain == pytest.approx(then - now)
    assert room.full.gain == pytest.approx(0.6)


def test_a_figure_that_was_filled_in_is_named_as_one_that_no_plan_touches(tmp_path: Path) -> None:
    """An indicator of four fifths of the index was left out without a word, and rank 1 called out of reach."""
    parts = ", ".join(
        f"{{code: {code}, weight: {weight}, rule: {{kind: goalposts, low: 0, high: 100}}}}"
        for code, weight in (("a", 0.8), ("b", 0.2))
    )
    head = (
        "scale: 100\nmissing: no-score\nprepare: [{step: impute, method: value, value: 20, columns: [a]}]\n"
    )
    made = write(tmp_path, f"{{code: X, aggregate: arithmetic, weights: 1, children: [{parts}]}}", head=head)
    table = pd.DataFrame({"code": ["u1", "u2", "u3"], "a": [70, 50, None], "b": [60, 40, 30]})
    found = dtiscore.improve(table, made, "u3", to_rank=1)
    assert [room.lever.column for room in found.rooms] == ["b"]
    assert found.missing == ["a"]
    assert found.is_static  # what is filled in was not learned


@pytest.mark.parametrize(
    "beside", ["", '{code: c, column: a, weight: 1, rule: {kind: formula, formula: "100 - a"}}, ']
)
def test_a_value_by_which_others_are_measured_goes_no_further_than_the_best(
    beside: str, tmp_path: Path
) -> None:
    parts = f"{{code: a, weight: 1, rule: {{kind: fraction-of-maximum, direction: down}}}}, {beside}{{code: b, weight: 1, rule: {{kind: min-max}}}}"
    made = write(
        tmp_path,
        f"{{code: X, aggregate: arithmetic, weights: relative, children: [{parts}]}}",
        head="scale: 100\n",
    )
    table = pd.DataFrame(
        {"code": ["u1", "u2", "u3", "u4", "u5"], "a": [10, 4, 20, 8, 5], "b": [50, 60, 40, 90, 10]}
    )
    room = dtiscore.improve(table, made, "u3", to_rank=1).rooms[0]
    assert room.full is not None
    assert room.full.text == "4"


def test_what_a_point_is_where_a_scale_has_no_ends_is_told(run: Run, tmp_path: Path) -> None:
    """An effort of 4.69 was "1 for each point won" of 5 points."""
    children = ", ".join(f"{{code: {code}, weight: 0.5, rule: {{kind: identity}}}}" for code in ("a", "b"))
    made = write(
        tmp_path,
        f"{{code: X, aggregate: points, points: 30, children: [{{code: O, points: 30, aggregate: arithmetic, weights: 1, children: [{children}]}}]}}",
    )
    table = pd.DataFrame({"code": ["u1", "u2", "u3"], "a": [12, 9, 2], "b": [20, 4, 5]})
    found = dtiscore.improve(table, made, "u3", to_score=6)
    assert found.plans[0].effort == pytest.approx(5 / 16 * 15)
    table.to_csv(tmp_path / "t.csv", index=False)
    shown = run("improve", "t.csv", "-w", "w.yaml", "--unit", "u3", "--to-score", "6", cwd=tmp_path).stdout
    assert "where its scale has no ends, the distance from its lowest to its highest unit counts" in shown


PEAKS = pd.DataFrame(
    {"code": ["u1", "u2", "u3", "u4", "u5"], "a": [10, 20, 90, 5, 70], "b": [20, 30, 50, 60, 10]}
)


@pytest.mark.parametrize(
    ("aggregate", "lowest"),
    [("arithmetic, weights: relative", ""), ("geometric, weights: relative", ", range: [0.01, 1]")],
)
def test_a_value_that_is_best_on_the_way_is_found_there(aggregate: str, lowest: str, tmp_path: Path) -> None:
    """Beyond 50 one part earns no more while the other falls to the worst unit: "no room", and "out of reach"."""
    parts = (
        "{code: p, column: a, weight: 3, rule: {kind: fraction, of: 50, cap: true}}, "
        f"{{code: q, column: a, weight: 2, rule: {{kind: min-max, direction: down{lowest}}}}}, "
        f"{{code: b, weight: 1, rule: {{kind: min-max{lowest}}}}}"
    )
    made = write(tmp_path, f"{{code: X, aggregate: {aggregate}, children: [{parts}]}}")

    def score_with(a: int) -> float:
        table = PEAKS.assign(a=[a, *PEAKS["a"][1:]])
        return float(dtiscore.score(table, made).index.score[0])

    most = max(score_with(a) for a in range(1, 91)) - score_with(10)
    room = next(
        each for each in dtiscore.improve(PEAKS, made, "u1", to_rank=1).rooms if each.lever.column == "a"
    )
    assert room.full is not None
    assert room.full.gain == pytest.approx(most, rel=0.01)  # trials go by what was learned before
