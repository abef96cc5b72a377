"""No result is written over the table that it was made from."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dtiscore.errors import UsageFault
from dtiscore.files.same_file import refuse_same_file

Python = Callable[..., subprocess.CompletedProcess[bytes]]


posix = pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links and devices")


def test_a_file_is_not_both_read_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.csv").touch()
    Path("b.csv").touch()
    Path("hard.csv").hardlink_to("a.csv")
    for same in ("a.csv", "./a.csv", tmp_path / "a.csv", "hard.csv", "new/../a.csv"):
        with pytest.raises(UsageFault, match="would be both read and overwritten"):
            refuse_same_file(["b.csv", "a.csv"], same)
    refuse_same_file(["a.csv"], "b.csv")
    refuse_same_file(["a.csv", "-"], "new.csv")
    refuse_same_file(["missing.csv"], "missing.csv")


@posix
def test_a_symbolic_link_to_the_input_is_the_input(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    (tmp_path / "soft.csv").symlink_to("a.csv")
    with pytest.raises(UsageFault, match=r"a\.csv would be both read and overwritten"):
        refuse_same_file([tmp_path / "a.csv"], tmp_path / "soft.csv")


@posix
def test_a_device_may_be_named_twice() -> None:
    refuse_same_file(["/dev/null"], "/dev/null")


def test_standard_output_that_is_sent_into_the_input_is_seen(python: Python, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    code = f"refuse_same_file([{str(table)!r}], '-')"
    with table.open("ab") as stream:
        ended = python(code, stdout=stream)
    assert ended.returncode == 1
    assert b"a.csv would be both read and overwritten" in ended.stderr
    assert python(code).returncode == 0


def test_standard_input_that_is_the_output_is_seen(python: Python, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_bytes(b"a\n")
    with table.open("rb") as stream:
        ended = python(f"refuse_same_file(['-'], {str(table)!r})", stdin=stream)
    assert ended.returncode == 1
    assert b"a.csv would be both read and overwritten" in ended.stderr
