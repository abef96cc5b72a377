"""``weights diff``, ``template`` and ``convert``: compare editions, make their empty tables, write them anew."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dtiscore.cli.effect import ABSENT, GIVEN, CountsWith, counting
from dtiscore.cli.names import Names
from dtiscore.cli.options import Output, Quiet, with_language
from dtiscore.cli.result import with_list, with_table
from dtiscore.questions.weights.show_command import weights
from dtiscore.said import said

if TYPE_CHECKING:
    from dtiscore.cli.result import Result
    from dtiscore.methodology.writing.edition import WrittenSyntax


class Aspect(StrEnum):
    """What a difference concerns: those of the analysis, which must not load for ``--help``."""

    STRUCTURE = "structure"
    WEIGHTS = "weights"
    RULES = "rules"
    MISSING = "missing"
    PREPARATION = "preparation"
    PUBLICATION = "publication"
    ABOUT = "about"


def register(app: typer.Typer) -> None:
    """Add the group ``weights`` with all its commands."""
    app.add_typer(weights)


@weights.command(
    short_help="Show what two editions say differently.",
    epilog="dtiscore weights diff dti-province-2020 dti-province-2022 --only structure",
)
@with_list
def diff(
    before: Annotated[str, typer.Argument(help="The edition to start from.", metavar="A"), Names.WEIGHTS],
    after: Annotated[str, typer.Argument(help="The edition to compare it with.", metavar="B"), Names.WEIGHTS],
    result: Result,
    only: Annotated[
        list[Aspect] | None, typer.Option("--only", help="Compare this aspect only; repeat.")
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 if there is a difference, with 0 if not.")
    ] = False,
) -> int:
    """Show what two editions say differently: nodes added, removed and moved, weights, rules, publication."""
    from dtiscore.errors import ExitCode
    from dtiscore.questions.weights.diff.shown import ShownDiff
    from dtiscore.questions.weights.python import diff as diff_editions

    inputs = [before, after]
    result.claim(inputs)
    found = diff_editions(before, after).only([aspect.value for aspect in only or ()])
    result.show(ShownDiff(found), inputs)
    return ExitCode.ANSWER_IS_NO if exit_code and not found.equal else ExitCode.DONE


@weights.command(
    short_help="Print the empty table that an edition wants.",
    epilog="dtiscore weights template dti-province-2022 --lang vi -o template.csv",
)
@counting(["form", "long"], CountsWith(schema=ABSENT))
@with_table
def template(
    edition: Annotated[
        str,
        typer.Argument(help="The edition, or a family with --period or --date.", metavar="ID|FILE|FAMILY"),
        Names.WEIGHTS,
    ],
    result: Result,
    period: Annotated[
        list[str] | None, typer.Option("--period", metavar="P", help="Rows for this period; repeat.")
    ] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DAY", help="Take the edition of a family in force on this day."),
    ] = None,
    long: Annotated[bool, typer.Option("--long", help="One row per unit and indicator.")] = False,
    schema: Annotated[
        Literal["json-schema", "table-schema"] | None,
        typer.Option(
            "--schema", help="Print what the columns may hold instead, as JSON Schema or as Table Schema."
        ),
    ] = None,
) -> None:
    """Print the empty table that an edition wants: a row per unit, a column per value; filled in, it scores."""
    from dtiscore.cli.language import chosen_language
    from dtiscore.questions.weights.python import template as empty_table, template_schema
    from dtiscore.render.forms.json_text import to_json
    from dtiscore.render.plain_list import PlainList

    result.claim([edition])
    language = chosen_language()  # on a screen too: headings are part of the table
    if schema is not None:
        document = template_schema(edition, schema, language=language, periods=period or (), date=date)
        result.emit(to_json(document), [edition])
        return
    columns = empty_table(edition, language=language, periods=period or (), date=date, long=long)
    result.show(PlainList("template", columns), [edition])


@weights.command(
    short_help="Write an edition as YAML, TOML, JSON, CSV or XLSX.",
    epilog="dtiscore weights convert dti-province-2022 -o dti-province-2022.xlsx",
)
@with_language
def convert(
    edition: Annotated[
        str | None,
        typer.Argument(help="The id of a built-in edition, or a weighting file.", metavar="ID|FILE"),
        Names.WEIGHTS,
    ] = None,
    to: Annotated[
        Literal["yaml", "toml", "json", "csv", "xlsx"] | None,
        typer.Option("--to", help="The syntax to write; told by the ending of --output."),
    ] = None,
    output: Output = None,
    from_coinr: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--from-coinr",
            metavar="IMETA IDATA",
            help="Import this pair of CSV files of the R package COINr.",
        ),
    ] = None,
    data: Annotated[
        str | None,
        typer.Option("--data", metavar="FILE", help="With --from-coinr: write the data table here, as CSV."),
        CountsWith(from_coinr=GIVEN),
    ] = None,
    edition_id: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="With --from-coinr: the id of the new edition."),
        CountsWith(from_coinr=GIVEN),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Write an edition in another syntax; what is written is read back and must say the same. Comments are lost."""
    from dtiscore.cli.language import chosen_language
    from dtiscore.cli.terminal import claim, claim_form, emit, say_written, source_date
    from dtiscore.errors import UsageFault
    from dtiscore.questions.weights.python import refuse_to_replace_other

    inputs = [*([edition] if edition is not None else []), *(from_coinr or ())]
    if (edition is None) == (from_coinr is None):
        message = said("one edition is converted: name it, or a pair of tables with --from-coinr")
        raise UsageFault(message, said("dtiscore weights convert weights.yaml -o weights.csv"))
    claim(inputs, output)
    syntax = _syntax(to, output)
    if syntax == "xlsx":
        claim_form(syntax, output, pictured=False)
    refuse_to_replace_other(output)
    if from_coinr is not None:
        _import(from_coinr, syntax, output, data, edition_id, quiet=quiet)
        return
    from dtiscore.questions.weights.python import convert as convert_edition

    assert edition is not None
    drawn = convert_edition(edition, syntax, language=chosen_language(), created=source_date())
    emit(drawn, output, inputs)
    if not quiet:
        say_written(output, syntax)


def _syntax(to: WrittenSyntax | None, output: str | None) -> WrittenSyntax:
    """The syntax that is asked for, or that the ending of the file tells."""
    from pathlib import PurePath

    from dtiscore.errors import UsageFault
    from dtiscore.inputs.weighting_syntax import SYNTAX

    if to is not None:
        return to
    syntax = SYNTAX.get(PurePath(output or "").suffix.lower())
    if syntax is None or syntax == "ods":
        message = (
            said("no syntax to write is named")
            if output in (None, "-")
            else said("{output}: the ending tells no syntax", output=output)
        )
        raise UsageFault(
            message,
            said(
                "write --to yaml, toml, json, csv or xlsx, or end --output in {syntax}",
                syntax=", ".join(ending for ending, each in SYNTAX.items() if each != "ods"),
            ),
        )
    return syntax


def _import(
    pair: tuple[str, str],
    syntax: WrittenSyntax,
    output: str | None,
    data: str | None,
    edition_id: str | None,
    *,
    quiet: bool,
) -> None:
    """Write the edition, and the table if asked for, that a pair of tables of COINr make: both or none."""
    from dtiscore.cli.language import chosen_language
    from dtiscore.cli.terminal import emit_set, say, say_written, source_date, tell
    from dtiscore.questions.weights.python import convert as convert_edition, import_coinr
    from dtiscore.tables.texts.writing import to_csv
    from dtiscore.visible import visible

    made = import_coinr(*pair, edition_id=edition_id)
    edition = convert_edition(made.methodology, syntax, language=chosen_language(), created=source_date())
    texts: dict[str, str | bytes] = {output or "-": edition}
    if data is not None:
        texts[data] = to_csv(made.columns)
    emit_set(texts, pair)
    if not quiet:
        tell(made.warnings)
        say_written(output, syntax)
    if not quiet and made.left_out:
        note = said(
            "note: not taken over from {file}: {columns}; write rules that use them by hand",
            file=visible(pair[0]),
            columns=", ".join(map(visible, made.left_out)),
        )
        say(note)
