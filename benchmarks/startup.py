"""Start-up: whole processes against the imports that they cannot do without."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import made
from benchmarks.rows import Row, Sizes
from benchmarks.timing import in_turn, medians, of_process, python

ENTRY = ("-c", "import sys; from dtiscore.cli import main; sys.exit(main())")
"""What the installed command does, on any installation."""

STANDS_ON = (
    "import numpy, typer, rich.console, rich.table; from pydantic import BaseModel, Field, TypeAdapter"
)
"""The imports that a score cannot do without; pydantic and rich load what they are made of when it is named."""

EXAMPLE = Path(__file__).parents[1] / "examples/dti-province/2023.csv"


def rows(sizes: Sizes) -> Iterator[Row]:
    """``--version``, ``--help`` and the scoring of a small table, and how long a weighting file takes to load."""
    runs = 2 * sizes.runs + 1
    yield _ratio("--version against bare Python", [*ENTRY, "--version"], ["-c", "pass"], runs, 2.0)
    yield _ratio("--help against import typer", [*ENTRY, "--help"], ["-c", "import typer"], runs, 2.2)
    with tempfile.TemporaryDirectory() as folder:
        table, weights = made.files(Path(folder), 63, 98)
        score = [*ENTRY, "score", str(table), "-w", str(weights), "--decimal", "."]
        yield _ratio(
            "score 63 x 98 to a table against import pandas", score, ["-c", "import pandas"], runs, 1.2
        )
        built_in = [*ENTRY, "score", str(EXAMPLE), "-w", "dti-province-2022"]
        yield _ratio(
            "score under a built-in edition against importing what it stands on",
            built_in,
            ["-c", STANDS_ON],
            runs,
            1.3,
        )
        _, hundred = made.files(Path(folder), 1, 100)
        from dtiscore.inputs.weighting import load_methodology

        load = medians(lambda: load_methodology(str(hundred)), sizes.runs)
        yield Row("start-up", "load a weighting file of 100 indicators", load.cpu * 1000, "ms CPU", 30.0)


def _ratio(what: str, ours: Sequence[str], other: Sequence[str], runs: int, most: float) -> Row:
    first, second, ratio = in_turn(
        lambda: of_process(python(*ours)), lambda: of_process(python(*other)), runs
    )
    note = f"{first.cpu:.3f} s against {second.cpu:.3f} s CPU"
    return Row("start-up", what, ratio, "times", most, note)
