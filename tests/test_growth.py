"""What every command does grows with what there is, and not with its square: calls are counted, which no other program disturbs."""

from __future__ import annotations

import cProfile
import os
from itertools import pairwise
from pathlib import Path

import pytest
from benchmarks.growing import AXES, Axis

from tests.in_process import run_here

SIZES = {
    "units": (75, 150, 300),
    "nodes": (24, 48, 96),
    "periods": (2, 4, 8),
    "problems": (50, 100, 200),
    "units of a list": (100, 200, 400),
    "groups": (20, 40, 80),
    "editions of a family": (4, 8, 16),
    "tables below each other": (6, 12, 24),
    "sheets": (6, 12, 24),
    "columns that are not read": (50, 100, 200),
    "tables of a project": (4, 8, 16),
}
"""By axis sizes of which each is twice the one before."""

OF_THEIR_OWN = {
    ("nodes", "improve"): (10, 20, 40),
    ("units", "improve"): (150, 300, 600),
    ("units", "diagnose"): (150, 300, 600),
}
"""The sizes for what asks many questions of each node, or does as much for any number of units as for a few hundred."""

ALL_PAIRS = {("units", "robustness")}
"""Commands that compare all pairs, and say so."""

MEASURED_ALONE = {"report", "score xlsx"}
"""Commands of which most is drawn or packed, and which take long to count: by the clock, in ``benchmarks.growth``."""

MOST = 2.4
"""By how much more may be added than was for the half: twice of what is linear, four times of what is square."""

BY_CHANCE = {"compare": 0.1, "improve": 0.1}
"""By command the part of what the smallest size takes that figures may add or spare: one scores again what a unit moves by which it
is the lowest or the highest of a column, the other halves distances until one suffices."""


def calls(axis: Axis, name: str, size: int, folder: Path) -> int:
    """How many functions are called by a command that reads a size of everything."""
    folder.mkdir(exist_ok=True)
    files = {**axis.files(folder, size), "out": folder / "result"}
    words = axis.commands[name].format(**files).split()
    with cProfile.Profile(subcalls=False) as profile:
        done = run_here(words, b"", dict(os.environ), folder)
    assert done.returncode in (0, 1), done.stderr
    return sum(each.callcount for each in profile.getstats())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("axis", "name"),
    [
        pytest.param(axis, name, id=f"{axis.name}-{name}")
        for axis in AXES
        for name in axis.commands
        if axis.name in SIZES and (axis.name, name) not in ALL_PAIRS
        if name not in MEASURED_ALONE and not name.startswith("plot")
    ],
)
def test_what_is_done_grows_with_what_there_is(axis: Axis, name: str, tmp_path: Path) -> None:
    smallest, *_ = tried = OF_THEIR_OWN.get((axis.name, name), SIZES[axis.name])
    calls(axis, name, smallest, tmp_path / "first")  # which loads what it needs
    counted = [calls(axis, name, size, tmp_path / str(size)) for size in tried]
    first, second = (more - less for less, more in pairwise(counted))
    assert second <= MOST * max(first, 1000, BY_CHANCE.get(name, 0) * counted[0]), counted
