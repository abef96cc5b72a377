"""What every part of a methodology shares: strict frozen models, texts in several languages, arrays of values."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    SerializerFunctionWrapHandler,
    WithJsonSchema,
    model_serializer,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from dtiscore.methodology.unfit import Unfit
from dtiscore.said import Composed, composed, said

Values = NDArray[np.float64]
"""One number per unit, float64, in the order of the table; NaN stands for "no value" and for nothing else."""

# Files that define models do not postpone their annotations (``from __future__ import annotations``): pydantic would
# compile each of them from text, and once more in every class that inherits it.


class Model(BaseModel):
    """A strict, frozen piece of a methodology: unknown keys and implicit conversions are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _lists_are_tuples(cls, data: Any) -> Any:
        """A file knows lists only; a frozen model holds tuples, and strictness would refuse the one for the other."""
        if not isinstance(data, dict):
            return data
        return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}

    def model_dump(self, **options: Any) -> dict[str, Any]:
        """As pydantic has it, of pieces that nobody read as well: before 2.14 it does not build their classes by itself."""
        _build(self)
        return super().model_dump(**options)

    def model_dump_json(self, **options: Any) -> str:
        """As :meth:`model_dump`."""
        _build(self)
        return super().model_dump_json(**options)


def _build(value: Any) -> None:
    """Let pydantic build the classes of a piece and of all that it is made of."""
    if isinstance(value, Model):
        type(value).model_rebuild()
        for name in type(value).model_fields:
            _build(getattr(value, name))
    elif isinstance(value, dict | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            _build(each)


class ExtendedModel(Model):
    """A piece that was given keys after editions were published: one that is not written changes no hash."""

    later: ClassVar[frozenset[str]] = frozenset()
    """These keys, each with the default ``None``."""

    @model_serializer(mode="wrap")
    def _without_what_is_not_said(self, serialise: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = serialise(self)
        for key in self.later:
            if key in data and data[key] is None:
                del data[key]
        return data


def _as_texts(value: Any) -> Any:
    return {"": value} if isinstance(value, str) else value


def _check_languages(texts: dict[str, str]) -> dict[str, str]:
    if not texts:
        raise Unfit(said("a text needs at least one language"), said("write a text, or {{en: …}}"))
    for language, text in texts.items():
        if language and not (2 <= len(language) <= 3 and language.isascii() and language.islower()):
            raise Unfit(
                said('"{language}" is not a language code', language=language),
                said("write one of two or three small letters, such as vi or en"),
            )
        if not text.strip():
            raise Unfit(said("a text is empty"), said("write it, or remove the key"))
    return {language: unicodedata.normalize("NFC", text) for language, text in texts.items()}


class _Before:
    """What is done to a value before it is read as its type; pydantic's own look at signatures takes longer than reading."""

    def __init__(self, change: Callable[[Any], Any]) -> None:
        self._change = change

    def __get_pydantic_core_schema__(self, kind: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._change, handler(kind))


class _After:
    """The same of what is done to a value of the type."""

    def __init__(self, check: Callable[[Any], Any]) -> None:
        self._check = check

    def __get_pydantic_core_schema__(self, kind: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(kind))


LocalText = Annotated[
    dict[str, str],
    _Before(_as_texts),
    _After(_check_languages),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"\S"},
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": "^([a-z]{2,3})?$"},
                    "additionalProperties": {"type": "string", "pattern": r"\S"},
                },
            ]
        }
    ),
]
"""A text by language code, in the order of preference; a plain string stands for every language."""


def in_any_language(texts: Mapping[str, str]) -> Composed:
    """A text for messages, which each language tells in its own words where it has some."""
    return composed(lambda language: text_in(texts, language))


def text_in(texts: Mapping[str, str], language: str | None) -> str:
    """The text in ``language``, or in the first language the file gives."""
    if language is not None and language in texts:
        return texts[language]
    return next(iter(texts.values()))


def _check_code(code: str) -> str:
    code = unicodedata.normalize("NFC", code)
    if code != code.strip() or any(not character.isprintable() for character in code):
        raise Unfit(said("a code has no surrounding space and no control character"), said("take it out"))
    return code


Code = Annotated[str, Field(min_length=1, max_length=60), _After(_check_code)]
"""A name for programs: text, never a number (``"4.1"`` and ``"4.10"`` are two codes)."""

Heading = Annotated[str, Field(min_length=1, max_length=1000), _After(_check_code)]
"""The heading of a column of the data, which in a questionnaire is a whole question."""


def fold(text: str) -> str:
    """The form in which headings and choices are compared: NFC, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def rows_where(mask: NDArray[np.bool_]) -> Iterator[int]:
    """The row numbers at which ``mask`` holds, as plain integers."""
    return iter(np.flatnonzero(mask).tolist())
