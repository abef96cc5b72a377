"""``run`` makes all outputs of a project or none, each from the project alone, and reaches nothing beyond it."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.conftest import ROOT, Run

from dtiscore.errors import ExitCode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example project."""
    return Path(
        shutil.copytree(
            ROOT / "examples" / "project", tmp_path / "project", ignore=shutil.ignore_patterns("results")
        )
    )


def states(
    run: Run, folder: Path, *options: str, code: ExitCode = ExitCode.DONE, **env: str
) -> dict[str, str]:
    """What became of each output."""
    done = run("run", "-f", "json", *options, cwd=folder, env=env)
    assert done.returncode == code, done.stderr
    return {row["output"]: row["state"] for row in json.loads(done.stdout)["rows"]}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_output_is_what_its_command_makes_alone(run: Run, folder: Path) -> None:
    assert set(states(run, folder).values()) == {"new"}
    for line, file in (
        (("score", "2023", "--previous", "2022"), "ranking-2023.csv"),
        (("score", "2023", "--previous", "2022", "--top", "10"), "ranking-2023.md"),
        (("compare", "2022", "2023", "-w", "dti-province-2022"), "moves.csv"),
        (("explain", "2023", "--unit", "Đà Nẵng"), "da-nang.json"),
        (("score", "2023", "-w", "activities"), "activities-2023.csv"),
        (("compare", "published", "ranking", "-w", "dti-province-2022"), "beside-published.md"),
    ):
        form = file.rpartition(".")[2]
        assert run(*line, "-f", form, cwd=folder).stdout == (folder / "results" / file).read_text(
            encoding="utf-8"
        )


def test_figures_are_those_that_were_published(run: Run, folder: Path) -> None:
    """The ministry's report of 2023: Đà Nẵng 0.8340, first; the rest stands in data/published-2023.csv."""
    states(run, folder)
    text = (folder / "results" / "ranking-2023.csv").read_text(encoding="utf-8")
    first = next(csv.DictReader(text.splitlines()))
    assert (first["unit"], first["DTI.score"], first["rank"]) == ("48", "0.834", "1")
    assert run("check", "2023", "--expect", "published", cwd=folder).returncode == ExitCode.DONE


def test_what_has_not_changed_is_left_as_it_is(run: Run, folder: Path) -> None:
    states(run, folder)
    before = {path: path.stat().st_mtime_ns for path in (folder / "results").iterdir()}
    assert set(states(run, folder).values()) <= {"same", "current"}
    assert {path: path.stat().st_mtime_ns for path in (folder / "results").iterdir()} == before


def test_an_edited_cell_changes_what_is_made_from_it(run: Run, folder: Path) -> None:
    states(run, folder)
    table = folder / "data" / "2022.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("328,4550", "498,4550"), encoding="utf-8")
    found = states(run, folder, "--check", code=ExitCode.ANSWER_IS_NO)
    assert {name for name, state in found.items() if state == "changed"} == {"ranking", "report", "moves"}


def test_check_writes_nothing_and_says_what_would_change(run: Run, folder: Path) -> None:
    before = contents(folder)
    assert set(states(run, folder, "--check", code=ExitCode.ANSWER_IS_NO).values()) == {"new"}
    assert contents(folder) == before
    states(run, folder)
    states(run, folder, "--check")
    with (folder / "results" / "moves.csv").open("a") as edited:
        edited.write("by hand\n")
    before = contents(folder)
    assert states(run, folder, "--check", code=ExitCode.ANSWER_IS_NO)["moves"] == "changed"
    assert contents(folder) == before


def test_check_annotates_what_would_change(run: Run, folder: Path) -> None:
    states(run, folder)
    file = folder / "results" / "moves.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([*lines[:3], "by hand\n", *lines[4:]]), encoding="utf-8")
    (folder / "results" / "da-nang.json").unlink()
    done = run("run", "--check", "--annotate", "lines", "--annotate", "junit=j.xml", cwd=folder)
    project = (folder / "dtiscore.toml").read_text(encoding="utf-8").splitlines()
    line = project.index('name = "da-nang"')
    assert done.stderr.splitlines()[-2:] == [
        "results/moves.csv:4: error outdated-output: output moves would come out otherwise; make it: dtiscore run",
        f"dtiscore.toml:{line}:3: error outdated-output: outputs[3]: output da-nang has not been made; make it: dtiscore run",
    ]
    suites = ET.parse(folder / "j.xml").getroot()
    assert [suite.attrib["failures"] for suite in suites] == ["0", "0", "1", "1", "0", "0"]


CHAIN = """
[[outputs]]
name = "copy"
command = "weights convert"
tables = ["activities"]
file = "made/copy.yaml"

[[outputs]]
name = "by-copy"
command = "score"
tables = ["2023"]
weights = "copied"
file = "made/by-copy.csv"

[[outputs]]
name = "moves-of-ranked"
command = "compare"
tables = ["ranking", "published"]
options = {published = "dti"}
file = "made/moves.csv"
"""


@pytest.fixture
def chain(folder: Path) -> Path:
    """The project with a weighting file that it makes, and a table that is one of its outputs."""
    project = folder / "dtiscore.toml"
    text = project.read_text(encoding="utf-8").replace("[weights]", '[weights]\ncopied = "made/copy.yaml"')
    project.write_text(text + CHAIN, encoding="utf-8")
    return folder


def test_outputs_are_made_from_earlier_ones(run: Run, chain: Path) -> None:
    assert set(states(run, chain).values()) == {"new"}
    by_copy = (chain / "made" / "by-copy.csv").read_bytes()
    assert by_copy == (chain / "results" / "activities-2023.csv").read_bytes()
    assert set(states(run, chain).values()) == {"current"}
    assert run("check", cwd=chain).returncode == ExitCode.DONE
    # What is made from one that is stale is stale, and what is asked for brings along what it is made from.
    table = chain / "data" / "2023.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("0.6524", "0.7524"), encoding="utf-8")
    found = states(run, chain, "--check", code=ExitCode.ANSWER_IS_NO)
    assert (found["moves-of-ranked"], found["by-copy"], found["copy"]) == ("changed", "changed", "current")
    assert states(run, chain, "moves-of-ranked") == {"ranking": "changed", "moves-of-ranked": "changed"}


def test_an_output_edited_by_hand_is_no_table_that_moved(run: Run, chain: Path) -> None:
    states(run, chain)
    file = chain / "results" / "ranking-2023.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("0.6869", "0.7869"), encoding="utf-8")
    told = json.loads(run("check", "-f", "json", cwd=chain).stdout)
    assert {(one["kind"], one["what"], one["how"]) for one in told["moved"]} == {
        ("output", "ranking", "by hand"),
        ("output", "beside-published", "outdated"),
        ("output", "moves-of-ranked", "outdated"),
    }
    assert states(run, chain)["moves-of-ranked"] == "same"


def test_a_picture_is_known_by_what_it_was_drawn_from(run: Run, folder: Path) -> None:
    """As if a machine of other fonts had drawn it: other bytes, which the lock knows, drawn from the same."""
    with (folder / "dtiscore.toml").open("a", encoding="utf-8") as project:
        project.write(
            '[[outputs]]\nname = "picture"\ncommand = "plot ranking"\ntables = ["2023"]\nfile = "p.svg"\n'
        )
    assert states(run, folder, "picture") == {"picture": "new"}
    picture, lock = folder / "p.svg", folder / "dtiscore.lock"
    drawn = picture.read_bytes()
    picture.write_bytes(drawn.replace(b'font-family="', b'font-family="x'))
    assert states(run, folder, "picture", "--check", code=ExitCode.ANSWER_IS_NO) == {"picture": "changed"}
    elsewhere = hashlib.sha256(picture.read_bytes()).hexdigest()
    text = lock.read_text(encoding="utf-8").replace(hashlib.sha256(drawn).hexdigest(), elsewhere)
    lock.write_text(text.replace('inputs = "', 'inputs = "0'), encoding="utf-8")
    assert states(run, folder, "picture") == {"picture": "same"}
    assert elsewhere in lock.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_report_that_lost_a_picture_is_made_again(run: Run, folder: Path) -> None:
    with (folder / "dtiscore.toml").open("a", encoding="utf-8") as project:
        project.write(
            '[[outputs]]\nname = "paper"\ncommand = "report"\ntables = ["2023"]\nfile = "results/paper.md"\n'
        )
    states(run, folder)
    picture = folder / "results" / "paper-ranking-1.svg"
    drawn = picture.read_bytes()
    picture.unlink()
    told = json.loads(run("check", "-f", "json", cwd=folder).stdout)
    assert [(one["kind"], one["what"], one["how"]) for one in told["moved"]] == [("output", "paper", "gone")]
    assert states(run, folder, "paper") == {"paper": "same"}
    assert picture.read_bytes() == drawn


def test_one_that_fails_leaves_all_others_as_they_were(run: Run, folder: Path) -> None:
    with (folder / "dtiscore.toml").open("a", encoding="utf-8") as project:
        project.write('[[outputs]]\nname = "shown"\ncommand = "weights show"\ntables = ["activities"]\nfile = "more/shown.json"\n')  # fmt: skip
        project.write('[[outputs]]\nname = "last"\ncommand = "explain"\ntables = ["2023"]\noptions = {unit = "Atlantis"}\nfile = "more/last.md"\n')  # fmt: skip
    before = contents(folder)
    done = run("run", cwd=folder)
    assert done.returncode == ExitCode.USAGE
    assert "Atlantis" in done.stderr
    assert 'output "last": dtiscore explain @2023' in done.stderr
    assert "wrote" not in done.stderr
    assert contents(folder) == before
    assert not (folder / "results").exists()
    assert not (folder / "more").exists()


def test_outputs_depend_on_the_project_alone(run: Run, folder: Path) -> None:
    states(run, folder)
    before = contents(folder)
    shutil.rmtree(folder / "results")
    below = folder / "data"
    env = {"DTISCORE_TOP": "3", "DTISCORE_LANG": "vi", "DTISCORE_WEIGHTS": "nothing", "LC_ALL": "vi_VN.UTF-8"}
    done = run("run", "--lang", "vi", cwd=below, env=env)
    assert done.returncode == ExitCode.DONE, done.stderr
    assert contents(folder) == before


def test_some_outputs_by_name(run: Run, folder: Path) -> None:
    assert states(run, folder, "moves") == {"moves": "new"}
    assert "did you mean moves?" in run("run", "movs", cwd=folder).stderr


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ('command = "scor"', "did you mean score"),
        ('command = "run"', "no command that makes an output"),
        ('command = "config"', "see dtiscore --help"),
        ('command = "weights shwo"', "did you mean weights show"),
        ('command = "weights"', "no command that makes an output"),
        ('command = "score"\ntables = ["data/2023.csv"]', 'nothing called "data/2023.csv"'),
        ('command = "score"\ntables = ["-"]', 'nothing called "-"'),
        ('command = "score"\ntables = ["/etc/passwd"]', 'nothing called "/etc/passwd"'),
        ('command = "score"\ntables = ["2023"]\nweights = "../own.yaml"', 'nothing called "../own.yaml"'),
        ('command = "score"\ntables = ["2023"]\noptions = {output = "/tmp/x"}', "no option of an output"),
        ('command = "score"\ntables = ["2023"]\noptions = {master = "sc://x"}', "no option of an output"),
        ('command = "score"\ntables = ["2023"]\noptions = {reference = "/etc/x"}', "files of its own folder only"),
        ('command = "score"\ntables = ["2023"]\noptions = {reference = "../x"}', "leaves the folder"),
        ('command = "score"\ntables = ["2023"]\noptions = {previous = "/etc/x"}', 'nothing called "/etc/x"'),
        ('command = "score"\ntables = ["2023"]\noptions = {tpo = 3}', "did you mean top?"),
        ('command = "robustness"\ntables = ["2023"]\noptions = {draws = "../x.csv"}', "leaves the folder"),
        ('command = "validate"\ntables = ["2023"]\noptions = {annotate = "junit=../x.xml"}', "no option of an output"),
        ('command = "doctor"\ntables = ["2023"]\noptions = {fix = true}', "no option of an output"),
        ('command = "units match"\ntables = ["-"]', "is no name"),
        ('command = "units match"\ntables = ["x"]\noptions = {units = "/etc/x.yaml"}', 'nothing called "/etc/x.yaml"'),
        ('command = "weights convert"\noptions = {from-coinr = ["a", "b"]}', "no option of an output"),
    ],
)  # fmt: skip
def test_an_output_reaches_nothing_beyond_the_project(run: Run, folder: Path, says: str, words: str) -> None:
    with (folder / "dtiscore.toml").open("a", encoding="utf-8") as project:
        project.write(f'[[outputs]]\nname = "bad"\nfile = "bad.csv"\n{says}\n')
    before = contents(folder)
    done = run("run", "bad", "--width", "300", cwd=folder, env={"COLUMNS": "300"})
    assert done.returncode == ExitCode.USAGE, done.stdout
    assert words in done.stderr
    assert contents(folder) == before


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_no_output_is_written_through_a_link_that_leads_out(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (folder / "results").symlink_to(tmp_path / "outside")
    done = run("run", cwd=folder)
    assert done.returncode == ExitCode.USAGE
    assert "outside-project" in done.stderr
    assert not list((tmp_path / "outside").iterdir())


def test_without_a_project_or_outputs_it_says_so(run: Run, tmp_path: Path) -> None:
    assert "there is no project here" in run("run", cwd=tmp_path).stderr
    (tmp_path / "dtiscore.toml").write_text("")
    assert "dtiscore.toml names no outputs" in run("run", cwd=tmp_path).stderr
