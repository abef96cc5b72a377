"""Every command of the tutorial is run, in both languages, and prints what stands below it."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.tutorial import BLOCK, PAGES, walked

pytestmark = pytest.mark.slow


def commands(language: str) -> list[str]:
    """The lines of the blocks of commands."""
    page = PAGES[language].read_text(encoding="utf-8")
    return [line for kind, block in BLOCK.findall(page) if kind == "bash" for line in block.splitlines()]


@pytest.mark.parametrize("language", PAGES)
def test_the_tutorial_is_walked(language: str, tmp_path: Path, run: Run) -> None:
    if shutil.which("git") is None:
        assert os.environ.get("DTISCORE_REQUIRE_PROGRAMS") != "1", "git is not installed"
        pytest.skip("git is not installed")
    page = PAGES[language].read_text(encoding="utf-8")
    assert walked(page, language, tmp_path, run) == page
    assert (tmp_path / "examples" / "workbook" / "results" / "report.html").is_file()


def test_both_languages_go_the_same_way() -> None:
    assert commands("vi") == commands("en")
    assert len(commands("en")) > 15


def test_what_ci_runs_has_been_run() -> None:
    page = PAGES["en"].read_text(encoding="utf-8")
    run = re.findall(r"- run: (dtiscore .*)", page)
    assert run
    assert set(run) <= set(commands("en"))
