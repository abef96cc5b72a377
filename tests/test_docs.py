"""The documentation says what the code does: generated pages are fresh, every command and option is named."""

from __future__ import annotations

import ast
import re
import runpy
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from babel.messages.pofile import read_po

from dtiscore.methodology.documents.document import parse_document
from dtiscore.methodology.flat.document import read_flat
from dtiscore.methodology.formula import FUNCTIONS, MAX_DEPTH, MAX_NODES
from dtiscore.methodology.formula_text import MAX_LENGTH
from dtiscore.methodology.parsing import parse_methodology
from dtiscore.questions.schema.python import schema
from dtiscore.render.forms import FORMS
from dtiscore.units.scheme import UnitScheme
from tests.cli.whole_program import commands, options_of
from tests.conftest import ROOT

DOCS = ROOT / "docs"


def test_the_pages_made_from_the_code_are_fresh() -> None:
    result = subprocess.run(
        [sys.executable, str(DOCS / "generate.py"), "--check"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr


def test_what_a_method_lacks_in_vietnamese_is_told_with_where_it_is_to_stand(
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = runpy.run_path(str(DOCS / "generate.py"))
    say = made["InVietnamese"]()
    assert (say("name"), say('A rule of "nobody".')) == ("tên", 'A rule of "nobody".')
    assert made["told"](say.lacking) == 1
    assert (
        'docs/vi/methods.po lacks the Vietnamese of:\n\nmsgid "A rule of \\"nobody\\"."\n'
        in capsys.readouterr().err
    )


def test_the_vietnamese_texts_of_methods_are_those_of_the_english_page() -> None:
    page = " ".join((DOCS / "methods.md").read_text(encoding="utf-8").split())
    with (DOCS / "vi" / "methods.po").open("rb") as lines:
        texts = [str(message.id) for message in read_po(lines) if message.id]
    assert len(texts) > 150
    assert [text for text in texts if text.replace("``", "`") not in page] == []


@pytest.mark.parametrize("words", commands())
def test_every_command_is_documented_and_ends_with_an_example(words: str) -> None:
    page = (DOCS / "command-line.md").read_text(encoding="utf-8")
    assert f"## dtiscore {words}\n" in page
    section = page.split(f"## dtiscore {words}\n")[1].split("\n## ")[0]
    missing = [one for one in options_of()[words] if one.startswith("--") and one not in section]
    assert missing == []
    assert f"dtiscore {words}" in commands()[words].epilog


def test_the_forms_of_a_result_are_documented() -> None:
    page = re.sub(r"\s+", "", (DOCS / "command-line.md").read_text(encoding="utf-8"))
    assert f"--format<{'|'.join(FORMS)}>" in page


of_weighting_files = pytest.mark.parametrize(
    "page",
    [DOCS / "weighting-file.md", DOCS / "vi" / "weighting-file.md"],
    ids=lambda page: str(page.relative_to(DOCS)),
)


def examples(page: Path, syntax: str) -> list[str]:
    """The examples of a page in one syntax, in their order."""
    return re.findall(rf"^```{syntax}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@of_weighting_files
def test_the_example_of_the_weighting_file_is_sound(page: Path) -> None:
    whole, *_ = examples(page, "yaml")
    methodology = parse_methodology(parse_document(whole, "yaml", page.name))
    assert methodology.index.maximum == 100


@of_weighting_files
def test_the_example_of_a_flat_file_is_sound(page: Path) -> None:
    (flat,) = examples(page, "csv")
    methodology = parse_methodology(read_flat(flat, page.name))
    assert [node.code for node in methodology.index.indicators()] == ["1", "2", "3"]


@of_weighting_files
def test_the_example_of_a_unit_scheme_is_sound(page: Path) -> None:
    *_, units = examples(page, "yaml")
    scheme = UnitScheme.model_validate(parse_document(units, "yaml", page.name).data)
    assert [unit.ranked for unit in scheme.units] == [True, True, False]


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("weighting-file", ("weighting-file", "methods", "editors")),
        ("unit-scheme", ("weighting-file",)),
        ("project", ("project",)),
    ],
)
def test_every_key_of_a_file_that_people_write_stands_in_its_page(name: str, pages: tuple[str, ...]) -> None:
    """In code, where the page shows it or speaks of it; the Vietnamese pages have the same code."""
    code = [code_of(DOCS / f"{page}.md") for page in pages]
    words = {
        word
        for blocks, spans in code
        for text in (*blocks, *spans)
        for word in re.findall(r"[$\w]+(?:-\w+)*", text)
    }
    whole = schema(name)
    keys = {key for model in (whole, *whole["$defs"].values()) for key in model.get("properties", {})}
    # A project file repeats options, whose choices the page of options has.
    choices = set() if name == "project" else set(_choices(whole))
    assert sorted((keys | choices) - words) == []


WHERE_TOLD = {
    "WeightingFile": ("The keys", ""),
    "Authority": ("The keys", "authority"),
    "BasePeriod": ("The keys", "frame"),
    "Column": ("The keys", "columns"),
    "Layout": ("The keys", "layout"),
    "Publication": ("The keys", "publish"),
    "Ranking": ("The keys", "rank"),
    "Summary": ("The keys", "summaries"),
    "View": ("The keys", "views"),
    "Node": ("A node", ""),
    "DerivedWeights": ("A node", "derived_weights"),
    "WeightParameter": ("A node", "derived_weights"),
    "MissingRule": ("A node", "missing"),
    "Rounding": ("A node", "round"),
    "Below": ("Said once", ""),
    "ForGroups": ("Said once", ""),
    "ForIndicators": ("Said once", ""),
    "OwnRanking": ("Ranks", ""),
    "Cut": ("Weights, gaps and bands", ""),
    "CutBands": ("Weights, gaps and bands", "kind: cuts"),
    "QuantileBands": ("Weights, gaps and bands", "kind: quantiles"),
    "NTileBands": ("Weights, gaps and bands", "kind: n-tiles"),
    "DaleniusHodgesBands": ("Weights, gaps and bands", "kind: dalenius-hodges"),
}
"""The section of the page on weighting files, or the row of a table in it, that has all keys of a part of such files.

That all bands have ``of`` says the heading of their table.
"""


def test_each_key_of_a_weighting_file_is_told_where_the_part_is_that_has_it() -> None:
    """Not merely somewhere on the page: a node's key is none that is told of columns alone."""
    page, methods = (
        (DOCS / f"{name}.md").read_text(encoding="utf-8") for name in ("weighting-file", "methods")
    )
    whole = schema("weighting-file")
    untold = {}
    for name, model in {**whole["$defs"], "WeightingFile": whole}.items():
        of = model.get("properties", {})
        keys = {*of} - {"kind", "step", "$schema"} - ({"of"} if name.endswith("Bands") else set())
        method = of.get("kind", of.get("step", {})).get("const")
        if name in WHERE_TOLD:
            passages = [_passage(page, *WHERE_TOLD[name])]
        elif method is not None:
            passages = [_passage(methods, method, "")]
        else:  # what a parameter is a list of stands in braces beside it
            passages = re.findall(r"`\{.*?\}`", methods)
        lacking = [keys - {*re.findall(r"\w+", " ".join(_code_in(passage)))} for passage in passages]
        if least := min(lacking, key=len, default=keys):
            untold[name] = sorted(least)
    assert untold == {}


def _passage(page: str, heading: str, row: str) -> str:
    """A section of a page up to the next heading, or one row of a table in it."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", page, re.MULTILINE | re.DOTALL)
    assert found is not None, heading
    if not row:
        return found[1]
    (line,) = re.findall(rf"^\| `{re.escape(row)}`.*", found[1], re.MULTILINE)
    return line


def _code_in(passage: str) -> list[str]:
    return re.findall(r"^```.*?^```|`[^`]+`", passage, re.MULTILINE | re.DOTALL)


def _choices(schema: Any) -> Iterator[str]:
    """The words of which a value of a schema is one."""
    if isinstance(schema, dict):
        yield from map(str, schema.get("enum", ()) if isinstance(schema.get("enum"), list) else ())
        if isinstance(schema.get("const"), str):
            yield schema["const"]
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _choices(inner)


@of_weighting_files
def test_every_function_of_a_formula_and_every_limit_stands_in_the_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8").replace("2.000", "2,000")
    words = {word for span in code_of(page)[1] for word in re.findall(r"\w+", span)}
    assert sorted(set(FUNCTIONS) - words) == []
    for limit in (
        f"{MAX_LENGTH:,}",
        MAX_NODES,
        MAX_DEPTH,
        *{most for _, most in FUNCTIONS.values() if most > 4},
    ):
        assert re.search(rf"(?<!\d){limit}(?!\d)", text), limit


def test_the_index_of_pages_names_every_page_once() -> None:
    pages = sorted(page.name for page in DOCS.glob("*.md") if page.name != "README.md")
    listed = re.findall(
        r"^\| \[[^\]]+\]\(([^)]+)\)", (DOCS / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(listed) == pages


def test_the_site_has_every_page_in_a_section() -> None:
    tree = ast.parse((DOCS / "site" / "pages.py").read_text(encoding="utf-8"))
    (sections,) = (
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SECTIONS"
    )
    placed = {name for section in ast.literal_eval(sections) for name in section}
    made = {"index", "pages", "changes", "api", "commands/index", "editions/index", "gallery/README"}
    pages = {page.stem for page in DOCS.glob("*.md")} - {"README", "command-line"}
    assert placed - made == pages


BILINGUAL = {"glossary.md"}


def test_every_page_has_a_vietnamese_one() -> None:
    pages = {page.name for page in DOCS.glob("*.md")} - BILINGUAL
    assert {page.name for page in (DOCS / "vi").glob("*.md")} == pages


def code_of(page: Path) -> tuple[list[str], set[str]]:
    """What stands in code on a page: its blocks but for their comments, and what it has within lines, wherever these break."""
    text = page.read_text(encoding="utf-8")
    blocks = re.compile(r"^```.*?^```|(?<=\n\n)(?: {4}[^\n]*\n)+", re.MULTILINE | re.DOTALL)
    spans = re.findall(r"(`+)(.+?)\1", " ".join(blocks.sub("", text).split()))
    return [re.sub(r" +# .*", "", block) for block in blocks.findall(text)], {code for _, code in spans}


WITH_WORDS = {"command-line.md", "comparing.md", "methods.md", "questions.md", "tutorial.md"}
"""Pages whose blocks are also help, formulas and screens, which have words; those of commands have none."""


MADE = {"command-line.md", "methods.md", "problems.md"}
"""Pages that are made from the code and its catalogues in both languages."""


def commands_of(page: Path) -> list[str]:
    return re.findall(
        r"^```(?:bash|sh|python)\n.*?^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def figures_of(page: Path) -> Counter[str]:
    """The numbers of two digits and more outside code and links, however a language parts their digits; how deep headings are."""
    text = re.sub(
        r"^```.*?^```|(?<=\n\n)(?: {4}[^\n]*\n)+",
        "",
        page.read_text(encoding="utf-8"),
        flags=re.MULTILINE | re.DOTALL,
    )
    depths = re.findall(r"^#+", text, re.MULTILINE)
    text = re.sub(r"(`+).+?\1|\]\([^)]*\)", "", " ".join(text.split()))
    return Counter([*depths, *re.findall(r"\d{2,}", text)])


@pytest.mark.parametrize("page", sorted((DOCS / "vi").glob("*.md")), ids=lambda page: page.name)
def test_a_vietnamese_page_says_what_the_english_one_says_now(page: Path) -> None:
    """As far as code, figures and headings tell: a page that changed in one language alone is found by these."""
    english = DOCS / page.name
    (blocks, spans), (english_blocks, english_spans) = code_of(page), code_of(english)
    assert spans == english_spans
    assert commands_of(page) == commands_of(english)
    assert page.name in WITH_WORDS or blocks == english_blocks
    assert figures_of(page) == figures_of(english)
    for leading in (english, DOCS / "README.md"):
        assert f"](vi/{page.name})" in leading.read_text(encoding="utf-8")


def passages_of(page: Path) -> list[str]:
    """Paragraphs, items of lists and rows of tables, each in one line; a block of code is one whatever it says."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(
        r"^\*\[(?:English|Tiếng Việt)\].*\n\n|, \[tiếng Việt\]\([^)]*\)", "", text, flags=re.MULTILINE
    )
    return [" ".join(part.split()) for part in re.split(r"\n\n|\n(?=- |\| |\d\. )", text)]


@pytest.mark.parametrize(
    "page",
    [page for page in sorted((DOCS / "vi").glob("*.md")) if page.name not in MADE],
    ids=lambda page: page.name,
)
def test_no_passage_of_a_vietnamese_page_is_far_shorter_or_longer_than_the_english_one(page: Path) -> None:
    """One that is has lost a sentence, or kept one that the English page has no longer."""
    pairs = list(zip(passages_of(DOCS / page.name), passages_of(page), strict=True))
    lengths = [
        (len(vietnamese) / len(english), english) for english, vietnamese in pairs if len(english) > 80
    ]
    usual = median(ratio for ratio, _ in lengths)
    assert [english for ratio, english in lengths if not 0.68 < ratio / usual < 1.45] == []


def test_the_vietnamese_front_page_has_the_figures_of_the_english_one() -> None:
    assert figures_of(ROOT / "README.vi.md") == figures_of(ROOT / "README.md")


@pytest.mark.parametrize(
    "page", [*sorted((DOCS / "vi").glob("*.md")), ROOT / "README.vi.md"], ids=lambda page: page.name
)
def test_a_vietnamese_page_leads_to_vietnamese_ones(page: Path) -> None:
    text = re.sub(r"^\*\[English\]\(.*", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    led_to = {
        (page.parent / target).resolve() for target in re.findall(r"\]\(([^)#:]+\.md)(?:#[^)]*)?\)", text)
    }
    assert [
        target.name for target in led_to if target.parent == DOCS.resolve() and target.name not in BILINGUAL
    ] == []


@pytest.mark.parametrize(
    "page",
    [*sorted(DOCS.rglob("*.md")), ROOT / "README.md", ROOT / "README.vi.md", ROOT / "CONTRIBUTING.md"],
    ids=lambda page: str(page.relative_to(ROOT)),
)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: str(page.relative_to(DOCS)))
def test_links_within_pages_lead_to_a_heading(page: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", page.read_text(encoding="utf-8")):
        led_to = page.parent / target if target else page
        headings = re.findall(r"^#+ (.+)$", led_to.read_text(encoding="utf-8"), re.MULTILINE)
        slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
        assert anchor in slugs, f"{target}#{anchor}"


def test_every_file_on_the_way_of_a_cell_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    ways = re.findall(r"^```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    named = {name for way in ways for name in re.findall(r"[\w/]+\.py", way)}
    files = [f"/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "src" / "dtiscore").rglob("*.py")]
    assert len(named) > 30
    assert {name for name in named if not any(file.endswith(f"/{name}") for file in files)} == set()
