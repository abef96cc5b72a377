"""What rules are not defined for, and what they give beyond the points that there are: each row a problem."""

from __future__ import annotations

import numpy as np

from dtiscore.errors import Problem
from dtiscore.methodology import Methodology, Node, Values, View
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import rows_where
from dtiscore.methodology.method_names import method_name
from dtiscore.methodology.rules import Bounds, Rule
from dtiscore.said import Said, said
from dtiscore.scoring.fitting import admitted_cells
from dtiscore.tables.schema import outside
from dtiscore.tables.table import Dataset


class Domains:
    """Holds what rules read against what they are defined for; what is not is noted in ``problems``."""

    def __init__(self, methodology: Methodology, dataset: Dataset, kept: Mask) -> None:
        self.methodology = methodology
        self.dataset = dataset
        self.kept = kept
        self.problems: list[Problem] = []

    def admitted(self, node: Node, rule: Rule, header: str, values: Values) -> Values:
        """A prepared column without the values for which the rule is not defined, each of them reported."""
        values, undefined = admitted_cells(self.methodology, self.dataset, node, header, values)
        if undefined is None:
            return values
        beyond = undefined & self.kept
        for row in rows_where(beyond):
            message = said(
                '"{header}" is {values:.15g} after preparation, for which {rule} is not defined',
                header=header,
                values=values[row],
                rule=method_name(rule.kind),
            )
            fix = said("correct the cells or the formula it is made from, or clip it")
            self.report("out-of-range", message, row, node.code, fix)
        return np.where(beyond, np.nan, values)

    def admitted_score(self, node: Node | View, rule: Rule, bounds: Bounds, score: Values) -> Values:
        """The scores of a node without those for which a rule that follows is not defined, each of them reported."""
        beyond = outside(bounds, score) & self.kept
        if not beyond.any():
            return score
        for row in rows_where(beyond):
            message = said(
                '"{node}" is {values:.15g} before {rule}, which follows and is not defined for it',
                node=node.spoken_name,
                values=score[row],
                rule=method_name(rule.kind),
            )
            fix = said(
                "correct the cells, or let the rule before hold its scores within what this one admits"
            )
            self.report("out-of-range", message, row, node.code, fix)
        return np.where(beyond, np.nan, score)

    def report_beyond_maximum(self, node: Node | View, rule: Rule, result: Values) -> None:
        """Report a share of the points that is more than all of them."""
        maximum = self.methodology.own_maximum(node.code)
        if not maximum or rule.output != "share":
            return
        for row in rows_where(self.kept & ((result > 1 + 1e-9) | (result < -1e-9))):
            message = said(
                '"{node}" gets {result:.6g} times its {maximum:g} points by its rule {rule}',
                node=node.spoken_name,
                result=result[row],
                maximum=maximum,
                rule=method_name(rule.kind),
            )
            fix = said("correct the cell, or let the rule hold it at the maximum (cap: true, clip: true)")
            self.report("beyond-maximum", message, row, node.code, fix)

    def report(self, code: str, message: Said, row: int, node: str, fix: Said) -> None:
        place, unit = self.dataset.place(row), self.dataset.units[row]
        self.problems.append(Problem(code, message, place, fix=fix, unit=unit, indicator=node))
