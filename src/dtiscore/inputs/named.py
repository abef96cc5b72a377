"""What the names of a project stand for: paths that know what is declared about their files.

They are texts like any other path, so that whatever takes a path takes them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dtiscore.said import Said, said
from dtiscore.shell_words import with_value
from dtiscore.tables.declarations import TableReading, option_of


class NamedTable(str):
    """The path of a table of a project, with how the project says that it is read."""

    __slots__ = ("name", "period", "place", "reading")

    name: str
    reading: TableReading
    period: str | None
    """The period of a table that has no column for it, or the one to keep of several."""
    place: str
    """The file and line of the project that say so."""

    @classmethod
    def of(cls, path: str, name: str, reading: TableReading, period: str | None, place: str) -> NamedTable:
        """The table of that name."""
        made = cls(path)
        made.name, made.reading, made.period, made.place = name, reading, period, place
        return made

    @property
    def word(self) -> str:
        """What stands for it on a command line."""
        return f"@{self.name}"

    @property
    def typed(self) -> str:
        """The path with its options, as they would be typed."""
        options = [
            with_value(option_of(name), str(value))
            for name, declared in {**self.reading, "period": self.period}.items()
            for value in _several(declared)
            if value is not None
        ]
        return " ".join([str(self), *options])

    @property
    def told(self) -> Said:
        """What the project says of it, for the notes of a fault."""
        return said("{place} says of {name}: {options}", place=self.place, name=self.name, options=self.typed)


def _several(declared: object) -> Sequence[object]:
    """Each value of a declaration that may have several."""
    if isinstance(declared, Mapping):
        return [f"{heading}={meant}" for heading, meant in declared.items()]
    return declared if isinstance(declared, tuple) else (declared,)


class NamedWeights(str):
    """The path of a weighting file of a project, or the name of a family; beside it the unit schemes of the project."""

    __slots__ = ("family", "of_family", "schemes")

    family: Sequence[str]
    """The weighting files of a family; none for a single edition."""
    of_family: NamedWeights | None
    """The family of a single edition that the project has as one of a family."""
    schemes: Mapping[str, NamedScheme]
    """The unit schemes by which the edition may call its own."""

    @classmethod
    def of(
        cls,
        text: str,
        family: Sequence[str],
        schemes: Mapping[str, NamedScheme],
        of_family: NamedWeights | None = None,
    ) -> NamedWeights:
        """A weighting file, or the family of that name."""
        made = cls(text)
        made.family, made.schemes, made.of_family = family, schemes, of_family
        return made


class NamedScheme(str):
    """The path of a unit scheme of a project, which is called by its id there."""

    __slots__ = ("name",)

    name: str

    @classmethod
    def of(cls, path: str, name: str) -> NamedScheme:
        """The scheme of that name."""
        made = cls(path)
        made.name = name
        return made
