"""Pictures of answers in Python: charts of Vega-Altair by their kinds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, Unpack

from dtiscore.analysis.answer import Answer
from dtiscore.analysis.movement import moves
from dtiscore.arguments import Count, checked
from dtiscore.errors import UsageFault
from dtiscore.inputs.areas import drawing_of
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.standings import units_named
from dtiscore.inputs.unit_codes import unit_codes
from dtiscore.questions.compare.answer import Comparison
from dtiscore.questions.compare.shown.comparison import ShownComparison
from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.diagnose.shown.diagnosis import ShownDiagnosis
from dtiscore.questions.explain.answer import Explanation
from dtiscore.questions.explain.shown.explanation import ShownExplanation
from dtiscore.questions.profile.answer import Profile
from dtiscore.questions.profile.shown import ShownProfile
from dtiscore.questions.robustness.answer import Robustness
from dtiscore.questions.robustness.shown.robustness import ShownRobustness
from dtiscore.questions.score.shown.ranking import ShownRanking
from dtiscore.questions.trend.answer import Trend
from dtiscore.questions.trend.shown import ShownTrend, TrendPicture
from dtiscore.render.page import Shown
from dtiscore.render.pictures.library import no_picture, require_library
from dtiscore.said import said, with_or

if TYPE_CHECKING:
    from dtiscore.files.paths import FileName
    from dtiscore.questions.compare.pictures import ChangePicture
    from dtiscore.questions.score.shown.drawing import PictureKind, Shade
    from dtiscore.render.pictures.theme import Picture


class Options(TypedDict, total=False):
    """What a picture may be told; each kind takes some of it, as its command does."""

    units: Collection[str]
    """The units in front, by code, name or alias; of a comparison the one that is meant."""
    top: int | None
    """How many of the first units are shown."""
    level: int | str | None
    """The nodes of a ``table``, as :meth:`Scorecard.to_frame` has it."""
    previous: Scorecard | None
    """The scorecard of an earlier table, for the moves of a ``ranking``."""
    x: str | None
    """The code of the node to the right, of two ``nodes``."""
    y: str | None
    """That of the node upwards."""
    shade: Shade
    """What makes a cell of a ``table`` dark: its ``rank``, its ``score``, or its place in ``thirds``."""
    map_file: FileName | None
    """The GeoJSON file of a ``map``."""
    map_key: str | None
    """The property of an area that has the code or name of its unit."""


@checked
def plot(
    answer: Answer | Scorecard,
    kind: str | None = None,
    *,
    language: str | None = None,
    **options: Unpack[Options],
) -> Picture:
    """An answer as a chart of Vega-Altair, as ``dtiscore plot KIND`` draws it; a notebook shows it.

    Args:
        answer: a scorecard, or what :func:`explain`, :func:`profile`, :func:`compare`, :func:`trend`, :func:`robustness`
            or :func:`diagnose` returned.
        kind: what is drawn, one of its kinds; the first one unless given.
        language: ``vi`` or ``en``; English unless given, among names as the edition has them.
        options: as the command of the kind has them: ``units``, ``top``, ``level``, ``previous``, ``x``, ``y``, ``shade``,
            ``map_file``, ``map_key``.

    Raises:
        UsageFault: Altair is not installed, the answer has no such picture, or the picture takes no such option.
    """
    require_library()
    found = _DRAWN.get(type(answer))
    if found is None:
        raise no_picture()
    chosen = found.kinds[0] if kind is None else kind
    if chosen not in found.kinds:
        message = said('{name} has no picture "{kind}"', name=type(answer).__name__, kind=chosen)
        raise UsageFault(message, said("it has {kinds}", kinds=with_or(found.kinds)))
    unknown = [name for name in options if name not in found.options]
    if unknown:
        message = said(
            'a picture of {name} takes no "{option}"', name=type(answer).__name__, option=unknown[0]
        )
        takes = with_or(found.options) if found.options else said("nothing but the language")
        raise UsageFault(message, said("it takes {options}", options=takes))
    return found.shown(answer, chosen, **options).picture(language)


class Plots:
    """The pictures of one answer, a method for each kind: ``card.plot.table(top=10)`` is ``plot(card, "table", top=10)``."""

    def __init__(self, answer: Answer | Scorecard) -> None:
        self._answer = answer

    def __dir__(self) -> list[str]:
        found = _DRAWN.get(type(self._answer))
        return [] if found is None else list(found.kinds)

    def __getattr__(self, kind: str) -> Callable[..., Picture]:
        if kind not in dir(self):
            name = type(self._answer).__name__
            raise AttributeError(f"a {name} has no picture {kind!r}; it has {', '.join(dir(self)) or 'none'}")
        return partial(plot, self._answer, kind)


@checked
def _scorecard(  # noqa: PLR0913 - the options of one command
    card: Scorecard,
    kind: PictureKind,
    *,
    units: Collection[str] = (),
    top: Count | None = None,
    level: int | str | None = None,
    previous: Scorecard | None = None,
    x: str | None = None,
    y: str | None = None,
    shade: Shade = "rank",
    map_file: FileName | None = None,
    map_key: str | None = None,
) -> Shown:
    is_moving = previous is not None or len(set(card.dataset.periods)) > 1
    moved = moves(card, previous) if is_moving else {}
    drawing = drawing_of(card, kind, x=x, y=y, shade=shade, map_file=map_file, map_key=map_key)
    return ShownRanking(card, level, top, unit_codes([card], list(units)), moves=moved, drawing=drawing)


@checked
def _comparison(
    found: Comparison, kind: ChangePicture, *, units: Collection[str] = (), top: Count | None = None
) -> Shown:
    return ShownComparison(found, units_named([found.before, found.after], list(units)), top, kind)


@checked
def _trend(
    found: Trend, kind: TrendPicture, *, units: Collection[str] = (), top: Count | None = None
) -> Shown:
    return ShownTrend(found, "units", units_named(found.tables, list(units)), top, kind)


class _Drawn(NamedTuple):
    """How the answers of one class are drawn."""

    kinds: tuple[str, ...]
    """The usual one first."""
    options: tuple[str, ...]
    shown: Callable[..., Shown]


_DRAWN: Mapping[type, _Drawn] = {
    Scorecard: _Drawn(
        ("ranking", "points", "table", "nodes", "tiles", "map"), tuple(Options.__annotations__), _scorecard
    ),
    Explanation: _Drawn(("profile", "radar"), (), lambda found, kind: ShownExplanation(found, kind=kind)),
    Profile: _Drawn(("leaders",), (), lambda found, _: ShownProfile(found)),
    Comparison: _Drawn(("changes", "causes"), ("units", "top"), _comparison),
    Trend: _Drawn(("lines", "scores"), ("units", "top"), _trend),
    Robustness: _Drawn(
        ("ranges", "pairs"),
        (),
        lambda found, kind: ShownRobustness(found, "pairs" if kind == "pairs" else "ranks"),
    ),
    Diagnosis: _Drawn(
        ("correlations", "weights", "spread"),
        (),
        lambda found, kind: ShownDiagnosis(found, _OF_DIAGNOSIS[kind]),
    ),
}
"""The classes of answers that have pictures."""

_OF_DIAGNOSIS: Mapping[str, Any] = {
    "correlations": "correlations",
    "weights": "importance",
    "spread": "indicators",
}
"""What is shown of an audit with each picture."""
