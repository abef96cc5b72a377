"""What Windows does to a command, brought about here: files that Excel holds, other encodings, names with blanks."""

from __future__ import annotations

import errno
import os
import shlex
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from dtiscore.cli.legible import nearest
from dtiscore.files import reading
from tests.conftest import ROOT, Run

TABLE = ROOT / "examples" / "dti-province" / "2023.csv"
EDITION = "dti-province-2022"
HELD = "The process cannot access the file because it is being used by another process"


def held(*_: object, **__: object) -> None:
    raise PermissionError(errno.EACCES, HELD)


@pytest.mark.parametrize("name", ["ranking.csv", "ranking.xlsx"])
def test_a_target_that_excel_holds_open_is_told_in_a_sentence_and_left(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    target = tmp_path / name
    target.write_bytes(b"old")
    with monkeypatch.context() as patched:  # as Windows answers a rename over what another program has open
        patched.setattr(Path, "replace", held)
        patched.setattr(os, "replace", held)
        done = run("score", TABLE, "-w", EDITION, "-o", name, cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.splitlines() == [
        f"error: {name} cannot be written: {HELD}",
        "       Check that you may write to its folder, and close other programs that hold the file open.",
    ]
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {name: b"old"}


def test_a_table_that_another_program_locks_is_told_in_a_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "t.xlsx").write_bytes(b"PK")
    opened = open

    def locked(file: object, *rest: Any, **named: Any) -> Any:
        if str(file).endswith("t.xlsx"):
            held()
        return opened(file, *rest, **named)  # type: ignore[call-overload]  # as it was called

    monkeypatch.setattr(reading, "open", locked, raising=False)
    done = run("score", "t.xlsx", "-w", EDITION, cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.startswith(f"error: t.xlsx cannot be read: {HELD}\n       ")


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("cp1258", "lỗi: nothere.csv không tồn tại"), ("cp1252", "loi: nothere.csv không ton tai")],
)
def test_talk_is_read_on_consoles_that_lack_letters(encoding: str, words: str, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONIOENCODING": encoding, "DTISCORE_LANG": "vi"}

    def typed(*line: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "dtiscore", *line]
        return subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, check=False, timeout=120)

    told = typed("score", "nothere.csv", "-w", EDITION)
    assert told.returncode == 3
    assert unicodedata.normalize("NFC", told.stderr.decode(encoding)).startswith(words)
    page = typed("score", "--help")
    assert (page.returncode, page.stderr) == (0, b"")
    assert unicodedata.normalize("NFC", page.stdout.decode(encoding)).startswith("Cách dùng: dtiscore score")


@pytest.mark.parametrize(
    ("letter", "encoding", "read"),
    [
        ("ỗ", "cp1258", "ô\u0303"),
        ("ự", "cp1258", "ư\u0323"),
        ("ỗ", "cp1252", "o"),
        ("đ", "cp1258", "đ"),
        ("đ", "cp1252", "d"),
        ("→", "cp1252", "->"),
        ("…", "ascii", "..."),
        ("中", "cp1252", "\\u4e2d"),
    ],
)
def test_the_nearest_letters_that_an_encoding_has(letter: str, encoding: str, read: str) -> None:
    assert nearest(letter, encoding) == read


def test_what_powershell_writes_by_its_arrow_is_read_again(run: Run, tmp_path: Path) -> None:
    # > of Windows PowerShell writes UTF-16 with a mark and its own line ends.
    ranking = run("score", TABLE, "-w", EDITION, "-f", "csv").stdout
    for name, text in {"table.csv": TABLE.read_text(encoding="utf-8"), "ranking.csv": ranking}.items():
        (tmp_path / name).write_bytes(b"\xff\xfe" + text.replace("\n", "\r\n").encode("utf-16-le"))
    checked = run("check", "table.csv", "-w", EDITION, "--expect", "ranking.csv", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_paths_with_blanks_and_marks_go_in_and_come_out(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "Thư mục của tôi"
    folder.mkdir()
    table, target = folder / "Bảng điểm (bản cuối).csv", folder / "Xếp hạng & ghi chú.csv"
    table.write_text("Tiêu đề,,\n" + TABLE.read_text(encoding="utf-8"), encoding="utf-8")
    refused = run("score", table, "-w", EDITION)
    command = next(line for line in refused.stderr.splitlines() if "dtiscore doctor" in line)
    asked = shlex.split(command.partition(" tells")[0])[1:]
    assert asked == ["doctor", str(table), "-w", EDITION]
    assert run(*asked).returncode == 0
    done = run("score", table, "-w", EDITION, "--skip-rows", "1", "-o", target)
    assert done.returncode == 0, done.stderr
    assert target.read_text(encoding="utf-8").count("\n") == 64
