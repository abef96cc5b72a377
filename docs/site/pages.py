"""The pages of the site in one language: those of docs/ with their links, and those that are made by running the program."""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from wording import LANGUAGES, VIETNAMESE, Language

from made import DOCS, ROOT, api, command_pages, draw_gallery, edition_pages, with_what_it_prints

SECTIONS = (
    ("index", "tutorial", "questions", "pages"),
    ("input-files", "project", "outputs"),
    ("gallery", "reports", "comparing", "robustness"),
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
    shutil.copytree(DOCS / "gallery", place / "gallery")
    if language is VIETNAMESE:  # one set of pictures is stored, in English
        draw_gallery(place / "gallery", language)
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
    for page in (DOCS / "README.md", DOCS / "vi" / "README.md"):
        pages[page] = "pages.md"
    for page in (DOCS / "command-line.md", DOCS / "vi" / "command-line.md"):
        pages[page] = "commands/index.md"
    return pages


def placed(source: Path, name: str, sources: Mapping[Path, str], language: Language) -> str:
    """A page as the site has it: its links lead to pages of the site, or are none."""
    text = source.read_text(encoding="utf-8")
    text = re.sub(r"^\*\[(?:Tiếng Việt|English)\]\([^)]*\)\*\n\n", "", text, flags=re.MULTILINE)
    text = re.sub(r", \[tiếng Việt\]\([^)]*\)", "", text)

    def led(link: re.Match[str]) -> str:
        shown, address = link.groups()
        path, _, anchor = address.partition("#")
        if not path or re.match(r"[a-z]+:", address):
            return link[0]
        target = Path(posixpath.normpath(source.parent / path))
        if target.suffix == ".svg":
            return f"{shown}({posixpath.relpath('gallery/' + target.name, posixpath.dirname(name) or '.')})"
        if target not in sources:  # what is not even in the repository is left for the generator to find
            return shown[1:-1] if target.exists() else link[0]
        there = posixpath.relpath(sources[target], posixpath.dirname(name) or ".")
        if shown == f"[{target.name}]":
            shown = f"[{title_of(target)}]"
        return f"{shown}({there}{f'#{anchor}' if anchor else ''})"

    text = re.sub(r"(!?\[[^\]]*\])\(([^)\s]+)\)", led, text)
    if name == "questions.md":
        text = re.sub(
            r"^```bash\n(.*?)^```$",
            partial(with_what_it_prints, language),
            text,
            flags=re.MULTILINE | re.DOTALL,
        )
    return text


def title_of(page: Path) -> str:
    """What a page calls itself, for links that call it by its file."""
    return page.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")


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
    if name in ("api", "changes", "gallery", "glossary", "pages"):
        return {language.words[name]: f"{name}.md"}
    return f"{name}.md"
