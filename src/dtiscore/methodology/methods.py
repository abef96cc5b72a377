"""Rules, aggregations and steps by the name that a weighting file gives, each imported when it is first asked for."""

from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType
from typing import Annotated, Any, TypeVar, Union

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticKnownError, core_schema

from dtiscore.methodology.base import Model

Method = TypeVar("Method", bound=Model)


class Methods(Mapping[str, type[Method]]):
    """The methods of one sort, by the name under which a weighting file asks for each.

    An edition names few of them, and a model takes a while to be imported and made. So they are looked through one
    after the other, until one has the name that was asked for. Beside a type, as in ``Annotated[Rule, RULES]``, this
    says that the value is the method which it names: pydantic prepares to read that one alone.
    """

    def __init__(
        self, sort: type[Method], methods: Iterable[type[Method]], key: str = "kind", *, by_word: bool = False
    ) -> None:
        """Subclasses of ``sort``, which a file names under ``key``, or ``by_word``: also by the name alone."""
        self.sort = sort
        self.key = key
        self.by_word = by_word
        self._methods = iter(methods)
        self._found: dict[str, type[Method]] = {}

    def __getitem__(self, name: str) -> type[Method]:
        while name not in self._found:
            method = next(self._methods, None)
            if method is None:
                raise KeyError(name)
            self._found[_name(method, self.key)] = method
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        self._found |= {_name(method, self.key): method for method in self._methods}
        return iter(self._found)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    __eq__ = object.__eq__  # what stands beside a type is looked up by its hash
    __hash__ = object.__hash__

    def _read(self, data: Any) -> Method:
        """The method that data describes; faults as pydantic tells those of a union that has a discriminator."""
        if isinstance(data, self.sort):
            return data
        if self.by_word and isinstance(data, str):
            data = {self.key: data}
        told: dict[str, Any] = {"discriminator": repr(self.key)}
        if not isinstance(data, dict):
            raise PydanticKnownError("model_attributes_type")
        if self.key not in data:
            raise PydanticKnownError("union_tag_not_found", told)
        name = data[self.key]
        if not isinstance(name, str) or name not in self:
            told |= {"tag": str(name), "expected_tags": ", ".join(map(repr, self))}
            raise PydanticKnownError("union_tag_invalid", told)
        return self[name].model_validate(data)

    def __get_pydantic_core_schema__(self, _sort: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        any_method: Any = Annotated[Union[tuple(self.values())], Field(discriminator=self.key)]  # noqa: UP007 - made at run time
        made = {"title": self.sort.__name__, **handler(TypeAdapter(any_method).core_schema)}
        if not self.by_word:
            return made
        words = [name for name, method in self.items() if not _needs_more(method)]
        return {"anyOf": [{"type": "string", "enum": words}, made]}


def methods_of(module: ModuleType, sort: type[Method], key: str = "kind") -> list[type[Method]]:
    """The methods of a sort that a module defines."""
    defined = (each for each in vars(module).values() if isinstance(each, type) and issubclass(each, sort))
    return [each for each in defined if each.__module__ == module.__name__ and _name(each, key)]


def _name(method: type[Model], key: str) -> str:
    """The name of a method; of what several methods have in common it is empty."""
    name = method.model_fields[key].default
    return name if isinstance(name, str) else ""


def _needs_more(method: type[Model]) -> bool:
    """Whether a method has a parameter without a default."""
    return any(field.is_required() for field in method.model_fields.values())
