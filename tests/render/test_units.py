"""Unit schemes, their units, and how texts are read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len

from dtiscore.questions.units.shown import ShownMatches, ShownSchemes, ShownUnits, is_match
from dtiscore.render.drawing.screen import Screen
from dtiscore.units.explaining import match_pair
from dtiscore.units.scheme import UnitScheme

SCHEME = UnitScheme.model_validate(
    {
        "id": "toy-2",
        "title": {"vi": "Hai tỉnh", "en": "Two provinces"},
        "source": "here",
        "valid_until": "2025-06-30",
        "successor": "toy-1",
        "units": [
            {
                "code": "01",
                "name": {"vi": "Hà Nội", "en": "Ha Noi"},
                "aliases": ["Thăng Long"],
                "successor": "01",
            },
            {"code": "02", "name": {"vi": "Hà Giang", "en": "Ha Giang"}, "successor": "08"},
        ],
    }
)


def test_units_of_a_scheme() -> None:
    assert ShownUnits(SCHEME).screen(Screen()) == (
        "toy-2 · Hai tỉnh · 2 units · followed by toy-1\n"
        "\n"
        "  code  name      also written        successor\n"
        "  01    Hà Nội    Ha Noi, Thăng Long  01\n"
        "  02    Hà Giang  Ha Giang            08\n"
    )


def test_schemes() -> None:
    assert ShownSchemes([SCHEME]).screen(Screen(language="en")) == (
        "  id     title          units  in force          successor\n"
        "  toy-2  Two provinces      2  until 2025-06-30  toy-1\n"
    )
    assert ShownSchemes([SCHEME]).columns()["units"] == [2]


def test_units_for_programs() -> None:
    assert ShownUnits(SCHEME).columns() == {
        "code": ["01", "02"],
        "name_vi": ["Hà Nội", "Hà Giang"],
        "name_en": ["Ha Noi", "Ha Giang"],
        "aliases": ["Thăng Long", None],
        "successor": ["01", "08"],
        "ranked": [True, True],
    }


def test_how_texts_are_read(has_acting_character: Callable[[str], bool]) -> None:
    readings = [(text, match_pair("", text, SCHEME)) for text in ("ha noi", "Hà Giag\x1b[2J")]
    assert [is_match(result) for _, result in readings] == [True, False]
    text = ShownMatches(readings).screen(Screen())
    assert not has_acting_character(text)
    lines = text.splitlines()
    assert lines[1].split()[:5] == ["ha", "noi", "01", "Hà", "Nội"]
    assert "unknown-unit" in lines[2]
    columns = ShownMatches(readings).columns()
    assert columns["code"] == ["01", None]
    assert columns["problem"] == [None, "unknown-unit"]


@pytest.mark.parametrize("width", [40, 80])
def test_lines_keep_to_the_width(width: int) -> None:
    for text in (ShownUnits(SCHEME).screen(Screen(width)), ShownSchemes([SCHEME]).screen(Screen(width))):
        assert max(map(cell_len, text.splitlines())) <= width
