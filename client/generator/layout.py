"""How generated Python is laid out: as a person would write it, so that one can read it when something puzzles."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Final

WIDTH: Final = 118
INDENT: Final = "    "


def flowing(text: str) -> str:
    """Return a text of the contract with each paragraph on one line, to be wrapped anew."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(" ".join(each.split()) for each in paragraphs)


def docstring(text: str, indent: str) -> list[str]:
    """Return the lines of a docstring; lines that are too long are wrapped."""
    told = text.strip().replace("\\", "\\\\").replace('"""', "'''")
    lines = [part for line in told.splitlines() for part in _wrapped(line, WIDTH - len(indent) - 3)]
    if len(lines) == 1 and len(lines[0]) <= WIDTH - len(indent) - 6 and not lines[0].endswith('"'):
        return [f'{indent}"""{lines[0]}"""']
    return [f'{indent}"""{lines[0]}', *(f"{indent}{line}".rstrip() for line in lines[1:]), f'{indent}"""']


def call(begin: str, parts: Sequence[str], end: str, indent: str) -> list[str]:
    """Return ``begin``, parts between commas, and ``end``: on one line where they fit, else a line for each part."""
    one = f"{indent}{begin}{', '.join(parts)}{end}"
    if len(one) <= WIDTH:
        return [one]
    inner = indent + INDENT
    return [f"{indent}{begin}", *(line for part in parts for line in _part(part, inner)), f"{indent}{end}"]


def mapping(pairs: Mapping[str, str]) -> str:
    """Return the text of a dictionary of names and expressions."""
    return "{" + ", ".join(f'"{name}": {value}' for name, value in pairs.items()) + "}"


def quoted(expression: str) -> str:
    """Return an expression as a text, which Python reads only when somebody asks."""
    return repr(expression) if '"' in expression else f'"{expression}"'


def _part(part: str, indent: str) -> list[str]:
    """Return a part on a line of its own; a dictionary that is too long for one has a line for each member."""
    if len(indent) + len(part) < WIDTH or not part.startswith("{"):
        return [f"{indent}{part},"]
    members = re.split(r', (?=")', part[1:-1])
    return [f"{indent}{{", *(f"{indent}{INDENT}{each}," for each in members), f"{indent}}},"]


def _wrapped(line: str, width: int) -> list[str]:
    if len(line) <= width:
        return [line]
    begins = line[: len(line) - len(line.lstrip())]
    return textwrap.wrap(
        line.strip(),
        width,
        initial_indent=begins,
        subsequent_indent=begins,
        break_long_words=False,
        break_on_hyphens=False,
    )
