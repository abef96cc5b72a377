"""Weighting files of many nodes, sound and full of faults: against what the parser of YAML takes for the same text."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import yaml

import dtiscore
from benchmarks.rows import Row, Sizes
from benchmarks.timing import in_turn, once
from dtiscore.errors import InvalidData, InvalidMethodology
from dtiscore.inputs.weighting import load_methodology

_HEAD = """id: many
title: Many
authority: {decision: none, issuer: nobody, source: a benchmark}
publish: {as: score, decimals: 2}
rank: {on: full}
index:
  code: MANY
  aggregate: sum
  children:
"""
_NODES = {
    "sound": "  - {{code: a{0}, rule: {{kind: identity}}}}\n",
    "with a wrong word in each": "  - {{code: a{0}, rule: {{kind: idntity}}}}\n",
    "with an unknown key in each": "  - {{code: a{0}, rle: 3, rule: {{kind: identity}}}}\n",
    "with one code for all": "  - {{code: a, rule: {{kind: identity}}}}\n",
    "with an anchor and an alias in each": "  - &x{0} {{code: a{0}, rule: *x{0}}}\n",
}


def rows(sizes: Sizes) -> Iterator[Row]:
    """``load`` of each kind of file; and the sound one held against a table that has two of its columns."""
    nodes = sizes.units[1]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "w.yaml")
        table = Path(folder, "t.csv")
        table.write_text("unit,a0,a1\nu,1,2\n", encoding="utf-8")
        for kind in _NODES:
            write(path, kind, nodes)
            yield _against_composing(path, f"load {nodes:,} nodes {kind}", sizes, _loading(path))
            if kind == "sound":
                what = f"refuse a table that lacks the columns of {nodes:,} nodes, the file loaded"
                yield _against_composing(path, what, sizes, _scoring(table, path))


def write(path: Path, kind: str, nodes: int) -> None:
    """A weighting file of one kind with so many nodes."""
    path.write_text(_HEAD + "".join(_NODES[kind].format(at) for at in range(nodes)), encoding="utf-8")


def _loading(path: Path) -> Callable[[], None]:
    def load() -> None:
        with suppress(InvalidMethodology):
            load_methodology(str(path))

    return load


def _scoring(table: Path, path: Path) -> Callable[[], None]:
    edition = load_methodology(str(path))

    def score() -> None:
        with suppress(InvalidData):
            dtiscore.score(table, edition)

    return score


def _against_composing(path: Path, what: str, sizes: Sizes, work: Callable[[], None]) -> Row:
    text = path.read_text(encoding="utf-8")
    ours, other, ratio = in_turn(
        lambda: once(work), lambda: once(lambda: yaml.compose(text, yaml.CSafeLoader)), sizes.runs
    )
    note = f"{ours.cpu:.3f} s against {other.cpu:.3f} s CPU"
    return Row("weighting files", f"{what}, against composing the YAML", ratio, "times", 3.0, note)
