"""A weighting file as a workbook: the same edition both ways, in a form that a colleague can fill in, faults by cell."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # openpyxl ships no types
import pytest
from tests.conftest import Run
from tests.tables.workbooks.books import ods_of, ods_row

from dtiscore.errors import InvalidMethodology, UsageFault
from dtiscore.files.catalogue import edition_ids
from dtiscore.inputs.weighting import load_methodology
from dtiscore.inputs.weighting_sheets import methodology_of_workbook
from dtiscore.inputs.weighting_syntax import is_weighting
from dtiscore.inputs.weighting_texts import weighting_file
from dtiscore.methodology import Methodology
from dtiscore.methodology.documents.document import parse_document
from dtiscore.methodology.parsing import parse_methodology

QUICK = ("dti-province-2022", "hdi-2022", "vietnam-pci-2009")
SMALL = "dti-province-2020"


def workbook(edition: str | Methodology) -> bytes:
    data = weighting_file(load_methodology(edition), "xlsx")
    assert isinstance(data, bytes)
    return data


def changed(edition: str, change: Callable[[Any], None]) -> bytes:
    """The workbook of an edition as a colleague leaves it behind."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(edition)))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def faults(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(InvalidMethodology) as caught:
        methodology_of_workbook(data, "w.xlsx")
    return [(problem.code, str(problem.place)) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "edition", [pytest.param(each, marks=[] if each in QUICK else pytest.mark.slow) for each in edition_ids()]
)
def test_an_edition_goes_into_a_workbook_and_comes_back(edition: str) -> None:
    before = load_methodology(edition)
    back = methodology_of_workbook(workbook(edition), "w.xlsx")
    assert back == before
    text = weighting_file(back, "yaml")
    assert isinstance(text, str)
    assert parse_methodology(parse_document(text, "yaml", "w.yaml")).hash == before.hash


def test_what_a_colleague_saves_anew_says_the_same() -> None:
    # Another program drops the stored values of formulas; nothing that is read is one.
    assert methodology_of_workbook(changed(SMALL, lambda _: None), "w.xlsx") == load_methodology(SMALL)


def test_drop_downs_and_sums() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook("dti-province-2022")))
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("nodes", "visible"),
        ("about", "visible"),
        ("sums", "visible"),
        ("choices", "hidden"),
    ]
    headings = [cell.value for cell in book["nodes"][1]]
    rules = book["nodes"].data_validations.dataValidation
    offered = {headings[next(iter(rule.sqref.ranges)).min_col - 1]: rule.type for rule in rules}
    assert offered == {
        "parent": "list",
        "points": "decimal",
        "rule": "list",
        "aggregate": "list",
        "optional": "list",
    }
    words = [cell.value for cell in book["choices"]["A"] if cell.value]
    assert words[0] == "rule"
    assert {"fraction", "min-max", "choice"} <= set(words)
    stored = openpyxl.load_workbook(io.BytesIO(workbook("dti-province-2022")), data_only=True)["sums"]
    rows = list(stored.iter_rows(min_row=2, values_only=True))
    assert [(code, wanted, found) for code, _, wanted, found in rows] == [
        ("DTI", 1000, 1000),
        ("I", 500, 500),
        ("II", 500, 500),
    ]


def test_no_text_of_an_edition_is_a_part_of_a_formula(tmp_path: Path) -> None:
    hostile = tmp_path / "w.yaml"
    text = weighting_file(load_methodology(SMALL), "yaml")
    assert isinstance(text, str)
    hostile.write_text(re.sub("code: DTI", 'code: "=1+1"', text), encoding="utf-8")
    book = openpyxl.load_workbook(io.BytesIO(workbook(load_methodology(hostile))))
    formulas = {
        (sheet.title, re.sub("[0-9]+", "N", cell.value))
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    letter = "[A-Z]{1,2}"
    assert {sheet for sheet, _ in formulas} == {"sums"}
    assert all(
        re.fullmatch(
            rf"=nodes!\${letter}\$N|=SUMPRODUCT\(--\(nodes!\$B\$N:\$B\$N=\$AN\),nodes!\${letter}\$N:\${letter}\$N\)",
            formula,
        )
        for _, formula in formulas
    )


def test_faults_name_sheet_and_cell() -> None:
    def change(book: Any) -> None:
        nodes = book["nodes"]
        headings = [cell.value for cell in nodes[1]]
        nodes.cell(4, headings.index("points") + 1).value = "abc"
        nodes.cell(5, 1).value = 1.5  # which may have been 1.50
        nodes.cell(3, 2).value = "zz"
        book["about"].cell(3, 1).value = "@titel.vi"

    found = faults(changed(SMALL, change))
    assert set(found) >= {
        ("unknown-key", "w.xlsx!about!A3"),
        ("not-a-number", "w.xlsx!nodes!E4"),
        ("not-text", "w.xlsx!nodes!A5"),
        ("unknown-parent", "w.xlsx!nodes!B3"),
    }


def test_a_formula_without_a_value_is_refused() -> None:
    def change(book: Any) -> None:
        book["nodes"]["E3"] = "=100+100"

    assert ("uncomputed-formula", "w.xlsx!nodes!E3") in faults(changed(SMALL, change))


def test_which_sheet_holds_the_nodes_is_not_guessed() -> None:
    def renamed(book: Any) -> None:
        book["nodes"].title = "Chỉ tiêu"

    assert faults(changed(SMALL, renamed)) == [("ambiguous-sheet", "w.xlsx")]

    def alone(book: Any) -> None:
        renamed(book)
        del book["sums"], book["choices"]

    assert methodology_of_workbook(changed(SMALL, alone), "w.xlsx") == load_methodology(SMALL)


def test_ods_is_read_and_not_written(tmp_path: Path) -> None:
    nodes = [
        ods_row("code", "parent", "points", "aggregate", "column", "rule", "rule.of"),
        ods_row("X", "", 0.75, "points"),
        ods_row("1.10", "X", 0.25, "", "a", "fraction", 100),
        ods_row("2", "X", 0.5, "", "b", "fraction", 100),
    ]
    about = [
        ods_row("@id", "mine"),
        ods_row("@title", "Mine"),
        ods_row("@authority.decision", "1"),
        ods_row("@authority.issuer", "We"),
        ods_row("@authority.source", "https://example.org"),
        ods_row("@publish.decimals", 2),
        ods_row("@rank.on", "published"),
    ]
    file = tmp_path / "w.ods"
    file.write_bytes(ods_of({"about": "".join(about), "nodes": "".join(nodes)}))
    edition = load_methodology(file)
    assert [(node.code, node.points) for node in edition.index.children] == [("1.10", 0.25), ("2", 0.5)]
    with pytest.raises(UsageFault, match=r"not written"):
        weighting_file(edition, "ods")


CSV = """\
code;parent;points;aggregate;column;rule;rule.of;rule.steps
@id;mine;;;;;;
@title;Mine;;;;;;
@authority.decision;1;;;;;;
@authority.issuer;We;;;;;;
@authority.source;https://example.org;;;;;;
@publish.decimals;2;;;;;;
@rank.on;published;;;;;;
X;;0,75;points;;;;
1.1;X;0,25;;a;fraction;100;
1.2;X;0,5;;b;steps;;"4,5=1; 3=0,25"
"""


def test_csv_as_a_vietnamese_excel_saves_it(tmp_path: Path) -> None:
    file = tmp_path / "w.csv"
    file.write_bytes(b"\xef\xbb\xbf" + CSV.replace("\n", "\r\n").encode())
    edition = load_methodology(file)
    assert [child.points for child in edition.index.children] == [0.25, 0.5]
    (_, steps) = edition.index.children
    assert [(step.at_least, step.score) for step in steps.rule.steps] == [(3, 0.25), (4.5, 1)]  # type: ignore[union-attr]  # a rule of steps
    comma = weighting_file(edition, "csv")
    assert isinstance(comma, str)
    (tmp_path / "p.csv").write_text(comma, encoding="utf-8")
    assert load_methodology(tmp_path / "p.csv").hash == edition.hash


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("X;;0,75", "X;;0.75", ("decimal-comma", "10:3")),  # two decimal marks in one file
        ("X;0,5;", "X;1,500;", ("ambiguous-number", "11:3")),  # thousands, or three decimals
    ],
)
def test_a_number_with_two_readings_is_refused(
    old: str, new: str, told: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "w.csv").write_text(CSV.replace(old, new), encoding="utf-8")
    with pytest.raises(InvalidMethodology) as caught:
        load_methodology(tmp_path / "w.csv")
    assert told in [(problem.code, problem.place.position) for problem in caught.value.problems]


def test_commands_take_a_workbook_wherever_they_take_a_weighting_file(run: Run, tmp_path: Path) -> None:
    made = run("weights", "convert", SMALL, "-o", "w.xlsx", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert is_weighting(tmp_path / "w.xlsx")
    told = run("diff", "w.xlsx", SMALL, cwd=tmp_path)
    assert (told.returncode, "no difference" in told.stdout) == (0, True), told.stdout + told.stderr
    again = run("weights", "convert", "w.xlsx", "-o", "w.yaml", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert load_methodology(tmp_path / "w.yaml").hash == load_methodology(SMALL).hash
