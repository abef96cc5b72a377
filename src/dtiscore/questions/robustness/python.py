"""How robust a ranking is: the study of one table under one edition, with draws that can be kept and played again."""

from __future__ import annotations

from typing import Unpack

from dtiscore.arguments import Count, FromZero, checked
from dtiscore.errors import UsageFault
from dtiscore.inputs.draws import DRAWS, SEED
from dtiscore.inputs.reading import Data, Reading, Weighting
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import asked
from dtiscore.questions.robustness.answer import Assumptions, MeasurementError
from dtiscore.questions.robustness.answer.study import Robustness
from dtiscore.said import said


@checked
def robustness(  # noqa: PLR0913 - the options of one command
    data: Data | Scorecard,
    methodology: Weighting | None = None,
    assumptions: Assumptions | None = None,
    *,
    draws_count: Count = DRAWS,
    seed: FromZero = SEED,
    within: Count | None = None,
    replay: Data | None = None,
    unit: str | None = None,
    level: Count | None = None,
    allow_fixed_units: bool = False,
    **reading: Unpack[Reading],
) -> Robustness:
    """Study how far the ranks of a table depend on weights, rules, imputation, single indicators and errors of measurement.

    Args:
        data: the path of a CSV file, ``-``, a DataFrame or a scorecard; of a panel, ``period`` says which period.
        methodology: the edition, as for :func:`score`; a scorecard has its own.
        assumptions: what varies; weights around those of the edition unless given. An error of measurement of one unit
            calls it by its code, name or alias.
        draws_count: how many replicates.
        seed: of the draws; the same seed gives the same draws on any machine.
        within: the rank up to which a unit counts among the first.
        replay: a table of draws to play again, as ``Robustness.draws.columns()`` has them.
        unit: the unit that pairs, influence and attainable ranks are asked of, by its code, name or alias; all units
            unless given.
        level: the level of the parts that are left out one at a time, 1 for the main parts; every level unless given.
        allow_fixed_units: whether units that what varies cannot reach, because the table supplies their index or a node
            in which it does not count, are marked and left out of ranges, shares and pairs; otherwise the answer is
            refused when it is asked for.
        reading: what is declared about the table, see :class:`Reading`.

    Returns:
        the study; its statistics, groups, removals, influence and attainable ranks are computed when asked for.

    Raises:
        UsageFault: nothing varies, a choice or a unit is unknown, or the table has several periods or groups.
            Otherwise as :func:`score`.
    """
    return asked(data, methodology, reading).robustness(
        assumptions,
        draws_count=draws_count,
        seed=seed,
        within=within,
        replay=replay,
        unit=unit,
        level=level,
        allow_fixed_units=allow_fixed_units,
    )


def measurement_error(text: str) -> MeasurementError:
    """The error that ``INDICATOR=2.5`` (a standard deviation) or ``INDICATOR=10%`` (± a share) declares.

    ``UNIT:INDICATOR=2.5`` declares it of one unit, which is called by its code, name or alias.

    Raises:
        UsageFault: the text has another form.
    """
    cell, _, amount = text.rpartition("=")
    unit, colon, indicator = cell.rpartition(":")
    relative = amount.endswith("%")
    try:
        number = float(amount.removesuffix("%"))
    except ValueError:
        indicator, number = "", 0.0
    if not indicator or (colon and not unit.strip()):
        message = said('"{text}" declares no error of measurement', text=text)
        raise UsageFault(
            message,
            said(
                "write INDICATOR=SD in the indicator's units, INDICATOR=10%, or UNIT:INDICATOR=10% for one unit"
            ),
        )
    return MeasurementError(indicator, number / 100 if relative else number, relative, unit.strip() or None)
