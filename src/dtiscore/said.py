"""Sentences for people that remember how they were made: a template in English and its named parts.

A problem's message is finished English, and a catalogue can still say it in another language::

    message = said('"{header}" is not in the file', header=column.header)

Templates are literals, so that a tool finds all of them in the source. Parts may be sentences themselves. Numbers of
things and lists have forms of their own: ``counted(n, "{n} row", "{n} rows")``, ``with_or(names)``. What is no template,
such as a name that its edition has in several languages, is :func:`composed`. What draws a text asks for it last of all,
by :func:`spoken`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gettext import NullTranslations


class Spoken(str):
    """A text that knows how other languages say it."""

    __slots__ = ()

    def translated(self, catalogue: NullTranslations) -> str:
        """The same in the language of a catalogue."""
        raise NotImplementedError


class Said(Spoken):
    """A finished English text, equal to the plain one, with the template and the parts that it was made of."""

    __slots__ = ("context", "parts", "plural", "template")

    context: str | None
    """What tells a template from another one of the same words, which other languages say otherwise."""
    template: str
    parts: Mapping[str, Any]
    plural: str | None
    """The template for other numbers of ``n`` than one, where ``template`` is for one."""

    def translated(self, catalogue: NullTranslations) -> str:
        """The same in the language of a catalogue, its parts as well; in English where the catalogue lacks it."""
        if self.plural is not None:
            n = self.parts["n"]
            # Catalogues have forms for whole numbers alone; a fraction reads as several.
            template = catalogue.ngettext(self.template, self.plural, n if isinstance(n, int) else 2)
        elif self.context is not None:
            template = catalogue.pgettext(self.context, self.template)
        else:
            template = catalogue.gettext(self.template)
        parts = {
            name: part.translated(catalogue) if isinstance(part, Spoken) else part
            for name, part in self.parts.items()
        }
        return template.format_map(parts)

    def __reduce__(self) -> tuple[object, ...]:
        return _made, (str(self), self.template, self.parts, self.plural, self.context)


class Composed(Spoken):
    """A text put together anew in each language: a name that its edition has in several, a row of names."""

    __slots__ = ("compose",)

    compose: Callable[[str | None], str]

    def translated(self, catalogue: NullTranslations) -> str:
        return self.compose(catalogue.info()["language"])

    def __reduce__(self) -> tuple[object, ...]:
        return str, (str(self),)


def composed(compose: Callable[[str | None], str]) -> Composed:
    """A text that a function makes in a language; in ``None`` in English, among names as their editions write them."""
    made = str.__new__(Composed, compose(None))
    made.compose = compose
    return made


def spoken(text: str, language: str | None) -> str:
    """A text in a language, its parts as well; without one English, among names as their editions write them."""
    if language is None or not isinstance(text, Spoken):
        return text
    from dtiscore.languages import catalogue

    return text.translated(catalogue(language))


def said(template: str, /, **parts: Any) -> Said:
    """A sentence of a template, in the syntax of :meth:`str.format`, and the parts that it names."""
    return _made(template.format_map(parts), template, parts)


def said_in(context: str, template: str, /, **parts: Any) -> Said:
    """The same of a template whose words say something else in another place; ``context`` tells in which this one is."""
    return _made(template.format_map(parts), template, parts, context=context)


def template(text: str, /) -> str:
    """A template that stands apart from where it is said, so that a tool finds it there."""
    return text


def counted(n: float, one: str, more: str, /, **parts: Any) -> Said:
    """A sentence about a number ``{n}`` of things, for one of them and for any other number."""
    parts["n"] = int(n) if float(n).is_integer() else n
    return _made((one if n == 1 else more).format_map(parts), one, parts, more)


def joined(template: str, texts: Iterable[str], /) -> Said:
    """Several texts in a row, put together by a template for two of them, such as ``{first}; {second}``."""
    row = list(texts) or [""]
    return as_it_is(reduce(lambda first, second: said(template, first=first, second=second), row))


def some_of(texts: Sequence[str], most: int) -> Said:
    """The first of several texts, and how many more there are: ``a, b and 7 more``."""
    first = joined("{first}, {second}", texts[:most])
    more = len(texts) - most
    return said("{first} and {more} more", first=first, more=more) if more > 0 else first


def with_and(texts: Iterable[str], *, commas: bool = False) -> Said:
    """All of several texts: ``a and b and c``, or with commas ``a, b and c``."""
    return joined("{first} and {second}", _but_the_last(texts) if commas else texts)


def with_or(texts: Iterable[str], *, commas: bool = False) -> Said:
    """One of several texts: ``a or b or c``, or with commas ``a, b or c``."""
    return joined("{first} or {second}", _but_the_last(texts) if commas else texts)


def _but_the_last(texts: Iterable[str]) -> list[str]:
    *others, last = texts
    return [joined("{first}, {second}", others), last] if others else [last]


def as_it_is(text: str) -> Said:
    """A text that no catalogue has, such as the reason that the system gives."""
    return text if isinstance(text, Said) else said("{text}", text=text)


def _made(
    text: str, template: str, parts: Mapping[str, Any], plural: str | None = None, context: str | None = None
) -> Said:
    made = str.__new__(Said, text)
    made.template, made.parts, made.plural, made.context = template, parts, plural, context
    return made
