"""One file from its first bytes to its cells: each step looks at it as what the steps before suggest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dtiscore.csv_text import physical_lines
from dtiscore.errors import DtiscoreError, InvalidData, Place, SheetName, SourceFault, UsageFault
from dtiscore.methodology import Methodology
from dtiscore.questions.doctor.answer.contents import Contents
from dtiscore.questions.doctor.answer.delimiters import examine_delimiter
from dtiscore.questions.doctor.answer.encodings import examine_encoding
from dtiscore.questions.doctor.answer.finding import Observation
from dtiscore.questions.doctor.answer.known import known_headings
from dtiscore.questions.doctor.answer.layout import examine_headings
from dtiscore.questions.doctor.answer.ranges import TableRange, table_ranges
from dtiscore.questions.doctor.answer.remedies import notes_below
from dtiscore.questions.doctor.answer.sheets import best_sheet, sheet_finding
from dtiscore.questions.doctor.answer.turned import examine_sides
from dtiscore.said import Said, as_it_is, composed, said, spoken
from dtiscore.tables.kinds import kind_of
from dtiscore.tables.options import MAX_BYTES, TableOptions
from dtiscore.tables.rankings.reading import ranking_of
from dtiscore.tables.reading import table_of
from dtiscore.tables.texts.csv_records import Records, read_records
from dtiscore.tables.texts.delimited import SEP_LINE, quoted_rows
from dtiscore.tables.turning import sides_of_units, turned
from dtiscore.units.scheme import UnitScheme

if TYPE_CHECKING:
    from dtiscore.tables.workbooks.sheet_choice import Sheet


@dataclass
class Examination:
    """What was noticed about a file, and the declarations that follow from it."""

    source: str
    findings: list[Observation] = field(default_factory=list)
    declared: dict[str, Any] = field(default_factory=dict)
    ranges: list[TableRange] = field(default_factory=list)
    """Where there are several tables: each, with what declares it instead of rows to skip."""

    def note(self, findings: list[Observation]) -> None:
        """Add findings, and go on as if what they suggest were declared."""
        for finding in findings:
            self.findings.append(finding)
            for name, value in finding.declares.items():
                known = self.declared.get(name)
                self.declared[name] = [*known, *value] if isinstance(known, list) else value

    @property
    def choices(self) -> list[dict[str, Any]]:
        """The declarations that follow: several where the file does not tell which is right."""
        open_ = next((finding.choices for finding in self.findings if finding.choices), ())
        return [{**self.declared, **choice} for choice in open_] or [self.declared]

    def chosen(self, stated: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The same where somebody has declared what ``stated`` has: the one choice that this makes, if it makes one."""
        made = [
            each for finding in self.findings for each in finding.choices if each.items() <= stated.items()
        ]
        return [{**self.declared, **made[0]}] if made else self.choices


def examine(
    data: bytes,
    source: str,
    methodology: Methodology | None = None,
    scheme: UnitScheme | None = None,
    *,
    lists: Sequence[UnitScheme] = (),
    sheet: str | int | None = None,
) -> Examination:
    """Look at the bytes of a file, which messages call ``source``, and say what may be declared about it.

    ``methodology`` and ``scheme`` are those that it is meant for, if that is known: their headings, bounds and units
    are the best evidence. Where none is, ``lists`` are those of units that it may be of. Of a workbook ``sheet`` is the
    one that somebody has named, by its name or number. Nothing is raised for what the file holds.

    Raises:
        UsageFault: the library that reads files of its kind is not installed, or no sheet is called so.
    """
    examination = Examination(source)
    known = known_headings(methodology)
    try:
        kind = kind_of(data, source)
        if ranking_of(data, source, kind, MAX_BYTES) is not None:
            return examination  # dtiscore wrote it: there is nothing to declare
        if kind == "text":
            _examine_text(data, examination, known)
        elif kind == "workbook":
            _examine_workbook(data, examination, known, sheet)
        table, problems = table_of(data, source, _options(examination))
    except (SourceFault, InvalidData) as fault:
        if not examination.findings and isinstance(fault, SourceFault) and fault.fix is not None:
            examination.note([Observation("file", _without(source, fault.message), remedy=fault.fix)])
        return examination
    examination.note(notes_below(problems))
    examination.note(Contents(table, methodology, scheme, lists=lists, problems=problems).examine())
    if "layout" in examination.declared:
        try:
            sides = sides_of_units(table)
            table, problems = turned(table, side=next(iter(sides), None))
        except InvalidData:
            return examination
        examination.note(examine_sides(sides))
        examination.note(Contents(table, methodology, scheme, lists=lists, problems=problems).examine())
    return examination


def _without(source: str, message: str) -> Said:
    """A message about a file without the name of the file, where it begins with that."""
    return as_it_is(composed(lambda language: spoken(message, language).removeprefix(source).strip()))


def _options(examination: Examination) -> TableOptions:
    names = ("delimiter", "encoding", "skip_rows", "header_rows", "sheet")
    declared = {name: examination.declared[name] for name in names if name in examination.declared}
    sheet = examination.choices[0].get("sheet")  # of several that are alike the first is looked at
    if sheet is not None:
        declared["sheet"] = sheet
    return TableOptions(**declared)


def _examine_text(data: bytes, examination: Examination, known: Mapping[str, str]) -> None:
    source = examination.source
    text, findings = examine_encoding(data, source)
    examination.note(findings)
    if text is None or not text.strip():
        return
    lines = physical_lines(text)
    announced = SEP_LINE.fullmatch(lines[0])
    if (quoted := quoted_rows(lines, source)) is not None and quoted.fix is not None:
        examination.note(
            [
                Observation(
                    "delimiter", quoted.message, place=quoted.place, sample=quoted.raw, remedy=quoted.fix
                )
            ]
        )
        return
    if announced is not None:
        delimiter = announced[1]
    else:
        delimiter, findings = examine_delimiter(lines, known, source)
        examination.note(findings)
    first = 1 if announced else 0
    records = read_records(lines, delimiter, source=source, skip=first)
    _examine_headings(records, examination, known, source, 1 + first)


def _examine_headings(
    records: Records, examination: Examination, known: Mapping[str, str], source: str, first_line: int
) -> None:
    if records.cells:
        examination.ranges = table_ranges(records, known)
        examination.note(examine_headings(records, known, source, first_line))


def _examine_workbook(
    data: bytes, examination: Examination, known: Mapping[str, str], named: str | int | None
) -> None:
    from dtiscore.tables.workbooks.reader import Workbook
    from dtiscore.tables.workbooks.sheet_choice import refuse_weighting_file

    source = examination.source
    book = Workbook(data, source=source, max_bytes=MAX_BYTES)
    names = book.sheets_with_content if named is None else [str(named)]
    refuse_weighting_file(names, source)
    sheets: dict[Sheet, Records] = {}
    unread: list[Observation] = []
    for name in names:
        try:
            records, sheet = book.records(name)
            sheets[sheet] = records
        except UsageFault:
            raise
        except DtiscoreError as fault:
            reason = _without(source, fault.message)
            message = said("the sheet {sheet} cannot be read: {reason}", sheet=name, reason=reason)
            unread.append(
                Observation("file", message, place=Place(SheetName(f"{source}!{name}")), remedy=fault.fix)
            )
    if not sheets:
        return
    examination.note(unread)
    best, is_listed = best_sheet(sheets, known)
    if unread and best.hidden:
        return  # the sheet that is meant may be one of the others
    records = sheets[best]
    title = SheetName(f"{source}!{best.name}")
    if named is not None:
        examination.declared["sheet"] = best.name
    elif len(names) > 1 or best.hidden:
        examination.note([sheet_finding(best, sheets, known, title, is_listed=is_listed)])
    _examine_headings(records, examination, known, title, 1)
