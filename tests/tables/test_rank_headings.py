"""Headings of ranks, of this year or an earlier one, and of what became of them."""

from __future__ import annotations

import pytest

from dtiscore.tables.rank_headings import form_of_any_year, has_ranks, is_rank
from dtiscore.tables.raw import RawColumn


@pytest.mark.parametrize(
    "heading",
    [
        *("Hạng", "Xếp hạng 2022", "Thứ hạng năm 2021", "Hạng năm trước", "Xếp hạng kỳ trước", "Hạng/63", "Vị thứ", "Xếp thứ"),
        *("Thay đổi thứ hạng", "Tăng/giảm hạng", "Biến động hạng", "Change in rank", "Rank change"),
        *("rank", "pci_rank", "Previous rank", "Last position", "Rank last year", "HDI rank / 2020", "Index / Rank / 2021"),
        *("Xếp hạng DTI", "Thứ hạng PCI 2023", "Hạng PCI", "PCI xếp hạng", "EPI.rnk.new"),
        *("Rank/54", "Security rank/54", "Security (rank)", "Hạ tầng (xếp hạng)", "Sécurité rang", "Rang Sicherheit", "Security Rk.", "World rank basic needs"),
        *("Security (ranking)", "Security (world rank)", "Security (rank, 2022)", "Security (rank) 2022", "An ninh (xep hang)", "Rang/96", "Rank / 54", "Security Rank.", "World position"),
    ],
)  # fmt: skip
def test_ranks(heading: str) -> None:
    assert is_rank(heading)


@pytest.mark.parametrize(
    "heading",
    ["Hạng mục", "Số khách sạn xếp hạng", "Vị trí", "Hạ tầng số", "income / 2022", "Thời hạn", "Hạng mục đầu tư", "Hạng I", "Rank / income", "2022", "Rang buoc phap ly", "Orange", "Hotels (rank 4 stars)"],
)  # fmt: skip
def test_figures(heading: str) -> None:
    assert not is_rank(heading)


@pytest.mark.parametrize(
    ("heading", "cells", "are_ranks"),
    [
        ("Ty le sau rang", ["26,4", "7,15", "31"], False),
        ("Hạng 1", ["3", "1", "2", "3", "5", ""], True),
        ("Hạng 1", ["3", "0", "2", "12", "5"], False),  # hotels
        ("Vị trí", ["2", "1", "3"], True),
        ("Vị trí", ["2", "2", "5"], False),
        ("Thứ tự 2024", ["2", "1", "1"], False),
        ("TT hạng", ["1", "1", "3"], True),
        ("Ty le sau rang", ["26.4", "7.15", "31", "", "", ""], False),
        ("Ghe rang", ["26", "7", "31"], True),  # without its marks nobody can tell
        ("PCI rank", ["1", "2.5", "2.5", "4"], True),
        ("World rank", ["1,204", "1,310", "987"], True),
        ("World rank", ["1.0", "2.0", ""], True),
        ("Income", ["1", "2", "3"], False),
    ],
)
def test_places_have_no_decimals(heading: str, cells: list[str], are_ranks: bool) -> None:
    """Rates of caries were taken for ranks, and left out of the index."""
    assert has_ranks(RawColumn(heading, 2, cells, range(2, 2 + len(cells)))) == are_ranks


@pytest.mark.parametrize(
    "heading",
    ["Tổng điểm", "Tổng điểm 2022", "Tổng điểm năm 2022", "Tổng điểm năm trước", "Tổng điểm / 2022"],
)
def test_a_total_of_any_year(heading: str) -> None:
    assert form_of_any_year(heading) == "tổng điểm"
