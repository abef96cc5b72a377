"""An audit for people: findings in sentences with small tables, or one question answered in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from rich.text import Text

from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.diagnose.answer.association import Method
from dtiscore.questions.diagnose.shown.findings import finding_sentences
from dtiscore.questions.diagnose.shown.tables import Question, Section, sections
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Column, fit
from dtiscore.render.drawing.screen import BOLD, DIM, Screen, paragraph, to_text
from dtiscore.render.forms.markdown import escaped, to_markdown
from dtiscore.render.old_names import index_title
from dtiscore.render.phrases import counted, say

_AIDS: Mapping[Question, str] = {
    "overview": "audit aid",
    "indicators": "audit aid indicators",
    "units": "audit aid units",
    "correlations": "audit aid correlations",
    "consistency": "audit aid consistency",
    "importance": "audit aid importance",
    "ties": "audit aid ties",
}
"""The phrase that says how to read each answer."""

_METHODS: Mapping[Method, str] = {
    "pearson": "audit method pearson",
    "spearman": "audit method spearman",
    "kendall": "audit method kendall",
}


def diagnosis_screen(diagnosis: Diagnosis, question: Question, screen: Screen) -> str:
    """An audit as text: the findings and two small tables, or the tables of one question."""
    language = screen.language
    lines = [*paragraph(_title(diagnosis, language), screen, style=BOLD, hanging="  ")]
    lines += [*paragraph(_scope(diagnosis, language), screen), Text()]
    if question == "overview":
        lines += _findings(diagnosis, screen)
    for section in sections(diagnosis, question, language):
        lines += _drawn(section, screen)
    lines += paragraph(_aid(diagnosis, question, language), screen, style=DIM)
    return to_text(lines, screen)


def diagnosis_markdown(diagnosis: Diagnosis, question: Question, language: str | None = None) -> str:
    """The same as Markdown."""
    parts = [f"### {escaped(_title(diagnosis, language))}", escaped(_scope(diagnosis, language))]
    if question == "overview":
        said = list(finding_sentences(diagnosis, language))
        parts += [f"{at}. {escaped(found)} {escaped(means)}" for at, (found, means) in enumerate(said, 1)]
        parts += [] if said else [escaped(say(language, "audit nothing found"))]
    for section in sections(diagnosis, question, language):
        if section.title:
            parts.append(f"#### {escaped(section.title)}")
        table = {column.heading: [cell.text for cell in column.cells] for column in section.filled}
        parts.append(to_markdown(table).rstrip("\n") if section.rows else escaped(section.empty))
    return "\n\n".join([*parts, escaped(_aid(diagnosis, question, language))]) + "\n"


def _title(diagnosis: Diagnosis, language: str | None) -> str:
    return say(language, "audit title", index=index_title(diagnosis.card.methodology, language))


def _scope(diagnosis: Diagnosis, language: str | None) -> str:
    return say(
        language,
        "audit scope",
        units=counted(language, len(diagnosis.subject.rows), "unit"),
        parts=len(diagnosis.subject.leaves),
        method=say(language, _METHODS[diagnosis.method]),
    )


def _aid(diagnosis: Diagnosis, question: Question, language: str | None) -> str:
    limits = {name: figures.brief(value, 4) for name, value in asdict(diagnosis.thresholds).items()}
    return say(language, _AIDS[question], **limits)


def _findings(diagnosis: Diagnosis, screen: Screen) -> Iterator[Text]:
    said = list(finding_sentences(diagnosis, screen.language))
    if not said:
        yield from paragraph(say(screen.language, "audit nothing found"), screen)
        yield Text()
    for at, (found, means) in enumerate(said, 1):
        indent = " " * len(f"{at}. ")
        yield from paragraph(f"{at}. {found}", screen, hanging=indent)
        yield from paragraph(means, screen, style=DIM, indent=indent)
        yield Text()


def _drawn(section: Section, screen: Screen) -> Iterator[Text]:
    if section.title:
        yield from paragraph(section.title, screen, style=BOLD)
    if section.rows:
        fitted = fit(list[Column](section.filled), section.rows, screen.width)
        yield from fitted.lines(screen)
        yield from fitted.left_out(screen)
    else:
        yield from paragraph(section.empty, screen)
    yield Text()
