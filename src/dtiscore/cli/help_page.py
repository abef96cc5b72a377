"""The help of a command, drawn in the language of its reader from what the command and its parameters declare.

Their texts stand in English where they are declared, and a catalogue has them by these. The page is drawn here and not by
typer, of which every version draws another one.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from functools import partial
from typing import cast

import typer
from typer.core import TyperArgument, TyperGroup, TyperOption

from dtiscore.cli.parameters import Command, Parameter, Values, placeholder, values_of
from dtiscore.languages import catalogue
from dtiscore.render.drawing.folding import fold, padded, width_of
from dtiscore.said import Spoken, composed, joined, said, spoken, template, with_or

Row = tuple[str, str]
"""A name and what it means."""

BY_TYPER = {
    "help": template("Show this help and stop."),
    "install_completion": template("Install the completion of words for the shell in use."),
    "show_completion": template(
        "Show the completion of words for the shell in use, to copy or to change it."
    ),
}
"""What the options do that typer adds by itself."""

_WIDEST_NAME = 30
"""The cells that names may take beside what they mean; longer ones stand above it."""


def help_page(command: Command, context: typer.Context, width: int, language: str) -> str:
    """The whole page, in lines of at most ``width`` cells where no name without ``|`` is longer."""
    blocks = [
        _folded(said("Usage: {line}", line=usage_line(command, context)), width, language),
        *(_folded(worded(text), width, language, indent=2) for text in paragraphs(command.help or "")),
        *(
            [*_folded(said("{title}:", title=title), width, language), *_table(rows, width, language)]
            for title, rows in _sections(command, context)
        ),
    ]
    if command.epilog:
        blocks.append(_folded(said("Example: {line}", line=command.epilog), width, language, indent=2))
    return "\n\n".join("\n".join(lines) for lines in blocks)


def usage_line(command: Command, context: typer.Context) -> Spoken:
    """How the command is typed: its name, what stands for its options, its arguments."""
    line = said("{command} [OPTIONS]", command=context.command_path)
    for parameter in command.params:
        if isinstance(parameter, TyperArgument):
            name = placeholder(parameter)
            line = said(
                "{first} {second}",
                first=line,
                second=name if parameter.required else said("[{name}]", name=name),
            )
    return said("{command} COMMAND [ARGS]...", command=line) if isinstance(command, TyperGroup) else line


def worded(text: str) -> Spoken:
    """A text of the help, as a catalogue says it."""
    return composed(partial(_in_language, text))


def _in_language(text: str, language: str | None) -> str:
    return text if language is None else catalogue(language).gettext(text)


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of the text of a command, each in one line."""
    return (" ".join(paragraph.split()) for paragraph in inspect.cleandoc(text).split("\n\n"))


def _sections(command: Command, context: typer.Context) -> list[tuple[str, list[Row]]]:
    """The tables of the page, each below its title: arguments, options, those of each panel, commands."""
    values = values_of(command)
    arguments, options = said("Arguments"), said("Options")
    found: dict[str, list[Row]] = {arguments: [], options: []}
    for parameter in cast("Sequence[Parameter]", command.get_params(context)):  # typer makes no other kinds
        is_argument = isinstance(parameter, TyperArgument)
        panel = parameter.rich_help_panel
        title = arguments if is_argument else worded(panel) if panel else options
        if not parameter.hidden:
            of_it = values.get(parameter.name, Values())
            found.setdefault(title, []).append((_typed(parameter, of_it), _meaning(parameter, of_it)))
    if isinstance(command, TyperGroup):
        found[said("Commands")] = [
            (name, worded(each.short_help or each.help or "")) for name, each in command.commands.items()
        ]
    return [(title, rows) for title, rows in found.items() if rows]


def _typed(parameter: Parameter, values: Values) -> str:
    """A parameter as it is typed: its names, the short one first, and what stands for its value."""
    value = placeholder(parameter, values)
    if isinstance(parameter, TyperArgument):
        return value
    names = ", ".join(sorted(parameter.opts, key=len))
    return said("{option} {values}", option=names, values=value) if value else names


def _meaning(parameter: Parameter, values: Values) -> Spoken:
    """What a parameter does, and in brackets which values it takes, which is its default, and whether it must be given."""
    own = BY_TYPER.get(parameter.name)
    text = worded(parameter.help or "") if own is None else said(own)
    marks = [*_default(parameter), *_bounds(values)]
    if values.choices and parameter.metavar:
        marks.insert(0, with_or(values.choices, commas=True))
    if parameter.required:
        marks.append(said("required"))
    return said("{text} [{marks}]", text=text, marks=joined("{first}; {second}", marks)) if marks else text


def _default(parameter: Parameter) -> Iterator[Spoken]:
    is_flag = isinstance(parameter, TyperOption) and parameter.is_flag
    if parameter.default is not None and not is_flag:
        value = parameter.default
        yield said("default: {value}", value=f"{value:g}" if isinstance(value, float) else value)


def _bounds(values: Values) -> Iterator[Spoken]:
    least, most = values.least, values.most
    if least is not None and most is not None:
        yield said("from {least} to {most}", least=f"{least:g}", most=f"{most:g}")
    elif least is not None:
        yield said("at least {least}", least=f"{least:g}")
    elif most is not None:
        yield said("at most {most}", most=f"{most:g}")


def _table(rows: Sequence[Row], width: int, language: str) -> list[str]:
    """Names and, beside them, what they mean; a long name stands above it."""
    told = [(spoken(name, language), spoken(meaning, language)) for name, meaning in rows]
    beside = min(max(width_of(name) for name, _ in told), _WIDEST_NAME, width * 2 // 5) + 2
    lines: list[str] = []
    for name, meaning in told:
        first, *others = fold(meaning, width - beside - 2)
        if width_of(name) + 2 > beside:
            lines += [*(f"  {line}" for line in _in_lines(name, width - 2)), f"  {' ' * beside}{first}"]
        else:
            lines.append(f"  {padded(name, beside)}{first}")
        lines += [f"  {' ' * beside}{line}" for line in others]
    return [line.rstrip() for line in lines]


def _in_lines(name: str, width: int) -> Iterator[str]:
    """A name, broken between the values it lists where it is wider than the page."""
    line = ""
    for part in name.replace("|", "|\n").splitlines():
        if line and width_of(line + part) > width:
            yield line
            line = "      "
        line += part
    yield line


def _folded(text: str, width: int, language: str, indent: int = 0) -> list[str]:
    return [" " * indent + line for line in fold(spoken(text, language), width - indent)]
