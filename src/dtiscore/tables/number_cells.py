"""The grammar of one number: decimal mark, grouping, exponent, per cent; strict and correctly rounded."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dtiscore.said import Figure, Said, said
from dtiscore.shell_words import with_value
from dtiscore.tables.number_faults import MAXIMUM_LENGTH, NumberFault, named_fault, not_a_number, shape_fault

DecimalMark = Literal[".", ","]
Grouping = Literal["", ",", ".", " ", "'"]
PercentRule = Literal["sign", "bare", "unit", "unit-alike"]
"""What per cent means in a column: ``sign``, only a sign says so, 45% is 0.45 and 45 is 45; ``bare``, bare
numbers are per cent too, 45% and 45 are 0.45; ``unit``, the column is measured in per cent, so 45% and 45 are
45; ``unit-alike``, the same where nothing declares that a cell may lack the sign that others have."""


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How the numbers of a column are written: the decimal mark, and the sign that groups thousands, if any.

    A space as grouping stands for the no-break and thin spaces too, an apostrophe for the typographic one.
    Raises ``ValueError`` with a sentence for a pair that contradicts itself.
    """

    decimal: DecimalMark
    grouping: Grouping = ""

    def __post_init__(self) -> None:
        if self.decimal not in (".", ","):
            raise ValueError(said('the decimal mark is "." or ",", not "{mark}"', mark=self.decimal))
        if self.grouping not in ("", ",", ".", " ", "'"):
            raise ValueError(
                said('digits are grouped by ",", ".", a space or "\'", not by "{mark}"', mark=self.grouping)
            )
        if self.grouping == self.decimal:
            raise ValueError(
                said('"{mark}" cannot be the decimal mark and the grouping at once', mark=self.decimal)
            )


class Numeral(NamedTuple):
    """A cell that has the shape of a number, before its marks are interpreted."""

    text: str
    """The cell without surrounding spaces."""
    sign: str
    body: str
    """Digits and marks; spaces and apostrophes that group are plain ones."""
    exponent: int | None
    percent: bool

    def shown(self, digits: str) -> Figure:
        """The number as ``digits`` read it, for a message."""
        return Figure(
            f"{self.sign}{digits}{'' if self.exponent is None else f'e{self.exponent}'}{'%' * self.percent}"
        )


_SHAPE = re.compile(r"([+-]?)([.,]?[0-9](?:[0-9.,' ]*[0-9])?)(?:[eE]([+-]?[0-9]+))?")
_BLANKS = " \u00a0\u202f"
_GROUPING_SIGNS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2019": "'"})


def plain_shape(mark: DecimalMark) -> str:
    """The pattern of a plain number: what a parser of floats may read in place of this grammar.

    In every style with that decimal mark it is the number it seems to be: short enough to be finite, to be nonzero
    when written so and to be exact when whole, without grouping, and not as spreadsheets shorten numbers (1E+05).
    """
    return rf"-?[0-9]{{1,15}}(?:{re.escape(mark)}[0-9]{{1,30}})?(?:e[+-]?[0-9]{{1,2}}|E[0-9]{{1,2}})?"


def numeral(cell: str) -> Numeral:
    """The parts of a cell; raises ``NumberFault`` when it has not the shape of a number in any style."""
    text = cell.strip(" ")
    # No-break spaces around a number say no more than spaces do; a cell of them alone is none.
    text = text.strip(_BLANKS) or text
    number, percent = text, text.endswith("%")
    if percent:
        number = text[:-1].rstrip(_BLANKS)
    if not number.isascii():
        number = number.translate(_GROUPING_SIGNS)
    shape = _SHAPE.fullmatch(number) if len(text) <= MAXIMUM_LENGTH else None
    if shape is None:
        raise named_fault(text) or not_a_number(text)
    sign, body, exponent = shape.groups()
    return Numeral(text, sign, body, None if exponent is None else int(exponent), percent)


_BY_TWOS = re.compile(r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
"""``1,23,456``, as India parts lakh and crore."""
_BY_THREES = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?")
_FEWEST_BY_TWOS = 2
"""Cells that prove it of a column: one may lack a digit of three."""


def are_by_twos(numbers: Iterable[Numeral]) -> bool:
    """Whether the numbers of a column are parted as in India: several are, and none by threes above the millions."""
    bodies = [number.body for number in numbers if number.body.count(",") > 1]
    return sum(map(bool, map(_BY_TWOS.fullmatch, bodies))) >= _FEWEST_BY_TWOS and not any(
        map(_BY_THREES.fullmatch, bodies)
    )


def digits_of(number: Numeral, decimal: str, grouping: str, *, by_twos: bool = False) -> str | None:
    """The digits of ``number`` with a decimal point and no grouping, or ``None`` if the style refuses it.

    A style with grouping admits numbers without it; what is grouped is grouped throughout, by threes; where ``by_twos``,
    by a comma above the thousands by two.
    """
    if by_twos and decimal + grouping == ".," and number.exponent is None and _BY_TWOS.fullmatch(number.body):
        number = number._replace(body=number.body.replace(",", ""))
    if number.body.isdigit():
        return number.body
    whole, mark, decimals = number.body.partition(decimal)
    if grouping and grouping in whole:
        first, *others = whole.split(grouping)
        if number.exponent is not None or not 1 <= len(first) <= 3 or first[0] == "0":
            return None
        if any(len(group) != 3 or not group.isdigit() for group in others):
            return None
        whole = first + "".join(others)
    if not whole.isdigit() and (whole or not mark):
        return None
    if not mark:
        return whole
    return f"{whole}.{decimals}" if decimals.isdigit() else None


def value_of(number: Numeral, digits: str, percent: PercentRule) -> float:
    """The float64 nearest to the decimal that is written; never infinite, and 0 only for a written zero.

    Per cent moves the decimal point instead of dividing, so that 45% is the same float as 0.45.
    """
    exponent = number.exponent or 0
    if percent == "bare" or (percent == "sign" and number.percent):
        exponent -= 2
    value = float(f"{number.sign}{digits}e{exponent}")
    if math.isinf(value):
        raise NumberFault(
            "not-finite",
            said("is too large for a floating-point number"),
            said("correct it, or change its unit"),
        )
    if value == 0 and digits.strip("0."):
        raise NumberFault(
            "underflow", said("is too small to be told from 0"), said("correct it, or change its unit")
        )
    return value + 0.0  # -0 is 0


def is_nothing(cell: str) -> bool:
    """Whether a cell is a 0 with a sign of per cent, or with none: 0 either way."""
    return not cell.strip("0.,'%- \u00a0\u202f")


def parse_number(text: str, style: NumberStyle, *, percent: PercentRule = "sign") -> float:
    """The number in one cell written in ``style``; raises ``NumberFault``, also for an empty cell."""
    if not text.strip(" "):
        raise NumberFault("empty-cell", said("is empty"), said("write a number"))
    number = numeral(text)
    digits = digits_of(number, style.decimal, style.grouping)
    if digits is None:
        raise refusal(number, style)
    return value_of(number, digits, percent)


def opposite(decimal: str) -> DecimalMark:
    """The other decimal mark."""
    return "," if decimal == "." else "."


def refusal(number: Numeral, style: NumberStyle) -> NumberFault:
    """Why the declared ``style`` does not admit ``number``."""
    if fault := shape_fault(number.text):
        return fault
    other = opposite(style.decimal)
    foreign = set(number.body) - set("0123456789") - {style.decimal, style.grouping}
    if other in foreign and digits_of(number, other, style.decimal) is not None:
        message = said(
            'has "{other}", while the decimal mark of this column is declared as "{decimal}"',
            other=other,
            decimal=style.decimal,
        )
        fix = said(
            'write the cell with "{decimal}", or declare --decimal {other} if the column is so',
            decimal=style.decimal,
            other=other,
        )
        grouped = None if style.grouping else digits_of(number, style.decimal, other)
        if grouped is not None:
            fix = said(
                "declare --grouping {other} if it is {sign}{grouped}, or --decimal {other} if the column is so",
                other=other,
                sign=number.sign,
                grouped=grouped,
            )
        return NumberFault("wrong-decimal", message, fix)
    if foreign and digits_of(number, style.decimal, sign := min(foreign)) is not None:
        return NumberFault(
            "bad-grouping",
            said("groups digits by {sign}, which is not declared for this column", sign=_spelt(sign)),
            said(
                "write the number without grouping, or declare {option}",
                option=with_value("--grouping", sign),
            ),
        )
    is_read_otherwise = any(digits_of(number, other, sign) is not None for sign in " ,.'")
    as_digits = None if is_read_otherwise else said("write the number without grouping")
    return bad_grouping(said('with the decimal mark "{mark}"', mark=style.decimal), as_digits)


def bad_grouping(condition: Said, fix: Said | None = None) -> NumberFault:
    """The fault of a number whose marks do not part it into thousands."""
    return NumberFault(
        "bad-grouping",
        said(
            "is not a number {condition}: groups have three digits, and there is one decimal mark",
            condition=condition,
        ),
        fix or said("write the number without grouping, or declare the decimal mark that it has"),
    )


def _spelt(sign: str) -> Said:
    return said("a space") if sign == " " else said('"{sign}"', sign=sign)
