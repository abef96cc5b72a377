"""The layers hold: reads every file of the package by its syntax tree and enforces what design and style ask.

Each rule is a function from a package to its breaches, one line of text each. The rules run over the real
package, which must have none, and over small made-up packages that break them one by one.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import pytest

PACKAGE = "dtiscore"
SOURCE = Path(__file__).resolve().parents[1] / "src" / PACKAGE

FLOORS: Mapping[str, float] = {
    "arguments": 0,
    "csv_text": 0,
    "errors": 0,
    "languages": 0,
    "late": 0,
    "memory": 0,
    "problem_codes": 0,
    "progress": 0,
    "said": 0,
    "shell_words": 0,
    "spreadsheet_formulas": 0,
    "suggestions": 0,
    "visible": 0,
    "methodology": 1,
    "tables": 2,
    "units": 2,
    "project": 3,
    "scoring": 3,
    "analysis": 4,
    "render": 5,
    "files": 5,
    "engines": 5,
    "inputs": 5.3,
    "questions.answer": 4,
    "questions.shown": 5.3,
    "questions.python": 5.5,
    "questions.command": 6,
    "cli": 6,
    "__main__": 7,
    "": 7,
}
"""The floor of each folder or file directly below the package, and of the files of a question by what they are for.

The package itself (``""``) offers everything.
"""

ROLES = {
    "answer": "answer",
    "envelope": "answer",
    "shown": "shown",
    "pictures": "shown",
    "command": "command",
    "options": "command",
    "show_command": "command",
    "spark_command": "command",
    "stream_command": "command",
}
"""What a file or folder of a question is for, by its name; every other one is of the Python API."""

PURE = 4
"""Up to this floor nothing prints, reads a file, the clock, the environment or a locale."""

ONLY_IN = {
    "typer": ("cli", "questions.command"),
    "click": ("cli",),
    "rich": ("render", "questions.shown"),
    "altair": ("render", "questions.shown", "questions.python"),
    "vl_convert": ("render",),
}
LATE_ONLY = "pandas"
PANDAS_FROM = 3

FILES = ("files", "languages")
"""What touches files: one folder for all that users name, and the catalogues, which find their own."""
FILE_FUNCTIONS = {
    "": {"open"},
    "os": {
        *(
            "open",
            "fdopen",
            "replace",
            "rename",
            "remove",
            "unlink",
            "mkdir",
            "makedirs",
            "rmdir",
            "stat",
            "lstat",
        ),
        *("listdir", "scandir", "walk", "access", "chmod", "link", "symlink", "readlink", "truncate"),
    },
    "os.path": {
        *("exists", "lexists", "isfile", "isdir", "islink", "getsize", "getmtime", "realpath", "samefile")
    },
    "io": {"open", "FileIO"},
    "zipfile": {"ZipFile"},
    "np": {"load", "save", "savez", "loadtxt", "savetxt", "memmap", "fromfile"},
    "pa": {"OSFile", "memory_map", "input_stream", "output_stream"},
    "parquet": {"ParquetFile", "read_metadata", "read_schema", "read_table", "write_table", "ParquetWriter"},
    "pd": {"read_csv", "read_excel", "read_parquet", "read_json", "ExcelFile", "ExcelWriter"},
    "pl": {"read_csv", "scan_csv", "read_parquet", "scan_parquet", "read_ipc", "scan_ipc"},
}
"""By what they belong to, under the names that it is imported by here: what opens or looks for a file."""
FILE_MODULES = {"shutil", "tempfile", "fileinput", "glob"}
FILE_METHODS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "touch", "unlink", "mkdir"}
ALREADY_OPEN = {
    ("tables.parquet", "parquet.ParquetFile"),
    ("tables.parquet_pieces", "parquet.ParquetFile"),
    ("tables.parquet_pieces", "parquet.read_metadata"),
    ("tables.rankings.reading", "parquet.read_metadata"),
    ("tables.texts.typed_text", "pl.scan_csv"),
    ("tables.workbooks.archives", "self._zip.open"),
    ("tables.workbooks.archives", "zipfile.ZipFile"),
    ("render.forms.parquet", "parquet.write_table"),
}
"""Calls, by module, that are given no name of a file but bytes in memory or what :mod:`dtiscore.files` has opened."""
CLOCKS = {"now", "utcnow", "today"}
SHOWS = {PACKAGE, f"{PACKAGE}.analysis.answer", f"{PACKAGE}.inputs.scorecard"}
VAGUE = {"util", "utils", "helper", "helpers", "common", "misc"}
LONGEST_FILE = 300
"""Lines; a longer one says in its docstring that it is ``Long because`` of something."""
LONGEST_FUNCTION = 50
"""Lines below the docstring, or below the parameters of one without."""


@dataclass(frozen=True)
class Import:
    """One module that a file imports, wherever in the file the import stands."""

    name: str
    line: int
    at_start: bool
    """It runs as soon as the file is imported: not inside a function, not only for type checkers."""


@dataclass(frozen=True)
class Module:
    """One file of the package."""

    name: str
    is_package: bool
    text: str
    package: Mapping[str, Module] = field(repr=False)
    """All modules of its package by name: what tells a module from a name inside of one, and whence a table is."""

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All of the tree, walked once for all rules."""
        return [*ast.walk(self.tree)]

    @cached_property
    def imports(self) -> list[Import]:
        found = [*_imports(self.tree, self, at_start=True), *_imports_by_name(self)]
        # The version is a literal in the package's own file: asking for it loads nothing.
        return [each for each in found if each.name != f"{PACKAGE}.__version__"]

    @property
    def part(self) -> str:
        """The folder or file directly below the package that it belongs to."""
        return part_of(self.name)

    @property
    def floor(self) -> float:
        return FLOORS.get(self.part, 0)

    def at(self, node: ast.AST | int) -> str:
        return f"{self.name}:{node if isinstance(node, int) else getattr(node, 'lineno', 1)}"


Package = Mapping[str, Module]
Rule = Callable[[Package], list[str]]


def part_of(name: str) -> str:
    parts = name.split(".")
    if parts[1:2] != ["questions"]:
        return parts[1] if parts[1:] else ""
    return f"questions.{next((ROLES[part] for part in parts[2:] if part in ROLES), 'python')}"


@cache
def the_real_package() -> Package:
    """Read once for all rules: to parse its files takes longer than all rules together."""
    return load(SOURCE)


def load(source: Path) -> Package:
    files: dict[str, Path] = {}
    for path in sorted(source.rglob("*.py")):
        parts = [PACKAGE, *path.relative_to(source).with_suffix("").parts]
        files[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    package: dict[str, Module] = {}
    for name, path in files.items():
        package[name] = Module(name, path.stem == "__init__", path.read_text(encoding="utf-8"), package)
    return package


def _imports(node: ast.AST, module: Module, *, at_start: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, child.lineno, at_start) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield from _imports_from(child, module, at_start=at_start)
        elif isinstance(child, ast.If) and _is_for_types(child.test):
            for statement in child.body:
                yield from _imports(_wrapped(statement), module, at_start=False)
            for statement in child.orelse:
                yield from _imports(_wrapped(statement), module, at_start=at_start)
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _imports(child, module, at_start=at_start and not inside)


def _imports_from(node: ast.ImportFrom, module: Module, *, at_start: bool) -> Iterator[Import]:
    base = node.module or ""
    if node.level:
        above = module.name.split(".")
        above = above[: len(above) - node.level + module.is_package]
        base = ".".join([*above, *filter(None, [node.module])])
    for alias in node.names:
        inner = f"{base}.{alias.name}"
        # "from package import name" means a module where one has that name, else a name inside the package.
        is_module = inner in module.package or inner == f"{PACKAGE}.__version__"
        yield Import(inner if is_module else base, node.lineno, at_start)


def _imports_by_name(module: Module) -> Iterator[Import]:
    """Modules that ``import_module`` can load, as far as their names are known."""
    for call in _calls(module):
        if _called(call)[-1] == "import_module":
            for name in sorted(_names_of_modules(call, module) or ()):
                yield Import(name, call.lineno, at_start=False)


def _names_of_modules(call: ast.Call, module: Module) -> set[str] | None:
    """The modules that a call of ``import_module`` can load; ``None`` where the source does not tell.

    It tells them as a literal, or by a literal table: ``import_module(TABLE[name])``, or
    ``for name in TABLE: import_module(f"dtiscore.questions.{name}.command")``.
    """
    tables = _literal_tables(module)
    match call.args:
        case [ast.Constant(value=str() as name)]:
            return {name}
        case [ast.Subscript(value=ast.Name(id=table))] if table in tables:
            return {*tables[table].values()}
        case [ast.JoinedStr(values=parts)]:
            holes = [part.value for part in parts if isinstance(part, ast.FormattedValue)]
            around = [node for node in module.nodes if isinstance(node, ast.For) and call in ast.walk(node)]
            match holes, around:
                case [ast.Name(id=hole)], [*_, ast.For(target=ast.Name(id=item), iter=ast.Name(id=table))]:
                    if hole == item and table in tables:
                        texts = [
                            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts
                        ]
                        return {"".join(texts).format(name) for name in tables[table]}
    return None


def _literal_tables(module: Module) -> dict[str, dict[str, str]]:
    """The tables of texts by texts that a module states outside of functions, and its lists, by their names.

    What it takes of another module of the package is among them.
    """
    tables: dict[str, dict[str, str]] = {}
    for node in module.tree.body:
        if isinstance(node, ast.ImportFrom) and not node.level and (node.module or "") in module.package:
            theirs = {alias.name for alias in node.names if alias.name.isupper()}
            if theirs:
                stated_there = _literal_tables(module.package[node.module or ""])
                tables |= {name: stated_there[name] for name in theirs if name in stated_there}
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict | ast.Tuple):
            stated = ast.literal_eval(node.value) if _is_literal(node.value) else ()
            texts = dict(stated) if isinstance(stated, dict) else dict(zip(stated, stated, strict=True))
            if all(isinstance(each, str) for each in (*texts, *texts.values())):
                tables |= {each.id: texts for each in node.targets if isinstance(each, ast.Name)}
    return tables


def _is_literal(table: ast.Dict | ast.Tuple) -> bool:
    items = [*table.keys, *table.values] if isinstance(table, ast.Dict) else table.elts
    return all(isinstance(each, ast.Constant) for each in items)


def _wrapped(statement: ast.stmt) -> ast.Module:
    return ast.Module(body=[statement], type_ignores=[])


def _is_for_types(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


def _calls(module: Module) -> Iterator[ast.Call]:
    return (node for node in module.nodes if isinstance(node, ast.Call))


def _called(call: ast.Call) -> tuple[str, str]:
    """What is called as (owner, name): ("os.path", "exists"), ("", "open"), ("?", "read_text")."""
    function = call.func
    if isinstance(function, ast.Name):
        return "", function.id
    if isinstance(function, ast.Attribute):
        return _dotted(function.value), function.attr
    return "?", ""


def _dotted(node: ast.expr) -> str:
    """A name, or names joined by dots, as they stand; for anything that is no name a question mark."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def _top(name: str) -> str:
    return name.partition(".")[0]


def _each_import(package: Package) -> Iterator[tuple[Module, Import]]:
    for module in package.values():
        for each in module.imports:
            yield module, each


def every_module_has_a_floor(package: Package) -> list[str]:
    return [f"{m.name}: has no floor in the design" for m in package.values() if m.part not in FLOORS]


def imports_run_downward(package: Package) -> list[str]:
    return [
        f"{module.at(each.line)} imports {each.name} from the floor above"
        for module, each in _each_import(package)
        if _top(each.name) == PACKAGE and FLOORS.get(part_of(each.name), 0) > module.floor
    ]


def questions_take_of_another_its_answer_alone(package: Package) -> list[str]:
    return [
        f"{module.at(each.line)} imports {each.name}: of another question its answer alone, or on a screen its screen"
        for module, each in _each_import(package)
        if module.part.startswith("questions.")
        and part_of(each.name).startswith("questions.")
        and each.name != f"{PACKAGE}.questions"  # the list of them
        and module.name.split(".")[2:3] not in (each.name.split(".")[2:3], ["showing"], ["plot"])
        and part_of(each.name) not in {"questions.answer", *({module.part} & {"questions.shown"})}
        # A report is made of what the other questions answer: its function asks theirs.
        and not (module.name == f"{PACKAGE}.questions.report.python" and part_of(each.name) == module.part)
    ]


def no_imports_in_circles(package: Package) -> list[str]:
    graph = {
        module.name: {each.name for each in module.imports} - {PACKAGE, module.name}
        for module in package.values()
    }
    done: set[str] = set()

    def walk(name: str, path: list[str]) -> list[str]:
        if name in path:
            return [f"circle: {' -> '.join([*path[path.index(name) :], name])}"]
        if name in done or name not in graph:
            return []
        breaches = [breach for further in sorted(graph[name]) for breach in walk(further, [*path, name])]
        done.add(name)
        return breaches

    return [breach for name in sorted(graph) for breach in walk(name, [])]


def libraries_stay_in_their_folder(package: Package) -> list[str]:
    return [
        f"{module.at(each.line)} imports {each.name}; only {' and '.join(ONLY_IN[_top(each.name)])} may"
        for module, each in _each_import(package)
        if module.part not in ONLY_IN.get(_top(each.name), (module.part,))
    ]


def pandas_comes_late_and_high(package: Package) -> list[str]:
    return [
        f"{module.at(each.line)} imports pandas {'at module level' if each.at_start else 'too low'}"
        for module, each in _each_import(package)
        if _top(each.name) == LATE_ONLY and (each.at_start or module.floor < PANDAS_FROM)
    ]


def files_are_touched_in_their_folder_only(package: Package) -> list[str]:
    breaches = []
    for module in package.values():
        if module.part in FILES:
            continue
        breaches += [
            f"{module.at(each.line)} imports {each.name}; only files/ touches files"
            for each in module.imports
            if _top(each.name) in FILE_MODULES
        ]
        ours = _names_of_our_modules(module)
        for call in _calls(module):
            owner, name = _called(call)
            is_open = (module.name.removeprefix(f"{PACKAGE}."), f"{owner}.{name}") in ALREADY_OPEN
            if _top(owner) not in ours and name in FILE_FUNCTIONS.get(owner, FILE_METHODS) and not is_open:
                breaches.append(f"{module.at(call)} calls {name}(); only files/ touches files")
        breaches += [
            f"{module.at(node)} takes pathlib.Path; only files/ touches files"
            for node in module.nodes
            if isinstance(node, ast.ImportFrom) and node.module == "pathlib"
            if "Path" in [alias.name for alias in node.names]
        ]
    return breaches


def _names_of_our_modules(module: Module) -> set[str]:
    """Names bound to modules of the package, so that ``files.read_bytes`` is told from ``path.read_bytes``."""
    return {
        alias.asname or alias.name
        for node in module.nodes
        if isinstance(node, ast.ImportFrom) and (node.level or _top(node.module or "") == PACKAGE)
        for alias in node.names
    }


def nothing_is_run_by_name(package: Package) -> list[str]:
    breaches = []
    for module in package.values():
        for call in _calls(module):
            owner, name = _called(call)
            if (owner == "" and name in {"exec", "eval", "compile", "__import__"}) or (
                owner and name == "eval"
            ):
                breaches.append(f"{module.at(call)} calls {name}()")
            elif name == "import_module" and module.part != "late" and not _names_of_modules(call, module):
                breaches.append(f"{module.at(call)} imports a module whose name is computed")
    return breaches


def low_floors_are_pure(package: Package) -> list[str]:
    breaches = []
    for module in package.values():
        if module.floor > PURE:
            continue
        breaches += [
            f"{module.at(each.line)} imports {each.name}: pure floors know no system, clock or locale"
            for each in module.imports
            if _top(each.name) in {"locale", "os", "select", "signal", "socket", "subprocess", "time"}
        ]
        breaches += [
            f"{module.at(node)} uses {what} on a pure floor"
            for node in module.nodes
            if (what := _impurity(node)) is not None
        ]
    return breaches


def _impurity(node: ast.AST) -> str | None:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        owner, name = node.value.id, node.attr
        if owner == "sys" and name in {"stdin", "stdout", "stderr", "argv"}:
            return f"sys.{name}"
    if isinstance(node, ast.Call):
        owner, name = _called(node)
        if owner and name in CLOCKS:
            return f"{name}()"
        if (owner, name) == ("", "print"):
            return "print()"
    return None


def only_answers_are_shown_by_floors_above(package: Package) -> list[str]:
    """What the package hands down to the lowest floor is for one file, or it would be a way round all floors."""
    return [
        f"{module.at(node)} takes {PACKAGE}.late.showing; only answers do"
        for module in package.values()
        for node in module.nodes
        if module.name not in SHOWS
        and (
            (isinstance(node, ast.Attribute) and node.attr == "showing")
            or (isinstance(node, ast.alias) and node.name == "showing")
        )
    ]


def names_say_what_is_inside(package: Package) -> list[str]:
    return [
        f"{module.name}: a name that says nothing"
        for module in package.values()
        if VAGUE & set(re.split(r"[._]", module.name))
    ]


def files_start_with_a_docstring(package: Package) -> list[str]:
    return [
        f"{m.name}: does not start with a docstring"
        for m in package.values()
        if not ast.get_docstring(m.tree)
    ]


def files_and_functions_are_short(package: Package) -> list[str]:
    breaches = []
    for module in package.values():
        lines = len(module.text.splitlines())
        if lines > LONGEST_FILE and "Long because" not in (ast.get_docstring(module.tree) or ""):
            breaches.append(f"{module.name}: {lines} lines")
        for node in module.nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                body = node.body[1:] if ast.get_docstring(node) and node.body[1:] else node.body
                length = node.end_lineno - body[0].lineno + 1
                if length > LONGEST_FUNCTION:
                    breaches.append(f"{module.at(node)} {node.name} has {length} lines")
    return breaches


RULES: list[Rule] = [
    every_module_has_a_floor,
    imports_run_downward,
    questions_take_of_another_its_answer_alone,
    no_imports_in_circles,
    libraries_stay_in_their_folder,
    pandas_comes_late_and_high,
    files_are_touched_in_their_folder_only,
    nothing_is_run_by_name,
    low_floors_are_pure,
    only_answers_are_shown_by_floors_above,
    names_say_what_is_inside,
    files_start_with_a_docstring,
    files_and_functions_are_short,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_package_keeps_the_rule(rule: Rule) -> None:
    package = the_real_package()
    assert f"{PACKAGE}.errors" in package  # an empty folder would keep every rule
    assert rule(package) == []


BREACHES: Mapping[Rule, list[tuple[str, str, str]]] = {
    every_module_has_a_floor: [
        ("shelf.py", "", "dtiscore.shelf: has no floor"),
        ("shelf/inner.py", "", "dtiscore.shelf.inner: has no floor"),
    ],
    imports_run_downward: [
        ("scoring/a.py", "from dtiscore.analysis import b", "scoring.a:2 imports dtiscore.analysis "),
        ("scoring/a.py", "import dtiscore.cli", "scoring.a:2 imports dtiscore.cli "),
        ("scoring/a.py", "from ..render import b", "scoring.a:2 imports dtiscore.render "),
        ("scoring/__init__.py", "from ..render import b", "scoring:2 imports dtiscore.render "),
        ("errors.py", "from .methodology import b", "errors:2 imports dtiscore.methodology "),
        ("scoring/a.py", "from dtiscore import inputs", "scoring.a:2 imports dtiscore.inputs "),
        ("scoring/a.py", "from dtiscore import score", "scoring.a:2 imports dtiscore "),
        ("scoring/a.py", "def f():\n    import dtiscore.cli", "scoring.a:3 imports dtiscore.cli "),
        ("scoring/a.py", "{types}import dtiscore.cli", "scoring.a:4 imports dtiscore.cli "),
        ("scoring/a.py", "{table}", "scoring.a:4 imports dtiscore.cli "),
        ("scoring/a.py", "{list}", "scoring.a:4 imports dtiscore.cli "),
        ("scoring/a.py", "import_module('dtiscore.cli')", "scoring.a:2 imports dtiscore.cli "),
        (
            "analysis/a.py",
            "from dtiscore.files.same_file import f",
            "analysis.a:2 imports dtiscore.files.same_file ",
        ),
    ],
    questions_take_of_another_its_answer_alone: [
        (
            "questions/trend/python.py",
            "from dtiscore.questions.compare.python import f",
            "questions.trend.python:2 imports dtiscore.questions.compare.python",
        ),
    ],
    no_imports_in_circles: [
        (
            "scoring/a.py",
            "import dtiscore.scoring.ring",
            "scoring.a -> dtiscore.scoring.ring -> dtiscore.scoring.a",
        ),
        (
            "scoring/a.py",
            "def f():\n    from .ring import g",
            "scoring.a -> dtiscore.scoring.ring -> dtiscore",
        ),
        ("scoring/a.py", "{types}from .ring import g", "scoring.a -> dtiscore.scoring.ring -> dtiscore"),
    ],
    libraries_stay_in_their_folder: [
        ("render/a.py", "import typer", "render.a:2 imports typer; only cli and questions.command may"),
        (
            "cli/a.py",
            "from rich.table import Table",
            "cli.a:2 imports rich.table; only render and questions.shown may",
        ),
        ("inputs.py", "def f():\n    from click import echo", "inputs:3 imports click; only cli may"),
    ],
    pandas_comes_late_and_high: [
        ("render/a.py", "import pandas as pd", "render.a:2 imports pandas at module level"),
        ("tables/a.py", "def f():\n    import pandas", "tables.a:3 imports pandas too low"),
        ("units/a.py", "{types}import pandas", "units.a:4 imports pandas too low"),
        ("inputs.py", "{types}pass\nelse:\n    import pandas", "inputs:6 imports pandas at module level"),
    ],
    files_are_touched_in_their_folder_only: [
        ("cli/a.py", "open('x')", "cli.a:2 calls open()"),
        ("cli/a.py", "Path('x').read_text()", "cli.a:2 calls read_text()"),
        ("render/a.py", "path.write_bytes(b'')", "render.a:2 calls write_bytes()"),
        ("render/a.py", "os.replace('a', 'b')", "render.a:2 calls replace()"),
        ("render/a.py", "import tempfile", "render.a:2 imports tempfile"),
        ("tables/a.py", "pa.OSFile('x')", "tables.a:2 calls OSFile()"),
        ("engines/a.py", "parquet.ParquetFile('x')", "engines.a:2 calls ParquetFile()"),
        ("inputs.py", "os.path.isfile('x')", "inputs:2 calls isfile()"),
        ("inputs.py", "from pathlib import Path, PurePath", "inputs:2 takes pathlib.Path"),
    ],
    nothing_is_run_by_name: [
        ("cli/a.py", "eval('1')", "cli.a:2 calls eval()"),
        ("cli/a.py", "frame.eval('1')", "cli.a:2 calls eval()"),
        ("cli/a.py", "exec('1')", "cli.a:2 calls exec()"),
        ("cli/a.py", "__import__('os')", "cli.a:2 calls __import__()"),
        ("cli/a.py", "importlib.import_module(name)", "cli.a:2 imports a module whose name is computed"),
        ("cli/a.py", "import_module(TABLE[name])", "cli.a:2 imports a module whose name is computed"),
        ("cli/a.py", "import_module(f'dtiscore.{name}')", "cli.a:2 imports a module whose name is computed"),
        (
            "cli/a.py",
            "def f(names):\n    for name in names:\n        import_module(f'dtiscore.{name}')",
            "cli.a:4 imports a module whose name is computed",
        ),
        (
            "cli/a.py",
            "NAMES = ('a',)\nfor name in NAMES:\n    import_module(f'dtiscore.{other}')",
            "cli.a:4 imports a module whose name is computed",
        ),
    ],
    low_floors_are_pure: [
        ("scoring/a.py", "import time", "scoring.a:2 imports time"),
        ("tables/a.py", "import os", "tables.a:2 imports os"),
        ("scoring/a.py", "from locale import getlocale", "scoring.a:2 imports locale"),
        ("scoring/a.py", "datetime.now()", "scoring.a:2 uses now()"),
        ("scoring/a.py", "datetime.date.today()", "scoring.a:2 uses today()"),
        ("analysis/a.py", "from os import getenv", "analysis.a:2 imports os"),
        ("analysis/a.py", "print('x')", "analysis.a:2 uses print()"),
        ("analysis/a.py", "sys.stderr.write('x')", "analysis.a:2 uses sys.stderr"),
    ],
    only_answers_are_shown_by_floors_above: [
        (
            "scoring/a.py",
            "from dtiscore import late\nlate.showing()",
            "scoring.a:3 takes dtiscore.late.showing",
        ),
        ("scoring/a.py", "from dtiscore.late import showing", "scoring.a:2 takes dtiscore.late.showing"),
    ],
    names_say_what_is_inside: [
        ("scoring/utils.py", "", "dtiscore.scoring.utils: a name"),
        ("scoring/rank_helpers.py", "", "dtiscore.scoring.rank_helpers: a name"),
        ("scoring/common/a.py", "", "dtiscore.scoring.common.a: a name"),
    ],
    files_start_with_a_docstring: [
        ("scoring/a.py", "{bare}import numpy", "dtiscore.scoring.a: does not start with a docstring"),
    ],
    files_and_functions_are_short: [
        ("scoring/a.py", "def f():\n" + "    x = 1\n" * 60, "scoring.a:2 f has 60 lines"),
        ("scoring/a.py", "x = 1\n" * 500, "scoring.a: 501 lines"),
    ],
}
"""For each rule: a file that breaks it, the text of that file below its docstring, words of the breach."""

SHORTHANDS = {
    "{types}": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    ",
    "{table}": "T = {'main': 'dtiscore.cli'}\ndef f(name):\n    import_module(T[name])",
    "{list}": "NAMES = ('cli',)\nfor name in NAMES:\n    import_module(f'dtiscore.{name}')",
}

DECENT = {
    "__init__.py": "__version__ = '1'\nNAMES = ('cli',)\nfor name in NAMES:\n    import_module(f'dtiscore.{name}.a')",
    "inputs.py": "from dtiscore.scoring import fit\nfrom dtiscore.files.reading import read",
    "errors.py": "from datetime import date",
    "cli/app.py": "from dtiscore.files import PARTS\nfor part in PARTS:\n    import_module(f'dtiscore.files.{part}')",
    "files/__init__.py": "PARTS = ('reading',)",
    "scoring/ring.py": "from dtiscore.scoring.a import f",
    "scoring/fit.py": "import numpy as np\nfrom dtiscore import __version__\nfrom dtiscore.errors import X",
    "files/reading.py": "import os\ndef read():\n    return open('x')",
    "analysis/explain.py": "def f():\n    import pandas as pd\n    return pd, 'a'.replace('a', 'b')",
    "cli/__init__.py": "import typer\nimport re\nfrom ..files import reading\nR = re.compile('x')\nreading.read_bytes('x')",
    "render/table.py": "import rich\nimport os\nos.environ.get('COLUMNS')",
}
"""A small package that keeps every rule."""


def made_up(folder: Path, files: Mapping[str, str]) -> Package:
    for name, text in files.items():
        for shorthand, meaning in SHORTHANDS.items():
            text = text.replace(shorthand, meaning)  # noqa: PLW2901 - the text is what is being made
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        docstring = '"""What it is for."""\n'
        path.write_text(
            text.removeprefix("{bare}") if "{bare}" in text else docstring + text, encoding="utf-8"
        )
    return load(folder)


def test_a_decent_package_has_no_breach(tmp_path: Path) -> None:
    package = made_up(tmp_path, DECENT)
    assert set(package) >= {"dtiscore", "dtiscore.cli", "dtiscore.scoring.fit"}
    assert [breach for rule in RULES for breach in rule(package)] == []


@pytest.mark.parametrize(
    ("rule", "file", "text", "words"),
    [(rule, *breach) for rule, breaches in BREACHES.items() for breach in breaches],
)
def test_each_rule_catches_its_breach(tmp_path: Path, rule: Rule, file: str, text: str, words: str) -> None:
    (breach,) = rule(made_up(tmp_path, DECENT | {file: text}))
    assert words in breach


def test_no_rule_goes_without_a_breach() -> None:
    assert [rule for rule in RULES if not BREACHES.get(rule)] == []


@pytest.mark.parametrize("name", ["dtiscore", "dtiscore.files.same_file", "dtiscore.files.catalogue"])
def test_importing_it_loads_nothing_heavy(name: str) -> None:
    heavy = "pandas numpy pydantic rich typer yaml scipy"
    code = f"import sys; import {name}; print(*sorted(set({heavy!r}.split()) & set(sys.modules)))"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert ended.stdout == "\n"


@pytest.mark.parametrize("given", [None, "2"])
@pytest.mark.parametrize(("name", "own"), [("OPENBLAS_NUM_THREADS", "1"), ("NUMPY_MADVISE_HUGEPAGE", "0")])
def test_the_command_line_tells_numpy_how_to_work_unless_somebody_did(
    name: str, own: str, given: str | None
) -> None:
    code = (
        "import os; from dtiscore.cli import main; main(['units', 'list', '-f', 'csv', '-o', os.devnull]); "
        f"print(os.environ[{name!r}])"
    )
    environment = {other: value for other, value in os.environ.items() if other != name}
    environment |= {} if given is None else {name: given}
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60, env=environment
    )
    assert ended.stdout == f"{given or own}\n", ended.stderr


SCORES = {
    "built-in": (
        ["score", "examples/dti-province/2023.csv", "-w", "dti-province-2022"],
        (
            "pandas scipy rich.text rich.console dtiscore.tables.widening dtiscore.tables.workbooks.cell_ranges "
            "dtiscore.methodology.rules.batch_summary dtiscore.methodology.formula dtiscore.render.rules_in_words "
            "dtiscore.inputs.references dtiscore.files.former dtiscore.render.plain_list"
        ),
        198,
    ),
    "own": (
        ["score", "examples/own-index/2024.csv", "-w", "examples/own-index/departments.yaml"],
        (
            "pandas scipy json shlex rich.text rich.console dtiscore.methodology.compiled "
            "dtiscore.methodology.checks.preparation dtiscore.methodology.documents.named_rules dtiscore.render.plain_list"
        ),
        210,
    ),
}
"""What to score, what that has no use for, and how many modules of ours it may load: each takes a thousandth of the time."""


@pytest.mark.parametrize("name", SCORES)
def test_a_plain_score_loads_nothing_that_it_has_no_use_for(name: str) -> None:
    command, idle, most = SCORES[name]
    code = (
        "import sys, importlib.metadata; before = set(sys.modules); "  # pydantic's plugins need it, from 3.13 on with json
        f"from dtiscore.cli import main; assert main({command}) == 0; "
        f"print('LOADED', *sorted(set({idle!r}.split()) & set(sys.modules) - before)); "
        "print(sum(name.startswith('dtiscore.') for name in sys.modules))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=True, timeout=60, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    *_, loaded, count = ended.stdout.splitlines()
    assert loaded == "LOADED", ended.stdout
    assert int(count) <= most


def test_the_list_of_commands_makes_none_of_their_options() -> None:
    code = (
        "import os, typer.core; made = []; new = typer.core.TyperOption.__init__\n"
        "def count(self, **given): made.append(given['param_decls']); new(self, **given)\n"
        "typer.core.TyperOption.__init__ = count\n"
        "from dtiscore.cli import main; main(['--help']); print(len(made)); "
        "assert main(['weights', 'show', 'hdi-2022', '-f', 'json', '-o', os.devnull]) == 0"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert int(ended.stdout.splitlines()[-1]) <= 8, ended.stdout
