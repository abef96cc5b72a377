"""Builds the site of these pages, in both languages, into a folder that any host serves or a browser opens as it is.

``python docs/site/build.py FOLDER`` (extra ``docs``): English in the folder, Vietnamese below ``vi/``. Commands are run while
it is built. A warning of the generator, a link that leads nowhere and a script or style of another machine end it with 1.
"""

from __future__ import annotations

import logging
import posixpath
import re
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE)]

from pages import staged  # noqa: E402 - found beside this file
from wording import LANGUAGES, Language  # noqa: E402 - found on the path set above


class Finish:
    """What the theme leaves: the way to the same page in the other language, and names for who hears a page."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.other = next(each for each in LANGUAGES if each is not language)

    def on_page_context(self, context: dict[str, Any], page: Any, config: Any, **_: object) -> None:
        there = posixpath.join("/", self.other.folder, page.url)
        start = posixpath.dirname(posixpath.join("/", self.language.folder, page.url))
        link = posixpath.relpath(there, start)
        config.extra["alternate"] = [{"name": self.other.name, "lang": self.other.code, "link": link}]

    def on_page_content(self, html: str, **_: object) -> str:
        """A docstring names what it refers to by its role, as ``:class:`Reading```, which the generator leaves in place."""
        return re.sub(r":(?:class|func|meth|mod):(?=<code>)", "", html)

    def on_post_page(self, output: str, **_: object) -> str:
        """The theme takes the other language for one from the top of these pages, and asks for a map of the site where there is one."""
        output = re.sub(r'<link rel="alternate"[^>]*>', "", output)
        name = self.language.words["search"]
        return output.replace(
            'component="search" role="dialog"', f'component="search" role="dialog" aria-label="{name}"'
        )


def build_in(language: Language, folder: Path) -> None:
    """Build the pages of one language."""
    with tempfile.TemporaryDirectory() as place:
        nav = staged(language, Path(place))
        config = load_config(
            str(HERE / "mkdocs.yml"),
            docs_dir=place,
            site_dir=str(folder / language.folder),
            nav=nav,
            strict=True,
            site_description=language.about,
        )
        config.theme["language"] = language.code
        for toggle in config.theme["palette"]:
            toggle["toggle"]["name"] = language.schemes[toggle["scheme"]]
        config.plugins["finish"] = Finish(language)  # type: ignore[assignment]  # what it answers to is enough
        build(config)


ASKED_FOR = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\bsrc=\"?(https?:)?//|<link\b[^>]*\bhref=\"?(https?:)?//"
)
ADDRESSES = re.compile(r"<(?:a|link|img|script)\b[^>]*?\b(?:href|src)=(?:\"([^\"]*)\"|([^\s>\"]+))")
NAMED = re.compile(r"\b(?:id|name)=(?:\"([^\"]+)\"|([^\s>\"]+))")


def faults(folder: Path) -> list[str]:
    """What a reader without a network would miss, and links that lead nowhere."""
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    # The page for addresses that are not there has links from the top of a host.
    pages = {
        name: file.read_text(encoding="utf-8")
        for name, file in files.items()
        if name.endswith(".html") and "404" not in name
    }
    places = {name: {a or b for a, b in NAMED.findall(text)} for name, text in pages.items()}
    found = []
    for name, text in pages.items():
        found += [f"{name}: asks another machine: {match[0]}" for match in ASKED_FOR.finditer(text)]
        for address in {a or b for a, b in ADDRESSES.findall(text)}:
            if re.match(r"[a-z]+:", address):
                continue
            path, anchor = urldefrag(unquote(address))
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            if target not in files:
                found.append(f"{name}: {address} is not there")
            elif anchor and target in places and anchor not in places[target]:
                found.append(f"{name}: {address} has no such place")
    return found


def main() -> int:
    """Build both languages and look at what came of it."""
    folder = Path(sys.argv[1]).resolve()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    try:
        for language in LANGUAGES:
            build_in(language, folder)
    except Abort as error:
        print(error, file=sys.stderr)
        return 1
    found = faults(folder)
    for fault in found:
        print(fault, file=sys.stderr)
    print(f"{len([*folder.rglob('*.html')])} pages in {folder}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
