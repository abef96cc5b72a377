"""What two states differ in, for people and programs."""

from dtiscore.questions.diff.answer import Diff
from dtiscore.questions.diff.shown.difference import ShownDifference
from dtiscore.render.page import ShownBy

SHOWN = {
    Diff: ShownBy(ShownDifference),
}
