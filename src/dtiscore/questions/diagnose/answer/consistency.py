"""Whether the parts of a node measure one thing: Cronbach's alpha and principal components."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dtiscore.methodology import Values
from dtiscore.methodology.components import eigenvectors
from dtiscore.questions.diagnose.answer.alpha import Alpha, cronbach, cronbach_without_each
from dtiscore.questions.diagnose.answer.association import LEAST_UNITS, Undefined
from dtiscore.questions.diagnose.answer.audited import Audited
from dtiscore.questions.weights.derive.answer.base import complete_units
from dtiscore.questions.weights.derive.answer.correlations import correlations


@dataclass(frozen=True)
class Components:
    """The principal components of the correlations of some columns, the greatest first."""

    codes: Sequence[str]
    """The columns that vary."""
    constant: Sequence[str]
    """Those that do not, and took no part."""
    units: int
    """The units with a value in all of them."""
    eigenvalues: Sequence[float]
    """The variance of each component; they sum to the number of columns."""
    vectors: Mapping[str, Sequence[float]]
    """For each column its entry in the unit vector of each component; a vector points where its entries sum to more
    than 0."""
    undefined: Undefined | None = None

    @property
    def shares(self) -> list[float]:
        """The share of the variance that each component explains."""
        return [value / len(self.codes) for value in self.eigenvalues]

    def loading(self, code: str, component: int) -> float:
        """The correlation of a column with a component, counted from 0."""
        return self.vectors[code][component] * math.sqrt(max(0.0, self.eigenvalues[component]))

    def dimensions(self, least: float = 1.0) -> int:
        """How many components have an eigenvalue above ``least``, at least one where there is any."""
        return max(min(1, len(self.eigenvalues)), sum(value > least + 1e-9 for value in self.eigenvalues))


@dataclass(frozen=True)
class Consistency:
    """How well the parts of one node belong together."""

    code: str
    children: Sequence[str]
    all_indicators: bool
    """Whether the parts are not the children of the node but all indicators of the index."""
    alpha: Alpha
    without: Mapping[str, float | None]
    """What alpha would be without each of them; empty for fewer than three."""
    components: Components | None
    """``None`` for the indicators taken together, which are not one node."""


def components(columns: Mapping[str, Values]) -> Components:
    """The principal components of the correlation matrix, over the units that have every value.

    A column that is the same for all units correlates with nothing and takes no part.
    """
    if len(columns) < 2:
        return Components(list(columns), [], 0, [], {}, "one-child")
    complete, _ = complete_units(columns)
    units = len(next(iter(complete.values())))
    if units < LEAST_UNITS:
        return Components([], [], units, [], {}, "few-units")
    varying = {code: values for code, values in complete.items() if min(values) != max(values)}
    constant = [code for code in complete if code not in varying]
    if len(varying) < 2:
        return Components(list(varying), constant, units, [], {}, "constant")
    values, vectors = eigenvectors(correlations(varying))
    by_code = {code: vectors[at].tolist() for at, code in enumerate(varying)}
    return Components(list(varying), constant, units, values, by_code)


def consistencies(subject: Audited) -> list[Consistency]:
    """How well the parts of each node belong together, and at the end all indicators of the index.

    Scores are brought to one scale first: shares of the maximum points, where nodes have points.
    """
    found = [_consistency(subject, code, children) for code, children in subject.groups.items()]
    if len(subject.groups) > 1 and len(subject.apart) > 1:
        alpha = cronbach([*subject.on_one_scale(subject.apart).values()])
        found.append(Consistency(subject.index.code, subject.apart, True, alpha, {}, None))
    return found


def _consistency(subject: Audited, code: str, children: tuple[str, ...]) -> Consistency:
    columns = subject.on_one_scale(children)
    values = [*columns.values()]
    without: dict[str, float | None] = {}
    if len(children) > 2:
        alphas = [alpha.value for alpha in cronbach_without_each(values)]
        without = dict(zip(children, alphas, strict=True))
    return Consistency(code, children, False, cronbach(values), without, components(columns))
