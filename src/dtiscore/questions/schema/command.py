"""``schema``: the JSON Schema of what a command writes as JSON, or of a file that people write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.cli.result import with_list
from dtiscore.said import said

if TYPE_CHECKING:
    from dtiscore.cli.result import Result


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        short_help="Print the JSON Schema of a result or a file.",
        epilog="dtiscore schema ranking",
    )(schema)


@with_list
def schema(
    result: Result,
    name: Annotated[
        str | None,
        typer.Argument(
            help="The name that stands in the result under schema: ranking of dtiscore/ranking/1; or weighting-file, unit-scheme, project.",
            metavar="SCHEMA",
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of a JSON result, or of a file for editors that check and complete as one types; or list all."""
    from dtiscore.errors import UsageFault
    from dtiscore.questions.schema.python import command_of, names, schema as schema_of, version
    from dtiscore.render.forms.json_text import to_json
    from dtiscore.render.plain_list import PlainList

    result.claim()
    if name is not None:
        if result.form not in (None, "json"):
            message = said("a schema cannot be written as {form}", form=result.form)
            raise UsageFault(message, said("leave out --format: it is JSON"))
        result.emit(to_json(schema_of(name)))
        return
    rows: dict[str, list[str] | list[int]] = {
        "name": list(names()),
        "version": [version(each) for each in names()],
        "command": [command_of(each) for each in names()],
    }
    result.show(PlainList("schemas", rows))
