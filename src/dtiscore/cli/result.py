"""The result of a command: the form it is shown in, and where it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from dtiscore import progress
from dtiscore.cli.grouped import Command, with_options
from dtiscore.cli.language import chosen_language, spoken_language
from dtiscore.cli.options import Colour, Excel, Form, Format, Language, Output, Quiet, RecordsFormat, Width
from dtiscore.said import said

if TYPE_CHECKING:
    from dtiscore.cli.terminal import Drawn
    from dtiscore.errors import Problem
    from dtiscore.render.drawing.screen import Screen
    from dtiscore.render.page import Shown

_PAGES = ("md", "html")
"""The forms whose sentences are read by people, in one language with the names."""

Columns = Mapping[str, Sequence[Any]]
"""The columns of a table for programs, by heading."""


class Result(NamedTuple):
    """What the user said about the result of a command."""

    form: Form | None
    output: str | None
    color: Literal["auto", "always", "never"]
    width: int | None
    quiet: bool = False
    excel: bool = False
    usual: Form = "table"
    """The form where nothing tells another one."""

    def claim(self, inputs: Sequence[str] = (), *, pictured: bool = False) -> None:
        """Refuse before any work an output that cannot be, tells no form or one that cannot be written, or is an input.

        ``pictured``: whether what is asked for has a picture.
        """
        from dtiscore.cli.terminal import claim, claim_form, show_progress

        claim(inputs, self.output)
        claim_form(self.chosen, self.output, pictured=pictured)
        if not self.quiet:
            show_progress()

    @property
    def chosen(self) -> str:
        """The form: as told, else by the ending of the output file, else the usual one."""
        from dtiscore.cli.terminal import format_of

        return format_of(self.form, self.output, self.usual)

    @property
    def screen(self) -> Screen:
        """How a table is to be drawn."""
        from dtiscore.cli.terminal import screen_for

        return screen_for(self.output, colour=self.color, width=self.width)

    @property
    def language(self) -> str | None:
        """Of names: that of whoever reads a screen or a page, else what was chosen; ``None`` for the edition's own.

        A page is the same whatever the locale: English unless another language was chosen.
        """
        if self.chosen == "table" and self.output in (None, "-"):
            return spoken_language()
        return chosen_language() or ("en" if self.chosen in _PAGES else None)

    def tell(self, problems: Sequence[Problem], *, listed_in_full: bool = True) -> None:
        """Tell the warnings among problems on standard error, unless the user wants none.

        ``listed_in_full``: whether ``dtiscore validate`` lists each of them, so that it is named where some are folded.
        """
        from dtiscore.cli.terminal import tell

        if not self.quiet:
            warnings = [problem for problem in problems if not problem.is_error]
            tell(warnings, listed_in_full=listed_in_full, width=self.width)

    def drawn(self, shown: Shown) -> Drawn:
        """An answer in the form that is asked for; what it still has to compute may talk to nobody."""
        from dtiscore.cli.supplied import origins
        from dtiscore.cli.terminal import source_date
        from dtiscore.files.library_output import without_library_output
        from dtiscore.render.forms import form_of
        from dtiscore.render.forms.form import Setting

        # The terminal is looked at first: nothing tells its width and colour once standard output goes elsewhere.
        setting = Setting(self.language, self.screen, source_date, self.excel, origins())
        progress.tell(said("preparing the result"))
        with without_library_output():
            return form_of(self.chosen).draw(shown, setting)

    def emit(self, drawn: Drawn, inputs: Sequence[str] = ()) -> None:
        """Write a result where it goes."""
        from dtiscore.cli.terminal import emit

        emit(drawn, self.output, inputs)
        self.say_written(drawn)

    def say_written(self, drawn: Drawn | None = None, rows: int | None = None) -> None:
        """Say which file was written, unless the user wants no talk."""
        from dtiscore.cli.terminal import say_written

        if not self.quiet:
            say_written(self.output, self.chosen, drawn, rows)

    def show(self, shown: Shown, inputs: Sequence[str] = ()) -> None:
        """Draw an answer in the form that is asked for and write it where it goes."""
        self.emit(self.drawn(shown), inputs)


_FORM = {
    "form": (Format, None),
    "output": (Output, None),
    "lang": (Language, None),
    "color": (Colour, "auto"),
    "width": (Width, None),
    "excel": (Excel, False),
}


def with_result(command: Command) -> Command:
    """Give a command the options about its result; it receives them together as ``result``."""
    return with_options(command, "result", {**_FORM, "quiet": (Quiet, False)}, _gathered)


def with_list(command: Command) -> Command:
    """Give a command that lists what there is, and has no warnings to keep quiet about, its ``result``."""
    return with_options(command, "result", _FORM, _gathered)


def with_table(command: Command) -> Command:
    """Give a command whose result is a table for programs, CSV unless told, its ``result``."""
    return with_options(
        command,
        "result",
        {**_FORM, "form": (RecordsFormat, None)},
        lambda **given: _gathered(**given, usual="csv"),
    )


def _gathered(**given: Any) -> Result:
    """The result without ``--lang``, which is listened to before the command line is parsed."""
    del given["lang"]
    return Result(**given)
