"""Weights under which the index tells as much of its parts as it can, by correlations of ranks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology.arithmetic import mean, standard_deviation
from dtiscore.methodology.base import Values
from dtiscore.methodology.exact_sums import exact_sum
from dtiscore.questions.weights.derive.answer.base import Derivation, as_shares, complete_units, left_out
from dtiscore.questions.weights.derive.answer.correlations import require_variation
from dtiscore.said import said

MOST_UNITS = 2_000
"""How many units are compared in pairs at most: 2 million pairs, for which some 0.2 GB are needed."""

_SWEEPS = 100
"""Far more rounds through all weights than any has been seen to take."""

_WIDTH = 1e-12
"""Between two crossings that are nearer than this, as shares of all weight, there is nothing to choose."""


def infomax(scores: Mapping[str, Values]) -> Derivation:
    """Weights of a mean that maximise the sum of the rank correlations (Spearman's) of its parts with it.

    Ranks change where two units cross, and nowhere else. Along one weight, with the others as they are, every pair of units
    crosses at most once, at a weight that is known; so the sum is known for each weight from 0 up, and its highest value is
    found exactly. Weight after weight is set so, from equal weights of standardised parts on, until none can raise the sum.
    Of two parts that is the highest of all; of more it is one that no single weight improves. With correlations of figures in
    place of ranks nothing has to be sought: every part divided by its standard deviation, each counting alike, has the
    highest sum whatever the figures are.

    Source: W. Becker, P. Paruolo, M. Saisana, A. Saltelli (2017), Weights and importance in composite indicators, in:
    Handbook of Uncertainty Quantification, maximum information; as ``infomax`` of the R package COINr.

    Args:
        scores: the score of each unit for every part, by code; units with a gap take no part.

    Raises:
        UsageFault: there are too few units, or more than :data:`MOST_UNITS`, or a part does not vary.
    """
    columns, gaps = complete_units(scores)
    columns = dict(sorted(columns.items()))  # the order of the file has no say in which weight is moved first
    require_variation(columns)
    units = len(next(iter(columns.values())))
    if units > MOST_UNITS:
        message = said(
            "infomax compares units in pairs, at most {most} of them, and here are {units}",
            most=MOST_UNITS,
            units=units,
        )
        raise UsageFault(message, said("keep fewer rows, or take target-importance"))
    spreads = [standard_deviation(list(values), "sample") for values in columns.values()]
    standardised = [
        (np.array(values) - mean(list(values))) / spread
        for values, spread in zip(columns.values(), spreads, strict=True)
    ]
    search = _Search(standardised)
    weights = search.settled()
    reached = [_spearman(part, search.index(weights)) for part in standardised]
    shares = as_shares(
        list(columns), [weight / spread for weight, spread in zip(weights, spreads, strict=True)]
    )
    parameters = {
        "units": float(units),
        **{f"correlation {code}": round(each, 6) for code, each in zip(columns, reached, strict=True)},
    }
    return Derivation("infomax", {code: shares[code] for code in scores}, parameters, left_out(gaps, scores))


class _Search:
    """The parts of an index, standardised, and what each pair of units adds to the sum of the rank correlations."""

    def __init__(self, parts: list[Values]) -> None:
        self.parts = parts
        self.pairs = np.triu_indices(len(parts[0]), 1)
        ranks = [_ranks(part) for part in parts]
        # A rank correlation is linear in the ranks of the index: each unit's rank counts for the sum of its own ranks.
        worth = np.add.reduce([(each - each.mean()) / each.std() for each in ranks])
        self.worth = self._between(worth)
        self.apart = [self._between(part) for part in parts]

    def _between(self, values: Values) -> Values:
        result: Values = values[self.pairs[0]] - values[self.pairs[1]]
        return result

    def index(self, weights: list[float]) -> Values:
        """The weighted sum of the parts."""
        result: Values = np.zeros(len(self.parts[0]))
        for weight, part in zip(weights, self.parts, strict=True):
            result = result + weight * part
        return result

    def settled(self) -> list[float]:
        """The weights, with sum 1, that no change of a single one improves."""
        weights = [1.0 / len(self.parts)] * len(self.parts)
        best = self._value(weights)
        for _ in range(_SWEEPS):
            before = best
            for part in range(len(weights)):
                others = weights[:part] + weights[part + 1 :]
                if not any(others):
                    continue
                tried = [weight / sum(others) for weight in weights]
                tried[part] = self._along(part, tried)
                tried = [weight / sum(tried) for weight in tried]
                value = self._value(tried)
                if value > best + 1e-9 * abs(best):
                    weights, best = tried, value
            if best == before:
                break
        return weights

    def _value(self, weights: list[float]) -> float:
        """What the pairs add up to: the sum of the rank correlations, but for a factor that is the same for all weights."""
        return exact_sum(np.sign(self._between(self.index(weights))) * self.worth)

    def _along(self, part: int, weights: list[float]) -> float:
        """The best weight of one part, where the others sum to 1 and stay as they are."""
        rest = self._between(self.index([0.0 if at == part else each for at, each in enumerate(weights)]))
        own = self.apart[part]
        crossing = (rest * own) < 0
        at = -rest[crossing] / own[crossing]
        steps = 2 * np.sign(own[crossing]) * self.worth[crossing]
        order = np.argsort(at, kind="stable")
        # As a share of all weight, from 0 to 1: between two crossings the sum is the same.
        places = np.concatenate([[0.0], at[order] / (1 + at[order]), [1.0]])
        sums = np.concatenate([[0.0], np.cumsum(steps[order])])
        sums[np.diff(places) <= _WIDTH] = -np.inf
        chosen = int(np.argmax(sums))
        share = (places[chosen] + places[chosen + 1]) / 2
        return float(share / (1 - share))


def _ranks(values: Values) -> Values:
    """Ranks from the lowest, those of the same value their mean."""
    _, at, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    result: Values = (last - (counts - 1) / 2)[at]
    return result


def _spearman(one: Values, other: Values) -> float:
    """The correlation of the ranks of two columns."""
    first, second = (each - each.mean() for each in (_ranks(one), _ranks(other)))
    sizes = [exact_sum(each * each) for each in (first, second)]
    return exact_sum(first * second) / float(np.sqrt(sizes[0] * sizes[1]))
