"""Sentences for people that remember how they were made: a template in English and its named parts.

A problem's message is finished English, and a catalogue can still say it in another language::

    message = said('"{header}" is not in the file', header=column.header)

Templates are literals, so that a tool finds all of them in the source. Parts may be sentences themselves. Lists and
numbers have forms of their own: ``joined("{first} or {second}", names)`` and ``counted(n, "{n} row", "{n} rows")``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gettext import NullTranslations


class Said(str):
    """A finished English text, equal to the plain one, with the template and the parts that it was made of."""

    __slots__ = ("parts", "plural", "template")

    template: str
    parts: Mapping[str, Any]
    plural: str | None
    """The template for other numbers of ``n`` than one, where ``template`` is for one."""

    def translated(self, catalogue: NullTranslations) -> str:
        """The same in the language of a catalogue, its parts as well; in English where the catalogue lacks it."""
        if self.plural is None:
            template = catalogue.gettext(self.template)
        else:
            template = catalogue.ngettext(self.template, self.plural, self.parts["n"])
        parts = {
            name: part.translated(catalogue) if isinstance(part, Said) else part
            for name, part in self.parts.items()
        }
        return template.format_map(parts)

    def __reduce__(self) -> tuple[object, ...]:
        return _made, (str(self), self.template, self.parts, self.plural)


def said(template: str, /, **parts: Any) -> Said:
    """A sentence of a template, in the syntax of :meth:`str.format`, and the parts that it names."""
    return _made(template.format_map(parts), template, parts)


def counted(n: int, one: str, more: str, /, **parts: Any) -> Said:
    """A sentence about a number ``{n}`` of things, for one of them and for any other number."""
    parts["n"] = n
    return _made((one if n == 1 else more).format_map(parts), one, parts, more)


def joined(template: str, texts: Iterable[str], /) -> Said:
    """Several texts in a row, put together by a template for two of them, such as ``{first} or {second}``."""
    row = reduce(lambda first, second: said(template, first=first, second=second), texts)
    return row if isinstance(row, Said) else as_it_is(row)


def as_it_is(text: str) -> Said:
    """A text that no catalogue has, such as the reason that the system gives."""
    return text if isinstance(text, Said) else said("{text}", text=text)


def _made(text: str, template: str, parts: Mapping[str, Any], plural: str | None = None) -> Said:
    made = str.__new__(Said, text)
    made.template, made.parts, made.plural = template, parts, plural
    return made
