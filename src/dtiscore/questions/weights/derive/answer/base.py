"""What every way to derive weights gives: shares that sum to 1, what to know of them, and reservations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Literal

from dtiscore.methodology.arithmetic import present
from dtiscore.methodology.base import Values
from dtiscore.said import Said, counted, said

Shares = Mapping[str, float]
"""The weight of each child by its code, in the order of the file; they sum to 1."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A reservation about derived weights: not an error, but something that should be read."""

    code: str
    message: Said
    fix: Said
    indicator: str | None = None


@dataclass(frozen=True)
class Derivation:
    """The weights that a method gives to the children of a node."""

    method: str
    shares: Shares
    parameters: Mapping[str, float | str]
    """The choices that were made and the figures that go with the result, enough to make it again."""
    remarks: Sequence[Remark] = ()
    whole: float | Literal["relative"] = 1.0
    """What the weights sum to as they are written; ``relative`` of a weighted sum, whose weights are no shares."""
    are_equal: bool = False
    """Whether the shares are the same but for their rounding, so that no number has to be written."""


def as_shares(codes: Sequence[str], sizes: Sequence[float]) -> dict[str, float]:
    """Numbers of 0 and above, of which one at least is not 0, as shares of their sum."""
    whole = fsum(sizes)
    return {code: size / whole for code, size in zip(codes, sizes, strict=True)}


def complete_units(scores: Mapping[str, Values]) -> tuple[dict[str, list[float]], int]:
    """The scores of the units that have one for every child, and how many units were left out."""
    rows = list(zip(*(values.tolist() for values in scores.values()), strict=True))
    complete = [row for row in rows if all(value == value for value in row)]
    columns = {code: [row[i] for row in complete] for i, code in enumerate(scores)}
    return columns, len(rows) - len(complete)


def left_out(units: int, scores: Mapping[str, Values]) -> list[Remark]:
    """The reservation that some units lacked a score, and which child lacks most."""
    if not units:
        return []
    most = min(scores, key=lambda code: len(present(scores[code])))
    message = counted(
        units,
        '{n} unit lacks a score and took no part; "{node}" has the fewest',
        '{n} units lack a score and took no part; "{node}" has the fewest',
        node=most,
    )
    return [
        Remark("units-left-out", message, said("fill the gaps, or impute them in the weighting file"), most)
    ]
