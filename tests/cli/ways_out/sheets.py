"""How workbooks and Parquet files are read: sheets, ranges, rows of headings, sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]  # openpyxl ships no types
import pandas as pd

from tests.cli.ways_out.case import WayOut, edition, of

ROWS = (("unit", "p", "q"), ("a", 1, 2), ("b", 3, 4), ("c", 2, 5))


def workbook(
    *sheets: Sequence[Sequence[object]], merged: Iterable[str] = (), hidden: Iterable[int] = ()
) -> Callable[[Path], None]:
    """Writes ``book.xlsx`` with the rows of some sheets; cells are merged in the first, and sheets are told by number."""

    def write(folder: Path) -> None:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for number, rows in enumerate(sheets, 1):
            sheet = book.create_sheet(f"Bảng {number}")
            for row in rows:
                sheet.append(row)
            if number in hidden:
                sheet.sheet_state = "hidden"
        for area in merged:
            book.worksheets[0].merge_cells(area)
        book.save(folder / "book.xlsx")

    return write


def parquet(folder: Path) -> None:
    """Writes ``table.parquet`` with long names, which pack well."""
    names = [f"{number:_>1000}" for number in range(200)]
    pd.DataFrame({"unit": names, "p": 1.0, "q": 2.0}).to_parquet(folder / "table.parquet")


CASES = (
    WayOut("one sheet of two", "score book.xlsx -w w.yaml", "which one to read is not certain", '--sheet "Bảng 1"', made=workbook(ROWS, ROWS)),
    WayOut("a sheet as the one before itself", "score book.xlsx -w w.yaml --sheet 2 --previous book.xlsx", "is the earlier table and the present one", "say which sheet is the earlier one: --table previous:sheet=…",
           "score book.xlsx -w w.yaml --sheet 2 --previous book.xlsx --table previous:sheet=1", made=workbook(ROWS, (*ROWS[:3], ("c", 4, 1)))),
    WayOut("a sheet by its number", "score book.xlsx -w w.yaml", "which one to read is not certain", "declare --sheet with its name or number",
           "score book.xlsx -w w.yaml --sheet 2", made=workbook(ROWS, ROWS)),
    WayOut("a sheet beside a hidden one", "score book.xlsx -w w.yaml", "has hidden sheets that are not read", '--sheet "Bảng 1"', made=workbook(ROWS, ROWS, hidden=[2])),
    WayOut("a range of one cell", "score book.xlsx -w w.yaml --range A3", "is not a range of cells", "Give its first and its last cell, the row of headings included: --range A3:F70",
           "score book.xlsx -w w.yaml --range A1:C4", made=workbook(ROWS)),
    WayOut("headings over two rows of a sheet", "score book.xlsx -w deep.yaml", "so the headings stand in several rows", "--header-rows 2",
           files={"deep.yaml": edition(of("{code: p, column: 2022 / p, rule: {kind: identity}}", "{code: q, column: 2022 / q, rule: {kind: identity}}"))},
           made=workbook((("unit", "2022", None), (None, "p", "q"), *ROWS[1:]), merged=["B1:C1"])),
    WayOut("cells merged below the headings", "score book.xlsx -w w.yaml", "merged-cells", "leave such rows out with --range", "score book.xlsx -w w.yaml --range A1:C4",
           made=workbook((*ROWS, ("d", 3, 4), ("e", None, 4)), merged=["B5:B6"])),
    WayOut("a total merged over the running number and the unit", "score book.xlsx -w w.yaml", "merged-cells", "--ignore-unit Cộng",
           made=workbook((("STT", *ROWS[0]), *((at, *row) for at, row in enumerate(ROWS[1:], 1)), ("Cộng", None, 3, 4)), merged=[f"A{len(ROWS) + 1}:B{len(ROWS) + 1}"])),
    WayOut("a workbook that unpacks", "score book.xlsx -w w.yaml --max-bytes 5500", "are read at once", "raise --max-bytes", "score book.xlsx -w w.yaml --max-bytes 100000", made=workbook(ROWS)),
    WayOut("a Parquet file that unpacks", "score table.parquet -w w.yaml --max-bytes 50000", "are read at once", "raise --max-bytes", "score table.parquet -w w.yaml --max-bytes 1000000", made=parquet),
    WayOut("a workbook, piece by piece", "score book.xlsx -w w.yaml --engine stream -f csv", "which is read whole", "--engine memory", "score book.xlsx -w w.yaml --engine memory -f csv", made=workbook(ROWS)),
)  # fmt: skip
