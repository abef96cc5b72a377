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
from tests.cli.option_cases import COMMANDS, case_of
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
    for command in COMMANDS:
        lines = (line for option in sorted(takes[command]) for line in of_option(command, option) or ())
        groups[f"options of {command}"] = tuple(dict.fromkeys(lines))
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


def of_option(command: str, option: str) -> tuple[str, str] | None:
    """The line without an option and the one with it; nothing where it has no case, or where a picture is drawn.

    Pictures hold versions of the libraries that drew them.
    """
    case = case_of(command, option)
    if case is None or any(f"-f {form}" in case.beside for form in PICTURES):
        return None
    line = f"{COMMANDS[command].base if case.base is None else case.base} {case.beside}"
    names = _Names(data=f"{{{case.data}}}", weights=_named(case.weights))
    without, with_it = (each.format_map(names).strip() for each in (line, f"{line} {case.typed}"))
    return without, with_it


class _Names(dict[str, str]):
    """Leaves the names of files in a line; they are known when it is run."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _named(weights: str) -> str:
    """An edition by its id, or the file that a case names."""
    return weights if "-" in weights else f"{{{weights}}}"


def outcome(line: str, names: Mapping[str, str], run: Run, folder: Path) -> str:
    """What a line leaves: its exit code, a hash of what it prints and what files of text it writes, and one of what it says beside."""
    home = Path(names["plain"]).parent
    # Paths without a folder of this run in them: how long they are decides where lines break.
    known = {name: path.replace(str(home), "tables") for name, path in names.items()}
    text = re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], found[1]), line)
    for name, there in (("examples", ROOT / "examples"), ("weights", ROOT / "weights"), ("tables", home)):
        (folder / name).symlink_to(there)
    done = run(*shlex.split(text), cwd=folder)
    written = [f"{file.name}\n{_content(file)}" for file in sorted(folder.iterdir()) if not file.is_symlink()]
    prints, says = "\0".join([done.stdout, *written]), done.stderr
    for found, put in (
        (str(home), "TABLES"),
        (str(folder), "FOLDER"),
        (str(ROOT), "ROOT"),
        (__version__, "VERSION"),
    ):
        prints, says = prints.replace(found, put), says.replace(found, put)
    return ":".join((str(int(done.returncode)), _hash(prints), _hash(says)))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


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
