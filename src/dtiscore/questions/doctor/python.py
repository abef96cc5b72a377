"""The doctor: what may be declared about a file so that it can be read, with the evidence; it decides nothing."""

from __future__ import annotations

import math
import os
import shlex
from collections.abc import Mapping
from typing import Any, cast

from dtiscore.arguments import checked
from dtiscore.errors import InvalidData, Place, SourceFault
from dtiscore.files.reading import read_bytes
from dtiscore.inputs.named import NamedTable
from dtiscore.inputs.proposing import ReadAgain
from dtiscore.inputs.reading import Reading, Weighting, reading_options, table_options
from dtiscore.inputs.validation import editions_for
from dtiscore.inputs.weighting import scheme_of, unit_schemes
from dtiscore.methodology import Methodology
from dtiscore.questions.doctor.answer.checkup import Checkup, Suggested
from dtiscore.questions.doctor.answer.contents import Contents
from dtiscore.questions.doctor.answer.examination import Examination, examine
from dtiscore.questions.doctor.answer.finding import Observation, arguments
from dtiscore.questions.doctor.answer.ranges import largest, told_of
from dtiscore.questions.doctor.beginning import (
    Beginning,
    Begun,
    can_begin,
    undecided_columns,
    with_weights_sheet,
)
from dtiscore.tables.options import MAX_BYTES
from dtiscore.tables.reading import table_of
from dtiscore.units.scheme import UnitScheme


@checked
def doctor(data: str | os.PathLike[str], methodology: Weighting | None = None) -> Checkup:
    """Look at a file, also at one that was refused, and suggest declarations, each with its evidence.

    Args:
        data: the path of a table, or ``-`` for standard input. Of a table of a project what the project declares holds,
            if it can be read so.
        methodology: the edition that the table is meant for; its headings, limits and units are the best evidence.

    Returns:
        the findings, the command lines that follow from them, and how many errors there are before and after. Nothing
        is changed or remembered: it is for a person to judge and to declare.

    Raises:
        SourceFault: there is no such file.
        UsageFault: a library that reads it is not installed.
        InvalidMethodology: the weighting file is broken.
    """
    name = os.fspath(data)
    content = read_bytes(name, max_bytes=MAX_BYTES)
    source = "<stdin>" if name == "-" else name
    declared = _declared(data)
    editions = [] if methodology is None else editions_for(methodology, cast("Reading", declared))
    edition = editions[-1] if editions else None
    scheme = None if edition is None else scheme_of(edition, methodology)
    lists = unit_schemes() if edition is None else []
    examination = _as_declared(content, source, declared, edition, scheme) if declared else None
    if examination is None:
        declared = {}
        examination = examine(content, source, edition, scheme, lists=lists)

    table = ReadAgain(content, source, editions, methodology)
    findings = list(examination.findings)
    choices = [dict(choice) for choice in examination.choices]
    if editions:
        choices = [further for choice in choices for further in table.carried_on(choice, findings)]
        choices, findings = _without_idle_marks(table, declared, choices, findings)
    if examination.ranges:
        choices = _of_one_table(table, examination, choices, findings)
    word = data.word if isinstance(data, NamedTable) and declared else name
    choices = choices if any(map(_suggests, findings)) else []
    suggested = [
        Suggested(new, _command(word, methodology, new), table.errors(choice))
        for choice in choices
        if (new := {key: value for key, value in choice.items() if declared.get(key) != value})
    ]
    begun = Begun()
    if len(editions) == 1 and isinstance(methodology, str | os.PathLike):
        begun = Beginning(table, os.fspath(methodology), editions[0]).examine(choices or [declared])
    elif methodology is None and len(examination.choices) == 1:
        begun = with_weights_sheet(table, examination.choices[0])
    findings += begun.findings
    suggested = begun.suggested or suggested
    may_begin = methodology is None and not begun.suggested and can_begin(name) and len(choices) < 2
    may_begin = may_begin and not any(finding.bars for finding in findings)
    beginning = None
    if may_begin:
        chosen = undecided_columns(table, examination.choices[0] if examination.choices else declared)
        if chosen is not None:
            findings.append(Observation("headings", chosen.message, remedy=chosen.fix))
        # Of years the last one is the newest.
        beginning = shlex.join(
            ["dtiscore", "init", name, *(chosen.choices[-1] if chosen is not None else ())]
        )
    return Checkup(source, findings, table.errors(declared), suggested, beginning)


def _declared(data: str | os.PathLike[str]) -> dict[str, Any]:
    """What its project declares about a table."""
    if not isinstance(data, NamedTable):
        return {}
    stated = {**data.reading, "period": data.period}
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in stated.items()
        if value is not None
    }


def _as_declared(
    content: bytes,
    source: str,
    declared: Mapping[str, Any],
    edition: Methodology | None,
    scheme: UnitScheme | None,
) -> Examination | None:
    """A look at the cells of a table as it is declared; ``None`` where none can be read so."""
    reading = cast("Reading", declared)
    try:
        table, problems = table_of(content, source, table_options(reading))
    except (SourceFault, InvalidData):
        return None
    examination = Examination(source, declared=dict(declared))
    examination.note(Contents(table, edition, scheme, reading_options(reading), problems=problems).examine())
    return examination


def _without_idle_marks(
    table: ReadAgain, declared: Mapping[str, Any], choices: list[dict[str, Any]], findings: list[Observation]
) -> tuple[list[dict[str, Any]], list[Observation]]:
    """Declarations and findings without texts for "no value" that only trade one error for another.

    They do where the edition allows no missing value in any of the cells with them.
    """
    if choices[0].get("missing") == declared.get("missing"):
        return choices, findings
    known = {key: value for key, value in declared.items() if key == "missing"}
    without = [
        {key: value for key, value in choice.items() if key != "missing"} | known for choice in choices
    ]
    left, before = table.errors(choices[0]), table.errors(without[0])
    if left is None or before is None or len(left) < len(before):
        return choices, findings
    return without, [finding for finding in findings if "missing" not in finding.declares]


def _of_one_table(
    table: ReadAgain, examination: Examination, choices: list[dict[str, Any]], findings: list[Observation]
) -> list[dict[str, Any]]:
    """The declarations of the cells of one of several tables, where they leave fewer errors than those of all rows do."""
    left = map(table.errors, choices)
    whole = min((math.inf if codes is None else len(codes) for codes in left), default=math.inf)
    rest = {key: value for key, value in examination.declared.items() if key not in _OF_ALL_ROWS}
    better: list[dict[str, Any]] = []
    found: list[Observation] = []
    for one in largest(examination.ranges):
        alone = {**rest, **one.declares}
        carried = table.carried_on(alone, found) if table.editions else [alone]
        for choice in carried:
            errors = table.errors(choice)
            if errors is not None and len(errors) < whole:
                better.append(choice)
    if not better:
        return choices
    reason = told_of(examination.ranges)
    declared = tuple({"range": choice["range"]} for choice in better)
    findings[:] = [
        each
        for each in findings
        if not _OF_ALL_ROWS & {*each.declares, *(k for c in each.choices for k in c)}
    ]
    place = Place(table.source)
    if len(declared) == 1:
        findings.append(Observation("headings", reason, declared[0], place))
    else:
        findings.append(Observation("headings", reason, place=place, choices=declared))
    findings += found
    return better


_OF_ALL_ROWS = {"skip_rows", "header_rows", "ignore_units"}
"""What is declared about all rows of a file, and need not be where the cells of one table are."""


def _suggests(finding: Observation) -> bool:
    return bool(finding.declares or finding.choices)


def _command(name: str, methodology: Weighting | None, choice: dict[str, Any]) -> str:
    edition = os.fspath(methodology) if isinstance(methodology, str | os.PathLike) else "EDITION"
    return shlex.join(["dtiscore", "score", name, "-w", edition, *arguments(choice)])
