"""No option does nothing: what could have no effect beside the other options, is said twice or is empty, is refused by name.

Where an option counts is stated beside its declaration, as a further part of its annotation::

    Share = Annotated[float, typer.Option("--share"), CountsWith(vary_weights="uniform")]

The command that is run holds what the user typed against these statements before anything is read. An option that no
statement is about counts always. What comes from elsewhere than the command line, as from the environment, is never
refused: it is meant for many commands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cached_property
from typing import Annotated, Any, NamedTuple, TypeVar

import typer
from typer.core import TyperArgument, TyperCommand, TyperOption

from dtiscore.cli.parameters import Parameter, annotations_of, name_of
from dtiscore.errors import UsageFault
from dtiscore.render.forms import FORMS
from dtiscore.said import Said, counted, joined, said, with_and, with_or

Command = TypeVar("Command", bound=Callable[..., Any])


class Presence(Enum):
    """What is asked of another option whose value does not matter."""

    GIVEN = "given"
    ABSENT = "absent"


GIVEN, ABSENT = Presence.GIVEN, Presence.ABSENT
Wanted = Presence | str | tuple[str | None, ...]


class CountsWith:
    """An option counts only where at least one of the conditions holds, each about another parameter of the command.

    A condition is a value of the other one (``None``: it is not given), several of which one will do, ``GIVEN`` or
    ``ABSENT``. Several statements about one option must all hold. ``form`` is the form of the result, also where the ending of the output tells it.
    """

    def __init__(self, **conditions: Wanted) -> None:
        self.conditions: Mapping[str, Presence | tuple[str | None, ...]] = {
            name: (wanted,) if isinstance(wanted, str) else wanted for name, wanted in conditions.items()
        }

    def holds(self, value: Callable[[str], Any]) -> bool:
        """Whether the option counts beside the values that the other parameters have by their names."""
        return any(_meets(value(name), wanted) for name, wanted in self.conditions.items())


class FormUnlessTold(NamedTuple):
    """Beside the declaration of the form of a result: the one that it has where nothing tells another."""

    name: str


def _meets(value: Any, wanted: Presence | tuple[str | None, ...]) -> bool:
    if isinstance(wanted, Presence):
        is_absent = value is None or value is False or (isinstance(value, list | tuple) and not value)
        return is_absent == (wanted is ABSENT)
    return value in wanted


NOT_JSON = CountsWith(form=tuple(name for name in FORMS if name != "json"))
"""Of what chooses a part of the answer: JSON holds all of it."""


def counting(names: Sequence[str], statement: CountsWith) -> Callable[[Command], Command]:
    """State of options that a command shares with others where they count in this one."""

    def stated(command: Command) -> Command:
        for name in set(names) & set(command.__annotations__):
            command.__annotations__[name] = Annotated[command.__annotations__[name], statement]
        return command

    return stated


class StrictCommand(TyperCommand):
    """A command that refuses an option which could have no effect or is empty, and a single value that is given twice."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # click's own context
        """Parse as any command does, then look at what was typed."""
        typed = list(args)
        rest = super().parse_args(ctx, args)
        if not ctx.resilient_parsing:
            _refuse_repeated(self.make_parser(ctx).parse_args(typed)[2])
            line = _CommandLine(self, ctx)
            _refuse_empty(line)
            _refuse_idle(line)
        return rest


def _refuse_repeated(order: Sequence[Any]) -> None:
    """Refuse a single value given twice, of which the last alone would count; a flag said twice says the same.

    Raises:
        UsageFault: there is one.
    """
    twice = [
        name_of(option)
        for at, option in enumerate(order)
        if isinstance(option, TyperOption)
        and not (option.multiple or option.is_flag)
        and order.index(option) < at
    ]
    if twice:
        names = list(dict.fromkeys(twice))
        message = counted(
            len(names),
            "{options} is given more than once",
            "{options} are given more than once",
            options=with_and(names),
        )
        raise UsageFault(
            message, said("only the last one would count: give one, or run the command for each")
        )


def _refuse_empty(line: _CommandLine) -> None:
    """Refuse an option without a text, as of a variable of the shell that is not set: the table would be read without it.

    Raises:
        UsageFault: there is one.
    """
    names = [name_of(parameter) for parameter in line.parameters.values() if line.is_typed_empty(parameter)]
    if names:
        from dtiscore.tables.declarations import without_text

        raise without_text(names)


def _refuse_idle(line: _CommandLine) -> None:
    """Refuse the options that could have no effect beside the others, all in one message.

    Raises:
        UsageFault: there is one.
    """
    found: dict[tuple[Said, tuple[Said, ...]], list[str]] = {}
    asked: set[tuple[str, str]] = set()
    for name, statement in line.statements():
        if line.is_typed(name) and not statement.holds(line.value):
            of_others = {(name, other) for other in statement.conditions}
            if of_others & asked:
                continue  # told once the one before holds, which asks something of the same parameter
            asked |= of_others
            found.setdefault(line.reason(statement), []).append(name_of(line.parameters[name]))
    if not found:
        return
    messages, ways_out = [], []
    for (where, others), names in found.items():
        options = with_and(names, commas=True)
        messages.append(
            counted(
                len(names),
                "{options} has no effect {where}",
                "{options} have no effect {where}",
                options=options,
                where=where,
            )
        )
        leave = said("leave out {options}", options=options)
        ways_out.append(joined("{first}, or {second}", [leave, *others]))
    raise UsageFault(joined("{first}; {second}", messages), joined("{first}\n{second}", ways_out))


class _CommandLine:
    """One command line: the parameters of its command, what the user typed, and the values of all."""

    def __init__(self, command: TyperCommand, context: typer.Context) -> None:
        self.command = command
        self.context = context
        self.parameters: dict[str, Parameter] = {
            param.name: param  # type: ignore[misc]  # typer makes no other kinds
            for param in command.params
        }

    def value(self, name: str) -> Any:
        """The value of a parameter; of the form of the result also what the ending of the output tells."""
        given = self.context.params
        if name != "form":
            return given[name]
        from dtiscore.cli.terminal import format_of

        usual = (part.name for part in self._beside("form") if isinstance(part, FormUnlessTold))
        return format_of(given["form"], given.get("output"), next(usual, "table"))

    def statements(self) -> Iterator[tuple[str, CountsWith]]:
        """Each statement with the name of the parameter that it is about."""
        for name in self.parameters:
            for part in self._beside(name):
                if isinstance(part, CountsWith):
                    yield name, part

    def _beside(self, name: str) -> tuple[Any, ...]:
        """What is said beside the declaration of a parameter."""
        return getattr(self._hints.get(name), "__metadata__", ())

    @cached_property
    def _hints(self) -> Mapping[str, Any]:
        return annotations_of(self.command.callback)

    def is_typed(self, name: str) -> bool:
        """Whether the value stands on the command line, rather than coming from elsewhere."""
        source = self.context.get_parameter_source(name)
        # typer 0.26 says so of an argument that takes several words too where there is none
        is_empty = self.context.params.get(name) in ([], ())
        return source is not None and source.name == "COMMANDLINE" and not is_empty

    def is_typed_empty(self, parameter: Parameter) -> bool:
        """Whether an option stands on the command line with an empty text, alone or among others."""
        if isinstance(parameter, TyperArgument) or not self.is_typed(parameter.name):
            return False
        value = self.context.params[parameter.name]
        return "" in (value if isinstance(value, list | tuple) else (value,))

    def reason(self, statement: CountsWith) -> tuple[Said, tuple[Said, ...]]:
        """Beside which options, or without which, there is no effect; and the other ways out than to leave it out."""
        conditions = statement.conditions
        beside = [typed for name in conditions if (typed := self._typed(name))]
        if beside:
            where = said("beside {options}", options=with_and(beside))
        else:
            wanted = (self._wanted(name, value) for name, value in conditions.items())
            where = said("without {options}", options=with_or(wanted))
        return where, tuple(self._way_out(name, value) for name, value in conditions.items())

    def _typed(self, name: str) -> str | None:
        """The other option as it stands on the command line, if it does."""
        if name == "form" and not self.is_typed("form"):
            name = "output"
        if not self.is_typed(name):
            return None
        value, parameter = self.context.params[name], self.parameters[name]
        has_one = isinstance(value, str | int | float) and not isinstance(value, bool)
        if isinstance(parameter, TyperArgument):
            return str(value) if has_one else name_of(parameter)
        return f"{name_of(parameter)} {value}" if has_one else name_of(parameter)

    def _wanted(self, name: str, wanted: Presence | tuple[str | None, ...]) -> Said:
        """What is asked of another parameter, as it is typed."""
        parameter = self.parameters[name]
        if isinstance(wanted, Presence):
            return name_of(parameter)
        values = with_or((one for one in wanted if one), commas=True)
        if isinstance(parameter, TyperArgument):
            return values
        return said("{option} {values}", option=name_of(parameter), values=values)

    def _way_out(self, name: str, wanted: Presence | tuple[str | None, ...]) -> Said:
        option = self._wanted(name, wanted)
        if wanted is ABSENT:
            return option
        if isinstance(wanted, tuple) and self.is_typed(name):
            return said("choose {option}", option=option)
        return said("add {option}", option=option)
