"""What is made ahead comes in its order, fails in its place, and is never more than one; threads change no byte."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event, current_thread

import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pytest
from pyarrow import parquet
from tests.engines.large_tables import in_memory, plain, random_table, streamed

from dtiscore.engines.ahead import made_ahead, made_side_by_side


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


def test_with_one_thread_nothing_is_made_ahead() -> None:
    threads = (current_thread().name for _ in range(3))
    assert set(made_ahead(threads, 1)) == {current_thread().name}


@pytest.mark.parametrize("threads", [1, 2, 3, None])
def test_what_is_made_side_by_side_comes_in_its_order(threads: int | None) -> None:
    slow = Event()

    def first() -> str:
        slow.wait(1 if threads == 1 else 10)
        return "first"

    def second() -> str:
        slow.set()
        return "second"

    assert list(made_side_by_side([first, second] * 3, threads)) == ["first", "second"] * 3
    assert not list(made_side_by_side([], threads))


def test_few_are_under_way_while_one_is_used() -> None:
    asked_for: list[int] = []

    def makers() -> Iterator[Callable[[], int]]:
        for number in range(100):
            asked_for.append(number)
            yield partial(int, number)

    with closing(made_side_by_side(makers(), 2)) as made:
        assert [next(made), next(made)] == [0, 1]
        assert len(asked_for) <= 4


@pytest.mark.parametrize("threads", [1, 2])
def test_what_fails_side_by_side_fails_in_its_place(threads: int) -> None:
    made = made_side_by_side([partial(int, text) for text in ("1", "x", "3")], threads)
    assert next(made) == 1
    with pytest.raises(ValueError, match="'x'"):
        next(made)


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_the_bytes_are_the_same_whatever_the_number_of_threads(threads: int, tmp_path: Path) -> None:
    path = random_table(tmp_path, 400, seed=9)
    assert streamed(path, plain(), block_bytes=2_000, threads=threads) == in_memory(path, plain())
    columns = pa.table({name: [float(row) for row in range(400)] for name in "abc"})
    parquet.write_table(
        columns.add_column(0, "unit", [[f"U{row}" for row in range(400)]]), tmp_path / "t.parquet"
    )
    expected = in_memory(tmp_path / "t.parquet", plain())
    assert streamed(tmp_path / "t.parquet", plain(), threads=threads) == expected


@pytest.mark.slow
@pytest.mark.parametrize("threads", [1, 2, 4])
def test_polars_has_so_many_threads_and_the_bytes_are_the_same(threads: int, tmp_path: Path) -> None:
    path = random_table(tmp_path, 3_000, seed=9)
    edition = tmp_path / "edition.json"
    edition.write_text(json.dumps(plain()))
    program = (
        "import sys; from dtiscore.cli import main; ended = main(sys.argv[1:]);"
        "import polars; sys.stderr.write(f'{polars.thread_pool_size()} threads'); sys.exit(ended)"
    )
    asked = [
        "score",
        str(path),
        "-w",
        str(edition),
        "--engine",
        "stream",
        "-f",
        "csv",
        "--threads",
        str(threads),
    ]
    done = subprocess.run([sys.executable, "-c", program, *asked], capture_output=True, check=True)
    assert done.stderr.endswith(f"{threads} threads".encode())
    assert done.stdout == in_memory(path, plain())
