"""From the document of a unit scheme to the scheme, or to the full list of its faults with their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pydantic import ValidationError

from dtiscore.errors import InvalidMethodology, Problem, errors_of
from dtiscore.methodology.checks.schema_faults import schema_problems
from dtiscore.methodology.documents.document import Document
from dtiscore.said import counted, said
from dtiscore.units.scheme import UnitScheme

if TYPE_CHECKING:
    from dtiscore.units.scheme import Contradictions


def parse_unit_scheme(document: Document, called: str | None = None) -> UnitScheme:
    """The scheme that a document describes; ``called`` is the id by which its file was found, if by one.

    Raises:
        InvalidMethodology: the document breaks a rule, or is of another id.
    """
    faults = errors_of(document.problems)
    if faults:
        raise _broken(document, faults)
    try:
        scheme = UnitScheme.model_validate(document.data)
    except ValidationError as error:
        raise _broken(document, list(_problems(document, error))) from error
    if called is not None and scheme.id != called:
        message = said(
            'the file is called "{called}", and the scheme in it "{scheme}"', called=called, scheme=scheme.id
        )
        fix = said("give both the same name")
        raise _broken(document, [Problem("other-id", message, document.place(("id",)), scheme.id, fix)])
    return scheme


def _broken(document: Document, faults: Sequence[Problem]) -> InvalidMethodology:
    message = counted(
        len(faults),
        "{source}: {n} fault in the unit scheme",
        "{source}: {n} faults in the unit scheme",
        source=document.source,
    )
    return InvalidMethodology(message, problems=faults)


def _problems(document: Document, error: ValidationError) -> Iterator[Problem]:
    for details in error.errors(include_url=False):
        if not details["loc"]:  # every value is sound by itself: what they say together is not
            contradictions: Contradictions = details["ctx"]["error"]
            place, fix = document.place(("units",)), said("correct the units")
            yield from (Problem("contradiction", fault, place, fix=fix) for fault in contradictions.faults)
            return
    yield from schema_problems(document, error, UnitScheme)
