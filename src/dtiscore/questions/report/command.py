"""``report``: one page to hand over, of the whole and of every unit."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dtiscore.cli.basis import Restate
from dtiscore.cli.names import Names
from dtiscore.cli.options import (
    AcrossLists,
    CommonUnits,
    Data,
    Output,
    Quiet,
    Weights,
    across_of,
    with_language,
    with_reading,
)
from dtiscore.cli.tables import StatedTables, Tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dtiscore.inputs.reading import Reading
    from dtiscore.questions.report.answer import Report

Form = Literal["html", "pdf", "md"]

Before = Annotated[
    str | None,
    typer.Option(
        "--compare", metavar="PREVIOUS", help="The table of an earlier period, for all that changed."
    ),
    Names.TABLE,
]
Was = Annotated[
    str | None,
    typer.Option(
        "--was",
        metavar="ID|FILE",
        help="The rules before: those of --compare, and this table is scored under them as well.",
    ),
    Names.WEIGHTS,
]
Assessed = Annotated[
    str | None,
    typer.Option(
        "--assessed",
        metavar="TABLE",
        help="The units' own assessments, for what the appraisal in this table changed.",
    ),
    Names.TABLE,
]
Draws = Annotated[
    int | None,
    typer.Option(
        "--robustness",
        min=2,
        metavar="DRAWS",
        help="Tell how firm ranks are, by so many rankings under other weights.",
    ),
]
Units = Annotated[
    list[str] | None,
    typer.Option(
        "--units",
        metavar="UNIT",
        help="A section for this unit only, by code or name, with plans of what lifts it; repeat.",
    ),
]
Sections = Annotated[
    list[str] | None,
    typer.Option(
        "--sections",
        metavar="SECTION,...",
        help="Only these: ranking, table, units, changes, lists, rules, cuts, leaders, firmness, audit, method, notes.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        short_help="Write a page to hand over.",
        epilog="dtiscore report examples/dti-province/2023.csv -w dti-province-2022 "
        "--compare examples/dti-province/2022.csv -o report.html",
    )(report)


@with_reading
@with_language
def report(
    data: Data,
    weights: Weights,
    reading: Reading,
    output: Output = None,
    compare: Before = None,
    was: Was = None,
    assessed: Assessed = None,
    restate: Restate = None,
    common_units: CommonUnits = False,
    across_lists: AcrossLists = False,
    robustness: Draws = None,
    units: Units = None,
    sections: Sections = None,
    statements: Tables = None,
    quiet: Quiet = False,
) -> None:
    """Write a report: the ranking, a section for every unit, what changed, how firm it is, the method and the data.

    A web page (.html) is one file that needs no network: it has search, sorting, weights to move, and every language of
    dtiscore unless --lang chooses one. A .pdf is printed by a browser on this machine; .md is Markdown with pictures.
    """
    from dtiscore.cli.terminal import claim, say_written, show_progress, tell
    from dtiscore.files.browser import find_browser
    from dtiscore.inputs.compared import Basis
    from dtiscore.questions.report.python import report as report_on
    from dtiscore.render.report.html import require_templates

    inputs = [name for name in (data, weights, compare, was, assessed) if name is not None]
    form = _form(output)
    claim(inputs, output)
    if form == "md":
        from dtiscore.render.pictures.library import require_library

        require_library()
    else:
        require_templates()
    if form == "pdf":
        find_browser()
    if not quiet:
        show_progress()
    tables = StatedTables({"data": data, "compare": compare, "assessed": assessed}, statements, reading)
    across = across_of(common_units=common_units, across_lists=across_lists)
    with tables.advising():
        found = report_on(
            tables["data"],
            weights,
            compare=tables.get("compare"),
            was=was,
            assessed=tables.get("assessed"),
            basis=Basis(restate=restate, across=across),
            robustness=robustness,
            units=units or (),
            sections=[name.strip() for text in sections or () for name in text.split(",")],
            **reading,
        )
    if not quiet:
        tell([problem for problem in found.warnings if not problem.is_error])
    _write(found, form, output, inputs)
    if not quiet:
        say_written(output, form)


def _form(output: str | None) -> Form:
    """The form by the ending of the output.

    Raises:
        UsageFault: it tells none.
    """
    from dtiscore.errors import UsageFault
    from dtiscore.said import said

    endings: dict[str, Form] = {".html": "html", ".htm": "html", ".pdf": "pdf", ".md": "md"}
    if output is None or output == "-":
        return "html"
    form = endings.get(PurePath(output).suffix.lower())
    if form is None:
        raise UsageFault(
            said("{output}: a report is no such file", output=output),
            said("end it in {endings}", endings=".html, .pdf, .md"),
        )
    return form


def _write(found: Report, form: Form, output: str | None, inputs: Sequence[str]) -> None:
    """The report in its form, where it goes."""
    from dtiscore.cli.language import chosen_language
    from dtiscore.cli.terminal import emit, emit_set
    from dtiscore.files.browser import printed
    from dtiscore.files.library_output import without_library_output
    from dtiscore.languages import languages
    from dtiscore.project.drawn_from import DrawnFrom
    from dtiscore.questions.report.shown.report import ShownReport

    language = chosen_language()
    if form == "html":
        emit(ShownReport(found, languages() if language is None else (language,)).html(), output, inputs)
        return
    shown = ShownReport(found, (language or "en",))
    if form == "pdf":
        page = shown.html()
        emit(DrawnFrom.of(printed(page), "report.html", page.encode), output, inputs)
        return
    assert output is not None
    with without_library_output():
        drawn = shown.markdown(PurePath(output).stem)
    folder = PurePath(output).parent
    emit_set({output if name == "" else str(folder / name): text for name, text in drawn.items()}, inputs)
