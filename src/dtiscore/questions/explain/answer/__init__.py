"""Where a unit stands and why, and how one of its cells became points."""

from __future__ import annotations

from dtiscore.questions.explain.answer.cell import CellHistory, Stage, explain_cell
from dtiscore.questions.explain.answer.missing_parts import Lack
from dtiscore.questions.explain.answer.nodes import NodeExplanation
from dtiscore.questions.explain.answer.peers import Peer, Peers
from dtiscore.questions.explain.answer.standing import Neighbour
from dtiscore.questions.explain.answer.unit import Explanation, explain, explain_rows, row_for, rows_for

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
    "explain_rows",
    "row_for",
    "rows_for",
]
