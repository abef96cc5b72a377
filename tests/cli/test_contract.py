"""The contract of the command line: streams, exit codes, formats, broken pipes.

What the process itself promises is tried on the real executable; what it writes, in this process.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

DTI = "examples/dti-province/2022.csv"
EDITION = "dti-province-2022"


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV text."""
    return list(csv.DictReader(io.StringIO(text)))


def executable() -> str:
    """The command as a shell types it."""
    return f"{sys.executable} -m dtiscore"


def shell(command: str, **env: str) -> subprocess.CompletedProcess[str]:
    """A pipeline as a shell runs it, in the repository, with the exit code of its first command in PIPESTATUS."""
    home = str(ROOT / "src")
    clean = {
        k: v
        for k, v in os.environ.items()
        if k not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "PYTHONUNBUFFERED")
    }
    return subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=clean | {"LC_ALL": "C.UTF-8", "PYTHONPATH": home} | env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_scores_go_to_stdout_and_nothing_else(run_executable: Run) -> None:
    result = run_executable("score", DTI, "-w", EDITION, "-f", "csv", cwd=ROOT)
    assert result.returncode == 0
    assert result.stderr == ""
    table = rows(result.stdout)
    assert len(table) == 63
    assert table[0]["name"] == "Đà Nẵng"
    assert table[0]["rank"] == "1"
    assert float(table[0]["DTI.score"]) == pytest.approx(0.8002, abs=0.00005)


def test_csv_feeds_a_second_score(run_executable: Run) -> None:
    first = run_executable("score", DTI, "-w", EDITION, "-f", "csv", cwd=ROOT)
    second = run_executable("score", "-", "-w", EDITION, "-f", "csv", cwd=ROOT, input=first.stdout)
    assert second.returncode == 0, second.stderr
    before, after = rows(first.stdout), rows(second.stdout)
    assert [row["unit"] for row in before] == [row["unit"] for row in after]
    assert [row["rank"] for row in before] == [row["rank"] for row in after]
    for old, new in zip(before, after, strict=True):
        for code in ("DTI.score", "CQS.score", "KTS.score", "XHS.score"):
            assert float(new[code]) == pytest.approx(float(old[code]), abs=1e-12)


@pytest.mark.parametrize("form", ["csv", "table", "json", "jsonl", "tsv", "md"])
def test_closed_pipe_is_silent(form: str) -> None:
    command = f"{executable()} score {DTI} -w {EDITION} -f {form} | head -1; echo ${{PIPESTATUS[0]}}"
    result = shell(command)
    assert result.stderr == ""
    # A short table may be written whole before head goes away: then there is nothing to report.
    assert result.stdout.splitlines()[-1] in ("0", "141")


def test_closed_pipe_ends_with_141() -> None:
    # The reader is gone before anything is written, so the write itself must fail.
    result = shell(f"{{ sleep 1; {executable()} score {DTI} -w {EDITION} -f csv; echo $? >&2; }} | true")
    assert result.stderr.strip() == "141"


def test_closed_pipe_ends_with_141_while_a_file_is_streamed() -> None:
    command = f"{executable()} score {DTI} -w {EDITION} --engine stream -f csv"
    result = shell(f"{{ sleep 1; {command}; echo $? >&2; }} | true")
    assert result.stderr.strip() == "141"


def test_stdout_closed_is_an_output_fault() -> None:
    result = shell(f"{executable()} score {DTI} -w {EDITION} >&-; echo $?")
    assert result.stdout.strip() == "3"
    assert "standard output is closed" in result.stderr
    assert "Traceback" not in result.stderr


def test_full_device_is_an_output_fault() -> None:
    result = shell(f"{executable()} score {DTI} -w {EDITION} >/dev/full; echo $?")
    assert result.stdout.strip() == "3"
    assert "No space left" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("typed", ["--version", "--help", "score --help"])
@pytest.mark.parametrize(
    ("into", "told"), [(">/dev/full", "No space left"), (">&-", "standard output is closed")]
)
def test_what_the_parser_prints_fails_as_a_result_does(typed: str, into: str, told: str) -> None:
    result = shell(f"{executable()} {typed} {into}; echo $?")
    assert (result.stdout.strip(), told in result.stderr, "Traceback" in result.stderr) == ("3", True, False)


def test_a_file_is_written_where_standard_output_is_closed(tmp_path: Path) -> None:
    result = shell(f"{executable()} score {DTI} -w {EDITION} -o {tmp_path / 'r.csv'} >&-; echo $?")
    assert result.stdout.strip() == "0", result.stderr


def test_talk_does_not_go_into_the_result_where_standard_error_is_closed() -> None:
    result = shell(f"{executable()} score {DTI} -w {EDITION} --ignore-unit Total -f json 2>&-")
    assert json.loads(result.stdout)["schema"] == "dtiscore/ranking/1"


@pytest.mark.parametrize("name", ["dtiscore.toml", "pyproject.toml"])
@pytest.mark.parametrize("typed", ["check", "units list", f"score {ROOT / DTI} -w {EDITION}"])
def test_a_project_that_cannot_be_read_is_told_as_such(name: str, typed: str, tmp_path: Path) -> None:
    head = b"[tool.dtiscore]\n" if name == "pyproject.toml" else b""
    (tmp_path / name).write_bytes(head + b'language = "vi\xff"\n')
    result = shell(f"cd {tmp_path}; {executable()} {typed}; echo $?")
    assert (result.stdout.strip(), f"{name} is not UTF-8 text" in result.stderr) == ("3", True)


def test_missing_file(run_executable: Run) -> None:
    result = run_executable("score", "examples/dti-province/2220.csv", "-w", EDITION, cwd=ROOT)
    assert result.returncode == 3
    assert result.stdout == ""
    assert "2220.csv" in result.stderr
    assert "2022.csv" in result.stderr


def test_unknown_edition(run_executable: Run) -> None:
    result = run_executable("score", DTI, "-w", "dti-provinz-2022", cwd=ROOT)
    assert result.returncode == 2
    assert "dti-province-2022" in result.stderr


def test_usage_fault(run_executable: Run) -> None:
    result = run_executable("score", DTI, cwd=ROOT)
    assert result.returncode == 2
    assert "--weights" in result.stderr


FIVE_FAULTS = """\
code,province,foundation_points,hoat_dong_chinh_quyen_so,hoat_dong_kinh_te_so,hoat_dong_xa_hoi_so
01,Hà Nội,328.4550,0.5620,0.7615,#DIV/0!
02,Hà Giag,275.42,0.4404,0.5119,0.2581
04,Cao Bằng,236.06,1.42,0.4534,0.1746
06,Bắc Kạn,230.00,,0.4554,0.1742
06,Bắc Kạn,230.00,0.3483,n/a,0.1742
"""


def test_five_faults_of_a_table_in_one_run(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "five.csv"
    table.write_text(FIVE_FAULTS, encoding="utf-8")
    result = run("validate", table, "-w", EDITION, "--allow-missing-units", "-f", "csv")
    assert result.returncode == 1
    found = {(row["line"], row["column"], row["code"], row["raw"]) for row in rows(result.stdout)}
    assert {
        ("2", "6", "excel-error", "#DIV/0!"),
        ("3", "2", "unknown-unit", "Hà Giag"),
        ("4", "4", "out-of-range", "1.42"),
        ("5", "4", "missing-value", ""),
        ("6", "5", "undeclared-missing", "n/a"),
    } <= found
    screen = run("validate", table, "-w", EDITION, "--allow-missing-units", env={"COLUMNS": "120"})
    assert screen.returncode == 1
    assert "Ha Giang" in screen.stdout
    scored = run("score", table, "-w", EDITION, "--allow-missing-units")
    assert scored.returncode == 1
    assert scored.stdout == ""
    assert "nothing was scored" in scored.stderr


BROKEN_WEIGHTS = """\
id: my-index
title: My index
authority: {decision: none, issuer: me, source: here}
publish: {as: score, decimals: 2}
rank: {on: published, tiez: min}
index:
  code: INDEX
  aggregate: arithmetic
  weights: 1
  children:
    - {code: a, weight: 0.5, rule: {kind: fraction}}
    - {code: 7, weight: 0.3, rule: {kind: fraktion}}
    - {code: a, weight: 0.1}
"""


def test_five_faults_of_a_weighting_file_in_one_run(run: Run, tmp_path: Path) -> None:
    weights = tmp_path / "broken.yaml"
    weights.write_text(BROKEN_WEIGHTS, encoding="utf-8")
    result = run("weights", "check", weights, "-f", "csv")
    assert result.returncode == 2
    found = {(row["line"], row["code"]) for row in rows(result.stdout)}
    assert {
        ("5", "unknown-key"),
        ("9", "weights-do-not-sum"),
        ("12", "not-text"),
        ("12", "not-a-choice"),
        ("13", "duplicate-code"),
        ("13", "no-rule"),
    } <= found
    scored = run("score", DTI, "-w", weights, cwd=ROOT)
    assert scored.returncode == 2
    assert "ties" in scored.stderr  # the suggestion for the misspelt key


@pytest.mark.slow
def test_two_runs_give_the_same_bytes_in_any_locale_and_width(run_executable: Run) -> None:
    arguments = ("score", DTI, "-w", EDITION, "-f", "json")
    plain = run_executable(*arguments, cwd=ROOT)
    assert plain.returncode == 0
    for env in ({}, {"LC_ALL": "C"}, {"COLUMNS": "40"}, {"PYTHONHASHSEED": "7", "TZ": "Asia/Ho_Chi_Minh"}):
        assert run_executable(*arguments, cwd=ROOT, env=env).stdout == plain.stdout
    payload = json.loads(plain.stdout)
    assert payload["schema"].startswith("dtiscore/")
    assert payload["provenance"]["data"]["source"] == "2022.csv"
    assert payload["provenance"]["data"]["rows"] == 63
    assert str(ROOT) not in plain.stdout


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
def test_no_number_is_cut_at_any_width(run: Run, width: int) -> None:
    result = run("score", DTI, "-w", EDITION, cwd=ROOT, env={"COLUMNS": str(width)})
    assert result.returncode == 0
    assert "0.8002" in result.stdout
    assert "0.3941" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= width


def test_colour_only_where_it_is_wanted(run: Run) -> None:
    arguments = ("score", DTI, "-w", EDITION)
    assert "\x1b" not in run(*arguments, cwd=ROOT).stdout
    assert "\x1b[" in run(*arguments, cwd=ROOT, env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b" not in run(*arguments, cwd=ROOT, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    assert "\x1b[" in run(*arguments, "--color", "always", cwd=ROOT, env={"NO_COLOR": "1"}).stdout


@pytest.mark.parametrize(
    ("name", "first"), [("r.csv", "period,"), ("r.json", "{"), ("r.md", "#"), ("r.tsv", "period\t")]
)
def test_output_file_tells_the_format(run: Run, tmp_path: Path, name: str, first: str) -> None:
    target = tmp_path / name
    result = run("score", DTI, "-w", EDITION, "-o", target, cwd=ROOT)
    assert result.returncode == 0, result.stderr
    assert result.stdout == ""
    assert target.read_text(encoding="utf-8").lstrip("*").startswith(first) or name == "r.md"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_input_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "data.csv"
    before = (ROOT / DTI).read_bytes()
    table.write_bytes(before)
    result = run("score", table, "-w", EDITION, "-o", table)
    assert result.returncode == 2
    assert table.read_bytes() == before


def test_nothing_is_written_on_error(run: Run, tmp_path: Path) -> None:
    table, target = tmp_path / "five.csv", tmp_path / "out.csv"
    table.write_text(FIVE_FAULTS, encoding="utf-8")
    assert run("score", table, "-w", EDITION, "-o", target).returncode == 1
    assert not target.exists()


def test_check_exits_1_on_a_difference(run_executable: Run, tmp_path: Path) -> None:
    published = (ROOT / "examples/dti-province/published-2022.csv").read_text(encoding="utf-8")
    same = run_executable(
        "check", DTI, "-w", EDITION, "--expect", "examples/dti-province/published-2022.csv", cwd=ROOT
    )
    assert same.returncode == 0, same.stdout
    changed = tmp_path / "changed.csv"
    changed.write_text(published.replace("0.8002,1", "0.8003,2"), encoding="utf-8")
    result = run_executable("check", DTI, "-w", EDITION, "--expect", changed, "-f", "csv", cwd=ROOT)
    assert result.returncode == 1
    assert {(row["what"], row["expected"], row["computed"]) for row in rows(result.stdout)} == {
        ("score", "0.8003", "0.8002"),
        ("rank", "2", "1"),
    }


def test_hostile_names_are_shown_not_obeyed(run: Run, tmp_path: Path) -> None:
    weights = tmp_path / "w.yaml"
    weights.write_text(
        "id: w\ntitle: W\nauthority: {decision: d, issuer: i, source: s}\npublish: {as: score, decimals: 2}\n"
        "rank: {on: full}\nindex: {code: W, aggregate: sum, children: [{code: x, rule: {kind: identity}}]}\n",
        encoding="utf-8",
    )
    table = tmp_path / "t.csv"
    table.write_text('unit,name,x\na,"[red]x[/nope]",1.5\nb,=cmd|calc,2.5\n', encoding="utf-8")
    screen = run("score", table, "-w", weights)
    assert screen.returncode == 0, screen.stderr
    assert "[red]x[/nope]" in screen.stdout
    assert "\x1b" not in screen.stdout
    assert "'=cmd|calc" in run("score", table, "-w", weights, "-f", "csv").stdout
    table.write_text("unit,name,x\na,x\x1b[2J,1.5\n", encoding="utf-8")
    refused = run("score", table, "-w", weights)
    assert refused.returncode == 1
    assert "x\\x1b[2J" in refused.stderr
    assert "\x1b" not in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "banned"),
    [
        (("--version",), ("typer", "numpy", "pandas", "pydantic", "rich", "yaml")),
        (("--help",), ("numpy", "pandas", "pydantic")),
        (("score", "--help"), ("numpy", "pandas", "pydantic")),
        (("score", DTI, "-w", EDITION), ("pandas", "scipy")),
        (("score", DTI, "-w", EDITION, "-f", "csv"), ("pandas", "scipy")),
    ],
)
def test_what_is_not_needed_is_not_imported(arguments: tuple[str, ...], banned: tuple[str, ...]) -> None:
    program = (
        "import sys\nfrom dtiscore.cli import main\n"
        f"main({list(arguments)!r})\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    loaded = result.stderr.splitlines()[-1]
    for module in banned:
        assert f"'{module}'" not in loaded


def test_import_is_free_until_used() -> None:
    program = "import sys, dtiscore; print([m for m in ('numpy', 'pandas', 'pydantic', 'typer') if m in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == "[]"


def test_a_bug_is_told_without_a_traceback() -> None:
    program = (
        "import sys, dtiscore.inputs.scored\n"
        "def broken(*a, **k): raise RuntimeError('boom')\n"
        "dtiscore.inputs.scored.score_editions = broken\n"
        "from dtiscore.cli import main\n"
        f"sys.exit(main([*sys.argv[1:], 'score', {DTI!r}, '-w', {EDITION!r}]))"
    )
    for flags, trace in ((), False), (("--debug",), True):
        result = subprocess.run(
            [sys.executable, "-c", program, *flags],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert result.returncode == 70
        assert "boom" in result.stderr
        assert ("Traceback" in result.stderr) is trace


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('2022,04,"Cao Bằng,236.06,0.4412,0.3892,0.4534,0.1746', "unclosed-quote"),
        ('2022,04,"Cao Bằng"x,236.06,0.4412,0.3892,0.4534,0.1746', "stray-quote"),
        ("2022,04,Cao Bằng,236.06,0.4412", "ragged-row"),
    ],
)
def test_a_row_that_cannot_be_read_is_not_missing_too(run: Run, tmp_path: Path, line: str, code: str) -> None:
    lines = (ROOT / DTI).read_text(encoding="utf-8").splitlines()
    table = tmp_path / "t.csv"
    table.write_text("\n".join([*lines[:3], line, *lines[4:]]) + "\n", encoding="utf-8")
    result = run("validate", table, "-w", EDITION, "-f", "csv")
    assert [row["code"] for row in rows(result.stdout)] == [code]
    streamed = run("score", table, "-w", EDITION, "--engine", "stream", "-f", "csv")
    assert streamed.returncode == 1
    assert code in streamed.stderr
    assert "missing-unit" not in streamed.stderr


@pytest.mark.parametrize("engine", ["memory", "stream"])
def test_a_file_that_cannot_be_decoded_is_sent_to_the_doctor(run: Run, tmp_path: Path, engine: str) -> None:
    table = tmp_path / "bảng điểm.csv"
    text = (ROOT / DTI).read_text(encoding="utf-8")
    table.write_bytes(text.encode("cp1258", "ignore"))
    result = run("score", "bảng điểm.csv", "-w", EDITION, "--engine", engine, "-f", "csv", cwd=tmp_path)
    assert result.returncode == 3
    assert 'dtiscore doctor "bảng điểm.csv"' in result.stderr
    assert run("doctor", "bảng điểm.csv", cwd=tmp_path).stdout != ""


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_column_that_is_not_compared_is_told_of(run: Run, tmp_path: Path, form: str) -> None:
    published = (ROOT / "examples/dti-province/published-2022.csv").read_text(encoding="utf-8").splitlines()
    more = [
        f"{published[0]},foundation_score,STT",
        *(f"{line},0.5,{at}" for at, line in enumerate(published[1:], 1)),
    ]
    expected = tmp_path / "e.csv"
    expected.write_text("\n".join(more) + "\n", encoding="utf-8")
    result = run("check", DTI, "-w", EDITION, "--expect", expected, "-f", form, cwd=ROOT)
    assert result.returncode == 0, result.stdout
    said = " ".join(result.stderr.split())
    assert "foundation_score" in said
    assert "not compared" in said
    assert "STT" not in said
