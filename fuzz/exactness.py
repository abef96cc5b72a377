"""Random methodologies and tables against the oracle in exact fractions, at any number."""

from __future__ import annotations

import time

from tests.reliability.against_oracle import compare
from tests.reliability.test_oracle import ULPS


def against_oracle(count: int, seed: int) -> bool:
    """Compare the draws of ``count`` seeds; true if no score or rank is another than the oracle's."""
    begun = time.process_time()
    scores, undefined, worst = 0, 0, 0.0
    faults: list[str] = []
    for each in range(seed, seed + count):
        found = compare(each)
        scores += found.scores
        undefined += found.scores == 0
        worst = max(worst, found.worst)
        faults += found.faults
    print("\n".join(faults[:10]))
    print(
        f"oracle: {count:,} methodologies with {scores:,} scores in {time.process_time() - begun:,.0f} s, worst error "
        f"{worst:.2f} units of the last place, {undefined:,} indices undefined for both, {len(faults)} differences"
    )
    return not faults and worst <= ULPS
