"""Hostile texts in every place of tables, weighting files, unit schemes and command lines, in every form, at any number."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from pathlib import Path

from tests.reliability.hostile_runs import Found, rotation


def hostile(count: int, seed: int, share: int) -> bool:
    """Run ``count`` rotations from ``seed`` on, one for each text for all of them; true if nothing acted.

    Of the combinations of commands with forms and options each rotation runs one in ``share``.
    """
    found = Found()
    # What a command writes by the name that it is given is written there.
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name):
        for number in range(seed, seed + count):
            rotation(number, Path(name), found, share=share)
            print(found, file=sys.stderr, flush=True)
    for each in found.leaks[:20]:
        print(each)
    print(found)
    return found.is_clean
