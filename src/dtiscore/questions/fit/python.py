"""Fit what an edition learns from all units of a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Unpack

from dtiscore.arguments import checked
from dtiscore.inputs.reading import Data, Reading, Weighting, declared, period_of, without_table_options
from dtiscore.inputs.validation import editions_for, invalid, read_and_validate, require_one
from dtiscore.scoring import fit as fit_dataset
from dtiscore.scoring.reference import Reference, require_no_comparison
from dtiscore.scoring.scorecard import Provenance
from dtiscore.scoring.selection import rows_of


@checked
def fit(data: Data, methodology: Weighting, **reading: Unpack[Reading]) -> Reference:
    """Fit what an edition learns from all units of a table, as the frame for other tables.

    Args:
        data: the table that is to be the frame.
        methodology: the edition, as for :func:`score`.
        reading: what is declared about the table, see :class:`Reading`; a period or group that is declared is alone the
            frame.

    Returns:
        the reference for :func:`score`; without statistics where the edition's scores depend on no other unit.

    Raises:
        UsageFault: the edition compares units with each other, so that no reference could stand for them.
        InvalidData: the table breaks the rules of the edition, or an indicator cannot be fitted.
    """
    validation = require_one(
        read_and_validate(data, editions_for(methodology, reading), methodology, reading)
    )
    require_no_comparison(validation.methodology)
    if validation.dataset is None:
        raise invalid(validation)
    whole = validation.dataset
    dataset = whole.take(rows_of(whole, period_of(reading.get("period")), reading.get("group")))
    provenance = Provenance.of(
        validation.methodology, dataset, {**validation.declared, **declared(without_table_options(reading))}
    )
    fitted = fit_dataset(validation.methodology, dataset)
    return replace(fitted, provenance=provenance.as_dict(), warnings=validation.problems)
