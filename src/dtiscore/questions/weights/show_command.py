"""``weights``: the editions there are, what one says, whether a weighting file is sound, and the schema of such files."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from dtiscore.cli.options import Colour, Format, Output, Width, with_language
from dtiscore.cli.result import Result, with_list
from dtiscore.questions.weights.derive import command as deriving
from dtiscore.said import said

weights = typer.Typer(
    name="weights",
    help="Weighting files: list, show and check editions.",
    epilog="dtiscore weights show dti-province-2022",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Edition = Annotated[
    str, typer.Argument(help="The id of a built-in edition, or a weighting file.", metavar="ID|FILE")
]


@weights.command("list", short_help="List the built-in editions.", epilog="dtiscore weights list")
@with_list
def list_(result: Result) -> None:
    """List the built-in editions: index, authority, periods, units, and what each was verified against."""
    from dtiscore.inputs.weighting import builtin_methodologies
    from dtiscore.questions.weights.shown.editions import ShownEditions

    result.claim()
    result.show(ShownEditions(builtin_methodologies()))


@weights.command(
    short_help="Show what an edition says, every default included.",
    epilog="dtiscore weights show hdi-2022",
)
@with_language
def show(
    edition: Edition,
    form: Annotated[
        Literal["table", "json"] | None,
        typer.Option("--format", "-f", help="A table for people, or json: the whole file, ready for -w."),
    ] = None,
    output: Output = None,
    color: Colour = "auto",
    width: Width = None,
) -> None:
    """Show what an edition says: the tree with points, weights and rules, and every default in force."""
    from dtiscore.cli.terminal import emit, format_of, screen_for
    from dtiscore.errors import UsageFault
    from dtiscore.inputs.weighting import load_methodology
    from dtiscore.questions.weights.shown.methodology import ShownMethodology
    from dtiscore.render.forms.json_text import to_json

    chosen = format_of(form, output)
    if chosen not in ("table", "json"):
        raise UsageFault(
            said("an edition cannot be written as {chosen}", chosen=chosen), said("use -f table or -f json")
        )
    loaded = load_methodology(edition)
    if chosen == "json":
        text = to_json(loaded.model_dump(mode="json", by_alias=True, exclude_unset=True))
    else:
        text = ShownMethodology(loaded).screen(screen_for(output, colour=color, width=width))
    emit(text, output, [edition])


@weights.command(
    short_help="Check a weighting file: exit 2 if it has faults.",
    epilog="dtiscore weights check weights/dti-province-2022.yaml",
)
@with_language
def check(
    edition: Edition,
    form: Format = None,
    output: Output = None,
) -> int:
    """Check a weighting file and list every fault with its line: exit 2 if there is one."""
    from dtiscore.errors import ExitCode, InvalidMethodology
    from dtiscore.inputs.weighting import load_methodology, scheme_of
    from dtiscore.questions.weights.shown.soundness import ShownFaults, ShownSound

    result = Result(form, output, color="auto", width=None)
    result.claim([edition])
    try:
        loaded = load_methodology(edition)
        scheme_of(loaded, edition)
    except InvalidMethodology as error:
        if result.chosen == "table":
            raise
        result.show(ShownFaults(error.problems), [edition])
        return error.exit_code
    result.show(ShownSound(edition, loaded), [edition])
    return ExitCode.DONE


@weights.command(
    short_help="Print the JSON Schema of weighting files.",
    epilog="dtiscore weights schema -o weights.schema.json",
)
@with_language
def schema(output: Output = None) -> None:
    """Print the JSON Schema of weighting files, for editors that check and complete as one types."""
    from dtiscore.cli.terminal import emit
    from dtiscore.methodology import Methodology
    from dtiscore.render.forms.json_text import to_json

    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Methodology.model_json_schema()}
    emit(to_json(document), output)


deriving.register(weights)
