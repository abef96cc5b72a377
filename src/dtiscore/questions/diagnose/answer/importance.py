"""How much each part matters in truth beside the weight that is stated: the correlation ratio."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology import Values
from dtiscore.methodology.exact_sums import exact_sum
from dtiscore.questions.diagnose.answer.association import Undefined, association
from dtiscore.questions.diagnose.answer.audited import Audited

Places: TypeAlias = NDArray[np.intp]

LEAST_UNITS = 10
"""With fewer units a curve through them says nothing."""

_MOST_POSITIONS = 256
"""At how many different values the curve is fitted; more than these are joined into groups of equal size."""

_BANDWIDTHS = tuple(0.01 * 1.35**step for step in range(21))
"""From which bandwidths the best is chosen, in ranges of the part: from a hundredth to where the curve is a line."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A correlation ratio."""

    value: float | None
    """From 0, where the part tells nothing of the score, to 1, where it tells it wholly."""
    undefined: Undefined | None = None


@dataclass(frozen=True, slots=True)
class Importance:
    """One part of a node: what its weight says and what it does."""

    code: str
    parent: str
    stated: float | None
    """Its weight in the parent, as a share of 1; ``None`` where the aggregation looks at no weights."""
    in_index: float | None
    """Its weight in the index, by the product of the shares on the way up."""
    ratio: Ratio
    """How much of the ups and downs of the parent's score go with it: the correlation ratio."""
    squared: float | None
    """The same if only a straight line is asked: the squared Pearson correlation."""
    ratio_index: Ratio
    """With the index instead of the parent."""
    squared_index: float | None
    share: float | None
    """Its correlation ratio as a share of those of all parts; ``None`` where some part or some ratio is not known."""

    @property
    def times(self) -> float | None:
        """How many times its weight it matters; ``None`` also where it is the same for all units."""
        if self.share is None or self.ratio.value is None or not self.stated:
            return None
        return self.share / self.stated


def importances(subject: Audited) -> list[Importance]:
    """The importance of every node that has a parent, in the order of the file.

    Source: P. Paruolo, M. Saisana, A. Saltelli (2013), Ratings and rankings: voodoo or science?, Journal of the Royal
    Statistical Society A 176.
    """
    found: list[Importance] = []
    index = subject.index.code
    for parent, children in subject.groups.items():
        ratios = {child: _ratios(subject, child, (parent, index)) for child in children}
        # What is the same for all units tells no two of them apart: others matter as if it were not there.
        told = {code: 0.0 if own.undefined == "constant" else own.value for code, (own, _) in ratios.items()}
        known = [value for value in told.values() if value is not None]
        comparable = subject.is_whole(parent) and len(known) == len(children) > 1 and math.fsum(known) > 0
        for child in children:
            own, of_index = ratios[child]
            value = told[child]
            share = value / math.fsum(known) if comparable and value is not None else None
            found.append(
                Importance(
                    code=child,
                    parent=parent,
                    stated=subject.stated.get(child),
                    in_index=subject.effective.get(child),
                    ratio=own,
                    squared=_squared(subject.score(child), subject.score(parent)),
                    ratio_index=of_index,
                    squared_index=_squared(subject.score(child), subject.score(index)),
                    share=share,
                )
            )
    return found


def _ratios(subject: Audited, child: str, wholes: Sequence[str]) -> list[Ratio]:
    """The ratios of a part with some scores."""
    scores = {whole: subject.score(whole) for whole in wholes if subject.has_score(whole)}
    ratios = correlation_ratios(subject.score(child), list(scores.values()))
    found = dict(zip(scores, ratios, strict=True))
    return [found.get(whole, Ratio(None, "no-score")) for whole in wholes]


def _squared(part: Values, whole: Values) -> float | None:
    value = association(part, whole).value
    return None if value is None else value**2


def correlation_ratios(part: Values, wholes: Sequence[Values]) -> list[Ratio]:
    """The share of the variance of each whole that goes with ``part``: Var(E[whole | part]) / Var(whole).

    The conditional mean is a local-linear curve with Gaussian weights. Its bandwidth is the one of a fixed set that
    predicts each unit best from the others (leave-one-out cross-validation). Units of equal ``part`` share one point of
    the curve.

    Source: K. Pearson (1905) for the ratio; J. Fan, I. Gijbels (1996), Local Polynomial Modelling and Its Applications,
    for the curve.

    Args:
        part: one score per unit; units with a gap in either take no part.
        wholes: scores that may go with it, of the same units.
    """
    found: dict[int, Ratio] = {}
    known = [~(np.isnan(part) | np.isnan(whole)) for whole in wholes]
    together: defaultdict[bytes, list[int]] = defaultdict(list)
    for number, both in enumerate(known):
        together[both.tobytes()].append(number)
    for numbers in together.values():
        both = known[numbers[0]]
        ratios = _without_gaps(part[both], [wholes[number][both] for number in numbers])
        found |= zip(numbers, ratios, strict=True)
    return [found[number] for number in range(len(wholes))]


def _without_gaps(part: Values, wholes: Sequence[Values]) -> list[Ratio]:
    if len(part) < LEAST_UNITS:
        return [Ratio(None, "few-units") for _ in wholes]
    least, most = part.min(), part.max()
    if least == most:
        return [Ratio(None, "constant") for _ in wholes]
    x = (part - least) / (most - least)
    place = _positions(x)
    counts = np.bincount(place).astype(np.float64)
    at = np.bincount(place, weights=x) / counts
    centred = [whole - exact_sum(whole) / len(whole) for whole in wholes]
    curves = _best_curves(place, counts, at, centred)
    return [
        Ratio(None, "constant") if whole.min() == whole.max() else _explained(y, curve, counts)
        for whole, y, curve in zip(wholes, centred, curves, strict=True)
    ]


def _explained(y: Values, curve: Values, counts: Values) -> Ratio:
    """How much of the variance of ``y``, whose mean is 0, a curve has; ``counts`` units stand at each of its positions."""
    centre = exact_sum(curve * counts) / len(y)
    explained = exact_sum(counts * (curve - centre) ** 2)
    return Ratio(min(1.0, explained / exact_sum(y * y)))


def _positions(x: Values) -> Places:
    """For each unit the number of its position: of its value, or of its group where values are too many."""
    values, place = np.unique(x, return_inverse=True)
    if len(values) > _MOST_POSITIONS:
        place = place * _MOST_POSITIONS // len(values)
    return np.asarray(place, dtype=np.intp)


def _best_curves(place: Places, counts: Values, at: Values, wholes: Sequence[Values]) -> list[Values]:
    """By whole the best of the curves through it, at each position.

    Where some unit stands so far off that at every bandwidth it is fitted by itself alone, nothing can be told of it
    from the others: the widest curve then, which is all but a line.
    """
    levels = np.stack([np.bincount(place, weights=y) / counts for y in wholes])
    within = [
        np.bincount(place, weights=(y - level[place]) ** 2) for y, level in zip(wholes, levels, strict=True)
    ]
    best = [(math.inf, level) for level in levels]
    for own, curves in _curves(at, counts, levels):
        by_itself = float((1.0 - own).min()) <= 1e-6
        for number, curve in enumerate(curves):
            missed = within[number] + counts * (levels[number] - curve) ** 2
            error = math.inf if by_itself else exact_sum(missed / (1.0 - own) ** 2)
            if math.isinf(best[number][0]) or error < best[number][0] * (1.0 - 1e-12):
                best[number] = error, curve
    return [curve for _, curve in best]


def _curves(at: Values, counts: Values, levels: Values) -> Iterator[tuple[Values, list[Values]]]:
    """By bandwidth how much one unit adds to the curve at its own position, and the curve through each row of levels.

    A line through what is near a position is there ``height`` times the levels and ``-slope`` times the levels times
    how far they are, both weighted by nearness: no matrix of what each adds to each is made.
    """
    apart = at[np.newaxis, :] - at[:, np.newaxis]
    squared, weighted_apart = apart**2, apart * counts
    weighted_levels = levels * counts
    for bandwidth in _BANDWIDTHS:
        near = np.exp(squared * (-0.5 / bandwidth**2))
        far = near * apart
        zeroth, first = (np.einsum("ij,j->i", each, counts) for each in (near, far))
        second = np.einsum("ij,ij->i", far, weighted_apart)
        spread = zeroth * second - first**2
        flat = spread <= 1e-12 * zeroth**2  # nothing else near: the mean of what stands there
        divisor = np.where(flat, 1.0, spread)
        height = np.where(flat, 1.0 / zeroth, second / divisor)
        slope = np.where(flat, 0.0, first / divisor)
        yield (
            height,
            [
                height * np.einsum("ij,j->i", near, each) - slope * np.einsum("ij,j->i", far, each)
                for each in weighted_levels
            ],
        )
