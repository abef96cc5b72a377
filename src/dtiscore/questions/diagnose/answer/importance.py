"""How much each part matters in truth beside the weight that is stated: the correlation ratio."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dtiscore.methodology import Values
from dtiscore.methodology.exact_sums import exact_sum
from dtiscore.questions.diagnose.answer.association import Undefined, association
from dtiscore.questions.diagnose.answer.audited import Audited

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
        """How many times its weight it matters."""
        if self.share is None or not self.stated:
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
        known = [own.value for own, _ in ratios.values() if own.value is not None]
        comparable = subject.is_whole(parent) and len(known) == len(children) > 1 and math.fsum(known) > 0
        for child in children:
            own, of_index = ratios[child]
            share = own.value / math.fsum(known) if comparable and own.value is not None else None
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
    """The ratios of a part with some scores; its curves, megabytes, are let go of before those of the next part."""
    part = Part(subject.score(child))
    found = {
        whole: part.ratio(subject.score(whole)) if subject.has_score(whole) else Ratio(None, "no-score")
        for whole in dict.fromkeys(wholes)
    }
    return [found[whole] for whole in wholes]


def _squared(part: Values, whole: Values) -> float | None:
    value = association(part, whole).value
    return None if value is None else value**2


def correlation_ratio(part: Values, whole: Values) -> Ratio:
    """The share of the variance of ``whole`` that goes with ``part``: Var(E[whole | part]) / Var(whole).

    The conditional mean is a local-linear curve with Gaussian weights. Its bandwidth is the one of a fixed set that
    predicts each unit best from the others (leave-one-out cross-validation). Units of equal ``part`` share one point of
    the curve.

    Source: K. Pearson (1905) for the ratio; J. Fan, I. Gijbels (1996), Local Polynomial Modelling and Its Applications,
    for the curve.

    Args:
        part: one score per unit; units with a gap in either take no part.
        whole: the score that may go with it.
    """
    return Part(part).ratio(whole)


class Part:
    """A score that others may go with; what the curves over it need of it alone is found once."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._curves: dict[bytes, _Curve] = {}

    def ratio(self, whole: Values) -> Ratio:
        """Its correlation ratio with another score; see :func:`correlation_ratio`."""
        both = ~(np.isnan(self._values) | np.isnan(whole))
        x, y = self._values[both], whole[both]
        if len(x) < LEAST_UNITS:
            return Ratio(None, "few-units")
        if x.min() == x.max() or y.min() == y.max():
            return Ratio(None, "constant")
        of = both.tobytes()
        if of not in self._curves:
            self._curves[of] = _Curve((x - x.min()) / (x.max() - x.min()))
        curve = self._curves[of]
        y = y - exact_sum(y) / len(y)
        total = exact_sum(y * y)
        fitted = curve.through(y)
        centre = exact_sum(fitted * curve.counts) / len(y)
        explained = exact_sum(curve.counts * (fitted - centre) ** 2)
        return Ratio(min(1.0, explained / total))


class _Curve:
    """The best curve over some positions from 0 to 1, through whatever stands there."""

    def __init__(self, x: Values) -> None:
        self._place = _positions(x)
        self.counts = np.bincount(self._place).astype(np.float64)
        """How many units stand at each position."""
        self._at = np.bincount(self._place, weights=x) / self.counts

    @cached_property
    def _smoothers(self) -> list[Values]:
        """Those under which no unit is fitted by itself alone."""
        found = _smoothers(self._at, self.counts)
        return [smoother for smoother in found if float((1.0 - np.diagonal(smoother)).min()) > 1e-6]

    def through(self, y: Values) -> Values:
        """The curve at each position."""
        place, counts = self._place, self.counts
        level = np.bincount(place, weights=y) / counts
        within = np.bincount(place, weights=(y - level[place]) ** 2)
        best, curve = math.inf, level
        for smoother in self._smoothers:
            fitted = np.einsum("ij,j->i", smoother * counts, level)
            error = exact_sum((within + counts * (level - fitted) ** 2) / (1.0 - np.diagonal(smoother)) ** 2)
            if error < best * (1.0 - 1e-12):
                best, curve = error, fitted
        return curve


def _positions(x: Values) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    """For each unit the number of its position: of its value, or of its group where values are too many."""
    values, place = np.unique(x, return_inverse=True)
    if len(values) > _MOST_POSITIONS:
        place = place * _MOST_POSITIONS // len(values)
    return np.asarray(place, dtype=np.intp)


def _smoothers(at: Values, counts: Values) -> Iterator[Values]:
    """By bandwidth what one unit at each position (column) adds to the curve at each position (row)."""
    apart = at[np.newaxis, :] - at[:, np.newaxis]
    squared = apart**2
    for bandwidth in _BANDWIDTHS:
        kernel = np.exp(-0.5 * (apart / bandwidth) ** 2)
        mass = kernel * counts
        zeroth, first, second = (
            np.sum(moment, axis=1)[:, np.newaxis] for moment in (mass, mass * apart, mass * squared)
        )
        spread = zeroth * second - first**2
        flat = spread <= 1e-12 * zeroth**2  # nothing else near: the mean of what stands there
        line = kernel * (second - apart * first) / np.where(flat, 1.0, spread)
        yield np.where(flat, kernel / zeroth, line)
