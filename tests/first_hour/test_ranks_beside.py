"""A first ranking beside the ranks that its table has: a guess that is wrong shows at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run

UNITS = range(1, 13)


def told(run: Run, folder: Path, *lines: str, options: tuple[str, ...] = ()) -> str:
    (folder / "t.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return run("init", "t.csv", "--yes", *options, cwd=folder).stderr


def ranked(heading: str = "Rank", *, mark: str = "") -> list[str]:
    rows = [
        f"u{at},Unit {at},{mark}{at},{40 - at * 2 + at * 5 % 3 * 3},{50 - at * 2 - at * 5 % 3 * 3}"
        for at in UNITS
    ]
    return [f"code,name,{heading},a,b", *rows]


@pytest.mark.parametrize(
    ("heading", "mark"), [("Rank", ""), ("Xếp hạng 2024", ""), ("Position", "="), ("Rang N", "")]
)
def test_that_all_are_the_same_is_told(run: Run, tmp_path: Path, heading: str, mark: str) -> None:
    found = told(run, tmp_path, *ranked(heading, mark=mark))
    assert f'All 12 ranks in the column "{heading}" are the ranks of this ranking.' in found


def test_ranks_among_more_units_are_those_among_the_units_that_are_here(run: Run, tmp_path: Path) -> None:
    """Of a part of a ranking hardly a rank was that of the first ranking, though all stood in its order."""
    lines = [line.replace(f",{at},", f",{3 * at + 4},", 1) for at, line in enumerate(ranked())]
    found = told(run, tmp_path, *lines, "u13,Unit 13,,30,12")
    assert 'All 12 units that both rank stand in the order of the column "Rank".' in found
    lines[3], lines[10] = lines[3].replace(",13,", ",34,"), lines[10].replace(",34,", ",13,")
    other = tmp_path / "other"
    other.mkdir()
    assert (
        'Of 12 units that both rank 10 have the place among these that the column "Rank" gives them (rank correlation 0.66); furthest off is Unit 3: 3 here, 10 there.'
        in told(run, other, *lines)
    )


def test_ranks_may_be_written_as_fractions(run: Run, tmp_path: Path) -> None:
    """As programs do that keep a column with a gap so."""
    lines = [line.replace(f",{at},", f",{at}.0,", 1) for at, line in enumerate(ranked())]
    lines[12] = lines[12].replace(",12.0,", ",,")
    assert 'All 11 ranks in the column "Rank"' in told(run, tmp_path, *lines)


def test_the_unit_furthest_off_is_named(run: Run, tmp_path: Path) -> None:
    lines = ranked()
    lines[3], lines[10] = lines[3].replace(",3,", ",10,"), lines[10].replace(",10,", ",3,")
    found = told(run, tmp_path, *lines)
    assert (
        'Of 12 ranks in the column "Rank" 10 are the ranks of this ranking (rank correlation 0.66); furthest off is Unit 3: 3 here, 10 there.'
        in found
    )
    assert "other way round" not in found
    folder = tmp_path / "vi"
    folder.mkdir()
    assert "(tương quan hạng 0,66)" in told(run, folder, *lines, options=("--lang", "vi"))


def test_directions_that_contradict_the_ranking_are_told(run: Run, tmp_path: Path) -> None:
    found = told(run, tmp_path, *ranked(), options=("--down", "a", "--down", "b"))
    assert "The ranking of the table runs the other way round: see in which columns less is better." in found


def test_of_several_years_the_last_is_meant(run: Run, tmp_path: Path) -> None:
    lines = [f"{line},{at * 5 % 13}" for at, line in enumerate(ranked("Rank 2024"))]
    found = told(run, tmp_path, lines[0].removesuffix("0") + "Rank 2023", *lines[1:])
    assert 'All 12 ranks in the column "Rank 2024"' in found


def test_nothing_is_told_without_ranks_or_when_nothing_shall_be(run: Run, tmp_path: Path) -> None:
    assert "ranks in the column" not in told(run, tmp_path, *(f"u{at},{at}" for at in UNITS))
    quiet = tmp_path / "quiet"
    quiet.mkdir()
    assert "ranks in the column" not in told(run, quiet, *ranked(), options=("--quiet",))
