"""What a shell offers for the values of options: editions, families, lists of units, units, nodes, schemas.

Asked for only while a shell completes words. What cannot be known, or cannot be read, is not offered: the shell then offers
files. Nothing is told of a fault.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import typer

from dtiscore.cli.parameters import Command
from dtiscore.errors import DtiscoreError

Offer = tuple[str, str]
"""A word, and what it stands for; empty where the word says it."""
Offers = Callable[[typer.Context], Iterator[Offer]]


def offer_values(command: Command) -> None:
    """Let the parameters of a command that take names of something offer these."""
    for parameter in command.params:
        metavar = (getattr(parameter, "metavar", None) or "").removesuffix("...")
        asked = _BY_NAME.get(parameter.name or "") or _BY_METAVAR.get(metavar)
        if asked is not None:
            parameter.shell_complete = partial(_complete, asked)  # type: ignore[method-assign]  # as a subclass would


def _complete(offers: Offers, context: typer.Context, incomplete: str) -> list[Any]:
    """The words that begin as what was typed."""
    from typer._click.shell_completion import CompletionItem

    begun = incomplete.casefold()
    try:
        found = [*offers(context)]
    except (DtiscoreError, OSError, ValueError):
        return []
    in_bash = os.environ.get("_DTISCORE_COMPLETE") == "complete_bash"
    return [
        # Bash puts a word in as it is; the other shells write its blanks as they want them.
        CompletionItem(word.replace(" ", "\\ ") if in_bash else word, help=meaning or None)
        for word, meaning in found
        if word.casefold().startswith(begun)
    ]


def _editions(_context: typer.Context) -> Iterator[Offer]:
    """Built-in editions, and the families that several of them make up."""
    from dtiscore.files.catalogue import edition_ids, edition_text

    families: dict[str, int] = {}
    for id_ in edition_ids():
        yield id_, ""
        named = re.search(r"^family: *([\w-]+)", edition_text(id_)[0], re.MULTILINE)
        if named:
            families[named[1]] = families.get(named[1], 0) + 1
    yield from ((family, "") for family in families)


def _schemes(_context: typer.Context) -> Iterator[Offer]:
    from dtiscore.files.catalogue import unit_scheme_ids

    return ((id_, "") for id_ in unit_scheme_ids())


def _schemas(_context: typer.Context) -> Iterator[Offer]:
    from dtiscore.questions.schema.python import names

    return ((name, "") for name in names())


def _samples(_context: typer.Context) -> Iterator[Offer]:
    from dtiscore.questions.example.answer import SAMPLES

    return ((sample.name, sample.about) for sample in SAMPLES)


def _editions_typed(context: typer.Context) -> Iterator[tuple[Any, str]]:
    """The editions that stand on the line already, each with what was typed."""
    from dtiscore.inputs.weighting import family_editions, load_methodology

    typed = context.params.get("weights") or ()
    for name in [typed] if isinstance(typed, str) else typed:
        of_family = family_editions(name)
        yield (of_family[-1] if of_family else load_methodology(name)), name


def _units(context: typer.Context) -> Iterator[Offer]:
    """The units of the lists of these editions: their codes, and their names."""
    from dtiscore.inputs.weighting import scheme_of
    from dtiscore.methodology import text_in

    for edition, typed in _editions_typed(context):
        scheme = scheme_of(edition, typed)
        for unit in () if scheme is None else scheme.units:
            name = text_in(unit.name, None)
            yield unit.code, name
            yield name, unit.code


def _nodes(context: typer.Context) -> Iterator[Offer]:
    """The nodes of these editions, by code."""
    for edition, _ in _editions_typed(context):
        yield from ((code, edition.label(code, None)) for code in edition.nodes)


def _indicators(context: typer.Context) -> Iterator[Offer]:
    for edition, _ in _editions_typed(context):
        yield from ((node.code, edition.label(node.code, None)) for node in edition.index.indicators())


def _levels(context: typer.Context) -> Iterator[Offer]:
    yield from ((word, "") for word in ("views", "indicators", "all"))
    yield from _nodes(context)


def _keys_of_order(context: typer.Context) -> Iterator[Offer]:
    yield from ((word, "") for word in ("rank", "name", "move"))
    yield from _nodes(context)


_BY_NAME: dict[str, Offers] = {"indicator": _indicators, "level": _levels, "sort": _keys_of_order}
"""By the name of the parameter."""
_BY_METAVAR: dict[str, Offers] = {
    "ID|FILE": _editions,
    "ID|FILE|FAMILY": _editions,
    "A": _editions,
    "B": _editions,
    "SCHEME": _schemes,
    "UNIT": _units,
    "CODE": _nodes,
    "CODE|COLUMN": _nodes,
    "SCHEMA": _schemas,
    "[SAMPLE...]": _samples,
}
"""By what stands for its value in the help."""
