"""Which part of a workbook's archive holds a sheet of a name."""

from collections.abc import Mapping
from xml.parsers.expat import ParserCreate

_BOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"


def part_of_sheet(parts: Mapping[str, bytes], sheet: str) -> str | None:
    """Return the name of the part with the cells of a sheet, ``None`` where the workbook does not say it.

    The parts are well-formed XML without document types: :func:`sheet_scan.scan_parts` has seen to it.
    """
    by_small = {name.lower(): name for name in parts}
    if _LINKS not in by_small:
        return None
    sheets = {each.get("name"): each.get("id") for each in _elements(parts[by_small[_BOOK]], "sheet")}
    links = {each.get("Id"): each.get("Target", "") for each in _elements(parts[by_small[_LINKS]], "Relationship")}
    target = links.get(sheets.get(sheet), "").replace("\\", "/")
    path = target[1:] if target.startswith("/") else target if target.startswith("xl/") else f"xl/{target}"
    return by_small.get(path.lower())


def _elements(part: bytes, wanted: str) -> list[dict[str, str]]:
    """Return the attributes of all elements of a name, both without their namespaces."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == wanted:
            found.append({key.rpartition(" ")[2]: value for key, value in attributes.items()})

    parser = ParserCreate("utf-8", " ")
    parser.StartElementHandler = start
    parser.Parse(part, True)
    return found
