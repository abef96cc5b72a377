"""What is asked of a ranking that is made piece by piece."""

from __future__ import annotations

from typing import NamedTuple


class Asked(NamedTuple):
    """What is asked of a ranking, as far as it can be made piece by piece, in the words of the options."""

    level: str | None
    top: int | None
    ranks: bool
    reference: str | None
    threads: int | None
