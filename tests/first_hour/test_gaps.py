"""A table with empty cells comes to a first ranking of the units that have all figures, and says what the others lack."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import dtiscore
from dtiscore.errors import InvalidData
from tests.conftest import Run


def table(folder: Path, gaps: int, units: int = 10) -> Path:
    """Two figures of each unit, of which the first units lack one."""
    rows = [f"U{at},{at * 7 % 10}.5,{'' if at < gaps else f'{at * 3 % 10}.25'}" for at in range(units)]
    (folder / "t.csv").write_text("\n".join(["name,a,b", *rows, ""]), encoding="utf-8")
    return folder / "t.csv"


def test_units_that_lack_a_figure_are_named_and_have_no_score(run: Run, tmp_path: Path) -> None:
    """Of twenty-six published indices nineteen have gaps, and of none of these anything was ranked."""
    table(tmp_path, 2)
    begun = run("init", "t.csv", "--yes", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    assert (
        "No score, for want of a figure: U0, U1. What an empty cell means is told by missing in t.yaml."
        in begun.stderr
    )
    assert "8 of 10 units ranked" in begun.stdout
    edition = (tmp_path / "t.yaml").read_text(encoding="utf-8")
    assert "missing: no-score   # a unit with an empty cell has no score; or error, zero, reweight" in edition


def test_without_gaps_each_that_comes_later_is_an_error(run: Run, tmp_path: Path) -> None:
    table(tmp_path, 0)
    begun = run("init", "t.csv", "--yes", cwd=tmp_path)
    assert "No score" not in begun.stderr
    assert "missing: error" in (tmp_path / "t.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("gaps", "settings"), [(6, []), (8, []), (2, ["missing=error"])])
def test_where_most_units_lack_one_or_somebody_says_so_all_gaps_are_told(
    gaps: int, settings: list[str], tmp_path: Path
) -> None:
    begun = dtiscore.init(table(tmp_path, gaps), folder=tmp_path, settings=settings)
    with pytest.raises(InvalidData) as refused:
        begun.score()
    assert [problem.code for problem in refused.value.problems if problem.is_error] == [
        "missing-value"
    ] * gaps


def test_what_may_stand_for_no_value_is_a_gap_once_somebody_says_so(run: Run, tmp_path: Path) -> None:
    path = table(tmp_path, 2)
    path.write_text(path.read_text(encoding="utf-8").replace(",\n", ",null\n"), encoding="utf-8")
    begun = run("init", "t.csv", "--yes", cwd=tmp_path)
    assert "declare --missing null" in begun.stderr
    scored = run("score", "t", "--missing", "null", "-f", "csv", cwd=tmp_path)
    assert scored.returncode == 0, scored.stderr


def panel(folder: Path, columns: str, *, empty: Callable[[int, int, str], bool]) -> Path:
    """Figures of nine units in three years, of which those are empty of which ``empty`` says so, by year, unit and column."""
    rows = [
        [
            f"U{at}",
            str(year),
            *("" if empty(year, at, each) else f"{(at + ord(each)) * 7 % 10}.5" for each in columns),
        ]
        for year in (2023, 2024, 2025)
        for at in range(9)
    ]
    lines = [["name", "year", *columns], *rows]
    (folder / "t.csv").write_text("\n".join(map(",".join, lines)) + "\n", encoding="utf-8")
    return folder / "t.csv"


def test_others_weigh_for_an_indicator_that_a_whole_period_lacks(run: Run, tmp_path: Path) -> None:
    """As questions change from year to year, so of PAPI and PCI nothing was ranked; a unit may lack a whole year besides."""
    panel(
        tmp_path,
        "abc",
        empty=lambda year, at, column: (year, column) == (2023, "b") or (year, at) == (2024, 3),
    )
    begun = run("init", "t.csv", "--yes", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    assert "In some periods an indicator has no figure of any unit" in begun.stderr
    assert "No score, for want of a figure: U3." in begun.stderr
    assert "missing: reweight   # where" in (tmp_path / "t.yaml").read_text(encoding="utf-8")
    ranking = dtiscore.score(tmp_path / "t.csv", tmp_path / "t.yaml").ranking()
    assert ranking.groupby("period")["rank"].count().to_dict() == {"2023": 9, "2024": 8, "2025": 9}


@pytest.mark.parametrize(
    ("columns", "empty"),
    [
        pytest.param("ab", lambda year, at, column: (year, column) == (2023, "b"), id="half of the index"),
        pytest.param(
            "abc",
            lambda year, at, column: (year, column) == (2023, "b") or (year, at, column) == (2024, 3, "c"),
            id="a cell besides",
        ),
    ],
)
def test_where_more_is_missing_every_gap_is_told(
    columns: str, empty: Callable[[int, int, str], bool], tmp_path: Path
) -> None:
    """No unit of that period would be ranked, or some by fewer parts than those beside them."""
    begun = dtiscore.init(panel(tmp_path, columns, empty=empty), folder=tmp_path)
    with pytest.raises(InvalidData):
        begun.score()


def test_what_adds_nothing_where_it_is_empty_is_no_gap(tmp_path: Path) -> None:
    parts = [(at * 7 % 10 + 1, 0 if at < 3 else at * 3 % 10 + 0.5) for at in range(12)]
    rows = [f"U{at},{one},{other or ''},{one + other}" for at, (one, other) in enumerate(parts)]
    (tmp_path / "t.csv").write_text("\n".join(["name,a,b,Tổng điểm", *rows, ""]), encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert begun.draft is not None
    assert begun.draft.missing == "error"
    assert len(begun.score().ranking()["rank"].dropna()) == 12


def test_no_unit_needs_to_have_all_figures(tmp_path: Path) -> None:
    """A score beside parts that nobody has together ended in an internal error."""
    rows = [
        f"{at},U{at},{90.5 - at},{at if at % 2 else ''},{'' if at % 2 else at * 3}" for at in range(1, 13)
    ]
    (tmp_path / "t.csv").write_text("\n".join(["Rank,name,Score,a,b", *rows, ""]), encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert begun.draft is not None
    assert [each.column for each in begun.draft.criteria] == ["a", "b"]


def test_what_somebody_says_of_gaps_is_told_as_no_finding(run: Run, tmp_path: Path) -> None:
    """There are no periods here, and each indicator has figures."""
    table(tmp_path, 2)
    begun = run("init", "t.csv", "--yes", "--set", "missing=reweight", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    assert "period" not in begun.stderr
    assert "\nmissing: reweight\n" in (tmp_path / "t.yaml").read_text(encoding="utf-8")


def test_what_few_units_of_a_year_lack_others_may_yet_report(tmp_path: Path) -> None:
    """Two of nine units tell nothing of the last year."""
    lines = panel(tmp_path, "abc", empty=lambda year, _, column: year == 2025 and column == "c")
    kept = [line for line in lines.read_text(encoding="utf-8").splitlines() if "2025" not in line]
    for units, missing in ((2, "error"), (5, "reweight")):
        folder = tmp_path / missing
        folder.mkdir()
        last = [f"U{at},2025,{at}.5,{9 - at}.5," for at in range(units)]
        (folder / "t.csv").write_text("\n".join([*kept, *last, ""]), encoding="utf-8")
        dtiscore.init(folder / "t.csv", folder=folder)
        assert f"missing: {missing}" in (folder / "t.yaml").read_text(encoding="utf-8")
