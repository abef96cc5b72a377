"""The sheet of a decision becomes a weighting file, or is refused with the cells to mend: never a wrong ranking."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]  # openpyxl ships no types
import pytest

import dtiscore
from dtiscore.errors import InvalidMethodology
from dtiscore.methodology.node import Node
from tests.conftest import Run
from tests.first_hour.decisions import DECISIONS, MAXIMA, Decision, figures

SOUND = [each for each in DECISIONS if each.tree is not None]
REFUSED = [each for each in DECISIONS if each.tree is None]


def name(decision: Decision) -> str:
    return decision.name


def tree(node: Node) -> dict[str, tuple[str, float | None, float | None]]:
    return {
        code: told
        for child in node.children
        for code, told in {child.code: (node.code, child.maximum, child.weight), **tree(child)}.items()
    }


def begun(decision: Decision, folder: Path) -> dtiscore.Started:
    table, _, sheet = decision.make(folder)
    named = sheet if "!" in decision.name else folder / sheet
    return dtiscore.init(folder / table, folder=folder, weights_sheet=str(named))


@pytest.mark.parametrize("decision", SOUND, ids=name)
def test_a_sheet_becomes_the_tree_that_it_decides(decision: Decision, tmp_path: Path) -> None:
    edition = begun(decision, tmp_path).methodology
    found = tree(edition.index)
    assert decision.tree is not None
    wanted = {
        code: (above, pytest.approx(most) if most is not None and weight is None else found[code][1], weight)
        for code, (above, most, weight) in decision.tree.items()
    }
    assert {code: (above, most, weight and pytest.approx(weight)) for code, (above, most, weight) in wanted.items()} == found  # fmt: skip
    assert "draft: true" in (tmp_path / "table.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("decision", REFUSED, ids=name)
def test_what_contradicts_itself_is_refused_by_its_cells(decision: Decision, tmp_path: Path) -> None:
    with pytest.raises(InvalidMethodology) as caught:
        begun(decision, tmp_path)
    found = [(problem.code, problem.place.position) for problem in caught.value.problems]
    assert found == list(decision.faults)
    assert [file.name for file in tmp_path.glob("*.yaml")] == []


@pytest.mark.parametrize(
    ("name", "heading", "tree_of"),
    [
        ("years.xlsx", "Điểm tối đa 2024", {"1": ("INDEX", 12, None)}),
        ("multiplied.xlsx", "Hệ số", {"1": ("INDEX", None, 1), "2": ("INDEX", None, 2)}),
        ("multiplied.xlsx", "điểm tối đa", {"1": ("INDEX", 10, None), "2": ("INDEX", 10, None)}),
    ],
)
def test_which_of_several_columns_is_meant_can_be_said(
    name: str, heading: str, tree_of: dict[str, object], tmp_path: Path
) -> None:
    decision = next(each for each in DECISIONS if each.name == name)
    table, _, sheet = decision.make(tmp_path)
    started = dtiscore.init(
        tmp_path / table, folder=tmp_path, weights_sheet=str(tmp_path / sheet), points=heading
    )
    found = tree(started.methodology.index)
    assert {code: (above, most if weight is None else None, weight) for code, (above, most, weight) in found.items()} == tree_of  # fmt: skip


def test_from_a_decision_to_a_ranking_in_one_command(run: Run, tmp_path: Path) -> None:
    words = DECISIONS[0].make(tmp_path)
    ranked = run("init", *words, "--yes", "-f", "csv", cwd=tmp_path)
    assert ranked.returncode == 0, ranked.stderr
    totals = sorted((round(sum(points), 2) for _, *points in figures()), reverse=True)
    rows = [line.split(",") for line in ranked.stdout.splitlines()]
    at = rows[0].index("INDEX.published")
    assert [float(row[at]) for row in rows[1:]] == pytest.approx(totals)


def test_figures_beyond_a_decided_maximum_are_faults_of_the_table(run: Run, tmp_path: Path) -> None:
    decision = DECISIONS[0]
    words = decision.make(tmp_path)
    import openpyxl

    book = openpyxl.load_workbook(tmp_path / "table.xlsx")
    book["Số liệu"]["B3"] = MAXIMA[0] + 2
    book.save(tmp_path / "table.xlsx")
    refused = run("init", *words, "--yes", cwd=tmp_path)
    assert refused.returncode == 1
    assert " B3 " in refused.stderr, refused.stderr


def test_a_sheet_or_a_file_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    DECISIONS[0].make(tmp_path)
    for named, told in (("Phụ lụt", "has no sheet Phụ lụt"), ("qd.xlsx", "qd.xlsx does not exist")):
        refused = run("init", "table.xlsx", "--sheet", "1", "--weights-sheet", named, cwd=tmp_path)
        assert refused.returncode in (2, 3)
        assert told in refused.stderr


def test_the_sheet_beside_the_table_counts_without_being_named(run: Run, tmp_path: Path) -> None:
    """Guessed groups would stand in its place; the doctor proposes it where no edition is named, having tried it."""
    decision = next(each for each in SOUND if "!" in each.name)
    table, _, sheet = decision.make(tmp_path)
    told = json.loads(run("doctor", table, "-f", "json", cwd=tmp_path).stdout)["suggested"]
    assert told == [
        {"declarations": told[0]["declarations"], "command": shlex.join(["dtiscore", "init", table, "--weights-sheet", sheet]), "errors": 0}
    ]  # fmt: skip
    found = dtiscore.init(tmp_path / table, folder=tmp_path)
    assert found.draft is not None
    assert found.draft.weights == f"{table}!{sheet}"
    named = tmp_path / "named"
    named.mkdir()
    decision.make(named)
    assert tree(found.methodology.index) == tree(begun(decision, named).methodology.index)


def test_of_two_sheets_that_decide_none_is_chosen(tmp_path: Path) -> None:
    decision = next(each for each in SOUND if "!" in each.name)
    table, _, sheet = decision.make(tmp_path)
    book = openpyxl.load_workbook(tmp_path / table)
    book.copy_worksheet(book[sheet]).title = "Năm trước"
    book.save(tmp_path / table)
    found = dtiscore.init(tmp_path / table, folder=tmp_path)
    assert found.draft is not None
    assert found.draft.weights is None


@pytest.mark.parametrize("group", ["Nhóm 1: Nhận thức số", "Khối I", "Cụm 1"])
def test_criteria_have_groups_that_are_called_as_those_of_units_are(group: str, tmp_path: Path) -> None:
    sheet = f"TT,Tiêu chí,Điểm tối đa\n,{group},30\n1,A,10\n2,B,20\n,Nhóm 2: Hạ tầng số,40\n3,C,40\n"
    (tmp_path / "decision.csv").write_text(sheet, encoding="utf-8")
    table = "Đơn vị,A,B,C\nSở Y tế,8,12,30\nSở Nội vụ,7,15,22\nSở Xây dựng,9,19,31\n"
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    started = dtiscore.init(tmp_path / "t.csv", folder=tmp_path, weights_sheet=str(tmp_path / "decision.csv"))
    assert [(one.spoken_name, one.maximum) for one in started.methodology.index.children] == [
        (group, 30),
        ("Nhóm 2: Hạ tầng số", 40),
    ]
