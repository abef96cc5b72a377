"""What git holds of a folder: files as they were at a revision, asked of git as a program."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from dtiscore.errors import SourceFault, UsageFault
from dtiscore.project.file_hash import file_hash
from dtiscore.said import as_it_is, said

_TIMEOUT = 60
"""Seconds until an answer is no longer awaited."""
_MOST_VERSIONS = 200
"""Commits that changed a file in which an older version of it is looked for."""


@dataclass(frozen=True)
class Repository:
    """The repository that a folder lies in."""

    folder: str
    """The folder."""
    below: str
    """Its way from the top of the repository, with ``/`` at the end unless it is the top."""

    def commit(self, revision: str) -> str:
        """The hash of the commit that a revision means.

        Raises:
            UsageFault: there is no such revision.
        """
        wanted = f"{revision}^{{commit}}"
        found = (
            None
            if revision.startswith("-")
            else _git(self.folder, "rev-parse", "--verify", "--quiet", wanted)
        )
        if not found:
            message = said('git knows no revision "{revision}" here', revision=revision)
            raise UsageFault(message, said("name a commit, a branch or a tag, such as HEAD~1"))
        return found.decode().strip()

    def read(self, commit: str, file: str) -> bytes | None:
        """A file below the folder as it was at a commit; ``None`` if it was not there."""
        return _git(self.folder, "cat-file", "blob", f"{commit}:{self.below}{file}")

    def files(self, commit: str) -> list[str]:
        """The files below the folder at a commit, by their ways from it."""
        listed = _git(self.folder, "ls-tree", "-r", "-z", "--name-only", commit, ".") or b""
        return [os.fsdecode(name) for name in listed.split(b"\0") if name]

    def version(self, file: str, sha256: str) -> bytes | None:
        """The version of a file with this :func:`file_hash`, as far back as it is looked for; ``None`` if there was none."""
        for commit in self._commits(file):
            data = self.read(commit, file)
            if data is not None and file_hash(data) == sha256:
                return data
        return None

    @property
    def is_shallow(self) -> bool:
        """Whether only the latest commits were fetched, as machines that build do."""
        return _git(self.folder, "rev-parse", "--is-shallow-repository") == b"true\n"

    def _commits(self, file: str) -> Iterator[str]:
        """The commits that changed a file, the latest first."""
        asked = ("log", "-n", str(_MOST_VERSIONS), "--format=%H", "--", str(PurePosixPath(file)))
        yield from (_git(self.folder, *asked) or b"").decode().split()


def repository_of(folder: str) -> Repository | None:
    """The repository that a folder lies in; ``None`` if it lies in none, or git is not installed."""
    try:
        below = _git(folder, "rev-parse", "--show-prefix")
    except SourceFault:
        return None
    return None if below is None else Repository(folder, os.fsdecode(below.removesuffix(b"\n")))


def require_repository(folder: str) -> Repository:
    """The same where nothing can be told without one.

    Raises:
        SourceFault: git is not installed, or the folder lies in no repository.
    """
    below = _git(folder, "rev-parse", "--show-prefix")
    if below is None:
        raise SourceFault(
            said("{folder} lies in no git repository, which alone knows how it was", folder=folder),
            said("give two tables or two editions instead"),
        )
    return Repository(folder, os.fsdecode(below.removesuffix(b"\n")))


def _git(folder: str, *arguments: str) -> bytes | None:
    """What git answers; ``None`` where it has no answer.

    Raises:
        SourceFault: it is not installed, or does not answer.
    """
    # No pager, question, lock or translated message; nor what a repository of somebody else would have run.
    command = ["git", "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", *arguments]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - no shell; what a user names stands behind what git takes for a name
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_TIMEOUT,
        )
    except FileNotFoundError as error:
        raise SourceFault(
            said("git, which alone knows how files were, is not installed"),
            said("install git, or give two tables or two editions instead"),
        ) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SourceFault(said("git does not answer: {reason}", reason=as_it_is(str(error)))) from error
    return done.stdout if done.returncode == 0 else None
