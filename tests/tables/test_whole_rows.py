"""Rows of a whole among its parts, told by their names and places: a country, and regions above rows that are indented."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.cli.ways_out.case import edition, of
from tests.conftest import Run
from tests.tables.test_tables_of_others import EDITION

import dtiscore
from dtiscore.errors import UsageFault

LAENDER = ["Bayern", "Berlin", "Bremen", "Hessen", "Sachsen"]


def told(names: Sequence[str], folder: Path, heading: str = "unit", **reading: Any) -> list[str | None]:
    """The units that are told to be made of others in a table of these names."""
    rows = "".join(f"{name},{at * at % 7}.{at},{at}\n" for at, name in enumerate(names, 1))
    (folder / "t.csv").write_text(f"{heading},a,b\n{rows}", encoding="utf-8")
    problems = dtiscore.validate(folder / "t.csv", EDITION, **reading).problems
    return [each.raw for each in problems if each.code == "aggregate-row"]


@pytest.mark.parametrize("country", ["Deutschland", "DEUTSCHLAND", "Germany", "Российская Федерация", "中国"])
def test_a_country_first_or_last_among_its_parts_is_no_unit(country: str, tmp_path: Path) -> None:
    assert told([*LAENDER, country], tmp_path) == [country]
    assert told([country, *LAENDER], tmp_path) == [country]
    assert told([*LAENDER, country], tmp_path, keep_units=[country]) == []
    assert told([*LAENDER, country], tmp_path, ignore_units=[country]) == []


@pytest.mark.parametrize(
    "names",
    [
        [*LAENDER[:3], "Peru", *LAENDER[3:]],  # a town in Indiana
        ["Alabama", "Alaska", "Arizona", "Florida", "Georgia"],
        ["Austria", "Belgium", "Chile", "Denmark", "Germany"],
        ["Bayern", "Berlin", "Deutschland"],
        ["Deutschland", "Frankreich", "Italien", "Spanien", "Schweden"],
        ["France", "Allemagne", "Espagne", "Italie", "Pologne"],
        ["Việt Nam", "Thái Lan", "Trung Quốc", "Hàn Quốc", "Nhật Bản"],
        ["Россия", "Германия", "Франция", "Италия", "Китай"],
        ["Algeria", "Chad", "Lebanon", "Jordan", "Egypt"],
        ["CAN", "DEU", "FRA", "GBR", "USA"],
        ["AT", "BE", "SE", "SI", "UK"],
    ],
)
def test_names_that_are_no_whole_of_the_others(names: list[str], tmp_path: Path) -> None:
    assert told(names, tmp_path) == []


def test_a_part_may_be_called_as_a_country_is(tmp_path: Path) -> None:
    states = ["Alabama", "Alaska", "Arizona", "Florida", "Georgia"]
    assert told(["United States", *states], tmp_path) == ["United States"]


def test_one_of_countries_that_are_headed_so_is_a_unit(tmp_path: Path) -> None:
    assert told(["Andorre", "Monaco", "Saint-Marin", "Vatican", "Suisse"], tmp_path, heading="country") == []


def test_what_stands_above_indented_rows_is_their_whole(tmp_path: Path) -> None:
    brazil = ["Brasil", "Norte", "  Acre", "  Amapá", "Sul", "  Paraná", "  Santa Catarina"]
    assert told(brazil, tmp_path) == ["Brasil", "Norte", "Sul"]
    assert told([f"  {name.strip()}" for name in brazil[1:]], tmp_path) == []
    deeper = ["Brasil", " Norte", "  Acre", "  Amapá", " Sul", "  Paraná", "  Santa Catarina"]
    assert told(deeper, tmp_path) == ["Brasil", "Norte", "Sul"]
    assert told(["Bayern", " Berlin", "Bremen", "Hessen", " Sachsen"], tmp_path) == []  # a blank too many


def test_it_is_asked_whether_a_country_is_left_out(tmp_path: Path) -> None:
    rows = "".join(f"{name},{at * at % 7}.{at}\n" for at, name in enumerate([*LAENDER, "Deutschland"], 1))
    (tmp_path / "t.csv").write_text(f"Land,a\n{rows}", encoding="utf-8")
    with pytest.raises(UsageFault, match="is the name of a country") as asked:
        dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert "--ignore-unit Deutschland" in str(asked.value.fix)
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path, ignore_units=["Deutschland"])
    assert len(begun.score().ranking()) == len(LAENDER)


@pytest.mark.parametrize(
    ("numbers", "wholes"),
    [
        (["I", "1", "2", "3", "II", "1", "2", "3"], [0, 4]),
        (["A.", "1.", "2.", "3.", "B.", "4.", "5.", "6."], [0, 4]),
        (["1", "2", "3", "4", "", "5", "6", ""], [4, 7]),
        (["6", "5", "", "4", "3", "2", "1", ""], [2, 7]),
        (["1", "2", "3", "4", "", "6", "7", "8"], []),  # the fifth lacks its number
        (["I", "II", "III", "IV", "V", "VI", "VII", "VIII"], []),
        (["I", "1", "II", "2", "III", "3", "IV", "4"], []),
        (["1", "a", "b", "2", "a", "b", "3", "4"], []),
        (["", "1", "2", "3", "", "1", "2", "3"], [0, 4]),
        (["", "1.0", "2.0", "", "1.0", "2.0", "3.0", "4.0"], [0, 3]),
        (["I", "1", "2", "II", "3", "III", "4", "5"], [0, 3, 5]),
        (["1", "2", "3", "4", "5", "6", "I", "II"], []),  # districts by their numbers
    ],
)
@pytest.mark.parametrize("engine", ["memory", "stream"])
def test_a_row_that_is_numbered_otherwise_than_units_is_a_group_of_them(
    numbers: Sequence[str], wholes: Sequence[int], engine: str, tmp_path: Path, run: Run
) -> None:
    names = ["Lan", "Hoa", "Mai", "Cúc", "Đào", "Huệ", "Sen", "Tre"]
    rows = "".join(
        f"{number},{name},{at * at % 7}.{at},{at}\n"
        for at, (number, name) in enumerate(zip(numbers, names, strict=True))
    )
    (tmp_path / "t.csv").write_text(f"TT,unit,a,b\n{rows}", encoding="utf-8")
    text = edition(of("{code: a, rule: {kind: identity}}", "{code: b, rule: {kind: identity}}"))
    (tmp_path / "w.yaml").write_text(text, encoding="utf-8")
    found = run("score", tmp_path / "t.csv", "-w", tmp_path / "w.yaml", "--engine", engine, "-f", "csv")
    assert [name for name in names if f"--ignore-unit {name}" in found.stderr] == [names[at] for at in wholes]
    assert bool(found.returncode) is bool(wholes)
