"""What cannot be scored piece by piece, refused by name before any work starts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dtiscore.engines.ahead import load_polars
from dtiscore.engines.intake import Terms
from dtiscore.engines.parquet_batches import ParquetBatches
from dtiscore.engines.text_batches import TextBatches
from dtiscore.errors import UsageFault
from dtiscore.methodology import Methodology, Node, View
from dtiscore.methodology.method_names import method_name
from dtiscore.methodology.rules.ranks import RankedRule
from dtiscore.said import Said, said
from dtiscore.tables.layout import widened
from dtiscore.tables.not_streamed import not_streamed
from dtiscore.tables.options import TableOptions


def require_streamable(methodology: Methodology, *, fitted: bool = False, ranked: Iterable[str] = ()) -> None:
    """Make sure that an edition can be scored piece by piece.

    ``fitted``: what the edition learns from all units is known already, from a saved reference. ``ranked``: the nodes
    whose ranks are wanted beside that of the index.

    Raises:
        UsageFault: it compares units with each other, or must hold every value of a column at once.
    """
    reasons = [*_of_nodes(methodology, fitted=fitted), *_of_preparation(methodology, fitted=fitted)]
    reasons += _of_ranks(methodology, ranked)
    if methodology.bands is not None and methodology.bands.over_units:
        reasons.append(said("bands ({kind}) depend on the scores of all units", kind=methodology.bands.kind))
    if reasons:
        message = said(
            "{edition} cannot be scored piece by piece: {reason}", edition=methodology.id, reason=reasons[0]
        )
        if len(reasons) > 1:
            message = said("{what}; and {n} more such", what=message, n=len(reasons) - 1)
        fix = said("score it with --engine memory, on a machine whose memory holds the table")
        raise not_streamed("not-streamed-units", methodology.id, message, fix)


def require_libraries(source: str, threads: int | None = None) -> None:
    """Load polars, which reads and writes text, with so many threads, and pyarrow, which holds texts and reads Parquet.

    Raises:
        UsageFault: one of them is not installed.
    """
    try:
        load_polars(threads)
        import pyarrow as pa  # type: ignore[import-untyped]  # noqa: F401 - only whether it is there
    except ImportError as error:
        message = said(
            "{source} is to be streamed, and {library}, which that takes, is not installed",
            source=source,
            library=error.name,
        )
        raise UsageFault(message, said("install it: pip install 'dtiscore[stream]'")) from error


def _of_ranks(methodology: Methodology, ranked: Iterable[str]) -> Iterator[Said]:
    for code in dict.fromkeys([methodology.index.code, *ranked]):
        if methodology.then_by(code) is not None:
            name = methodology.node_or_view(code).spoken_name
            yield said('equals in "{node}" are parted by another score', node=name)


def _of_nodes(methodology: Methodology, *, fitted: bool) -> Iterator[Said]:
    nodes: list[Node | View] = [*methodology.nodes.values(), *methodology.views]
    for node in nodes:
        name = node.spoken_name
        if node.aggregate is not None and node.aggregate.over_units:
            kind = method_name(node.aggregate.kind)
            yield said('"{node}" ({kind}) compares all units with each other', node=name, kind=kind)
        if isinstance(node, Node) and isinstance(node.rule, RankedRule):
            yield said(
                '"{node}" ({kind}) ranks all units by one column', node=name, kind=method_name(node.rule.kind)
            )
        for rule in node.then:
            if isinstance(rule, RankedRule) or (rule.needs_fit and not fitted):
                yield said(
                    '"{node}" ({kind}) learns from the scores of all units',
                    node=name,
                    kind=method_name(rule.kind),
                )


def _of_preparation(methodology: Methodology, *, fitted: bool) -> Iterator[Said]:
    for step in methodology.prepare:
        if step.over_periods:
            yield said(
                "preparation ({step}) needs the periods of a unit together", step=method_name(step.step)
            )
        elif step.labels:
            label = step.labels[0]
            yield said(
                "preparation ({step} by {column}) needs the groups of all units", step=step.step, column=label
            )
        elif step.looks_at_others and not fitted:
            yield said(
                "preparation ({step}) learns from whole columns before others are made of them",
                step=step.step,
            )


def refuse_whole(source: str, is_so: Said | None) -> None:
    """Refuse a kind of table that is read whole."""
    if is_so is not None:
        message = said("{source} {is_so}, which is read whole", source=source, is_so=is_so)
        raise not_streamed("not-streamed-kind", source, message, said("use --engine memory"))


def require_utf8(encoding: str | None, name: str) -> None:
    """Refuse a table of another encoding than UTF-8."""
    if encoding is not None and encoding.lower().replace("_", "-") not in ("utf-8", "utf8", "utf-8-sig"):
        raise not_streamed(
            "not-streamed-encoding",
            name,
            said("a table in {encoding} is not streamed, only one in UTF-8", encoding=encoding),
            said(
                "convert it into the pipe: iconv -f {encoding} -t utf-8 FILE | dtiscore score -",
                encoding=encoding,
            ),
        )


def refuse_range(file: TableOptions, source: str) -> None:
    """Refuse a part of the lines of a text."""
    if file.range:
        message = said("a range of the cells of a text is not streamed")
        raise not_streamed("not-streamed-part", source, message, said("use --engine memory"))


def require_wide(batches: TextBatches | ParquetBatches, terms: Terms, file: TableOptions) -> None:
    """Refuse a long table, and one that lies on its side."""
    shell = batches.shell
    if (
        file.layout == "turned"
        or widened(shell, terms.methodology, file.layout, terms.options)[0] is not shell
    ):
        raise not_streamed(
            "not-streamed-layout",
            shell.source,
            said("only a wide table is streamed, with a row per unit and a column per indicator"),
            said("make it wide, or use --engine memory"),
        )
