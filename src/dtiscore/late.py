"""Public names that load when they are first used (PEP 562), so that nobody pays for what is not used."""

from __future__ import annotations

TYPE_CHECKING = False  # typing alone would take a third of the time that --version has
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

showing: Callable[[], ModuleType]
"""What shows an answer, loaded when one is shown. The package sets it, which stands above all questions."""


def loader(package: str) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package whose stub, ``__init__.pyi``, imports its names from where they are defined.

    What was loaded once stays in the package; ``__all__`` is every name of the stub. Nothing is read until a name is
    asked for.
    """
    homes: dict[str, str] = {}

    def load(name: str) -> Any:
        import sys
        from importlib import import_module

        homes.update({} if homes else homes_of(package))
        if name == "__all__":
            value: Any = ["__version__", *homes]
        elif name in homes:
            value = getattr(import_module(homes[name]), name)
        else:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        setattr(sys.modules[package], name, value)
        return value

    return load


def homes_of(package: str) -> dict[str, str]:
    """The module that each name of a package's stub is imported from."""
    import ast
    from pkgutil import get_data

    stub = ast.parse(get_data(package, "__init__.pyi") or b"")
    imports = (statement for statement in stub.body if isinstance(statement, ast.ImportFrom))
    return {alias.name: statement.module or "" for statement in imports for alias in statement.names}
