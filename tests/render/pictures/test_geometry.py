"""In the SVG of every kind of picture, of few and of many units, no text covers another one, and all of it is inside."""

from __future__ import annotations

import io
import json
import math
import re
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest
from tests.made import HEAD, group, share

import dtiscore
from dtiscore.cli.picture_kinds import KINDS

pytestmark = pytest.mark.slow

NAMES = ["Hà Nội", "Thừa Thiên Huế", "Bà Rịa - Vũng Tàu", "Thành phố Hồ Chí Minh", "Đà Nẵng"]
LONG = "Tỷ lệ cơ quan cung cấp dịch vụ công trực tuyến toàn trình theo chỉ tiêu số"
PARTS = [
    group(
        f"{at}",
        "points",
        *(share(f"x{at}_{one}", points=points, name=f"{LONG} {one}") for one, points in enumerate((8, 5, 2))),
        points=15,
    )
    for at in range(3)
]
EDITION = {**HEAD, "index": group("DTI", "points", *PARTS, points=45), "missing": "no-score"}
SIZES = {"few": 5, "many": 120}


def table(units: int, seed: int = 1) -> pd.DataFrame:
    """Units of a few names with numbers, scores with ties and gaps."""
    drawn = np.random.default_rng(seed)
    columns = {f"x{at}_{one}": np.round(drawn.random(units), 1) for at in range(3) for one in range(3)}
    columns["x0_0"][units // 3 : units // 3 + 1] = np.nan
    names = [f"{NAMES[at % len(NAMES)]} {at // len(NAMES) or ''}".strip() for at in range(units)]
    return pd.DataFrame({"unit": [f"u{at:03}" for at in range(units)], "name": names, **columns})


def areas(units: int, file: Path) -> Path:
    """A square for each unit, in rows."""
    wide = math.ceil(math.sqrt(units))
    corners = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    features = [
        {
            "type": "Feature",
            "properties": {"code": f"u{at:03}"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[at % wide + x, 10 + at // wide + y] for x, y in corners]],
            },
        }
        for at in range(units)
    ]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return file


def pictures(units: int, folder: Path) -> dict[str, Callable[[], Any]]:
    """Each kind that needs no list of units, drawn of a table of so many."""
    card, before = (dtiscore.score(table(units, seed), EDITION) for seed in (1, 2))
    chosen = card.dataset.units[card.order[next(iter(card.order))][units // 2]]
    panel = pd.concat([table(units, seed).assign(period=str(2020 + seed)) for seed in range(1, 5)])
    study, audit = card.robustness(draws_count=20), card.diagnose()
    compared = dtiscore.compare(before, card)
    return {
        "ranking": lambda: card.plot.ranking(previous=before, units=[chosen], language="vi"),
        "points": lambda: card.plot.points(language="vi"),
        "table": lambda: card.plot.table(level="indicators", language="vi"),
        "nodes": lambda: card.plot.nodes(level=1, language="vi"),
        "map": lambda: card.plot.map(
            map_file=areas(units, folder / "a.geojson"), map_key="code", language="vi"
        ),
        "profile": lambda: card.explain(chosen).plot.profile(language="vi"),
        "radar": lambda: card.explain(chosen).plot.radar(language="vi"),
        "leaders": lambda: card.profile(top=2).plot.leaders(language="vi"),
        "changes": lambda: compared.plot.changes(language="vi"),
        "causes": lambda: compared.plot.causes(units=[chosen], language="vi"),
        "lines": lambda: dtiscore.trend([panel], EDITION).plot.lines(language="vi"),
        "scores": lambda: dtiscore.trend([panel], EDITION).plot.scores(language="vi"),
        "ranges": lambda: study.plot.ranges(language="vi"),
        "pairs": lambda: study.plot.pairs(language="vi"),
        "correlations": lambda: audit.plot.correlations(language="vi"),
        "weights": lambda: audit.plot.weights(language="vi"),
        "spread": lambda: audit.plot.spread(language="vi"),
    }


Box = tuple[str, float, float, float, float]


def texts(element: ET.Element, x: float = 0.0, y: float = 0.0) -> Iterator[Box]:
    """The texts that lie level, each with its box, about as wide as its letters are at the least."""
    moved = re.search(r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", ""))
    x, y = (x + float(moved[1]), y + float(moved[2])) if moved else (x, y)
    if "rotate" in element.get("transform", ""):
        return
    if element.tag.endswith("text") and "stroke" not in element.attrib:
        size = float(element.get("font-size", "11px").removesuffix("px"))
        for line in (element, *element):  # its own words, or a line in each part of it
            y += float(line.get("dy", 0))
            words = line.text or ""
            wide = 0.42 * size * len(words)
            left = x - {"middle": wide / 2, "end": wide}.get(element.get("text-anchor", "start"), 0.0)
            if words:
                yield words, left, y - 0.7 * size, left + wide, y
        return
    for child in element:
        yield from texts(child, x, y)


@pytest.mark.parametrize("size", SIZES)
def test_no_text_covers_another_one(size: str, tmp_path: Path) -> None:
    drawn = pictures(SIZES[size], tmp_path)
    assert {*drawn, "tiles"} == {*KINDS}
    for kind, draw in drawn.items():
        file = io.StringIO()
        draw().save(file, format="svg")
        root = ET.fromstring(file.getvalue())
        boxes = list(texts(root))
        covered = [
            (one[0], other[0])
            for one, other in combinations(boxes, 2)
            if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
        ]
        assert covered == [], kind
        width, height = float(root.get("width", 0)), float(root.get("height", 0))
        assert [
            one for one in boxes if one[1] < 0 or one[2] < 0 or one[3] > width or one[4] > height
        ] == [], kind
