"""The report on a table: every problem with its place, the true counts, and what to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len

from dtiscore.errors import Place, Problem
from dtiscore.methodology import Methodology
from dtiscore.questions.validate.shown import ShownValidation
from dtiscore.render import problems
from dtiscore.render.causes import causes_of
from dtiscore.render.drawing.screen import Screen
from dtiscore.said import as_it_is, counted, said
from dtiscore.tables.raw import RawColumn, RawTable

NUMBER = Problem(
    "ambiguous-number",
    said("may be 1.234 or 1234"),
    Place("t.csv", 3, 4, "kinh_te_so"),
    "1.234",
    said("declare --decimal , or --decimal ."),
    "Hà Giang",
)
VARIANT = Problem(
    "name-variant",
    said("read as Hòa Bình (17)"),
    Place("t.csv", 44, 3, "province"),
    "Hoà Bình",
    severity="warning",
)
NOWHERE = Problem("missing-unit", said("1 unit is missing"), Place("t.csv"), fix=said("add it"))


def test_one_line_each_where_there_is_room() -> None:
    assert problems.problems_screen([NUMBER, VARIANT], Screen(), source="t.csv", rows=63, columns=5) == (
        "1 error, 1 warning in t.csv (63 rows, 5 columns read; nothing was scored)\n"
        "\n"
        "  where  column      unit      problem                 cell        what is wrong          what to do\n"
        '    3:4  kinh_te_so  Hà Giang  ambiguous-number        "1.234"     may be 1.234 or 1234   declare --decimal , or --decimal .\n'
        '   44:3  province              name-variant (warning)  "Hoà Bình"  read as Hòa Bình (17)\n'
    )


def test_a_few_lines_each_on_a_narrow_screen() -> None:
    assert problems.problems_screen([NUMBER, NOWHERE], Screen(60), source="t.csv", rows=1, columns=1) == (
        "2 errors in t.csv (1 row, 1 column read; nothing was scored)\n"
        "\n"
        '  3:4  kinh_te_so  Hà Giang  "1.234"  ambiguous-number\n'
        "      may be 1.234 or 1234\n"
        "      → declare --decimal , or --decimal .\n"
        "  missing-unit\n"
        "      1 unit is missing\n"
        "      → add it\n"
    )


def test_problems_of_several_files_say_which() -> None:
    other = Problem("missing-unit", said("1 unit is missing"), Place("other.csv", 1))
    text = problems.problems_screen([NUMBER, other], Screen())
    assert "t.csv:3:4" in text
    assert "other.csv:1" in text


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_keep_to_the_width(width: int) -> None:
    text = problems.problems_screen(
        [NUMBER, VARIANT, NOWHERE], Screen(width), source="t.csv", rows=63, columns=5
    )
    assert max(map(cell_len, text.splitlines())) <= width


def test_the_display_is_capped_and_the_count_is_not() -> None:
    columns = [
        NUMBER._replace(place=Place("t.csv", 3, at, f"column {at}"), code=f"c{at}") for at in range(1, 71)
    ]
    text = problems.problems_screen(columns, Screen(), source="t.csv", rows=500, columns=70)
    assert text.startswith("70 errors in t.csv")
    assert text.count('"1.234"') == problems.LIMIT == 40
    assert "  … 30 more causes\n  Every one: dtiscore validate --all" in text
    each = problems.problems_screen(columns, Screen(), source="t.csv", rows=500, columns=70, every_one=True)
    assert each.count('"1.234"') == 70
    assert "Every one" not in each
    alone = problems.problems_screen(columns, Screen(), listed_in_full=False)
    assert "  … 30 more causes" in alone
    assert "Every one" not in alone


def test_what_one_act_mends_is_one_row_a_column_with_its_first_places() -> None:
    def at(line: int, column: int, header: str) -> Problem:
        message = said("may be {line}.234 or {line}234", line=line)
        return NUMBER._replace(
            place=Place("t.csv", line, column, header), raw=f"{line}.234", message=message, unit=f"U{line}"
        )

    many = [
        at(line, column, header)
        for line in range(2, 65)
        for column, header in ((4, "kinh_te"), (5, "xa_hoi"))
    ]
    text = problems.problems_screen([VARIANT, *many], Screen(), source="t.csv", rows=63, columns=5)
    assert text.splitlines()[0].startswith("126 errors, 1 warning in t.csv")
    assert [" ".join(line.split()) for line in text.splitlines()[3:]] == [
        (
            '2:4, 3:4, 4:4 … kinh_te U2, U3, U4 … 63 ambiguous-number "2.234", "3.234", "4.234" … the first: may be 2.234 or 2234'
            " declare --decimal , or --decimal ."
        ),
        (
            '2:5, 3:5, 4:5 … xa_hoi U2, U3, U4 … 63 ambiguous-number "2.234", "3.234", "4.234" … the first: may be 2.234 or 2234'
            " declare --decimal , or --decimal ."
        ),
        '44:3 province name-variant (warning) "Hoà Bình" read as Hòa Bình (17)',
        "Every one: dtiscore validate --all, or -f csv.",
    ]


def test_warnings_and_what_is_said_of_headings_are_one_row_for_all_columns() -> None:
    def of(header: str, at: int) -> Problem:
        told = said("w does not use this column")
        return Problem("unused-column", told, Place("t.csv", 1, at, header), header, severity="warning")

    text = problems.problems_screen([of("a", 1), of("b", 2), of("c", 4)], Screen())
    assert [" ".join(line.split()) for line in text.splitlines()[1:2]] == [
        "1:1, 1:2, 1:4 a, b, c 3 unused-column (warning) w does not use this column"
    ]


def shown_rows(found: list[Problem]) -> list[str]:
    return [" ".join(line.split()) for line in problems.problems_screen(found, Screen()).splitlines()[1:]]


def test_one_cause_over_many_columns_is_one_row() -> None:
    """One unit alone has no range in any column: 60 rows said so."""
    fix = said("weight 0, or zero_range in the rule")
    flat = [
        Problem("zero-range", said('every unit has {v:g} for "{s}"', v=at, s=f"C{at}"), Place("t.csv", 2, at, f"c{at}"), fix=fix, indicator=f"C{at}")
        for at in range(1, 61)
    ]  # fmt: skip
    assert shown_rows(flat) == [
        '2:1, 2:2, 2:3 … c1, c2, c3 … 60 zero-range the first: every unit has 1 for "C1" weight 0, or zero_range in the rule',
        "Every one: dtiscore validate --all, or -f csv.",
    ]
    assert len(shown_rows(flat[:3])) == 3  # a few columns are told one by one


def test_columns_that_are_not_in_the_file_are_one_row_and_named() -> None:
    def lacking(name: str) -> Problem:
        told = counted(
            1, "the column {columns} is not in the file", "the columns {columns} are not", columns=name
        )
        fix = said("add it; {column} may be headed {other}", column=name, other=name.upper())
        return Problem("missing-column", told, Place("t.csv", 1), fix=fix, indicator=name)

    assert shown_rows([lacking(name) for name in "abcd"]) == [
        "1 a, b, c … 4 missing-column the first: the column a is not in the file the first: add it; a may be headed A",
        "Every one: dtiscore validate --all, or -f csv.",
    ]


def test_options_that_mend_a_column_each_are_one_line_to_paste() -> None:
    def beyond(name: str) -> Problem:
        fix = said("is the column in percent? declare {option}", option=f"--percent {name}")
        return Problem("out-of-range", said("62 is above 1"), Place("t.csv", 2, 1, name), "62", fix)

    way_out = causes_of([beyond(name) for name in "abcd"])[0].fix
    assert way_out == "is the column in percent? declare --percent a --percent b --percent c --percent d"


def test_what_is_mended_one_by_one_is_shown_one_by_one() -> None:
    misspelt = [
        VARIANT._replace(code="unknown-unit", fix=said("did you mean {name}?", name=name))
        for name in "ABCDEFG"
    ]
    text = problems.problems_screen(misspelt, Screen())
    assert all(f"did you mean {name}?" in text for name in "ABCDEFG")


def test_without_problems_it_says_what_was_read() -> None:
    text = problems.problems_screen([], Screen(), source="t.csv", rows=63, columns=5)
    assert text == "No problem in t.csv (63 rows, 5 columns read)\n"


def test_warnings_alone_do_not_stop_scoring() -> None:
    assert "nothing was scored" not in problems.problems_screen(
        [VARIANT], Screen(), source="t", rows=1, columns=1
    )
    assert "nothing was scored" in problems.problems_screen(
        [NUMBER, VARIANT], Screen(), source="t", rows=1, columns=1
    )


def test_data_cannot_act(hostile: str, has_acting_character: Callable[[str], bool]) -> None:
    told = as_it_is(hostile)
    problem = Problem("x", told, Place(hostile, 1, 1, hostile), hostile, told, hostile)
    for width in (40, 200, None):
        assert not has_acting_character(
            problems.problems_screen([problem], Screen(width), source=hostile, rows=1, columns=1)
        )


def test_long_cells_are_shortened_on_the_screen_only() -> None:
    problem = Problem("cell-too-long", said("is too long"), Place("t", 1, 1), "x" * 500)
    assert "x" * 61 not in problems.problems_screen([problem], Screen())
    assert problems.problems_columns([problem])["raw"] == ["x" * 500]


def test_programs_get_flat_columns() -> None:
    columns = problems.problems_columns([NUMBER])
    assert columns["code"] == ["ambiguous-number"]
    assert columns["line"] == [3]
    assert columns["severity"] == ["error"]
    assert list(problems.problems_columns([])) == list(columns)


def test_a_validation_is_told_and_enveloped(edition: Callable[[str], Methodology]) -> None:
    table = RawTable("t.csv", (RawColumn("a", 1, ["1"], [2]),), 1)
    hdi = edition("hdi-2022")
    assert ShownValidation([], table, hdi).screen(Screen()) == (
        "No problem in t.csv (hdi-2022) (1 row, 1 column read)\n"
    )
    payload = ShownValidation([NUMBER, VARIANT], table, hdi).payload()
    assert payload["schema"] == "dtiscore/problems/1"
    assert payload["valid"] is False
    assert payload["counts"] == {"ambiguous-number": 1, "name-variant": 1}
    assert (
        problems.summary([NUMBER], "t.csv", 1, 1)
        == "1 error in t.csv (1 row, 1 column read; nothing was scored)"
    )
    assert (
        problems.summary([NUMBER], "t.csv", 1, 1, "vi")
        == "1 lỗi trong t.csv (đã đọc 1 dòng, 1 cột; chưa tính điểm)"
    )
