"""Plain columns in the forms of text for programs, and as a list in JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dtiscore.errors import UsageFault
from dtiscore.render.forms.json_text import rows_of, to_jsonl
from dtiscore.render.forms.markdown import to_markdown
from dtiscore.tables.texts.writing import to_csv, to_tsv


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
    """A plain list as the versioned envelope; ``kind`` names its rows."""
    return {"schema": f"dtiscore/{kind}/1", "rows": rows_of(columns)}
