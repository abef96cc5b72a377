"""Every place of a table, a weighting file and a unit scheme that can hold a hostile text, as files on which commands run."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.made import HEAD

MARK = "§"
"""What begins a text below that stands for a place; the same text is the same place, so that names and references agree."""

EDITION: Mapping[str, Any] = {
    **HEAD, "title": {"en": "§title", "vi": "§tựa"}, "licence": "§licence", "notes": ["§notes"],
    "verified": ["§verified"], "unknown": [{"en": "§unknown"}],
    "missing": {"kind": "reweight", "min_share": 0.5},
    "layout": {"unit": "§unit heading", "name": "§name heading", "period": "§period heading", "group": "§group heading", "missing": ["§marker"]},
    "columns": [
        {"header": "§heading a", "name": {"en": "§column name"}, "aliases": ["§alias"], "unit": "§measure", "note": "§column note"},
        {"header": "e", "name": "§name e", "unit": "§measure e"},
    ],
    "prepare": [{"step": "derive", "column": "§derived", "formula": "e / 2", "name": {"en": "§derived name"}, "unit": "§derived unit"}],
    "index": {
        "code": "§index", "name": {"en": "§index name"}, "note": {"en": "§index note"}, "aggregate": "arithmetic", "weights": "relative",
        "children": [
            {
                "code": "§pillar", "name": {"en": "§pillar name"}, "note": "§pillar note", "weight": 2, "aggregate": "arithmetic", "weights": "relative",
                "children": [
                    {"code": "§a", "name": {"en": "§a name"}, "note": "§a note", "weight": 1, "column": "§heading a", "rule": {"kind": "goalposts", "low": 0.0, "high": 10.0}},
                    {"code": "§c", "name": {"en": "§c name"}, "weight": 1, "column": "§heading c", "rule": {"kind": "choice", "options": [
                        {"value": "§option", "score": 1, "name": {"en": "§option name"}}, {"value": "no", "score": 0}]}},
                ],
            },
            {"code": "d", "name": "§d name", "weight": 1, "column": "§derived", "rule": {"kind": "min-max"}},
            {"code": "f", "name": "§f name", "weight": 1, "rule": {"kind": "boolean", "yes": ["§yes"], "no": ["§no"]}},
        ],
    },
    "views": [{"code": "§view", "name": {"en": "§view name"}, "note": "§view note", "of": ["§pillar", "d"]}],
    "bands": {"kind": "cuts", "on": "full", "cuts": [{"code": "§band", "name": {"en": "§band name"}, "at_least": 0.5}, {"code": "low"}]},
}  # fmt: skip

SCHEME: Mapping[str, Any] = {
    "id": "s", "title": {"en": "§scheme title"}, "source": "§scheme source", "valid_from": "2020-01-01", "valid_until": "2024-12-31",
    "prefixes": ["§prefix"], "not_units": ["§no unit"],
    "units": [
        {"code": "§unit code", "name": {"en": "§unit name"}, "aliases": ["§unit alias"], "successor_note": {"en": "§successor note"}},
        {"code": "2", "name": "§second name", "successor_note": "§second note"},
    ],
}  # fmt: skip

HEADINGS = (
    "§unit heading",
    "§name heading",
    "§period heading",
    "§group heading",
    "§peers",
    "§unread",
    "§heading a",
    "§heading c",
    "e",
    "f",
)
ROWS = (
    ("§unit 1", "§name 1", "§when", "§group", "§alike", "§idle", "4", "§option", "3", "§yes"),
    ("§unit 2", "§name 2", "§when", "§group", "§alike", "x", "7", "no", "5", "§no"),
    ("u3", "§name 3", "§when", "§group", "§alike", "x", "§marker", "no", "1", "§yes"),
    ("u4", "§name 4", "§when", "§group", "y", "x", "2", "§option", "8", "§yes"),
)  # fmt: skip
"""A table of four units."""
FAULTS = (("u5", "§name 5", "§when", "§group", "x", "x", "§cell", "§choice", "§number", "§word"),)
"""A row that is refused for each of its values."""
FILES = ("§table", "§weights", "§scheme", "§earlier", "§faulty")
"""Names of files."""


def places() -> list[str]:
    """Every place, in a fixed order."""
    rows = (cell for row in (HEADINGS, *ROWS, *FAULTS) for cell in row)
    found = [*_strings(EDITION), *_strings(SCHEME), *rows, "§then", *FILES]
    return list(dict.fromkeys(each for each in found if each.startswith(MARK)))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


SCHEME_PLACES = frozenset({*_strings(SCHEME), "§scheme"})
"""The places that a command about a unit scheme reads, and no other."""


class Files:
    """A table, an earlier one, one with faults, a weighting file and a unit scheme, with texts in some of their places."""

    def __init__(self, folder: Path, texts: Mapping[str, str]) -> None:
        self.texts = texts
        folder.mkdir(parents=True, exist_ok=True)
        earlier = [(*row[:2], "§then", *row[3:6], "5", *row[7:]) for row in ROWS]
        self.table = self._write(folder, "§table", "csv", self._csv(ROWS))
        self.earlier = self._write(folder, "§earlier", "csv", self._csv(earlier))
        self.faulty = self._write(folder, "§faulty", "csv", self._csv((*ROWS, *FAULTS)))
        self.weights = self._write(folder, "§weights", "json", self._json(EDITION))
        self.expected = str(folder / "expected.csv")
        self.scheme = self._write(folder, "§scheme", "yaml", self._json(SCHEME))

    def text(self, place: str) -> str:
        """The text of a place, else a harmless one of its own; what is no place stands for itself."""
        return self.texts.get(place, place.removeprefix(MARK).replace(" ", "-"))

    def _write(self, folder: Path, place: str, ending: str, content: str) -> str:
        path = folder / f"{self.text(place)}.{ending}"
        path.write_text(content, encoding="utf-8", errors="surrogatepass", newline="")
        return str(path)

    def _csv(self, rows: Any) -> str:
        stream = io.StringIO(newline="")
        writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerows([self.text(cell) for cell in row] for row in (HEADINGS, *rows))
        return stream.getvalue()

    def _json(self, document: Any) -> str:
        return json.dumps(self._filled(document), ensure_ascii=False)

    def _filled(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value) if value.startswith(MARK) else value
        if isinstance(value, Mapping):
            return {key: self._filled(each) for key, each in value.items()}
        return [self._filled(each) for each in value] if isinstance(value, list) else value
