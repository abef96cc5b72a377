"""Populations in chunks: drawn, scored and ranked a few MiB at a time, on two threads, with one result for any number.

Every block of draws has a child of the seed to itself, and every chunk its own place in the result, so that neither the
number of threads nor their order can change a number. numpy lets go of the interpreter while it draws, multiplies and
sorts; more threads than two would wait for each other in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from dtiscore.memory import keeping_memory
from dtiscore.progress import tell
from dtiscore.questions.robustness.answer.draws import CELL, ERROR, Draws
from dtiscore.questions.robustness.answer.population import require_scores, scores_of
from dtiscore.questions.robustness.answer.ranking import Ranked, joined, ranked
from dtiscore.questions.robustness.answer.sampling import BLOCK
from dtiscore.questions.robustness.answer.subject import Subject
from dtiscore.questions.robustness.answer.variants import Variant
from dtiscore.said import said

Result = TypeVar("Result")

THREADS = 2

_SCORES = 1 << 20
"""How many scores a chunk holds at most: 8 MiB, and some six times that for all that is made of them on the way."""

_BLOCKS_OF_VARIANTS = 8
"""Blocks of draws in a chunk where the edition varies: enough for each variant to have many replicates in it."""


def ranked_in_chunks(
    subject: Subject, drawn: Callable[[range], Draws], count: int, factors: Sequence[str]
) -> Ranked:
    """The ranks of every unit in every replicate; beside them in memory are two chunks at a time.

    Args:
        subject: what is studied.
        drawn: what some of the replicates assume.
        count: how many replicates there are, from 0 on.
        factors: what varies.

    Raises:
        UsageFault: the score of some replicate is undefined, or there is none.
        InvalidData: a variant cannot score the table.
    """
    chunks = chunks_of(count, len(subject.rows), factors)
    with keeping_memory():
        parts = in_parallel(lambda chunk: ranked(subject, scores_of(subject, drawn(chunk))), chunks)
        population = joined(zip(chunks, parts, strict=True), count)
    tell(said("preparing the result"))
    require_scores(subject, population.doubled == 0)
    return population


def chunks_of(count: int, units: int, factors: Sequence[str]) -> list[range]:
    """So many replicates in chunks of some blocks of draws, of a table with many units in parts of a block.

    Errors of measurement, one for each unit, take as long to draw as ranks to make: a block of them is drawn once.
    """
    most = BLOCK * (_BLOCKS_OF_VARIANTS if any(choice in factors for choice in Variant._fields) else 1)
    least = BLOCK if any(factor.startswith((ERROR, CELL)) for factor in factors) else 1
    size = max(least, min(most, 1 << max(1, _SCORES // units).bit_length() - 1))
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


def in_parallel(work: Callable[[range], Result], chunks: Sequence[range]) -> Iterator[Result]:
    """What the work gives for each chunk, in their order; the first that fails fails for all."""
    if len(chunks) < THREADS:
        yield from _counted(map(work, chunks), chunks)
        return
    with ThreadPoolExecutor(THREADS) as threads:
        yield from _counted(threads.map(work, chunks), chunks)


def _counted(results: Iterator[Result], chunks: Sequence[range]) -> Iterator[Result]:
    """The results of chunks in their order, each told of when it is there."""
    tell(said("drawing alternative rankings"), 0, chunks[-1].stop)
    for chunk, result in zip(chunks, results, strict=True):
        tell(said("drawing alternative rankings"), chunk.stop, chunks[-1].stop)
        yield result
