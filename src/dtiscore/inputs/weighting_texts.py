"""An edition as the bytes or the text of a weighting file in any language, read back before it is handed out."""

from __future__ import annotations

from datetime import datetime

from dtiscore.errors import UsageFault
from dtiscore.inputs.weighting_sheets import methodology_of_workbook
from dtiscore.inputs.weighting_syntax import ReadSyntax
from dtiscore.methodology import Methodology
from dtiscore.methodology.writing.edition import methodology_text, require_the_same
from dtiscore.said import said


def weighting_file(
    methodology: Methodology,
    syntax: ReadSyntax,
    *,
    language: str | None = None,
    created: datetime | None = None,
) -> str | bytes:
    """What a weighting file holds that says what the methodology says: text, or the bytes of a workbook.

    Args:
        methodology: the edition.
        syntax: the language to write.
        language: the language of what a workbook shows beside what it says.
        created: the date that a workbook bears, in UTC.

    Raises:
        UsageFault: the language cannot say all of it, or nothing here writes it.
    """
    if syntax == "ods":
        message = said("a weighting file is read from .ods, and not written to it")
        raise UsageFault(message, said("write .xlsx, which LibreOffice opens too"))
    if syntax != "xlsx":
        return methodology_text(methodology, syntax)
    from dtiscore.render.weighting_workbook import weighting_workbook

    data = weighting_workbook(methodology, language=language, created=created)
    require_the_same(methodology, lambda: methodology_of_workbook(data, said("the workbook")), syntax)
    return data
