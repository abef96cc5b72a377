"""A streamed table gives the bytes and the problems that the same table gives in memory."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pytest
from pyarrow import parquet
from tests.conftest import Run
from tests.engines.large_tables import (
    SUMS,
    decimals,
    in_memory,
    plain,
    random_table,
    refused,
    sound,
    streamed,
    table,
    told,
)

from dtiscore.engines import stream
from dtiscore.errors import DtiscoreError, InvalidData, SourceFault, UsageFault
from dtiscore.inputs.scored import score
from dtiscore.questions.score import streaming
from dtiscore.questions.score.shown import records
from dtiscore.questions.score.streaming import score_stream
from dtiscore.questions.validate.python import validate
from dtiscore.tables.texts import typed_text
from dtiscore.tables.texts.writing import to_csv, to_excel_csv

EXAMPLES = [
    ("dti-province/2023.csv", "dti-province-2022"),
    ("dti-province/2022.csv", "dti-province-2022"),
    ("hdi/2022.csv", "hdi-2022"),
]


@pytest.mark.parametrize(("data", "edition"), EXAMPLES)
@pytest.mark.parametrize("block_bytes", [700, 2**24])
@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl"])
def test_an_example_gives_the_same_bytes(
    data: str, edition: str, block_bytes: int, form: str, examples: Path, tmp_path: Path
) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes((examples / data).read_bytes())
    assert streamed(path, edition, form, block_bytes=block_bytes) == in_memory(path, edition, form)


@pytest.mark.parametrize(("more", "size"), [(0, 1000), (1, 500)])
def test_a_text_is_one_block_up_to_a_size_and_read_by_less_beyond(
    more: int, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[int] = []
    monkeypatch.setattr(stream, "score_stream", lambda *given: taken.append(given[-1].size))
    monkeypatch.setattr(streaming, "_WHOLE", 1000)
    monkeypatch.setattr(streaming, "_BLOCK", 500)
    (tmp_path / "data.csv").write_bytes(b"x" * (1000 + more))
    score_stream(str(tmp_path / "data.csv"), plain(), "-")
    score_stream("-", plain(), "-")  # of which nobody knows how long it is
    score_stream(str(tmp_path / "data.csv"), plain(), "-", block_bytes=7)
    assert taken == [size, 1000, 7]


RULES: list[dict[str, Any]] = [
    {"kind": "min-max", "direction": "down"},
    {"kind": "z-score", "divisor": "sample"},
    {"kind": "relative-to", "figure": "median"},
    {"kind": "share-of-total"},
    {"kind": "distance-to-unit", "unit": "Z00017"},
    {"kind": "relative-to", "unit": "Z00017"},
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: " ".join(map(str, rule.values())))
@pytest.mark.parametrize("ties", ["min", "average", "dense", "ordinal"])
def test_a_random_table_gives_the_same_bytes(rule: dict[str, Any], ties: str, tmp_path: Path) -> None:
    path = random_table(tmp_path, 700, seed=3)
    edition = plain(rule, rank={"on": "published", "ties": ties})
    assert streamed(path, edition, block_bytes=3_000) == in_memory(path, edition)


def test_twenty_thousand_rows_in_batches_of_about_a_thousand(tmp_path: Path) -> None:
    path = random_table(tmp_path, 20_000, seed=5)
    edition = plain()
    whole = in_memory(path, edition)
    assert streamed(path, edition, block_bytes=40_000) == whole
    assert whole.count(b"\n") == 20_001


@pytest.mark.slow
def test_full_precision_and_every_level(tmp_path: Path) -> None:
    path = random_table(tmp_path, 3_000, seed=8)
    edition = plain(rank={"on": "full", "ties": "min", "order": "ascending"})
    for level in ("1", "2", "all", "indicators", "AB"):
        assert streamed(path, edition, level=level, block_bytes=9_000) == in_memory(
            path, edition, level=level
        )


@pytest.mark.parametrize("ties", ["min", "max", "average", "dense", "ordinal"])
@pytest.mark.parametrize("order", ["descending", "ascending"])
@pytest.mark.parametrize("lowest", [-9, 0])
@pytest.mark.slow
def test_sums_equal_in_decimals_tie_as_in_memory(ties: str, order: str, lowest: int, tmp_path: Path) -> None:
    # The first rows have no negative number, so that it is known late that terms cancel.
    rows = [*decimals(300, 1, lowest=0), *decimals(1_500, 2, lowest=lowest)]
    codes = [f"U{(row * 7919) % 1800:04}" for row in range(len(rows))]
    lines = [
        f"{code},{code}," + ",".join("" if cell is None else str(cell) for cell in row)
        for code, row in zip(codes, rows, strict=True)
    ]
    path = table(tmp_path, lines)
    edition = {**SUMS, "rank": {"on": "full", "ties": ties, "order": order}}
    assert streamed(path, edition, block_bytes=4_000) == in_memory(path, edition)
    card = score(path, edition)
    if ties == "dense":  # as many ranks as there are sums of tenths
        complete = [row for row in range(len(rows)) if None not in rows[row]]
        exact = {sum(round(10 * (cell or 0.0)) for cell in rows[row]) for row in complete}
        found = {float(card.ranks["SUMS"][row]) for row in complete}
        assert len(found) == len(exact)


LAST_RULES: list[dict[str, Any]] = [
    {"kind": "identity"},
    {"kind": "min-max", "range": [-5, 5]},
    {"kind": "z-score", "divisor": "sample"},
    {"kind": "relative-to", "figure": "median", "form": "difference"},
    {"kind": "steps", "outcome": "score", "steps": [{"at_least": 0.0, "score": 2.0}], "otherwise": 1.0},
    {"kind": "formula", "formula": "if_at_least(x, 0, x + a, x - a)"},
]


@pytest.mark.parametrize("rule", LAST_RULES, ids=lambda rule: str(rule["kind"]))
@pytest.mark.parametrize("lowest", [-9, 0])
@pytest.mark.slow
def test_derived_sums_equal_in_decimals_tie_as_in_memory(
    rule: dict[str, Any], lowest: int, tmp_path: Path
) -> None:
    # The first rows have no negative number, so that it is known late that terms cancel.
    rows = [*decimals(300, 1, lowest=1), *decimals(1_500, 2, lowest=lowest)]
    lines = [
        f"U{at:04},U{at:04}," + ",".join("" if cell is None else str(cell) for cell in row)
        for at, row in enumerate(rows)
    ]
    path = table(tmp_path, lines)
    index = {"code": "SUMS", "aggregate": "sum", "weights": "relative"}
    leaf = {"code": "d", "weight": 1.0, "rule": rule}
    steps = [
        {"step": "derive", "column": "e", "formula": "a + b + c"},
        {"step": "derive", "column": "d", "formula": "e * 2 + 3"},
        {"step": "impute-from", "column": "d", "other": "a"},
    ]
    edition = {**SUMS, "prepare": steps, "index": {**index, "children": [leaf]}}
    assert streamed(path, edition, block_bytes=4_000) == in_memory(path, edition)
    if rule["kind"] == "identity":  # as many ranks as there are sums of tenths
        card = score(path, {**edition, "rank": {"on": "full", "ties": "dense"}})
        exact = {
            sum(round(20 * (cell or 0.0)) for cell in row) + 30 if None not in row else round(10 * row[0])
            for row in rows
            if row[0] is not None
        }
        ranks = card.ranks["SUMS"]
        assert len(set(ranks[ranks == ranks].tolist())) == len(exact)


def test_no_range_is_made_of_derived_sums_that_are_equal(tmp_path: Path) -> None:
    sums = ["0.1,0.2,-0.3", "0,0,0", "-0.1,-0.2,0.3", "0.3,-0.1,-0.2"]
    path = table(tmp_path, [f"U{at:03},U{at:03},{sums[at % 4]}" for at in range(200)])
    leaf = {"code": "d", "weight": 1.0, "rule": {"kind": "min-max"}}
    steps = [{"step": "derive", "column": "d", "formula": "a + b + c"}]
    edition = {**SUMS, "prepare": steps, "index": {**SUMS["index"], "children": [leaf]}}
    found = refused(path, edition, block_bytes=1_000)
    with pytest.raises(InvalidData) as caught:
        in_memory(path, edition)
    assert {problem.code for problem in found.problems} == {"zero-range"}
    assert told(found.problems) == told(caught.value.problems)


ODD_BUT_READ = ["+5", "1e2", "5E+1", "-0", " 2.5", ".5", "-.5", "007", '"2.5"', "2.50000", "1e-3", "", "  "]


@pytest.mark.parametrize("cell", ODD_BUT_READ)
@pytest.mark.parametrize("column", [2, 3])
def test_an_odd_cell_is_read_as_in_memory(cell: str, column: int, tmp_path: Path) -> None:
    lines = sound(300)
    cells = lines[200].split(",")
    cells[column] = cell
    lines[200] = ",".join(cells)
    path = table(tmp_path, lines)
    assert streamed(path, plain(), block_bytes=1_000) == in_memory(path, plain())


@pytest.mark.parametrize("begin", ["x^", "PK", "PAR1", "ARROW1", "BZh9", "%PDF", "Obj", "{", "(µ"])
@pytest.mark.parametrize("in_each", [False, True])
def test_a_text_that_begins_as_files_of_other_kinds_do_is_a_text(
    begin: str, in_each: bool, tmp_path: Path
) -> None:
    rows = [f"{begin}{row}" if in_each or not at else row for at, row in enumerate(sound(300))]
    path = table(tmp_path, rows)
    assert streamed(path, plain(), block_bytes=1_000) == in_memory(path, plain())


REFUSED_CELLS = [
    "1.", "nan", "NaN", "inf", "-Infinity", "0x10", "0X1f", "\t2.5", "1e-400", "1e400", "1e200", "1_000", "1,5", "n/a", "-",
    "2.5x", "１", "#DIV/0!", "2026-01-01", "1.2.3",
]  # fmt: skip


@pytest.mark.parametrize("cell", REFUSED_CELLS)
@pytest.mark.parametrize("column", [2, 3])
def test_a_cell_is_refused_at_its_place_with_the_words_of_memory(
    cell: str, column: int, tmp_path: Path
) -> None:
    lines = sound(300)
    cells = lines[200].split(",")
    cells[column] = f'"{cell}"' if "," in cell else cell
    lines[200] = ",".join(cells)
    path = table(tmp_path, lines)
    reading: dict[str, Any] = {"decimal": "."}
    found = refused(path, plain(), block_bytes=1_000, **reading)
    assert told(found.problems) == told(validate(path, plain(), **reading).problems)
    assert (found.problems[0].place.line, found.problems[0].place.column) == (202, column + 1)
    assert not (tmp_path / "streamed.csv").exists()


@pytest.mark.parametrize("block_bytes", [700, 2**24])
def test_an_empty_score_is_refused_at_its_cell_once(block_bytes: int, examples: Path, tmp_path: Path) -> None:
    lines = (examples / "dti-province/2022.csv").read_text("utf-8").splitlines()
    for line in (5, 40):
        cells = lines[line].split(",")
        cells[3] = ""  # foundation_points
        lines[line] = ",".join(cells)
    path = tmp_path / "2022.csv"
    path.write_text("\n".join(lines), "utf-8")
    found = refused(path, "dti-province-2022", block_bytes=block_bytes)
    assert told(found.problems) == told(validate(path, "dti-province-2022").problems)
    assert [(one.code, one.place.line, one.place.column, one.unit) for one in found.problems] == [
        ("missing-value", 6, 4, "Tuyên Quang"),
        ("missing-value", 41, 4, "Kon Tum"),
    ]


def test_every_rejected_cell_is_counted_and_the_first_are_kept(tmp_path: Path) -> None:
    lines = [
        line if row % 2 else line.replace(f"{(row * 7) % 11},", "bad,", 1)
        for row, line in enumerate(sound(3000))
    ]
    lines = [f"U{row:04},Unit,1.5,bad,3" if row % 2 else line for row, line in enumerate(sound(3000))]
    found = refused(table(tmp_path, lines), plain(), block_bytes=4_000)
    assert "1500 errors" in found.message
    assert "the first 1000 are listed" in found.message
    assert len(found.problems) == 1000
    assert [problem.place.line for problem in found.problems[:2]] == [3, 5]


FORMS: dict[str, tuple[list[str], str]] = {
    "ragged": ([*sound(150), "U9,Unit 9,1.5,2", *sound(300)[160:]], "ragged-row"),
    "stray quote": ([*sound(150), 'U9,"Unit" 9,1.5,2,3', *sound(300)[160:]], "stray-quote"),
    "blank unit": ([*sound(150), ",Unit 9,1.5,2,3", *sound(300)[160:]], "unknown-unit"),
    "invisible": ([*sound(150), "U\u200b9,Unit 9,1.5,2,3", *sound(300)[160:]], "invisible-character"),
    "swallowed rows": (
        [*sound(150), 'U9,"Unit,1.5,2,3', 'U10,Unit",1.5,2,3', *sound(300)[160:]],
        "swallowed-rows",
    ),
    "line break": ([*sound(150), 'U9,"Unit\n9",1.5,2,3', *sound(300)[160:]], "line-break"),
    "stacked": ([*sound(150), "U9,H\u0300\u0301\u0302,1.5,2,3", *sound(300)[160:]], "stacked-marks"),
    "a total": ([*sound(150), "U9,Tổng cộng,1.5,2,3", *sound(300)[160:]], "perhaps-a-total"),
    "nul": ([*sound(150), "U9,Unit\x009,1.5,2,3", *sound(300)[160:]], "nul-character"),
    "too high": ([*sound(150), "U9,Unit 9,1.5,2,1e120", *sound(300)[160:]], "out-of-range"),
}


@pytest.mark.parametrize("case", FORMS)
def test_a_fault_of_form_is_found_in_its_block(case: str, tmp_path: Path) -> None:
    lines, code = FORMS[case]
    path = table(tmp_path, lines)
    found = refused(path, plain(), block_bytes=1_500, decimal=".")
    assert told(found.problems) == told(validate(path, plain(), decimal=".").problems)
    assert code in [problem.code for problem in found.problems]
    assert 152 in [problem.place.line for problem in found.problems]


@pytest.mark.parametrize("odd", ["unit,name,a,b,c", ",Name,,,", "unit,name,,,"])
@pytest.mark.parametrize("of_the_name", [0, 299])
@pytest.mark.parametrize("block_bytes", [1_500, 2**24])
def test_no_row_is_left_out_by_a_name_that_a_unit_bears_in_whatever_piece(
    odd: str, of_the_name: int, block_bytes: int, tmp_path: Path
) -> None:
    lines = sound(300)
    lines[150] = odd
    lines[of_the_name] = "UNIT,Name,1.5,2,3"
    path = table(tmp_path, lines)
    for found in (
        refused(path, plain(), block_bytes=block_bytes, decimal=".").problems,
        validate(path, plain(), decimal=".").problems,
    ):
        assert [(one.code, one.place.line, one.fix) for one in found] == [
            ("unknown-unit", 152, "remove the row")
        ]


KEPT: dict[str, list[str]] = {
    "blank line": [*sound(150), "", *sound(300)[160:]],
    "line break in a cell": [*sound(150), 'U9,"Unit\n9",1.5,2,3', *sound(300)[160:]],
    "a wrapped code": [*sound(150), '="U9",Unit 9,1.5,2,3', *sound(300)[160:]],
    "decomposed name": [*sound(150), "U9,Ha\u0300 No\u0302\u0323i,1.5,2,3", *sound(300)[160:]],
    "formula": [*sound(150), 'U9,"=1+1, ""x""",1.5,2,3', *sound(300)[160:]],
    "similar units": [*sound(150), "u0003,Unit 9,1.5,2,3", *sound(300)[160:]],
    "spaces": [*sound(150), " U9 , Unit 9 ,1.5,2,3", *sound(300)[160:]],
}


@pytest.mark.parametrize("case", KEPT)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_an_odd_row_is_taken_as_in_memory(case: str, ends: str, tmp_path: Path) -> None:
    path = table(tmp_path, KEPT[case], ends)
    output = tmp_path / "streamed.csv"
    declared: Any = {"decimal": ".", "multiline": ["name"]}
    done = score_stream(path, plain(), output, block_bytes=1_500, **declared)
    assert output.read_bytes() == in_memory(path, plain(), **declared)
    assert told(done.warnings) == told(validate(path, plain(), **declared).problems)


@pytest.mark.parametrize("rows", [30, 3_000])
def test_the_end_of_a_text_may_be_lost_where_names_go_over_lines(rows: int, tmp_path: Path) -> None:
    """The last 64 KiB may begin within such a name, and such a one may stand in the last row."""
    name = '"Unit {row},1.5,2,3.25\nU,Unit"'
    lines = [f"U{row:04},{name.format(row=row)},{row}.25,{row % 7},{row}.75" for row in range(rows)]
    path = table(tmp_path, lines)
    path.write_bytes(path.read_bytes()[:-2])
    declared: Any = {"decimal": ".", "multiline": ["name"]}
    done = score_stream(path, plain(), tmp_path / "o.csv", block_bytes=20_000, **declared)
    assert [problem.code for problem in done.warnings] == ["cut-off"]
    assert told(done.warnings) == told(validate(path, plain(), **declared).problems)


def test_a_unit_that_stands_twice_far_apart(tmp_path: Path) -> None:
    lines = sound(300)
    lines[250] = lines[250].replace("U0250", "U0003")
    path = table(tmp_path, lines)
    found = refused(path, plain(), block_bytes=1_500)
    assert told(found.problems) == told(validate(path, plain()).problems)
    assert 'also stands on line 5 as "Unit 3"' in found.problems[0].message


def test_a_panel_with_groups(tmp_path: Path) -> None:
    path = tmp_path / "panel.csv"
    rows = [f"U{row},{2020 + row % 3},{'xy'[row % 2]},{row}.5,{row % 7},{row}" for row in range(300)]
    path.write_text("\n".join(["unit,year,group,a,b,c", *rows]) + "\n", encoding="utf-8")
    assert streamed(path, plain(), block_bytes=1_000) == in_memory(path, plain())
    one = {"period": "2021"}
    assert streamed(path, plain(), block_bytes=1_000, **one) == in_memory(path, plain(), **one)


def test_a_unit_twice_in_one_period_of_a_panel(tmp_path: Path) -> None:
    path = tmp_path / "panel.csv"
    rows = [f"U{row // 2},{2020 + row % 2},{row}.5,{row % 7},{row}" for row in range(200)]
    path.write_text("\n".join(["unit,year,a,b,c", *rows, "U1,2021,1.5,2,3"]) + "\n", encoding="utf-8")
    found = refused(path, plain(), block_bytes=1_000)
    assert told(found.problems) == told(validate(path, plain()).problems)


def test_lines_are_counted_as_in_memory_whatever_ends_them(tmp_path: Path) -> None:
    """A break within a cell is the only line feed of a text whose records end with carriage returns."""
    rows = [f"U{row},2020,{row}.5,{row % 7},{row}" for row in range(8)]
    rows[4:6] = ['"U9\n",2020,1,2,3', "U10,2020,1?,3,4"]
    path = tmp_path / "t.csv"
    path.write_bytes("\r".join(["unit,year,a,b,c", *rows, ""]).encode())
    wanted = told(validate(path, plain(), multiline=["unit"]).problems)
    assert [row[:3] for row in wanted if row[0] == "not-a-number"] == [("not-a-number", 8, 3)]
    for block_bytes in range(20, 200, 20):
        assert told(refused(path, plain(), block_bytes=block_bytes, multiline=["unit"]).problems) == wanted
    path.write_bytes(path.read_bytes().replace(b"?", b"\xff"))
    with pytest.raises(SourceFault, match="line 8"):
        streamed(path, plain(), block_bytes=40)


def test_a_unit_twice_without_a_period(tmp_path: Path) -> None:
    """In a piece of which no row has a period, and in one that has rows with and without."""
    rows = [f"U{row},{2020 + row % 2},{row}.5,{row % 7},{row}" for row in range(8)]
    rows[2], rows[6] = f"U9,,1.5{40 * '0'},2,3", "U9,,2.5,3,4"
    path = tmp_path / "panel.csv"
    path.write_text("\n".join(["unit,year,a,b,c", *rows]) + "\n", encoding="utf-8")
    wanted = told(validate(path, plain()).problems)
    assert [row[0] for row in wanted].count("duplicate-unit") == 1
    for block_bytes in range(14, 80, 3):
        assert told(refused(path, plain(), block_bytes=block_bytes).problems) == wanted


@pytest.mark.parametrize("rule", [{"kind": "identity"}, {"kind": "min-max"}])
def test_a_table_of_which_no_row_is_left_is_refused(rule: dict[str, Any], tmp_path: Path) -> None:
    edition = plain(index={"code": "a", "rule": rule})
    path = tmp_path / "t.csv"
    path.write_text("unit,a\nU1,1\nU2,2\n", encoding="utf-8")
    found = refused(path, edition, ignore_units=["U1", "U2"])
    assert [problem.code for problem in found.problems] == ["no-rows"]
    assert told(found.problems) == told(validate(path, edition, ignore_units=["U1", "U2"]).problems)


def test_a_decimal_comma_is_proved_for_all_columns_or_declared(tmp_path: Path) -> None:
    path = tmp_path / "comma.csv"
    rows = [f"U{row};{row},25;{row % 7};{row}" for row in range(300)]
    # The second column has its first decimals in a later block.
    rows += [f"V{row};{row},5;{row % 7},75;{row}" for row in range(300)]
    path.write_text("\n".join(["unit;a;b;c", *rows]) + "\n", encoding="utf-8")
    expected = in_memory(path, plain())
    assert streamed(path, plain(), block_bytes=1_000) == expected
    reading: dict[str, Any] = {"decimal": ","}
    assert streamed(path, plain(), block_bytes=1_000, **reading) == expected


@pytest.mark.parametrize(
    "late", ["V;1,5;0.75;1", "V;1.5;0,75;1", "V;1.234;0,75;1", "V;1.234,5;0,75;1", "V;1,5;0,75;1.234"]
)
def test_where_cells_do_not_prove_one_mark_it_is_to_be_declared(late: str, tmp_path: Path) -> None:
    path = tmp_path / "comma.csv"
    rows = [f"U{row};{row},25;{row % 7};{row}" for row in range(300)]
    path.write_text("\n".join(["unit;a;b;c", *rows, late]) + "\n", encoding="utf-8")
    with pytest.raises(UsageFault, match="declare --decimal"):
        streamed(path, plain(), block_bytes=1_000)


def test_a_table_written_for_a_spreadsheet_is_read_without_an_option(tmp_path: Path) -> None:
    chance = random.Random(1)
    numbers = [[chance.uniform(0, 1000) for _ in range(500)] for _ in range(2)]
    numbers.append([chance.randrange(1, 1000) + 0.125 for _ in range(500)])  # 1.125 could be 1125
    columns: dict[str, list[Any]] = {
        "unit": [f"U{at}" for at in range(500)],
        **dict(zip("abc", numbers, strict=True)),
    }
    path, ours = tmp_path / "excel.csv", tmp_path / "ours.csv"
    path.write_text(to_excel_csv(columns), encoding="utf-8")
    ours.write_text(to_csv(columns), encoding="utf-8")
    point: dict[str, Any] = {"decimal": "."}
    expected = in_memory(ours, plain(), **point)
    assert in_memory(path, plain()) == expected
    assert streamed(path, plain(), block_bytes=1_000) == expected


@pytest.mark.parametrize("grouping", [None, ".", " ", "'"])
@pytest.mark.parametrize(
    "rows", [["1.234", "1.500"], ["1,5", "2.5"], ["1 234,5", "7"], ["1'234", ".5"], ["1,", "0"]]
)
def test_a_declared_decimal_comma_is_read_as_in_memory(
    rows: list[str], grouping: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("\n".join(["unit;a;b;c", *(f"U{i};{cell};5;{i + 7}" for i, cell in enumerate(rows)), ""]))
    declared: Any = {"decimal": ",", "grouping": grouping, "delimiter": ";"}
    edition = plain({"kind": "identity"})
    found = validate(path, edition, **declared).problems
    if any(problem.is_error for problem in found):
        assert told(refused(path, edition, **declared).problems) == told(found)
    else:
        assert streamed(path, edition, **declared) == in_memory(path, edition, **declared)


@pytest.mark.parametrize(
    "line",
    [f"U1,{'x' * 100_001},1.5,2,3", f"U1,One,{'0' * 301},2,3", f'U1,"{"x," * 60_000}",1.5,2,3', f"U1,One,0.{'0' * 299}1,2,3"],
)  # fmt: skip
def test_a_cell_of_too_many_characters_is_refused_as_in_memory(line: str, tmp_path: Path) -> None:
    path = table(tmp_path, [*sound(5), line])
    assert told(refused(path, plain()).problems) == told(validate(path, plain()).problems)


@pytest.mark.parametrize("delimiter", ["||", '"', "\n"])
def test_a_delimiter_that_is_none_is_refused_as_in_memory(delimiter: str, tmp_path: Path) -> None:
    path = table(tmp_path, sound(5))
    with pytest.raises(UsageFault) as caught:
        streamed(path, plain(), delimiter=delimiter)
    with pytest.raises(UsageFault) as expected:
        score(path, plain(), delimiter=delimiter)
    assert str(caught.value) == str(expected.value)


@pytest.mark.parametrize("level", ["all", "indicators", "1", "2", "views", "PLAIN", "V", "c", None])
def test_the_nodes_beside_the_index_are_those_of_memory_where_a_column_is_missing(
    level: str | None, tmp_path: Path
) -> None:
    edition = plain(views=[{"code": "V", "of": ["c"], "aggregate": "arithmetic"}])
    edition["index"]["children"][1]["optional"] = True
    path = tmp_path / "table.csv"
    path.write_text("unit,a,b\nU1,1,2\nU2,2,4\n")
    assert streamed(path, edition, level=level) == in_memory(path, edition, level=level)


@pytest.mark.parametrize("cell", ["1.234", "1,234", "1,234.5"])
def test_a_style_that_other_cells_would_settle_is_refused(cell: str, tmp_path: Path) -> None:
    lines = sound(3000)
    cells = lines[2900].split(",")
    cells[3] = f'"{cell}"'  # the first in its column with a mark
    path = table(tmp_path, [*lines[:2900], ",".join(cells), *lines[2901:]])
    with pytest.raises(UsageFault, match="b: whether") as caught:
        streamed(path, plain(), block_bytes=4_000)
    assert "--decimal" in str(caught.value)


def test_a_whole_column_may_turn_decimal_later(tmp_path: Path) -> None:
    lines = sound(6000)
    cells = lines[5900].split(",")
    cells[3] = "4.5"
    path = table(tmp_path, [*lines[:5900], ",".join(cells), *lines[5901:]])
    assert streamed(path, plain(), block_bytes=4_000) == in_memory(path, plain())


def test_per_cent_is_declared_or_refused(tmp_path: Path) -> None:
    edition = plain({"kind": "fraction"})
    rows = [f"U{row},N,{row}%,{row}%,{row}" for row in range(100)]
    path = table(tmp_path, rows)
    with pytest.raises(UsageFault, match="--percent a"):
        streamed(path, edition, block_bytes=500)
    reading: dict[str, Any] = {"percent": ["A", "b"]}
    assert streamed(path, edition, block_bytes=500, **reading) == in_memory(path, edition, **reading)


@pytest.mark.parametrize(("heading", "others"), [("a", "b,c"), ("PLAIN", "a,b,c")])
def test_a_sign_that_may_lack_elsewhere_is_declared_or_refused(
    heading: str, others: str, tmp_path: Path
) -> None:
    """Blocks of signs and blocks without any are each of one way of writing, and the column is not."""
    edition = plain({"kind": "fraction", "of": 100})
    path = tmp_path / "t.csv"
    rest = ",1" * len(others.split(","))
    signed = [f"U{row},{row}%{rest}" for row in range(1, 100)]
    bare = [f"U{row},0.{row}{rest}" for row in range(100, 200)]
    path.write_text("\n".join([f"unit,{heading},{others}", *signed, *bare, ""]))
    codes = {problem.code for problem in validate(path, edition).problems}
    assert "mixed-percent" in codes
    with pytest.raises(UsageFault, match=f"--percent {heading}"):
        streamed(path, edition, block_bytes=300)
    reading: dict[str, Any] = {"percent": [heading]}
    assert streamed(path, edition, block_bytes=300, **reading) == in_memory(path, edition, **reading)


def test_missing_texts_are_declared(tmp_path: Path) -> None:
    lines = sound(300)
    lines[250] = "U0250,Unit 250,n/a,-99,3"
    lines[251] = "U0251,Unit 251,n/a, -99,3"  # with a space, and yet no number
    path = table(tmp_path, lines)
    reading: dict[str, Any] = {"missing": ["n/a", "-99"]}
    assert streamed(path, plain(), block_bytes=1_500, **reading) == in_memory(path, plain(), **reading)


@pytest.mark.parametrize("missing", ["error", "no-score", "zero"])
def test_missing_rules(missing: str, tmp_path: Path) -> None:
    lines = sound(300)
    lines[250] = "U0250,Unit 250,,2,3"
    path = table(tmp_path, lines)
    edition = plain(missing=missing)
    if missing != "error":
        assert streamed(path, edition, block_bytes=1_500) == in_memory(path, edition)
        return
    found = refused(path, edition, block_bytes=1_500)
    assert told(found.problems) == told(validate(path, edition).problems)


def test_preparation_row_by_row(tmp_path: Path) -> None:
    path = random_table(tmp_path, 500, seed=2)
    steps = [
        {"step": "derive", "column": "a", "formula": "raw / 2"},
        {"step": "impute", "method": "value", "value": 3.0},
        {"step": "screen", "min_share": 0.5, "drop": ["Z00017"]},
    ]
    path.write_text(
        path.read_text(encoding="utf-8").replace("unit,name,a,", "unit,name,raw,"), encoding="utf-8"
    )
    edition = plain(prepare=steps)
    assert streamed(path, edition, block_bytes=1_500) == in_memory(path, edition)


def test_an_undefined_score_names_line_and_unit(tmp_path: Path) -> None:
    lines = sound(300)
    lines[250] = "U0250,Unit 250,-5.5,2,3"
    path = table(tmp_path, lines)
    edition = plain({"kind": "identity"})
    edition["index"]["children"][0]["aggregate"] = "geometric"
    edition["missing"] = "no-score"
    found = refused(path, edition, block_bytes=1_500)
    with pytest.raises(InvalidData) as caught:
        score(path, edition)
    wanted = [problem for problem in caught.value.problems if problem.is_error]
    assert told(problem for problem in found.problems if problem.is_error) == told(wanted)
    assert 252 in [problem.place.line for problem in found.problems]


REFUSALS: list[tuple[dict[str, Any], str]] = [
    (plain({"kind": "rank"}), r'"a" \(rank\) ranks all units'),
    (plain(prepare=[{"step": "winsorise"}]), "winsorise"),
    (plain(bands={"kind": "quantiles", "count": 4}), "quantiles"),
    (plain(index={**plain()["index"], "aggregate": "copeland"}), r"copeland\) compares all units"),
]


@pytest.mark.parametrize(("edition", "words"), REFUSALS, ids=[words for _, words in REFUSALS])
def test_what_needs_all_units_is_refused_by_name(edition: dict[str, Any], words: str, tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match=words):
        streamed(tmp_path / "absent.csv", edition)  # before the file is looked for


def test_a_workbook_utf16_and_a_long_table_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    for data, words in [
        (b"PK\x03\x04....", "workbook"),
        ("unit,a\n".encode("utf-16"), "UTF-16"),
        ("unit,a\n".encode("utf-32"), "iconv -f utf-32"),
        (b"unit,indicator,value\nA,a,1\n", "only a wide table"),
        (b"unit,a,b,c\rA,1,2,3\r", "line feed"),
    ]:
        path.write_bytes(data)
        with pytest.raises(DtiscoreError, match=words):
            streamed(path, plain())


def test_a_byte_that_is_no_utf8_is_named_by_its_line(tmp_path: Path) -> None:
    path = table(tmp_path, sound(3000))
    path.write_bytes(path.read_bytes().replace(b"Unit 2500,", b"Unit \xff,"))
    with pytest.raises(SourceFault, match="line 2502"):
        streamed(path, plain(), block_bytes=4_000)


@pytest.mark.parametrize("kind", [pa.float64(), pa.float32(), pa.string(), pa.decimal128(9, 2)])
def test_parquet_gives_the_same_bytes(kind: Any, tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    numbers = [None if row % 9 == 4 else row / 4 for row in range(500)]
    texts = [None if number is None else f"{number:.2f}" for number in numbers]
    columns = {
        "unit": pa.array([f"U{row * 7 % 500:03}" for row in range(500)]),
        "a": pa.array(texts).cast(kind),
        "b": pa.array(range(500)),
        "c": pa.array([row * 1.5 for row in range(500)]),
        "extra": pa.array([True] * 500),
    }
    parquet.write_table(pa.table(columns), path)
    assert streamed(path, plain()) == in_memory(path, plain())


def test_a_nan_of_parquet_is_refused_at_its_row(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    columns = {"unit": [f"U{row}" for row in range(50)], "a": [1.5] * 49 + [float("nan")]}
    columns |= {"b": [float(row) for row in range(50)], "c": [1.0] * 50}
    parquet.write_table(pa.table(columns), path)
    found = refused(path, plain())
    assert told(found.problems) == told(validate(path, plain()).problems)
    assert found.problems[0].place.line == 50


def test_what_stood_in_the_output_stays_when_a_table_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path, [*sound(300), "U9,N,bad,1,1"])
    output = tmp_path / "streamed.csv"
    output.write_text("former", encoding="utf-8")
    refused(path, plain(), block_bytes=1_000)
    assert output.read_text(encoding="utf-8") == "former"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["streamed.csv", "table.csv"]


def test_the_first_units_and_a_saved_frame(tmp_path: Path) -> None:
    from dtiscore.questions.fit.python import fit

    path = random_table(tmp_path, 500, seed=4)
    whole = in_memory(path, plain()).splitlines(keepends=True)
    assert streamed(path, plain(), top=7) == b"".join(whole[:8])
    frame = fit(path, plain())
    fewer = table(tmp_path, sound(30))
    card = score(fewer, plain(), reference=frame)
    wanted = to_csv(records.ranking_columns(card)).encode()
    assert streamed(fewer, plain(), reference=frame, block_bytes=300) == wanted


def test_an_ordinary_table_is_read_by_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the tests above would show nothing about the typed reader."""
    read: list[bool] = []
    typed = typed_text.read_typed

    def noted(*given: Any) -> Any:
        found = typed(*given)
        read.append(found is not None)
        return found

    monkeypatch.setattr("dtiscore.engines.text_batches.read_typed", noted)
    streamed(random_table(tmp_path, 2_000, seed=3), plain(), block_bytes=9_000)
    assert len(read) > 5
    assert all(read)


def test_the_command_writes_the_same_bytes(examples: Path, run: Any) -> None:
    table, edition = examples / "hdi" / "2022.csv", "hdi-2022"
    whole = run("score", str(table), "-w", edition, "-f", "csv")
    pieces = run("score", str(table), "-w", edition, "-f", "csv", "--engine", "stream")
    assert (pieces.returncode, pieces.stdout) == (0, whole.stdout)
    assert run("score", str(table), "-w", edition, "--engine", "stream").returncode == 2
    assert (
        run(
            "score", str(table), "-w", edition, "-f", "csv", "--engine", "stream", "--sort", "name"
        ).returncode
        == 2
    )


def test_a_table_that_is_too_large_for_memory_is_sent_here(tmp_path: Path) -> None:
    path = table(tmp_path, sound(300))
    with pytest.raises(SourceFault, match="--engine stream"):
        score(path, plain(), max_bytes=100)
    streamed(path, plain(), max_bytes=100)


@pytest.mark.parametrize("strict", [(), ("--strict",)])
@pytest.mark.parametrize("periods", [("2021", "2022"), ("2021",)])
def test_columns_that_the_edition_of_another_period_reads_are_used_as_in_memory(
    periods: tuple[str, ...], strict: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    for period, code in (("2021", "p"), ("2022", "q")):
        edition = plain() | {"id": f"idx-{period}", "family": "idx", "periods": [period]}
        part = {"code": code, "rule": {"kind": "identity"}}
        edition["index"] = {"code": "W", "aggregate": "sum", "children": [part]}
        (tmp_path / f"{period}.json").write_text(json.dumps(edition))
    (tmp_path / "dtiscore.toml").write_text('[weights]\nidx = ["2021.json", "2022.json"]\n')
    rows = [f"{unit},{period},{at},{at},9" for period in periods for at, unit in enumerate("abc")]
    (tmp_path / "t.csv").write_text("\n".join(["unit,year,p,q,other", *rows]) + "\n")
    scored = ("score", "t.csv", "-w", "idx", "--period", "2021", "-f", "csv", *strict)
    memory, piecewise = (run(*scored, "--engine", engine, cwd=tmp_path) for engine in ("memory", "stream"))
    assert "other" in memory.stderr
    assert (piecewise.returncode, piecewise.stdout, piecewise.stderr) == (
        memory.returncode,
        memory.stdout,
        memory.stderr,
    )
