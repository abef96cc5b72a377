"""The values in effect and where each comes from: for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dtiscore.render.drawing.grid import Cell, TextColumn, Widths
from dtiscore.render.drawing.screen import BOLD, DIM
from dtiscore.render.page import Block, Columns, Grid, LeftOut, ShownList, Table, Title
from dtiscore.said import Said, said, said_in
from dtiscore.visible import visible

Source = Literal["environment", "project", "default"]
Value = str | int | float | bool | None

_WORDS: dict[Source, Said] = {
    "environment": said_in("where a value is from", "environment"),
    "project": said_in("where a value is from", "project"),
    "default": said_in("where a value is from", "default"),
}


class Setting(NamedTuple):
    """A value in effect."""

    name: str
    """The option, or the key of a project and a name in it."""
    value: Value | list[str]
    source: Source
    origin: str | None
    """The variable, or the file and line."""


@dataclass(frozen=True)
class ShownSettings(ShownList):
    """Settings, a line each."""

    settings: Sequence[Setting]
    about: Said
    """What they are of."""
    kind = "config"

    def page(self) -> Iterable[Block]:
        settings = self.settings
        styles = [DIM if one.source == "default" else BOLD for one in settings]
        texts = [_text(one.value).replace("\n", ", ") for one in settings]
        grid = Grid(
            [
                TextColumn(
                    said("setting"),
                    [Cell(one.name if isinstance(one.name, Said) else visible(one.name)) for one in settings],
                ),
                TextColumn(
                    said("value"),
                    [Cell(visible(text), style) for text, style in zip(texts, styles, strict=True)],
                    folds=True,
                    folded=Widths(18, 30, 60),
                ),
                TextColumn(said("from"), [Cell(_WORDS[one.source]) for one in settings], drop=1),
                TextColumn(said("where"), [Cell(visible(one.origin or "")) for one in settings]),
            ]
        )
        return [Title(self.about)], [Table(grid)], [LeftOut(grid)]

    def columns(self, language: str | None = None) -> Columns:
        return {
            "setting": [one.name for one in self.settings],
            "value": [_text(one.value) for one in self.settings],
            "source": [one.source for one in self.settings],
            "origin": [one.origin for one in self.settings],
        }

    def names_of_headings(self) -> None:
        return None


def _text(value: Value | list[str]) -> str:
    """A value as it is typed; nothing where there is none."""
    if isinstance(value, list):
        return "\n".join(value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
