"""What a strict reader notes while it reads a document: where each value stands, and every fault on the way."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NoReturn, TypeVar

from dtiscore.errors import Place, Problem, UsageFault
from dtiscore.methodology.documents.marks import Mark, Path, path_text
from dtiscore.methodology.documents.scalars import GREATEST_DIGITS, Scalar, ScalarRefused, keeps_digits
from dtiscore.said import Said, said
from dtiscore.suggestions import Suggestions
from dtiscore.visible import visible

GREATEST_DEPTH = 20
"""Levels of lists and mappings inside each other, the outermost counted."""

GREATEST_NODES = 100_000
"""Values of any kind in one document."""

AnyScalar = TypeVar("AnyScalar", bound=Scalar)


def no_weighting_file(source: str) -> UsageFault:
    """The fault of a table, or of a result, in the place of a weighting file."""
    return UsageFault(
        said("{source} is a table, not a weighting file", source=source),
        said(
            "name it before --weights, and a weighting file after it, such as dtiscore init makes of a table"
        ),
    )


class Halt(Exception):
    """Nothing after this point of the text can be read; the reason is among the problems."""


@dataclass(slots=True)
class Draft:
    """A document in the making: its marks and problems grow while a reader walks through the text."""

    source: str
    marks: dict[Path, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    nodes: int = 0
    suggestions: Suggestions = field(default_factory=Suggestions)

    def enter(self, path: Path, mark: Mark) -> None:
        """Note that the value of ``path`` stands at ``mark``.

        Raises:
            Halt: the document has more values than any methodology needs.
        """
        self.nodes += 1
        if self.nodes > GREATEST_NODES:
            message = said("the file holds more than {limit:,} values", limit=GREATEST_NODES)
            self.fault("document-too-large", message, mark, path, fix=said("remove what is not part of it"))
            raise Halt
        self.marks[path] = mark

    def descend(self, path: Path, mark: Mark) -> None:
        """Note that a list or a mapping opens at ``path``.

        Raises:
            Halt: it stands inside too many others.
        """
        if len(path) >= GREATEST_DEPTH:
            self.too_deep(mark, path)

    def too_deep(self, mark: Mark, path: Path = ()) -> NoReturn:
        """Note that lists and mappings stand too deep inside each other, and stop with :class:`Halt`."""
        message = said(
            "lists and mappings stand more than {limit} levels deep inside each other",
            limit=GREATEST_DEPTH,
        )
        self.fault(
            "document-too-deep", message, mark, path, fix=said("close the brackets, or use fewer levels")
        )
        raise Halt

    def scalar(
        self, read: Callable[[str], AnyScalar], written: str, path: Path, mark: Mark
    ) -> AnyScalar | str:
        """The value that ``read`` makes of a written scalar; its text when it refuses, which is noted."""
        try:
            value = read(written)
        except ScalarRefused as refusal:
            # Half a character is no text for any form of a result; and the same fault is not to be found again.
            shown = visible(written)
            self.fault(refusal.code, refusal.message, mark, path, raw=shown, fix=refusal.fix)
            return shown
        if isinstance(value, float) and not keeps_digits(written):
            message = said(
                "only the first {digits} digits can be kept: the number is read as {value!r}",
                digits=GREATEST_DIGITS,
                value=value,
            )
            fix = said("round it, so that the file says what is used")
            place = self._place(mark, path)
            self.problems.append(Problem("number-rounded", message, place, written, fix, severity="warning"))
        # A name of a unit or a period is held against cells in this form.
        return unicodedata.normalize("NFC", value) if isinstance(value, str) else value

    def duplicate(self, code: str, path: Path, first: Mark, second: Mark) -> None:
        """Note that a key stands twice in one mapping."""
        if first.line == second.line:
            line, left, right = first.line, first.column, second.column
            where = said("columns {left} and {right} of line {line}", line=line, left=left, right=right)
        else:
            where = said("lines {first} and {second}", first=first.line, second=second.line)
        self.fault(
            code,
            said('the key "{key}" stands twice, in {where}', key=path[-1], where=where),
            second,
            path,
            fix=said("keep one of them"),
        )

    def fault(
        self,
        code: str,
        message: Said,
        mark: Mark,
        path: Path = (),
        *,
        raw: str | None = None,
        fix: Said | None = None,
    ) -> None:
        """Note one error; the arguments are those of :class:`~dtiscore.errors.Problem`."""
        self.problems.append(Problem(code, message, self._place(mark, path), raw, fix))

    def _place(self, mark: Mark, path: Path) -> Place:
        return Place(mark.sheet or self.source, mark.line, mark.column, path_text(path) or None)


def first_too_deep(tokens: Iterable[tuple[str, int]]) -> int | None:
    """The offset of the first bracket that opens too many levels, before a recursive parser meets it.

    Args:
        tokens: pieces of the text with their offsets; all but the brackets ``[ ] { }`` are passed over.
    """
    depth = 0
    for token, offset in tokens:
        if token in ("[", "{"):
            depth += 1
            if depth > GREATEST_DEPTH:
                return offset
        elif token in ("]", "}"):
            depth -= 1
    return None
