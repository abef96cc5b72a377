"""What if: moves by hand, cells read as those of the file, editions judged, and nothing changed by no change."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]  # openpyxl ships no types
from tests.made import HEAD

from dtiscore.errors import InvalidData, InvalidMethodology, UsageFault
from dtiscore.inputs.scored import score
from dtiscore.inputs.weighting import load_methodology
from dtiscore.questions.compare.python import compare
from dtiscore.questions.whatif.answer import PointsChange, RuleChange, ValueChange, WeightChange
from dtiscore.questions.whatif.python import whatif

TOY: dict[str, Any] = {
    **HEAD, "publish": {"as": "fraction", "decimals": 4},
    "rank": {"on": "published"},
    "index": {
        "code": "T", "aggregate": "points", "points": 100, "children": [
            {"code": "A", "name": "First", "points": 60, "column": "a", "rule": {"kind": "fraction"}},
            {"code": "B", "name": "Second", "points": 40, "column": "b", "rule": {"kind": "fraction"}},
        ],
    },
}  # fmt: skip
TABLE = "unit;name;a;b\nx;Xuân;0,5;0,5\ny;Yên;0,6;0,2\nz;Zung;0,1;0,9\n"
"""T: x 0.5, y 0.36 + 0.08 = 0.44, z 0.06 + 0.36 = 0.42."""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "toy.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def ranks(found: Any) -> dict[str, tuple[Any, Any]]:
    return {one.unit: (one.before.rank, one.after.rank) for one in found.comparison.changes}


class TestValues:
    def test_every_unit_moves(self, table: Path) -> None:
        # z gets 0.6 * 0.4 + 0.36 = 0.6 and passes both.
        found = whatif(table, TOY, [ValueChange("z", "a", "0,4")])
        assert ranks(found) == {"z": (3, 1), "x": (1, 2), "y": (2, 3)}
        assert (found.moved, found.rescored) == (3, 1)
        assert found.comparison.of("z").change == pytest.approx(0.18)
        split = found.comparison.of("z").split
        assert split is not None
        assert [split.method, split.composition, split.nodes["B"]] == [0, 0, 0]
        assert split.data == split.nodes["A"] == split.change == Fraction(0.6) - Fraction(0.42)

    def test_the_cell_is_told_with_its_place(self, table: Path) -> None:
        found = whatif(table, TOY, [ValueChange("Zung", "A", "0,4")])
        (cell,) = found.cells
        assert (cell.unit, cell.was, cell.now, cell.nodes) == ("z", "0,1", "0,4", ("A",))
        assert str(cell.place) == f"{table}:4:3"
        assert found.after.provenance.options["changed_cells"] == [
            {"unit": "z", "column": "a", "line": 4, "was": "0,1", "now": "0,4"}
        ]
        assert "changed_cells" not in found.before.provenance.options

    @pytest.mark.parametrize("column", ["a", "A ", "A"])
    @pytest.mark.parametrize("unit", ["z", "Zung", "ZUNG"])
    def test_how_unit_and_column_may_be_called(self, table: Path, unit: str, column: str) -> None:
        assert whatif(table, TOY, [ValueChange(unit, column.strip(), "0,4")]).cells[0].unit == "z"

    def test_a_number_of_python_is_what_it_is(self, table: Path) -> None:
        assert ranks(whatif(table, TOY, [ValueChange("z", "a", 0.4)]))["z"] == (3, 1)
        frame = pd.DataFrame({"unit": ["x", "y"], "a": [0.5, 0.6], "b": [0.5, 0.2]})
        assert ranks(whatif(frame, TOY, [ValueChange("y", "a", 1)]))["y"] == (2, 1)

    def test_shares_may_be_stated_of_any_size_and_by_a_number_without_a_sign(self, tmp_path: Path) -> None:
        path = tmp_path / "t.csv"
        path.write_text("unit,a,b\nx,70%,1\ny,60%,1\nz,80%,1\nu,90%,1\n")
        measured: dict[str, Any] = {**TOY, "publish": {"as": "score", "decimals": 4}}
        measured["columns"] = [{"header": "a", "unit": "%"}]
        measured["index"] = {"code": "T", "aggregate": "sum", "children": [
            {"code": "A", "column": "a", "rule": {"kind": "fraction", "of": 100}},
            {"code": "B", "column": "b", "rule": {"kind": "fraction"}},
        ]}  # fmt: skip
        for value, now in (("0.5%", "0.5%"), (0.5, "0.5%"), (62, "62%")):
            (cell,) = whatif(path, measured, [ValueChange("z", "a", value)]).cells
            assert (cell.was, cell.now) == ("80%", now)

    @pytest.mark.parametrize("value", ["70%", "70.0%", "0.7", 0.7])
    def test_a_share_is_written_as_a_workbook_shows_it_or_as_it_is_stored(
        self, tmp_path: Path, value: str | float
    ) -> None:
        book = Workbook()
        for cells in (["unit", "a", "b"], ["x", 0.5, 1], ["y", 0.45, 0], ["z", 0.62, 0]):
            book.active.append(cells)
        for row in range(2, 5):
            book.active.cell(row, 2).number_format = "0%"
        book.save(tmp_path / "t.xlsx")
        (cell,) = whatif(tmp_path / "t.xlsx", TOY, [ValueChange("z", "a", value)]).cells
        assert (cell.was, cell.now) == ("62%", str(value))

    def test_a_text_is_read_as_the_file_is(self, table: Path) -> None:
        fix = "set a number as the column writes them, such as 0,1, or nothing for no value"
        for text, told in (
            ("0.4", "has a decimal point"),
            ("40%", "has a per cent sign"),
            ("much", "is not a number"),
            ("2/3", "looks like a date"),
        ):
            with pytest.raises(InvalidData) as caught:
                whatif(table, TOY, [ValueChange("z", "a", text)])
            (problem,) = caught.value.problems
            assert (problem.code, problem.raw, problem.fix) == ("unreadable-value", text, fix)
            assert problem.message.startswith(told)
            assert problem.message.endswith('(set in place of "0,1")')

    def test_beyond_its_maximum(self, table: Path) -> None:
        with pytest.raises(InvalidData) as caught:
            whatif(table, TOY, [ValueChange("z", "a", "1,2")])
        (problem,) = caught.value.problems
        assert (problem.code, problem.raw) == ("out-of-range", "1,2")
        assert problem.message == '1.2 is above the maximum 1 (set in place of "0,1")'

    def test_no_value_where_one_is_needed(self, table: Path) -> None:
        with pytest.raises(InvalidData) as caught:
            whatif(table, TOY, [ValueChange("z", "a", "")])
        assert caught.value.problems[0].code == "missing-value"

    def test_an_unknown_unit(self, table: Path) -> None:
        with pytest.raises(UsageFault, match='has no unit "Yen"') as caught:
            whatif(table, TOY, [ValueChange("Yen", "a", "0,4")])
        assert caught.value.fix == "did you mean Yên?"

    def test_an_unknown_unit_of_a_scheme(self, examples: Path) -> None:
        change = ValueChange("Da Nag", "7", 0.9)
        with pytest.raises(UsageFault, match='no unit "Da Nag"') as caught:
            whatif(examples / "dti-province" / "2022.csv", "dti-province-2022", [change])
        assert str(caught.value.fix).startswith("did you mean Đà Nẵng")

    @pytest.mark.parametrize(
        ("column", "message", "fix"),
        [
            ("c", 'no column or node "c"', "the table has a, b"),
            ("name", 'computes nothing from the column "name"', "it reads a, b"),
            ("T", 'no value of "T" to change', "change what it is made of: A, B"),
        ],
    )
    def test_a_column_that_cannot_be_changed(self, table: Path, column: str, message: str, fix: str) -> None:
        with pytest.raises(UsageFault, match=message) as caught:
            whatif(table, TOY, [ValueChange("z", column, "0,4")])
        assert caught.value.fix == fix

    def test_the_records_that_two_units_lack_are_two_cells(self) -> None:
        records = [("x", "a", 0.5), ("x", "b", 0.5), ("y", "a", 0.6), ("z", "a", 0.1)]
        table = pd.DataFrame(records, columns=["unit", "indicator", "value"])
        edition = {**TOY, "index": {**TOY["index"], "missing": "zero"}}
        changes = [ValueChange("y", "b", 0.2), ValueChange("z", "b", 0.9)]
        rows = whatif(table, edition, changes).to_frame().set_index("unit")
        assert rows["score"].round(4).to_dict() == {"x": 0.5, "y": 0.44, "z": 0.42}

    def test_one_cell_twice(self, table: Path) -> None:
        with pytest.raises(UsageFault, match="for the second time"):
            whatif(table, TOY, [ValueChange("z", "a", "0,4"), ValueChange("Zung", "A", "0,5")])

    def test_a_long_table(self, tmp_path: Path) -> None:
        path = tmp_path / "long.csv"
        path.write_text("unit,indicator,value\nx,a,0.5\nx,b,0.5\ny,a,0.6\ny,b,0.2\n", encoding="utf-8")
        found = whatif(path, TOY, [ValueChange("y", "b", "0.9")])
        assert ranks(found) == {"y": (2, 1), "x": (1, 2)}  # 0.36 + 0.36 against 0.5
        assert (found.cells[0].place.line, found.cells[0].was) == (5, "0.2")

    def test_a_panel_needs_its_period(self, tmp_path: Path) -> None:
        path = tmp_path / "panel.csv"
        path.write_text(
            "year,unit,a,b\n2022,x,0.5,0.5\n2022,y,1,1\n2023,x,0.5,0.5\n2023,y,0,0\n", encoding="utf-8"
        )
        with pytest.raises(UsageFault, match="2 rows in"):
            whatif(path, TOY, [ValueChange("x", "a", "1")])
        found = whatif(f"2022={path}", TOY, [ValueChange("y", "a", "0")])
        assert ranks(found) == {"x": (2, 1), "y": (1, 2)}
        assert found.cells[0].place.line == 3
        assert ranks(whatif(path, TOY, [ValueChange("y", "a", "0")], period=2022)) == ranks(found)

    def test_what_the_table_brings_itself_overrules(self, examples: Path) -> None:
        data = examples / "dti-province" / "2022.csv"
        changes = [ValueChange("48", "3", 0.1), ValueChange("01", "7", 0.9)]
        with pytest.raises(UsageFault, match="ha_tang_so of Đà Nẵng counts for nothing"):
            whatif(data, "dti-province-2022", changes)
        found = whatif(data, "dti-province-2022", changes, allow_fixed_units=True)
        assert [(cell.unit, node) for cell, node in found.overruled()] == [("48", "I")]
        assert found.comparison.of("48").change == 0


class TestNoChange:
    @pytest.mark.parametrize(
        "change",
        [
            ValueChange("48", "7", "0.8575"),
            WeightChange("7", 200),
            PointsChange("DTI", 1000),
            RuleChange("7", "fraction"),
        ],
    )
    def test_nothing_moves_by_a_bit(self, examples: Path, change: Any) -> None:
        data = examples / "dti-province" / "2022.csv"
        found = whatif(data, "dti-province-2022", [change])
        assert (found.moved, found.rescored, found.said_otherwise) == (0, 0, None)
        assert {one.up for one in found.comparison.changes} == {0}
        nominal = score(data, "dti-province-2022")
        for card in (found.before, found.after):
            assert card.methodology == nominal.methodology
            for code, scores in nominal.nodes.items():
                assert card.nodes[code].score.tobytes() == scores.score.tobytes()

    def test_it_has_to_be_asked(self, table: Path) -> None:
        with pytest.raises(UsageFault, match="nothing is changed"):
            whatif(table, TOY)


class TestEditions:
    def test_points_by_hand(self, table: Path) -> None:
        # 20 and 80: x 0.5, y 0.12 + 0.16 = 0.28, z 0.02 + 0.72 = 0.74.
        found = whatif(table, TOY, [PointsChange("A", 20)], weights_as="siblings")
        assert ranks(found) == {"z": (3, 1), "x": (1, 2), "y": (2, 3)}
        assert [one.after.score for one in found.comparison.changes] == [0.74, 0.5, 0.28]
        split = found.comparison.of("z").split
        assert split is not None
        assert [split.data, split.composition, split.method] == [0, 0, split.change]

    def test_weights_that_do_not_sum_are_refused(self, table: Path) -> None:
        with pytest.raises(InvalidMethodology) as caught:
            whatif(table, TOY, [WeightChange("A", 20)])
        assert caught.value.problems[0].message == '"T" says 100 points, and the points below it sum to 60'

    def test_seven_gets_250_points(self, examples: Path) -> None:
        found = whatif(
            examples / "dti-province" / "2022.csv",
            "dti-province-2022",
            [WeightChange("7", 250)],
            weights_as="siblings",
        )
        edition = found.edition
        assert [edition.nodes[code].maximum for code in ("DTI", "I", "II", "7", "8", "9")] == [
            1000, 500, 500, 250, 125, 125,
        ]  # fmt: skip
        # Đà Nẵng: 433.205 of the foundation, then 0.8575, 0.7836 and 0.5197 of the rest.
        expected = (433.205 + 250 * 0.8575 + 125 * 0.7836 + 125 * 0.5197) / 1000
        after = found.comparison.of("48").after
        assert after.score == round(expected, 4)
        assert found.said_otherwise is not None
        assert [(change.code, change.before, change.after) for change in found.said_otherwise.changes] == [
            ("7", 200, 250), ("8", 150, 125), ("9", 150, 125),
        ]  # fmt: skip
        parts = {part.node: (part.score_before, part.score) for part in found.nodes("48")}
        assert parts["II"][1] == round((250 * 0.8575 + 125 * 0.7836 + 125 * 0.5197) / 500, 4)
        assert parts["I"] == (0.8664, 0.8664)

    def test_a_rule(self, table: Path) -> None:
        # Halved, A gives x 0.15 + 0.2, y 0.18 + 0.08 and z 0.03 + 0.36.
        found = whatif(table, TOY, [RuleChange("A.of", 2)])
        scores = {one.unit: one.after.score for one in found.comparison.changes}
        assert scores == {"z": 0.39, "x": 0.35, "y": 0.26}

    def test_another_edition_is_a_comparison_of_two(self, table: Path) -> None:
        other = {**TOY, "id": "toy-2025", "index": {**TOY["index"], "children": [
            {**TOY["index"]["children"][0], "points": 20}, {**TOY["index"]["children"][1], "points": 80},
        ]}}  # fmt: skip
        found = whatif(table, TOY, against=other)
        assert found.comparison == compare(table, None, TOY, other)
        assert ranks(found)["z"] == (3, 1)

    def test_another_edition_need_not_govern_the_period(self, table: Path) -> None:
        first = {**TOY, "periods": ["2023"]}
        second = {**TOY, "id": "toy-2025", "periods": ["2025"]}
        found = whatif(table, first, against=second, period="2023")
        assert (found.moved, found.edition.id, found.edition.periods) == (0, "toy-2025", ("2025",))

    def test_another_index(self, table: Path) -> None:
        with pytest.raises(UsageFault, match="not of one index"):
            whatif(table, TOY, against="hdi-2022")

    def test_value_and_edition_together_add_up(self, table: Path) -> None:
        found = whatif(
            table, TOY, [ValueChange("z", "a", "0,4"), PointsChange("A", 20)], weights_as="siblings"
        )
        for change in found.comparison.changes:
            assert change.split is not None
            assert change.split.data + change.split.method + change.split.composition == change.split.change
        split = found.comparison.of("z").split
        assert split is not None
        # z 0.42 to 0.8; the value alone adds 0.18 (A of 60) or 0.06 (A of 20), so 0.12 fairly.
        assert float(split.data) == pytest.approx(0.12)
        assert float(split.method) == pytest.approx(0.26)

    def test_the_changed_edition_can_be_scored_alone(self, table: Path) -> None:
        found = whatif(table, TOY, [PointsChange("A", 20)], weights_as="siblings")
        card = score(table, found.edition)
        assert card.index.score.tobytes() == found.after.index.score.tobytes()
        assert load_methodology(found.edition) is found.edition


def test_what_is_told_of_a_table_is_told_once(tmp_path: Path) -> None:
    """An edition with other weights reads the same columns as before, and is no second one to warn of."""
    table = tmp_path / "toy.csv"
    table.write_text("unit,a,b,source\nx,0.5,0.5,here\ny,0.6,0.2,there\n", encoding="utf-8")
    found = whatif(table, TOY, [WeightChange("A", 50)], weights_as="siblings")
    assert [(one.code, one.place.header) for one in found.comparison.warnings] == [
        ("unused-column", "source")
    ]
