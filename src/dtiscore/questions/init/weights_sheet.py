"""The sheet of a decision from wherever it is: a sheet of the table's own workbook, another workbook, a delimited text."""

from __future__ import annotations

from pathlib import PurePath

from dtiscore.csv_text import physical_lines
from dtiscore.errors import InvalidData, InvalidMethodology, UsageFault
from dtiscore.files.paths import is_file
from dtiscore.files.reading import read_bytes
from dtiscore.inputs.reading import Reading
from dtiscore.questions.doctor.answer.delimiters import examine_delimiter
from dtiscore.questions.doctor.answer.encodings import examine_encoding
from dtiscore.questions.init.answer.decision.sheet import DecisionSheet
from dtiscore.said import said
from dtiscore.tables.kinds import kind_of
from dtiscore.tables.options import MAX_BYTES
from dtiscore.tables.texts.csv_records import read_records

_ENDINGS = (".xlsx", ".ods", ".csv", ".tsv", ".txt")
"""Of what is named like a file, and hardly like a sheet."""


def decision_sheet(named: str, table: str) -> DecisionSheet:
    """The sheet that ``--weights-sheet`` names.

    Args:
        named: a sheet of the workbook of the table, the path of a file, or ``FILE!SHEET``.
        table: the path of the table.

    Raises:
        UsageFault: there is no such sheet, or the file is no text and no workbook.
        InvalidMethodology: nothing can be read there.
        SourceFault: the file cannot be read.
    """
    file, _, name = named.rpartition("!")
    if is_file(named) or PurePath(named).suffix.lower() in _ENDINGS:
        file, sheet = named, None
    elif is_file(file):
        sheet = name
    else:
        file, sheet = table, named
    data = read_bytes(file, max_bytes=MAX_BYTES)
    kind = kind_of(data, file)
    if kind == "text" and sheet is None:
        return _of_text(data, file)
    if kind != "workbook":
        message = said('there is no file "{name}", and {table} has no sheets', name=named, table=table)
        raise UsageFault(
            message, said("name the file that holds maxima and weights, or a sheet of a workbook")
        )
    from dtiscore.tables.workbooks.reader import Workbook

    try:
        stored = Workbook(data, source=file, max_bytes=MAX_BYTES).stored(sheet)
    except InvalidData as error:
        raise InvalidMethodology(
            error.message, fix=said("name the sheet: {file}!SHEET", file=file), problems=error.problems
        ) from error
    return DecisionSheet(stored.title, stored.records, stored.merges, list(stored.problems))


def other_sheet(data: bytes, table: str, named: str) -> Reading:
    """The sheet of the table, where its workbook has one other with content than that of the weights."""
    if is_file(named) or kind_of(data, table) != "workbook":
        return {}
    from dtiscore.tables.workbooks.reader import Workbook

    names = Workbook(data, source=table, max_bytes=MAX_BYTES).sheets_with_content
    others = [name for name in names if name.strip().casefold() != named.strip().casefold()]
    return {"sheet": others[0]} if len(others) == 1 < len(names) else {}


def _of_text(data: bytes, file: str) -> DecisionSheet:
    text, findings = examine_encoding(data, file)
    if text is None:
        reason = next((finding.reason for finding in findings), said("its encoding is not known"))
        raise UsageFault(said("{file}: {reason}", file=file, reason=reason), said("save the file as UTF-8"))
    lines = physical_lines(text.removeprefix("\ufeff"))
    delimiter, _ = examine_delimiter(lines, {}, file)
    records = read_records(lines, delimiter, source=file)
    return DecisionSheet(file, records, (), list(records.problems))
