"""The sheets of an ODS workbook and what each tells beside its values (OpenDocument 1.3, part 3, section 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dtiscore.errors import SourceFault
from dtiscore.said import said
from dtiscore.tables.number_faults import named_fault
from dtiscore.tables.workbooks.archives import Archive
from dtiscore.tables.workbooks.cell_ranges import LAST_COLUMN, LAST_ROW, Area
from dtiscore.tables.workbooks.sheet_facts import MAXIMUM_GRID, Cell, SheetFacts
from dtiscore.tables.workbooks.xml_elements import Elements

_CONTENT = "content.xml"
_HIDDEN = ("collapse", "filter")
_VALUES = {
    "float": "office:value",
    "percentage": "office:value",
    "currency": "office:value",
    "date": "office:date-value",
    "time": "office:time-value",
    "boolean": "office:boolean-value",
}
"""Where a cell of each type stores its value; a text may be stored by its paragraphs alone."""
_DRAWN = (
    "frame", "g", "custom-shape", "rect", "line", "polyline", "polygon", "path", "circle", "ellipse", "connector",
    "caption", "measure", "control",
)  # fmt: skip
"""Elements that lie on a cell; their text is none of the cell's."""


@dataclass(frozen=True, slots=True)
class OdsBook:
    """The facts of every sheet, by its name; they all stand in one text."""

    sheets: Mapping[str, SheetFacts]

    @property
    def entries(self) -> Mapping[str, SheetFacts]:
        """The sheets by name."""
        return self.sheets

    def facts(self, sheet: str, *, until_content: bool = False) -> SheetFacts:
        """The facts of one sheet."""
        return self.sheets[sheet]


def ods_book(archive: Archive) -> OdsBook:
    """The sheets of an ODS container; raises :class:`SourceFault` when it is damaged or encrypted."""
    manifest = b"".join(archive.chunks("META-INF/manifest.xml"))
    if b"encryption-data" in manifest:
        raise SourceFault(
            said("{source} is protected by a password", source=archive.source),
            fix=said("Save a copy without one and name that."),
        )
    scan = _ContentScan()
    scan.elements.feed(archive.chunks(_CONTENT), enough=lambda: False, damaged=archive.damaged())
    scan.end_of_cell()
    return OdsBook(scan.sheets)


class _ContentScan:
    """Reads the XML of all sheets; a cell is judged when the next one begins."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetFacts] = {}
        self.facts = SheetFacts()
        self.elements = Elements(
            {
                "table": self.begin_sheet,
                "table-column": self.column_format,
                "table-row": self.begin_row,
                "table-cell": self.begin_cell,
                "covered-table-cell": self.begin_cell,
                "p": self.begin_paragraph,
                "span": self.begin_span,
                "style": self.begin_style,
                "text-properties": self.text_style,
                # The text of a comment is none of the cell's.
                "annotation": lambda _: self.pass_over(),
            }
            | {name: lambda _: self.pass_over() for name in _DRAWN}
        )
        self.row, self.rows = 0, 1
        """The row that is read, and how many times it stands in the sheet."""
        self.column, self.columns = 0, 1
        self.width_at = 1
        self.cell: Mapping[str, str] = {}
        self.unstored = False
        self.style = ""
        self.marked_styles: set[str] = set()
        self.texts: list[str] = []

    def begin_sheet(self, attributes: Mapping[str, str]) -> None:
        """A sheet."""
        self.end_of_cell()
        self.facts = self.sheets[attributes.get("table:name", "")] = SheetFacts()
        self.row, self.rows, self.column, self.columns, self.width_at = 0, 1, 0, 1, 1

    def column_format(self, attributes: Mapping[str, str]) -> None:
        """How some columns are shown, or not."""
        width = _times(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility") in _HIDDEN:
            last = min(self.width_at + width - 1, LAST_COLUMN)
            self.facts.hidden_columns.extend(range(self.width_at, last + 1))
        self.width_at += width

    def begin_row(self, attributes: Mapping[str, str]) -> None:
        """A row, which may stand for several."""
        self.end_of_cell()
        self.row += self.rows
        self.rows = _times(attributes, "table:number-rows-repeated")
        self.column, self.columns = 0, 1
        if attributes.get("table:visibility") in _HIDDEN:
            self.facts.hidden_rows.extend(range(self.row, min(self.row + self.rows - 1, LAST_ROW) + 1))

    def begin_cell(self, attributes: Mapping[str, str]) -> None:
        """A cell, which may stand for several beside each other and in the rows below."""
        self.end_of_cell()
        self.column += self.columns
        self.columns = _times(attributes, "table:number-columns-repeated")
        kind = attributes.get("office:value-type", "")
        self.unstored = _VALUES.get(kind, "office:value-type") not in attributes and (
            "table:formula" not in attributes
        )
        if "office:value-type" not in attributes and "table:formula" not in attributes:
            return
        last_row, last_column = self.row + self.rows - 1, self.column + self.columns - 1
        if last_row > LAST_ROW or last_column > LAST_COLUMN:
            raise ValueError("no cell of a sheet")
        self.facts.reach(last_row, last_column)
        self.facts.filled += self.rows * self.columns - 1
        if kind == "percentage":
            self.facts.percents.update(self.places())
        if "table:formula" in attributes or attributes.get("calcext:value-type") == "error":
            self.cell = attributes
            self.elements.gather(self.texts)
        high = _times(attributes, "table:number-rows-spanned")
        wide = _times(attributes, "table:number-columns-spanned")
        if high > 1 or wide > 1:
            self.facts.merges.append(Area(self.row, self.column, self.row + high - 1, self.column + wide - 1))

    def begin_paragraph(self, _: Mapping[str, str]) -> None:
        """A paragraph of the text that a cell shows."""
        if self.unstored:
            self.elements.gather(self.texts)

    def begin_style(self, attributes: Mapping[str, str]) -> None:
        """A style, by its name."""
        self.style = attributes.get("style:name", "")

    def text_style(self, attributes: Mapping[str, str]) -> None:
        """How a style shows text."""
        struck = [
            attributes.get(f"style:text-line-through-{part}", "none") != "none" for part in ("style", "type")
        ]
        if any(struck) or attributes.get("style:text-position", "0%").split()[0] not in ("0%", "0"):
            self.marked_styles.add(self.style)

    def begin_span(self, attributes: Mapping[str, str]) -> None:
        """A part of a text with a style of its own."""
        if attributes.get("text:style-name", "") in self.marked_styles:
            self.facts.marked.update(self.places())

    def pass_over(self) -> None:
        """What lies on a cell begins."""
        self.unstored = False
        self.elements.gather(None)

    def end_of_cell(self) -> None:
        """Judge the cell that was read last: formula, formula without value, error, text that is no value."""
        if self.unstored and (shown := "".join(self.texts).strip()):
            for row, column in self.places():
                self.facts.reach(row, column)
                self.facts.unstored[row, column] = shown
        if self.unstored:
            self.unstored = False
            self.elements.gather(None)
            self.texts.clear()
        if not self.cell:
            return
        self.elements.gather(None)
        text = "".join(self.texts).strip()
        places = self.places()
        if "table:formula" in self.cell:
            self.facts.formulas += places
            if "office:value-type" not in self.cell:
                self.facts.uncomputed += places
        fault = named_fault(text)
        failed = fault is not None and fault.code == "excel-error"
        if failed or self.cell.get("calcext:value-type") == "error":
            self.facts.errors |= dict.fromkeys(places, text or "#N/A")
        self.cell = {}
        self.texts.clear()

    def places(self) -> list[Cell]:
        """The cells that the one read last stands for; none in a sheet that is too large to be read anyway."""
        if self.facts.filled > MAXIMUM_GRID:
            return []
        return [
            (row, column)
            for row in range(self.row, self.row + self.rows)
            for column in range(self.column, self.column + self.columns)
        ]


def _times(attributes: Mapping[str, str], name: str) -> int:
    times = int(attributes.get(name, "1"))
    if times < 1:
        raise ValueError("no number of times")
    return times
