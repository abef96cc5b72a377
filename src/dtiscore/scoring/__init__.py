"""Fit, score and rank: from a checked table and a methodology to a scorecard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dtiscore.errors import Problem
from dtiscore.methodology import Methodology
from dtiscore.scoring.evaluate import evaluate
from dtiscore.scoring.fitting import fit_columns, learns_from_scores
from dtiscore.scoring.frames import require_base
from dtiscore.scoring.preparation import prepare
from dtiscore.scoring.prepared import Prepared
from dtiscore.scoring.reference import Reference
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.table import Dataset


def score_dataset(
    methodology: Methodology,
    dataset: Dataset,
    *,
    reference: Reference | None = None,
    prepared: Prepared | None = None,
    warnings: Sequence[Problem] = (),
    options: Mapping[str, Any] | None = None,
) -> Scorecard:
    """Score a checked table: fit (unless a reference is given), normalise, aggregate; ranks follow on demand.

    ``prepared``: the table as an edition with the same preparation left it, which spares it.

    Raises:
        InvalidData: an indicator cannot be fitted or a score is undefined; ``problems`` lists every case.
        UsageFault: the reference given belongs to another methodology or to other periods.
    """
    if reference is not None:
        reference.require_for(methodology, dataset)
        prepared = prepare(methodology, dataset, reference.preparation)
        evaluation = evaluate(methodology, prepared.dataset, reference, prepared.kept)
    else:
        require_base(methodology, dataset)
        prepared = prepare(methodology, dataset) if prepared is None else prepared
        columns = fit_columns(methodology, prepared)
        evaluation = evaluate(methodology, prepared.dataset, columns, prepared.kept, fitting=True)
    return Scorecard(
        methodology=methodology,
        dataset=dataset,
        reference=evaluation.reference,
        nodes=evaluation.nodes,
        disagreements=tuple(evaluation.disagreements),
        warnings=tuple(warnings),
        options=options,
        prepared=prepared,
    )


def fit(methodology: Methodology, dataset: Dataset) -> Reference:
    """Fit what an edition learns from all units of a checked table.

    Raises:
        InvalidData: as :func:`score_dataset`; scores are computed only where rules learn from them.
        UsageFault: the edition is fitted on a base period that the table does not have.
    """
    if learns_from_scores(methodology):
        return score_dataset(methodology, dataset).reference
    require_base(methodology, dataset)
    return fit_columns(methodology, prepare(methodology, dataset))


__all__ = ["fit", "score_dataset"]
