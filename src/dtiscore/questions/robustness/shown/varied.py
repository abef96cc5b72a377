"""What varies in a study, in words: its factors, how weights are drawn, and which shares of the index are free."""

from __future__ import annotations

from collections.abc import Mapping

from dtiscore.questions.robustness.answer import Robustness
from dtiscore.questions.robustness.answer.assumptions import SIBLINGS, WeightKind, WeightVariation
from dtiscore.questions.robustness.answer.draws import cell_of
from dtiscore.questions.robustness.answer.study import Question
from dtiscore.render.drawing import figures
from dtiscore.render.names import node_name, unit_name
from dtiscore.render.wording import in_a_row
from dtiscore.said import counted, said, template

LEVELS: Mapping[Question, int | None] = {"attainable": None, "attainable-main": 1}
"""Of which level the parts are whose shares may differ in attainable ranks; ``None`` for the innermost."""

_FACTORS: Mapping[str, str] = {
    "weight": said("weights"),
    "normalisation": said("normalisation rule"),
    "aggregation": said("kind of mean"),
    "winsorise": said("number of outliers drawn in"),
    "imputation": said("way of filling missing values"),
    "treatment": said("way of treating outliers"),
    "excluded": said("one indicator left out"),
}
"""What varies, by the beginning of its columns among the draws."""

_DRAWN: Mapping[WeightKind, str] = {
    "dirichlet": template("around their own (Dirichlet, concentration {concentration})"),
    "uniform": template("up or down by at most {share}% of their own and brought back to their sum"),
    "simplex": template("any as likely as any other"),
}
"""What is said of each way to draw weights."""
_AT_LEAST = template("any of {least}% and above as likely as any other")


def ranked_name(study: Robustness, code: str) -> str:
    """The name of one of the ranked units."""
    return unit_name(study.card, int(study.subject.rows[study.subject.units.index(code)]))


def factor_name(study: Robustness, factor: str) -> str:
    """What varies."""
    edition = study.card.methodology
    kind, _, code = factor.partition(":")
    if kind == "error":
        return said("measurement error of {node}", node=node_name(edition, code))
    if kind == "cell":
        _, code, unit = cell_of(factor)
        node = node_name(edition, code)
        return said("measurement error of {node} in {unit}", node=node, unit=ranked_name(study, unit))
    return _FACTORS[kind]


def weights_drawn(study: Robustness, how: WeightVariation) -> str:
    """How weights are drawn, and over what."""
    drawn = said(
        _AT_LEAST if how.least else _DRAWN[how.kind],
        least=figures.brief(how.least * 100, 1),
        concentration=figures.brief(how.concentration, 1),
        share=figures.brief(how.share * 100, 1),
    )
    if how.over == SIBLINGS:
        nodes = len(study.subject.weighted)
        if others := [node_name(study.card.methodology, code) for code in study.subject.unweighted]:
            return counted(
                nodes,
                "Weights are drawn {how}, below {n} node. The parts of {others} have no weights that could vary.",
                "Weights are drawn {how}, below each of {n} nodes by itself. The parts of {others} have no weights that "
                "could vary.",
                how=drawn,
                others=in_a_row(others),
            )
        if nodes == 1:
            return said(
                "The weights of the {n} parts are drawn {how}; they are shares of the index.",
                how=drawn,
                n=len(study.shares(1)),
            )
        return said(
            "Weights are drawn {how}, below each of {n} nodes by itself: the share of the index that a part has is a "
            "product of draws. --draw-over leaves or level:N draws shares of the index.",
            how=drawn,
            n=nodes,
        )
    parts = len(study.shares(how.level))
    if how.level is None:
        return said(
            "The shares of the index of its {n} innermost parts are drawn {how}, all at once.",
            how=drawn,
            n=parts,
        )
    return said(
        "The shares of the index of its {n} parts at level {level} are drawn {how}, all at once; below them weights "
        "stay as they are.",
        how=drawn,
        n=parts,
        level=how.level,
    )


def free_shares(study: Robustness, level: int | None) -> str:
    """Which shares of the index its parts at a level may have; the innermost ones where there is none."""
    parts, within = len(study.shares(level)), study.within_share
    if within is None:
        return said("The {n} parts may have any shares of the index that sum to 1.", n=parts)
    return said(
        "Each of the {n} parts may have a share of the index within ±{share}% of its own; the shares sum to 1.",
        n=parts,
        share=figures.brief(within * 100, 1),
    )
