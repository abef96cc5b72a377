"""``example``: samples to try things on, laid into a folder."""

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
        short_help="List samples, or lay one into this folder.",
        epilog="dtiscore example",
    )(example)


@with_list
def example(
    result: Result,
    name: Annotated[
        list[str] | None,
        typer.Argument(help="Samples by name; its beginning is enough.", metavar="[SAMPLE...]"),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Lay all of them.")] = False,
    into: Annotated[
        str | None, typer.Option("--into", metavar="FOLDER", help="Below this folder instead of this one.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write over files that are there and hold something else.")
    ] = False,
) -> None:
    """List the samples that ship with dtiscore, or lay some below examples/ in this folder: table, weighting file, project.

    The examples of every help page run where all are laid.
    """
    from dtiscore.cli.terminal import say
    from dtiscore.errors import UsageFault
    from dtiscore.questions.example.answer import SAMPLES, sample_of
    from dtiscore.questions.example.python import lay
    from dtiscore.render.plain_list import PlainList
    from dtiscore.said import spoken

    result.claim()
    samples = list(SAMPLES) if everything else [sample_of(each) for each in name or ()]
    if not samples:
        if into is not None or force:
            raise UsageFault(said("no sample is named"), said("name one, or all with --all"))
        listed = {
            "sample": [sample.name for sample in SAMPLES],
            "about": [spoken(sample.about, result.language) for sample in SAMPLES],
        }
        result.show(PlainList("samples", listed, {"sample": said("sample"), "about": said("what it is")}))
        return
    files = lay(samples, into or ".", force=force)
    result.show(PlainList("example", {"file": files}, {"file": said("file")}))
    for sample in samples:
        say(said("Try: {command}", command=sample.command))
