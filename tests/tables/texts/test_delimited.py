"""Delimited text: every fault with its line and column, nothing loaded wrongly in silence."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io

import pytest
from hypothesis import given, strategies as st

from dtiscore.errors import InvalidData, Place, Problem, SourceFault, UsageFault
from dtiscore.tables.raw import RawTable
from dtiscore.tables.texts import record_tables
from dtiscore.tables.texts.csv_records import read_records
from dtiscore.tables.texts.delimited import decode, read_delimited
from dtiscore.tables.texts.piece_of_file import PieceOfFile
from dtiscore.tables.workbooks.cell_ranges import Area

Spot = tuple[str, int | None, int | None]


def read(text: str, **options: object) -> tuple[RawTable, list[Problem]]:
    return read_delimited(
        text.encode(),
        source="d.csv",
        **options,  # type: ignore[arg-type]  # options of several types in one mapping
    )


def refused(text: str, **options: object) -> InvalidData:
    with pytest.raises(InvalidData) as caught:
        read(text, **options)
    return caught.value


def shown(table: RawTable) -> dict[str, list[str]]:
    return {column.header: list(column.cells) for column in table.columns}


def spots(problems: object) -> list[Spot]:
    assert isinstance(problems, list | tuple)
    return [(problem.code, problem.place.line, problem.place.column) for problem in problems]


def test_a_plain_table_keeps_text_lines_fields_and_hash() -> None:
    text = "code,name,ict\n01,Hà Nội,0.5\n02,Huế, 1e2 \n"
    table, problems = read(text)
    assert problems == []
    assert shown(table) == {"code": ["01", "02"], "name": ["Hà Nội", "Huế"], "ict": ["0.5", " 1e2 "]}
    assert (table.rows, table.source, table.header_line) == (2, "d.csv", 1)
    assert [column.field for column in table.columns] == [1, 2, 3]
    assert list(table.columns[2].lines) == [2, 3]
    assert table.sha256 == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_any_line_end_with_or_without_a_last_one(end: str, last: bool) -> None:
    table, problems = read(end.join(["a,b", "1,2", "3,4"]) + (end if last else ""))
    assert problems == []
    assert shown(table) == {"a": ["1", "3"], "b": ["2", "4"]}
    assert list(table.columns[0].lines) == [2, 3]


def test_other_characters_that_some_programs_call_line_ends_are_text() -> None:
    table, problems = read("a,b\n1\x0b,2\u2028\n")
    assert problems == []
    assert shown(table) == {"a": ["1\x0b"], "b": ["2\u2028"]}


def test_quotes_delimiters_and_line_breaks_in_cells() -> None:
    table, problems = read('a,b\n"x, ""y""","1\n2"\nz,3\n')
    assert problems == []
    assert shown(table) == {"a": ['x, "y"', "z"], "b": ["1\n2", "3"]}
    assert list(table.columns[0].lines) == [2, 4]


# Encodings


@pytest.mark.parametrize(
    "data",
    [
        "mã,tên\n01,Hà Nội\n".encode(),
        codecs.BOM_UTF8 + "mã,tên\n01,Hà Nội\n".encode(),
        codecs.BOM_UTF16_LE + "mã,tên\n01,Hà Nội\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "mã,tên\n01,Hà Nội\n".encode("utf-16-be"),
        codecs.BOM_UTF32_LE + "mã,tên\n01,Hà Nội\n".encode("utf-32-le"),
    ],
)
def test_encodings_that_say_what_they_are(data: bytes) -> None:
    table, problems = read_delimited(data, source="d.csv")
    assert problems == []
    assert shown(table) == {"mã": ["01"], "tên": ["Hà Nội"]}


def test_a_declared_encoding_and_headings_in_nfc_with_cells_as_they_are() -> None:
    data = "t\u00ean,di\u00ea\u0309m\nHue\u0301,1\n".encode("cp1258")
    table, problems = read_delimited(data, source="d.csv", encoding="cp1258")
    assert problems == []
    assert shown(table) == {"tên": ["Hue\u0301"], "diểm": ["1"]}


@pytest.mark.parametrize("encoding", ["utf-8", "UTF8", "utf-8-sig"])
def test_a_byte_order_mark_goes_even_when_the_encoding_is_declared(encoding: str) -> None:
    assert decode(codecs.BOM_UTF8 + b"a", encoding=encoding, source="d.csv") == "a"


def test_a_mark_put_before_a_mark_goes_too() -> None:
    assert decode(codecs.BOM_UTF8 * 2 + b"a", encoding=None, source="d.csv") == "a"


def test_undecodable_bytes_are_placed_and_the_way_out_named() -> None:
    data = b"a,b\n1,2\n3,\xe3x\n"
    with pytest.raises(SourceFault) as caught:
        decode(data, encoding=None, source="d.csv")
    assert "byte 10 (line 3) is 0xE3" in str(caught.value)
    assert "--encoding cp1258" in str(caught.value)


def test_a_character_cut_off_at_the_end() -> None:
    with pytest.raises(SourceFault, match=r"byte 4 \(line 2\)"):
        decode(b"a\nbc\xe1", encoding=None, source="d.csv")
    with pytest.raises(SourceFault, match="UTF-16"):
        decode(codecs.BOM_UTF16_LE + b"a\0b", encoding=None, source="d.csv")


@pytest.mark.parametrize(("encoding", "name"), [("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")])
def test_utf_16_without_a_mark_is_refused_with_the_right_hint(encoding: str, name: str) -> None:
    data = "code,name\n01,Huế\n".encode(encoding)
    with pytest.raises(SourceFault) as caught:
        decode(data, encoding=None, source="d.csv")
    assert f"--encoding {name}." in str(caught.value)
    assert decode(data, encoding=name, source="d.csv") == "code,name\n01,Huế\n"


@pytest.mark.parametrize(
    "encoding", ["rot13", "hex", "zip", "base64", "nope", "", "unicode_escape", "idna", "punycode", "a\0b"]
)
def test_what_is_no_encoding_of_text_is_a_usage_fault(encoding: str) -> None:
    with pytest.raises(UsageFault, match="not a text encoding"):
        decode(b"a", encoding=encoding, source="d.csv")


def test_a_declaration_against_the_byte_order_mark_is_refused() -> None:
    with pytest.raises(SourceFault, match="byte order mark of UTF-8"):
        decode(codecs.BOM_UTF8 + b"a", encoding="cp1258", source="d.csv")


# Delimiters


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_one_that_parts_the_headings(delimiter: str) -> None:
    table, problems = read(delimiter.join("ab") + "\n" + delimiter.join(["x", "y"]) + "\n")
    assert problems == []
    assert shown(table) == {"a": ["x"], "b": ["y"]}


def test_a_semicolon_table_with_decimal_commas() -> None:
    assert shown(read("code;ict\n01;0,5\n02;0,75\n")[0]) == {"code": ["01", "02"], "ict": ["0,5", "0,75"]}


def test_a_quoted_delimiter_in_a_heading_is_no_second_candidate() -> None:
    assert shown(read('"a, b";c\n1;2\n')[0]) == {"a, b": ["1"], "c": ["2"]}


def test_two_candidates_are_refused() -> None:
    error = refused("\ntỉnh, thành phố;ict\n01;0,5\n")
    assert spots(error.problems) == [("ambiguous-delimiter", 2, None)]
    assert error.fix == 'declare --delimiter "," or --delimiter ";"'
    assert error.exit_code == 1
    table, _ = read("tỉnh, thành phố;ict\n01;0,5\n", delimiter=";")
    assert shown(table) == {"tỉnh, thành phố": ["01"], "ict": ["0,5"]}


def test_one_column_is_fine() -> None:
    table, problems = read("code\n01\n02\n")
    assert (shown(table), problems) == ({"code": ["01", "02"]}, [])


def test_a_lone_heading_above_parted_rows_is_refused() -> None:
    error = refused("Bảng 1\ncode;ict\n01;2\n")
    assert spots(error.problems) == [("header-not-found", 1, None)]
    assert "--skip-rows" in str(error)
    table, _ = read("score\n0,5\n0,7\n", delimiter="|")
    assert shown(table) == {"score": ["0,5", "0,7"]}


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_sep_line_is_honoured_and_skipped(first: str) -> None:
    table, problems = read(f"{first}\r\na, b;c\r\n1;2\r\n")
    assert problems == []
    assert shown(table) == {"a, b": ["1"], "c": ["2"]}
    assert (table.header_line, list(table.columns[0].lines)) == (2, [3])


def test_a_declared_delimiter_overrules_the_sep_line_with_a_warning() -> None:
    table, problems = read("sep=;\na,b\n1,2\n", delimiter=",")
    assert shown(table) == {"a": ["1"], "b": ["2"]}
    assert [(problem.code, problem.severity) for problem in problems] == [("overruled-delimiter", "warning")]


@pytest.mark.parametrize("delimiter", ["", ",,", '"', "\n"])
def test_a_delimiter_is_one_character(delimiter: str) -> None:
    with pytest.raises(UsageFault, match="one character"):
        read("a,b\n", delimiter=delimiter)


@pytest.mark.parametrize("options", [{"skip_rows": -1}, {"header_rows": 0}])
def test_counts_of_rows_that_cannot_be(options: dict[str, object]) -> None:
    with pytest.raises(UsageFault, match="cannot be"):
        read("a,b\n", **options)


# Headings


@pytest.mark.parametrize("text", ["", "\n\n", "  \n", "\ufeff"])
def test_an_empty_file(text: str) -> None:
    assert spots(refused(text).problems) == [("empty-file", 1, None)]


@pytest.mark.parametrize("text", [",,\n,\n", '""\n'])
def test_a_file_without_content(text: str) -> None:
    assert spots(refused(text, delimiter=",").problems) == [("header-not-found", 1, None)]


def test_headings_without_rows() -> None:
    table, problems = read("a,b\n")
    assert spots(problems) == [("no-rows", 1, None)]
    assert shown(table) == {"a": [], "b": []}
    assert table.rows == 0


def test_blank_lines_above_the_headings_count_as_lines_only() -> None:
    table, problems = read("\n\na,b\n1,2\n")
    assert table.header_line == 3
    assert list(table.columns[0].lines) == [4]
    assert spots(problems) == [("blank-line", 1, None)]


def test_a_title_row_names_the_lines_to_skip() -> None:
    text = "Bảng 1. Kết quả,,\n(điểm),,\ncode,name,ict\n01,Huế,0.5\n"
    error = refused(text)
    assert spots(error.problems) == [("header-not-found", 1, None)]
    assert error.fix == "if the headings are on line 3, declare --skip-rows 2"
    table, problems = read(text, skip_rows=2)
    assert problems == []
    assert shown(table) == {"code": ["01"], "name": ["Huế"], "ict": ["0.5"]}
    assert list(table.columns[0].lines) == [4]


def test_the_lines_to_skip_are_counted_after_a_sep_line() -> None:
    text = "sep=;\nBảng 1;;\ncode;name;ict\n01;Huế;0,5\n"
    assert refused(text).fix == "if the headings are on line 3, declare --skip-rows 1"
    assert shown(read(text, skip_rows=1)[0])["ict"] == ["0,5"]


def test_skipping_everything() -> None:
    assert spots(refused("a,b\n1,2\n", skip_rows=5).problems) == [("header-not-found", 1, None)]


def test_merged_heading_rows_are_told_and_can_be_declared() -> None:
    text = "Tỉnh,Kinh tế số,,Ghi chú\n,A,B,\n01,1,2,x\n"
    merged = "Tỉnh,Kinh tế số,,Xã hội số,\nTên,A,B,C,D\n01,1,2,3,4\n"
    assert spots(refused(merged).problems) == [("merged-header", 1, None)]
    table, problems = read(text, header_rows=2)
    assert problems == []
    assert shown(table) == {
        "Tỉnh": ["01"],
        "Kinh tế số / A": ["1"],
        "Kinh tế số / B": ["2"],
        "Ghi chú": ["x"],
    }


def test_every_duplicate_heading_names_both_columns_and_the_first_is_kept() -> None:
    table, problems = read("a,b, a ,số,so\u0302\u0301\n1,2,3,4,9\n")
    assert spots(problems) == [("duplicate-heading", 1, 3), ("duplicate-heading", 1, 5)]
    assert "columns 1 and 3" in problems[0].message
    assert shown(table) == {"a": ["1"], "b": ["2"], "số": ["4"]}


def test_a_blank_heading_over_content_is_an_error_and_over_nothing_a_warning() -> None:
    table, problems = read("a,,b,\n1,2.5,3,\n4,,5,\n")
    assert [(problem.code, problem.place.column, problem.severity) for problem in problems] == [
        ("blank-heading", 2, "error"),
        ("empty-column", 4, "warning"),
    ]
    assert [(column.header, column.field) for column in table.columns] == [("a", 1), ("b", 3)]


@pytest.mark.parametrize(
    ("character", "name"),
    [("\x07", "U+0007"), ("\u200b", "ZERO WIDTH SPACE"), ("\u202e", "RIGHT-TO-LEFT"), ("\ufeff", "NO-BREAK")],
)
def test_unseen_characters_in_a_heading(character: str, name: str) -> None:
    _, problems = read(f"a,b{character}c\n1,2\n")
    assert ("invisible-character", 1, 2) in spots(problems)
    assert any(name in problem.message for problem in problems)


def test_a_line_break_in_a_heading_is_harmless() -> None:
    table, problems = read('a,"Kinh tế\nsố"\n1,2\n')
    assert problems == []
    assert shown(table) == {"a": ["1"], "Kinh tế\nsố": ["2"]}


@pytest.mark.parametrize("text", ["01,0.5,0.6\n02,0.7,0.8\n", "Huế,0.512,0.6\nHà Nội,0.7,0.8\n"])
def test_a_row_of_numbers_is_no_row_of_headings(text: str) -> None:
    assert ("numeric-header", 1, None) in spots(read(text)[1])


def test_codes_and_years_are_headings() -> None:
    assert read("code,4.1,4.10,2022\n01,1,2,3\n")[1] == []


@pytest.mark.parametrize("years", ["2020,2021,2022", "2022,2021,2020"])
def test_years_beside_a_blank_corner_are_headings(years: str) -> None:
    row = ",1" * len(years.split(","))
    table, problems = read(f",{years}\nAngola{row}\nBenin{row}\n")
    assert spots(problems) == [("unheaded-units", 1, 1)]
    assert list(shown(table)) == ["unit", *years.split(",")]


@pytest.mark.parametrize("numbers", ["2020,2022,2021", "2020,2020", "1,2,3"])
def test_other_numbers_beside_a_blank_corner_are_none(numbers: str) -> None:
    row = ",1" * len(numbers.split(","))
    assert ("numeric-header", 1, None) in spots(read(f",{numbers}\nAngola{row}\n")[1])


# Records


def test_every_ragged_row_says_what_was_expected_and_found() -> None:
    table, problems = read("a,b,c\n1,2\n1,2,3\n1,2,3,4\n\n9\n")
    assert spots(problems) == [
        ("ragged-row", 2, 3),
        ("ragged-row", 4, 4),
        ("blank-line", 5, None),
        ("ragged-row", 6, 2),
    ]
    assert problems[1].message == "the row has 4 cells, and the headings are 3"
    assert problems[1].raw == "1,2,3,4"
    assert shown(table) == {"a": ["1"], "b": ["2"], "c": ["3"]}
    assert list(table.columns[0].lines) == [3]


def test_decimal_commas_in_a_comma_table_get_a_hint() -> None:
    _, problems = read("code,ict\n01,0,5\n02,0,6\n")
    assert spots(problems) == [("ragged-row", 2, 3), ("ragged-row", 3, 3)]
    assert "export with ;" in (problems[0].fix or "")


@pytest.mark.parametrize("mark", [",", ";"])
def test_a_row_that_stands_in_quotes_is_known_for_one(mark: str) -> None:
    """A program that quotes what has quotes within did so to rows of names with a comma; no cell is missing there."""
    quoted = ['"2,""Korea, Republic of"",86.5"', '"2,""Korea, Republic of"""', "3", '"4,""A, B"",1",']
    text = "\n".join(["rank,country,score", "1,Norway,90.7", *quoted])
    _, problems = read(text.replace(",", mark).replace("Korea;", "Korea,"))
    assert spots(problems) == [("ragged-row", line, 2 + (line == 6)) for line in (3, 4, 5, 6)]
    assert ["stands in quotes" in (each.fix or "") for each in problems] == [True, False, False, True]


def test_an_unclosed_quote_is_placed_and_the_lines_after_it_are_still_read() -> None:
    table, problems = read('a,b\n1,"x\n2,y\n3\n4,z\n')
    assert spots(problems) == [("unclosed-quote", 2, 2), ("ragged-row", 4, 2)]
    assert problems[0].raw == '1,"x'
    assert shown(table) == {"a": ["2", "4"], "b": ["y", "z"]}


@pytest.mark.parametrize("cell", ['"x""y"z', '"x"""z', '""""z', '"""x"""z'])
def test_a_stray_quote_is_told_from_a_doubled_one(cell: str) -> None:
    _, problems = read(f"a,b\n1,{cell}\n2,y\n")
    assert spots(problems) == [("stray-quote", 2, 2)]


def test_doubled_quotes_of_an_earlier_cell_are_not_the_stray_ones() -> None:
    _, problems = read('a,b\n"x""y","z"w\n')
    assert spots(problems) == [("stray-quote", 2, 2)]


def test_every_stray_quote_is_placed_at_its_physical_line() -> None:
    table, problems = read('a,b\n"x"y,1\n"p\nq"r,2\n3,"s" \n4,5\n')
    assert spots(problems) == [("stray-quote", 2, 1), ("stray-quote", 4, 1), ("stray-quote", 5, 2)]
    assert shown(table) == {"a": ["4"], "b": ["5"]}
    _, problems = read('a,b\n"p\n"r,2\n3,4\n')
    assert spots(problems) == [("stray-quote", 3, 1)]  # also a quote that closes at the start of its line


@pytest.mark.parametrize(
    ("record", "where"),
    [
        ('"x"y,1', ""),
        ('1,"x"y', ""),
        ('"p\nq"r,1', "; the quote was opened on line 3, and may lack its own end there"),
        ('p,"q\n"r', "; the quote was opened on line 3, and may lack its own end there"),
        ('"p\nq","r"s', ""),
        ('"p\nq","r\ns"t', "; the quote was opened on line 4, and may lack its own end there"),
    ],
)
def test_a_stray_quote_tells_where_its_cell_was_opened_if_that_is_another_line(
    record: str, where: str
) -> None:
    for end in ("", "\n"):
        problem = read(f"a,b\n1,2\n{record}{end}")[1][0]
        assert problem.message == f"text follows a closing quote before the next delimiter{where}"


def test_blank_records_are_left_out_silently_at_the_end_and_with_one_warning_elsewhere() -> None:
    table, problems = read("a,b\n1,2\n,\n\n3,4\n , \n\n")
    assert shown(table) == {"a": ["1", "3"], "b": ["2", "4"]}
    assert [(problem.code, problem.place.line, problem.severity) for problem in problems] == [
        ("blank-line", 3, "warning")
    ]
    assert "lines 3, 4" in problems[0].message
    assert read("a,b\n1,2\n\n3,4\n")[1][0].message == "a record between others is empty and left out (line 3)"
    assert read("a,b\n1,2\n,\n\n")[1] == []


@pytest.mark.parametrize(
    ("lines", "blank"),
    [
        (["1,2,", ",,", "3,4,", "", "", "5,6,"], [3]),  # none of the area follows lines 5 and 6
        (["1,2,", "", ",,x", "", "3,4,", "5,6,"], [3, 4, 5]),  # nor is a cell outside content of the area
        (["1,2,", "3,4,", "5,6,", "7,8,", ",,x", "9,0,"], []),
    ],
)
def test_blank_lines_of_an_area_are_those_between_its_own_records(lines: list[str], blank: list[int]) -> None:
    table, problems = read("\n".join(["a,b,c", *lines, ""]), area=Area(1, 1, 6, 2))
    assert table.columns[0].lines[-1] <= 6
    assert [problem.place.line for problem in problems] == blank[:1]
    for problem in problems:
        listed = ", ".join(map(str, blank))
        assert problem.code == "blank-line"
        assert problem.message.endswith(f"{listed})")


@pytest.mark.parametrize(("bottom", "lines"), [(2, []), (3, [3]), (5, [3, 5])])
def test_broken_records_of_an_area_are_those_that_begin_in_it(bottom: int, lines: list[int]) -> None:
    _, problems = read('a,b\n1,2\n"x"y,3\n4,5\n"x"y,6\n', area=Area(1, 1, bottom, 2))
    assert spots(problems) == [("stray-quote", line, 1) for line in lines]


def test_nul_and_inner_byte_order_marks_are_placed() -> None:
    _, problems = read("a,b\n1,x\0\n\ufeff2,y\n")
    assert [(*spot, problem.severity) for spot, problem in zip(spots(problems), problems, strict=True)] == [
        ("nul-character", 2, 2, "error"),
        ("byte-order-mark", 3, 1, "warning"),
    ]


@pytest.mark.parametrize("length", [100_001, 140_000])
def test_an_oversized_cell_is_refused_and_reading_goes_on(length: int) -> None:
    _, problems = read(f"a,b\n1,{'x' * length}\n2\n")
    assert [(problem.code, problem.place.line) for problem in problems] == [
        ("cell-too-long", 2),
        ("ragged-row", 3),
    ]


def test_an_oversized_heading_is_refused() -> None:
    assert spots(refused(f"{'x' * 140_000},b\n").problems) == [("cell-too-long", 1, None)]


def test_a_table_with_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_tables, "MAXIMUM_CELLS", 5)
    assert spots(refused("a,b\n1,2\n3,4\n").problems) == [("table-too-large", None, None)]


def test_faults_of_every_kind_in_one_run_in_the_order_of_the_file() -> None:
    _, problems = read('a,a,b\u200b,\n1,2,3,4\n1,2\n"x"y,1,1,1\n1,\0,3,\n1,"\n')
    assert spots(problems) == [
        ("duplicate-heading", 1, 2),
        ("invisible-character", 1, 3),
        ("unheaded-marks", 1, 4),
        ("ragged-row", 3, 3),
        ("stray-quote", 4, 1),
        ("nul-character", 5, 2),
        ("unclosed-quote", 6, 2),
    ]


def test_what_is_wrong_besides_a_missing_header_is_told_too() -> None:
    error = refused('Bảng 1,,\ncode,name,ict\n"x"y,1,2\n01,Huế,0.5\n')
    assert spots(error.problems) == [("header-not-found", 1, None), ("stray-quote", 3, 1)]


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=6)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6), st.sampled_from([",", ";", "\t"]))
def test_what_csv_writes_is_read_back_exactly(rows: list[tuple[str, str]], delimiter: str) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([("key", "other"), *((f"k{first}", second) for first, second in rows)])
    # Lines that break within a cell are said to be meant.
    table, problems = read(stream.getvalue(), delimiter=delimiter, multiline={"key", "other"})
    assert problems == []
    assert shown(table) == {
        "key": [f"k{first}" for first, _ in rows],
        "other": [second for _, second in rows],
    }


def attempted(text: str) -> tuple[RawTable, list[Problem]]:
    """The table of any text; an empty one where the text is refused, with the problems of the refusal."""
    try:
        return read(text)
    except InvalidData as refusal:
        return RawTable("d.csv", (), 0), list(refusal.problems)
    except SourceFault as refusal:  # NULs in every other place look like UTF-16
        return RawTable("d.csv", (), 0), [Problem("undecodable", refusal.message, Place("d.csv", 1))]


@given(st.text(st.sampled_from('ab1,;"\n\r\t\0 .'), max_size=40))
def test_any_text_gives_a_rectangular_table_or_a_named_refusal(text: str) -> None:
    table, problems = attempted(text)
    assert table.columns or problems
    headings = [column.header for column in table.columns]
    assert len(set(headings)) == len(headings)
    assert all(len(column.cells) == len(column.lines) == table.rows for column in table.columns)
    assert all(problem.message and problem.place.line for problem in problems)


def test_a_table_without_line_breaks_is_too_wide() -> None:
    with pytest.raises(InvalidData) as caught:
        read(",".join(f"c{i}" for i in range(record_tables.MAXIMUM_COLUMNS + 1)) + "\n")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == ("table-too-large", 1)


def test_a_cell_beyond_all_bounds_is_named_beside_a_quoted_one_at_the_end_of_the_file() -> None:
    _, problems = read(f'a,b\n{"x" * 140_000},"y"')
    assert [(problem.code, problem.place.line) for problem in problems] == [("cell-too-long", 2)]


def test_what_follows_the_head_of_a_piece_stands_further_down_in_its_file() -> None:
    _, problems = read_delimited(b"a,b\n1\n2\n", source="t.csv", piece=PieceOfFile(2, 100))
    assert [problem.place.line for problem in problems] == [2, 103]


def test_records_begin_at_the_first_line_and_stand_where_they_stand() -> None:
    lines = ["a,b\n", "1,2\n", "3,4\n"]
    whole = read_records(lines, ",", source="t.csv")
    assert (whole.cells, whole.lines) == ([["a", "b"], ["1", "2"], ["3", "4"]], [1, 2, 3])
    piece = read_records(lines, ",", source="t.csv", skip=1, piece=PieceOfFile(1, 100))
    assert (piece.cells, piece.lines) == ([["1", "2"], ["3", "4"]], [102, 103])


WIDE = "unit,name,note,a,b\n"


@pytest.mark.parametrize(
    "rows",
    [
        'U1,"Foo,,1,2\nU2,Bar",x,3,4\n',
        'U1,Foo,"x,1,2\nU2,Bar,y,3,4\nU3,Baz,z",5,6\n',
        '"U1,Foo,x,1,2\r\nU2",Bar,y,3,4\n',
        'U1,Foo,x,1,"2\nU2,Bar,y,3,4"\n',
    ],
)
def test_two_stray_quotes_that_swallow_rows_are_found(rows: str) -> None:
    table, problems = read(WIDE + rows + "U9,Last,z,7,8\n")
    assert [(problem.code, problem.place.line) for problem in problems] == [("swallowed-rows", 2)]
    assert problems[0].is_error
    assert shown(table)["unit"] == ["U9"]  # nobody knows what else in the record is true
    named = problems[0].place.header
    assert problems[0].fix is not None
    assert problems[0].fix.endswith(f"declare --multiline {named}")
    table, problems = read_delimited(
        (WIDE + rows).encode(), source="t.csv", multiline=frozenset({str(named)})
    )
    assert (table.rows, problems) == (1, [])


@pytest.mark.parametrize("note", ["see below:\na, b and c", "a, b\nc", "\n", "1,2,3,4,5\n"])
def test_a_note_of_several_lines_is_no_swallowed_row(note: str) -> None:
    table, problems = read(f'{WIDE}U1,Foo,"{note}",1,2\n')
    assert problems == []
    assert shown(table)["note"] == [note]
    assert read('note\n"a\nb"\n')[1] == []  # nor where it is the only column


def test_a_heading_may_have_swallowed_rows_too() -> None:
    _, problems = read('unit,"name,a\nU1,Foo",1\nU2,Bar,3\n')
    assert "swallowed-rows" in [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("unit,p,q\na,1,2\n\nSource\n", "--range A1:C2"),
        ("unit,p,q\na,1,2\n\n\nSource\nNote\n", "--range A1:C2"),
        ("unit,p,q\n\na,1,2\n\nSource\n", "--range A1:C3"),
        ("unit,p,q\na,1,2\n\nSource: offices, and towns\n* own estimates\n", "--range A1:C2"),
        ("unit,p,q\na,1,2\nFonte: IBGE, 2022\n\nNota: n/d\n", "--range A1:C2"),
        ("unit,p,q\na,1,2\nFonte: IBGE\nb\n", None),
        ("unit,p,q\na,1,2\nSource\n", None),  # or the beginning of a row that was cut off
        ("unit,p,q\na,1,2\n\nb,1\n", None),
        ("unit,p,q\na,1,2\nb\n\nSource\n", None),
        ("unit,p\na,1\n\nb\n", None),
    ],
)
def test_what_a_blank_line_parts_from_the_table_is_left_out_by_its_range(
    text: str, option: str | None
) -> None:
    _, problems = read_delimited(text.encode(), source="t.csv")
    fixes = {str(one.fix) for one in problems if one.code == "ragged-row"}
    assert fixes == {
        "add the missing cells, if only as empty ones"
        if option is None
        else f"leave out the notes below the table: {option}"
    }


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (
            ",GDP,HDI\nHà Nội,1,5\nHuế,4,2\nCần Thơ,3,8\n",
            ["unit", "GDP", "HDI"],
        ),  # as pandas and R write names of rows
        (
            ",,GDP,HDI\n01,Bayern,5,1\n02,Berlin,2,7\nDG,Hessen,3,8\n",
            ["code", "name", "GDP", "HDI"],
        ),  # as GENESIS does
        (
            "Region,,Year,GDP\n4,Afghanistan,2022,5\n8,Albania,2022,7\n",
            ["Region", "name", "Year", "GDP"],
        ),  # UNdata
        (",name,GDP\nx7,Bayern,5\ny8,Berlin,2\n", ["name", "GDP"]),
        (",GDP,HDI\n1,5,9\n2,7,3\n3,8,2\n", ["GDP", "HDI"]),
        (",GDP,HDI\n1.5,5,9\nBayern,7,4\n", ["GDP", "HDI"]),
        ("GDP,HDI,\n5,8,Bayern\n7,2,Berlin\n", ["GDP", "HDI"]),
    ],
)
def test_the_first_column_of_names_needs_no_heading(text: str, headings: list[str]) -> None:
    table, problems = read(text)
    assert [column.header for column in table.columns] == headings
    made = [heading for heading in headings if heading not in text.partition("\n")[0].split(",")]
    assert [each.code for each in problems if each.code == "unheaded-units"] == ["unheaded-units"] * len(made)


def test_a_few_marks_without_a_heading_are_left_out_and_figures_are_refused() -> None:
    def codes(cells: list[str]) -> list[str]:
        return [each.code for each in read("a,b,\n" + "".join(f"x,1.5,{cell}\n" for cell in cells))[1]]

    assert codes(["p", "", "", "r"]) == ["unheaded-marks"]
    assert codes(["1)", "", "*", ""]) == ["unheaded-marks"]
    assert codes(["p", "r", "p", ""]) == ["blank-heading"]
    assert codes(["12", "", "", ""]) == ["blank-heading"]


def test_a_line_drawn_below_a_table_parts_its_notes_from_it() -> None:
    text = "name;a;b\nx;1;2\ny;3;4\n__________\nArbeitslosenquote:\nBezogen auf alle.\n"
    problems = read_delimited(text.encode(), source="t.csv")[1]
    assert {str(each.fix) for each in problems} == {"leave out the notes below the table: --range A1:C3"}
