"""Weighting files and unit schemes from wherever they are: built in by id, a file, standard input, plain data."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any, cast

from pydantic import ValidationError

from dtiscore.errors import InvalidMethodology, Problem, SourceFault, UsageFault, errors_of
from dtiscore.methodology import Methodology
from dtiscore.methodology.document import GREATEST_BYTES, Document, Syntax, parse_document
from dtiscore.methodology.flat import read_flat
from dtiscore.methodology.in_force import in_order
from dtiscore.methodology.parsing import methodology_from, parse_methodology
from dtiscore.sources.catalogue import edition_ids, edition_text, unit_scheme_ids, unit_scheme_text
from dtiscore.sources.files import read_bytes
from dtiscore.units.scheme import UnitScheme

SYNTAX = {".yaml": "yaml", ".yml": "yaml", ".toml": "toml", ".json": "json", ".csv": "csv"}
"""The language of a weighting file by its ending."""


def load_methodology(source: str | os.PathLike[str] | Mapping[str, Any] | Methodology) -> Methodology:
    """The methodology that ``source`` stands for.

    Args:
        source: the id of a built-in edition (``dti-province-2022``), the path of a weighting file in YAML, TOML, JSON
            or flat CSV, ``-`` for YAML on standard input, plain data as from JSON, or a methodology itself.

    Raises:
        InvalidMethodology: the file breaks rules; ``problems`` lists all faults with their lines.
        SourceFault: there is no such file, or it cannot be read.
        UsageFault: there is no such edition, or the file's ending says nothing of its language.
    """
    if isinstance(source, Methodology):
        return source
    if isinstance(source, Mapping):
        return methodology_from(source)
    name = os.fspath(source)
    if name in edition_ids():
        text, shown = edition_text(name)
        return _parse(text, "yaml", shown)
    if name != "-" and not PurePath(name).suffix and not Path(name).exists():
        _refuse_family(name)
        edition_text(name)  # says which editions there are, and which one may be meant
    return _parse(_text(name), _syntax(name), "<stdin>" if name == "-" else name)


def family_editions(name: str) -> list[Methodology]:
    """The built-in editions of a family in the order in which they came into force; none if there is no such family."""
    ids = [edition_id for edition_id in edition_ids() if edition_id.startswith(f"{name}-")]
    return in_order([edition for edition in map(load_methodology, ids) if edition.family == name])


def _refuse_family(name: str) -> None:
    editions = [edition.id for edition in family_editions(name)]
    if editions:
        message = f'"{name}" is a family of editions: {", ".join(editions)}'
        raise UsageFault(message, "name one of them, or choose by --period or --date where a table is scored")


def _syntax(name: str) -> str:
    if name == "-":
        return "yaml"
    syntax = SYNTAX.get(PurePath(name).suffix.lower())
    if syntax is None:
        raise UsageFault(
            f"{name}: a weighting file ends in {', '.join(SYNTAX)}", "rename it, or name a built-in edition"
        )
    return syntax


def _text(name: str) -> str:
    data = read_bytes(name, max_bytes=4 * GREATEST_BYTES)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceFault(
            f"{name}:{line}: not UTF-8 at byte {error.start}", "save the file as UTF-8"
        ) from error


def _parse(text: str, syntax: str, shown: str) -> Methodology:
    if syntax == "csv":
        return parse_methodology(read_flat(text, shown))
    return parse_methodology(parse_document(text, cast("Syntax", syntax), shown))


def load_unit_scheme(scheme_id: str, beside: str | os.PathLike[str] | None = None) -> UnitScheme:
    """A unit scheme: built in, or a YAML file called by its id next to a weighting file.

    Args:
        scheme_id: the scheme's id, or the path of a YAML file.
        beside: the weighting file that names the scheme, whose folder is searched first.

    Raises:
        InvalidMethodology: the scheme's file breaks rules.
        UsageFault: there is no such scheme.
    """
    for path in _candidates(scheme_id, beside):
        if path.is_file():
            return _scheme(_text(str(path)), str(path))
    text, shown = unit_scheme_text(scheme_id)
    return _scheme(text, shown)


def _candidates(scheme_id: str, beside: str | os.PathLike[str] | None) -> list[Path]:
    if PurePath(scheme_id).suffix in (".yaml", ".yml"):
        return [Path(scheme_id)]
    plain = "/" not in scheme_id and "\\" not in scheme_id and not scheme_id.startswith(".")
    if beside is None or os.fspath(beside) == "-" or not plain:
        return []
    folder = Path(beside).parent
    return [folder / f"{scheme_id}.yaml", folder / "units" / f"{scheme_id}.yaml"]


def _scheme(text: str, shown: str) -> UnitScheme:
    document = parse_document(text, "yaml", shown)
    faults = errors_of(document.problems)
    if faults:
        raise InvalidMethodology(f"{shown}: {len(faults)} faults in the unit scheme", problems=faults)
    try:
        return UnitScheme.model_validate(document.data)
    except ValidationError as error:
        problems = [
            _scheme_problem(document, item["loc"], item["msg"]) for item in error.errors(include_url=False)
        ]
        raise InvalidMethodology(
            f"{shown}: {len(problems)} faults in the unit scheme", problems=problems
        ) from error


def _scheme_problem(document: Document, path: tuple[str | int, ...], message: str) -> Problem:
    return Problem("invalid-unit-scheme", message.removeprefix("Value error, "), document.place(path))


def scheme_of(methodology: Methodology, source: object = None) -> UnitScheme | None:
    """The unit scheme of an edition, if it has one; ``source`` is where the edition came from."""
    if methodology.units is None:
        return None
    beside = source if isinstance(source, str | os.PathLike) else None
    return load_unit_scheme(methodology.units, beside)


def other_schemes(scheme: UnitScheme | None) -> list[UnitScheme]:
    """The built-in schemes beside this one, by which messages explain a unit of another vintage."""
    if scheme is None:
        return []
    return [load_unit_scheme(name) for name in unit_scheme_ids() if name != scheme.id]


def builtin_methodologies() -> list[Methodology]:
    """Every built-in edition, in the order of their ids."""
    return [load_methodology(name) for name in edition_ids()]
