"""What begins as a number does and some YAML programs read as one, others as text: each with its refusal."""

from __future__ import annotations

import re

from dtiscore.said import Said, said

AMBIGUOUS: tuple[tuple[re.Pattern[str], Said, Said], ...] = (
    (
        re.compile(r"[-+]?0[xXoObB][0-9a-fA-F_]+"),
        said("some programs read this as a hexadecimal, octal or binary number and others as text"),
        said("write it in quotes, or as a decimal number"),
    ),
    (
        re.compile(r"[-+]?(?=[0-9._]*_)(?:\._*)?[0-9][0-9._]*(?:[eE][-+]?[0-9_]+)?"),
        said("some programs drop the underscores of this number and others read text"),
        said("write it in quotes, or the number without underscores"),
    ),
    (
        re.compile(r"[-+]?0[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?"),
        said("as a number this would lose its leading zero, and some programs would read it in base eight"),
        said("write it in quotes, or the number without the leading zero"),
    ),
    (
        re.compile(r"[-+]?[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?"),
        said("some programs read this as a number in base sixty, as hours and minutes, and others as text"),
        said("write it in quotes"),
    ),
    (
        re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][-+]?[0-9]+"),
        said("some programs read this power of ten as a number and others as text"),
        said("write the number out, such as 1000, or with both point and sign, such as 1.0e+3, or in quotes"),
    ),
    (
        re.compile(r"[-+]\.[0-9]+(?:[eE][-+]?[0-9]+)?"),
        said("some programs read a signed number only with a digit before the point, and text otherwise"),
        said("write a zero before the point, such as -0.5; if it is text, write it in quotes"),
    ),
    (
        re.compile(r"[-+]?[0-9]+\."),
        said("as a number this would lose its final point"),
        said("write it in quotes, or the number without the point"),
    ),
    (
        re.compile(r"[-+]?[0-9][0-9.]*(?:,[0-9]+)+(?:\.[0-9]+)?"),
        said("a number with a comma is text in YAML"),
        said(
            "write the number with a decimal point and no grouping, such as 0.5; if it is text, write it in quotes"
        ),
    ),
    (
        re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[^\n]*)?"),
        said("some programs read this as a date or time and others as text"),
        said("write it in quotes; only a day of the calendar such as 2022-05-20 may stand without"),
    ),
)
"""The whole of a scalar that is refused, why, and what to write instead."""
