"""``robustness``: how firm ranks are when weights, rules, single indicators or measurements differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dtiscore.cli.options import Data, Weights, delimiter_named, with_reading
from dtiscore.cli.result import with_result
from dtiscore.cli.robust_options import (
    Concentration,
    DrawsCount,
    DrawsFile,
    ErrorOf,
    Exclude,
    Imputation,
    Level,
    MeanChoice,
    Normalisation,
    Replay,
    Seed,
    Share,
    Show,
    Treatment,
    Unit,
    VaryWeights,
    WinsorisePoints,
    Within,
)

if TYPE_CHECKING:
    from dtiscore.analysis.robustness import Assumptions
    from dtiscore.api import Reading
    from dtiscore.cli.result import Result


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        short_help="Show how firm the ranks are.",
        epilog="Example: dtiscore robustness examples/hdi/2022.csv -w hdi-2022 --draws-count 200 --within 20",
    )(robustness)


@with_reading
@with_result
def robustness(
    data: Data,
    weights: Weights,
    reading: Reading,
    result: Result,
    show: Show = "ranks",
    draws_count: DrawsCount = 1000,
    seed: Seed = 1,
    within: Within = None,
    unit: Unit = None,
    level: Level = None,
    vary_weights: VaryWeights = "dirichlet",
    concentration: Concentration = 100.0,
    share: Share = 0.25,
    normalisation: Normalisation = None,
    aggregation: MeanChoice = None,
    winsorise: WinsorisePoints = None,
    imputation: Imputation = None,
    treatment: Treatment = None,
    exclude: Exclude = False,
    error: ErrorOf = None,
    draws: DrawsFile = None,
    replay: Replay = None,
) -> None:
    """Rank the units again and again with other weights, rules or values, and show which ranks hold."""
    from dataclasses import replace

    from dtiscore.api import Assumptions, measurement_error, robustness as study_of
    from dtiscore.cli.terminal import emit_set
    from dtiscore.render.robust import records as rows, robustness as shown

    inputs = [name for name in (data, weights, replay) if name is not None]
    result.claim(inputs)
    varied = _varied(vary_weights, concentration, share, exclude=exclude)
    assumptions = replace(
        varied,
        normalisations=tuple(normalisation or ()),
        aggregations=tuple(aggregation or ()),
        winsorise=tuple(winsorise or ()),
        imputations=tuple(imputation or ()),
        treatments=tuple(treatment or ()),
        errors=tuple(map(measurement_error, error or ())),
    )
    untold = replay is not None and assumptions == Assumptions()
    study = study_of(
        data, weights, None if untold else assumptions, draws_count=draws_count, seed=seed, within=within, replay=replay,
        unit=unit, level=level, **delimiter_named(reading),
    )  # fmt: skip
    text = result.drawn(
        table=lambda screen: shown.robustness_screen(study, show, screen),
        md=lambda: shown.robustness_markdown(study, show, result.lang),
        json=lambda: rows.robustness_payload(study, show, result.lang),
        columns=lambda: rows.robustness_columns(study, show, result.lang),
    )
    kept = {} if draws is None else {draws: rows.draws_csv(study)}
    result.tell(study.card.warnings)
    emit_set({**kept, result.output or "-": text}, inputs)


def _varied(kind: VaryWeights, concentration: float, share: float, *, exclude: bool) -> Assumptions:
    """How weights differ and whether indicators are left out."""
    from dtiscore.api import Assumptions, WeightVariation

    weights = None if kind == "none" else WeightVariation(kind, concentration, share)
    return Assumptions(weights=weights, exclusion=exclude)
