"""The lines of the corpus: every command of the documents, form by form, every option's case, and every help page."""

from __future__ import annotations

import hashlib
import re
import shlex
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from dtiscore import __version__, load_methodology
from dtiscore.render.forms import PICTURES
from tests.cli.option_cases import COMMANDS, READING, RESULT
from tests.cli.whole_program import options_of
from tests.conftest import ROOT, Run

FORMS = ("csv", "tsv", "json", "jsonl", "md", "html")
LANGUAGES = ("en", "vi")
WIDTHS = (60, 92, 160)
STORED = ROOT / "tests" / "golden" / "outputs.txt"
EDITIONS = STORED.with_name("editions.txt")
VERSIONS = STORED.with_name("versions.txt")
DECIDING = ("pandas", "pydantic", "PyYAML", "rich", "typer", "XlsxWriter")
"""The libraries that decide how something is written: help pages, boxes, schemas, workbooks that are read again; no figure depends on
the version of numpy."""
DOCUMENTS = ("README.md", "docs/*.md", "examples/*/README.md")
WALKED = (ROOT / "docs" / "tutorial.md", ROOT / "docs" / "gallery.md")
"""Whose commands tests of their own run: those of a tutorial need those before them, a gallery shows what each draws."""
_OF_LOOKS = ("-f", "--format", "-o", "--lang", "--width")


@cache
def corpus() -> Mapping[str, tuple[str, ...]]:
    """The lines, without the name of the program, by what a test shows them under."""
    takes = options_of()
    groups = {line: tuple(_varied(line, takes)) for line in _of_documents(takes)}
    for command, case in COMMANDS.items():
        groups[f"options of {command}"] = tuple(dict.fromkeys(_with_each_option(command, case.base, takes)))
    groups["help"] = tuple(f"{command} --help" for command in takes)
    return groups


def _of_documents(takes: Mapping[str, frozenset[str]]) -> list[str]:
    """Every line of a document that is one command, and the example that each help page ends with."""
    lines: list[str] = []
    for pattern in DOCUMENTS:
        for document in sorted({*ROOT.glob(pattern)} - {*WALKED}):
            text = document.read_text(encoding="utf-8").replace("\\\n", " ")
            lines += re.findall(r"^(?:\$ )?dtiscore ([^|<>&\n]*?)(?: +#[^\n]*)?$", text, flags=re.MULTILINE)
    # Where init has written its files it writes them no second time: the cases of its options and the tutorial are the place for it.
    return [line for line in dict.fromkeys(lines) if _command_of(line, takes) not in (None, "init")]


def _command_of(line: str, takes: Mapping[str, frozenset[str]]) -> str | None:
    words = line.split()
    return next((name for name in (" ".join(words[:2]), words[0]) if name in takes), None)


def _varied(line: str, takes: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """The line in every form, language and width that its command knows; as it stands where it says one itself."""
    known = takes[_command_of(line, takes) or ""]
    if any(word in _OF_LOOKS for word in shlex.split(line)):
        yield line
        return
    languages = [f" --lang {language}" for language in LANGUAGES] if "--lang" in known else [""]
    widths = [f" --width {width}" for width in WIDTHS] if "--width" in known else [""]
    forms = [f" -f {form}" for form in FORMS] if "--format" in known else []
    for language in languages:
        yield from (f"{line}{language}{width}" for width in widths)
        yield from (f"{line}{language}{form}" for form in forms)


def _with_each_option(command: str, base: str, takes: Mapping[str, frozenset[str]]) -> Iterator[str]:
    for option in sorted(takes[command]):
        case = COMMANDS[command].cases.get(option) or (READING | RESULT).get(option)
        # Pictures hold versions of the libraries that drew them.
        if case is not None and not any(f"-f {form}" in case.beside for form in PICTURES):
            line = f"{base if case.base is None else case.base} {case.beside}"
            for each in (line, f"{line} {case.typed}"):
                named = each.replace("{data}", f"{{{case.data}}}").replace("{weights}", _named(case.weights))
                yield named.strip()


def _named(weights: str) -> str:
    """An edition by its id, or the file that a case names."""
    return weights if "-" in weights else f"{{{weights}}}"


def outcome(line: str, names: Mapping[str, str], run: Run, folder: Path) -> str:
    """A hash of all that a line leaves: exit code, both streams, and what files of text it wrote."""
    home = Path(names["plain"]).parent
    # Paths without a folder of this run in them: how long they are decides where lines break.
    known = {name: path.replace(str(home), "tables") for name, path in names.items()}
    text = re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], found[1]), line)
    for name, there in (("examples", ROOT / "examples"), ("weights", ROOT / "weights"), ("tables", home)):
        (folder / name).symlink_to(there)
    done = run(*shlex.split(text), cwd=folder)
    written = [f"{file.name}\n{_content(file)}" for file in sorted(folder.iterdir()) if not file.is_symlink()]
    whole = "\0".join([str(int(done.returncode)), done.stdout, done.stderr, *written])
    for found, put in (
        (str(home), "TABLES"),
        (str(folder), "FOLDER"),
        (str(ROOT), "ROOT"),
        (__version__, "VERSION"),
    ):
        whole = whole.replace(found, put)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _content(file: Path) -> str:
    """The text of a file; workbooks and Parquet files hold versions of the libraries that wrote them."""
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return "binary"


def versions() -> str:
    """Which versions of them are installed, a line each."""
    return "".join(f"{name} {version(name)}\n" for name in DECIDING)


def editions() -> dict[str, str]:
    """The hash of what each built-in edition says, by its id: a published edition is corrected by another file."""
    return {
        path.stem: load_methodology(path.stem).hash[:16] for path in sorted((ROOT / "weights").glob("*.yaml"))
    }


def stored(file: Path = STORED) -> dict[str, str]:
    """The hashes by line, as they were when the corpus was last made."""
    pairs = (line.split(" ", 1) for line in file.read_text(encoding="utf-8").splitlines())
    return {line: known for known, line in pairs}


def store(found: Mapping[str, str], file: Path = STORED) -> None:
    """Write hashes by line, in the order of the lines."""
    file.write_text("".join(f"{found[line]} {line}\n" for line in sorted(found)), encoding="utf-8")
