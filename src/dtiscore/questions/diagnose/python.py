"""The statistical audit of one table under one edition."""

from __future__ import annotations

from typing import Unpack

from dtiscore.arguments import checked
from dtiscore.inputs.reading import Data, Reading, Weighting
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import asked
from dtiscore.questions.diagnose.answer import Diagnosis, Thresholds
from dtiscore.questions.diagnose.answer.association import Method


@checked
def diagnose(
    data: Data | Scorecard,
    methodology: Weighting | None = None,
    thresholds: Thresholds | None = None,
    *,
    method: Method = "pearson",
    **reading: Unpack[Reading],
) -> Diagnosis:
    """Audit an index on the figures of a table: whether its parts belong together and its weights do what they say.

    Args:
        data: the path of a CSV file, ``-``, a DataFrame or a scorecard; of a panel, ``period`` says which period.
        methodology: the edition, as for :func:`score`; a scorecard has its own.
        thresholds: where figures become findings; those of the JRC's audits unless given.
        method: of the correlations: ``pearson``, ``spearman`` or ``kendall``.
        reading: what is declared about the table, see :class:`Reading`.

    Returns:
        the audit; its parts are computed when asked for.

    Raises:
        UsageFault: the table has several periods or groups, no unit has a rank, or there is no such method. Otherwise
            as :func:`score`.
    """
    return asked(data, methodology, reading).diagnose(thresholds, method=method)
