"""Which sheet of a workbook holds the table: the one that is declared, else the only one with content that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dtiscore.errors import InvalidData, Place, Problem, SheetName, UsageFault
from dtiscore.said import Said, as_it_is, said, some_of
from dtiscore.shell_words import with_value
from dtiscore.suggestions import close_to
from dtiscore.tables.kinds import weighting_file
from dtiscore.tables.workbooks.sheet_facts import SheetFacts

_MOST_LISTED = 20


class Book(Protocol):
    """A workbook whose sheets can be looked at."""

    def facts(self, sheet: str, *, until_content: bool = False) -> SheetFacts:
        """The facts of one sheet; with ``until_content`` no more than whether it holds anything."""
        ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as the workbook lists it."""

    name: str
    hidden: bool = False

    @property
    def described(self) -> Said:
        """Its name, and whether it is hidden."""
        return said("{sheet} (hidden)", sheet=self.name) if self.hidden else as_it_is(self.name)


def chosen_sheet(
    book: Book, sheets: Sequence[Sheet], declared: str | None, source: str
) -> tuple[Sheet, list[Problem]]:
    """The sheet to read, and a warning where it is hidden itself, or others that have content are.

    Raises:
        UsageFault: no sheet is called as declared.
        InvalidData: none is declared, and no sheet or several have content.
        SourceFault: none is declared, and it is a weighting file.
    """
    if declared is not None:
        sheet = _declared(sheets, declared, source)
        return sheet, [_hidden(sheet, source)] if sheet.hidden else []
    filled = [sheet for sheet in sheets if book.facts(sheet.name, until_content=True).filled]
    refuse_weighting_file([sheet.name for sheet in filled], source)
    visible = [sheet for sheet in filled if not sheet.hidden]
    if len(visible) == 1:
        return visible[0], _others_hidden(visible[0], filled, source)
    if not filled:
        fix = said("check the export: it should have a row of headings and rows below it")
        raise _refusal(Problem("empty-file", said("every sheet is empty"), Place(source, 1), fix=fix))
    names = listed(filled)
    if visible:
        message = said(
            "{n} sheets hold something, so which one to read is not certain: {sheets}",
            n=len(visible),
            sheets=names,
        )
    else:
        message = said("only hidden sheets hold something: {sheets}", sheets=names)
    fix = said(
        "declare --sheet with its name or number, such as {option}",
        option=with_value("--sheet", (visible or filled)[0].name),
    )
    raise _refusal(Problem("ambiguous-sheet", message, Place(source), fix=fix))


def refuse_weighting_file(names: Sequence[str], source: str) -> None:
    """Tell a weighting file, whose sheets are called so, from a workbook with tables."""
    if {"nodes", "about"} <= {name.strip().casefold() for name in names}:
        raise weighting_file(source)


def _refusal(problem: Problem) -> InvalidData:
    message = said(
        "{source}: no table can be read: {reason}", source=problem.place.file, reason=problem.message
    )
    return InvalidData(message, fix=problem.fix, problems=[problem])


def _declared(sheets: Sequence[Sheet], declared: str, source: str) -> Sheet:
    names = [sheet.name for sheet in sheets]
    if declared in names:
        return sheets[names.index(declared)]
    folded = [sheet for sheet in sheets if sheet.name.strip().casefold() == declared.strip().casefold()]
    if len(folded) == 1:
        return folded[0]
    if declared.isascii() and declared.isdigit() and 1 <= int(declared) <= len(names):
        return sheets[int(declared) - 1]
    near = close_to(declared, names, n=1)
    fix = said("Its sheets are {sheets}.", sheets=listed(sheets))
    if near:
        fix = said("Did you mean {names}? {fix}", names=near[0], fix=fix)
    raise UsageFault(said("{source} has no sheet {sheet}", source=source, sheet=declared), fix=fix)


def _hidden(read: Sheet, source: str) -> Problem:
    message = said(
        "the sheet {sheet} is hidden in the workbook, and read because it is declared", sheet=read.name
    )
    fix = said(
        "check that it is the one that is meant, and not that of another year; then show it in the workbook"
    )
    place = Place(SheetName(f"{source}!{read.name}"))
    return Problem("hidden-sheet", message, place, fix=fix, severity="warning")


def _others_hidden(read: Sheet, filled: Sequence[Sheet], source: str) -> list[Problem]:
    others = [sheet for sheet in filled if sheet is not read]
    if not others:
        return []
    message = said("the workbook has hidden sheets that are not read: {sheets}", sheets=listed(others))
    fix = said("declare {option} to confirm the one that is", option=with_value("--sheet", read.name))
    return [Problem("hidden-sheet", message, Place(source), fix=fix, severity="warning")]


def listed(sheets: Sequence[Sheet]) -> Said:
    """The first of some sheets, and how many more there are."""
    return some_of([sheet.described for sheet in sheets], _MOST_LISTED)
