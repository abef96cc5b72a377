"""The gallery: its page and pictures, made anew from the kinds of ``plot`` by ``python -m tests.render.pictures.gallery``."""

from __future__ import annotations

import os
import posixpath
import shlex
from importlib.metadata import version
from pathlib import Path

from tests.conftest import ROOT

from dtiscore.cli import main
from dtiscore.cli.picture_kinds import KINDS
from dtiscore.languages import catalogue

FOLDER = ROOT / "docs" / "gallery"
PAGES = {"en": FOLDER.with_suffix(".md"), "vi": FOLDER.parent / "vi" / "gallery.md"}

ABOVE = {
    "en": """\
# Gallery

*[Tiếng Việt](vi/gallery.md)*

Every kind of picture, and the command that draws it. `pip install 'dtiscore[report]'` brings what draws: Vega-Altair, and
vl-convert, which needs no browser. The ending of `-o` says as what: `.svg`, `.png`, `.pdf`, or `.vl.json`, the specification
in Vega-Lite, which web pages and notebooks draw. A kind has the arguments and options of the question that it draws
(`dtiscore plot KIND --help`), which draws it too (`dtiscore score … -o ranking.svg`); from Python it is a method of the
answer, `card.plot.ranking()` ([python.md](python.md)).

Names, sentences and the signs of numbers are in the language of `--lang`. Colours are told apart by readers who cannot see
all of them, and in a copy in grey; signs, shapes and directions tell the same. What a picture shows stands in a sentence in
its `description`, in SVG as the text for those who cannot see it. A picture shows as many units as can be read, or as
`--top` says, and those that are asked for with `--unit`; above it stands how many of how many these are. The tiles of a list
of units are a layout of our own and stand in its file; no borders are shipped, a map has the areas of a file of yours. The
same answer gives the same bytes of SVG and Vega-Lite with the same versions of both libraries (these: {libraries}).
""",
    "vi": """\
# Bộ hình mẫu

*[English](../gallery.md)*

Mọi loại hình, và lệnh vẽ ra. `pip install 'dtiscore[report]'` mang theo những gì cần để vẽ: Vega-Altair, và vl-convert, không cần trình
duyệt. Phần đuôi của `-o` cho biết vẽ thành gì: `.svg`, `.png`, `.pdf`, hoặc `.vl.json`, bản mô tả theo Vega-Lite mà trang web và notebook
vẽ được. Mỗi loại có các đối số và tùy chọn của câu hỏi mà nó vẽ (`dtiscore plot KIND --help`), và lệnh của câu hỏi cũng vẽ được nó
(`dtiscore score … -o ranking.svg`); trong Python, nó là một phương thức của câu trả lời, `card.plot.ranking()` ([python.md](python.md)).

Tên gọi, câu chữ và dấu của số theo ngôn ngữ của `--lang` (trong kho mã, các hình dưới đây là bản tiếng Anh, trừ hình cuối). Màu phân biệt
được với người không nhìn thấy đủ mọi màu, và trên bản sao đen trắng; dấu, hình dạng và hướng cũng nói lên điều đó. Hình cho thấy gì được viết thành một
câu ở `description`, trong SVG là văn bản dành cho người không nhìn thấy hình. Hình hiện số đơn vị vừa đủ để đọc được, hoặc số do `--top`
yêu cầu, cùng các đơn vị được hỏi bằng `--unit`; phía trên ghi rõ đó là mấy trong mấy. Cách xếp ô của một danh mục đơn vị là của riêng
dtiscore và nằm trong tệp danh mục; không kèm đường biên giới nào, bản đồ dùng các vùng trong tệp của bạn. Cùng một câu trả lời cho cùng các
byte SVG và Vega-Lite với cùng phiên bản của hai thư viện (ở đây: {libraries}).
""",
}


IN_VIETNAMESE = {"en": "in Vietnamese", "vi": "bằng tiếng Việt"}


def commands() -> dict[str, str]:
    """What is typed for each picture, by the name of its file."""
    found = {f"{kind}.svg": f"plot {kind} {about.example}" for kind, about in KINDS.items()}
    # The two that the front pages open with, in the language of each.
    return {
        **found,
        "ranking-vi.svg": found["ranking.svg"].replace("-o ranking.svg", "--lang vi -o ranking-vi.svg"),
    }


def page(language: str) -> str:
    """The page in a language, which the pictures of all but its last are not in: one set of them is stored."""
    parts = [ABOVE[language].format(libraries=drawn_by())]
    folder = posixpath.relpath(FOLDER, PAGES[language].parent)
    for name, command in commands().items():
        kind = command.split()[1]
        shows = catalogue(language).gettext(KINDS[kind].shows)
        heading = kind if name == f"{kind}.svg" else f"{kind}, {IN_VIETNAMESE[language]}"
        parts.append(
            f"## {heading}\n\n{shows}\n\n```bash\ndtiscore {command}\n```\n\n![{shows}]({folder}/{name})\n"
        )
    return "\n".join(parts)


def drawn_by() -> str:
    """The libraries that decide the bytes of a picture, as the page names those of its own."""
    return f"altair {version('altair')}, vl-convert {version('vl-convert-python')}"


def draw(name: str, folder: Path) -> Path:
    """Run a command from the root of the repository, its picture put into a folder."""
    typed = shlex.split(commands()[name])
    assert typed[-2:] == ["-o", name]
    os.chdir(ROOT)
    assert main([*typed[:-1], str(folder / name), "-q"]) == 0
    return folder / name


if __name__ == "__main__":
    for file in FOLDER.glob("*.svg"):
        file.unlink()
    for each in commands():
        draw(each, FOLDER)
    for language, file in PAGES.items():
        file.write_text(page(language), encoding="utf-8")
