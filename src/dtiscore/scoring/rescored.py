"""A scorecard scored anew, fits included: under another edition, or with other figures in its rows."""

from __future__ import annotations

from dataclasses import replace

from dtiscore.methodology import Methodology
from dtiscore.methodology.dependents import Dependents
from dtiscore.scoring import score_dataset
from dtiscore.scoring.evaluate import evaluate
from dtiscore.scoring.fitting import fit_columns
from dtiscore.scoring.node_scores import Known
from dtiscore.scoring.preparation import prepare
from dtiscore.scoring.prepared import Prepared
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.scoring.selection import select
from dtiscore.tables.table import Dataset


def rescored(
    card: Scorecard,
    methodology: Methodology | None = None,
    dataset: Dataset | None = None,
    *,
    prepared: Prepared | None = None,
    dependents: Dependents | None = None,
) -> Scorecard:
    """The rows of a scorecard scored anew, fits included, together with the rows that go along unseen.

    Args:
        card: the scorecard, which may be a selection.
        methodology: another edition; its own unless given.
        dataset: other rows in place of those of the scorecard.
        prepared: these rows as an edition with the same preparation left them; where no rows go along unseen.
        dependents: all that depends on what differs in ``dataset``, under the scorecard's own edition; no other score
            is computed anew.

    Raises:
        InvalidData, UsageFault: as :func:`dtiscore.scoring.score_dataset`.
    """
    edition = methodology or card.methodology
    data = card.dataset if dataset is None else dataset
    if card.beside is None and dependents is not None:
        return _partly(card, data, dependents)
    if card.beside is None:
        return score_dataset(edition, data, prepared=prepared)
    whole = score_dataset(edition, data.joined(card.beside.dataset))
    return replace(select(whole, range(len(data))), beside=card.beside)


def _partly(card: Scorecard, data: Dataset, dependents: Dependents) -> Scorecard:
    """A scorecard with some of its scores made anew of other figures in the same rows."""
    edition = card.methodology
    prepared = prepare(edition, data.only(dependents.headers, dependents.codes))
    fitted = fit_columns(edition, prepared, dependents.codes)
    reference = card.reference.with_anew(fitted, dependents.codes, dependents.headers)
    known = Known(card.nodes, dependents.codes, card.partial)
    made = evaluate(edition, prepared.dataset, reference, prepared.kept, fitting=True, known=known)
    nodes = {**card.nodes, **made.nodes}
    kept = [one for one in card.disagreements if one.code not in dependents.codes]
    result = replace(
        card,
        dataset=data,
        reference=made.reference,
        nodes=nodes,
        disagreements=(*kept, *made.disagreements),
        prepared=None,
    )
    vars(result)["precision"] = card.precision.with_anew(made.reference, nodes, dependents.codes)
    return result
