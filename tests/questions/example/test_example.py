"""Samples come from the installation, into any folder; where all are laid, the example of every help page runs."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from tests.cli.whole_program import commands, example_of
from tests.conftest import ROOT, Run

from dtiscore.files.catalogue import example_files
from dtiscore.questions.example.answer import SAMPLES, sample_of

QUICK = ("score", "init", "weights check", "compare")
"""Commands whose example is run each time; those of all are, where slow tests are."""
EXAMPLES = [pytest.param(words, marks=[] if words in QUICK else pytest.mark.slow) for words in commands()]


def test_every_folder_of_examples_is_a_sample() -> None:
    folders = {path.name for path in (ROOT / "examples").iterdir() if path.is_dir()}
    assert {sample.name for sample in SAMPLES} == folders


def test_the_beginning_of_a_name_is_enough() -> None:
    assert sample_of("dti").name == "dti-province"
    assert sample_of("own").name == "own-index"


def test_a_sample_is_laid_and_what_holds_something_else_is_kept(run: Run, tmp_path: Path) -> None:
    laid = run("example", "dti", "-f", "csv", cwd=tmp_path)
    assert laid.returncode == 0, laid.stderr
    folder = tmp_path / "examples" / "dti-province"
    assert {path.name for path in folder.iterdir()} == {
        *example_files("dti-province"),
        "dti-province-2022.yaml",
    }
    assert (folder / "2023.csv").read_bytes() == (ROOT / "examples/dti-province/2023.csv").read_bytes()
    assert len(laid.stdout.splitlines()) == len(list(folder.iterdir())) + 1
    assert run("score", "2023", "-f", "csv", cwd=folder).returncode == 0  # by its project
    assert run("example", "dti", cwd=tmp_path).returncode == 0  # what is as it would be written is left
    (folder / "2023.csv").write_text("mine\n", encoding="utf-8")
    refused = run("example", "dti", cwd=tmp_path)
    assert refused.returncode == 2
    assert "2023.csv" in refused.stderr
    assert (folder / "2023.csv").read_text(encoding="utf-8") == "mine\n"
    assert run("example", "dti", "--force", cwd=tmp_path).returncode == 0
    assert "mine" not in (folder / "2023.csv").read_text(encoding="utf-8")
    assert run("example", "dti", "--into", "other", cwd=tmp_path).returncode == 0
    assert (tmp_path / "other/examples/dti-province/2023.csv").is_file()


@pytest.fixture
def laid(run: Run, tmp_path: Path) -> Path:
    """An empty folder with all samples, as a user has it."""
    assert run("example", "--all", cwd=tmp_path).returncode == 0
    return tmp_path


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_what_a_sample_says_to_try_runs(sample: object, run: Run, laid: Path) -> None:
    words = shlex.split(sample.command)  # type: ignore[attr-defined]  # a Sample
    folder = laid
    if words[0] == "cd":
        folder, words = laid / words[1], words[3:]
    done = run(*words[1:], cwd=folder)
    assert done.returncode in (0, 1 if "doctor" in words else 0), done.stderr


@pytest.mark.parametrize("words", EXAMPLES)
def test_the_example_of_a_help_page_runs_where_samples_are_laid(words: str, run: Run, laid: Path) -> None:
    example = example_of(words)
    of_a_project = words in ("run", "check", "config") and not any("examples/" in word for word in example)
    done = run(*example, cwd=laid / "examples" / "project" if of_a_project else laid)
    allowed = (0, 1) if words in ("run", "doctor", "diff") else (0,)
    assert done.returncode in allowed, done.stderr
