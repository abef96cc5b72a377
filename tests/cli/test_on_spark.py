"""``score --engine spark`` on the command line: the same table as from memory, a folder for large ones, refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.engines.spark_cluster import MISSING, REQUIRED

EDITION = ("-w", "dti-province-2022")
ON_SPARK = ("--engine", "spark", "--master", "local[2]")


@pytest.fixture
def table(examples: Path) -> Path:
    return examples / "dti-province/2023.csv"


@pytest.fixture
def needs_spark() -> None:
    if MISSING is not None and not REQUIRED:
        pytest.skip(MISSING)


@pytest.mark.slow
@pytest.mark.usefixtures("needs_spark")
def test_standard_output_has_the_bytes_of_the_engine_in_memory(run: Run, table: Path) -> None:
    found = run("score", table, *EDITION, "--ranks", "-f", "csv", *ON_SPARK)
    assert found.returncode == 0, found.stderr
    assert found.stdout == run("score", table, *EDITION, "--ranks", "-f", "csv").stdout


@pytest.mark.slow
@pytest.mark.usefixtures("needs_spark")
def test_a_folder_is_written_once(run: Run, table: Path, tmp_path: Path) -> None:
    folder = tmp_path / "scores.parquet"
    found = run("score", table, *EDITION, "-o", folder, *ON_SPARK)
    assert (found.returncode, found.stdout) == (0, ""), found.stderr
    assert any(part.suffix == ".parquet" for part in folder.iterdir())
    again = run("score", table, *EDITION, "-o", folder, *ON_SPARK)
    assert again.returncode == 3
    assert "Name a folder that does not exist yet." in again.stderr


@pytest.mark.slow
@pytest.mark.usefixtures("needs_spark")
def test_a_line_with_a_field_too_many_is_told(run: Run, table: Path, tmp_path: Path) -> None:
    lines = table.read_text(encoding="utf-8").splitlines()
    broken = tmp_path / "broken.csv"
    broken.write_text("\n".join([*lines[:5], lines[5] + ",1", *lines[6:]]) + "\n", encoding="utf-8")
    found = run("score", broken, *EDITION, "-f", "csv", *ON_SPARK)
    assert found.returncode == 1, found.stderr
    assert "a line has more or fewer fields than there are headings" in found.stderr


@pytest.mark.slow
@pytest.mark.usefixtures("needs_spark")
def test_a_family_of_editions_is_asked_for_a_period(run: Run, table: Path) -> None:
    line = ("score", table, "-w", "dti-province", "-f", "csv", *ON_SPARK)
    found = run(*line)
    assert found.returncode == 2
    assert "choose a period: --period P" in found.stderr
    chosen = run(*line, "--period", "2023")
    assert chosen.returncode == 0, chosen.stderr


@pytest.mark.slow
@pytest.mark.usefixtures("needs_spark")
def test_without_java_there_is_advice(run_executable: Run, table: Path, tmp_path: Path) -> None:
    found = run_executable("score", table, *EDITION, *ON_SPARK, env={"JAVA_HOME": str(tmp_path / "none")})
    assert found.returncode == 2
    assert "Spark runs on Java" in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--master", "local[2]"), "add --engine spark"),
        (("--engine", "spark", "--top", "3"), "--top has no effect beside --engine spark"),
        (("--engine", "spark", "-f", "json"), "--engine spark writes no json"),
        (("--engine", "spark", "-o", "scores.md"), "Spark writes no such folder"),
    ],
)
def test_what_cannot_be_is_refused_before_any_work(
    run: Run, table: Path, options: tuple[str, ...], words: str
) -> None:
    found = run("score", table, *EDITION, *options)
    assert found.returncode == 2
    assert words in found.stderr
