"""A report as its page in one language: what the template reads, section by section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dtiscore.questions.compare.shown.comparison import ShownComparison
from dtiscore.questions.diagnose.shown.diagnosis import ShownDiagnosis
from dtiscore.questions.explain.answer import Explanation
from dtiscore.questions.explain.shown.notes import Notes
from dtiscore.questions.improve.shown.improvement import ShownImprovement
from dtiscore.questions.profile.shown import ShownProfile
from dtiscore.questions.report.answer import Report, SectionName
from dtiscore.questions.report.shown.figures_of_units import UnitFigures
from dtiscore.questions.report.shown.labels import MARKS, PAGE, SCRIPT, SECTION_TITLES, SHORT_TITLES
from dtiscore.questions.report.shown.lists import ShownLists
from dtiscore.questions.report.shown.pairs import ShownCuts, ShownRules
from dtiscore.questions.report.shown.sentences import Sentences
from dtiscore.questions.report.shown.tables_of_page import PageTables
from dtiscore.questions.robustness.shown.robustness import ShownRobustness
from dtiscore.questions.score.shown.notes import general_notes, ranking_note, units_ranked
from dtiscore.questions.weights.shown.methodology import ShownMethodology
from dtiscore.render.names import index_title, period_and_group, unit_name
from dtiscore.render.page import Shown
from dtiscore.render.report.drawn import Drawn, drawn, in_words
from dtiscore.render.wording import side_by_side
from dtiscore.said import said, spoken
from dtiscore.visible import visible

_LANGUAGES = {"en": "English", "vi": "Tiếng Việt"}
"""What a language calls itself; others by their letters."""


@dataclass(frozen=True)
class Document:
    """A report in one language."""

    report: Report
    figures: UnitFigures
    language: str

    def page(self) -> dict[str, Any]:
        """Everything that the template reads."""
        report = self.report
        sections = [name for name in report.sections if report.has(name)]
        tables = PageTables(report, self.figures, self.language)
        return {
            "language": self.language,
            "own_name": _LANGUAGES.get(self.language, self.language),
            "title": self._say(index_title(report.card.methodology)),
            "worst_first": report.card.methodology.rank.first == "worst",
            "subtitle": [self._say(part) for part in self._subtitle()],
            "lead": [in_words(text, self.language) for text in (*Sentences(report), *self._in_short())],
            "words": self._all(PAGE),
            "marks": self._all(MARKS),
            "sections": [(name, self._say(SECTION_TITLES[name])) for name in sections],
            "short": self._all(SHORT_TITLES),
            "ranking": tables.ranking() if "ranking" in sections else None,
            "table": tables.heat() if "table" in sections else None,
            "notes": [in_words(text, self.language) for text in self._data_notes()],
            "elements": {name: self._elements(name) for name in sections},
            "sliders": self._sliders(),
            "why_not": self._why_not(),
            "provenance": [(self._say(what), value) for what, value in self._provenance()],
            "units": self._units(),
            "script": {
                "words": self._all(SCRIPT),
                "marks": self._all(MARKS),
                "units": self._sentences(),
                "plans": [self._plan(one) for one in self.report.explanations] if self.report.plans else [],
            },
        }

    def _all(self, words: Mapping[str, str]) -> dict[str, str]:
        return {name: self._say(text) for name, text in words.items()}

    def _say(self, text: str) -> str:
        return visible(spoken(text, self.language))

    def _subtitle(self) -> Iterator[str]:
        card = self.report.card
        authority = card.methodology.authority
        yield from period_and_group(next(iter(card.partitions), (None, None)))
        yield authority.decision
        yield authority.issuer
        yield units_ranked(card, range(len(card.dataset)))

    def _elements(self, name: SectionName) -> list[Drawn]:
        """What another question says, as its own page has it, without the title that the section has already."""
        shown = self.shown(name)
        elements = [] if shown is None else drawn(shown.page(), self.language)
        return [one for one in elements if one["kind"] != "title"]

    def shown(self, name: SectionName) -> Shown | None:
        """What another question says in a section, if the section is such a one."""
        report = self.report
        if name in self._beside_it:
            return self._beside_it[name]
        if name == "changes" and report.comparison is not None:
            return ShownComparison(report.comparison)
        if name == "leaders" and report.profile is not None:
            return ShownProfile(report.profile)
        if name == "firmness" and report.study is not None:
            return ShownRobustness(report.study)
        if name == "audit" and report.diagnosis is not None:
            return ShownDiagnosis(report.diagnosis)
        return ShownMethodology(report.card.methodology) if name == "method" else None

    @cached_property
    def _beside_it(self) -> dict[SectionName, ShownLists | ShownRules | ShownCuts]:
        """Where the units stand on another basis: on the list before, under the rules before, as they see themselves."""
        report, found = self.report, dict[SectionName, ShownLists | ShownRules | ShownCuts]()
        if report.comparison is not None and report.former is not None:
            found["lists"] = ShownLists(report.comparison, report.former)
        if report.rules is not None:
            found["rules"] = ShownRules(report.rules)
        if report.cuts is not None:
            found["cuts"] = ShownCuts(report.cuts)
        return found

    def _data_notes(self) -> Iterator[str]:
        """How it is ranked, what was imputed, treated, supplied, missing, and what the reader was warned of."""
        card = self.report.card
        yield ranking_note(card)
        yield from general_notes(card, list(card.methodology.shown))
        for problem in self.report.warnings:
            yield side_by_side(visible(str(problem.place)), problem.message, between=": ")

    def _provenance(self) -> Iterator[tuple[str, str]]:
        """From what the report was made, enough to make it again."""
        edition, provenance = self.report.card.methodology, self.report.card.provenance
        authority = edition.authority
        yield said("edition"), visible(edition.id)
        yield said("decision"), visible(authority.decision)
        yield said("issuer"), visible(authority.issuer)
        if authority.signed is not None:
            yield said("signed"), str(authority.signed)
        if authority.source is not None:
            yield said("source"), visible(str(authority.source))
        yield said("hash of the edition (SHA-256)"), provenance.methodology_sha256
        yield said("table"), visible(provenance.data)
        if provenance.data_sha256 is not None:
            yield said("hash of the table (SHA-256)"), provenance.data_sha256
        before = None if self.report.comparison is None else self.report.comparison.before
        if before is not None and before.sha256 is not None and before.sha256 != provenance.data_sha256:
            yield said("table before"), visible(before.source)
            yield said("hash of the table before (SHA-256)"), before.sha256
        if self.report.rules is not None and self.report.rules.editions is not None:
            first = self.report.rules.editions[0]
            yield said("edition before"), visible(first.id)
            yield said("hash of the edition before (SHA-256)"), first.hash
        if self.report.cuts is not None and self.report.cuts.before.sha256 is not None:
            yield said("table of own assessments"), visible(self.report.cuts.before.source)
            yield said("hash of the table of own assessments (SHA-256)"), self.report.cuts.before.sha256
        yield said("made by"), f"dtiscore {provenance.dtiscore}"

    def _sliders(self) -> list[dict[str, Any]]:
        weights = self.figures.weights
        if weights.why_not is not None:
            return []
        return [
            {
                **group,
                "name": self._say(group["name"]),
                "parts": [{**part, "name": self._say(part["name"])} for part in group["parts"]],
            }
            for group in weights.sliders()
        ]

    def _why_not(self) -> str | None:
        reason = self.figures.weights.why_not
        return None if reason is None else self._say(reason)

    def _units(self) -> list[dict[str, str]]:
        """The units that have a section, by name, for the reader to choose from."""
        card = self.report.card
        named = [
            {"code": card.dataset.units[one.row], "name": self._say(unit_name(card, one.row))}
            for one in self.report.explanations
        ]
        return sorted(named, key=lambda one: (one["name"], one["code"]))

    def _sentences(self) -> list[list[str]]:
        """What is said of each unit that has a section."""
        return [
            [in_words(text, self.language) for text in (*self._beside(one), *Notes(one))]
            for one in self.report.explanations
        ]

    def _in_short(self) -> Iterator[str]:
        """What the rules and an appraisal changed, in a sentence each."""
        for name in ("rules", "cuts"):
            shown = self._beside_it.get(name)
            if isinstance(shown, ShownRules | ShownCuts):
                yield from shown.in_short()

    def _beside(self, one: Explanation) -> Iterator[str]:
        """Where a unit stands on another basis."""
        for name, shown in self._beside_it.items():
            if name in self.report.sections:
                yield from shown.of_unit(one.card.dataset.units[one.row])

    def _plan(self, one: Explanation) -> list[Drawn]:
        """The cheapest ways of a unit that was asked for to the next better rank; nothing of any other."""
        found = self.report.plans.get(one.card.dataset.units[one.row])
        return [] if found is None else drawn(ShownImprovement(found, "plans").page(), self.language)
