"""What is known of columns that identify rows: of the very same cells, and of no others."""

from __future__ import annotations

from dtiscore.tables.identifying_cells import LookedOver
from dtiscore.tables.raw import RawColumn


def column(*cells: str) -> RawColumn:
    return RawColumn("year", 1, cells, range(2, 2 + len(cells)))


def test_the_rows_of_each_cell() -> None:
    assert LookedOver().rows(column("2021", "2020", "2021", "")) == {"2021": [0, 2], "2020": [1], "": [3]}


def test_what_is_doubtful_is_looked_for_once() -> None:
    known, first = LookedOver(), column("2020", "20\u200b21")
    found = known.doubtful(first)
    assert found == {"20\u200b21"}
    assert known.doubtful(first) is found
    assert known.rows(first) is known.rows(first)


def test_a_column_of_other_cells_is_looked_at_anew() -> None:
    known = LookedOver()
    assert known.rows(column("2020")) == {"2020": [0]}
    assert known.rows(column("2021")) == {"2021": [0]}
    assert known.doubtful(column("\u200b")) == {"\u200b"}
    assert known.doubtful(column("2021")) == set()
