"""The ranks that a page makes under other weights are those of ``whatif``: the edition's decimals and ties."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import dtiscore
from dtiscore import PointsChange, WeightChange
from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

SETTINGS = 200


def _settings(sliders: Sequence[tuple[str, float]], count: int) -> list[dict[str, float]]:
    """Weights of one to four nodes, each anywhere on its slider; now and then one is 0."""
    draw = random.Random(1)
    return [
        {
            code: 0.0 if draw.random() < 0.05 else round(draw.uniform(0.01, most), 3)
            for code, most in draw.sample(sliders, min(len(sliders), draw.randint(1, 4)))
        }
        for _ in range(count)
    ]


def _expected(data: Any, weights: Any, setting: dict[str, float], reading: Any) -> dict[str, float | None]:
    edition = dtiscore.load_methodology(weights)
    changes = [
        PointsChange(code, weight) if edition.parents[code].adds_points else WeightChange(code, weight)
        for code, weight in setting.items()
    ]
    after = dtiscore.whatif(data, weights, changes, weights_as="relative", **reading).after
    ranks = after.ranks[edition.index.code].tolist()
    return {
        unit: None if rank != rank else rank
        for unit, rank in zip(after.dataset.units, ranks, strict=True)
    }  # fmt: skip


def _compare(opened: Open, file: Path, data: Any, weights: Any, count: int, **reading: Any) -> None:
    file.write_text(dtiscore.report_page(dtiscore.report(data, weights, **reading), "en"), encoding="utf-8")
    page = opened(file)
    sliders = page.page.evaluate(
        "[...document.querySelectorAll('input[type=range]')].map((one) => [one.dataset.code, +one.max])"
    )
    for setting in _settings(sliders, count):
        address = "&".join(f"w.{code}={weight}" for code, weight in setting.items())
        page.page.evaluate(
            "(address) => new Promise((done) => { addEventListener('hashchange', () => done(), {once: true});"
            " location.hash = address; })",
            address,
        )
        assert page.ranks() == _expected(data, weights, setting, reading), setting
    assert page.faults == []


def test_points_ranked_on_published_decimals_in_200_settings(
    opened: Open, examples: Path, tmp_path: Path
) -> None:
    data = examples / "dti-province" / "2023.csv"
    _compare(opened, tmp_path / "page.html", data, "dti-province-2022", SETTINGS)


def test_an_index_of_ones_own(opened: Open, examples: Path, tmp_path: Path) -> None:
    folder = examples / "own-index"
    _compare(opened, tmp_path / "page.html", folder / "2024.csv", folder / "departments.yaml", 20)


def test_means_of_means(opened: Open, shared_data: Path, tmp_path: Path) -> None:
    table = shared_data / "indices" / "desi_2022" / "input_completed.csv"
    _compare(opened, tmp_path / "page.html", table, "desi-2022", 20, period="2022")


@pytest.mark.parametrize("ties", ["min", "max", "dense", "average", "ordinal"])
@pytest.mark.parametrize("on", ["published", "full"])
def test_ties_of_every_kind(opened: Open, tmp_path: Path, ties: str, on: str) -> None:
    # 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 tie although their bits differ; d lacks a part, e has none.
    table = tmp_path / "table.csv"
    table.write_text(
        "unit,x,y,z\na,0.1,0.2,0.3\nb,0.3,0.2,0.1\nc,0.2,0.2,0.2\nd,0.7,,0.7\ne,,,\nf,-0.4,0.9,0.1\n",
        encoding="utf-8",
    )
    edition = {
        "id": "ties",
        "title": "Ties",
        "authority": {"decision": "none", "issuer": "the tests", "source": "this file"},
        "missing": "reweight",
        "publish": {"as": "score", "decimals": 2},
        "rank": {"on": on, "ties": ties},
        "index": {
            "code": "T",
            "aggregate": "arithmetic",
            "weights": "relative",
            "children": [
                {"code": code, "weight": 1, "column": code, "rule": {"kind": "identity"}} for code in "xyz"
            ],
        },
    }
    _compare(opened, tmp_path / "page.html", table, edition, 10)
