"""What may be changed in thought, each kind with the text by which a command line says it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dtiscore.arguments import checked_fields
from dtiscore.errors import InvalidMethodology, UsageFault, errors_of
from dtiscore.methodology.documents.document import parse_document
from dtiscore.methodology.documents.scalars import Value
from dtiscore.said import said

_VALUE = re.compile(
    r'\s*(?:"(?P<quoted_unit>(?:[^"]|"")*)"|(?P<unit>[^":][^:]*?))\s*'
    r':\s*(?:"(?P<quoted_column>(?:[^"]|"")*)"|(?P<column>[^"=][^=]*?))\s*=(?P<value>.*)',
    re.DOTALL,
)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@checked_fields
@dataclass(frozen=True, slots=True)
class ValueChange:
    """One cell of the table."""

    unit: str
    """The unit by its code, name or an alias."""
    column: str
    """The heading in the table, or the code of the node that reads it."""
    value: str | float
    """A text is read as a cell of the file would be, an empty one is no value; a number is what it is."""
    decimal: str = "."
    """What comes before decimals for whoever wrote a text, where it does not for the file."""

    @classmethod
    def of(cls, text: str, decimal: str = ".") -> ValueChange:
        """The change that ``UNIT:COLUMN=VALUE`` says; a name that holds a colon or an equals sign stands in quotes.

        Raises:
            UsageFault: the text is not of this form.
        """
        found = _VALUE.fullmatch(text)
        if found is None:
            fix = said(
                'write UNIT:COLUMN=VALUE, as "48:hoat_dong_chinh_quyen_so=0.95"; quote a name that holds a colon'
            )
            raise UsageFault(said('"{text}" does not say which value of which unit', text=text), fix)
        unit, column = (_unquoted(found[f"quoted_{part}"], found[part]) for part in ("unit", "column"))
        return cls(unit, column, found["value"].strip(), decimal)

    def __str__(self) -> str:
        """The text that :meth:`of` reads back."""
        return f"{_quoted(self.unit, ':')}:{_quoted(self.column, '=')}={number_text(self.value)}"


@checked_fields
@dataclass(frozen=True, slots=True)
class WeightChange:
    """The weight of a node among its siblings; its maximum points where these are what weighs."""

    node: str
    weight: float

    @classmethod
    def of(cls, text: str) -> WeightChange:
        """The change that ``CODE=WEIGHT`` says.

        Raises:
            UsageFault: the text is not of this form.
        """
        return cls(*_numbered(text, "--weight"))


@checked_fields
@dataclass(frozen=True, slots=True)
class PointsChange:
    """The maximum points of a node."""

    node: str
    points: float

    @classmethod
    def of(cls, text: str) -> PointsChange:
        """The change that ``CODE=POINTS`` says.

        Raises:
            UsageFault: the text is not of this form.
        """
        return cls(*_numbered(text, "--points"))


@checked_fields
@dataclass(frozen=True, slots=True)
class RuleChange:
    """The rule of a node, or one value of it."""

    at: str
    """The node's code, or its code and the keys down to the value, with points between: ``7.low``."""
    value: Value
    """Plain data, as in a weighting file."""

    @classmethod
    def of(cls, text: str) -> RuleChange:
        """The change that ``CODE={kind: …}``, ``CODE=KIND`` or ``CODE.KEY=VALUE`` says, the value as YAML or JSON.

        Raises:
            UsageFault: the text is not of this form, or its value is none.
        """
        at, equals, value = text.partition("=")
        if not at.strip() or not equals or not value.strip():
            fix = said(
                'write CODE={{kind: …}} for a whole rule, or CODE.KEY=VALUE for one value of it, as "7.high=2"'
            )
            raise UsageFault(said('"{text}" does not say which rule becomes what', text=text), fix)
        return cls(at.strip(), _plain(value.strip(), f"--rule {at.strip()}"))


EditionChange = WeightChange | PointsChange | RuleChange
AnyChange = ValueChange | EditionChange


def number_text(value: str | float) -> str:
    """A number in the fewest digits that read back as it; a text as it is."""
    return value if isinstance(value, str) else repr(float(value)).removesuffix(".0")


def _unquoted(quoted: str | None, bare: str | None) -> str:
    return (bare or "").strip() if quoted is None else quoted.replace('""', '"')


def _quoted(text: str, sign: str) -> str:
    """A name as it has to be written before a sign that ends it."""
    if sign in text or '"' in text or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text


def _numbered(text: str, option: str) -> tuple[str, float]:
    node, _, number = (part.strip() for part in text.rpartition("="))
    if node and number.startswith("-") and _NUMBER.fullmatch(number[1:]):
        message = said('"{text}" gives a number of points below 0', text=text)
        if option == "--weight":
            message = said('"{text}" gives a weight below 0', text=text)
        raise UsageFault(message, said("give 0, which leaves the node unscored, or more"))
    if not node or not _NUMBER.fullmatch(number):
        raise UsageFault(
            said('"{text}" does not say which node gets what', text=text),
            said("write {option} CODE=NUMBER, as {option} 7=250", option=option),
        )
    return node, float(number)


def _plain(text: str, source: str) -> Value:
    """A value as a weighting file would write it on one line."""
    is_json = text.startswith(('{"', '["'))
    wrapped = f'{{"value": {text}}}' if is_json else f"value: {text}"
    document = parse_document(wrapped, "json" if is_json else "yaml", source)
    faults = errors_of(document.problems)
    if faults:
        raise InvalidMethodology(said("{source}: the value cannot be read", source=source), problems=faults)
    data: Mapping[str, Value] = document.data
    if list(data) != ["value"]:
        raise UsageFault(
            said("{source}: the value is not a single one", source=source),
            said("put a rule in braces: {{kind: fraction}}"),
        )
    return data["value"]
