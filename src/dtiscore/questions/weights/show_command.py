"""``weights``: the editions there are, what one says, whether a weighting file is sound, and the schema of such files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dtiscore.cli.annotating import Annotate, annotations_of
from dtiscore.cli.effect import CountsWith
from dtiscore.cli.names import Names
from dtiscore.cli.options import Colour, Format, Output, Width, with_language
from dtiscore.cli.result import Result, with_list
from dtiscore.questions.weights.derive import command as deriving
from dtiscore.questions.weights.recover import command as recovering
from dtiscore.said import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dtiscore.cli.unread import Unread
    from dtiscore.errors import InvalidMethodology
    from dtiscore.methodology import Methodology

weights = typer.Typer(
    name="weights",
    help="Weighting files: list, show and check editions.",
    epilog="dtiscore weights show dti-province-2022",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Edition = Annotated[
    str,
    typer.Argument(help="The id of a built-in edition, or a weighting file.", metavar="ID|FILE"),
    Names.WEIGHTS,
]


@weights.command("list", short_help="List the built-in editions.", epilog="dtiscore weights list")
@with_list
def list_(
    result: Result,
    find: Annotated[
        str | None,
        typer.Option(
            "--find", metavar="WORD", help="Only those with this word in id, title, authority or units."
        ),
    ] = None,
    long: Annotated[
        bool,
        typer.Option(
            "--long", help="All of each edition, and not a line: who fixed it, how it was verified."
        ),
        CountsWith(form="table"),
    ] = False,
) -> None:
    """List the built-in editions: index, authority, periods, units, and what each was verified against."""
    from dtiscore.inputs.weighting import builtin_methodologies
    from dtiscore.questions.weights.shown.editions import ShownEditions, found

    result.claim()
    editions = builtin_methodologies()
    editions = editions if find is None else found(editions, find)
    result.show(ShownEditions(editions, long, each=find is not None))


@weights.command(
    short_help="Show what an edition says, every default included.",
    epilog="dtiscore weights show hdi-2022",
)
@with_language
def show(
    edition: Edition,
    form: Annotated[
        Literal["table", "json", "csv"] | None,
        typer.Option(
            "--format",
            "-f",
            help="A table for people; json: the whole file, ready for -w; csv: what each node weighs, in full precision.",
        ),
    ] = None,
    output: Output = None,
    color: Colour = "auto",
    width: Width = None,
) -> None:
    """Show what an edition says: the tree with points, weights and rules, and every default in force."""
    from dtiscore.cli.language import chosen_language
    from dtiscore.cli.terminal import emit, format_of, say_written, screen_for
    from dtiscore.errors import UsageFault
    from dtiscore.inputs.weighting import load_methodology
    from dtiscore.questions.weights.shown.methodology import ShownMethodology
    from dtiscore.render.forms.json_text import to_json
    from dtiscore.tables.texts.writing import to_csv

    chosen = format_of(form, output)
    if chosen not in ("table", "json", "csv"):
        raise UsageFault(
            said("an edition cannot be written as {chosen}", chosen=chosen),
            said("use -f table, -f json or -f csv"),
        )
    loaded = load_methodology(edition)
    if chosen == "json":
        text = to_json(loaded.model_dump(mode="json", by_alias=True, exclude_unset=True))
    elif chosen == "csv":
        text = to_csv(ShownMethodology(loaded).columns(chosen_language()))
    else:
        text = ShownMethodology(loaded).screen(screen_for(output, colour=color, width=width))
    emit(text, output, [edition])
    say_written(output, chosen)


@weights.command(
    short_help="Check weighting files: exit 2 if one has faults.",
    epilog="dtiscore weights check examples/own-index/departments.yaml",
)
@with_language
def check(
    edition: Annotated[
        list[str],
        typer.Argument(help="Ids of built-in editions, or weighting files.", metavar="ID|FILE..."),
        Names.WEIGHTS,
    ],
    form: Format = None,
    output: Output = None,
    annotate: Annotate = None,
) -> int:
    """Check weighting files and list every fault with its line: exit 2 if there is one, 3 if a file cannot be read."""
    from dtiscore.cli.terminal import report
    from dtiscore.errors import ExitCode
    from dtiscore.problem_codes import OF_WEIGHTING_FILES
    from dtiscore.questions.weights.shown.soundness import ShownSoundness
    from dtiscore.render.annotations.findings import Looked

    result = Result(form, output, color="auto", width=None)
    result.claim(edition)
    telling = annotations_of("weights check", annotate)
    telling.claim(edition, result)
    sound, broken, unread = _looked_at(edition)
    if not sound and not broken:
        return unread.report(ExitCode.DONE)
    outcome = ExitCode.USAGE if broken else ExitCode.DONE
    looked = [Looked(name, OF_WEIGHTING_FILES, ()) for name in sound]
    looked += [Looked(name, OF_WEIGHTING_FILES, error.problems) for name, error in broken.items()]
    shown = ShownSoundness(sound, [problem for error in broken.values() for problem in error.problems])
    if result.chosen != "table":
        telling.show(shown, looked, result, edition)
        return unread.report(outcome)
    for error in broken.values():
        report(error)
    if sound:
        telling.show(ShownSoundness(sound), looked, result, edition, in_full=shown)
    else:
        telling.tell(shown, looked, edition)
    return unread.report(outcome)


def _looked_at(
    names: Sequence[str],
) -> tuple[dict[str, Methodology], dict[str, InvalidMethodology], Unread]:
    """The editions that are sound, and the faults of the others, by the names of their files; and why files were not read."""
    from dtiscore.cli.unread import Unread
    from dtiscore.errors import InvalidMethodology
    from dtiscore.inputs.weighting import load_methodology, scheme_of

    sound: dict[str, Methodology] = {}
    broken: dict[str, InvalidMethodology] = {}
    unread = Unread(names)
    for name in names:
        try:
            with unread.passing_over(name):
                edition = load_methodology(name)
                scheme_of(edition, name)
                sound[name] = edition
        except InvalidMethodology as error:
            broken[name] = error
    return sound, broken, unread


@weights.command(
    short_help="Print the JSON Schema of weighting files.",
    epilog="dtiscore weights schema -o weights.schema.json",
)
@with_language
def schema(output: Output = None) -> None:
    """Print the JSON Schema of weighting files, for editors that check and complete as one types."""
    from dtiscore.cli.terminal import emit, say_written
    from dtiscore.inputs.file_schemas import file_schema
    from dtiscore.render.forms.json_text import to_json

    emit(to_json(file_schema("weighting-file")), output)
    say_written(output, "json")


deriving.register(weights)
recovering.register(weights)
