"""Which options and commands the texts of the code propose, and which of its lines a run came by."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Self

import dtiscore
from tests.cli.whole_program import options_of

PACKAGE = Path(dtiscore.__file__).parent
OF_OTHERS = re.compile(r"pip install [^;]*")
"""What another program than ours is told."""
OPTION = re.compile(r"(?<![`\w-])--[a-z][a-z-]*[a-z]")
"""An option where it is typed; between backticks it is a word of the documentation."""
COMMAND = re.compile(r"(?<!`)\bdtiscore ((?:weights |units )?[a-z]+)")
FIELD = re.compile(r"\{[^{}]*\}")
"""A place of a template that is filled in."""
SAYS = {"UsageFault": 1, "SourceFault": 1, "AnswerIsNo": 1, "CheckFailed": 1, "InvalidData": 1, "Problem": 4, "not_streamed": 3}  # fmt: skip
"""Calls that tell a message, each with the number of its arguments before the way out."""
OF_PAGES = re.compile(
    r"render/|questions/.+/shown(/|\.py)|questions/(plot|init)/|cli/picture_kinds\.py|files/git\.py"
)
"""The files whose texts are sentences of pages, lines that a gallery draws, or what is said to another program."""
TELLING = 16
"""Letters of a part of a text from which on it is that text which says it, if it stands in no other one."""
DECLARES = {"Option", "Argument", "Declared", "CountsWith"}
"""Calls that declare an option rather than propose one."""


@dataclass(frozen=True)
class Proposal:
    """An option or a command that one text of the code proposes."""

    file: str
    lines: range
    """Those of the statement in which the text stands."""
    text: str
    proposed: str
    """``--option``, or the words of a command."""
    at_run_time: bool
    """Whether its lines are run anew for each message; a table of texts is filled when it is loaded."""

    def __str__(self) -> str:
        return f"{self.file}: {self.proposed} in {self.text!r}"

    @property
    def parts(self) -> list[str]:
        """What of the text stands in the message word by word."""
        return [" ".join(part.split()) for part in FIELD.split(self.text)]


def told_by_text(proposals: Collection[Proposal]) -> set[Proposal]:
    """Those that are known by their text in a message, as no other one has it: their lines need not be watched."""

    def is_its_own(part: str, of: Proposal) -> bool:
        others = (one for one in proposals if (one.file, one.lines) != (of.file, of.lines))
        return len(part) >= TELLING and not any(part in " ".join(one.text.split()) for one in others)

    return {one for one in proposals if is_its_own(max(one.parts, key=len), one)}


def proposed_in(text: str) -> list[str]:
    """The options and the commands that a text names."""
    ours = OF_OTHERS.sub("", text)
    named = [words for words in COMMAND.findall(ours) if words in options_of()]
    return list(dict.fromkeys([*OPTION.findall(ours), *named]))


def proposals(*, of_pages: bool = False) -> Iterator[Proposal]:
    """Every option and command in the texts of the package, leaving out docstrings, declarations, messages and labels.

    ``of_pages``: those of pages too, which stand beside results, and are no ways out.
    """
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(PACKAGE).as_posix()
        if of_pages or not OF_PAGES.match(file):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from _of(tree, tree, file, within=False)


def _of(
    node: ast.AST, statement: ast.AST, file: str, *, within: bool, bare: bool = True
) -> Iterator[Proposal]:
    """The proposals of a part of a statement; ``within`` a function, and ``bare``: an option alone would be one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        lines = range(getattr(statement, "lineno", 0), getattr(statement, "end_lineno", 0) + 1)
        if bare or not OPTION.fullmatch(node.value.strip()):
            for proposed in proposed_in(node.value):
                yield Proposal(file, lines, node.value, proposed, within)
        return
    if not isinstance(node, ast.JoinedStr | ast.IfExp):
        bare = not _labels(node)
    for child in ast.iter_child_nodes(node):
        if not _is_no_way_out(node, child):
            of = child if isinstance(child, ast.stmt) else statement
            inner = within or isinstance(child, ast.FunctionDef | ast.Lambda)
            yield from _of(child, of, file, within=inner, bare=bare)


def _labels(node: ast.AST) -> bool:
    """Whether an option alone in it says which one is looked at."""
    if isinstance(node, ast.Call):
        return _name(node) != "with_value"
    return isinstance(node, ast.Compare | ast.Dict | ast.List | ast.Tuple | ast.Set)


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _is_no_way_out(node: ast.AST, part: ast.AST) -> bool:
    if isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant):
        return True  # a docstring
    if isinstance(node, ast.Assign) and part is node.value:
        return [getattr(target, "id", "") for target in node.targets] == ["message"]
    if not isinstance(node, ast.Call):
        return False
    first = node.args[: SAYS.get(_name(node), 0)]
    has_way = len(node.args) > len(first) or any(key.arg == "fix" for key in node.keywords)
    is_message = part in first and has_way
    is_declared = _name(node) in DECLARES and part is not node.func
    return is_message or is_declared or getattr(part, "arg", "") == "epilog"


class Lines:
    """The lines of some proposals that are run while this is entered."""

    def __init__(self, proposals: Iterable[Proposal]) -> None:
        self.run: set[tuple[str, int]] = set()
        self._wanted = {(one.file, line) for one in proposals for line in one.lines}
        self._of_code: dict[CodeType, str | None] = {}

    def __enter__(self) -> Self:
        self._before = sys.gettrace()
        if self._wanted:  # which takes as long again as what is run
            sys.settrace(self._enter)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._before)

    def came_by(self, proposal: Proposal) -> bool:
        return any((proposal.file, line) in self.run for line in proposal.lines)

    def _enter(self, frame: FrameType, _event: str, _argument: object) -> Callable[..., Any] | None:
        code = frame.f_code
        if code not in self._of_code:
            file = code.co_filename.removeprefix(f"{PACKAGE}/")
            # To look at each line of all code would take as long again as to run it.
            has_one = any((file, line) in self._wanted for _, _, line in code.co_lines())
            self._of_code[code] = file if has_one else None
        return self._step if self._of_code[code] else None

    def _step(self, frame: FrameType, event: str, _argument: object) -> Callable[..., Any]:
        if event == "line":
            self.run.add((self._of_code[frame.f_code] or "", frame.f_lineno))
        return self._step
