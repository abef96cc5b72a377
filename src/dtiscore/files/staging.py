"""Temporaries beside a target: how a file is completed on disk first and then put in place in one step."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import stat
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dtiscore.files.page_cache import KEPT, begin_writing, release_written

_TEMPORARY = re.compile(r"\.(?P<stem>.+)\.(?P<machine>[0-9a-f]{8})-(?P<process>\d+)\.[0-9a-f]{8}\.tmp")

_LONGEST_STEM = 200
"""Bytes of the target's name that go into a temporary's; file systems allow 255 for the whole name."""

_FOLDER_CANNOT_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM}
"""What file systems answer that cannot flush a folder, or when the folder may be written but not opened."""

_LARGE = 256 * 2**20
"""Bytes from which on the system is told not to hold all of a file in its memory; the next program may read a smaller one there."""

_unfinished: set[Path] = set()
"""The temporaries of this process that may exist."""
_folders: set[Path] = set()
"""The folders of this process for temporaries, which go with all that is in them."""
_open_sets: list[None] = []
"""One entry for each set of files that is being put in place."""
_waiting: list[Callable[[], None]] = []


def temporary_beside(target: Path) -> Path:
    """A free name in the target's folder: a dot, its name, this machine and process, a random suffix.

    The name stays in the target's folder because a rename is atomic only within one file system.
    """
    return target.with_name(f".{_stem(target)}.{_machine()}-{os.getpid()}.{os.urandom(4).hex()}.tmp")


def fill(temporary: Path, data: Iterable[bytes], *, like: Path) -> None:
    """Create ``temporary`` with all of ``data``, on disk to the last byte; raises ``OSError``.

    It takes owner and permissions of the file ``like`` where that exists, else what the umask gives.
    """
    _unfinished.add(temporary)
    with temporary.open("xb") as stream:
        _take_permissions(stream.fileno(), like)
        begun = 0
        for piece in data:
            stream.write(piece)
            if stream.tell() >= begun + KEPT:
                ask = begin_writing if stream.tell() < _LARGE else release_written
                ask(stream.fileno(), begun, stream.tell())
                begun = stream.tell()
        stream.flush()
        os.fsync(stream.fileno())


def put_in_place(temporary: Path, target: Path) -> None:
    """Rename ``temporary`` to ``target`` and make the rename lasting; raises ``OSError``."""
    temporary.replace(target)
    _unfinished.discard(temporary)
    _sync_folder(target.parent)


def keep_former(target: Path, former: Path) -> bool:
    """Keep what stands at ``target`` reachable under the name ``former``; false if nothing stands there."""
    _unfinished.add(former)
    try:
        former.hardlink_to(target)
    except FileNotFoundError:
        return False
    except OSError:  # a file system without hard links
        shutil.copy2(target, former)
    return True


def restore(target: Path, former: Path | None) -> None:
    """Bring back what ``keep_former`` kept; ``None``: nothing stood there, so nothing stays."""
    if former is None:
        target.unlink(missing_ok=True)
    else:
        former.replace(target)


def discard(temporary: Path) -> None:
    """Remove a temporary that may be gone already; one that cannot be removed is swept another time."""
    with contextlib.suppress(OSError):
        temporary.unlink()
    _unfinished.discard(temporary)


def discard_all() -> None:
    """Remove every temporary of this process, which is about to end."""
    for temporary in tuple(_unfinished):
        discard(temporary)
    for folder in tuple(_folders):
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that is gone afterwards, also where the process is stopped."""
    folder = Path(tempfile.mkdtemp(prefix="dtiscore-")).resolve()
    _folders.add(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _folders.discard(folder)


@contextlib.contextmanager
def undivided() -> Iterator[None]:
    """Keep together renames that belong together: what must not come between them waits, see :func:`when_undisturbed`."""
    _open_sets.append(None)
    try:
        yield
    finally:
        _open_sets.pop()
        while _waiting and not _open_sets:
            _waiting.pop()()


def when_undisturbed(action: Callable[[], None]) -> None:
    """Do something now, or as soon as the renames that are going on belong to the past."""
    if _open_sets:
        _waiting.append(action)
    else:
        action()


def sweep(target: Path) -> None:
    """Remove temporaries of the same target that a killed process of this machine left behind.

    Those of other machines are left alone: on a shared folder their process may well be alive.
    """
    if sys.platform == "win32":  # there, asking after a process would interrupt it
        return
    with contextlib.suppress(OSError):
        stem = _stem(target)
        for name in os.listdir(target.parent):
            parts = _TEMPORARY.fullmatch(name) if name.startswith(f".{stem}.") else None
            if (
                parts
                and parts["stem"] == stem
                and parts["machine"] == _machine()
                and _is_gone(int(parts["process"]))
            ):
                discard(target.with_name(name))


def _stem(target: Path) -> str:
    return os.fsdecode(os.fsencode(target.name)[:_LONGEST_STEM])


def _machine() -> str:
    name = "" if sys.platform == "win32" else os.uname().nodename
    return format(zlib.crc32(name.encode()), "08x")


def _is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):  # it runs for another user; or the number is no process's
        return False
    return False


def _take_permissions(descriptor: int, like: Path) -> None:
    if sys.platform == "win32":  # a folder's access list is inherited there
        return
    try:
        status = like.stat()
    except FileNotFoundError:
        return
    with contextlib.suppress(PermissionError):  # only an administrator may give a file away
        os.fchown(descriptor, status.st_uid, status.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(status.st_mode))


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # folders cannot be opened there
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _FOLDER_CANNOT_SYNC:
            raise
