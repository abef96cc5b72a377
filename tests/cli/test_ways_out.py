"""Advice that leads on: every way out that a message proposes gets past that message when it is typed."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from dtiscore.cli.picture_kinds import KINDS
from tests.cli.proposed import Lines, Proposal, proposals, proposed_in, told_by_text
from tests.cli.ways_out import NOT_TYPED, WAYS_OUT, spark
from tests.cli.ways_out.case import FILES, WayOut
from tests.cli.whole_program import options_of
from tests.conftest import ROOT, Run
from tests.engines.spark_cluster import ON_SPARK

NARROW = {"COLUMNS": "40"}
"""A screen on which every problem is told in lines of its own, so that its sentences stand in one piece."""


ANSWERED = {0, 1}
"""The exit codes of a command that was carried out, also where the answer is no."""


def told(run: Run, line: str, folder: Path, given: str | None = None) -> tuple[int, str]:
    """The exit code of a command, and all that it says without the folds of the screen.

    ``./`` stands for the folder, for programs beside this process that are started once, elsewhere.
    """
    result = run(*shlex.split(line.replace(" ./", f" {folder}/")), cwd=folder, env=NARROW, input=given)
    assert "internal error" not in result.stderr, result.stderr
    return result.returncode, " ".join((result.stdout + result.stderr).split())


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", errors="surrogateescape")


def prepare(case: WayOut, run: Run, folder: Path) -> None:
    (folder / "examples").symlink_to(ROOT / "examples")
    write(folder, {**FILES, **case.files})
    for line in case.before:
        code, said = told(run, line, folder)
        assert code == 0, said
    if case.made is not None:
        case.made(folder)


def follows(case: WayOut) -> str:
    return f"{case.command} {case.way}" if case.then is None else case.then


ENGINE = "engines/spark/"
"""The folder of what only a cluster tells."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "case",
    [*WAYS_OUT, *(pytest.param(case, marks=ON_SPARK) for case in spark.CASES)],
    ids=lambda case: case.name,
)
def test_the_way_out_gets_past_the_message(case: WayOut, run: Run, tmp_path: Path) -> None:
    prepare(case, run, tmp_path)
    _, first = told(run, case.command, tmp_path)
    assert case.said in first
    assert case.way in first
    assert strangers(case.command, first) == []
    write(tmp_path, dict(case.mended))
    given = None if case.piped is None else (tmp_path / case.piped).read_text(encoding="utf-8")
    code, after = told(run, follows(case), tmp_path, given)
    assert case.said not in after
    assert code in ANSWERED, after


def strangers(line: str, said: str) -> list[str]:
    """The options that a command tells of, and that neither it nor a command that it names takes."""
    named = proposed_in(f"dtiscore {line} {said}")
    named += [KINDS[kind].question for kind in line.split()[1:2] if line.startswith("plot ")]
    known = {"--help", "--debug", "--no-project"}.union(*(options_of().get(one, ()) for one in named))
    return [one for one in named if one.startswith("--") and one not in known]


def is_typed(proposal: Proposal, case: WayOut) -> bool:
    """Whether the command that follows has what is proposed, or lacks it where it is to be left out."""
    line = follows(case)
    if not proposal.proposed.startswith("--"):
        return f"{line} ".startswith(f"{proposal.proposed} ")
    left_out = "leave" in proposal.text and proposal.proposed in shlex.split(case.command)
    return (proposal.proposed in shlex.split(line)) != left_out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cases", "on_spark"), [(WAYS_OUT, False), pytest.param(spark.CASES, True, marks=ON_SPARK)]
)
def test_every_way_out_that_is_proposed_is_typed_or_said_why_not(
    cases: tuple[WayOut, ...], on_spark: bool, run: Run, tmp_path: Path
) -> None:
    """A case types a proposal if it comes by its lines, prints its text and goes on with what it proposes."""
    known = [*proposals()]
    watched = {one for one in known if one.at_run_time} - told_by_text(known)
    untried = {one for one in known if one.file.startswith(ENGINE) == on_spark}
    for number, case in enumerate(cases):
        folder = tmp_path / str(number)
        folder.mkdir()
        prepare(case, run, folder)
        typed = {one for one in untried if is_typed(one, case)}
        with Lines(typed & watched) as lines:
            _, first = told(run, case.command, folder)
        untried -= {
            one
            for one in typed
            if (one not in watched or lines.came_by(one)) and all(part in first for part in one.parts)
        }
    reasons = {known for known in NOT_TYPED if known.startswith(ENGINE) == on_spark}
    assert {str(one) for one in untried} == reasons


@pytest.mark.slow
def test_what_is_proposed_exists() -> None:
    """Every option that a text names, those of screens included, is one of some command."""
    known = {"--help", "--debug", "--no-project"}.union(*options_of().values())
    texts = proposals(of_pages=True)
    assert [str(one) for one in texts if one.proposed.startswith("--") and one.proposed not in known] == []
