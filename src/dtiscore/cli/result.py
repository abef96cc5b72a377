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

    def drawn(
        self,
        *,
        table: Callable[[Screen], str],
        json: Callable[[], Mapping[str, Any]],
        columns: Callable[[], Columns],
        md: Callable[[], str] | None = None,
        decimals: Callable[[], Mapping[str, int]] | None = None,
    ) -> Drawn:
        """The result in the form that is asked for; what it still has to compute may talk to nobody.

        Markdown and web pages show the columns unless ``md`` draws something better; ``decimals`` tells of columns with
        how many decimals a workbook shows them.
        """
        from dtiscore.files.library_output import without_foreign_talk

        # The terminal is looked at first: nothing tells its width and colour once standard output goes elsewhere.
        draw = (
            partial(table, self.screen)
            if self.chosen == "table"
            else partial(self._for_programs, json, columns, md, decimals)
        )
        with without_foreign_talk():
            return draw()

    def _for_programs(
        self,
        json: Callable[[], Mapping[str, Any]],
        columns: Callable[[], Columns],
        md: Callable[[], str] | None,
        decimals: Callable[[], Mapping[str, int]] | None,
    ) -> Drawn:
        """The result in a form that does not depend on the screen."""
        from dtiscore.questions.score.shown import records

        chosen = self.chosen
        if chosen in ("html", "xlsx", "parquet"):
            return self._document(json(), columns, md, decimals)
        if chosen == "md" and md is not None:
            return md()
        if chosen == "json":
            return records.to_json(json())
        return records.write(columns(), chosen)

    def _document(
        self,
        envelope: Mapping[str, Any],
        columns: Callable[[], Columns],
        md: Callable[[], str] | None,
        decimals: Callable[[], Mapping[str, int]] | None,
    ) -> Drawn:
        """The result in a form that holds beside the rows what the envelope for JSON says of them."""
        from dtiscore.cli.terminal import source_date
        from dtiscore.render.forms.about import about_of, kind_of, told

        about, kind = about_of(envelope), kind_of(envelope)
        if self.chosen == "parquet":
            from dtiscore.render.forms.parquet import to_parquet

            return to_parquet(columns(), about)
        # The name of its schema alone is worth neither a sheet, which would have to be told from the other, nor a note.
        said = told(about) if set(about) - {"schema"} else {}
        if self.chosen == "html":
            from dtiscore.render.forms.markdown import to_markdown
            from dtiscore.render.forms.web_page import to_page

            drawn = to_markdown(columns()) if md is None else md()
            return to_page(drawn, title=kind, about=said, language=self.lang)
        from dtiscore.render.forms.workbook import to_xlsx

        shown = {} if decimals is None else decimals()
        return to_xlsx(columns(), sheet=kind, about=said, decimals=shown, created=source_date())

    def emit(self, drawn: Drawn, inputs: Sequence[str] = ()) -> None:
        """Write a result where it goes."""
        from dtiscore.cli.terminal import emit

        emit(drawn, self.output, inputs)

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

    def show(self, shown: Shown, inputs: Sequence[str] = ()) -> None:
        """Draw an answer in the form that is asked for and write it where it goes."""
        drawn = self.drawn(
            table=shown.screen,
            md=lambda: shown.markdown(self.lang),
            json=lambda: shown.payload(self.lang),
            columns=lambda: shown.columns(self.lang),
            decimals=shown.shown_decimals,
        )
        self.emit(drawn, inputs)

    def write_list(
        self,
        kind: str,
        columns: Columns,
        table: Callable[[Screen], str] | None = None,
        inputs: Sequence[str] = (),
    ) -> None:
        """Write a plain list, whose columns are all there is to it; ``kind`` names its schema in JSON."""
        from dtiscore.questions.score.shown import records

        self.write(
            inputs,
            table=table or (lambda screen: records.plain_screen(columns, screen)),
            json=lambda: records.list_payload(kind, columns),
            columns=lambda: columns,
        )


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
