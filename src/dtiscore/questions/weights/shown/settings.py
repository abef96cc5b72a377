"""What is in force in an edition besides its tree, every default spelled out, as pairs of a word and a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from dtiscore.methodology import Methodology
from dtiscore.methodology.bands import Bands
from dtiscore.methodology.bands.cut_points import CutBands
from dtiscore.methodology.bands.groups import NTileBands, QuantileBands
from dtiscore.methodology.bands.strata import DaleniusHodgesBands
from dtiscore.render.drawing import figures
from dtiscore.render.names import band_name, node_name
from dtiscore.render.ranks_in_words import ON, order_of_ranking, ties_of_ranking
from dtiscore.render.rules_in_words import missing_in_words, summary_in_words
from dtiscore.render.wording import in_a_row, side_by_side
from dtiscore.said import counted, said, template
from dtiscore.visible import visible

_FORMS = {"fraction": said("fraction of the maximum points"), "score": said("the score itself")}
_ROUNDING = {
    "half-up": said("halves rounded up (half-up)"),
    "half-even": said("halves rounded to the even digit (half-even)"),
}
_FRAMES = {
    "period": said("the units of each period"),
    "all": said("all units and periods together"),
}
_FROM, _ABOVE = template("{band} from {value}"), template("{band} above {value}")
_NTILES = {
    "highest": template("{n} groups of equal size by rank from the highest, the first ones larger by one"),
    "lowest": template("{n} groups of equal size by rank from the lowest, the first ones larger by one"),
}
_STRATA = {
    "nearest": template("{n} groups by the rule of Dalenius and Hodges"),
    "balanced": template("{n} groups by the rule of Dalenius and Hodges, with balanced limits"),
}


def settings(edition: Methodology) -> Iterator[tuple[str, str]]:
    """Each setting with what it says."""
    yield said("periods"), ", ".join(map(visible, edition.periods)) or said("any")
    yield said("units"), visible(edition.units) if edition.units is not None else said("any distinct codes")
    yield said("published"), _form(edition)
    rank = edition.rank
    ties = said("{ties} ({policy})", ties=ties_of_ranking(rank), policy=rank.ties)
    yield said("ranks"), side_by_side(ON[rank.on], order_of_ranking(rank), ties, between=", ")
    yield said("if missing"), missing_in_words(edition.missing_rule(edition.index))
    yield said("fitted over"), _frame(edition)
    rules = [node.rule for node in edition.index.indicators() if node.rule is not None]
    if edition.index.maximum is None and any(rule.output == "share" for rule in rules):
        yield said("scale"), said("a full share scores {n}", n=figures.brief(edition.scale, 6))
    for column in edition.columns:
        if column.texts:
            meanings = [
                said("{text} is {value}", text=visible(text), value=_meant(value))
                for text, value in column.texts.items()
            ]
            yield said("texts in {column}", column=visible(column.header)), in_a_row(meanings)
    if edition.bands is not None:
        yield said("bands"), _bands(edition.bands, edition)
    for summary in edition.summaries:
        yield said("summary {code}", code=visible(summary.code)), summary_in_words(summary)
    yield said("also shown"), in_a_row([node_name(edition, code) for code in edition.shown])
    if edition.supersedes is not None:
        yield said("supersedes"), visible(edition.supersedes)
    if edition.licence is not None:
        yield said("licence"), visible(edition.licence)
    yield said("source"), visible(edition.authority.source)
    yield "sha256", edition.hash


def _meant(value: float | str) -> str:
    """What a text among the numbers of a column stands for."""
    return said("missing") if isinstance(value, str) else figures.full(value)


def _frame(edition: Methodology) -> str:
    """Over which rows is fitted."""
    if isinstance(edition.frame, str):
        return _FRAMES[edition.frame]
    return said("the units of {period}, for all periods", period=visible(edition.frame.base))


def _form(edition: Methodology) -> str:
    return said(
        "{form}, {decimals}, {rounding}",
        form=_FORMS[edition.publish.form],
        decimals=counted(edition.publish.decimals, "{n} decimal", "{n} decimals"),
        rounding=_ROUNDING[edition.publish.rounding],
    )


def _bands(bands: Bands, edition: Methodology) -> str:
    on: str = ON[bands.on]
    if bands.of is not None:
        on = side_by_side(node_name(edition, bands.of), on, between=", ")
    if isinstance(bands, QuantileBands):
        return side_by_side(said("{n} groups of equal size", n=bands.count), on, between=", ")
    if isinstance(bands, DaleniusHodgesBands):
        return side_by_side(said(_STRATA[bands.limits], n=bands.count), on, between=", ")
    if isinstance(bands, NTileBands):
        return side_by_side(said(_NTILES[bands.first], n=bands.count), on, between=", ")
    cuts = bands.cuts if isinstance(bands, CutBands) else ()
    named = [
        said("{band} below", band=band_name(edition, cut.code))
        if cut.start is None
        else said(
            _FROM if cut.above is None else _ABOVE,
            band=band_name(edition, cut.code),
            value=figures.full(cut.start),
        )
        for cut in cuts
    ]
    return side_by_side(side_by_side(*named, between=", "), on, between="; ")
