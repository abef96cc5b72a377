"""From the document of a weighting file to a Methodology, or to the full list of its faults with their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from math import isfinite
from typing import Any, TypeGuard

from pydantic import ValidationError

from dtiscore.errors import InvalidMethodology, Problem, errors_of
from dtiscore.methodology.checks.consistency import Fault, faults
from dtiscore.methodology.documents.document import Document
from dtiscore.methodology.documents.marks import Path
from dtiscore.methodology.documents.scalars import OUT_OF_RANGE, WITHIN_RANGE, is_in_range
from dtiscore.methodology.documents.spreading import spread
from dtiscore.methodology.model import Methodology
from dtiscore.said import counted, said


def parse_methodology(document: Document) -> Methodology:
    """The methodology that a document describes.

    Raises:
        InvalidMethodology: the document breaks a rule; ``problems`` holds every fault of its text, of single values
            and of their consistency, in the order of the file.
    """
    methodology: Methodology | None = None
    document = spread(document)
    if "rules" in document.data:
        from dtiscore.methodology.documents.named_rules import written_out

        document = written_out(document)
    problems = list(document.problems)
    sizes = [*_size_faults(document.data)]
    out_of_range = {document.place(fault.path).header for fault in sizes}
    try:
        methodology = Methodology.model_validate(document.data)
    except ValidationError as error:
        from dtiscore.methodology.checks.schema_faults import schema_problems

        found = schema_problems(document, error)
        problems += (problem for problem in found if problem.place.header not in out_of_range)
    refused = document.refused
    problems += (
        problem
        for problem in _consistency_problems(document, sizes or faults(document.data))
        if problem.place.header not in refused
    )
    if document.origins:
        problems = _told_once(problems)
    count = len(errors_of(problems))
    if count or methodology is None:
        problems.sort(key=lambda problem: (problem.place.file, problem.place.line_and_column))
        message = counted(
            count,
            "{source}: {n} fault in the weighting file",
            "{source}: {n} faults in the weighting file",
            source=document.source,
        )
        raise InvalidMethodology(message, problems=problems)
    return methodology


def _told_once(problems: list[Problem]) -> list[Problem]:
    """The problems without those of a key that several nodes take, but for the first: they stand at one place."""
    first = {(each.code, each.place): each for each in reversed(problems)}
    return [each for each in problems if first[each.code, each.place] is each]


def methodology_from(data: Mapping[str, Any], source: str = "<data>") -> Methodology:
    """The methodology that plain data (as from JSON) describes; faults as :func:`parse_methodology`."""
    return parse_methodology(Document.of(data, source))


def _consistency_problems(document: Document, found: Iterable[Fault]) -> Iterator[Problem]:
    for fault in found:
        message = fault.message
        if fault.first is not None:
            line = document.place(fault.first).line
            if line:
                message = said("{what}, first in line {line}", what=message, line=line)
        yield Problem(fault.code, message, document.place(fault.path), fault.raw, fix=fault.fix)


def _size_faults(data: Any, path: Path = ()) -> Iterator[Fault]:
    """A fault for each number that cannot be computed with, wherever it stands: plain data was refused none when it was read.

    What is not finite is no number to the schema.
    """
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _size_faults(value, (*path, key))
    elif isinstance(data, list | tuple):
        for at, value in enumerate(data):
            yield from _size_faults(value, (*path, at))
    elif _is_number(data) and not is_in_range(data):
        raw = str(data) if isinstance(data, float) else f"{Decimal(data):.6e}"
        yield Fault(path, "number-out-of-range", OUT_OF_RANGE, WITHIN_RANGE, raw)


def _is_number(data: Any) -> TypeGuard[int | float]:
    if isinstance(data, float):
        return isfinite(data)
    return isinstance(data, int) and not isinstance(data, bool)
