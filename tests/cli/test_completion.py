"""Completion of the shells through the real executable: installed, shown and answered with the exit code a shell expects."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from dtiscore.cli.completion import install_completion
from dtiscore.errors import UsageFault
from tests.conftest import Run

BY_THE_SHELL = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
"""Lets a test name the shell, which is otherwise the one that started the command."""

INSTALLED = {
    "bash": ".bash_completions/dtiscore.sh",
    "zsh": ".zfunc/_dtiscore",
    "fish": ".config/fish/completions/dtiscore.fish",
}


def completing(shell: str, words: str, **more: str) -> Mapping[str, str]:
    """The environment in which a shell asks what may follow ``words``."""
    asked = (
        {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
        if shell == "bash"
        else {"_TYPER_COMPLETE_ARGS": words}
    )
    return {"_DTISCORE_COMPLETE": f"complete_{shell}"} | asked | more


@pytest.mark.parametrize("shell", INSTALLED)
def test_completion_is_shown_and_installed(run_executable: Run, tmp_path: Path, shell: str) -> None:
    home = BY_THE_SHELL | {"HOME": str(tmp_path)}
    shown = run_executable("--show-completion", shell, env=home)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert f"_DTISCORE_COMPLETE=complete_{shell}" in shown.stdout
    assert not list(tmp_path.iterdir())
    installed = run_executable("--install-completion", shell, env=home)
    assert (installed.returncode, installed.stderr) == (0, "")
    assert INSTALLED[shell] in installed.stdout
    assert (tmp_path / INSTALLED[shell]).read_text(encoding="utf-8").strip() == shown.stdout.strip()


def test_where_completion_was_installed_is_said_in_the_language_of_the_reader(
    run_executable: Run, tmp_path: Path
) -> None:
    home = BY_THE_SHELL | {"HOME": str(tmp_path), "DTISCORE_LANG": "vi"}
    installed = run_executable("--install-completion", "bash", env=home)
    where = tmp_path / INSTALLED["bash"]
    assert installed.stdout.splitlines() == [
        f"bash: đã cài tính năng tự điền từ vào {where}",
        "Mở cửa sổ dòng lệnh mới để dùng.",
    ]


def test_a_shell_without_completion_is_named() -> None:
    with pytest.raises(UsageFault, match="no completion of words for the shell dash"):
        install_completion("dash")


@pytest.mark.parametrize("shell", INSTALLED)
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("dtiscore rob", "robustness"),
        ("dtiscore --ver", "--version"),
        ("dtiscore score --decim", "--decimal"),
        ("dtiscore weights tem", "template"),
    ],
)
def test_a_word_is_completed(run_executable: Run, shell: str, words: str, offered: str) -> None:
    fish = {"_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    result = run_executable(env=completing(shell, words, **fish))
    assert (result.returncode, result.stderr) == (0, "")
    assert offered in result.stdout


VALUES = [
    ("dtiscore score x.csv -w dti-prov", {"dti-province-2020", "dti-province-2022", "dti-province"}),
    ("dtiscore weights show hdi", {"hdi-2022"}),
    ("dtiscore score x.csv -w dti-province-2022 --unit 4", {"40", "42", "44", "45", "46", "48", "49"}),
    ("dtiscore score x.csv -w dti-province-2022 --unit đà", {"Đà Nẵng"}),
    ("dtiscore league x.csv -w hdi-2022 --indicator h", {"health"}),
    ("dtiscore score x.csv -w hdi-2022 --level in", {"indicators", "income"}),
    ("dtiscore explain x.csv -w hdi-2022 --unit VNM --cell ed", {"education"}),
    ("dtiscore units list vn-province-3", {"vn-province-34"}),
    ("dtiscore schema rankings", {"rankings"}),
    ("dtiscore example dti", {"dti-province"}),
]
"""What a shell offers for the values of options."""


@pytest.mark.parametrize(("words", "offered"), VALUES)
def test_values_are_completed(run: Run, words: str, offered: set[str]) -> None:
    result = run(env=completing("bash", words))
    assert (result.returncode, result.stderr) == (0, "")
    assert offered <= {line.replace("\\ ", " ") for line in result.stdout.splitlines()}


@pytest.mark.parametrize(
    "words", ["dtiscore score x.csv --unit 4", "dtiscore score x.csv -w missing.yaml --unit 4"]
)
def test_what_cannot_be_known_is_not_offered(run: Run, words: str) -> None:
    result = run(env=completing("bash", words))
    assert (result.returncode, result.stdout.strip(), result.stderr) == (0, "", "")


def in_a_shell(shell: str, script: str, home: Path, program: str) -> list[str]:
    """What a real shell answers, with the program on its path."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    environment = {"HOME": str(home), "PATH": f"{Path(program).parent}{os.pathsep}{os.environ['PATH']}"}
    ended = subprocess.run(
        [shell, "-c", script], capture_output=True, text=True, env=os.environ | environment, check=True
    )
    return ended.stdout.splitlines()


@pytest.mark.slow
@pytest.mark.parametrize(("words", "offered"), VALUES)
def test_fish_completes_values(run_executable: Run, tmp_path: Path, words: str, offered: set[str]) -> None:
    installed = run_executable("--install-completion", "fish", env=BY_THE_SHELL | {"HOME": str(tmp_path)})
    script = f"source {tmp_path / INSTALLED['fish']}; complete -C{shlex.quote(words)}"
    lines = in_a_shell("fish", script, tmp_path, installed.args[0])
    assert offered <= {line.partition("\t")[0].replace("\\ ", " ") for line in lines}


@pytest.mark.slow
@pytest.mark.parametrize(("words", "offered"), VALUES)
def test_zsh_completes_values(run_executable: Run, tmp_path: Path, words: str, offered: set[str]) -> None:
    """Zsh runs what was installed, up to its ``_arguments``, which has a terminal alone and is shown instead."""
    installed = run_executable("--install-completion", "zsh", env=BY_THE_SHELL | {"HOME": str(tmp_path)})
    script = f"""
compdef() {{ :; }}
_arguments() {{ print -r -- "$@" }}
words=({" ".join(map(shlex.quote, words.split()))})
CURRENT=$#words
source {tmp_path / INSTALLED["zsh"]}
_dtiscore_completion
"""
    told = "".join(in_a_shell("zsh", script, tmp_path, installed.args[0]))
    assert told.startswith("*: :((")
    assert offered <= {*re.findall(r'"([^"]+)"', told)}


@pytest.mark.parametrize(("words", "code"), [("dtiscore rob", 0), ("dtiscore score 2022.c", 1)])
def test_fish_is_told_whether_to_offer_files(run_executable: Run, words: str, code: int) -> None:
    result = run_executable(env=completing("fish", words, _TYPER_COMPLETE_FISH_ACTION="is-args"))
    assert (result.returncode, result.stdout, result.stderr) == (code, "", "")


def test_bash_completes_with_what_was_installed(run_executable: Run, tmp_path: Path) -> None:
    home = BY_THE_SHELL | {"HOME": str(tmp_path)}
    installed = run_executable("--install-completion", "bash", env=home)
    assert installed.returncode == 0
    script = tmp_path / INSTALLED["bash"]
    program = installed.args[0]
    asked = f"COMP_WORDS=(dtiscore rob); COMP_CWORD=1; _dtiscore_completion {shlex.quote(program)}"
    ended = subprocess.run(
        [
            "bash",
            "--norc",
            "-c",
            f'. {shlex.quote(str(script))}; {asked}; printf "%s\\n" "${{COMPREPLY[@]}}"',
        ],
        capture_output=True,
        text=True,
        env=os.environ | home,
        check=True,
    )
    assert ended.stdout.split() == ["robustness"]


@pytest.mark.parametrize("arguments", ["--help", "score --help", "--show-completion bash"])
def test_a_reader_that_went_away_is_a_closed_pipe_there_too(run_executable: Run, arguments: str) -> None:
    program = shlex.quote(run_executable("--version").args[0])
    command = f"{{ sleep 1; {program} {arguments}; echo $? >&2; }} | true"
    ended = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, env=os.environ | BY_THE_SHELL, check=True
    )
    assert ended.stderr.strip() == "141"
