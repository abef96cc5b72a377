"""Sentences for people that remember how they were made: a template in English and its named parts.

A problem's message is finished English, and a catalogue can still say it in another language::

    message = said('"{header}" is not in the file', header=column.header)

Templates are literals, so that a tool finds all of them in the source. Parts may be sentences themselves. Numbers of
things and lists have forms of their own: ``counted(n, "{n} row", "{n} rows")``, ``with_or(names)``. What is no template,
such as a name that its edition has in several languages, is :func:`composed`. What draws a text asks for it last of all,
by :func:`spoken`.

Numbers follow the language too: a part that is a number has the signs that the catalogue gives for those of English, and
so has a :class:`Figure`, which was written out already. A plain text has not, so what is to be typed as it stands, such as
a number of a weighting file, is put in as one, by :func:`typed`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import islice
from numbers import Number
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gettext import NullTranslations


class Spoken(str):
    """A text that knows how other languages say it."""

    __slots__ = ()

    def translated(self, catalogue: NullTranslations) -> str:
        """The same in the language of a catalogue."""
        raise NotImplementedError  # not abstract: asked of every cell, whether it is one of an ABC takes three times as long


class Figure(Spoken):
    """A number written out for people: with a decimal point and commas between thousands, as in English."""

    __slots__ = ()

    def translated(self, catalogue: NullTranslations) -> str:
        """The same with the signs of another language; as many characters, so that columns stay straight."""
        signs = _signs(catalogue)
        return self.translate(signs) if signs else str(self)


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
        return template.format_map({name: _part(part, catalogue) for name, part in self.parts.items()})

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


def retold(text: Said, /, **parts: Any) -> Said:
    """The same sentence with some of its parts otherwise; of a counted one, of the same number of things."""
    told = {**text.parts, **parts}
    template = text.template if text.plural is None or text.parts["n"] == 1 else text.plural
    return _made(template.format_map(told), text.template, told, text.plural, text.context)


def typed(number: float) -> str:
    """A number as it is typed in a weighting file, which in no language has other signs."""
    return f"{number:.12g}"


def template(text: str, /) -> str:
    """A template that stands apart from where it is said, so that a tool finds it there."""
    return text


def counted(n: float, one: str, more: str, /, **parts: Any) -> Said:
    """A sentence about a number ``{n}`` of things, for one of them and for any other number."""
    parts["n"] = int(n) if float(n).is_integer() else n
    return _made((one if n == 1 else more).format_map(parts), one, parts, more)


_MOST_LISTED = 12


def joined(template: str, texts: Iterable[str], /) -> Said:
    """Several texts in a row, put together by a template for two of them, such as ``{first}; {second}``."""
    row = list(texts) or [""]
    # By twos: put one behind the other, a thousand would lie a thousand deep in each other.
    while len(row) > 1:
        pairs = (row[at : at + 2] for at in range(0, len(row), 2))
        row = [said(template, first=pair[0], second=pair[1]) if pair[1:] else pair[0] for pair in pairs]
    return as_it_is(row[0])


def some_of(texts: Sequence[str], most: int, *, are_units: bool = False) -> Said:
    """The first of several texts, and how many more there are: ``a, b and 7 more``; units have a word of their own."""
    return and_more(texts[:most], len(texts) - most, are_units=are_units)


def and_more(texts: Sequence[str], more: int, *, are_units: bool = False) -> Said:
    """Texts, and how many more there are than these, if there are any."""
    first = joined("{first}, {second}", texts)
    if more <= 0:
        return first
    if are_units:
        return said_in("units", "{first} and {more} more", first=first, more=more)
    return said("{first} and {more} more", first=first, more=more)


def first_few(names: Collection[str]) -> Said:
    """The first twelve of some names, and how many more there are: what a message has room for."""
    first, more = as_it_is(", ".join(islice(names, _MOST_LISTED))), len(names) - _MOST_LISTED
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


class _NumberIn:
    """A number that a template writes with the signs of a language, whatever form the template asks for."""

    def __init__(self, number: Number, catalogue: NullTranslations) -> None:
        self._number = number
        self._catalogue = catalogue

    def __format__(self, form: str) -> str:
        return Figure(format(self._number, form)).translated(self._catalogue)

    def __repr__(self) -> str:
        """A number as it is typed, where a template asks for that (``{value!r}``)."""
        return repr(self._number)


def _part(part: Any, catalogue: NullTranslations) -> Any:
    """A part of a sentence in the language of a catalogue."""
    if isinstance(part, Spoken):
        return part.translated(catalogue)
    return _NumberIn(part, catalogue) if isinstance(part, Number) else part


@cache
def _signs(catalogue: NullTranslations) -> Mapping[int, str]:
    """What stands in numbers of a language for the signs of English ones that it has others for."""
    signs = said_in("before decimals", "."), said_in("between thousands", ",")
    told = {sign: sign.translated(catalogue) for sign in signs}
    return {ord(sign): other for sign, other in told.items() if other != sign}
