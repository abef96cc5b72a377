"""What the doctor suggests is written into the project, new or there already, and read from it."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from tests.cli.test_forty_inputs import EDITIONS
from tests.cli.ways_out.case import edition, of
from tests.conftest import ROOT, Run
from tests.first_hour.offices import OFFICES, OWN_INDEX
from tests.first_hour.walking import ranking_of, right
from tests.made import HEAD, indicator

BY_NAME = {office.name: office for office in OFFICES}
EDITION = "dti-province-2022"


def fixed(run: Run, folder: Path, name: str) -> str:
    BY_NAME[name].made(folder / name)
    done = run("doctor", name, "-w", EDITION, "--fix", cwd=folder)
    assert done.returncode == 0, done.stderr
    now, report = done.stderr.splitlines()[-2:]
    assert report == f"A report: {now.partition('Now: ')[2]} -o report.html"
    return now


def test_two_tables_one_after_the_other_are_scored_by_name(run: Run, tmp_path: Path) -> None:
    told = fixed(run, tmp_path, "tong-hop.xlsx")
    assert told == "Written into dtiscore.toml. Now: dtiscore score tong-hop"
    begun = (tmp_path / "dtiscore.toml").read_text(encoding="utf-8")
    told = fixed(run, tmp_path, "phan-tram-so.xlsx")
    assert (tmp_path / "dtiscore.toml").read_text(encoding="utf-8").startswith(begun)
    # Both offices have the same figures.
    rankings = {run("score", name, "-f", "csv", cwd=tmp_path).stdout for name in ("tong-hop", "phan-tram-so")}
    assert len(rankings) == 1
    assert rankings.pop().count("\n") == 64


def test_a_table_that_is_read_as_it_stands_is_named_too(run: Run, tmp_path: Path) -> None:
    assert fixed(run, tmp_path, "excel.csv") == "Written into dtiscore.toml. Now: dtiscore score excel"


def test_in_a_pyproject_and_beside_a_table_of_the_name(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(
        '[project]\nname = "x"\n\n[tool.dtiscore]\ntables.tong-hop = {file = "x.csv"}\n', encoding="utf-8"
    )
    told = fixed(run, tmp_path, "tong-hop.xlsx")
    assert told.endswith(f"Now: dtiscore score tong-hop-2 -w {EDITION}")
    assert "[tool.dtiscore.tables.tong-hop-2]\n" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("tham-dinh.xlsx", "does not tell which of several readings is right"),
        ("mixed.csv", "nothing is suggested"),
        (str(ROOT / "examples" / "doctor" / "as-exported.csv"), "does not lie in the folder of the project"),
    ],
)
def test_what_a_person_must_decide_is_not_written(run: Run, tmp_path: Path, name: str, told: str) -> None:
    if name in BY_NAME:
        BY_NAME[name].made(tmp_path / name)
    (tmp_path / "mixed.csv").write_text('unit,x\na,"2,3"\nb,2.55\n', encoding="utf-8")
    edition = () if name == "mixed.csv" else ("-w", EDITION)
    done = run("doctor", name, *edition, "--fix", cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert not (tmp_path / "dtiscore.toml").exists()


def test_a_table_of_the_project_is_not_written_twice(run: Run, tmp_path: Path) -> None:
    fixed(run, tmp_path, "tong-hop.xlsx")
    written = (tmp_path / "dtiscore.toml").read_bytes()
    done = run("doctor", "tong-hop.xlsx", "-w", EDITION, "--fix", cwd=tmp_path)
    assert done.returncode == 0
    assert "dtiscore.toml says so already. Now: dtiscore score tong-hop" in done.stderr
    assert (tmp_path / "dtiscore.toml").read_bytes() == written


def test_a_table_that_the_project_names_already_is_completed(run: Run, tmp_path: Path) -> None:
    """In a project its edition counts for the doctor too, so that what is proposed can be pasted."""
    BY_NAME["tong-hop.xlsx"].made(tmp_path / "tong-hop.xlsx")
    project = tmp_path / "dtiscore.toml"
    project.write_text(f'edition = "{EDITION}"\n\n[tables.th]\nfile = "tong-hop.xlsx"\n# a note\n', "utf-8")
    told = run("doctor", "th", "-f", "json", cwd=tmp_path).stdout
    assert f"dtiscore score tong-hop.xlsx -w {EDITION} --skip-rows 5" in told
    done = run("doctor", "th", "--fix", cwd=tmp_path)
    assert done.stderr.splitlines()[-2] == "Written into dtiscore.toml. Now: dtiscore score th"
    assert project.read_text("utf-8").endswith("\n# a note\n")
    assert run("score", "th", "-f", "csv", cwd=tmp_path).stdout.count("\n") == 64
    again = run("doctor", "th", "--fix", cwd=tmp_path)
    assert again.returncode == 0
    assert "dtiscore.toml says so already. Now: dtiscore score th" in again.stderr


def test_what_init_wrote_of_a_table_already_is_completed_too(run: Run, tmp_path: Path) -> None:
    """What was proposed, by the name of the file, was refused for the column of units that ``init`` had written."""
    (tmp_path / "t.csv").write_text("Pays;A;B\nAva;5,1*;3\nBel;6;4\nCor;7;n/a\nDun;9;1\n", encoding="utf-8")
    assert run("init", "t.csv", "--yes", cwd=tmp_path).returncode == 1
    assert 'unit_column = "Pays"' in (tmp_path / "dtiscore.toml").read_text("utf-8")
    told = run("doctor", "t.csv", "-w", "t.yaml", cwd=tmp_path).stdout
    assert "dtiscore doctor t.csv -w t.yaml --fix" in told
    done = run("doctor", "t.csv", "-w", "t.yaml", "--fix", cwd=tmp_path)
    assert "Written into dtiscore.toml." in done.stderr
    assert run("validate", "t", cwd=tmp_path).returncode == 0


def test_points_begin_a_weighting_file_and_are_not_written_into_a_project(run: Run, tmp_path: Path) -> None:
    BY_NAME["diem.xlsx"].made(tmp_path / "diem.xlsx")
    command = f"dtiscore init diem.xlsx --from {EDITION}"
    refused = run("doctor", "diem.xlsx", "-w", EDITION, "--fix", cwd=tmp_path)
    assert refused.returncode == 2
    assert refused.stderr.splitlines()[-1].endswith(f"begin one: {command}")
    begun = run(*command.split()[1:], "-q", cwd=tmp_path)
    assert begun.returncode == 0
    # A second project would lie over the first: nothing is proposed that would be refused.
    told = run("doctor", "diem.xlsx", "-w", EDITION, cwd=tmp_path)
    assert "init" not in told.stdout
    assert "write rule: identity" in " ".join(told.stdout.split())


def test_an_edition_of_ones_own_is_begun_from_its_file(run: Run, tmp_path: Path) -> None:
    office = BY_NAME["khoi.xlsx"]
    office.made(tmp_path / office.name)
    shares = OWN_INDEX.replace("{kind: identity}", "{kind: fraction}")
    (tmp_path / "shares.yaml").write_text(shares, encoding="utf-8")
    told = run("doctor", office.name, "-w", "shares.yaml", "-f", "json", cwd=tmp_path).stdout
    command = json.loads(told)["suggested"][0]["command"]
    assert command == "dtiscore init khoi.xlsx --from shares.yaml"
    ranked = run(*command.split()[1:], "-f", "csv", cwd=tmp_path)
    assert ranking_of(ranked.stdout) == right(run, office, tmp_path)
    assert "{kind: fraction}" not in (tmp_path / "khoi.yaml").read_text("utf-8")


def test_without_an_edition_a_command_that_can_be_pasted_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("unit,a,b\nA,1,2\nB,2,3\n", encoding="utf-8")
    told = run("doctor", "t.csv", cwd=tmp_path)
    assert told.stdout.splitlines()[-1].strip() == "dtiscore init t.csv"
    assert "init" not in run("doctor", "-", input="unit,a\nA,1\nB,2\n", cwd=tmp_path).stdout
    assert run("init", "t.csv", "-q", cwd=tmp_path).returncode == 0
    assert "init" not in run("doctor", "t.csv", cwd=tmp_path).stdout  # a project is there already


PROJECT = """edition = "dti-province-2022"

[tables.sums]
file = "t.csv"
skip_rows = 1
missing = ["KCSL"]
"""


def test_what_a_project_declares_already_is_no_advice(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dtiscore.toml").write_text(PROJECT, encoding="utf-8")
    table = tmp_path / "t.csv"
    table.write_text("Bảng;;\nunit;x;y\na;2,5;1\nb;KCSL;2\n", encoding="utf-8")
    (tmp_path / "one.yaml").write_text(EDITIONS["one"], encoding="utf-8")
    sound = run("doctor", "sums", "-w", "one.yaml", cwd=tmp_path)
    assert sound.stdout == "t.csv can be read as it stands; there is nothing to declare.\n"
    # What it lacks is told beside what it has, with the name of the table, which stands for the rest.
    with table.open("a", encoding="utf-8") as file:
        file.write("Cả nước;4;5\n")
    more = run("doctor", "sums", "-w", "one.yaml", cwd=tmp_path)
    assert more.stdout.startswith("1 thing was noticed")
    assert 'dtiscore score @sums -w one.yaml --ignore-unit "Cả nước"\n' in more.stdout
    assert "As it stands: 1 error (perhaps-a-total)." in more.stdout
    assert run("score", "@sums", "-w", "one.yaml", "--ignore-unit", "Cả nước", cwd=tmp_path).returncode == 0
    assert run("doctor", "@sums", "-w", "one.yaml", "--fix", cwd=tmp_path).returncode == 0
    assert run("score", "sums", "-w", "one.yaml", cwd=tmp_path).returncode == 0
    # Texts that are declared to mean "no value" are named with those that should be, since one option has all.
    with table.open("a", encoding="utf-8") as file:
        file.write("c;x;5\nd;x;5\n")
    both = json.loads(run("doctor", "sums", "-w", "one.yaml", "-f", "json", cwd=tmp_path).stdout)
    assert [each["declarations"] for each in both["suggested"]] == [{"missing": ["KCSL", "x"]}]


def test_what_a_person_has_to_say_is_not_written(run: Run, tmp_path: Path) -> None:
    """Under goalposts of 0 and 50 nothing but the edition tells that 45% is 45: taken for 0.45 every unit would lose."""
    (tmp_path / "t.csv").write_text("unit,x,y\nA,45%,50\nB,20%,50\nC,5%,50\n", encoding="utf-8")
    index = indicator("I", column="x", rule={"kind": "goalposts", "low": 0, "high": 50})
    (tmp_path / "w.json").write_text(json.dumps({**HEAD, "index": index}), encoding="utf-8")
    asked = run("doctor", "t.csv", "-w", "w.json", cwd=tmp_path).stdout
    assert "--percent x" in asked
    assert "--fix" not in asked
    refused = run("doctor", "t.csv", "-w", "w.json", "--fix", cwd=tmp_path)
    assert refused.returncode == 2
    assert "type it if it is: --percent x" in refused.stderr
    assert not (tmp_path / "dtiscore.toml").exists()


def test_a_column_of_shares_beyond_1_may_be_in_per_cent(run: Run, tmp_path: Path) -> None:
    (tmp_path / "w.yaml").write_text(edition(of("{code: p, rule: {kind: fraction}}")), encoding="utf-8")
    (tmp_path / "t.csv").write_text("unit,p\na,86\nb,50\nc,33\n", encoding="utf-8")
    told = run("doctor", "t.csv", "-w", "w.yaml", cwd=tmp_path).stdout
    assert "declare it only if they are per cent" in told
    assert 't.csv:2:2: "86"' in told
    (line,) = (line.strip() for line in told.splitlines() if line.strip().startswith("dtiscore score"))
    assert line == "dtiscore score t.csv -w w.yaml --percent p"
    assert run(*shlex.split(line)[1:], cwd=tmp_path).returncode == 0
    (tmp_path / "t.csv").write_text("unit,p\na,0.86\nb,0.5\nc,33\n", encoding="utf-8")
    assert "--percent" not in run("doctor", "t.csv", "-w", "w.yaml", cwd=tmp_path).stdout  # one cell is wrong
