"""A sheet of XlsxWriter that keeps every digit of a number; imported late, with that library."""

from __future__ import annotations

from collections.abc import Iterable

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # XlsxWriter ships no types


class ExactSheet(Worksheet):  # type: ignore[misc]  # its base is of no known type
    """Writes numbers as Python does: the library keeps 16 digits, and telling two floats apart can take 17."""

    def _xml_number_element(self, number: float, attributes: Iterable[tuple[str, object]] = ()) -> None:
        written = "".join(
            f' {key}="{value}"' for key, value in attributes
        )  # places and numbers of styles only
        self.fh.write(f"<c{written}><v>{number!r}</v></c>")
