"""``robustness`` through the real executable: the same bytes twice, draws that play again, plain refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

HDI = ("robustness", "examples/hdi/2022.csv", "-w", "hdi-2022", "--decimal", ".")


def test_two_runs_give_equal_bytes_and_draws_play_again(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "draws.csv"
    first = run(*HDI, "--draws-count", "40", "--error", "health=0.5", "-f", "csv", "--draws", kept, cwd=ROOT)
    assert first.returncode == 0, first.stderr
    again = run(*HDI, "--draws-count", "40", "--error", "health=0.5", "-f", "csv", cwd=ROOT)
    assert again.stdout == first.stdout
    replayed = run(*HDI, "--replay", kept, "-f", "csv", cwd=ROOT)
    assert replayed.stdout == first.stdout
    other = run(*HDI, "--draws-count", "40", "--seed", "2", "-f", "csv", cwd=ROOT)
    assert other.stdout != first.stdout


def test_json_of_the_next_unit_below(run: Run) -> None:
    result = run(*HDI, "--draws-count", "20", "--show", "pairs", "-f", "json", cwd=ROOT)
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["question"] == "pairs"
    assert len(answer["rows"]) == 193 * 192 // 2


def test_what_is_the_same_in_all_rankings_is_not_said_to_differ(run: Run) -> None:
    result = run(*HDI, "--draws-count", "5", "--normalisation", "rank", cwd=ROOT)
    assert result.returncode == 0, result.stderr
    told = " ".join(result.stdout.split())
    assert (
        "in which these differ at random: weights (seed 1). The same in all of them: normalisation rule rank."
        in told
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--vary-weights", "none"], "no assumption varies"),
        (["--vary-weights", "none", "--normalisation", "own"], "no assumption varies"),
        (["--error", "health"], "INDICATOR=SD"),
        (["--error", "lifo=1"], 'no indicator "lifo"'),
        (["--normalisation", "min-max:1"], "two numbers"),
        (["--show", "attainable"], "it uses arithmetic, geometric"),
        (["--concentration", "0"], "a concentration of 0"),
        (["--imputation", "none"], "hdi-2022 fills no missing value"),
        (["--imputation", "mode"], "no way to fill missing values"),
        (["--treatment", "none"], "hdi-2022 treats no outliers"),
        (["--error", "Atlantis:health=1"], 'no unit "Atlantis"'),
        (["--show", "removal", "--unit", "VNM"], "--unit has no effect beside --show removal"),
        (["--show", "pairs", "--level", "1"], "--level has no effect beside --show pairs"),
        (["--show", "removal", "--level", "9"], "nothing can be left out at level 9"),
    ],
)
def test_what_cannot_be_asked_is_refused(run: Run, options: list[str], words: str) -> None:
    few = () if "--show" in options else ("--draws-count", "5")
    result = run(*HDI, *few, *options, cwd=ROOT)
    assert result.returncode == 2
    assert result.stdout == ""
    assert words in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_draws_that_are_damaged_are_told_by_their_place(run: Run, tmp_path: Path) -> None:
    damaged = tmp_path / "draws.csv"
    damaged.write_text("replicate,weight:health\n1,0.3\n2,much\n", encoding="utf-8")
    result = run(*HDI, "--replay", damaged, cwd=ROOT)
    assert result.returncode == 1
    assert "much" in result.stderr
    assert "draws.csv:3:2" in result.stderr or "3:2" in result.stderr


@pytest.mark.parametrize(
    ("numbers", "place"),
    [
        ("1 2 2 3", "4:1 replicate duplicate-row"),
        ("1 3", "3:1 replicate missing-row"),
        ("1 x 3", "3:1 replicate missing-row"),
        ("2 1", None),
    ],
    ids=["doubled", "lost", "no number", "in another order"],
)
def test_a_lost_or_doubled_replicate_is_told(
    run: Run, tmp_path: Path, numbers: str, place: str | None
) -> None:
    draws = tmp_path / "draws.csv"
    draws.write_text(
        "\n".join(["replicate,weight:health", *(f"{one},0.3" for one in numbers.split())]), encoding="utf-8"
    )
    result = run(*HDI, "--replay", draws, cwd=ROOT)
    assert result.returncode == (0 if place is None else 1)
    assert (place or "") in " ".join(result.stderr.split())


def test_the_published_provinces_without_each_part(run: Run) -> None:
    result = run(
        "robustness",
        "examples/dti-province/2022.csv",
        "-w",
        "dti-province-2022",
        "--show",
        "removal",
        "-f",
        "csv",
        cwd=ROOT,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("code,name,level,mean_places_moved")


def test_influence_on_one_unit_under_every_new_assumption_plays_again(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "draws.csv"
    varied = (
        *("--draws-count", "30", "--imputation", "own", "--imputation", "mean", "--treatment", "own"),
        *("--treatment", "winsorise:2", "--error", "Viet Nam:health=2", "--error", "health=1"),
    )
    first = run(*HDI, *varied, "-f", "csv", "--draws", kept, cwd=ROOT)
    assert first.returncode == 0, first.stderr
    assert "cell:health:VNM" in kept.read_text(encoding="utf-8").partition("\n")[0]
    replayed = run(*HDI, "--replay", kept, "-f", "csv", cwd=ROOT)
    assert replayed.stdout == first.stdout
    asked = run(*HDI, *varied, "--show", "influence", "--unit", "Viet Nam", "-f", "json", cwd=ROOT)
    assert asked.returncode == 0, asked.stderr
    rows = json.loads(asked.stdout)["rows"]
    factors = ["weight", "imputation", "treatment", "error:health", "cell:health:VNM"]
    assert [(row["outcome"], row["factor"]) for row in rows] == [
        (outcome, factor) for outcome in ("rank", "score") for factor in factors
    ]


TREE = ("robustness", "examples/dti-province/2022.csv", "-w", "dti-province-2022", "--draws-count", "20")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "(Dirichlet, concentration 100), below each of 2 nodes by itself"),
        (
            ["--draw-over", "leaves"],
            "The shares of the index of its 4 innermost parts are drawn around their own",
        ),
        (
            ["--draw-over", "level:1", "--vary-weights", "simplex"],
            "2 parts at level 1 are drawn any as likely",
        ),
        (["--vary-weights", "uniform", "--share", "0.1"], "up or down by at most 10% of their own"),
        (
            ["--show", "attainable", "--vary-weights", "uniform"],
            "a share of the index within ±25% of its own",
        ),
        (["--show", "attainable"], "The 4 parts may have any shares of the index that sum to 1."),
        (["--show", "attainable-main"], "The 2 parts may have any shares of the index that sum to 1."),
    ],
)
@pytest.mark.slow
def test_of_which_shares_is_said(run: Run, options: list[str], said: str) -> None:
    asked = TREE if "--show" not in options else TREE[:-2]
    result = run(*asked, *options, cwd=ROOT)
    assert result.returncode == 0, result.stderr
    assert said in " ".join(result.stdout.split())


def test_programs_are_told_of_which_shares(run: Run) -> None:
    drawn = json.loads(run(*TREE, "--draw-over", "leaves", "-f", "json", cwd=ROOT).stdout)
    assert drawn["assumptions"]["weights"] == {"kind": "dirichlet", "concentration": 100.0, "over": "leaves"}
    assert drawn["shares"] is None
    options = ("--show", "attainable", "--vary-weights", "uniform", "--share", "0.25", "-f", "json")
    attained = json.loads(run(*TREE[:-2], *options, cwd=ROOT).stdout)
    assert attained["shares"] == {"own": {"I": 0.5, "7": 0.2, "8": 0.15, "9": 0.15}, "within": 0.25}
    assert {row["best_rank"] for row in attained["rows"][:3]} == {1, 2, 3}


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ((*TREE, "--draw-over", "nodes"), 'weights cannot be drawn over "nodes"'),
        ((*TREE, "--draw-over", "level:0"), 'weights cannot be drawn over "level:0"'),
        ((*TREE, "--draw-over", "level:7"), "no part stands at level 7"),
        ((*HDI, "--draw-over", "leaves"), "it is aggregated by geometric"),
        ((*HDI, "--draw-over", "level:2"), "--draw-over level:1"),
        ((*TREE[:-2], "--show", "attainable", "--vary-weights", "none"), "the weights are not to vary"),
        (
            (*TREE, "--vary-weights", "none", "--exclude", "--draw-over", "leaves"),
            "--draw-over has no effect",
        ),
    ],
)
def test_shares_that_cannot_be_drawn_are_refused(run: Run, command: tuple[str, ...], words: str) -> None:
    result = run(*command, cwd=ROOT)
    assert (result.returncode, result.stdout) == (2, "")
    assert words in " ".join(result.stderr.split())
    assert run(*HDI, "--draws-count", "5", "--draw-over", "level:1", cwd=ROOT).returncode == 0


def test_an_index_without_weights_is_not_called_firm(run: Run, tmp_path: Path) -> None:
    edition, table = tmp_path / "formula.yaml", tmp_path / "two.csv"
    edition.write_text(
        "id: formula\ntitle: Formula\nauthority: {decision: d, issuer: i, source: s}\n"
        "publish: {as: score, decimals: 2}\nrank: {on: full}\nindex:\n  code: F\n"
        "  aggregate: {kind: formula, formula: A * B}\n"
        "  children:\n    - {code: A, rule: {kind: fraction}}\n    - {code: B, rule: {kind: fraction}}\n",
        encoding="utf-8",
    )
    table.write_text("unit,A,B\nx,0.5,0.4\ny,0.2,0.3\n", encoding="utf-8")
    result = run("robustness", table, "-w", edition)
    assert (result.returncode, result.stdout) == (2, "")
    assert "no weight of formula counts in this table" in " ".join(result.stderr.split())
