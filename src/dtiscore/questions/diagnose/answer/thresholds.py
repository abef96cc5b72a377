"""The limits beyond which an audit speaks up, each with where it comes from; any of them can be set."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from math import inf, isfinite

from dtiscore.arguments import checked_fields
from dtiscore.errors import UsageFault
from dtiscore.said import said

_RANGES = {
    "availability": (0.0, 1.0),
    "skewness": (0.0, inf),
    "kurtosis": (0.0, inf),
    "fence": (0.0, inf),
    "negative": (-1.0, 0.0),
    "weak": (0.0, 1.0),
    "collinear": (0.0, 1.0),
    "alpha": (0.0, 1.0),
    "eigenvalue": (0.0, inf),
    "importance": (1.0, inf),
    "ceiling": (0.0, 1.0),
}
"""Between which numbers each threshold makes sense."""


@checked_fields
@dataclass(frozen=True)
class Thresholds:
    """Where figures become findings.

    Sources: OECD/JRC Handbook (2008), steps 3 and 4; JRC audits of indices (Saisana, Saltelli and others) and the JRC
    COIN Tool (2019) for correlations, skewness, kurtosis and availability; J. W. Tukey (1977), Exploratory Data
    Analysis, for fences; J. C. Nunnally (1978), Psychometric Theory, for alpha; H. F. Kaiser (1960) for eigenvalues;
    C. A. McHorney, A. R. Tarlov (1995), Quality of Life Research 4, for ceiling and floor. That importance is off by a
    factor of two is a choice of ours.
    """

    availability: float = 0.65
    """The share of units (of indicators) for which an indicator (a unit) should have data."""
    skewness: float = 2.0
    """The absolute skewness that, together with kurtosis, tells outliers."""
    kurtosis: float = 3.5
    """The excess kurtosis that, together with skewness, tells outliers."""
    fence: float = 1.5
    """How many interquartile ranges beyond the quartiles a value is an outlier."""
    negative: float = -0.4
    """At or below this correlation two parts of one node pull in opposite directions."""
    weak: float = 0.3
    """Below this correlation two things have little to do with each other."""
    collinear: float = 0.92
    """Above this correlation one of two things says nothing that the other does not."""
    alpha: float = 0.7
    """The Cronbach's alpha that parts of one node should reach."""
    eigenvalue: float = 1.0
    """Above this eigenvalue a principal component counts as a dimension of its own."""
    importance: float = 2.0
    """How many times more or less than its weight a part may matter."""
    ceiling: float = 0.15
    """From this share of units at the best (worst) score an indicator no longer separates them."""

    def __post_init__(self) -> None:
        """Raise ``UsageFault`` where the figure of a threshold can never be what it is set to."""
        for name, (least, most) in _RANGES.items():
            value = getattr(self, name)
            if not (least <= value <= most and isfinite(value)):
                fix = said("{name} is from {least:g} to {most:g}", name=name, least=least, most=most)
                if most == inf:
                    fix = said("{name} is {least:g} or more", name=name, least=least)
                raise UsageFault(
                    said('"{setting}" is beyond what can occur', setting=f"{name}={value:g}"), fix
                )

    def set_to(self, settings: list[str]) -> Thresholds:
        """These thresholds with some set otherwise, each as ``NAME=NUMBER``.

        Raises:
            UsageFault: there is no such threshold, it is set twice, or its value is no number or none that the figure can
                take.
        """
        names = [field.name for field in fields(self)]
        changed: dict[str, float] = {}
        for setting in settings:
            name, _, text = setting.partition("=")
            if name.strip() not in names:
                raise UsageFault(
                    said('"{setting}" sets no threshold', setting=setting),
                    said("write NAME=NUMBER, of {names}", names=", ".join(names)),
                )
            if name.strip() in changed:
                raise UsageFault(
                    said("{name} is set more than once", name=name.strip()),
                    said("only one would count: give one"),
                )
            try:
                value = float(text)
            except ValueError:
                value = float("nan")
            if not isfinite(value):
                raise UsageFault(
                    said('"{setting}" gives the threshold no number', setting=setting),
                    said("write {name}=NUMBER with a decimal point", name=name.strip()),
                )
            changed[name.strip()] = value
        return replace(self, **changed)
