"""Rankings of several years below each other, as of the PCI of Vietnam: their index, its bands and the mean of which it is one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import dtiscore
from dtiscore.methodology import Values

WEIGHTS = np.array([0.05, 0.2, 0.1, 0.2, 0.15, 0.05, 0.05, 0.2])
"""Of so many parts the lowest and the highest lie far apart, and a mean of any other unit between them as well."""
TIERS = ("Rất tốt", "Tốt", "Khá", "Trung bình")


def panel(
    folder: Path,
    *,
    score: float = 10,
    single: bool = False,
    decimals: tuple[int, ...] = (6, 6),
    tier: str = "tier",
) -> dtiscore.Started:
    """A draft of two years of parts out of 10, with their mean times ``score``, its rank and tier in each year."""
    draws = np.random.default_rng(3)
    lines = [f"unit,year,index score,rank,{tier},{','.join('abcdefgh')}"]
    for year, places in zip((2023, 2024), decimals, strict=True):
        parts: Values = draws.uniform(2, 9, (24, 8)) + (year - 2023)
        exact: Values = parts @ WEIGHTS * score
        parts, exact = (each.astype(np.float32).astype(float) if single else each for each in (parts, exact))
        for at in range(24):
            rank = 1 + int(np.sum(exact > exact[at]))
            figures = ",".join(f"{each:.{places}f}" for each in parts[at])
            told = f"{exact[at]:.{places}f},{rank},{TIERS[(rank - 1) // 6]}"
            lines.append(f"u{at},{year},{told},{figures}")
    (folder / "t.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return dtiscore.init(folder / "t.csv", folder=folder)


@pytest.mark.parametrize(
    ("score", "scale"), [(10, 100), (1, 10), (0.1, 1)], ids=["out of 100", "on their scale", "out of 1"]
)
def test_an_index_may_be_a_mean_on_another_scale_than_its_parts(
    score: float, scale: float, tmp_path: Path
) -> None:
    """Of the PCI it is not told otherwise that its weights can be recovered: its parts are out of 10, and it is out of 100."""
    begun = panel(tmp_path, score=score)
    assert begun.draft is not None
    assert begun.draft.published.is_mean
    assert begun.methodology.scale == scale
    assert [each.rule for each in begun.draft.criteria] == ["{kind: fraction, of: 10}"] * 8
    assert begun.recovering is not None


def test_ranks_are_those_of_each_year(tmp_path: Path) -> None:
    """Of several years below each other no column stands in the order of the ranks: the index was an indicator."""
    begun = panel(tmp_path)
    assert begun.draft is not None
    assert [each.column for each in begun.draft.criteria] == [*"abcdefgh"]


def test_of_ranks_of_several_years_the_last_tell_which_way_is_better(tmp_path: Path) -> None:
    rows = (f"u{at},{25 - at},{at},{30 - at * 7 % 5},{at * 2 + at * 5 % 3 * 3}.5" for at in range(1, 25))
    (tmp_path / "t.csv").write_text("\n".join(["unit,Rank 2023,Rank 2024,a,b", *rows, ""]), encoding="utf-8")
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert {each.column: each.falls for each in draft.criteria} == {"a": False, "b": True}


def test_the_order_of_ranks_that_are_shared_is_free(tmp_path: Path) -> None:
    """As of the Transformation Index, which ranks by published decimals and has its scores in full, and a second index with its own rank."""
    rows = (
        f"u{at},{40 - at + at * 7 % 3 * 0.001:.4f},{1 + at - at % 2},{at * 5 % 13},{1 + at * 7 % 24},{at * 11 % 17}"
        for at in range(24)
    )
    (tmp_path / "t.csv").write_text(
        "\n".join(["unit,score,rank,governance_score,governance_rank,b", *rows, ""]), encoding="utf-8"
    )
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert [each.column for each in draft.criteria] == ["governance_score", "b"]
    # What stands in that order is told by it alone.
    text = (tmp_path / "t.csv").read_text(encoding="utf-8").replace("unit,score", "unit,wellbeing", 1)
    (tmp_path / "other").mkdir()
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path / "other").draft
    assert draft is not None
    assert [each.column for each in draft.criteria] == ["governance_score", "b"]


@pytest.mark.parametrize("tier", ["tier", "Xếp loại chung", "Nhận xét"])
def test_bands_of_the_ranking_are_no_answers(tier: str, tmp_path: Path) -> None:
    begun = panel(tmp_path, tier=tier)
    assert begun.draft is not None
    assert tier in begun.draft.left_out


def test_words_of_a_unit_for_each_period_are_no_bands(tmp_path: Path) -> None:
    rows = (
        f"u{at % 2},{2000 + at // 2},{1 + at % 2},{at * 7 % 11},{('Có một phần', 'Đủ', 'Thiếu')[at % 3]}"
        for at in range(12)
    )
    (tmp_path / "t.csv").write_text("\n".join(["unit,year,Rank,a,Văn bản", *rows, ""]), encoding="utf-8")
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert [each.column for each in draft.criteria] == ["a", "Văn bản"]


def test_answers_beside_a_ranking_are(tmp_path: Path) -> None:
    rows = (f"u{at},{at},{40 - at % 7},{('Có một phần', 'Đủ', 'Thiếu')[at % 3]}" for at in range(1, 25))
    (tmp_path / "t.csv").write_text("\n".join(["unit,Rank,a,Văn bản", *rows, ""]), encoding="utf-8")
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert [each.column for each in draft.criteria] == ["a", "Văn bản"]


def test_one_year_may_have_more_decimals_than_another(tmp_path: Path) -> None:
    draft = panel(tmp_path, decimals=(2, 9)).draft
    assert draft is not None
    assert draft.published.is_mean


def test_nine_digits_of_a_figure_in_single_precision_are_seven(tmp_path: Path) -> None:
    """As Stata keeps them: a mean of such figures is one to their precision, and not to the last digit that is written."""
    draft = panel(tmp_path, single=True, decimals=(8, 8)).draft
    assert draft is not None
    assert draft.published.is_mean


@pytest.mark.parametrize("heading", ["n_sources", "numsrc", "No. of surveys", "number of respondents"])
def test_of_how_many_sources_a_score_is_made_is_no_indicator(heading: str, tmp_path: Path) -> None:
    rows = (f"u{at},{at},{40 - at % 7},{at * 5 % 6 + 3}" for at in range(1, 13))
    (tmp_path / "t.csv").write_text("\n".join([f"unit,Rank,a,{heading}", *rows, ""]), encoding="utf-8")
    draft = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).draft
    assert draft is not None
    assert [each.column for each in draft.criteria] == ["a"]
