"""``doctor``: suggestions with their evidence and a command that works; it changes and decides nothing."""

from __future__ import annotations

import csv
import io
import json
import shlex
from pathlib import Path

import pytest

import dtiscore
from dtiscore.cli import main
from tests.cli.test_contract import executable, shell
from tests.cli.test_forty_inputs import CASES, EDITIONS, TCVN3
from tests.cli.whole_program import example_of
from tests.conftest import ROOT, Run
from tests.tables.workbooks.books import written

EXPORTED = ROOT / "examples" / "doctor" / "as-exported.csv"
EDITION = "dti-province-2022"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in EDITIONS.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_example_of_the_help(run: Run) -> None:
    result = run(*example_of("doctor"), cwd=ROOT)
    assert (result.returncode, result.stderr) == (0, "")
    assert "--encoding cp1258 --skip-rows 1" in result.stdout
    assert "With this: no error is left." in result.stdout


def test_the_command_that_is_suggested_can_be_typed(run: Run) -> None:
    suggested = dtiscore.doctor(EXPORTED, EDITION).suggested
    assert [each.errors for each in suggested] == [0]
    ended = shell(suggested[0].command.replace("dtiscore", executable(), 1))
    assert ended.returncode == 0
    # What was read so is the table that was exported.
    declared = suggested[0].declarations
    again = dtiscore.score(EXPORTED, EDITION, **declared).to_frame()
    sound = dtiscore.score(ROOT / "examples" / "dti-province" / "2022.csv", EDITION).to_frame()
    assert again.equals(sound)


@pytest.mark.parametrize(
    ("row", "status", "declarations", "left"),
    [
        ("1", 0, [{"decimal": "."}, {"decimal": ",", "grouping": "."}], 0),
        ("6a", 0, [{"delimiter": ";"}], 1),
        ("10", 0, [{"encoding": "utf-16-le"}], 0),
        ("11", 0, [{"encoding": "cp1258", "allow_missing_units": True}], 0),
        ("26", 0, [{"skip_rows": 2}], 0),
        ("28", 0, [{"missing": ["x", "-", "…", "KCSL", "n/a"]}], 0),
        ("33", 0, [{"decimal": ",", "grouping": " "}], 0),
        ("12", 0, [{"encoding": "tcvn3", "allow_missing_units": True}], 0),
        ("8", 0, [], None),
        ("31", 1, [], None),
        ("40", 1, [], None),
    ],
)
def test_rows_of_the_list_of_forty(
    row: str, status: int, declarations: list[object], left: int | None, folder: Path
) -> None:
    case = next(case for case in CASES if case.row == row)
    table = folder / "t.csv"
    table.write_bytes(case.table if isinstance(case.table, bytes) else case.table.encode())
    before = table.read_bytes(), sorted(folder.iterdir())
    checkup = dtiscore.doctor(table, folder / f"{case.edition}.yaml")
    assert [dict(each.declarations) for each in checkup.suggested] == declarations
    assert {each.errors for each in checkup.suggested} <= {left}
    assert main(["doctor", str(table), "-w", str(folder / f"{case.edition}.yaml")]) == status
    assert (table.read_bytes(), sorted(folder.iterdir())) == before


def test_the_errors_that_stay_are_named(folder: Path, run: Run) -> None:
    result = run("doctor", "-", "-w", str(folder / "one.yaml"), input="unit,x\na,KCSL\nb,KCSL\nc,1\nd,2x\n")
    assert "With this: 1 error (not-a-number)." in result.stdout
    assert "As it stands: 3 errors (undeclared-missing, 2 times; not-a-number)." in result.stdout


def test_what_would_only_make_another_error_is_not_proposed(folder: Path, run: Run) -> None:
    for table in ("unit,x\na,KCSL\nb,1\n", "unit,x\na,KCSL\nb,KCSL\nc,1 \n"):
        (folder / "t.csv").write_text(table, encoding="utf-8")
        checkup = dtiscore.doctor(folder / "t.csv", folder / "need.yaml")
        (finding,) = checkup.findings
        assert (checkup.suggested, dict(finding.declares)) == ([], {})
        assert finding.remedy is not None
        assert finding.remedy.startswith("fill the cell in, or write missing: no-score, zero or reweight")
    # Where one column may have gaps it leads further, and what stays is told.
    both = EDITIONS["need"] + "    - {code: z, rule: {kind: identity}, missing: zero}\n"
    (folder / "both.yaml").write_text(both, encoding="utf-8")
    (folder / "t.csv").write_text("unit,x,z\na,KCSL,1\nb,1,KCSL\n", encoding="utf-8")
    checkup = dtiscore.doctor(folder / "t.csv", folder / "both.yaml")
    assert [(dict(each.declarations), each.left) for each in checkup.suggested] == [
        ({"missing": ["KCSL"]}, ["missing-value"])
    ]
    assert "stands where the edition allows none: x" in checkup.findings[1].reason


def test_a_row_that_names_no_unit_is_a_note_without_an_edition_too(folder: Path) -> None:
    text = "Số 12,,\nunit,x,y\n,Điểm,%\na,1,92.5\nb,2,88\nc,3,79\n"
    (folder / "t.csv").write_text(text, encoding="utf-8")
    (suggested,) = dtiscore.doctor(folder / "t.csv").suggested
    assert (dict(suggested.declarations), suggested.left) == ({"skip_rows": 1}, [])


def test_a_workbook(folder: Path, run: Run) -> None:
    def merge(book: object) -> None:
        book["Điểm số"].merge_cells("A1:C1")  # type: ignore[index]  # openpyxl has no types

    rows = [["Bảng điểm", None, None], ["STT", "unit", "x"], [1, "a", 2.5], [2, "b", 3]]
    (folder / "b.xlsx").write_bytes(written({"Bìa": [["Báo cáo"]], "Điểm số": rows}, merge))
    result = run("doctor", "b.xlsx", "-w", "one.yaml", cwd=folder)
    assert result.returncode == 0
    assert 'dtiscore score b.xlsx -w one.yaml --sheet "Điểm số" --skip-rows 1' in result.stdout
    assert "b.xlsx!Điểm số!2" in result.stdout
    assert "With this: no error is left." in result.stdout


def test_an_old_font_and_what_no_declaration_mends(folder: Path, run: Run) -> None:
    (folder / "t.csv").write_bytes(TCVN3)
    result = run("doctor", "t.csv", "--lang", "vi", cwd=folder)
    assert result.returncode == 0
    assert "phông tiếng Việt cũ" in result.stdout
    assert 't.csv:2: "01,Hà Nội,1"' in result.stdout
    assert "--encoding tcvn3" in result.stdout
    (folder / "t.csv").write_bytes(b"\x1f\x8b\x08...")
    result = run("doctor", "t.csv", cwd=folder)
    assert result.returncode == 0
    assert "is compressed with gzip" in result.stdout


def test_a_sound_table_and_a_hopeless_one(folder: Path, run: Run) -> None:
    result = run("doctor", "-", input="unit,x\na,1\n")
    assert (result.returncode, result.stdout) == (
        0, "<stdin> can be read as it stands; there is nothing to declare.\n"
    )  # fmt: skip
    result = run("doctor", "-", "-w", str(folder / "one.yaml"), input="unit,x\na,b c\n")
    assert result.returncode == 1
    assert result.stdout.startswith("<stdin> has faults, and nothing that could be declared would help")


def test_faults_have_their_exit_codes(folder: Path, run: Run) -> None:
    assert run("doctor", "absent.csv", cwd=folder).returncode == 3
    assert run("doctor", "one.yaml", "-w", "absent", cwd=folder).returncode == 2
    assert run("doctor", "-", "-w", "-", input="x").returncode == 2
    assert run("doctor", "one.yaml", "-o", "one.yaml", cwd=folder).returncode == 2


def test_forms_for_programs(capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ["doctor", str(EXPORTED), "-w", EDITION]
    assert main([*arguments, "-f", "json"]) == 0
    payload = json.loads(capfd.readouterr().out)
    assert (payload["schema"], payload["errors"]) == ("dtiscore/doctor/1", None)
    assert payload["suggested"][0]["declarations"] == {"encoding": "cp1258", "skip_rows": 1}
    assert payload["suggested"][0]["errors"] == 0
    assert main([*arguments, "-f", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capfd.readouterr().out)))
    assert [(row["topic"], row["declare"], row["line"]) for row in rows] == [
        ("encoding", "'--encoding cp1258", "1"),  # no spreadsheet takes it for a formula
        ("headings", "'--skip-rows 1", "2"),
    ]
    assert main([*arguments, "-f", "md"]) == 0
    assert "1. **encoding**" in capfd.readouterr().out


@pytest.mark.parametrize("width", [40, 100])
def test_the_screen_fits_and_the_command_can_still_be_copied(
    width: int, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor", str(EXPORTED), "-w", EDITION, "--width", str(width)]) == 0
    lines = capfd.readouterr().out.splitlines()
    folder = str(EXPORTED.parent)
    assert all(len(line) <= width or folder in line for line in lines)  # a path is never cut
    joined = "\n".join(lines).replace(" \\\n", " ")
    command = next(line for line in joined.splitlines() if line.strip().startswith("dtiscore score"))
    assert shlex.split(command)[-4:] == ["--encoding", "cp1258", "--skip-rows", "1"]


def test_names_in_a_file_are_shown_and_not_obeyed(folder: Path, run: Run) -> None:
    (folder / "t.csv").write_text("[bold]x[/nope];\x1b[2J\nb;1\n\u202e;KCSL\nCả nước;2\n", encoding="utf-8")
    result = run("doctor", "t.csv", cwd=folder)
    assert "Traceback" not in result.stderr
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
