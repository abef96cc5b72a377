"""A project is held against its lock by what its outputs ask for: the period, the edition of each period, or cells alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.made import HEAD, group, indicator
from tests.questions.check.test_project_life import edit, git

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

PANEL = """unit,year,a,b
X,2021,1,2
Y,2021,2,3
X,2022,1,2
Y,2022,2,3
"""
PERIOD = 'command = "score"\ntables = ["panel"]\nweights = "ours"\noptions = {period = "2022"}'
NAMED = 'command = "score"\ntables = ["2022=panel"]\nweights = "ours"'
WHOLE = 'command = "score"\ntables = ["panel"]\nweights = "ours"'
BOTH = 'command = "compare"\ntables = ["2021=panel", "2022=panel"]\nweights = "ours"'
CELLS = 'command = "diff"\ntables = ["panel", "panel"]'
PLACES = 'command = "compare"\ntables = ["2021=panel", "2022=panel"]\noptions = {published = "a"}'


def made(folder: Path, run: Run, output: str) -> Path:
    """A project of one output over a panel that falls under two editions, made and committed."""
    for year in ("2021", "2022"):
        edition = {
            **HEAD, "id": f"ours-{year}", "family": "ours", "periods": [year],
            "index": group("X", "sum", indicator("a"), indicator("b"), weights="equal"),
        }  # fmt: skip
        (folder / f"{year}.json").write_text(json.dumps(edition), encoding="utf-8")
    (folder / "panel.csv").write_text(PANEL, encoding="utf-8")
    (folder / "dtiscore.toml").write_text(
        f'edition = "ours"\n[weights]\nours = ["2021.json", "2022.json"]\n[tables]\npanel = {{file = "panel.csv"}}\n'
        f'[[outputs]]\nname = "r"\nfile = "r.csv"\n{output}\n',
        encoding="utf-8",
    )
    done = run("run", cwd=folder)
    assert done.returncode == 0, done.stderr
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "made")
    return folder


@pytest.mark.parametrize(
    ("output", "verdict"),
    [
        (PERIOD, "1 cell; 2 of 2 ranks moved"),
        (WHOLE, "2 cells; 4 of 4 ranks moved"),
        (BOTH, "2 cells; 4 of 4 ranks moved"),
        (CELLS, "2 cells"),
        (PLACES, "2 cells"),
    ],
)
def test_ranks_that_moved_are_those_that_an_output_asks_for(
    tmp_path: Path, run: Run, output: str, verdict: str
) -> None:
    """Those of every period counted, and of a panel under a family none could be told."""
    folder = made(tmp_path, run, output)
    edit(folder / "panel.csv", "X,2021,1,2", "X,2021,9,2")
    edit(folder / "panel.csv", "X,2022,1,2", "X,2022,9,2")
    drift = run("check", cwd=folder)
    assert drift.returncode == 1
    assert drift.stdout.splitlines()[0] == f"Drift from dtiscore.lock: {verdict}"
    assert run("diff", "HEAD", cwd=folder).stdout.splitlines()[0] == f"HEAD → now: {verdict}"


@pytest.mark.parametrize("output", [PERIOD, NAMED])
def test_a_cell_of_a_period_that_no_output_asks_for_moves_nothing(
    tmp_path: Path, run: Run, output: str
) -> None:
    folder = made(tmp_path, run, output)
    edit(folder / "panel.csv", "X,2021,1,2", "X,2021,9,2")
    held = run("check", cwd=folder)
    assert held.returncode == 0, held.stdout
    edit(folder / "panel.csv", "X,2022,1,2", "X,2022,9,2")
    assert "panel.csv changed (columns a; units X / 2022)" in run("check", cwd=folder).stdout


def test_the_rows_of_an_edition_that_went_are_told(tmp_path: Path, run: Run) -> None:
    folder = made(tmp_path, run, WHOLE)
    (folder / "panel.csv").write_text("".join(PANEL.splitlines(keepends=True)[:3]), encoding="utf-8")
    assert "Units that went: X, Y" in run("check", cwd=folder).stdout


def test_a_further_output_reads_nothing_otherwise(tmp_path: Path, run: Run) -> None:
    """What an output reads of a table was called as what another one reads, once that came before it."""
    folder = made(tmp_path, run, PERIOD)
    edit(folder / "dtiscore.toml", '["2021.json", "2022.json"]', '["2021.json"]')
    edit(folder / "2021.json", '["2021"]', '["2021", "2022"]')
    assert run("run", cwd=folder).returncode == 0
    with (folder / "dtiscore.toml").open("a", encoding="utf-8") as project:
        project.write(f'[[outputs]]\nname = "s"\nfile = "s.csv"\n{PERIOD.replace("2022", "2021")}\n')
    held = run("check", cwd=folder)
    assert (held.returncode, held.stdout) == (0, "Holds: 1 output as dtiscore.lock says\n")
