"""The schema of a project file: what ``dtiscore.toml``, or ``[tool.dtiscore]`` of ``pyproject.toml``, may say."""

# Annotations are not postponed, see dtiscore.methodology.base.

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
)

from dtiscore.languages import languages
from dtiscore.methodology.base import Model
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import said
from dtiscore.tables.declarations import TableReading, declarations
from dtiscore.tables.options import TableOptions, Text

_NAME = re.compile(r"[^\W_][\w-]*")
_WRITTEN = ("draws", "save")
"""The options that name a file to be written rather than read."""


def _check_name(name: str) -> str:
    if not _NAME.fullmatch(name):
        message = said('"{name}" is not a name', name=name)
        raise Unfit(message, said("write letters, digits, hyphens and underscores, such as hai-duong-2023"))
    return name


def check_path(path: str) -> str:
    """A path that means the same file on every system, and none above the folder that it starts from."""
    windows = PureWindowsPath(path)
    if "\\" in path or not path.isprintable():
        raise Unfit(said("a path has no backslash and no control character"), said("write / between folders"))
    if windows.drive or windows.root or path.startswith("~"):
        message = said("a project names files of its own folder only, by paths that start there")
        raise Unfit(message, said("put the file below the folder of the project: data/2023.csv"))
    depth = 0
    for part in PurePosixPath(path).parts:
        depth += -1 if part == ".." else 1
        if depth < 0:
            raise Unfit(
                said("the path leaves the folder of the project"), said("put the file below that folder")
            )
    if depth == 0:
        raise Unfit(said("the path is no file"), said("write the path of a file, such as data/2023.csv"))
    return path


if TYPE_CHECKING:
    Spoken = str
else:  # in the order of --lang: literals of other orders are equal, and typing gives back the one that it knows
    Spoken = Literal[tuple(reversed(languages()))]

Name = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_check_name)]
"""By what a table, a weighting file, a unit scheme or an output is called: never the look of a path."""

FileInside = Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(check_path)]
"""A path below the folder of the project, with ``/`` between folders; where links lead is seen when it is found."""

_Lists = BeforeValidator(lambda value: tuple(value) if isinstance(value, list) else value)
"""Of a list below a key of the user's own choice: a file knows lists only, and a frozen model holds tuples."""

Files = Annotated[
    tuple[FileInside, ...],
    Field(min_length=1),
    BeforeValidator(
        lambda value: (
            (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value
        ),
        json_schema_input_type=str | list[str],
    ),
]
"""One file, or several; a single text may stand alone."""

Value = StrictBool | StrictInt | StrictFloat | StrictStr
"""The value of an option: ``true`` for one that has none."""


def _describe_declarations(schema: dict[str, Any]) -> None:
    """Let a schema say of each declaration what the help of the command line does."""
    for name, (_, declared) in declarations().items():
        if name in schema["properties"]:
            schema["properties"][name]["description"] = declared.text.removesuffix(
                "; repeat."
            ) + "." * declared.text.endswith("; repeat.")


class NamedTable(TableOptions):
    """A table by name: its file, and how that is read."""

    model_config = ConfigDict(title="Table", json_schema_extra=_describe_declarations)

    file: FileInside
    """The table, as a path below the folder of the project."""
    period: Text = None
    """The period of a table that has no column for it, or the one to keep of a panel."""

    @property
    def reading(self) -> TableReading:
        """What is declared about the table, of itself alone."""
        stated = {
            name: getattr(self, name) for name in TableOptions.model_fields if name in self.model_fields_set
        }
        return cast("TableReading", stated)


class Output(Model):
    """One file that the project makes: the answer of one command."""

    name: Name
    """By what people and the lock call it."""
    command: Annotated[str, Field(min_length=1, max_length=60)]
    """The command that makes it, such as ``score``, ``compare`` or ``weights show``."""
    tables: tuple[str, ...] = ()
    """What stands behind the command: tables of the project by name, paths, or the edition of ``weights show``."""
    weights: str | None = None
    """What ``--weights`` would say; the ``edition`` of the project unless told."""
    options: dict[str, Value | Annotated[tuple[Value, ...], _Lists]] = Field(default_factory=dict)
    """The other options by their names without dashes, such as ``top = 10``; several values as a list."""
    file: FileInside
    """Where the output goes, as a path below the folder of the project; its ending tells the form. Later outputs may be made
    from it, where a table, a weighting file or an option names it."""

    @property
    def option_texts(self) -> Sequence[str]:
        """The texts that options say, those left out that name a file to be written."""
        values = [
            value if isinstance(value, tuple) else (value,)
            for name, value in self.options.items()
            if name not in _WRITTEN
        ]
        return [text for text in chain.from_iterable(values) if isinstance(text, str)]

    @property
    def beside(self) -> Sequence[str]:
        """The files that the command writes besides, as options name them."""
        values = [value for name, value in self.options.items() if name in _WRITTEN]
        return [value for value in values if isinstance(value, str)]


class Project(Model):
    """What a project file says."""

    language: Spoken | None = None
    """The language of names, words and messages, as ``--lang`` says it."""
    edition: Annotated[str, Field(min_length=1)] | None = None
    """The weighting file, edition or family that ``--weights`` means where it is not given."""
    tables: dict[Name, NamedTable] = Field(default_factory=dict)
    """Tables by name, each with how it is read."""
    weights: dict[Name, Files] = Field(default_factory=dict)
    """Weighting files by name: one, or a list of them that is a family, among which periods choose."""
    schemes: dict[Name, FileInside] = Field(default_factory=dict)
    """Unit schemes by name."""
    outputs: tuple[Output, ...] = ()
    """What ``dtiscore run`` makes, in this order."""

    @cached_property
    def makers(self) -> Mapping[str, Sequence[int]]:
        """By the path of a file, as it is compared, the places of the outputs that make it."""
        found: dict[str, list[int]] = {}
        for at, output in enumerate(self.outputs):
            for file in (output.file, *output.beside):
                found.setdefault(compared_path(file), []).append(at)
        return found

    def files(self) -> Mapping[tuple[str | int, ...], str]:
        """Every file that the project names, by the path of its key."""
        found: dict[tuple[str | int, ...], str] = {
            ("tables", name, "file"): table.file for name, table in self.tables.items()
        }
        for name, files in self.weights.items():
            found |= {("weights", name, at): file for at, file in enumerate(files)}
        found |= {("schemes", name): file for name, file in self.schemes.items()}
        return found | {("outputs", at, "file"): output.file for at, output in enumerate(self.outputs)}


def outputs_before(project: Project, output: Output) -> list[Output]:
    """The outputs whose files one is made from, in the order of the project."""
    return [project.outputs[at] for at in places_before(project, output)]


def places_before(project: Project, output: Output) -> list[int]:
    """The places of those outputs in the project, ascending."""
    named = {compared_path(file) for file in files_named_by(project, output)}
    return sorted({at for file in named for at in project.makers.get(file, ())})


def names_in(project: Project, output: Output) -> list[str]:
    """The words by which an output may name what it is made from: names of the project, built-in ones and paths."""
    texts = filter(None, (*output.tables, weighting_of(project, output), *output.option_texts))
    return list(dict.fromkeys(chain.from_iterable((text, bare_name(text)) for text in texts)))


def bare_name(text: str) -> str:
    """The name in a text that may say a period before it: ``2023`` of ``2022=@2023``."""
    return text.rpartition("=")[2].removeprefix("@")


def files_named_by(project: Project, output: Output) -> Iterator[str]:
    """The files that an output may be made from, by the names that the project gives them or by their paths."""
    for name in names_in(project, output):
        yield name
        yield from [project.tables[name].file] if name in project.tables else ()
        yield from project.weights.get(name, ())
        yield from [project.schemes[name]] if name in project.schemes else ()


def weighting_of(project: Project, output: Output) -> str | None:
    """What scores the tables of an output: what it names, or the edition of the project where its command falls back on that."""
    return output.weights or (project.edition if _falls_back(output) else None)


def _falls_back(output: Output) -> bool:
    if output.command in ("weights derive", "weights recover"):
        return True
    first = output.command.split(maxsplit=1)[0]
    return first not in ("weights", "units", "diff") and "published" not in output.options


def compared_path(file: str) -> str:
    """A path as file systems compare it that take small and capital letters for the same."""
    parts: list[str] = []
    for part in file.casefold().split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
