"""Values from other periods: the period is kept, with one period of the panel as with all, and told of."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Run
from tests.made import HEAD, share

import dtiscore
from dtiscore.methodology.parsing import methodology_from
from dtiscore.methodology.writing.edition import methodology_text

TABLE = "unit,year,a,b\nx,2019,2,5\nx,2020,,6\nx,2021,,7\ny,2019,,7\ny,2020,,8\ny,2021,4,8\n"
TENTH = {"kind": "fraction", "of": 10}
EDITION = methodology_from(
    HEAD
    | {
        "frame": "all",
        "prepare": [{"step": "impute-along", "method": "constant"}],
        "index": {
            "code": "I",
            "aggregate": "arithmetic",
            "children": [share("a", rule=TENTH), share("b", rule=TENTH)],
        },
    }
)


@pytest.mark.parametrize(
    ("period", "carried"), [(None, [None, "2019", "2019", "2021", "2021", None]), ("2021", ["2019", None])]
)
def test_the_period_is_kept(period: str | None, carried: list[str | None], tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(TABLE)
    card = dtiscore.score(tmp_path / "own.csv", EDITION, period=period)
    assert card.prepared is not None
    assert list(card.prepared.carried["a"]) == carried
    assert set(card.prepared.carried["b"]) == {None}


def test_the_period_is_told(tmp_path: Path, run: Run) -> None:
    (tmp_path / "own.csv").write_text(TABLE)
    (tmp_path / "own.yaml").write_text(methodology_text(EDITION, "yaml"))
    told = ("own.csv", "-w", "own.yaml", "--unit", "x", "--period", "2021")
    assert "From other periods: a (2019)." in run("explain", *told, cwd=tmp_path).stdout
    assert "Lấy từ kỳ khác: a (2019)." in run("--lang", "vi", "explain", *told, cwd=tmp_path).stdout
    cell = " ".join(run("explain", *told, "--cell", "a", cwd=tmp_path).stdout.split())
    assert "impute-along, method constant; with 2019 2 2" in cell
