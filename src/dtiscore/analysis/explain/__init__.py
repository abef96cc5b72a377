"""Where a unit stands and why, and how one of its cells became points."""

from __future__ import annotations

from dtiscore.analysis.explain.cell import CellHistory, Stage, explain_cell
from dtiscore.analysis.explain.missing_parts import Lack
from dtiscore.analysis.explain.nodes import NodeExplanation
from dtiscore.analysis.explain.peers import Peer, Peers
from dtiscore.analysis.explain.standing import Neighbour
from dtiscore.analysis.explain.unit import Explanation, explain, explain_row, row_for, rows_for

__all__ = [
    "CellHistory",
    "Explanation",
    "Lack",
    "Neighbour",
    "NodeExplanation",
    "Peer",
    "Peers",
    "Stage",
    "explain",
    "explain_cell",
    "explain_row",
    "row_for",
    "rows_for",
]
