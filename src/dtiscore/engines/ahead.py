"""What comes next, made in a thread of its own while what came before is used."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")


def made_ahead(items: Iterable[Item], threads: int | None = None) -> Generator[Item, None, None]:
    """The items in their order, the next one being made while one is used, and never more; with one thread, none ahead.

    Whatever making an item raises is raised in its place. Who leaves early closes it, which waits until nothing is made
    any more. polars, pyarrow and numpy let go of the interpreter while they work, so that this uses two cores; each item
    is made as it would be without.
    """
    if threads == 1:
        yield from items
        return
    iterator = iter(items)
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(_next, iterator)
        while (made := coming.result()) is not None:
            coming = maker.submit(_next, iterator)
            yield made[0]
            del made  # its memory serves the one after the next


def load_polars(threads: int | None = None) -> None:
    """Load polars, which asks once how many threads it may have, and takes interrupts for itself even where they are ignored.

    Raises:
        ImportError: it is not installed.
    """
    if threads is not None and "polars" not in sys.modules:
        os.environ["POLARS_MAX_THREADS"] = str(threads)
    ignores_interrupts = signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    import polars as pl  # noqa: F401 - what comes next uses it

    if ignores_interrupts and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _next(items: Iterable[Item]) -> tuple[Item] | None:
    """The next item, ``None`` after the last."""
    return next(((item,) for item in items), None)
