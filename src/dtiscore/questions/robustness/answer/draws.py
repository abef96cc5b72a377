"""The draws of a study: what each replicate assumes, as columns that can be kept in a table and played again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology import Values
from dtiscore.questions.robustness.answer.assumptions import OWN
from dtiscore.questions.robustness.answer.variants import Variant
from dtiscore.said import said
from dtiscore.tables.table import Rows

WEIGHT = "weight:"
ERROR = "error:"
CELL = "cell:"
CHOICES = (*Variant._fields, "excluded")
"""The columns of texts; ``excluded`` holds the code of an indicator or node, or nothing."""


@dataclass(frozen=True)
class Draws:
    """One entry per replicate in every column; what has no column is as in the edition."""

    count: int
    numbers: Mapping[str, Values]
    """``weight:CODE``: the weight (or points) of a node in the file's own numbers. ``error:CODE:UNIT``: what is added
    to the indicator's value of a unit, and ``cell:CODE:UNIT`` where that unit alone is in doubt."""
    texts: Mapping[str, Sequence[str]]
    """The columns of ``CHOICES``."""

    @property
    def factors(self) -> list[str]:
        """What varies: weights, each choice, the error of each indicator, the error of each single cell."""
        weights = [WEIGHT.rstrip(":") for name in self.numbers if name.startswith(WEIGHT)]
        errors = [f"{ERROR}{code}" for kind, code, _ in self.errors if kind == ERROR]
        cells = [name for name in self.numbers if name.startswith(CELL)]
        return list(dict.fromkeys([*weights, *self.texts, *errors, *cells]))

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """The cells whose values are off: ``ERROR`` or ``CELL``, the code of the indicator, that of the unit."""
        names = (name for name in self.numbers if name.startswith((ERROR, CELL)))
        return [(f"{kind}:", code, unit) for kind, code, unit in (cell_of(name) for name in names)]

    @cached_property
    def variants(self) -> dict[Variant, Rows]:
        """Which replicates score under which variant of the edition."""
        if not any(name in self.texts for name in Variant._fields):
            return {Variant(): np.arange(self.count, dtype=np.intp)}
        own = [OWN] * self.count
        columns = (self.texts.get(name, own) for name in Variant._fields)
        rows: dict[Variant, list[int]] = {}
        for at, choices in enumerate(zip(*columns, strict=True)):
            rows.setdefault(Variant(*choices), []).append(at)
        return {variant: np.array(rows[variant], dtype=np.intp) for variant in sorted(rows)}

    def take(self, rows: Rows) -> Draws:
        """Some of the replicates."""
        if len(rows) == self.count and isinstance(span(rows), slice):
            return self
        at = rows.tolist()
        return Draws(
            len(at),
            {name: values[span(rows)] for name, values in self.numbers.items()},
            {name: tuple(texts[row] for row in at) for name, texts in self.texts.items()},
        )

    def replaced(self, factor: str, other: Draws) -> Draws:
        """These draws with those of one factor taken from others."""
        numbers = {
            name: other.numbers[name] if name == factor or name.startswith(f"{factor}:") else values
            for name, values in self.numbers.items()
        }
        texts = {name: other.texts[name] if name == factor else known for name, known in self.texts.items()}
        return Draws(self.count, numbers, texts)

    def columns(self) -> dict[str, list[Any]]:
        """The draws as plain columns for a table, replicates counted from 1."""
        columns: dict[str, list[Any]] = {"replicate": list(range(1, self.count + 1))}
        columns |= {name: list(texts) for name, texts in self.texts.items()}
        return columns | {name: values.tolist() for name, values in self.numbers.items()}


def cell_of(name: str) -> tuple[str, str, str]:
    """The kind, the indicator and the unit of a column ``error:CODE:UNIT`` or ``cell:CODE:UNIT``."""
    kind, _, rest = name.partition(":")
    code, _, unit = rest.partition(":")
    return kind, code, unit


def span(rows: Rows) -> slice | Rows:
    """Ascending rows as a slice where none between them is left out, which copies nothing."""
    first, last = int(rows[0]), int(rows[-1])
    return slice(first, last + 1) if last - first + 1 == len(rows) else rows


def joined(parts: Sequence[Draws]) -> Draws:
    """Draws with the same columns, one after the other."""
    first = parts[0]
    if len(parts) == 1:
        return first
    return Draws(
        sum(part.count for part in parts),
        {name: np.concatenate([part.numbers[name] for part in parts]) for name in first.numbers},
        {name: tuple(text for part in parts for text in part.texts[name]) for name in first.texts},
    )


def require_known(draws: Draws, codes: Sequence[str], units: Sequence[str]) -> None:
    """Make sure that draws speak of nodes and units that there are, in numbers that can be weights.

    Raises:
        UsageFault: they belong to another edition or table, or a weight is negative or beyond all numbers.
    """
    known = set(codes)
    for name, values in draws.numbers.items():
        kind, _, rest = name.partition(":")
        code, _, unit = (rest, "", "") if kind == "weight" else rest.partition(":")
        if (
            kind not in ("weight", "error", "cell")
            or code not in known
            or (kind != "weight" and unit not in units)
        ):
            raise UsageFault(
                said('the draws have a column "{name}", of which edition and table know nothing', name=name),
                said("play draws again with the table and the edition that they were made for"),
            )
        if not np.isfinite(values).all() or (kind == "weight" and (values < 0).any()):
            raise UsageFault(
                said('the draws have a number in "{name}" that it cannot be', name=name),
                said("weights are 0 or above"),
            )
    weights = [values for name, values in draws.numbers.items() if name.startswith(WEIGHT)]
    with np.errstate(over="ignore"):
        if not np.isfinite(np.sum(weights, axis=0)).all():
            raise UsageFault(
                said("the draws have weights whose sum is too large to be computed with"),
                said("keep the draws again with --draws FILE"),
            )
    unknown = sorted({code for code in draws.texts.get("excluded", ()) if code and code not in known})
    if unknown:
        raise UsageFault(
            said('the draws leave out "{unknown}", which the edition does not have', unknown=unknown[0]),
            said("correct the code"),
        )
