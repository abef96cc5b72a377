"""``weights derive`` through the executable: a whole weighting file on stdout, talk on stderr, and exit codes."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import ROOT, Run

HDI = ("weights", "derive", "pca", "examples/hdi/2022.csv", "-w", "hdi-2022", "--node", "HDI")


def test_a_whole_weighting_file_that_is_sound_and_scores(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "new.yaml"
    made = run(*HDI, "--id", "hdi-mine", "-o", target, cwd=ROOT)
    assert (made.returncode, made.stdout) == (0, ""), made.stderr
    assert "hdi-mine" in made.stderr
    assert "units-left-out" in made.stderr
    assert "33.3333%" in made.stderr
    checked = run("weights", "check", target)
    assert checked.returncode == 0, checked.stderr
    shown = run("weights", "show", target)
    assert "weights by pca from 2022.csv (variant squared-loadings, units 193" in " ".join(
        shown.stdout.split()
    )
    assert run("score", "examples/hdi/2022.csv", "-w", target, cwd=ROOT).returncode == 0
    vietnamese = run("weights", "show", target, "--lang", "vi")
    assert "trọng số theo phương pháp phân tích thành phần chính (PCA) từ 2022.csv" in " ".join(
        vietnamese.stdout.split()
    )


def test_the_same_bytes_on_stdout_and_silence_when_asked(run: Run, tmp_path: Path) -> None:
    first, second = run(*HDI, "--quiet", cwd=ROOT), run(*HDI, "-q", "-o", tmp_path / "new.yaml", cwd=ROOT)
    assert first.stderr == second.stderr == ""
    assert first.stdout == (tmp_path / "new.yaml").read_text(encoding="utf-8")
    assert first.stdout.startswith(
        "# yaml-language-server: $schema=weighting-file.schema.json\nid: hdi-2022-pca\n"
    )


def test_the_ending_says_the_syntax(run: Run, tmp_path: Path) -> None:
    for name in ("new.json", "new.toml", "new.csv"):
        assert run(*HDI, "-q", "-o", tmp_path / name, cwd=ROOT).returncode == 0
        assert run("weights", "check", tmp_path / name).returncode == 0
    refused = run(*HDI, "-o", tmp_path / "new.txt", cwd=ROOT)
    assert refused.returncode == 2
    assert "a weighting file ends in" in refused.stderr
    assert not (tmp_path / "new.txt").exists()


def test_judgements_come_from_a_pipe_and_their_faults_exit_1(run: Run) -> None:
    asked = ("weights", "derive", "budget-allocation", "-", "-w", "hdi-2022", "--node", "HDI")
    good = run(*asked, input="health,education,income\n50,30,20\n")
    assert good.returncode == 0, good.stderr
    assert "data: <stdin>" in good.stdout or 'data: "<stdin>"' in good.stdout
    bad = run(*asked, input="health,education,income\n50,30,21\n")
    assert (bad.returncode, bad.stdout) == (1, "")
    assert "sums to 101, not to 100" in " ".join(bad.stderr.split())


def test_a_request_that_makes_no_sense_exits_2(run: Run) -> None:
    assert run("weights", "derive", "wishes", "-w", "hdi-2022", "--node", "HDI").returncode == 2
    unknown = run("weights", "derive", "equal", "-w", "hdi-2022", "--node", "XYZ")
    assert unknown.returncode == 2
    assert "nodes with children: HDI, education" in unknown.stderr


def test_its_input_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("health,education,income\n50,30,20\n", encoding="utf-8")
    result = run("weights", "derive", "points", table, "-w", "hdi-2022", "--node", "HDI", "-o", table)
    assert result.returncode == 2
    assert table.read_text(encoding="utf-8") == "health,education,income\n50,30,20\n"
