"""What a user declares about a table, over and above what its edition says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set as AbstractSet
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from dtiscore.errors import UsageFault
from dtiscore.methodology.base import fold
from dtiscore.said import said
from dtiscore.tables.numbers import NumberStyle

if TYPE_CHECKING:
    from dtiscore.tables.identifying_cells import LookedOver

MAX_BYTES = 256 * 2**20
"""The largest table read into memory unless the user allows more."""


def listed(declared: Sequence[str] | None) -> tuple[str, ...]:
    """The texts that were declared; a single one may stand alone, and is not taken letter by letter."""
    return (declared,) if isinstance(declared, str) else tuple(declared or ())


Texts = Annotated[tuple[str, ...], BeforeValidator(listed, json_schema_input_type=str | list[str])]
Text = Annotated[
    str | None,
    Field(
        coerce_numbers_to_str=True,
        min_length=1,
        json_schema_extra={"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]},
    ),
]
FilledText = Annotated[str | None, Field(min_length=1)]
"""An empty one would be taken for none."""
Delimiter = Annotated[str | None, BeforeValidator(lambda sign: "\t" if sign in ("tab", "\\t") else sign)]


class TableOptions(BaseModel):
    """What is declared about one table, checked; :class:`~dtiscore.tables.declarations.TableReading` says what each means.

    The defaults declare nothing, so that everything must settle itself or is refused. Texts are taken for numbers where
    these are meant, as a command line and a project file give them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    encoding: str | None = None
    delimiter: Delimiter = None
    sheet: Text = None
    range: FilledText = None
    skip_rows: int = Field(default=0, ge=0)
    header_rows: int = Field(default=1, ge=1)
    side: Text = None
    layout: Literal["wide", "long", "turned"] | None = None
    indicator_column: Texts = ()
    value_column: FilledText = None
    max_bytes: int = Field(default=MAX_BYTES, ge=1)
    decimal: Literal[".", ","] | None = None
    grouping: str | None = None
    missing: Texts = ()
    flags: Texts = ()
    percent: Texts = ()
    multiline: Texts = ()
    unit_column: FilledText = None
    name_column: FilledText = None
    period_column: FilledText = None
    aliases: dict[str, str] = Field(default_factory=dict)
    group_column: FilledText = None
    ignore_units: Texts = ()
    keep_units: Texts = ()


class ReadingOptions(NamedTuple):
    """How the cells of one table are read."""

    style: NumberStyle | None = None
    """The number style of the whole file."""
    styles: Mapping[str, NumberStyle] = {}
    """The number style of single columns, by heading in the file."""
    missing: frozenset[str] = frozenset()
    """Texts that mean "no value", beside the empty cell."""
    flags: frozenset[str] = frozenset()
    """Texts behind numbers that mark them and change none."""
    percent: frozenset[str] = frozenset()
    """Headings of columns whose bare numbers are percentages."""
    any_size: bool = False
    """Whether shares may be a hundred times as small or large as others: somebody states them, or not all are there."""
    multiline: frozenset[str] = frozenset()
    """Headings of columns in which a line break within a cell is meant, and stands for a blank."""
    side: str | None = None
    """The part of a heading that says which of several columns of an indicator is meant."""
    unit: str | None = None
    name: str | None = None
    period: str | None = None
    group: str | None = None
    """Headings that identify a row, where they are not recognised."""
    at_period: str | None = None
    """The period of a table that has no column for it, or the one period to keep of a panel."""
    aliases: Mapping[str, str] = {}
    """Headings of the file, each with the column of the edition that it stands for."""
    by: tuple[str, ...] = ()
    """Headings of columns by whose values units are ranked apart."""
    ignored_units: frozenset[str] = frozenset()
    """Names of rows that are no units (totals, averages) and are left out."""
    kept_units: frozenset[str] = frozenset()
    """Names of rows that are units though they read like totals, or are the sum or mean of others."""
    allow_missing_units: bool = False
    """Whether a table may lack units of its scheme."""
    layout: Literal["wide", "long", "turned"] | None = None
    """Whether it has one column per indicator or one row per value; told by the headings unless declared. A turned one has been
    turned when its cells are read, and is wide."""
    indicators: tuple[str, ...] = ()
    """Headings of the columns of a long table whose texts together name the indicator, where they are not recognised."""
    value: str | None = None
    """The heading of its column of values, where it is not recognised."""
    looked_over: LookedOver | None = None
    """What columns that identify rows hold, where the table is read for one period after the other."""
    declared: Mapping[str, Any] = {}
    """What was declared about the table, for provenance."""

    def without_flags(self, cells: Sequence[str], missing: AbstractSet[str] = frozenset()) -> Sequence[str]:
        """Cells without the flags behind numbers; ``missing`` are texts that an edition says to mean "no value"."""
        if not self.flags:
            return cells
        from dtiscore.tables.flags import unflagged

        return unflagged(cells, self.flags, self.missing | missing)

    def is_percent(self, heading: str) -> bool:
        """Whether the bare numbers of a column are declared to be percentages."""
        return bool(self.percent) and fold(heading) in map(fold, self.percent)


def number_style(options: TableOptions) -> NumberStyle | None:
    """The number style that is declared.

    Raises:
        UsageFault: its two signs contradict each other.
    """
    decimal, grouping = options.decimal, options.grouping
    if decimal is None and not grouping:
        return None
    if decimal is None:
        decimal = "." if grouping == "," else ","
        if grouping not in (",", "."):
            raise UsageFault(
                said("the grouping of thousands is declared, the decimal mark is not"),
                said("declare --decimal too"),
            )
    try:
        return NumberStyle(cast("Any", decimal), cast("Any", grouping or ""))
    except ValueError as error:
        raise UsageFault(
            said("not a number style: {reason}", reason=error.args[0]),
            said("--decimal takes . or , and --grouping another sign"),
        ) from error


def require_one_layout(options: TableOptions) -> None:
    """Make sure that a table which is declared to be wide has no columns of a long one, and a turned one no column of values.

    Raises:
        UsageFault: it is to have a column of indicators, or one of values.
    """
    if options.layout == "turned" and options.value_column:
        message = said("a turned table has a column of values for each unit, and none for all")
        raise UsageFault(message, said("leave out --layout, or --value-column"))
    if options.layout == "wide" and (options.indicator_column or options.value_column):
        message = said("a wide table has a column per indicator, and none in which the indicator stands")
        raise UsageFault(message, said("leave out --layout, or --indicator-column and --value-column"))
