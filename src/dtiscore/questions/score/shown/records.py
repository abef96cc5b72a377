"""A ranking for programs: plain columns in full precision and as published, and the envelope for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dtiscore.methodology.figure_headings import Figure
from dtiscore.questions.score.shown.selection import Selection, shown_codes
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.names import node_name
from dtiscore.render.wording import capitalised
from dtiscore.said import said
from dtiscore.scoring.ranking import plain_rank
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.scoring.table import columns_of
from dtiscore.tables.rankings.form import RANKING_SCHEMA

if TYPE_CHECKING:
    from dtiscore.analysis.movement import Move


def ranking_columns(  # noqa: PLR0913 - the options of one command
    card: Scorecard,
    *,
    level: int | str | None = None,
    top: int | None = None,
    units: frozenset[str] = frozenset(),
    sort: str | None = None,
    moves: Mapping[int, Move] | None = None,
    language: str | None = None,
    ranks: bool = False,
) -> dict[str, list[Any]]:
    """The rows that a ranking shows, as plain columns.

    Scores stand in full precision, and once more as they are published; with ``ranks`` the ranks in the nodes shown follow. With moves there are two more, after the rank: ``previous_rank`` and ``move`` (places gained, negative when lost).

    Raises:
        UsageFault: ``level`` or ``sort`` names nothing in the scorecard.
    """
    selection = Selection(top, units, sort, language, moves or {})
    rows = [row for partition in card.order for row in selection.rows(card, partition)]
    codes = shown_codes(card.methodology, level, sort)
    figures: tuple[Figure, ...] = ("score", "published", "rank") if ranks else ("score", "published")
    columns = columns_of(card, codes, rows, language=language, figures=figures)
    if not moves:
        return columns
    result: dict[str, list[Any]] = {}
    for heading, values in columns.items():
        result[heading] = values
        if heading == "rank":
            found = [moves.get(row) for row in rows]
            result["previous_rank"] = [None if move is None else move.rank for move in found]
            result["move"] = [None if move is None else plain_rank(move.up) for move in found]
    return result


def ranking_decimals(cards: Sequence[Scorecard]) -> dict[str, int]:
    """With how many decimals scores are published, by the headings of their columns; the most where editions differ."""
    decimals: dict[str, int] = {}
    for card in cards:
        edition = card.methodology
        for code in card.nodes:
            for heading in (edition.figure_headings.of(code), edition.figure_headings.of(code, "published")):
                decimals[heading] = max(decimals.get(heading, 0), edition.publish.decimals)
        headings = [f"{figure}:{code}" for code in edition.nodes for figure in _OF_PARTS]
        for heading in (*_OF_CHANGES, *headings):
            decimals[heading] = max(decimals.get(heading, 0), edition.publish.decimals)
    return decimals


_OF_PARTS = ("to_index", "lost")
"""What further sheets of a workbook say of each part, before its code."""
_OF_CHANGES = ("score", "previous_score", "change")


_NAMES: Mapping[str, str] = {
    "edition": said("edition"),
    "period": said("period"),
    "group": said("group"),
    "rank": said("rank"),
    "previous_rank": said("rank before"),
    "move": said("places gained"),
    "unit": said("code"),
    "name": said("unit"),
    "band": said("band"),
}
"""What people call the columns beside the scores."""


def ranking_names(cards: Sequence[Scorecard]) -> dict[str, str]:
    """What people call each column, by its heading; where editions differ, as the last one calls it."""
    nodes: dict[str, str] = {}
    for edition in (card.methodology for card in cards):
        for code in [*edition.nodes, *edition.view]:
            name = node_name(edition, code)
            nodes[edition.figure_headings.of(code)] = name
            nodes[edition.figure_headings.of(code, "published")] = said("{node}, as published", node=name)
            nodes[edition.figure_headings.of(code, "rank")] = said("{node}, rank", node=name)
            nodes.update({f"{figure}:{code}": name for figure in _OF_PARTS})
    return {heading: capitalised(name) for heading, name in {**nodes, **_NAMES}.items()}


def ranking_payload(
    card: Scorecard,
    columns: Mapping[str, Sequence[Any]],
    codes: Sequence[str],
    moves: Mapping[int, Move] | None = None,
) -> dict[str, Any]:
    """A ranking as the versioned envelope for JSON: what it is, how it was ranked, from what, the rows.

    ``codes`` are the nodes shown beside the index, whose names it gives in all languages that the edition has them in.

    With moves it says of each period and group whether the period before ranks the same units (``lists``: ``same``,
    ``other``, ``common`` or ``as ranked``), without which ``move`` is no place gained.
    """
    edition = card.methodology
    return {
        "schema": RANKING_SCHEMA,
        "provenance": card.provenance.as_dict(),
        "index": {
            "code": edition.index.code,
            "title": dict(edition.title),
            "authority": edition.authority.decision,
            "published_as": edition.publish.form,
            "decimals": edition.publish.decimals,
            "rounding": edition.publish.rounding,
        },
        "nodes": {
            code: dict(edition.node_or_view(code).name or {})
            for code in dict.fromkeys([edition.index.code, *codes])
        },
        "ranking": edition.rank.model_dump(include={"on", "ties", "order"}),
        "disagreements": [
            {
                "unit": card.dataset.units[one.row],
                "period": card.dataset.periods[one.row],
                "node": one.code,
                "computed": one.computed,
                "supplied": one.supplied,
            }
            for one in card.disagreements
        ],
        **({"moves": _lists(card, moves)} if moves else {}),
        "rows": rows_of(columns),
    }


def _lists(card: Scorecard, moves: Mapping[int, Move]) -> list[dict[str, Any]]:
    found = []
    for (period, group), rows in card.partitions.items():
        move = next((moves[row] for row in rows.tolist() if row in moves), None)
        if move is not None:
            found.append(
                {"period": period, "group": group, "lists": move.lists, "previously_ranked": move.of}
            )
    return found
