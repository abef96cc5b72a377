"""Columns as an XLSX workbook: numbers as numbers with all their digits, texts as texts, never a formula."""

from __future__ import annotations

import io
from collections.abc import Container, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from dtiscore.errors import UsageFault
from dtiscore.render.drawing.folding import width_of
from dtiscore.render.drawing.plain import plain
from dtiscore.render.forms.about import told_beside
from dtiscore.render.heading_names import names_of_headings
from dtiscore.render.wording import capitalised
from dtiscore.said import said, spoken
from dtiscore.tables.rankings.sheet_names import sheet_name
from dtiscore.visible import harmless

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # XlsxWriter ships no types
    from xlsxwriter.format import Format  # type: ignore[import-untyped]  # as above
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

    from dtiscore.render.forms.form import Setting
    from dtiscore.render.forms.looks import Look
    from dtiscore.render.page import Shown

ROWS, COLUMNS, LETTERS = 1_048_576, 16_384, 32_767
"""The most rows and columns that a sheet has, and characters (of UTF-16) that a cell has."""

UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of a workbook that is given none: as for what lies in any ZIP file without a date."""

_A4 = 9
_EXACT = 2**53
"""Up to here a spreadsheet, which counts in floats, holds every whole number."""
_WIDEST = 60
_IN_CHART = 30
"""How many units a chart has, the first ones."""
_PALE, _SHADE = "#FFFFFF", "#8FBFDD"
_CONDITIONS: Mapping[Look, Mapping[str, Any]] = {
    "bars": {
        "type": "data_bar",
        "bar_color": "#8FBFDD",  # a solid bar would be an extension, of which other programs warn
        "min_type": "num",
        "min_value": 0,
    },
    "better up": {"type": "2_color_scale", "min_color": _PALE, "max_color": _SHADE},
    "better down": {"type": "2_color_scale", "min_color": _SHADE, "max_color": _PALE},
}
"""What Excel is told for each look."""
_ILLEGAL = str.maketrans({"\ufffe": "\\ufffe", "\uffff": "\\uffff"})
"""Characters that XML cannot hold, beyond those that act."""


def draw(shown: Shown, setting: Setting) -> bytes:
    """The table of an answer, and a sheet that tells where it comes from."""
    about, kind = told_beside(setting.payload(shown))
    columns, own = shown.columns(setting.language), shown.names_of_headings()
    further = shown.sheets(setting.language)
    headings = [*columns, *(heading for sheet in further.values() for heading in sheet)]
    names = {} if own is None else {**names_of_headings(headings), **own}
    return to_xlsx(
        columns,
        sheet=sheet_name(kind, setting.language),
        about=about,
        about_sheet=sheet_name("about", setting.language),
        names={heading: spoken(capitalised(name), setting.language) for heading, name in names.items()},
        decimals=shown.shown_decimals(),
        looks=shown.looks(),
        further={sheet_name(name, setting.language): sheet for name, sheet in further.items()},
        created=setting.date(),
    )


def require_library() -> type[Workbook]:
    """The class of XlsxWriter that writes workbooks.

    Raises:
        UsageFault: it is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        message = said("workbooks are written by XlsxWriter, which is not installed")
        raise UsageFault(message, said("install it: pip install XlsxWriter; or choose -f csv")) from error
    library: type[Workbook] = Workbook
    return library


def to_xlsx(  # noqa: PLR0913 - what a workbook can be told
    columns: Mapping[str, Sequence[Any]],
    *,
    sheet: str,
    about: Mapping[str, Any] | None = None,
    about_sheet: str = "about",
    names: Mapping[str, str] | None = None,
    decimals: Mapping[str, int] | None = None,
    looks: Mapping[str, Look] | None = None,
    further: Mapping[str, Mapping[str, Sequence[Any]]] | None = None,
    created: datetime | None = None,
) -> bytes:
    """A workbook of one sheet with frozen headings, and of a last one where something is to be told.

    Where columns have names for people these stand in a row of their own above the headings, which stay what programs know.

    The same arguments give the same bytes.

    Args:
        columns: values by heading, all of one length; ``None`` is an empty cell.
        sheet: the name of the sheet.
        about: what is told on the last sheet, a row each.
        about_sheet: the name of that sheet.
        names: by heading, what people call the column.
        decimals: by heading, with how many decimals its numbers are shown; they stand in full precision all the same.
        looks: by heading, how a column looks beside its figures; of the one with bars there is a chart, too.
        further: columns of further sheets, by their names.
        created: the date that the workbook bears, in UTC.

    Raises:
        UsageFault: XlsxWriter is not installed, or the table is larger than a sheet can be.
    """
    file, book = new_workbook(created)
    first = FilledSheet(book, sheet)
    first.fill(columns, names or {}, decimals or {})
    first.show(columns, looks or {}, above=1 if names else 0)
    for name, others in (further or {}).items():
        beside = FilledSheet(book, name)
        beside.fill(
            others, {key: text for key, text in (names or {}).items() if key in others}, decimals or {}
        )
        beside.filter(others, above=1 if names else 0)
    if about:
        FilledSheet(book, about_sheet).fill({"about": list(about), "value": list(about.values())}, {}, {})
    book.close()
    return file.getvalue()


def new_workbook(created: datetime | None) -> tuple[io.BytesIO, Workbook]:
    """An empty workbook, and where its bytes stand once it is closed; it bears a date, in UTC.

    Raises:
        UsageFault: XlsxWriter is not installed.
    """
    file = io.BytesIO()
    # Nothing is left on a disk, and the library takes no text for a formula, a number or an address.
    book = require_library()(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": (created or UNDATED).replace(tzinfo=None)})
    return file, book


class FilledSheet:
    """One sheet of a workbook, to be filled."""

    def __init__(self, book: Workbook, name: str) -> None:
        from dtiscore.render.forms.exact_sheet import ExactSheet

        self.book = book
        self.sheet: Worksheet = book.add_worksheet(name, worksheet_class=ExactSheet)
        # As texts by their format too, texts stay what they are when somebody edits them.
        self.text = book.add_format({"num_format": "@"})
        self.heading = book.add_format({"num_format": "@", "bold": True})
        self.code = book.add_format({"num_format": "@", "font_color": "#808080"})
        self.bare = book.add_format()

    def fill(
        self,
        columns: Mapping[str, Sequence[Any]],
        names: Mapping[str, str],
        decimals: Mapping[str, int],
        texts: Container[str] = (),
    ) -> None:
        """Write the headings, their names above them where there are such, and the columns.

        What is typed below columns of ``texts`` becomes text as well.

        Raises:
            UsageFault: there is no room for them.
        """
        rows, above = max(map(len, columns.values()), default=0), 1 if names else 0
        if rows + above >= ROWS or len(columns) > COLUMNS:
            message = said(
                "a sheet holds {rows:,} rows below its headings and {columns:,} columns, and the result has {own_rows:,} rows and {own_columns:,} columns",
                rows=ROWS - 1 - above,
                columns=COLUMNS,
                own_rows=rows,
                own_columns=len(columns),
            )
            raise UsageFault(message, said("write it as CSV or Parquet: -f csv, -f parquet"))
        for at, (heading, values) in enumerate(columns.items()):
            name = names.get(heading, heading)
            self._write_text(0, at, name, self.heading)
            if names:
                self._write_text(above, at, heading, self.code)
            shown = self._number_format(decimals.get(heading))
            for row, value in enumerate(values, above + 1):
                self._write(row, at, value, shown)
            widest = max(map(width_of, [name, heading, *(plain(value)[:_WIDEST] for value in values)]))
            self.sheet.set_column(at, at, min(widest, _WIDEST) + 2, self.text if heading in texts else None)
        self.sheet.freeze_panes(above + 1, 0)
        self._print(above)
        if columns:  # codes such as 4.10 are meant to be texts
            self.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{ROWS}"})

    def _print(self, above: int) -> None:
        """On A4, all columns beside each other, and the headings again on each page."""
        self.sheet.set_paper(_A4)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0, above)

    def filter(self, columns: Mapping[str, Sequence[Any]], *, above: int) -> None:
        """Filters over the headings of a table of several columns."""
        rows = max(map(len, columns.values()), default=0)
        if rows and len(columns) > 1:
            self.sheet.autofilter(above, 0, above + rows, len(columns) - 1)

    def show(self, columns: Mapping[str, Sequence[Any]], looks: Mapping[str, Look], *, above: int) -> None:
        """Filters, bars and shades in columns of numbers, and a chart of the one with bars."""
        first, last = above + 1, above + max(map(len, columns.values()), default=0)
        if not looks or last < first:
            return
        self.filter(columns, above=above)
        for at, heading in enumerate(columns):
            look = looks.get(heading)
            if look is not None:
                self.sheet.conditional_format(first, at, last, at, _CONDITIONS[look])
            if look == "bars" and "name" in columns:
                self._chart(list(columns).index("name"), at, first, last, len(columns) + 1)

    def _chart(self, names: int, numbers: int, first: int, last: int, beside: int) -> None:
        """Bars of the first units beside the table, the best at the top; what it says is taken from the cells."""
        end = min(last, first + _IN_CHART - 1)
        place = self.sheet.get_name()
        chart = self.book.add_chart({"type": "bar"})
        chart.add_series(
            {
                "name": [place, 0, numbers],
                "categories": [place, first, names, end, names],
                "values": [place, first, numbers, end, numbers],
                "fill": {"color": "#0072b2"},
                "gap": 40,
            }
        )
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": "#dfe3e6"}}})
        chart.set_legend({"none": True})
        chart.set_size({"width": 640, "height": 120 + 20 * (end - first + 1)})
        self.sheet.insert_chart(0, beside, chart)

    def _number_format(self, decimals: int | None) -> Format | None:
        if decimals is None:
            return None
        return self.book.add_format({"num_format": f"0.{'0' * decimals}" if decimals else "0"})

    def _write(self, row: int, column: int, value: Any, shown: Format | None) -> None:
        if value is None or value != value:  # NaN is no value either
            return
        if isinstance(value, bool):
            self.sheet.write_boolean(row, column, value)
        elif isinstance(value, Integral) and abs(int(value)) <= _EXACT:
            self.sheet.write_number(row, column, int(value), shown)
        elif isinstance(value, Decimal) or (isinstance(value, Real) and not isinstance(value, Integral)):
            self.sheet.write_number(row, column, float(value), shown)
        else:
            self._write_text(row, column, plain(value), self.text)

    def _write_text(self, row: int, column: int, value: str, shown: Format) -> None:
        text = harmless(value).translate(_ILLEGAL)
        if len(text.encode("utf-16-le")) > 2 * LETTERS:
            message = said(
                "a cell of a workbook holds {limit:,} characters, and a text has {n:,}",
                limit=LETTERS,
                n=len(text),
            )
            raise UsageFault(message, said("write the result as CSV or Parquet: -f csv, -f parquet"))
        if text.startswith("<r>") and text.endswith("</r>"):
            # The library takes this for its own markup and would write it as it is. Said to it in two runs, it is not.
            self.sheet.write_rich_string(row, column, text[:1], self.bare, text[1:], shown)
        else:
            self.sheet.write_string(row, column, text, shown)
