"""The JSON envelopes of ``example``: the samples there are, and the files that were laid."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed


class SampleRow(Closed):
    """A sample that ships with dtiscore."""

    sample: str
    """Its name."""
    about: str


class Samples(Closed):
    """The samples there are."""

    schema_: Literal["dtiscore/samples/1"] = Field(alias="schema")
    rows: list[SampleRow]


class LaidFile(Closed):
    """A file that was laid below the folder."""

    file: str


class Laid(Closed):
    """The files of samples that were laid."""

    schema_: Literal["dtiscore/example/1"] = Field(alias="schema")
    rows: list[LaidFile]


ENVELOPES = {"samples": Samples, "example": Laid}
