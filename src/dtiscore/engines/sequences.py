"""Sequences that take little room: one value many times, texts of an Arrow array, names of units."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import numpy as np
from numpy.typing import DTypeLike, NDArray

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

Item = TypeVar("Item")


class Frugal(Sequence[Item]):
    """A sequence of which slices are plain lists."""

    @abstractmethod
    def at(self, row: int) -> Item:
        """The item at a position from 0."""

    @overload
    def __getitem__(self, at: int) -> Item: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Item]: ...

    def __getitem__(self, at: int | slice) -> Item | Sequence[Item]:
        if isinstance(at, slice):
            return [self.at(row) for row in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        return self.at(at % len(self))


class Constant(Frugal[Item], Generic[Item]):
    """One item as often as there are rows."""

    def __init__(self, item: Item, rows: int) -> None:
        self.item = item
        self._rows = rows

    def __len__(self) -> int:
        return self._rows

    def at(self, row: int) -> Item:
        return self.item

    def count(self, value: object) -> int:
        """How often a value occurs, without going through the rows."""
        return self._rows if value == self.item else 0

    def __iter__(self) -> Iterator[Item]:
        return repeat(self.item, self._rows)

    def __array__(self, dtype: DTypeLike | None = None, copy: bool | None = None) -> NDArray[Any]:
        """As numpy asks for it, which would otherwise go through the rows."""
        return np.full(self._rows, self.item, dtype)


class Texts(Frugal[str]):
    """The texts of an Arrow array."""

    def __init__(self, texts: pa.Array | pa.ChunkedArray) -> None:
        self.array: Any = texts

    def __len__(self) -> int:
        return len(self.array)

    def at(self, row: int) -> str:
        return str(self.array[row].as_py())

    def __iter__(self) -> Iterator[str]:
        for start in range(0, len(self.array), 1 << 16):
            yield from self.array.slice(start, 1 << 16).to_pylist()


class Names(Frugal[Mapping[str, str]]):
    """Names of units that are the same in every language."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts

    def __len__(self) -> int:
        return len(self.texts)

    def at(self, row: int) -> Mapping[str, str]:
        return {"": self.texts[row]}


class Joined(Frugal[Item], Generic[Item]):
    """The items of several blocks one after the other, such as the lines on which rows stand."""

    def __init__(self, blocks: Sequence[Sequence[Item]]) -> None:
        self._blocks = blocks
        self._starts = [0]
        for block in blocks:
            self._starts.append(self._starts[-1] + len(block))

    def __len__(self) -> int:
        return self._starts[-1]

    def at(self, row: int) -> Item:
        from bisect import bisect_right

        block = bisect_right(self._starts, row) - 1
        return self._blocks[block][row - self._starts[block]]

    def __iter__(self) -> Iterator[Item]:
        return chain.from_iterable(self._blocks)
