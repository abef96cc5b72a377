"""Sampling: seeded draws under the assumptions of a study, the same on any machine and in any number of parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology import Values
from dtiscore.questions.robustness.answer.assumptions import (
    SIBLINGS,
    Assumptions,
    MeasurementError,
    WeightVariation,
)
from dtiscore.questions.robustness.answer.draws import CELL, ERROR, WEIGHT, Draws, joined
from dtiscore.questions.robustness.answer.measured import indicator_values
from dtiscore.questions.robustness.answer.shares import require_shares, shares_of_index, weights_of
from dtiscore.questions.robustness.answer.subject import Subject
from dtiscore.said import said
from dtiscore.scoring.fixed_units import fixed_rows

GENERATOR = "PCG64"
"""The bit generator of numpy that all draws come from."""

BLOCK = 1024
"""How many replicates share one child of the seed. More draws continue fewer; work may be parted as one likes."""

_WEIGHTS, _NORMALISATION, _AGGREGATION, _WINSORISE, _EXCLUSION, _ERRORS = range(6)
_IMPUTATION, _TREATMENT, _CELLS = range(6, 9)
"""The stream of each assumption: what else varies does not change its draws. A new one comes after the others."""
_OF_CHOICES = {
    "normalisation": _NORMALISATION,
    "aggregation": _AGGREGATION,
    "winsorise": _WINSORISE,
    "excluded": _EXCLUSION,
    "imputation": _IMPUTATION,
    "treatment": _TREATMENT,
}


def sample(subject: Subject, assumptions: Assumptions, count: int, seed: int, *, stream: int = 0) -> Draws:
    """Draw what each replicate assumes.

    Args:
        subject: what is studied.
        assumptions: what varies.
        count: how many replicates, at least 1.
        seed: any whole number from 0; the child of block b and assumption a has the spawn key (stream, b, a).
        stream: tells independent samples of one study apart.

    Raises:
        UsageFault: nothing varies, or there is no such indicator.
    """
    require_variation(assumptions, count, seed)
    return sample_part(subject, assumptions, range(count), seed, stream=stream)


def require_variation(assumptions: Assumptions, count: int, seed: int) -> None:
    """Make sure that there is something to draw.

    Raises:
        UsageFault: there is no replicate, nothing varies, or the seed is below 0.
    """
    if count < 1 or seed < 0:
        raise UsageFault(
            said("a study needs at least 1 replicate and a seed from 0"), said("give a greater number")
        )
    if assumptions.is_empty:
        raise UsageFault(
            said("no assumption varies, so that every replicate is the same"),
            said("vary the weights, for one, or give two different choices of one kind"),
        )


def sample_part(
    subject: Subject, assumptions: Assumptions, replicates: range, seed: int, *, stream: int = 0
) -> Draws:
    """The draws of some of the replicates of :func:`sample`; the blocks they lie in are drawn whole."""
    first = replicates.start // BLOCK * BLOCK
    drawn = joined(
        [
            _block(subject, assumptions, min(BLOCK, replicates.stop - start), (seed, stream, start // BLOCK))
            for start in range(first, replicates.stop, BLOCK)
        ]
    )
    return drawn.take(np.arange(replicates.start - first, replicates.stop - first, dtype=np.intp))


def _generator(key: tuple[int, int, int], assumption: int, *further: int) -> np.random.Generator:
    seed, stream, block = key
    sequence = np.random.SeedSequence(seed, spawn_key=(stream, block, assumption, *further))
    return np.random.Generator(np.random.PCG64(sequence))


def _block(subject: Subject, assumptions: Assumptions, count: int, key: tuple[int, int, int]) -> Draws:
    """Whole blocks are drawn, of which the last may be needed in part only."""
    numbers: dict[str, Values] = {}
    texts: dict[str, Sequence[str]] = {}
    if assumptions.weights is not None:
        numbers |= _weights(subject, assumptions.weights, _generator(key, _WEIGHTS))
    drawn_from = assumptions.choices
    if assumptions.exclusion:
        drawn_from["excluded"] = ("", *subject.leaves)
    for name, stream in _OF_CHOICES.items():
        if choices := drawn_from.get(name):
            at = _generator(key, stream).integers(len(choices), size=BLOCK)
            texts[name] = tuple(choices[choice] for choice in at[:count].tolist())
    for error in assumptions.errors:
        numbers |= _errors(subject, error, key) if error.unit is None else _cell(subject, error, key)
    for error in assumptions.errors:
        numbers.pop(f"{ERROR}{error.indicator}:{error.unit}", None)  # its own error stands in the place of it
    return Draws(count, {name: values[:count] for name, values in numbers.items()}, texts)


def _weights(subject: Subject, how: WeightVariation, generator: np.random.Generator) -> dict[str, Values]:
    """The weight of every node that is drawn: below each node by itself, or as shares of the index."""
    if how.over != SIBLINGS:
        require_shares(subject, how.level)
        own = shares_of_index(subject, how.level)
        if len(own) < 2:
            return {}
        drawn = weights_of(subject, dict(zip(own, _drawn(own, how, generator), strict=True)))
        return {f"{WEIGHT}{code}": values for code, values in drawn.items()}
    found: dict[str, Values] = {}
    for children in subject.weighted.values():
        columns = _drawn(children, how, generator) * fsum(children.values())
        found |= {f"{WEIGHT}{code}": column for code, column in zip(children, columns, strict=True)}
    return found


def _drawn(weights: Mapping[str, float], how: WeightVariation, generator: np.random.Generator) -> Values:
    """Shares that sum to 1, parts by replicates, around those of some weights."""
    given = np.array(list(weights.values()))
    if how.kind == "uniform":
        shares = given * (1.0 + generator.uniform(-how.share, how.share, (BLOCK, len(given))))
        shares = _of_one(shares, given)
    else:
        alpha = (
            np.ones(len(given)) if how.kind == "simplex" else how.concentration * given / float(given.sum())
        )
        room = 1.0 - how.least * len(given)
        if room < 0:
            raise UsageFault(
                said("{n} weights of {least:g} at least exceed 1", n=len(given), least=how.least),
                said("give a lower share"),
            )
        shares = (
            how.least + room * generator.dirichlet(alpha, BLOCK)
            if how.least
            else generator.dirichlet(alpha, BLOCK)
        )
    return np.ascontiguousarray(shares.T)


def _of_one(shares: Values, given: Values) -> Values:
    """Shares that sum to 1; those given where all that was drawn is 0."""
    sums = shares.sum(axis=1, keepdims=True)
    return np.where(sums > 0, shares / np.where(sums > 0, sums, 1.0), given / given.sum())


def _errors(subject: Subject, error: MeasurementError, key: tuple[int, int, int]) -> dict[str, Values]:
    (values,) = indicator_values(subject, error.indicator).values()
    position = list(subject.card.methodology.nodes).index(error.indicator)
    generator = _generator(key, _ERRORS, position)
    drawn: dict[str, Values] = {}
    if error.relative:
        noise = generator.uniform(-error.amount, error.amount, (BLOCK, len(values))) * np.nan_to_num(values)
    else:
        noise = generator.normal(0.0, error.amount, (BLOCK, len(values)))
    for at, unit in enumerate(subject.units):
        drawn[f"{ERROR}{error.indicator}:{unit}"] = noise[:, at]
    return drawn


def _cell(subject: Subject, error: MeasurementError, key: tuple[int, int, int]) -> dict[str, Values]:
    """The error of one cell, which has a stream of its own: the order of the rows and of the ranking is nothing to it."""
    (values,) = indicator_values(subject, error.indicator).values()
    if error.unit not in subject.units:
        raise UsageFault(
            said('"{unit}" is no unit that has a rank', unit=error.unit),
            said("name a ranked unit by its code"),
        )
    at = subject.units.index(error.unit)
    row = int(subject.rows[at])
    supplied = fixed_rows(subject.card, [error.indicator], subject.rows[at : at + 1]).get(row)
    if supplied is not None:
        label = subject.card.methodology.node_or_view(supplied).spoken_name
        name = subject.card.named(row)
        message = said(
            'an error in "{indicator}" cannot reach "{name}": the table supplies its {label}',
            indicator=error.indicator,
            name=name,
            label=label,
        )
        raise UsageFault(
            message,
            said("leave this error out, or add its figures below {supplied} to the table", supplied=supplied),
        )
    value = float(values[at])
    if value != value:
        message = said(
            '"{unit}" has no value in "{indicator}" that could be off',
            unit=error.unit,
            indicator=error.indicator,
        )
        raise UsageFault(message, said("leave this error out, or name a unit with a value"))
    position = list(subject.card.methodology.nodes).index(error.indicator)
    generator = _generator(key, _CELLS, position, sorted(subject.units).index(error.unit))
    if error.relative:
        noise = generator.uniform(-error.amount, error.amount, BLOCK) * value
    else:
        noise = generator.normal(0.0, error.amount, BLOCK)
    return {f"{CELL}{error.indicator}:{error.unit}": noise}
