"""Why ranks moved, for people and programs: places by a unit's own figures, the others', the edition and the units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dtiscore.analysis.mixed_ranks import Cause
from dtiscore.analysis.rank_split import RankSplit, RankSplits
from dtiscore.methodology import Methodology
from dtiscore.questions.compare.answer import UnitChange
from dtiscore.render.changes import numbers, signed, words
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import TextColumn
from dtiscore.render.names import name_of
from dtiscore.render.wording import capitalised, safe, side_by_side
from dtiscore.said import counted, said, template
from dtiscore.scoring.ranking import plain_rank

CAUSES: Mapping[Cause, str] = {
    "own": said("its own figures"),
    "others": said("the others' figures"),
    "edition": said("another edition"),
    "units": said("units that came or went"),
}
_OF_SCORES: Mapping[Cause, str] = {
    **CAUSES,
    "own": said("its own score"),
    "others": said("the others' scores"),
}
"""The same where only scores are known."""

_PLACES: Mapping[Cause, str] = {
    "own": said("places: its own"),
    "others": said("places: others"),
    "edition": said("places: edition"),
    "units": said("places: list of units"),
}
"""The headings of the places by each cause."""

_DECIMALS = 2
"""The decimals of places at most: halves, and with an edition or units that changed also thirds of halves."""


def rank_columns(changes: Sequence[UnitChange], found: RankSplits) -> dict[str, list[Any]]:
    """Columns of records: the places by each cause, and the rank by a unit's own figures or the others' alone."""
    splits = [found.by_unit.get(change.unit) for change in changes]
    places = {
        f"rank_{cause}": [
            None if split is None or cause not in split.parts else float(split.parts[cause])
            for split in splits
        ]
        for cause in CAUSES
    }
    alone: dict[str, list[Any]] = {
        f"rank_{cause}_alone": [None if split is None else plain_rank(split.alone[cause]) for split in splits]
        for cause in ("own", "others")
    }
    return places | alone


@dataclass(frozen=True)
class RankSplitText:
    """What screens say of why ranks moved."""

    found: RankSplits
    edition: Methodology | None
    """The edition after, where it is known."""
    decimals: int
    """Those of the scores."""

    def notes(self) -> Iterator[str]:
        """What to know before the places are read."""
        if self.found.by_unit and not self._knows_edition:
            yield said(
                "Why ranks moved is told by the scores alone: a change of method is in a unit's own part as in the others'."
            )
        reason = self.found.not_split
        if reason in _NOT_SPLIT:
            yield _NOT_SPLIT[reason]
        elif reason is not None:
            yield said("Why some ranks moved cannot be told: {reason}.", reason=safe(reason))

    def columns(self, changes: Sequence[UnitChange]) -> Iterator[TextColumn]:
        """The places by each cause that moved some unit."""
        splits = [self.found.by_unit.get(change.unit) for change in changes]
        for cause, heading in _PLACES.items():
            parts = [None if split is None else split.parts.get(cause) for split in splits]
            if any(parts):
                yield numbers(heading, [_signed(part) for part in parts], 2)

    def title(self, change: UnitChange) -> str:
        """The move of one unit."""
        moved = template("{unit}: rank {before} to {now} ({move})")
        return said(
            moved if change.up else template("{unit}: rank {now}, as before"),
            unit=name_of(change.name),
            before=figures.rank(change.before.rank),
            now=figures.rank(change.after.rank),
            move=figures.move(change.up),
        )

    def sentence(self, change: UnitChange, split: RankSplit) -> str:
        """Why the rank moved, to be read aloud."""
        causes = [
            self._cause(cause, split.parts[cause]) for cause in ("edition", "units") if split.parts.get(cause)
        ]
        if causes and not (split.own or split.others or split.own_change):
            return said("{text}.", text=capitalised(side_by_side(*causes, between="; ")))
        places = said(
            "averaged over which changed first, {own} and {others}",
            own=self._cause("own", split.own),
            others=self._others(split.others),
        )
        parts = [self._own(change, split), *([places] if split.own or split.others else []), *causes]
        return said("{text}.", text=side_by_side(*parts, between="; "))

    def _own(self, change: UnitChange, split: RankSplit) -> str:
        alone, change_ = split.alone["own"], split.own_change
        if not change_:
            return said("Its own figures alone would have left its score as it was")
        if alone == change.before.rank:
            more = template("{gain} more of its own would have left it at rank {rank}")
            less = template("{gain} less of its own would have left it at rank {rank}")
        else:
            more = template("{gain} more of its own would have meant rank {rank}")
            less = template("{gain} less of its own would have meant rank {rank}")
        return said(more if change_ > 0 else less, gain=self._gain(split), rank=figures.rank(alone))

    def _others(self, places: Fraction) -> str:
        if not places:
            return said("what the others did moved it by no place")
        gained = template("the others fell back, which gained it {n}")
        return said(
            gained if places > 0 else template("the others' progress cost it {n}"), n=self._places(places)
        )

    def _cause(self, cause: Cause, places: Fraction) -> str:
        named = self._named[cause]
        if not places:
            return said("{cause} moved it by no place", cause=named)
        gained, cost = template("{cause} gained it {n}"), template("{cause} cost it {n}")
        return said(gained if places > 0 else cost, cause=named, n=self._places(places))

    def table(self, split: RankSplit) -> list[TextColumn]:
        """The places by each cause, and the rank by each alone."""
        named = self._named
        causes = [cause for cause in named if split.parts.get(cause) or cause in ("own", "others")]
        return [
            words(said("moved by"), [named[cause] for cause in causes]),
            numbers(said("places"), [_signed(split.parts[cause]) for cause in causes]),
            numbers(said("rank by this alone"), [figures.rank(split.alone[cause]) for cause in causes]),
        ]

    @property
    def _named(self) -> Mapping[Cause, str]:
        return CAUSES if self._knows_edition else _OF_SCORES

    @property
    def _knows_edition(self) -> bool:
        return all("edition" in split.parts for split in self.found.by_unit.values())

    def _gain(self, split: RankSplit) -> str:
        """By how much its own figures change a score: in points where the index is a sum of points."""
        top = None if self.edition is None else self.edition.index.maximum
        change = abs(split.own_change)
        if self.edition is None or not top:
            was, now = split.own_scores
            text = figures.fixed(abs(figures.shown_difference(now, was, self.decimals) or 0.0), self.decimals)
            return text if float(text) else figures.telling(change, self.decimals + 1)
        points = change * top if self.edition.publish.form == "fraction" else change
        return counted(float(figures.telling(points)), "{n} point", "{n} points")

    def _places(self, places: Fraction) -> str:
        return counted(float(figures.brief(abs(float(places)), _DECIMALS)), "{n} place", "{n} places")


_NOT_SPLIT = {
    "too many": said(
        "Why the ranks of so many units moved takes too long to tell: choose some with --unit or --top."
    ),
    "published": said(
        "Some published ranks do not follow from the published scores: why these moved is not told."
    ),
}
"""What is said for the reasons that are no fault."""


def _signed(places: Fraction | None) -> str:
    if places is None:
        return figures.NONE
    decimals = figures.decimals_of([float(places)], _DECIMALS)
    return signed(float(places), decimals)
