"""An edition with other weights, points or rules: a new edition, which has to be as sound as any other.

How a new weight is read, and who gives way to it, is said by :data:`WeightReading`; nobody gives way unasked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dtiscore.analysis.reweighting import WEIGHT_OPTIONS, PlainNode, WeightReading, plain_nodes, reweight
from dtiscore.errors import InvalidMethodology, UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.documents.scalars import Value
from dtiscore.methodology.method_names import method_name
from dtiscore.methodology.parsing import methodology_from
from dtiscore.methodology.writing.plain_data import plain_data
from dtiscore.questions.whatif.answer.changes import EditionChange, PointsChange, RuleChange, WeightChange
from dtiscore.said import composed, first_few, said, spoken, with_and
from dtiscore.shell_words import with_value
from dtiscore.suggestions import close_to, did_you_mean
from dtiscore.tables.row_model import LARGEST

_OF_THE_ORIGINAL = ("family", "supersedes", "verified")
"""What is true of the edition as it was published, and not of the one that was changed in thought."""


def changed_edition(
    methodology: Methodology,
    changes: Sequence[EditionChange],
    *,
    weights_as: WeightReading = "as-given",
) -> Methodology:
    """The edition with these changes; the same object where they change nothing.

    Args:
        methodology: the edition that has been.
        changes: new weights, points and rules, at most one of a kind for each node.
        weights_as: how the weights are read.

    Raises:
        UsageFault: there is no such node, it has no such value, or the others cannot make room.
        InvalidMethodology: what comes out breaks a rule of weighting files; ``problems`` lists every fault.
    """
    plain: dict[str, Any] = plain_data(methodology)
    before = plain_data(methodology)
    draft = _Draft(methodology, plain["index"], weights_as)
    for change in changes:
        draft.apply(change)
    if draft.weighed:
        draft.require_total()
        reweight(methodology, plain, draft.weighed, weights_as, new_rules=draft.new_rules)
    if plain == before:
        return methodology
    kept = {key: value for key, value in plain.items() if key not in _OF_THE_ORIGINAL}
    kept["id"] = f"{methodology.id}-changed"
    kept["notes"] = [*kept.get("notes", []), _note(methodology)]
    try:
        return methodology_from(kept, said("{edition}, changed", edition=methodology.id))
    except InvalidMethodology as fault:
        advice = (
            said("say how the others give way: {options}", options=WEIGHT_OPTIONS)
            if draft.weighed and weights_as == "as-given"
            else None
        )
        raise InvalidMethodology(fault.message, advice, fault.problems) from fault


class _Draft:
    """The tree of an edition as plain data, while its rules are changed, and the weights that are to be."""

    def __init__(self, methodology: Methodology, index: PlainNode, weights_as: WeightReading) -> None:
        self.methodology = methodology
        self.weights_as = weights_as
        self.nodes = plain_nodes(index)
        self.weighed: dict[str, float] = {}
        """The number that each node is given, as :func:`reweight` takes it."""
        self.ruled: set[str] = set()
        self.new_rules: set[str] = set()
        """The nodes that were given a whole rule."""

    def apply(self, change: EditionChange) -> None:
        """Note one new weight, or write one new rule into the tree."""
        if isinstance(change, RuleChange):
            self.rule(change)
            return
        value = change.weight if isinstance(change, WeightChange) else change.points
        if not 0 <= value <= LARGEST:
            raise UsageFault(
                said('"{node}" cannot weigh {value}', node=change.node, value=value),
                said("give a number from 0 up"),
            )
        self.known(change.node)
        if change.node in self.weighed:
            raise UsageFault(said('"{node}" is given two weights', node=change.node), said("give it one"))
        if isinstance(change, PointsChange):
            self.weighed[change.node] = self.points(change.node, value)
        else:
            self.require_weight(change.node)
            self.weighed[change.node] = value

    def require_total(self) -> None:
        """Refuse to share what is left of a total where all new weights are relative, and have none."""
        above = [self.methodology.parents.get(code) for code in self.weighed]
        if self.weights_as == "siblings" and all(
            parent is not None and parent.weights == "relative" for parent in above
        ):
            codes = dict.fromkeys(parent.code for parent in above if parent is not None)
            raise UsageFault(
                said(
                    "below {nodes} weights are relative: they have no total of which siblings could share what is left",
                    nodes=with_and([*codes]),
                ),
                said("give the weight alone: the others keep their proportions"),
            )

    def points(self, code: str, points: float) -> float:
        """Points as they count: those of the index, or under ``of-index`` as a share of all."""
        parent, index = self.methodology.parents.get(code), self.methodology.index
        if parent is not None and not parent.adds_points:
            message = said(
                '"{parent}" does not add up points, so that "{code}" has a weight in it and no points',
                parent=parent.code,
                code=code,
            )
            raise UsageFault(message, said("give a weight: {option}", option=_weight_of(code)))
        if parent is None and not index.adds_points:
            raise UsageFault(
                said('"{code}" adds up no points', code=code), said("change weights: --weight CODE=NUMBER")
            )
        if parent is None or self.weights_as != "of-index":
            return points
        if not index.maximum:
            message = said(
                'the index has no points of which {points:.12g} for "{code}" were a share',
                points=points,
                code=code,
            )
            raise UsageFault(
                message,
                said(
                    "give its share of the index: {option} for a quarter",
                    option=with_value("--weight", f"{code}=0.25"),
                ),
            )
        return points / index.maximum

    def require_weight(self, code: str) -> None:
        """Refuse a weight where none is looked at."""
        parent = self.methodology.parents.get(code)
        if parent is None:
            raise UsageFault(
                said('"{code}" is the index itself, which has no weight', code=code),
                said("name a node below it"),
            )
        if parent.aggregate is not None and not parent.aggregate.weighted:
            message = said(
                '"{parent}" is aggregated by {aggregate}, which does not look at weights',
                parent=parent.code,
                aggregate=method_name(parent.aggregate.kind),
            )
            raise UsageFault(message, said('a weight of "{code}" would change nothing', code=code))

    def rule(self, change: RuleChange) -> None:
        """Write a whole rule, or one value of a rule, at the longest code that the path begins with."""
        codes = [code for code in self.nodes if change.at == code or change.at.startswith(f"{code}.")]
        if not codes:
            self.known(change.at)
        code = max(codes, key=len)
        keys = [key for key in change.at[len(code) + 1 :].split(".") if key]
        keys = keys[1:] if keys[:1] == ["rule"] else keys
        if change.at in self.ruled:
            raise UsageFault(said('the rule "{at}" is given twice', at=change.at), said("give it once"))
        self.ruled.add(change.at)
        node = self.nodes[code]
        if not keys:
            node["rule"] = {"kind": change.value} if isinstance(change.value, str) else change.value
            self.new_rules.add(code)
        elif "rule" not in node:
            raise UsageFault(
                said('"{code}" has no rule of which {keys} could be changed', code=code, keys=keys[0]),
                said("give a whole rule"),
            )
        else:
            _put(node["rule"], keys, change.value, code)

    def known(self, code: str) -> None:
        """Refuse a code that no node has."""
        if code not in self.nodes:
            names = (code, code.partition(".")[0])  # the second where keys of a rule follow
            near = list(dict.fromkeys(one for name in names for one in close_to(name, self.nodes, n=2)))
            fix = did_you_mean(near) or said("nodes: {headers}", headers=first_few(self.nodes))
            raise UsageFault(
                said('{edition} has no node "{code}"', edition=self.methodology.id, code=code), fix
            )


def _put(rule: Any, keys: Sequence[str], value: Value, code: str) -> None:
    """Write a value under the keys that lead to it; a position in a list counts from 0."""
    at, path = rule, f"{code}.rule"
    for key in keys[:-1]:
        at = _below(at, key, path)
        path += f".{key}"
    if isinstance(at, dict):
        at[keys[-1]] = value
    else:
        _below(at, keys[-1], path)
        at[int(keys[-1])] = value


def _below(at: Any, key: str, path: str) -> Any:
    if isinstance(at, dict) and key in at:
        return at[key]
    if isinstance(at, list) and key.isdecimal() and int(key) < len(at):
        return at[int(key)]
    fix = said("it is a single value")
    if isinstance(at, dict) and at:
        fix = said("it has {keys}", keys=", ".join(at))
    elif isinstance(at, list):
        fix = said("it has 0 to {last}", last=len(at) - 1)
    raise UsageFault(said("{path} has no {key}", path=path, key=key), fix)


def _weight_of(code: str) -> str:
    """The option that gives a node a weight, with the word for a number where that stands."""
    number = said("NUMBER")
    return composed(lambda language: with_value("--weight", f"{code}={spoken(number, language)}"))


def _note(methodology: Methodology) -> Mapping[str, str]:
    return {
        "en": f"{methodology.id} with changes made in thought; no authority decided this edition",
        "vi": f"{methodology.id} với thay đổi giả định; không cơ quan nào ban hành phiên bản này",
    }
