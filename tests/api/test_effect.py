"""A keyword argument that could have no effect beside the others is refused, as an option of the command line is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.conftest import ROOT

import dtiscore
from dtiscore.questions.diagnose.answer import Thresholds
from dtiscore.questions.weights.derive.python import derive_weights
from dtiscore.questions.whatif.answer import ValueChange

DTI = (str(ROOT / "examples/dti-province/2022.csv"), "dti-province-2022")
VALUE = [ValueChange.of("56:7=0.75")]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: dtiscore.Basis(units=["vn-province-63"]), "no column of published scores"),
        (lambda: dtiscore.Basis(published="dti", on="vn-province-34"), "nothing is restated"),
        (lambda: dtiscore.whatif(*DTI, VALUE, weights_as="siblings"), "no weight is changed"),
        (lambda: dtiscore.robustness(*DTI, replay="draws.csv", seed=2), "need no seed"),
        (lambda: dtiscore.robustness(*DTI, replay="draws.csv", draws_count=20), "as many as they are"),
        (lambda: dtiscore.improve(*DTI, "56", to_rank=20, previous=DTI[0]), "a previous table tells"),
        (lambda: derive_weights("equal", DTI[1], "I", DTI[0]), "need no data"),
        (lambda: Thresholds().set_to(["alpha=0.6", "alpha=0.7"]), "alpha is set more than once"),
    ],
)
def test_an_argument_without_effect_is_refused(call: Callable[[], object], said: str) -> None:
    with pytest.raises(dtiscore.UsageFault, match=said):
        call()
