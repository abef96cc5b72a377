"""What happened to a cell at one stage of its way to the index, in one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dtiscore.methodology import Methodology
from dtiscore.methodology.preparation import PreparationStep
from dtiscore.methodology.preparation.deriving import Derive
from dtiscore.methodology.rules import Rule
from dtiscore.questions.explain.answer import Stage
from dtiscore.render.drawing import figures
from dtiscore.render.names import node_with_code
from dtiscore.render.rules_in_words import rule_in_words, step_in_words
from dtiscore.render.wording import side_by_side
from dtiscore.said import Said, said, said_in, template
from dtiscore.visible import visible

_FIGURES = 6
"""How many significant digits a figure has on the way; CSV and JSON have them all."""

_STEPS: Mapping[str, str] = {
    "cell": said("in the file"),
    "read": said("read as"),
    "derived": said_in("stage", "derived"),
    "imputed": said("filled in"),
    "treated": said_in("stage", "treated"),
    "screened": said_in("stage", "left out"),
    "rule": said("rule"),
    "scaled": said("times"),
    "then": said("then"),
    "counted": said("counted"),
    "rounded": said("rounded"),
    "zeroed": said("missing"),
    "unscored": said("missing"),
    "supplied": said_in("stage", "supplied"),
    "adds": said("adds"),
    "joins": said("goes into"),
    "ends": said("ends"),
}

_DECIMALS = {".": said("decimal point"), ",": said("decimal comma")}
_PERCENTS = {"part": said("per cent: 45% is 0.45"), "unit": said("measured in per cent")}


def step(stage: Stage) -> str:
    """What kind of thing happened, in a word or two."""
    return _STEPS[stage.kind]


def words(stage: Stage, edition: Methodology) -> str:
    """What happened, in one line."""
    return _WORDS[stage.kind](_Words(stage, edition))


def number(value: float) -> str:
    """A figure with enough digits to follow; large ones are not written with an exponent."""
    return figures.short(value, _FIGURES)


@dataclass(frozen=True)
class _Words:
    """What is said of a stage."""

    stage: Stage
    edition: Methodology

    def of_cell(self) -> str:
        parts = {"column": visible(self.stage.subject), "place": visible(self.stage.place or "")}
        if self.stage.text is None:
            return said("{column}: no such column in the file", **parts)
        if not self.stage.text.strip():
            return said("{column}: empty, at {place}", **parts)
        return said('{column}: "{text}", at {place}', text=visible(self.stage.text), **parts)

    def of_read(self) -> str:
        facts = self.stage.facts
        if facts.get("earns"):
            return said("what this text earns")
        if "stands" in facts:
            return said("what the edition says that this text stands for")
        found = []
        if "decimal" in facts:
            found.append(_DECIMALS[facts["decimal"]])
        if "grouping" in facts:
            found.append(said('thousands set apart by "{sign}"', sign=facts["grouping"]))
        if "percent" in facts:
            found.append(_PERCENTS[facts["percent"]])
        if "flag" in facts:
            found.append(said('without the flag "{flag}"', flag=visible(facts["flag"])))
        return side_by_side(*found, between=", ") if found else said("a plain number")

    def of_prepared(self) -> str:
        method, subject = self.stage.method, visible(self.stage.subject)
        assert isinstance(method, PreparationStep)
        if isinstance(method, Derive) and not method.looks_at_others:
            text: str = f"{subject} = {visible(method.formula)}"
            text = text if self.stage.value is not None else said("{what}: no value", what=text)
        else:
            text = step_in_words(method)
            text = text if self.stage.value is None else side_by_side(subject, text, between=": ")
        return _was(_with_figures(text, self.stage.facts), self.stage.before)

    def of_rule(self) -> str:
        rule = self.stage.method
        assert isinstance(rule, Rule)
        code = self.stage.subject
        column = "x" if self.stage.kind == "then" else self.edition.nodes[code].own_column or code
        text: str = rule_in_words(rule, column)
        if rule.equation and self.stage.kind == "rule":
            text = side_by_side(text, _equation(rule), between=": ")
        return _with_figures(text, self.stage.facts)

    def of_scaled(self) -> str:
        by_points = template("the share by {top} maximum points")
        by_scale = template("the share by {top}, the scale")
        return said(
            by_points if self.stage.facts["points"] else by_scale, top=number(self.stage.facts["top"])
        )

    def of_rounded(self) -> str:
        return _was(node_with_code(self.edition, self.stage.subject), self.stage.before)

    def of_counted(self) -> str:
        out_of, points = (number(self.stage.facts[key]) for key in ("out_of", "points"))
        return said("out of {out_of}, counted for {points} points", out_of=out_of, points=points)

    def of_zeroed(self) -> str:
        return said("no value, and counted as 0")

    def of_supplied(self) -> str:
        return said("the table brings this score itself")

    def of_adds(self) -> str:
        share, effective = self.stage.facts["weight"], self.stage.facts["effective"]
        parts = {"node": node_with_code(self.edition, self.stage.subject), "score": _score(self.stage)}
        if self.stage.facts["aggregate"] != "arithmetic" or share is None or effective is None:
            return said("to {node}, which scores {score}", **parts)
        if abs(share - effective) > 1e-12:
            return said(
                "to {node}, which scores {score} and where it weighs {weight} instead of {was}: parts are missing",
                weight=figures.percent(effective),
                was=figures.percent(share),
                **parts,
            )
        return said(
            "to {node}, which scores {score} and where it weighs {weight}",
            weight=figures.percent(share),
            **parts,
        )

    def of_joins(self) -> str:
        return said(
            "{node}, which scores {score}; not all between the cell and it adds up, so no part of it is this cell's alone",
            node=node_with_code(self.edition, self.stage.subject),
            score=_score(self.stage),
        )

    def of_ends(self) -> str:
        supplied = template(
            "below {node}, whose score the table brings itself: the cell counts for nothing there"
        )
        lacking = template(
            "below {node}, which is not made of its parts here: too many of them have no score"
        )
        return said(
            supplied if self.stage.facts["supplied"] else lacking,
            node=node_with_code(self.edition, self.stage.subject),
        )

    def of_unscored(self) -> str:
        if "above" not in self.stage.facts:
            return said("no score")
        node = node_with_code(self.edition, self.stage.facts["above"])
        if self.stage.facts["score"] is None:
            return said("no score, and so none for {node}", node=node)
        shared = template("no score; the other parts of {node} share its weight, and {node} scores {score}")
        done_without = template("no score; {node} scores {score} without it")
        return said(
            shared if self.stage.facts["reweighted"] else done_without, node=node, score=_score(self.stage)
        )


_WORDS: Mapping[str, Callable[[_Words], str]] = {
    "cell": _Words.of_cell,
    "read": _Words.of_read,
    "derived": _Words.of_prepared,
    "imputed": _Words.of_prepared,
    "treated": _Words.of_prepared,
    "screened": _Words.of_prepared,
    "rule": _Words.of_rule,
    "scaled": _Words.of_scaled,
    "then": _Words.of_rule,
    "rounded": _Words.of_rounded,
    "counted": _Words.of_counted,
    "zeroed": _Words.of_zeroed,
    "unscored": _Words.of_unscored,
    "supplied": _Words.of_supplied,
    "adds": _Words.of_adds,
    "joins": _Words.of_joins,
    "ends": _Words.of_ends,
}


def _score(stage: Stage) -> str:
    score = stage.facts["score"]
    return said("none") if score is None else number(score)


def _was(text: str, before: float | None) -> str:
    """What happened, and which value there was before, where that is known."""
    return text if before is None else said("{what}; before {value}", what=text, value=number(before))


def _with_figures(text: str, facts: Mapping[str, Any]) -> str:
    """A sentence with the figures that went in; of very many only how many there are."""
    if not facts:
        return text
    shown = [side_by_side(visible(str(name)), _figure(value), between=" ") for name, value in facts.items()]
    return said("{what}; with {figures}", what=text, figures=side_by_side(*shown, between=", "))


def _figure(value: Any) -> str:
    if value is None:
        return figures.NONE
    if isinstance(value, tuple | list):
        return f"[{len(value)}]"
    return visible(value) if isinstance(value, str) else number(float(value))


def _equation(rule: Rule) -> str:
    """The formula of a rule; of one for each direction the one that holds here."""
    parts: Mapping[str, str] = rule.equation.parts if isinstance(rule.equation, Said) else {}
    formula = parts.get(getattr(rule, "direction", "up"), rule.equation)
    transform = getattr(rule, "transform", "none")
    return formula if transform == "none" else said("{formula}, all after the transform", formula=formula)
