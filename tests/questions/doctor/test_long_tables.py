"""What looking at a long table costs: its columns are as long as the table."""

from __future__ import annotations

from collections import Counter

import pytest

from dtiscore.questions.doctor.answer import contents
from dtiscore.tables.raw import RawColumn
from dtiscore.tables.texts.delimited import read_delimited


def test_each_column_of_a_long_table_is_looked_through_for_figures_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the names of indicators repeat, these have no row each, whatever stands beside them."""
    rows = [f"U{unit},Unit {unit},x{at},{unit}.{at}" for unit in range(1, 6) for at in range(1, 4)]
    text = "\n".join(["code,name,indicator,value", *rows]) + "\n"
    looked: Counter[str] = Counter()
    share = contents._share_of_figures

    def counted(column: RawColumn) -> float:
        looked[column.header] += 1
        return share(column)

    monkeypatch.setattr(contents, "_share_of_figures", counted)
    table, _ = read_delimited(text.encode(), source="long.csv")
    contents.Contents(table).examine()
    assert looked["value"] == 1
    assert max(looked.values()) == 1
