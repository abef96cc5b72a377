"""The memory of a process that handles one block after the other, that of pyarrow with all other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dtiscore.memory import give_back, keeping_memory as keeping_own_memory

__all__ = ["give_back", "keeping_memory"]


@contextmanager
def keeping_memory() -> Iterator[None]:
    """As :func:`dtiscore.memory.keeping_memory`, with blocks of Arrow in the same store of free memory."""
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

    pool = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        with keeping_own_memory():
            yield
    finally:
        pa.set_memory_pool(pool)
