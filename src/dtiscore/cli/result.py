"""The result of a command: the form it is shown in, and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from dtiscore.cli.grouped import Command, with_options
from dtiscore.cli.options import Colour, Form, Format, Language, Output, Quiet, RecordsFormat, Width

if TYPE_CHECKING:
    from dtiscore.cli.terminal import Drawn
    from dtiscore.errors import Problem
    from dtiscore.render.drawing.screen import Screen
    from dtiscore.render.page import Shown

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
        """Refuse before any work an output that cannot be, tells no form or one that cannot be written, or is an input."""
        from dtiscore.cli.terminal import claim, claim_form

        claim(inputs, self.output)
        claim_form(self.chosen, self.output)

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

    def drawn(self, shown: Shown) -> Drawn:
        """An answer in the form that is asked for; what it still has to compute may talk to nobody."""
        from dtiscore.files.library_output import without_foreign_talk

        # The terminal is looked at first: nothing tells its width and colour once standard output goes elsewhere.
        draw = (
            partial(shown.screen, self.screen)
            if self.chosen == "table"
            else partial(self._for_programs, shown)
        )
        with without_foreign_talk():
            return draw()

    def _for_programs(self, shown: Shown) -> Drawn:
        """The answer in a form that does not depend on the screen."""
        if self.chosen in ("html", "xlsx", "parquet"):
            return self._document(shown)
        if self.chosen == "md":
            return shown.markdown(self.lang)
        if self.chosen == "json":
            from dtiscore.render.forms.json_text import to_json

            return to_json(shown.payload(self.lang))
        from dtiscore.render.forms.records import write

        return write(shown.columns(self.lang), self.chosen)

    def _document(self, shown: Shown) -> Drawn:
        """The answer in a form that holds beside the rows what the envelope for JSON says of them."""
        from dtiscore.cli.terminal import source_date
        from dtiscore.render.forms.about import about_of, kind_of, told

        envelope = shown.payload(self.lang)
        about, kind = about_of(envelope), kind_of(envelope)
        if self.chosen == "parquet":
            from dtiscore.render.forms.parquet import to_parquet

            return to_parquet(shown.columns(self.lang), about)
        # The name of its schema alone is worth neither a sheet, which would have to be told from the other, nor a note.
        said = told(about) if set(about) - {"schema"} else {}
        if self.chosen == "html":
            from dtiscore.render.forms.web_page import to_page

            return to_page(shown.markdown(self.lang), title=kind, about=said, language=self.lang)
        from dtiscore.render.forms.workbook import to_xlsx

        return to_xlsx(
            shown.columns(self.lang),
            sheet=kind,
            about=said,
            decimals=shown.shown_decimals(),
            created=source_date(),
        )

    def emit(self, drawn: Drawn, inputs: Sequence[str] = ()) -> None:
        """Write a result where it goes."""
        from dtiscore.cli.terminal import emit

        emit(drawn, self.output, inputs)

    def show(self, shown: Shown, inputs: Sequence[str] = ()) -> None:
        """Draw an answer in the form that is asked for and write it where it goes."""
        self.emit(self.drawn(shown), inputs)

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
        from dtiscore.render.page import ShownByParts

        self.show(ShownByParts(table, json, columns, md), inputs)

    def write_list(
        self,
        kind: str,
        columns: Columns,
        table: Callable[[Screen], str] | None = None,
        inputs: Sequence[str] = (),
    ) -> None:
        """Write a plain list, whose columns are all there is to it; ``kind`` names its schema in JSON."""
        from dtiscore.render.page import ShownList

        self.show(ShownList(kind, columns, table), inputs)


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
