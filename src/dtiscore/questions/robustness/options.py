"""The options of ``robustness``: what is asked, what may differ, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from dtiscore.cli.effect import ABSENT, GIVEN, CountsWith
from dtiscore.cli.grouped import Command, with_options
from dtiscore.cli.parameters import NumberLast

if TYPE_CHECKING:
    from dtiscore.questions.robustness.answer import Assumptions

_VARIED = "What may differ (weights unless told otherwise)"

_DRAWN = CountsWith(show=("ranks", "acceptability", "pairs", "influence"), draws=GIVEN)
"""Of what is drawn: the answers that draws give, or the file that keeps them."""
_OF_WEIGHTS = CountsWith(
    show=("ranks", "acceptability", "pairs", "influence", "attainable", "attainable-main"), draws=GIVEN
)
"""Of weights: what is drawn, or which ranks they can attain."""
_NEW = CountsWith(replay=ABSENT)
"""Of new draws: kept ones say themselves what varies."""

Show = Annotated[
    Literal["ranks", "acceptability", "pairs", "removal", "influence", "attainable", "attainable-main"],
    typer.Option(
        "--show",
        help="ranks: in which range each rank lies. acceptability: in which share of the rankings a unit has each rank. pairs: how often a unit stands above the next. removal: what "
        "changes without each indicator or part. influence: which choice moves ranks most. attainable: the best and worst "
        "rank under any weights at all, or with --vary-weights uniform under any shares of the index within --share of "
        "their own; attainable-main: the same of the main parts.",
    ),
]
DrawsCount = Annotated[
    int,
    typer.Option("--draws-count", min=1, metavar="N", help="How many alternative rankings to make."),
    _DRAWN,
    _NEW,
]
Seed = Annotated[
    int,
    typer.Option("--seed", min=0, metavar="N", help="The same seed gives the same result."),
    _DRAWN,
    _NEW,
]
Within = Annotated[
    int | None,
    typer.Option("--within", min=1, metavar="K", help="How often is the unit among the first K?"),
    CountsWith(show="ranks"),
]
Unit = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar="UNIT",
        help="Show this unit only. Of pairs: how often it stands above each other one. Of influence: what moves its "
        "rank and its score. Among hundreds of units attainable ranks are quickly found of one only.",
    ),
    CountsWith(show=("ranks", "acceptability", "pairs", "influence", "attainable", "attainable-main")),
]
Level = Annotated[
    int | None,
    typer.Option(
        "--level",
        min=1,
        metavar="N",
        help="Of removal: leave out the parts of this level only; 1 has the main ones.",
    ),
    CountsWith(show="removal"),
]
VaryWeights = Annotated[
    Literal["dirichlet", "uniform", "simplex", "none"],
    typer.Option(
        "--vary-weights",
        rich_help_panel=_VARIED,
        help="dirichlet: around the given weights. uniform: up and down by a share of each. simplex: any weights "
        "at all. none: as given.",
    ),
    _OF_WEIGHTS,
    _NEW,
]
Concentration = Annotated[
    float,
    typer.Option(
        "--concentration",
        metavar="C",
        rich_help_panel=_VARIED,
        help="dirichlet: how close weights stay; 100 is close, 10 is far.",
    ),
    CountsWith(vary_weights="dirichlet"),
    _DRAWN,
    _NEW,
]
Share = Annotated[
    float,
    typer.Option(
        "--share",
        metavar="S",
        rich_help_panel=_VARIED,
        help="uniform: by which share weights go up and down, of attainable ranks those of the index.",
    ),
    CountsWith(vary_weights="uniform"),
    _OF_WEIGHTS,
    _NEW,
]
Least = Annotated[
    float,
    typer.Option(
        "--least",
        metavar="S",
        rich_help_panel=_VARIED,
        help="simplex: the least share of each weight, such as 0.05.",
    ),
    CountsWith(vary_weights="simplex"),
    _DRAWN,
    _NEW,
]
DrawOver = Annotated[
    str,
    typer.Option(
        "--draw-over",
        metavar="siblings|level:N|leaves",
        rich_help_panel=_VARIED,
        help="siblings: draw below each node by itself, so that a part's share of the index is a product of draws. level:N: "
        "draw once over the nodes of this level, as shares of the index; leaves: over the innermost parts.",
    ),
    CountsWith(vary_weights=("dirichlet", "uniform", "simplex")),
    _DRAWN,
    _NEW,
]
Normalisation = Annotated[
    list[str] | None,
    typer.Option(
        "--normalisation",
        metavar="RULE",
        rich_help_panel=_VARIED,
        help="A rule to choose from: own, min-max:1,100, z-score:10,2, rank ...; repeat.",
    ),
    _DRAWN,
    _NEW,
]
MeanChoice = Annotated[
    list[str] | None,
    typer.Option(
        "--aggregation",
        metavar="MEAN",
        rich_help_panel=_VARIED,
        help="A mean to choose from: own, arithmetic, geometric, harmonic; repeat.",
    ),
    _DRAWN,
    _NEW,
]
WinsorisePoints = Annotated[
    list[int] | None,
    typer.Option(
        "--winsorise",
        min=0,
        metavar="N",
        rich_help_panel=_VARIED,
        help="How many times outlying values may be drawn in, ties together, to choose from; repeat.",
    ),
    _DRAWN,
    _NEW,
]
Imputation = Annotated[
    list[str] | None,
    typer.Option(
        "--imputation",
        metavar="METHOD",
        rich_help_panel=_VARIED,
        help="How missing values are filled, to choose from: own, none, mean, median, group-mean:COLUMN, "
        "group-median:COLUMN; repeat.",
    ),
    _DRAWN,
    _NEW,
]
Treatment = Annotated[
    list[str] | None,
    typer.Option(
        "--treatment",
        metavar="METHOD",
        rich_help_panel=_VARIED,
        help="How outliers are treated, to choose from: own, none, winsorise:POINTS, clip-percentiles:LOW,HIGH; "
        "repeat.",
    ),
    _DRAWN,
    _NEW,
]
Exclude = Annotated[
    bool,
    typer.Option("--exclude", rich_help_panel=_VARIED, help="Leave out one indicator or none."),
    _DRAWN,
    _NEW,
]
ErrorOf = Annotated[
    list[str] | None,
    typer.Option(
        "--error",
        metavar="[UNIT:]INDICATOR=AMOUNT",
        rich_help_panel=_VARIED,
        help="A measurement error: a standard deviation (health=0.5) or a share (income=10%), of all units or of "
        "one (VNM:health=2); repeat.",
    ),
    NumberLast(),
    _DRAWN,
    _NEW,
]
DrawsFile = Annotated[
    str | None, typer.Option("--draws", metavar="FILE", help="Keep all that was drawn, as CSV.")
]
Replay = Annotated[
    str | None,
    typer.Option("--replay", metavar="FILE", help="Play kept draws again instead of new ones."),
    CountsWith(show=("ranks", "acceptability", "pairs")),
]

_VARYING: dict[str, tuple[Any, Any]] = {
    "vary_weights": (VaryWeights, "dirichlet"),
    "concentration": (Concentration, 100.0),
    "share": (Share, 0.25),
    "least": (Least, 0.0),
    "draw_over": (DrawOver, "siblings"),
    "normalisation": (Normalisation, None),
    "aggregation": (MeanChoice, None),
    "winsorise": (WinsorisePoints, None),
    "imputation": (Imputation, None),
    "treatment": (Treatment, None),
    "exclude": (Exclude, False),
    "error": (ErrorOf, None),
}
"""What may differ from one alternative ranking to the next."""


def with_assumptions(command: Command) -> Command:
    """Give a command the options of what may differ; it receives them together as ``assumptions``."""
    return with_options(command, "assumptions", _VARYING, _assumptions)


def _assumptions(**given: Any) -> Assumptions:
    from dtiscore.questions.robustness.answer import Assumptions, WeightVariation
    from dtiscore.questions.robustness.python import measurement_error

    kind = given["vary_weights"]
    how = (kind, given["concentration"], given["share"], given["draw_over"], given["least"])
    weights = None if kind == "none" else WeightVariation(*how)
    return Assumptions(
        weights=weights,
        normalisations=tuple(given["normalisation"] or ()),
        aggregations=tuple(given["aggregation"] or ()),
        winsorise=tuple(given["winsorise"] or ()),
        imputations=tuple(given["imputation"] or ()),
        treatments=tuple(given["treatment"] or ()),
        exclusion=given["exclude"],
        errors=tuple(map(measurement_error, given["error"] or ())),
    )
