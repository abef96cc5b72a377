"""The completion of words for a shell: where typer has installed it, or that it knows none for the shell."""

from __future__ import annotations

from typer._completion_shared import Shells, _get_shell_name, install

from dtiscore.errors import UsageFault
from dtiscore.said import Said, said, with_or
from dtiscore.visible import visible


def install_completion(shell: str | None) -> Said:
    """Install it for a shell, or for the one that started the command, and tell where.

    Raises:
        UsageFault: nothing tells the shell, or there is no completion for it.
    """
    known = [each.value for each in Shells]
    name = shell or _get_shell_name()
    if name not in known:
        fix = said("completion is there for {shells}", shells=with_or(known, commas=True))
        if name is None:
            raise UsageFault(said("nothing tells which shell started the command"), fix)
        raise UsageFault(
            said("there is no completion of words for the shell {shell}", shell=visible(name)), fix
        )
    installed, path = install(shell=name, prog_name="dtiscore")
    return said(
        "{shell}: completion installed in {path}\nIt takes effect in a new terminal.",
        shell=installed,
        path=visible(str(path)),
    )
