"""The change split into data, method and composition: hand-written corners, and exact sums in every example."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD

import dtiscore
from dtiscore.methodology import Node
from dtiscore.methodology.aggregations.means import Arithmetic
from dtiscore.questions.compare.answer import Comparison


def shared(rule: dict[str, Any]) -> dict[str, Any]:
    return {
        **HEAD,
        "title": {"en": "One indicator"},
        "publish": {"as": "score", "decimals": 4},
        "rank": {"on": "published"},
        "index": {
            "code": "X",
            "aggregate": "arithmetic",
            "weights": "equal",
            "children": [{"code": "a", "rule": rule}],
        },
    }


def points(first: int) -> dict[str, Any]:
    return {
        "id": f"points-{first}",
        "title": {"en": "Two indicators"},
        "authority": {"decision": "1", "issuer": "x", "source": "https://example.org"},
        "publish": {"as": "fraction", "decimals": 4},
        "rank": {"on": "published"},
        "index": {
            "code": "X",
            "aggregate": "points",
            "children": [
                {"code": "a", "points": first, "rule": {"kind": "fraction"}},
                {"code": "b", "points": 100 - first, "rule": {"kind": "fraction"}},
            ],
        },
    }


def frame(**values: Any) -> pd.DataFrame:
    return pd.DataFrame({"unit": list(values), "a": list(values.values())})


def require_exact(comparison: Comparison) -> None:
    """Every split adds up without any rounding, at every level."""
    assert comparison.changes
    for change in comparison.changes:
        split = change.split
        if change.before.score is None or change.after.score is None:
            assert split is None
            continue
        assert split is not None, comparison.not_split
        assert split.data + split.method + split.composition == split.change
        assert sum(split.innermost.values(), start=Fraction(0)) == split.data


def in_groups(**groups: dict[str, float]) -> pd.DataFrame:
    rows = [
        {"unit": unit, "kind": kind, "a": value}
        for kind, units in groups.items()
        for unit, value in units.items()
    ]
    return pd.DataFrame(rows)


class TestOneGroupOfSeveral:
    """Units of all groups set the ends of a scale, and those of one are compared."""

    @staticmethod
    def of_towns(before: pd.DataFrame, after: pd.DataFrame) -> Comparison:
        edition = {**shared({"kind": "min-max"}), "layout": {"group": "kind"}}
        compared = dtiscore.compare(before, after, edition, group="town")
        require_exact(compared)
        return compared

    def test_unit_of_another_group_that_went(self) -> None:
        towns = {"A": 0.0, "B": 10.0, "C": 5.0}
        compared = self.of_towns(in_groups(town=towns, city={"D": 20.0}), in_groups(town=towns))
        split = compared.of("C").split
        assert split is not None
        assert (float(split.data), float(split.composition)) == (0, 5 / 10 - 5 / 20)

    def test_unit_that_moved_to_another_group(self) -> None:
        before = in_groups(town={"A": 0.0, "B": 20.0, "C": 5.0, "E": 10.0}, city={"D": 10.0})
        after = in_groups(town={"A": 0.0, "C": 5.0, "E": 5.0}, city={"D": 10.0, "B": 20.0})
        compared = self.of_towns(before, after)
        parts = {unit: compared.of(unit).split for unit in ("A", "C", "E")}
        assert {
            unit: part and (float(part.data), float(part.composition)) for unit, part in parts.items()
        } == {
            "A": (0, 0),
            "C": (0, 0),
            "E": (-0.25, 0),
        }

    def test_unit_that_stands_in_both(self) -> None:
        towns = {"A": 0.0, "B": 10.0, "C": 5.0}
        before = in_groups(town=towns, city={"A": 0.0, "B": 20.0, "C": 5.0})
        after = in_groups(town=towns, city={"A": 0.0, "C": 5.0})
        split = self.of_towns(before, after).of("C").split
        assert split is not None
        assert (float(split.data), float(split.composition)) == (0, 5 / 10 - 5 / 20)

    def test_places_for_units_of_another_group_are_theirs(self) -> None:
        """B passes C, as the distance of the rank from a fixed node depends on the ends that D sets."""
        edition = {**shared({"kind": "min-max"}), "layout": {"group": "kind"}}
        fixed = {"code": "b", "rule": {"kind": "identity"}}
        edition["index"] = {**edition["index"], "children": [*edition["index"]["children"], fixed]}
        towns = in_groups(town={"A": 0.0, "B": 10.0, "C": 5.0}).assign(b=[0.0, 0.0, 0.4])
        cities = in_groups(city={"D": 40.0}).assign(b=[0.0])
        compared = dtiscore.compare(pd.concat([towns, cities]), towns, edition, group="town")
        change = compared.of("B")
        assert (change.before.rank, change.after.rank) == (2, 1)
        assert change.rank_split is not None
        assert change.rank_split.parts == {"own": 0, "others": 0, "edition": 0, "units": 1}


class TestHandWritten:
    def test_units_that_came_or_went(self) -> None:
        compared = dtiscore.compare(
            frame(A=0.0, B=10.0, C=5.0), frame(A=0.0, C=5.0, D=20.0), shared({"kind": "min-max"})
        )
        require_exact(compared)
        split = compared.of("C").split
        assert split is not None
        assert (float(split.data), float(split.composition)) == (0, 0.25 - 0.5)
        assert (list(compared.came), list(compared.gone)) == (["D"], ["B"])

    def test_figures_and_units_change_together(self) -> None:
        # C: 5 of 0..10 is 0.5; with its new 10 alone 1; with D alone 5 of 0..20 is 0.25; with both 0.5.
        compared = dtiscore.compare(
            frame(A=0.0, B=10.0, C=5.0), frame(A=0.0, C=10.0, D=20.0), shared({"kind": "min-max"})
        )
        require_exact(compared)
        split = compared.of("C").split
        assert split is not None
        assert split.change == 0
        assert float(split.data) == ((1 - 0.5) + (0.5 - 0.25)) / 2
        assert float(split.composition) == ((0.25 - 0.5) + (0.5 - 1)) / 2

    def test_units_do_not_matter_where_nothing_is_fitted(self) -> None:
        compared = dtiscore.compare(frame(A=0.0, C=0.5), frame(C=0.75, D=1.0), shared({"kind": "identity"}))
        split = compared.of("C").split
        assert split is not None
        assert split.data == Fraction(1, 4)
        assert split.composition == 0

    def test_a_column_that_one_table_lacks_is_kept_in_the_tables_between(self) -> None:
        """The later table gives the score of G in place of what it is made from, and a fourth unit came."""
        two = shared({"kind": "min-max"})
        first = two["index"]["children"][0]
        group = {"code": "G", "column": "g", "rule": {"kind": "identity"}, "aggregate": "arithmetic"}
        children = [first, {**first, "code": "b"}]
        two["index"]["children"] = [
            {**group, "weights": "equal", "children": children},
            {**first, "code": "c"},
        ]
        before = pd.DataFrame({"unit": [*"ABC"], "a": [0.0, 4, 2], "b": [4.0, 0, 1], "c": [0.0, 1, 0.5]})
        after = pd.DataFrame({"unit": [*"ABCD"], "g": [0.5, 0.6, 0.7, 0.2], "c": [0.0, 1, 0.5, 2]})
        compared = dtiscore.compare(before, after, two)
        require_exact(compared)
        split = compared.of("B").split
        assert split is not None
        # B has (1 + 0) / 2 for G and is highest in c: 1, or 1 of 0..2 once D is there; later 0.6 for G.
        assert float(split.data) == pytest.approx((0.6 - 0.5) / 2)
        assert float(split.composition) == pytest.approx((0.5 - 1) / 2)

    def test_figures_and_edition_change_together(self) -> None:
        before = pd.DataFrame({"unit": ["U", "V"], "a": [0.5, 0.1], "b": [1.0, 0.2]})
        after = pd.DataFrame({"unit": ["U", "V"], "a": [1.0, 0.1], "b": [1.0, 0.2]})
        compared = dtiscore.compare(before, after, points(60), points(40))
        require_exact(compared)
        split = compared.of("U").split
        assert split is not None
        assert float(split.data) == pytest.approx(((1 - 0.7) + (1 - 0.8)) / 2)
        assert float(split.method) == pytest.approx(((0.8 - 0.7) + (1 - 1)) / 2)
        assert float(split.innermost["a"]) == pytest.approx((0.6 * 0.5 + 0.4 * 0.5) / 2)

    def test_an_edition_that_cannot_score_the_other_table_splits_nothing(self) -> None:
        other = points(40)
        other["index"]["children"][0]["code"] = "z"
        before = pd.DataFrame({"unit": ["U", "V"], "a": [0.5, 0.1], "b": [1.0, 0.2]})
        after = pd.DataFrame({"unit": ["U", "V"], "z": [0.5, 0.1], "b": [1.0, 0.2]})
        compared = dtiscore.compare(before, after, points(60), other)
        assert compared.of("U").split is None
        assert compared.not_split is not None
        assert "cannot be scored under points-60" in compared.not_split


PROVINCES = (
    "2022={}/dti-province/2022.csv",
    "2023={}/dti-province/2023.csv",
    "2022={}/dti-province/2022-leaders.csv",
    "2022={}/vietnamese-excel/dti-2022-leaders.csv",
)
SERVICES = tuple(f"{year}={{}}/public-services/766.csv" for year in (2022, 2023, 2024))
PAIRS = [
    *((before, after, "dti-province-2022") for before, after in permutations(PROVINCES, 2)),
    *((before, after, "public-services-766") for before, after in permutations(SERVICES, 2)),
]
"""Every two tables of the examples that one edition scores, in both directions."""


def names_of(tables: tuple[str, str, str]) -> str:
    return " ".join(name.replace("{}/", "") for name in tables[:2])


class TestExamples:
    @pytest.mark.parametrize("tables", PAIRS, ids=names_of)
    def test_every_two_tables_that_can_be_compared(
        self, examples: Path, tables: tuple[str, str, str]
    ) -> None:
        before, after, edition = tables
        compared = dtiscore.compare(
            before.format(examples), after.format(examples), edition, allow_missing_units=True
        )
        require_exact(compared)
        assert len(compared.changes) == {
            "dti-province-2022": 63 if "leaders" not in before + after else 5
        }.get(edition, 34)
        editions = compared.editions
        assert editions is not None
        for change in compared.changes:
            split = change.split
            assert split is not None
            assert change.before.score is not None
            assert change.after.score is not None
            # Nothing is fitted to the units and there is one edition, so the figures alone move a score ...
            assert split.method == split.composition == 0
            # ... by what the published scores say, each of which is rounded.
            published = change.after.score - change.before.score
            assert float(split.change) == pytest.approx(
                published, abs=1.001 * 10 ** -editions[0].publish.decimals
            )

    def test_an_index_of_steps_choices_and_ratios(self, examples: Path) -> None:
        folder = examples / "own-index"
        before = pd.read_csv(folder / "2024.csv", dtype=str)
        after = before.copy()
        values = list(dtiscore.load_methodology(folder / "departments.yaml").raw_headers)
        rows = [len(before) - 1, *range(len(before) - 1)]  # each unit gets what the one before it had
        after[values] = before[values].iloc[rows].to_numpy()
        compared = dtiscore.compare(before, after, folder / "departments.yaml")
        require_exact(compared)
        score = {change.unit: change.before.score for change in compared.changes}
        units = list(before["code"])
        for change in compared.changes:
            assert change.after.score == score[units[rows[units.index(change.unit)]]]
        assert len(set(score.values())) > 3

    def test_two_years_of_the_provincial_index(self, examples: Path) -> None:
        folder = examples / "dti-province"
        compared = dtiscore.compare(folder / "2022.csv", folder / "2023.csv", "dti-province-2022")
        require_exact(compared)
        assert len(compared.changes) == 63
        split = compared.of("48").split
        assert split is not None
        # Đà Nẵng: 0.8253 of the foundation's points and three activities, from the two tables themselves.
        assert float(split.nodes["7"]) == pytest.approx(0.2 * (0.8790 - 0.8575))
        assert float(split.nodes["8"]) == pytest.approx(0.15 * (0.7262 - 0.7836))
        assert float(split.nodes["9"]) == pytest.approx(0.15 * (0.5881 - 0.5197))
        assert float(split.change) == pytest.approx(0.8340 - 0.8002)
        assert split.nodes["I"] + split.nodes["II"] == split.nodes["DTI"] == split.data == split.change

    def test_the_last_two_periods_of_a_panel(self, examples: Path) -> None:
        compared = dtiscore.compare(examples / "public-services" / "766.csv", weights="public-services-766")
        require_exact(compared)
        assert (compared.before.period, compared.after.period) == ("2023", "2024")

    @pytest.mark.parametrize(
        ("table", "edition"),
        [
            ("hdi/2022.csv", "hdi-2022"),
            ("own-index/2024.csv", "own-index/departments.yaml"),
            ("dti-province/2022-leaders.csv", "dti-province-2022"),
            ("vietnamese-excel/dti-2022-leaders.csv", "dti-province-2022"),
        ],
    )
    def test_a_change_of_edition_alone_is_wholly_of_method(
        self, examples: Path, table: str, edition: str
    ) -> None:
        source = examples / edition if edition.endswith(".yaml") else edition
        old = dtiscore.load_methodology(source)
        new = _rebuilt(old, id="other", index=_reweighted(old.index))
        reading: dict[str, Any] = {
            "allow_missing_units": True,
            "period": "2022" if "excel" in table else None,
        }
        compared = dtiscore.compare(examples / table, None, old, new, **reading)
        require_exact(compared)
        splits = [change.split for change in compared.changes if change.split is not None]
        assert all(split.data == split.composition == 0 for split in splits)
        assert all(split.method == split.change for split in splits)
        assert any(split.change for split in splits)

    @pytest.mark.parametrize(
        ("table", "edition", "change"),
        [
            ("{}/dti-province/2022.csv", "dti-province-2022", dtiscore.WeightChange.of("7=250")),
            ("{}/dti-province/2023.csv", "dti-province-2022", dtiscore.WeightChange.of("9=10")),
            *(
                (table, "public-services-766", dtiscore.RuleChange.of("MDSH={kind: min-max}"))
                for table in SERVICES
            ),
        ],
    )
    def test_one_weight_or_one_rule_alone_is_wholly_of_method(
        self, examples: Path, table: str, edition: str, change: Any
    ) -> None:
        named = table.format(examples)
        weighing: dict[str, Any] = (
            {"weights_as": "siblings"} if isinstance(change, dtiscore.WeightChange) else {}
        )
        changed = dtiscore.whatif(named, edition, [change], **weighing).after.methodology
        compared = dtiscore.compare(named, named, edition, changed)
        require_exact(compared)
        splits = [one.split for one in compared.changes if one.split is not None]
        assert len(splits) == len(compared.changes)
        assert all(split.data == split.composition == 0 for split in splits)
        assert all(split.method == split.change for split in splits)
        assert sum(split.change != 0 for split in splits) > len(splits) - 3

    def test_a_geometric_index_of_two_years(self, examples: Path) -> None:
        before = pd.read_csv(examples / "hdi" / "2022.csv", dtype=str)
        after = before.copy()
        figures = after.columns[-2]
        after[figures] = (
            pd.to_numeric(after[figures]).mul(1.01).round(4).astype(str).where(before[figures].notna())
        )
        compared = dtiscore.compare(before, after, "hdi-2022")
        require_exact(compared)
        assert sum(change.split.change != 0 for change in compared.changes if change.split) > 100


def _reweighted(index: Node) -> Node:
    """The same index with twice the points for its first child, or with an arithmetic mean."""
    if index.maximum is None:
        return _rebuilt(index, aggregate=Arithmetic(kind="arithmetic"))
    first, *others = index.children
    return _rebuilt(index, children=(_scaled(first), *others))


def _scaled(node: Node) -> Node:
    children = tuple(_scaled(child) for child in node.children)
    return _rebuilt(node, points=None if node.points is None else node.points * 2, children=children)


def _rebuilt(model: Any, **update: Any) -> Any:
    """A model with other values for some fields, and nothing remembered of the old ones."""
    known = {name: getattr(model, name) for name in type(model).model_fields}
    return type(model).model_construct(**{**known, **update})
