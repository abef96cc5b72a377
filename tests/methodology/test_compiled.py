"""Compiled forms of built-in editions and unit schemes are what their YAML says, and count only while that is so."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dtiscore.files import catalogue
from dtiscore.inputs import weighting
from dtiscore.inputs.weighting import compiled_forms, load_methodology, load_unit_scheme, parse_weighting
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import Model
from dtiscore.methodology.compiled import compiled, restored
from dtiscore.units.scheme import UnitScheme

FORMS = dict(compiled_forms())


def inside(value: Any) -> Any:
    """All that a model is, to the types of its values and to what it says was given."""
    if isinstance(value, Model):
        fields = {name: inside(getattr(value, name)) for name in type(value).model_fields}
        return type(value), value.model_dump(mode="json", exclude_unset=True), fields
    if isinstance(value, tuple):
        return tuple, [inside(each) for each in value]
    return type(value), repr(value)


@pytest.mark.parametrize("name", FORMS)
def test_what_is_made_of_a_compiled_form_is_what_the_yaml_says(name: str) -> None:
    if name.startswith("units/"):
        text, shown = catalogue.unit_scheme_text(name.removeprefix("units/"))
        assert inside(restored(UnitScheme, FORMS[name], text)) == inside(weighting._scheme(text, shown))
        return
    text, shown = catalogue.edition_text(name)
    read, made = parse_weighting(text, shown), restored(Methodology, FORMS[name], text)
    assert made is not None
    assert inside(made) == inside(read)
    assert (made, made.hash) == (read, read.hash)


def test_the_forms_of_this_installation_are_those_that_it_would_make_now() -> None:
    forms = {name: catalogue.compiled_edition(name) for name in catalogue.edition_ids()}
    forms |= {f"units/{name}": catalogue.compiled_unit_scheme(name) for name in catalogue.unit_scheme_ids()}
    assert [name for name, form in forms.items() if form not in (None, FORMS[name])] == []


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of which an edition and a scheme were compiled, in a checkout."""
    for name in ("methodology", "units", "compiled/units", "files"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("tai-2001-ew", "units/eu-27"):
        (tmp_path / "compiled" / f"{name}.json").write_text(FORMS[name], encoding="utf-8")
    (tmp_path / "methodology" / "node.py").touch()
    os.utime(tmp_path / "methodology" / "node.py", (0, 0))
    weights = catalogue.weights_folder()
    monkeypatch.setattr(catalogue, "weights_folder", lambda: weights)
    monkeypatch.setattr(catalogue, "__file__", str(tmp_path / "files" / "catalogue.py"))
    weighting._scheme.cache_clear()
    return tmp_path


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which files were read although they are compiled."""
    found: list[str] = []

    def noting(parse: Callable[..., Any]) -> Callable[..., Any]:
        def noted(text: str, syntax: Any, shown: str) -> Any:
            found.append(shown)
            return parse(text, syntax, shown)

        return noted

    from dtiscore.methodology.documents import document

    monkeypatch.setattr(document, "parse_document", noting(document.parse_document))
    return found


def test_a_compiled_form_is_taken_in_place_of_the_file(package: Path, unread: list[str]) -> None:
    assert load_methodology("tai-2001-ew").id == "tai-2001-ew"
    assert load_unit_scheme("eu-27").id == "eu-27"
    assert unread == []
    load_methodology("tai-2001-ahp")  # which has none
    assert unread == ["dtiscore/weights/tai-2001-ahp.yaml"]


def test_a_form_of_another_text_or_a_damaged_one_is_passed_over(package: Path, unread: list[str]) -> None:
    form = package / "compiled" / "tai-2001-ew.json"
    for content in (FORMS["tai-2001-ahp"], FORMS["tai-2001-ew"][:-7], ""):
        form.write_text(content, encoding="utf-8")
        assert load_methodology("tai-2001-ew").id == "tai-2001-ew"
    assert len(unread) == 3


def test_in_a_checkout_a_form_is_older_than_no_code_that_it_was_made_by(package: Path) -> None:
    os.utime(package / "methodology" / "node.py", (2**32, 2**32))
    assert catalogue.compiled_edition("tai-2001-ew") is None
    (package / "weights").mkdir()  # installed, it came with all else
    assert catalogue.compiled_edition("tai-2001-ew") == FORMS["tai-2001-ew"]


def test_what_would_not_come_back_the_same_is_not_compiled() -> None:
    class Odd(Model):
        numbers: dict[str, tuple[int, ...]]

    with pytest.raises(TypeError, match="has no compiled form"):
        compiled(Odd(numbers={"a": (1, 2)}), "odd")
