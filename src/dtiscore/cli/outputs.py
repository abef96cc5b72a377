"""The outputs of a project as command lines, which reach nothing beyond the project: who wrote it may be a stranger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir
from dataclasses import dataclass
from typing import Any

from typer.core import TyperArgument, TyperOption

from dtiscore.cli.language import speaking
from dtiscore.cli.names import Names, named_parameters
from dtiscore.cli.parameters import Command
from dtiscore.cli.supplied import without_environment
from dtiscore.errors import DtiscoreError, Problem
from dtiscore.files.catalogue import edition_ids, unit_scheme_ids
from dtiscore.files.paths import lies_in
from dtiscore.files.writing import held_back
from dtiscore.inputs.project import FoundProject
from dtiscore.methodology.documents.document import Path
from dtiscore.methodology.unfit import Unfit
from dtiscore.project.model import Output, check_path
from dtiscore.project.reading import broken_project
from dtiscore.said import Said, said
from dtiscore.shell_words import as_word
from dtiscore.suggestions import close_to, did_you_mean

NEVER = frozenset({"run", "config", "weights schema"})
"""Commands that answer no question about the project."""

_OF_THE_OUTPUT = {
    "output": said("write it as the file of the output"),
    "weights": said("write it as the weights of the output"),
    "lang": said("write it as the language of the project"),
    "master": said("a project names no other machine"),
    "from_coinr": said("import it once, and name the file that is made"),
    "data": said("import it once, and name the file that is made"),
    "annotate": said("give it to dtiscore run or dtiscore check"),
    "fix": said("type it once: it changes the project itself"),
}
"""Options, by the names of their parameters, that are said otherwise or not at all."""


@dataclass(frozen=True)
class OutputLine:
    """An output, and the words of the command line that makes it."""

    output: Output
    words: tuple[str, ...]


def output_lines(found: FoundProject, wanted: Sequence[Output], commands: Commands) -> list[OutputLine]:
    """The command lines of some outputs of a project.

    Raises:
        InvalidMethodology: one of them is none, or reaches beyond the project; ``problems`` lists all faults.
    """
    lines, problems = [], []
    for at, output in enumerate(found.project.outputs):
        if output in wanted:
            reader = _Reader(found, ("outputs", at), output, commands)
            lines.append(OutputLine(output, tuple(reader.words())))
            problems += reader.problems
    if problems:
        raise broken_project(found.document.source, problems)
    return lines


Commands = Callable[[str], Any]
"""What gives the group of commands with the one of a name, or with all where there is none."""


class _Reader:
    """Makes one output into words, and notes what is wrong with it."""

    def __init__(self, found: FoundProject, at: Path, output: Output, commands: Commands) -> None:
        self.found = found
        self.commands = commands
        self.at = at
        self.output = output
        self.problems: list[Problem] = []

    def words(self) -> Iterator[str]:
        """The command line, the name of the program left out."""
        command = self._command(self.commands(self.output.command.split()[0]))
        if command is None:
            return
        options = {one.name: one for one in command.params if isinstance(one, TyperOption)}
        if "output" not in options:
            self._fault(("command",), said("it makes no file"), said("name a command with --output"))
        yield from self.output.command.split()
        yield from self._arguments(command)
        if "weights" in options and (weights := self.output.weights or self._edition(options["weights"])):
            yield f"--weights={self._name(('weights',), Names.WEIGHTS, weights)}"
        elif self.output.weights is not None:
            self._fault(("weights",), said("this command has no weights"), said("leave it out"))
        for name, value in self.output.options.items():
            yield from self._option(command, options, name, value)
        yield f"--output={self.output.file}"
        if "quiet" in options:
            yield "--quiet"
        if "lang" in options and (language := self.found.project.language):
            yield f"--lang={language}"

    def _edition(self, option: TyperOption) -> str | None:
        return self.found.project.edition if option.required else None

    def _command(self, root: Any) -> Command | None:
        at, before, known = root, list[str](), list[str]()
        for word in self.output.command.split():
            known = [" ".join([*before, name]) for name in getattr(at, "commands", ())]
            at = getattr(at, "commands", {}).get(word)
            if at is None:
                break
            before.append(word)
        if at is None or hasattr(at, "commands") or self.output.command in NEVER:
            others = [one for one in known if one not in NEVER and one != self.output.command]
            near = did_you_mean(close_to(self.output.command, others, n=2))
            message = said('"{command}" is no command that makes an output', command=self.output.command)
            self._fault(("command",), message, near or said("see {command} --help", command="dtiscore"))
            return None
        command: Command = getattr(at, "answering", at)  # that of the question, of a picture
        return command

    def _arguments(self, command: Command) -> Iterator[str]:
        arguments = [one for one in command.params if isinstance(one, TyperArgument)]
        kinds = named_parameters(command)
        for number, text in enumerate(self.output.tables):
            parameter = arguments[min(number, len(arguments) - 1)] if arguments else None
            kind = None if parameter is None else kinds.get(parameter.name)
            if kind is not None:
                yield self._name(("tables", number), kind, text)
                continue
            if text.startswith("-"):
                self._fault(("tables", number), said("this is no name"), said("name a table of the project"))
            yield text

    def _option(
        self, command: Command, options: dict[str, TyperOption], name: str, value: Any
    ) -> Iterator[str]:
        path: Path = ("options", name)
        wanted = f"--{name.replace('_', '-')}"
        option = next((one for one in options.values() if wanted in one.opts), None)
        if option is None:
            known = [
                one.removeprefix("--") for each in options.values() for one in each.opts if one[:2] == "--"
            ]
            near = did_you_mean(close_to(name.replace("_", "-"), known, n=2))
            message = said("{command} has no option {option}", command=self.output.command, option=wanted)
            self._fault(
                path, message, near or said("see {command} --help", command=f"dtiscore {self.output.command}")
            )
            return
        if option.name in _OF_THE_OUTPUT:
            message = said("{option} is no option of an output", option=wanted)
            self._fault(path, message, _OF_THE_OUTPUT[option.name])
            return
        for one in value if isinstance(value, tuple) else (value,):
            if option.is_flag and isinstance(one, bool):
                yield from [wanted] if one else []
            elif (kind := self._kind(command, option, str(one))) is not None:
                yield f"{wanted}={self._name(path, kind, str(one))}"
            else:
                if option.metavar == "FILE":
                    self._require_inside(path, str(one))
                yield f"{wanted}={_written(one)}"

    def _kind(self, command: Command, option: TyperOption, text: str) -> Names | None:
        """What the text of an option names; ``None`` where that is a value or a file."""
        kind = named_parameters(command).get(option.name)
        if kind is not Names.TABLE_OR_FILE:
            return kind
        is_name = text.startswith("@") or text in self.found.project.tables
        return Names.TABLE if is_name else None

    def _require_inside(self, path: Path, file: str) -> None:
        """Note a file outside the project."""
        try:
            inside = lies_in(self.found.file.folder, self.found.path(check_path(file)))
        except Unfit as unfit:
            self._fault(path, unfit.message, unfit.fix)
            return
        if not inside:
            message = said('"{file}" leads out of the folder of the project', file=file)
            self._fault(path, message, said("put the file itself below the folder of the project"))

    def _name(self, path: Path, kind: Names, text: str) -> str:
        """What stands for a name; noted if it is none of the project, nor that of something built in."""
        project = self.found.project
        dated = kind in (Names.TABLE, Names.TABLE_OR_WEIGHTS)
        before, named, name = text.rpartition("=") if dated else ("", "", text)
        name = name.removeprefix("@")
        of_project = name in project.tables or name in project.weights or name in project.schemes
        known = self._known(kind)
        if name not in known and not (kind is not Names.TABLE and self._is_weighting(name)):
            message = said('the project has nothing called "{name}"', name=text)
            near = did_you_mean(close_to(name, known, n=3))
            self._fault(path, message, near or said("give it a name in the project file"))
        return f"{before}{named}@{name}" if of_project else text

    def _is_weighting(self, name: str) -> bool:
        """Whether built-in editions have ids that begin so, or it is the id of an edition of a family of the project."""
        is_family = any(id_.startswith(f"{name}-") for id_ in edition_ids())
        return is_family or self.found.edition_of_a_family(name) is not None

    def _known(self, kind: Names) -> list[str]:
        """What an output may name, of the project and built in."""
        project = self.found.project
        match kind:
            case Names.TABLE | Names.TABLE_OR_FILE:
                return [*project.tables]
            case Names.SCHEME:
                return [*project.schemes, *unit_scheme_ids()]
            case Names.WEIGHTS:
                return [*project.weights, *edition_ids()]
            case Names.TABLE_OR_WEIGHTS:
                return [*project.tables, *project.weights, *edition_ids()]

    def _fault(self, path: Path, message: Said, fix: Said | None) -> None:
        place = self.found.document.place((*self.at, *path))
        self.problems.append(Problem("invalid-output", message, place, fix=fix))


def _written(value: Any) -> str:
    """A value as it is typed."""
    return (
        str(value).lower()
        if isinstance(value, bool)
        else f"{value!r}"
        if isinstance(value, float)
        else str(value)
    )


def make_output(line: OutputLine, commands: Commands) -> None:
    """Run the command of an output; a fault says which output it was."""
    try:
        with speaking(line.words), without_environment():
            commands(line.words[0])(list(line.words), standalone_mode=False, prog_name="dtiscore")
    except DtiscoreError as error:
        typed = " ".join(map(as_word, ("dtiscore", *line.words)))
        note = said('output "{name}": {command}', name=line.output.name, command=typed)
        error.notes = [*error.notes, note]
        raise


def made_aside(found: FoundProject, commands: Commands, names: Sequence[str]) -> dict[str, bytes]:
    """The outputs of these names as they would be made now; what is there stays.

    Raises:
        As the commands that make them.
    """
    wanted = [output for output in found.project.outputs if output.name in names]
    made: dict[str, bytes] = {}
    with chdir(found.file.folder), held_back(only_looked_at=True) as held:
        for line in output_lines(found, wanted, commands):
            make_output(line, commands)
            made[line.output.name] = held.content(line.output.file)
    return made
