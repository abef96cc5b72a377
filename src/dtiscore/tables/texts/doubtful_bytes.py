"""What in the bytes of a block of lines a strict reader may refuse, or a quick one may read otherwise than it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from dtiscore.tables.number_faults import MAXIMUM_LENGTH
from dtiscore.tables.texts.csv_records import MAXIMUM_CELL
from dtiscore.tables.texts.line_blocks import LineBlock
from dtiscore.tables.texts.signs import (
    Signs,
    are_no_digits,
    follow_digits,
    followed,
    is_longer_between,
    outside_quotes,
    places_outside_quotes,
    quote_whole_cells,
    stand_far_apart,
    touch_digits,
)


def has_doubtful_form(block: LineBlock, delimiter: str) -> bool:
    """Whether it is in doubt what is a cell, or whether one may be so long or hold such signs."""
    data = block.data
    if not delimiter.isascii() or block.may_hold(b"\0") or block.bare_returns:
        return True
    if not block.seen.is_ascii and b"\xef\xbb\xbf" in data:
        return True
    if block.may_hold(b'"') and not block.quotes_cells:
        signs = np.frombuffer(data, np.uint8)
        quotes = np.flatnonzero(signs == ord('"'))
        if not quote_whole_cells(signs, quotes, delimiter.encode(), MAXIMUM_CELL):
            return True
    return is_longer_between(data, _separators(delimiter), MAXIMUM_CELL)


def has_doubtful_numbers(block: LineBlock, delimiter: str, decimal: str) -> bool:
    """Whether cells of numbers may be among the rows that polars reads otherwise than the strict reader."""
    data = block.data
    signs = np.frombuffer(data, np.uint8)
    return (
        (block.may_hold(b"\t") and (delimiter != "\t" or block.may_hold(b'"')))
        or (decimal == delimiter and block.may_hold(b'"'))
        # polars takes both for the mark
        or (decimal == "," and block.may_hold(b".") and touch_digits(signs, b"."))
        or _has_unfinished_decimals(signs, delimiter, decimal)
        # a spreadsheet writes 1E+05 for what is too long for a column
        or has_exponents(block, [b"E"], [b"+", b"-"])
        or stand_far_apart(data, _separators(delimiter), MAXIMUM_LENGTH)
    )


def has_other_lengths(block: LineBlock, delimiter: str, fields: int, *, may_cancel: bool) -> bool:
    """Whether some row has fewer or more cells than there are ``fields``; ``may_cancel``: some both one and the other."""
    signs, sign = np.frombuffer(block.data, np.uint8), delimiter.encode()
    expected = fields - 1
    if not may_cancel:
        return outside_quotes(signs, sign) != block.lines * expected
    parted = places_outside_quotes(signs, sign)
    if len(parted) != block.lines * expected:
        return True
    ends = np.flatnonzero(signs == ord("\n"))[: block.lines - 1]
    by_row = parted.reshape(block.lines, expected)
    return bool(expected) and not ((by_row[:-1, -1] < ends) & (ends < by_row[1:, 0])).all()


def has_exponents(block: LineBlock, letters: Sequence[bytes], before: Sequence[bytes]) -> bool:
    """Whether a digit, one of some letters and one of some signs stand together, as in 1E+5."""
    signs = np.frombuffer(block.data, np.uint8)
    return any(
        bool(follow_digits(signs, at).any())
        for letter in letters
        for sign in before
        if block.may_hold(letter) and block.may_hold(sign)
        for at in followed(signs, letter, partial(np.equal, ord(sign)))
    )


def _separators(delimiter: str) -> bytes:
    return f"{delimiter}\n".encode()


def _has_unfinished_decimals(signs: Signs, delimiter: str, decimal: str) -> bool:
    """Whether no digit follows a decimal mark that follows a digit, as far as one may do so in a cell of numbers."""
    if decimal == delimiter:
        return False
    ends = np.frombuffer(f'{delimiter}\n\r"eE'.encode(), np.uint8)
    return any(
        bool((np.isin(signs[at + 1], ends) & follow_digits(signs, at)).any())
        for at in followed(signs, decimal.encode(), are_no_digits)
    )
