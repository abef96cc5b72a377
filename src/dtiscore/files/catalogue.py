"""Finds the weighting files and unit schemes that ship with dtiscore, by id."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dtiscore.errors import SourceFault, UsageFault
from dtiscore.files.reading import is_folder, read_bytes
from dtiscore.said import Said, said, with_or
from dtiscore.suggestions import close_to

_SUFFIXES = (".yaml", ".toml", ".json", ".csv")
_MOST_BYTES = 16 * 2**20


class _Shipped(NamedTuple):
    """A kind of files that ship with dtiscore, in a folder of their own, and are called by their stems."""

    folder: str
    """Below ``weights/``; empty for that folder itself."""
    called: Said
    """What messages call one of them."""
    lister: str
    """The command that shows what there is of the kind."""


_EDITIONS = _Shipped("", said("built-in edition"), "dtiscore weights list")
_UNIT_SCHEMES = _Shipped("units", said("built-in unit scheme"), "dtiscore units list")


def weights_folder() -> Path:
    """The folder of the shipped weighting files: inside an installed package, or at the top of a checkout.

    Raises :class:`SourceFault` when neither exists, which means that the installation is damaged.
    """
    return _shipped(
        "weights", said("the weighting files that ship with dtiscore are missing from its installation")
    )


def example_files(name: str) -> dict[str, bytes]:
    """The files of a sample, by their paths in its folder.

    Raises :class:`SourceFault` when they are missing, which means that the installation is damaged.
    """
    missing = said("the samples that ship with dtiscore are missing from its installation")
    folder = _shipped("examples", missing) / name
    return {
        path.relative_to(folder).as_posix(): read_bytes(path, max_bytes=_MOST_BYTES)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def _shipped(name: str, missing: Said) -> Path:
    """A folder inside an installed package, or at the top of a checkout."""
    here = Path(__file__).resolve()
    for folder in (here.parents[1] / name, here.parents[3] / name):
        if folder.is_dir():
            return folder
    raise SourceFault(missing, fix=said("Install dtiscore again: pip install --force-reinstall dtiscore"))


def edition_ids() -> list[str]:
    """The ids of the built-in editions, in alphabetical order."""
    return list(_files_of(_EDITIONS))


def is_edition(name: str) -> bool:
    """Whether a name is the id of a built-in edition."""
    return not _is_path(name) and name in _files_of(_EDITIONS)


def is_edition_or_family(name: str) -> bool:
    """Whether a name is the id of a built-in edition, or what the ids of its family begin with."""
    return any(f"{edition}-".startswith(f"{name}-") for edition in edition_ids())


def edition_text(edition_id: str) -> tuple[str, str]:
    """The weighting file of a built-in edition: its text, and the name by which messages call it.

    Raises :class:`UsageFault` for an id that is none, :class:`SourceFault` when the file is damaged.
    """
    return _text(_EDITIONS, edition_id)


def unit_scheme_ids() -> list[str]:
    """The ids of the built-in unit schemes, in alphabetical order."""
    return list(_files_of(_UNIT_SCHEMES))


def unit_scheme_text(scheme_id: str) -> tuple[str, str]:
    """The file of a built-in unit scheme, as :func:`edition_text` gives that of an edition."""
    return _text(_UNIT_SCHEMES, scheme_id)


def compiled_edition(edition_id: str) -> str | None:
    """The compiled form of a built-in edition (:mod:`dtiscore.methodology.compiled`), if the build made one."""
    return _compiled(_EDITIONS, edition_id)


def compiled_unit_scheme(scheme_id: str) -> str | None:
    """The same of a built-in unit scheme."""
    return _compiled(_UNIT_SCHEMES, scheme_id)


def _compiled(kind: _Shipped, id_: str) -> str | None:
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    path = os.path.join(package, "compiled", kind.folder, f"{id_}.json")
    if not os.path.exists(path):
        return None
    # An installed package is of one piece. In a checkout somebody may have changed what reads weighting files since.
    in_checkout = not os.path.isdir(os.path.join(package, "weights"))
    if in_checkout and os.stat(path).st_mtime < _changed(package, "methodology", "units"):
        return None
    return read_bytes(path, max_bytes=_MOST_BYTES).decode("utf-8")


@cache
def _changed(package: str, *folders: str) -> float:
    """When a file of the folders was last changed, as a process first sees it, which keeps what it has loaded by then."""
    return max(
        os.stat(os.path.join(at, name)).st_mtime
        for folder in folders
        for at, _, names in os.walk(os.path.join(package, folder))
        for name in names
        if name.endswith(".py")
    )


def _files_of(kind: _Shipped) -> Mapping[str, Path]:
    return _files_in(weights_folder() / kind.folder, kind)


@cache
def _files_in(folder: Path, kind: _Shipped) -> Mapping[str, Path]:
    """The files of a folder by their ids, which do not change while a process runs: they ship with it."""
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("*")):
        if path.suffix not in _SUFFIXES or path.name.startswith("."):
            continue
        if path.stem in found:
            raise SourceFault(
                said(
                    "two files define the {kind} {name}: {first} and {second}",
                    kind=kind.called,
                    name=path.stem,
                    first=found[path.stem].name,
                    second=path.name,
                ),
                fix=said("Install dtiscore again, or remove one of them."),
            )
        found[path.stem] = path
    return found


def _is_path(name: str) -> bool:
    """Whether a name can be no id, so that the folder of all there are need not be looked through."""
    return any(sign in name for sign in "./\\\0")


def _text(kind: _Shipped, wanted: str) -> tuple[str, str]:
    files = {} if _is_path(wanted) else _files_of(kind)
    if wanted not in files and os.path.isdir(wanted):
        raise is_folder(wanted)
    if not wanted or _is_path(wanted):
        raise UsageFault(
            said(
                '"{name}" is not the id of a {kind}: an id holds no dot and no slash',
                name=wanted,
                kind=kind.called,
            ),
            fix=said("To use a file of your own, give the path of a file that exists."),
        )
    if wanted not in files:
        near = close_to(wanted.casefold(), files, n=3, cutoff=0.6)
        fix = said("See: {command}", command=kind.lister)
        if near:
            fix = said("Did you mean {names}? {fix}", names=with_or(near), fix=fix)
        raise UsageFault(said('there is no {kind} "{name}"', kind=kind.called, name=wanted), fix=fix)
    path = files[wanted]
    # The same name in a checkout and in an installed wheel, so that reports agree to the byte.
    name = "/".join(part for part in ("dtiscore", "weights", kind.folder, path.name) if part)
    try:
        return read_bytes(path, max_bytes=_MOST_BYTES).decode("utf-8"), name
    except UnicodeDecodeError as error:
        raise SourceFault(
            said("{name} is damaged: it is not UTF-8 text", name=name), fix=said("Install dtiscore again.")
        ) from error
