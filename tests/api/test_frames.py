"""Every answer as a pandas table: what its command writes with ``-f csv``."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.conftest import Run

import dtiscore
from dtiscore.errors import UsageFault

EDITION = "dti-province-2022"
UNIT = ("--unit", "56")


def table(examples: Path, year: int = 2022) -> str:
    return str(examples / "dti-province" / f"{year}.csv")


ASKED: list[tuple[list[str], str | None, Callable[[str, str], Any]]] = [
    (["explain", *UNIT], None, lambda one, _: dtiscore.explain(one, EDITION, "56")),
    (["explain", *UNIT, "--cell", "7"], None, lambda one, _: dtiscore.explain_cell(one, EDITION, "56", "7")),
    (["profile"], None, lambda one, _: dtiscore.profile(one, EDITION)),
    (["league", "--indicator", "8"], None, lambda one, _: dtiscore.league(one, EDITION, "8")),
    (["compare"], None, lambda one, two: dtiscore.compare(one, two, EDITION)),
    (["diff"], None, lambda one, two: dtiscore.diff(one, two, EDITION)),
    (["trend"], None, lambda one, two: dtiscore.trend([one, two], EDITION)),
    (["trend", "--show", "spread"], "spread", lambda one, two: dtiscore.trend([one, two], EDITION)),
    (["improve", *UNIT, "--to-rank", "40"], None, lambda one, _: dtiscore.improve(one, EDITION, "56", to_rank=40)),
    (["whatif", "--value", "56:7=0.5"], None, lambda one, _: dtiscore.whatif(one, EDITION, [dtiscore.ValueChange("56", "7", "0.5")])),
    (["backcast"], None, lambda one, two: dtiscore.backcast([one, two], EDITION)),
    (["robustness", "--draws-count", "20"], None, lambda one, _: dtiscore.robustness(one, EDITION, draws_count=20)),
    (["robustness", "--show", "removal"], "removal", lambda one, _: dtiscore.robustness(one, EDITION)),
    (["diagnose", "--show", "ties"], "ties", lambda one, _: dtiscore.diagnose(one, EDITION)),
    (["compare", "--column", "ha_tang_so", "--with", "hoat_dong_kinh_te_so"], None, lambda one, _: dtiscore.compare_columns(one, "ha_tang_so", "hoat_dong_kinh_te_so")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "show", "ask"), ASKED, ids=[" ".join(arguments) for arguments, _, _ in ASKED]
)
def test_a_frame_is_what_the_command_writes(
    run: Run, examples: Path, arguments: list[str], show: str | None, ask: Callable[[str, str], Any]
) -> None:
    one, two = table(examples), table(examples, 2023)
    tables = (
        [one, two]
        if arguments[0] in {"compare", "diff", "trend", "backcast"} and "--column" not in arguments
        else [one]
    )
    weights = [] if "--column" in arguments else ["-w", EDITION]
    written = run(arguments[0], *tables, *weights, *arguments[1:], "-f", "csv")
    assert written.returncode == 0, written.stderr
    answer = ask(one, two)
    frame = answer.to_frame(show)
    pd.testing.assert_frame_equal(dtiscore.to_frame(answer, show), frame, check_exact=True)
    expected = pd.read_csv(io.StringIO(written.stdout), dtype=str, keep_default_na=False)
    assert list(frame.columns) == list(expected.columns)
    assert len(frame) == len(expected) > 0
    again = pd.read_csv(io.StringIO(frame.to_csv(index=False)), dtype=str, keep_default_na=False)
    for heading in expected.columns:
        for own, other in zip(again[heading], expected[heading], strict=True):
            assert own == other or float(own) == float(other), heading


def test_a_table_that_there_is_not(examples: Path) -> None:
    found = dtiscore.trend([table(examples), table(examples, 2023)], EDITION)
    with pytest.raises(UsageFault, match='no table "ranks"') as caught:
        dtiscore.to_frame(found, "ranks")
    assert caught.value.fix == "it has units, spread"
    with pytest.raises(UsageFault) as caught:
        dtiscore.to_frame(dtiscore.profile(table(examples), EDITION), "units")
    assert "leave show out" in str(caught.value.fix)
