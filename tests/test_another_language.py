"""Another language is one catalogue: in one that nobody speaks no sentence stays English, and all stands as straight as before."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import string
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from rich.cells import cell_len

import dtiscore.languages
from dtiscore.cli.parameters import values_of
from dtiscore.problem_codes import PROBLEM_CODES
from dtiscore.said import Said
from tests.cli.test_ways_out import prepare
from tests.cli.ways_out import WAYS_OUT
from tests.cli.ways_out.case import WayOut
from tests.cli.whole_program import options_of, program
from tests.conftest import ROOT, Run, here
from tests.golden.corpus import corpus
from tests.pseudo_language import DECIMAL, PLAIN, PSEUDO, THOUSANDS, TYPED, compiled_into, plurals
from tests.reliability.bad_weights import CASES as WEIGHTS
from tests.reliability.test_bad_inputs import ALL_EDITIONS, TABLES
from tests.test_languages import entries, told

WIDTHS = (60, 100)
FOR_PROGRAMS = re.compile(
    r" (-f|--format) (csv|tsv|jsonl?|vl\.json)\b| -o |^(weights (convert|template|schema|derive)|fit)\b"
)
"""Lines whose result is no text for people."""

WORD = re.compile(r"(?<![\w\\])[A-Za-z]{2,}(?!\w)")
"""A word of plain letters: none of a language with accents."""

NUMBER = re.compile(r"(?<![\w.,·’])\d+(?:[.,·’]\d+)*")
"""A number as some language writes it."""

CELL = re.compile(r"\S+(?: \S+)*")
"""What stands between two gaps of a table."""

LONG = 40
"""As many cells as a column of names is wide; what has more without a space is broken."""

FIGURE = re.compile(r"[+−-]?\d+(?:[.,·’]\d+)*%?")


class Outcome(NamedTuple):
    """What a line leaves."""

    code: int
    screen: str
    talk: str


def outcome(line: str, language: str, folder: Path, width: int | None = None) -> Outcome:
    """What a line leaves in a language, on streams of a width."""
    columns = {} if width is None else {"COLUMNS": str(width)}
    done = here(*shlex.split(line), cwd=folder, env={"DTISCORE_LANG": language} | columns)
    return Outcome(int(done.returncode), done.stdout, done.stderr)


def numbers(text: str) -> Counter[str]:
    """The numbers of a text, with the signs of English."""
    found = NUMBER.findall(text)
    return Counter(number.replace(DECIMAL, ".").replace(THOUSANDS, ",") for number in found)


def too_wide(text: str, width: int) -> list[str]:
    return [line for line in text.splitlines() if cell_len(line) > width]


def crooked(text: str) -> list[tuple[str, str]]:
    """Lines of a table in which figures of one column end and begin at different cells."""
    return [pair for pair in pairwise(text.splitlines()) if _is_crooked(*map(_figures, pair))]


def _figures(line: str) -> list[tuple[int, int]]:
    """Where the cells of a line that hold a figure alone begin and end."""
    cells = (found for found in CELL.finditer(line) if FIGURE.fullmatch(found[0]))
    return [(cell_len(line[: found.start()]), cell_len(line[: found.end()])) for found in cells]


def _is_crooked(above: Sequence[tuple[int, int]], below: Sequence[tuple[int, int]]) -> bool:
    return any(
        begin < end_below and begin_below < end and begin != begin_below and end != end_below
        for begin, end in above
        for begin_below, end_below in below
    )


def texts_of(node: object) -> Iterator[str]:
    """Every text of a file, and its keys, which screens about the file have as they are."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from (f"{key}:", f".{key}")
            yield from texts_of(value)
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for value in node:
            yield from texts_of(value)
    else:
        yield str(node)


class Known:
    """The names, codes and cells of files, which every language has as they are."""

    def __init__(self, texts: Iterable[str], beside: Known | None = None) -> None:
        self._beside = beside
        self._by_word: defaultdict[str, set[str]] = defaultdict(set)
        self._long: set[str] = set()
        for text in texts:
            self._long.update(part for part in text.split() if len(part) > LONG)
            for word in WORD.findall(text):
                self._by_word[word].add(text)

    def having(self, word: str) -> set[str]:
        """The texts that have a word."""
        beside = set() if self._beside is None else self._beside.having(word)
        return self._by_word.get(word, set()) | beside

    def left_over(self, text: str, *, folded: bool) -> set[str]:
        """The words of a text that none of these has; or, where no line was folded, that do not stand in one as a whole."""
        if not folded:
            told = {known for word in set(WORD.findall(text)) for known in self.having(word)}
            for known in sorted(told, key=len, reverse=True):
                text = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", " ", text)
        words = {
            word
            for word in WORD.findall(TYPED.sub(" ", SIGN.sub(" ", CUT.sub(" ", OF_ONE.sub(" ", text)))))
            if word not in string.ascii_letters
        }
        return {word for word in words if not folded or not (self.having(word) or self.is_broken(word))}

    def is_broken(self, word: str) -> bool:
        """Whether a word is a piece of one that is longer than a column that folds."""
        here = any(word in long for long in self._long)
        return here or (self._beside is not None and self._beside.is_broken(word))


NAMES = (
    "UTF",
    "utf",
    "le",
    "be",
    "ASCII",
    "kB",
    "sh",
    "txt",
    "csv",
    "yaml",
    "yml",
    "json",
    "toml",
    "YAML",
    "JSON",
    "TOML",
    "reweight",
    "abs",
    "ceil",
    "exp",
    "floor",
    "org",
    "str",
    "binary",
    "ED",
    *("FEMININE", "ORDINAL", "INDICATOR"),
    "STT",
)
"""Encodings, a unit of size, syntaxes and endings of files, what a weighting file may hold beside its keys, a character by
the name that Unicode has for it, which folds, and the heading of running numbers."""

CUT = re.compile(r"\w+…")
"""The end of a name that is longer than its column."""

OF_ONE = re.compile(r"\b\w+:[a-z-]+=")
"""What ``--table`` declares of one of several tables."""

SIGN = re.compile(r"U\+[0-9A-F]{4,} [A-Z -]+")
"""A character as Unicode names it."""


@cache
def of_the_program() -> tuple[str, ...]:
    """What is called the same in every language: commands, values of options, codes of problems, keys of weighting files."""
    codes = (code.code for codes in PROBLEM_CODES.values() for code in codes)
    methods = (text for context, text in told() if context in ("method", "weighting"))
    keys = names_in(json.loads(here("weights", "schema").stdout))
    return (
        "dtiscore",
        *options_of(),
        *typed_of(program()),
        *codes,
        *keys,
        *methods,
        *NAMES,
    )


def typed_of(command: Any) -> Iterator[str]:
    """The values of options that are one of a few, and the example, of a command and of all below it."""
    yield from (command.epilog or "").split()
    for values in values_of(command).values():
        yield from values.choices
    for below in getattr(command, "commands", {}).values():
        yield from typed_of(below)


def names_in(schema: Any) -> Iterator[str]:
    """The keys and the values that a schema knows."""
    if isinstance(schema, Mapping):
        yield from schema.get("properties", {})
        yield from (str(value) for value in [schema.get("const"), *schema.get("enum", [])])
        for part in schema.values():
            yield from names_in(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from names_in(part)


def of_file(path: Path) -> Iterator[str]:
    """The texts of a table or a weighting file, with the keys of that where it is quoted."""
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        if path.suffix in (".yaml", ".json"):
            yield from texts_of(yaml.safe_load(text))
        else:
            for sign in (",", ";", "|"):
                yield from (cell for row in csv.reader(io.StringIO(text), delimiter=sign) for cell in row)
    except (yaml.YAMLError, csv.Error, RecursionError):
        yield text  # broken, as it is meant to be


@cache
def of_edition(path: Path) -> tuple[str, ...]:
    """The texts of a built-in file, which is the same for all lines."""
    return tuple(of_file(path))


@cache
def known_of_all() -> Known:
    """What is known whatever the line."""
    schemes = (text for path in ROOT.glob("weights/units/*.yaml") for text in of_file(path))
    return Known([*of_the_program(), *schemes])


def known_of(line: str, folder: Path) -> Known:
    """What is known of a line: what is typed, and what stands in the files and the editions that it names."""
    typed = [part for word in shlex.split(line) for part in (word, word.partition("=")[2]) if part]
    files = [folder / part for part in typed if len(part) < 200 and (folder / part).is_file()]
    editions = [
        path
        for path in ROOT.glob("weights/*.yaml")
        if line.startswith("weights list") or any(path.stem.startswith(part) for part in typed)
    ]
    named = (text for path in files for text in of_file(path))
    built_in = (text for path in editions for text in of_edition(path))
    return Known([*typed, *named, *built_in], beside=known_of_all())


def shown(text: str) -> str:
    """What a reader sees of a page or of Markdown."""
    if text.startswith("<!doctype"):
        text = re.sub("(?s)<style>.*?</style>|<details>.*?</details>", "", text)
        return unescape(re.sub("<[^>]*>", "\n", text))
    return unescape(text.replace("\\", "")) if "| -" in text or text.startswith("#") else text


def faults(line: str, folder: Path, width: int | None = None) -> Iterator[str]:
    """What is wrong with what a line leaves in the language."""
    whole = line if width is None else f"COLUMNS={width} {line}"
    plain, pseudo = (outcome(line, language, folder, width) for language in (PLAIN, PSEUDO))
    if plain.code != pseudo.code:
        yield f"{whole}: exit code {pseudo.code}, in English {plain.code}"
    texts = [(plain.talk, pseudo.talk)]
    if not FOR_PROGRAMS.search(line):
        texts.append((plain.screen, pseudo.screen))
    for in_english, said in texts:
        if len(crooked(said)) > len(crooked(in_english)):
            yield f"{whole}: crooked: {crooked(said)}"
    if width is None:
        known, folded = known_of(line, folder), not re.search("-f (md|html)", line)
        for in_english, said in texts:
            if numbers(in_english) != numbers(said):
                yield f"{whole}: numbers differ: {numbers(in_english) - numbers(said)}, {numbers(said) - numbers(in_english)}"
            if left := known.left_over(shown(said), folded=folded):
                yield f"{whole}: English: {sorted(left)}"
    elif len(wide := too_wide(pseudo.screen, width)) > len(too_wide(plain.screen, width)):
        yield f"{whole}: too wide: {wide}"


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled_into(tmp_path_factory.mktemp("catalogues"))


@pytest.fixture(autouse=True)
def spoken(catalogues: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dtiscore.languages, "_CATALOGUES", catalogues)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("examples", "weights"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


@pytest.mark.slow
def test_what_is_counted_is_one_entry_with_both_numbers() -> None:
    known = {message.id for message in entries("vi")}
    assert [each for each in plurals() if each not in known] == []


def documented() -> list[str]:
    """Every documented line, as wide as it likes."""
    groups = (group for group in corpus() if not group.startswith("options of ") and group != "help")
    return [re.sub(" --width [0-9]+", "", line) for line in groups if "--lang" not in line]


def drawn(line: str) -> Iterator[tuple[str, int | None]]:
    """A line in every form and width that its command knows."""
    yield line, None
    takes = next(options for command, options in options_of().items() if f"{line} ".startswith(f"{command} "))
    if not FOR_PROGRAMS.search(line) and "-f " not in line:
        yield from ((line, width) for width in WIDTHS)
        if "--format" in takes:
            yield from ((f"{line} -f {form}", None) for form in ("md", "html"))


@pytest.mark.slow
@pytest.mark.parametrize("line", documented())
def test_a_documented_line(line: str, folder: Path) -> None:
    assert [fault for each, width in drawn(line) for fault in faults(each, folder, width)] == []


@pytest.mark.slow
@pytest.mark.parametrize("line", corpus()["help"])
def test_a_page_of_help(line: str, folder: Path) -> None:
    assert [fault for width in WIDTHS for fault in faults(line, folder, width)] == []


@pytest.mark.slow
def test_a_bad_table(folder: Path) -> None:
    for name, text in ALL_EDITIONS.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    found: list[str] = []
    for case in TABLES:
        (folder / "table.csv").write_bytes(case.data)
        line = shlex.join(["validate", "table.csv", "-w", f"{case.edition}.yaml", *case.options])
        found += faults(line, folder, 60)
    assert found == []


@pytest.mark.slow
def test_a_bad_weighting_file(folder: Path) -> None:
    found: list[str] = []
    for case in WEIGHTS:
        (folder / f"w.{case.ending}").write_text(case.text, encoding="utf-8")
        found += faults(f"weights check w.{case.ending}", folder, 60)
    assert found == []


@pytest.mark.slow
@pytest.mark.parametrize("case", WAYS_OUT, ids=lambda case: case.name)
def test_a_message_with_a_way_out(case: WayOut, folder: Path, run: Run) -> None:
    (folder / "examples").unlink()
    prepare(case, run, folder)
    assert [*faults(case.command, folder)] == []


@pytest.mark.parametrize(
    "line",
    [
        "score examples/dti-province/2023.csv -w dti-province-2022 --previous examples/dti-province/2022.csv --top 6",
        "explain examples/hdi/2022.csv -w hdi-2022 --unit VNM",
        "doctor examples/doctor/as-exported.csv -w dti-province-2022",
        "score examples/doctor/as-exported.csv -w dti-province-2022",
        "check --help",
    ],
)
def test_a_line_of_each_kind(line: str, folder: Path) -> None:
    assert [fault for width in (None, 60) for fault in faults(line, folder, width)] == []


def test_what_bypasses_the_catalogue_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = "units match 'TP. HCM'"
    assert [*faults(line, folder)] == []
    monkeypatch.setattr(Said, "translated", lambda text, catalogue: str(text))
    assert "English:" in "".join(faults(line, folder))


def test_what_is_crooked_is_found() -> None:
    assert crooked("  a  1.25  x\n  b  10.5  y\n") == []
    assert crooked("  a   1.25  x\n  b  10.5  y\n") != []
