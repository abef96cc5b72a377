"""The scoring and reading core, in which mutants are made, and the tests that are to find them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_NUMBERS = (
    "tests/tables/test_number_cells_by_type.py",
    "tests/tables/test_number_percents.py",
    "tests/tables/test_table_numbers.py",
    "tests/tables/test_numbers.py",
    "tests/tables/test_check.py",
    "tests/tables/test_texts_among_numbers.py",
    "tests/reliability/test_regressions.py",
    "tests/reliability/test_seeded_errors.py",
)
_DOCUMENTS = (
    "tests/methodology/documents",
    "tests/methodology/checks/test_faults.py",
    "tests/methodology/writing/test_plain_data.py",
    "tests/reliability/test_regressions.py",
)
_TABLES = (
    "tests/tables/texts/test_delimited.py",
    "tests/tables/test_reading.py",
    "tests/questions/doctor/test_layout.py",
    "tests/reliability/test_seeded_errors.py",
    "tests/reliability/test_regressions.py",
)
_EQUALITY = tuple(
    f"tests/{name}.py"
    for name in (
        "scoring/test_precision",
        "methodology/test_equality",
        "scoring/test_ranking",
        "scoring/test_out_of",
        "methodology/test_exact_sums",
        "api/test_equal_scores",
        "scoring/test_equal_derived_sums",
        "scoring/test_equal_sums",
    )
)
_FORMULAS = (
    "tests/methodology/test_formula.py",
    "tests/scoring/test_preparation.py",
    "tests/scoring/test_equal_derived_sums.py",
)
_RULES = (
    "tests/methodology/test_rules.py",
    "tests/methodology/rules",
    "tests/reliability/test_oracle.py",
    *_EQUALITY,
)
_MEANS = (
    "tests/methodology/aggregations/test_means.py",
    "tests/methodology/test_aggregations.py",
    "tests/methodology/test_edges.py",
    "tests/reliability/test_oracle.py",
    *_EQUALITY,
)
_SCORING = (
    *(
        f"tests/scoring/test_{name}.py"
        for name in (
            "scorecard",
            "then",
            "selection",
            "over_units",
            "bands_of",
            "reference",
            "preparation",
            "evaluate",
            "combining",
            "summarising",
            "group_figures",
            "own_ranking",
        )
    ),
    "tests/methodology/test_node_order.py",
    "tests/api/test_api.py",
    "tests/api/test_editions.py",
    "tests/reliability/test_oracle.py",
    "tests/reliability/test_metamorphic.py",
    "tests/scoring/test_batches.py",
    "tests/analysis/test_standings.py",
    "tests/analysis/test_splitting.py",
)
CORE: Mapping[str, Sequence[str]] = {
    "dtiscore/tables/number*.py": _NUMBERS,
    "dtiscore/methodology/arithmetic.py": ("tests/methodology/test_arithmetic.py", *_RULES),
    "dtiscore/methodology/equality.py": (*_EQUALITY, "tests/reliability/test_oracle.py"),
    "dtiscore/methodology/exact_sums.py": _EQUALITY,
    "dtiscore/methodology/aggregations/means.py": _MEANS,
    "dtiscore/methodology/documents/*.py": _DOCUMENTS,
    "dtiscore/methodology/formula*.py": _FORMULAS,
    "dtiscore/methodology/rules/points.py": _RULES,
    "dtiscore/methodology/rules/scaling.py": _RULES,
    "dtiscore/methodology/rules/z_scores.py": _RULES,
    "dtiscore/scoring/fixed_units.py": ("tests/cli/test_fixed_units.py",),
    "dtiscore/scoring/precision.py": (*_EQUALITY, *_SCORING),
    "dtiscore/scoring/*.py": (*_SCORING, *_EQUALITY),
    "dtiscore/csv_text.py": (*_TABLES, "tests/methodology/flat/test_document.py"),
    "dtiscore/tables/texts/csv_records.py": _TABLES,
}
"""The core, by the pattern of its files, with the tests that are to find its mutants, the quickest first.

A file that several patterns match has the tests of the first of them.
"""
