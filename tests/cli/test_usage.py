"""What is wrong with a command line is told in sentences of ours, in either language, whatever the parser raises."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

import pytest
from typer._click import exceptions as of_the_parser

from tests.cli.whole_program import commands, program
from tests.conftest import ROOT, Run

ROBUST = "robustness t.csv -w hdi-2022"
TABLE = ROOT / "examples" / "hdi" / "2022.csv"
NO_PLACE = f'there is no place for "{TABLE}"'

KINDS = {
    "NoSuchOption": [
        ("score --previus x", "dtiscore score has no option --previus", "did you mean --previous?"),
        (
            "improve t.csv --to 3",
            "dtiscore improve has no option --to",
            "did you mean --to-rank or --to-score or --to-mean?\n",
        ),
        ("score t.csv -j", "dtiscore score has no option -j", "see dtiscore score --help"),
        ("score t.csv -t 3", "dtiscore score has no option -t", "mean --top or --threads or --table?\n"),
        (
            "score t.csv -p 3",
            "dtiscore score has no option -p",
            "did you mean --previous or --picture or --percent or --period-column or --period?\n",
        ),
        ("weights --foo", "dtiscore weights has no option --foo", "see dtiscore weights --help"),
        ("-w x score", "dtiscore has no option -w", "write it after the name of the command that it is for"),
    ],
    "BadOptionUsage": [
        ("score t.csv -w", "-w needs a value", "--weights ID|FILE: The weighting file, or"),
        ("weights convert --from-coinr a", "--from-coinr needs 2 values", "--from-coinr IMETA IDATA: Import"),
        ("score t.csv --strict=3", "--strict takes no value", "write --strict alone"),
    ],
    "MissingParameter": [
        ("score t.csv", "--weights is missing", "--weights ID|FILE: The weighting file, or"),
        ("score -w x", "DATA is missing", "DATA: The table: a CSV file"),
        ("weights derive -w x --node y", "METHOD is missing", "choose equal, points, budget-allocation, ahp"),
    ],
    "BadParameter": [
        (f"{ROBUST} --show rank", '--show: "rank" is none of its values', "did you mean ranks?"),
        ("weights diff a b --only rule", '--only: "rule" is none of its values', "choose structure, weights"),
        (
            "weights derive x -w a --node b",
            'METHOD: "x" is none of its values',
            "choose equal, points, budget",
        ),
        ("score t.csv -w x --lang fr", '--lang: "fr" is none of its values', "choose vi or en"),
        ("score t.csv -w x --top a", '--top: "a" is no whole number', "write digits, such as --top 10"),
        (f"{ROBUST} --share 0,2", '--share: "0,2" has a comma before its decimals', "write 0.2"),
        (f"{ROBUST} --share half", '--share: "half" is no number', "write digits, such as --share 0.5"),
        (f"{ROBUST} --winsorise 3 --winsorise x", '--winsorise: "x" is no whole number', "--winsorise 10"),
        ("score t.csv -w x --top=", "--top is empty", "a variable that it comes from may not be set"),
        ("score t.csv -w x --lang=", "--lang is empty", "a variable that it comes from may not be set"),
        ("score t.csv -w x --top 0", "--top cannot be 0", "write 1 or more"),
        ("weights derive pca -w a --node b --decimals 10", "--decimals cannot be 10", "from 1 to 9"),
    ],
    "UsageError": [
        ("score a b c -w x", 'there is no place for "b", "c"', "Usage: dtiscore score [OPTIONS] DATA"),
        (
            f"score {TABLE} {TABLE} -w x",
            NO_PLACE,
            "it takes one table; another is named by --previous",
        ),
        (
            f"report {TABLE} {TABLE} -w x",
            NO_PLACE,
            "it takes one table; another is named by --compare",
        ),
        (
            f"robustness {TABLE} {TABLE} -w x",
            NO_PLACE,
            "it takes one table; dtiscore compare takes several",
        ),
        ("scor", 'dtiscore has no command "scor"', "did you mean score?"),
        ("units xyz", 'dtiscore units has no command "xyz"', "see dtiscore units --help"),
        ("--debug", "no command is given", "see dtiscore --help"),
    ],
    "NoArgsIsHelpError": [("weights", "Usage: dtiscore weights [OPTIONS] COMMAND", "Commands:")],
}
"""By the class of the parser: command lines that raise it or, before the parser can, what means the same; what is told."""

NEVER_RAISED = {
    "ClickException": "of programmers' faults",
    "BadArgumentUsage": "of arguments with a number of values",
    "FileError": "of parameters that are open files",
}


def every_class(base: type[Exception]) -> Iterator[str]:
    yield base.__name__
    for below in base.__subclasses__():
        yield from every_class(below)


def test_every_class_of_the_parser_has_its_command_lines() -> None:
    classes = set(every_class(of_the_parser.ClickException))
    assert classes == KINDS.keys() | NEVER_RAISED


def test_what_is_never_raised_cannot_be() -> None:
    for command in [program(), *commands().values()]:
        assert all(one.param_type_name == "option" or one.nargs in (1, -1) for one in command.params)
        assert "typer.models.File" not in repr(get_type_hints(command.callback) if command.callback else {})


LINES = [line for lines in KINDS.values() for line in lines]


@pytest.mark.parametrize(("line", "message", "way_out"), LINES, ids=[line for line, *_ in LINES])
def test_it_is_told_in_a_sentence_of_ours(run: Run, line: str, message: str, way_out: str) -> None:
    result = run(*line.split())
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(message if message.startswith("Usage") else f"error: {message}\n")
    assert way_out in result.stderr


@pytest.mark.parametrize("text", ["\x1b[2J", "\u202e"])
def test_what_was_typed_is_shown_not_obeyed(run: Run, text: str, tmp_path: Path) -> None:
    for line in (
        ["score", text],
        ["score", "t.csv", "-w", "x", "--top", text],
        [text],
        ["score", f"--{text}"],
    ):
        result = run(*line, "b", "c", cwd=tmp_path)
        assert result.returncode == 2
        assert text not in result.stderr


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("scor t.csv -w x", "dtiscore score t.csv -w x"),
        ("weights lst --long", "dtiscore weights list --long"),
        ("score 'my table.csv' --previus=b.csv", 'dtiscore score "my table.csv" --previous=b.csv'),
        (f"{ROBUST} --show rank", f"dtiscore {ROBUST} --show ranks"),
        ("score", "Example: dtiscore score examples/dti-province/2023.csv -w dti-province-2022"),
    ],
)
def test_the_nearest_right_line_is_told_to_be_pasted(run: Run, line: str, right: str) -> None:
    told = run(*shlex.split(line)).stderr.splitlines()
    assert any(each.startswith(f"       {right}") for each in told), told


@pytest.mark.parametrize(("line", "message", "way_out"), LINES, ids=[line for line, *_ in LINES])
def test_it_is_told_in_vietnamese(run: Run, line: str, message: str, way_out: str) -> None:
    result = run(*line.split(), env={"DTISCORE_LANG": "vi"})
    assert (result.returncode, result.stdout) == (2, "")
    english = run(*line.split()).stderr.splitlines()
    sentences = {told for told in english if told and not told.startswith("       dtiscore ")}
    assert set(result.stderr.splitlines()) & sentences == set()


def test_a_file_whose_name_begins_as_an_option_does_is_proposed_by_its_folder(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "-x y.csv").write_text("unit,a\nA,1\n", encoding="utf-8")
    refused = run("validate", "-x y.csv", "-w", "hdi-2022", cwd=tmp_path)
    assert refused.returncode == 2
    line = refused.stderr.splitlines()[-1].strip()
    assert line == 'dtiscore validate "./-x y.csv" -w hdi-2022'
    assert "no option" not in run(*shlex.split(line)[1:], cwd=tmp_path).stderr
