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
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import TextColumn
from dtiscore.render.old_changes import name_of, numbers, signed, words
from dtiscore.render.phrases import counted, say
from dtiscore.scoring.ranking import plain_rank
from dtiscore.visible import visible

_CAUSES: Mapping[Cause, str] = {
    "own": "by own figures",
    "others": "by others' figures",
    "edition": "by method",
    "units": "by composition",
}
"""The phrase for each cause."""

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
        for cause in _CAUSES
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
    language: str | None
    decimals: int
    """Those of the scores."""

    def notes(self) -> Iterator[str]:
        """What to know before the places are read."""
        if self.found.by_unit and not self._knows_edition:
            yield say(self.language, "ranks split by scores")
        reason = self.found.not_split
        if reason in _NOT_SPLIT:
            yield say(self.language, _NOT_SPLIT[reason])
        elif reason is not None:
            yield say(self.language, "ranks not split because", reason=visible(reason))

    def columns(self, changes: Sequence[UnitChange]) -> Iterator[TextColumn]:
        """The places by each cause that moved some unit."""
        splits = [self.found.by_unit.get(change.unit) for change in changes]
        for cause in _CAUSES:
            parts = [None if split is None else split.parts.get(cause) for split in splits]
            if any(parts):
                yield numbers(say(self.language, f"places {cause}"), [_signed(part) for part in parts], 2)

    def title(self, change: UnitChange) -> str:
        """The move of one unit."""
        return say(
            self.language,
            "rank moved" if change.up else "rank stayed",
            unit=name_of(change.name, self.language),
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
            first, *rest = causes
            return f"{'; '.join([first[:1].upper() + first[1:], *rest])}."
        return f"{'; '.join([self._own(change, split), self._others(split.own, split.others), *causes])}."

    def _own(self, change: UnitChange, split: RankSplit) -> str:
        alone = split.alone["own"]
        key = "same" if not split.own_change else "more" if split.own_change > 0 else "less"
        if key != "same" and alone == change.before.rank:
            key += " in vain"
        gain = self._gain(split)
        return say(self.language, f"rank own {key}", gain=gain, rank=figures.rank(alone))

    def _others(self, own: Fraction, others: Fraction) -> str:
        if not others:
            key = "nothing"
        elif own * others >= 0:
            key = "gained" if others > 0 else "cost"
        elif own == -others:
            key = "returned all" if others > 0 else "took back all"
        elif abs(others) < abs(own):
            key = "returned" if others > 0 else "took back"
        else:
            key = "gained more" if others > 0 else "cost more"
        number = figures.brief(abs(float(others)), _DECIMALS)
        n, worth = self._places(others), self._places(own)
        return say(self.language, f"rank others {key}", n=n, number=number, own=worth)

    def _cause(self, cause: Cause, places: Fraction) -> str:
        key = "rank by cause gained" if places > 0 else "rank by cause cost"
        return say(self.language, key, cause=say(self.language, _CAUSES[cause]), n=self._places(places))

    def table(self, split: RankSplit) -> list[TextColumn]:
        """The places by each cause, and the rank by each alone."""
        phrases = (
            _CAUSES
            if self._knows_edition
            else {**_CAUSES, "own": "by own score", "others": "by others' scores"}
        )
        causes = [cause for cause in phrases if split.parts.get(cause) or cause in ("own", "others")]
        return [
            words(say(self.language, "moved by"), [say(self.language, phrases[cause]) for cause in causes]),
            numbers(say(self.language, "places"), [_signed(split.parts[cause]) for cause in causes]),
            numbers(
                say(self.language, "rank by this alone"),
                [figures.rank(split.alone[cause]) for cause in causes],
            ),
        ]

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
            return text if float(text) else figures.telling(change, self.decimals)
        points = change * top if self.edition.publish.form == "fraction" else change
        return counted(self.language, float(figures.telling(points)), "point")

    def _places(self, places: Fraction) -> str:
        return counted(self.language, float(figures.brief(abs(float(places)), _DECIMALS)), "place")


_NOT_SPLIT = {"too many": "ranks not split too many", "published": "ranks not split published"}
"""The phrases for the reasons that are no fault."""


def _signed(places: Fraction | None) -> str:
    if places is None:
        return figures.NONE
    decimals = figures.decimals_of([float(places)], _DECIMALS)
    return signed(float(places), decimals)
