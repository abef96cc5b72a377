"""Flags behind numbers: what was declared is left out, the same in every engine, and what was not is refused and told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.engines.large_tables import in_memory, streamed
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.errors import InvalidData, UsageFault
from dtiscore.methodology.parsing import methodology_from
from dtiscore.shell_words import with_value
from dtiscore.tables.flags import Flagged, likely_flags, raised_mark, unflagged, unit_behind
from dtiscore.tables.raw import NumberCell

PARTS = [{"code": code, "rule": {"kind": "fraction", "of": 100}} for code in ("a", "b")]
EDITION = methodology_from(
    HEAD | {"missing": "reweight", "index": {"code": "I", "aggregate": "arithmetic", "children": PARTS}}
)
EUROSTAT = "unit,a,b\nAT,12.3 b,80\nBE,7.1 bp,81 \nBG,5.5,: c\nDE,:,70\nFR, : ,69\n"
FLAGS = ["b", "p", "c"]


@pytest.mark.parametrize(
    ("cell", "left"),
    [
        ("12.3 b", "12.3"),
        ("12.3b", "12.3"),
        ("12.3 bp ", "12.3"),
        ("12.3 b p", "12.3"),
        ("-1,234\u00a0p", "-1,234"),
        ("45% b", "45%"),
        (": b", ":"),
        ("b", "b"),
        ("x b", "x b"),
        ("12.3 be", "12.3 be"),
        ("12.3 B", "12.3 B"),
        ("5 km b", "5 km b"),
    ],
)
def test_only_declared_flags_behind_numbers_and_missing_values_are_left_out(cell: str, left: str) -> None:
    assert unflagged([cell], frozenset("bp"), frozenset([":"])) == [left]


def test_a_cell_stored_as_a_number_stays_one() -> None:
    cells = unflagged([NumberCell("12.5")], frozenset("b"), frozenset())
    assert isinstance(cells[0], NumberCell)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("12.3 b", Flagged("12.3", ("b",))),
        ("12.3 bp", Flagged("12.3", ("b", "p"))),
        ("18.0d", Flagged("18.0", ("d",))),
        ("1,234bp", Flagged("1,234", ("b", "p"))),
        ("-12.3 b", Flagged("-12.3", ("b",))),
        ("1 234 (e)", Flagged("1 234", ("(e)",))),
        ("12.3**", Flagged("12.3", ("*", "*"))),
        ("n/a*", Flagged("n/a", ("*",))),
        ("12.5 [r]", Flagged("12.5", ("[r]",))),
        (": c", Flagged(":", ("c",))),
        *(
            (cell, None)
            for cell in (
                "12.3",
                "5 km",
                "5 m",
                "5 bn",
                "5.5bn",
                "12.5kg",
                "0.5m",
                "1.5O",
                "1O",
                "5e",
                "5 VND",
                "<5 b",
                "b 5",
                "Vùng b",
            )
        ),
    ],
)
def test_letters_of_offices_and_signs_are_likely_flags_and_units_and_multiples_are_not(
    cell: str, found: Flagged | None
) -> None:
    assert likely_flags(cell) == found


@pytest.mark.parametrize("flag", ["1", "e5", "%", ",", "b p", ""])
def test_a_flag_is_no_part_of_a_number(flag: str) -> None:
    with pytest.raises(UsageFault, match="cannot be a flag"):
        dtiscore.score("none.csv", EDITION, flags=[flag])


def test_every_engine_reads_numbers_without_their_flags(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(EUROSTAT)
    card = dtiscore.score(table, EDITION, missing=":", flags=FLAGS)
    assert card.nodes["a"].score[:3].tolist() == [12.3 / 100, 7.1 / 100, 5.5 / 100]
    assert card.index.score.tolist()[2:] == [5.5 / 100, 0.7, 0.69]
    with pytest.raises(InvalidData) as refused:
        dtiscore.score(table, EDITION, missing=":", flags=["b", "c"])
    assert [(one.code, one.place.line) for one in refused.value.problems] == [("undeclared-flag", 3)]
    table.write_text(EUROSTAT + "".join(f"u{n},{n % 90}.5,2\n" for n in range(3000)))
    options: dict[str, Any] = {"missing": (":",), "flags": tuple(FLAGS)}
    assert streamed(table, EDITION, **options) == in_memory(table, EDITION, **options)


def test_a_text_that_the_edition_says_to_be_a_number_is_no_missing_value_with_a_flag(tmp_path: Path) -> None:
    columns = [{"header": "a", "texts": {".. c": 99.0}}]
    edition = methodology_from(
        HEAD
        | {"missing": "reweight", "columns": columns}
        | {"index": {"code": "I", "aggregate": "arithmetic", "children": PARTS}}
    )
    table = tmp_path / "t.csv"
    table.write_text("unit,a,b\nx,.. c,80\ny,.. b,81\nz,12.5,82\n")
    card = dtiscore.score(table, edition, missing="..", flags=FLAGS)
    assert card.nodes["a"].score.tolist()[::2] == [0.99, 0.125]
    assert np.isnan(card.nodes["a"].score[1])
    assert dtiscore.doctor(table, edition).suggested[0].declarations == {"flags": ["b"], "missing": [".."]}


@pytest.mark.parametrize(("other", "flags"), [("7,25 €", ["€"]), ("7,25 USD", None), ("7,25", None)])
def test_the_doctor_proposes_a_unit_that_all_numbers_have(
    other: str, flags: list[str] | None, tmp_path: Path
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"unit;a;b\nx;12,50\u00a0€;80\ny;{other};81\n")
    found = [each.declares for each in dtiscore.doctor(table, EDITION).findings if each.declares]
    assert found == ([{"flags": flags}] if flags else [])


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("4,1¹", Flagged("4,1", ("¹",))),
        ("45% ¹²", Flagged("45%", ("¹²",))),
        ("12.5\u00a0⁴", Flagged("12.5", ("⁴",))),
        ("5 km²", None),
        ("m²", None),
        ("<5¹", None),
        ("¹", None),
    ],
)
def test_raised_digits_behind_a_number_may_be_the_mark_of_a_footnote(
    cell: str, found: Flagged | None
) -> None:
    assert raised_mark(cell) == found


def test_the_doctor_proposes_the_footnote_that_the_refusal_proposes(tmp_path: Path) -> None:
    """It was silent about it, and the refusal sends to it."""
    table = tmp_path / "t.csv"
    table.write_text("unit,a,b\nAT,12.3¹,80\nBE,7.1,81\nBG,5.5,70\n", encoding="utf-8")
    assert dtiscore.doctor(table, EDITION).suggested[0].declarations == {"flags": ["¹"]}


def test_the_doctor_proposes_the_flags_that_read_the_table_and_init_leaves_them_to_a_person(
    tmp_path: Path,
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(EUROSTAT)
    suggested = dtiscore.doctor(table, EDITION).suggested
    assert [(dict(each.declarations), each.errors) for each in suggested] == [
        ({"flags": FLAGS, "missing": [":"]}, 0)
    ]
    begun = dtiscore.init(table, folder=tmp_path)
    assert begun.draft is not None
    assert [each.column for each in begun.draft.criteria] == ["a", "b"]
    assert "flags" not in begun.reading


@pytest.mark.parametrize(
    "cell",
    [
        "5 tr",
        "5\u00a0triệu",
        "5  tỷ",
        "5 trieu",
        "5 mln",
        "5 mrd",
        "5 bln",
        "5 crore",
        "5 cr",
        "5 lakh",
        "5 vạn",
        "5 dozen",
        "5 percent",
    ],
)
def test_a_multiple_is_no_unit_of_measure_that_may_be_passed_over(cell: str) -> None:
    assert unit_behind(cell) is None
    assert likely_flags(cell) is None


@pytest.mark.parametrize(
    "behind", [" m²", "m²", " km2", " µg/m³", " CO₂", " °C", " ‰", " l/100km", " người", "¹", " €"]
)
def test_what_stands_behind_every_number_is_declared_as_the_fault_says(behind: str, tmp_path: Path) -> None:
    """Of ``14.5 m²`` the raised 2 alone was named, which helped nobody."""
    table = tmp_path / "t.csv"
    table.write_text(f"unit,a\nA,14.5{behind}\nB,22{behind}\n", encoding="utf-8")
    edition = {**HEAD, "index": group("X", "arithmetic", indicator("a", weight=1), weights=1)}
    with pytest.raises(InvalidData) as caught:
        dtiscore.score(table, edition)
    fix = caught.value.problems[0].fix
    assert fix is not None
    assert re.search(rf"declare {re.escape(with_value('--flag', behind.strip()))}(?:$| if )", fix)
    card = dtiscore.score(table, edition, flags=[behind.strip()])
    assert card.ranking()["X.published"].tolist() == [22, 14.5]
