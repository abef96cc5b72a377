"""A fault at every read of a table in turn: a message and exit 3, or as much as stopping says, and nothing is written."""

from __future__ import annotations

import builtins
import errno
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # as above
import pytest

import dtiscore.files.reading
from dtiscore.cli import main
from tests.cli.test_forty_inputs import EDITIONS
from tests.tables.workbooks.books import ods_of, ods_row, written

ROWS: list[tuple[str, float]] = [(f"u{row:05d}", row / 8) for row in range(3000)]

FAULTS: dict[str, tuple[Callable[[], BaseException | None], int]] = {
    "the device fails": (lambda: OSError(errno.EIO, os.strerror(errno.EIO)), 3),
    "it is not allowed": (lambda: PermissionError(errno.EACCES, os.strerror(errno.EACCES)), 3),
    "the server is gone": (lambda: OSError(errno.ESTALE, os.strerror(errno.ESTALE)), 3),
    "the file ends too early": (lambda: None, 3),
    "the user interrupts": (KeyboardInterrupt, 130),
}
"""What a read does in place of reading, ``None`` for saying that there is no more; and the exit status."""


@dataclass
class FailingReads:
    """Counts the reads of the table; the one with the number ``failing`` fails, all others read."""

    table: Path
    failing: int | None = None
    fault: Callable[[], BaseException | None] = lambda: None
    reads: list[str] = field(default_factory=list)

    def fails(self, name: str) -> bool:
        """Count a read; raise its fault if its turn has come, or say that nothing more is to be read."""
        self.reads.append(name)
        if len(self.reads) - 1 != self.failing:
            return False
        fault = self.fault()
        if fault is not None:
            raise fault
        return True


class _Stream:
    """An open file whose reads are counted."""

    def __init__(self, stream: Any, reads: FailingReads) -> None:
        self._stream = stream
        self._reads = reads

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self._stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def readinto(self, buffer: Any) -> int:
        return 0 if self._reads.fails("readinto") else self._stream.readinto(buffer)

    def read(self, size: int = -1) -> bytes:
        return b"" if self._reads.fails("read") else self._stream.read(size)


@contextmanager
def reading(reads: FailingReads) -> Iterator[FailingReads]:
    """Send every read of the table through ``reads``."""

    def opened(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        stream = builtins.open(file, mode, *arguments, **options)  # noqa: PTH123, SIM115 - as the reader does
        return _Stream(stream, reads) if str(file) == str(reads.table) else stream

    class File(pa.PythonFile):  # type: ignore[misc]  # pyarrow ships no types
        """What pyarrow opens by itself, read through Python."""

        def __new__(cls, path: str) -> Self:
            stream = opened(path, "rb", buffering=0)
            made: Self = super().__new__(cls, stream, "r")
            made._opened = stream
            left_open.callback(stream.close)  # pyarrow lets go of what it reads and does not close it
            return made

        def __init__(self, path: str) -> None:
            """Made above, as pyarrow's files are."""

        def fileno(self) -> int:
            number: int = self._opened.fileno()
            return number

    with ExitStack() as left_open, pytest.MonkeyPatch.context() as patch:
        patch.setattr(dtiscore.files.reading, "open", opened, raising=False)
        patch.setattr(pa, "OSFile", File)
        yield reads


def _table(kind: str, folder: Path) -> Path:
    path = folder / f"t.{kind}"
    if kind == "csv":
        path.write_text("unit,x\n" + "".join(f"{unit},{value}\n" for unit, value in ROWS), encoding="utf-8")
    elif kind == "xlsx":
        path.write_bytes(written({"S": [("unit", "x"), *ROWS]}))
    elif kind == "ods":
        path.write_bytes(ods_of({"S": "".join(ods_row(*row) for row in (("unit", "x"), *ROWS))}))
    else:
        units, values = zip(*ROWS, strict=True)
        pq.write_table(pa.table({"unit": units, "x": values}), path, row_group_size=500)
    return path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "engine"),
    [
        ("csv", "memory"), ("csv", "stream"), ("xlsx", "memory"), ("ods", "memory"),
        ("parquet", "memory"), ("parquet", "stream"),
    ],
)  # fmt: skip
def test_a_fault_at_any_read_is_told_and_nothing_is_written(
    kind: str, engine: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "w.yaml").write_text(EDITIONS["one"], encoding="utf-8")
    table, result = _table(kind, tmp_path), tmp_path / "r.csv"
    arguments = ["score", str(table), "-w", str(tmp_path / "w.yaml"), "--engine", engine, "-o", str(result)]
    assert main(arguments) == 0
    with reading(FailingReads(table)) as counted:
        assert main(arguments) == 0
    there = set(tmp_path.iterdir())
    capfd.readouterr()
    assert counted.reads
    for name, (fault, status) in FAULTS.items():
        for at in range(len(counted.reads)):
            result.write_bytes(b"old")
            with reading(FailingReads(table, at, fault)) as failing:
                ended = main(arguments)
            said = capfd.readouterr()
            if name == "the file ends too early" and ended == 0:
                # The read that found the end before, or more than was needed.
                assert len(result.read_bytes().splitlines()) == len(ROWS) + 1
                continue
            assert (ended, said.out) == (status, ""), (name, at, said.err)
            assert len(failing.reads) > at
            assert result.read_bytes() == b"old"
            assert said.err.startswith("error: ") or status == 130
            assert set(tmp_path.iterdir()) == there
