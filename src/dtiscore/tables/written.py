"""How the numbers of a column were written, so that others can be written and told as these were read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field

from dtiscore.methodology import Values
from dtiscore.tables.number_cells import NumberStyle, PercentRule
from dtiscore.tables.numbers import without_texts
from dtiscore.tables.raw import NumberCell

_PLAIN = NumberStyle(".")
_ALIKE = str.maketrans(dict.fromkeys("123456789", "0"))
"""Makes numbers that differ in their digits alone equal, of which a column has few."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was declared of the cells of a column, and what they settled."""

    style: NumberStyle = _PLAIN
    """With a decimal point where no cell settled one."""
    percent: PercentRule = "sign"
    flags: AbstractSet[str] = frozenset()
    """What may stand behind a number."""
    missing: AbstractSet[str] = frozenset()
    """What means no value."""
    texts: Mapping[str, float] = field(default_factory=dict)
    """The numbers that texts stand for, by the folded texts."""

    def plain(self, cells: Sequence[str]) -> Sequence[str]:
        """Cells as they were read: without flags, and empty where a text stands for a number."""
        cells, _ = without_texts(cells, self.texts)
        if not self.flags:
            return cells
        from dtiscore.tables.flags import unflagged

        return unflagged(cells, self.flags, self.missing)

    def mark_in(self, cell: str) -> str:
        """The sign before the decimals of a cell."""
        return "." if isinstance(cell, NumberCell) else self.style.decimal

    def is_part(self, cell: str) -> bool:
        """Whether a cell is per cent, and its number a hundredth of what stands there."""
        return self.percent == "bare" or (self.percent == "sign" and "%" in cell)

    def decimals(self, cells: Sequence[str], values: Values) -> int:
        """The most decimals of the numbers in some cells, and not of what stands there; ``values`` are NaN where there is none."""
        pairs = zip(self.plain(cells), values.tolist(), strict=True)
        numbers = [cell for cell, value in pairs if value == value]
        return max(map(self._decimals, _forms_of(numbers)), default=0)

    def _decimals(self, cell: str) -> int:
        mantissa, _, exponent = cell.lower().partition("e")
        behind = sum(map(str.isdigit, mantissa.partition(self.mark_in(cell))[2]))
        return max(0, behind - int(exponent.rstrip("% \u00a0\u202f") or 0)) + 2 * self.is_part(cell)


def _forms_of(cells: Sequence[str]) -> Iterable[str]:
    """Cells that have the decimals of all: one of each form, unless an exponent or a type tells more than that."""
    joined = "\n".join(cells)
    if "e" in joined or "E" in joined or NumberCell in set(map(type, cells)):
        return cells
    return set(joined.translate(_ALIKE).split("\n"))
