"""``robustness``: how firm ranks are when weights, rules, single indicators or measurements differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dtiscore.cli.options import (
    Colour,
    Data,
    Format,
    Language,
    Output,
    Quiet,
    Weights,
    Width,
    delimiter_named,
    with_reading,
)
from dtiscore.cli.robust_options import (
    Concentration,
    DrawsCount,
    DrawsFile,
    ErrorOf,
    Exclude,
    MeanChoice,
    Normalisation,
    Replay,
    Seed,
    Share,
    Show,
    VaryWeights,
    WinsorisePoints,
    Within,
)

if TYPE_CHECKING:
    from dtiscore.analysis.robustness import Assumptions, Robustness
    from dtiscore.api import Reading
    from dtiscore.render.robustness import Question
    from dtiscore.render.screen import Screen


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        short_help="Show how firm the ranks are.",
        epilog="Example: dtiscore robustness examples/hdi/2022.csv -w hdi-2022 --draws-count 200 --within 20",
    )(robustness)


@with_reading
def robustness(
    data: Data,
    weights: Weights,
    reading: Reading,
    show: Show = "ranks",
    draws_count: DrawsCount = 1000,
    seed: Seed = 1,
    within: Within = None,
    vary_weights: VaryWeights = "dirichlet",
    concentration: Concentration = 100.0,
    share: Share = 0.25,
    normalisation: Normalisation = None,
    aggregation: MeanChoice = None,
    winsorise: WinsorisePoints = None,
    exclude: Exclude = False,
    error: ErrorOf = None,
    draws: DrawsFile = None,
    replay: Replay = None,
    form: Format = None,
    output: Output = None,
    lang: Language = None,
    color: Colour = "auto",
    width: Width = None,
    quiet: Quiet = False,
) -> None:
    """Rank the units again and again with other weights, rules or values, and show which ranks hold."""
    from dataclasses import replace

    from dtiscore.api import Assumptions, measurement_error
    from dtiscore.api import robustness as study_of
    from dtiscore.cli.terminal import claim, emit_set, format_of, screen_for, tell
    from dtiscore.render import robustness_records
    from dtiscore.sources.foreign_talk import without_foreign_talk

    inputs = [name for name in (data, weights, replay) if name is not None]
    claim(inputs, output)
    chosen = format_of(form, output)
    varied = _varied(vary_weights, concentration, share, exclude=exclude)
    assumptions = replace(
        varied,
        normalisations=tuple(normalisation or ()),
        aggregations=tuple(aggregation or ()),
        winsorise=tuple(winsorise or ()),
        errors=tuple(map(measurement_error, error or ())),
    )
    untold = replay is not None and assumptions == Assumptions()
    study = study_of(
        data, weights, None if untold else assumptions, draws_count=draws_count, seed=seed, within=within, replay=replay,
        **delimiter_named(reading),
    )  # fmt: skip
    screen = screen_for(output, colour=color, width=width, language=lang)
    with without_foreign_talk():  # the study computes what is asked of it when it is drawn
        text = _answer(study, show, chosen, screen)
        kept = {} if draws is None else {draws: robustness_records.draws_csv(study)}
    if not quiet:
        tell([problem for problem in study.card.warnings if not problem.is_error])
    emit_set({**kept, output or "-": text}, inputs)


def _varied(kind: VaryWeights, concentration: float, share: float, *, exclude: bool) -> Assumptions:
    """How weights differ and whether indicators are left out."""
    from dtiscore.api import Assumptions, WeightVariation

    weights = None if kind == "none" else WeightVariation(kind, concentration, share)
    return Assumptions(weights=weights, exclusion=exclude)


def _answer(study: Robustness, show: Question, chosen: str, screen: Screen) -> str:
    """The answer in one of the formats."""
    from dtiscore.render import records, robustness_records
    from dtiscore.render import robustness as shown

    if chosen == "table":
        return shown.robustness_screen(study, show, screen)
    if chosen == "md":
        return shown.robustness_markdown(study, show, screen.language)
    if chosen == "json":
        return records.to_json(robustness_records.robustness_payload(study, show, screen.language))
    return records.write(robustness_records.robustness_columns(study, show, screen.language), chosen)
