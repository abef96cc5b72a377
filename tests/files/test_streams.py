"""Standard output, descriptors, pipes and devices are written to directly, never replaced."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from dtiscore.errors import SourceFault
from dtiscore.files.writing import write_atomically, write_set

Python = Callable[..., subprocess.CompletedProcess[bytes]]


posix = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes, devices or permission bits")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_text_goes_to_standard_output_as_utf_8_whatever_the_locale(python: Python) -> None:
    text = "Tỉnh\r\nBình Định\n\udcff"
    ended = python(
        f"print('first', end=';'); write_stdout({text!a})",
        env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert ended.stderr == b""
    assert ended.stdout == "first;Tỉnh\r\nBình Định\n\\udcff".encode()


@pytest.mark.parametrize("name", ["-", pytest.param("/dev/stdout", marks=posix)])
def test_a_dash_is_standard_output_and_appends_to_what_is_there(
    python: Python, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out.txt"
    with out.open("wb") as stream:
        stream.write(b"before\n")
        stream.flush()
        ended = python(
            f"print('printed', flush=False); write_atomically({name!r}, b'\\xff\\n'); print('after')",
            stdout=stream,
        )
    assert ended.stderr == b""
    assert out.read_bytes().replace(b"\r\n", b"\n") == b"before\nprinted\n\xff\nafter\n"
    assert names_in(tmp_path) == ["out.txt"]


@pytest.mark.parametrize("call", ["write_stdout('a')", "write_atomically('-', b'a')"])
def test_a_closed_standard_output_is_told(python: Python, call: str) -> None:
    code = f"import sys; sys.stdout = None\ntry: {call}\nexcept Exception as f: sys.stderr.write(repr(f))"
    ended = python(code)
    assert b"SourceFault" in ended.stderr
    assert b"standard output is closed" in ended.stderr


@posix
def test_a_full_standard_output_is_told_once(python: Python) -> None:
    code = (
        "import sys\ntry: write_stdout('a' * 9)\nexcept Exception as f: sys.stderr.write(str(f)); sys.exit(3)"
    )
    with Path("/dev/full").open("wb") as full:
        ended = python(code, stdout=full)
    assert ended.returncode == 3  # not 120: nothing is left over to fail at the end of Python
    assert ended.stderr == (
        b"standard output cannot be written: No space left on device\n"
        b"Free some space, or write to another disk."
    )


@posix
@pytest.mark.parametrize("call", ["write_stdout('a')", "write_atomically('-', b'a')"])
def test_a_reader_that_went_away_is_no_fault_of_the_file_layer(python: Python, call: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = python(f"try: {call}\nexcept BrokenPipeError: raise SystemExit(141)", stdout=writing)
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, b"")


@posix
@pytest.mark.parametrize(("abandon", "quiet"), [("abandon_standard_output()", True), ("pass", False)])
def test_a_stream_given_up_does_not_fail_when_python_ends(python: Python, abandon: str, quiet: bool) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    code = f"from dtiscore.files.streams import abandon_standard_output\nprint('left over')\n{abandon}"
    try:
        ended = python(code, stdout=writing)
    finally:
        os.close(writing)
    assert (ended.returncode == 0, ended.stderr == b"") == (quiet, quiet)


@posix
def test_a_stream_that_does_not_wait_gets_everything(python: Python) -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    received: list[bytes] = []

    def drain() -> None:
        while chunk := os.read(reading, 65_536):
            received.append(chunk)

    reader = threading.Thread(target=drain)
    reader.start()
    ended = python("write_stdout('0123456789' * 100_000)", stdout=writing)
    os.close(writing)
    reader.join(timeout=30)
    os.close(reading)
    assert ended.stderr == b""
    assert b"".join(received) == b"0123456789" * 100_000


@posix
def test_a_full_device_is_told_and_not_replaced() -> None:
    with pytest.raises(SourceFault, match="/dev/full cannot be written: No space left on device"):
        write_atomically("/dev/full", b"new")
    assert Path("/dev/full").is_char_device()


@posix
def test_a_named_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_atomically(pipe, b"new")
    reader.join(timeout=30)
    assert received == [b"new"]
    assert pipe.is_fifo()


@posix
def test_an_open_descriptor_is_written_to(tmp_path: Path) -> None:
    with (tmp_path / "out.txt").open("wb") as stream:
        write_atomically(f"/dev/fd/{stream.fileno()}", b"one ")
        write_atomically(f"/dev/fd/{stream.fileno()}", b"two")
    assert (tmp_path / "out.txt").read_bytes() == b"one two"


@posix
def test_a_failing_stream_undoes_the_files_of_its_set(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    with pytest.raises(SourceFault, match="/dev/full cannot be written"):
        write_set({str(tmp_path / "a.csv"): b"new", "/dev/full": b"new"})
    assert (tmp_path / "a.csv").read_bytes() == b"old"
    assert names_in(tmp_path) == ["a.csv"]
