"""What was measured of an indicator: its column before outliers are treated, and what their treatment makes of other values."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology import Values
from dtiscore.methodology.preparation import ColumnStep
from dtiscore.questions.robustness.answer.subject import Subject
from dtiscore.said import first_few, said
from dtiscore.scoring.frames import frames_of
from dtiscore.scoring.preparation import of_frame


def indicator_values(subject: Subject, code: str) -> Mapping[str, Values]:
    """The one column that an indicator's rule reads, after preparation but for outliers, by its heading.

    A measurement is off in the units in which it was made: by 5 of 900 patents, not of the logarithm that a treatment of
    outliers leaves of them. What was filled in afterwards was never measured and is NaN.

    Raises:
        UsageFault: there is no such indicator, or its rule does not read one column of numbers.
    """
    node = subject.card.methodology.nodes.get(code)
    prepared = subject.card.prepared
    dataset = subject.card.dataset if prepared is None else prepared.dataset
    if node is None or not node.is_indicator:
        known = [inner.code for inner in subject.card.methodology.index.indicators()]
        raise UsageFault(
            said('{edition} has no indicator "{code}"', edition=subject.card.methodology.id, code=code),
            said("it has {known}", known=first_few(known)),
        )
    if node.rule is None or len(node.inputs) != 1 or node.texts or node.inputs[0] not in dataset.numbers:
        message = said(
            '"{code}" is not read from one column of numbers, so that no error can be put on it', code=code
        )
        raise UsageFault(message, said("name an indicator with a number of its own in the table"))
    header = node.inputs[0]
    untreated = None if prepared is None else prepared.untreated.get(header)
    return {header: (dataset.numbers[header] if untreated is None else untreated)[subject.rows]}


def treated(subject: Subject, header: str, values: Values) -> Values:
    """What the treatment of outliers makes of other values of a column, units by replicates, as it was fitted nominally."""
    prepared, edition = subject.card.prepared, subject.card.methodology
    if prepared is None or header not in prepared.untreated:
        return values
    result = values
    for step, fitted in zip(edition.prepare, prepared.steps, strict=True):
        if not isinstance(step, ColumnStep) or step.fills:
            continue
        for frame in frames_of(edition, subject.card.dataset, step):
            settings = of_frame(fitted, frame.key).get(header)
            if settings is not None:
                inside = np.isin(subject.rows, frame.rows)
                made = step.apply(result[inside].ravel(), (), settings).reshape(-1, values.shape[1])
                result = result.copy()
                result[inside] = made
    return result
