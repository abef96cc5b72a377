"""Columns as a Parquet file: typed, in full precision, with what the table says of itself in the metadata."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from numbers import Integral, Real
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any

from dtiscore.errors import UsageFault
from dtiscore.render.drawing.plain import plain
from dtiscore.render.forms.about import about_of
from dtiscore.said import said
from dtiscore.tables.rankings.form import PARQUET_KEY

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

    from dtiscore.render.forms.form import Setting
    from dtiscore.render.page import Shown

_WHOLE = 2**63
"""Whole numbers below this have a type of their own."""
_DIGITS = 38
"""The most digits of the type for decimals."""


def draw(shown: Shown, setting: Setting) -> bytes:
    """The table of an answer; where it comes from stands in the metadata."""
    about = about_of(setting.payload(shown))
    return to_parquet(shown.columns(setting.language), about, shown.shown_decimals())


def require_library() -> ModuleType:
    """The module that writes Parquet.

    Raises:
        UsageFault: it is not installed.
    """
    try:
        from pyarrow import parquet
    except ImportError as error:
        message = said("Parquet files are written by pyarrow, which is not installed")
        raise UsageFault(
            message, said("install it: pip install 'dtiscore[parquet]'; or choose -f csv")
        ) from error
    module: ModuleType = parquet
    return module


def to_parquet(
    columns: Mapping[str, Sequence[Any]],
    about: Mapping[str, Any] | None = None,
    decimals: Mapping[str, int] = MappingProxyType({}),
) -> bytes:
    """A Parquet file of the columns; ``None`` is null. The same arguments give the same bytes.

    A column has the narrowest type that holds all its values: booleans, whole numbers (int64), numbers (double), exact
    decimals (decimal128), texts. One without a value has the type that it has in other tables.

    Args:
        columns: values by heading, all of one length.
        about: what the file's metadata tells under the key ``dtiscore``.
        decimals: the headings of scores, with how many decimals they are published.

    Raises:
        UsageFault: pyarrow is not installed.
    """
    parquet = require_library()
    import pyarrow as pa

    arrays = {
        _text(heading): _array(values, _type_of_none(heading, decimals))
        for heading, values in columns.items()
    }
    table = pa.table(arrays)
    if about:
        said = json.dumps(about, ensure_ascii=False, allow_nan=False)
        table = table.replace_schema_metadata({PARQUET_KEY: _text(said)})
    file = io.BytesIO()
    parquet.write_table(table, file)
    return file.getvalue()


def _type_of_none(heading: str, decimals: Mapping[str, int]) -> pa.DataType:
    """The type of a column that has no value."""
    import pyarrow as pa

    figure = heading.rpartition(".")[2]
    if figure == "published" and heading in decimals:
        return pa.decimal128(_DIGITS, decimals[heading])
    if figure == "rank":
        return pa.int64()
    return pa.float64() if heading in decimals or heading.startswith("data:") else pa.string()


def _array(values: Sequence[Any], none: pa.DataType) -> pa.Array:
    import pyarrow as pa

    present = [None if value is None or value != value else value for value in values]  # NaN is no value
    held = [value for value in present if value is not None]
    if not held:
        return pa.nulls(len(present), none)
    if all(isinstance(value, bool) for value in held):
        return pa.array(present, pa.bool_())
    if all(isinstance(value, Real) and not isinstance(value, bool) for value in held):
        whole = all(isinstance(value, Integral) and -_WHOLE <= int(value) < _WHOLE for value in held)
        number = int if whole else float
        return pa.array(
            [None if value is None else number(value) for value in present],
            pa.int64() if whole else pa.float64(),
        )
    if all(isinstance(value, Decimal) for value in held):
        places = max(-int(value.as_tuple().exponent) for value in held)
        if all(value.adjusted() + 1 + places <= _DIGITS for value in held):
            return pa.array(present, pa.decimal128(_DIGITS, places))
    return pa.array([None if value is None else _text(plain(value)) for value in present], pa.string())


def _text(text: str) -> str:
    """A text that UTF-8 can hold: bytes of a file's name that are no text become escapes."""
    return text.encode("utf-8", "backslashreplace").decode()
