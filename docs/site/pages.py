"""The pages of the site in one language: those of docs/ with their links, and those that are made by running the program."""

from __future__ import annotations

import ast
import csv
import io
import posixpath
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from tests.conftest import here as run

from dtiscore.cli.app import application
from dtiscore.said import spoken, template

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
WIDTH = 92
OF_A_PROJECT = ("run", "check", "config")
"""Commands whose examples are typed in a folder that has a project."""
MOST_LINES = 60
"""Of what a command prints; some write a whole file to the screen."""


@dataclass(frozen=True)
class Language:
    """What the site itself says in a language."""

    code: str
    folder: str
    """Below those of the site and of the pages."""
    name: str
    readme: str
    about: str
    schemes: Mapping[str, str]
    sections: Sequence[str]
    words: Mapping[str, str]


ENGLISH = Language(
    "en",
    "",
    "English",
    "README.md",
    "Composite indices from a table and a weighting file: scores, ranks, and the reasons for them",
    {"default": "Dark", "slate": "Light"},
    ("Start", "Tables", "Questions", "Weighting files", "Editions", "Pipelines", "Reference"),
    {
        "commands": "Commands",
        "editions": "Editions",
        "api": "Functions and classes",
        "gallery": "Pictures",
        "made": "Every command with its options, its example, and what that prints: made by running it.",
        "example": "Example",
        "prints": "prints",
        "cut": "… {count} more lines",
        "of editions": "Every built-in edition: its tree, its sources, and which published figures it reproduces; made by "
        "`dtiscore weights show`.",
        "edition": "edition | index | indicators | reproduced",
        "of api": "The public names of `import dtiscore`, from their docstrings. [Examples of each](python.md).",
        "changes": "Changes",
        "pages": "All pages",
    },
)
VIETNAMESE = Language(
    "vi",
    "vi",
    "Tiếng Việt",
    "README.vi.md",
    "Chỉ số tổng hợp từ bảng số liệu và tệp trọng số: điểm, thứ hạng và lý do",
    {"default": "Nền tối", "slate": "Nền sáng"},
    ("Bắt đầu", "Bảng", "Câu hỏi", "Tệp trọng số", "Phiên bản", "Chuỗi xử lý", "Tra cứu"),
    {
        "commands": "Các lệnh",
        "editions": "Các phiên bản",
        "api": "Hàm và lớp",
        "gallery": "Bộ hình",
        "made": "Mọi lệnh cùng các tùy chọn, ví dụ và những gì ví dụ in ra: lập bằng cách chạy lệnh.",
        "example": "Ví dụ",
        "prints": "in ra",
        "cut": "… còn {count} dòng",
        "of editions": "Mọi phiên bản có sẵn: cây chỉ số, nguồn, và những kết quả đã công bố mà phiên bản cho ra đúng; lập bằng "
        "`dtiscore weights show`.",
        "edition": "phiên bản | chỉ số | số chỉ số thành phần | cho ra đúng",
        "of api": "Các tên công khai của `import dtiscore`, lấy từ docstring (tiếng Anh). [Ví dụ của từng tên](python.md).",
        "to api": "Hàm và lớp (tiếng Anh)",
        "changes": "Các thay đổi",
        "pages": "Mọi trang",
        "in english": "Trang này chưa có bản tiếng Việt.",
    },
)
LANGUAGES = (ENGLISH, VIETNAMESE)

SECTIONS = (
    ("index", "tutorial", "questions", "pages"),
    ("input-files", "project", "outputs"),
    ("gallery/README", "reports", "comparing", "robustness"),
    ("weighting-file", "methods", "deriving-weights", "recovering-weights", "editors"),
    ("editions/index", "editions"),
    ("pipelines", "ci", "python", "large-tables", "clusters", "performance"),
    ("commands/index", "api", "problems", "glossary", "reliability", "changes"),
)
"""The pages of each section, by their place on the site."""


def staged(language: Language, place: Path) -> list[Any]:
    """Write all pages of a language below a folder, and return how they are ordered."""
    sources = sources_of(language)
    for source, name in sources.items():
        if not (place / name).exists():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(placed(source, name, sources, language), encoding="utf-8")
    for picture in (DOCS / "gallery").glob("*.svg"):
        shutil.copy(picture, place / "gallery")
    shutil.copy(DOCS / "site" / "site.css", place)
    inside = {"editions": edition_pages(language), "commands": command_pages(language)}
    for folder, pages in inside.items():
        (place / folder).mkdir(exist_ok=True)
        for name, page in pages.items():
            (place / folder / f"{name}.md").write_text(page, encoding="utf-8")
    (place / "api.md").write_text(api(language), encoding="utf-8")
    return navigation(language, place)


def sources_of(language: Language) -> dict[Path, str]:
    """The pages of the repository that the site has, by their files: those of this language before English ones."""
    own, other = (language, *(each for each in LANGUAGES if each is not language))
    pages = {ROOT / each.readme: "index.md" for each in (own, other)}
    pages |= {page: page.name for each in (own, other) for page in (DOCS / each.folder).glob("*.md")}
    pages[ROOT / "CHANGELOG.md"] = "changes.md"
    pages[DOCS / "README.md"] = "pages.md"
    for page in (DOCS / "command-line.md", DOCS / "vi" / "command-line.md"):
        pages[page] = "commands/index.md"
    pages[DOCS / "gallery" / "README.md"] = "gallery/README.md"
    return pages


def placed(source: Path, name: str, sources: Mapping[Path, str], language: Language) -> str:
    """A page as the site has it: its links lead to pages of the site, or are none."""
    text = source.read_text(encoding="utf-8")
    text = re.sub(r"^\*\[(?:Tiếng Việt|English)\]\([^)]*\)\*\n\n", "", text, flags=re.MULTILINE)
    text = re.sub(r", \[tiếng Việt\]\([^)]*\)", "", text)
    foreign = language is VIETNAMESE and source.parent != DOCS / "vi" and source.name != language.readme

    def led(link: re.Match[str]) -> str:
        shown, address = link.groups()
        path, _, anchor = address.partition("#")
        if not path or re.match(r"[a-z]+:", address):
            return link[0]
        target = Path(posixpath.normpath(source.parent / path))
        if target.suffix == ".svg":
            return f"{shown}({posixpath.relpath('gallery/' + target.name, posixpath.dirname(name) or '.')})"
        if (
            target not in sources
        ):  # a file of the repository; what is not there is left for the generator to find
            return shown[1:-1] if target.exists() else link[0]
        there = posixpath.relpath(sources[target], posixpath.dirname(name) or ".")
        translated = foreign and (DOCS / "vi" / target.name).exists()
        return f"{shown}({there}{f'#{anchor}' if anchor and not translated else ''})"

    text = re.sub(r"(!?\[[^\]]*\])\(([^)\s]+)\)", led, text)
    if foreign and name != "changes.md":
        title, _, rest = text.partition("\n")
        text = f'{title}\n\n!!! note ""\n    {language.words["in english"]}\n{rest}'
    return text


def navigation(language: Language, place: Path) -> list[Any]:
    """The sections with their pages, and below the gallery of editions and the commands each of these."""
    nav: list[Any] = []
    for title, names in zip(language.sections, SECTIONS, strict=True):
        pages: list[Any] = []
        for name in names:
            folder, _, index = name.partition("/")
            inner = sorted(path.name for path in (place / folder).glob("*.md") if path.name != "index.md")
            if index == "index":
                below = [{label(folder, each): f"{folder}/{each}"} for each in inner]
                pages.append({language.words[folder]: [f"{name}.md", *below]})
            else:
                pages.append(titled(language, name))
        nav.append({title: pages})
    return nav


def label(folder: str, page: str) -> str:
    """What is typed for the command or the edition of a page."""
    name = page.removesuffix(".md")
    return name.replace("-", " ", 1) if folder == "commands" else name


def titled(language: Language, name: str) -> Any:
    """A page under the title that it has itself, or the one that the site gives it."""
    given = {"pages": "pages", "api": "api", "changes": "changes", "gallery/README": "gallery"}.get(name)
    return f"{name}.md" if given is None else {language.words[given]: f"{name}.md"}


def printed(command: str, place: Path, language: Language, most: int | None = MOST_LINES) -> str:
    """What a command prints, or says beside a file that it writes.

    Raises:
        RuntimeError: it fails.
    """
    environment = {"DTISCORE_LANG": language.code, "DTISCORE_WIDTH": str(WIDTH)}
    done = run(*shlex.split(command)[1:], cwd=place, env=environment)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{command}: {done.stderr}")
    lines = (done.stdout or done.stderr).splitlines()
    if most is not None and len(lines) > most:
        lines[most:] = [language.words["cut"].format(count=len(lines) - most)]
    return "\n".join(lines)


def command_pages(language: Language) -> dict[str, str]:
    """A page for each command: its help, and its example with what that prints."""
    words = language.words
    page = (DOCS / language.folder / "command-line.md").read_text(encoding="utf-8")
    above, *sections = re.split(r"^## ", page, flags=re.MULTILINE)
    above = above.partition("*\n\n")[2] if "*[" in above else above
    examples = {path: (said, example) for path, said, example in commands(language)}
    pages, rows = {}, []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        shutil.copytree(ROOT / "weights", Path(folder) / "weights")
        project = Path(folder) / "examples" / "project"
        for section in sections:
            path, _, text = section.partition("\n")
            if path not in examples:
                continue
            said, example = examples[path]
            name = path.removeprefix("dtiscore ").replace(" ", "-")
            rows.append(f"| [{path.removeprefix('dtiscore ')}]({name}.md) | {said} |")
            pages[name] = f"# {path}\n\n{text.strip()}\n\n## {words['example']}\n\n"
            place = project if name in OF_A_PROJECT and "examples/" not in example else Path(folder)
            pages[name] += f"```bash\n{example}\n```\n\n"
            picture = example.rpartition(" -o ")[2]
            if (DOCS / "gallery" / picture).is_file():  # drawn by this command, as a test sees to
                pages[name] += f"![{said}](../gallery/{picture})\n"
            else:
                pages[name] += f"```text\n{printed(example, place, language)}\n```\n"
    table = "\n".join(["| | |", "| --- | --- |", *rows])
    pages["index"] = (
        f"# {words['commands']}\n\n{words['made']}\n\n{table}\n\n{above.split(chr(10) * 2, 1)[1].strip()}\n"
    )
    return pages


def commands(language: Language) -> Iterator[tuple[str, str, str]]:
    """Every command that is none of a group: its path, what it does in short, its example."""

    def below(command: Any, path: str) -> Iterator[tuple[str, str, str]]:
        for name, part in getattr(command, "commands", {}).items():
            yield from below(part, f"{path} {name}")
        if not hasattr(command, "commands"):
            yield path, spoken(said_of(command), language.code), command.epilog or ""

    yield from below(typer.main.get_command(application(alone=True)), "dtiscore")


def said_of(command: Any) -> Any:
    """The short help of a command, which the catalogues have."""
    return template(command.short_help or (command.help or "").partition("\n")[0])


def edition_pages(language: Language) -> dict[str, str]:
    """A page for each built-in edition, and one that lists them."""
    words, pages, rows = language.words, {}, []
    listed = csv.DictReader(io.StringIO(printed("dtiscore weights list -f csv", ROOT, language, None)))
    for row in listed:
        name = row["id"]
        shown = printed(f"dtiscore weights show {name}", ROOT, language, None)
        source = re.search(r"https?://[^\s)]+", shown)
        pages[name] = f"# {row['title']}\n\n`{name}`"
        pages[name] += f" · [{source[0].split('/')[2]}]({source[0]})\n" if source else "\n"
        pages[name] += f"\n```text\n{shown}\n```\n"
        verified = row["verified"].replace("|", "\\|").replace("<", "&lt;")
        rows.append(f"| [`{name}`]({name}.md) | {row['title']} | {row['indicators']} | {verified} |")
    table = "\n".join([f"| {words['edition']} |", "| --- | --- | ---: | --- |", *rows])
    pages["index"] = f"# {words['editions']}\n\n{words['of editions']}\n\n{table}\n"
    return pages


def api(language: Language) -> str:
    """Every public name, from the list that the program itself has."""
    words = language.words
    if language is VIETNAMESE:  # docstrings are English
        return f'# {words["api"]}\n\n{words["of api"]}\n\n<a href="../api.html">{words["to api"]}</a>\n'
    tree = ast.parse((ROOT / "src" / "dtiscore" / "__init__.pyi").read_text(encoding="utf-8"))
    names = {
        alias.name: node.module
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    lines = [f"# {words['api']}", "", words["of api"], ""]
    for name in sorted(names, key=lambda each: (not each[0].islower(), each.lower())):
        lines += [f"::: {names[name]}.{name}", ""]
    return "\n".join(lines)
