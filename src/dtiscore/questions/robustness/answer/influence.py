"""Which assumption moves ranks and scores most: Sobol indices of the whole ranking, or of one unit's rank and score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology import Values
from dtiscore.progress import tell
from dtiscore.questions.robustness.answer.draws import Draws, joined
from dtiscore.questions.robustness.answer.fixed_units import NO_FIXED_UNITS, Fixed
from dtiscore.questions.robustness.answer.population import require_scores, scores_of
from dtiscore.questions.robustness.answer.ranking import ranked
from dtiscore.questions.robustness.answer.sobol import SobolIndex, sobol_indices
from dtiscore.questions.robustness.answer.statistics import mean_shift
from dtiscore.questions.robustness.answer.subject import Subject
from dtiscore.said import said

Outcome = Literal["ranking", "rank", "score"]
"""What moves: all ranks (by how many places on average), the rank of one unit, its score in the published form."""

_SCORES_AT_A_TIME = 1 << 20
"""Of so many scores samples are made together: 8 MiB."""


def influence_of(  # noqa: PLR0913 - two samples, and what is asked of them
    subject: Subject,
    first: Draws,
    second: Draws,
    factors: Sequence[str],
    *,
    unit: str | None = None,
    seed: int = 0,
    fixed: Fixed = NO_FIXED_UNITS,
) -> dict[Outcome, list[SobolIndex]]:
    """The indices of every assumption, for each outcome.

    Args:
        subject: what is studied.
        first: one sample of draws.
        second: another one of the same size, independent of it.
        factors: what varies in them.
        unit: the code of the unit whose rank and score are meant; ``None`` for the whole ranking.
        seed: of the bootstrap.
        fixed: the places of units that nothing reaches, whose moves do not count in the whole ranking.

    Raises:
        UsageFault: the unit has no rank in some replicate, so that its variance is not known.
    """
    samples = [first, second, *(first.replaced(factor, second) for factor in factors)]
    size = max(1, _SCORES_AT_A_TIME // (first.count * len(subject.rows)))
    outcomes: list[Mapping[Outcome, Values]] = []
    for at in range(0, len(samples), size):
        tell(said("varying one assumption after the other"), at, len(samples))
        outcomes += _outcomes(subject, samples[at : at + size], unit, fixed)
    y_a, y_b, *mixed = outcomes
    found: dict[Outcome, list[SobolIndex]] = {}
    for outcome in y_a:
        # The indices are blind to a shift, but what is estimated is not: far from 0 its error would swamp it.
        middle = float(np.mean([y_a[outcome], y_b[outcome]]))
        others = [one[outcome] - middle for one in mixed]
        found[outcome] = sobol_indices(
            factors, y_a[outcome] - middle, y_b[outcome] - middle, others, seed=seed
        )
    return found


def _outcomes(
    subject: Subject, samples: Sequence[Draws], unit: str | None, fixed: Fixed
) -> Iterator[Mapping[Outcome, Values]]:
    """What moves in each of some samples of one size, scored together: most of the work is once for each variant."""
    count = samples[0].count
    scores = scores_of(subject, joined(samples))
    for start in range(0, scores.shape[1], count):
        own = scores[:, start : start + count]
        require_scores(subject, np.isnan(own))
        ranks = ranked(subject, own).ranks
        if unit is None:
            ranks[:, list(fixed)] = np.nan
            yield {"ranking": mean_shift(ranks, subject.ranks)}
            continue
        at = subject.units.index(unit)
        if np.isnan(ranks[:, at]).any():
            message = said(
                '"{unit}" has no rank under some assumptions, so that nothing can be told of what moves it',
                unit=unit,
            )
            raise UsageFault(
                message,
                said("leave out the assumption under which it has none, such as --imputation none"),
            )
        yield {"rank": ranks[:, at], "score": own[at]}
