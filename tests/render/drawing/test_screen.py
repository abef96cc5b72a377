"""Styled lines become text that depends on the screen alone, never on the environment."""

from __future__ import annotations

import pytest

from dtiscore.render.drawing.screen import Screen, StyledLine, paragraph, to_text


def test_without_colour_there_is_no_escape_sequence() -> None:
    assert to_text([StyledLine("a", style="bold red"), StyledLine("b  ")], Screen(10)) == "a\nb\n"


def test_with_colour_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    assert to_text([StyledLine("a", style="red")], Screen(10, colour=True)) == "\x1b[31ma\x1b[0m\n"


def test_the_environment_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "5")
    assert (
        to_text([StyledLine("a long line that is kept", style="bold")], Screen(10))
        == "a long line that is kept\n"
    )


def test_marks_of_a_screen_without_them_are_ascii_and_as_wide() -> None:
    lines = [
        "  #   ±  Đơn vị      ·",
        "  1  ▲2  Đà Nẵng  ███▌",
        " 12  ▼1  Huế      ┣━●┫",
        "  3   =  Huế      ▁▄▇█",
    ]
    drawn = to_text(map(StyledLine, lines), Screen(marks=False))
    assert drawn.splitlines() == [
        "  #  +-  Đơn vị      -",
        "  1  +2  Đà Nẵng  ####",
        " 12  -1  Huế      [=o]",
        "  3   =  Huế      .=%#",
    ]
    coloured = to_text([StyledLine("they add up to ±.", style="dim")], Screen(80, colour=True, marks=False))
    assert coloured == "\x1b[2mthey add up to +-.\x1b[0m\n"


def test_markup_is_text() -> None:
    assert to_text([StyledLine("[red]x[/nope] :smile: 12")], Screen(80)) == "[red]x[/nope] :smile: 12\n"


def test_a_paragraph_folds_at_the_width() -> None:
    lines = [line.text for line in paragraph("một hai ba bốn năm sáu bảy tám", Screen(24), hanging="  ")]
    assert lines == ["một hai ba bốn năm sáu", "  bảy tám"]


def test_a_paragraph_without_width_is_one_line() -> None:
    assert len(list(paragraph("một hai ba " * 40, Screen(None)))) == 1
