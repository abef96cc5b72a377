"""The history of one cell for people and programs: one line for each thing that happened on its way to the index."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from dtiscore.methodology.preparation import Derive, Step
from dtiscore.methodology.rules import Rule
from dtiscore.questions.explain.answer import CellHistory, Stage
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Cell, Column, TextColumn, Widths, fit
from dtiscore.render.drawing.screen import BOLD, DIM, Screen, paragraph, to_text
from dtiscore.render.forms.markdown import escaped, to_markdown
from dtiscore.render.old_names import node_name, unit_name
from dtiscore.render.phrases import say
from dtiscore.render.rules_in_words import rule_in_words, step_in_words
from dtiscore.visible import visible

CELL_SCHEMA = "dtiscore/cell-history/1"

_LESS_IS_BETTER = " when less is better"
"""How the formulas of rules end that have another one for this direction."""

_FIGURES = 6
"""How many significant digits a figure has on the way; CSV and JSON have them all."""


def cell_screen(history: CellHistory, screen: Screen) -> str:
    """The history of a cell as text, from the file down to the index."""
    return to_text(_View(history, screen.language).lines(screen), screen)


def cell_markdown(history: CellHistory, language: str | None = None) -> str:
    """The same as Markdown."""
    view = _View(history, language)
    table = to_markdown({one.heading: [cell.text for cell in one.cells] for one in view.columns()})
    aid = escaped(say(language, "cell aid"))
    return "\n\n".join([f"### {escaped(view.title())}", table.rstrip("\n"), aid]) + "\n"


def cell_payload(history: CellHistory, language: str | None = None) -> dict[str, Any]:
    """The history of a cell as the versioned envelope for JSON, every stage in full precision and in words."""
    card, row, view = history.card, history.row, _View(history, language)
    return {
        "schema": CELL_SCHEMA,
        "provenance": card.provenance.as_dict(),
        "unit": card.dataset.units[row],
        "name": card.name(row),
        "period": card.dataset.periods[row],
        "group": card.dataset.groups[row],
        "node": history.code,
        "score": history.score,
        "rows": [{**stage.as_dict(), "words": view.words(stage)} for stage in history.stages],
    }


def cell_columns(history: CellHistory, language: str | None = None) -> dict[str, list[Any]]:
    """The stages of a history as plain columns, for CSV and JSON Lines; the facts of a stage as JSON in one cell."""
    view = _View(history, language)
    rows = [stage.as_dict() for stage in history.stages]
    columns: dict[str, list[Any]] = {
        name: [row[name] for row in rows] for name in ("stage", "subject", "text", "place", "before", "value")
    }
    columns["words"] = [view.words(stage) for stage in history.stages]
    columns["facts"] = [
        json.dumps(row["facts"], ensure_ascii=False) if row["facts"] else None for row in rows
    ]
    return columns


@dataclass(frozen=True)
class _View:
    """A history in one language."""

    history: CellHistory
    language: str | None

    def lines(self, screen: Screen) -> Iterator[Text]:
        columns = self.columns()
        fitted = fit(list[Column](columns), len(self.history.stages), screen.width)
        yield from paragraph(self.title(), screen, style=BOLD, hanging="  ")
        yield Text()
        yield from fitted.lines(screen)
        yield Text()
        yield from paragraph(say(self.language, "cell aid"), screen, style=DIM)

    def title(self) -> str:
        """Unit, indicator, and when."""
        card, row = self.history.card, self.history.row
        name, code = unit_name(card, row, self.language), visible(card.dataset.units[row])
        when = [card.dataset.periods[row], card.dataset.groups[row]]
        parts = [name if name == code else f"{name} ({code})", self.name(self.history.code)]
        return " · ".join([*parts, *(visible(part) for part in when if part is not None)])

    def columns(self) -> list[TextColumn]:
        stages = self.history.stages
        steps = [Cell(say(self.language, f"stage {stage.kind}")) for stage in stages]
        words = [Cell(self.words(stage)) for stage in stages]
        values = [Cell("" if stage.value is None else _number(stage.value)) for stage in stages]
        return [
            TextColumn(say(self.language, "cell step"), steps),
            TextColumn(say(self.language, "cell happened"), words, folds=True, folded=Widths(12, 40, 96)),
            TextColumn(say(self.language, "value"), values, "right"),
        ]

    def name(self, code: str) -> str:
        """A node's name with its code, unless they are the same."""
        named, shown = node_name(self.history.card.methodology, code, self.language), visible(code)
        return named if named == shown else f"{named} ({shown})"

    def words(self, stage: Stage) -> str:
        """What happened, in one line."""
        tellers = {
            "cell": self.of_cell,
            "read": self.of_reading,
            "derived": self.of_step,
            "imputed": self.of_step,
            "treated": self.of_step,
            "screened": self.of_step,
            "rule": self.of_rule,
            "scaled": self.of_scale,
            "then": self.of_rule,
            "rounded": self.of_rounding,
            "counted": self.of_counting,
            "adds": self.of_adding,
            "joins": self.of_joining,
            "ends": self.of_ending,
            "unscored": self.of_lacking,
        }
        if stage.kind in tellers:
            return tellers[stage.kind](stage)
        return say(self.language, "has no value" if stage.kind == "zeroed" else "is supplied")

    def of_cell(self, stage: Stage) -> str:
        parts = {"column": visible(stage.subject), "place": visible(stage.place or "")}
        if stage.text is None:
            return say(self.language, "cell not there", **parts)
        if not stage.text.strip():
            return say(self.language, "cell empty", **parts)
        return say(self.language, "cell holds", text=visible(stage.text), **parts)

    def of_reading(self, stage: Stage) -> str:
        facts = stage.facts
        if facts.get("earns"):
            return say(self.language, "text earns")
        said = []
        if "decimal" in facts:
            said.append(say(self.language, f"decimal {facts['decimal']}"))
        if "grouping" in facts:
            said.append(say(self.language, "grouped by", sign=facts["grouping"]))
        if "percent" in facts:
            said.append(say(self.language, f"percent {facts['percent']}"))
        return ", ".join(said) or say(self.language, "plain number")

    def of_step(self, stage: Stage) -> str:
        assert isinstance(stage.method, Step)
        if isinstance(stage.method, Derive):
            said = f"{visible(stage.subject)} = {visible(stage.method.formula)}"
            said = said if stage.value is not None else say(self.language, "cell no value", what=said)
        else:
            said = step_in_words(stage.method, self.language)
            said = said if stage.value is None else f"{visible(stage.subject)}: {said}"
        said = self.with_figures(said, stage.facts)
        return (
            said
            if stage.before is None
            else say(self.language, "cell was", what=said, value=_number(stage.before))
        )

    def of_rule(self, stage: Stage) -> str:
        assert isinstance(stage.method, Rule)
        node = self.history.card.methodology.nodes[stage.subject]
        column = "x" if stage.kind == "then" else node.own_column or stage.subject
        said = rule_in_words(stage.method, column, self.language)
        if stage.method.equation and stage.kind == "rule":
            said = f"{said}: {_equation(stage.method)}"
        return self.with_figures(said, stage.facts)

    def of_scale(self, stage: Stage) -> str:
        kind = "times points" if stage.facts["points"] else "times scale"
        return say(self.language, kind, top=_number(stage.facts["top"]))

    def of_rounding(self, stage: Stage) -> str:
        before = "" if stage.before is None else _number(stage.before)
        return say(self.language, "cell was", what=self.name(stage.subject), value=before)

    def of_counting(self, stage: Stage) -> str:
        out_of, points = (_number(stage.facts[key]) for key in ("out_of", "points"))
        return say(self.language, "cell counts for", out_of=out_of, points=points)

    def of_adding(self, stage: Stage) -> str:
        share, effective = stage.facts["weight"], stage.facts["effective"]
        parts = {"node": self.name(stage.subject), "score": self.score(stage)}
        if stage.facts["aggregate"] != "arithmetic" or share is None or effective is None:
            return say(self.language, "adds to", **parts)
        if abs(share - effective) > 1e-12:
            texts = {"weight": _percent(effective), "was": _percent(share)}
            return say(self.language, "adds more to", **parts, **texts)
        return say(self.language, "adds share to", weight=_percent(share), **parts)

    def of_joining(self, stage: Stage) -> str:
        aggregate = stage.facts["aggregate"] or ""
        parts = {"node": self.name(stage.subject), "score": self.score(stage)}
        return say(self.language, "joins in", aggregate=aggregate, **parts)

    def of_ending(self, stage: Stage) -> str:
        phrase = "ends at supplied" if stage.facts["supplied"] else "ends at none"
        return say(self.language, phrase, node=self.name(stage.subject))

    def of_lacking(self, stage: Stage) -> str:
        if "above" not in stage.facts:
            return say(self.language, "lacks score")
        node = self.name(stage.facts["above"])
        if stage.facts["score"] is None:
            return say(self.language, "lacks score above", node=node)
        phrase = "lacks score shared" if stage.facts["reweighted"] else "lacks score done without"
        return say(self.language, phrase, node=node, score=self.score(stage))

    def score(self, stage: Stage) -> str:
        score = stage.facts["score"]
        return say(self.language, "has none") if score is None else _number(score)

    def with_figures(self, said: str, facts: Mapping[str, Any]) -> str:
        """A sentence with the figures that went in; of very many only how many there are."""
        if not facts:
            return said
        shown = ", ".join(f"{visible(str(name))} {_figure(value)}" for name, value in facts.items())
        return say(self.language, "with figures", what=said, figures=shown)


def _equation(rule: Rule) -> str:
    """The formula of a rule; of one for each direction the one that holds here."""
    up, _, down = rule.equation.partition("; ")
    if not down.endswith(_LESS_IS_BETTER):
        return rule.equation
    return down.removesuffix(_LESS_IS_BETTER) if getattr(rule, "direction", "up") == "down" else up


def _figure(value: Any) -> str:
    if value is None:
        return figures.NONE
    if isinstance(value, tuple | list):
        return f"[{len(value)}]"
    return visible(value) if isinstance(value, str) else _number(float(value))


def _number(value: float) -> str:
    """A figure with enough digits to follow; large ones are not written with an exponent."""
    return figures.short(value, _FIGURES)


def _percent(share: float) -> str:
    return f"{figures.brief(share * 100)}%"
