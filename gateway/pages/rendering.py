"""The gateway's own pages: their templates, and what a browser may load for them."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

FOLDER: Final = Path(__file__).resolve().parent

ASSETS: Final[dict[str, str]] = {"docs.css": "text/css", "docs.js": "text/javascript"}
"""The files that pages refer to, with their media types. They are served from here and from nowhere else."""

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'none'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What a browser may do on a page: run and style by our own files, and call this address alone."""

HEADERS: Final = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
}


def page(template: str, **values: Any) -> str:
    """Return a page; everything that it tells is escaped."""
    return _environment().get_template(template).render(**values)


def asset(name: str) -> bytes:
    """Return one of the files that pages refer to."""
    return (FOLDER / name).read_bytes()


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
