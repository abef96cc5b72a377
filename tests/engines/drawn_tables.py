"""Random tables as people write them, with all that may be declared of each: styles, markers, quotes, periods, groups."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.engines.drawn_editions import COLUMNS, drawn_edition

ODD = (
    "1.", ".5", "1,5", "1.5", "1.234", "1,234", "1.234,5", "1,234.5", "1 234", "1'234", "+5", "-0", "1e2", "1E+05", "1E5",
    "1e-400", "nan", "inf", "-", "n/a", "..", "NA", "0x10", "1_000", "２", "2026-01-01", " 2", "2 ", "\t2", "007",
    "123456789012345678", "1e200", "#DIV/0!", "=2", '="2"', "2*", "−2", "1\u00a0234", "-99", "0", "có", "không", "x\x00", "",
)  # fmt: skip
"""Cells that stand among numbers now and then."""
NAMES = (
    "An",
    "Bình",
    "Hà Nội",
    "St. Anna Co.",
    "Tổng cộng",
    "Total",
    " An",
    "An ",
    "-Minus",
    "=A",
    '="A1"',
    "a",
    "A",
    "А",
)
HEADINGS = {
    "unit": ("unit", "code", "Mã"),
    "name": ("name", "Tên", "Đơn vị"),
    "period": ("year", "period", "Năm", "kỳ"),
}
GROUPED = {".": (",", " ", "'"), ",": (".", " ", "'")}


@dataclass(frozen=True)
class Drawn:
    """A table, the edition that it is scored under, and what is declared and asked of it."""

    data: bytes
    edition: dict[str, Any]
    reading: dict[str, Any]
    form: str
    level: str | None
    top: int | None
    block_bytes: int
    probed: int
    """By how many lines number styles are known first."""


@dataclass
class _Rows:
    headings: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)


def draw(seed: int, *, for_spark: bool = False) -> Drawn:
    """The table of a seed; ``for_spark`` with what Spark must be told, and each record on one line."""
    return _Drawing(random.Random(seed), for_spark=for_spark).all()


class _Drawing:
    def __init__(self, chance: random.Random, *, for_spark: bool) -> None:
        self.chance = chance
        self.for_spark = for_spark
        self.dirt = chance.choice([0.0, 0.0, 0.0, 0.005, 0.02, 0.1])
        """How many cells are odd."""
        self.edition = drawn_edition(chance)
        self.reading: dict[str, Any] = {}
        self.decimal = chance.choice("..,")
        self.grouping = chance.choice(["", "", *GROUPED[self.decimal]])
        self.marker = chance.choice(["", "n/a", "..", "-", "-99", "NA"])
        self.delimiter = chance.choice(",,;;\t|")

    def all(self) -> Drawn:
        chance = self.chance
        rows = self.rows()
        self.declare(rows.headings)
        return Drawn(
            self.text(rows),
            self.edition,
            self.reading,
            chance.choice(["csv", "csv", "tsv", "jsonl"]),
            chance.choice([None, None, "all", "indicators", "1", "2", "views", "AB", "c", "V"]),
            chance.choice([None, None, None, 1, 3]),
            chance.choice([40, 150, 400, 2**20]),
            chance.choice([3, 2000, 2000, 2000]),
        )

    def now_and_then(self, share: float) -> bool:
        return self.chance.random() < share

    def rows(self) -> _Rows:
        """The table as cells: what identifies a row first, mostly."""
        chance = self.chance
        columns = self.identifying(chance.choice([0, 1, 2, 3, 5, 8, 8, 12, 12, 30, 30]))
        every = len(next(iter(columns.values())))
        for column in COLUMNS:
            if not self.now_and_then(0.005):
                columns[column] = self.numbers(column, every)
        if self.now_and_then(0.08):
            other = chance.choice(["AB.score", "PLAIN", "V", "note", "aa", "rank", "A", ""])
            columns[other] = [self.number(2) for _ in range(every)]
        headings = list(columns)
        if self.now_and_then(0.2):
            chance.shuffle(headings)
        cells = [list(row) for row in zip(*(columns[heading] for heading in headings), strict=True)]
        if self.now_and_then(0.3):
            chance.shuffle(cells)
        return _Rows(headings, cells)

    def identifying(self, count: int) -> dict[str, list[str]]:
        """The columns of units, names, periods and groups of so many units in each period."""
        chance = self.chance
        layout = self.edition.get("layout", {})
        columns: dict[str, list[str]] = {}
        units = [self.unit(row) for row in range(count)]
        if self.now_and_then(0.5):
            units.sort()
        periods = chance.choice([1, 1, 1, 2, 3]) if "period" in layout or self.now_and_then(0.4) else 0
        every = max(periods, 1)
        if self.now_and_then(0.9):
            columns[layout.get("unit") or chance.choice(HEADINGS["unit"])] = units * every
        if self.now_and_then(0.6) or not columns:
            columns[layout.get("name") or chance.choice(HEADINGS["name"])] = [*map(self.name, units)] * every
        if periods:
            columns[layout.get("period") or chance.choice(HEADINGS["period"])] = [
                self.period(2020 + period) for period in range(periods) for _ in range(count)
            ]
        if "group" in layout or self.now_and_then(0.2):
            columns[layout.get("group", "region")] = [
                self.dirty(chance.choice("NS")) for _ in range(count * every)
            ]
        return columns

    def unit(self, row: int) -> str:
        number = 1 if self.now_and_then(self.dirt / 10) else row
        return f"{self.chance.choice('UUu')}{number:02}"

    def name(self, unit: str) -> str:
        if self.now_and_then(0.05 + self.dirt):
            return self.chance.choice(NAMES)
        return f"Unit {unit}"

    def period(self, year: int) -> str:
        return self.dirty(str(year)) if not self.now_and_then(self.dirt / 10) else f"{year}.0"

    def dirty(self, cell: str) -> str:
        if not self.now_and_then(self.dirt / 4):
            return cell
        ends = "" if self.for_spark else "\n"
        return self.chance.choice(
            ["", f" {cell}", f"{cell} ", f"{cell}{ends}", f'{cell}"', f"{cell}\u200b", cell.lower(), "Ｎ"]
        )

    def numbers(self, column: str, count: int) -> list[str]:
        """The cells of a column: of one kind, some empty, some marked as missing, some odd."""
        chance = self.chance
        if column == "e":
            return [self.odd_or(chance.choice(["có", "Có", "không", "yes", "no"])) for _ in range(count)]
        decimals = chance.choice([0, 0, 1, 2, 3])
        most = chance.choice([1, 1, 100]) if self.is_share(column) else chance.choice([100, 5000, 900_000])
        sign = "%" if self.now_and_then(0.004) else ""
        gaps = chance.choice([0.0, 0.0, 0.1])
        marker = self.marker if chance.random() < 0.5 else ""
        return [
            self.odd_or(marker if self.now_and_then(gaps) else self.number(decimals, most) + sign)
            for _ in range(count)
        ]

    def odd_or(self, cell: str) -> str:
        return self.chance.choice(ODD) if self.now_and_then(self.dirt / 2) else cell

    def is_share(self, column: str) -> bool:
        """Whether numbers above 1 are refused in a column."""
        children = self.edition["index"]["children"][0]["children"]
        return any(child["code"] == column and child["rule"]["kind"] == "fraction" for child in children)

    def number(self, decimals: int, most: float = 100.0) -> str:
        """A number in the style of the table."""
        chance = self.chance
        value = chance.choice([chance.uniform(0, most), chance.uniform(0, most), 1.0, 0.5])
        if self.now_and_then(self.dirt / 2):
            value = chance.choice([-1.0, 0.0, 5000.5])
        plain = f"{value:,.{decimals}f}" if self.grouping else f"{value:.{decimals}f}"
        return plain.replace(",", "\0").replace(".", self.decimal).replace("\0", self.grouping)

    def declare(self, headings: Sequence[str]) -> None:
        """What is declared of the table: mostly what is so, sometimes something else."""
        chance, reading = self.chance, self.reading
        is_plain = self.decimal == "." and not self.grouping
        if self.now_and_then(0.85) or (self.for_spark and not is_plain):
            reading["decimal"] = self.decimal if self.now_and_then(0.97) else chance.choice(".,")
            if self.grouping and self.now_and_then(0.97):
                reading["grouping"] = self.grouping
        elif self.now_and_then(0.1):
            reading["grouping"] = chance.choice([",", ".", " ", "'"])
        if self.delimiter in ("|;\t" if self.for_spark else "|") or self.now_and_then(0.3):
            reading["delimiter"] = (
                self.delimiter if self.now_and_then(0.97) else chance.choice([",", ";", "||", '"', "tab"])
            )
        if self.now_and_then(0.15):
            reading["missing"] = chance.sample(
                ["n/a", "..", "-", "-99", "0", "NA", "1.5"], chance.choice([1, 2, 4])
            )
        if self.marker and self.now_and_then(0.97):
            reading["missing"] = [*reading.get("missing", ()), self.marker]
        self.declare_columns(headings)

    def declare_columns(self, headings: Sequence[str]) -> None:
        """What is declared of single columns and of the file as a whole."""
        chance, reading = self.chance, self.reading
        if self.now_and_then(0.03):
            reading["percent"] = chance.sample(["a", "b", "c", "d", "zz"], chance.choice([1, 2]))
        if self.now_and_then(0.05):
            reading["multiline"] = [chance.choice([*headings, "zz"])]
        for option, share, values in (
            ("ignore_units", 0.1, [["Total"], ["Tổng cộng"], ["U01"], ["none"]]),
            ("period", 0.06, ["2020", "2020", "2021", "1999"]),
            ("by", 0.12, [["region"]] * 4 + [["year"], ["none"]]),
            ("strict", 0.04, [True]),
            ("allow_missing_units", 0.1, [True]),
            ("unit_column", 0.015, [*headings, "none"]),
            ("name_column", 0.015, [*headings, "none"]),
            ("period_column", 0.015, [*headings, "none"]),
            ("group_column", 0.015, [*headings, "none"]),
            ("encoding", 0.02, ["utf-8", "utf-8-sig", "utf-16", "latin-1"]),
            ("layout", 0.03, ["wide", "long"]),
            ("sheet", 0.02, ["1"]),
            ("range", 0.02, ["A1:C3"]),
            ("group", 0.02, ["N"]),
        ):
            if self.now_and_then(share):
                reading[option] = chance.choice(values)

    def text(self, rows: _Rows) -> bytes:
        """The table as the bytes of a file."""
        chance = self.chance
        lines = [self.line(row) for row in rows.cells]
        for at in range(len(lines)):
            if self.now_and_then(self.dirt / 4):
                lines[at] = self.broken(lines[at])
        head = [self.line(rows.headings)]
        if self.now_and_then(0.04):
            head.append(self.line([chance.choice(["", "x"]) for _ in rows.headings]))
            self.reading["header_rows"] = 2
        if self.now_and_then(0.05):
            head.insert(0, chance.choice(["A title", "", f"sep={self.delimiter}", "Đơn vị tính: %"]))
            if self.now_and_then(0.7):
                self.reading["skip_rows"] = 1
        if self.now_and_then(0.03):
            lines.insert(
                chance.randrange(len(lines) + 1),
                chance.choice(["", "  ", self.delimiter * (len(rows.headings) - 1)]),
            )
        ends = (
            chance.choice(["\n"] * 20 + ["\r\n"] * 6 + ["\r"])
            if self.dirt
            else chance.choice(["\n", "\n", "\r\n"])
        )
        text = ends.join([*head, *lines]) + (ends if self.now_and_then(0.85) else "")
        if self.dirt and self.now_and_then(0.03):
            at = chance.randrange(len(text) + 1)
            text = (
                text[:at] + chance.choice(['"', "\r", "\n", self.delimiter, "\ufeff", "\0", "é"]) + text[at:]
            )
        encoding = chance.choice(["utf-8-sig", "utf-16", "cp1258"]) if self.now_and_then(0.015) else "utf-8"
        return text.encode(encoding, "replace")

    def line(self, cells: Sequence[str]) -> str:
        quoted = self.now_and_then(0.05)
        return self.delimiter.join(
            self.cell(cell, quoted=quoted or self.now_and_then(0.01)) for cell in cells
        )

    def cell(self, cell: str, *, quoted: bool) -> str:
        if quoted or (
            any(sign in cell for sign in f'{self.delimiter}\n\r"') and not self.now_and_then(self.dirt / 2)
        ):
            return '"' + cell.replace('"', '""') + '"'
        return cell

    def broken(self, line: str) -> str:
        """A row with one of the faults of rows."""
        chance = self.chance
        at = chance.randrange(len(line) + 1)
        return chance.choice(
            [
                line + self.delimiter,
                line.rpartition(self.delimiter)[0],
                line[:at] + '"' + line[at:],
                f"{line}\n{line}",
                "",
            ]
        )
