"""The result of a command: the form it is shown in, and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from dtiscore.cli.grouped import Command, with_options
from dtiscore.cli.options import Colour, Form, Format, Language, Output, Quiet, RecordsFormat, Width

if TYPE_CHECKING:
    from dtiscore.errors import Problem
    from dtiscore.render.drawing.screen import Screen

Lang = Literal["vi", "en"] | None
Columns = Mapping[str, Sequence[Any]]
"""The columns of a table for programs, by heading."""


@dataclass(frozen=True)
class Result:
    """What the user said about the result of a command."""

    form: Form | None
    output: str | None
    lang: Lang
    color: Literal["auto", "always", "never"]
    width: int | None
    quiet: bool = False
    usual: Form = "table"
    """The form where nothing tells another one."""

    def claim(self, inputs: Sequence[str] = ()) -> None:
        """Refuse before any work an output that cannot be, tells no form, or is one of the inputs."""
        from dtiscore.cli.terminal import claim, format_of

        claim(inputs, self.output)
        format_of(self.form, self.output, self.usual)

    @property
    def chosen(self) -> str:
        """The form: as told, else by the ending of the output file, else the usual one."""
        from dtiscore.cli.terminal import format_of

        return format_of(self.form, self.output, self.usual)

    @property
    def screen(self) -> Screen:
        """How a table is to be drawn."""
        from dtiscore.cli.terminal import screen_for

        return screen_for(self.output, colour=self.color, width=self.width, language=self.lang)

    def tell(self, problems: Sequence[Problem]) -> None:
        """Tell the warnings among problems on standard error, unless the user wants none."""
        from dtiscore.cli.terminal import tell

        if not self.quiet:
            tell([problem for problem in problems if not problem.is_error])

    def drawn(
        self,
        *,
        table: Callable[[Screen], str],
        json: Callable[[], Mapping[str, Any]],
        columns: Callable[[], Columns],
        md: Callable[[], str] | None = None,
    ) -> str:
        """The text in the form that is asked for; Markdown shows the columns unless ``md`` draws something better."""
        from dtiscore.render.rankings import records

        if self.chosen == "table":
            return table(self.screen)
        if self.chosen == "md" and md is not None:
            return md()
        if self.chosen == "json":
            return records.to_json(json())
        return records.write(columns(), self.chosen)

    def emit(self, text: str, inputs: Sequence[str] = ()) -> None:
        """Write a text where the result goes."""
        from dtiscore.cli.terminal import emit

        emit(text, self.output, inputs)

    def write(
        self,
        inputs: Sequence[str],
        *,
        table: Callable[[Screen], str],
        json: Callable[[], Mapping[str, Any]],
        columns: Callable[[], Columns],
        md: Callable[[], str] | None = None,
    ) -> None:
        """Draw the result in the form that is asked for and write it where it goes."""
        self.emit(self.drawn(table=table, json=json, columns=columns, md=md), inputs)

    def write_list(
        self,
        kind: str,
        columns: Columns,
        table: Callable[[Screen], str] | None = None,
        inputs: Sequence[str] = (),
    ) -> None:
        """Write a plain list, whose columns are all there is to it; ``kind`` names its schema in JSON."""
        from dtiscore.render.rankings import records

        if self.chosen != "table":
            self.emit(records.from_columns(kind, columns, self.chosen), inputs)
        elif table is not None:
            self.emit(table(self.screen), inputs)
        else:
            self.emit(records.plain_screen(columns, self.screen), inputs)


_FORM = {
    "form": (Format, None),
    "output": (Output, None),
    "lang": (Language, None),
    "color": (Colour, "auto"),
    "width": (Width, None),
}


def with_result(command: Command) -> Command:
    """Give a command the options about its result; it receives them together as ``result``."""
    return with_options(command, "result", {**_FORM, "quiet": (Quiet, False)}, Result)


def with_list(command: Command) -> Command:
    """Give a command that lists what there is, and has no warnings to keep quiet about, its ``result``."""
    return with_options(command, "result", _FORM, Result)


def with_table(command: Command) -> Command:
    """Give a command whose result is a table for programs, CSV unless told, its ``result``."""
    return with_options(
        command,
        "result",
        {**_FORM, "form": (RecordsFormat, None)},
        lambda **given: Result(**given, usual="csv"),
    )
