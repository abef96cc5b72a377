"""Two tables compared, for people and programs: how units moved, and what moved their scores and ranks."""

from dtiscore.questions.compare.answer import Comparison
from dtiscore.questions.compare.columns.answer import Appraisal
from dtiscore.questions.compare.columns.shown import ShownAppraisal
from dtiscore.questions.compare.shown.comparison import ShownComparison
from dtiscore.render.page import ShownBy

SHOWN = {
    Comparison: ShownBy(ShownComparison),
    Appraisal: ShownBy(ShownAppraisal),
}
