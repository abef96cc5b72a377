"""A report as one HTML file: nothing is loaded, one style and one script are allowed by their hash, texts are escaped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from dtiscore.errors import UsageFault
from dtiscore.said import said


def require_templates() -> None:
    """Ask whether Jinja2 is installed.

    Raises:
        UsageFault: it is not.
    """
    try:
        import jinja2  # noqa: F401 - only whether it is there
    except ImportError as error:
        message = said("a report is written by Jinja2, which is not installed")
        raise UsageFault(message, said("install it: pip install 'dtiscore[report]'")) from error


def report_html(pages: Sequence[Mapping[str, Any]], data: Mapping[str, Any]) -> str:
    """The whole file.

    Args:
        pages: the page in each language, as the template reads it; the first one is open.
        data: what the script draws from, as plain data.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("dtiscore", "render/report")
    world = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    world.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    style, script = (loader.get_source(world, name)[0] for name in ("report.css", "report.js"))
    policy = "; ".join(
        [
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    return world.get_template("page.html.j2").render(
        pages=pages, data=data, style=style, script=script, policy=policy
    )


def _hash(text: str) -> str:
    """What a policy calls an inline style or script by."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
