"""Random tables through the memory and another engine: the same bytes, or the same problems at the same places."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.engines.both_engines import compare
from tests.engines.compared import Comparison

_EVERY = 10_000
"""Tables after which it is told how far it is."""


def engines(count: int, seed: int, *, tell: Callable[[str], None] = lambda _: None) -> bool:
    """Stream the tables of ``count`` seeds; true if the engines contradict each other over none."""
    return _compared("engines", compare, range(seed, seed + count), tell)


def on_spark(count: int, seed: int, *, tell: Callable[[str], None] = lambda _: None) -> bool:
    """The same on Spark, on two processors of this machine."""
    from tests.engines import memory_and_spark
    from tests.engines.spark_cluster import started

    session = started()
    session.sparkContext.setLogLevel("OFF")
    try:
        return _compared(
            "spark",
            lambda each, folder: memory_and_spark.compare(each, folder, session),
            range(seed, seed + count),
            tell,
            every=25,
        )
    finally:
        session.stop()


def _compared(
    name: str,
    compare: Callable[[int, Path], Comparison],
    seeds: range,
    tell: Callable[[str], None],
    *,
    every: int = _EVERY,
) -> bool:
    begun = time.process_time()
    came: Counter[str] = Counter()
    why: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for done, seed in enumerate(seeds, 1):
            found = compare(seed, Path(folder))
            came[found.came] += 1
            if found.came == "contradiction":
                tell(f"seed {seed}: {found.reason}")
            elif found.reason:
                why[f"{found.came}: {{:,}} {found.reason}"] += 1
            if done % every == 0:
                tell(_said(came))
    for line, times in why.most_common():
        print(line.format(times))
    print(f"{name}: {len(seeds):,} tables in {time.process_time() - begun:,.0f} s: {_said(came)}")
    return came["contradiction"] == 0


def _said(came: Counter[str]) -> str:
    return ", ".join(f"{times:,} {outcome}" for outcome, times in came.most_common())
