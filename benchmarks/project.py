"""A project: ten outputs made in one run against the ten commands alone, and a run in which nothing is stale against one score."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir
from pathlib import Path

from benchmarks.rows import Row, Sizes
from benchmarks.startup import ENTRY
from benchmarks.timing import Times, in_turn, of_process, python

_EXAMPLE = Path(__file__).parents[1] / "examples" / "project"
_LINES = (
    ("score", "2023", "--previous", "2022", "-o", "results/1.csv"),
    ("score", "2023", "--previous", "2022", "--top", "10", "-o", "results/2.md"),
    ("score", "2022", "-o", "results/3.json"),
    ("score", "2023", "-w", "activities", "-o", "results/4.csv"),
    ("explain", "2023", "--unit", "48", "-o", "results/5.json"),
    ("explain", "2023", "--unit", "01", "-o", "results/6.md"),
    ("compare", "2022", "2023", "-w", "dti-province-2022", "-o", "results/7.csv"),
    ("compare", "2022", "2023", "-w", "dti-province-2022", "-o", "results/8.md"),
    ("profile", "2023", "-o", "results/9.md"),
    ("league", "2023", "--indicator", "7", "-o", "results/10.csv"),
)


def rows(sizes: Sizes) -> Iterator[Row]:
    """Whole processes in a copy of the example project."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(_EXAMPLE, Path(place) / "project"))
        text = (folder / "dtiscore.toml").read_text(encoding="utf-8").partition("[[outputs]]")[0]
        outputs = "".join(_output(at, line) for at, line in enumerate(_LINES))
        (folder / "dtiscore.toml").write_text(text + outputs, encoding="utf-8")
        (folder / "results").mkdir()

        with chdir(folder):
            alone = [python(*ENTRY, *line) for line in _LINES]
            yield _ratio(
                "run of ten outputs against the ten commands alone", _made, lambda: _sum(alone), sizes
            )
            one_score = python(*ENTRY, *_LINES[0])
            yield _ratio(
                "run with nothing stale against one score", _current, lambda: of_process(one_score), sizes
            )


def _output(at: int, line: tuple[str, ...]) -> str:
    """What the project says of an output that this line makes alone."""
    tables = [word for word in line[1:3] if word.isdecimal()]
    options = dict(zip(line[1 + len(tables) :: 2], line[2 + len(tables) :: 2], strict=True))
    file, weights = options.pop("-o"), options.pop("-w", None)
    said = ", ".join(f'{name.removeprefix("--")} = "{value}"' for name, value in options.items())
    return (
        f'[[outputs]]\nname = "o{at}"\ncommand = "{line[0]}"\ntables = {tables}\noptions = {{{said}}}\n'
        + (f'weights = "{weights}"\n' if weights else "")
        + f'file = "{file}"\n'
    )


def _made() -> Times:
    """All outputs, whatever is there."""
    Path("dtiscore.lock").unlink(missing_ok=True)
    return of_process(python(*ENTRY, "run"))


def _current() -> Times:
    """A run after one that has made all."""
    return of_process(python(*ENTRY, "run"))


def _sum(commands: Sequence[Sequence[str]]) -> Times:
    each = [of_process(command) for command in commands]
    return Times(sum(one.cpu for one in each), sum(one.wall for one in each))


def _ratio(what: str, ours: Callable[[], Times], other: Callable[[], Times], sizes: Sizes) -> Row:
    first, second, ratio = in_turn(ours, other, sizes.runs)
    return Row("project", what, ratio, "times", 1.3, f"{first.cpu:.2f} s against {second.cpu:.2f} s CPU")
