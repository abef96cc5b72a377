"""What is wrong with a declaration about a table is said in English and in the languages of the catalogues."""

from __future__ import annotations

from typing import Any

import pytest

from dtiscore.errors import UsageFault
from dtiscore.inputs.reading import table_options
from dtiscore.said import spoken
from dtiscore.tables.options import number_style


@pytest.mark.parametrize(
    ("declared", "message", "in_vietnamese"),
    [
        (
            {"skip_rows": "two"},
            "--skip-rows cannot be 'two': Input should be a valid integer, unable to parse string as an integer",
            "--skip-rows không thể là 'two': phải là số nguyên",
        ),
        (
            {"skip_rows": -1},
            "--skip-rows cannot be -1: Input should be greater than or equal to 0",
            "--skip-rows không thể là -1: phải từ 0 trở lên",
        ),
        (
            {"decimal": ";"},
            "--decimal cannot be ';': Input should be '.' or ','",
            "--decimal không thể là ';': phải là '.' hoặc ','",
        ),
        (
            {"decimal": ",", "grouping": ","},
            'not a number style: "," cannot be the decimal mark and the grouping at once',
            'không phải là cách viết số: "," không thể vừa là dấu thập phân vừa là dấu phân nhóm nghìn',
        ),
    ],
)
def test_what_is_wrong_with_a_declaration_has_other_languages(
    declared: dict[str, Any], message: str, in_vietnamese: str
) -> None:
    with pytest.raises(UsageFault) as caught:
        number_style(table_options(declared))
    assert caught.value.message == message
    assert spoken(caught.value.message, "vi") == in_vietnamese
