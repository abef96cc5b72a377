"""Plans to improve, for people and programs."""

from typing import get_args

from dtiscore.questions.improve.answer import Improvement
from dtiscore.questions.improve.shown.improvement import ShownImprovement
from dtiscore.questions.improve.shown.records import ImprovementTable
from dtiscore.render.page import ShownBy

SHOWN = {
    Improvement: ShownBy(ShownImprovement, get_args(ImprovementTable)),
}
