"""Check: the scores of a table held against a published or committed one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Annotated, Unpack

from dtiscore.analysis.expected import read_expected
from dtiscore.analysis.expected_table import ExpectedTable
from dtiscore.analysis.published_scales import published_scales
from dtiscore.arguments import AtLeast, checked
from dtiscore.errors import InvalidData, Problem, UsageFault, errors_of
from dtiscore.inputs.in_force import Part, WithoutPeriods, parts, used_by_none
from dtiscore.inputs.reading import Data, Reading, Weighting, raw_table, without_table_options
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import score, score_editions
from dtiscore.inputs.validation import editions_for, require_allowed
from dtiscore.inputs.weighting import other_schemes, scheme_of
from dtiscore.methodology import Methodology
from dtiscore.methodology.periods import in_time
from dtiscore.questions.check.answer import Verification, verify
from dtiscore.questions.check.raw_figures import without_raw_figures
from dtiscore.said import said
from dtiscore.shell_words import with_value
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawTable


@checked
def check(
    data: Data,
    methodology: Weighting,
    expected: Data,
    *,
    tolerance: Annotated[float, AtLeast(0)] | None = None,
    partial: bool = False,
    **reading: Unpack[Reading],
) -> tuple[Scorecard, Verification]:
    """Score a table and hold the result against a published or committed one.

    Args:
        data: the table to score.
        methodology: the edition.
        expected: the table of expected scores, ranks and bands: a ranking that dtiscore wrote, or any other table, of
            which a :class:`DeclaredTable` says how it is written.
        tolerance: how far a score may be off; without it scores must be equal as the expected table writes them.
        partial: whether the expected table may lack units that were scored.
        reading: what is declared about the data, and which period and groups are meant, see :class:`Reading`.

    Raises:
        InvalidData: one of the tables is invalid.
        UsageFault: the edition is a draft. Otherwise as :func:`score`.
    """
    cards = [score(data, methodology, **reading)]
    (found,) = _held(cards, methodology, expected, reading, tolerance=tolerance, partial=partial)
    return found


@checked
def check_editions(
    data: Data,
    methodology: Weighting,
    expected: Data,
    *,
    tolerance: Annotated[float, AtLeast(0)] | None = None,
    partial: bool = False,
    **reading: Unpack[Reading],
) -> list[tuple[Scorecard, Verification]]:
    """Score a panel and hold it against a published or committed one, each period under the edition of a family that governs it.

    Args and errors as for :func:`check`.

    Returns:
        for each edition its scorecard, and what became of the expected rows of its periods; those of periods that the table
        lacks are differences, and stand with the last.
    """
    cards = score_editions(data, methodology, **reading)
    return _held(cards, methodology, expected, reading, tolerance=tolerance, partial=partial)


def _held(
    cards: list[Scorecard],
    methodology: Weighting,
    expected: Data,
    reading: Reading,
    *,
    tolerance: float | None,
    partial: bool,
) -> list[tuple[Scorecard, Verification]]:
    """Scorecards held against one table."""
    for card in cards:
        _refuse_draft(card.methodology)
    # What is declared about the data says nothing of the expected table, which is of another kind.
    table, problems, options = raw_table(expected, without_table_options(reading))
    if errors_of(problems):
        raise InvalidData(
            said("{source}: the expected table cannot be read", source=table.source), problems=problems
        )
    every, ungoverned = _by_edition(cards, editions_for(methodology, reading), table, options)
    problems += ungoverned
    of_cards = {card.methodology.id: card for card in cards}
    scored_in = {id_: set(filter(None, card.dataset.periods)) for id_, card in of_cards.items()}
    wanted = {
        part.methodology.id: _wanted(part, methodology, options, scored_in.get(part.methodology.id, ()))
        for part in every
    }
    wanted |= {id_: without_raw_figures(of_cards[id_], one) for id_, one in wanted.items() if id_ in of_cards}
    scored = [*of_cards]
    beside = [row for id_, one in wanted.items() if id_ not in scored for row in one.rows]
    each = [wanted.get(id_, ExpectedTable(table.source)) for id_ in scored]
    each[-1] = replace(each[-1], rows=[*each[-1].rows, *beside])
    held = [*zip(cards, each, strict=True)]
    scales = [problem for card, one in held for problem in published_scales(card, one, one.decimals)]
    warnings = used_by_none([one.passed_over for one in wanted.values()])
    told = [*problems, *scales, *(problem for found in warnings for problem in found)]
    require_allowed(told, reading)
    found = [verify(card, one, tolerance=tolerance, partial=partial) for card, one in held]
    found[0] = replace(found[0], warnings=told)
    return [*zip(cards, found, strict=True)]


def _by_edition(
    cards: Sequence[Scorecard], editions: Sequence[Methodology], table: RawTable, options: ReadingOptions
) -> tuple[list[Part], list[Problem]]:
    """The expected table cut by the editions that govern its periods, and a problem for each period that none governs.

    Raises:
        UsageFault: scorecards are under several editions, and the table has no column of periods.
    """
    try:
        return parts(editions, table, options)
    except WithoutPeriods as fault:
        if len(cards) == 1:
            return [Part(cards[0].methodology, table)], []
        last = max(filter(None, cards[-1].dataset.periods), key=in_time, default="")
        fix = said("choose a period: {option}", option=with_value("--period", last))
        raise UsageFault(fault.message, fix) from fault


def _wanted(
    part: Part, weighting: Weighting, options: ReadingOptions, periods: Collection[str]
) -> ExpectedTable:
    """What is expected of the periods that an edition governs, of which some were scored."""
    scheme = scheme_of(part.methodology, weighting)
    return read_expected(
        part.table,
        part.methodology,
        scheme,
        options,
        other_schemes=other_schemes(scheme),
        periods=periods,
    )


def _refuse_draft(edition: Methodology) -> None:
    if edition.draft:
        message = said("{edition} is a draft: its directions and weights are guesses", edition=edition.id)
        fix = said("confirm them in the weighting file, and take out draft: true")
        raise UsageFault(message, fix)
