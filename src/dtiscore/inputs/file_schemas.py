"""The JSON Schemas of files that people write, for editors: each property described, each fault told once.

Pydantic says of a union that one of its members has to fit, so that an editor has something to say of each of them where
none does. Here what stands there decides which member is meant: its ``kind``, or whether it is a text, a number or a mapping.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from dtiscore.inputs.descriptions import descriptions, in_plain_text
from dtiscore.methodology.documents.document import SCHEMA_KEY

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import core_schema

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DEFINED = "#/$defs/"
_OF_EDITORS = {
    "description": "In JSON: the schema by which editors complete and check the file.",
    "type": "string",
}


class WrittenFile(NamedTuple):
    """A file that people write."""

    model: str
    """The class that it is read into."""
    command: str
    """What reads it."""
    version: int = 1


FILES = {
    "weighting-file": WrittenFile("Methodology", "weights"),
    "unit-scheme": WrittenFile("UnitScheme", "units"),
    "project": WrittenFile("Project", "run"),
}
"""By the name of their schema."""

_MODULES = {
    "weighting-file": "dtiscore.methodology.model",
    "unit-scheme": "dtiscore.units.scheme",
    "project": "dtiscore.project.model",
}


def file_schema(name: str) -> Schema:
    """The JSON Schema (2020-12) of such a file; its ``$id`` ends with its version."""
    file = FILES[name]
    model: type[BaseModel] = getattr(import_module(_MODULES[name]), file.model)
    made = model.model_json_schema(by_alias=True, schema_generator=_ForEditors)
    made["description"] = made["description"].partition("\n\n")[0]
    if name == "weighting-file":  # the only one of them that may be JSON
        made["properties"] = {SCHEMA_KEY: _OF_EDITORS, **made["properties"]}
    return {"$schema": DIALECT, "$id": f"urn:dtiscore:{name}:{file.version}", **_Deciding(made).whole()}


class _ForEditors(GenerateJsonSchema):
    """Pydantic's schemas with what the source says of each field, and without titles that repeat its name."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        told = descriptions(schema["cls"])
        whole = in_plain_text(schema["cls"].__doc__ or "")
        made["description"] = whole
        for name, field in schema["cls"].model_fields.items():
            key = field.alias or name
            told.setdefault(name, whole.partition("\n\n")[0] if name in ("kind", "step") else "")
            described = made["properties"][key]
            described["description"] = in_plain_text(told[name]) or described.get("description", "")
        return made

    def encode_default(self, dft: Any) -> Any:
        # Pydantic 2.9 does not make the serializer of a class whose making was put off.
        if hasattr(type(dft), "model_rebuild"):
            type(dft).model_rebuild()
        return super().encode_default(dft)

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


class _Deciding:
    """Rewrites a schema so that each union says by what its members are told apart."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._defined: Schema = schema.pop("$defs", {})
        self._made: dict[str, Schema] = {}
        """Unions of methods, which several fields have in common."""

    def whole(self) -> Schema:
        """The whole schema."""
        defined = {name: self._decided(one) for name, one in self._defined.items()}
        schema = self._decided(self._schema)
        return {**schema, "$defs": dict(sorted({**defined, **self._made}.items()))}

    def _decided(self, schema: Any) -> Any:
        if isinstance(schema, list):
            return [self._decided(each) for each in schema]
        if not isinstance(schema, dict):
            return schema
        made = {key: self._decided(value) for key, value in schema.items()}
        if made.get("default", 0) in (None, []):  # which editors would write into the file
            del made["default"]
        if "discriminator" in made:
            return self._by_kind(made)
        if "anyOf" in made:
            return self._by_type(made, made.pop("anyOf"))
        return made

    def _by_kind(self, schema: Schema) -> Schema:
        """A union whose members have a name, under ``kind`` or ``step``."""
        told, _ = schema.pop("discriminator"), schema.pop("oneOf")
        name, key, members = schema.pop("title"), told["propertyName"], told["mapping"]
        branches = [
            {"if": {"properties": {key: {"const": kind}}, "required": [key]}, "then": {"$ref": reference}}
            for kind, reference in members.items()
        ]
        models = [self._defined[reference.removeprefix(_DEFINED)] for reference in members.values()]
        named = {
            "description": "Which method it is, by name.",
            "enum": [*members],
            "enumDescriptions": [model["description"].partition("\n\n")[0] for model in models],
        }
        made = {"type": "object", "required": [key], "properties": {key: named}, "allOf": branches}
        if self._made.setdefault(name, made) != made:
            return {**made, **schema}
        return {"$ref": f"{_DEFINED}{name}", **schema}

    def _by_type(self, schema: Schema, members: Sequence[Schema]) -> Schema:
        """A union whose members are told apart by their types; those of one type stay together."""
        found: dict[str, list[Schema]] = {}
        for member in members:
            for kind in self._types_of(member):
                found.setdefault(kind, []).append(_without_type(member))
        said: Schema = {"type": [*found]}
        branches = []
        for kind, (first, *others) in found.items():
            then = {"anyOf": [first, *others]} if others else first
            if then.keys() <= _SCOPED:  # what says nothing of other types needs no condition
                said |= then
                continue
            if kind == "string" and "enum" in then:  # which editors offer, not knowing yet what it will be
                said["defaultSnippets"] = [{"label": word, "body": word} for word in then["enum"]]
            branches.append({"if": {"type": kind}, "then": then})
        return {**said, **schema, **({"allOf": branches} if branches else {})}

    def _types_of(self, schema: Schema) -> list[str]:
        """The types of what a schema admits."""
        if "$ref" in schema:
            name = schema["$ref"].removeprefix(_DEFINED)
            return self._types_of(self._defined.get(name, {"type": "object"}))
        if "anyOf" in schema:
            return [kind for member in schema["anyOf"] for kind in self._types_of(member)]
        if "type" in schema:
            told = schema["type"]
            return [told] if isinstance(told, str) else told
        return [*dict.fromkeys(_TYPES[type(value)] for value in schema["enum"])]


_SCOPED = {
    *("minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    *("items", "prefixItems", "minItems", "maxItems", "properties", "required", "additionalProperties"),
    "propertyNames",
    "minProperties",
}
"""Keywords that say something of one type alone."""


_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}


def _without_type(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key != "type"}


def undescribed(schema: Schema) -> Iterator[str]:
    """The properties of a schema that nobody has described."""
    for name, model in {"": schema, **schema.get("$defs", {})}.items():
        for key, described in model.get("properties", {}).items():
            if not described.get("description"):
                yield f"{name}.{key}".lstrip(".")
