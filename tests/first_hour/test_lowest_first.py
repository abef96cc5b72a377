"""Scores of what is bad, such as those of the Global Peace Index, whose lowest one is ranked first."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import dtiscore
from tests.conftest import Run

UNITS = [f"u{at:02}" for at in range(24)]


def ranked(
    most: float, decimals: int = 1, *, weights: Sequence[float] = (1, 1, 1)
) -> dict[str, dict[str, float]]:
    """By unit scores from 1 to ``most``, of which some fall by chance where others rise, their mean, and its rank from the lowest."""
    draw = random.Random(5)
    units = {unit: {part: round(draw.uniform(1, most), decimals) for part in "abc"} for unit in UNITS}
    for told in units.values():
        told["Overall"] = round(
            sum(weight * told[part] for part, weight in zip("abc", weights, strict=True)) / sum(weights), 4
        )
    for told in units.values():
        told["Rank"] = 1 + sum(other["Overall"] < told["Overall"] for other in units.values())
    return units


def written(units: Mapping[str, Mapping[str, float]], path: Path) -> Path:
    columns = [*next(iter(units.values()))]
    lines = [f"{unit},{','.join(f'{told[column]:g}' for column in columns)}" for unit, told in units.items()]
    path.write_text("\n".join([f"unit,{','.join(columns)}", *lines, ""]), encoding="utf-8")
    return path


def order_of(begun: dtiscore.Started) -> list[str]:
    return [str(unit) for unit in begun.score().ranking()["unit"]]


@pytest.mark.parametrize(
    ("most", "weights"), [(5, (1, 1, 1)), (10, (3, 2, 1)), (100, (1, 1, 1)), (90, (6, 3, 1))]
)
def test_the_published_ranking_is_that_of_the_draft(
    most: float, weights: tuple[float, ...], tmp_path: Path
) -> None:
    """More of each was taken to be better, and the last of the ranking was first."""
    units = ranked(most, weights=weights)
    begun = dtiscore.init(written(units, tmp_path / "t.csv"), folder=tmp_path)
    assert begun.draft is not None
    assert begun.draft.is_lowest_first
    assert not any(each.falls for each in begun.draft.criteria)
    published = sorted(UNITS, key=lambda unit: units[unit]["Rank"])
    if len({*weights}) == 1:
        assert order_of(begun) == published
    else:
        assert {*order_of(begun)[:3]} & {*published[:3]}
        assert not {*order_of(begun)[:3]} & {*published[-6:]}


def test_of_the_highest_first_nothing_is_turned(tmp_path: Path) -> None:
    units = ranked(5)
    for told in units.values():
        told["Rank"] = len(units) + 1 - told["Rank"]
    begun = dtiscore.init(written(units, tmp_path / "t.csv"), folder=tmp_path)
    assert begun.draft is not None
    assert not begun.draft.is_lowest_first
    assert order_of(begun) == sorted(UNITS, key=lambda unit: units[unit]["Rank"])


def test_scores_that_run_either_way_count_as_they_are_called(tmp_path: Path) -> None:
    """Of raw figures that all lie below 10 one may be good and another bad."""
    units = {
        unit: {"a": at * 9 % 24 / 4, "b": 8.1 - at / 3, "c": 1.2 + at / 3, "Rank": float(at + 1)}
        for at, unit in enumerate(UNITS)
    }
    begun = dtiscore.init(written(units, tmp_path / "t.csv"), folder=tmp_path)
    assert begun.draft is not None
    assert not begun.draft.is_lowest_first


def test_so_are_points_of_which_the_fewest_win(tmp_path: Path) -> None:
    units = {
        unit: {
            "Round 1 (max 20 points)": float(at * 7 % 11),
            "Round 2 (max 20 points)": float(at % 13),
            "Total": float(at * 7 % 11 + at % 13),
        }
        for at, unit in enumerate(UNITS)
    }
    for told in units.values():
        told["Rank"] = 1 + sum(other["Total"] < told["Total"] for other in units.values())
    begun = dtiscore.init(written(units, tmp_path / "t.csv"), folder=tmp_path)
    ranking = begun.score().ranking()
    found = dict(zip(ranking["unit"], ranking["rank"], strict=True))
    assert found == {unit: told["Rank"] for unit, told in units.items()}


def test_a_long_table_of_three_decimals_is_read_as_it_is_scored(tmp_path: Path) -> None:
    """One indicator proves the decimal mark of the others; those without one of their own had no figures for the draft."""
    units = ranked(5, 3)
    lines = [f"{unit},{name},{value:g}" for unit, told in units.items() for name, value in told.items()]
    (tmp_path / "t.csv").write_text("\n".join(["unit,metric,value", *lines, ""]), encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert order_of(begun) == sorted(UNITS, key=lambda unit: units[unit]["Rank"])


def test_it_is_told_and_gives_way_to_what_somebody_says(run: Run, tmp_path: Path) -> None:
    written(ranked(5), tmp_path / "t.csv")
    begun = run("init", "t.csv", "--yes", cwd=tmp_path)
    assert "The lowest score is ranked first" in begun.stderr
    edition = (tmp_path / "t.yaml").read_text(encoding="utf-8")
    assert (
        "order: ascending}   # the lowest score is first, as in the ranking of the table: is that so?"
        in edition
    )
    folder = tmp_path / "said"
    folder.mkdir()
    settings = ["a.direction=up", "b.direction=down"]
    draft = dtiscore.init(tmp_path / "t.csv", folder=folder, settings=settings).draft
    assert draft is not None
    as_guessed = "{kind: fraction, of: 10}"
    assert [each.rule for each in draft.criteria] == [
        "{kind: min-max, direction: down}",
        as_guessed,
        as_guessed,
    ]
    assert [each.direction_is_guessed for each in draft.criteria] == [False, False, True]
