"""Nothing that the program prints changes unless it is meant to: then ``python -m tests.golden`` makes the hashes anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.option_cases import tables
from tests.conftest import Run
from tests.golden.corpus import EDITIONS, VERSIONS, corpus, editions, outcome, stored, versions


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory, run: Run) -> dict[str, str]:
    """The files that lines name."""
    return tables(tmp_path_factory.mktemp("tables"), run)


@pytest.mark.slow
@pytest.mark.skipif(
    versions() != VERSIONS.read_text(encoding="utf-8"),
    reason="the hashes are those of other versions of the libraries, see tests/golden/versions.txt",
)
@pytest.mark.parametrize("group", corpus())
def test_what_is_printed(group: str, names: dict[str, str], run: Run, tmp_path: Path) -> None:
    known = stored()
    changed = []
    for number, line in enumerate(corpus()[group]):
        folder = tmp_path / str(number)
        folder.mkdir()
        if outcome(line, names, run, folder) != known.get(line):
            changed.append(line)
    assert changed == []


def test_no_edition_says_another_thing_than_when_it_was_published() -> None:
    assert editions() == stored(EDITIONS)


def test_the_corpus_is_the_one_that_is_stored() -> None:
    assert sorted(stored()) == sorted({line for lines in corpus().values() for line in lines})
    assert len(stored()) > 1000
