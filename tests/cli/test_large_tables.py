"""``score`` by itself reads a large table piece by piece where it can, and to the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dtiscore.questions.score import stream_command
from tests.conftest import ROOT, Run
from tests.engines.large_tables import plain, sound, table

PIECEWISE = "is read piece by piece"
WHOLE = "is read whole after all"


@pytest.fixture(autouse=True)
def _small_tables_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_command, "_LARGE", 1_000)


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    path = tmp_path / "plain.json"
    path.write_text(json.dumps(plain()), encoding="utf-8")
    return path


def of_memory(run: Run, *arguments: str | Path) -> str:
    result = run("score", *arguments, "--engine", "memory")
    assert result.returncode == 0
    return result.stdout


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl"])
def test_a_large_table_is_read_piece_by_piece_to_the_same_bytes(
    form: str, run: Run, tmp_path: Path, edition: Path
) -> None:
    asked = (table(tmp_path, sound(300)), "-w", edition, "-f", form, "--decimal", ".")
    result = run("score", *asked)
    assert (result.returncode, result.stdout) == (0, of_memory(run, *asked))
    (line,) = (line for line in result.stderr.splitlines() if line.startswith("note:"))
    assert line.endswith(PIECEWISE)
    assert run("score", *asked, "-q").stderr == ""


@pytest.mark.parametrize("form", ["csv", "jsonl"])
@pytest.mark.parametrize(
    "asked",
    [
        ("examples/dti-province/2023.csv", "-w", "dti-province-2022"),
        ("examples/dti-province/2023.csv", "-w", "dti-province-2022", "--level", "all", "--top", "9"),
        ("examples/hdi/2022.csv", "-w", "hdi-2022", "--level", "all"),
    ],
)
def test_ranks_in_nodes_are_the_same_bytes_piece_by_piece(
    asked: tuple[str, ...], form: str, run: Run
) -> None:
    line = ("score", *asked, "--ranks", "-f", form)
    whole, streamed = (run(*line, "--engine", engine, cwd=ROOT).stdout for engine in ("memory", "stream"))
    assert "rank" in streamed.splitlines()[0].replace("rank,unit", "")
    assert streamed == whole


@pytest.mark.parametrize("order", ["descending", "ascending"])
@pytest.mark.parametrize("on", ["published", "full"])
def test_so_are_those_by_a_rule_of_the_node_itself_and_what_parts_equals_takes_the_whole_table(
    on: str, order: str, run: Run, tmp_path: Path
) -> None:
    rows = [f"u{at},{at % 7},{at % 5},{at % 3}" for at in range(60)]
    (tmp_path / "t.csv").write_text("\n".join(["unit,a,b,c", *rows, ""]), encoding="utf-8")
    edition = f"""
id: own-ranks
title: Own ranks
authority: {{decision: "1", issuer: a, source: b}}
publish: {{decimals: 0}}
rank: {{on: published, ties: min}}
index:
  code: I
  aggregate: arithmetic
  weights: relative
  children:
    - {{code: a, weight: 1, order: {order}, rank: {{on: {on}, ties: dense}}, rule: {{kind: identity}}}}
    - {{code: b, weight: 2, rule: {{kind: identity}}}}
    - {{code: c, weight: 2, rank: {{ties: ordinal}}, rule: {{kind: identity}}}}
"""
    (tmp_path / "w.yaml").write_text(edition, encoding="utf-8")
    line = ("score", "t.csv", "-w", "w.yaml", "--ranks", "-f", "csv")
    whole, streamed = (run(*line, "--engine", engine, cwd=tmp_path) for engine in ("memory", "stream"))
    assert streamed.returncode == 0, streamed.stderr
    assert streamed.stdout == whole.stdout
    (tmp_path / "w.yaml").write_text(edition.replace("ties: ordinal", "then_by: a"), encoding="utf-8")
    refused = run(*line, "--engine", "stream", cwd=tmp_path)
    assert refused.returncode == 2
    assert "parted by another score" in refused.stderr


@pytest.mark.parametrize(
    "asked",
    [("-f", "table"), ("-f", "json"), ("--excel",), ("--sort", "name"), ("--unit", "U0003")],
)
def test_what_needs_the_whole_table_has_it(
    asked: tuple[str, ...], run: Run, tmp_path: Path, edition: Path
) -> None:
    line: tuple[str | Path, ...] = (
        table(tmp_path, sound(300)),
        "-w",
        edition,
        "--decimal",
        ".",
        "-f",
        "csv",
        *asked,
    )
    result = run("score", *(line if "-f" not in asked else (*line[:5], *asked)))
    assert result.returncode == 0
    assert "note:" not in result.stderr


def test_a_small_table_and_a_pipe_are_read_whole(run: Run, tmp_path: Path, edition: Path) -> None:
    path = table(tmp_path, sound(300))
    small = tmp_path / "small.csv"
    small.write_bytes(path.read_bytes()[:900].rpartition(b"\n")[0] + b"\n")
    assert "note:" not in run("score", small, "-w", edition, "-f", "csv").stderr
    piped = run("score", "-", "-w", edition, "-f", "csv", input=path.read_text(encoding="utf-8"))
    assert piped.returncode == 0
    assert "note:" not in piped.stderr


@pytest.mark.parametrize("library", ["polars", "pyarrow"])
def test_without_what_streams_it_is_read_whole(
    library: str, run: Run, tmp_path: Path, edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream_command, "find_spec", lambda name: None if name == library else name)
    result = run("score", table(tmp_path, sound(300)), "-w", edition, "-f", "csv", "--decimal", ".")
    assert (result.returncode, "note:" in result.stderr) == (0, False)


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258"])
def test_what_is_not_streamed_by_design_is_read_whole(
    encoding: str, run: Run, tmp_path: Path, edition: Path
) -> None:
    path = table(tmp_path, sound(300))
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    asked = (path, "-w", edition, "-f", "csv", "--encoding", encoding)
    result = run("score", *asked)
    assert (result.returncode, result.stdout) == (0, of_memory(run, *asked))
    assert WHOLE in result.stderr


def test_what_the_last_rows_leave_in_doubt_is_read_whole(run: Run, tmp_path: Path, edition: Path) -> None:
    """The first columns of numbers are whole until one row, and could then be read in two ways."""
    lines = [f"U{row},Unit {row},{row},{row % 7},{row}" for row in range(3_000)]
    lines[2_900] = 'U2900,Unit 2900,"1.234,5",3,2900'
    lines[2_950] = 'U2950,Unit 2950,"1.234.567",3,2950'
    path, output = table(tmp_path, lines), tmp_path / "o.csv"
    result = run("score", path, "-w", edition, "-o", output)
    assert result.returncode == 0
    assert WHOLE in result.stderr
    assert output.read_text(encoding="utf-8") == of_memory(run, path, "-w", edition, "-f", "csv")


def test_a_faulty_table_is_refused_with_the_same_problems(run: Run, tmp_path: Path, edition: Path) -> None:
    lines = sound(300)
    lines[150] = "U9,Unit 9,x,2,3"
    asked = ("score", table(tmp_path, lines), "-w", edition, "-f", "csv", "--decimal", ".")
    result, whole = run(*asked), run(*asked, "--engine", "memory")
    assert (result.returncode, result.stdout) == (whole.returncode, "") == (1, "")
    told = result.stderr.splitlines()
    assert [line for line in told if not line.startswith("note:")] == whole.stderr.splitlines()
