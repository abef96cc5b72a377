"""A report outside the command line: the text of its one file."""

from __future__ import annotations

from dtiscore.arguments import checked
from dtiscore.languages import languages
from dtiscore.questions.report.answer import Report
from dtiscore.questions.report.shown.report import ShownReport


@checked
def report_page(report: Report, language: str | None = None) -> str:
    """A report as the text of one HTML file, as its command writes it.

    Args:
        report: what :func:`report` returned.
        language: ``vi`` or ``en``; all with a switch unless given.

    Raises:
        UsageFault: Jinja2 is not installed.
    """
    return ShownReport(report, languages() if language is None else (language,)).html()
