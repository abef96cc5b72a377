"""Names near to another: those that difflib finds, most of them without asking it."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches
from typing import Any

import pytest
from hypothesis import given, strategies as st

from dtiscore.suggestions import close_to, nearness

_names = st.text("abcơ- ", max_size=12)


@given(_names, st.lists(_names, max_size=30), st.integers(1, 4), st.sampled_from([0.3, 0.6, 0.75, 1.0]))
def test_the_nearest_are_those_of_difflib(name: str, known: list[str], n: int, cutoff: float) -> None:
    assert close_to(name, known, n=n, cutoff=cutoff) == get_close_matches(name, known, n=n, cutoff=cutoff)


def test_how_near_a_name_is_is_told_with_it() -> None:
    shares = nearness("Hà Nội", ["Hà Nam", "Cà Mau", "Hà Nội"], cutoff=0.5)
    assert list(shares) == [(1.0, "Hà Nội"), (8 / 12, "Hà Nam")]
    assert SequenceMatcher(None, "Hà Nam", "Hà Nội").ratio() == 8 / 12


def test_names_that_cannot_be_among_the_nearest_are_not_held_against_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    ratio = SequenceMatcher.ratio

    def counted(matcher: Any) -> float:
        asked.append(str(matcher.a))
        return ratio(matcher)

    monkeypatch.setattr(SequenceMatcher, "ratio", counted)
    assert close_to("chỉ số 123 b", [f"chỉ số {n}" for n in range(1000)], n=1) == ["chỉ số 123"]
    assert asked[0] == "chỉ số 123"
    assert len(asked) < 10


def test_a_letter_that_comes_twice_is_matched_twice_at_most() -> None:
    assert close_to("aab", ["aaaa", "ab", "baa"], cutoff=0.8) == ["ab"]


def test_more_names_than_are_laid_side_by_side() -> None:
    known = [f"chi_so_{n}" for n in range(300)]
    assert close_to("chi_so_299", known) == get_close_matches("chi_so_299", known)
    assert close_to("chi so", known) == get_close_matches("chi so", known)
