"""``--table``: what is said of one table of a command that takes several, by one rule for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dtiscore.cli.options import READING_PANEL
from dtiscore.cli.parameters import standing_for_value
from dtiscore.said import Said, as_it_is, composed, counted, said, said_in, spoken, with_and
from dtiscore.shell_words import with_period, with_value
from dtiscore.tables.declarations import TableReading, declarations, option_of

if TYPE_CHECKING:
    from dtiscore.errors import DtiscoreError
    from dtiscore.inputs.reading import Data, Reading

Tables = Annotated[
    list[str] | None,
    typer.Option(
        "--table",
        metavar="TABLE:OPTION=VALUE",
        rich_help_panel=READING_PANEL,
        help="Say one of these options of one table, which is then read by what is said of it alone: 2023:skip-rows=2, "
        "expect:decimal=,; repeat.",
    ),
]

_OF_ONE_TABLE = {
    name: kind
    for name, (kind, _) in declarations().items()
    if name in TableReading.__annotations__ and kind != Mapping[str, str]  # of which a text says none
}
"""The declarations that may be made of one table, each with the type of its value."""

_STATEMENT = re.compile(r"(.+?):(?:--)?([a-z][a-z_-]*)=(.*)", re.DOTALL)


_OPTIONS = "|".join(option_of(name).removeprefix("--") for name in _OF_ONE_TABLE)
"""Their options, as a pattern."""

_VALUE = said_in("placeholder", "VALUE")
"""What stands for a value in advice that gives none."""


class StatedTables:
    """The tables of a command by their names, each with what is said of it alone."""

    def __init__(
        self,
        tables: Mapping[str, str | None],
        statements: Sequence[str] | None,
        reading: Reading,
        *,
        apart: Sequence[str] = (),
    ) -> None:
        """Part the statements by the table that each is about.

        Args:
            tables: by its name each table that the command takes, ``None`` for one that is not given.
            statements: what ``--table`` says.
            reading: the options about all tables.
            apart: the names of tables of another kind than the data, for which these options do not hold.

        Raises:
            UsageFault: a statement is about no table, says what may not be said, or leaves an option without effect.
        """
        self.tables = tables
        self.apart = apart
        self.stated: dict[str, dict[str, Any]] = {}
        for statement in statements or ():
            self._note(statement)
        self._refuse_idle(reading)

    def __getitem__(self, name: str) -> Data:
        """The table of that name, which is given."""
        from dtiscore.inputs.reading import DeclaredTable

        table = self.tables[name]
        assert table is not None
        return DeclaredTable(table, **self.stated[name]) if name in self.stated else table

    def get(self, name: str) -> Data | None:
        """The table of that name, if it is given."""
        return None if self.tables[name] is None else self[name]

    def each(self) -> list[Data]:
        """All tables, in order."""
        return [self[name] for name in self.tables]

    @contextmanager
    def advising(self) -> Iterator[None]:
        """Let the advice about one of several tables name ``--table``, where an option about all would not mend it."""
        from dtiscore.errors import DtiscoreError

        try:
            yield
        except DtiscoreError as error:
            self._advise(error)
            raise

    def _advise(self, error: DtiscoreError) -> None:
        from dtiscore.inputs.in_force import WithoutPeriods

        given = {path_of(table): name for name, table in self.tables.items() if table is not None}
        alone = {file: name for file, name in given.items() if name in self.apart or name in self.stated}
        shared = {file: name for file, name in given.items() if file not in alone}
        about = next((file for file in given if error.message.startswith(file)), "")
        if isinstance(error, WithoutPeriods) and given.get(about) != "data":  # which has --period
            dated = with_period(error.governed or "P", about)
            error.fix = said("write the period before the table: {table}", table=dated)
        told = [*((str(problem.place.file), problem.fix) for problem in error.problems), (about, error.fix)]
        hint = _hint(told, shared) if len(given) > 1 else None
        error.problems = tuple(
            problem._replace(fix=_of_one_table(problem.fix, _named(alone, str(problem.place.file))))
            for problem in error.problems
        )
        error.fix = _of_one_table(error.fix, alone.get(about))
        if hint is not None:
            error.notes = [*error.notes, hint]

    def _note(self, statement: str) -> None:
        from dtiscore.errors import UsageFault

        found = _STATEMENT.fullmatch(statement)
        if found is None:
            message = said('"{statement}" says nothing of a table', statement=statement)
            raise UsageFault(
                message, said("write TABLE:OPTION=VALUE, as in 2023:skip-rows=2 or expect:decimal=,")
            )
        table, option, value = found[1].strip(), found[2], found[3]
        self._require_table(table)
        name = option.replace("-", "_")
        name = {_typed(each).replace("-", "_"): each for each in _OF_ONE_TABLE}.get(name, name)
        if name not in _OF_ONE_TABLE:
            known = list(map(_typed, _OF_ONE_TABLE))
            from dtiscore.suggestions import close_to, did_you_mean

            near = close_to(option, known, n=1)
            fix = did_you_mean(near) or said("known: {known}", known=", ".join(known))
            raise UsageFault(said('--table: a table has no option "{option}" of its own', option=option), fix)
        stated = self.stated.setdefault(table, {})
        if _OF_ONE_TABLE[name] == Sequence[str]:
            stated[name] = [*stated.get(name, []), value]
        elif name in stated:
            raise UsageFault(
                said("--table says {table}:{option} more than once", table=table, option=option),
                said("only one would count: give one"),
            )
        else:
            stated[name] = value

    def _require_table(self, name: str) -> None:
        from dtiscore.errors import UsageFault

        if self.tables.get(name) is not None:
            return
        if name in self.tables:
            raise UsageFault(
                said("--table says something of {name}, which is not given", name=name),
                said("add --{name}, or leave it out", name=name),
            )
        given = ", ".join(each for each, table in self.tables.items() if table is not None)
        raise UsageFault(
            said('--table: no table of this command is called "{name}"', name=name),
            said("they are called {given}", given=given),
        )

    def _refuse_idle(self, reading: Reading) -> None:
        """Refuse options about all tables when each of these has a statement of its own.

        Raises:
            UsageFault: there is such an option.
        """
        from dtiscore.errors import UsageFault

        about_all = [
            name for name, table in self.tables.items() if table is not None and name not in self.apart
        ]
        idle = [f"--{_typed(name)}" for name in reading if name in _OF_ONE_TABLE]
        if idle and all(name in self.stated for name in about_all):
            options = with_and(idle)
            message = counted(
                len(idle),
                "{options} has no effect: --table says of each table how it is read",
                "{options} have no effect: --table says of each table how it is read",
                options=options,
            )
            raise UsageFault(message, said("leave out {options}, or say it of a table too", options=options))


def tables_by_name(tables: Sequence[str]) -> dict[str, str | None]:
    """The tables of a command line by their names: the period before the ``=``, or the place in the order, from 1.

    Raises:
        UsageFault: the place of one is the period of another.
    """
    from dtiscore.errors import UsageFault
    from dtiscore.inputs.standings import named

    periods = [named(table)[0] for table in tables]
    names = [
        period if period is not None and periods.count(period) == 1 else str(at)
        for at, period in enumerate(periods, 1)
    ]
    if len(set(names)) < len(names):
        raise UsageFault(
            said("a table is called by its place, which is the period of another"),
            said("name the period of each table"),
        )
    return dict(zip(names, tables, strict=True))


def path_of(table: str | None) -> str:
    """The file of a table as it is typed, and as messages call it."""
    from dtiscore.inputs.compared import source_of

    name = source_of(table or "")[0]
    return "<stdin>" if name == "-" else name


def _typed(name: str) -> str:
    """A declaration as its option is typed."""
    return option_of(name).removeprefix("--")


def _named(names: Mapping[str, str], source: str) -> str | None:
    """The name of the table that a message calls so, of a workbook with its sheet."""
    return next(
        (name for file, name in names.items() if source == file or source.startswith(f"{file}!")), None
    )


def _hint(told: Iterable[tuple[str, Said | None]], shared: Mapping[str, str]) -> Said | None:
    """How to say of one table what is advised about a file, where the option as it stands would hold for others too."""
    for file, fix in told:
        name = _named(shared, file)
        if name is not None and fix is not None and (found := _advised_option().search(fix)):
            option = composed(partial(_option_of_table, found, name))
            return said("where that is so of this table alone, say {option}", option=option)
    return None


def _of_one_table(advice: Said | None, name: str | None) -> Said | None:
    """The advice with the options about all tables as they are said of one."""
    if advice is None or name is None or _advised_option().search(advice) is None:
        return advice

    def of_one(language: str | None) -> str:
        def of_table(found: re.Match[str]) -> str:
            return _option_of_table(found, name, language)

        return _advised_option_in(advice, language).sub(of_table, spoken(advice, language))

    return as_it_is(composed(of_one))


@cache
def _advised_option() -> re.Pattern[str]:
    """An option about how a table is read as it stands in advice in English, with its value if it has one."""
    return re.compile(
        rf"--(?P<option>{_OPTIONS})\b"
        r"(?: (?!(?:with|and|or|to|for|too|if|that)\b)"
        r"""(?P<value>"[^"]*"|(?:'[^']*'(?:"'"(?='))?)+|[^\s"']+?(?=[.,;)]?(?:\s|$))))?"""
    )


def _advised_option_in(advice: Said, language: str | None) -> re.Pattern[str]:
    """The same in another language, in which only what the English advice gives an option tells its value from a word."""
    if language in (None, "en"):
        return _advised_option()
    given = {found["value"] for found in _advised_option().finditer(advice) if found["value"]}
    given |= {spoken(standing_for_value(value), language) for value in given if value.isupper()}
    values = "|".join(map(re.escape, sorted(given, key=len, reverse=True)))
    return re.compile(rf"--(?P<option>{_OPTIONS})\b(?: (?P<value>{values})(?=[.,;)]?(?:\s|$)))?")


def _option_of_table(found: re.Match[str], name: str, language: str | None) -> str:
    """An option of advice as it is said of one table."""
    import shlex

    value = "".join(shlex.split(found["value"] or spoken(_VALUE, language)))
    return with_value("--table", f"{name}:{found['option']}={value}")
