"""What cannot be scored piece by piece, refused by name before any work starts."""

from __future__ import annotations

from collections.abc import Iterator

from dtiscore.errors import UsageFault
from dtiscore.methodology import Methodology, Node, View
from dtiscore.methodology.preparation import ColumnStep, PanelStep
from dtiscore.methodology.preparation.imputing import Impute
from dtiscore.methodology.publication import CutBands
from dtiscore.methodology.rules.ranks import RankedRule
from dtiscore.tables.not_streamed import not_streamed


def require_streamable(methodology: Methodology, *, fitted: bool = False) -> None:
    """Make sure that an edition can be scored piece by piece.

    ``fitted``: what the edition learns from all units is known already, from a saved reference.

    Raises:
        UsageFault: it compares units with each other, or must hold every value of a column at once.
    """
    reasons = [*_of_nodes(methodology, fitted=fitted), *_of_preparation(methodology, fitted=fitted)]
    if methodology.bands is not None and not isinstance(methodology.bands, CutBands):
        reasons.append(f"bands ({methodology.bands.kind}) depend on the scores of all units")
    if reasons:
        more = f"; and {len(reasons) - 1} more such" if len(reasons) > 1 else ""
        raise not_streamed(
            "not-streamed-units",
            methodology.id,
            f"{methodology.id} cannot be scored piece by piece: {reasons[0]}{more}",
            "score it with --engine memory, on a machine whose memory holds the table",
        )


def require_libraries(source: str) -> None:
    """Make sure that polars, which reads and writes text, and pyarrow, which holds texts and reads Parquet, are there.

    Raises:
        UsageFault: one of them is not installed.
    """
    try:
        import polars as pl  # noqa: F401 - only whether it is there
        import pyarrow as pa  # type: ignore[import-untyped]  # noqa: F401 - only whether it is there
    except ImportError as error:
        message = f"{source} is to be streamed, and {error.name}, which that takes, is not installed"
        raise UsageFault(message, "install it: pip install 'dtiscore[stream]'") from error


def _of_nodes(methodology: Methodology, *, fitted: bool) -> Iterator[str]:
    nodes: list[Node | View] = [*methodology.index.walk(), *methodology.views]
    for node in nodes:
        label = f'"{node.label(None)}"'
        if node.aggregate is not None and node.aggregate.over_units:
            yield f"{label} ({node.aggregate.kind}) compares all units with each other"
        if isinstance(node, Node) and isinstance(node.rule, RankedRule):
            yield f"{label} ({node.rule.kind}) ranks all units by one column"
        for rule in node.then:
            if isinstance(rule, RankedRule) or (rule.needs_fit and not fitted):
                yield f"{label} ({rule.kind}) learns from the scores of all units"


def _of_preparation(methodology: Methodology, *, fitted: bool) -> Iterator[str]:
    for step in methodology.prepare:
        if isinstance(step, PanelStep):
            yield f"preparation ({step.step}) needs the periods of a unit together"
        elif isinstance(step, ColumnStep) and step.labels:
            yield f"preparation ({step.step} by {step.labels[0]}) needs the groups of all units"
        elif isinstance(step, ColumnStep) and not fitted and not _is_fixed(step):
            yield f"preparation ({step.step}) learns from whole columns before others are made of them"


def _is_fixed(step: ColumnStep) -> bool:
    return isinstance(step, Impute) and step.method == "value"
