"""What is wrong with a pair iMeta and iData of COINr: every fault at once, each with its line and the code it is about."""

from __future__ import annotations

from collections.abc import Iterator

from dtiscore.errors import Place, Problem
from dtiscore.questions.weights.coinr.answer.meta import KINDS, REQUIRED, Entry, Meta, written_number
from dtiscore.said import Said, first_few, said
from dtiscore.suggestions import close_to, did_you_mean
from dtiscore.tables.raw import RawTable

_IDENTIFYING = ("uCode", "uName", "Time", "")


def meta_problems(meta: Meta) -> list[Problem]:
    """Every fault of the table iMeta, in the order of its lines."""
    there = {column.header for column in meta.table.columns}
    absent = [header for header in REQUIRED if header not in there]
    if absent:
        place = Place(meta.table.source, meta.table.header_line)
        message = said("iMeta has no column {absent}", absent=", ".join(absent))
        return [
            Problem("missing-column", message, place, fix=said("is it the table that COINr calls iMeta?"))
        ]
    found = [problem for entry in meta.entries for problem in _Judge(meta, entry).problems()]
    return [*found, *_root_problems(meta)]


def data_problems(meta: Meta, data: RawTable) -> list[Problem]:
    """Every fault of the headings of iData: codes that iMeta lists and it lacks, or the other way round."""
    place = Place(data.source, data.header_line)
    there = {column.header: column for column in data.columns}
    wanted = {
        entry.code: entry for entry in meta.entries if entry.code and entry.kind not in ("Aggregate", "")
    }
    found = []
    if "uCode" not in there:
        fix = said("is it the table that COINr calls iData? it has a row for each unit")
        found.append(Problem("missing-column", said("iData has no column uCode"), place, fix=fix))
    for code, entry in wanted.items():
        if code not in there:
            message = said(
                'iData has no column "{code}", which iMeta lists as {kind}', code=code, kind=entry.kind
            )
            found.append(
                Problem("missing-column", message, place, fix=_near(code, list(there)), indicator=code)
            )
    for header, column in there.items():
        if header not in wanted and header not in _IDENTIFYING:
            message = said('iMeta does not list the column "{header}" of iData', header=header)
            at = Place(data.source, data.header_line, column.field, header)
            fix = said("list it in iMeta (as Other if it is no part of the index), or remove the column")
            found.append(Problem("unknown-column", message, at, fix=fix, indicator=header))
    return found


def _root_problems(meta: Meta) -> Iterator[Problem]:
    if len(meta.roots) == 1:
        return
    place = Place(meta.table.source, meta.table.header_line)
    if not meta.roots:
        yield Problem(
            "no-root",
            said("no entry is the index itself: the one Aggregate without a parent"),
            place,
            fix=said("leave the Parent of the index empty (NA)"),
        )
        return
    codes = ", ".join(entry.code for entry in meta.roots)
    message = said("several aggregates have no parent: {codes}", codes=codes)
    yield Problem(
        "several-roots", message, place, fix=said("an index has one root: write the parents of the others")
    )


class _Judge:
    """The faults of one entry."""

    def __init__(self, meta: Meta, entry: Entry) -> None:
        self.meta = meta
        self.entry = entry

    def problem(self, code: str, message: Said, header: str, fix: Said) -> Problem:
        column = self.meta.table.column(header)
        assert column is not None
        place = self.meta.table.place(column, self.entry.row)
        raw = column.cells[self.entry.row]
        return Problem(code, message, place, raw, fix, indicator=self.entry.code or None)

    def problems(self) -> Iterator[Problem]:
        entry = self.entry
        if not entry.code:
            yield self.problem("missing-key", said("the entry has no code"), "iCode", said("write its code"))
        elif self.meta.by_code[entry.code] is not entry:
            message = said('the code "{entry}" stands twice', entry=entry.code)
            yield self.problem("duplicate-code", message, "iCode", said("give every entry a code of its own"))
        if entry.kind not in KINDS:
            message = said('"{entry}" has a Type that COINr does not know', entry=entry.code)
            yield self.problem(
                "not-a-choice", message, "Type", said("one of {kinds}", kinds=", ".join(KINDS))
            )
        if entry.in_tree:
            yield from self.in_tree()

    def in_tree(self) -> Iterator[Problem]:
        entry = self.entry
        yield from self.parent()
        if entry.kind == "Indicator" and entry.direction not in ("1", "-1"):
            message = said('the Direction of "{entry}" is neither 1 nor -1', entry=entry.code)
            yield self.problem(
                "not-a-choice", message, "Direction", said("1 where more is better, -1 where less is")
            )
        if entry.kind == "Aggregate" and entry.points_down:
            message = said(
                'the Direction of the Aggregate "{entry}" is -1, which COINr turns nowhere', entry=entry.code
            )
            fix = said("write 1 here, and -1 at the indicators below it")
            yield self.problem("no-meaning-here", message, "Direction", fix)
        weight = written_number(entry.weight)
        if weight is None or weight < 0:
            message = said('the Weight of "{entry}" is no number from 0 up', entry=entry.code)
            yield self.problem(
                "not-a-number", message, "Weight", said("write a number with a decimal point, 0 or more")
            )
        if entry.kind == "Aggregate" and not self.meta.children(entry):
            message = said('nothing lies below the Aggregate "{entry}"', entry=entry.code)
            yield self.problem(
                "no-children", message, "iCode", said("name it as the Parent of another entry, or remove it")
            )
        if entry.denominator:
            yield from self.denominator()

    def parent(self) -> Iterator[Problem]:
        """An aggregate stands one level above each of its children; of an index without a parent there is one."""
        entry = self.entry
        if not entry.parent:
            if entry.kind == "Indicator":
                message = said('the Indicator "{entry}" has no parent', entry=entry.code)
                yield self.problem(
                    "unknown-parent", message, "Parent", said("write the code of the aggregate above it")
                )
            return
        above = self.meta.by_code.get(entry.parent)
        if above is None or above.kind != "Aggregate":
            known = [other.code for other in self.meta.entries if other.kind == "Aggregate"]
            message = said(
                '"{parent}", the parent of "{entry}", is no Aggregate of iMeta',
                parent=entry.parent,
                entry=entry.code,
            )
            yield self.problem("unknown-parent", message, "Parent", _near(entry.parent, known))
            return
        own, over = written_number(entry.level), written_number(above.level)
        if own is None or over is None or over != own + 1:
            message = said(
                '"{entry}" is on level {level} and its parent "{parent}" on {above}',
                entry=entry.code,
                level=entry.level or "?",
                parent=above.code,
                above=above.level or "?",
            )
            yield self.problem(
                "level-skipped", message, "Level", said("a parent stands exactly one level above")
            )

    def denominator(self) -> Iterator[Problem]:
        entry = self.entry
        other = self.meta.by_code.get(entry.denominator)
        if other is None or other.kind != "Denominator":
            known = [one.code for one in self.meta.entries if one.kind == "Denominator"]
            message = said(
                '"{denominator}", by which "{entry}" is divided, is no Denominator of iMeta',
                denominator=entry.denominator,
                entry=entry.code,
            )
            yield self.problem("unknown-denominator", message, "Denominator", _near(entry.denominator, known))
        factor = written_number(entry.scale_factor) if entry.scale_factor else 1.0
        if factor is None or factor <= 0:
            message = said('the ScaleFactor of "{entry}" is no number above 0', entry=entry.code)
            yield self.problem(
                "not-a-number", message, "ScaleFactor", said("write a number with a decimal point")
            )


def _near(text: str, known: list[str]) -> Said:
    near = close_to(text, known, n=2, cutoff=0.6)
    return did_you_mean(near) or said("known: {names}", names=first_few(known))
