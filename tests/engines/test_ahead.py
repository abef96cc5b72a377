"""What is made ahead comes in its order, fails in its place, and is never more than one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from threading import Event, current_thread

import pytest

from dtiscore.engines.ahead import made_ahead


@pytest.mark.parametrize("items", [[], [None], [3, 1, 2]])
def test_items_come_in_their_order(items: list[int | None]) -> None:
    assert list(made_ahead(items)) == items


def test_the_next_one_is_made_while_one_is_used_and_no_more() -> None:
    begun = [Event() for _ in range(4)]

    def made() -> Iterator[int]:
        for number, event in enumerate(begun):
            event.set()
            yield number

    for number in made_ahead(made()):
        if number < 3:
            assert begun[number + 1].wait(10), "nothing is made before it is asked for"
        assert not any(event.is_set() for event in begun[number + 2 :])


def test_what_fails_fails_in_its_place() -> None:
    def made() -> Iterator[int]:
        yield 1
        raise ValueError("the second")

    coming = made_ahead(made())
    assert next(coming) == 1
    with pytest.raises(ValueError, match="the second"):
        next(coming)


def test_who_leaves_early_waits_until_nothing_is_made_any_more() -> None:
    going_on, ended = Event(), Event()

    def made() -> Iterator[str]:
        yield current_thread().name
        going_on.wait(10)
        ended.set()
        yield current_thread().name

    with closing(made_ahead(made())) as coming:
        assert next(coming) != current_thread().name
        going_on.set()
    assert ended.is_set()
