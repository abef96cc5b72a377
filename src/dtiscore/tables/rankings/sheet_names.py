"""What the sheets of a workbook that dtiscore writes are called, in every language; a ranking is known again by them."""

from __future__ import annotations

from dtiscore.languages import languages
from dtiscore.said import said_in, spoken

_NAMES = {
    str(name): name
    for name in (
        said_in("sheet", "about"),
        said_in("sheet", "appraisal"),
        said_in("sheet", "backcast"),
        said_in("sheet", "changes"),
        said_in("sheet", "comparison"),
        said_in("sheet", "contributions"),
        said_in("sheet", "diagnosis"),
        said_in("sheet", "explanation"),
        said_in("sheet", "explanations"),
        said_in("sheet", "improvement"),
        said_in("sheet", "league"),
        said_in("sheet", "lost points"),
        said_in("sheet", "notes"),
        said_in("sheet", "profile"),
        said_in("sheet", "ranking"),
        said_in("sheet", "rankings"),
        said_in("sheet", "robustness"),
        said_in("sheet", "trend"),
        said_in("sheet", "validations"),
        said_in("sheet", "whatif"),
    )
}


def sheet_name(name: str, language: str | None) -> str:
    """What a sheet is called in a language; a kind of result without a name of its own keeps that of its schema."""
    return spoken(_NAMES.get(name, name), language)


def names_in_all_languages(name: str) -> list[str]:
    """What a sheet may be called in a workbook of ours."""
    return list(dict.fromkeys([name, *(sheet_name(name, language) for language in languages())]))
