"""All weights doubled are the same shares: no score, rank, range, plan or answer to a what-if changes by it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dtiscore
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.methodology.writing.plain_data import plain_data
from dtiscore.questions.robustness.answer.attainable import AttainableRanks, attainable_ranks
from dtiscore.questions.whatif.answer import ValueChange, WeightChange

Case = tuple[str, str, str]
CASES: list[Case] = [
    ("dti-province-2022", "examples/dti-province/2022.csv", "56"),
    ("desi-2022", "indices/desi_2022/input_completed.csv", "BG"),
    ("bti-2024", "indices/bti_2018_2024/input.csv", "Albania"),
]


def doubled(edition: Methodology) -> Methodology:
    """The edition with every weight, total and number of points twice what it is, marked out of what it was."""
    plain: dict[str, Any] = plain_data(edition)

    def double(node: dict[str, Any]) -> None:
        for key in ("points", "weight", "weights"):
            if isinstance(node.get(key), int | float):
                node[key] = 2 * node[key]
        if "points" in node and node.get("rule", {}).get("kind") == "identity":
            node["out_of"] = node["points"] / 2
        for child in node.get("children", ()):
            double(child)

    double(plain["index"])
    return methodology_from(plain)


@pytest.fixture(params=CASES, ids=lambda case: str(case[0]))
def case(request: pytest.FixtureRequest, examples: Path) -> tuple[Path, Methodology, str, dict[str, Any]]:
    name, table, unit = request.param
    if table.startswith("examples/"):
        return examples.parent / table, dtiscore.load_methodology(name), unit, {}
    folder: Path = request.getfixturevalue("shared_data")
    return folder / table, dtiscore.load_methodology(name), unit, {"period": name[-4:]}


def both(edition: Methodology, answer: Callable[[Methodology], Any]) -> tuple[Any, Any]:
    return answer(edition), answer(doubled(edition))


def test_scores_and_ranks(case: Any) -> None:
    table, edition, _, chosen = case
    first, second = both(edition, lambda one: dtiscore.score(table, one, **chosen))
    np.testing.assert_allclose(first.index.published, second.index.published, rtol=1e-15)
    assert first.ranks[edition.index.code].tolist() == pytest.approx(
        second.ranks[edition.index.code].tolist(), nan_ok=True
    )


def test_robustness(case: Any) -> None:
    table, edition, _, chosen = case
    found = both(edition, lambda one: dtiscore.robustness(table, one, draws_count=50, seed=1, **chosen))
    first, second = (one.population.ranks for one in found)
    assert np.array_equal(first, second)


@pytest.mark.slow
def test_the_cheapest_plans(case: Any) -> None:
    """In points an effort is counted in points, which are twice as many; in a mean in hundredths of the scale."""
    table, edition, unit, chosen = case
    first, second = both(
        edition, lambda one: dtiscore.improve(table, one, unit, to_rank=20, plans=1, **chosen)
    )
    times = 2 if edition.index.maximum else 1
    assert [plan.effort * times for plan in first.plans] == pytest.approx(
        [plan.effort for plan in second.plans], rel=1e-6
    )
    assert [plan.outcome.rank for plan in first.plans] == [plan.outcome.rank for plan in second.plans]


@pytest.mark.slow
def test_what_if_a_weight_is_a_quarter_of_the_index(case: Any) -> None:
    table, edition, unit, chosen = case
    part = edition.index.children[0].code
    column = next(iter(dtiscore.score(table, edition, **chosen).dataset.numbers))
    value = ValueChange(unit, column, 1.0)
    first, second = both(
        edition,
        lambda one: dtiscore.whatif(
            table, one, [value, WeightChange(part, 0.25)], weights_as="of-index", **chosen
        ),
    )
    np.testing.assert_allclose(first.after.index.published, second.after.index.published, rtol=1e-14)
    assert (first.moved, first.rescored) == (second.moved, second.rescored)


@pytest.mark.slow
def test_why_scores_and_ranks_moved(case: Any) -> None:
    table, edition, _, chosen = case
    years = (2022, 2023) if not chosen else (int(chosen["period"]) - 2, int(chosen["period"]))
    before, after = (f"{year}={table.with_name('2023.csv') if year == 2023 else table}" for year in years)
    basis = dtiscore.Basis(across="as ranked")
    first, second = both(edition, lambda one: dtiscore.compare(before, after, one, basis=basis))
    assert any(one.up for one in first.changes)
    for was, now in zip(first.changes, second.changes, strict=True):
        assert (was.unit, was.before.rank, was.after.rank) == (now.unit, now.before.rank, now.after.rank)
        assert was.rank_split is not None
        assert now.rank_split is not None
        assert was.rank_split.parts == now.rank_split.parts
        assert was.split is not None
        assert now.split is not None
        parts = {code: float(part) for code, part in was.split.nodes.items()}
        assert {code: float(part) for code, part in now.split.nodes.items()} == pytest.approx(
            parts, abs=1e-12
        )


@pytest.mark.parametrize("share", [None, 0.25])
def test_attainable_ranks(case: Any, share: float | None) -> None:
    table, edition, unit, chosen = case

    def attainable(one: Methodology) -> list[AttainableRanks]:
        subject = dtiscore.robustness(table, one, **chosen).subject
        return attainable_ranks(subject, asked=[subject.units.index(unit)], within=share)

    if edition.id == "bti-2024":
        with pytest.raises(dtiscore.UsageFault, match="whose weight the others share"):
            attainable(edition)
        return
    first, second = both(edition, attainable)
    assert len(first) == 1
    assert first == second
