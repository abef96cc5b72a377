"""What a result says of itself beside its rows."""

from __future__ import annotations

from dtiscore.render.forms.about import about_of, kind_of, told


def test_the_kind_is_the_name_of_the_schema() -> None:
    assert kind_of({"schema": "dtiscore/ranking/1", "rows": []}) == "ranking"


def test_rows_and_other_tables_are_left_out() -> None:
    payload = {
        "schema": "dtiscore/x/1",
        "provenance": {"data": {"source": "t.csv", "sha256": "00", "rows": 63}},
        "leaders": ["a", "b"],
        "leads": [{"unit": "a", "first": "2020"}],
        "rows": [{"unit": "a", "sha256": "never looked at"}],
    }
    assert about_of(payload) == {
        "schema": "dtiscore/x/1",
        "provenance": {"data": {"source": "t.csv", "sha256": "00", "rows": 63}},
        "leaders": ["a", "b"],
    }


def test_records_that_tell_of_inputs_stay_without_their_own_rows() -> None:
    several = [{"provenance": {"data": {"source": "t.csv"}}, "rows": [{"unit": "a"}]}]
    assert about_of({"rankings": several}) == {"rankings": [{"provenance": {"data": {"source": "t.csv"}}}]}
    editions = [{"period": "2022", "edition_then": {"id": "a", "sha256": "00"}}]
    assert about_of({"periods": editions}) == {"periods": editions}


def test_all_is_told_by_its_path() -> None:
    about = {"a": {"b": 1, "none": None, "empty": []}, "c": ["x", {"d": True}]}
    assert told(about) == {"a.b": 1, "a.none": None, "c.1": "x", "c.2.d": True}
