"""Files are written whole or not at all, alone and as a set."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from dtiscore.errors import SourceFault, UsageFault
from dtiscore.files import staging
from dtiscore.files.reading import read_bytes
from dtiscore.files.writing import held_back, write_atomically, write_pieces, write_set

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes, devices or permission bits")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@given(data=st.binary(max_size=300), former=st.none() | st.binary(max_size=300))
@settings(max_examples=30, deadline=None)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, former: bytes | None
) -> None:
    target = tmp_path_factory.mktemp("law") / "out.csv"
    if former is not None:
        target.write_bytes(former)
    write_atomically(target, data)
    assert target.read_bytes() == data
    assert names_in(target.parent) == ["out.csv"]


@pytest.mark.parametrize("large", [0, 5, 20])
def test_a_large_file_is_given_up_by_the_memory_of_the_system_as_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    begun: list[tuple[int, int]] = []
    given_up: list[tuple[int, int]] = []
    monkeypatch.setattr(staging, "_LARGE", large)
    monkeypatch.setattr(staging, "KEPT", 3)
    monkeypatch.setattr(staging, "begin_writing", lambda _, start, end: begun.append((start, end)))
    monkeypatch.setattr(staging, "release_written", lambda _, start, end: given_up.append((start, end)))
    write_pieces(tmp_path / "out.csv", [b"ab", b"cd", b"e", b"fghij", b"k"])
    assert (tmp_path / "out.csv").read_bytes() == b"abcdefghijk"
    steps = [(0, 4), (4, 10)]
    assert (begun, given_up) == {0: ([], steps), 5: (steps[:1], steps[1:]), 20: (steps, [])}[large]


def test_the_target_is_never_open_for_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.csv"
    target.write_bytes(b"old")
    seen: list[tuple[bytes, bytes]] = []
    replace = Path.replace

    def watch(self: Path, other: Path) -> Path:
        seen.append((target.read_bytes(), self.read_bytes()))
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", watch)
    write_atomically(target, b"new")
    assert seen == [(b"old", b"new")]
    assert target.read_bytes() == b"new"


def test_bytes_are_flushed_to_the_disk_before_the_rename(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    replace, fsync = Path.replace, os.fsync

    def watch_fsync(descriptor: int) -> None:
        mode = os.fstat(descriptor).st_mode
        size = os.fstat(descriptor).st_size
        events.append("folder" if stat.S_ISDIR(mode) else f"file of {size}")
        fsync(descriptor)

    def watch_replace(self: Path, other: Path) -> Path:
        events.append("rename")
        return replace(self, other)

    monkeypatch.setattr(os, "fsync", watch_fsync)
    monkeypatch.setattr(Path, "replace", watch_replace)
    write_atomically(tmp_path / "out.csv", b"12345")
    folder = [] if sys.platform == "win32" else ["folder"]
    assert events == ["file of 5", "rename", *folder]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_permissions_of_an_existing_file_are_kept(tmp_path: Path, mode: int) -> None:
    target = tmp_path / "out.csv"
    target.touch()
    target.chmod(mode)
    write_atomically(target, b"new")
    assert stat.S_IMODE(target.stat().st_mode) == mode


@posix
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_a_new_file_has_what_the_umask_gives(tmp_path: Path, umask: int, mode: int) -> None:
    former = os.umask(umask)
    try:
        write_atomically(tmp_path / "out.csv", b"new")
    finally:
        os.umask(former)
    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == mode


@posix
@pytest.mark.parametrize("exists", [True, False])
def test_a_symbolic_link_is_followed_and_stays(tmp_path: Path, exists: bool) -> None:
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "out.csv", tmp_path / "link.csv"
    if exists:
        target.write_bytes(b"old")
    link.symlink_to(target)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert not target.is_symlink()
    assert target.read_bytes() == b"new"
    assert names_in(tmp_path / "real") == ["out.csv"]


def test_a_name_as_long_as_the_system_allows_can_be_written(tmp_path: Path) -> None:
    name = "á" * 125 + ".csv"  # 254 bytes
    write_atomically(tmp_path / name, b"new")
    assert names_in(tmp_path) == [name]


@pytest.mark.parametrize("ending", ["", "/", "/new/"])
def test_a_folder_is_not_overwritten(tmp_path: Path, ending: str) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(SourceFault, match="is a folder, not a file"):
        write_atomically(f"{tmp_path / 'out'}{ending}", b"new")
    assert names_in(tmp_path) == ["out"]


@pytest.mark.parametrize(("name", "words"), [("", "is empty"), ("a\0b", "cannot be the name of a file")])
def test_an_impossible_name_is_told(name: str, words: str) -> None:
    with pytest.raises(SourceFault, match=words):
        write_atomically(name, b"")


def test_a_missing_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceFault) as caught:
        write_atomically("nowhere/out.csv", b"new")
    assert caught.value.message == "nowhere/out.csv cannot be written: there is no folder nowhere"
    assert caught.value.fix == "Create the folder first, or write to another one."


def test_a_write_protected_file_is_respected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.csv"
    target.write_bytes(b"old")
    # The real question would be answered "yes" to an administrator whatever the bits say.
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(SourceFault, match="cannot be written: it is write-protected"):
        write_atomically(target, b"new")
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("number", "fix"),
    [
        (errno.ENOSPC, "Free some space, or write to another disk."),
        (errno.EACCES, "Check that you may write to its folder"),
        (errno.EIO, None),
    ],
)
def test_a_failure_leaves_the_old_file_and_no_temporary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, fix: str | None
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    target = tmp_path / "out.csv"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(SourceFault) as caught:
        write_atomically(target, b"new")
    assert caught.value.message == f"{target} cannot be written: {os.strerror(number)}"
    assert (caught.value.fix or "").startswith(fix or "")
    assert (caught.value.fix is None) == (fix is None)
    assert target.read_bytes() == b"old"
    assert names_in(tmp_path) == ["out.csv"]


def test_an_interrupt_leaves_the_old_file_and_no_temporary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(descriptor: int) -> None:
        raise KeyboardInterrupt

    target = tmp_path / "out.csv"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert names_in(tmp_path) == ["out.csv"]


@posix
def test_temporaries_of_dead_processes_are_swept_and_others_are_not(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    mine = staging.temporary_beside(target).name
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    alive = str(os.getppid())
    stale = mine.replace(f"-{os.getpid()}.", f"-{dead.pid}.")
    kept = [
        mine,
        mine.replace(f"-{os.getpid()}.", f"-{alive}."),
        stale.replace(".out.csv.", ".other.csv."),
        stale.removesuffix(".tmp"),
        ".out.csv.00000000-" + stale.split("-", 1)[1],  # another machine's
    ]
    assert len({*kept, stale}) == 6
    for name in [*kept, stale]:
        (tmp_path / name).touch()
    write_atomically(target, b"new")
    assert names_in(tmp_path) == sorted([*kept, "out.csv"])


def test_a_set_is_put_in_place_in_its_order_with_the_manifest_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    put = staging.put_in_place

    def watch(temporary: Path, target: Path) -> None:
        order.append(target.name)
        put(temporary, target)

    monkeypatch.setattr(staging, "put_in_place", watch)
    files = {tmp_path / name: name.encode() for name in ("z.csv", "manifest.json", "a.csv")}
    write_set(files, manifest=tmp_path / "manifest.json")
    assert order == ["z.csv", "a.csv", "manifest.json"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.csv": b"a.csv",
        "manifest.json": b"manifest.json",
        "z.csv": b"z.csv",
    }


@pytest.mark.parametrize("failing", ["", "b.csv"])
def test_what_would_end_the_process_waits_until_a_set_is_in_place_or_undone(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = staging.put_in_place
    found: list[dict[str, bytes]] = []

    def end() -> None:
        staging.discard_all()
        found.append({path.name: path.read_bytes() for path in tmp_path.iterdir()})

    def told_to_stop(temporary: Path, target: Path) -> None:
        staging.when_undisturbed(end)
        if target.name == failing:
            raise OSError(errno.EIO, "Input/output error")
        put(temporary, target)

    monkeypatch.setattr(staging, "put_in_place", told_to_stop)
    old = dict.fromkeys(("a.csv", "b.csv", "c.csv"), b"old")
    for name, data in old.items():
        (tmp_path / name).write_bytes(data)
    with suppress(SourceFault):
        write_set({tmp_path / name: b"new" for name in old})
    assert found
    assert all(files == (old if failing else dict.fromkeys(old, b"new")) for files in found)
    staging.when_undisturbed(end)
    assert len(found) > 1  # at once, where nothing is going on


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("failing", ["new.csv", "old.csv", "manifest.json"])
def test_a_set_is_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str, links: bool
) -> None:
    put = staging.put_in_place

    def fail(temporary: Path, target: Path) -> None:
        if target.name == failing:
            raise OSError(errno.EIO, "Input/output error")
        put(temporary, target)

    def refuse_link(self: Path, target: Path) -> None:
        target.stat()  # a missing file is missing first
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(staging, "put_in_place", fail)
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", refuse_link)
    for name in ("old.csv", "manifest.json"):
        (tmp_path / name).write_bytes(b"old " + name.encode())
    files = {tmp_path / name: b"new" for name in ("manifest.json", "old.csv", "new.csv")}
    with pytest.raises(SourceFault, match=f"{failing} cannot be written: Input/output error"):
        write_set(files, manifest=tmp_path / "manifest.json")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "manifest.json": b"old manifest.json",
        "old.csv": b"old old.csv",
    }


def test_nothing_is_written_when_one_target_is_impossible(tmp_path: Path) -> None:
    with pytest.raises(SourceFault, match="there is no folder"):
        write_set({tmp_path / "a.csv": b"a", tmp_path / "nowhere" / "b.csv": b"b"})
    assert names_in(tmp_path) == []


def test_two_names_of_one_file_are_refused(tmp_path: Path) -> None:
    names = [f"{tmp_path}/a.csv", f"{tmp_path}/./a.csv"]
    with pytest.raises(UsageFault, match=r"a\.csv are one and the same file"):
        write_set(dict.fromkeys(names, b"a"))
    assert names_in(tmp_path) == []


def test_a_manifest_outside_the_set_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is not one of the files"):
        write_set({tmp_path / "a.csv": b"a"}, manifest=tmp_path / "b.json")


def test_what_is_only_looked_at_needs_no_place(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"old")
    with held_back(only_looked_at=True) as held:
        write_set({file: b"new"})
        write_pieces(tmp_path / "b.txt", [b"of", b" two"])
        assert [*tmp_path.iterdir()] == [file]  # where nothing may be written
        assert (held.content(str(file)), held.content(str(tmp_path / "b.txt"))) == (b"new", b"of two")
        assert held.changes(str(file))
        assert read_bytes(str(file), max_bytes=10) == b"new"
    assert ([*tmp_path.iterdir()], file.read_bytes()) == ([file], b"old")
