"""A log of static analysis in SARIF 2.1.0 (OASIS), with the codes of problems as rules and their help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from dtiscore import __version__
from dtiscore.errors import Place, Problem, SheetName
from dtiscore.problem_codes import OF_WEIGHTING_FILES, PROBLEM_CODES, ProblemCode
from dtiscore.render.annotations.findings import sentence
from dtiscore.render.forms.json_text import to_json
from dtiscore.said import spoken
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.render.annotations.findings import Findings

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_RULES = {code.code: code for codes in PROBLEM_CODES.values() for code in codes}
_OF_KEYS = {code.code for codes in OF_WEIGHTING_FILES.values() for code in codes}


def draw(findings: Findings, language: str | None) -> str:
    """The log: one run, every rule that a problem names, and a result for each problem."""
    named = sorted({problem.code for problem in findings.problems})
    numbers = {code: number for number, code in enumerate(named)}
    driver = {
        "name": "dtiscore",
        "version": __version__,
        "rules": [_rule(_RULES[code], language) for code in named],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, numbers, findings, language) for problem in findings.problems],
    }
    return to_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: ProblemCode, language: str | None) -> dict[str, Any]:
    return {
        "id": code.code,
        "shortDescription": {"text": _text(spoken(code.meaning, language))},
        "help": {"text": _text(spoken(code.way_out, language).replace("`", ""))},
        "defaultConfiguration": {"level": "warning" if code.severity == "warning" else "error"},
    }


def _result(
    problem: Problem, numbers: dict[str, int], findings: Findings, language: str | None
) -> dict[str, Any]:
    return {
        "ruleId": problem.code,
        "ruleIndex": numbers[problem.code],
        "level": problem.severity,
        "message": {"text": _text(sentence(problem, language))},
        "locations": [_location(problem, findings)],
    }


def _location(problem: Problem, findings: Findings) -> dict[str, Any]:
    """The line of a file, or what else is known of where the problem is: its unit and its column, key or cell."""
    place, found = problem.place, {}
    path = findings.path(place)
    if path is not None:
        found["physicalLocation"] = {"artifactLocation": {"uri": _uri(path)}, **_region(problem)}
    names = {"module": str(place.file) if path is None or isinstance(place.file, SheetName) else None}
    names |= {"member": problem.unit, "variable": place.header}
    logical = [{"name": visible(name), "kind": kind} for kind, name in names.items() if name]
    return {**found, **({"logicalLocations": logical} if logical else {})}


def _region(problem: Problem) -> dict[str, Any]:
    """The line; the column too in a weighting file, where it counts characters and not cells as in a table."""
    place: Place = problem.place
    if not place.line or isinstance(place.file, SheetName):
        return {}
    column = {"startColumn": place.column} if place.column and problem.code in _OF_KEYS else {}
    return {"region": {"startLine": place.line, **column}}


def _uri(path: str) -> str:
    address = quote(path.encode("utf-8", "surrogateescape"), safe="/")
    return f"file://{address}" if path.startswith("/") else address


def _text(text: str) -> str:
    """A text in which no brace is a placeholder, and no bracket begins a link (3.11.5 and 3.11.6 of the standard)."""
    doubled = text.replace("{", "{{").replace("}", "}}")
    return doubled.replace("[", "\\[") if "](" in doubled else doubled
