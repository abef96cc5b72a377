"""How firm ranks are, for people and programs."""

from typing import get_args

from dtiscore.questions.robustness.answer import Robustness
from dtiscore.questions.robustness.answer.study import Question
from dtiscore.questions.robustness.shown.robustness import ShownRobustness
from dtiscore.render.page import ShownBy

SHOWN = {
    Robustness: ShownBy(ShownRobustness, get_args(Question)),
}
