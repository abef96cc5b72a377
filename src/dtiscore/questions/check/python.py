"""Check: the scores of a table held against a published or committed one."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Unpack

from dtiscore.analysis.expected import read_expected
from dtiscore.analysis.published_scales import published_scales
from dtiscore.arguments import AtLeast, checked
from dtiscore.errors import InvalidData, UsageFault, errors_of
from dtiscore.inputs.reading import Data, Reading, Weighting, raw_table, without_table_options
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import score
from dtiscore.inputs.validation import require_allowed
from dtiscore.inputs.weighting import other_schemes
from dtiscore.questions.check.answer import Verification, verify
from dtiscore.said import said


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
    card = score(data, methodology, **reading)
    if card.methodology.draft:
        message = said(
            "{edition} is a draft: its directions and weights are guesses", edition=card.methodology.id
        )
        fix = said("confirm them in the weighting file, and take out draft: true")
        raise UsageFault(message, fix)
    scheme = card.dataset.scheme
    # What is declared about the data says nothing of the expected table, which is of another kind.
    table, problems, options = raw_table(expected, without_table_options(reading))
    if errors_of(problems):
        raise InvalidData(
            said("{source}: the expected table cannot be read", source=table.source), problems=problems
        )
    wanted = read_expected(table, card.methodology, scheme, options, other_schemes=other_schemes(scheme))
    found = verify(card, wanted, tolerance=tolerance, partial=partial)
    warnings = [*problems, *published_scales(card, wanted, wanted.decimals), *wanted.passed_over]
    require_allowed(warnings, reading)
    return card, replace(found, warnings=warnings)
