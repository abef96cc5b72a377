"""Whether an index tells its units apart: who shares a published index, and how far each part separates units."""

from __future__ import annotations

from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.diagnose.shown.tables.section import Section, nodes, remarks
from dtiscore.render.changes import numbers, words
from dtiscore.render.drawing import figures
from dtiscore.render.names import unit_name
from dtiscore.render.wording import in_a_row
from dtiscore.said import said, said_in


def ties(diagnosis: Diagnosis) -> Section:
    """The units that share a published index."""
    found, rows = diagnosis.ties, diagnosis.subject.rows
    publish = diagnosis.card.methodology.publish
    sharing = [in_a_row([unit_name(diagnosis.card, int(rows[at])) for at in one.units]) for one in found]
    return Section(
        [
            numbers(said("rank"), [figures.rank(one.rank) for one in found]),
            numbers(said("published index"), [figures.published(one.score, publish) for one in found]),
            words(said_in("diagnose", "units"), sharing),
            remarks([] if one.shares_rank else [said("ranks differ in full precision")] for one in found),
        ],
        empty=said("No two units share a published index."),
    )


def separation(diagnosis: Diagnosis) -> Section:
    """How many scores there are in each part, and how many units share the best, the worst or full marks."""
    found = diagnosis.separations
    return Section(
        [
            nodes(diagnosis.card.methodology, said("part"), [one.code for one in found]),
            numbers(said("different scores"), [f"{one.distinct}/{one.units}" for one in found], 1),
            numbers(said("share the best"), [str(one.at_best) for one in found]),
            numbers(said("share the worst"), [str(one.at_worst) for one in found]),
            numbers(said_in("diagnose", "full marks"), [figures.rank(one.full_marks) for one in found], 2),
            remarks(
                [
                    *([said("many at the best")] if one.is_ceiling else []),
                    *([said("many at the worst")] if one.is_floor else []),
                ]
                for one in found
            ),
        ],
        said("Which parts separate the units?"),
    )


def outranking(diagnosis: Diagnosis) -> Section:
    """How many units each one outranks and dominates, and by how many it is."""
    found = diagnosis.outranking
    return Section(
        [
            words(said("Unit"), [unit_name(diagnosis.card, int(row)) for row in diagnosis.subject.rows]),
            numbers(said("outranks"), list(map(str, found.outranks.tolist()))),
            numbers(said("is outranked by"), list(map(str, found.outranked.tolist()))),
            numbers(said("dominates"), list(map(str, found.dominates.sum(axis=1).tolist())), 1),
            numbers(said("is dominated by"), list(map(str, found.dominates.sum(axis=0).tolist())), 2),
        ]
    )
