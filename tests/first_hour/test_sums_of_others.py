"""Columns that others make up, as totals, means of pillars and indices are, count for nothing beside their parts."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import dtiscore
from tests.conftest import Run


def begun(columns: Mapping[str, Sequence[object]], folder: Path) -> dtiscore.Started:
    rows = ["unit," + ",".join(columns)]
    rows += [
        f"U{at}," + ",".join(map(str, row)) for at, row in enumerate(zip(*columns.values(), strict=True))
    ]
    (folder / "t.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    return dtiscore.init(folder / "t.csv", folder=folder)


def read(columns: Mapping[str, Sequence[object]], folder: Path) -> list[str]:
    return list(begun(columns, folder).methodology.indicator_headers)


def aggregation(started: dtiscore.Started) -> str:
    aggregate = started.methodology.index.aggregate
    return "" if aggregate is None else str(aggregate.kind)


def drawn(names: Sequence[str], units: int, decimals: int = 2) -> dict[str, list[float]]:
    draw = random.Random(7)
    return {name: [round(draw.uniform(0, 90), decimals) for _ in range(units)] for name in names}


def summed(
    columns: Mapping[str, Sequence[float]], weights: Mapping[str, float], decimals: int
) -> list[float]:
    made = zip(*([weight * each for each in columns[name]] for name, weight in weights.items()), strict=True)
    return [round(sum(row), decimals) for row in made]


def test_an_index_of_means_of_pillars_is_scored_by_what_these_are_made_of(tmp_path: Path) -> None:
    parts = drawn("abcde", 27)
    pillars = {
        "p": summed(parts, dict.fromkeys("abc", 1 / 3), 2),
        "q": summed(parts, {"d": 0.4, "e": 0.6}, 2),
    }
    index = {"w": summed({**parts, **pillars}, {"p": 0.3, "q": 0.7}, 1)}
    assert read({**index, **pillars, **parts}, tmp_path) == list("abcde")


def test_a_mean_of_answers_in_whole_points_and_in_nine_decimals_is_one(tmp_path: Path) -> None:
    """As of the Transformation Index: of columns that are known so unlike, the coarse ones were lost beside the fine ones."""
    parts = {**drawn("abc", 60, 0), **drawn("defg", 60, 9)}
    pillars = {
        "p": summed(parts, dict.fromkeys("adbe", 1 / 4), 9),
        "q": summed(parts, dict.fromkeys("cfg", 1 / 3), 9),
    }
    assert read({**pillars, **parts}, tmp_path) == list("abcdefg")


def test_of_few_units_an_index_is_told_by_its_pillars(tmp_path: Path) -> None:
    parts = drawn("abcdefghijkl", 26)
    pillars = {
        pillar: summed(parts, dict.fromkeys(names, 1 / 3), 1)
        for pillar, names in zip("pqrs", ("abc", "def", "ghi", "jkl"), strict=True)
    }
    index = {"w": summed(pillars, {"p": 0.16, "q": 0.2, "r": 0.24, "s": 0.4}, 1)}
    columns = {**index, "p": pillars["p"]}
    for pillar, names in zip("pqrs", ("abc", "def", "ghi", "jkl"), strict=True):
        columns |= {pillar: pillars[pillar], **{name: parts[name] for name in names}}
    assert read(columns, tmp_path) == list("abcdefghijkl")


def test_of_few_units_pillars_are_told_by_what_stands_behind_all_of_them(tmp_path: Path) -> None:
    """As in the Social Progress Index: rank, score and pillars first, then four components of each."""
    parts = drawn("abcdefghijkl", 16)
    pillars = {
        pillar: summed(parts, dict.fromkeys(names, 1 / 4), 2)
        for pillar, names in zip("pqr", ("abcd", "efgh", "ijkl"), strict=True)
    }
    score = summed(pillars, dict.fromkeys("pqr", 1 / 3), 2)
    ranks = [1 + sum(other > each for other in score) for each in score]
    started = begun({"rank": ranks, "score": score, **pillars, **parts}, tmp_path)
    assert started.draft is not None
    assert list(started.methodology.indicator_headers) == list("abcdefghijkl")
    assert list(started.draft.sums) == list("pqr")
    # An index of these stands on their scale, of which weights are recovered.
    assert started.draft.published.is_mean
    assert {each.rule for each in started.draft.criteria} == {"{kind: fraction, of: 100}"}


@pytest.mark.parametrize("factor", [1, 0.01, 0.0001])
@pytest.mark.parametrize("units", [7, 60])
def test_a_product_of_two_is_told(units: int, factor: float, tmp_path: Path) -> None:
    """As in the WorldRiskIndex, exposure times vulnerability, and the MPI, headcount times intensity."""
    parts = drawn("ab", units)
    risk = [round(a * b * factor, 4) for a, b in zip(parts["a"], parts["b"], strict=True)]
    assert read({"risk": risk, **parts}, tmp_path) == ["a", "b"]


def test_a_ratio_is_no_product_and_nearly_one_is_none(tmp_path: Path) -> None:
    parts = drawn("ab", 30)
    ratio = [round(a / (b + 1), 3) for a, b in zip(parts["a"], parts["b"], strict=True)]
    nearly = [
        round(a * b * (0.0100 + at % 2 * 0.0002), 4)
        for at, (a, b) in enumerate(zip(*parts.values(), strict=True))
    ]
    assert read({"ratio": ratio, "nearly": nearly, **parts}, tmp_path) == ["ratio", "nearly", "a", "b"]


@pytest.mark.parametrize("units", [5, 7, 12])
@pytest.mark.parametrize("share", [1, 1 / 3])
def test_of_few_units_a_sum_or_a_mean_of_neighbours_is_told(units: int, share: float, tmp_path: Path) -> None:
    parts = drawn("abcde", units)
    total = {"w": summed(parts, dict.fromkeys("bcd", share), 2)}
    columns = {"a": parts["a"], **total, **{name: parts[name] for name in "bcde"}}
    assert read(columns, tmp_path) == list("abcde")


def test_points_are_added_up_once(run: Run, tmp_path: Path) -> None:
    most = {"a": 10, "b": 15, "c": 25}
    points = {
        name: [round(most[name] * (at + 7) % 9 * most[name] / 9, 2) for at in range(6)] for name in most
    }
    total = summed(points, dict.fromkeys("abc", 1), 2)
    rows = [
        f"U{at},{','.join(map(str, row))}"
        for at, row in enumerate(zip(*points.values(), total, total, strict=True))
    ]
    text = "\n".join(["unit,a,b,c,Tổng cộng đạt,PAR INDEX", "Điểm tối đa,10,15,25,50,50", *rows, ""])
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    begun = run("init", "t.csv", cwd=tmp_path)
    assert "are not scored beside them: Tổng cộng đạt, PAR INDEX" in begun.stderr
    assert "  points: 50\n" in (tmp_path / "t.yaml").read_text(encoding="utf-8")
    assert "# Columns that are weighted sums" in (tmp_path / "t.yaml").read_text(encoding="utf-8")


POINTS = {"appraised": 60, "survey": 30, "Bonus": 2, "Points deducted": 3}
"""The most of each column that a total adds up, or takes off as its last."""


def appraisal(units: int, total: str, *, is_ranked: bool) -> dict[str, list[Any]]:
    """As departments are appraised in Vietnam: what they gave themselves, which counts for nothing, and few of them have a bonus."""
    draw = random.Random(units)
    rows = []
    for at in range(units):
        row = [round(draw.uniform(most / 2, most), 2) for most in POINTS.values()]
        row[2:] = [row[2] if at % 3 == 0 else 0, row[3] if at % 4 == 1 else 0]
        rows.append([round(row[0] + draw.choice([0, 0.5, 2]), 2), *row, round(sum(row[:3]) - row[3], 2)])
    if is_ranked:
        rows.sort(key=lambda row: -row[-1])
    names = ["their own", *POINTS, total]
    columns: dict[str, list[Any]] = {
        # Who has none has an empty cell.
        name: ["" if name in ("Bonus", "Points deducted") and not cell else cell for cell in cells]
        for name, cells in zip(names, zip(*rows, strict=True), strict=True)
    }
    return columns | ({"Rank": [*range(1, units + 1)]} if is_ranked else {})


@pytest.mark.parametrize("units", [9, 15, 40])
@pytest.mark.parametrize(
    ("total", "is_ranked"), [("Tổng điểm", True), ("Tổng điểm", False), ("Total", True), ("PAR 2026", True)]
)
def test_what_a_total_adds_up_and_takes_off_is_scored_as_it_stands(
    units: int, total: str, is_ranked: bool, tmp_path: Path
) -> None:
    columns = appraisal(units, total, is_ranked=is_ranked)
    columns["of the most (%)"] = [
        round(2 * each, 2) for each in columns[total]
    ]  # of 50, so that nothing is rounded
    started = begun(columns, tmp_path)
    assert list(started.methodology.indicator_headers) == [*POINTS]
    card = dtiscore.score(tmp_path / "t.csv", started.methodology)
    assert card.to_frame()["INDEX.score"].round(2).tolist() == columns[total]
    assert "-0.0" not in map(str, card.to_frame()["4.score"])


@pytest.mark.parametrize("setting", ["Bonus.points=2", "survey.weight=2", "Points deducted.direction=up"])
def test_what_counts_as_it_stands_is_not_settled_otherwise(setting: str, tmp_path: Path) -> None:
    begun(appraisal(15, "Total", is_ranked=True), tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(dtiscore.UsageFault, match='counts as it stands, as "Total" has it'):
        dtiscore.init(tmp_path / "t.csv", folder=other, settings=[setting])
    as_it_is = ["Points deducted.direction=down", "survey.direction=up"]
    started = dtiscore.init(tmp_path / "t.csv", folder=other, settings=as_it_is)
    assert aggregation(started) == "sum"


def test_a_sum_that_nothing_but_its_figures_tells_adds_up_all(tmp_path: Path) -> None:
    parts = drawn("abc", 30)
    started = begun({**parts, "w": summed(parts, dict.fromkeys("abc", 1), 2)}, tmp_path)
    assert aggregation(started) == "sum"
    (tmp_path / "some").mkdir()
    started = begun({**parts, "w": summed(parts, dict.fromkeys("ab", 1), 2)}, tmp_path / "some")
    assert aggregation(started) == "arithmetic"


@pytest.mark.parametrize(("total", "aggregate"), [("Total", "arithmetic"), ("Total score", "sum")])
def test_a_total_of_things_leaves_other_indicators_in(total: str, aggregate: str, tmp_path: Path) -> None:
    parts = drawn(["doctors", "nurses", "beds"], 30)
    started = begun({**parts, total: summed(parts, dict.fromkeys(["doctors", "nurses"], 1), 2)}, tmp_path)
    assert aggregation(started) == aggregate
    assert ("beds" in started.methodology.indicator_headers) == (aggregate == "arithmetic")


@pytest.mark.parametrize("weights", [{"a": 1, "b": 2}, {"a": 1, "b": 0.9}, {"a": 0.5, "b": -0.5}])
def test_a_total_of_other_weights_is_no_plain_sum(weights: dict[str, float], tmp_path: Path) -> None:
    parts = drawn("abc", 30)
    started = begun({**parts, "Total score": summed(parts, weights, 2)}, tmp_path)
    assert aggregation(started) == "arithmetic"


@pytest.mark.parametrize(("off", "aggregate"), [(0, "sum"), (1, "arithmetic")])
def test_whole_points_are_added_up_by_no_chance(off: int, aggregate: str, tmp_path: Path) -> None:
    """Of few units and figures, what is off by one may come of rounding, and of chance as well."""
    parts = {name: [round(each / 9) for each in column] for name, column in drawn("abcd", 15).items()}
    total = [
        round(each) + (off if at % 2 else -off)
        for at, each in enumerate(summed(parts, dict.fromkeys("abcd", 1), 0))
    ]
    assert aggregation(begun({**parts, "Total score": total}, tmp_path)) == aggregate


def test_weights_that_a_row_tells_come_before_a_total(tmp_path: Path) -> None:
    parts = drawn("ab", 20)
    total = summed(parts, dict.fromkeys("ab", 1), 2)
    columns = {"a": ["0.7", *parts["a"]], "b": ["0.3", *parts["b"]], "Total score": ["", *total]}
    rows = [",".join(map(str, row)) for row in zip(["Weight", *range(20)], *columns.values(), strict=True)]
    (tmp_path / "t.csv").write_text("\n".join(["unit,a,b,Total score", *rows, ""]), encoding="utf-8")
    assert aggregation(dtiscore.init(tmp_path / "t.csv", folder=tmp_path)) == "arithmetic"


def test_a_change_from_one_column_to_another_adds_up_nothing(tmp_path: Path) -> None:
    parts = drawn(["before", "now"], 30)
    started = begun({**parts, "Change": summed(parts, {"now": 1, "before": -1}, 2)}, tmp_path)
    assert aggregation(started) == "arithmetic"


def test_a_part_that_is_what_the_sum_leaves_stays(tmp_path: Path) -> None:
    parts = drawn("abc", 30)
    assert read({**parts, "w": summed(parts, dict.fromkeys("abc", 1), 2)}, tmp_path) == list("abc")
    (tmp_path / "other").mkdir()
    difference = {"w": summed(parts, {"a": 1, "b": -1}, 2)}
    assert read({"b": parts["b"], "c": parts["c"], **difference}, tmp_path / "other") == ["b", "c", "w"]


@pytest.mark.parametrize("units", [4, 9, 30, 70])
@pytest.mark.parametrize("decimals", [0, 2])
@pytest.mark.parametrize("most", [1, 3, 90])
def test_figures_that_are_no_sums_stay(units: int, decimals: int, most: int, tmp_path: Path) -> None:
    draw = random.Random(units)
    names = "abcdefghijklmnop"
    columns = {name: [round(draw.uniform(0, most), decimals) for _ in range(units)] for name in names}
    alike = [
        round(sum(row) / len(row) + draw.uniform(-0.05, 0.05) * most, 2)
        for row in zip(*columns.values(), strict=True)
    ]
    draft = begun({**columns, "w": alike}, tmp_path).draft
    assert draft is not None
    assert draft.sums == []


def test_columns_that_are_much_alike_stay(tmp_path: Path) -> None:
    """Ranks of one index with another part left out are nearly means of each other."""
    draw = random.Random(3)
    ranks = range(1, 52)
    columns = {name: [each + draw.choice([-1, 0, 0, 0, 1]) for each in ranks] for name in "abcdefgh"}
    assert read(columns, tmp_path) == list("abcdefgh")


def test_columns_that_follow_from_each_other_stay(tmp_path: Path) -> None:
    columns = {name: [at + 3 * each + 5 for each in range(9)] for at, name in enumerate("abcde")}
    assert read(columns, tmp_path) == list("abcde")


def test_a_rank_tells_all_columns_in_its_order(tmp_path: Path) -> None:
    parts = drawn("ab", 9)
    order = {
        "rank": range(1, 10),
        "Index": [9 - at / 7 for at in range(9)],
        "Index out of 1000": [900 - at for at in range(9)],
    }
    assert read({**order, **parts}, tmp_path) == ["a", "b"]
