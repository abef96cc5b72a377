"""What is in force in an edition besides its tree, every default spelled out, as pairs of a word and a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from dtiscore.methodology import Methodology
from dtiscore.methodology.publication import CutBands, NTileBands, QuantileBands
from dtiscore.render.drawing import figures
from dtiscore.render.old_names import band_name, node_name
from dtiscore.render.phrases import counted, in_a_row, say
from dtiscore.render.rules_in_words import missing_in_words
from dtiscore.visible import visible


def settings(edition: Methodology, language: str | None) -> Iterator[tuple[str, str]]:
    """Each setting with what it says."""
    periods = ", ".join(map(visible, edition.periods)) or say(language, "any period")
    yield say(language, "periods"), periods
    units = visible(edition.units) if edition.units is not None else say(language, "any unit")
    yield say(language, "units"), units
    yield say(language, "form"), _form(edition, language)
    on = say(language, f"on the {edition.rank.on}")
    first = say(language, "lowest first" if edition.rank.order == "ascending" else "highest first")
    ties = f"{say(language, f'ties {edition.rank.ties}')} ({edition.rank.ties})"
    yield say(language, "ranks"), f"{on}, {first}, {ties}"
    yield say(language, "missing"), missing_in_words(edition.missing, language)
    yield say(language, "frame"), _frame(edition, language)
    rules = [node.rule for node in edition.index.indicators() if node.rule is not None]
    if edition.index.maximum is None and any(rule.output == "share" for rule in rules):
        yield say(language, "scale"), say(language, "full share", n=figures.brief(edition.scale, 6))
    if edition.bands is not None:
        yield say(language, "bands"), _bands(edition.bands, edition, language)
    yield say(language, "shown"), in_a_row([node_name(edition, code, language) for code in edition.shown])
    if edition.supersedes is not None:
        yield say(language, "supersedes"), visible(edition.supersedes)
    if edition.licence is not None:
        yield say(language, "licence"), visible(edition.licence)
    yield say(language, "source"), visible(edition.authority.source)
    yield "sha256", edition.hash


def _frame(edition: Methodology, language: str | None) -> str:
    """Over which rows is fitted."""
    if isinstance(edition.frame, str):
        return say(language, f"frame {edition.frame}")
    return say(language, "frame base", period=visible(edition.frame.base))


def _form(edition: Methodology, language: str | None) -> str:
    return say(
        language,
        "with decimals",
        form=say(language, f"as {edition.publish.form}"),
        decimals=counted(language, edition.publish.decimals, "decimal"),
        rounding=say(language, edition.publish.rounding),
    )


def _bands(bands: CutBands | QuantileBands | NTileBands, edition: Methodology, language: str | None) -> str:
    on = say(language, f"on the {bands.on}")
    if bands.of is not None:
        on = f"{node_name(edition, bands.of, language)}, {on}"
    if isinstance(bands, QuantileBands):
        return f"{say(language, 'quantiles', n=bands.count)}, {on}"
    if isinstance(bands, NTileBands):
        return f"{say(language, f'n-tiles {bands.first}', n=bands.count)}, {on}"
    named = [
        say(language, "lowest", band=band_name(edition, cut.code, language))
        if cut.at_least is None
        else say(
            language, "from", band=band_name(edition, cut.code, language), value=figures.full(cut.at_least)
        )
        for cut in bands.cuts
    ]
    return f"{', '.join(named)}; {on}"
