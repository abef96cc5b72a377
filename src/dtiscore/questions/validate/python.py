"""Check a table against an edition, down to the scores that cannot be computed."""

from __future__ import annotations

from typing import Unpack

from dtiscore.arguments import checked
from dtiscore.errors import InvalidData, errors_of
from dtiscore.inputs.reading import Data, Reading, Weighting
from dtiscore.inputs.scored import told_of_scores
from dtiscore.inputs.validation import Validation, as_grave, editions_for, read_and_validate, require_one
from dtiscore.inputs.weighting import scheme_of
from dtiscore.scoring import score_dataset
from dtiscore.tables.raw import RawTable


@checked
def validate(data: Data, methodology: Weighting, **reading: Unpack[Reading]) -> Validation:
    """Check a table against an edition, down to the scores that cannot be computed, and report every problem.

    Where no table can be made of a file at all, the problem says so and ``table`` is empty.

    Args:
        data: the path of a CSV file, ``-``, or a DataFrame.
        methodology: a built-in edition's id, the path of a weighting file, plain data or a ``Methodology``.
        reading: what is declared about the table, see :class:`Reading`.

    Raises:
        UsageFault: the table spans several editions of a family.
        SourceFault: the file cannot be read.
        InvalidMethodology: the weighting file is broken.
    """
    return require_one(validate_editions(data, methodology, **reading))


@checked
def validate_editions(data: Data, methodology: Weighting, **reading: Unpack[Reading]) -> list[Validation]:
    """Check a panel against the editions of a family, the rows of each period against the one that governs it.

    Args and errors as for :func:`validate`, but that a table may span several editions.

    Returns:
        what is found under each edition that governs a period of the table; what is wrong with the table as a whole
        stands with the first.
    """
    editions = editions_for(methodology, reading)
    try:
        found = read_and_validate(data, editions, methodology, reading)
    except InvalidData as error:
        nothing = RawTable(error.problems[0].place.file, (), 0)
        scheme = scheme_of(editions[-1], methodology)
        return [Validation(editions[-1], scheme, nothing, None, error.problems)]
    return [_down_to_scores(validation, reading) for validation in found]


def _down_to_scores(validation: Validation, reading: Reading) -> Validation:
    """A validation with what is wrong with the scores, if the table can be scored."""
    if validation.dataset is None:
        return validation
    try:
        card = score_dataset(validation.methodology, validation.dataset)
    except InvalidData as error:
        return validation._replace(dataset=None, problems=[*validation.problems, *error.problems])
    told = told_of_scores(card, validation.table.source)
    if len(set(card.dataset.periods)) > 1:
        from dtiscore.inputs.card_moves import moves_between

        (moved,) = moves_between([card], None)  # units that are spelt or named otherwise in another period
        told += moved.warnings
    problems = [*validation.problems, *as_grave(told, reading)]
    return validation._replace(problems=problems, dataset=None if errors_of(problems) else validation.dataset)
