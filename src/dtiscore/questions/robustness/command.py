"""``robustness``: how firm ranks are when weights, rules, single indicators or measurements differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dtiscore.cli.options import Data, FixedUnits, Weights, with_reading
from dtiscore.cli.result import with_result
from dtiscore.errors import UsageFault
from dtiscore.questions.robustness.options import (
    DrawsCount,
    DrawsFile,
    Level,
    Replay,
    Seed,
    Show,
    Unit,
    Within,
    with_assumptions,
)
from dtiscore.said import said

if TYPE_CHECKING:
    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading
    from dtiscore.questions.robustness.answer import Assumptions


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        short_help="Show how firm the ranks are.",
        epilog="dtiscore robustness examples/hdi/2022.csv -w hdi-2022 --draws-count 200 --within 20",
    )(robustness)


@with_reading
@with_result
@with_assumptions
def robustness(
    data: Data,
    weights: Weights,
    assumptions: Assumptions,
    reading: Reading,
    result: Result,
    show: Show = "ranks",
    draws_count: DrawsCount = 1000,
    seed: Seed = 1,
    within: Within = None,
    unit: Unit = None,
    level: Level = None,
    allow_fixed_units: FixedUnits = False,
    draws: DrawsFile = None,
    replay: Replay = None,
) -> None:
    """Rank the units again and again with other weights, rules or values, and show which ranks hold."""
    from dtiscore.cli.terminal import emit_set
    from dtiscore.questions.robustness.answer import Assumptions
    from dtiscore.questions.robustness.python import robustness as study_of
    from dtiscore.questions.robustness.shown.records import draws_csv
    from dtiscore.questions.robustness.shown.robustness import ShownRobustness

    if draws is not None and draws.isdecimal():
        raise UsageFault(
            said("--draws names the file that keeps what is drawn, and {n} is a number", n=draws),
            said("how many rankings to make says --draws-count {n}", n=draws),
        )
    inputs = [name for name in (data, weights, replay) if name is not None]
    result.claim(inputs, pictured=show in ("ranks", "pairs"))
    untold = replay is not None and assumptions == Assumptions()
    study = study_of(
        data, weights, None if untold else assumptions, draws_count=draws_count, seed=seed, within=within, replay=replay,
        unit=unit, level=level, allow_fixed_units=allow_fixed_units, **reading,
    )  # fmt: skip
    text = result.drawn(ShownRobustness(study, show))
    kept = {} if draws is None else {draws: draws_csv(study)}
    result.tell(study.card.warnings)
    emit_set({**kept, result.output or "-": text}, inputs)
    result.say_written(text)
