"""A table held against an edition that need not govern its period."""

from __future__ import annotations

from dtiscore.errors import InvalidData, errors_of
from dtiscore.inputs.reading import Read, Reading, Weighting
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import scored
from dtiscore.inputs.validation import Edit, Validation, require_one, validate_each
from dtiscore.methodology import Methodology
from dtiscore.said import said


def held_under(
    read: Read,
    methodology: Methodology,
    weighting: Weighting,
    reading: Reading,
    edit: Edit | None = None,
) -> Validation:
    """A table held against one edition, whichever periods that edition governs.

    Args:
        read: the table.
        methodology: the edition.
        weighting: where the edition came from, beside which its unit scheme may stand.
        reading: what is declared about the table.
        edit: a change of cells before any is read.
    """
    free = methodology.model_copy(update={"periods": ()})
    validation = require_one(validate_each(read, [free], weighting, reading, edit))
    return validation._replace(methodology=methodology)


def scored_under(validation: Validation, reading: Reading) -> Scorecard:
    """The scorecard of a table that was held against another edition than its own.

    Raises:
        InvalidData: that edition cannot score the table.
    """
    if validation.dataset is None:
        message = said(
            "{source} cannot be scored under {edition}",
            source=validation.table.source,
            edition=validation.methodology.id,
        )
        raise InvalidData(message, problems=errors_of(validation.problems))
    return scored(validation, reading)
