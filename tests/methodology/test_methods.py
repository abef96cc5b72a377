"""Methods are found by name, imported when an edition names them, and offered to editors that complete."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Annotated, Any, Literal

import pytest
from pydantic import TypeAdapter, ValidationError

from dtiscore.methodology import Methodology
from dtiscore.methodology.base import Model
from dtiscore.methodology.methods import Methods


class Shape(Model):
    """What a test draws."""

    kind: str


class Circle(Shape):
    """Round."""

    kind: Literal["circle"] = "circle"


class Square(Shape):
    """Not round."""

    kind: Literal["square"] = "square"
    side: float


def test_no_more_is_looked_through_than_until_the_name_is_found() -> None:
    shapes: Iterator[type[Shape]] = iter((Circle, Square))
    methods = Methods(Shape, shapes)
    assert methods["circle"] is Circle
    assert next(shapes) is Square


def test_all_are_looked_through_for_a_name_that_none_has() -> None:
    methods = Methods(Shape, [Circle, Square])
    assert methods.get("line") is None
    assert list(methods) == ["circle", "square"]
    assert len(methods) == 2


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ([], "model_attributes_type"),
        ("circle", "model_attributes_type"),
        ({}, "union_tag_not_found"),
        ({"kind": ["circle"]}, "union_tag_invalid"),
        ({"kind": "line"}, "union_tag_invalid"),
        ({"kind": "square"}, "missing"),
    ],
)
def test_faults_are_those_of_a_union_with_a_discriminator(data: Any, told: str) -> None:
    union: TypeAdapter[Any] = TypeAdapter(Annotated[Shape, Methods(Shape, [Circle, Square])])
    with pytest.raises(ValidationError) as caught:
        union.validate_python(data)
    assert [error["type"] for error in caught.value.errors()] == [told]


def test_what_is_one_already_stays_it() -> None:
    square = Square(side=2.0)
    union: TypeAdapter[Any] = TypeAdapter(Annotated[Shape, Methods(Shape, [])])
    assert union.validate_python(square) is square


def test_a_name_alone_stands_for_its_method_where_that_is_said() -> None:
    union: TypeAdapter[Any] = TypeAdapter(Annotated[Shape, Methods(Shape, [Circle, Square], by_word=True)])
    assert union.validate_python("circle") == Circle()
    words, _ = union.json_schema()["anyOf"]
    assert words["enum"] == ["circle"]  # a square needs a side


def test_editors_are_told_all_that_an_aggregation_may_be() -> None:
    definitions = Methodology.model_json_schema()["$defs"]
    words, models, absent = definitions["Node"]["properties"]["aggregate"]["anyOf"]
    assert "geometric" in words["enum"]
    assert "power" not in words["enum"]  # it needs its exponent
    assert models["discriminator"]["mapping"]["power"] == "#/$defs/Power"
    assert absent == {"type": "null"}


def test_an_edition_imports_the_methods_that_it_names_and_no_others() -> None:
    code = (
        "import sys; from dtiscore.methodology.parsing import methodology_from; "
        "from benchmarks.made import edition; methodology_from(edition(3)); "
        "print(*sorted(name.removeprefix('dtiscore.methodology.') for name in sys.modules "
        "if name.startswith(('dtiscore.methodology.rules.', 'dtiscore.methodology.aggregations.'))))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert ended.stdout.split() == [
        "aggregations.base",
        "aggregations.means",
        "rules.base",
        "rules.scaling",
        "rules.summary",
        "rules.transforms",
    ]
