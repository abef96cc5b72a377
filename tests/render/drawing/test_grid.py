"""A grid fits its width by folding words and leaving columns out; numbers are never cut."""

from __future__ import annotations

from dtiscore.render.drawing.grid import BarColumn, Cell, TextColumn, Widths, fit
from dtiscore.render.drawing.screen import Screen, to_text


def columns() -> list[TextColumn | BarColumn]:
    return [
        TextColumn("#", [Cell("1"), Cell("10")], "right"),
        TextColumn("Unit", [Cell("Bà Rịa - Vũng Tàu"), Cell("Huế")], folds=True, folded=Widths(6, 12, 40)),
        TextColumn("Score", [Cell("0.1234"), Cell("0.9876")], "right"),
        BarColumn([0.5, 1.0], drop=9, length=8),
        TextColumn("Chính quyền số", [Cell("0.1111"), Cell("0.2222")], "right", drop=1),
    ]


def drawn(width: int | None) -> str:
    return to_text(fit(columns(), 2, width).lines(), Screen(width))


def test_without_a_width_all_stands_in_one_line() -> None:
    assert drawn(None) == (
        "   #  Unit                Score           Chính quyền số\n"
        "   1  Bà Rịa - Vũng Tàu  0.1234 ████              0.1111\n"
        "  10  Huế                0.9876 ████████          0.2222\n"
    )


def test_bars_give_way_first_then_columns_then_names_fold() -> None:
    assert drawn(40) == (
        "                                   Chính\n"
        "                                   quyền\n"
        "   #  Unit                Score       số\n"
        "   1  Bà Rịa - Vũng Tàu  0.1234   0.1111\n"
        "  10  Huế                0.9876   0.2222\n"
    )
    assert drawn(26) == (
        "   #  Unit           Score\n   1  Bà Rịa -      0.1234\n      Vũng Tàu\n  10  Huế           0.9876\n"
    )


def test_a_grid_that_cannot_fit_is_wider_and_whole() -> None:
    text = drawn(8)
    assert "0.1234" in text
    assert "0.9876" in text


def test_what_gave_way_is_named_and_bars_are_not() -> None:
    fitted = fit(columns(), 2, 26)
    said = to_text(fitted.left_out(Screen(80)), Screen(80))
    assert said == "Not shown at this width: Chính quyền số. A wider screen or -f csv has them.\n"
    assert list(fit(columns(), 2, 40).left_out(Screen(40))) == []


def test_extras_come_only_where_everything_else_is_at_ease() -> None:
    words = TextColumn("Unit", [Cell("Bà Rịa - Vũng Tàu")], folds=True, folded=Widths(6, 12, 40))
    extra = TextColumn("+", [Cell("+0.1")], drop=1, extra=True)
    assert len(fit([words, extra], 1, 2 + 17 + 2 + 4).columns) == 2
    assert len(fit([words, extra], 1, 2 + 17 + 2 + 3).columns) == 1


def test_tree_lines_go_on_beside_a_folded_name() -> None:
    names = TextColumn(
        "", [Cell("một hai ba", first="├─ ", rest="│  ")], folds=True, folded=Widths(6, 10, 10)
    )
    assert to_text(fit([names], 1, 12).lines(), Screen(12)) == "  ├─ một hai\n  │  ba\n"


def test_rows_can_be_drawn_in_part() -> None:
    fitted = fit(columns(), 2, None)
    assert len(list(fitted.body([1]))) == 1
    assert fitted.width == len("  10  Huế                0.9876 ████████          0.2222")
