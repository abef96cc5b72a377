"""The commands, tables and Python of the README, in both languages, are executed, so that they cannot rot."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from dtiscore.cli.app import application
from tests.cli.test_contract import executable, shell
from tests.conftest import ROOT, Run

README, IN_VIETNAMESE = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.vi.md"))


COMMANDS = tuple(typer.main.get_command(application(alone=False)).commands)  # type: ignore[attr-defined]  # a group
QUESTIONS = (
    "explain",
    "profile",
    "league",
    "compare",
    "trend",
    "improve",
    "whatif",
    "backcast",
    "robustness",
    "diagnose",
)
SCREENS = re.findall(
    r"```text\n\$ (dtiscore [^\n]*)\n(.*?)```", f"{README}\n{IN_VIETNAMESE}", flags=re.DOTALL
)


def commands(page: str = README) -> list[str]:
    """Every dtiscore command line of a page that stands in a block of its own."""
    blocks = re.findall(r"```bash\n(.*?)```", page, flags=re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if "dtiscore " in line and not line.startswith(("#", "python3 -m venv"))]


def test_there_are_commands() -> None:
    assert len(commands()) >= 10


def test_the_vietnamese_page_has_the_same_commands() -> None:
    own, translated = (
        [line.partition("   #")[0] for line in commands(page)] for page in (README, IN_VIETNAMESE)
    )
    assert translated == own


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_its_command(question: str) -> None:
    shown = [*commands(), *(command for command, _ in SCREENS)]
    assert any(command.startswith(f"dtiscore {question} ") for command in shown)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the commands name of the repository, where they may write files beside it."""
    folder = tmp_path_factory.mktemp("readme")
    for name in ("examples", "weights"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.mark.parametrize("command", commands())
def test_command(command: str, run: Run, tree: Path) -> None:
    if command.startswith("dtiscore ") and not set(command) & set("|<>;&$`*"):  # needs no shell
        result = run(*shlex.split(command, comments=True)[1:], cwd=tree)
        assert result.returncode == 0, result.stderr
        assert result.stdout or "-o " in command
        return
    program = re.sub(
        rf"\bdtiscore (?={'|'.join(COMMANDS)})",
        f"{executable()} ",
        command,
    )
    result = shell(f"cd {shlex.quote(str(tree))}; set -o pipefail; {program}")
    assert result.returncode in ((0, 141) if "| head" in command else (0,)), result.stderr
    assert result.stdout or "-o " in command


@pytest.mark.parametrize(
    ("command", "screen"),
    SCREENS,
    ids=[f"{command.split()[1]}{'-vi' * ('--lang vi' in command)}" for command, _ in SCREENS],
)
def test_the_screen_is_what_is_printed(run: Run, command: str, screen: str, tree: Path) -> None:
    result = run(*shlex.split(command)[1:], cwd=tree)
    assert result.stdout == screen


@pytest.mark.parametrize("page", [README, IN_VIETNAMESE], ids=["README.md", "README.vi.md"])
def test_the_python_runs(page: str) -> None:
    block = re.search(r"```python\n(.*?)```", page, flags=re.DOTALL)
    assert block is not None
    result = subprocess.run(
        [sys.executable, "-c", block[1]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "Đà Nẵng" in result.stdout
