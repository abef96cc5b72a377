"""A project on the command line: what its names stand for, which of two things counts, and what a fault says of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dtiscore.cli.language import chosen_language
from dtiscore.cli.names import Names, named_parameters
from dtiscore.cli.project import project_file
from dtiscore.errors import ExitCode
from tests.cli.whole_program import commands
from tests.conftest import ROOT, Run, here

PROJECT = """\
language = "en"
edition = "dti-province-2022"

[tables.now]
file = "data/2023.csv"
skip_rows = 1

[tables.before]
file = "data/2022.csv"
period = 2022
"""


@pytest.fixture
def folder(tmp_path: Path, examples: Path) -> Path:
    """A project of two years, of whose tables one has a title above its headings."""
    data = tmp_path / "data"
    data.mkdir()
    table = (examples / "dti-province" / "2023.csv").read_text(encoding="utf-8")
    (data / "2023.csv").write_text(f"Bảng chấm điểm\n{table}", encoding="utf-8")
    shutil.copy(examples / "dti-province" / "2022.csv", data)
    (tmp_path / "dtiscore.toml").write_text(PROJECT, encoding="utf-8")
    return tmp_path


def said_by(run: Run, folder: Path, *line: str, **env: str) -> str:
    """What a command says that ends as it should."""
    done = run(*line, cwd=folder, env=env)
    assert done.returncode == ExitCode.DONE, done.stderr
    return done.stdout


def refused(run: Run, folder: Path, *line: str, **env: str) -> str:
    """What a command says on standard error that cannot be carried out."""
    done = run(*line, cwd=folder, env=env)
    assert done.returncode == ExitCode.USAGE, done.stdout
    return done.stderr


@pytest.mark.parametrize("name", ["now", "@now"])
def test_a_table_is_called_by_its_name_with_its_reading_options(run: Run, folder: Path, name: str) -> None:
    typed = said_by(run, folder, "--no-project", "score", "data/2023.csv", "--lang", "en", "-w", "dti-province-2022", "--skip-rows", "1", "-f", "csv")  # fmt: skip
    assert said_by(run, folder, "score", name, "-f", "csv") == typed


def test_the_project_is_found_from_below_and_files_are_relative_to_it(run: Run, folder: Path) -> None:
    below = folder / "a" / "b"
    below.mkdir(parents=True)
    assert said_by(run, below, "score", "now", "-f", "csv") == said_by(
        run, folder, "score", "now", "-f", "csv"
    )


def test_every_engine_reads_a_named_table_as_the_project_says(run: Run, folder: Path) -> None:
    piecewise = said_by(run, folder, "score", "now", "--engine", "stream", "-f", "csv")
    assert piecewise == said_by(run, folder, "score", "now", "-f", "csv")


def test_each_of_several_tables_is_read_by_what_is_said_of_it(run: Run, folder: Path) -> None:
    both = said_by(run, folder, "compare", "@before", "2023=@now", "-w", "dti-province-2022", "-f", "csv")
    typed = said_by(run, folder, "--no-project", "compare", "--lang", "en", "2022=data/2022.csv", "2023=data/2023.csv", "-w", "dti-province-2022", "--table", "2023:skip-rows=1", "-f", "csv")  # fmt: skip
    assert both == typed
    moves = said_by(run, folder, "score", "now", "--previous", "before", "-f", "csv")
    assert "move" in moves.splitlines()[0].split(",")


def test_what_is_typed_counts_before_the_environment_and_that_before_the_project(
    run: Run, folder: Path
) -> None:
    """``missing`` of the project is one text; each of the others says another one."""
    (folder / "dtiscore.toml").write_text(f'{PROJECT}missing = "project"\n', encoding="utf-8")

    def missing(*typed: str, **env: str) -> object:
        line = ("score", "before", "-f", "json", *typed)
        return json.loads(said_by(run, folder, *line, **env))["provenance"]["options"].get("missing")

    assert missing() == ["project"]
    assert missing(DTISCORE_MISSING="one\ntwo words") == ["one", "two words"]
    assert missing("--missing", "typed", DTISCORE_MISSING="one") == ["typed"]
    assert missing(DTISCORE_MISSING="") == ["project"]


def test_the_period_of_a_table_chooses_the_edition_of_a_family(run: Run, folder: Path) -> None:
    found = json.loads(said_by(run, folder, "score", "before", "-w", "dti-province", "-f", "json"))
    assert found["provenance"]["options"] == {"period": "2022"}
    assert found["provenance"]["methodology"]["id"] == "dti-province-2022"


def test_tables_of_a_project_are_compared_and_followed_under_its_edition(run: Run, folder: Path) -> None:
    for line in (("compare", "before", "2023=now"), ("trend", "before", "2023=now")):
        typed = said_by(run, folder, *line, "-w", "dti-province-2022", "-f", "csv")
        assert said_by(run, folder, *line, "-f", "csv") == typed
    said_by(run, folder, "plot", "scores", "before", "2023=now", "-o", "scores.svg")
    # Files may be rankings, which are taken as they are; and of published scores no edition is asked.
    for table in ("before", "now"):
        said_by(run, folder, "score", table, "-o", f"{table}.csv")
    (folder / "dtiscore.toml").write_text(f'{PROJECT}[tables.old]\nfile = "before.csv"\n[tables.new]\nfile = "now.csv"\n', encoding="utf-8")  # fmt: skip
    rankings = said_by(run, folder, "compare", "2022=old", "2023=new", "-f", "csv")
    assert rankings == said_by(run, folder, "compare", "2022=before.csv", "2023=now.csv", "-f", "csv")
    files = ("compare", "2022=before.csv", "2023=now.csv", "-f", "csv")
    assert said_by(run, folder, *files) == said_by(run, folder, "--no-project", *files, "--lang", "en")
    assert "nothing says how the tables are scored" in refused(
        run, folder, "compare", "data/2022.csv", "2023=now"
    )
    assert "DTI" in refused(
        run, folder, "compare", "before", "2023=now", "--published", "DTI", "--units", "vn-province-63"
    )


def test_each_table_that_is_validated_is_of_its_own_period(run: Run, folder: Path) -> None:
    later = '[tables.later]\nfile = "data/2022.csv"\nperiod = 2023\n'
    (folder / "dtiscore.toml").write_text(PROJECT + later, encoding="utf-8")
    assert "No problem in data/2022.csv" in said_by(run, folder, "validate", "before")
    done = run("validate", "before", "later", cwd=folder)
    assert done.returncode == ExitCode.ANSWER_IS_NO
    assert done.stdout.startswith("No problem in data/2022.csv")
    assert "the file has 2022" in done.stdout


def test_the_doctor_of_a_table_that_was_called_by_name_is_asked_by_that_name(run: Run, folder: Path) -> None:
    table = folder / "data" / "2023.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("0.", "0,", 1), encoding="utf-8")
    for line, called in (
        (("score", "now"), "now"),
        (("score", "@now"), "@now"),
        (("validate", "now"), "@now"),
        (("compare", "before", "2023=now", "-w", "dti-province-2022"), "now"),
        (("score", "data/2023.csv", "--skip-rows", "1"), "data/2023.csv"),
    ):
        told = run(*line, cwd=folder)
        assert f"dtiscore doctor {called} " in told.stderr, (line, told.stdout, told.stderr)


def test_a_name_never_stands_for_a_file_of_the_same_name_in_silence(run: Run, folder: Path) -> None:
    shutil.copy(folder / "data" / "2022.csv", folder / "now")
    told = refused(run, folder, "score", "now")
    assert '"now" is a file here, and a name in dtiscore.toml' in told
    assert "write ./now or @now" in told
    assert said_by(run, folder, "score", "@now", "-f", "csv") != said_by(run, folder, "score", "./now", "-f", "csv")  # fmt: skip


def test_a_folder_takes_no_name_away(run: Run, folder: Path, examples: Path) -> None:
    """The samples of a family lie in a folder of its name: beside that folder the family was told to be no weighting file."""
    for name in ("now", "dti-province", "dti-province-2022"):
        (folder / name).mkdir(exist_ok=True)
    assert run("score", "now", cwd=folder).returncode == 0
    table = examples / "dti-province" / "2023.csv"
    alone = ("--no-project", "score", table, "-f", "csv", "-w")
    found, whole = (
        run(*alone, name, cwd=place)
        for name, place in (("dti-province", folder), ("dti-province-2022", examples))
    )
    assert (found.returncode, found.stdout) == (0, whole.stdout)


def test_an_unknown_name_gets_the_nearest_ones(run: Run, folder: Path) -> None:
    assert "did you mean now?" in refused(run, folder, "score", "@nwo")


def test_a_name_without_a_project_says_so(
    run: Run, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    told = refused(run, elsewhere, "score", "2023=@now", "-w", "dti-province-2022")
    assert '"2023=@now" is a name in a project, and there is none here' in told


def test_a_file_whose_name_begins_so_is_a_file_where_there_is_no_project(
    run: Run, tmp_path: Path, examples: Path
) -> None:
    shutil.copy(examples / "dti-province" / "2022.csv", tmp_path / "@now")
    said_by(run, tmp_path, "score", "@now", "-w", "dti-province-2022")


OWN = (ROOT / "weights" / "dti-province-2022.yaml").read_text(encoding="utf-8")


@pytest.fixture
def own(folder: Path) -> Callable[..., None]:
    """Writes a weighting file of the project's own, and what the project says of it."""

    def written(name: str, says: str, *changes: tuple[str, str]) -> None:
        text = OWN
        for before, after in changes:
            assert before in text
            text = text.replace(before, after)
        (folder / name).write_text(text, encoding="utf-8")
        with (folder / "dtiscore.toml").open("a", encoding="utf-8") as project:
            project.write(says)

    return written


def test_a_weighting_file_is_called_by_its_name(run: Run, folder: Path, own: Callable[..., None]) -> None:
    own(
        "own.yaml",
        '[weights]\nours = "own.yaml"\n',
        ("id: dti-province-2022", "id: ours"),
        ("family: dti-province\n", ""),
    )
    found = json.loads(said_by(run, folder, "score", "now", "-w", "ours", "-f", "json"))
    assert found["provenance"]["methodology"]["id"] == "ours"
    assert said_by(run, folder, "weights", "check", "@ours")


def test_a_family_of_a_project_works_as_a_built_in_one_does(
    run: Run, folder: Path, own: Callable[..., None]
) -> None:
    periods = next(line for line in OWN.splitlines() if line.startswith("periods:"))
    family = ("family: dti-province", "family: ours")
    own("a.yaml", "", ("id: dti-province-2022", "id: ours-2022"), family, (periods, 'periods: ["2022"]'))
    says = '[weights]\nours = ["b.yaml", "a.yaml"]\n'
    own("b.yaml", says, ("id: dti-province-2022", "id: ours-2023"), family, (periods, 'periods: ["2023"]'))
    for line, edition in (
        (("before",), "ours-2022"),
        (("now", "--period", "2023"), "ours-2023"),
    ):
        found = json.loads(said_by(run, folder, "score", *line, "-w", "ours", "-f", "json"))
        assert found["provenance"]["methodology"]["id"] == edition
    assert "no edition of ours governs 2021" in refused(
        run, folder, "score", "now", "-w", "ours", "--period", "2021"
    )
    assert '"ours" is a family of editions: ours-2022, ours-2023' in refused(
        run, folder, "weights", "show", "ours"
    )
    apart = ("now", "--period", "2023", "--engine", "stream", "-f", "csv")
    assert "say which is meant: --period 2023" in refused(
        run, folder, "score", "now", "-w", "ours", *apart[3:]
    )
    assert said_by(run, folder, "score", *apart, "-w", "ours") == said_by(
        run, folder, "score", *apart, "-w", "ours-2023"
    )
    own("b.yaml", "", ("id: dti-province-2022", "id: ours-2024"), family, (periods, 'periods: ["2023"]'))
    changed = said_by(run, folder, "score", "now", "--period", "2023", "-w", "ours", "-f", "json")
    assert json.loads(changed)["provenance"]["methodology"]["id"] == "ours-2024"


def test_an_edition_of_a_family_is_called_by_its_id(run: Run, folder: Path, own: Callable[..., None]) -> None:
    periods = next(line for line in OWN.splitlines() if line.startswith("periods:"))
    family = ("family: dti-province", "family: ours")
    own("a.yaml", "", ("id: dti-province-2022", "id: ours-2022"), family, (periods, 'periods: ["2022"]'))
    says = '[weights]\nours = ["b.yaml", "a.yaml"]\n'
    own("b.yaml", says, ("id: dti-province-2022", "id: ours-2023"), family, (periods, 'periods: ["2023"]'))
    for name in ("ours-2023", "@ours-2023"):
        assert said_by(run, folder, "weights", "show", name) == said_by(
            run, folder, "weights", "show", "b.yaml"
        )
    assert "no difference" not in said_by(run, folder, "diff", "ours-2022", "ours-2023")
    tables = ("2022=before", "2023=now", "-f", "csv")
    of_family, of_edition = (
        said_by(run, folder, "backcast", *tables, "-w", name) for name in ("ours", "ours-2023")
    )
    assert "rank_then:2022" in of_family.partition("\n")[0]
    assert of_edition == of_family
    for name in ("ours-2021", "@ours-2021"):
        assert "ours-2021" in refused(run, folder, "weights", "show", name)


def test_a_file_of_another_family_is_refused(run: Run, folder: Path, own: Callable[..., None]) -> None:
    own("a.yaml", '[weights]\nours = ["a.yaml", "a.yaml"]\n')
    assert 'a.yaml is no edition of the family "ours"' in refused(
        run, folder, "score", "before", "-w", "ours"
    )


def test_a_unit_scheme_is_called_by_its_name(run: Run, folder: Path, own: Callable[..., None]) -> None:
    text = (ROOT / "weights" / "units" / "vn-province-63.yaml").read_text(encoding="utf-8")
    (folder / "units").mkdir()
    (folder / "units" / "mine.yaml").write_text(
        text.replace("id: vn-province-63", "id: provinces"), encoding="utf-8"
    )
    says = '[schemes]\nprovinces = "units/mine.yaml"\n[weights]\nours = "w/own.yaml"\n'
    (folder / "w").mkdir()
    own("w/own.yaml", says, ("units: vn-province-63", "units: provinces"))
    assert "Hải Phòng" in said_by(run, folder, "units", "list", "provinces")
    assert said_by(run, folder, "score", "now", "-w", "ours", "-f", "csv") == said_by(run, folder, "score", "now", "-f", "csv")  # fmt: skip
    assert said_by(run, folder, "score", "now", "-w", "w/own.yaml", "-f", "csv")


def test_a_scheme_that_is_called_otherwise_than_it_says_is_refused(run: Run, folder: Path) -> None:
    shutil.copy(ROOT / "weights" / "units" / "vn-province-63.yaml", folder / "mine.yaml")
    with (folder / "dtiscore.toml").open("a", encoding="utf-8") as project:
        project.write('[schemes]\nprovinces = "mine.yaml"\n')
    assert "other-id" in refused(run, folder, "units", "list", "provinces")


def test_the_language_of_the_project_comes_last_of_those_that_somebody_chose(run: Run, folder: Path) -> None:
    (folder / "dtiscore.toml").write_text('language = "vi"\n' + PROJECT.partition("\n")[2], encoding="utf-8")
    assert "đơn vị" in said_by(run, folder, "score", "now")
    assert "đơn vị" in said_by(run, folder, "score", "now", LANG="en_GB.UTF-8", LC_ALL="en_GB.UTF-8")
    assert "units" in said_by(run, folder, "score", "now", DTISCORE_LANG="en")
    assert "units" in said_by(run, folder, "score", "now", "--lang", "en")
    assert "units" in said_by(
        run, folder, "--no-project", "score", "data/2022.csv", "-w", "dti-province-2022"
    )
    assert "Cách dùng" in said_by(run, folder, "score", "--help")
    assert "lỗi: " in refused(run, folder, "score", "@nwo")


def test_the_language_of_a_pyproject_counts_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.dtiscore]\nlanguage = "vi"\n', encoding="utf-8")
    assert "Cách dùng" in said_by(run, tmp_path, "score", "--help")


def test_a_fault_says_what_it_was_asked_with_that_nobody_typed(run: Run, folder: Path) -> None:
    (folder / "dtiscore.toml").write_text(
        PROJECT.replace("dti-province-2022", "dti-provinc-2022"), encoding="utf-8"
    )
    told = refused(run, folder, "score", "now", DTISCORE_DECIMAL=",")
    assert 'there is no built-in edition "dti-provinc-2022"' in told
    assert "dtiscore.toml:2:1 says --weights dti-provinc-2022" in told
    assert 'DTISCORE_DECIMAL says --decimal ","' in told
    assert "dtiscore.toml:4:9 says of now: data/2023.csv --skip-rows 1" in told.replace(":4:2 ", ":4:9 ")


def test_a_line_that_cannot_be_parsed_names_nothing_that_it_would_not_have_taken(
    run: Run, folder: Path
) -> None:
    told = refused(run, folder, "score", "now", "-w", "hdi-2022", "--topp", "3")
    assert "did you mean --top?" in told
    assert "says --weights" not in told
    assert "dtiscore.toml:2:1 says --weights" in refused(run, folder, "explain", "now", "--unit", "Nowhere")


def test_a_broken_project_is_told_by_every_command_but_for_help(run: Run, folder: Path) -> None:
    (folder / "dtiscore.toml").write_text("tabels = 1\n", encoding="utf-8")
    told = refused(run, folder, "score", "data/2022.csv", "-w", "dti-province-2022")
    assert "dtiscore.toml: 1 fault in the project file" in told
    assert "1:1" in told
    assert "did you mean tables?" in told
    assert said_by(run, folder, "score", "--help")
    assert said_by(run, folder, "score", "data/2022.csv", "-w", "dti-province-2022", "--no-project")
    assert said_by(run, folder, "score", "data/2022.csv", "-w", "dti-province-2022", DTISCORE_NO_PROJECT="1")


def test_another_folder_of_a_repository_is_not_reached_from_outside(run: Run, folder: Path) -> None:
    inner = folder / "inner"
    inner.mkdir()
    subprocess.run(["git", "init", "-q", str(inner)], check=True)
    assert "there is none here" in refused(run, inner, "score", "@now", "-w", "dti-province-2022")


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_hostile_project_reaches_no_file_beyond_its_folder(run: Run, folder: Path) -> None:
    (folder / "data" / "2023.csv").unlink()
    (folder / "data" / "2023.csv").symlink_to("/etc/hostname")
    told = refused(run, folder, "score", "now")
    assert '"data/2023.csv" leads out of the folder of the project' in told.replace("\n", " ")


@pytest.mark.parametrize(
    ("metavar", "kinds"),
    [
        ("DATA", {Names.TABLE}),
        ("TABLE", {Names.TABLE}),
        ("ID|FILE", {Names.WEIGHTS}),
        ("SCHEME", {Names.SCHEME}),
    ],
)
def test_no_parameter_is_forgotten_that_may_be_given_a_name(metavar: str, kinds: set[Names]) -> None:
    asked = 0
    for path, command in commands().items():
        if path == "init":  # it begins a project, so that there is none yet
            continue
        named = named_parameters(command)
        for one in command.params:
            if re.search(rf"(^|\|){re.escape(metavar)}($|[|. ])", one.metavar or ""):
                assert named.get(one.name) in kinds, (path, one.name)
                asked += 1
    assert asked >= 3


@pytest.mark.parametrize("name", ["data", "previous", "expect", "compare", "assessed"])
def test_no_table_is_forgotten_whatever_its_option_is_called(name: str) -> None:
    """``report --compare`` calls what it takes PREVIOUS, and took no names."""
    taken = {
        path: named_parameters(command).get(name)
        for path, command in commands().items()
        if path not in {"init", "weights convert"}  # no project yet; a file that is written
        and any(one.name == name and one.metavar is not None for one in command.params)
    }
    assert taken
    assert set(taken.values()) == {Names.TABLE}, taken


@pytest.mark.parametrize("bounds", ["limits", "@limits", "limits.csv"])
def test_bounds_are_a_table_of_the_project_or_a_file(run: Run, folder: Path, bounds: str) -> None:
    """They took no name, so that how the project says the table is read counted for nothing; as a table of units it is no diff."""
    is_name = not bounds.endswith(".csv")
    sign = ";" if is_name else ","
    lines = [("column", "highest"), ("hoat_dong_xa_hoi_so", "0.5")]
    limits = folder / "limits.csv"
    limits.write_text("".join(f"{sign.join(line)}\n" for line in lines), encoding="utf-8")
    tables = '[tables.limits]\nfile = "limits.csv"\ndelimiter = ";"\n' if is_name else ""
    output = (
        '[[outputs]]\nname = "plan"\ncommand = "improve"\ntables = ["before"]\nfile = "plan.json"\n'
        f'options = {{unit = "56", to-rank = 20, bounds = "{bounds}"}}\n'
    )
    (folder / "dtiscore.toml").write_text(PROJECT + tables + output, encoding="utf-8")
    typed = ("improve", "before", "--unit", "56", "--to-rank", "20", "-f", "json", "--bounds", bounds)
    found = json.loads(said_by(run, folder, *typed))
    assert next(one for one in found["rows"] if one["column"] == "hoat_dong_xa_hoi_so")["full"] == "0.5"
    said_by(run, folder, "run")
    assert json.loads((folder / "plan.json").read_text(encoding="utf-8"))["rows"] == found["rows"]


@pytest.mark.parametrize("engine", ["memory", "stream"])
def test_headings_of_a_file_stand_for_those_of_the_edition(run: Run, folder: Path, engine: str) -> None:
    table = folder / "data" / "2022.csv"
    plain = said_by(run, folder, "score", "before", "-f", "csv", "--engine", engine)
    text = table.read_text(encoding="utf-8").replace("hoat_dong_kinh_te_so", "Kinh tế").replace("code", "Mã")
    table.write_text(text, encoding="utf-8")
    assert run("score", "before", cwd=folder).returncode == ExitCode.ANSWER_IS_NO
    project = folder / "dtiscore.toml"
    project.write_text(
        PROJECT + 'aliases = {"kinh tế" = "hoat_dong_kinh_te_so", "Mã" = "code"}\n', encoding="utf-8"
    )
    assert said_by(run, folder, "score", "before", "-f", "csv", "--engine", engine) == plain


def test_a_heading_that_stands_for_a_column_that_is_there_is_refused(run: Run, folder: Path) -> None:
    project = folder / "dtiscore.toml"
    project.write_text(PROJECT + 'aliases = {ha_tang_so = "hoat_dong_kinh_te_so"}\n', encoding="utf-8")
    done = run("score", "before", cwd=folder)
    assert done.returncode == ExitCode.ANSWER_IS_NO
    assert "duplicate-column" in done.stderr
    project.write_text(PROJECT + 'aliases = {"not there" = "hoat_dong_kinh_te_so"}\n', encoding="utf-8")
    assert "missing-column" in run("score", "before", cwd=folder).stderr


PANEL_QUESTIONS = {
    "assessments": (
        "compare",
        "{table}",
        "--column",
        "hoat_dong_kinh_te_so",
        "--with",
        "hoat_dong_xa_hoi_so",
    ),
    "restated": ("units", "restate", "{table}", "--from", "vn-province-63", "--to", "vn-province-34"),
    "cells": ("diff", "{table}", "{table}"),
    "ranking": ("score", "{table}", "-w", "dti-province"),
    "validated": ("validate", "{table}", "-w", "dti-province"),
}


@pytest.mark.parametrize("question", PANEL_QUESTIONS)
def test_the_period_of_a_table_of_several_holds_whatever_is_asked(
    run: Run, folder: Path, examples: Path, question: str
) -> None:
    """It answers as for a file with the rows of that period alone, also where no edition reads them."""
    heads = [
        (examples / "dti-province" / f"{year}.csv").read_text(encoding="utf-8").splitlines()
        for year in (2022, 2023)
    ]
    assert heads[0][0] == heads[1][0]
    for name, years in {"panel": heads, "alone": heads[1:]}.items():
        rows = [row for year in years for row in year[1:]]
        (folder / f"{name}.csv").write_text("\n".join([heads[0][0], *rows]), encoding="utf-8")
    with (folder / "dtiscore.toml").open("a", encoding="utf-8") as file:
        file.write('[tables.of-2023]\nfile = "panel.csv"\nperiod = "2023"\n')
    told, alone = (
        said_by(run, folder, *(part.format(table=table) for part in PANEL_QUESTIONS[question]), "-f", "csv")
        for table in ("@of-2023", "alone.csv")
    )
    assert told == alone
    doctor = json.loads(said_by(run, folder, "doctor", "@of-2023", "-w", "dti-province", "-f", "json"))
    assert doctor["errors"] == 0


def test_a_way_out_is_the_same_with_what_a_project_says_behind_it(
    run: Run, folder: Path, examples: Path
) -> None:
    """Notes about the project stand behind a way out, and change nothing of it."""
    table = (examples / "dti-province" / "2022.csv").read_text(encoding="utf-8")
    (folder / "foreign.csv").write_bytes(table.encode("cp1258", "replace"))
    shutil.copy(examples / "hdi" / "2022.csv", folder / "hdi.csv")
    with (folder / "dtiscore.toml").open("a", encoding="utf-8") as file:
        file.write('[tables.foreign]\nfile = "foreign.csv"\n[tables.hdi]\nfile = "hdi.csv"\n')
    for line, way_out in (
        (("plot", "points", "{hdi}", "-w", "hdi-2022"), "choose another picture: dtiscore plot table"),
        (("score", "{foreign}", "-w", "dti-province-2022"), "dtiscore doctor foreign.csv -w dti-province-2022 tells what fits"),
        (("trend", "2021={foreign}", "2022={hdi}", "-w", "hdi-2022"), "dtiscore doctor foreign.csv -w hdi-2022 tells what fits"),
    ):  # fmt: skip
        told = run(*(part.format(hdi="@hdi", foreign="@foreign") for part in line), cwd=folder).stderr
        assert way_out in told
        assert "dtiscore.toml:" in told[told.index(way_out) :]
        typed = run(
            "--no-project", *(part.format(hdi="hdi.csv", foreign="foreign.csv") for part in line), cwd=folder
        )
        assert way_out in typed.stderr


def test_a_run_leaves_nothing_of_its_project_to_what_follows_in_the_same_process(tmp_path: Path) -> None:
    """Tests run many command lines in one process, in whatever order: the second of two failed once in the folder of the first."""
    (tmp_path / "dtiscore.toml").write_text('language = "vi"\n')
    assert "hiệu lực" in here("units", "list", cwd=tmp_path).stdout
    assert project_file() is None
    assert chosen_language() is None
