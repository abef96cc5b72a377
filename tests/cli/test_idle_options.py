"""Every way out of the refusal of an idle option, typed as it is told, leads on: for every option of every command.

Where an option counts is stated beside its declaration. So each line on which it does not can be made of that: the line on
which the option changes something, with the other parameters as the statement does not want them. Nothing is read.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from dtiscore.cli.effect import ABSENT, GIVEN, CountsWith
from dtiscore.errors import UsageFault
from tests.cli.option_cases import COMMANDS, case_of
from tests.cli.whole_program import commands

Part = tuple[str, ...]
"""What stands on a line of one parameter: its value, or an option and its values."""
Change = Part | None
"""What a parameter is to have on a line; ``None``: it is left out."""
FILES = re.compile(r"\{\w*\}")
IN_A_ROW = re.compile(", | and | or ")


@cache
def parameters(path: str) -> Mapping[str, Any]:
    """The parameters of a command by what messages call them."""
    return {
        max(one.opts, key=len) if is_option(one) else one.metavar or one.name.upper(): one
        for one in commands()[path].params
    }


def is_option(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "option")


def statements(path: str) -> Iterator[tuple[str, CountsWith]]:
    """Every statement of a command with the option that it is about."""
    hints = get_type_hints(commands()[path].callback, include_extras=True)
    for option, parameter in parameters(path).items():
        for part in getattr(hints[parameter.name], "__metadata__", ()):
            if isinstance(part, CountsWith):
                yield option, part


def choices(path: str, name: str) -> list[str]:
    """The values among which a parameter is chosen."""

    def of(hint: Any) -> list[str]:
        if get_origin(hint) is Literal:
            return [*get_args(hint)]
        return [value for part in get_args(hint) for value in of(part)]

    return of(get_type_hints(commands()[path].callback)[name])


def typed(path: str, option: str) -> str:
    """An option as it is typed where it changes something."""
    case = case_of(path, option)
    if case is not None:
        return case.typed
    return f"{option} {2 if parameters(path)[option].metavar == 'N' else 'x'}"


@dataclass(frozen=True)
class Line:
    """A line that is typed after the name of a command."""

    path: str
    parts: tuple[tuple[str, Part], ...]
    """Each with what messages call its parameter."""

    @classmethod
    def of(cls, path: str, text: str) -> Line:
        known = parameters(path)
        places = (name for name, one in known.items() if not is_option(one) for _ in range(one.nargs % 100))
        words = iter(shlex.split(FILES.sub("file.csv", text)))
        parts: list[tuple[str, Part]] = []
        for word in words:
            name = next((name for name, one in known.items() if word in one.opts), None)
            if name is None:
                parts.append((next(places), (word,)))
            else:
                values = 0 if known[name].is_flag else known[name].nargs
                parts.append((name, (word, *(next(words) for _ in range(values)))))
        return cls(path, tuple(parts))

    def having(self, changes: Mapping[str, Change]) -> Line:
        kept = [part for part in self.parts if part[0] not in changes]
        return replace(self, parts=(*kept, *((name, part) for name, part in changes.items() if part)))

    def refused(self) -> list[tuple[str, str]]:
        """The messages about options without effect, each with its ways out."""
        order = [*parameters(self.path)]
        words = [word for _, part in sorted(self.parts, key=lambda one: order.index(one[0])) for word in part]
        try:
            commands()[self.path].make_context(self.path, words)
        except UsageFault as fault:
            return [*zip(fault.message.split("; "), str(fault.fix).split("\n"), strict=True)]
        return []


def idle_lines(path: str, option: str, statement: CountsWith) -> Iterator[Line]:
    """The lines on which an option does not count by one statement."""
    case = case_of(path, option)
    base = COMMANDS[path].base if case is None or case.base is None else case.base
    beside = "" if case is None else case.beside
    line = Line.of(path, f"{base} {beside} {typed(path, option)}".removeprefix(path))
    for changes in product(*(unmet(path, name, wanted) for name, wanted in statement.conditions.items())):
        yield line.having({name: part for change in changes for name, part in change.items()})


def unmet(path: str, name: str, wanted: Any) -> Iterator[Mapping[str, Change]]:
    """How a line is changed so that a parameter does not meet what is asked of it."""
    label = next(label for label, one in parameters(path).items() if one.name == name)
    parameter = parameters(path)[label]
    if wanted is GIVEN:
        yield {label: None}
    elif wanted is ABSENT:
        yield {label: tuple(shlex.split(FILES.sub("file.csv", typed(path, label))))}
    elif name == "form":
        other = next(form for form in ("json", "csv") if form not in wanted)
        yield {label: (label, other), "--output": None}
        yield {label: None, "--output": ("--output", f"result.{other}")}
    else:
        if parameter.default not in wanted and not parameter.required:
            yield {label: None}
        for value in choices(path, name):
            if value not in wanted:
                yield {label: (label, value) if is_option(parameter) else (value,)}


def ways_out(line: Line, told: str) -> Iterator[tuple[str, Line]]:
    """Each way out of a message, with the line to which it is typed."""
    known = parameters(line.path)
    left_out, *others = told.split(", or ")
    yield left_out, line.having(dict.fromkeys(IN_A_ROW.split(left_out.removeprefix("leave out "))))
    for way in others:
        verb, _, what = way.partition(" ")
        if verb not in ("add", "choose"):
            yield way, line.having({verb: None})
            continue
        label, _, values = what.partition(" ")
        if label not in known:
            values = what
            label = next(
                name for name, one in known.items() if what.split(",")[0] in choices(line.path, one.name)
            )
        name = (label,) if is_option(known[label]) else ()
        if not values and name:
            yield way, line.having({label: Line.of(line.path, typed(line.path, label)).parts[0][1]})
        for value in IN_A_ROW.split(values) if values or not name else ():
            yield f"{way}: {value}", line.having({label: (*name, value or "file.csv")})


PATHS = [path for path in COMMANDS if any(True for _ in statements(path))]


@pytest.mark.parametrize("path", PATHS)
def test_no_way_out_leads_to_a_refusal_of_the_same_option(path: str) -> None:
    for option, statement in statements(path):
        for line in idle_lines(path, option, statement):
            told = [(said, way) for said, way in line.refused() if is_about(option, said)]
            assert told, f"{option} is not refused: {line}"
            for _, fix in told:
                for way, following in ways_out(line, fix):
                    again = [said for said, _ in following.refused() if is_about(option, said)]
                    assert not again, f"{way}, typed on {line}: {again}"


def is_about(option: str, message: str) -> bool:
    about, without_effect, _ = message.partition(" no effect ")
    return bool(without_effect) and option in re.split(r"[, ]+", about)
