"""Init: from a table to a sound weighting file, a project file and a first ranking; what was guessed is said to be."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import Any, Unpack, cast

from dtiscore.arguments import checked
from dtiscore.errors import DtiscoreError, UsageFault
from dtiscore.files.paths import is_there, path_below
from dtiscore.files.reading import read_bytes
from dtiscore.files.writing import write_set
from dtiscore.inputs.begun_editions import begun_text, in_points, index_name
from dtiscore.inputs.proposing import ReadAgain
from dtiscore.inputs.reading import Reading, raw_table
from dtiscore.inputs.weighting import load_methodology, parse_weighting, scheme_of, unit_schemes
from dtiscore.methodology import Methodology
from dtiscore.methodology.periods import in_order
from dtiscore.questions.doctor.answer.examination import examine
from dtiscore.questions.doctor.answer.finding import Observation, agree, arguments
from dtiscore.questions.doctor.answer.ranges import largest, told_of
from dtiscore.questions.init.answer.decision.beside import only_decided
from dtiscore.questions.init.answer.decision.draft import decided_draft
from dtiscore.questions.init.answer.draft import Draft
from dtiscore.questions.init.answer.drafting import draft_of
from dtiscore.questions.init.answer.project_file import project_text
from dtiscore.questions.init.answer.published import undeclared_markers
from dtiscore.questions.init.answer.settling import settled
from dtiscore.questions.init.answer.table import laid_out, plainly_headed
from dtiscore.questions.init.started import OF_PROJECT, Started
from dtiscore.questions.init.units import groups_that_are_units, regions_among, scheme_of_units
from dtiscore.questions.init.weights_sheet import decision_sheet, other_sheet
from dtiscore.said import said, with_or
from dtiscore.shell_words import as_line
from dtiscore.tables.columns_of_units import columns_of_units, no_unit_column
from dtiscore.tables.declarations import Part, TableReading
from dtiscore.tables.headings import Headings
from dtiscore.tables.options import MAX_BYTES, ReadingOptions
from dtiscore.tables.raw import RawTable
from dtiscore.units.spelling import normal_form

PROJECT = "dtiscore.toml"


@checked
def init(  # noqa: PLR0913 - what a file cannot tell
    data: str | os.PathLike[str],
    *,
    folder: str | os.PathLike[str] = ".",
    edition: str | None = None,
    title: str | None = None,
    down: Sequence[str] = (),
    weights_sheet: str | None = None,
    points: str | None = None,
    settings: Sequence[str] = (),
    language: str | None = None,
    ask: Callable[[Draft], Draft] | None = None,
    **reading: Unpack[Reading],
) -> Started:
    """Look at a table and write a weighting file and a project file with which it can be scored at once.

    Args:
        data: the path of the table.
        folder: where the two files are written. The project names the table if it lies there, or in a folder below.
        edition: the built-in edition, or the weighting file in YAML, to start from instead of the columns of the table; where
            the table has points for its shares, the weighting file reads points.
        title: the title of the index; the name of the file unless given.
        down: headings of columns in which less is better.
        weights_sheet: the sheet of a decision from which groups, maxima and weights are taken: one of the table's own
            workbook, the path of a file, or ``FILE!SHEET``. Unless given, the one sheet beside the table that decides an
            index of its columns, if there is one.
        points: the name of the row of the table that holds the maxima, where it is not called ``Điểm tối đa`` or alike;
            with a sheet of a decision the heading of its column of maxima or weights, where several may be the one.
        settings: answers to what is guessed: ``COLUMN.direction=down``, ``COLUMN.weight=2``, ``COLUMN.points=10``,
            ``COLUMN.use=no``, ``missing=no-score``, ``authority.decision=…``.
        language: the language of the comments in the files.
        ask: what a person makes of the draft before it is written.
        reading: what is declared about the table; the rest is found as ``doctor`` finds it.

    Raises:
        UsageFault: a file that would be written is there, or only a person can tell how the table is read.
        InvalidMethodology: the sheet of the decision contradicts itself, or names what the table has not.
        InvalidData: no table can be made of the file, or no column of it says which unit a row is about.
    """
    path = os.fspath(data)
    name = index_name(path)
    weights, project = str(PurePath(folder) / f"{name}.yaml"), str(PurePath(folder) / PROJECT)
    _refuse_to_overwrite(path, (weights, project))
    _refuse_two_origins(edition, weights_sheet)
    content = read_bytes(path, max_bytes=MAX_BYTES)
    if weights_sheet is not None and "sheet" not in reading:
        reading = {**reading, **other_sheet(content, path, weights_sheet)}
    if points is not None and weights_sheet is None:
        reading = {**reading, "ignore_units": [*reading.get("ignore_units", ()), points]}
    declared = {**_layout(content, path, reading, edition), **reading}
    draft: Draft | None = None
    markers: list[str] = []
    if edition is None:
        table, found, options = raw_table(path, cast("Reading", declared))
        table, options = laid_out(plainly_headed(table, found), options, declared)
        headings = columns_of_units(table, options)
        declared, options = _with_groups(declared, options, table, headings)
        title = title or PurePath(path).stem
        drafted = partial(
            decided_draft, table=table, headings=headings, options=options, name=name, title=title
        )
        if weights_sheet is not None:
            draft = drafted(decision_sheet(weights_sheet, path), worth_in=points)
        else:
            draft = None if points is not None else only_decided(content, path, table.source, drafted)
            draft = draft or draft_of(table, headings, options, name=name, title=title, maxima=points)
        draft = settled(draft, [*(f"{column}.direction=down" for column in down), *settings])
        draft, declared = _about_units(draft, declared, headings)
        if not draft.criteria:
            raise _nothing_to_score(table, headings, path)
        if ask is not None:
            draft = ask(draft)
        left_out = [column for column in table.columns if column.header in draft.left_out]
        markers = undeclared_markers(left_out, options)
        text = draft.text(language)
    else:
        text = begun_text(edition, name)
    methodology = parse_weighting(text, weights)
    declared = _carried_on(content, path, methodology, declared)
    left = ReadAgain(content, path, [methodology], methodology).problems(_of_the_table(declared))
    text, columns = in_points(text, methodology, left, language)
    methodology = parse_weighting(text, weights)
    of_table = {key: value for key, value in declared.items() if key in OF_PROJECT}
    inside = path_below(os.fspath(folder), path)
    told = project_text(name, inside, f"{name}.yaml", of_table, language)
    write_set({weights: text.encode(), project: told.encode()}, manifest=project)
    named = None if inside is None else name
    return Started(methodology, weights, project, declared, draft, path, named, columns, markers)


def _nothing_to_score(table: RawTable, headings: Headings, path: str) -> DtiscoreError:
    if headings.key is None:
        return no_unit_column(table)
    return UsageFault(
        said("{source}: no column may be an indicator", source=path),
        said("dtiscore doctor tells how a table can be read; start from an edition with --from"),
    )


def _refuse_two_origins(edition: str | None, weights_sheet: str | None) -> None:
    if edition is not None and weights_sheet is not None:
        raise UsageFault(
            said("a built-in edition has weights of its own"),
            said("start from it, or from a sheet of weights: leave out one of the two"),
        )


def _refuse_to_overwrite(path: str, files: Sequence[str]) -> None:
    if path == "-":
        raise UsageFault(
            said("a project is begun from the file of a table, and standard input is none"),
            said("name the file of the table"),
        )
    there = [file for file in files if is_there(file)]
    if there:
        fix = said("move it away, or begin in another folder")
        # Begun before, and perhaps not scored for the faults of the table.
        if len(there) == len(files) and PurePath(files[0]).parent == PurePath():
            command = as_line(["dtiscore", "score", index_name(path)])
            fix = said(
                "go on with it: {command}; or move it away, or begin in another folder", command=command
            )
        raise UsageFault(said("{file} is there already, and is not written over", file=there[0]), fix)


def _layout(content: bytes, source: str, stated: Reading, edition: str | None) -> dict[str, Any]:
    """How the table lies in its file, as far as that shows; refused where the file does not tell."""
    methodology = None if edition is None else load_methodology(edition)
    scheme = None if methodology is None else scheme_of(methodology, edition)
    lists = unit_schemes() if methodology is None else []
    examination = examine(content, source, methodology, scheme, lists=lists, sheet=stated.get("sheet"))
    if (barred := next((finding for finding in examination.findings if finding.bars), None)) is not None:
        place = source if barred.place is None else str(barred.place)
        raise UsageFault(said("{source}: {what}", source=place, what=barred.reason), barred.remedy)
    _refuse_open(source, examination.findings, stated)
    choices = [choice for choice in examination.chosen(stated) if not choice.keys() <= stated.keys()]
    choices = [choice for choice in choices if agree(choice, stated)] or choices
    if examination.ranges and not {"range", "skip_rows"} & stated.keys():
        rest = {
            key: value
            for key, value in examination.declared.items()
            if key not in ("skip_rows", "header_rows")
        }
        choices = [{**rest, **each.declares} for each in largest(examination.ranges)]
    if len(choices) > 1:
        options = with_or(as_line(arguments(choice)) for choice in choices)
        reasons = [finding.reason for finding in examination.findings if finding.choices]
        reason = reasons[0] if reasons else told_of(examination.ranges)
        raise UsageFault(reason, said("say which is right: {options}", options=options))
    found = dict(choices[0]) if choices else {}
    # Rows to leave out are looked for again once there is an edition; what means "no value", or marks a number, only a person can say.
    left = {"ignore_units", "missing", "flags", *(("skip_rows", "header_rows") if "range" in stated else ())}
    known = [each.declares for each in examination.ranges if each.declares["range"] == stated.get("range")]
    return {key: value for key, value in found.items() if key not in left} | dict(*known[:1])


def _with_groups(
    declared: dict[str, Any], options: ReadingOptions, table: RawTable, headings: Headings
) -> tuple[dict[str, Any], ReadingOptions]:
    """What is declared with the groups that are units in this table, unless somebody has said which rows are."""
    if options.ignored_units or options.kept_units:
        return declared, options
    if not (kept := groups_that_are_units(table, headings, options)):
        return declared, options
    options = options._replace(kept_units=frozenset(map(normal_form, kept)))
    return {**declared, "keep_units": kept}, options


def _about_units(draft: Draft, declared: dict[str, Any], headings: Headings) -> tuple[Draft, dict[str, Any]]:
    """The draft with its units and periods, and what is declared with the rows that are no units of a list."""
    draft = replace(draft, units=scheme_of_units(headings), periods=_periods(headings))
    # Of a whole list its scheme tells them, in all places where the table is read.
    if draft.units is None:
        ignored, kept = (declared.get(key, ()) for key in ("ignore_units", "keep_units"))
        known = {*map(normal_form, ignored), *map(normal_form, kept)}
        regions = [name for name in regions_among(headings) if normal_form(name) not in known]
        declared = {**declared, "ignore_units": [*ignored, *regions]} if regions else declared
    return draft, declared


def _periods(headings: Headings) -> list[str]:
    if headings.period is None:
        return []
    return in_order({cell.strip() for cell in headings.period.cells} - {""})


def _carried_on(
    content: bytes, source: str, methodology: Methodology, declared: Mapping[str, Any]
) -> dict[str, Any]:
    """What follows from the errors that the table has under the edition."""
    stated = _of_the_table(declared)
    again = ReadAgain(content, source, [methodology], methodology)
    findings: list[Observation] = []
    choices = again.carried_on(stated, findings)
    if len(choices) > 1:
        options = with_or(as_line(arguments(choice)) for choice in choices)
        raise UsageFault(
            said("{source} can be read in several ways", source=source),
            said("say which is right: {options}", options=options),
        )
    _refuse_open(source, findings, stated)
    return {**declared, **choices[0]}


def _refuse_open(source: str, findings: Sequence[Observation], stated: Mapping[str, Any]) -> None:
    """Ask for the first thing that only a person knows and has not said: other scores would come of it."""
    for finding in findings:
        new = {
            key: [each for each in value if each not in stated.get(key, ())]
            if isinstance(value, list)
            else value
            for key, value in finding.declares.items()
            if stated.get(key) != value
        }
        if finding.is_open and any(new.values()):
            fix = finding.remedy or said("if that is right: {options}", options=as_line(arguments(new)))
            raise UsageFault(said("{source}: {what}", source=source, what=finding.reason), fix)


def _of_the_table(declared: Mapping[str, Any]) -> dict[str, Any]:
    """What is declared about a table, without what is asked of a scoring."""
    known = {*TableReading.__annotations__, *Part.__annotations__, "allow_missing_units"}
    return {key: value for key, value in declared.items() if key in known}
