"""Putting off Python's full garbage collections while a large file is dealt with.

A national file is a million small objects, none of which is garbage before its end. Each full collection walks all
of them and holds up every other call meanwhile: half a second, a dozen times a file. The young objects, among which
nearly all garbage is, are collected as before.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_NEVER: Final = 1_000_000_000

_USUAL: Final = gc.get_threshold()
_LOCK: Final = threading.Lock()
_OPEN: Final[list[object]] = []


@contextmanager
def full_collections_put_off() -> Iterator[None]:
    """Have no full collection begin by itself in this process until the last of those who ask for it is done."""
    mine = object()
    with _LOCK:
        _OPEN.append(mine)
        gc.set_threshold(*_USUAL[:2], _NEVER)
    try:
        yield
    finally:
        with _LOCK:
            _OPEN.remove(mine)
            if not _OPEN:
                gc.set_threshold(*_USUAL)
