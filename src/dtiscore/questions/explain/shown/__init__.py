"""One unit and one cell explained, for people and programs."""

from dtiscore.questions.explain.answer import CellHistory, Explanation
from dtiscore.questions.explain.shown.cell_history import ShownCellHistory
from dtiscore.questions.explain.shown.explanation import ShownExplanation
from dtiscore.render.page import ShownBy

SHOWN = {
    Explanation: ShownBy(ShownExplanation),
    CellHistory: ShownBy(ShownCellHistory),
}
