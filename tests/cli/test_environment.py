"""``DTISCORE_<OPTION>`` stands for every option of every command, behind what is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.core import TyperOption

from dtiscore.cli.project import forget_project
from dtiscore.cli.supplied import supplied_to, variable_of
from dtiscore.errors import ExitCode
from tests.cli.whole_program import commands
from tests.conftest import Run


def test_every_option_of_every_command_has_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    forget_project()  # that of whoever ran the command line in this process before
    for path, command in commands().items():
        for option in command.params:
            if isinstance(option, TyperOption):
                variable = variable_of(option)
                assert f"--{variable.removeprefix('DTISCORE_').lower().replace('_', '-')}" in option.opts, (
                    path
                )
                with monkeypatch.context() as environment:
                    environment.setenv(variable, "a b\nc")
                    value = supplied_to(command)[option.name].value
                assert value == (["a b", "c"] if option.multiple else "a b\nc")
                asked += 1
    assert asked > 400


@pytest.fixture
def table(examples: Path) -> tuple[str, ...]:
    return ("score", str(examples / "dti-province" / "2023.csv"))


def test_a_needed_option_may_come_from_there(run: Run, table: tuple[str, ...]) -> None:
    typed = run(*table, "-w", "dti-province-2022", "--top", "3", "--ranks", "-f", "csv")
    env = {"DTISCORE_WEIGHTS": "dti-province-2022", "DTISCORE_TOP": "3", "DTISCORE_RANKS": "yes", "DTISCORE_FORMAT": "csv"}  # fmt: skip
    assert run(*table, env=env).stdout == typed.stdout
    assert typed.returncode == ExitCode.DONE


def test_what_has_no_effect_here_is_not_refused(run: Run, table: tuple[str, ...]) -> None:
    """``--picture`` and ``--master`` say nothing of CSV in memory; typed they would be refused."""
    line = (*table, "-w", "dti-province-2022", "-f", "csv")
    assert run(*line, "--picture", "table").returncode == ExitCode.USAGE
    done = run(*line, env={"DTISCORE_PICTURE": "table", "DTISCORE_MASTER": "local[2]"})
    assert done.stdout == run(*line).stdout
    assert not done.stderr


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("DTISCORE_TOP", "many", 'DTISCORE_TOP: "many" is no whole number'),
        ("DTISCORE_TOP", "0", "DTISCORE_TOP cannot be 0"),
        ("DTISCORE_COLOR", "red", 'DTISCORE_COLOR: "red" is none of its values'),
    ],
)
def test_a_fault_names_the_variable(
    run: Run, table: tuple[str, ...], variable: str, value: str, words: str
) -> None:
    done = run(*table, "-w", "dti-province-2022", env={variable: value})
    assert done.returncode == ExitCode.USAGE
    assert words in done.stderr


def test_a_flag_may_be_switched_off(run: Run, table: tuple[str, ...]) -> None:
    line = (*table, "-w", "dti-province-2022", "--top", "1", "-f", "csv")
    assert run(*line, env={"DTISCORE_RANKS": "0"}).stdout == run(*line).stdout


def test_of_several_tables_each_fault_says_who_said_what_nobody_typed(
    run: Run, examples: Path, tmp_path: Path
) -> None:
    """The fault of a single table did; of several none did, as it was told by the command itself."""
    tables = (examples / "dti-province").glob("202[23].csv")
    names = [f'[tables.t{at}]\nfile = "{at}.csv"\nperiod = "19{at}0"\n' for at in (1, 2)]
    (tmp_path / "dtiscore.toml").write_text("\n".join(names), encoding="utf-8")
    for at, table in enumerate(sorted(tables), 1):
        (tmp_path / f"{at}.csv").write_bytes(table.read_bytes())
    env = {"DTISCORE_WEIGHTS": "dti-province"}
    for typed in (("t1",), ("t2",), ("t1", "t2")):
        told = run("validate", *typed, env=env, cwd=tmp_path).stderr
        assert told.count("DTISCORE_WEIGHTS says --weights dti-province") == len(typed)
        for name in ("t1", "t2"):
            assert told.count(f"says of {name}: ") == (name in typed)
