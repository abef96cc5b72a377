"""The gallery: its page and pictures, made anew from the kinds of ``plot`` by ``python -m tests.render.pictures.gallery``."""

from __future__ import annotations

import os
import shlex
from importlib.metadata import version
from pathlib import Path

from tests.conftest import ROOT

from dtiscore.cli import main
from dtiscore.cli.picture_kinds import KINDS

FOLDER = ROOT / "docs" / "gallery"
PAGE = FOLDER.with_suffix(".md")

ABOVE = """\
# Gallery

Every kind of picture, and the command that draws it. `pip install 'dtiscore[report]'` brings what draws: Vega-Altair, and
vl-convert, which needs no browser. The ending of `-o` says as what: `.svg`, `.png`, `.pdf`, or `.vl.json`, the specification
in Vega-Lite, which web pages and notebooks draw. A kind has the arguments and options of the question that it draws
(`dtiscore plot KIND --help`), which draws it too (`dtiscore score … -o ranking.svg`); from Python it is a method of the
answer, `card.plot.ranking()` ([python.md](python.md)).

Names, sentences and the signs of numbers are in the language of `--lang`. Colours are told apart by readers who cannot see
all of them, and in a copy in grey; signs, shapes and directions tell the same. What a picture shows stands in a sentence in
its `description`, in SVG as the text for those who cannot see it. A picture shows as many units as can be read, or as
`--top` says, and those that are asked for with `--unit`; above it stands how many of how many these are. The tiles of a list
of units are a layout of our own and stand in its file; no borders are shipped, a map has the areas of a file of yours. The
same answer gives the same bytes of SVG and Vega-Lite with the same versions of both libraries (these: {libraries}).
"""


def commands() -> dict[str, str]:
    """What is typed for each picture, by the name of its file."""
    found = {f"{kind}.svg": f"plot {kind} {about.example}" for kind, about in KINDS.items()}
    # The two that the front pages open with, in the language of each.
    return {
        **found,
        "ranking-vi.svg": found["ranking.svg"].replace("-o ranking.svg", "--lang vi -o ranking-vi.svg"),
    }


def page() -> str:
    """The page."""
    parts = [ABOVE.format(libraries=drawn_by())]
    for name, command in commands().items():
        kind = command.split()[1]
        heading = kind if name == f"{kind}.svg" else f"{kind}, in Vietnamese"
        parts.append(
            f"## {heading}\n\n{KINDS[kind].shows}\n\n```bash\ndtiscore {command}\n```\n\n![{KINDS[kind].shows}](gallery/{name})\n"
        )
    return "\n".join(parts)


def drawn_by() -> str:
    """The libraries that decide the bytes of a picture, as the page names those of its own."""
    return f"altair {version('altair')}, vl-convert {version('vl-convert-python')}"


def draw(name: str, folder: Path) -> Path:
    """Run a command from the root of the repository, its picture put into a folder."""
    typed = shlex.split(commands()[name])
    assert typed[-2:] == ["-o", name]
    os.chdir(ROOT)
    assert main([*typed[:-1], str(folder / name), "-q"]) == 0
    return folder / name


if __name__ == "__main__":
    for file in FOLDER.glob("*.svg"):
        file.unlink()
    for each in commands():
        draw(each, FOLDER)
    PAGE.write_text(page(), encoding="utf-8")
