"""Writes whole files, all of a set or none."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from dtiscore.errors import UsageFault
from dtiscore.files import held, staging
from dtiscore.files.paths import FileName, descriptor_of, refuse_impossible_name, shown
from dtiscore.files.streams import naming, pour
from dtiscore.project.drawn_from import DrawnFrom
from dtiscore.said import said


def write_atomically(target: FileName, data: bytes) -> None:
    """Write one file so that at every moment its old or its new content is there, whole.

    The terms are those of :func:`write_set`.
    """
    write_set({os.fspath(target): data})


def write_set(files: Mapping[str, bytes] | Mapping[Path, bytes], *, manifest: FileName | None = None) -> None:
    """Write all files or none, in the order given; ``manifest``, one of them, is put in place last.

    Each file is completed and flushed under a temporary name beside its target and then renamed; if any
    step fails, what stood there before stands there again. A symbolic link is followed; the permissions of
    an existing file are kept. ``-``, a pipe and a device such as ``/dev/full`` are written to directly, as
    nothing can be renamed over them; bytes sent there cannot be taken back.

    Raises :class:`SourceFault` when a file cannot be written, :class:`UsageFault` when two names mean one
    file, and lets the ``BrokenPipeError`` of a pipe pass.
    """
    contents = {os.fspath(name): data for name, data in files.items()}
    last = None if manifest is None else os.fspath(manifest)
    if last is not None and last not in contents:
        raise ValueError(f"the manifest {last!r} is not one of the files")
    ordered = sorted(contents, key=lambda name: name == last)  # stable: the others keep their order
    targets = {name: _target(name) for name in ordered}
    _refuse_twins(targets, {})
    with ExitStack() as cleaning:
        kept = _holding[-1].cleaning if _holding else cleaning
        staged = {
            name: Staged(target, _stage(name, target, [contents[name]], kept))
            for name, target in targets.items()
            if target is not None
        }
        for name, target in targets.items():
            if target is None:
                with naming(name):
                    pour(name, contents[name])
        if _holding:
            _holding[-1].keep(staged)
            _holding[-1].drawn |= {
                name: data for name, data in contents.items() if isinstance(data, DrawnFrom)
            }
        else:
            _put_in_place(staged, cleaning)


class Staged(NamedTuple):
    """A file that is complete and not in its place yet."""

    target: Path
    temporary: Path


class HeldBack:
    """Files that are put in place together, or none of them."""

    def __init__(self, cleaning: ExitStack, aside: Path | None) -> None:
        self.cleaning = cleaning
        self.aside = aside
        """The folder in which they stand meanwhile, if they are never put in place; else each stands beside its target."""
        self.files: dict[str, Staged] = {}
        """By their names, in the order in which they were written."""
        self.drawn: dict[str, DrawnFrom] = {}
        """Those of them that know what they were drawn from."""
        self._names: dict[Path, str] = {}
        """By the file that each replaces."""

    def keep(self, staged: Mapping[str, Staged]) -> None:
        """Take more files.

        Raises:
            UsageFault: one of them is one that was written before.
        """
        _refuse_twins({name: one.target for name, one in staged.items()}, self._names)
        self.files |= staged
        for one in staged.values():
            held.hold(one.target, one.temporary)

    def content(self, name: str) -> bytes:
        """What a file of that name will hold, with what it was drawn from where it knows that."""
        return self.drawn.get(name) or self.files[name].temporary.read_bytes()

    def changes(self, name: str) -> bool:
        """Whether a file of that name will hold something else than it does now."""
        with naming(name):
            target = self.files[name].target
            return not target.exists() or target.read_bytes() != self.content(name)

    def first_change(self, name: str) -> int | None:
        """The first line that such a file, which is there now, will have otherwise; ``None`` of what is no text."""
        with naming(name):
            before, after = self.files[name].target.read_bytes(), self.content(name)
        if b"\0" in before + after:
            return None
        lines = zip_longest(before.splitlines(), after.splitlines())
        return next((at for at, (old, new) in enumerate(lines, 1) if old != new), None)

    def leave_out(self, name: str) -> None:
        """Leave what stands in the place of a file as it is."""
        target = self.files.pop(name).target
        del self._names[target]
        held.let_go(target)


_holding: list[HeldBack] = []


def is_holding_back() -> bool:
    """Whether what is written now is put in place later, if ever."""
    return bool(_holding)


@contextlib.contextmanager
def held_back(*, only_looked_at: bool = False) -> Iterator[HeldBack]:
    """Hold back all files that are written meanwhile, and put them in place at the end: all, or none where one cannot be.

    Those that are ``only_looked_at`` are never put there, so that their places need not admit it. Who reads one of them
    meanwhile reads what was written. Whatever raises leaves every file as it was. The terms are those of :func:`write_set`.
    """
    with ExitStack() as cleaning:
        aside = cleaning.enter_context(staging.temporary_folder()) if only_looked_at else None
        held_files = HeldBack(cleaning, aside)
        _holding.append(held_files)
        try:
            yield held_files
        finally:
            _holding.remove(held_files)
            held.let_go()
        if aside is None:
            _put_in_place(held_files.files, cleaning)


def _aside() -> Path | None:
    """The folder for files that are only looked at, while such are written."""
    return _holding[-1].aside if _holding else None


def _put_in_place(staged: Mapping[str, Staged], cleaning: ExitStack) -> None:
    with staging.undivided(), ExitStack() as restoring:
        for name, (target, temporary) in staged.items():
            with naming(name):
                if len(staged) > 1:  # a single rename needs no undoing: it happens or it does not
                    _prepare_return(name, target, cleaning, restoring)
                staging.put_in_place(temporary, target)
        restoring.pop_all()  # all are in place: nothing is undone


def write_pieces(target: FileName, pieces: Iterable[bytes]) -> None:
    """Write a file piece by piece, so that it never stands in memory as a whole, on the terms of :func:`write_set`.

    What makes the pieces may raise: nothing is then put in place.
    """
    name = os.fspath(target)
    path = _target(name)
    if path is None:
        for piece in pieces:
            with naming(name):
                pour(name, piece)
        return
    with ExitStack() as cleaning:
        kept = _holding[-1].cleaning if _holding else cleaning
        staged = Staged(path, _stage(name, path, pieces, kept))
        if _holding:
            _holding[-1].keep({name: staged})
        else:
            _put_in_place({name: staged}, cleaning)


def append(target: FileName, data: bytes) -> None:
    """Add to the end of a file that others write to as well, such as the summary of a build step.

    Raises :class:`SourceFault` when it cannot be written.
    """
    name = os.fspath(target)
    with naming(name), open(name, "ab") as stream:
        stream.write(data)


def _target(name: str) -> Path | None:
    """The file to replace, behind any symbolic links; ``None`` for what is written to directly."""
    if descriptor_of(name, dash=1) is not None:
        return None
    refuse_impossible_name(name)
    with naming(name):
        try:
            mode = os.stat(name).st_mode
        except FileNotFoundError:  # a new file, or the missing end of a symbolic link
            mode = stat.S_IFDIR if name.endswith(("/", os.sep)) else 0
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode):
            return None
        if mode and not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, said("it is a disk or a socket, not a file"))
        # A rename would walk past the protection.
        if mode and _aside() is None and not os.access(name, os.W_OK):
            raise PermissionError(errno.EACCES, said("it is write-protected"))
        return Path(os.path.realpath(name))


def _refuse_twins(targets: Mapping[str, Path | None], seen: dict[Path, str]) -> None:
    """Refuse two names of one file, also where one of them was ``seen`` before; the names are seen now."""
    for name, target in targets.items():
        if target is None:
            continue
        if (other := seen.setdefault(target, name)) != name:
            raise UsageFault(
                said(
                    "{first} and {second} are one and the same file",
                    first=shown(other),
                    second=shown(name),
                ),
                fix=said("Give each result a file of its own."),
            )


def _stage(name: str, target: Path, data: Iterable[bytes], cleaning: ExitStack) -> Path:
    with naming(name):
        aside = _aside()
        if aside is None:
            staging.sweep(target)
        temporary = staging.temporary_beside(target if aside is None else aside / target.name)
        cleaning.callback(staging.discard, temporary)
        staging.fill(temporary, data, like=target)
        return temporary


def _prepare_return(name: str, target: Path, cleaning: ExitStack, restoring: ExitStack) -> None:
    former = staging.temporary_beside(target)
    cleaning.callback(staging.discard, former)
    kept = staging.keep_former(target, former)
    restoring.callback(_return, name, target, former if kept else None)


def _return(name: str, target: Path, former: Path | None) -> None:
    with naming(name):
        staging.restore(target, former)
