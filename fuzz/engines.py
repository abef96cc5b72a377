"""Random tables through the memory and the stream engine: the same bytes, or the same problems at the same places."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.engines.both_engines import compare


def engines(count: int, seed: int, *, tell: Callable[[str], None] = lambda _: None) -> bool:
    """Compare the tables of ``count`` seeds; true if the engines contradict each other over none."""
    begun = time.process_time()
    came: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for each in range(seed, seed + count):
            found = compare(each, Path(folder))
            came[found.came] += 1
            if found.came == "contradiction":
                tell(f"seed {each}: {found.reason}")
            elif found.came == "refused by design":
                refused[found.reason] += 1
            if (each - seed) % 10_000 == 9_999:
                tell(_said(came))
    for reason, times in refused.most_common():
        print(f"refused by design: {times:,} {reason}")
    print(f"engines: {count:,} tables in {time.process_time() - begun:,.0f} s: {_said(came)}")
    return came["contradiction"] == 0


def _said(came: Counter[str]) -> str:
    return ", ".join(f"{times:,} {outcome}" for outcome, times in came.most_common())
