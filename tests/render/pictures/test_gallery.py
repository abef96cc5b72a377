"""The gallery shows what its commands draw: where the libraries are those that drew it, to the byte."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.conftest import ROOT
from tests.render.pictures.gallery import FOLDER, PAGES, commands, draw, drawn_by, page

AGAIN = "make it again: python -m tests.render.pictures.gallery"


@pytest.mark.parametrize("name", commands())
def test_a_picture_is_what_its_command_draws(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    made = draw(name, tmp_path).read_text(encoding="utf-8")
    stored = (FOLDER / name).read_text(encoding="utf-8")
    root = ET.fromstring(made)
    assert len(str(root.get("aria-label"))) > 30
    if drawn_by() in PAGES["en"].read_text(encoding="utf-8"):
        assert _counted_anew(made) == _counted_anew(stored), AGAIN


def _counted_anew(picture: str) -> str:
    """A picture whose clipping paths are counted from one: a process that drew others before goes on counting."""
    names = dict.fromkeys(re.findall(r"clip\d+", picture))
    places = {name: f"clip{place}" for place, name in enumerate(names, 1)}
    return re.sub(r"clip\d+", lambda found: places[found[0]], picture)


def test_the_pages_show_every_kind_and_nothing_else() -> None:
    for language, file in PAGES.items():
        if drawn_by() in file.read_text(encoding="utf-8"):
            assert file.read_text(encoding="utf-8") == page(language), AGAIN
    assert sorted(file.name for file in FOLDER.glob("*.svg")) == sorted(commands()), AGAIN


@pytest.mark.parametrize(
    ("front", "name"), [("README.md", "ranking.svg"), ("README.vi.md", "ranking-vi.svg")]
)
def test_a_front_page_opens_with_a_picture_and_has_its_command(front: str, name: str) -> None:
    page = (ROOT / front).read_text(encoding="utf-8")
    assert f"](docs/gallery/{name})" in page.split("\n## ")[0]
    assert f"dtiscore {commands()['ranking.svg']}" in page
