"""The scorecard: everything one run computed, kept stage by stage, frozen, with where it came from.

Long because ranks are made from all of it when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dtiscore import __version__
from dtiscore.errors import Problem
from dtiscore.methodology import Methodology, Values, text_in
from dtiscore.methodology.base import in_any_language
from dtiscore.methodology.equality import EXACT, Tolerance, moved_to_levels, ties_joined, tolerance_of_rows
from dtiscore.methodology.group_figures import ADDING_UP
from dtiscore.methodology.periods import in_order, in_time
from dtiscore.methodology.publication import TieRule
from dtiscore.methodology.summaries import Summary
from dtiscore.said import Composed
from dtiscore.scoring.evaluate import Disagreement, NodeScores, Origin
from dtiscore.scoring.levels import codes_of
from dtiscore.scoring.precision import Precision
from dtiscore.scoring.prepared import Prepared
from dtiscore.scoring.ranking import Ranks, doubled_ranks, keys, parted, undoubled
from dtiscore.scoring.reference import Reference
from dtiscore.tables.table import Dataset, Rows
from dtiscore.visible import visible

Partition = tuple[str | None, str | None]
"""A period and a group: units are ranked against each other within one."""


class Provenance(NamedTuple):
    """What a result was made from, enough to make it again; no folder, clock or machine is named."""

    dtiscore: str
    methodology: str
    methodology_sha256: str
    data: str
    data_sha256: str | None
    rows: int
    options: Mapping[str, Any]

    @classmethod
    def of(
        cls, methodology: Methodology, dataset: Dataset, options: Mapping[str, Any] | None = None
    ) -> Provenance:
        """That of whatever is made from a table under an edition."""
        raw = dataset.raw
        return cls(
            dtiscore=__version__,
            methodology=methodology.id,
            methodology_sha256=methodology.hash,
            data=PurePath(raw.source.replace("\\", "/")).name or raw.source,
            data_sha256=raw.sha256,
            rows=len(dataset),
            options=options or {},
        )

    def as_dict(self) -> dict[str, Any]:
        """The provenance as plain data, for JSON."""
        return {
            "dtiscore": self.dtiscore,
            "methodology": {"id": self.methodology, "sha256": self.methodology_sha256},
            "data": {"source": self.data, "sha256": self.data_sha256, "rows": self.rows},
            "options": dict(self.options),
        }


@dataclass(frozen=True, repr=False, eq=False)
class Unseen:
    """Rows that go along unseen, taken from their table when somebody scores them again: of many periods hardly any is."""

    table: Dataset
    rows: Rows | None = None
    """Which rows of the table; all unless given."""
    further: Unseen | None = None
    """Rows of another table that stand below these."""

    @cached_property
    def dataset(self) -> Dataset:
        """The table of these rows alone."""
        own = self.table if self.rows is None else self.table.take(self.rows)
        return own if self.further is None else own.joined(self.further.dataset)


@dataclass(frozen=True, repr=False, eq=False)
class Scorecard:
    """The result of scoring one table under one edition."""

    methodology: Methodology
    dataset: Dataset
    reference: Reference
    nodes: Mapping[str, NodeScores]
    """The scores of every node and view, by code."""
    disagreements: Sequence[Disagreement] = ()
    warnings: Sequence[Problem] = ()
    options: Mapping[str, Any] | None = None
    prepared: Prepared | None = None
    """The table after preparation, with what was derived, imputed and treated; ``None`` if there was none to do."""
    beside: Unseen | None = None
    """The rows that are not shown and were fitted together with those that are; see :mod:`dtiscore.scoring.selection`."""
    summary: Summary | None = None
    """What the rows are, where they are groups of units; see :mod:`dtiscore.scoring.summarising`."""

    @property
    def index(self) -> NodeScores:
        """The scores of the index itself."""
        return self.nodes[self.methodology.index.code]

    @cached_property
    def partial(self) -> frozenset[str]:
        """The nodes and views of which some score lacks a part."""
        return frozenset(
            code for code, scores in self.nodes.items() if (scores.origin == Origin.PARTIAL).any()
        )

    @cached_property
    def partitions(self) -> dict[Partition, Rows]:
        """The rows that are ranked against each other, by period and group."""
        return self.dataset.partitions()

    @cached_property
    def rows_of_warnings(self) -> Mapping[int | None, Sequence[int]]:
        """The rows with cells on each line of the file of which there is a warning."""
        found: dict[int | None, list[int]] = {warning.place.line: [] for warning in self.warnings}
        columns = self.dataset.raw.columns if found else ()
        for lines in {id(column.lines): column.lines for column in columns}.values():
            for row, at in enumerate(self.dataset.row_in_raw):
                if lines[at] in found:
                    found[lines[at]].append(row)
        return found

    @cached_property
    def supplied_above(self) -> Mapping[str, NDArray[np.intp]]:
        """For each node and row the place, in the order of the file, of the topmost node at or above it that is supplied.

        -1 where none is: what the node is made of then counts in the index of that row.
        """
        found: dict[str, NDArray[np.intp]] = {}
        for place, code in enumerate(self.methodology.nodes):
            own = np.where(self.nodes[code].origin == Origin.SUPPLIED, np.intp(place), np.intp(-1))
            parent = self.methodology.parents.get(code)
            above = own if parent is None else found[parent.code]
            found[code] = np.where(above >= 0, above, own)
        return found

    @cached_property
    def ranks(self) -> Mapping[str, Ranks]:
        """The rank of every row in every node and view, within its period and group, each made when asked for."""
        return _RanksByNode(self)

    @cached_property
    def bands(self) -> list[str | None]:
        """The band of every row, ``None`` where it has no score, or the edition has no bands for what it has."""
        labels: list[str | None] = [None] * len(self.dataset)
        bands = self.methodology.bands
        if bands is None or (bands.starts and self.summary is not None and self.summary.take in ADDING_UP):
            return labels  # cut points of scores are none of how many there are
        code = bands.of or self.methodology.index.code
        values = self.nodes[code].published
        tolerance = self.precision.tolerance(code) if bands.on == "full" else EXACT
        if bands.on == "published":
            values = self.methodology.publish.round(values)
        values = np.where(self.dataset.ranked, values, np.nan)
        for rows in self.partitions.values():
            for row, label in zip(rows.tolist(), bands.label(values[rows], tolerance.at(rows)), strict=True):
                labels[row] = label
        return labels

    @cached_property
    def precision(self) -> Precision:
        """How exactly the scores are known."""
        if self.summary is None:
            return Precision(self.methodology, self.reference, self.nodes)
        from dtiscore.scoring.precision_of_groups import PrecisionOfGroups

        return PrecisionOfGroups(self.methodology, self.reference, self.nodes)

    def tolerance(self, code: str) -> Tolerance:
        """Within which distance the values of :meth:`compared` are equal in a node; positions are rows."""
        on_decimals = self.methodology.ranking(code).on == "published"
        return EXACT if on_decimals or self.methodology.then_by(code) else self.precision.tolerance(code)

    def compared(self, code: str) -> Values:
        """What units are ranked by in a node, larger being better, those that tie on one value; NaN where there is no score.

        A row that is not ranked, such as the EU, has the value of the units that it would tie with.
        """
        if code not in self._compared:
            edition = self.methodology
            ranking, other = edition.ranking(code), edition.then_by(code)
            values = keys(self.nodes[code].published, ranking, edition.publish)
            tolerance = EXACT if ranking.on == "published" else self.precision.tolerance(code)
            result = values.copy()
            for rows in self.partitions.values():
                ranked = rows[self.dataset.ranked[rows]]
                result[ranked] = ties_joined(values[ranked], tolerance.at(ranked))
                beside = rows[~self.dataset.ranked[rows]]
                result[beside] = moved_to_levels(
                    values[beside], np.sort(result[ranked]), tolerance.of(beside)
                )
            self._compared[code] = result if other is None else parted(result, self.compared(other))
        return self._compared[code]

    def levelled(self, code: str, rows: Rows) -> Values:
        """The scores of a node in some rows, in its own points or scale, equal ones on one value: for statistics over units."""
        tolerance = self.precision.tolerance(code, published=False)
        return ties_joined(self.nodes[code].score[rows], tolerance.at(rows))

    @cached_property
    def _compared(self) -> dict[str, Values]:
        return {}

    @cached_property
    def order(self) -> dict[Partition, list[int]]:
        """The rows of each partition from the best to the last, the unranked at the end; ties in code order."""
        places = np.nan_to_num(self.ranks[self.methodology.index.code], nan=np.inf).tolist()
        units = self.dataset.units
        return {
            partition: sorted(rows.tolist(), key=lambda row: (places[row], units[row]))
            for partition, rows in self.partitions.items()
        }

    def published(self, code: str) -> Values:
        """The scores of a node as they are published: in the published form, rounded to the published decimals."""
        return self.methodology.publish.round(self.nodes[code].published)

    def screened_out(self, row: int) -> bool:
        """Whether preparation left the unit out of the index, for want of data or by name."""
        return self.prepared is not None and not self.prepared.kept[row]

    def peers_of(self, row: int) -> Rows:
        """The rows that are ranked against one, itself among them: those of its period and group."""
        return next(rows for rows in self.partitions.values() if row in rows)

    def rows_of(self, unit: str) -> list[int]:
        """The rows of the unit with this code, by period."""
        rows = [row for row, code in enumerate(self.dataset.units) if code == unit]
        return sorted(rows, key=lambda row: in_time(self.dataset.periods[row]))

    def named(self, row: int) -> Composed:
        """The name of a row's unit for a message, in every language that it is told in."""
        return in_any_language(self.dataset.names[row])

    def name(self, row: int, language: str | None = None) -> str:
        """The name of a row's unit in a language."""
        return text_in(self.dataset.names[row], language)

    @cached_property
    def provenance(self) -> Provenance:
        """What this scorecard was made from."""
        found = Provenance.of(self.methodology, self.dataset, self.options)
        # Groups are made of all units of the table that was read.
        return found if self.summary is None else found._replace(rows=self.dataset.raw.rows)

    def codes(self, level: int | str | None = None) -> list[str]:
        """The nodes that a level names, whether any row has a score there or not.

        ``None``: what the edition shows beside the index; a number: the nodes of that depth (0 is the index);
        ``views``, ``indicators``, ``all``, or the code of a node, whose children are meant.
        """
        return codes_of(self.methodology, level)

    def __repr__(self) -> str:
        periods = in_order(self.dataset.periods)
        of = f" of {', '.join(periods)}" if periods else ""
        return visible(f"<Scorecard {self.methodology.id}: {len(self.dataset)} rows{of}>")


_TOGETHER = 1 << 14
"""How many ranks are made at a time: those of many nodes of a small table, of one node of a large one."""


class _RanksByNode(Mapping[str, Ranks]):
    """The ranks of all rows by node or view, made when asked for: to sort a million rows for every node takes long."""

    def __init__(self, card: Scorecard) -> None:
        self._card = card
        self._made: dict[str, Ranks] = {}

    def __getitem__(self, code: str) -> Ranks:
        if code not in self._made:
            codes = list(self._card.nodes)
            size = max(1, _TOGETHER // max(1, len(self._card.dataset)))
            first = codes.index(code) // size * size if code in self._card.nodes else 0
            self._make(codes[first : first + size])
        return self._made[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._card.nodes)

    def __len__(self) -> int:
        return len(self._card.nodes)

    def _make(self, codes: Sequence[str]) -> None:
        """The ranks of some nodes: together those that are ranked alike, each other one for itself."""
        edition = self._card.methodology
        alike = [code for code in codes if edition.node_or_view(code).rank is None]
        if alike:
            published = np.array([self._card.nodes[code].published for code in alike])
            compared = keys(published, edition.rank, edition.publish)
            turned = [edition.ranking(code).order != edition.rank.order for code in alike]
            compared[turned] = -compared[turned]
            self._rank(alike, compared, edition.rank.ties)
        for code in codes:
            if edition.node_or_view(code).rank is not None:
                self._rank([code], self._card.compared(code)[np.newaxis], edition.ranking(code).ties)

    def _rank(self, codes: Sequence[str], compared: Values, ties: TieRule) -> None:
        """The ranks of nodes by rows of what is compared, larger being better."""
        dataset = self._card.dataset
        compared = np.where(dataset.ranked, compared, np.nan)
        ranks = np.full(compared.shape, np.nan)
        on_decimals = self._card.methodology.ranking(codes[0]).on == "published"
        most = 0.0 if on_decimals else self._card.precision.most
        for rows in self._card.partitions.values():
            # Codes are asked for by one tie rule alone, and a list of them takes as long as to sort as many numbers.
            units = [dataset.units[row] for row in rows.tolist()] if ties == "ordinal" else ()
            tolerance = tolerance_of_rows(most, lambda at: self._card.tolerance(codes[at]), rows)
            ranks[:, rows] = undoubled(doubled_ranks(compared[:, rows], ties, units, tolerance))
        self._made |= dict(zip(codes, ranks, strict=True))
