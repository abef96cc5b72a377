"""The two streams of a process: where results go, how wide and coloured they may be, and how faults are told."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import PurePath
from typing import IO, Literal, TypeAlias

from dtiscore import progress
from dtiscore.cli.language import chosen_language, spoken_language
from dtiscore.cli.parameters import files_of
from dtiscore.errors import DtiscoreError, InvalidData, InvalidMethodology, Problem, SourceFault, UsageFault
from dtiscore.files.paths import descriptor_of, refuse_impossible_name
from dtiscore.files.same_file import refuse_same_file, refuse_shared_input
from dtiscore.files.streams import write_stdout
from dtiscore.render.drawing.screen import Screen
from dtiscore.render.forms import ENDINGS, PICTURES, binary_form
from dtiscore.render.pictures.library import no_picture
from dtiscore.render.wording import safe, side_by_side
from dtiscore.said import counted, said, spoken
from dtiscore.visible import shortened, visible, visible_lines

ColourChoice = Literal["auto", "always", "never"]
Drawn: TypeAlias = str | bytes
"""A result in its form: a text, or the bytes of a workbook or a Parquet file."""
_ROWS_ARE_LINES = ("csv", "tsv", "jsonl")
"""The forms that have a line for each row, and line ends in no cell."""
_LONG = 200
"""A cell may be a whole line, of a file that is no table."""


def format_of(chosen: str | None, output: str | None, default: str = "table") -> str:
    """The output format: as chosen, else as the ending of the output file says."""
    if chosen is not None:
        return chosen
    if output is None or output == "-":
        return default
    two = "".join(PurePath(output).suffixes[-2:]).lower()
    ending = two if two in ENDINGS else PurePath(output).suffix.lower()
    if ending not in ENDINGS:
        raise UsageFault(
            said("{output}: the ending tells no format", output=output),
            said("end it in {endings}, or choose one with --format", endings=", ".join(ENDINGS)),
        )
    return ENDINGS[ending]


def claim(inputs: Sequence[str], output: str | None) -> None:
    """Refuse before any work what would read standard input twice or write over one of its own inputs.

    Only now can that be told of ``score data.csv > data.csv``: the shell has emptied the table already, and
    ``>>`` would append to it.
    """
    if output is not None:
        refuse_impossible_name(output)
    read = files_of(*inputs)
    refuse_shared_input(read)
    refuse_same_file(read, "-" if output is None else output)


def show_progress() -> None:
    """Show on a terminal how far long work is, until the command ends."""
    if _is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb" and not progress.is_heard():
        from dtiscore.render.progress import TerminalProgress

        progress.listen(TerminalProgress(sys.stderr, spoken_language()))


def claim_form(form: str, output: str | None, *, pictured: bool) -> None:
    """Refuse before any work a form whose library is not installed, or whose bytes a terminal cannot show.

    Where nothing is ``pictured``, pictures are refused too.
    """
    if form in PICTURES and not pictured:
        raise no_picture()
    binary = binary_form(form)
    if binary is None:
        return
    binary.require_library()
    if descriptor_of(output or "-", dash=1) == 1 and _is_terminal(sys.stdout):
        raise UsageFault(
            said("a terminal cannot show {form}", form=form),
            said("write it to a file: -o result.{form}; or send it down a pipe", form=form),
        )


def source_date() -> datetime | None:
    """The date that files are to bear, if ``SOURCE_DATE_EPOCH`` says one (reproducible-builds.org).

    Raises:
        UsageFault: it is no date.
    """
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        return None
    try:
        return datetime.fromtimestamp(int(text), tz=UTC)
    except (ValueError, OverflowError, OSError) as error:
        message = said('SOURCE_DATE_EPOCH is "{text}", which is no number of seconds since 1970', text=text)
        raise UsageFault(message, said("set it as date +%s prints it, or unset it")) from error


def screen_for(output: str | None, *, colour: ColourChoice = "auto", width: int | None = None) -> Screen:
    """How a table is to be drawn: for a file and a pipe as wide as it needs and plain, for a terminal to fit.

    On standard output it speaks the language of whoever reads there, in a file one that no locale changes.
    """
    to_stdout = output is None or output == "-"
    terminal = to_stdout and _is_terminal(sys.stdout)
    return Screen(
        width=width or _columns() or (_terminal_width(sys.stdout) if terminal else None),
        colour=to_stdout and _coloured(colour, terminal=terminal),
        language=spoken_language() if to_stdout else chosen_language(),
        marks=not to_stdout or _shows_marks(sys.stdout, terminal=terminal),
    )


def errors_screen(width: int | None = None) -> Screen:
    """How talk on standard error is to be drawn: as wide as the result, where the user says how wide that is."""
    terminal = _is_terminal(sys.stderr)
    return Screen(
        width=width or _columns() or (_terminal_width(sys.stderr) if terminal else None),
        colour=_coloured("auto", terminal=terminal),
        language=spoken_language(),
        marks=_shows_marks(sys.stderr, terminal=terminal),
    )


def _is_terminal(stream: IO[str] | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # a closed stream
        return False


def _columns() -> int | None:
    text = os.environ.get("COLUMNS", "")
    return int(text) if text.isdigit() and int(text) > 0 else None


def _terminal_width(stream: IO[str]) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError, AttributeError):
        return 80


def _coloured(choice: ColourChoice, *, terminal: bool) -> bool:
    """NO_COLOR and FORCE_COLOR count when they are not empty, NO_COLOR first; a choice on the command line wins."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (terminal and os.environ.get("TERM") != "dumb")


def _shows_marks(stream: IO[str] | None, *, terminal: bool) -> bool:
    """Whether more than letters can be seen there: everywhere but on a terminal, or with an encoding, that says otherwise."""
    encoding = os.environ.get("PYTHONIOENCODING", "").partition(":")[0]
    if not encoding and terminal:
        encoding = "ascii" if os.environ.get("TERM") == "dumb" else getattr(stream, "encoding", None) or ""
    return not encoding or encoding.lower().startswith("utf")


def emit(drawn: Drawn, output: str | None, inputs: Sequence[str] = ()) -> None:
    """Write a result to standard output, or whole and at once to a file that is none of the inputs."""
    to_stdout = output is None or output == "-"
    if to_stdout and isinstance(drawn, str):
        write_stdout(drawn)
        return
    if not to_stdout:
        refuse_same_file(files_of(*inputs), output or "-")
    from dtiscore.files.writing import write_atomically

    write_atomically(output or "-", _bytes(drawn))


def emit_set(results: Mapping[str, Drawn], inputs: Sequence[str]) -> None:
    """Write several results by the names of their files, all or none; ``-`` is standard output."""
    for output in results:
        refuse_same_file(files_of(*inputs), output)
    from dtiscore.files.writing import write_set

    write_set({name: _bytes(drawn) for name, drawn in results.items()})


def say_written(output: str | None, form: str, drawn: Drawn | None = None, rows: int | None = None) -> None:
    """Say on standard error which file was written, in which form, and with how many rows where its lines are rows.

    Of a file that is held back nothing is said: nobody knows yet whether it will be written.
    """
    if output is None or descriptor_of(output, dash=1) is not None:
        return
    from dtiscore.files.writing import is_holding_back

    if is_holding_back():
        return
    if rows is None and isinstance(drawn, str) and form in _ROWS_ARE_LINES:
        rows = drawn.count("\n") - (form != "jsonl")
    if rows is None:
        say(said("wrote {file}: {form}", file=visible(output), form=form))
    else:
        told = counted(rows, "wrote {file}: {n} row, {form}", "wrote {file}: {n} rows, {form}", file=visible(output), form=form)  # fmt: skip
        say(told)


def _bytes(drawn: Drawn) -> bytes:
    # A file name quoted in a text may hold bytes that are no text; they come out as escapes.
    return drawn.encode("utf-8", "backslashreplace") if isinstance(drawn, str) else drawn


_OF_NO_EDITION = (["init"], ["units"])
"""The commands whose tables no edition governs: what they refuse, no other command lists in full."""


def say(text: str) -> None:
    """Lines of talk on standard error, in the language of who reads them, safe for a terminal and a log."""
    say_screen(visible_lines(spoken(text, spoken_language())))


def say_screen(text: str) -> None:
    """A screen on standard error, which its drawing has made safe; lost in silence where that is closed."""
    progress.hide()
    if sys.stderr is None:
        return  # print would write it among the results
    try:
        print(text, file=sys.stderr)
    except (OSError, ValueError):
        pass
    except UnicodeEncodeError:
        print(text.encode("ascii", "backslashreplace").decode(), file=sys.stderr)


def report(error: DtiscoreError, typed: Sequence[str] = ()) -> None:
    """Tell a fault on standard error: the message, the way out, and the problems behind it, none of them twice.

    ``typed`` are the words of the command line, with which the doctor is asked about a table that was refused.
    """
    say(said("error: {message}", message=safe(error.message)))
    fix = error.fix
    if fix is not None and isinstance(error, SourceFault):
        from dtiscore.cli.consulting import with_the_edition

        fix = with_the_edition(fix, typed)
    for text in filter(None, (fix, *error.notes)):
        for line in spoken(text, spoken_language()).split("\n"):
            say(f"       {visible(line)}")
    if len(error.problems) == 1 and error.problems[0].message in error.message:
        problem = error.problems[0]
        told = said("at {place}", place=visible(str(problem.place)))
        if problem.raw is not None:
            told = said('{where}: "{cell}"', where=told, cell=shortened(visible(problem.raw), _LONG))
        say(side_by_side("       ", told, between=""))
    else:
        of_keys, full = isinstance(error, InvalidMethodology), typed[:1] not in _OF_NO_EDITION
        tell(error.problems, of_keys=of_keys, listed_in_full=full)
    if isinstance(error, InvalidData):
        say_doctor(error.problems, typed)


def say_doctor(problems: Sequence[Problem], typed: Sequence[str]) -> None:
    """Tell on standard error which doctor to ask about a table with errors, if one may help."""
    from dtiscore.cli.consulting import doctor_for

    doctor = doctor_for(problems, typed)
    if doctor is not None:
        say(side_by_side("       ", doctor, between=""))


def report_bug(error: Exception) -> None:
    """Tell on standard error of a fault that nobody foresaw."""
    told = said("an internal error: {kind}: {error}", kind=type(error).__name__, error=visible(str(error)))
    say(said("error: {message}", message=told))
    way_out = said("this is a bug of dtiscore; run again with --debug before the command and report it")
    say(side_by_side("       ", way_out, between=""))


def tell(
    problems: Sequence[Problem],
    *,
    of_keys: bool = False,
    listed_in_full: bool = True,
    width: int | None = None,
) -> None:
    """Show problems as a table on standard error, as :func:`dtiscore.render.problems.problems_lines` has them."""
    if not problems:
        return
    from dtiscore.render.problems import problems_screen

    screen = errors_screen(width)
    shown = problems_screen(problems, screen, of_keys=of_keys, listed_in_full=listed_in_full)
    say_screen(shown.rstrip("\n"))
