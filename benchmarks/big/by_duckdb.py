"""The large index by hand in DuckDB: the table read once into a file of its own, then two queries.

Usage: python benchmarks/big/by_duckdb.py TABLE OUTPUT
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import duckdb

PILLARS, EACH = 10, 10


def main() -> None:
    """Fit the range of every column, normalise, aggregate twice, rank, write."""
    source, output = sys.argv[1:]
    headings = [f"x{pillar}_{number}" for pillar in range(PILLARS) for number in range(EACH)]
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(str(Path(folder, "large.db"))) as database:
        database.execute("set memory_limit = '1500MB'")
        table = f"read_parquet('{source}')"
        if source.endswith(".csv"):
            types = ", ".join(f"'{heading}': 'DOUBLE'" for heading in headings)
            text = f"read_csv('{source}', header = true, columns = {{'unit': 'VARCHAR', 'name': 'VARCHAR', {types}}})"
            database.execute(f"create table large as select * from {text}")  # noqa: S608 - our own names
            table = "large"
        ends = ", ".join(f'min("{heading}"), max("{heading}")' for heading in headings)
        found = database.execute(f"select {ends} from {table}").fetchone()  # noqa: S608 - our own names
        assert found is not None
        low = dict(zip(headings, found[::2], strict=True))
        high = dict(zip(headings, found[1::2], strict=True))
        pillars = ", ".join(f"{_pillar(pillar, low, high)} as P{pillar}" for pillar in range(PILLARS))
        weighted = " + ".join(f"P{pillar} * {pillar + 1}" for pillar in range(PILLARS))
        named = ", ".join(f"P{pillar}" for pillar in range(PILLARS))
        nodes = ["LARGE", *(f"P{pillar}" for pillar in range(PILLARS))]
        published = ", ".join(f'{node}::DECIMAL(18, 4) as "{node}.published"' for node in nodes)
        whole = sum(range(1, PILLARS + 1))
        database.execute(
            f"copy (with p as (select unit, name, {pillars} from {table}),"  # noqa: S608 - our own names
            f" s as (select *, ({weighted}) / {whole} as LARGE from p),"
            f" r as (select *, rank() over (order by round(LARGE, 4) desc) as rank from s)"
            f" select rank, unit, name, LARGE, {named}, {published} from r order by rank, unit)"
            f" to '{output}' (header true)"
        )


def _pillar(pillar: int, low: dict[str, float], high: dict[str, float]) -> str:
    parts = []
    for number in range(EACH):
        heading = f"x{pillar}_{number}"
        least, most = low[heading], high[heading]
        above = f"({most!r} - {heading})" if number % 5 == 4 else f"({heading} - {least!r})"
        parts.append(f"{above} / ({most!r}::DOUBLE - {least!r}::DOUBLE) * 100.0 * {number + 1}")
    return f"({' + '.join(parts)}) / {sum(range(1, EACH + 1))}"


if __name__ == "__main__":
    main()
