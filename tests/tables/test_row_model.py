"""The model of a row is the statement of what a cell may be: for pydantic, for whole columns, and for other tools."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from tests.tables.test_schema import edition

import dtiscore
from dtiscore.files.catalogue import edition_ids
from dtiscore.inputs.weighting import load_methodology
from dtiscore.methodology import Methodology
from dtiscore.methodology.rules import Bounds
from dtiscore.tables.row_model import fields_of, json_schema, row_model, table_schema
from dtiscore.tables.schema import RowSchema

COLUMNS = [
    {
        "header": "share",
        "name": {"en": "Share", "vi": "Tỷ lệ"},
        "unit": "part",
        "note": {"en": "of all"},
        "min": 0.2,
    },
]


def made() -> Methodology:
    return edition(columns=COLUMNS, layout={"missing": ["n/a"]})


@pytest.mark.parametrize("id_", edition_ids())
def test_the_look_over_whole_columns_and_the_model_decide_alike(id_: str) -> None:
    schema = RowSchema(load_methodology(id_))
    assert {header: field.bounds for header, field in fields_of(schema.methodology).items()} == schema.bounds
    for header, bounds in schema.bounds.items():
        if schema.admitted(header):
            continue
        edges = [edge for edge in (bounds.low, bounds.high) if edge is not None]
        values = [
            near for edge in edges for near in (edge, np.nextafter(edge, -np.inf), np.nextafter(edge, np.inf))
        ]
        suspects = schema.suspects(header, np.array(values))
        faults = [bool(schema.faults({header: float(value)})) for value in values]
        assert suspects.tolist() == faults, header


def test_the_model_takes_a_row_as_it_is_read() -> None:
    row = row_model(made())
    kept = row.model_validate({"share": 0.5, "answer": "Có", "grade": None, "no column of it": 1.0})
    assert kept.model_dump(by_alias=True)["share"] == 0.5
    for cells in ({"share": 0.1}, {"share": "0.5"}, {"answer": "maybe"}, {"income": 0.0}):
        with pytest.raises(ValidationError):
            row.model_validate(cells)


def test_as_json_schema() -> None:
    found: dict[str, Any] = json_schema(made(), "vi")
    share, answer = found["properties"]["share"], found["properties"]["answer"]
    assert (share["title"], share["description"], share["unit"]) == ("Tỷ lệ", "of all", "part")
    assert share["anyOf"] == [{"type": "number", "minimum": 0.2, "maximum": 1.0}, {"type": "null"}]
    assert answer["enum"] == ["Có", "Không", None]
    assert found["properties"]["income"]["anyOf"][0]["exclusiveMinimum"] == 0.0


def test_as_table_schema() -> None:
    found = table_schema(made())
    fields = {field["name"]: field for field in found["fields"]}
    assert fields["share"] == {
        "name": "share", "type": "number", "title": "Share", "description": "of all",
        "constraints": {"minimum": 0.2, "maximum": 1.0},
    }  # fmt: skip
    assert fields["grade"]["type"] == "string"
    assert fields["grade"]["constraints"] == {"enum": ["A", "B"]}
    assert fields["income"]["constraints"] == {"exclusiveMinimum": 0.0, "maximum": 1e100}
    assert found["missingValues"] == ["", "n/a"]


def test_python_users_get_it_by_the_id_of_an_edition() -> None:
    assert dtiscore.row_model("hdi-2022").model_fields
    assert json.loads(json.dumps(dtiscore.template_schema("hdi-2022", "json-schema")))["properties"]
    assert fields_of(load_methodology("hdi-2022"))["life_expectancy"].bounds == Bounds(0.0, 120.0)


def test_a_column_without_a_name_has_that_of_its_indicator() -> None:
    (field,) = (
        one
        for one in table_schema(load_methodology("dti-province-2022"), "vi")["fields"]
        if one["name"] == "ha_tang_so"
    )
    assert field["title"] == "Hạ tầng số"
