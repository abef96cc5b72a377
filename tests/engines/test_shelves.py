"""Tables of which neither scores nor texts fit into memory: ranked shelf by shelf, the same bytes as in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.engines.large_tables import in_memory, plain, random_table, refused, sound, streamed, table

from dtiscore.engines import kept_texts, score_rows, shelves

BANDS = {"kind": "cuts", "on": "published", "cuts": [{"code": "high", "at_least": 50.0}, {"code": "low"}]}


@pytest.fixture(autouse=True)
def little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """All texts and scores on disk, some thirty rows to a shelf."""
    monkeypatch.setattr(kept_texts, "HELD", 0)
    monkeypatch.setattr(score_rows, "HELD", 0)
    monkeypatch.setattr(shelves, "TOGETHER", 3_000)


@pytest.mark.parametrize("rank", [{"ties": "min"}, {"ties": "max"}, {"ties": "dense"}, {"ties": "average"}])
@pytest.mark.parametrize(
    ("decimals", "more"),
    [(0, {}), (4, {"bands": BANDS}), (1, {"rank": {"order": "ascending"}}), (0, {"ties": "ordinal"})],
)
def test_a_ranking_on_shelves_has_the_bytes_of_one_in_memory(
    rank: dict[str, Any], decimals: int, more: dict[str, Any], tmp_path: Path
) -> None:
    path = random_table(tmp_path, 400, seed=5)
    ranking = {"on": "published", **rank, **more.get("rank", {})}
    ranking |= {"ties": more["ties"]} if "ties" in more else {}
    bands = {"bands": more["bands"]} if "bands" in more else {}
    edition = plain(publish={"as": "score", "decimals": decimals}, rank=ranking, **bands)
    form = "jsonl" if decimals == 1 else "csv"
    assert streamed(path, edition, form, block_bytes=2_000) == in_memory(path, edition, form)


def test_rows_of_equal_scores_stand_on_one_shelf(tmp_path: Path) -> None:
    lines = [f"U{row:03},Unit {row},1,{row % 2},500" for row in reversed(range(200))]
    path = table(tmp_path, lines)
    edition = plain({"kind": "goalposts", "low": 0, "high": 2})
    assert streamed(path, edition, block_bytes=700) == in_memory(path, edition)


@pytest.mark.parametrize("top", [1, 30, 31, 399, 400, 1000])
def test_the_first_rows_alone(top: int, tmp_path: Path) -> None:
    path = random_table(tmp_path, 400, seed=6)
    lines = in_memory(path, plain()).splitlines(keepends=True)
    assert streamed(path, plain(), block_bytes=2_000, top=top) == b"".join(lines[: 1 + top])


@pytest.mark.parametrize("options", [{"ranks": True}, {"ignore_units": ["U003"]}])
def test_what_is_not_ranked_on_shelves_has_the_same_bytes_from_disk(
    options: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table(tmp_path, sound(100))
    from_disk = streamed(path, plain(), block_bytes=700, **options)
    for module, name in ((kept_texts, "HELD"), (score_rows, "HELD")):
        monkeypatch.setattr(module, name, 2**20)
    assert streamed(path, plain(), block_bytes=700, **options) == from_disk


def test_units_that_stand_twice_are_told_from_disk(tmp_path: Path) -> None:
    path = table(tmp_path, [*sound(100), "U0003,Unit 3,1.5,2,3"])
    (problem,) = refused(path, plain(), block_bytes=700).problems
    assert (problem.code, problem.unit, problem.place.line) == ("duplicate-unit", "Unit 3", 102)


def test_tables_that_are_ranked_within_parts_are_not_shelved(tmp_path: Path) -> None:
    lines = [line.replace(",", f",{2020 + row % 2},", 1) for row, line in enumerate(sound(60))]
    path = tmp_path / "table.csv"
    path.write_text("\n".join(["unit,period,name,a,b,c", *lines]) + "\n")
    assert streamed(path, plain(), block_bytes=700) == in_memory(path, plain())
