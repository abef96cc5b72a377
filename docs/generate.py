"""Writes the pages of the documentation that are made from the code, in two languages: methods.md, command-line.md, problems.md.

Run it from anywhere: ``python docs/generate.py``. A test runs it with ``--check``, which writes nothing and fails when a
page is not what the code says.
"""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import typer
from babel.messages.pofile import read_po
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from dtiscore.cli.app import application
from dtiscore.cli.help_page import help_page
from dtiscore.inputs.descriptions import descriptions
from dtiscore.inputs.file_schemas import FILES
from dtiscore.methodology.aggregations import AGGREGATIONS
from dtiscore.methodology.preparation import STEPS
from dtiscore.methodology.rules import RULES
from dtiscore.problem_codes import PROBLEM_CODES
from dtiscore.questions import QUESTIONS
from dtiscore.questions.schema.python import names, schema, version
from dtiscore.render.forms.json_text import to_json
from dtiscore.said import Spoken, spoken

DOCS = Path(__file__).resolve().parent


def main() -> int:
    """Write the pages, or with ``--check`` say which differ."""
    vietnamese = InVietnamese()
    pages = {"methods.md": methods(str, ABOVE_THE_METHODS["en"])}
    pages["vi/methods.md"] = methods(vietnamese, ABOVE_THE_METHODS["vi"])
    pages |= {"command-line.md": command_line("en"), "vi/command-line.md": command_line("vi")}
    pages["dtiscore.1"] = manual()
    pages |= {"problems.md": problems(IN_ENGLISH), "vi/problems.md": problems(IN_VIETNAMESE)}
    pages[STUB] = stub((DOCS / STUB).read_text(encoding="utf-8"))
    if "--check" in sys.argv[1:]:
        stale = [name for name, page in pages.items() if (DOCS / name).read_text(encoding="utf-8") != page]
        for name in stale:
            print(f"docs/{name} is not what the code says: run python docs/generate.py", file=sys.stderr)
        return max(1 if stale else 0, told(vietnamese.lacking))
    for name, page in pages.items():
        (DOCS / name).write_text(page, encoding="utf-8")
    return max(kept_schemas(), told(vietnamese.lacking))


def told(lacking: Iterable[str]) -> int:
    """Say which texts of the page of methods lack their Vietnamese, as they are to stand in its catalogue; 1 if any does."""
    entries = [f'msgid "{text}"\nmsgstr ""' for text in (text.replace('"', '\\"') for text in lacking)]
    if entries:
        print("docs/vi/methods.po lacks the Vietnamese of:", *entries, sep="\n\n", file=sys.stderr)
    return 1 if entries else 0


STUB = "../src/dtiscore/__init__.pyi"


def stub(text: str) -> str:
    """The list of public names, with the function of every question under the question's name and what it returns."""
    imports = [node for node in ast.parse(text).body if isinstance(node, ast.ImportFrom)]
    there = {alias.name for node in imports for alias in node.names}
    homes = {f"dtiscore.questions.{name}.python": name for name in QUESTIONS}
    wanted: list[tuple[str, str]] = []
    for home, name in homes.items():
        function = getattr(import_module(home), name, None) if find_spec(home) is not None else None
        if inspect.isfunction(function):
            answer = function.__globals__.get(function.__annotations__["return"])
            wanted += [(home, name), (getattr(answer, "__module__", ""), getattr(answer, "__name__", ""))]
    lines = text.splitlines(keepends=True)
    for home, name in sorted(wanted, reverse=True):
        if name not in there and home.startswith("dtiscore.questions."):
            before = [node.end_lineno or 0 for node in imports if (node.module or "") < home]
            lines.insert(max(before), f"from {home} import {name} as {name}\n")
    return "".join(lines)


def kept_schemas() -> int:
    """Write the schemas of new versions; one that is there stays as it is, or has changed without another version.

    That of a file that people write grows with what they may write, and has another version where it would refuse a file
    that was sound.
    """
    changed = 0
    for name in names():
        file, text = DOCS / "schemas" / f"{name}-{version(name)}.json", to_json(schema(name))
        if name in FILES or not file.exists():
            file.write_text(text, encoding="utf-8")
        elif file.read_text(encoding="utf-8") != text:
            print(f"the schema of {name} has changed: give it another version", file=sys.stderr)
            changed = 1
    return changed


Say = Callable[[str], str]
"""A text of the page of methods in its language."""

ABOVE_THE_METHODS = {
    "en": (
        "# Methods",
        "",
        "*[Tiếng Việt](vi/methods.md)*",
        "",
        "Made from the code by `docs/generate.py`. How a weighting file is put together:",
        "[weighting-file.md](weighting-file.md). The *frame* of a rule is the units, and the periods, that its figures are",
        "taken over: those of the table, unless the edition or `--reference` says otherwise. What stands outside of it, as",
        "years other than a base, is held against the same figures and may score below 0 or above 1 where nothing clips or",
        "caps it. Where ranks decide, its value takes the place of the next better one in the frame, or of the best; and",
        "benefit of the doubt holds a unit against its own parts as well, so that none exceeds 1, however far it has come.",
    ),
    "vi": (
        "# Các phương pháp",
        "",
        "*[English](../methods.md)*",
        "",
        "Trang này được lập từ mã nguồn bằng `docs/generate.py`. Cách viết tệp trọng số:",
        "[weighting-file.md](weighting-file.md). *Gốc chuẩn hóa* của một quy tắc là các đơn vị, và các kỳ, mà từ đó các số của",
        "quy tắc được rút ra: của chính bảng, trừ khi phiên bản hoặc `--reference` quy định khác. Những gì nằm ngoài gốc, như",
        "các năm khác năm gốc, được so với chính các số đó và có thể có điểm dưới 0 hoặc trên 1 nếu không có gì chặn lại. Nơi",
        "thứ hạng quyết định, giá trị ấy nhận vị trí của giá trị tốt hơn kế tiếp trong gốc, hoặc của giá trị tốt nhất; còn",
        "benefit-of-the-doubt so đơn vị với cả các phần của chính nó, nên không đơn vị nào vượt 1, dù đã tiến xa đến đâu.",
    ),
}
"""What stands above the methods in each language."""

METHODS_IN_VIETNAMESE = DOCS / "vi" / "methods.po"
"""What stands in docstrings, sources and some formulas, which the program itself does not say."""


class InVietnamese:
    """Says the texts of the page of methods in Vietnamese; one that is in no catalogue stays English, and is noted."""

    def __init__(self) -> None:
        with METHODS_IN_VIETNAMESE.open("rb") as lines:
            self._known = {message.id: message.string for message in read_po(lines) if message.id}
        self.lacking: dict[str, None] = {}

    def __call__(self, text: str) -> str:
        if isinstance(text, Spoken):
            return spoken(text, "vi")
        if not self._known.get(text):
            self.lacking[text] = None
        return self._known.get(text) or text


def methods(say: Say, above: Sequence[str]) -> str:
    """Every rule, aggregation and step of preparation: what it does, its formula, its parameters, its source."""
    parts = [*above, ""]
    for title, key, registry in (
        ("Normalisation rules", "kind", RULES),
        ("Aggregations", "kind", AGGREGATIONS),
        ("Steps of preparation", "step", STEPS),
    ):
        parts += [f"## {say(title)}", "", *index_of(registry, say), ""]
        for name, model in sorted(registry.items()):
            parts += method(name, model, key, say)
    return "\n".join(parts).rstrip().replace("``", "`") + "\n"


def index_of(registry: dict[str, Any], say: Say) -> list[str]:
    """The table of contents of one family."""
    rows = [f"| `{name}` | {first_sentence(model, say)} |" for name, model in sorted(registry.items())]
    return [f"| {say('name')} | {say('what it does')} |", "| --- | --- |", *rows]


def paragraphs_of(model: type) -> list[str]:
    """The paragraphs of a class's description, each in one line."""
    return [" ".join(part.split()) for part in inspect.cleandoc(model.__doc__ or "").split("\n\n")]


def first_sentence(model: type, say: Say) -> str:
    """The first sentence of a class's description."""
    return say(paragraphs_of(model)[0]).split(". ")[0].rstrip(".") + "."


def method(name: str, model: Any, key: str, say: Say) -> list[str]:
    """One method."""
    lines = [f"### {name}", ""]
    for paragraph in paragraphs_of(model):
        lines += [*textwrap.wrap(say(paragraph), 118, break_long_words=False, break_on_hyphens=False), ""]
    if equation := getattr(model, "equation", ""):
        lines += [f"    {say(equation)}", ""]
    described = descriptions(model)
    rows = []
    for field, info in model.model_fields.items():
        if field != key:
            must = info.default is PydanticUndefined and info.default_factory is None
            default = say("required") if must else shown(info.default, say)
            meaning = say(described[field]) if field in described else ""
            rows.append(
                f"| `{info.alias or field}` | {kind_of(info.annotation, say)} | {default} | {meaning} |"
            )
    if rows:
        head = f"| {say('parameter')} | {say('type')} | {say('default')} | {say('what it does')} |"
        lines += [head, "| --- | --- | --- | --- |", *rows, ""]
    if source := getattr(model, "source", ""):
        lines += [f"{say('Source')}: {say(source)}.", ""]
    return lines


def shown(default: object, say: Say) -> str:
    """A default as a weighting file would write it."""
    if default is None or default == ():
        return say("none")
    if isinstance(default, tuple):
        return "`[" + ", ".join(map(str, default)) + "]`"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


WORDS = {float: "number", int: "whole number", str: "text", bool: "true/false", type(None): "none"}


def kind_of(annotation: Any, say: Say) -> str:  # noqa: PLR0911 - one line for each kind of type
    """A type in the words of a person who writes a weighting file."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    either = f" {say('or')} "
    if annotation in WORDS:
        return say(WORDS[annotation])
    if origin is Literal:
        return either.join(
            f"`{str(value).lower() if isinstance(value, bool) else value}`" for value in arguments
        )
    if origin is Annotated:
        return kind_of(arguments[0], say)
    if origin in (Union, UnionType):
        kinds = (kind_of(argument, say) for argument in arguments if argument is not type(None))
        return either.join(dict.fromkeys(kinds))
    if origin is tuple and arguments[-1] is Ellipsis:
        return f"{say('list of')} {kind_of(arguments[0], say)}"
    if origin is tuple:
        return f"[{', '.join(kind_of(argument, say) for argument in arguments)}]"
    if origin is dict:
        return say("text by language")
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        keys = ", ".join(info.alias or name for name, info in annotation.model_fields.items())
        return f"`{{{keys}}}`"
    return str(annotation)


class PageOfProblems(NamedTuple):
    """What stands around the codes on the page in one language."""

    language: str
    head: tuple[str, ...]
    columns: tuple[str, str, str, str]
    severities: Mapping[str, str]


IN_ENGLISH = PageOfProblems(
    "en",
    (
        "# Problems",
        "",
        "*[Tiếng Việt](vi/problems.md)*",
        "",
        "Made from the code by `docs/generate.py`. Each problem of a table or a weighting file bears one of these codes, on",
        "the screen and in every report, and scripts may rely on them; its message says the same of one cell or key, and how to",
        "mend that. An error stops the run, a warning does not unless `--strict` is given.",
    ),
    ("code", "severity", "what it means", "what to do"),
    {},
)
IN_VIETNAMESE = PageOfProblems(
    "vi",
    (
        "# Các vấn đề",
        "",
        "*[English](../problems.md)*",
        "",
        "Trang này được lập từ mã nguồn bằng `docs/generate.py`. Mỗi vấn đề của bảng hoặc của tệp trọng số mang một trong các",
        "mã dưới đây, trên màn hình và trong mọi báo cáo, và chương trình khác có thể dựa vào đó; thông báo nói rõ điều ấy cho",
        "từng ô hoặc từng khóa, kèm cách sửa. Lỗi thì dừng lại, cảnh báo thì không, trừ khi có `--strict`.",
    ),
    ("mã", "mức", "nghĩa", "cách sửa"),
    {"error": "lỗi", "warning": "cảnh báo", "error or warning": "lỗi hoặc cảnh báo"},
)


def manual() -> str:
    """The page of the manual for ``man``: the help of every command, as it is drawn for 78 columns."""
    lines = [
        '.TH DTISCORE 1 "" dtiscore "User Commands"',
        ".SH NAME",
        "dtiscore \\- composite indices from a raw indicator table and a weighting file",
    ]
    program = typer.main.get_command(application(alone=True))
    for context in every_context(typer.Context(program, info_name="dtiscore", **program.context_settings)):
        lines += [f'.SH "{context.command_path.upper()}"', ".nf"]
        for line in help_page(context.command, context, 78, "en").splitlines():
            text = line.replace("\\", "\\e").replace("-", "\\-")
            lines.append(f"\\&{text}" if text.startswith((".", "'")) else text)
        lines.append(".fi")
    return "\n".join(lines) + "\n"


def problems(page: PageOfProblems) -> str:
    """Every code of a problem: whether it stops a run, what it means, what to do."""
    code, severity, meaning, way_out = page.columns
    parts = [*page.head, ""]
    for title, codes in PROBLEM_CODES.items():
        parts += [f"## {spoken(title, page.language)}", ""]
        parts += [f"| {code} | {severity} | {meaning} | {way_out} |", "| --- | --- | --- | --- |"]
        parts += [
            " | ".join(
                (
                    f'| <a id="{one.code}"></a>`{one.code}`',
                    page.severities.get(one.severity, one.severity),
                    spoken(one.meaning, page.language),
                    f"{spoken(one.way_out, page.language)} |",
                )
            )
            for one in codes
        ]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


WIDTH = 78
"""The width of a help page in a terminal of 80 cells."""

ABOVE_THE_HELP = {
    "en": (
        "# Command line",
        "",
        "*[Tiếng Việt](vi/command-line.md)*",
        "",
        "Made from the help texts by `docs/generate.py`.",
        "",
        "An option that could have no effect beside the others typed, whatever the data, is refused by name, with exit",
        "code 2; so is an option with a single value that is given twice. Options of looks (`--color`, `--width`, `--lang`,",
        "`--quiet`) and of reading a kind of file that the table is not (`--sheet` of a CSV file) are always taken.",
        "",
        "Numbers have a decimal point. In Vietnamese they may have a decimal comma too, as its screens have them: of `0,75`",
        "and `0.75` both are taken, and `1.234`, which a Vietnamese screen shows for 1234, is refused with the way out, as",
        "`1,234` is in English. A cell (`whatif --value`) is written as in its file first of all; numbers of a list have",
        "commas between them and points inside (`min-max:1,100`), and what is written as in a weighting file stays so.",
        "",
    ),
    "vi": (
        "# Dòng lệnh",
        "",
        "*[English](../command-line.md)*",
        "",
        "Trang này được lập từ các văn bản trợ giúp bằng `docs/generate.py`.",
        "",
        "Tùy chọn không thể có tác dụng bên cạnh các tùy chọn khác đã ghi, dù số liệu thế nào, bị từ chối đích danh với mã",
        "thoát 2; tùy chọn chỉ nhận một giá trị mà ghi hai lần cũng vậy. Các tùy chọn về hình thức (`--color`, `--width`,",
        "`--lang`, `--quiet`) và về cách đọc loại tệp không phải loại của bảng (`--sheet` với tệp CSV) luôn được chấp nhận.",
        "",
        "Số viết với dấu chấm thập phân. Bằng tiếng Việt, số có thể viết với dấu phẩy thập phân như trên màn hình: `0,75` và",
        "`0.75` đều được nhận, còn `1.234`, mà màn hình tiếng Việt dùng cho 1234, bị từ chối kèm cách xử lý, như `1,234` trong",
        "tiếng Anh. Ô (`whatif --value`) trước hết viết như trong tệp; các số của một danh sách cách nhau bằng dấu phẩy và có",
        "dấu chấm thập phân (`min-max:1,100`), và những gì viết như trong tệp trọng số thì giữ nguyên.",
        "",
    ),
}
"""What stands above the help of the commands in each language."""


def command_line(language: str) -> str:
    """The help of every command."""
    parts = [*ABOVE_THE_HELP[language]]
    program = typer.main.get_command(application(alone=True))
    for context in every_context(typer.Context(program, info_name="dtiscore", **program.context_settings)):
        page = help_page(context.command, context, WIDTH, language)
        parts += [f"## {context.command_path}", "", "```text", page, "```", ""]
    return "\n".join(parts).rstrip() + "\n"


def every_context(context: typer.Context) -> Iterator[typer.Context]:
    """The command of a context and all below it."""
    yield context
    for name, command in getattr(context.command, "commands", {}).items():
        yield from every_context(typer.Context(command, parent=context, info_name=name))


if __name__ == "__main__":
    sys.exit(main())
