"""The memory that a process gives back between two parts of its work, with what pyarrow keeps free for itself."""

from __future__ import annotations

from dtiscore.memory import give_back as give_back_own


def give_back() -> None:
    """As :func:`dtiscore.memory.give_back`, with what the memory pool of pyarrow has free."""
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

    pa.default_memory_pool().release_unused()
    give_back_own()
