"""``weights recover``: which weights published results allow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.cli.effect import GIVEN, CountsWith
from dtiscore.cli.names import Names
from dtiscore.cli.options import Data, Weights, with_reading
from dtiscore.cli.result import with_result

if TYPE_CHECKING:
    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading


def register(group: typer.Typer) -> None:
    """Add the command to the group ``weights``."""
    group.command(
        short_help="Find the weights that published results allow.",
        epilog="dtiscore weights recover examples/hdi/2022.csv -w hdi-2022 --published examples/hdi/published.csv",
    )(recover)


@with_reading
@with_result
def recover(
    data: Data,
    weights: Weights,
    published: Annotated[
        str,
        typer.Option("--published", metavar="FILE", help="The published scores or ranks."),
        Names.TABLE,
    ],
    reading: Reading,
    result: Result,
    node: Annotated[
        str | None,
        typer.Option(
            "--node",
            metavar="CODE",
            help="The node whose weights are looked for, or the indicator whose goalposts; the index unless given.",
        ),
    ] = None,
    decimals: Annotated[
        int | None,
        typer.Option(
            "--decimals",
            min=0,
            max=12,
            metavar="N",
            help="To how many decimals the scores were rounded; as they are written unless given.",
        ),
    ] = None,
    part_decimals: Annotated[
        int | None,
        typer.Option(
            "--part-decimals",
            min=0,
            max=12,
            metavar="N",
            help="To how many decimals the scores of the parts were rounded before that; not at all unless given.",
        ),
    ] = None,
    save: Annotated[
        str | None,
        typer.Option(
            "--save", metavar="FILE", help="Write the draft with the numbers found here, as an edition."
        ),
    ] = None,
    edition_id: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="The id of that edition; ID-recovered unless given."),
        CountsWith(save=GIVEN),
    ] = None,
) -> int:
    """Find which weights, or goalposts, agree with published scores and ranks, given how these were rounded.

    --weights is a draft: all it says is taken for right but the weights of the node. Each weight is given from the least to
    the most that is possible, with units that no weights explain, and with what no scores could tell. Exit 1 if some unit
    is not explained.
    """
    from dtiscore.cli.language import chosen_language
    from dtiscore.cli.terminal import claim, emit, say_written, source_date
    from dtiscore.errors import ExitCode
    from dtiscore.inputs.weighting_syntax import syntax_of
    from dtiscore.inputs.weighting_texts import weighting_file
    from dtiscore.questions.weights.python import refuse_to_replace_other
    from dtiscore.questions.weights.recover.python import recover_weights, recovered_edition
    from dtiscore.questions.weights.recover.shown import ShownRecovery

    inputs = [data, weights, published]
    result.claim(inputs)
    if save is not None:
        claim(inputs, save)
        refuse_to_replace_other(save)
    found = recover_weights(
        data, weights, published, node, decimals=decimals, part_decimals=part_decimals, **reading
    )
    result.tell(found.warnings)
    if save is not None:
        syntax, edition = syntax_of(save), recovered_edition(found, edition_id)
        emit(weighting_file(edition, syntax, language=chosen_language(), created=source_date()), save, inputs)
        if not result.quiet:
            say_written(save, syntax)
    result.show(ShownRecovery(found), inputs)
    return ExitCode.ANSWER_IS_NO if found.unexplained else ExitCode.DONE
