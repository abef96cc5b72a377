"""Rules and chains of rules that a file names once under ``rules``, written out where they are named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from dtiscore.errors import Problem
from dtiscore.methodology.documents.document import Document
from dtiscore.methodology.documents.marks import Path
from dtiscore.methodology.rules import RULES
from dtiscore.said import said
from dtiscore.suggestions import Suggestions


class _Said(NamedTuple):
    """A rule in plain data, and where it is said."""

    value: Any
    at: Path


def written_out(document: Document) -> Document:
    """The document with every name of ``rules`` replaced by what stands there; faults stay where that is said.

    A name stands where a rule would, in a flat file where its kind would. Of a chain under ``rule`` the first becomes
    the rule, and the others come before what ``then`` lists. A name that no node takes is a fault, and so is one that a
    kind of rule has already.
    """
    given = document.data.get("rules")
    if not isinstance(given, Mapping):
        return document
    naming = _Naming(document, given)
    data = {**document.data, "rules": naming.chains}
    if isinstance(data.get("index"), Mapping):
        data["index"] = naming.node(data["index"], ("index",))
    if isinstance(data.get("views"), list):
        data["views"] = [naming.bearer(each, ("views", i)) for i, each in enumerate(data["views"])]
    problems = (*document.problems, *naming.problems, *naming.faults_of_names())
    return document._replace(data=data, origins={**document.origins, **naming.origins}, problems=problems)


class _Naming:
    """One walk over all that may name a rule."""

    def __init__(self, document: Document, given: Mapping[str, Any]) -> None:
        self._document = document
        self._suggestions = Suggestions()
        self._taken: set[str] = set()
        self.chains = {name: [rule] if isinstance(rule, Mapping) else rule for name, rule in given.items()}
        self.origins: dict[Path, Path] = {
            ("rules", name, 0): ("rules", name) for name, rule in given.items() if isinstance(rule, Mapping)
        }
        self.problems: list[Problem] = []

    def faults_of_names(self) -> Iterator[Problem]:
        """The names that mean something else, or nothing."""
        for name in self.chains:
            place = self._document.place(("rules", name))
            if name in RULES:
                message = said('"{name}" is a kind of rule, and cannot be the name of another', name=name)
                yield Problem("not-a-choice", message, place, fix=said("give it another name"))
            elif name not in self._taken:
                message = said('no node takes the rule "{name}"', name=name)
                fix = said("take it out, or write rule: {name} at a node", name=name)
                yield Problem("no-meaning-here", message, place, fix=fix)

    def node(self, node: Mapping[str, Any], path: Path) -> dict[str, Any]:
        """A node and all below it."""
        made: dict[str, Any] = self.bearer(node, path)
        if isinstance(node.get("below"), Mapping):
            made["below"] = {
                sort: self.bearer(keys, (*path, "below", sort)) for sort, keys in node["below"].items()
            }
        if isinstance(node.get("children"), list):
            made["children"] = [
                self.node(child, (*path, "children", i)) if isinstance(child, Mapping) else child
                for i, child in enumerate(node["children"])
            ]
        return made

    def bearer(self, bearer: Any, path: Path) -> Any:
        """What has a rule, rules under ``then``, or both."""
        if not isinstance(bearer, Mapping):
            return bearer
        made, after = dict(bearer), list[_Said]()
        if "rule" in made:
            first, *after = self._meant(made["rule"], (*path, "rule"))
            made["rule"] = first.value
            self.origins[*path, "rule"] = first.at
        then = made.get("then", [])
        if isinstance(then, list):
            for i, value in enumerate(then):
                after += self._meant(value, (*path, "then", i))
            if after:
                made["then"] = [each.value for each in after]
                self.origins |= {(*path, "then", i): each.at for i, each in enumerate(after)}
        return made

    def _meant(self, value: Any, at: Path) -> list[_Said]:
        """The rules that a value stands for: itself, or those of the name that it says."""
        own = {"kind": value} if isinstance(value, str) else value
        name = own.get("kind") if isinstance(own, Mapping) else None
        if not isinstance(name, str) or (name in RULES and not isinstance(value, str)):
            return [_Said(value, self._document.origin(at))]
        chain = self.chains.get(name)
        if not isinstance(chain, list) or not chain:
            if chain is not None or name in RULES:  # a fault of what is named, or of how a kind is written
                self._taken.add(name)
                return [_Said(value, self._document.origin(at))]
            message = said('there is no rule "{name}"', name=name)
            fix = self._suggestions.advice(name, [*self.chains, *RULES], label=said("known"))
            self.problems.append(Problem("unknown-rule", message, self._document.place(at), name, fix))
            return [_Said({"kind": "identity"}, self._document.origin(at))]
        self._taken.add(name)
        for key in own:
            if key != "kind":
                message = said('the rule "{name}" says all its keys itself', name=name)
                fix = said("take {key} out, or write another rule under rules", key=key)
                self.problems.append(
                    Problem("no-meaning-here", message, self._document.place((*at, key)), fix=fix)
                )
        found = [("rules", name, i) for i in range(len(chain))]
        return [_Said(rule, self.origins.get(place, place)) for rule, place in zip(chain, found, strict=True)]
