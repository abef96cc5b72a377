"""A table that has its index beside the parts: a draft on its scale and by its name, of which the weights are recovered."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import dtiscore
from dtiscore.methodology import Values
from dtiscore.methodology.publication import TieRule
from dtiscore.questions.init.answer.published import Published
from dtiscore.questions.weights.recover.python import recover_weights
from dtiscore.scoring.ranking import rank
from tests.conftest import Run

pytest.importorskip("scipy")

WEIGHTS = (0.1, 0.2, 0.3, 0.4)
WEIGHTS_OF_THREE = (0.5, 0.3, 0.2)


def published(whole: float, decimals: int, units: int = 40, weights: tuple[float, ...] = WEIGHTS) -> str:
    """A table of scores out of a whole, their index and its ranks."""
    draws = np.random.default_rng(1)
    parts = np.round(draws.uniform(0.1, 0.9, (units, len(weights))) * whole, decimals)
    index = np.round(parts @ np.array(weights), decimals)
    ranks = [1 + int(np.sum(index > each)) for each in index]
    rows = (
        f"Place {at},{score:.{decimals}f},{rank},{','.join(f'{each:.{decimals}f}' for each in row)}\n"
        for at, (score, rank, row) in enumerate(zip(index, ranks, parts, strict=True))
    )
    return f"Economy,Prosperity,Rank,{','.join(f'Part {at}' for at in range(len(weights)))}\n" + "".join(rows)


def test_columns_of_words_stand_beside_the_parts(tmp_path: Path) -> None:
    rows = published(100, 1).splitlines()
    levels = ["Level", *("low" if at % 3 else "high" for at in range(1, len(rows)))]
    text = "\n".join(f"{row},{level}" for row, level in zip(rows, levels, strict=True))
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert draft.published.is_mean


@pytest.mark.parametrize(("whole", "decimals"), [(1, 3), (10, 2), (100, 1)])
def test_the_weights_are_recovered_from_the_table_alone(whole: float, decimals: int, tmp_path: Path) -> None:
    """Between the lowest and the highest unit of each column, the parts were not those of which the index is a mean."""
    table = tmp_path / "t.csv"
    table.write_text(published(whole, decimals), encoding="utf-8")
    begun = dtiscore.init(table, folder=tmp_path)
    edition = dtiscore.load_methodology(begun.weights)
    assert (edition.scale, edition.index.spoken_name) == (whole, "Prosperity")
    found = recover_weights(table, begun.weights, table, unit_column="Economy")
    assert [number.found for number in found.numbers] == list(WEIGHTS)
    assert not found.unexplained


def test_a_score_of_nought_was_not_published_where_no_part_is_nought(tmp_path: Path) -> None:
    """As tables of universities have it, of which the last are ranked in bands."""
    head, *rows = published(100, 1).splitlines()
    places = {at: int(row.split(",")[2]) for at, row in enumerate(rows)}
    for at, place in places.items():
        if place > 30:
            name, _, _, *parts = rows[at].split(",")
            rows[at] = ",".join([name, "0", "31-40", *parts])
    table = tmp_path / "t.csv"
    table.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    begun = dtiscore.init(table, folder=tmp_path)
    assert begun.draft is not None
    assert begun.draft.published == Published("Prosperity", 100.0, is_mean=True, step=0.1)
    found = recover_weights(table, begun.weights, table, unit_column="Economy")
    assert [number.found for number in found.numbers] == list(WEIGHTS)
    # What is far off draws the numbers away from units whose scores these explain all the same.
    assert [each.row for each in found.unexplained] == [at for at, place in places.items() if place > 30]
    assert found.ranks == len(rows)


def test_units_that_share_a_score_share_a_rank_as_in_the_table(tmp_path: Path) -> None:
    """Ranked by more decimals than are published, they were ranked apart."""
    scores = ["9.8", "9.2", "9.1", "9.1", "8.3", "7.5", "6.1", "5.2", "4.4", "2.3"]
    parts = [(float(score) + shift, float(score) - shift - 0.03 * (at == 3)) for at, (score, shift) in enumerate(zip(scores, (0.1, 0.3, 0.2, 0.4, 0.1, 0.3, 0.2, 0.1, 0.3, 0.2), strict=True))]  # fmt: skip
    for ranks, decimals in (("1,2,3,3,5,6,7,8,9,10", 1), ("1,2,3,4,5,6,7,8,9,10", 3)):
        rows = [
            f"{rank},Place {at},{score},{one:.2f},{two:.2f}"
            for at, (rank, score, (one, two)) in enumerate(zip(ranks.split(","), scores, parts, strict=True))
        ]
        folder = tmp_path / str(decimals)
        folder.mkdir()
        (folder / "t.csv").write_text("\n".join(["Rank,Economy,Prosperity,Roads,Ports", *rows, ""]))
        begun = dtiscore.init(folder / "t.csv", folder=folder)
        assert begun.draft is not None
        assert begun.draft.published.is_mean
        assert begun.draft.published.decimals == decimals
        assert ",".join(map(str, begun.score().ranks["INDEX"].astype(int))) == ranks


def test_of_several_scores_with_ranks_the_one_that_the_others_make_up_is_the_index(
    run: Run, tmp_path: Path
) -> None:
    """As in the Logistics Performance Index, whose parts were rounded before they were published."""
    draws = np.random.default_rng(4)
    exact = draws.uniform(1.5, 4.5, (150, 3))
    index = exact @ np.array([0.25, 0.25, 0.5])
    columns = {"lpi": index, **{f"part{at}": exact[:, at] for at in range(3)}}
    ranks = {name: 1 + np.sum(values[None, :] > values[:, None], axis=1) for name, values in columns.items()}
    head = ",".join(f"{name}_score,{name}_rank" for name in columns)
    rows = [
        f"Land {at}," + ",".join(f"{values[at]:.2f},{ranks[name][at]}" for name, values in columns.items())
        for at in range(150)
    ]
    (tmp_path / "t.csv").write_text("\n".join([f"country,{head}", *rows, ""]), encoding="utf-8")
    begun = run("init", "t.csv", "--yes", cwd=tmp_path).stderr
    assert "(DRAFT: directions and weights are not confirmed)" not in begun
    assert 'Of 150 ranks in the column "lpi_rank"' in begun
    (line,) = (line for line in begun.splitlines() if "weights recover" in line)
    assert line.endswith("--part-decimals 2")
    edition = dtiscore.load_methodology(tmp_path / "t.yaml")
    assert (edition.scale, edition.index.spoken_name) == (10, "lpi_score")
    assert edition.indicator_headers == ("part0_score", "part1_score", "part2_score")
    found = recover_weights(tmp_path / "t.csv", edition, tmp_path / "t.csv", part_decimals=2)
    assert [number.found for number in found.numbers] == [0.25, 0.25, 0.5]
    assert not found.unexplained


def test_the_index_is_called_by_the_score_that_it_is_taken_from(tmp_path: Path) -> None:
    """Called as its tenfold, the line that recovers the weights read that, and was refused."""
    head, *rows = published(100, 1).splitlines()
    lines = [f"{float(row.split(',')[1]) * 10:.0f},{row}" for row in rows]
    head = f"Total points,{head.replace('Prosperity', 'Score')}"
    (tmp_path / "t.csv").write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path, unit_column="Economy")
    found = recover_weights(tmp_path / "t.csv", begun.weights, tmp_path / "t.csv", unit_column="Economy")
    assert [number.found for number in found.numbers] == list(WEIGHTS)


def test_parts_are_rounded_as_the_coarsest_of_them_is(tmp_path: Path) -> None:
    draws = np.random.default_rng(6)
    exact = draws.uniform(10, 95, (60, 3))
    index = np.round(exact @ np.array([0.5, 0.3, 0.2]), 2)
    ranks = 1 + np.sum(index[None, :] > index[:, None], axis=1)
    rows = [
        f"Land {at},{index[at]:.2f},{ranks[at]},{a:.0f},{b:.1f},{c:.0f}"
        for at, (a, b, c) in enumerate(exact.tolist())
    ]
    (tmp_path / "t.csv").write_text("\n".join(["country,Wealth,Rank,a,b,c", *rows, ""]), encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert begun.draft is not None
    assert begun.draft.published.part_decimals == 0
    found = recover_weights(tmp_path / "t.csv", begun.weights, tmp_path / "t.csv", part_decimals=0)
    assert not found.unexplained


@pytest.mark.parametrize("folder", [".", "elsewhere"])
def test_the_line_that_is_told_recovers_them(folder: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "t.csv").write_text(published(100, 1), encoding="utf-8")
    at = tmp_path / folder
    begun = run("init", "t.csv" if folder == "." else "../t.csv", "--yes", cwd=at)
    (line,) = (line for line in begun.stderr.splitlines() if "weights recover" in line)
    words = line.partition("dtiscore ")[2].split()
    found = run(*words, "-f", "csv", cwd=at)
    assert found.returncode == 0, found.stderr
    assert [float(row.split(",")[5]) for row in found.stdout.splitlines()[1:]] == list(WEIGHTS)


@pytest.mark.parametrize(
    ("units", "weights"),
    [(10, WEIGHTS), (40, (0.3, 0.4, 0.5, 0.6))],
    ids=["too few units to tell", "a sum that is no mean"],
)
def test_other_tables_have_their_parts_between_the_lowest_and_the_highest_unit(
    units: int, weights: tuple[float, ...], run: Run, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text(published(50, 1, units, weights), encoding="utf-8")
    begun = run("init", "t.csv", "--yes", cwd=tmp_path)
    assert "weights recover" not in begun.stderr
    assert "kind: min-max" in (tmp_path / "t.yaml").read_text(encoding="utf-8")


def between_goalposts(parts: Values) -> Values:
    """The mean of parts, each between its lowest and its highest unit."""
    lowest, highest = parts.min(axis=0), parts.max(axis=0)
    return np.asarray(100 * ((parts - lowest) / (highest - lowest)).mean(axis=1))


@pytest.mark.parametrize("place", [0, 3], ids=["before its parts", "behind them"])
@pytest.mark.parametrize(
    ("index", "is_mean"),
    [
        (lambda parts: parts.mean(axis=1), True),
        (lambda parts: np.exp(np.log(parts).mean(axis=1)), True),
        (lambda parts: (parts**3).mean(axis=1) ** (1 / 3), True),
        (between_goalposts, False),
    ],
    ids=["arithmetic", "geometric", "of order 3", "between goalposts"],
)
def test_an_index_of_few_units_that_lies_between_their_parts_is_a_mean_of_these(
    index: Callable[[Values], Values], is_mean: bool, place: int, tmp_path: Path
) -> None:
    """Ten units that differ more among themselves than their parts do, as most do, tell it of any mean.

    Some of the parts stand in the very order of the ranks then, and are parts nevertheless.
    """
    draws = np.random.default_rng(2)
    parts = np.round(np.linspace(25, 95, 10)[:, None] + draws.uniform(-5, 5, (10, 3)), 1)
    heads = ["Roads", "Ports", "Rails"]
    heads.insert(place, "Prosperity")
    figures = np.insert(parts, place, np.round(index(parts), 1), axis=1).tolist()
    rows = [f"{10 - at},Place {at},{','.join(map(str, row))}" for at, row in enumerate(figures)]
    text = "\n".join([f"Rank,Economy,{','.join(heads)}", *rows])
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert draft.published == Published("Prosperity", 100.0, is_mean=is_mean, step=0.1 if is_mean else None)
    assert [each.column for each in draft.criteria] == ["Roads", "Ports", "Rails"]
    assert all(each.is_relative != is_mean for each in draft.criteria)


@pytest.mark.parametrize(
    ("headings", "most", "rule"),
    [
        ("Tax Score,Property Score", 100, "{kind: fraction, of: 100}"),
        ("tax_score,property_score", 10, "{kind: fraction, of: 10}"),
        ("Tax Score,Property", 100, "{kind: min-max}"),
        ("Reading score,Maths score", 600, "{kind: min-max}"),
    ],
)
def test_columns_that_are_called_scores_are_on_one_scale(
    headings: str, most: int, rule: str, tmp_path: Path
) -> None:
    """Between the lowest and the highest unit a table of few units, or of one, said nothing."""
    rows = ["A,0.57,0.81", "B,0.61,0.9", "C,0.44,0.51"]
    scaled = [(name, float(x) * most, float(y) * most) for name, x, y in (row.split(",") for row in rows)]
    text = "\n".join([f"name,{headings}", *(f"{name},{x:.2f},{y:.2f}" for name, x, y in scaled), ""])
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert {each.rule for each in draft.criteria} == {rule}


def test_scores_on_several_scales_are_not_out_of_one(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,Logistics score,Health score\nA,4.2,81\nB,3.9,64\nC,2.5,44\n")
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert {each.rule for each in draft.criteria} == {"{kind: min-max}"}


def test_what_has_its_ranks_beside_it_is_a_score_and_the_final_one_is_the_index(tmp_path: Path) -> None:
    """The final score counted beside what it is made of.

    Scores of nine countries in the International Tax Competitiveness Index 2026 (Tax Foundation), rounded, stretched there until
    the first has 100; ranks are among the nine.
    """
    rows = [
        "Estonia,2,95.9,7,53.5,1,100.0,1,100.0",
        "Latvia,1,100.0,5,55.2,4,77.4,2,96.4",
        "New Zealand,8,53.3,1,100.0,3,80.2,3,91.7",
        "Switzerland,4,74.4,2,92.2,9,36.3,4,88.1",
        "Lithuania,3,83.9,6,54.0,5,74.7,5,83.1",
        "Luxembourg,6,63.3,3,86.4,6,64.3,6,82.1",
        "Australia,7,55.7,4,82.9,2,82.2,7,81.4",
        "France,9,28.9,8,45.5,8,40.2,9,46.9",
        "Poland,5,68.4,9,37.4,7,51.1,8,63.6",
    ]
    head = "country,corporate_rank,corporate,consumption_rank,consumption,property_rank,property,final_rank,final"
    (tmp_path / "t.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert [each.column for each in draft.criteria] == ["corporate", "consumption", "property"]
    assert {each.rule for each in draft.criteria} == {"{kind: fraction, of: 100}"}
    assert "final" in draft.left_out


@pytest.mark.parametrize("whole", [1, 100])
@pytest.mark.parametrize("rounds_first", [True, False], ids=["of rounded parts", "of parts in full"])
def test_a_geometric_mean_is_known_for_one(whole: int, rounds_first: bool, run: Run, tmp_path: Path) -> None:
    """As the human development index is of its three dimensions: their arithmetic mean was drafted, and explained few scores."""
    decimals = 3 if whole == 1 else 1
    parts = np.random.default_rng(5).uniform(0.3, 0.98, (40, 3)) * whole
    shown = np.round(parts, decimals if rounds_first else decimals - 1)
    index = np.round(np.exp(np.log(shown if rounds_first else parts) @ WEIGHTS_OF_THREE), decimals)
    ranks = [int(np.sum(index > one)) + 1 for one in index]
    rows = [
        f"Place {at},{rank},{one:.{decimals}f},{','.join(map(str, row))}"
        for at, (rank, one, row) in enumerate(zip(ranks, index, shown.tolist(), strict=True))
    ]
    text = "\n".join(["Country,Rank,HDI,Health,Education,Income", *rows, ""])
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    started = run("init", "t.csv", cwd=tmp_path)
    assert "aggregate: geometric" in (tmp_path / "t.yaml").read_text(encoding="utf-8")
    (line,) = (line for line in started.stderr.splitlines() if "weights recover" in line)
    assert ("--part-decimals" in line) == (not rounds_first)
    found = run(*line.partition("dtiscore ")[2].split(), "-f", "json", cwd=tmp_path)
    assert found.returncode == 0, found.stderr
    numbers = [each["found"] for each in json.loads(found.stdout)["rows"]]
    assert numbers == pytest.approx(WEIGHTS_OF_THREE, abs=0.01)


def test_an_arithmetic_mean_is_none(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(published(100, 1), encoding="utf-8")
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert draft.published.is_mean
    assert not draft.published.is_geometric


@pytest.mark.parametrize("mean", ["arithmetic", "geometric"])
@pytest.mark.parametrize("misprints", [1, 2, 3])
def test_a_few_misprinted_scores_do_not_hide_the_mean(mean: str, misprints: int, tmp_path: Path) -> None:
    """One of thirty scores hid the index: its parts went between the lowest and the highest unit, and nothing was recovered."""
    draws = np.random.default_rng(8)
    parts = draws.uniform(10, 98, (60, 3)).round(1)
    index = parts @ WEIGHTS_OF_THREE if mean == "arithmetic" else np.exp(np.log(parts) @ WEIGHTS_OF_THREE)
    index = index.round(1)
    ranks = [int(np.sum(index > one)) + 1 for one in index]
    wrong = draws.choice(60, misprints, replace=False)
    index[wrong] += 2.5
    rows = [
        f"U{at},{one:.1f},{rank},{','.join(map(str, row))}"
        for at, (one, rank, row) in enumerate(zip(index, ranks, parts.tolist(), strict=True))
    ]
    (tmp_path / "t.csv").write_text("\n".join(["unit,Score,Rank,A,B,C", *rows]), encoding="utf-8")
    started = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert started.draft is not None
    assert started.draft.published.is_mean
    assert started.draft.published.is_geometric == (mean == "geometric")
    found = recover_weights(tmp_path / "t.csv", started.methodology, tmp_path / "t.csv")
    assert [number.found for number in found.numbers] == pytest.approx(WEIGHTS_OF_THREE, abs=1e-9)
    assert {one.row for one in found.unexplained} == {*wrong.tolist()}


@pytest.mark.parametrize("units", [20, 30])
@pytest.mark.parametrize("seed", range(4))
def test_a_mean_in_whole_numbers_is_arithmetic_where_either_fits(
    units: int, seed: int, tmp_path: Path
) -> None:
    """Parts that are near each other have nearly the same mean of both kinds: a geometric one was drafted, with weights beyond the true ones."""
    draws = np.random.default_rng(seed)
    parts = np.round(draws.uniform(45, 85, (units, 1)) + draws.uniform(-8, 8, (units, 3)))
    index = np.floor(parts @ [3 / 6, 2 / 6, 1 / 6] + 0.5)
    rows = [
        f"U{at},{','.join(f'{part:.0f}' for part in row)},{one:.0f},{int(np.sum(index > one)) + 1}"
        for at, (row, one) in enumerate(zip(parts, index, strict=True))
    ]
    (tmp_path / "t.csv").write_text("\n".join(["Country,A,B,C,Index,Rank", *rows]), encoding="utf-8")
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert draft.published.is_mean
    assert not draft.published.is_geometric


def ranked_table(parts: Values, index: Values, headings: list[str], places: list[str]) -> str:
    """Parts and their index, each with its ranks beside it; ``places`` are the headings of these."""
    columns = np.column_stack([parts, index])
    ranks = 1 + (columns[:, None, :] < columns[None, :, :]).sum(axis=1)
    heads = [head for pair in zip(headings, places, strict=True) for head in pair]
    rows = (
        f"U{at}," + ",".join(f"{value:.1f},{rank}" for value, rank in zip(values, own, strict=True))
        for at, (values, own) in enumerate(zip(columns, ranks, strict=True))
    )
    return "\n".join([",".join(["Region", *heads]), *rows, ""])


@pytest.mark.parametrize(
    ("headings", "places"),
    [
        (
            ["Health", "Schools", "Roads", "GTCI"],
            ["Health rank", "Schools rank", "Roads rank", "GTCI ranking"],
        ),
        (["a", "b", "c", "composite"], ["a_rank", "b_rank", "c_rank", "composite_rank"]),
        (
            ["Thể chế", "Hạ tầng", "Nhân lực", "Điểm chung"],
            ["Hạng thể chế", "Hạng hạ tầng", "Hạng nhân lực", "Hạng chung"],
        ),
    ],
)
@pytest.mark.parametrize("mean", ["arithmetic", "geometric"])
def test_the_index_of_several_scores_with_ranks_is_that_of_its_parts(
    headings: list[str], places: list[str], mean: str, run: Run, tmp_path: Path
) -> None:
    """A geometric one counted beside its parts, and one that is called by no name of an index was not asked for."""
    parts = np.random.default_rng(4).uniform(10, 98, (40, 3)).round(1)
    index = parts @ WEIGHTS_OF_THREE if mean == "arithmetic" else np.exp(np.log(parts) @ WEIGHTS_OF_THREE)
    text = ranked_table(parts, index.round(1), headings, places)
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    begun = run("init", "t.csv", cwd=tmp_path)
    assert f"aggregate: {mean}" in (tmp_path / "t.yaml").read_text(encoding="utf-8")
    assert f'"{places[-1]}"' in begun.stderr
    (line,) = (line for line in begun.stderr.splitlines() if "weights recover" in line)
    found = run(*line.partition("dtiscore ")[2].split(), "-f", "json", cwd=tmp_path)
    assert found.returncode == 0, found.stderr
    told = json.loads(found.stdout)
    assert [each["found"] for each in told["rows"]] == pytest.approx(WEIGHTS_OF_THREE)
    assert told["scores"] == 40


def test_a_part_may_be_called_final_beside_a_total(tmp_path: Path) -> None:
    parts = np.random.default_rng(4).uniform(20, 98, (30, 3)).round(1)
    total = (parts @ WEIGHTS_OF_THREE).round(2)
    rows = [
        f"U{at},{','.join(map(str, row))},{one},{int(np.sum(total > one)) + 1}"
        for at, (row, one) in enumerate(zip(parts.tolist(), total.tolist(), strict=True))
    ]
    (tmp_path / "t.csv").write_text("\n".join(["student,quiz,midterm,final,total,rank", *rows]))
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert [each.column for each in draft.criteria] == ["quiz", "midterm", "final"]
    assert draft.published.is_mean


@pytest.mark.parametrize("name", ["SO2", "PM2.5", "NEET 15-24"])
def test_ranks_stand_behind_names_that_end_in_numbers(name: str, tmp_path: Path) -> None:
    """``SO2 rank`` was an indicator beside ``SO2``, of both of which more was better."""
    rows = [f"U{at},{at * 7 % 23},{40 - at},{at},{at * 5 % 19}" for at in range(1, 21)]
    text = "\n".join([f"Region,Roads,{name},{name} rank,Schools", *(row for row in rows)])
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert f"{name} rank" in draft.left_out


def test_a_mean_of_all_is_the_index_also_without_ranks(run: Run, tmp_path: Path) -> None:
    """As the food security index is of its four pillars: these went between their lowest and highest unit, and the mean of the
    scores in a row below, of fifteen decimals, was taken for how the scores were rounded."""
    parts = np.random.default_rng(4).uniform(25, 75, (60, 4)).round(1)
    index = (parts @ WEIGHTS).round(1)
    table = np.column_stack([index, parts])
    rows = [f"Area {at},{','.join(map(str, row))}" for at, row in enumerate(table.tolist())]
    rows += [
        f"Average (mean),{','.join(map(str, np.mean(table, axis=0).tolist()))}",
        "Minimum,20.1,20,20,20,20",
    ]
    rows += ["Maximum,80.9,80,80,80,80", f"Weight,-,{','.join(map(str, WEIGHTS))}"]
    (tmp_path / "t.csv").write_text(
        "\n".join(["Area,fs,afford,avail,qual,adapt", *rows, ""]), encoding="utf-8"
    )
    begun = run("init", "t.csv", cwd=tmp_path)
    (line,) = (line for line in begun.stderr.splitlines() if "weights recover" in line)
    found = run(*line.partition("dtiscore ")[2].split(), "-f", "json", cwd=tmp_path)
    assert found.returncode == 0, found.stderr
    told = json.loads(found.stdout)
    assert told["as_stated"]
    assert [each["found"] for each in told["rows"]] == pytest.approx(WEIGHTS)


@pytest.mark.parametrize("at", range(4))
def test_a_geometric_mean_of_all_is_the_index_also_without_ranks(at: int, tmp_path: Path) -> None:
    """Wherever it stands, it counted beside what it was made of."""
    parts = np.random.default_rng(4).uniform(0.2, 0.98, (40, 3)).round(3)
    index = np.exp(np.log(parts) @ WEIGHTS_OF_THREE).round(3)
    table = np.insert(parts, at, index, axis=1)
    names = [*"ABC"]
    names.insert(at, "composite")
    rows = [f"U{unit},{','.join(map(str, row))}" for unit, row in enumerate(table.tolist())]
    (tmp_path / "t.csv").write_text("\n".join([f"Area,{','.join(names)}", *rows]), encoding="utf-8")
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert [each.column for each in draft.criteria] == ["A", "B", "C"]
    assert draft.published.is_geometric


@pytest.mark.parametrize("place", ["t.csv", "elsewhere/t.csv"])
def test_units_that_have_no_score_are_marked_and_the_line_declares_it(
    place: str, run: Run, tmp_path: Path
) -> None:
    """The line that was proposed was refused for the marks, as no indicator has them."""
    work = tmp_path / "work"
    work.mkdir()
    file = (work if place == "t.csv" else tmp_path) / place
    file.parent.mkdir(exist_ok=True)
    head, *rows = published(100, 1).splitlines()
    fields = [row.split(",") for row in rows]
    for at, marker in ((3, "-"), (7, "…")):
        for heading in ("Prosperity", "Rank"):
            fields[at][head.split(",").index(heading)] = marker
    file.write_text("\n".join([head, *map(",".join, fields), ""]), encoding="utf-8")
    begun = run("init", file, cwd=work)
    (line,) = (line for line in begun.stderr.splitlines() if "weights recover" in line)
    found = run(*shlex.split(line.partition("dtiscore ")[2]), "-f", "json", cwd=work)
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["scores"] == len(rows) - 2


@pytest.mark.parametrize("rule", ["min", "max", "dense", "average"])
@pytest.mark.parametrize("are_parts_there", [True, False], ids=["with parts", "alone"])
def test_units_of_one_score_share_ranks_as_in_the_table(
    rule: TieRule, are_parts_there: bool, tmp_path: Path
) -> None:
    """They shared the best, and the ranks of the draft were not those of the table."""
    parts = np.random.default_rng(4).integers(25, 75, (60, 3))
    index = np.floor(parts @ WEIGHTS_OF_THREE + 0.5)
    ranks = rank(index, rule, [])
    assert len(np.unique(index)) < 50
    rows = [
        ",".join([f"Area {at}", f"{one:.0f}", f"{place:g}", *(map(str, row) if are_parts_there else ())])
        for at, (one, place, row) in enumerate(zip(index, ranks, parts.tolist(), strict=True))
    ]
    headings = "Area,Score,Rank,A,B,C" if are_parts_there else "Area,Score,Rank"
    (tmp_path / "t.csv").write_text("\n".join([headings, *rows, ""]), encoding="utf-8")
    started = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert started.methodology.rank.ties == rule


def test_flags_that_are_declared_hide_no_index(run: Run, tmp_path: Path) -> None:
    """A score of ``45.3 b`` had none in the eyes of what looked for the index, nor had its parts."""
    head, *rows = published(100, 1, units=24).splitlines()
    flagged = [
        f"{row} p" if at % 2 else row.replace(",", " b,", 2).replace(" b", "", 1)
        for at, row in enumerate(rows)
    ]
    (tmp_path / "t.csv").write_text("\n".join([head, *flagged, ""]), encoding="utf-8")
    assert " b," in flagged[0]
    begun = run("init", "t.csv", "--flag", "b", "--flag", "p", cwd=tmp_path)
    (line,) = (line for line in begun.stderr.splitlines() if "weights recover" in line)
    found = run(*shlex.split(line.partition("dtiscore ")[2]), "-f", "json", cwd=tmp_path)
    assert found.returncode == 0, found.stderr
    assert [each["found"] for each in json.loads(found.stdout)["rows"]] == pytest.approx(WEIGHTS, abs=0.02)


def test_a_mean_of_men_and_women_is_no_index(tmp_path: Path) -> None:
    parts = np.random.default_rng(4).uniform(25, 75, (60, 2)).round(1)
    rows = [f"Area {at},{a},{b},{(a + b) / 2:.2f},{at * 7 % 19}" for at, (a, b) in enumerate(parts.tolist())]
    (tmp_path / "t.csv").write_text("\n".join(["Area,Men,Women,Both,Roads", *rows]), encoding="utf-8")
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert [each.column for each in draft.criteria] == ["Men", "Women", "Roads"]
    assert not draft.published.is_mean


@pytest.mark.parametrize(
    ("heading", "is_sorted", "is_index"),
    [
        ("Global Food Security Index", True, True),
        ("Global Food Security Index", False, False),
        ("Road density", True, False),
    ],
)
def test_a_table_may_be_sorted_by_its_index(
    heading: str, is_sorted: bool, is_index: bool, tmp_path: Path
) -> None:
    """Without ranks it counted beside what it was made of."""
    figures = [825 - at * at for at in range(12)]
    figures = figures if is_sorted else [figures[at * 5 % 12] for at in range(12)]
    rows = [f"U{at},{at * 7 % 11 + 0.5},{at * 5 % 9},{one}" for at, one in enumerate(figures)]
    (tmp_path / "t.csv").write_text(
        "\n".join([f"Country,Education Index,GDP,{heading}", *rows]), encoding="utf-8"
    )
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert ([each.column for each in draft.criteria] == ["Education Index", "GDP"]) == is_index
