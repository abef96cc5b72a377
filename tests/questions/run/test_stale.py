"""What an output is made from, whatever of it a command reads: where it moves, ``check`` says so and ``run`` makes it anew."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.conftest import Run

from dtiscore.errors import ExitCode

EDITION = """
id: own
title: Own index
authority: {decision: none, issuer: none, source: none}
publish: {as: score, decimals: 2}
units: places
rank: {on: full}
index:
  code: IX
  aggregate: arithmetic
  weights: equal
  children: [{code: A, rule: {kind: min-max}}, {code: B, rule: {kind: min-max}}]
"""
PLACES = """
id: places
title: {en: Places}
source: Book
units:
  - {code: u1, name: {en: One}}
  - {code: u2, name: {en: Two}}
  - {code: u3, name: {en: Three}}
"""
BEFORE = "unit,region,A,B,self,jury,pub\nu1,N,1,5,80,70,0.5\nu2,N,3,4,70,75,0.4\nu3,S,9,1,60,50,0.7\n"
NOW = "unit,region,A,B,self,jury,pub\nu1,N,2,5,81,70,0.6\nu2,N,3,3,73,75,0.1\nu3,S,9,2,64,50,0.2\n"
OUTPUTS = {
    "ranking.json": 'command = "score"\ntables = ["now"]\nweights = "own"',
    "moves.csv": 'command = "score"\ntables = ["now"]\nweights = "own"\noptions = {previous = "2021=@before"}',
    "peers.md": 'command = "explain"\ntables = ["now"]\nweights = "own"\noptions = {unit = "u1", peers = "region"}',
    "columns.csv": 'command = "compare"\ntables = ["now"]\noptions = {column = "self", with = "jury"}',
    "sums.csv": 'command = "compare"\ntables = ["now"]\noptions = {column = "self", with = "jury", sum-by = "region"}',
    "published.csv": 'command = "compare"\ntables = ["before", "now"]\noptions = {published = "pub"}',
    "cells.csv": 'command = "diff"\ntables = ["before", "now"]',
    "frame.json": 'command = "fit"\ntables = ["before"]\nweights = "own"',
    "framed.csv": 'command = "score"\ntables = ["now"]\nweights = "own"\noptions = {reference = "o/frame.json"}',
    "editions.csv": 'command = "diff"\ntables = ["own", "other"]',
}


@pytest.fixture
def folder(tmp_path: Path, run: Run) -> Path:
    """A small project that has been made: an edition with its units beside it, and tables of two years."""
    folder = tmp_path / "project"
    (folder / "w").mkdir(parents=True)
    for name, text in {
        "w/own.yaml": EDITION,
        "w/other.yaml": EDITION.replace("id: own", "id: other"),
        "w/places.yaml": PLACES,
        "before.csv": BEFORE,
        "now.csv": NOW,
        "dtiscore.toml": project(OUTPUTS),
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert run("run", cwd=folder).returncode == ExitCode.DONE
    return folder


def project(outputs: Mapping[str, str]) -> str:
    """A project file with outputs by their files."""
    text = '[weights]\nown = "w/own.yaml"\nother = "w/other.yaml"\n'
    text += '[tables.before]\nfile = "before.csv"\nperiod = "2021"\n[tables.now]\nfile = "now.csv"\nperiod = "2022"\n'
    return text + "".join(
        f'[[outputs]]\nname = "{Path(file).stem}"\nfile = "o/{file}"\n{says}\n'
        for file, says in outputs.items()
    )


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def made(folder: Path) -> dict[str, bytes]:
    """The outputs and the lock."""
    return {file.name: file.read_bytes() for file in [*(folder / "o").iterdir(), folder / "dtiscore.lock"]}


def made_anew(run: Run, folder: Path) -> dict[str, bytes]:
    """The same of a project of these files that has never been made."""
    anew = folder.parent / "anew"
    shutil.rmtree(anew, ignore_errors=True)
    shutil.copytree(folder, anew, ignore=shutil.ignore_patterns("o", "dtiscore.lock"))
    assert run("run", cwd=anew).returncode == ExitCode.DONE
    return made(anew)


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        ("w/places.yaml", "{en: One}}", "{en: One}, ranked: false}", {"ranking.json", "moves.csv", "peers.md", "framed.csv", "frame.json"}),
        ("w/other.yaml", "title: Own", "title: Another", {"editions.csv"}),
        ("before.csv", "u1,N,1,5", "u1,N,1,6", {"moves.csv", "cells.csv", "frame.json", "framed.csv"}),
        ("before.csv", "u1,N", "u1,S", {"cells.csv"}),
        ("before.csv", "0.4", "0.9", {"published.csv", "cells.csv"}),
        ("now.csv", "u1,N", "u1,S", {"peers.md", "sums.csv", "cells.csv"}),
        ("now.csv", "73,75", "73,45", {"columns.csv", "sums.csv", "cells.csv"}),
    ],
    ids=["units beside the edition", "an edition", "a cell", "a column that cells alone", "published", "peers", "a column beside another"],
)  # fmt: skip
def test_no_output_outlives_what_it_is_made_from(
    run: Run, folder: Path, file: str, old: str, new: str, changed: set[str]
) -> None:
    before = made(folder)
    edit(folder / file, old, new)
    assert run("check", cwd=folder).returncode == ExitCode.ANSWER_IS_NO
    assert run("run", "--check", cwd=folder).returncode == ExitCode.ANSWER_IS_NO
    assert run("run", cwd=folder).returncode == ExitCode.DONE
    assert run("check", cwd=folder).returncode == ExitCode.DONE
    now = made(folder)
    told = {name for name in now if name.endswith((".csv", ".md")) and now[name] != before[name]}
    assert told == {name for name in changed if not name.endswith(".json")}
    assert now == made_anew(run, folder)


def test_a_table_is_named_of_which_no_edition_reads_what_moved(run: Run, folder: Path) -> None:
    governed = {file: OUTPUTS[file] for file in ("ranking.json", "peers.md")}
    (folder / "dtiscore.toml").write_text(project(governed), encoding="utf-8")
    assert run("run", cwd=folder).returncode == ExitCode.DONE
    edit(folder / "now.csv", "u1,N", "u1,S")
    told = json.loads(run("check", "-f", "json", cwd=folder).stdout)
    assert [(one["kind"], one["what"], one["how"]) for one in told["moved"]] == [
        ("data", "now.csv", "changed"),
        ("output", "peers", "outdated"),
    ]
    assert told["told"] == []


def test_what_says_the_same_in_other_bytes_is_no_drift_and_gives_the_lock_of_a_clean_build(
    run: Run, folder: Path
) -> None:
    """Quotes, a mark at the start and a comment: JSON says from which bytes it was made."""
    (folder / "now.csv").write_text("\ufeff" + NOW.replace("u1", '"u1"'), encoding="utf-8")
    edit(folder / "w" / "own.yaml", "id: own", "id: own  # ours")
    told = run("check", cwd=folder)
    assert (told.returncode, "now.csv was saved anew" in told.stdout) == (ExitCode.DONE, True)
    assert run("run", cwd=folder).returncode == ExitCode.DONE
    assert run("check", cwd=folder).returncode == ExitCode.DONE
    assert made(folder) == made_anew(run, folder)


def test_another_output_stays_where_a_frame_is_fitted_anew(run: Run, folder: Path) -> None:
    edit(folder / "before.csv", "u1,N,1,5", "u1,N,1,6")
    told = json.loads(run("run", "-f", "json", cwd=folder).stdout)["rows"]
    states = {row["output"]: row["state"] for row in told}
    assert (states["frame"], states["framed"]) == ("changed", "changed")
    assert {states[name] for name in ("ranking", "peers", "columns", "sums", "editions")} == {"current"}


def test_draws_that_another_output_keeps_are_made_before_they_are_replayed(run: Run, folder: Path) -> None:
    """They are no output of their own, and nothing but an option says that they are written."""
    outputs = {
        "firm.csv": 'command = "robustness"\ntables = ["now"]\nweights = "own"\noptions = {draws_count = 10, seed = 7, draws = "o/draws.csv"}',
        "again.csv": 'command = "robustness"\ntables = ["now"]\nweights = "own"\noptions = {replay = "o/draws.csv"}',
    }
    (folder / "dtiscore.toml").write_text(project(outputs), encoding="utf-8")
    shutil.rmtree(folder / "o")
    assert run("run", cwd=folder).returncode == ExitCode.DONE
    assert "0 outputs of 2 written" in run("run", cwd=folder).stdout
    edit(folder / "dtiscore.toml", "seed = 7", "seed = 8")
    assert run("run", "again", cwd=folder).returncode == ExitCode.DONE
    assert run("check", cwd=folder).returncode == ExitCode.DONE
    assert made(folder) == made_anew(run, folder)
    (folder / "o" / "draws.csv").unlink()
    assert run("check", cwd=folder).returncode == ExitCode.ANSWER_IS_NO
    assert run("run", cwd=folder).returncode == ExitCode.DONE
    assert made(folder) == made_anew(run, folder)
    (folder / "dtiscore.toml").write_text(project(dict(reversed(outputs.items()))), encoding="utf-8")
    assert '"again" is made from "o/draws.csv", which firm makes' in run("run", cwd=folder).stderr
