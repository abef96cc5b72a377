"""The JSON Schema of every JSON envelope, made from the model that its question has."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from typing import Any

from dtiscore.errors import UsageFault
from dtiscore.said import said
from dtiscore.suggestions import Suggestions

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_MODULES = {
    "ranking": "dtiscore.questions.score.envelope",
    "rankings": "dtiscore.questions.score.envelope",
    "verification": "dtiscore.questions.check.envelope",
    "drift": "dtiscore.questions.check.envelope",
    "problems": "dtiscore.questions.validate.envelope",
    "validations": "dtiscore.questions.validate.envelope",
    "doctor": "dtiscore.questions.doctor.envelope",
    "explanation": "dtiscore.questions.explain.envelope",
    "explanations": "dtiscore.questions.explain.envelope",
    "cell-history": "dtiscore.questions.explain.envelope",
    "profile": "dtiscore.questions.profile.envelope",
    "league": "dtiscore.questions.league.envelope",
    "comparison": "dtiscore.questions.compare.envelope",
    "appraisal": "dtiscore.questions.compare.envelope",
    "diff": "dtiscore.questions.diff.envelope",
    "diffs": "dtiscore.questions.diff.envelope",
    "trend": "dtiscore.questions.trend.envelope",
    "improvement": "dtiscore.questions.improve.envelope",
    "whatif": "dtiscore.questions.whatif.envelope",
    "backcast": "dtiscore.questions.backcast.envelope",
    "robustness": "dtiscore.questions.robustness.envelope",
    "diagnosis": "dtiscore.questions.diagnose.envelope",
    "editions": "dtiscore.questions.weights.envelope",
    "template": "dtiscore.questions.weights.envelope",
    "recovery": "dtiscore.questions.weights.recover.envelope",
    "weights-diff": "dtiscore.questions.weights.diff.envelope",
    "units": "dtiscore.questions.units.envelope",
    "matches": "dtiscore.questions.units.envelope",
    "restated": "dtiscore.questions.units.envelope",
    "schemas": "dtiscore.questions.schema.envelope",
    "run": "dtiscore.questions.run.envelope",
    "config": "dtiscore.questions.config.envelope",
}
"""The module that has the model of each envelope, by the name in its ``schema``."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of an envelope; its ``$id`` ends with its version.

    Raises:
        UsageFault: there is no such envelope.
    """
    if name not in _MODULES:
        fix = Suggestions().advice(name, _MODULES, label=said("there are"))
        raise UsageFault(said('there is no schema "{name}"', name=name), fix)
    model = import_module(_MODULES[name]).ENVELOPES[name]
    made = model.model_json_schema(by_alias=True)
    return {"$schema": _DIALECT, "$id": f"urn:dtiscore:{name}:{version(name)}", **made}


def version(name: str) -> int:
    """The version of an envelope, which its ``schema`` says: ``dtiscore/ranking/1``."""
    model = import_module(_MODULES[name]).ENVELOPES[name]
    (told,) = model.model_fields["schema_"].annotation.__args__
    return int(told.rpartition("/")[2])


def names() -> Collection[str]:
    """The names of all envelopes."""
    return _MODULES.keys()


def command_of(name: str) -> str:
    """The command, or the group of commands, whose JSON an envelope is."""
    return " ".join(_MODULES[name].split(".")[2:-1])
