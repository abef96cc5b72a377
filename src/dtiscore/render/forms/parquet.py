"""Columns as a Parquet file: typed, in full precision, with what the table says of itself in the metadata."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from numbers import Integral, Real
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any

from dtiscore.errors import UsageFault
from dtiscore.render.column_types import ColumnType, type_of
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
    return to_parquet(
        shown.columns(setting.language), about, shown.shown_decimals(), shown.types_of_headings()
    )


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
    types: Mapping[str, ColumnType] = MappingProxyType({}),
) -> bytes:
    """A Parquet file of the columns; ``None`` is null. The same arguments give the same bytes.

    A column has the type that its heading tells. One of which no heading tells, or that holds something else, has the
    narrowest type that holds all its values: booleans, whole numbers (int64), numbers (double), exact decimals
    (decimal128), texts.

    Args:
        columns: values by heading, all of one length.
        about: what the file's metadata tells under the key ``dtiscore``.
        decimals: the headings of scores, with how many decimals they are published.
        types: by heading, where it is not the type that other tables have under it.

    Raises:
        UsageFault: pyarrow is not installed.
    """
    parquet = require_library()
    import pyarrow as pa

    arrays = {
        _text(heading): _array(values, types.get(heading) or type_of(heading), _places(heading, decimals))
        for heading, values in columns.items()
    }
    table = pa.table(arrays)
    if about:
        said = json.dumps(about, ensure_ascii=False, allow_nan=False)
        table = table.replace_schema_metadata({PARQUET_KEY: _text(said)})
    file = io.BytesIO()
    parquet.write_table(table, file)
    return file.getvalue()


def _places(heading: str, decimals: Mapping[str, int]) -> int | None:
    """With how many decimals the numbers of a column are published; ``None`` where they are no decimals."""
    return decimals.get(heading) if heading.endswith(".published") else None


def _array(values: Sequence[Any], kind: ColumnType | None, places: int | None) -> pa.Array:
    import pyarrow as pa

    present = [None if value is None or value != value else value for value in values]  # NaN is no value
    type_ = _arrow_type([value for value in present if value is not None], kind, places)
    write = _WRITERS.get(str(type_), lambda value: value)
    return pa.array([None if value is None else write(value) for value in present], type_)


def _arrow_type(held: Sequence[Any], kind: ColumnType | None, places: int | None) -> pa.DataType:
    """The type for values of a kind, or for those there are, where they are of another one or no kind is told."""
    import pyarrow as pa

    if places is not None and all(isinstance(value, Decimal) for value in held):
        return pa.decimal128(_DIGITS, places)
    if kind == "text" or not (held or kind):
        return pa.string()
    if all(isinstance(value, bool) for value in held) and (held or kind == "truth"):
        return pa.bool_()
    if all(isinstance(value, Real) and not isinstance(value, bool) for value in held):
        is_whole = kind != "number" and all(_is_whole(value, of_any_type=kind == "whole") for value in held)
        return pa.int64() if is_whole else pa.float64()
    if all(isinstance(value, Decimal) for value in held):
        places = max(-int(value.as_tuple().exponent) for value in held)
        if all(value.adjusted() + 1 + places <= _DIGITS for value in held):
            return pa.decimal128(_DIGITS, places)
    return pa.string()


def _is_whole(value: Any, *, of_any_type: bool) -> bool:
    if not isinstance(value, Integral) and not (of_any_type and float(value).is_integer()):
        return False
    return -_WHOLE <= int(value) < _WHOLE


def _text(text: str) -> str:
    """A text that UTF-8 can hold: bytes of a file's name that are no text become escapes."""
    return text.encode("utf-8", "backslashreplace").decode()


_WRITERS: Mapping[str, Callable[[Any], Any]] = {
    "int64": int,
    "double": float,
    "string": lambda value: _text(plain(value)),
}
"""How the values of a type are given to Arrow, by its name."""
