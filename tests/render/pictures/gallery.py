"""The gallery: its page, its commands, and how its pictures are made anew: ``python -m tests.render.pictures.gallery``."""

from __future__ import annotations

import os
import re
import shlex
from importlib.metadata import version
from pathlib import Path

from tests.conftest import ROOT

from dtiscore.cli import main

FOLDER = ROOT / "docs" / "gallery"
PAGE = FOLDER / "README.md"


def commands() -> list[list[str]]:
    """The commands of the page, without the name of the program."""
    lines = re.findall(r"^dtiscore (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return [shlex.split(line) for line in lines]


def drawn_by() -> str:
    """The libraries that decide the bytes of a picture, as the page names those of its own."""
    return f"altair {version('altair')}, vl-convert {version('vl-convert-python')}"


def draw(command: list[str], folder: Path) -> Path:
    """Run a command from the root of the repository, its picture put into a folder."""
    *given, option, name = command
    assert option == "-o"
    os.chdir(ROOT)
    assert main([*given, "-q", "-o", str(folder / name)]) == 0
    return folder / name


if __name__ == "__main__":
    for command in commands():
        draw(command, FOLDER)
