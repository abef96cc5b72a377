"""Fit: the one pass over all units, which leaves the statistics that rules need."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator, Sequence

import numpy as np

from dtiscore.errors import InvalidData, Place, Problem
from dtiscore.methodology import Methodology, Node, Values, View
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.equality import greatest_equal, largest_size, least_equal, relative_tolerance
from dtiscore.methodology.method_names import method_name
from dtiscore.methodology.rules import Bounds, Fitted, Rule, RuleFault, ZeroRange
from dtiscore.said import counted, said
from dtiscore.scoring.frames import Frame, frame_of, frames_of
from dtiscore.scoring.prepared import Prepared
from dtiscore.scoring.reference import Reference
from dtiscore.tables.row_model import LARGEST
from dtiscore.tables.schema import outside
from dtiscore.tables.table import Dataset, Rows


def fit_columns(
    methodology: Methodology, prepared: Prepared, codes: Container[str] | None = None
) -> Reference:
    """Fit every rule on columns that needs it, or those of some nodes, over the units of each frame.

    Aggregates that are not ranked (a national or EU row) and units that screening left out do not take part. Rules on
    the scores of nodes are fitted once there are scores: :func:`dtiscore.scoring.evaluate.evaluate` does it.

    Raises:
        InvalidData: an indicator has one and the same value, or none, for all units of a frame, and the edition
            does not say what then. ``problems`` lists each.
    """
    dataset = prepared.dataset
    nodes = methodology.fitted_nodes
    if codes is not None:
        nodes = tuple((node, rule) for node, rule in nodes if node.code in codes)
    statistics: dict[str | None, dict[str, Fitted]] = {}
    problems: list[Problem] = []
    learns = nodes or methodology.prepare or learns_from_scores(methodology)
    for frame in frames_of(methodology, dataset) if learns else ():
        statistics[frame.key] = {}
        rows: Rows = frame.fitted_on[prepared.kept[frame.fitted_on]]
        units = dataset.units if len(rows) == len(dataset) else [dataset.units[row] for row in rows.tolist()]
        for node, rule in nodes:
            try:
                values = fitted_values(methodology, dataset, node, rows)
                within = distances(methodology, dataset, node.inputs[0], rows) if rule.fit_compares else None
                name = node.spoken_name
                fitted = None if values is None else fit_rule(rule, values, units, name, frame, within)
            except RuleFault as fault:
                if fault.code == "zero-range" and node.code not in methodology.counted:
                    continue  # collected, not scored: it goes without
                problems.append(problem_of(fault, node, dataset, frame))
            else:
                statistics[frame.key].update({} if fitted is None else {node.code: fitted})
    if problems:
        raise cannot_be_normalised(dataset.raw.source, problems)
    return Reference(methodology, statistics, tuple(prepared.steps))


def distances(
    methodology: Methodology, dataset: Dataset, header: str, rows: Rows | slice = slice(None)
) -> Values | None:
    """Within which distance each number of a column equals another; ``None`` where no more is known than its size."""
    terms, operations = dataset.terms.get(header), methodology.exactness.operations.get(header, 0)
    if header not in dataset.numbers or (terms is None and not operations):
        return None
    sizes = largest_size(dataset.numbers[header][rows], None if terms is None else terms[rows])
    result: Values = sizes * relative_tolerance(operations)
    return result


def fit_rule(
    rule: Rule,
    values: Values,
    units: Sequence[str],
    subject: str,
    frame: Frame,
    within: Values | None = None,
) -> Fitted:
    """The statistics of a rule over the values of the units of a frame; ``subject`` names them in messages.

    ``within``: which distance each value equals another, where more is known of it than its size.

    Raises:
        RuleFault: the units do not give what the rule needs, such as a range above zero.
    """
    return fit_named(rule, lambda: rule.fit(values, units, within), subject, frame.key)


def fit_named(rule: Rule, fit: Callable[[], Fitted | ZeroRange], subject: str, frame: str | None) -> Fitted:
    """What ``fit`` makes of a rule over the units of a frame, its faults in words that name subject and frame.

    Raises:
        RuleFault: as :func:`fit_rule`.
    """
    where = said(" in {frame}", frame=frame) if frame is not None else ""
    try:
        fitted = fit()
    except RuleFault as fault:
        message = said(
            '"{subject}" cannot be normalised{where}: {reason}',
            subject=subject,
            where=where,
            reason=fault.message,
        )
        raise RuleFault(fault.code, message, fault.fix) from fault
    if isinstance(fitted, ZeroRange):
        message = said(
            'every unit{where} has {value:.15g} for "{subject}"',
            where=where,
            value=fitted.value,
            subject=subject,
        )
        fix = said(
            "{rule} is undefined on it: weight 0, or zero_range in the rule, says what then",
            rule=method_name(rule.kind),
        )
        raise RuleFault("zero-range", message, fix)
    return fitted


def cannot_be_normalised(source: str, problems: Sequence[Problem]) -> InvalidData:
    """The fault of indicators whose rules cannot be fitted."""
    message = counted(
        len(problems),
        "{source}: {n} indicator cannot be normalised",
        "{source}: {n} indicators cannot be normalised",
        source=source,
    )
    return InvalidData(message, problems=problems)


def problem_of(fault: RuleFault, node: Node | View, dataset: Dataset, frame: Frame) -> Problem:
    """The problem of a rule that cannot be fitted, at the first unit of the frame."""
    header = node.inputs[0] if isinstance(node, Node) and node.inputs else None
    place = dataset.place(int(frame.fitted_on[0]), header)
    return Problem(fault.code, fault.message, place, fix=fault.fix, indicator=node.code)


def learns_from_scores(methodology: Methodology) -> bool:
    """Whether a rule under ``then`` of some node or view is fitted to the scores of all units."""
    bearers: list[Node | View] = [*methodology.nodes.values(), *methodology.views]
    return any(rule.needs_fit for bearer in bearers for rule in bearer.then)


def depends_on_others(methodology: Methodology) -> bool:
    """Whether the score of a unit depends on other rows: of other units, or of itself in other periods."""
    return learns_from_others(methodology) or any(step.looks_at_others for step in methodology.prepare)


def learns_from_others(methodology: Methodology) -> bool:
    """Whether the score of a unit depends on the figures of other units."""
    return (
        any(step.looks_at_other_units for step in methodology.prepare)
        or bool(methodology.fitted_nodes)
        or learns_from_scores(methodology)
        or compares_units(methodology)
    )


def compares_units(methodology: Methodology) -> bool:
    """Whether some node or view is aggregated by comparing the units of a frame."""
    bearers: list[Node | View] = [*methodology.nodes.values(), *methodology.views]
    return any(bearer.aggregate is not None and bearer.aggregate.over_units for bearer in bearers)


def one_period(
    methodology: Methodology, periods: Collection[str | None], source: str, *, is_fitted: bool
) -> Iterator[Problem]:
    """A warning where an edition needs all periods of a table, or fills from others, and there is one.

    Args:
        methodology: the edition.
        periods: those of the table.
        source: what messages call it.
        is_fitted: whether what rules and steps learn was learned elsewhere.
    """
    if len({*periods}) != 1 or None in periods:
        return
    over_all, steps = methodology.frame == "all", methodology.prepare
    learns = over_all and (methodology.fitted_nodes or learns_from_scores(methodology))
    learns = learns or any(step.looks_at_others and frame_of(methodology, step) == "all" for step in steps)
    looks_beside = any(step.over_periods for step in steps) or (over_all and compares_units(methodology))
    if looks_beside or (learns and not is_fitted):
        (period,) = {*periods}
        message = said(
            "{edition} is fitted over all periods, or fills from others, and the table has {period} alone",
            edition=methodology.id,
            period=period,
        )
        fix = said("give all periods as rows of one table, told apart by a column of the period")
        yield Problem("one-period", message, Place(source), fix=fix, severity="warning")


def admitted_cells(
    methodology: Methodology,
    dataset: Dataset,
    node: Node,
    header: str,
    values: Values,
    rows: Rows | slice = slice(None),
) -> tuple[Values, Mask | None]:
    """What the rule of a node reads of a prepared column, and where it is not defined for it, as a logarithm of 0 is not.

    A figure beyond a bound that equals it stands at the bound: what is left of a sum that is 0 in decimals is no number
    below 0. ``None`` where the rule is defined for all. Cells as they were read have been held against the same bounds
    when the table was checked. ``values`` are those in some ``rows``.
    """
    if not methodology.prepare or node.rule is None or header in node.texts:
        return values, None
    bounds = node.bounds(header)
    beyond: Mask = np.abs(values) > LARGEST  # so that no sum or square of them exceeds floating point
    if bounds.bind:
        within = distances(methodology, dataset, header, rows)
        if within is not None:
            values = at_bounds(bounds, values, within)
        beyond |= outside(bounds, values)
    return values, beyond if np.logical_or.reduce(beyond) else None


def at_bounds(bounds: Bounds, values: Values, distances: Values) -> Values:
    """Values, those beyond a bound that equal it on the bound."""
    if bounds.low is not None:
        reaches = greatest_equal(values, distances) >= bounds.low
        if bounds.strict_low:  # and one just within it has not left it
            values = np.where(
                least_equal(values, distances) <= bounds.low, np.fmin(values, bounds.low), values
            )
        values = np.where((values < bounds.low) & reaches, bounds.low, values)
    if bounds.high is not None:
        reaches = least_equal(values, distances) <= bounds.high
        values = np.where((values > bounds.high) & reaches, bounds.high, values)
    return values


def fitted_values(methodology: Methodology, dataset: Dataset, node: Node, rows: Rows) -> Values | None:
    """The column of a node in the rows that are fitted on; ``None`` where the table has nothing in it."""
    inputs = dataset.inputs(node)
    if inputs is None or not len(rows):
        return None
    values: Values = inputs[0] if len(rows) == len(dataset) else inputs[0][rows]
    values, undefined = admitted_cells(methodology, dataset, node, node.inputs[0], values, rows)
    if undefined is not None:  # scoring reports them
        values = np.where(undefined, np.nan, values)
    return None if np.isnan(values[0]) and np.isnan(values).all() else values
