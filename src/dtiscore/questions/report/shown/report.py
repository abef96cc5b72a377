"""A report in its forms: a web page, and Markdown with pictures beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dtiscore.errors import UsageFault
from dtiscore.progress import tell
from dtiscore.questions.compare.shown.comparison import ShownComparison
from dtiscore.questions.explain.shown.explanation import ShownExplanation
from dtiscore.questions.improve.shown.improvement import ShownImprovement
from dtiscore.questions.report.answer import Report, SectionName
from dtiscore.questions.report.shown.document import Document
from dtiscore.questions.report.shown.figures_of_units import UnitFigures
from dtiscore.questions.report.shown.labels import SECTION_TITLES
from dtiscore.questions.score.shown.drawing import Drawing
from dtiscore.questions.score.shown.ranking import ShownRanking
from dtiscore.questions.trend.shown import ShownTrend
from dtiscore.render.forms.markdown import escaped
from dtiscore.said import said, spoken

if TYPE_CHECKING:
    from dtiscore.render.page import Shown
    from dtiscore.render.pictures.theme import Picture


@dataclass(frozen=True)
class ShownReport:
    """A report in one or several languages, the first of which is open."""

    report: Report
    languages: Sequence[str]

    @cached_property
    def _figures(self) -> UnitFigures:
        return UnitFigures(self.report, self.languages)

    def _document(self, language: str) -> Document:
        tell(said("writing the report"), self.languages.index(language), len(self.languages))
        return Document(self.report, self._figures, language)

    def html(self) -> str:
        """The whole page as one file.

        Raises:
            UsageFault: Jinja2 is not installed.
        """
        from dtiscore.render.report.html import report_html, require_templates

        require_templates()
        pages = [self._document(language).page() for language in self.languages]
        return report_html(pages, self._figures.data())

    def markdown(self, stem: str) -> dict[str, str | bytes]:
        """Markdown in the first language under the name "", and each picture as SVG by the name of its file.

        Args:
            stem: what the names of pictures begin with.

        Raises:
            UsageFault: what draws pictures is not installed.
        """
        from dtiscore.render.pictures.saving import svg

        language = self.languages[0]
        files: dict[str, str | bytes] = {}

        def drawn(name: str, picture: Callable[[str | None], Picture]) -> Iterator[str]:
            try:
                made = picture(language)
            except UsageFault:
                return
            file = f"{stem}-{name}.svg"
            files[file] = svg(made).encode()
            yield f"![{escaped(str(made.description))}]({file})"

        parts = [part for parts in self._parts(language, drawn) for part in parts]
        return {"": "\n\n".join(parts) + "\n", **files}

    def _parts(
        self, language: str, drawn: Callable[[str, Callable[[str | None], Picture]], Iterator[str]]
    ) -> Iterator[Iterator[str]]:
        """The paragraphs of the Markdown: what is above, then section by section."""
        report, page = self.report, self._document(language).page()
        yield iter([f"# {escaped(page['title'])}", " · ".join(escaped(part) for part in page["subtitle"])])
        yield iter(["\n".join(f"- {escaped(text)}" for text in page["lead"])])
        for name in report.sections:
            if not report.has(name) or (name == "units" and not report.chosen):
                continue
            yield iter([f"## {escaped(spoken(SECTION_TITLES[name], language))}"])
            for at, (shown, has_table) in enumerate(self._shown(name)):
                yield drawn(f"{name}-{at + 1}", shown.picture)
                if has_table:
                    yield iter([shown.markdown(language).rstrip("\n")])
            if name == "notes":
                yield iter(["\n".join(f"- {escaped(text)}" for text in page["notes"])])
                facts = page["provenance"]
                yield iter(["\n".join(f"- {escaped(what)}: {escaped(value)}" for what, value in facts)])

    def _shown(self, name: SectionName) -> Iterator[tuple[Shown, bool]]:
        """What a section shows, and whether its words and tables too or its picture alone."""
        report = self.report
        if name == "ranking":
            yield ShownRanking(report.card, moves=report.moves), True
        elif name == "table":
            yield ShownRanking(report.card, "all", drawing=Drawing("table")), False
        elif name == "units":
            for one in report.explanations:
                unit = one.card.dataset.units[one.row]
                yield ShownExplanation(one), True
                if report.comparison is not None and unit in {
                    each.unit for each in report.comparison.changes
                }:
                    yield ShownComparison(report.comparison, frozenset([unit])), True
                if unit in report.plans:
                    yield ShownImprovement(report.plans[unit]), True
        else:
            if name == "changes" and report.trend is not None:
                yield ShownTrend(report.trend, "units"), False
            shown = self._document(self.languages[0]).shown(name)
            if shown is not None:
                yield shown, True
