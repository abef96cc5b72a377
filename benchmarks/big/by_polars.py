"""The large index by hand in polars: two lazy passes in its streaming engine.

Usage: python benchmarks/big/by_polars.py TABLE OUTPUT
"""

from __future__ import annotations

import sys

import polars as pl

PILLARS, EACH = 10, 10


def main() -> None:
    """Fit the range of every column, normalise, aggregate twice, rank, write."""
    source, output = sys.argv[1:]
    headings = [f"x{pillar}_{number}" for pillar in range(PILLARS) for number in range(EACH)]
    types = {"unit": pl.String, "name": pl.String, **dict.fromkeys(headings, pl.Float64)}
    table = pl.scan_parquet(source) if source.endswith(".parquet") else pl.scan_csv(source, schema=types)
    ends = table.select(
        *(pl.col(heading).min().alias(f"{heading}.min") for heading in headings),
        *(pl.col(heading).max().alias(f"{heading}.max") for heading in headings),
    ).collect(engine="streaming")
    low = {heading: ends[f"{heading}.min"][0] for heading in headings}
    high = {heading: ends[f"{heading}.max"][0] for heading in headings}
    pillars = []
    for pillar in range(PILLARS):
        total = pl.lit(0.0)
        for number in range(EACH):
            heading = f"x{pillar}_{number}"
            value, least, most = pl.col(heading), low[heading], high[heading]
            share = (most - value) / (most - least) if number % 5 == 4 else (value - least) / (most - least)
            total = total + share * 100.0 * (number + 1)
        pillars.append((total / sum(range(1, EACH + 1))).alias(f"P{pillar}"))
    weighted = pl.lit(0.0)
    for pillar in range(PILLARS):
        weighted = weighted + pl.col(f"P{pillar}") * (pillar + 1)
    scores = (
        table.select("unit", "name", *pillars)
        .with_columns((weighted / sum(range(1, PILLARS + 1))).alias("LARGE"))
        .collect(engine="streaming")
    )
    rank = pl.col("LARGE").round(4).rank("min", descending=True).alias("rank")
    ranked = scores.with_columns(rank).sort("rank", "unit")
    nodes = ["LARGE", *(f"P{pillar}" for pillar in range(PILLARS))]
    published = [pl.col(node).cast(pl.Decimal(scale=4)).alias(f"{node}.published") for node in nodes]
    ranked.select("rank", "unit", "name", *nodes, *published).write_csv(output)


if __name__ == "__main__":
    main()
