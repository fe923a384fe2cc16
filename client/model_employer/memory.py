"""What was read before, by its version: where nothing has changed, the server says only that (304)."""

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from .writing import replacing

MEBIBYTE: Final = 2**20
_SHARE: Final = 4
"""What is larger than this part of all the room is not kept: it would drive out everything else."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was read before: its headers, of which ``etag`` is one, and its body."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def size(self) -> int:
        """Bytes that it takes, roughly."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers.items())


class Memory(Protocol):
    """Where a client keeps what it read. A key names the address, the form, and who asked."""

    def get(self, key: str) -> Kept | None:
        """Return what is kept under a key."""

    def keep(self, key: str, kept: Kept) -> None:
        """Keep an answer, for as long as there is room."""


class NoMemory:
    """Keeps nothing: everything is read anew."""

    def get(self, key: str) -> Kept | None:
        return None

    def keep(self, key: str, kept: Kept) -> None:
        return None


class InMemory:
    """Keeps answers while the program runs; those read least lately go first when ``most_bytes`` are full."""

    def __init__(self, most_bytes: int = 32 * MEBIBYTE) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._answers: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Kept | None:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def keep(self, key: str, kept: Kept) -> None:
        if kept.size > self._most // _SHARE:
            return
        with self._lock:
            before = self._answers.pop(key, None)
            self._bytes += kept.size - (before.size if before else 0)
            self._answers[key] = kept
            while self._bytes > self._most:
                self._bytes -= self._answers.popitem(last=False)[1].size


class OnDisk:
    """Keeps answers in a folder of its own, from one run to the next, readable by its owner alone.

    The oldest go first when ``most_bytes`` are full. A file that cannot be read is as good as none.
    """

    def __init__(self, folder: Path, most_bytes: int = 512 * MEBIBYTE) -> None:
        self._folder = folder
        self._most = most_bytes
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._bytes = sum(size for _, size, _ in self._files())

    def get(self, key: str) -> Kept | None:
        with suppress(OSError, ValueError):
            told, _, body = self._file(key).read_bytes().partition(b"\n")
            return Kept(json.loads(told), body)
        return None

    def keep(self, key: str, kept: Kept) -> None:
        if kept.size > self._most // _SHARE:
            return
        # What a power cut would take is read again: there is no need to wait for the disk.
        with replacing(self._file(key), durable=False) as file:
            file.write(json.dumps(dict(kept.headers)).encode() + b"\n" + kept.body)
        # One that takes another's place is counted twice until the files are looked at again.
        self._bytes += kept.size
        if self._bytes > self._most:
            self._make_room()

    def _file(self, key: str) -> Path:
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()}.answer"

    def _files(self) -> list[tuple[int, int, Path]]:
        """Return when each file was written, its bytes, and where it is; another program may remove one meanwhile."""
        found = []
        for path in self._folder.glob("*.answer"):
            with suppress(FileNotFoundError):
                told = path.stat()
                found.append((told.st_mtime_ns, told.st_size, path))
        return found

    def _make_room(self) -> None:
        files = sorted(self._files())
        self._bytes = sum(size for _, size, _ in files)
        for _, size, path in files:
            if self._bytes <= self._most:
                return
            path.unlink(missing_ok=True)
            self._bytes -= size
