"""Tables in the manner of statistical offices of several countries: what init makes of them. All figures are invented."""

from __future__ import annotations

from pathlib import Path

import dtiscore
from tests.tables.workbooks.books import written


def indicators(text: str, folder: Path, **reading: object) -> list[str]:
    """The headings of the columns that are scored of a table."""
    (folder / "t.csv").write_text(text, encoding="utf-8")
    begun = dtiscore.init(folder / "t.csv", folder=folder, **reading)  # type: ignore[arg-type]  # a reading
    assert begun.draft is not None
    return [each.column for each in begun.draft.criteria]


def test_numbers_of_a_workbook_are_indicators_beside_texts_with_a_decimal_comma(tmp_path: Path) -> None:
    """Read in the style of the texts, ``7.2`` was no number, and of six columns one was scored."""
    rows = [
        ["name", "Wages", "Share", "Schools"],
        ["Trọng số", 0.25, 0.25, 0.5],
        ["Ain", "1 912,5", 7.25, 12],
        ["Aisne", "2 013,25", 11.5, 31],
        ["Allier", "1 804", 9.75, 19],
    ]
    (tmp_path / "t.xlsx").write_bytes(written({"Data": rows}))
    begun = dtiscore.init(tmp_path / "t.xlsx", folder=tmp_path)
    assert begun.draft is not None
    assert [(each.column, each.weight) for each in begun.draft.criteria] == [
        ("Wages", 0.25),
        ("Share", 0.25),
        ("Schools", 0.5),
    ]
