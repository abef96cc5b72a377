"""Which scores depend on some columns, and what has to be read to make those scores anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dtiscore.methodology.model import Methodology
from dtiscore.methodology.preparation.screening import Screen


class Dependents(NamedTuple):
    """What depends on some figures of a table; all other scores stand whatever these figures are."""

    codes: frozenset[str]
    """The nodes and views whose scores may change."""
    headers: frozenset[str]
    """The columns from which these scores are made, those that preparation reads for them among them."""


class Dependence:
    """Finds what depends on what under an edition."""

    def __init__(self, methodology: Methodology) -> None:
        self.methodology = methodology
        self._readers: dict[str, list[str]] = {}
        for node in methodology.nodes.values():
            for header in node.inputs:
                self._readers.setdefault(header, []).append(node.code)
        self._known: dict[tuple[frozenset[str], frozenset[str]], Dependents] = {}

    def on(self, headers: Iterable[str], codes: Iterable[str] = ()) -> Dependents:
        """What depends on some columns, and on the scores that a table brings for some nodes.

        What a rule or step learns of a column from all units depends on that column alone.
        """
        key = frozenset(headers), frozenset(codes)
        if key not in self._known:
            self._known[key] = self._on(*key)
        return self._known[key]

    def _on(self, headers: frozenset[str], brought: frozenset[str]) -> Dependents:
        edition = self.methodology
        changed = set(headers)
        screens_anew = False
        for step in edition.prepare:
            screens_anew |= isinstance(step, Screen) and not changed.isdisjoint(self._counted(step))
            if not changed.isdisjoint(step.reads):
                changed.update(step.makes)
        if screens_anew:  # a unit that is left out has no score at all
            return Dependents(frozenset([*edition.nodes, *edition.view]), self._behind(edition.nodes))
        own = [code for header in changed for code in self._readers.get(header, [])]
        changing = [code for code in (*own, *brought) if code in edition.nodes]
        nodes = {*changing, *(node.code for code in changing for node in edition.above(code))}
        views = {
            code for code, view in edition.view.items() if code in brought or not nodes.isdisjoint(view.of)
        }
        return Dependents(frozenset(nodes | views), self._behind(nodes))

    def _behind(self, codes: Iterable[str]) -> frozenset[str]:
        """The columns that are read to make the scores of some nodes, and to decide which units have any."""
        wanted = {header for code in codes for header in self.methodology.nodes[code].inputs}
        for step in reversed(self.methodology.prepare):
            if isinstance(step, Screen):
                wanted.update(self._counted(step))
            elif not wanted.isdisjoint(step.makes):
                wanted.update(step.reads)
        return frozenset(wanted)

    def _counted(self, step: Screen) -> Iterable[str]:
        """The columns in which screening counts what a unit has."""
        return self.methodology.indicator_headers if step.columns is None else step.columns
