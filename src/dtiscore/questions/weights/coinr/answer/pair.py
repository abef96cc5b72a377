"""An index of the R package COINr, stated by its pair of tables iMeta and iData, as an edition and its table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from dtiscore.errors import InvalidData, InvalidMethodology, Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.questions.weights.coinr.answer.checks import data_problems, meta_problems
from dtiscore.questions.weights.coinr.answer.meta import MISSING, Entry, Meta, read_meta, written_number
from dtiscore.said import counted
from dtiscore.tables.raw import RawTable

UNIT, NAME, PERIOD = "uCode", "uName", "Time"
"""The columns of iData that identify a row."""


@dataclass(frozen=True)
class CoinrImport:
    """What was made of a pair of tables of COINr."""

    methodology: Methodology
    columns: dict[str, list[str | float | None]]
    """The data table by heading: the numbers of indicators and denominators, texts elsewhere; NA is no value."""
    left_out: tuple[str, ...]
    """The columns of iMeta that say something which was not taken over."""
    warnings: Sequence[Problem] = ()
    """Reservations about the form of the two tables."""


def import_coinr(meta: RawTable, data: RawTable, *, edition_id: str | None = None) -> CoinrImport:
    """The edition that COINr's metadata state, with the methods that COINr applies unless told otherwise.

    The tree, weights and directions stand in iMeta; methods do not. As in COINr, indicators with a denominator are
    divided by it, each is scaled by min-max to 0 to 100 over the units, weights are relative to each other, means are
    arithmetic, missing children leave their weight to the others, and ranks are on full precision.

    Args:
        meta: the table iMeta.
        data: the table iData.
        edition_id: the id of the new edition; made from the name of the index unless given.

    Raises:
        InvalidMethodology: iMeta is no sound description of an index; ``problems`` lists every fault of both tables.
        InvalidData: iData does not fit iMeta.
    """
    described = read_meta(meta)
    of_meta, of_data = meta_problems(described), data_problems(described, data)
    if of_meta or of_data:
        message = counted(
            len(of_meta) + len(of_data),
            "{source}: {n} fault; nothing was imported",
            "{source}: {n} faults; nothing was imported",
            source=meta.source if of_meta else data.source,
        )
        if of_meta:
            raise InvalidMethodology(message, problems=[*of_meta, *of_data])
        raise InvalidData(message, problems=of_data)
    content = _content(described, data, edition_id)
    return CoinrImport(methodology_from(content, meta.source), _columns(described, data), described.left_out)


def _content(meta: Meta, data: RawTable, edition_id: str | None) -> dict[str, Any]:
    """The plain data of the weighting file."""
    (root,) = meta.roots
    layout = {
        key: header
        for key, header in (("unit", UNIT), ("name", NAME), ("period", PERIOD))
        if data.column(header) is not None
    }
    files = " and ".join(_file_name(table.source) for table in (meta.table, data))
    divided = [entry for entry in meta.indicators if entry.denominator]
    read = {*(entry.code for entry in meta.indicators), *(entry.denominator for entry in divided)}
    measured = [entry for entry in meta.entries if entry.unit and entry.code in read]
    prepare = [{"step": "derive", "column": _derived(entry), "formula": _formula(entry)} for entry in divided]
    groups = [
        {"code": entry.code, **({"name": entry.name} if entry.name != entry.code else {}), "by": entry.code}
        for entry in meta.groups
        if data.column(entry.code) is not None
    ]
    columns = [{"header": entry.code, **_own_name(entry), "unit": entry.unit} for entry in measured]
    return {
        "id": edition_id or _slug(root.name),
        "title": root.name,
        "authority": {
            "decision": f"COINr metadata {_file_name(meta.table.source)}",
            "issuer": "not stated in the metadata",
            "source": f"{files}, tables of the R package COINr",
        },
        "layout": {**layout, "missing": [MISSING]},
        "missing": "reweight",
        "scale": 100,
        "publish": {"as": "score", "decimals": 2},
        "rank": {"on": "full"},
        **({"columns": columns} if columns else {}),
        **({"prepare": prepare} if prepare else {}),
        "index": _node(root, meta, weighted=False),
        **({"summaries": groups} if groups else {}),
        "notes": [
            {
                "en": "The metadata state no methods: min-max over the units, arithmetic means and the rule for"
                " missing values are those that COINr applies unless told otherwise"
            }
        ],
    }


def _own_name(entry: Entry) -> dict[str, str]:
    """The name of a column, where no node has it."""
    return {} if entry.kind == "Indicator" or entry.name == entry.code else {"name": entry.name}


def _node(entry: Entry, meta: Meta, *, weighted: bool) -> dict[str, Any]:
    """A node with everything below it; ``weighted`` where its siblings have different weights."""
    node: dict[str, Any] = {"code": entry.code}
    if entry.name != entry.code:
        node["name"] = entry.name
    if weighted:
        node["weight"] = float(entry.weight)
    if entry.kind == "Indicator":
        if entry.denominator:
            node["column"] = _derived(entry)
        node["rule"] = {"kind": "min-max", **({"direction": "down"} if entry.points_down else {})}
        return node
    children = meta.children(entry)
    differ = len({float(child.weight) for child in children}) > 1
    node |= {"aggregate": "arithmetic", "weights": "relative" if differ else "equal"}
    node["children"] = [_node(child, meta, weighted=differ) for child in children]
    return node


def _derived(entry: Entry) -> str:
    return f"{entry.code} per {entry.denominator}"


def _formula(entry: Entry) -> str:
    factor = "" if entry.scale_factor in ("", "1") else f" * {entry.scale_factor}"
    return f"{_in_formula(entry.code)} / {_in_formula(entry.denominator)}{factor}"


def _in_formula(name: str) -> str:
    """A heading as a formula names it; every one but a plain word stands between backticks."""
    return name if re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", name) else f"`{name}`"


def _columns(meta: Meta, data: RawTable) -> dict[str, list[str | float | None]]:
    """What identifies a row first, then everything else, in the order of the table."""
    headers = [column.header for column in data.columns if column.header]
    first = [header for header in (UNIT, NAME, PERIOD) if header in headers]
    cells: Mapping[str, Sequence[str]] = {column.header: column.cells for column in data.columns}
    measured = {entry.code for entry in meta.entries if entry.kind in ("Indicator", "Denominator")}
    return {
        header: [_cell(cell, measured=header in measured) for cell in cells[header]]
        for header in [*first, *(header for header in headers if header not in first)]
    }


def _cell(cell: str, *, measured: bool) -> str | float | None:
    """A cell as a value; what is no number where one should be stays text, for the reader of the table to report."""
    text = cell.strip()
    if text in ("", MISSING):
        return None
    number = written_number(text) if measured else None
    if number is None:
        return text
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _slug(name: str) -> str:
    """An id made from a name: letters without accents, digits and hyphens."""
    bare = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(character for character in bare.casefold() if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60] or "index"


def _file_name(source: str) -> str:
    return PurePath(source.replace("\\", "/")).name or source
