"""A fault at every step of writing in turn: files are old or new and whole, sets are all or nothing, nothing is left over."""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from dtiscore.cli import main
from dtiscore.errors import SourceFault
from dtiscore.files.writing import write_set
from tests.cli.test_forty_inputs import EDITIONS
from tests.reliability.injecting import FailingSystem, failing

OLD = {"a.csv": b"old a", "b.csv": b"old b"}
NEW = {"a.csv": b"new a" * 1000, "b.csv": b"new b" * 1000, "c.csv": b"new c" * 1000, "manifest.json": b"{}"}

FAULTS: dict[str, Callable[[], BaseException]] = {
    "the disk is full": lambda: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    "it is not allowed": lambda: PermissionError(errno.EACCES, os.strerror(errno.EACCES)),
    "the user interrupts": KeyboardInterrupt,
}


def prepared(folder: Path) -> Path:
    folder.mkdir()
    for name, content in OLD.items():
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o640)
    return folder


def write(folder: Path, names: tuple[str, ...]) -> None:
    write_set({folder / name: NEW[name] for name in names}, manifest=folder / names[-1])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def steps_of(folder: Path, names: tuple[str, ...]) -> list[str]:
    prepared(folder)
    with failing(FailingSystem()) as system:
        write(folder, names)
    return system.steps


SETS = {"one": ("a.csv",), "a set": ("a.csv", "b.csv", "c.csv", "manifest.json")}


def test_the_steps_of_writing_are_all_counted(tmp_path: Path) -> None:
    steps = Counter(steps_of(tmp_path / "one", SETS["one"]))
    assert steps["create"] == steps["write"] == steps["flush"] == steps["replace"] == 1
    assert steps["fsync"] == 2  # the file and its folder
    assert Counter(steps_of(tmp_path / "set", SETS["a set"]))["replace"] == 4


@pytest.mark.parametrize("names", SETS.values(), ids=SETS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_step_leaves_all_old_or_all_new(
    fault: str, names: tuple[str, ...], tmp_path: Path
) -> None:
    new = OLD | {name: NEW[name] for name in names}
    survived = Counter[str]()
    for step, name in enumerate(steps_of(tmp_path / "counted", names)):
        folder = prepared(tmp_path / str(step))
        done = True
        with failing(FailingSystem(step, FAULTS[fault])) as system:
            try:
                write(folder, names)
            except (SourceFault, KeyboardInterrupt):
                done = False
        assert len(system.steps) > step
        found = contents(folder)
        left = [each for each in found if each.endswith(".tmp")]
        # What could not be removed when its turn came stays; nothing else does.
        assert not left or name == "unlink"
        whole = {each: content for each, content in found.items() if each not in left}
        if done:
            assert whole == new, (step, name)
        elif (
            len(names) == 1 or name == "unlink"
        ):  # it may have been in place when its folder could not be flushed
            assert whole in (OLD, new), (step, name)
        else:
            assert whole == OLD, (step, name)
        for each in OLD:
            assert (folder / each).stat().st_mode & 0o777 == 0o640
        survived[name] += 1
    assert survived["write"] == survived["flush"] == survived["create"] == len(names)
    assert survived["replace"] >= len(names)


def test_a_command_that_cannot_write_says_so_and_leaves_the_old_result(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "w.yaml").write_text(EDITIONS["one"], encoding="utf-8")
    (tmp_path / "t.csv").write_text("unit,x\na,1\n", encoding="utf-8")
    result = tmp_path / "r.csv"
    arguments = ["score", str(tmp_path / "t.csv"), "-w", str(tmp_path / "w.yaml"), "-o", str(result)]
    assert main(arguments) == 0  # once before, so that everything is loaded
    with failing(FailingSystem()) as system:
        assert main(arguments) == 0
    new = result.read_bytes()
    survived = 0
    for step, name in enumerate(system.steps):
        result.write_bytes(b"old")
        with failing(FailingSystem(step, FAULTS["the disk is full"])):
            status = main(arguments)
        said = capfd.readouterr()
        assert said.out == ""
        assert status in (0, 3)
        # Once the result is in place, what fails is to make it last: that is told, and the result is whole.
        assert result.read_bytes() == (new if status == 0 or "replace" in system.steps[:step] else b"old"), (
            name
        )
        assert (said.err.startswith("error: ") and "cannot be written" in said.err) == (status == 3)
        left = set(tmp_path.iterdir()) - {result, tmp_path / "t.csv", tmp_path / "w.yaml"}
        assert not left or name == "unlink"
        for each in left:
            each.unlink()
        survived += 1
    assert survived == len(system.steps) >= 6
