"""Fit, score and rank: from a checked table and a methodology to a scorecard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dtiscore.dataset.table import Dataset
from dtiscore.errors import Problem
from dtiscore.methodology import Methodology
from dtiscore.scoring.evaluate import evaluate
from dtiscore.scoring.preparation import prepare
from dtiscore.scoring.reference import Reference, fit
from dtiscore.scoring.scorecard import Scorecard


def score_dataset(
    methodology: Methodology,
    dataset: Dataset,
    *,
    reference: Reference | None = None,
    warnings: Sequence[Problem] = (),
    options: Mapping[str, Any] | None = None,
) -> Scorecard:
    """Score a checked table: fit (unless a reference is given), normalise, aggregate; ranks follow on demand.

    Raises:
        InvalidData: an indicator cannot be fitted or a score is undefined; ``problems`` lists every case.
        UsageFault: the reference given belongs to another methodology or to other periods.
    """
    if reference is not None:
        reference.require_for(methodology, dataset)
    fitted = fit(methodology, dataset) if reference is None else reference
    prepared = prepare(methodology, dataset, fitted.preparation)
    evaluation = evaluate(methodology, prepared.dataset, fitted, prepared.kept)
    return Scorecard(
        methodology=methodology,
        dataset=dataset,
        reference=fitted,
        nodes=evaluation.nodes,
        disagreements=tuple(evaluation.disagreements),
        warnings=tuple(warnings),
        options=options,
        prepared=prepared,
    )


__all__ = ["score_dataset"]
