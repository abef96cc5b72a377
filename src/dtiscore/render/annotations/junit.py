"""A report of tests as JUnit writes it: a suite for each file, a case for each rule, and for each unit that breaks one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from dtiscore.render.annotations.findings import sentence
from dtiscore.said import spoken
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.errors import Problem
    from dtiscore.render.annotations.findings import Findings, Looked


def draw(findings: Findings, language: str | None) -> str:
    """The document; the same problems give the same bytes, so that it has no time and no name of a machine."""
    suites = [_suite(looked, language) for looked in findings.files]
    root = ET.Element("testsuites", _counts(f"dtiscore {findings.command}", suites))
    root.extend(suites)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(looked: Looked, language: str | None) -> ET.Element:
    cases = list(_cases(looked, language))
    failures = sum(case.find("failure") is not None for case in cases)
    counts = {"tests": str(len(cases)), "failures": str(failures), "errors": "0"}
    suite = ET.Element("testsuite", {"name": visible(looked.file), **counts})
    suite.extend(cases)
    return suite


def _counts(name: str, suites: Sequence[ET.Element]) -> dict[str, str]:
    summed = {
        of: str(sum(int(suite.attrib[of]) for suite in suites)) for of in ("tests", "failures", "errors")
    }
    return {"name": name, **summed}


def _cases(looked: Looked, language: str | None) -> Iterator[ET.Element]:
    """The rules in the order of their list, each once where nothing breaks it, else once for each unit that does."""
    broken: dict[str, dict[str, list[Problem]]] = {}
    for problem in looked.problems:
        broken.setdefault(problem.code, {}).setdefault(problem.unit or "", []).append(problem)
    groups = {code.code: spoken(title, language) for title, codes in looked.rules.items() for code in codes}
    for code in dict.fromkeys([*groups, *broken]):
        for unit, problems in broken.get(code, {"": []}).items():
            name = visible(f"{code}: {unit}") if unit else code
            case = ET.Element("testcase", {"classname": groups.get(code, "dtiscore"), "name": name})
            case.extend(_outcome(problems, language))
            yield case


def _outcome(problems: Sequence[Problem], language: str | None) -> Iterator[ET.Element]:
    """What a case says of its problems: a failure where one is an error, and of warnings what was put out."""
    for is_error, tag in ((True, "failure"), (False, "system-out")):
        told = [problem for problem in problems if problem.is_error == is_error]
        if told:
            lines = [f"{visible(str(problem.place))}: {sentence(problem, language)}" for problem in told]
            element = ET.Element(tag)
            if is_error:
                element.attrib |= {"type": told[0].code, "message": sentence(told[0], language)}
            element.text = "\n".join(lines)
            yield element
