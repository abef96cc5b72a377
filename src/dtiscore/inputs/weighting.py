"""Weighting files and unit schemes from wherever they are: built in by id, a file, standard input, plain data."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, cast, overload

from dtiscore.arguments import checked
from dtiscore.errors import SourceFault, UsageFault
from dtiscore.files.catalogue import (
    compiled_edition,
    compiled_unit_scheme,
    edition_ids,
    edition_text,
    is_edition,
    unit_scheme_ids,
    unit_scheme_text,
)
from dtiscore.files.paths import can_be_read, is_file, lies_in, refuse_impossible_name
from dtiscore.files.reading import read_bytes
from dtiscore.inputs.named import NamedScheme, NamedWeights
from dtiscore.inputs.weighting_syntax import WORKBOOKS, syntax_of
from dtiscore.memory import seldom_looking_for_garbage
from dtiscore.methodology import Methodology
from dtiscore.said import said

if TYPE_CHECKING:
    from dtiscore.methodology.documents.document import Document, Syntax
    from dtiscore.units.scheme import UnitScheme


@checked
def load_methodology(source: str | os.PathLike[str] | Mapping[str, Any] | Methodology) -> Methodology:
    """The methodology that ``source`` stands for.

    Args:
        source: the id of a built-in edition (``dti-province-2022``), the path of a weighting file in YAML, TOML, JSON
            or the flat form (CSV, XLSX, ODS), ``-`` for YAML on standard input, plain data as from JSON, or a
            methodology itself.

    Raises:
        InvalidMethodology: the file breaks rules; ``problems`` lists all faults with their lines.
        SourceFault: there is no such file, or it cannot be read.
        UsageFault: there is no such edition, or the file's ending says nothing of its language.
    """
    if isinstance(source, Methodology):
        return source
    if isinstance(source, Mapping):
        from dtiscore.methodology.parsing import methodology_from

        return methodology_from(source)
    name = os.fspath(source)
    if isinstance(name, NamedWeights) and name.family:
        _refuse_family(name)
    if is_edition(name):
        from dtiscore.methodology.compiled import restored

        text, shown = edition_text(name)
        return restored(Methodology, compiled_edition(name), text) or _parse(text, "yaml", shown)
    refuse_impossible_name(name)
    if name != "-" and not PurePath(name).suffix and not can_be_read(name):
        _refuse_family(name)
        edition_text(name)  # says which editions there are, and which one may be meant
    return _of_file(name, _parse)


def family_editions(name: str) -> list[Methodology]:
    """The editions of a family in the order in which they came into force; none if there is no such family.

    Raises:
        UsageFault: a weighting file of a family of a project does not say that it is of it.
    """
    from dtiscore.methodology.in_force import in_order

    if isinstance(name, NamedWeights) and name.family:
        return in_order([_of_family(name, _of_file(file, _parse_once), file) for file in name.family])
    ids = [edition_id for edition_id in edition_ids() if edition_id.startswith(f"{name}-")]
    return in_order([edition for edition in map(load_methodology, ids) if edition.family == name])


def _of_file(name: str, parse: Callable[[str, str, str], Methodology]) -> Methodology:
    """The methodology of a file, or of standard input for ``-``, whose text ``parse`` reads unless it is a workbook."""
    if (syntax := syntax_of(name)) in WORKBOOKS:
        from dtiscore.inputs.weighting_sheets import MOST_BYTES, methodology_of_workbook

        return methodology_of_workbook(read_bytes(name, max_bytes=MOST_BYTES), name)
    return parse(weighting_text(name), syntax, "<stdin>" if name == "-" else name)


def _of_family(name: str, edition: Methodology, file: str) -> Methodology:
    if edition.family != name:
        message = said('{file} is no edition of the family "{name}"', file=file, name=name)
        raise UsageFault(
            message, said("write family: {name} in it, and an id that begins with {name}-", name=name)
        )
    return edition


def _refuse_family(name: str) -> None:
    editions = [edition.id for edition in family_editions(name)]
    if editions:
        message = said(
            '"{name}" is a family of editions: {editions}', name=name, editions=", ".join(editions)
        )
        raise UsageFault(
            message,
            said(
                "name one of them, or choose by --period or --date where a table is scored, as by dtiscore score"
            ),
        )


def weighting_text(name: str) -> str:
    """The text of a weighting file that is no workbook; ``-`` stands for standard input.

    Raises:
        SourceFault: there is no such file, or it is not UTF-8.
    """
    from dtiscore.methodology.documents.document import GREATEST_BYTES

    data = read_bytes(name, max_bytes=4 * GREATEST_BYTES)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceFault(
            said("{name}:{line}: not UTF-8 at byte {start}", name=name, line=line, start=error.start),
            said("save the file as UTF-8"),
        ) from error


def parse_weighting(text: str, shown: str) -> Methodology:
    """The methodology of a weighting file in YAML that is not written yet, which messages call ``shown``.

    Raises:
        InvalidMethodology: it breaks rules.
    """
    return _parse_once(text, "yaml", shown)


# A comparison asks for all editions of a family for every table. What is parsed is frozen and the text is the key, so
# that a file that was changed is read anew; faults are raised anew each time.
@lru_cache(maxsize=256)
def _parse_once(text: str, syntax: str, shown: str) -> Methodology:
    return _parse(text, syntax, shown)


def _parse(text: str, syntax: str, shown: str) -> Methodology:
    from dtiscore.methodology.parsing import parse_methodology

    with seldom_looking_for_garbage():
        return parse_methodology(_document(text, syntax, shown))


def _document(text: str, syntax: str, shown: str) -> Document:
    from dtiscore.methodology.documents.document import parse_document

    if syntax == "csv":
        from dtiscore.methodology.flat.document import read_flat

        return read_flat(text, shown)
    return parse_document(text, cast("Syntax", syntax), shown)


def weighting_document(file: str) -> Document:
    """What a weighting file says, with the place of each of its keys.

    Raises:
        As :func:`load_methodology`, as far as the text cannot be read at all.
    """
    return _document(weighting_text(file), syntax_of(file), file)


def unit_schemes() -> list[UnitScheme]:
    """All built-in lists of units."""
    return [load_unit_scheme(scheme_id) for scheme_id in unit_scheme_ids()]


def load_unit_scheme(scheme_id: str, beside: str | os.PathLike[str] | None = None) -> UnitScheme:
    """A unit scheme: built in, or a YAML file called by its id next to a weighting file.

    Args:
        scheme_id: the scheme's id, or the path of a YAML file.
        beside: the weighting file that names the scheme, whose folder is searched first.

    Raises:
        InvalidMethodology: the scheme's file breaks rules.
        UsageFault: there is no such scheme.
    """
    if isinstance(scheme_id, NamedScheme):
        return _scheme(weighting_text(scheme_id), scheme_id, scheme_id.name)
    for path in places_of_scheme(scheme_id, beside):
        if is_file(str(path)):
            return _scheme(
                weighting_text(str(path)), str(path), None if path == PurePath(scheme_id) else scheme_id
            )
    return _scheme(*unit_scheme_text(scheme_id), form=compiled_unit_scheme(scheme_id))


def places_of_scheme(scheme_id: str, beside: str | os.PathLike[str] | None) -> list[PurePath]:
    """Where a unit scheme that a weighting file names is looked for before the built-in ones, whether it is there or not."""
    if PurePath(scheme_id).suffix in (".yaml", ".yml"):
        return [PurePath(scheme_id)]
    plain = "/" not in scheme_id and "\\" not in scheme_id and not scheme_id.startswith(".")
    # a built-in edition or family stands nowhere: what happens to lie in the working folder is not beside it
    if beside is None or is_edition(os.fspath(beside)) or not is_file(os.fspath(beside)) or not plain:
        return []
    folder = PurePath(beside).parent
    return [folder / f"{scheme_id}.yaml", folder / "units" / f"{scheme_id}.yaml"]


@lru_cache(maxsize=16)
def _scheme(text: str, shown: str, called: str | None = None, form: str | None = None) -> UnitScheme:
    """The scheme in ``text``; ``called`` is the id by which a file beside a weighting file was found."""
    from dtiscore.methodology.compiled import restored
    from dtiscore.units.scheme import UnitScheme

    if (scheme := restored(UnitScheme, form, text)) is not None:
        return scheme
    from dtiscore.methodology.documents.document import parse_document
    from dtiscore.units.parsing import parse_unit_scheme

    with seldom_looking_for_garbage():
        return parse_unit_scheme(parse_document(text, "yaml", shown), called)


def scheme_of(methodology: Methodology, source: object = None) -> UnitScheme | None:
    """The unit scheme of an edition, if it has one; ``source`` is where the edition came from."""
    if methodology.units is None:
        return None
    beside = source if isinstance(source, str | os.PathLike) else None
    if isinstance(beside, NamedWeights):
        if methodology.units in beside.schemes:
            return load_unit_scheme(beside.schemes[methodology.units])
        beside = next(iter(beside.family), beside)
    _refuse_to_climb(methodology.units, beside)
    return load_unit_scheme(methodology.units, beside)


def _refuse_to_climb(scheme_id: str, beside: str | os.PathLike[str] | None) -> None:
    """A weighting file may come from a stranger: it may name a file in its own folder or below, and no other.

    Raises:
        UsageFault: the unit scheme it names lies elsewhere.
    """
    if PurePath(scheme_id).suffix not in (".yaml", ".yml"):
        return
    folder = PurePath(beside).parent if beside is not None and os.fspath(beside) != "-" else PurePath()
    if not lies_in(str(folder), scheme_id):
        message = said(
            'the weighting file names the unit scheme "{scheme}", which lies outside its own folder',
            scheme=scheme_id,
        )
        raise UsageFault(message, said("put the scheme beside the weighting file, and name it by its id"))


def other_schemes(scheme: UnitScheme | None) -> Sequence[UnitScheme]:
    """The built-in schemes beside this one, by which messages explain a unit of another vintage."""
    return () if scheme is None else _OtherSchemes(scheme.id)


class _OtherSchemes(Sequence["UnitScheme"]):
    """The built-in schemes beside one: read when somebody looks at them, as hardly any table makes one do."""

    def __init__(self, scheme: str) -> None:
        self._scheme = scheme

    @cached_property
    def _read(self) -> Sequence[UnitScheme]:
        return [scheme for scheme in unit_schemes() if scheme.id != self._scheme]

    @overload
    def __getitem__(self, at: int) -> UnitScheme: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[UnitScheme]: ...
    def __getitem__(self, at: int | slice) -> UnitScheme | Sequence[UnitScheme]:
        return self._read[at]

    def __len__(self) -> int:
        return len(self._read)


def builtin_methodologies() -> list[Methodology]:
    """Every built-in edition, in the order of their ids."""
    return [load_methodology(name) for name in edition_ids()]


def compiled_forms() -> Iterator[tuple[str, str]]:
    """The compiled form of every built-in edition and unit scheme, under the name of its file without the ending."""
    from dtiscore.methodology.compiled import compiled

    for name in edition_ids():
        text, shown = edition_text(name)
        yield name, compiled(_parse(text, "yaml", shown), text, "hash")
    for name in unit_scheme_ids():
        text, shown = unit_scheme_text(name)
        yield f"units/{name}", compiled(_scheme(text, shown), text)
