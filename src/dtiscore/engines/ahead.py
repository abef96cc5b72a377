"""What comes next, made in a thread of its own while what came before is used."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")

_SIDE_BY_SIDE = 4
"""Threads that make pieces at the most: one writes them, and would be waited for by more."""


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


def made_side_by_side(
    makers: Iterable[Callable[[], Item]], threads: int | None = None
) -> Generator[Item, None, None]:
    """What each of the makers makes, in their order, by several threads while one item is used; with one, none ahead.

    Makers must not depend on each other. They are asked for here, one after the other, and few more are under way than
    there are threads. What one raises is raised in the place of its item.
    """
    many = min(threads or os.cpu_count() or 1, _SIDE_BY_SIDE)
    if many == 1:
        yield from (make() for make in makers)
        return
    with ThreadPoolExecutor(many) as pool:
        coming: deque[Future[Item]] = deque()
        for make in makers:
            coming.append(pool.submit(make))
            if len(coming) > many:
                yield coming.popleft().result()
        while coming:
            yield coming.popleft().result()


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
