"""Write a methodology as a weighting file in any of its syntaxes; what is written is read back and must be equal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from dtiscore.errors import InvalidMethodology, UsageFault
from dtiscore.methodology.documents.document import SCHEMA_KEY, parse_document
from dtiscore.methodology.documents.scalars import Value
from dtiscore.methodology.flat.document import read_flat
from dtiscore.methodology.model import Methodology
from dtiscore.methodology.parsing import parse_methodology
from dtiscore.methodology.writing.flat_text import flat_text
from dtiscore.methodology.writing.modeline import modeline, schema_file
from dtiscore.methodology.writing.plain_data import plain_data
from dtiscore.methodology.writing.quotes import json_lines
from dtiscore.methodology.writing.toml_text import toml_text
from dtiscore.methodology.writing.yaml_text import yaml_text
from dtiscore.said import Said, said

TextSyntax = Literal["yaml", "toml", "json", "csv"]
"""The languages of weighting files that are texts; ``csv`` is the flat table."""
WrittenSyntax = Literal["yaml", "toml", "json", "csv", "xlsx"]
"""Those of all that are written; ``xlsx`` is the flat table as a workbook."""


def methodology_text(methodology: Methodology, syntax: TextSyntax) -> str:
    """The text of a weighting file that says what the methodology says, without its defaults.

    Raises:
        UsageFault: this syntax cannot say all of it; a flat file has no place for some lists of larger things, and no
            file for characters that nobody can see.
    """
    text = modeline("weighting-file", syntax) + _WRITERS[syntax](plain_data(methodology))
    require_the_same(methodology, lambda: _read(text, syntax), syntax)
    return text


def require_the_same(
    methodology: Methodology, written: Callable[[], Methodology], syntax: WrittenSyntax
) -> None:
    """Refuse what was written of a methodology unless it is read back as an equal one.

    Args:
        methodology: what was to be said.
        written: reads what was written.
        syntax: in which language that is.

    Raises:
        UsageFault: it says less, or something else.
    """
    try:
        read = written()
    except InvalidMethodology as error:
        message = said(
            "{edition} cannot be written as {syntax}: {reason}",
            edition=methodology.id,
            syntax=syntax.upper(),
            reason=error.message,
        )
        raise UsageFault(message, _other(syntax), error.problems) from error
    if read != methodology:
        raise UsageFault(_said_in_part(methodology, read, syntax), _other(syntax))


def _said_in_part(methodology: Methodology, read: Methodology, syntax: WrittenSyntax) -> Said:
    """That a syntax does not say all of a methodology, and the first key that it says otherwise."""
    edition, language = methodology.id, syntax.upper()
    loss = next(_losses(plain_data(methodology), plain_data(read), ()), None)
    if loss is None:
        return said("{edition} cannot be said in full as {syntax}", edition=edition, syntax=language)
    return said(
        "{edition} cannot be said in full as {syntax}: {key} is {was}, and would be read back as {now}",
        edition=edition,
        syntax=language,
        **loss._asdict(),
    )


def _json_text(data: Mapping[str, Value]) -> str:
    whole = {SCHEMA_KEY: f"./{schema_file('weighting-file')}", **data}
    return json_lines(json.dumps(whole, ensure_ascii=False, indent=2)) + "\n"


_WRITERS = {"yaml": yaml_text, "toml": toml_text, "json": _json_text, "csv": flat_text}


def _read(text: str, syntax: TextSyntax) -> Methodology:
    shown = said("the {syntax} text", syntax=syntax.upper())
    if syntax == "csv":
        return parse_methodology(read_flat(text, shown))
    return parse_methodology(parse_document(text, syntax, shown))


class _Loss(NamedTuple):
    """A value that is read back as another one: its key, with the code of its node, and both as JSON."""

    key: str
    was: str
    now: str


def _losses(given: Value, read: Value, path: Sequence[str]) -> Iterator[_Loss]:
    """What of a file is read back as something else: which key, of which node, and as what."""
    if isinstance(given, dict) and isinstance(read, dict):
        here = (str(given["code"]),) if "code" in given else path
        for key in dict.fromkeys([*given, *read]):
            yield from _losses(given.get(key), read.get(key), (*here, key))
    elif isinstance(given, list) and isinstance(read, list) and len(given) == len(read):
        for at, (one, other) in enumerate(zip(given, read, strict=True), 1):
            yield from _losses(one, other, (*path, str(at)))
    elif given != read:
        was, now = (json.dumps(value, ensure_ascii=False) for value in (given, read))
        yield _Loss(" ".join(path), was, now)


def _other(syntax: WrittenSyntax) -> Said:
    if syntax in ("csv", "xlsx"):
        return said("write it as YAML")
    return said("remove what no file can hold, such as a hidden character")
