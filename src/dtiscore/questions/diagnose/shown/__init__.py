"""The statistical audit of an index, for people and programs."""

from typing import get_args

from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.diagnose.shown.diagnosis import ShownDiagnosis
from dtiscore.questions.diagnose.shown.tables import DiagnosisTable
from dtiscore.render.page import ShownBy

SHOWN = {
    Diagnosis: ShownBy(ShownDiagnosis, get_args(DiagnosisTable)),
}
