"""What was found, in the forms of machines: nothing acts in them, and they have the shape that their readers want."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import pytest
from tests.conftest import ROOT
from tests.public_schemas import assert_junit, assert_sarif
from tests.reliability.hostile import ALL, PLACED

from dtiscore.errors import Place, Problem, SheetName
from dtiscore.problem_codes import OF_TABLES
from dtiscore.render.annotations import ANNOTATIONS, annotation_form
from dtiscore.render.annotations.findings import Findings, Looked
from dtiscore.said import as_it_is
from dtiscore.visible import is_acting

HOSTILE = [*ALL, *PLACED, "]]>", "x]]><failure/>", "x\n::error::y", "%0A::error::y", "a,line=9::b"]


def problem(text: str = "not a number", **parts: object) -> Problem:
    place = Place("t.csv", 3, 2, "a")
    return Problem(
        **{"code": "not-a-number", "message": as_it_is(text), "place": place, "raw": "x", "unit": "u"} | parts  # type: ignore[arg-type]  # parts of several types
    )


def findings(*problems: Problem, file: str = "t.csv") -> Findings:
    return Findings("validate", [Looked(file, OF_TABLES, problems)])


def drawn(form: str, *problems: Problem, file: str = "t.csv") -> str:
    return annotation_form(form).draw(findings(*problems, file=file), None)


def hostile(text: str) -> Problem:
    return problem(text, place=Place(f"{text}.csv", 3, 2, text), raw=text, unit=text, fix=as_it_is(text))


def test_a_line_says_where_and_what() -> None:
    fix = as_it_is("write a number")
    assert drawn("lines", problem(fix=fix), problem(severity="warning", raw=None, place=Place("t.csv"))) == (
        't.csv:3:2: error not-a-number: u, a, "x": not a number; write a number\n'
        "t.csv: warning not-a-number: u: not a number\n"
    )


def test_the_matcher_that_is_shipped_reads_the_lines() -> None:
    matcher = json.loads((ROOT / ".github" / "dtiscore-problem-matcher.json").read_text(encoding="utf-8"))
    pattern = matcher["problemMatcher"][0]["pattern"][0]
    for place, column in ((Place("a b/t.csv", 3, 2), "2"), (Place("t.csv", 3), None)):
        found = re.match(pattern["regexp"], drawn("lines", problem(place=place)).rstrip("\n"))
        assert found is not None
        told = {key: found[number] for key, number in pattern.items() if key != "regexp"}
        assert told["file"] == place.file
        assert (told["line"], told["column"]) == ("3", column)
        assert (told["severity"], told["code"]) == ("error", "not-a-number")


def test_the_page_shows_the_pattern_of_the_matcher() -> None:
    matcher = json.loads((ROOT / ".github" / "dtiscore-problem-matcher.json").read_text(encoding="utf-8"))
    pattern = json.dumps(matcher["problemMatcher"][0]["pattern"][0]["regexp"])
    assert f'"regexp": {pattern}' in (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")


def test_github_marks_the_line() -> None:
    assert drawn("github", problem("50% of all")) == (
        '::error file=t.csv,line=3,col=2,title=not-a-number::u, a, "x": 50%25 of all\n'
    )


def test_github_is_told_nine_of_each_level_and_how_many_more() -> None:
    errors, warnings = [problem()] * 12, [problem(severity="warning")] * 10
    lines = drawn("github", *errors, *warnings).splitlines()
    assert [line.split()[0] for line in lines] == ["::error"] * 10 + ["::warning"] * 10
    assert lines[9] == "::error title=dtiscore validate::3 more errors: see the summary"
    assert lines[19] == "::warning title=dtiscore validate::1 more warning: see the summary"


def test_paths_are_told_from_the_top_of_the_repository() -> None:
    looked = [Looked("t.csv", OF_TABLES, ())]
    found = Findings("validate", looked, "/repository/", "data/")
    assert found.path(Place("t.csv")) == "data/t.csv"
    assert found.path(Place("./t.csv")) == "data/t.csv"
    assert found.path(Place("/repository/more/t.csv")) == "more/t.csv"
    assert found.path(Place("/elsewhere/t.csv")) == "/elsewhere/t.csv"
    assert found.path(Place("<stdin>")) is None


def test_a_cell_of_a_workbook_is_in_its_file() -> None:
    place = Place(SheetName("book.xlsx!S 1"), 5, 3, "a")
    assert drawn("lines", problem(place=place), file="book.xlsx").startswith("book.xlsx!S 1!C5: error ")
    assert drawn("github", problem(place=place), file="book.xlsx").startswith(
        "::error file=book.xlsx,title=not-a-number::"
    )
    log = assert_sarif(drawn("sarif", problem(place=place), file="book.xlsx"))
    location = log["runs"][0]["results"][0]["locations"][0]
    assert location["physicalLocation"] == {"artifactLocation": {"uri": "book.xlsx"}}
    assert location["logicalLocations"][0] == {"name": "book.xlsx!S 1", "kind": "module"}


def test_junit_has_a_case_for_each_rule_and_for_each_unit_that_breaks_one() -> None:
    problems = [problem(), problem(place=Place("t.csv", 3, 4)), problem(unit="v"), problem(code="blank-line", severity="warning")]  # fmt: skip
    root = assert_junit(drawn("junit", *problems))
    cases = {case.attrib["name"]: case for case in root.iter("testcase")}
    rules = [code.code for codes in OF_TABLES.values() for code in codes]
    assert len(cases) == len(rules) + 1  # one rule is broken by two units
    assert {name.partition(":")[0] for name in cases} == {*rules}
    assert root.attrib == {
        "name": "dtiscore validate",
        "tests": str(len(cases)),
        "failures": "2",
        "errors": "0",
    }
    assert len((cases["not-a-number: u"][0].text or "").splitlines()) == 2
    assert [child.tag for child in cases["blank-line: u"]] == ["system-out"]
    assert [*cases["no-rows"]] == []


def test_sarif_has_the_codes_as_rules_with_their_help() -> None:
    log = assert_sarif(
        drawn("sarif", problem("{0} of [a](b)"), problem(code="blank-line", severity="warning"))
    )
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["blank-line", "not-a-number"]
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    first = run["results"][0]
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "not-a-number"
    # a cell's number is no column of characters, so that the line alone is told
    assert first["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}
    assert "{{0}} of \\[a](b)" in first["message"]["text"]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_acts(text: str) -> None:
    for form in ANNOTATIONS:
        told = drawn(form, hostile(text), file=f"{text}.csv")
        assert not any(is_acting(character) for character in told if character != "\n"), form
    one = hostile(text)
    for form, most in (("lines", 1), ("github", 1)):
        assert len(drawn(form, one).splitlines()) == most
    command = drawn("github", one)
    assert re.fullmatch(r"::error (\w+=[^,:]*,)*title=not-a-number::.*\n", command), command
    assert not re.match(r"\s*::|.*##\w*\[", drawn("lines", one))
    assert_junit(drawn("junit", one, file=text))
    assert_sarif(drawn("sarif", one, file=text))


def test_all_forms_are_without_a_word_of_nothing() -> None:
    quiet: Sequence[str] = [drawn(form) for form in ("github", "lines")]
    assert quiet == ["", ""]
    assert assert_sarif(drawn("sarif"))["runs"][0]["results"] == []
    assert assert_junit(drawn("junit")).attrib["failures"] == "0"
