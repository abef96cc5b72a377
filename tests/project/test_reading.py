"""What a project file may say, and how each fault of one is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import ROOT

from dtiscore.errors import InvalidMethodology, Problem
from dtiscore.files.project_file import find_project
from dtiscore.inputs.project import FoundProject, read_project
from dtiscore.project.model import Project
from dtiscore.project.reading import parse_project, project_document
from dtiscore.tables.options import TableOptions

WHOLE = """\
language = "vi"
edition = "dti-province"

[tables.2023]
file = "data/2023.csv"
decimal = ","
missing = "n/a"
sheet = 2
skip_rows = 3
period = 2023

[weights]
hai-duong-2023 = "weights/hd.yaml"
hai-duong = ["weights/a.yaml", "weights/b.toml"]

[schemes]
districts = "units/districts.yaml"

[[outputs]]
name = "ranking"
command = "score"
tables = ["2023"]
options = {top = 10, level = "all", unit = ["HN", "HCM"], strict = true, share = 0.5}
file = "results/ranking.csv"
"""


def read(text: str, *, in_pyproject: bool = False) -> Project:
    return parse_project(project_document(text, "dtiscore.toml", in_pyproject=in_pyproject))


def faults(text: str, *, in_pyproject: bool = False) -> tuple[Problem, ...]:
    with pytest.raises(InvalidMethodology) as refused:
        read(text, in_pyproject=in_pyproject)
    return tuple(refused.value.problems)


def test_a_whole_project_is_read() -> None:
    project = read(WHOLE)
    table = project.tables["2023"]
    assert (table.file, table.period, table.sheet) == ("data/2023.csv", "2023", "2")
    assert table.reading == {"decimal": ",", "missing": ("n/a",), "sheet": "2", "skip_rows": 3}
    assert project.weights["hai-duong"] == ("weights/a.yaml", "weights/b.toml")
    assert project.outputs[0].options["unit"] == ("HN", "HCM")
    assert project.outputs[0].options["strict"] is True


def test_the_table_of_a_pyproject_says_the_same() -> None:
    inside = "".join(
        line.replace("[[outputs]]", "[[tool.dtiscore.outputs]]") if line.startswith("[[")
        else line.replace("[", "[tool.dtiscore.", 1) if line.startswith("[")
        else line
        for line in WHOLE.splitlines(keepends=True)
    )  # fmt: skip
    text = f"[project]\nname = 'x'\nbuilt = 2020-01-01T10:00:00\n[tool.dtiscore]\n{inside}"
    assert read(text, in_pyproject=True) == read(WHOLE)


def test_an_empty_file_says_nothing() -> None:
    assert read("# nothing yet\n") == read("\n") == Project()


@pytest.mark.parametrize(
    ("text", "place", "code", "words"),
    [
        ('languag = "vi"', "1:1", "unknown-key", "language"),
        ('language = "de"', "1:1", "not-a-choice", "'vi' or 'en'"),
        ('[tables.a]\nfile = "a.csv"\nskiprows = 2', "3:1", "unknown-key", "skip_rows"),
        ('[tables.a]\nfile = "a.csv"\nskip_rows = -2', "3:1", "out-of-range", "at least 0"),
        ("[tables.a]\nskip_rows = 2", "1:2", "missing-key", "file"),
        ('[tables."a b"]\nfile = "a.csv"', "1:2", "invalid-value", "letters, digits"),
        ('[tables."../a"]\nfile = "a.csv"', "1:2", "invalid-value", "letters, digits"),
        ('[tables.a]\nfile = "../a.csv"', "2:1", "invalid-value", "leaves the folder"),
        ('[tables.a]\nfile = "data/../../a.csv"', "2:1", "invalid-value", "leaves the folder"),
        ('[tables.a]\nfile = "/etc/passwd"', "2:1", "invalid-value", "own folder"),
        ('[tables.a]\nfile = "C:/a.csv"', "2:1", "invalid-value", "own folder"),
        ("[tables.a]\nfile = 'data\\a.csv'", "2:1", "invalid-value", "write /"),
        ('[tables.a]\nfile = "~/a.csv"', "2:1", "invalid-value", "own folder"),
        ('[tables.a]\nfile = "."', "2:1", "invalid-value", "no file"),
        ('[tables.a]\nfile = ""', "2:1", "empty-text", "empty"),
        ("[weights]\na = []", "2:1", "wrong-length", "empty list"),
        ('[weights]\na = ["a.yaml", "/b.yaml"]', "2:16", "invalid-value", "own folder"),
        ("[weights]\na = 3", "2:1", "not-a-list", "list"),
        ('[outputs]\nname = "a"', "1:2", "not-a-list", "head it [[outputs]]"),
        ('[[outputs]]\nname = "a"\ncommand = "score"', "1:3", "missing-key", "file"),
        ("[tables.a]\nfile = 'a'\n[tables.a]", "3:2", "toml-duplicate-key", "twice"),
        ("[tables.a\nfile = 'a'", "1:10", "toml-syntax", "brackets"),
        ("[tables.a]\nfile = 'a'\nperiod = 10:00:00", "3:1", "toml-time", "quotes"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(text: str, place: str, code: str, words: str) -> None:
    found = faults(text)
    assert [(problem.place.position, problem.code) for problem in found] == [(place, code)]
    assert words in f"{found[0].message}; {found[0].fix}"


def test_faults_of_a_pyproject_are_those_of_our_table() -> None:
    text = (
        "[project]\nbuilt = 10:00:00\n[tool.dtiscore]\nlanguag = 'vi'\n[tool.dtiscore.tables.a]\nfile='/a'\n"
    )
    found = faults(text, in_pyproject=True)
    assert [(problem.place.position, problem.place.header) for problem in found] == [
        ("4:1", "languag"),
        ("6:1", "tables.a.file"),
    ]


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ('name = "A"\nfile = "b.csv"', "two outputs are called"),
        ('name = "b"\nfile = "./x/../A.csv"', "two outputs are written to"),
    ],
)
def test_outputs_do_not_stand_in_each_others_way(second: str, words: str) -> None:
    first = '[tables.t]\nfile = "data.csv"\n[[outputs]]\nname = "a"\ncommand = "score"\nfile = "a.csv"\n'
    (fault,) = faults(f'{first}[[outputs]]\ncommand = "score"\n{second}\n')
    assert fault.code == "named-twice"
    assert words in fault.message


@pytest.mark.parametrize("made", ["b.csv", "./x/../B.csv"])
@pytest.mark.parametrize(
    "asked", ['tables = ["t"]', 'options = {previous = "@t"}', 'options = {reference = "b.csv"}']
)
def test_an_output_is_made_from_earlier_ones_alone(made: str, asked: str) -> None:
    """Not from what it makes itself, nor from what a later one makes."""
    table = '[tables.t]\nfile = "b.csv"\n'
    first = f'[[outputs]]\nname = "a"\ncommand = "score"\n{asked}\nfile = "a.csv"\n'
    second = f'[[outputs]]\nname = "b"\ncommand = "score"\nfile = "{made}"\n'
    (fault,) = faults(table + first + second)
    assert (fault.code, fault.place.header) == ("made-later", "outputs[0]")
    assert len(parse_project(project_document(table + second + first, "dtiscore.toml")).outputs) == 2
    (itself,) = faults(table + second.replace('"score"\n', f'"score"\n{asked}\n'))
    assert itself.code == "made-later"


def project_of(folder: str) -> FoundProject:
    file = find_project(folder)
    assert file is not None
    return read_project(file)


def written(folder: Path, text: str) -> str:
    (folder / "dtiscore.toml").write_text(text, encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[weights]\ndti-province = "a.yaml"', "built-in-name"),
        ('[weights]\ndti-province-2022 = "a.yaml"', "built-in-name"),
        ('[schemes]\nvn-province-63 = "a.yaml"', "built-in-name"),
        ('[tables.a]\nfile = "a.csv"\ndecimal = ","\ngrouping = ","', "contradicting-options"),
    ],
)
def test_what_the_file_alone_does_not_show_is_refused_too(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(InvalidMethodology) as refused:
        project_of(written(tmp_path, text))
    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "project"
    outside.mkdir()
    inside.mkdir()
    (outside / "a.csv").write_text("x\n")
    (inside / "data").symlink_to(outside)
    with pytest.raises(InvalidMethodology) as refused:
        project_of(written(inside, '[tables.a]\nfile = "data/a.csv"\n'))
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.position) == ("outside-project", "2:1")


def test_two_outputs_that_links_lead_to_one_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "results")
    outputs = "".join(
        f'[[outputs]]\nname = "{name}"\ncommand = "score"\nfile = "{file}"\n'
        for name, file in (("a", "results/a.csv"), ("b", "link/b.csv"), ("c", "link/a.csv"))
    )
    with pytest.raises(InvalidMethodology) as refused:
        project_of(written(tmp_path, outputs))
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.line) == ("named-twice", 12)
    assert problem.message == "results/a.csv and link/a.csv are one and the same file"


def test_a_project_file_that_is_a_link_elsewhere_is_refused(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "project"
    outside.mkdir()
    inside.mkdir()
    written(outside, "")
    (inside / "dtiscore.toml").symlink_to(outside / "dtiscore.toml")
    with pytest.raises(InvalidMethodology, match="1 fault"):
        project_of(str(inside))


@pytest.mark.parametrize("page", ["docs/project.md", "docs/vi/project.md"])
def test_the_example_of_the_page_is_a_project(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0]
    assert [output.name for output in read(text).outputs] == ["ranking", "moves"]
    table = (ROOT / page).read_text(encoding="utf-8")
    assert [name for name in TableOptions.model_fields if f"`{name}`" not in table] == []
