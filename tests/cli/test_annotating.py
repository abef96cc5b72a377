"""``--annotate``: what a command found goes to machines as well, whatever becomes of its result."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import ROOT, Run, written

BAD = "province,nhan_thuc_so\n01,x\n"
EDITION = "dti-province-2022"


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    file = tmp_path / "bad.csv"
    file.write_text(BAD, encoding="utf-8")
    return file


def test_the_result_stays_as_it_is_and_the_log_is_told_beside_it(run: Run, bad: Path) -> None:
    plain = run("validate", "bad.csv", "-w", EDITION, "-f", "csv", "-q", cwd=bad.parent)
    told = run("validate", "bad.csv", "-w", EDITION, "-f", "csv", "-q", "--annotate", "lines", cwd=bad.parent)
    assert (told.returncode, told.stdout) == (plain.returncode, plain.stdout)
    lines = told.stderr.splitlines()
    assert len(lines) == len(plain.stdout.splitlines()) - 1
    assert lines[-1].startswith('bad.csv:2:2: error undeclared-missing: Hà Nội, nhan_thuc_so, "x": ')


def test_any_number_of_forms_at_once_and_several_files(run: Run, bad: Path) -> None:
    good = ROOT / "examples" / "dti-province" / "2022.csv"
    line = ["validate", "bad.csv", str(good), "-w", EDITION, "-f", "json", "-o", "out.json"]
    done = run(*line, "--annotate", "junit=j.xml", "--annotate", "sarif=s.json", "--annotate", "github", cwd=bad.parent)  # fmt: skip
    assert done.returncode == 1
    suites = ET.parse(bad.parent / "j.xml").getroot()
    assert [suite.attrib["name"] for suite in suites] == ["bad.csv", str(good)]
    assert [int(suite.attrib["failures"]) > 0 for suite in suites] == [True, False]
    results = json.loads((bad.parent / "s.json").read_text(encoding="utf-8"))["runs"][0]["results"]
    out = json.loads((bad.parent / "out.json").read_text(encoding="utf-8"))
    assert [table["valid"] for table in out["tables"]] == [False, True]
    assert len(results) == len(out["tables"][0]["rows"])
    assert done.stderr.startswith(
        f"{written('out.json', 'json')}::error file=bad.csv,line=1,title=missing-unit::"
    )


def test_the_summary_of_the_step_has_the_whole_table(run: Run, bad: Path) -> None:
    summary = bad.parent / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    environment = {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_WORKSPACE": str(bad.parent.parent)}
    done = run("validate", "bad.csv", "-w", EDITION, "--annotate", "github", env=environment, cwd=bad.parent)
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("before\n## dtiscore validate\n\n")
    rows = text.count("\n| ") - 2  # without the headings and the rule below them
    assert done.stderr.count("::error") == 9  # one for each cell
    assert rows == 3  # one for each cause: a unit, and a missing column for seven indicators twice
    assert f"file={bad.parent.name}/bad.csv," in done.stderr


def test_check_tells_each_difference_at_its_line(run: Run, tmp_path: Path) -> None:
    published = (ROOT / "examples" / "hdi" / "published.csv").read_text(encoding="utf-8").splitlines()
    cells = published[2].split(",")
    published[2] = ",".join(["0.001" if cell.startswith("0.") else cell for cell in cells])
    (tmp_path / "p.csv").write_text("\n".join(published) + "\n", encoding="utf-8")
    data = str(ROOT / "examples" / "hdi" / "2022.csv")
    done = run(
        "check",
        data,
        "-w",
        "hdi-2022",
        "--expect",
        "p.csv",
        "-q",
        "-f",
        "csv",
        "--annotate",
        "lines",
        cwd=tmp_path,
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == len(done.stdout.splitlines()) - 1
    assert "p.csv:3: error score-differs: " in done.stderr


def test_what_has_no_result_is_told_all_the_same(run: Run, bad: Path) -> None:
    """``check`` of a table that cannot be scored, and any command under a broken weighting file."""
    expected = str(ROOT / "examples" / "hdi" / "published.csv")
    done = run("check", "bad.csv", "-w", EDITION, "--expect", expected, "--annotate", "sarif=s.json", cwd=bad.parent)  # fmt: skip
    assert done.returncode == 1
    results = json.loads((bad.parent / "s.json").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert {result["ruleId"] for result in results} == {
        "missing-unit",
        "missing-column",
        "undeclared-missing",
    }
    (bad.parent / "w.yaml").write_text("id: w\n", encoding="utf-8")
    done = run("validate", "bad.csv", "-w", "w.yaml", "--annotate", "lines", cwd=bad.parent)
    assert done.returncode == 2
    assert "w.yaml:1:1: error missing-key: " in done.stderr


def test_several_weighting_files_are_checked_in_one_run(run: Run, tmp_path: Path) -> None:
    (tmp_path / "w.yaml").write_text("id: w\n", encoding="utf-8")
    done = run("weights", "check", "w.yaml", "hdi-2022", "--annotate", "junit=j.xml", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == "hdi-2022: sound; hdi-2022 has 6 nodes, 4 of them indicators\n"
    assert "missing-key" in done.stderr
    failures = {suite.attrib["name"]: suite.attrib["failures"] for suite in ET.parse(tmp_path / "j.xml").getroot()}  # fmt: skip
    assert failures["hdi-2022"] == "0"
    assert int(failures["w.yaml"]) > 0
    programs = run("weights", "check", "w.yaml", "hdi-2022", "-f", "csv", cwd=tmp_path)
    assert (programs.returncode, programs.stderr) == (2, "")
    assert "missing-key" in programs.stdout


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["checkstyle"], '--annotate knows no form "checkstyle"'),
        (["junit"], "--annotate junit needs a file"),
        (["junit=a", "sarif=a"], "two forms of --annotate go to a"),
        (["lines=-"], "the result goes to standard output, and so would --annotate"),
    ],
)
def test_what_cannot_be_is_refused_before_any_work(run: Run, bad: Path, asked: list[str], told: str) -> None:
    options = [part for text in asked for part in ("--annotate", text)]
    done = run("validate", "bad.csv", "-w", EDITION, *options, cwd=bad.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert [file.name for file in bad.parent.iterdir()] == ["bad.csv"]


def test_an_input_is_never_written_over(run: Run, bad: Path) -> None:
    done = run("validate", "bad.csv", "-w", EDITION, "--annotate", "lines=bad.csv", cwd=bad.parent)
    assert done.returncode == 2
    assert bad.read_text(encoding="utf-8") == BAD


def test_a_table_that_cannot_be_read_hides_no_other(run: Run, bad: Path) -> None:
    good = str(ROOT / "examples" / "dti-province" / "2022.csv")
    done = run(
        "validate", good, "nope.csv", "bad.csv", "none.csv", "-w", EDITION, "-f", "json", cwd=bad.parent
    )
    assert done.returncode == 3
    out = json.loads(done.stdout)
    assert [table["valid"] for table in out["tables"]] == [True, False]
    assert (out["valid"], out["unread"]) == (False, ["nope.csv", "none.csv"])
    for name in ("nope.csv", "none.csv"):
        assert done.stderr.count(f"error: {name} does not exist") == 1
    screen = run("validate", "nope.csv", good, "-w", EDITION, cwd=bad.parent)
    assert (screen.returncode, "No problem in" in screen.stdout) == (3, True)
    assert "error: nope.csv does not exist" in screen.stderr
    data = json.loads(run("validate", good, "nope.csv", "-w", EDITION, "-f", "json", cwd=bad.parent).stdout)
    assert (data["valid"], [table["valid"] for table in data["tables"]]) == (False, [True])


def test_what_is_wrong_for_every_table_is_told_once(run: Run, bad: Path) -> None:
    absent = run("validate", "bad.csv", "bad.csv", "-w", "nope.yaml", cwd=bad.parent)
    assert (absent.returncode, absent.stdout, absent.stderr.count("error: ")) == (3, "", 1)
    none = run("validate", "a.csv", "b.csv", "-w", EDITION, cwd=bad.parent)
    assert (none.returncode, none.stdout) == (3, "")
    assert [f"{name} does not exist" in none.stderr for name in ("a.csv", "b.csv")] == [True, True]


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_weighting_file_that_cannot_be_read_hides_no_other(run: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / "w.yaml").write_text("id: x\n", encoding="utf-8")
    done = run("weights", "check", "nope.yaml", "w.yaml", "hdi-2022", "-f", form, cwd=tmp_path)
    assert done.returncode == 3
    assert "error: nope.yaml does not exist" in done.stderr
    assert "missing-key" in done.stdout + done.stderr
    assert ("hdi-2022" in done.stdout) == (form == "table")
    assert run("weights", "check", "hdi-2022", "no-edition", cwd=tmp_path).returncode == 2
