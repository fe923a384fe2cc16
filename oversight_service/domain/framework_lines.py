"""On which line of a framework file a key stands, so that whoever wrote it finds the fault at once.

TOML's reader keeps no lines. The files are written with one key on a line under headers, so the line is found by
walking them; a key inside an inline table is on the line of the key that holds the table.
"""

import re
from collections import Counter
from typing import Final

_HEADER: Final = re.compile(r"^\[(\[)?\s*([\w.-]+)\s*\](?:\])?")
_STEP: Final = re.compile(r"([\w-]+)(?:\[(\d+)\])?")


def line_of(text: str, key: str) -> int | None:
    """Return the line, from 1, of a dotted key such as ``rules[2].when[0].value``; of the nearest table above it.

    ``None`` where nothing of it is in the file.
    """
    steps = [f"{name}[{number}]" if number else name for name, number in _STEP.findall(key)]
    lines = _lines(text)
    for length in range(len(steps), 0, -1):
        found = lines.get(".".join(steps[:length]))
        # A list that is written as one value has no line for each entry of it.
        found = found or lines.get(".".join([*steps[: length - 1], steps[length - 1].split("[")[0]]))
        if found is not None:
            return found
    return None


def _lines(text: str) -> dict[str, int]:
    """Return the line of every table and key that stands at the start of a line, the first of each."""
    lines: dict[str, int] = {}
    counts: Counter[str] = Counter()
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            table = _table(header[2], bool(header[1]), counts)
            lines.setdefault(table, number)
        elif "=" in line and (name := re.match(r"[\w-]+(?=\s*=)", line)):
            lines.setdefault(f"{table}.{name[0]}" if table else name[0], number)
    return lines


def _table(name: str, listed: bool, counts: Counter[str]) -> str:
    """Return the dotted path of a header; an inner table belongs to the last entry of its list."""
    if listed:
        counts[name] += 1
        return f"{name}[{counts[name] - 1}]"
    first, _, rest = name.partition(".")
    return f"{first}[{counts[first] - 1}].{rest}" if rest and counts[first] else name
