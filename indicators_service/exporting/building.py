"""Whole years as files: computed once for a state of a year, as the public sees it or exact, and then kept."""

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from indicators_service.books import Book
from indicators_service.domain.pay import Pay, PayControl
from indicators_service.domain.pay_gap import not_collected, pay_gap
from indicators_service.domain.published_rows import rows
from indicators_service.domain.results import Result
from indicators_service.domain.tally import Tally
from indicators_service.exporting.file import File, Format
from indicators_service.exporting.formats import WRITERS, Writer
from indicators_service.exporting.rows import Columns, PublishedBody, columns_of
from indicators_service.pay_documents import pay
from indicators_service.schemas.annual_return import ReturnIn
from indicators_service.standards.wres import compute, with_previous
from indicators_service.store.publications import Publication, Published

AT_ONCE: Final = 50
"""Bodies whose results are held as objects at one time."""

_PACKING: Final = 6


@dataclass(frozen=True, slots=True, eq=False)
class YearSeen:
    """A year as somebody sees it: its book, the counts as they are shown, and the documents that tell of pay."""

    book: Book
    tally: Tally
    documents: Mapping[Published, str]
    control: PayControl | None

    def results(self, codes: Sequence[str]) -> dict[str, list[Result]]:
        """Return everything that is told of some bodies, those alone that have a published return."""
        there = [ods for ods in codes if ods in self.book.places]
        counted = compute(rows(self.tally, [self.book.places[ods] for ods in there])) if there else []
        return {ods: [*own, *self._paid(ods)] for ods, own in zip(there, counted, strict=True)}

    def _paid(self, ods: str) -> Sequence[Result]:
        own = _pay(self.documents[self.published(ods)])
        return not_collected() if own is None else pay_gap([own], self.control)[0]

    def published(self, ods: str) -> Published:
        """Return the published revision of a body that has one."""
        return ods, self.book.columns.revisions[self.book.places[ods]]


def _pay(document: str) -> Pay | None:
    # Most returns tell of no pay; to check one whole takes a hundred times as long as to look.
    return pay(ReturnIn.model_validate_json(document).pay) if json.loads(document).get("pay") else None


def files(now: YearSeen, before: YearSeen, publications: Mapping[Published, Publication]) -> dict[Format, File]:
    """Return a year as a file of each form. It takes seconds: never in the event loop."""
    writing = {each: _Packing(WRITERS[each]()) for each in Format}
    for columns in _parts(now, before, publications):
        for file in writing.values():
            file.add(columns)
    return {each: file.ended() for each, file in writing.items()}


def _parts(now: YearSeen, before: YearSeen, publications: Mapping[Published, Publication]) -> Iterator[Columns]:
    book = now.book
    codes = sorted(book.places)
    for start in range(0, len(codes), AT_ONCE):
        own = codes[start : start + AT_ONCE]
        told, earlier = now.results(own), before.results(own)
        results = [_beside(told[ods], earlier.get(ods), before.book.year) for ods in own]
        bodies = [
            PublishedBody(
                book.members[ods],
                book.columns.revisions[book.places[ods]],
                book.columns.editions[book.places[ods]],
                publications[now.published(ods)].published_at,
            )
            for ods in own
        ]
        yield columns_of(book.year, bodies, results)


def _beside(results: list[Result], earlier: list[Result] | None, year: int) -> list[Result]:
    return results if earlier is None else with_previous(results, earlier, year)


class _Packing:
    """Counts, digests and packs what a writer gives, so that no file is held whole."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        # With the head of a gzip file, which holds no time.
        self._packer = zlib.compressobj(_PACKING, zlib.DEFLATED, zlib.MAX_WBITS | 16)
        self._digest = hashlib.sha256()
        self._packed: list[bytes] = []
        self._size = self._rows = 0

    def add(self, columns: Columns) -> None:
        self._rows += len(columns["year"])
        self._take(self._writer.add(columns))

    def ended(self) -> File:
        self._take(self._writer.end())
        self._packed.append(self._packer.flush())
        return File(self._rows, self._size, self._digest.hexdigest(), b"".join(self._packed))

    def _take(self, content: bytes) -> None:
        self._size += len(content)
        self._digest.update(content)
        self._packed.append(self._packer.compress(content))
