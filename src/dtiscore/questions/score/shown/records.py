"""A ranking for programs: plain columns for CSV and JSON Lines, the JSON envelope, and a Markdown page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dtiscore.errors import UsageFault
from dtiscore.questions.score.shown.notes import general_notes, mean_note, move_note, ranking_note
from dtiscore.questions.score.shown.selection import Selection, shown_codes, with_scores
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.plain import plain_screen
from dtiscore.render.forms.json_text import rows_of, to_json, to_jsonl
from dtiscore.render.forms.markdown import escaped, to_markdown
from dtiscore.render.old_names import band_name, index_title, node_name, unit_name
from dtiscore.render.phrases import say
from dtiscore.scoring.ranking import plain_rank
from dtiscore.scoring.scorecard import Partition, Scorecard
from dtiscore.scoring.table import columns_of
from dtiscore.tables.rankings.form import RANKING_SCHEMA
from dtiscore.tables.texts.writing import to_csv, to_tsv
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.analysis.movement import Move

__all__ = [
    "RANKING_SCHEMA",
    "list_payload",
    "plain_screen",
    "ranking_columns",
    "ranking_decimals",
    "ranking_markdown",
    "ranking_payload",
    "rows_of",
    "to_csv",
    "to_json",
    "to_jsonl",
    "to_markdown",
    "to_tsv",
    "write",
]


def ranking_columns(  # noqa: PLR0913 - the options of one command
    card: Scorecard,
    *,
    level: int | str | None = None,
    top: int | None = None,
    units: frozenset[str] = frozenset(),
    sort: str | None = None,
    moves: Mapping[int, Move] | None = None,
    language: str | None = None,
) -> dict[str, list[Any]]:
    """The rows that :func:`dtiscore.questions.score.shown.ranking.ranking_screen` shows, as plain columns.

    Scores stand in full precision. With moves there are two more, after the rank: ``previous_rank`` and ``move`` (places gained, negative when lost).

    Raises:
        UsageFault: ``level`` or ``sort`` names nothing in the scorecard.
    """
    selection = Selection(top, units, sort, language, moves or {})
    rows = [row for partition in card.order for row in selection.rows(card, partition)]
    codes = shown_codes(card, level, sort)
    columns = columns_of(card, codes, rows, language=language)
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
            heading = edition.output_header(code)
            decimals[heading] = max(decimals.get(heading, 0), edition.publish.decimals)
    return decimals


def ranking_payload(
    card: Scorecard, columns: Mapping[str, Sequence[Any]], moves: Mapping[int, Move] | None = None
) -> dict[str, Any]:
    """A ranking as the versioned envelope for :func:`to_json`: what it is, how it was ranked, from what, the rows.

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
        "ranking": edition.rank.model_dump(),
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


def ranking_markdown(  # noqa: PLR0913 - the options of one command
    card: Scorecard,
    *,
    level: int | str | None = None,
    top: int | None = None,
    units: frozenset[str] = frozenset(),
    sort: str | None = None,
    moves: Mapping[int, Move] | None = None,
    language: str | None = None,
) -> str:
    """The ranking as Markdown: per period and group a title and a table in published decimals, then the notes.

    Raises:
        UsageFault: ``level`` or ``sort`` names nothing in the scorecard.
    """
    selection = Selection(top, units, sort, language, moves or {})
    codes = shown_codes(card, level, sort)
    parts: list[str] = []
    for partition in card.order:
        parts.append(f"### {_title(card, partition, language)}")
        parts.append(to_markdown(_readable(card, selection, codes, partition)).rstrip("\n"))
        parts.append(escaped(mean_note(card, partition, language) or ""))
        parts.append(escaped(move_note(card, partition, selection.moves, language) or ""))
    parts += [escaped(note) for note in [ranking_note(card, language), *general_notes(card, codes, language)]]
    return "\n\n".join(part for part in parts if part) + "\n"


def write(columns: Mapping[str, Sequence[Any]], form: str) -> str:
    """Columns in one of the formats ``csv``, ``tsv``, ``jsonl`` and ``md``.

    Raises:
        UsageFault: the format is none of these.
    """
    writers = {"csv": to_csv, "tsv": to_tsv, "jsonl": to_jsonl, "md": to_markdown}
    if form not in writers:
        raise UsageFault(f'"{form}" is no format for a table of records', f"one of {', '.join(writers)}")
    return writers[form](columns)


def list_payload(kind: str, columns: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """A plain list as the versioned envelope for :func:`to_json`; ``kind`` names its rows."""
    return {"schema": f"dtiscore/{kind}/1", "rows": rows_of(columns)}


def _title(card: Scorecard, partition: Partition, language: str | None) -> str:
    edition = card.methodology
    named = [part for part in partition if part is not None]
    return escaped(" · ".join([index_title(edition, language), *named, edition.authority.decision]))


def _readable(
    card: Scorecard, selection: Selection, codes: Sequence[str], partition: Partition
) -> dict[str, list[str]]:
    """The table of one period and group as texts. Two nodes of one name are told apart by their codes."""
    edition, language = card.methodology, selection.language
    index, rows = edition.index.code, selection.rows(card, partition)
    columns = {"#": [figures.rank(card.ranks[index][row]) for row in rows]}
    if selection.moves:
        moves = [selection.moves.get(row) for row in rows]
        columns["±"] = [figures.move(move.up) if move else say(language, "new") for move in moves]
    columns[say(language, "Unit")] = [unit_name(card, row, language) for row in rows]
    for code in (index, *with_scores(card, codes)):
        name = visible(index) if code == index else node_name(edition, code, language)
        values = card.nodes[code].published
        heading = name if name not in columns else f"{name} ({code})"
        columns[heading] = [figures.published(float(values[row]), edition.publish) for row in rows]
    if edition.bands is not None:
        columns[say(language, "Band")] = [band_name(edition, card.bands[row], language) for row in rows]
    return columns
