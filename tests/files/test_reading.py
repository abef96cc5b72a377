"""Files and standard input are read whole, or refused in words and without waiting."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from dtiscore.errors import ExitCode, SourceFault
from dtiscore.files.paths import reason_of, shown
from dtiscore.files.reading import read_bytes, stream_of
from dtiscore.said import said, spoken

Python = Callable[..., subprocess.CompletedProcess[bytes]]

MANY = 1_000
LIMITS = Path("/proc/self/limits")


posix = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes, devices or permission bits")


def standard_input(data: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding="ascii")


def test_bytes_come_back_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbfa;b\r\n\x00\xff")
    assert read_bytes(tmp_path / "a.csv", max_bytes=MANY) == b"\xef\xbb\xbfa;b\r\n\x00\xff"
    assert read_bytes(str(tmp_path / "a.csv"), max_bytes=MANY) == b"\xef\xbb\xbfa;b\r\n\x00\xff"


def test_the_limit_itself_is_allowed_and_one_byte_more_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_bytes(b"12345")
    assert read_bytes(tmp_path / "a.csv", max_bytes=5) == b"12345"
    with pytest.raises(SourceFault, match=r"a\.csv holds more than 4 bytes"):
        read_bytes(tmp_path / "a.csv", max_bytes=4)
    monkeypatch.setattr(sys, "stdin", standard_input(b"12345"))
    with pytest.raises(SourceFault, match="standard input holds more than 4 bytes"):
        read_bytes("-", max_bytes=4)


@pytest.mark.skipif(not LIMITS.exists(), reason="needs files that the system makes")
def test_a_file_that_the_system_makes_while_it_is_read_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    assert LIMITS.stat().st_size == 0
    whole = LIMITS.read_bytes()
    assert read_bytes(LIMITS, max_bytes=100_000) == whole
    with LIMITS.open() as opened:
        monkeypatch.setattr(sys, "stdin", opened)
        assert read_bytes("-", max_bytes=100_000) == whole


def test_an_empty_file_that_is_filled_while_it_is_read_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"")
    os.utime(path, ns=(1, 1))
    with stream_of(path) as stream:
        path.write_bytes(b"12345")
        with pytest.raises(SourceFault, match=r"a\.csv changed while it was read"):
            stream.read()


@pytest.mark.parametrize("name", ["a.csv", "standard input"])
@pytest.mark.parametrize("change", [b"1234", b"123456", b"54321"])
def test_a_file_that_changes_while_it_is_read_is_not_read(
    name: str, change: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"12345")
    os.utime(path, ns=(1, 1))
    with path.open() as opened:
        monkeypatch.setattr(sys, "stdin", opened)
        with ExitStack() as closing:
            stream = closing.enter_context(stream_of(path if name == "a.csv" else "-"))
            assert stream.read(3) == b"123"
            path.write_bytes(change)
            with pytest.raises(SourceFault, match=f"{name} changed while it was read"):
                stream.read()


def test_a_file_that_is_replaced_while_it_is_read_is_read_as_it_was(tmp_path: Path) -> None:
    path, other = tmp_path / "a.csv", tmp_path / "b.csv"
    path.write_bytes(b"12345")
    other.write_bytes(b"54321")
    with stream_of(path) as stream:
        other.replace(path)
        assert stream.read() == b"12345"


@pytest.mark.parametrize(
    ("limit", "words"), [(2_500, r"2\.5 kB"), (256_000_000, r"256\.0 MB"), (3 * 10**9, r"3\.0 GB")]
)
def test_a_limit_is_told_in_units_people_use(tmp_path: Path, limit: int, words: str) -> None:
    with (tmp_path / "a.csv").open("wb") as sparse:
        sparse.truncate(limit + 1)
    with pytest.raises(SourceFault, match=f"holds more than {words}"):
        read_bytes(tmp_path / "a.csv", max_bytes=limit)


def test_a_dash_is_standard_input_whatever_its_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", standard_input("Tỉnh\r\n".encode()))
    assert read_bytes("-", max_bytes=MANY) == b"T\xe1\xbb\x89nh\r\n"


@posix
def test_a_terminal_on_standard_input_is_refused_and_not_awaited(python: Python) -> None:
    controller, terminal = os.openpty()
    try:
        ended = python(
            "try: read_bytes('-', max_bytes=9)\nexcept Exception as fault: print(repr(fault))", stdin=terminal
        )
    finally:
        os.close(controller)
        os.close(terminal)
    assert b"UsageFault" in ended.stdout
    assert b"that is the keyboard" in ended.stdout
    assert b"cat data.csv | dtiscore" in ended.stdout


def test_a_closed_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SourceFault, match="standard input is closed"):
        read_bytes("-", max_bytes=MANY)


def test_a_missing_file_gets_the_near_names_of_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    for name in ("province-2022.csv", "province-2023.csv", "unlike.txt", ".province-2024.csv"):
        (tmp_path / "data" / name).touch()
    (tmp_path / "data" / "province-2025.csv").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceFault) as caught:
        read_bytes("data/Provinces-2022.csv", max_bytes=MANY)
    assert caught.value.message == "data/Provinces-2022.csv does not exist"
    assert caught.value.fix == "Did you mean data/province-2022.csv or data/province-2023.csv?"
    assert caught.value.exit_code is ExitCode.INPUT_OUTPUT


def test_a_name_that_differs_only_in_the_form_of_its_accents_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed, decomposed = "T\u1ec9nh.csv", "Ti\u0309nh.csv"
    (tmp_path / decomposed).touch()
    if (tmp_path / composed).exists():
        pytest.skip("this file system does not tell the two forms apart")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceFault) as caught:
        read_bytes(composed, max_bytes=MANY)
    told = str(caught.value.fix)
    assert "looks the same and is written in other characters" in told
    assert told.endswith(f': "{decomposed}"')


def test_a_missing_file_like_no_other_gets_no_guess(tmp_path: Path) -> None:
    (tmp_path / "unlike.txt").touch()
    with pytest.raises(SourceFault) as caught:
        read_bytes(tmp_path / "2023.csv", max_bytes=MANY)
    assert caught.value.fix == "Check the spelling and the folder."


@pytest.mark.parametrize("folder", ["nowhere", "file.txt"])
def test_a_missing_folder_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    (tmp_path / "file.txt").touch()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceFault) as caught:
        read_bytes(f"{folder}/a.csv", max_bytes=MANY)
    assert caught.value.message == f"{folder}/a.csv does not exist"
    assert caught.value.fix == f"There is no folder {folder}; check the spelling."


def test_a_folder_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(SourceFault, match="is a folder, not a file"):
        read_bytes(tmp_path, max_bytes=MANY)


@pytest.mark.parametrize(("name", "words"), [("", "is empty"), ("a\0b", "cannot be the name of a file")])
def test_an_impossible_name_is_told(name: str, words: str) -> None:
    with pytest.raises(SourceFault, match=words):
        read_bytes(name, max_bytes=MANY)


def test_a_refused_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    (tmp_path / "a.csv").touch()
    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(SourceFault) as caught:
        read_bytes(tmp_path / "a.csv", max_bytes=MANY)
    monkeypatch.undo()
    assert caught.value.message == f"{tmp_path / 'a.csv'} cannot be read: Permission denied"
    assert caught.value.fix is not None
    assert "permission to read" in caught.value.fix


@posix
def test_a_named_pipe_is_refused_and_not_awaited(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceFault, match="is a pipe or a device, not a file") as caught:
        read_bytes(tmp_path / "pipe", max_bytes=MANY)
    assert caught.value.fix is not None
    assert f"- < {tmp_path / 'pipe'}" in caught.value.fix


@posix
def test_a_device_is_refused() -> None:
    with pytest.raises(SourceFault, match="/dev/zero is a pipe or a device"):
        read_bytes("/dev/zero", max_bytes=MANY)


@posix
def test_a_pipe_that_the_shell_has_opened_is_read() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"a,b\n")
    os.close(writing)
    try:
        assert read_bytes(f"/dev/fd/{reading}", max_bytes=MANY) == b"a,b\n"
    finally:
        os.close(reading)


def test_reasons_of_the_system_and_names_of_streams_have_other_languages() -> None:
    reason = reason_of(PermissionError(errno.EACCES, "Permission denied"))
    message = said("{name} cannot be read: {reason}", name=shown(said("standard input")), reason=reason)
    assert message == "standard input cannot be read: Permission denied"
    assert spoken(message, "vi") == "không đọc được đầu vào chuẩn: không có quyền truy cập"
    assert reason_of(OSError(errno.ENXIO, "Some other reason")) == "Some other reason"
