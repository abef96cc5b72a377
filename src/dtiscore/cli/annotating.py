"""``--annotate``: what a command found, told to machines beside its result."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.cli.language import chosen_language, spoken_language
from dtiscore.cli.options import RESULT_PANEL
from dtiscore.errors import InvalidData, InvalidMethodology, UsageFault
from dtiscore.render.annotations import ANNOTATIONS, IN_A_LOG, annotation_form
from dtiscore.said import said, with_or

if TYPE_CHECKING:
    from dtiscore.cli.result import Result
    from dtiscore.errors import Problem
    from dtiscore.render.annotations.findings import Findings, Looked
    from dtiscore.render.page import Shown

Annotate = Annotated[
    list[str] | None,
    typer.Option(
        "--annotate",
        metavar="FORM[=FILE]",
        help="Tell what was found to a machine as well: github, junit, sarif or lines; into a file, or to stderr; repeat.",
        rich_help_panel=RESULT_PANEL,
    ),
]

_MOST_ROWS = 500
"""Rows of a table in the summary of a build step, which may have a mebibyte."""


@dataclass(frozen=True)
class Annotations:
    """Which forms are asked for, and where each goes."""

    command: str
    to_log: Sequence[str]
    to_files: Mapping[str, str]
    """The form of each file."""

    def claim(self, inputs: Sequence[str], result: Result) -> None:
        """Refuse before any work a file that is an input, or that cannot be."""
        from dtiscore.cli.terminal import claim

        for file in self.to_files:
            if file == "-" and result.output in (None, "-"):
                raise UsageFault(
                    said("the result goes to standard output, and so would --annotate"),
                    said("name a file for one of them"),
                )
            claim(inputs, file)

    def show(
        self,
        shown: Shown,
        looked: Sequence[Looked],
        result: Result,
        inputs: Sequence[str],
        in_full: Shown | None = None,
    ) -> None:
        """Write a result and what was found to where each goes, files all or none.

        ``in_full`` is the result for a summary, where that is another one.
        """
        from dtiscore.cli.terminal import emit_set

        drawn, files = result.drawn(shown), self._documents(looked)
        if files:
            emit_set({result.output or "-": drawn, **files}, inputs)
            result.say_written(drawn)
        else:
            result.emit(drawn, inputs)
        self._log(looked, in_full or shown)

    def tell(self, shown: Shown, looked: Sequence[Looked], inputs: Sequence[str]) -> None:
        """Write what was found, where there is no other result; ``shown`` is for a summary."""
        from dtiscore.cli.terminal import emit_set

        emit_set(self._documents(looked), inputs)
        self._log(looked, shown)

    @contextmanager
    def watching(self, inputs: Sequence[str]) -> Iterator[None]:
        """Tell also of the faults for which there is no result at all."""
        try:
            yield
        except (InvalidData, InvalidMethodology) as error:
            from dtiscore.problem_codes import OF_TABLES, OF_WEIGHTING_FILES
            from dtiscore.render.annotations.findings import Looked
            from dtiscore.render.shown_problems import ShownProblems

            of_keys = isinstance(error, InvalidMethodology)
            by_file: dict[str, list[Problem]] = {}
            for problem in error.problems:
                by_file.setdefault(str(problem.place.file), []).append(problem)
            rules = OF_WEIGHTING_FILES if of_keys else OF_TABLES
            looked = [Looked(file, rules, problems) for file, problems in by_file.items()]
            self.tell(ShownProblems(error.problems, of_keys), looked, inputs)
            raise

    def _documents(self, looked: Sequence[Looked]) -> dict[str, str]:
        findings = self._findings(looked)
        return {
            file: annotation_form(form).draw(findings, chosen_language())
            for file, form in self.to_files.items()
        }

    def _log(self, looked: Sequence[Looked], shown: Shown) -> None:
        """Tell the log what it is to know, and GitHub the summary of the step."""
        from dtiscore.cli.terminal import say_screen

        findings = self._findings(looked)
        for form in self.to_log:
            text = annotation_form(form).draw(findings, spoken_language())
            if text:
                say_screen(text.rstrip("\n"))
        summary = os.environ.get("GITHUB_STEP_SUMMARY")
        if summary and "github" in [*self.to_log, *self.to_files.values()]:
            from dtiscore.files.writing import append
            from dtiscore.render.forms.markdown import shortened

            text = shortened(shown.markdown(spoken_language()), _MOST_ROWS)
            append(summary, f"## dtiscore {self.command}\n\n{text}\n".encode("utf-8", "backslashreplace"))

    def _findings(self, looked: Sequence[Looked]) -> Findings:
        from dtiscore.render.annotations.findings import Findings

        top = os.environ.get("GITHUB_WORKSPACE", "").replace("\\", "/").rstrip("/")
        here = os.getcwd().replace("\\", "/") + "/"  # noqa: PTH109 - a text to compare, no path to open
        if not top or not here.startswith(f"{top}/"):
            return Findings(self.command, looked)
        return Findings(self.command, looked, f"{top}/", here.removeprefix(f"{top}/"))


def annotations_of(command: str, asked: Sequence[str] | None) -> Annotations:
    """What is asked for with ``--annotate``.

    Raises:
        UsageFault: a form is unknown, or needs a file; or two forms go to one.
    """
    to_log: list[str] = []
    to_files: dict[str, str] = {}
    for text in asked or ():
        form, named, file = text.partition("=")
        if form not in ANNOTATIONS:
            raise UsageFault(
                said('--annotate knows no form "{form}"', form=form),
                said("write {forms}", forms=with_or(ANNOTATIONS, commas=True)),
            )
        if not named and form not in IN_A_LOG:
            raise UsageFault(
                said("--annotate {form} needs a file", form=form),
                said("name one: --annotate {form}=report.{form}", form=form),
            )
        if named and file in to_files:
            raise UsageFault(
                said("two forms of --annotate go to {file}", file=file), said("give each a file of its own")
            )
        if named:
            to_files[file] = form
        elif form not in to_log:
            to_log.append(form)
    return Annotations(command, to_log, to_files)
