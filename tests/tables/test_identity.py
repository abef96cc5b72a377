"""What identifies a row: blame falls on the right cell, and nothing that looks like another thing passes in silence."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from tests.made import HEAD, indicator

from dtiscore.errors import Problem
from dtiscore.methodology.parsing import methodology_from
from dtiscore.tables import row_identity
from dtiscore.tables.check import check
from dtiscore.tables.identifying_cells import in_plain
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.table import Dataset
from dtiscore.tables.texts.delimited import read_delimited
from dtiscore.units.scheme import UnitScheme

SCHEME = UnitScheme.model_validate(
    {
        "id": "two",
        "title": "Two provinces",
        "source": "by hand",
        "code_width": 2,
        "units": [{"code": "01", "name": "Hà Nội"}, {"code": "02", "name": "Hà Giang"}],
    }
)
EDITION = methodology_from(
    {
        **HEAD,
        "index": {"code": "M", "aggregate": "sum", "children": [indicator("a")]},
    }
)


def checked(
    *lines: str, scheme: UnitScheme | None = None, **options: Any
) -> tuple[Dataset | None, list[Problem]]:
    table, problems = read_delimited("\n".join(lines).encode(), source="t.csv")
    assert problems == []
    return check(table, EDITION, scheme, ReadingOptions(**options))


def found(*lines: str, scheme: UnitScheme | None = None, **options: Any) -> list[tuple[Any, ...]]:
    """Severity, code, line, column and raw cell of every problem."""
    _, problems = checked(*lines, scheme=scheme, **options)
    return [(p.severity, p.code, p.place.line, p.place.column, p.raw) for p in problems]


class TestBlame:
    """Of a code and a name the one at fault is shown, and one fault is told once."""

    def test_a_code_that_lost_its_zero(self) -> None:
        lines = ("code,name,a", "1,Hà Nội,5", "02,Hà Giang,6")
        assert found(*lines, scheme=SCHEME) == [("warning", "code-variant", 2, 1, "1")]

    def test_an_unknown_code_beside_a_known_name(self) -> None:
        lines = ("code,name,a", "1E2,Hà Nội,5", "02,Hà Giang,6")
        assert found(*lines, scheme=SCHEME) == [("error", "unknown-unit", 2, 1, "1E2")]

    def test_an_unknown_name_beside_a_known_code(self) -> None:
        lines = ("code,name,a", "01,Hà Nồi,5", "02,Hà Giang,6")
        assert found(*lines, scheme=SCHEME) == [("error", "unknown-unit", 2, 2, "Hà Nồi")]

    def test_a_name_with_an_unseen_character(self) -> None:
        lines = ("code,name,a", "01,Hà\u200b Nội,5", "02,Hà Giang,6")
        assert found(*lines, scheme=SCHEME) == [("error", "invisible-character", 2, 2, "Hà\u200b Nội")]

    def test_a_code_and_a_name_of_two_units(self) -> None:
        lines = ("code,name,a", "02,Hà Nội,5", "02,Hà Giang,6")
        assert found(*lines, scheme=SCHEME) == [("error", "code-name-conflict", 2, 2, "Hà Nội")]


class TestWithoutScheme:
    """Where only the table says which units there are."""

    def test_words_for_totals_are_refused_until_they_are_kept(self) -> None:
        dataset, problems = checked("name,a", "Sở A,1", "TRUNG BÌNH,2", "Nguồn: báo cáo,3", "Tổng kho,4")
        assert [(p.code, p.place.line, p.raw) for p in problems] == [
            ("perhaps-a-total", 3, "TRUNG BÌNH"),
            ("perhaps-a-total", 4, "Nguồn: báo cáo"),
        ]
        fix = 'leave the row out: --ignore-unit "TRUNG BÌNH"; if it is a unit: --keep-unit "TRUNG BÌNH"'
        assert (problems[0].fix, dataset) == (fix, None)

    def test_a_total_without_a_code(self) -> None:
        assert found("code,name,a", "u,Sở A,1", ",Tổng,2", ",Sở B,3") == [
            ("error", "not-a-unit", 3, 2, "Tổng"),
            ("error", "unknown-unit", 4, 2, "Sở B"),
        ]
        assert found("code,name,a", "u,Sở A,1", ",Khối sở,") == [("error", "not-a-unit", 3, 2, "Khối sở")]
        of_a_period = ("code,name,year,a", "u,Sở A,2022,1", ",Sở B,2022,", "v,Sở B,2021,2")
        assert ("error", "unknown-unit", 3, 2, "Sở B") in found(*of_a_period)

    @pytest.mark.parametrize("total", ["Cộng", "Tổng cộng:", "Khối sở, ban, ngành"])
    def test_a_total_over_the_running_number_and_the_unit(self, total: str) -> None:
        lines = ("STT,name,a", "1,Sở A,1", f'"{total}",,2')
        assert found(*lines) == [("error", "not-a-unit", 3, 1, total)]
        dataset, problems = checked(*lines, ignored_units=frozenset([total]))
        assert dataset is not None
        assert ([*dataset.units], problems) == (["Sở A"], [])
        with_scheme = ("STT,name,a", "1,Hà Nội,1", "2,Hà Giang,2", f'"{total}",,2')
        assert found(*with_scheme, scheme=SCHEME) == [("error", "not-a-unit", 4, 1, total)]

    def test_headings_that_stand_again_among_the_rows(self) -> None:
        assert found("code,name,a", "u,Sở A,1", "code,name,a", "v,Sở B,2") == [
            ("error", "not-a-unit", 3, 2, "name")
        ]
        dataset, problems = checked("unit,a", "u,1", "Unit,a", "v,2", ignored_units=frozenset(["unit"]))
        assert dataset is not None
        assert ([*dataset.units], problems) == (["u", "v"], [])

    @pytest.mark.parametrize(
        ("heading", "code"), [("geo", "GEO"), ("ma", "MA"), ("code", "Code"), ("unit", "unit")]
    )
    def test_a_unit_that_is_called_as_its_column_is_headed(self, heading: str, code: str) -> None:
        dataset, problems = checked(f"{heading},year,a", f"{code},2021,1", "v,2021,2")
        assert dataset is not None
        assert ([*dataset.units], problems) == ([code, "v"], [])

    @pytest.mark.parametrize(
        ("lines", "fix"),
        [
            (("geo,a", "u,1", "geo,a", "GEO,2"), "remove the row"),
            (("code,name,a", "u,Ha Noi,1", ",Ha Noi,"), "remove the row"),
            (("geo,a", "u,1", "geo,2", "geo,a"), "remove the row"),
            (("code,name,a", "u,Ha Noi,1", ",Ha Noi,2"), "write its code, or remove the row"),
            (("code,name,a", "u,Ha Noi,1", "code,name,a", "v,Name,3"), "remove the row"),
            (("tt,name,a", "1,Tay Ninh,1", "Tay Ninh,,2"), "remove the row"),
        ],
    )
    def test_no_row_is_left_out_by_a_name_that_a_unit_bears(self, lines: tuple[str, ...], fix: str) -> None:
        _, problems = checked(*lines)
        assert [(one.code, str(one.fix)) for one in problems] == [("unknown-unit", fix)]

    def test_nor_by_one_that_a_unit_of_the_scheme_bears(self) -> None:
        lines = ("tt,name,a", "1,Hà Nội,1", "2,Hà Giang,2", "HÀ GIANG,,3")
        _, problems = checked(*lines, scheme=SCHEME)
        assert [(one.code, str(one.fix)) for one in problems] == [("unknown-unit", "remove the row")]

    def test_a_running_number_is_no_name_of_a_row(self) -> None:
        assert found("STT,name,a", "1,Sở A,1", "II,,2", "3,,3") == [
            ("error", "unknown-unit", 3, 2, ""),
            ("error", "unknown-unit", 4, 2, ""),
        ]

    def test_a_total_beside_a_code(self) -> None:
        assert found("code,name,a", "u,Total,1", "tổng,X,2") == [
            ("error", "perhaps-a-total", 2, 2, "Total"),
            ("error", "perhaps-a-total", 3, 2, "X"),
        ]

    @pytest.mark.parametrize(
        "name",
        ["Insgesamt", "Ensemble", "Total nacional", "promedio nacional", "OGÓŁEM", "Итого", "全国", "합계"],
    )
    def test_a_total_in_the_language_of_the_office(self, name: str) -> None:
        assert found("code,name,a", "u,A,1", f"00,{name},2") == [("error", "perhaps-a-total", 3, 2, name)]

    @pytest.mark.parametrize(
        "text", ["A\u200bB\u202e", "A\U000e0042", "A\u00adB", "A\u3164", "A\ufe0f", "A\u2800"]
    )
    def test_unseen_characters_of_what_identifies_are_an_error(self, text: str) -> None:
        assert found("name,a", f"{text},1") == [("error", "invisible-character", 2, 1, text)]
        assert found("code,a", f"{text},1") == [("error", "invisible-character", 2, 1, text)]
        _, (problem,) = checked("code,name,a", f"u,{text},1")
        assert (problem.severity, problem.code, problem.place.column) == ("error", "invisible-character", 2)
        assert all(f"U+{ord(sign):04X}" in problem.message for sign in text if sign not in "AB")

    @pytest.mark.parametrize(
        "code", ["\uff21\uff26\uff27", "A\uff26G", "\U0001d400FG", "\u0410FG", "A\u0392G"]
    )
    def test_a_code_of_letters_that_only_look_latin_is_warned_of(self, code: str) -> None:
        assert found("code,a", f"{code},1") == [("warning", "confusable-letter", 2, 1, code)]

    def test_a_text_read_in_another_encoding_than_it_was_written_in(self) -> None:
        for garbled in ("C\u00c3\u00b4te", "T\u00c3\u00bcrkiye", "H\u00c3 N\u00e1\u00bb\u2122i"):
            assert found("code,name,a", f"u,{garbled},1") == [("error", "mojibake", 2, 2, garbled)]
            assert found("name,a", f"{garbled},1") == [("error", "mojibake", 2, 1, garbled)]
        for lost in ("T?rkiye", "C?te d'Ivoire", "Th\u00e0nh ph? H\u00e0", "S?o Tom?"):
            assert found("code,name,a", f"u,{lost},1") == [("warning", "lost-letters", 2, 2, lost)]
        for sound in (
            "C\u00f4te",
            "Th\u00fcringen",
            "\u00c3 L\u00f4 T\u00f4",
            "\u00c2u M\u1ef9",
            "Who knows?",
        ):
            assert found("code,name,a", f"u,{sound},1") == []

    def test_marks_that_no_letter_takes_are_an_error(self) -> None:
        assert found("code,a", "H\u0301\u0300\u0302,1") == [
            ("error", "stacked-marks", 2, 1, "H\u0301\u0300\u0302")
        ]
        named = unicodedata.normalize("NFD", "Thừa Thiên Huế"), "กำลังที่ดี", "שָׁלוֹם"
        assert found("code,name,a", *(f"u{row},{name},1" for row, name in enumerate(named))) == []

    @pytest.mark.parametrize("heading", ["code", "name", "year"])
    def test_a_line_that_breaks_in_what_identifies_is_an_error_unless_declared(self, heading: str) -> None:
        texts = {"code": "u", "name": "Unit", "year": "2021", "a": "1"} | {heading: '"so\nmuch"'}
        lines = [",".join(texts), ",".join(texts.values())]
        assert found(*lines) == [("error", "line-break", 2, [*texts].index(heading) + 1, "so\nmuch")]
        dataset, problems = checked(*lines, multiline=frozenset({heading}))
        assert problems == []
        assert dataset is not None
        values = {"code": dataset.units[0], "name": dataset.names[0][""], "year": dataset.periods[0]}
        assert values[heading] == "so much"

    def test_a_text_that_a_spreadsheet_was_to_keep_is_unwrapped_and_told_of(self) -> None:
        dataset, problems = checked("code,name,a", '"=""007""",="Bond",1', 'u,"=1+1",2')
        assert [(p.severity, p.code, p.place.line, p.place.column) for p in problems] == [
            ("warning", "spreadsheet-text", 2, 1),
            ("warning", "spreadsheet-text", 2, 2),
        ]
        assert dataset is not None
        assert list(dataset.units) == ["007", "u"]
        assert [name[""] for name in dataset.names] == ["Bond", "=1+1"]

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("hn", "HN"),
            ("Sở Y tế", "Sở Y  tế"),
            ("Bình Thủy", "Bình Thuỷ"),
            ("\u0dc1\u0dca\u200d\u0dbb\u0dd3", "\u0dc1\u0dca\u0dbb\u0dd3"),  # with a joiner and without
        ],
    )
    def test_codes_that_can_hardly_be_told_apart_are_warned_of(self, one: str, other: str) -> None:
        assert found("code,a", f"{one},1", f"{other},2") == [("warning", "similar-unit", 3, 1, other)]
        both_years = (f"{unit},{year},1" for unit in (one, other) for year in (2021, 2022))
        assert [problem[1] for problem in found("code,year,a", *both_years)] == ["similar-unit"] * 2
        assert [problem[1] for problem in found("code,year,a", f"{one},2021,1", f"{other},2022,2")] == [
            "period-apart"
        ]


class TestPeriods:
    @pytest.mark.parametrize(
        ("one", "other", "told"),
        [
            ("before", "after", 1),
            ("05/04/2022", "03/05/2022", 1),
            ("2022", "2023", 0),
            ("Jan 2022", "Feb 2022", 0),
        ],
    )
    def test_periods_that_do_not_say_which_is_the_earlier_are_told(
        self, one: str, other: str, told: int
    ) -> None:
        lines = ("code,year,a", f"u,{one},1", f"v,{one},2", f"u,{other},3", f"v,{other},4")
        assert found(*lines) == [("warning", "doubtful-order", 1, None, None)] * told

    @pytest.mark.parametrize(
        ("one", "other"), [("2022", "2022.0"), ("Quý 1", "quý  1"), ("2020-21", "2020/21")]
    )
    def test_two_spellings_of_one_period_are_an_error_once(self, one: str, other: str) -> None:
        lines = ("code,year,a", f"u,{one},1", f"v,{other},2", f"w,{other},3", f"x, {one} ,4")
        assert found(*lines) == [("error", "period-spelling", 3, 2, other)]

    def test_rows_that_spell_the_period_asked_for_otherwise_are_told(self) -> None:
        lines = ("code,year,a", "u,2020-21,1", "v,2020/21,2", "w,2020/21,3", "x,2021-22,4")
        assert found(*lines, at_period="2020-21") == [("error", "period-spelling", 3, 2, "2020/21")]

    def test_composed_and_decomposed_letters_are_one_period(self) -> None:
        dataset, problems = checked("code,kỳ,a", "u,Quý 1,1", "v,Quy\u0301 1,2")
        assert problems == []
        assert dataset is not None
        assert dataset.periods == ("Quý 1", "Quý 1")

    def test_a_blank_period_is_no_other_period(self) -> None:
        lines = ("code,year,a", "u,2022,1", "v,,2", "w,2021,3")
        assert found(*lines, at_period="2022") == [("error", "missing-period", 3, 2, "")]

    @pytest.mark.parametrize("at_period", [None, "2022"])
    def test_a_note_below_the_table_needs_no_period(self, at_period: str | None) -> None:
        lines = ("no,code,year,a", "1,u,2022,1", "Ghi chú: chưa có số liệu,,,")
        notes = [problem for problem in found(*lines, at_period=at_period) if problem[1] != "unused-column"]
        assert notes == [("warning", "note-row", 3, 1, "Ghi chú: chưa có số liệu")]

    def test_a_row_to_ignore_needs_no_period(self) -> None:
        lines = ("code,year,a", "u,2022,1", "Tổng,,2")
        assert found(*lines, at_period="2022", ignored_units=frozenset({"tổng"})) == []


def test_a_name_to_ignore_that_no_row_bears_is_warned_of() -> None:
    lines = ("name,a", "Sở A,1", "Trung bình,2")
    assert found(*lines, ignored_units=frozenset({"Trung bình", "Tổng"})) == [
        ("warning", "nothing-ignored", 1, None, None)
    ]


def test_a_column_declared_in_per_cent_must_be_there() -> None:
    dataset, problems = checked("code,a", "u,45", percent=frozenset({"A"}))
    assert problems == []
    assert dataset is not None
    assert dataset.numbers["a"].tolist() == [0.45]
    assert found("code,a", "u,45", percent=frozenset({"b"})) == [("error", "missing-column", 1, None, "b")]


def test_of_one_period_of_many_the_cells_of_the_others_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a question about each of twice the periods takes four times as long."""
    read: list[str] = []

    def counted(cell: str) -> str:
        read.append(cell)
        return in_plain(cell)

    monkeypatch.setattr(row_identity, "in_plain", counted)
    lines = [f"{year}-{unit},{year},1" for year in range(1990, 2000) for unit in "xyz"]
    dataset, problems = checked("code,year,a", *lines, at_period="1995")
    assert dataset is not None
    assert (dataset.units, problems) == (("1995-x", "1995-y", "1995-z"), [])
    assert sorted(read) == sorted([*map(str, range(1990, 2000)), "1995-x", "1995-y", "1995-z"])
