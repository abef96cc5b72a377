"""``weights derive``: new weights for a node, from judgements of people or the scores of units, as a new edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dtiscore.cli.effect import GIVEN, CountsWith, counting
from dtiscore.cli.names import Names
from dtiscore.cli.options import EVERY, OF_UNITS, Output, Quiet, Weights, with_language, with_reading_without

if TYPE_CHECKING:
    from dtiscore.inputs.reading import Reading


Method = Literal[
    "equal", "points", "budget-allocation", "ahp",
    "pca", "factor", "one-factor", "entropy", "critic", "dp2", "infomax", "target-importance",
]  # fmt: skip
FROM_SCORES = ("pca", "factor", "one-factor", "entropy", "critic", "dp2", "infomax", "target-importance")
Node = Annotated[
    str, typer.Option("--node", metavar="CODE", help="The node whose children are to be weighted.")
]
Source = Annotated[
    str | None,
    typer.Argument(
        help="Judgements for points, budget-allocation and ahp; nothing for equal; the table of indicators for all others.",
        metavar="DATA",
        show_default=False,
    ),
    Names.TABLE,
]
Variant = Annotated[
    Literal["squared-loadings", "loadings-over-sd"] | None,
    typer.Option("--variant", help="pca: how loadings become weights; squared-loadings unless given."),
    CountsWith(method="pca"),
]
Factors = Annotated[
    int | None,
    typer.Option(
        "--factors",
        min=1,
        metavar="N",
        help="factor: how many; those with an eigenvalue above 1 unless given.",
    ),
    CountsWith(method="factor"),
]
Total = Annotated[
    float | None,
    typer.Option("--total", metavar="T", help="budget-allocation: what each row sums to; 100 unless given."),
    CountsWith(method="budget-allocation"),
]
Level = Annotated[
    int,
    typer.Option(
        "--level",
        min=1,
        metavar="N",
        help="Weight the nodes N levels below the node together; 1 is its children. Those between weigh what is below them.",
    ),
]
Decimals = Annotated[
    int, typer.Option("--decimals", min=1, max=9, metavar="N", help="The decimals of a share of 1.")
]
NewId = Annotated[
    str | None, typer.Option("--id", metavar="ID", help="The id of the new edition; ID-METHOD unless given.")
]


def register(group: typer.Typer) -> None:
    """Add the command to the group ``weights``."""
    group.command(
        short_help="Derive the weights of a node, as a new edition.",
        epilog="dtiscore weights derive pca examples/hdi/2022.csv -w hdi-2022 --node HDI",
    )(derive)


@counting(EVERY, CountsWith(data=GIVEN))
@counting(OF_UNITS, CountsWith(method=FROM_SCORES))
@counting(["by"], CountsWith(group=GIVEN))
@with_reading_without("date")
@with_language
def derive(
    method: Annotated[Method, typer.Argument(help="How the weights are made.", metavar="METHOD")],
    weights: Weights,
    node: Node,
    reading: Reading,
    data: Source = None,
    variant: Variant = None,
    factors: Factors = None,
    total: Total = None,
    level: Level = 1,
    decimals: Decimals = 6,
    edition_id: NewId = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Derive the weights of a node's children and write a weighting file that has them and says how they were made.

    The file is YAML, or what the ending of --output says: .toml, .json, .csv or .xlsx.
    """
    from dtiscore.cli.language import chosen_language
    from dtiscore.cli.terminal import (
        claim,
        emit,
        errors_screen,
        say_screen,
        say_written,
        source_date,
        tell,
    )
    from dtiscore.inputs.weighting_syntax import syntax_of
    from dtiscore.inputs.weighting_texts import weighting_file
    from dtiscore.questions.weights.derive.python import DerivationChoices, derive_weights
    from dtiscore.questions.weights.derive.shown import derivation_screen

    inputs = [*([] if data is None else [data]), weights]
    claim(inputs, output)
    syntax = syntax_of(output or "-")
    choices = DerivationChoices(
        variant=variant, factors=factors, total=total, level=level, decimals=decimals, edition_id=edition_id
    )
    derived = derive_weights(method, weights, node, data, choices, **reading)
    text = weighting_file(derived.methodology, syntax, language=chosen_language(), created=source_date())
    if not quiet:
        for code in derived.nodes:
            children = derived.methodology.nodes[code].children
            before = [derived.before.get(child.code, 0.0) for child in children]
            drawn = derivation_screen(derived.methodology, code, before, errors_screen())
            say_screen(drawn.rstrip("\n"))
        tell(derived.problems)
    emit(text, output, inputs)
    if not quiet:
        say_written(output, syntax)
