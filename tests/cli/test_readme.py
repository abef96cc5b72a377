"""The commands, tables and Python of the README and of the page of questions are executed, so that they cannot rot."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_contract import executable, shell
from tests.cli.whole_program import program
from tests.conftest import ROOT, Run, here

README, IN_VIETNAMESE, ASKED, ASKED_IN_VIETNAMESE = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "README.vi.md", "docs/questions.md", "docs/vi/questions.md")
)


COMMANDS = tuple(program().commands)
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
    r"```text\n\$ (dtiscore [^\n]*)\n(.*?)```",
    f"{README}\n{IN_VIETNAMESE}\n{ASKED}\n{ASKED_IN_VIETNAMESE}",
    flags=re.DOTALL,
)


def commands(page: str) -> list[str]:
    """Every dtiscore command line of a page that stands in a block of its own."""
    blocks = re.findall(r"```bash\n(.*?)```", page, flags=re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if "dtiscore " in line and not line.startswith(("#", "python3 -m venv"))]


def test_there_are_commands() -> None:
    assert len(commands(README)) >= 8
    assert len(commands(ASKED)) >= 20


@pytest.mark.parametrize(
    ("page", "translation"),
    [(README, IN_VIETNAMESE), (ASKED, ASKED_IN_VIETNAMESE)],
    ids=["README", "questions"],
)
def test_the_vietnamese_page_has_the_same_commands(page: str, translation: str) -> None:
    own, translated = ([line.partition("   #")[0] for line in commands(each)] for each in (page, translation))
    assert translated == own


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_its_command(question: str) -> None:
    shown = [*commands(ASKED), *(command for command, _ in SCREENS)]
    assert any(command.startswith(f"dtiscore {question} ") for command in shown)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the commands name of the repository, as the package lays it where no copy is; they may write files beside it."""
    folder = tmp_path_factory.mktemp("readme")
    assert here("example", "--all", cwd=folder).returncode == 0
    return folder


@pytest.mark.parametrize("command", dict.fromkeys([*commands(README), *commands(ASKED)]))
def test_command(command: str, run: Run, tree: Path, tmp_path: Path) -> None:
    if command.startswith("dtiscore init "):  # writes a project, which other commands are not to find
        tree = shutil.copytree(tree, tmp_path / "own")
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


@pytest.mark.slow
@pytest.mark.skipif(not (Path(sys.prefix) / "bin" / "activate").exists(), reason="needs an environment")
def test_the_readme_runs_from_top_to_bottom_in_a_fresh_shell(tree: Path, tmp_path: Path) -> None:
    """But for what makes environments and installs, which .ci/run does: here one that is there stands in its place."""
    place = shutil.copytree(tree, tmp_path / "own")
    (place / ".venv").symlink_to(sys.prefix)
    blocks = re.findall(r"```bash\n(.*?)```", README, flags=re.DOTALL)
    made = re.compile(
        r"python3 -m venv \.venv && \.venv/bin/pip install [^&]* && |^pip install .*\n", re.MULTILINE
    )
    script = made.sub("", "".join(blocks)).replace(".venv/bin/pytest", ".venv/bin/pytest --version")
    assert "pip" not in script
    done = subprocess.run(
        ["bash", "-ec", script],
        cwd=place,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


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
