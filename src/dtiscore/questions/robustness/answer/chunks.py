"""Populations in chunks: drawn, scored and ranked a few MiB at a time, on two threads, with one result for any number.

Every block of draws has a child of the seed to itself, and every chunk its own place in the result, so that neither the
number of threads nor their order can change a number. numpy lets go of the interpreter while it draws, multiplies and
sorts; more threads than two would wait for each other in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from dtiscore.progress import tell
from dtiscore.questions.robustness.answer.draws import Draws
from dtiscore.questions.robustness.answer.population import require_scores, scores_of
from dtiscore.questions.robustness.answer.ranking import Ranked, joined, ranked
from dtiscore.questions.robustness.answer.sampling import BLOCK
from dtiscore.questions.robustness.answer.subject import Subject
from dtiscore.said import said

Result = TypeVar("Result")

THREADS = 2

_BLOCKS_OF_VARIANTS = 8
"""Blocks of draws in a chunk where the edition varies: enough for each variant to have many replicates in it."""


def ranked_in_chunks(
    subject: Subject, drawn: Callable[[range], Draws], count: int, *, variants: bool
) -> Ranked:
    """The ranks of every unit in every replicate.

    Args:
        subject: what is studied.
        drawn: what some of the replicates assume.
        count: how many replicates there are, from 0 on.
        variants: whether rules, aggregation or treatment differ between replicates.

    Raises:
        UsageFault: the score of some replicate is undefined, or there is none.
        InvalidData: a variant cannot score the table.
    """
    chunks = chunks_of(count, _BLOCKS_OF_VARIANTS if variants else 1)
    parts = in_parallel(lambda chunk: ranked(subject, scores_of(subject, drawn(chunk))), chunks)
    tell(said("preparing the result"))
    population = parts[0] if len(parts) == 1 else joined(parts)
    require_scores(subject, population.doubled == 0)
    return population


def chunks_of(count: int, blocks: int = 1) -> list[range]:
    """So many replicates in chunks of some blocks of draws."""
    size = blocks * BLOCK
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


def in_parallel(work: Callable[[range], Result], chunks: Sequence[range]) -> list[Result]:
    """What the work gives for each chunk, in their order; the first that fails fails for all."""
    if len(chunks) < THREADS:
        return [*_counted(map(work, chunks), chunks)]
    with ThreadPoolExecutor(THREADS) as threads:
        return [*_counted(threads.map(work, chunks), chunks)]


def _counted(results: Iterator[Result], chunks: Sequence[range]) -> Iterator[Result]:
    """The results of chunks in their order, each told of when it is there."""
    tell(said("drawing alternative rankings"), 0, chunks[-1].stop)
    for chunk, result in zip(chunks, results, strict=True):
        tell(said("drawing alternative rankings"), chunk.stop, chunks[-1].stop)
        yield result
