"""Units are taken at a stroke only where looking at each would find the same and nothing to say."""

from __future__ import annotations

import sys
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pytest
from tests.engines.large_tables import plain

from dtiscore.engines.identity import PlainIdentity, _say, are_blank, plain_identity
from dtiscore.methodology.base import fold
from dtiscore.methodology.parsing import methodology_from
from dtiscore.methodology.periods import comparable
from dtiscore.tables.all_rows import Met
from dtiscore.tables.arrow_values import texts
from dtiscore.tables.headings import Headings
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn


def found(
    units: list[str],
    names: list[str] | None = None,
    periods: list[str] | None = None,
    met: Met | None = None,
    **options: Any,
) -> PlainIdentity | None:
    headings = Headings(unit=RawColumn("unit", 1, units, range(len(units))))
    texts = {"unit": pa.array(units, pa.string())}
    if names is not None:
        headings.name = RawColumn("name", 2, names, range(len(names)))
        texts["name"] = pa.array(names, pa.string())
    if periods is not None:
        headings.period = RawColumn("period", 3, periods, range(len(periods)))
    edition = methodology_from({**plain(), "periods": ["2022", "2023"]})
    return plain_identity(texts, headings, ReadingOptions(**options), edition, met or Met())


def test_plain_units_and_names() -> None:
    identity = found(["U1", "ü2", "3 x"], ["Hà Nội", "", "TP. Hồ Chí Minh (cũ)"])
    assert identity is not None
    assert list(identity.codes) == ["U1", "ü2", "3 x"]
    assert [names[""] for names in identity.names] == ["Hà Nội", "ü2", "TP. Hồ Chí Minh (cũ)"]
    assert (list(identity.rows), list(identity.periods), list(identity.ranked)) == (
        [0, 1, 2],
        [None] * 3,
        [True] * 3,
    )


DOUBTFUL = [
    "",
    " U",
    "U ",
    "U\u200b",
    "U\x07",
    "U\u00a0",
    "e\u0301",
    "Total",
    "TỔNG CỘNG",
    "Hà Nội total",
    "Foo Median",
    "Foo-total",
    "Foo average*",
    "Foo average (10)",
    "Nguồn: GSO",
    "ÐIỂM TRUNG BÌNH",
]


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_doubtful_unit_is_left_to_the_careful_reader(text: str) -> None:
    assert found(["U1", text, "U3"]) is None


@pytest.mark.parametrize("text", [text for text in DOUBTFUL if text])
def test_so_is_a_doubtful_name(text: str) -> None:
    assert found(["U1", "U2"], ["Unit 1", text]) is None


def test_so_is_a_joiner_beside_which_another_cell_stands() -> None:
    """A virama ends the one name; the joiner that begins the next is none of its own spelling."""
    assert found(["U1", "U2"], ["\u0915\u094d", "\u200d\u0937"]) is None
    assert found(["U1", "U2"], ["\u2764", "\ufe0fA"]) is None


def test_so_is_a_text_that_is_the_heading_of_its_column() -> None:
    assert found(["U1", "Unit"]) is None
    assert found(["U1", "U2"], ["Name", ""]) is None
    assert found(["U1", "unit"], ["Units", "Names"]) is not None


@pytest.mark.parametrize(
    ("heading", "text"),
    [("unit", "UNIT"), ("place name", "Place  name"), ("place  name", "place name"), ("Đơn vị", "ĐƠN   VỊ")],
)
def test_a_heading_stands_again_in_whatever_case_and_with_whatever_spaces(heading: str, text: str) -> None:
    assert fold(heading) == fold(text)  # as the careful reader holds them against each other
    assert _say(heading, texts(["U1", text]))
    assert not _say(heading, texts(["U1", f"{text}s", "U  2"]))


def test_rows_to_be_ignored_are_looked_for_one_by_one() -> None:
    assert found(["U1"], ignored_units=frozenset(["x"])) is None
    assert found(["U1"], at_period="2022") is None


def test_periods_of_which_nothing_is_to_be_said() -> None:
    met = Met(spellings={comparable("2022"): "2022"})
    identity = found(["U1", "U2", "U1"], periods=["2022", " 2022", "2023"], met=met)
    assert identity is not None
    assert list(identity.periods) == ["2022", "2022", "2023"]
    assert met.periods == {"2022", "2023"}
    assert met.spellings == {comparable("2022"): "2022", comparable("2023"): "2023"}


@pytest.mark.parametrize("period", ["", " ", "2022.0", "2024", "2022\u200b", "=2022", '="2022"'])
def test_other_periods_are_left_to_the_careful_reader(period: str) -> None:
    met = Met(spellings={comparable("2022"): "2022"})
    assert found(["U1", "U2"], periods=["2022", period], met=met) is None
    assert vars(met) == vars(Met(spellings={comparable("2022"): "2022"}))


def test_a_text_is_blank_whatever_spaces_it_is_made_of() -> None:
    signs = [
        chr(sign) for sign in range(sys.maxunicode + 1) if not 0xD800 <= sign < 0xE000
    ]  # no halves of signs
    assert are_blank(texts(signs)).tolist() == [not sign.strip() for sign in signs]
    assert are_blank(texts(["", " \u3000\t", "a ", " a"])).tolist() == [True, True, False, False]
