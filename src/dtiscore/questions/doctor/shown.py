"""What the doctor noticed about a file, for people and programs: what to declare, why, and where that shows."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dtiscore.questions.doctor.answer.checkup import Checkup
from dtiscore.questions.doctor.answer.finding import Observation, Topic, arguments
from dtiscore.render.command_line import CommandLine
from dtiscore.render.drawing.screen import BOLD, Screen, StyledLine, paragraph
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.forms.markdown import escaped
from dtiscore.render.page import Block, Columns, Element, Grids, Note, Shown, Title, aid
from dtiscore.render.wording import safe, side_by_side
from dtiscore.said import counted, joined, said, spoken, with_or
from dtiscore.shell_words import as_line, as_word
from dtiscore.visible import shortened, visible

DOCTOR_SCHEMA = "dtiscore/doctor/1"

_LONG = 600
"""All headings of a table may be one sample, and so may a line of a file that is none."""
_TOPICS: Mapping[Topic, str] = {
    "file": said("kind of file"),
    "encoding": said("encoding"),
    "font": said("old Vietnamese font"),
    "sheet": said("sheet"),
    "delimiter": said("delimiter"),
    "headings": said("headings"),
    "numbers": said("numbers"),
    "missing": said("missing values"),
    "units": said("units"),
}


@dataclass(frozen=True)
class ShownCheckup(Shown):
    """A checkup in every form: the findings, the commands that follow from them, and how to read it."""

    checkup: Checkup

    def page(self) -> Iterator[Block]:
        checkup = self.checkup
        yield [Title(self._title())]
        read = [aid(_AID)] if checkup.findings else []
        for number, finding in enumerate(checkup.findings, 1):
            is_last = number == len(checkup.findings) and not checkup.suggested
            yield [_Noticed(number, finding), *(read if is_last else [])]
        if checkup.suggested:
            yield [*self._suggested(), *self._begun(), *read]
        elif checkup.errors == 0:
            yield [*self._begun()]

    def _begun(self) -> Iterator[Element]:
        """What begins a weighting file, where no edition was named."""
        if self.checkup.beginning is not None:
            yield Note(said("Without an edition, to begin a weighting file from the table itself:"))
            yield CommandLine(_parts(self.checkup.beginning), indent="    ")

    def columns(self, language: str | None = None) -> Columns:
        """The findings, one row each."""
        findings = self.checkup.findings
        places = [finding.place for finding in findings]
        return {
            "topic": [finding.topic for finding in findings],
            "declare": [" or ".join(_options(finding)) or None for finding in findings],
            "reason": [finding.reason for finding in findings],
            "file": [self.checkup.source if place is None else place.file for place in places],
            "line": [None if place is None else place.line for place in places],
            "column": [None if place is None else place.column for place in places],
            "sample": [finding.sample for finding in findings],
            "remedy": [finding.remedy for finding in findings],
        }

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """The envelope holds the commands as well; ``errors`` is null where no table can be read."""
        return {
            "schema": DOCTOR_SCHEMA,
            "source": self.checkup.source,
            "errors": self.checkup.errors,
            "rows": rows_of(self.columns(language)),
            "suggested": [
                {"declarations": dict(each.declarations), "command": each.command, "errors": each.errors}
                for each in self.checkup.suggested
            ],
        }

    def _title(self) -> str:
        source, number = visible(self.checkup.source), len(self.checkup.findings)
        if number:
            return counted(
                number,
                "{n} thing was noticed about {source}.",
                "{n} things were noticed about {source}.",
                source=source,
            )
        if self.checkup.errors == 0:
            return said("{source} can be read as it stands; there is nothing to declare.", source=source)
        return said(
            "{source} has faults, and nothing that could be declared would help; dtiscore validate lists them.",
            source=source,
        )

    def _suggested(self) -> Iterator[Element]:
        """The commands that follow from the findings, with what each leaves."""
        suggested = self.checkup.suggested
        yield Note(said("To try it:") if len(suggested) == 1 else said("One of these is right:"))
        for each in suggested:
            yield CommandLine(_parts(each.command), indent="    ")
            yield Note(said("With this: {errors}.", errors=_errors(each.left)), indent="      ")
        yield Note(said("As it stands: {errors}.", errors=_errors(self.checkup.left)))
        command = shlex.split(suggested[0].command)
        writes = not self.checkup.is_open and not suggested[0].begins
        if writes and command[2] != "-" and "EDITION" not in command:
            yield Note(said("To write it into the project, so that nobody types it again:"))
            yield CommandLine(
                _parts(shlex.join(["dtiscore", "doctor", *command[2:5], "--fix"])), indent="    "
            )


_AID = said(
    "How to read: each point says what to declare or do, why, and where that shows. The table is as it was; you decide."
)


@dataclass(frozen=True)
class _Noticed:
    """One finding: the topic on a line, then what to declare, why, and where."""

    number: int
    finding: Observation

    def lines(self, screen: Screen, grids: Grids) -> Iterator[StyledLine]:
        topic = f"{self.number}. {spoken(_TOPICS[self.finding.topic], screen.language)}"
        yield from paragraph(topic, screen, style=BOLD, hanging="   ")
        for sentence in self._sentences():
            yield from paragraph(sentence, screen, indent="   ", hanging="  ")

    def markdown(self, language: str | None) -> Iterator[str]:
        topic = escaped(spoken(_TOPICS[self.finding.topic], language))
        sentences = (escaped(spoken(sentence, language)) for sentence in self._sentences())
        yield "\\\n   ".join([f"{self.number}. **{topic}**", *sentences])

    def _sentences(self) -> list[str]:
        """What to declare, the evidence, where and what stands there, and what to do otherwise."""
        finding = self.finding
        told = [safe(with_or(_options(finding))), safe(finding.reason)]
        where = "" if finding.place is None else visible(str(finding.place))
        sample = "" if finding.sample is None else f'"{shortened(visible(finding.sample), _LONG)}"'
        told.append(": ".join(filter(None, (where, sample))))
        if finding.remedy is not None:
            told.append(side_by_side("→", safe(finding.remedy), between=" "))
        return [sentence for sentence in told if sentence]


def _parts(command: str) -> list[str]:
    """The words of a command, each option with its value."""
    parts: list[str] = []
    takes_value = False
    for word in shlex.split(command):
        shown, is_option = as_word(word), word.startswith("-")
        if takes_value and not is_option:
            parts[-1] += f" {shown}"
        else:
            parts.append(shown)
        takes_value = is_option
    return parts


def _options(finding: Observation) -> list[str]:
    """What may be declared as it is typed: one text, or one for each choice."""
    return [as_line(words) for each in (finding.declares, *finding.choices) if (words := arguments(each))]


def _errors(left: Sequence[str] | None) -> str:
    """How many errors are left, and which."""
    if left is None:
        return said("no table can be read")
    if not left:
        return said("no error is left")
    codes = [
        code if times == 1 else said("{code}, {times} times", code=code, times=times)
        for code, times in Counter(left).most_common()
    ]
    return said(
        "{errors} ({codes})",
        errors=counted(len(left), "{n} error", "{n} errors"),
        codes=joined("{first}; {second}", codes),
    )
