"""Score a table: under one edition, or each period under the edition that governs it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar, Unpack

from dtiscore.arguments import checked
from dtiscore.errors import Place, Problem, UsageFault, errors_of
from dtiscore.files.paths import FileName
from dtiscore.inputs.reading import (
    Data,
    Read,
    Reading,
    Weighting,
    declared,
    period_of,
    raw_table,
    without_part,
    without_table_options,
)
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.validation import (
    Validation,
    editions_for,
    in_order_of_file,
    invalid,
    read_and_validate,
    require_allowed,
    require_one,
    validate_each,
)
from dtiscore.methodology import Methodology
from dtiscore.methodology.periods import in_order, in_time
from dtiscore.progress import tell
from dtiscore.said import said, with_and
from dtiscore.scoring import score_dataset, scorecard as computed
from dtiscore.scoring.fitting import one_period
from dtiscore.scoring.reference import Reference
from dtiscore.scoring.scales_apart import scales_apart, sizes_of
from dtiscore.scoring.selection import kept

Told = TypeVar("Told", bound=Any)
"""An answer, which has the scorecard that it is of as its ``card``."""


@checked
def score(
    data: Data,
    methodology: Weighting,
    *,
    reference: FileName | Reference | None = None,
    **reading: Unpack[Reading],
) -> Scorecard:
    """Score and rank the units of a table under an edition.

    Args:
        data: the path of a CSV file, ``-``, or a DataFrame with one row per unit (and period).
        methodology: a built-in edition's id, the path of a weighting file, plain data or a ``Methodology``.
        reference: statistics fitted elsewhere, for rules that need them, or the file that holds them; fitted on this table
            unless given.
        reading: what is declared about the table, see :class:`Reading`.

    Raises:
        InvalidData: the table breaks the rules of the edition; ``problems`` lists every breach.
        InvalidMethodology: the weighting file is broken.
        SourceFault: a file cannot be read.
    """
    validation = require_one(
        read_and_validate(data, editions_for(methodology, reading), methodology, reading)
    )
    return scored(validation, reading, given(reference))


def given(reference: FileName | Reference | None) -> Reference | None:
    """The reference that an argument of that name is, or whose file it names."""
    if not isinstance(reference, str | os.PathLike):
        return reference
    from dtiscore.inputs.references import load_reference

    return load_reference(reference)


def asked(data: Data | Scorecard, methodology: Weighting | None, reading: Reading, **named: str) -> Scorecard:
    """The scorecard that a question is asked of: one that is there already, or a table scored under an edition.

    Args:
        data: the scorecard or the table.
        methodology: the edition of a table; a scorecard has its own.
        reading: what is declared about a table; of a scorecard ``period`` and ``group`` choose the rows meant.
        named: what the question cannot do without, by the name of its argument, such as ``unit``.

    Raises:
        UsageFault: one of these is missing, the scorecard has no such period or group, or something is declared that
            only a table has use for. Otherwise as :func:`score`.
    """
    if isinstance(data, Scorecard):
        require_use([data], methodology=methodology, **without_part(reading))
    for name, value in named.items():
        if not value:
            raise UsageFault(
                said("no {name} is named", name=name), said("name one: {option}", option=f"--{name}")
            )
    if isinstance(data, Scorecard):
        return data.part(reading.get("period"), reading.get("group"))
    if methodology is None:
        raise UsageFault(
            said("nothing says how the table is scored"), said("give a methodology, or a scorecard")
        )
    return score(data, methodology, **reading)


def asked_each(
    data: Data | Scorecard, methodology: Weighting | None, reading: Reading, **named: str
) -> list[Scorecard]:
    """The scorecards that a question about one period of a panel is asked of: several where a family of editions governs it.

    Whichever of them is looked at, each tells the reservations about the whole table, as the one of a single edition does.

    Args and errors as for :func:`asked`.

    Returns:
        a scorecard for each edition that governs periods of the table, that of its last period last.
    """
    if isinstance(data, Scorecard) or methodology is None or not all(named.values()):
        return [asked(data, methodology, reading, **named)]
    cards = score_editions(data, methodology, **reading)
    if len(cards) == 1:
        return cards
    told = tuple(dict.fromkeys(warning for card in cards for warning in card.warnings))
    in_order = sorted(cards, key=lambda card: max(map(in_time, card.dataset.periods), default=()))
    return [replace(card, warnings=told) for card in in_order]


def under_each(
    cards: Sequence[Scorecard], reading: Reading, question: Callable[[Scorecard], Told]
) -> list[Told]:
    """What the scorecards of a panel under several editions answer; where one cannot, the others have a reservation of it.

    Raises:
        UsageFault: none can, by what the last one lacks.
        InvalidData: one cannot, and warnings count as errors.
    """
    answers: list[Told] = []
    lacking: list[Problem] = []
    for card in cards:
        try:
            answers.append(question(card))
        except UsageFault as fault:
            if not answers and card is cards[-1]:
                raise
            lacking.append(_left_out(card, fault))
    require_allowed(lacking, reading)
    return [
        replace(one, card=replace(one.card, warnings=(*one.card.warnings, *lacking))) if lacking else one
        for one in answers
    ]


def _left_out(card: Scorecard, fault: UsageFault) -> Problem:
    message = said(
        "{periods} under {edition} left out: {reason}",
        periods=with_and(in_order(card.dataset.periods)),
        edition=card.methodology.id,
        reason=fault.in_one_line,
    )
    return Problem(
        "edition-left-out", message, Place(card.provenance.data), fix=fault.fix, severity="warning"
    )


def require_use(tables: Sequence[Data | Scorecard], **given: object) -> None:
    """Make sure that what is said of how tables are read and scored is of use to one that is not scored yet.

    Args:
        tables: the tables and scorecards that it is said of.
        given: what is said, by the names of arguments; what is empty is not said.

    Raises:
        UsageFault: something is said, and all are scorecards.
    """
    stated = [name for name, value in given.items() if value]
    if stated and all(isinstance(one, Scorecard) for one in tables):
        message = said(
            "{options} can be given for a table only, not for {cards}",
            options=", ".join(stated),
            cards=with_and(map(repr, tables)),
        )
        raise UsageFault(
            message, said("leave it out and give what follows it by name, or give the table itself")
        )


@checked
def score_editions(
    data: Data,
    methodology: Weighting,
    *,
    reference: FileName | Reference | None = None,
    **reading: Unpack[Reading],
) -> list[Scorecard]:
    """Score the units of a panel, each period under the edition of a family that governs it.

    Args:
        data: the path of a CSV file, ``-``, or a DataFrame with one row per unit and period.
        methodology: the name of a family of built-in editions (``dti-province``), or one edition as for :func:`score`.
        reference: as for :func:`score`; it belongs to one edition.
        reading: what is declared about the table, see :class:`Reading`.

    Returns:
        a scorecard for each edition that governs a period of the table, in the order in which they came into force.
        Scores of different editions do not compare.

    Raises:
        InvalidData: the table breaks the rules of an edition, or no edition governs one of its periods. Otherwise as
            :func:`score`.
    """
    return score_each(
        raw_table(data, reading), editions_for(methodology, reading), methodology, reading, given(reference)
    )


def score_each(
    read: Read,
    editions: Sequence[Methodology],
    weighting: Weighting,
    reading: Reading,
    reference: Reference | None = None,
) -> list[Scorecard]:
    """A table that has been read, as by :func:`raw_table`, scored under each edition that governs some of its rows."""
    validations = validate_each(read, editions, weighting, reading)
    problems = [problem for validation in validations for problem in validation.problems]
    if errors_of(problems):
        raise invalid(validations[0]._replace(problems=in_order_of_file(problems)))
    return [scored(validation, reading, reference) for validation in validations]


def scored(validation: Validation, reading: Reading, reference: Reference | None = None) -> Scorecard:
    """The scorecard of a table that was held against its edition: of the period and group that are declared, if any.

    Raises:
        InvalidData: the table breaks the rules of the edition, or cannot be scored.
        UsageFault: there is no such group.
    """
    if validation.dataset is None:
        raise invalid(validation)
    options = {**validation.declared, **declared(without_table_options(reading))}
    if reference is not None:
        options["reference_sha256"] = reference.hash
    tell(said("scoring the table"))
    edition = validation.methodology
    card = score_dataset(edition, validation.dataset, reference=reference, options=options)
    told = told_of_scores(card, validation.table.source, is_fitted=reference is not None)
    require_allowed(told, reading)
    card = replace(card, warnings=(*validation.problems, *told))
    as_read = validation.as_read if reference is None else None
    return kept(
        replace(Scorecard.of(card), as_read=as_read),
        validation.at_period or period_of(reading.get("period")),
        reading.get("group"),
    )


def told_of_scores(card: computed.Scorecard, source: str, *, is_fitted: bool = False) -> list[Problem]:
    """The reservations about a table that are known once it is scored; ``is_fitted`` by what was learned elsewhere."""
    edition = card.methodology
    apart = scales_apart(edition, sizes_of(card.nodes), source)
    return [*apart, *one_period(edition, card.dataset.periods, source, is_fitted=is_fitted)]
