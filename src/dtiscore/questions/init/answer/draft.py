"""An index to begin with, as the text of a weighting file: one node a column, groups from headings, all to be confirmed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dtiscore.methodology.base import fold
from dtiscore.questions.init.answer.criterion import Criterion, criterion_of, is_no_criterion
from dtiscore.said import Said, said, spoken
from dtiscore.tables.headings import Headings
from dtiscore.tables.known_headings import GROUP_HEADINGS, SERIAL_HEADINGS
from dtiscore.tables.numbers import read_number_column
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.units.spelling import normal_form
from dtiscore.units.totals import reads_like_a_total

_MAXIMA = frozenset(
    map(normal_form, ("Điểm tối đa", "Thang điểm", "Điểm chuẩn", "Tối đa", "Maximum score", "Maximum", "Max"))
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_WIDTH = 100


@dataclass(frozen=True)
class Draft:
    """An index to begin with."""

    id: str
    title: str
    criteria: Sequence[Criterion]
    left_out: Sequence[str]
    """Headings of columns that are no indicators."""
    periods: Sequence[str] = ()
    units: str | None = None

    def text(self, language: str | None) -> str:
        """The weighting file, whose comments are in a language."""
        lines = [f"# {line}" for line in self._comments(language)]
        lines += [
            f"id: {self.id}",
            "draft: true",
            f"title: {_quoted(self.title)}",
            "authority:",
            f"  decision: {_quoted(spoken(_TO_FILL, language))}",
            f"  issuer: {_quoted(spoken(_TO_FILL, language))}",
            f"  source: {_quoted(spoken(_TO_FILL, language))}",
        ]
        if self.periods:
            lines.append(f"periods: [{', '.join(map(_quoted, self.periods))}]")
        if self.units is not None:
            lines.append(f"units: {self.units}")
        lines.append(f"missing: error   # {spoken(_MISSING, language)}")
        if not self.in_points:
            lines.append("scale: 100")
        lines += [
            "publish: {as: score, decimals: 2, rounding: half-up}",
            "rank: {on: published, ties: min}",
            "",
        ]
        units = [each for each in self.criteria if each.unit is not None]
        if units:
            lines.append("columns:")
            lines += [
                f"  - {{header: {_quoted(each.column)}, unit: {_quoted(each.unit or '')}}}" for each in units
            ]
            lines.append("")
        return "\n".join([*lines, *self._index(language), ""])

    @property
    def in_points(self) -> bool:
        """Whether every indicator has a maximum of points, so that the index is their sum."""
        return all(each.points is not None for each in self.criteria)

    def _comments(self, language: str | None) -> list[str]:
        told = [said("A draft, made from the table alone. Confirm each line, then take out draft: true.")]
        if self.left_out:
            told.append(said("Columns that are not scored: {headings}", headings=", ".join(self.left_out)))
        return [spoken(each, language) for each in told]

    def _index(self, language: str | None) -> list[str]:
        lines = [
            "index:",
            "  code: INDEX",
            f"  name: {_quoted(self.title)}",
            *self._aggregate(self.criteria, "  "),
        ]
        lines.append("  children:")
        groups = list(dict.fromkeys(each.group for each in self.criteria))
        number = 0
        for at, group in enumerate(groups):
            members = [each for each in self.criteria if each.group == group]
            indent = "    "
            if group and len(groups) > 1:
                code = _ROMAN[at] if at < len(_ROMAN) else f"G{at + 1}"
                lines += [f"    - code: {code}", f"      name: {_quoted(group)}"]
                lines += [] if self.in_points else ["      weight: 1"]
                lines += [*self._aggregate(members, "      "), "      children:"]
                indent = "        "
            for each in members:
                number += 1
                lines += _node(each, str(number), indent, self.in_points, language)
        return lines

    def _aggregate(self, members: Sequence[Criterion], indent: str) -> list[str]:
        if self.in_points:
            points = sum(each.points or 0 for each in members)
            return [f"{indent}aggregate: points", f"{indent}points: {points:.12g}"]
        return [f"{indent}aggregate: arithmetic", f"{indent}weights: relative"]


_TO_FILL = said("not decided yet")
_MISSING = said("an empty cell is an error; or no-score, zero, reweight")
_EQUAL = said("weights are equal until you say otherwise")


def _node(each: Criterion, code: str, indent: str, in_points: bool, language: str | None) -> list[str]:
    """A node, with what is to be confirmed beside it."""
    rule, weight = each.rule, f"points: {each.points:.12g}" if in_points else "weight: 1"
    if each.points is not None and not in_points:
        rule = f"{{kind: fraction, of: {each.points:.12g}}}"
    told = spoken(each.confirm, language)
    if not in_points:
        told = f"{told} {spoken(_EQUAL, language)}" if code == "1" else told
    return [
        f"{indent}# {told}",
        f'{indent}- {{code: "{code}", name: {_quoted(each.name)}, {weight}, column: {_quoted(each.column)}, rule: {rule}}}',
    ]


def _quoted(text: str) -> str:
    """A text as YAML, TOML and JSON write it in quotes."""
    return json.dumps(text, ensure_ascii=False)


def draft_of(
    table: RawTable,
    headings: Headings,
    options: ReadingOptions,
    *,
    name: str,
    title: str,
    down: Sequence[str],
) -> Draft:
    """An index of all columns that may be indicators.

    ``headings`` are those of unit, name and period; ``down`` are headings of columns in which less is better.
    """
    names = headings.name or headings.unit
    cells = [""] * table.rows if names is None else [names.cells[row].strip() for row in range(table.rows)]
    ignored = {*map(normal_form, options.ignored_units)}
    rows = [
        row
        for row, cell in enumerate(cells)
        if cell and normal_form(cell) not in ignored and not reads_like_a_total(cell)
    ]
    apart = [
        column.header for column in (headings.unit, headings.name, headings.period) if column is not None
    ]
    others = [column for column in table.columns if column.header not in apart]
    rows = [row for row in rows if not _is_note([column.cells[row].strip() for column in others])]
    told = {fold(heading) for heading in (*SERIAL_HEADINGS, *GROUP_HEADINGS)}
    criteria: list[Criterion] = []
    left_out: list[str] = []
    lower = {*map(fold, down)}
    for column in table.columns:
        if column.header in apart or fold(column.header) in told:
            continue
        maximum = _maximum(column, cells, options)
        found = None if is_no_criterion(column) else criterion_of(column, rows, options, maximum, _quoted)
        if found is None:
            left_out.append(column.header)
        else:
            is_down = not lower.isdisjoint((fold(found.name), fold(found.column)))
            criteria.append(found.turned() if is_down else found)
    return Draft(name, title, criteria, left_out)


def _is_note(cells: Sequence[str]) -> bool:
    """Whether a row is one of words alone, and of few: a signature, or the title of a group."""
    filled = [cell for cell in cells if cell]
    return 2 * len(filled) < len(cells) and not any(map(str.isdigit, "".join(filled)))


def _maximum(column: RawColumn, names: Sequence[str], options: ReadingOptions) -> float | None:
    """What a row of maxima has for a column."""
    for row, name in enumerate(names):
        if normal_form(name) in _MAXIMA:
            read = read_number_column(column.cells, declared=options.style)
            if read.values[row] > 1:  # of shares, 1 is the maximum anyway
                return float(read.values[row])
    return None


def name_of(stem: str) -> str:
    """An id of plain letters from the name of a file."""
    from dtiscore.units.spelling import without_accents

    plain = without_accents(normal_form(stem))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "index"


def project_text(
    name: str, file: str | None, weights: str, reading: Mapping[str, object], language: str | None
) -> str:
    """The project file: the table with how it is read, if it lies in the folder, and the weighting file."""
    lines = [f"# {spoken(_PROJECT, language)}", f"edition = {_quoted(name)}"]
    if file is not None:
        lines += ["", f"[tables.{name}]", f"file = {_quoted(file)}"]
        lines += [f"{key} = {_toml(value)}" for key, value in reading.items()]
    return "\n".join([*lines, "", "[weights]", f"{name} = {_quoted(weights)}", ""])


_PROJECT: Said = said("How the table is read, and which weighting file scores it.")


def _toml(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return (
        _quoted(value)
        if isinstance(value, str)
        else str(value).lower()
        if isinstance(value, bool)
        else str(value)
    )
