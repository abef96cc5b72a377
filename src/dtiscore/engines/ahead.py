"""What comes next, made in a thread of its own while what came before is used."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")


def made_ahead(items: Iterable[Item]) -> Generator[Item, None, None]:
    """The items in their order, the next one being made while one is used, and never more.

    Whatever making an item raises is raised in its place. Who leaves early closes it, which waits until nothing is made
    any more. polars, pyarrow and numpy let go of the interpreter while they work, so that this uses two cores; each item
    is made as it would be without.
    """
    iterator = iter(items)
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(_next, iterator)
        while (made := coming.result()) is not None:
            coming = maker.submit(_next, iterator)
            yield made[0]
            del made  # its memory serves the one after the next


def _next(items: Iterable[Item]) -> tuple[Item] | None:
    """The next item, ``None`` after the last."""
    return next(((item,) for item in items), None)
