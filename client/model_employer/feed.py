"""The feed of changes: everything once, then only what is new, and a place to go on from after a restart."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from .writing import replacing

if TYPE_CHECKING:
    from .contract.types import FeedLine, FeedPage


class CursorKeeper(Protocol):
    """Where a follower keeps how far it has come: a file, or a row of the database that it writes to anyway."""

    def read(self) -> str | None:
        """Return the cursor that was kept last; ``None`` before the first."""

    def write(self, cursor: str) -> None:
        """Keep a cursor in place of the one before."""


class CursorFile:
    """Keeps a cursor in a file, which always holds a whole one."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> str | None:
        try:
            return self.path.read_text(encoding="ascii").strip() or None
        except FileNotFoundError:
            return None

    def write(self, cursor: str) -> None:
        with replacing(self.path) as file:
            file.write(cursor.encode("ascii"))


class InHand:
    """Keeps a cursor as long as somebody holds on to it."""

    def __init__(self, cursor: str | None) -> None:
        self._cursor = cursor

    def read(self) -> str | None:
        return self._cursor

    def write(self, cursor: str) -> None:
        self._cursor = cursor


class Changes:
    """Changes in their order, to be gone through once. ``for`` gives them one by one, ``pages`` page by page.

    The cursor is written when the next page is asked for, and so after the page before was dealt with. A program
    that dies in between is told that page again: each change at least once. ``cursor`` is the one written last.
    """

    def __init__(self, page_after: "Callable[[str | None], FeedPage]", keeper: CursorKeeper) -> None:
        self._page_after = page_after
        self._keeper = keeper

    @property
    def cursor(self) -> str | None:
        """Where to go on: after the last page that was dealt with."""
        return self._keeper.read()

    def pages(self) -> "Iterator[FeedPage]":
        """Give the pages that have anything on them.

        Raises:
            Failure: a page could not be read.
        """
        cursor, more = self._keeper.read(), True
        while more:
            page = self._page_after(cursor)
            if page["items"]:
                yield page
            cursor, more = page["cursor"], page["more"]
            self._keeper.write(cursor)

    def __iter__(self) -> "Iterator[FeedLine]":
        for page in self.pages():
            yield from page["items"]


def followed(
    read: "Callable[..., FeedPage]",
    cursor: str | CursorKeeper | None,
    since: str | datetime | None,
    until: str | datetime | None,
    limit: int,
) -> Changes:
    """Return the changes that ``read`` tells page by page."""
    keeper = InHand(cursor) if cursor is None or isinstance(cursor, str) else cursor
    return Changes(lambda after: read(cursor=after, since=since, until=until, limit=limit), keeper)
