"""The reference of a table from the tallies of its partitions: the same bits as from the whole table in memory."""

from __future__ import annotations

from dtiscore.engines.spark.tallies import Tally
from dtiscore.engines.spark.tallying import Centres
from dtiscore.errors import InvalidData, Place, Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.rules import Fitted, RuleFault
from dtiscore.methodology.rules.summary import BatchSummary
from dtiscore.scoring.fitting import counted_codes, fit_named, fitted_nodes
from dtiscore.scoring.reference import Reference


def learns(methodology: Methodology) -> bool:
    """Whether an edition is fitted at all; otherwise a score depends on nothing but the row."""
    return bool(fitted_nodes(methodology) or methodology.prepare)


def summaries_of(tally: Tally) -> dict[str, dict[str, BatchSummary]]:
    """The summaries of each frame: of its ranked rows, or of all where none is ranked."""
    return {
        frame: (tally.of_ranked if ranked else tally.of_others).get(frame, {})
        for frame, ranked in tally.ranked.items()
    }


def centres_of(methodology: Methodology, tally: Tally) -> Centres:
    """The means about which rules want squares summed, by frame and node; empty where none does."""
    wanted = {node.code for node, rule in fitted_nodes(methodology) if rule.moments == 2}
    centres = {
        frame: {
            code: summary.mean
            for code, summary in by_code.items()
            if code in wanted and summary.count and summary.low < summary.high
        }
        for frame, by_code in summaries_of(tally).items()
    }
    return {frame: by_code for frame, by_code in centres.items() if by_code}


def reference_of(methodology: Methodology, tally: Tally, source: str) -> Reference:
    """What the edition learns from all units.

    Raises:
        InvalidData: an indicator cannot be fitted; ``problems`` lists each.
    """
    statistics: dict[str | None, dict[str, Fitted]] = {}
    problems: list[Problem] = []
    counted = counted_codes(methodology)
    for key, summaries in summaries_of(tally).items():
        frame = key or None
        statistics[frame] = {}
        for node, rule in fitted_nodes(methodology):
            summary = summaries.get(node.code, BatchSummary())
            if not summary.count:
                continue
            try:
                fitted = fit_named(rule, lambda: rule.fit_from(summary), node.label(None), frame)  # noqa: B023 - called at once
            except RuleFault as fault:
                if fault.code == "zero-range" and node.code not in counted:
                    continue  # collected, not scored: it goes without
                place = Place(source, header=node.inputs[0] if node.inputs else None)
                problems.append(Problem(fault.code, str(fault), place, fix=fault.fix, indicator=node.code))
            else:
                statistics[frame][node.code] = fitted
    if problems:
        count = "1 indicator" if len(problems) == 1 else f"{len(problems)} indicators"
        raise InvalidData(f"{source}: {count} cannot be normalised", problems=problems)
    return Reference(methodology.hash, statistics, tuple(tally.steps))
