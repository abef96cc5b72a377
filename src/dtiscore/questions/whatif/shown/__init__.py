"""The outcome of changes made in thought, as it is shown."""

from dtiscore.questions.whatif.answer import WhatIf
from dtiscore.questions.whatif.shown.whatif import ShownWhatIf
from dtiscore.render.page import ShownBy

SHOWN = {
    WhatIf: ShownBy(ShownWhatIf),
}
