"""Weights from how much indicators tell units apart: entropy, and contrast with conflict (CRITIC)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from dtiscore.errors import UsageFault
from dtiscore.methodology.arithmetic import mean, standard_deviation
from dtiscore.methodology.base import Values
from dtiscore.questions.weights.derive.answer.base import Derivation, as_shares, complete_units, left_out
from dtiscore.questions.weights.derive.answer.correlations import correlations, require_variation
from dtiscore.said import said


def entropy(scores: Mapping[str, Values]) -> Derivation:
    """Weights by Shannon's entropy: the more unevenly a child is spread over the units, the more it weighs.

    With p a unit's share of the child's sum, e = -(sum of p ln p) / ln n is 1 where all units are alike; the weight is
    1 - e over the sum of these.

    Source: C.-L. Hwang, K. Yoon (1981), Multiple Attribute Decision Making, section 2.2.3.

    Args:
        scores: the score of each unit for every child, by code; units with a gap take no part.

    Raises:
        UsageFault: there are too few units, a child does not vary, or a score is negative.
    """
    columns, gaps = complete_units(scores)
    require_variation(columns)
    for code, values in columns.items():
        if min(values) < 0:
            message = said('"{code}" has a negative score, of which no share can be taken', code=code)
            raise UsageFault(
                message, said("normalise it to 0 and above, for example with goalposts or min-max")
            )
    sizes = [_unevenness(values) for values in columns.values()]
    parameters = {"units": float(len(next(iter(columns.values()))))}
    return Derivation("entropy", as_shares(list(columns), sizes), parameters, left_out(gaps, scores))


def _unevenness(values: Sequence[float]) -> float:
    """1 - e, by how far each value is off the mean: of values that differ little nothing is left of e taken from 1."""
    centre = mean(list(values))
    off = [(value - centre) / centre for value in values]
    parts = [(1.0 + each) * math.log1p(each) - each if each > -1.0 else 1.0 for each in off]
    return math.fsum(parts) / (len(values) * math.log(len(values)))


def critic(scores: Mapping[str, Values]) -> Derivation:
    """Weights by contrast and conflict: a child weighs more the more it varies and the less it repeats the others.

    Scores are brought to 0 to 1 over the units; the weight of child j is in proportion to sd_j times the sum of
    1 - r_jk over the others.

    Source: D. Diakoulaki, G. Mavrotas, L. Papayannakis (1995), Determining objective weights in multiple criteria
    problems: the CRITIC method, Computers & Operations Research 22.

    Args:
        scores: the score of each unit for every child, by code; units with a gap take no part.

    Raises:
        UsageFault: there are too few units, a child does not vary, or all children say one and the same.
    """
    columns, gaps = complete_units(scores)
    matrix = correlations(columns).tolist()
    sizes = []
    for values, row in zip(columns.values(), matrix, strict=True):
        contrast = standard_deviation(values, "sample") / (max(values) - min(values))
        sizes.append(contrast * math.fsum(1.0 - r for r in row))
    if math.fsum(sizes) < 1e-12:
        raise UsageFault(
            said("the children are perfectly correlated: none tells more than another"),
            said("take equal weights"),
        )
    parameters = {"units": float(len(next(iter(columns.values()))))}
    return Derivation("critic", as_shares(list(columns), sizes), parameters, left_out(gaps, scores))
