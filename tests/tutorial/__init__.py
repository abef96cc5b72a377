"""The tutorial walked: its commands run in their order, its files written and edited as its page says."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.conftest import ROOT, Run

PAGES = {"en": ROOT / "docs" / "tutorial.md", "vi": ROOT / "docs" / "vi" / "tutorial.md"}
BLOCK = re.compile(r"^```(bash|text|diff|toml|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WIDTH = "92"


def walked(page: str, language: str, folder: Path, run: Run) -> str:
    """The page with what its commands print now.

    A line of a ``bash`` block is a command, with its exit code behind it where that is not 0; ``text`` is what the block
    before it prints. ``diff`` is an edit of the file that it names; ``toml`` and ``yaml`` are a file, or the end of one, as
    their first line says.
    """
    place, printed = folder, ""
    said = {"DTISCORE_LANG": language, "DTISCORE_WIDTH": WIDTH}

    def step(block: re.Match[str]) -> str:
        nonlocal place, printed
        kind, content = block.groups()
        if kind == "text":
            return f"```text\n{printed}```"
        if kind == "diff":
            edit(place, content)
        elif kind in ("toml", "yaml"):
            write(place, content)
        else:
            printed = ""
            for line in content.splitlines():
                command, _, code = line.partition("  # exit code ")
                if command.startswith("cd "):
                    place = place / command[3:]
                    continue
                result = typed(command, place, run, said)
                assert result.returncode == int(code or 0), (line, result.stdout, result.stderr)
                printed += result.stdout
        return block[0]

    return BLOCK.sub(step, page)


def typed(command: str, place: Path, run: Run, said: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """What comes of a command: dtiscore in this process, git as a program."""
    program, *arguments = shlex.split(command)
    if program == "dtiscore":
        return run(*arguments, cwd=place, env=said)
    name = {f"GIT_{who}_{what}": "me@here" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    assert program == "git", command
    return subprocess.run(
        [shutil.which("git") or "git", *arguments],
        cwd=place,
        env=name | {"GIT_CONFIG_GLOBAL": "/dev/null", "HOME": str(place)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def edit(place: Path, difference: str) -> None:
    """Take out the lines with ``-`` and put those with ``+`` in their place, run by run."""
    name, *lines = difference.splitlines()
    file = place / name.removeprefix("--- ")
    text = file.read_text(encoding="utf-8")
    for before, after in re.findall(r"((?:^-.*\n)+)((?:^\+.*\n)*)", "\n".join(lines) + "\n", re.MULTILINE):
        old, new = (re.sub(r"^[-+]", "", part, flags=re.MULTILINE) for part in (before, after))
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def write(place: Path, content: str) -> None:
    """Write a file, or what stands at the end of one that is there."""
    first, _, rest = content.partition("\n")
    file = place / first.removeprefix("# ").partition(",")[0]
    file.parent.mkdir(parents=True, exist_ok=True)
    there = file.read_text(encoding="utf-8") + "\n" if "," in first else ""
    file.write_text(there + rest, encoding="utf-8")
