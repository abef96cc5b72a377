"""Every form draws an answer, and what the program says of forms comes from their list."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dtiscore.errors import UsageFault
from dtiscore.render.drawing.screen import Screen
from dtiscore.render.forms import ENDINGS, FORMS, PICTURES, binary_form, form_of
from dtiscore.render.forms.form import Setting
from dtiscore.render.plain_list import PlainList
from dtiscore.said import said

LIST = PlainList("units", {"a": [1]})
SETTING = Setting(None, Screen(), lambda: datetime(2024, 1, 2, tzinfo=UTC))
TEXTS = {
    "table": "  a\n  1\n",
    "csv": "a\n1\n",
    "tsv": "a\n1\n",
    "json": '{\n  "schema": "dtiscore/units/1",\n  "rows": [\n    {\n      "a": 1\n    }\n  ]\n}\n',
    "jsonl": '{"a": 1}\n',
    "md": "|   a |\n| --: |\n|   1 |\n",
}


@pytest.mark.parametrize("name", [name for name in FORMS if name not in PICTURES])
def test_every_form_draws_an_answer(name: str) -> None:
    drawn = form_of(name).draw(LIST, SETTING)
    assert isinstance(drawn, bytes) == (binary_form(name) is not None)
    assert drawn == form_of(name).draw(LIST, SETTING)
    if name in TEXTS:
        assert drawn == TEXTS[name]


@pytest.mark.parametrize("name", PICTURES)
def test_a_list_is_no_picture(name: str) -> None:
    with pytest.raises(UsageFault, match="no picture"):
        form_of(name).draw(LIST, SETTING)


def test_an_ending_tells_a_form() -> None:
    assert ENDINGS[".txt"] == "table"
    assert sorted(ENDINGS.values()) == sorted(FORMS)


def test_a_date_that_is_none_stops_a_workbook() -> None:
    def date() -> datetime:
        raise UsageFault(said("no date"))

    with pytest.raises(UsageFault, match="no date"):
        form_of("xlsx").draw(LIST, Setting(None, Screen(), date))
