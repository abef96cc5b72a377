"""What a robustness study varies: weights, rules, aggregation, imputation, treatment, indicators, measurements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from dtiscore.arguments import checked_fields
from dtiscore.errors import UsageFault
from dtiscore.said import said

OWN = "own"
"""The choice that stands for what the edition itself says."""

WeightKind = Literal["dirichlet", "uniform", "simplex"]


SIBLINGS, LEAVES, LEVEL = "siblings", "leaves", "level:"
"""Over what weights are drawn; a number follows the last one."""


@checked_fields
@dataclass(frozen=True, slots=True)
class WeightVariation:
    """How weights are drawn, anew in each replicate, and over what.

    ``dirichlet``: around the given weights. A weight of share p has the standard deviation
    sqrt(p (1 - p) / (concentration + 1)). ``uniform``: each weight times 1 + U(-share, share), then brought back to
    their sum. ``simplex``: any set of weights is as likely as any other (Dirichlet with parameters 1), of those of which
    each has at least the share ``least``.
    """

    kind: WeightKind = "dirichlet"
    concentration: float = 100.0
    share: float = 0.25
    over: str = SIBLINGS
    """``siblings``: below each node by itself, so that the share of the index that a part has is a product of draws, one
    for each level. ``leaves``: once over the innermost parts, as shares of the index. ``level:2``: once over the nodes
    of that level and the parts that end above it, as shares of the index; weights below stay as they are given."""

    least: float = 0.0
    """The least share of each weight, of ``simplex``."""

    @property
    def level(self) -> int | None:
        """The level over whose nodes shares of the index are drawn; ``None`` for leaves and siblings."""
        return int(self.over.removeprefix(LEVEL)) if self.over.startswith(LEVEL) else None

    def __post_init__(self) -> None:
        if not 0 <= self.least < 1:
            raise UsageFault(
                said("weights cannot have a share of {least:g} at least", least=self.least),
                said("give one from 0 up, at most 1 over the number of parts"),
            )
        number = self.over.removeprefix(LEVEL)
        is_level = number != self.over and number.isascii() and number.isdigit() and int(number) > 0
        if self.over not in (SIBLINGS, LEAVES) and not is_level:
            fix = said("take siblings, leaves, or level:1 for the main parts, level:2 and so on")
            raise UsageFault(said('weights cannot be drawn over "{over}"', over=self.over), fix)
        if not 0 < self.concentration < float("inf"):
            raise UsageFault(
                said("a concentration of {value:g} makes no sense", value=self.concentration),
                said("give a number above 0: 100 keeps close to the given weights, 10 roams"),
            )
        if not 0 < self.share <= 1:
            raise UsageFault(
                said("weights cannot vary by a share of {share:g}", share=self.share),
                said("give one above 0 and up to 1: 0.25 is ±25 %"),
            )


@checked_fields
@dataclass(frozen=True, slots=True)
class MeasurementError:
    """How far the value of one indicator may be off, before outliers are treated, independently from unit to unit.

    Of a unit that is named nothing but its own value is off. Where the indicator has an error for all units as well,
    that unit has its own error in the place of it.
    """

    indicator: str
    amount: float
    """A standard deviation in the indicator's own units, or a share of the value."""
    relative: bool = False
    """Whether the amount is a share: the value is then anywhere within ± share, all as likely."""
    unit: str | None = None
    """The code of the one unit whose value is off; ``None`` for all."""

    def __post_init__(self) -> None:
        if not 0 < self.amount < float("inf"):
            whose = said('"{indicator}"', indicator=self.indicator)
            if self.unit is not None:
                whose = said('{indicator} of "{unit}"', indicator=whose, unit=self.unit)
            message = said(
                "the measurement error of {indicator} is {amount:g}", indicator=whose, amount=self.amount
            )
            raise UsageFault(message, said("give a number above 0, or a share such as 10%"))


@checked_fields
@dataclass(frozen=True, slots=True)
class Assumptions:
    """What varies from replicate to replicate. Each tuple of choices is drawn from, all of them as likely."""

    weights: WeightVariation | None = WeightVariation()
    """``None`` keeps the edition's weights."""
    normalisations: tuple[str, ...] = ()
    """Rules such as ``own``, ``min-max:1,100`` and ``z-score:10,2``."""
    aggregations: tuple[str, ...] = ()
    """Means such as ``own``, ``arithmetic`` and ``geometric``, for every node that is a mean."""
    winsorise: tuple[int, ...] = ()
    """How many outlying values a winsorising step may draw in at most."""
    imputations: tuple[str, ...] = ()
    """Ways to fill missing values such as ``own``, ``none``, ``mean``, ``median`` and ``group-mean:COLUMN``."""
    treatments: tuple[str, ...] = ()
    """Ways to treat outliers such as ``own``, ``none``, ``winsorise:3`` and ``clip-percentiles:5,95``."""
    exclusion: bool = False
    """Whether one indicator or none is left out, each as likely."""
    errors: tuple[MeasurementError, ...] = ()

    def with_units(self, code: Callable[[str], str]) -> Assumptions:
        """The same with the code of every unit that an error of measurement calls otherwise."""
        errors = (
            error if error.unit is None else replace(error, unit=code(error.unit)) for error in self.errors
        )
        return replace(self, errors=tuple(errors))

    @property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """The choices by what is chosen, where there is any."""
        found = {
            "normalisation": self.normalisations,
            "aggregation": self.aggregations,
            "winsorise": tuple(map(str, self.winsorise)),
            "imputation": self.imputations,
            "treatment": self.treatments,
        }
        return {name: choices for name, choices in found.items() if choices}

    @property
    def settled(self) -> dict[str, str]:
        """What is the same in every replicate because there is one choice alone."""
        return {name: choices[0] for name, choices in self.choices.items() if len({*choices}) == 1}

    @property
    def is_empty(self) -> bool:
        """Whether nothing varies at all."""
        varies = self.weights is not None or self.exclusion or self.errors
        return not varies and len(self.settled) == len(self.choices)
