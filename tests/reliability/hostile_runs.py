"""Hostile texts through every command, place and form: what leaks, that is, would act where it is shown."""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from unittest import mock

from dtiscore.cli import main
from dtiscore.methodology.documents import scalars
from dtiscore.tables import row_identity
from tests.cli.whole_program import commands as of_the_program
from tests.reliability.hostile import EVERY
from tests.reliability.hostile_places import SCHEME_PLACES, Files, places

FORMS = (
    ("-f", "table"),
    ("-f", "table", "--width", "40", "--lang", "vi"),
    ("-f", "table", "--width", "100", "--lang", "en", "--color", "always"),
    *(("-f", form) for form in ("csv", "tsv", "json", "jsonl", "md", "html")),
)
ACTING = ("Cc", "Cs", "Zl", "Zp")
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
STYLE = re.compile(r"\x1b\[[0-9;]*m")
COMMAND = re.compile(r"(?m)^\s*::")
ANYWHERE = re.compile(r"##\w*\[")


def leak(text: str, form: str) -> str | None:
    """What of a text would act on a terminal or in the log of a build, if anything does."""
    acting = {
        each for each in set(text) - {"\n"} if unicodedata.category(each) in ACTING or each in DIRECTIONS
    } - ({"\t"} if form == "tsv" else set())
    if acting:
        return f"acts: {sorted(map(ascii, acting))}"
    if COMMAND.search(text) or ANYWHERE.search(text):
        return "commands the log of a build"
    return None


@dataclass
class Found:
    """What came of the runs."""

    runs: int = 0
    exits: Counter[int] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    """How often each command ended with 0 or 1."""
    placed: Counter[str] = field(default_factory=Counter)
    """In how many screens each place held a hostile text."""
    leaks: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not self.leaks

    def __str__(self) -> str:
        exits = ", ".join(f"{number:,} exit {code}" for code, number in sorted(self.exits.items()))
        return f"hostile: {len(EVERY)} texts, {self.runs:,} runs ({exits}), {len(self.leaks):,} leaks"

    def run(self, arguments: Sequence[str], form: str = "table", *, coloured: bool = False) -> int:
        """Run one command line and look at what it prints."""
        streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace") for _ in range(2)]
        with mock.patch.object(sys, "stdout", streams[0]), mock.patch.object(sys, "stderr", streams[1]):
            code = main(list(arguments))
            texts = []
            for stream in streams:
                stream.flush()
                texts.append(stream.buffer.getvalue().decode())
        out, err = texts
        told = leak(STYLE.sub("", out) if coloured else out, form) or leak(err, "table")
        if told is None and form == "json" and out and code == 0:
            json.loads(out)
        if told is None and code not in (0, 1, 2, 3):
            told = f"ended with {code}: {err[-200:]}"
        if told is not None:
            self.leaks.append(f"{told} in {arguments!r}")
        self.runs += 1
        self.exits[code] += 1
        return code


def commands(files: Files) -> Iterator[list[str]]:
    """Every command that draws an answer, on the files."""
    text, table, earlier, weights = files.text, files.table, files.earlier, ["-w", files.weights]
    unit, node = ["--unit", text("§name 1")], ["--node", text("§pillar")]
    yield ["score", table, *weights, "--level", "all"]
    yield ["score", table, *weights, "--previous", earlier, "--by", text("§peers")]
    yield ["score", table, *weights, "--engine", "stream"]
    yield ["check", table, *weights, "--expect", files.expected]
    yield ["validate", table, *weights]
    yield ["validate", files.faulty, *weights]
    yield ["doctor", files.faulty, *weights]
    yield ["explain", table, *weights, *unit, "--gaps", "--peers", text("§peers")]
    yield ["explain", table, *weights, *unit, "--cell", text("§heading a")]
    yield ["profile", table, *weights, "--top", "2", "--level", "all"]
    yield ["league", table, *weights, "--indicator", text("§a")]
    yield ["compare", earlier, table, *weights]
    yield ["compare", earlier, table, *weights, *unit]
    yield ["trend", earlier, table, *weights]
    yield ["trend", earlier, table, *weights, "--show", "spread"]
    yield ["improve", table, *weights, "--unit", text("§unit 2"), "--to-rank", "1"]
    yield ["whatif", table, *weights, "--value", f"{text('§unit 2')}:{text('§heading a')}=9"]
    yield ["whatif", table, *weights, "--weight", f"{text('§pillar')}=3", "--relative"]
    yield ["backcast", earlier, table, *weights]
    yield ["robustness", table, *weights, "--draws-count", "20", "--seed", "1"]
    for show in ("overview", "indicators", "units", "correlations", "consistency", "importance", "ties"):
        yield ["diagnose", table, *weights, "--show", show]
    yield ["fit", table, *weights]
    yield ["weights", "show", files.weights]
    yield ["weights", "check", files.weights]
    yield ["weights", "diff", files.weights, "hdi-2022"]
    yield ["weights", "template", files.weights]
    for syntax in ("yaml", "toml", "json", "csv"):
        yield ["weights", "convert", files.weights, "--to", syntax]
    yield ["weights", "derive", "pca", table, *weights, *node]
    yield ["units", "list", files.scheme]
    yield ["units", "match", "-u", files.scheme, text("§unit alias"), text("§cell")]
    yield ["units", "restate", table, "--to", "vn-province-34", "--from", files.scheme, "--unit-column", text("§unit heading")]  # fmt: skip


NO_FORM = ("fit", "weights convert", "weights derive")
"""Commands that write a file of one kind."""


def _name(command: Sequence[str]) -> str:
    return " ".join(command[:2]) if command[0] in ("weights", "units") else command[0]


@contextlib.contextmanager
def let_through() -> Iterator[None]:
    """Texts that are refused because they cannot be seen are read, to be harmless all the same."""
    with (
        mock.patch.object(row_identity.RowReader, "doubtful_cells", return_value=None),
        mock.patch.object(scalars, "_HIDDEN_CHARACTERS", "(?!)"),
    ):
        yield


def rotation(number: int, folder: Path, found: Found, *, share: int = 1) -> None:
    """One text for every place: what is refused alone is told of, all others meet every command and form.

    In as many rotations as there are texts every place holds every text. ``share`` is how many rotations share the
    combinations of commands with forms, and of commands with options, between them.
    """
    texts = {place: EVERY[(number + i) % len(EVERY)] for i, place in enumerate(places())}
    # What no name of a file can be is the business of the shell.
    for name in ("§table", "§weights", "§scheme", "§earlier", "§faulty"):
        texts[name] = texts[name].replace("/", "").replace("\0", "")
    for i, (place, text) in enumerate(texts.items()):
        if (i + number) % min(share, 4) == 0:
            _read(Files(folder / "alone", {place: text}), found)
    with let_through():
        taken = {place: text for place, text in texts.items() if _takes(place, text, folder, found)}
        files = _together(folder, taken, found)
        found.placed.update(list(files.texts))
        for i, command in enumerate(commands(files)):
            for j, form in enumerate(FORMS):
                if (i + j + number) % share == 0:
                    _draw(command, form, found)
    options(Files(folder / "plain", {}), number, found, share=share)


def _read(files: Files, found: Found) -> bool:
    """Whether the files are taken as they are; what is told of them is looked at."""
    return not any([
        found.run(["weights", "check", files.weights]),
        found.run(["units", "list", files.scheme]),
        found.run(["score", files.table, "-w", files.weights, "--previous", files.earlier, "-o", files.expected]),
    ])  # fmt: skip


def _takes(place: str, text: str, folder: Path, found: Found) -> bool:
    """Whether one text is taken in one place."""
    files = Files(folder / "through", {place: text})
    if place in SCHEME_PLACES:
        return found.run(["units", "list", files.scheme]) == 0
    return found.run(["score", files.table, "-w", files.weights, "-q"]) == 0


def _together(folder: Path, texts: dict[str, str], found: Found) -> Files:
    """Files with all of the texts that go together, which are all but few."""
    files = Files(folder / "together", texts)
    if len(texts) > 1 and not _read(files, found):
        half = len(texts) // 2
        parts = [dict(list(texts.items())[:half]), dict(list(texts.items())[half:])]
        kept = [_together(folder, part, found).texts for part in parts]
        both = {**kept[0], **kept[1]}
        files = Files(folder / "together", both)
        if not _read(files, found):
            files = Files(folder / "together", max(kept, key=len))
    return files


def _draw(command: Sequence[str], form: Sequence[str], found: Found) -> None:
    name, asked = _name(command), form[1]
    if name == "weights show" and asked not in ("table", "json"):
        return
    if name in NO_FORM:
        form, asked = (), "csv" if command[-1] == "csv" else "table"
    code = found.run([*command, *form], asked, coloured="always" in form)
    found.done[name] += code in (0, 1)


@cache
def _options() -> tuple[tuple[tuple[str, ...], str, bool], ...]:
    """Every option of every command: the words of the command, the option, whether it takes a value."""
    return tuple(
        (tuple(words.split()), parameter.opts[-1], not getattr(parameter, "is_flag", False))
        for words, command in of_the_program().items()
        for parameter in command.params
        # A name of a file to write is tried with what is read.
        if parameter.opts[0].startswith("-") and not {"--output", "--data", "--help"} & {*parameter.opts}
    )


def options(files: Files, number: int, found: Found, *, share: int) -> None:
    """A hostile text as the value of every option, as an argument too many, and as an option that there is not."""
    for i, (words, option, has_value) in enumerate(_options()):
        if (i + number) % share:
            continue
        text = EVERY[(number + i) % len(EVERY)].replace("\0", "")
        line = [*words, files.table, "-w", files.weights]
        if words[0] in ("weights", "units"):
            line = [*words, files.weights if words[0] == "weights" else files.scheme]
        found.run([*line, option, text] if has_value else [*line, f"{option}{text}"])
        found.run([*line, f"{option}={text}", text] if i % 2 else [*line, f"--{text}", option])
