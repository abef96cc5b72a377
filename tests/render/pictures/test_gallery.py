"""The gallery shows what its commands draw: where the libraries are those that drew it, to the byte."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.conftest import ROOT
from tests.render.pictures.gallery import FOLDER, PAGE, commands, draw, drawn_by


@pytest.mark.parametrize("command", commands(), ids=lambda command: command[-1])
def test_a_picture_is_what_its_command_draws(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    made = draw(command, tmp_path).read_text(encoding="utf-8")
    stored = (FOLDER / command[-1]).read_text(encoding="utf-8")
    root = ET.fromstring(made)
    assert len(str(root.get("aria-label"))) > 30
    if drawn_by() in PAGE.read_text(encoding="utf-8"):
        assert made == stored


def test_the_page_shows_every_picture() -> None:
    text = PAGE.read_text(encoding="utf-8")
    names = sorted(file.name for file in FOLDER.glob("*.svg"))
    assert names == sorted(command[-1] for command in commands())
    assert all(f"]({name})" in text for name in names)
