"""The sheets of an XLSX workbook and what each tells beside its values (ECMA-376, SpreadsheetML)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from dtiscore.tables.workbooks.archives import Archive
from dtiscore.tables.workbooks.cell_ranges import LAST_COLUMN, LAST_ROW, area_of, column_number
from dtiscore.tables.workbooks.sheet_facts import Cell, SheetFacts, has_content
from dtiscore.tables.workbooks.xlsx_styles import marked_texts, marks, percent_styles
from dtiscore.tables.workbooks.xml_elements import Elements, elements_of

_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class XlsxBook:
    """The parts of a workbook that are looked at here."""

    archive: Archive
    entries: Mapping[str, str]
    """The entry of each sheet, by its name."""
    recompute: bool
    """Whether the formulas are to be computed anew when the workbook is opened."""
    percent_styles: frozenset[str]
    """The numbers of the cell styles that show per cent."""
    marked_texts: frozenset[str]
    """The numbers of the shared texts of which a part is raised, lowered or struck out."""

    def facts(self, sheet: str, *, until_content: bool = False) -> SheetFacts:
        """The facts of one sheet; ``until_content`` stops as soon as a cell holds something."""
        scan = _SheetScan(self)
        enough = has_content(scan.facts) if until_content else lambda: False
        chunks = self.archive.chunks(self.entries[sheet])
        scan.elements.feed(chunks, enough=enough, damaged=self.archive.damaged())
        scan.end_of_cell()
        return scan.facts


def xlsx_book(archive: Archive) -> XlsxBook:
    """The sheets of an XLSX container; raises :class:`SourceFault` when it is not put together as one."""
    damaged = archive.damaged()
    targets: dict[str, str] = {}
    parts: dict[str, str] = {}
    for attributes in elements_of(archive.read("xl/_rels/workbook.xml.rels"), "Relationship", damaged):
        target, kind = attributes.get("Target", ""), attributes.get("Type", "").rpartition("/")[2]
        entry = posixpath.normpath(target[1:] if target.startswith("/") else posixpath.join("xl", target))
        parts[kind] = entry
        if kind == "worksheet":
            targets[attributes.get("Id", "")] = entry
    workbook = archive.read("xl/workbook.xml")
    entries: dict[str, str] = {}
    for attributes in elements_of(workbook, "sheet", damaged):
        link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
        if link in targets:
            entries[attributes.get("name", "")] = targets[link]
    settings = elements_of(workbook, "calcPr", damaged)
    return XlsxBook(
        archive,
        entries,
        any(_is_set(each, "fullCalcOnLoad") for each in settings),
        percent_styles(archive.read(parts["styles"]), damaged) if "styles" in parts else frozenset(),
        marked_texts(archive.read(parts["sharedStrings"]), damaged)
        if "sharedStrings" in parts
        else frozenset(),
    )


def _is_set(attributes: Mapping[str, str], name: str) -> bool:
    return attributes.get(name) in ("1", "true")


def _is_nothing(attributes: Mapping[str, str], size: str) -> bool:
    """Whether a row has no height or a column no width, which hides it as well."""
    return size in attributes and float(attributes[size]) == 0


class _SheetScan:
    """Reads the XML of one sheet; a cell is judged when the next one begins."""

    def __init__(self, book: XlsxBook) -> None:
        self.facts = SheetFacts(recompute=book.recompute)
        self.percent_styles, self.marked_texts = book.percent_styles, book.marked_texts
        self.elements = Elements(
            {
                "row": self.begin_row,
                "c": self.begin_cell,
                "v": self.begin_value,
                "is": self.begin_text,
                "vertAlign": self.mark,
                "strike": self.mark,
                "f": self.begin_formula,
                "extLst": self.begin_extensions,
                "col": self.column_format,
                "mergeCell": self.merge,
            }
        )
        self.row = 0
        self.column = 0
        self.kind = ""
        self.valued = False
        self.formula = False
        self.extensions = False
        self.columns: dict[str, int] = {}
        self.texts: list[str] = []

    def begin_row(self, attributes: Mapping[str, str]) -> None:
        """A row, whose number may be left out where it follows the one before."""
        self.end_of_cell()
        above = self.row
        self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        if not above < self.row <= LAST_ROW:
            raise ValueError("no row of a sheet, or one that was there already")
        if _is_set(attributes, "hidden") or _is_nothing(attributes, "ht"):
            self.facts.hidden_rows.append(self.row)

    def begin_cell(self, attributes: Mapping[str, str]) -> None:
        """A cell, whose reference may be left out where it follows the one before."""
        self.end_of_cell()
        self.extensions = False
        self.kind = attributes.get("t", "")
        self.valued = False
        self.place(attributes.get("r"))
        if self.percent_styles and attributes.get("s", "0") in self.percent_styles:
            self.facts.percents.add((self.row, self.column))

    def place(self, reference: str | None) -> None:
        """Note the column of a cell; programs would disagree on which of two cells in one place counts."""
        if reference is None:
            self.column += 1
            return
        letters = reference.rstrip(_DIGITS)
        column = self.columns.get(letters)
        if column is None:
            column = self.columns[letters] = column_number(letters)
            if not 0 < column <= LAST_COLUMN:
                raise ValueError("no column of a sheet")
        if column <= self.column or int(reference[len(letters) :]) != self.row:
            raise ValueError("a cell outside its row, or one that was there already")
        self.column = column

    def begin_value(self, _: Mapping[str, str]) -> None:
        """The value of a cell, whose text is of interest where a formula made it."""
        if self.valued:
            raise ValueError("a cell of two values")
        self.valued = True
        self.facts.reach(self.row, self.column)
        if self.formula or self.kind == "e" or (self.marked_texts and self.kind == "s"):
            self.elements.gather(self.texts)

    def begin_text(self, _: Mapping[str, str]) -> None:
        """The text of a cell, where it stands in the cell itself."""
        self.facts.reach(self.row, self.column)

    def mark(self, attributes: Mapping[str, str]) -> None:
        """A part of a text that stands in the cell itself is raised, lowered or struck out."""
        if marks(attributes):
            self.facts.marked.add((self.row, self.column))

    def begin_formula(self, _: Mapping[str, str]) -> None:
        """The formula of a cell; those of extensions, such as data bars and sparklines, give no cell its value."""
        self.formula = not self.extensions

    def begin_extensions(self, _: Mapping[str, str]) -> None:
        """What other programs pass over, behind the last cell."""
        self.end_of_cell()
        self.extensions = True

    def column_format(self, attributes: Mapping[str, str]) -> None:
        """How some columns are shown, or not."""
        if _is_set(attributes, "hidden") or _is_nothing(attributes, "width"):
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.facts.hidden_columns.extend(range(first, min(last, LAST_COLUMN) + 1))

    def merge(self, attributes: Mapping[str, str]) -> None:
        """Cells that are shown as one."""
        if (area := area_of(attributes.get("ref", ""))) is not None:
            self.facts.merges.append(area)

    def end_of_cell(self) -> None:
        """Judge the cell that was read last: formula without value, error, or text with marks."""
        if not self.formula and not self.texts:
            return
        self.elements.gather(None)
        text = "".join(self.texts).strip()
        cell: Cell = (self.row, self.column)
        if self.formula:
            self.facts.formulas.append(cell)
            if not text and self.kind != "str":
                self.facts.reach(*cell)
                self.facts.uncomputed.append(cell)
        if self.kind == "e":
            self.facts.errors[cell] = text
        elif self.kind == "s" and text in self.marked_texts:
            self.facts.marked.add(cell)
        self.formula = False
        self.texts.clear()
