"""What the doctor noticed about a file, for people and programs: what to declare, why, and where that shows."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import Any

from rich.text import Text

from dtiscore.questions.doctor.answer.checkup import Checkup
from dtiscore.questions.doctor.answer.finding import Finding, arguments
from dtiscore.render.drawing.folding import width_of
from dtiscore.render.drawing.screen import BOLD, DIM, Screen, paragraph, to_text
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.forms.markdown import escaped
from dtiscore.render.phrases import counted, say
from dtiscore.visible import visible

DOCTOR_SCHEMA = "dtiscore/doctor/1"
_CONTINUED = " \\"
"""What tells a shell that a command goes on in the next line."""


def doctor_screen(checkup: Checkup, screen: Screen) -> str:
    """The findings one below the other, the commands that follow from them, and how to read it."""
    language = screen.language
    lines = [*paragraph(_title(checkup, language), screen, style=BOLD)]
    for number, finding in enumerate(checkup.findings, 1):
        lines += _finding(number, finding, screen)
    if checkup.suggested:
        lines += [Text(), *paragraph(_heading(checkup, language), screen)]
        for each in checkup.suggested:
            lines += _command(each.command, screen)
            lines += paragraph(_after(each.errors, language), screen, indent="      ")
        lines += paragraph(say(language, "doctor before", errors=_errors(checkup.errors, language)), screen)
    if checkup.findings:
        lines += paragraph(say(language, "doctor aid"), screen, style=DIM)
    return to_text(lines, screen)


def doctor_markdown(checkup: Checkup, language: str | None = None) -> str:
    """The same as Markdown."""
    parts = [f"### {escaped(_title(checkup, language))}"]
    for number, finding in enumerate(checkup.findings, 1):
        said = [f"{number}. **{escaped(_topic(finding, language))}**", *map(escaped, _sentences(finding))]
        parts.append("\\\n   ".join(said))
    if checkup.suggested:
        parts.append(escaped(_heading(checkup, language)))
        for each in checkup.suggested:
            parts += [f"    {visible(each.command)}", escaped(_after(each.errors, language))]
        parts.append(escaped(say(language, "doctor before", errors=_errors(checkup.errors, language))))
    return "\n\n".join(parts) + "\n"


def doctor_columns(checkup: Checkup) -> dict[str, list[Any]]:
    """The findings as plain columns, one row each."""
    findings = checkup.findings
    places = [finding.place for finding in findings]
    return {
        "topic": [finding.topic for finding in findings],
        "declare": [" or ".join(_options(finding)) or None for finding in findings],
        "reason": [finding.reason for finding in findings],
        "file": [checkup.source if place is None else place.file for place in places],
        "line": [None if place is None else place.line for place in places],
        "column": [None if place is None else place.column for place in places],
        "sample": [finding.sample for finding in findings],
        "remedy": [finding.remedy for finding in findings],
    }


def doctor_payload(checkup: Checkup) -> dict[str, Any]:
    """The findings and the commands as the versioned envelope for JSON; ``errors`` is null where no table can be read."""
    return {
        "schema": DOCTOR_SCHEMA,
        "source": checkup.source,
        "errors": checkup.errors,
        "rows": rows_of(doctor_columns(checkup)),
        "suggested": [
            {"declarations": dict(each.declarations), "command": each.command, "errors": each.errors}
            for each in checkup.suggested
        ],
    }


def _title(checkup: Checkup, language: str | None) -> str:
    source, number = visible(checkup.source), len(checkup.findings)
    if not number:
        return say(language, "doctor sound" if checkup.errors == 0 else "doctor nothing", source=source)
    return say(language, "doctor found one" if number == 1 else "doctor found", n=number, source=source)


def _finding(number: int, finding: Finding, screen: Screen) -> Iterator[Text]:
    """The topic on a line, then what to declare, why, and where."""
    yield Text()
    yield from paragraph(f"{number}. {_topic(finding, screen.language)}", screen, style=BOLD, hanging="   ")
    for sentence in _sentences(finding):
        yield from paragraph(sentence, screen, indent="   ", hanging="  ")


def _sentences(finding: Finding) -> list[str]:
    """What to declare, the evidence, where and what stands there, and what to do otherwise."""
    said = [visible(" or ".join(_options(finding))), visible(finding.reason)]
    where = "" if finding.place is None else visible(str(finding.place))
    sample = "" if finding.sample is None else f'"{visible(finding.sample)}"'
    said.append(": ".join(filter(None, (where, sample))))
    if finding.remedy is not None:
        said.append(f"→ {visible(finding.remedy)}")
    return [sentence for sentence in said if sentence]


def _options(finding: Finding) -> list[str]:
    """What may be declared as it is typed: one text, or one for each choice."""
    return [shlex.join(words) for each in (finding.declares, *finding.choices) if (words := arguments(each))]


def _topic(finding: Finding, language: str | None) -> str:
    return say(language, f"doctor topic {finding.topic}")


def _heading(checkup: Checkup, language: str | None) -> str:
    return say(language, "doctor try" if len(checkup.suggested) == 1 else "doctor try one of")


def _after(errors: int | None, language: str | None) -> str:
    return say(language, "doctor after", errors=_errors(errors, language))


def _errors(errors: int | None, language: str | None) -> str:
    if errors is None:
        return say(language, "doctor no table")
    return counted(language, errors, "error") if errors else say(language, "doctor no errors")


def _command(command: str, screen: Screen) -> Iterator[Text]:
    """A command that can be copied: where the screen is too narrow it goes on in lines that a shell joins."""
    line = "   "
    for word in shlex.split(command):
        shown = shlex.quote(visible(word))
        room = None if screen.width is None else screen.width - width_of(_CONTINUED)
        if room is not None and line.strip() and width_of(f"{line} {shown}") > room:
            yield Text(line + _CONTINUED)
            line = "     "
        line += f" {shown}"
    yield Text(line)
