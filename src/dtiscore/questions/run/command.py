"""``run``: every output that a project names, all of them or none."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence, Set as AbstractSet
from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.cli.annotating import Annotate, annotations_of
from dtiscore.cli.effect import GIVEN, CountsWith
from dtiscore.cli.result import with_list
from dtiscore.progress import tell
from dtiscore.said import said

if TYPE_CHECKING:
    from dtiscore.cli.outputs import Commands
    from dtiscore.cli.result import Result
    from dtiscore.inputs.project import FoundProject
    from dtiscore.project.model import Output
    from dtiscore.questions.run.shown import Made, State


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(short_help="Make the outputs that a project names.", epilog="dtiscore run --check")(run)


@with_list
def run(
    context: typer.Context,
    result: Result,
    names: Annotated[
        list[str] | None, typer.Argument(help="Outputs by name; all unless given.", metavar="OUTPUT...")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing, and say what would change: exit 1 if anything.")
    ] = False,
    annotate: Annotated[Annotate, CountsWith(check=GIVEN)] = None,
) -> int:
    """Make every output that dtiscore.toml names, in its order: all of them are written, or none if one fails.

    An output depends on the project alone, not on the environment. dtiscore.lock says what each was made from: one of which
    nothing has moved since is not made again, and dtiscore check says what has.
    """
    from dtiscore.errors import ExitCode
    from dtiscore.questions.run.shown import ShownRun, looked_at

    result.claim()
    telling = annotations_of("run", annotate)
    telling.claim([], result)
    found = _project()
    wanted = _wanted(found, names or [])
    with telling.watching([]), contextlib.chdir(found.file.folder):
        made = _made(found, wanted, context.obj, check=check)
    telling.show(ShownRun(made, check), looked_at(made, found) if check else [], result, [])
    moved = any(one.state in ("new", "changed") for one in made)
    return ExitCode.ANSWER_IS_NO if check and moved else ExitCode.DONE


def _project() -> FoundProject:
    """The project of the working folder.

    Raises:
        UsageFault: there is none, or it names no outputs.
    """
    from dtiscore.cli.project import project
    from dtiscore.errors import UsageFault

    found = project()
    if found is None:
        fix = said("run it in the folder of a dtiscore.toml or below")
        raise UsageFault(said("there is no project here"), fix)
    if not found.project.outputs:
        message = said("{project} names no outputs", project=found.document.source)
        raise UsageFault(message, said("write [[outputs]] with name, command, tables and file"))
    return found


def _wanted(found: FoundProject, names: Sequence[str]) -> list[Output]:
    """The outputs of these names, in the order of the project; all without any.

    Raises:
        UsageFault: one is not there.
    """
    from dtiscore.errors import UsageFault
    from dtiscore.suggestions import close_to, did_you_mean

    known = [output.name for output in found.project.outputs]
    for name in names:
        if name not in known:
            message = said('{project} has no output "{name}"', project=found.document.source, name=name)
            near = did_you_mean(close_to(name, known, n=3))
            raise UsageFault(message, near or said("it has {names}", names=", ".join(known)))
    return [output for output in found.project.outputs if not names or output.name in names]


def _with_those_before(
    found: FoundProject, wanted: Sequence[Output], current: AbstractSet[str]
) -> list[Output]:
    """Outputs with those that they are made from and that are not current, in the order of the project."""
    from dtiscore.project.model import outputs_before

    needed = {output.name for output in wanted}
    for output in reversed(found.project.outputs):
        if output.name in needed and output.name not in current:
            needed |= {one.name for one in outputs_before(found.project, output) if one.name not in current}
    return [output for output in found.project.outputs if output.name in needed]


def _made(found: FoundProject, wanted: Sequence[Output], commands: Commands, *, check: bool) -> list[Made]:
    """Make outputs in the folder of the project, and put them in place unless they are only to be checked."""
    from dtiscore.cli.outputs import make_output, output_lines
    from dtiscore.files.folders import folders_for
    from dtiscore.files.writing import held_back
    from dtiscore.inputs.locked import as_drawn_before, current_outputs, lock_if_any, write_lock
    from dtiscore.inputs.output_files import read_file
    from dtiscore.questions.run.shown import Made

    before = lock_if_any(found)
    current, now = (set[str](), None) if before is None else current_outputs(found, before)
    wanted = _with_those_before(found, wanted, current)
    states: dict[str, State] = dict.fromkeys(current, "current")
    if check:
        states = _unmade(found, wanted, current)
    # Commands that nothing is asked of are not even loaded, which takes longer than to look at what has moved.
    stale = output_lines(found, [one for one in wanted if one.name not in current], commands)
    lines = {line.output.name: line for line in stale}
    made, contents = [], {}
    with contextlib.ExitStack() as writing:
        if not check:
            writing.enter_context(folders_for(line.output.file for line in stale))
        held = writing.enter_context(held_back(only_looked_at=check))
        for at, output in enumerate(wanted):
            name, file, there = output.name, output.file, read_file(found, output.file)
            if name in states:
                made.append(Made(name, file, states[name]))
                continue
            tell(name, at, len(wanted), outer=True)
            make_output(lines[name], commands)
            drawn_before = as_drawn_before(output, held.content(file), there, before)
            contents[name] = drawn_before or held.content(file)
            if drawn_before is not None or not held.changes(file):
                held.leave_out(file)
                made.append(Made(name, file, "same"))
            else:
                state: State = "new" if there is None else "changed"
                made.append(Made(name, file, state, None if there is None else held.first_change(file)))
        if not check:
            write_lock(found, contents, before, now)
    return made


def _unmade(found: FoundProject, wanted: Sequence[Output], current: AbstractSet[str]) -> dict[str, State]:
    """The states of outputs that are known without making them, as none that is new has a folder to be made in."""
    from dtiscore.files.paths import is_file
    from dtiscore.project.model import outputs_before

    states: dict[str, State] = {}
    for output in wanted:
        there = is_file(found.path(output.file))
        from_new = any(states.get(one.name) == "new" for one in outputs_before(found.project, output))
        if output.name in current:
            states[output.name] = "current"
        elif not there or from_new:
            states[output.name] = "changed" if there else "new"
    return states
