"""Every option of every command can change something: with it the outcome is another than without it.

The cases stand in ``option_cases``; a new option gets a line there.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable

import pytest

from tests.cli.option_cases import COMMANDS, ELSEWHERE, LOOKS, Case, case_of, tables
from tests.cli.whole_program import commands
from tests.conftest import Run
from tests.golden.corpus import of_option, stored

Outcome = tuple[int, str, dict[str, str]]
"""The exit code, standard output, and the files that were written."""


EVERY = [
    (words, option)
    for words, command in commands().items()
    for parameter in command.params
    if parameter.param_type_name == "option" and (option := max(parameter.opts, key=len)) not in LOOKS
]
"""Each command with each of its options, by its longest name."""


ALONE = [
    pair
    for pair in EVERY
    if pair not in ELSEWHERE and ((lines := of_option(*pair)) is None or "-f json" in lines[0])
]
"""Those of which kept outputs do not tell: pictures are not kept, and a JSON answer says with which options it was made."""


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory, run: Run) -> dict[str, str]:
    """The files that cases name."""
    return tables(tmp_path_factory.mktemp("tables"), run)


@pytest.fixture(scope="module")
def outcome(
    tmp_path_factory: pytest.TempPathFactory, run: Run, names: dict[str, str]
) -> Callable[[str, Case], Outcome]:
    """Runs a line, each once."""
    known: dict[str, Outcome] = {}

    def of(line: str, case: Case) -> Outcome:
        data = names[case.data]
        weights = names.get(case.weights, case.weights)
        text = line.format(**{**names, "data": data, "weights": weights})
        if text not in known:
            folder = tmp_path_factory.mktemp("written")
            done = run(*shlex.split(text), cwd=folder)
            assert done.returncode != 70, done.stderr
            written = {file.name: file.read_bytes().hex() for file in sorted(folder.iterdir())}
            said = done.stderr if done.returncode and not done.stdout else ""
            known[text] = (done.returncode, _without_provenance(done.stdout) + said, written)
        return known[text]

    return of


def _without_provenance(text: str) -> str:
    """A JSON answer without the record of the options that it was made with, which every option would change."""
    if not text.startswith("{"):
        return text
    return json.dumps({key: value for key, value in json.loads(text).items() if key != "provenance"})


def test_every_option_has_a_case() -> None:
    assert {command for command, _ in EVERY} == set(COMMANDS)
    without = [pair for pair in EVERY if case_of(*pair) is None and pair not in ELSEWHERE]
    assert not without, f"write one line for each into tests/cli/option_cases.py: {without}"


def test_every_option_changes_what_is_printed() -> None:
    """By the outputs that are kept, which are compared with what is printed."""
    known = stored()
    pairs = filter(None, (of_option(*pair) for pair in EVERY if pair not in {*ALONE, *ELSEWHERE}))
    idle = [line for without, line in pairs if _answer(known[line]) in (("2",), _answer(known[without]))]
    assert idle == []


def _answer(kept: str) -> tuple[str, ...]:
    """What counts of a kept output: what is said beside an answer is none, but all of a refusal is; a usage fault is like any other."""
    code, prints, says = kept.split(":")
    return (code,) if code == "2" else (code, prints) if code == "0" else (code, prints, says)


@pytest.mark.slow
@pytest.mark.parametrize(("command", "option"), ALONE, ids=lambda text: text.replace(" ", "_"))
def test_the_option_changes_something(
    outcome: Callable[[str, Case], Outcome], command: str, option: str
) -> None:
    case = case_of(command, option)
    assert case is not None
    base = case.base if case.base is not None else COMMANDS[command].base
    before = outcome(f"{base} {case.beside}", case)
    after = outcome(f"{base} {case.beside} {case.typed}", case)
    assert after[0] != 2, after[1]
    assert after != before, f"{option} of {command} changes nothing: {base} {case.beside} {case.typed}"
