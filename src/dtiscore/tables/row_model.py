"""The pydantic model of one row of a table, built from an edition: what each column is, its bounds and its choices.

It is the one statement of what a cell may be. Whether a cell must be there depends on others (a table may bring the score
of a node in place of its indicators) and on the rules for missing values: that no column alone can say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Annotated, Any, NamedTuple, get_args

import pydantic
from pydantic import AfterValidator, BaseModel, ConfigDict, create_model
from pydantic_core import PydanticCustomError

from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold, text_in
from dtiscore.methodology.node import Node
from dtiscore.methodology.rules import Bounds
from dtiscore.said import first_few, said, with_and

LARGEST = 1e100
"""The largest number a cell may hold: sums and squares of such numbers are still far from infinite."""


class Field(NamedTuple):
    """The field of one column in the row model."""

    kind: Any
    """The type of a cell: a number within bounds or one of some texts, or ``None``."""
    title: str
    description: str | None = None
    extra: Mapping[str, Any] = {}
    """What its JSON Schema says beside the type: the unit of measurement, the choices."""

    @property
    def bounds(self) -> Bounds:
        """The bounds of a column of numbers, as its type states them."""
        stated = {
            name: getattr(one, name)
            for told in get_args(self.kind)[1:]
            for one in getattr(told, "metadata", ())
            for name in ("ge", "gt", "le")
            if hasattr(one, name)
        }
        return Bounds(stated.get("ge", stated.get("gt")), stated.get("le"), strict_low="gt" in stated)


Fields = Mapping[str, Field]
"""The fields by the headings of their columns."""


class Row(BaseModel):
    """The base of every row model: strict, and open for columns that the edition does not use."""

    model_config = ConfigDict(
        strict=True, frozen=True, extra="ignore", populate_by_name=False, defer_build=True
    )


def row_model(methodology: Methodology) -> type[Row]:
    """The model of one row of an edition's tables, its fields under the headings of the columns as aliases.

    A cell without a value is ``None``, a number a float in the unit in which the edition reads the column.
    """
    return model_of(fields_of(methodology))


def model_of(fields: Fields) -> type[Row]:
    """The model with these fields; a heading need not be a name to Python."""
    numbered: dict[str, Any] = {
        f"column_{i}": (
            field.kind,
            pydantic.Field(
                default=None, alias=header, title=field.title, description=field.description,
                json_schema_extra=dict(field.extra) or None,
            ),
        )
        for i, (header, field) in enumerate(fields.items())
    }  # fmt: skip
    made: type[Row] = create_model("Row", __base__=Row, **numbered)
    return made


def fields_of(methodology: Methodology, language: str | None = None) -> Fields:
    """The fields of the columns that an edition reads, its raw ones first, with their names in a language."""
    limits: dict[str, Bounds] = {}
    readers: dict[str, list[Node]] = {}
    for node in methodology.nodes.values():
        for header in dict.fromkeys(node.inputs):
            if header in node.texts:
                readers.setdefault(header, []).append(node)
            else:
                limits[header] = _narrower(limits.get(header), node.bounds(header))
    for column in methodology.columns:
        limits[column.header] = _narrower(limits.get(column.header), Bounds(column.min, column.max))
    about = _about(methodology, language)
    return {
        header: _choice(header, readers[header], admitted_texts(methodology, header), about.get(header, {}))
        if header in readers
        else _number(header, limits.get(header), about.get(header, {}))
        for header in dict.fromkeys([*methodology.raw_headers, *limits])
    }


def json_schema(methodology: Methodology, language: str | None = None) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one row, its keys the headings of the columns."""
    named = fields_of(methodology, language)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model_of(named).model_json_schema(),
        "title": text_in(methodology.title, language),
    }


def table_schema(methodology: Methodology, language: str | None = None) -> dict[str, Any]:
    """The Table Schema (Data Package 2.0) of the columns that an edition reads, with its texts for "no value"."""
    fields = []
    for header, field in fields_of(methodology, language).items():
        bounds, choices = field.bounds, _choices_of(field)
        constraints = {
            "enum": choices,
            "exclusiveMinimum" if bounds.strict_low else "minimum": bounds.low,
            "maximum": bounds.high,
        }
        stated = {
            "name": header,
            "type": "number" if choices is None else "string",
            "title": field.title,
            "description": field.description,
            "constraints": {key: value for key, value in constraints.items() if value is not None},
        }
        fields.append({key: value for key, value in stated.items() if value})
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fieldsMatch": "partial",
        "fields": fields,
        "missingValues": ["", *methodology.layout.missing],
    }


def _choices_of(field: Field) -> list[Any] | None:
    """The texts of a column of text, as its field states them; ``None`` for a column of numbers."""
    texts = field.extra.get("enum")
    return [text for text in texts if text is not None] if isinstance(texts, list) else None


def admitted_texts(methodology: Methodology, header: str) -> list[str]:
    """The folded texts that every indicator which reads a column of text knows."""
    known = [node.texts[header] for node in methodology.nodes.values() if header in node.texts]
    return [text for text in known[0] if all(text in other for other in known[1:])] if known else []


def _narrower(known: Bounds | None, bounds: Bounds) -> Bounds:
    """The numbers that both bounds admit, none of them beyond :data:`LARGEST`."""
    known = known or Bounds(-LARGEST, LARGEST)
    low, strict = max((known.low, known.strict_low), (bounds.low, bounds.strict_low), key=_low_order)
    highs = [high for high in (known.high, bounds.high) if high is not None]
    return Bounds(low, min(highs, default=None), strict)


def _low_order(bound: tuple[float | None, bool]) -> tuple[float, bool]:
    low, strict = bound
    return (float("-inf") if low is None else low, strict)


def _about(methodology: Methodology, language: str | None) -> dict[str, dict[str, str]]:
    """What the edition says of its columns to people: of one without a name, that of the one node which reads it alone."""
    found: dict[str, dict[str, str]] = {}
    readers = [node for node in methodology.nodes.values() if len(node.inputs) == 1 and node.name is not None]
    times = Counter(node.inputs[0] for node in readers)
    for node in readers:
        if node.name is not None and times[node.inputs[0]] == 1:
            found[node.inputs[0]] = {"title": text_in(node.name, language)}
    for column in methodology.columns:
        texts = {"title": column.name, "description": column.note}
        stated = {key: text_in(text, language) for key, text in texts.items() if text is not None}
        unit = {} if column.unit is None else {"unit": column.unit}
        found[column.header] = {**found.get(column.header, {}), **stated, **unit}
    return found


def _field(header: str, kind: Any, about: Mapping[str, str], extra: Mapping[str, Any]) -> Field:
    more = {**extra, **({"unit": about["unit"]} if "unit" in about else {})}
    return Field(kind, about.get("title", header), about.get("description"), more)


def _number(header: str, bounds: Bounds | None, about: Mapping[str, str]) -> Field:
    return _field(header, _number_within(bounds or Bounds()), about, {})


@lru_cache(maxsize=2**10)
def _number_within(bounds: Bounds) -> Any:
    """The type of a number within bounds; most columns of an edition have the same."""
    stated: dict[str, Any] = {}
    if bounds.low is not None:
        stated["gt" if bounds.strict_low else "ge"] = float(bounds.low)
    if bounds.high is not None:
        stated["le"] = float(bounds.high)
    return Annotated[float | None, pydantic.Field(**stated)]


def _choice(header: str, readers: Sequence[Node], admitted: Sequence[str], about: Mapping[str, str]) -> Field:
    written = dict.fromkeys(
        text
        for node in readers
        if node.rule is not None
        for text in node.rule.admitted_texts(header)
        if fold(text) in admitted
    )
    check = AfterValidator(_choice_check([node.code for node in readers], admitted))
    return _field(header, Annotated[str | None, check], about, {"enum": [*written, None]})


def _choice_check(codes: Sequence[str], admitted: Sequence[str]) -> Callable[[str | None], str | None]:
    def check(text: str | None) -> str | None:
        if text is None or fold(text) in admitted:
            return text
        raise PydanticCustomError(
            "unknown-choice",
            "this is not among the answers to {codes}",
            {
                "codes": with_and(f'"{code}"' for code in codes),
                "fix": said("write one of: {answers}", answers=first_few(admitted)),
            },
        )

    return check
