"""``dtiscore improve`` through the real executable: its example, the lines it prints, widths, forms for programs."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from pathlib import Path

import pytest

from tests.cli.whole_program import example_of
from tests.conftest import ROOT, Run

CALL = (
    "improve",
    "examples/dti-province/2022.csv",
    "-w",
    "dti-province-2022",
    "--unit",
    "56",
    "--to-rank",
    "20",
)


@pytest.mark.parametrize(
    ("cell", "declared", "columns"),
    [
        ("91,0 b", ["--flag", "b"], ""),
        ("91,0¹", ["--flag", "¹"], ""),
        ("ninety-one", [], "columns: [{header: access, texts: {ninety-one: 91}}]\n"),
    ],
)
def test_one_cell_that_is_written_otherwise_changes_no_plan(
    cell: str, declared: list[str], columns: str, run: Run, tmp_path: Path
) -> None:
    """The others lost their decimals: changes were by whole numbers, and what could be reached was out of reach."""
    rows = "geo;access;skill\nAT;88,4;45,2\nBE;{};38,7\nCZ;80,5;50,1\nDE;86,3;41,9\n"
    parts = "children: [{code: access, weight: 0.6, rule: {kind: fraction, of: 100}}, {code: skill, weight: 0.4, rule: {kind: fraction, of: 100}}]"
    for name, value, more in (("plain", "91,0", ""), ("other", cell, columns)):
        (tmp_path / f"{name}.csv").write_text(rows.format(value), encoding="utf-8")
        (tmp_path / f"{name}.yaml").write_text(
            "id: x\ntitle: X\nauthority: {decision: none, issuer: none, source: none}\nscale: 100\nlayout: {unit: geo}\n"
            f"publish: {{as: score, decimals: 1}}\nrank: {{on: published, ties: min}}\n{more}"
            f"index: {{code: B, aggregate: arithmetic, weights: 1, {parts}}}\n",
            encoding="utf-8",
        )
    asked = ["--unit", "CZ", "--to-score", "99.9", "-f", "csv"]
    plain = run("improve", "plain.csv", "-w", "plain.yaml", *asked, cwd=tmp_path)
    other = run("improve", "other.csv", "-w", "other.yaml", *declared, *asked, cwd=tmp_path)
    assert (plain.returncode, other.returncode) == (0, 0), other.stderr
    assert "99.8" in plain.stdout
    assert other.stdout == plain.stdout
    tried = ["--value", "CZ:access=99,9", "--value", "CZ:skill=99,8", "-f", "json"]
    again = run("whatif", "other.csv", "-w", "other.yaml", *declared, *tried, cwd=tmp_path)
    assert again.returncode == 0, again.stderr


@pytest.fixture(scope="module")
def shown(run: Run) -> str:
    """The example of the help page, which is CALL with the unit called by its name."""
    result = run(*example_of("improve"), "--width", "100", cwd=ROOT)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


def test_the_example_tells_where_what_and_how_to_try_it(shown: str) -> None:
    lines = shown.splitlines()
    assert lines[0] == "Khanh Hoa (56) to rank 20 · 2022 · Provincial Digital Transformation Index (DTI)"
    assert lines[1] == "DTI = 0.5576, rank 41 of 63. Wanted: DTI of 0.6274, 69.75 points more than now."
    assert "With one change: effort 69.75, the least of all" in lines
    assert "  Common foundation  332.2500  402  +69.75   69.75" in lines
    assert lines.count("  Confirmed by scoring the whole table anew: DTI = 0.6274, rank 20.") == 3
    assert any(line.startswith("How to read: ") for line in lines)


def test_every_line_to_try_gives_the_rank(run: Run, shown: str) -> None:
    commands = re.findall(r"^    (dtiscore whatif .*(?:\n      --value .*)+)", shown, flags=re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        _, *arguments = shlex.split(command.replace("\\\n", ""))
        result = run(*arguments, "-f", "json", cwd=ROOT)
        assert result.returncode == 0
        (row,) = [row for row in json.loads(result.stdout)["rows"] if row["unit"] == "56"]
        assert row["rank"] == 20


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_fits_narrow_screens_but_for_the_lines_to_copy(run: Run, language: str) -> None:
    result = run(*CALL, "--width", "40", "--lang", language, cwd=ROOT)
    lines = [
        line
        for line in result.stdout.splitlines()
        if not line.startswith("    dtiscore") and "--value" not in line
    ]
    assert max(map(len, lines)) <= 40
    assert "332.2500" in result.stdout  # the cell, as it stands in the file
    assert ("69,75" if language == "vi" else "69.75") in result.stdout


def test_programs_get_every_change_in_full(run: Run) -> None:
    result = run(*CALL, "-f", "csv", cwd=ROOT)
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["plan"] for row in rows] == ["1", "2", "2", "3", "3", "3"]
    assert rows[0]["whatif"] == "56:foundation_points=402"
    assert (rows[0]["code"], rows[0]["rank_then"]) == ("I", "20")
    assert (float(rows[0]["score_now"]), float(rows[0]["score"])) == (332.25, 402)
    result = run(*CALL, "-f", "csv", "--show", "indicators", cwd=ROOT)
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["column"] for row in rows] == [
        "foundation_points", "hoat_dong_chinh_quyen_so", "hoat_dong_kinh_te_so", "hoat_dong_xa_hoi_so",
    ]  # fmt: skip
    told = json.loads(run(*CALL, "-f", "json", cwd=ROOT).stdout)
    assert (told["schema"], told["reachable"], told["exact"], len(told["plans"])) == (
        "dtiscore/improvement/1",
        True,
        True,
        3,
    )
    assert (told["now"]["score"], told["now"]["rank"]) == (pytest.approx(0.5576), 41)


def test_markdown_holds_the_same_and_a_block_to_copy(run: Run) -> None:
    result = run(*CALL, "-f", "md", "--plans", "1", cwd=ROOT)
    assert "| Common foundation | 332.2500 | 402 | +69.75 |  69.75 |" in result.stdout
    assert "```sh\ndtiscore whatif examples/dti-province/2022.csv -w dti-province-2022 \\\n" in result.stdout


def test_out_of_reach_is_said_with_the_best_there_is(run: Run) -> None:
    result = run(
        "improve", "examples/own-index/2024.csv", "-w", "examples/own-index/departments.yaml",
        "--unit", "TTT", "--to-rank", "1", "--show", "plans", cwd=ROOT,
    )  # fmt: skip
    assert result.returncode == 0
    # All 100 points are within its reach, but take five changes.
    assert "With 5 changes: effort 50, the least of all" in result.stdout
    assert "With 4 changes or fewer the target cannot be reached." in result.stdout
    result = run(
        "improve", "examples/own-index/2024.csv", "-w", "examples/own-index/departments.yaml",
        "--unit", "TTT", "--to-score", "101", "--show", "plans", cwd=ROOT,
    )  # fmt: skip
    assert "Out of reach: with everything as far as it goes, DTI is 100.00, rank 1." in result.stdout


def test_two_targets_or_none_are_refused(run: Run) -> None:
    result = run(*CALL, "--to-score", "0.7", cwd=ROOT)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("error: there must be one target")


def test_declarations_about_the_table_are_passed_on_to_the_line_to_try(run: Run) -> None:
    result = run(
        "improve", "examples/vietnamese-excel/dti-2022-leaders.csv", "-w", "dti-province-2022", "--allow-missing-units",
        "--unit", "TP. Hồ Chí Minh", "--to-rank", "1", "--plans", "1", "--show", "plans", cwd=ROOT,
    )  # fmt: skip
    assert result.returncode == 0
    command = re.search(r"dtiscore whatif .*(?:\n      --value .*)+", result.stdout)
    assert command is not None
    assert "--allow-missing-units" in command[0]
    assert re.search(r"--value 79:[a-z_]+=0,\d+", command[0])  # with the decimal comma of the file
    _, *arguments = shlex.split(command[0].replace("\\\n", ""))
    again = run(*arguments, "-f", "json", cwd=ROOT)
    assert again.returncode == 0


def test_to_the_mean(run: Run) -> None:
    call = [part for part in CALL if part not in ("--to-rank", "20")]
    result = run(*call, "--to-mean", "--show", "plans", cwd=ROOT)
    text = " ".join(result.stdout.split())
    assert text.startswith("Khanh Hoa (56) to the mean · 2022")
    assert "The mean of all 63 is 0.5787 and moves with the unit." in text
    assert "The mean is then 0.5790." in text
    held = json.loads(run(*call, "--to-mean", "--mean", "held", "-f", "json", cwd=ROOT).stdout)
    assert held["target"]["mean"] == "held"
    assert held["target"]["score"] == held["now"]["mean"] == held["wanted"]
    assert held["plans"][0]["score"] >= held["wanted"] > held["now"]["score"]
    assert run(*CALL, "--mean", "held", cwd=ROOT).stderr.startswith("error: --mean has no effect")


def test_no_line_to_try_where_the_others_move(run: Run) -> None:
    """What if leaves the others as they are: it would show rank 2 for a plan that makes rank 20."""
    call = ("improve", "examples/dti-province/2023.csv", *CALL[2:], "--plans", "1", "--show", "plans")
    for form in ("table", "md"):
        still = run(*call, "-f", form, cwd=ROOT)
        assert "Try it:" in still.stdout
        moving = run(
            *call, "-f", form, "--others", "trend", "--previous", "examples/dti-province/2022.csv", cwd=ROOT
        )
        assert moving.returncode == 0, moving.stderr
        assert "rank 20" in moving.stdout
        assert "whatif" not in moving.stdout
