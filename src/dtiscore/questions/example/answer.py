"""The samples that ship with dtiscore: what each is about, and the command to begin with."""

from __future__ import annotations

from dataclasses import dataclass

from dtiscore.errors import UsageFault
from dtiscore.said import Said, said
from dtiscore.suggestions import Suggestions


@dataclass(frozen=True, slots=True)
class Sample:
    """A folder of ``examples/``."""

    name: str
    about: Said
    command: str
    """What to type first, from the folder in which ``examples/`` is laid."""
    edition: str | None = None
    """The built-in edition whose weighting file is laid beside the table, to be read and changed."""


SAMPLES = (
    Sample("dti-province", said("the DTI of Vietnam's 63 provinces in 2022 and 2023"), "dtiscore score examples/dti-province/2023.csv -w dti-province-2022", "dti-province-2022"),
    Sample("workbook", said("a workbook as an office makes it, with the sheet of a decision; its figures are invented"), 'dtiscore init examples/workbook/departments.xlsx --weights-sheet "Quyết định" --yes'),
    Sample("own-index", said("an index of one's own, with its weighting file; its figures are invented"), "dtiscore score examples/own-index/2024.csv -w examples/own-index/departments.yaml"),
    Sample("project", said("tables, weighting file and outputs of a project"), "cd examples/project && dtiscore run"),
    Sample("hdi", said("the Human Development Index of 195 countries"), "dtiscore score examples/hdi/2022.csv -w hdi-2022", "hdi-2022"),
    Sample("public-services", said("the public-service index of 34 provinces over three years"), "dtiscore score examples/public-services/766.csv -w public-services-766", "public-services-766"),
    Sample("vietnamese-excel", said("a table as an Excel with Vietnamese settings saves it"), "dtiscore score examples/vietnamese-excel/dti-2022-leaders.csv -w dti-province-2022 --allow-missing-units"),
    Sample("long", said("a table with a row for each value"), "dtiscore doctor examples/long/dti-2022-leaders-long.csv -w dti-province-2022"),
    Sample("doctor", said("a table that is refused until somebody says how it is read"), "dtiscore doctor examples/doctor/as-exported.csv -w dti-province-2022"),
)  # fmt: skip


def sample_of(name: str) -> Sample:
    """The sample of a name, of which the beginning is enough.

    Raises:
        UsageFault: there is none, or several begin so.
    """
    known = {sample.name: sample for sample in SAMPLES}
    found = (
        [known[name]] if name in known else [each for each in SAMPLES if name and each.name.startswith(name)]
    )
    if len(found) != 1:
        message = said('there is no sample "{name}"', name=name)
        raise UsageFault(message, Suggestions().advice(name, known, label=said("allowed")))
    return found[0]
