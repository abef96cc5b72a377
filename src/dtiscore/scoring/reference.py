"""The reference: the statistics that rules and preparation learned from all units of a table."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from dtiscore.errors import Problem, UsageFault
from dtiscore.methodology import Methodology, Node, View
from dtiscore.methodology.method_names import method_name
from dtiscore.methodology.rules import Fitted
from dtiscore.said import said
from dtiscore.scoring.frames import frames_of
from dtiscore.scoring.prepared import FittedStep
from dtiscore.tables.table import Dataset

T = TypeVar("T")

SCHEMA = "dtiscore/reference/2"

Statistics = Mapping[str | None, Mapping[str, Fitted]]
"""By frame (a period, or ``None`` for all rows together), then by the code of the node."""


@dataclass(frozen=True, eq=False)
class Reference:
    """The fitted statistics of an edition over one table.

    With a reference at hand, the score of a unit depends on nothing but the unit's own row.
    """

    fitted_under: Methodology | str
    """The methodology that was fitted; of a saved reference its hash alone is known."""
    statistics: Statistics
    """What the rules of indicators learned from their columns; it has every frame that was fitted."""
    preparation: Sequence[FittedStep] = ()
    """What each step of preparation learned, in the order of the file."""
    provenance: Mapping[str, Any] | None = None
    """What it was fitted on: edition, table, options; kept in a saved reference."""
    then: Sequence[Statistics] = ()
    """What rules under ``then`` learned from the scores of nodes: the first rule of each node, the second ..."""
    warnings: Sequence[Problem] = ()
    """Reservations about the table it was fitted on, while it is not saved."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reference) and self._compared == other._compared

    def __hash__(self) -> int:
        return hash(self.methodology)

    @property
    def _compared(self) -> tuple[Any, ...]:
        return self.methodology, self.statistics, self.preparation, self.provenance, self.then

    @cached_property
    def methodology(self) -> str:
        """The hash of the methodology that was fitted."""
        return self.fitted_under if isinstance(self.fitted_under, str) else self.fitted_under.hash

    def of(self, frame: str | None, code: str, then: int | None = None) -> Fitted:
        """The statistics for the rule of a node in one frame, or for one of its rules under ``then``, from 0.

        Empty where the rule needs none. A reference of a single frame serves every other one too: a later year scored
        against this year's.
        """
        if then is not None and then >= len(self.then):
            return {}
        statistics = self.statistics if then is None else self.then[then]
        if frame not in statistics and len(statistics) == 1:
            (only,) = statistics.values()
            return only.get(code, {})
        return statistics.get(frame, {}).get(code, {})

    def with_anew(self, anew: Reference, codes: Container[str], headers: Container[str]) -> Reference:
        """The statistics with those of some nodes and columns learned anew, on rows of the same periods."""

        def merged(old: Mapping[str, T], new: Mapping[str, T], changed: Container[str]) -> dict[str, T]:
            return {name: known for name, known in old.items() if name not in changed} | dict(new)

        return replace(
            self,
            statistics={
                frame: merged(old, anew.statistics.get(frame, {}), codes)
                for frame, old in self.statistics.items()
            },
            preparation=tuple(
                {frame: merged(old, new.get(frame, {}), headers) for frame, old in before.items()}
                for before, new in zip(self.preparation, anew.preparation, strict=True)
            ),
            then=tuple(
                {frame: merged(old, {}, codes) for frame, old in statistics.items()}
                for statistics in self.then
            ),
        )

    def require_for(self, methodology: Methodology, dataset: Dataset) -> None:
        """Make sure that a table can be scored with these statistics.

        Raises:
            UsageFault: they were fitted under another methodology, or on several frames of which none is the table's;
                or the methodology compares units with each other, which statistics cannot stand for.
        """
        if self.methodology != methodology.hash:
            message = said(
                "the reference was fitted under another methodology than {edition}", edition=methodology.id
            )
            raise UsageFault(message, said("fit it again, on the table that is to be the frame"))
        require_no_comparison(methodology)
        frames = [frame.key for frame in frames_of(methodology, dataset)] if self.statistics else []
        unknown = [str(frame) for frame in frames if frame not in self.statistics]
        if unknown and len(self.statistics) > 1:
            fitted = ", ".join(map(str, self.statistics))
            message = said(
                "the reference was fitted on {fitted}; the table is of {unknown}",
                fitted=fitted,
                unknown=", ".join(unknown),
            )
            raise UsageFault(message, said("fit the reference on the one period that is to be the frame"))

    @cached_property
    def hash(self) -> str:
        """SHA-256 over the statistics: equal ones have an equal hash, wherever they were fitted."""
        import json

        return hashlib.sha256(json.dumps(self._content, sort_keys=True).encode()).hexdigest()

    def as_dict(self) -> dict[str, Any]:
        """The reference as plain data, for a file; a frame of all rows stands under an empty name."""
        known = {"provenance": dict(self.provenance)} if self.provenance is not None else {}
        return {"schema": SCHEMA, **known, "sha256": self.hash, **self._content}

    @property
    def _content(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "methodology_sha256": self.methodology,
            "statistics": _by_name(self.statistics),
            **({"then": [_by_name(statistics) for statistics in self.then]} if self.then else {}),
            "preparation": [
                {
                    frame or "": {header: dict(known) for header, known in learned.items()}
                    for frame, learned in step.items()
                }
                for step in self.preparation
            ],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Reference:
        """The reference that plain data describe.

        Raises:
            UsageFault: the data are not those of a saved reference.
        """
        if data.get("schema") != SCHEMA:
            raise UsageFault(
                said("this is not a saved reference"), said("make one with dtiscore fit … -o reference.json")
            )
        try:
            found = cls(
                fitted_under=str(data["methodology_sha256"]),
                statistics=_by_frame(data["statistics"]),
                then=tuple(_by_frame(statistics) for statistics in data.get("then", ())),
                preparation=tuple(_by_frame(step) for step in data["preparation"]),
                provenance=_mapping(data.get("provenance", {})) or None,
            )
        except (KeyError, AttributeError, TypeError) as error:
            raise _damaged() from error
        # another spread, or ends the wrong way round, would score as well
        if data.get("sha256") != found.hash:
            raise _damaged()
        return found


def require_no_comparison(methodology: Methodology) -> None:
    """Make sure that statistics can stand for the units of a frame.

    Raises:
        UsageFault: an aggregation of the methodology compares units with each other.
    """
    nodes: list[Node | View] = [*methodology.nodes.values(), *methodology.views]
    for node in nodes:
        if node.aggregate is not None and node.aggregate.over_units:
            message = said(
                '"{node}" ({aggregate}) compares all units of a table with each other',
                node=node.spoken_name,
                aggregate=method_name(node.aggregate.kind),
            )
            raise UsageFault(message, said("score the whole table at once, without a saved reference"))


def _damaged() -> UsageFault:
    message = said("this saved reference is damaged: it was changed or cut after dtiscore wrote it")
    return UsageFault(message, said("make it again with dtiscore fit … -o reference.json"))


def _by_name(statistics: Statistics) -> dict[str, dict[str, Fitted]]:
    return {frame or "": dict(fitted) for frame, fitted in statistics.items()}


def _by_frame(statistics: Mapping[str, Any]) -> dict[str | None, dict[str, Mapping[str, Any]]]:
    return {frame or None: _settings(fitted) for frame, fitted in statistics.items()}


def _settings(by_code: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """What was fitted by code or heading, each a mapping by name.

    Raises:
        TypeError: it is something else.
    """
    return {code: _mapping(known) for code, known in by_code.items()}


def _mapping(known: object) -> Mapping[str, Any]:
    if not isinstance(known, Mapping):
        raise TypeError("not a mapping")
    return known
