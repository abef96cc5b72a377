"""``explain`` through the real executable: the unit, its groups and periods, its peers, and one cell's history."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.whole_program import example_of
from tests.conftest import ROOT, Run

TABLE = str(ROOT / "examples" / "dti-province" / "2022.csv")
EDITION = ("-w", "dti-province-2022")
KHANH_HOA = (TABLE, *EDITION, "--unit", "Khánh Hòa")

PANEL = """unit,year,sex,region,a,b
p,2021,f,N,1,1
q,2021,f,N,2,2
p,2022,f,N,5,5
q,2022,f,N,6,6
p,2022,m,S,8,8
q,2022,m,N,7,7
"""
OWN = """id: own
title: Own
authority: {decision: Note, issuer: Office, source: here}
publish: {as: score, decimals: 2}
rank: {on: published}
layout: {group: sex}
index:
  code: X
  aggregate: arithmetic
  weights: equal
  children:
    - {code: a, rule: {kind: identity}}
    - {code: b, rule: {kind: identity}}
"""


@pytest.fixture
def own(tmp_path: Path) -> tuple[str, ...]:
    table, edition = tmp_path / "panel.csv", tmp_path / "own.yaml"
    table.write_text(PANEL, encoding="utf-8")
    edition.write_text(OWN.replace("{on:", '{"on":'), encoding="utf-8")
    return str(table), "-w", str(edition), "--unit", "p", "-q"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def test_the_example_of_the_help_runs(run: Run) -> None:
    assert run(*example_of("explain"), cwd=ROOT).returncode == 0


def test_the_case_of_khanh_hoa(run: Run) -> None:
    result = run("explain", *KHANH_HOA, "--lang", "en", "--width", "100")
    assert result.returncode == 0, result.stderr
    assert "rank 41 of 63 · 557.6 of 1000 points · 442.4 lost" in result.stdout
    assert "Next above: Tay Ninh, 6.2 points ahead." in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_distances_in_every_form(run: Run) -> None:
    shown = run("explain", *KHANH_HOA, "--gaps", "--width", "120", "--lang", "en").stdout
    assert "−21.07" in shown
    told = {row["code"]: row for row in rows(run("explain", *KHANH_HOA, "-f", "csv").stdout)}
    assert float(told["DTI"]["to_mean"]) == pytest.approx(-21.07, abs=0.005)
    assert float(told["DTI"]["to_above"]) == pytest.approx(6.2)
    assert told["DTI"]["above_unit"] == "72"
    parts = sum(float(told[code]["to_ahead"]) for code in ("I", "7", "8", "9"))
    assert parts == pytest.approx(float(told["DTI"]["to_ahead"]))
    assert "| to mean |" in " ".join(
        run("explain", *KHANH_HOA, "--gaps", "-f", "md", "--lang", "en").stdout.split()
    )


def test_peers_are_named(run: Run) -> None:
    result = run("explain", *KHANH_HOA, "--peers", "rank", "-f", "json")
    peers = json.loads(result.stdout)["peers"]
    assert peers["by"] == "rank"
    assert sorted(abs(unit["rank"] - 41) for unit in peers["units"]) == [1, 1, 2, 2, 3]
    refused = run("explain", *KHANH_HOA, "--peers", "colour")
    assert refused.returncode == 2
    assert 'has no column "colour" that could group its units' in refused.stderr


class TestSeveralRows:
    def test_every_group_of_the_last_period(self, run: Run, own: tuple[str, ...]) -> None:
        result = run("explain", *own)
        assert result.returncode == 0, result.stderr
        assert [line.split(" · ")[1] for line in result.stdout.splitlines() if line.startswith("p · X")] == [
            "X 2022 f = 5.00",
            "X 2022 m = 8.00",
        ]

    def test_one_of_them(self, run: Run, own: tuple[str, ...]) -> None:
        told = rows(run("explain", *own, "--group", "m", "-f", "csv").stdout)
        assert [row["score"] for row in told] == ["8.0", "8.0", "8.0"]
        assert "period" not in told[0]
        assert run("explain", *own, "--group", "x").returncode == 2

    def test_every_period(self, run: Run, own: tuple[str, ...]) -> None:
        told = rows(run("explain", *own, "--every-period", "-f", "csv").stdout)
        index = [(row["period"], row["group"], row["score"]) for row in told if row["code"] == "X"]
        assert index == [("2021", "f", "1.0"), ("2022", "f", "5.0"), ("2022", "m", "8.0")]
        found = json.loads(run("explain", *own, "--every-period", "-f", "json").stdout)
        assert found["schema"] == "dtiscore/explanations/1"
        assert len(found["explanations"]) == 3

    def test_one_period(self, run: Run, own: tuple[str, ...]) -> None:
        assert "X 2021 f = 1.00" in run("explain", *own, "--period", "2021").stdout


class TestOneCell:
    def test_from_the_file_to_the_index(self, run: Run) -> None:
        result = run("explain", *KHANH_HOA, "--cell", "7", "--lang", "en")
        assert result.returncode == 0, result.stderr
        # The file's name, long or short, decides where the line folds.
        assert 'hoat_dong_chinh_quyen_so: "0.4810", at ' in " ".join(result.stdout.split())
        assert result.stdout.splitlines()[-3].split()[-1] == "96.2"

    def test_in_every_form(self, run: Run) -> None:
        cell = ("--cell", "7")
        found = json.loads(run("explain", *KHANH_HOA, *cell, "-f", "json").stdout)
        assert found["schema"] == "dtiscore/cell-history/1"
        assert [row["stage"] for row in found["rows"]] == ["cell", "read", "rule", "scaled", "adds", "adds"]
        told = rows(run("explain", *KHANH_HOA, *cell, "-f", "csv").stdout)
        assert [row["value"] for row in told] == ["", "0.481", "0.481", "96.2", "96.2", "96.2"]
        assert run("explain", *KHANH_HOA, *cell, "-f", "md").stdout.startswith("### Khanh Hoa (56)")
        assert len(run("explain", *KHANH_HOA, *cell, "-f", "jsonl").stdout.splitlines()) == 6

    def test_of_one_group(self, run: Run, own: tuple[str, ...]) -> None:
        assert run("explain", *own, "--cell", "a").returncode == 2
        assert '"8"' in run("explain", *own, "--cell", "a", "--group", "m").stdout

    def test_what_says_nothing_of_a_cell_is_refused(self, run: Run) -> None:
        refused = run("explain", *KHANH_HOA, "--cell", "7", "--gaps", "--peers", "rank")
        assert refused.returncode == 2
        assert "--peers and --gaps have no effect beside --cell 7" in refused.stderr


RULE = """id: own
title: Own
authority: {{decision: Note, issuer: Office, source: here}}
publish: {{as: score, decimals: 2}}
rank: {{on: published}}
index:
  code: X
  aggregate: arithmetic
  weights: equal
  children:
    - {{code: a, rule: {rule}}}
    - {{code: b, rule: {{kind: identity}}}}
"""


@pytest.mark.parametrize(
    ("rule", "formula"),
    [
        ("{kind: fraction, of: 10}", "x / of, không quá 1 nếu có cap"),
        ("{kind: min-max}", ": (x - min) / (max - min)"),
        ("{kind: min-max, direction: down}", ": (max - x) / (max - min)"),
        ("{kind: relative-to, figure: mean, direction: down}", ": số đó / x, hoặc (số đó - x) / số đó"),
        ("{kind: distance-to-target, target: 9}", "khi ít hơn là tốt hơn; không quá 1 nếu có cap"),
    ],
)
def test_a_formula_is_said_in_the_language_of_the_screen(
    run: Run, tmp_path: Path, rule: str, formula: str
) -> None:
    (tmp_path / "own.yaml").write_text(RULE.format(rule=rule), encoding="utf-8")
    (tmp_path / "t.csv").write_text("unit,a,b\np,1,1\nq,2,2\n", encoding="utf-8")
    asked = (
        "explain",
        "t.csv",
        "-w",
        "own.yaml",
        "--unit",
        "p",
        "--cell",
        "a",
        "--lang",
        "vi",
        "--width",
        "200",
    )
    shown = run(*asked, cwd=tmp_path)
    assert formula in shown.stdout, shown.stderr
