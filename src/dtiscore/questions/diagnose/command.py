"""``diagnose``: the statistical audit of an index on the figures of one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dtiscore.cli.effect import CountsWith
from dtiscore.cli.options import Data, Weights, with_reading
from dtiscore.cli.parameters import NumberLast
from dtiscore.cli.result import with_result
from dtiscore.errors import UsageFault
from dtiscore.said import said, with_or
from dtiscore.shell_words import with_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading

Show = Annotated[
    Literal[
        "overview",
        "indicators",
        "units",
        "cells",
        "correlations",
        "consistency",
        "importance",
        "ties",
        "outranking",
    ],
    typer.Option(
        "--show",
        help="overview: what stands out, in sentences. indicators: data, spread and far-off values of each. units: who "
        "lacks data. cells: what was filled in or drawn in. correlations: which parts go together. consistency: whether a group measures one thing. "
        "importance: what parts weigh and how much they matter. ties: which scores are shared. outranking: which units are ahead of which, and on how much of the weight.",
    ),
]
CorrelationMethod = Annotated[
    Literal["pearson", "spearman", "kendall"],
    typer.Option("--method", help="How correlations are taken: of values, of ranks, or of pairs of units."),
    CountsWith(show=("overview", "correlations"), form="json"),
]
Limits = Annotated[
    list[str] | None,
    typer.Option(
        "--threshold",
        metavar="NAME=NUMBER",
        help="From where something stands out: availability, skewness, kurtosis, fence, negative (of two parts), weak, "
        "collinear, alpha, eigenvalue, importance, ceiling; repeat.",
    ),
    NumberLast(),
]

PICTURED = ("indicators", "correlations", "importance")
"""What is shown of which there is a picture."""

LOOKED_AT = {
    "indicators": ("availability", "skewness", "kurtosis", "fence", "ceiling"),
    "units": ("availability",),
    "cells": (),
    "correlations": ("negative", "weak", "collinear"),
    "consistency": ("alpha", "eigenvalue"),
    "importance": ("importance",),
    "ties": ("ceiling",),
    "outranking": (),
}
"""By what is shown: the thresholds that decide what stands out in it; the overview and JSON look at all."""


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        short_help="Audit the index itself: data, weights, parts.",
        epilog="dtiscore diagnose examples/dti-province/2023.csv -w dti-province-2022",
    )(diagnose)


@with_reading
@with_result
def diagnose(
    data: Data,
    weights: Weights,
    reading: Reading,
    result: Result,
    show: Show = "overview",
    method: CorrelationMethod = "pearson",
    threshold: Limits = None,
) -> None:
    """Audit an index: whether its parts belong together, matter as much as they weigh, and tell units apart."""
    from dtiscore.questions.diagnose.answer import Thresholds
    from dtiscore.questions.diagnose.python import diagnose as diagnosis_of
    from dtiscore.questions.diagnose.shown.diagnosis import ShownDiagnosis

    inputs = [data, weights]
    result.claim(inputs, pictured=show in PICTURED)
    limits = Thresholds().set_to(threshold or [])
    if result.chosen != "json":
        _refuse_idle(threshold or [], show)
    found = diagnosis_of(data, weights, limits, method=method, **reading)
    result.tell(found.card.warnings)
    result.show(ShownDiagnosis(found, show), inputs)


def _refuse_idle(thresholds: Sequence[str], show: str) -> None:
    for name in (one.partition("=")[0].strip() for one in thresholds):
        if name not in LOOKED_AT.get(show, (name,)):
            ways = ["overview", *(part for part, names in LOOKED_AT.items() if name in names)]
            raise UsageFault(
                said(
                    "{option} has no effect beside {other}",
                    option=with_value("--threshold", name),
                    other=with_value("--show", show),
                ),
                said(
                    "leave it out, or choose {options}",
                    options=with_or(with_value("--show", way) for way in ways),
                ),
            )
