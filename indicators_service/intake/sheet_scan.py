"""Looking through one XML part of a workbook before it is opened: its size in cells, texts, formulas and errors.

The part is parsed as a stream, so nothing of it is kept. Document types, and with them entities, are refused. What
a part says of its own encoding is not believed: it is read as UTF-8, as calamine reads it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from indicators_service.intake.placing import column_index, column_letters
from indicators_service.intake.taken import Limits, UnreadableError

_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_KEPT: Final = 100
"""How many addresses of computed cells are kept."""

_CONTENT: Final = frozenset({"v", "is", "f"})
_TEXTS: Final = frozenset({"si", "is", "v"})

_ELEMENTS_A_ROW: Final = 5
"""XML elements that are looked at, for each row that a file may have: some seconds of work at the most."""


@dataclass(slots=True)
class Scan:
    """What a part holds. ``computed`` are the first addresses of cells with a formula or an error."""

    cells: int = 0
    rows: int = 0
    columns: int = 0
    longest_text: int = 0
    computed: list[str] = field(default_factory=list)
    computed_in_all: int = 0


def scan_parts(parts: Mapping[str, bytes], limits: Limits) -> dict[str, Scan]:
    """Return what the XML parts of a workbook hold, by name.

    Raises:
        UnreadableError: one is no XML or hides something (``not-a-workbook``), or they go far beyond a form
            (``too-large``).
    """
    left = _ELEMENTS_A_ROW * limits.rows
    scans = {}
    for name, part in parts.items():
        if part.startswith(_UTF_16):
            raise UnreadableError("not-a-workbook", "The workbook is not in UTF-8. Save it again as .xlsx.")
        watcher = _Watcher(limits, left)
        try:
            _parser(watcher).Parse(part, True)
        except ExpatError as error:
            raise UnreadableError("not-a-workbook", "The workbook is damaged. Save it again as .xlsx.") from error
        scans[name], left = watcher.scan, watcher.left
    return scans


def _parser(watcher: "_Watcher") -> XMLParserType:
    parser = ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.StartElementHandler = watcher.start
    parser.EndElementHandler = watcher.end
    parser.CharacterDataHandler = watcher.text
    parser.StartDoctypeDeclHandler = watcher.doctype
    return parser


class _Watcher:
    """Follows the elements of a part: rows, cells, and the texts in them."""

    def __init__(self, limits: Limits, left: int) -> None:
        self.scan = Scan()
        self.left = left
        self._limits = limits
        self._row = 0
        self._column = 0
        self._filled = False
        self._in_text = 0
        self._length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.left -= 1
        if self.left < 0:
            raise UnreadableError("too-large", "The workbook has too many cells. Copy the form to a new template.")
        kind = name.rpartition(" ")[2]
        if kind == "row":
            self._row, self._column = _whole(attributes.get("r"), self._row + 1), 0
        elif kind == "c":
            self._cell(attributes)
        elif kind in _CONTENT:
            self._fill()
        if kind == "f":
            self._computed()
        self._in_text += kind in _TEXTS

    def end(self, name: str) -> None:
        if name.rpartition(" ")[2] in _TEXTS:
            self._in_text -= 1
            self.scan.longest_text = max(self.scan.longest_text, self._length)
            self._length = 0

    def text(self, data: str) -> None:
        if self._in_text:
            self._length += len(data)

    def doctype(self, *_declaration: object) -> None:
        raise UnreadableError("not-a-workbook", "The workbook declares a document type. Save it again as .xlsx.")

    def _cell(self, attributes: dict[str, str]) -> None:
        self._column += 1
        if "r" in attributes:
            address = _ADDRESS.fullmatch(attributes["r"])
            if address is None:
                raise UnreadableError("not-a-workbook", "A cell of the workbook has no proper address.")
            self._column, self._row = column_index(address[1]) + 1, int(address[2])
        self._filled = False
        if attributes.get("t") == "e":
            self._computed()

    def _fill(self) -> None:
        """Count a cell that holds something: empty ones that are only coloured cost nothing."""
        if self._filled:
            return
        self._filled = True
        scan, limits = self.scan, self._limits
        scan.cells += 1
        scan.rows, scan.columns = max(scan.rows, self._row), max(scan.columns, self._column)
        if scan.columns > limits.columns or scan.rows * scan.columns > limits.rows:
            raise UnreadableError(
                "too-large",
                f"A sheet goes as far as row {scan.rows} and column {scan.columns}. Copy the form to a new template.",
            )

    def _computed(self) -> None:
        self._fill()
        address = f"{column_letters(self._column - 1)}{self._row}"
        if self.scan.computed[-1:] == [address]:
            return  # a formula whose outcome is an error
        self.scan.computed_in_all += 1
        if len(self.scan.computed) < _KEPT:
            self.scan.computed.append(address)


def _whole(text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    if not re.fullmatch(r"[0-9]{1,7}", text):
        raise UnreadableError("not-a-workbook", "A row of the workbook has no proper number. Save it again.")
    return int(text)
