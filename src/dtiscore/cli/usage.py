"""What is wrong with a command line, in sentences of ours, made of the parts of what typer's parser raises.

Its exceptions are known by the names of their classes, which are not public. One that has no sentence here is told in its
own words.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast

import typer
from typer.core import TyperGroup, TyperOption

from dtiscore.cli.help_page import usage_line, worded
from dtiscore.cli.parameters import Command, Parameter, Values, name_of, placeholder, values_of
from dtiscore.cli.supplied import supplied_in
from dtiscore.errors import UsageFault
from dtiscore.files.paths import is_there
from dtiscore.said import Said, as_it_is, counted, joined, said, some_of, with_or
from dtiscore.shell_words import as_line, as_word
from dtiscore.suggestions import close_to, did_you_mean
from dtiscore.tables.declarations import without_text

_NEAR = 0.7
"""How like two names are, of 1, when one may be meant by the other."""

_BESIDE = ("--compare", "--previous")
"""Options behind which another table stands."""
_MOST_WORDS = 5
"""How many words that have no place are told."""


def tell(error: Exception, command: Command, context: typer.Context, typed: Sequence[str]) -> None:
    """Tell what the parser raised of what was typed as a fault of ours; of other errors nothing.

    Raises:
        UsageFault: the parser raised it.
    """
    line = _Line(command, context, typed)
    match type(error).__name__:
        case "NoSuchOption":
            raise line.no_such_option(error) from error
        case "BadOptionUsage":
            raise line.misused_option(error) from error
        case "MissingParameter":
            raise line.missing(error) from error
        case "BadParameter":
            raise line.bad_value(error) from error
        case "UsageError":
            raise line.too_much() from error
        case "BadArgumentUsage" | "ClickException" | "FileError":
            raise line.other(error) from error


def no_such_command(group: TyperGroup, context: typer.Context, typed: Sequence[str]) -> UsageFault:
    """What is told where no command of a group has the name that was typed first."""
    name = typed[0]
    message = said('{command} has no command "{name}"', command=context.command_path, name=name)
    return UsageFault(message, _instead(context, typed, name, group.commands) or _see_help(context))


def no_command(context: typer.Context) -> UsageFault:
    """What is told where there are options, and no command behind them."""
    return UsageFault(said("no command is given"), _see_help(context))


def _see_help(context: typer.Context) -> Said:
    return said("see {command} --help", command=context.command_path)


def _instead(context: typer.Context, typed: Sequence[str], wrong: str, known: Collection[str]) -> Said | None:
    """The question whether one of the known names is meant, whose dashes say nothing, or which of those that it begins.

    Below it the line as it is with the likeliest name, to be pasted.
    """
    bare, start = {one.lstrip("-"): one for one in known}, wrong.lstrip("-")
    # One letter stands for words that begin with it; more letters, for whole words.
    begun = [one for one in bare if one.startswith(start if len(start) == 1 else f"{start}-")]
    near = begun or close_to(start, bare, n=2, cutoff=_NEAR)
    question = did_you_mean([bare[one] for one in near])
    at = next((at for at, word in enumerate(typed) if word.partition("=")[0] == wrong), None)
    if question is None or at is None or len(begun) > 1:
        return question
    words = [*typed[:at], bare[near[0]] + typed[at].removeprefix(wrong), *typed[at + 1 :]]
    line = as_line([*context.command_path.split(), *words])
    return joined("{first}\n{second}", [question, line])


class _Line:
    """A command line that cannot be parsed."""

    def __init__(self, command: Command, context: typer.Context, typed: Sequence[str]) -> None:
        self.command = command
        self.context = context
        self.typed = typed
        self.parameters = cast(
            "Sequence[Parameter]", command.get_params(context)
        )  # typer makes no other kinds
        self.see_help = _see_help(context)

    def no_such_option(self, error: Any) -> UsageFault:
        option = error.option_name
        message = said("{command} has no option {option}", command=self.context.command_path, option=option)
        if option in _options_below(self.command):
            return UsageFault(message, said("write it after the name of the command that it is for"))
        known = [name for one in self.parameters for name in one.opts if name.startswith("--")]
        return UsageFault(message, self._as_a_file(option) or self._instead(option, known) or self.see_help)

    def misused_option(self, error: Any) -> UsageFault:
        """An option without its value, or a flag with one."""
        option = error.option_name
        parameter = next(one for one in self.parameters if option in one.opts)
        if isinstance(parameter, TyperOption) and parameter.is_flag:
            return UsageFault(
                said("{option} takes no value", option=option), said("write {option} alone", option=option)
            )
        message = counted(
            parameter.nargs, "{option} needs a value", "{option} needs {n} values", option=option
        )
        return UsageFault(message, self._about(parameter))

    def missing(self, error: Any) -> UsageFault:
        message = said("{option} is missing", option=name_of(error.param))
        advice = [self._about(error.param)]
        if example := getattr(self.command, "epilog", None):
            advice.append(said("Example: {command}", command=example))
        return UsageFault(message, joined("{first}\n{second}", advice))

    def bad_value(self, error: Any) -> UsageFault:
        """A value that is none of the choices, no number, or a number that is too small or too large."""
        parameter: Parameter = error.param
        option, values = name_of(parameter), self._values(parameter)
        typed = self._parsed()[0].get(parameter.name, ())
        if typed == "":
            return without_text([option])
        if not typed and (supplied := supplied_in(self.context).get(parameter.name)):
            option, typed = supplied.origin, supplied.value
        for value in [typed] if isinstance(typed, str) else typed:
            if values.choices and value not in values.choices:
                message = said('{option}: "{value}" is none of its values', option=option, value=value)
                advice = [self._instead(value, values.choices), _choose(values)]
                return UsageFault(message, joined("{first}\n{second}", filter(None, advice)))
            if values.number and not _is_number(value, values.number):
                whole = values.number is int
                message = (
                    said('{option}: "{value}" is no whole number', option=option, value=value)
                    if whole
                    else said('{option}: "{value}" is no number', option=option, value=value)
                )
                example = f"{name_of(parameter)} {10 if whole else 0.5}"
                return UsageFault(message, said("write digits, such as {example}", example=example))
            if values.number and (bounds := _beyond(values.number(value), values)):
                return UsageFault(said("{option} cannot be {value}", option=option, value=value), bounds)
        reason = str(error.message).removeprefix("Value error, ")
        return UsageFault(said("{option}: {reason}", option=option, reason=reason), self.see_help)

    def too_much(self) -> UsageFault:
        """Words that no argument is left for."""
        left = self._parsed()[1]
        message = said(
            "there is no place for {words}", words=some_of([f'"{word}"' for word in left], _MOST_WORDS)
        )
        usage = said("Usage: {line}", line=usage_line(self.command, self.context))
        fix = self._for_more_tables() if all(map(_may_be_table, left)) else None
        fix = fix or said("put what holds blanks in quotes")
        return UsageFault(message, joined("{first}\n{second}", [fix, usage]))

    def _for_more_tables(self) -> Said | None:
        """Where a second table has its place, beside that which a command scores."""
        known = {option for parameter in self.command.params for option in parameter.opts}
        if "--weights" not in known:
            return None
        beside = [option for option in _BESIDE if option in known]
        if beside:
            return said("it takes one table; another is named by {option}", option=with_or(beside))
        return said("it takes one table; dtiscore compare takes several")

    def other(self, error: Any) -> UsageFault:
        """What no option or argument of ours can bring about."""
        return UsageFault(as_it_is(error.format_message()), self.see_help)

    def _parsed(self) -> tuple[dict[str, str | Sequence[str]], list[str], Any]:
        """What was typed, by the names of the parameters; the words that are left."""
        return self.command.make_parser(self.context).parse_args(list(self.typed))

    def _instead(self, wrong: str, known: Collection[str]) -> Said | None:
        """What else may be meant by a word, and the whole line with it."""
        return _instead(self.context, self.typed, wrong, known)

    def _as_a_file(self, option: str) -> Said | None:
        """The line with a file by its folder, whose name begins as an option does."""
        at = next(
            (at for at, word in enumerate(self.typed) if word.startswith(option) and is_there(word)), None
        )
        if at is None:
            return None
        file = f"./{self.typed[at]}"
        line = as_line([*self.context.command_path.split(), *self.typed[:at], file, *self.typed[at + 1 :]])
        return joined("{first}\n{second}", [said("did you mean the file {file}?", file=as_word(file)), line])

    def _values(self, parameter: Parameter) -> Values:
        return values_of(self.command).get(parameter.name, Values())

    def _about(self, parameter: Parameter) -> Said:
        """What is asked for, as the help has it."""
        values = self._values(parameter)
        typed = placeholder(parameter, values)
        if isinstance(parameter, TyperOption):
            typed = said("{option} {values}", option=name_of(parameter), values=typed)
        about = said("{name}: {text}", name=typed, text=worded(parameter.help or ""))
        return joined("{first}\n{second}", [about, _choose(values)]) if values.choices else about


def _options_below(command: Command) -> set[str]:
    """The options of all commands of a group."""
    if not isinstance(command, TyperGroup):
        return set()
    below = cast("Sequence[Command]", list(command.commands.values()))
    return {name for each in below for one in each.params for name in one.opts}.union(
        *map(_options_below, below)
    )


def _choose(values: Values) -> Said:
    return said("choose {choices}", choices=with_or(values.choices, commas=True))


def _is_number(text: str, kind: type[int | float]) -> bool:
    try:
        return kind(text) is not None
    except ValueError:
        return False


def _beyond(number: float, values: Values) -> Said | None:
    """Which numbers will do, where this one does not."""
    least, most = values.least, values.most
    if not (least is None or number >= least) or not (most is None or number <= most):
        if most is None:
            return said("write {least} or more", least=f"{least:g}")
        if least is None:
            return said("write {most} or less", most=f"{most:g}")
        return said("write a number from {least} to {most}", least=f"{least:g}", most=f"{most:g}")
    return None


def _may_be_table(word: str) -> bool:
    from dtiscore.inputs.weighting_syntax import is_weighting

    return is_there(word) and not is_weighting(word)
