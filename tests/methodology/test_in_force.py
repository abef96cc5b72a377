"""Which edition of a family governs a period or was in force on a day, and what is said where none or two do."""

from __future__ import annotations

import pytest
from tests.made import HEAD, indicator

from dtiscore.errors import UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.in_force import governing, in_force_on, in_order, start_of
from dtiscore.methodology.parsing import methodology_from


def edition(
    year: str,
    *periods: str,
    signed: str | None = None,
    in_force: str | None = None,
    supersedes: str | None = None,
) -> Methodology:
    dates = {key: value for key, value in (("signed", signed), ("in_force", in_force)) if value is not None}
    return methodology_from(
        {
            **HEAD,
            "id": f"x-{year}",
            "family": "x",
            "authority": {"decision": "d", "issuer": "i", "source": "s", **dates},
            "periods": list(periods),
            **({"supersedes": supersedes} if supersedes else {}),
            "publish": {"decimals": 1},
            "index": {
                "code": "X",
                "aggregate": "sum",
                "children": [indicator("a")],
            },
        }
    )


OLD = edition("2020", "2019", "2020", signed="2020-10-12")
NEW = edition("2022", "2021", "2022", signed="2022-05-20", in_force="2022-06-01", supersedes="x-2020")
FAMILY = [NEW, OLD]


@pytest.mark.parametrize(
    ("period", "expected"), [("2019", "x-2020"), ("2020", "x-2020"), ("2021", "x-2022"), ("2022", "x-2022")]
)
def test_a_period_has_the_edition_that_names_it(period: str, expected: str) -> None:
    found = governing(FAMILY, period)
    assert found is not None
    assert found.id == expected


def test_a_period_that_no_edition_names_has_none() -> None:
    assert governing(FAMILY, "2018") is None


def test_a_correction_counts_before_what_it_supersedes() -> None:
    corrected = edition("2022b", "2021", "2022", signed="2022-05-20", supersedes="x-2022")
    assert governing([OLD, NEW, corrected], "2022") is corrected


def test_two_editions_of_one_period_are_not_chosen_between() -> None:
    with pytest.raises(UsageFault, match="x-2022 and x-2023 both govern 2022"):
        governing([NEW, edition("2023", "2022", "2023")], "2022")


def test_an_edition_without_periods_governs_what_no_other_names() -> None:
    always = edition("2000")
    assert governing([always, NEW], "2022") is NEW
    assert governing([always, NEW], "1999") is always


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2020-10-12", "x-2020"),  # on the day itself
        ("2022-05-20", "x-2020"),  # the new one is signed, and not in force yet
        ("2022-05-31", "x-2020"),
        ("2022-06-01", "x-2022"),
        ("2099-12-31", "x-2022"),
    ],
)
def test_a_day_has_the_last_edition_that_began_before_it(day: str, expected: str) -> None:
    assert in_force_on(FAMILY, day).id == expected


def test_the_day_before_the_first_is_refused_and_the_first_named() -> None:
    with pytest.raises(UsageFault, match="2020-10-11: the first, x-2020, dates from 2020-10-12"):
        in_force_on(FAMILY, "2020-10-11")


@pytest.mark.parametrize("day", ["2022", "2022-6-1", "2022-02-30", "20220601", "yesterday", ""])
def test_what_is_no_day_is_refused(day: str) -> None:
    with pytest.raises(UsageFault, match="is no day of the calendar"):
        in_force_on(FAMILY, day)


def test_an_edition_without_a_date_cannot_be_placed() -> None:
    with pytest.raises(UsageFault, match="nothing says since when x-2021"):
        in_force_on([OLD, edition("2021", "2021")], "2022-01-01")


def test_two_editions_of_one_day_are_not_chosen_between_unless_one_supersedes_the_other() -> None:
    one, other = edition("a", in_force="2022-06-01"), edition("b", in_force="2022-06-01")
    with pytest.raises(UsageFault, match="x-a and x-b both date from 2022-06-01"):
        in_force_on([one, other], "2023-01-01")
    corrected = edition("c", in_force="2022-06-01", supersedes="x-a")
    assert in_force_on([one, corrected], "2023-01-01") is corrected


@pytest.mark.parametrize(
    ("written", "day"), [("2022", "2022-01-01"), ("2022-05", "2022-05-01"), ("2022-05-20", "2022-05-20")]
)
def test_a_year_or_month_counts_from_its_first_day(written: str, day: str) -> None:
    assert start_of(edition("a", in_force=written)) == day


def test_editions_stand_in_the_order_of_their_dates() -> None:
    assert [one.id for one in in_order([NEW, OLD, edition("z")])] == ["x-z", "x-2020", "x-2022"]
