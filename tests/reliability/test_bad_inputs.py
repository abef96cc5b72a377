"""Bad tables and weighting files, each by name: the exact codes, lines, columns and exit status, and nothing written."""

from __future__ import annotations

import csv
import gc
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import pytest

from dtiscore.cli import main
from tests.cli.test_forty_inputs import CASES as FORTY, EDITIONS
from tests.reliability import bad_cells, bad_tables, bad_units
from tests.reliability.bad_weights import CASES as WEIGHTS, SOUND, BrokenFile
from tests.reliability.case import Case, Fault

TESTS = Path(__file__).parents[1]
TABLES = (*bad_cells.CASES, *bad_tables.CASES, *bad_units.CASES)
ALL_EDITIONS = EDITIONS | bad_tables.EDITIONS | bad_units.EDITIONS


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the editions that the cases name."""
    folder = tmp_path_factory.mktemp("editions")
    for name, text in ALL_EDITIONS.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def reported(report: str) -> list[Fault]:
    """The problems of a report as CSV."""
    return [
        (row["severity"], row["code"], int(row["line"] or 0) or None, int(row["column"] or 0) or None)
        for row in csv.DictReader(io.StringIO(report))
    ]


@contextmanager
def keeping_no_frames() -> Iterator[None]:
    """No fault may remember where it was raised: it would keep all that was known there, such as the table, until garbage
    is looked for, which in a large one is seldom."""
    gc.freeze()
    gc.disable()
    try:
        yield
        assert not [one for one in gc.get_objects() if isinstance(one, TracebackType)]
    finally:
        gc.enable()
        gc.unfreeze()


def test_there_are_more_than_200_of_them_with_names_of_their_own() -> None:
    names = Counter(case.name for case in (*TABLES, *WEIGHTS))
    assert names.most_common(1)[0][1] == 1
    assert len(names) >= 350
    broken = [path for path in TESTS.rglob("broken/*") if path.suffix != ".expect"]
    assert sum(case.exit != 0 for case in FORTY) + len(broken) >= 150  # and those told of elsewhere


@pytest.mark.parametrize("case", TABLES, ids=[case.name for case in TABLES])
def test_a_bad_table_is_refused_where_it_is_bad(
    case: Case, editions: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert case.exit != 0
    table = tmp_path / "table.csv"
    table.write_bytes(case.data)
    arguments = [str(table), "-w", str(editions / f"{case.edition}.yaml"), *case.options]

    with keeping_no_frames():
        assert main(["validate", *arguments, "-f", "csv"]) == case.exit
    output, talk = (text.decode() for text in capfdbinary.readouterr())
    assert sorted(reported(output), key=str) == sorted(case.faults, key=str)
    assert case.said in output.replace('""', '"') + talk
    assert bool(output) == bool(case.faults)  # a file that cannot be read at all is told of on stderr alone

    assert main(["score", *arguments, "-q", "-o", str(tmp_path / "scores.csv")]) == case.exit
    output, talk = (text.decode() for text in capfdbinary.readouterr())
    assert output == ""
    assert talk.startswith("error: ")
    assert list(tmp_path.iterdir()) == [table]
    assert table.read_bytes() == case.data


@pytest.mark.parametrize("case", WEIGHTS, ids=[case.name for case in WEIGHTS])
def test_a_bad_weighting_file_is_refused_where_it_is_bad(
    case: BrokenFile, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / f"w.{case.ending}"
    file.write_text(case.text, encoding="utf-8")
    assert main(["weights", "check", str(file), "-f", "csv"]) == 2
    output, talk = (text.decode() for text in capfdbinary.readouterr())
    assert set(reported(output)) == set(case.faults)
    assert "Traceback" not in talk

    (tmp_path / "table.csv").write_text("unit,x\na,1\n", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    arguments = ["score", str(tmp_path / "table.csv"), "-w", str(file), "-o", str(tmp_path / "scores.csv")]
    assert main(arguments) == 2
    output, talk = (text.decode() for text in capfdbinary.readouterr())
    assert output == ""
    assert talk.startswith("error: ")
    assert sorted(tmp_path.iterdir()) == before


def test_the_sound_file_that_they_are_made_from_is_sound(tmp_path: Path) -> None:
    (tmp_path / "w.yaml").write_text(SOUND, encoding="utf-8")
    assert main(["weights", "check", str(tmp_path / "w.yaml")]) == 0
