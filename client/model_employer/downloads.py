"""Files: written as they come, held against their checksum, and put in place only when they are whole and right."""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final, TypeAlias

import httpx2

from .problems import Failure
from .sending import Call, Sender
from .writing import replacing

_DIGEST: Final = re.compile(r"(?:^|,)\s*sha-256=:([A-Za-z0-9+/=]+):")
_AS_IT_IS: Final = {"accept": "*/*", "accept-encoding": "identity"}


Checksum: TypeAlias = str | Callable[[], str] | None
"""A checksum in hexadecimal, or how to find it out where the answer does not tell it."""


class Damaged(Failure):
    """What came is not what was sent: its checksum is another. The file that was there before is untouched."""

    passing = True


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file as it is now. ``checked`` says that a checksum was told and is that of the file.

    ``changed`` is false where the file that was there already is the newest: nothing but its name travelled.
    """

    path: Path
    sha256: str
    bytes: int
    checked: bool
    changed: bool = True


def download(sender: Sender, call: Call, to: Path, checksum: Checksum) -> Downloaded:
    """Write what a call answers to a file, and hold it against ``checksum`` and what the answer says of itself.

    Raises:
        Failure: it could not be read; ``Damaged`` where the checksum was wrong each time.
    """
    as_it_is = Call(call.method, call.path, {**_AS_IT_IS, **call.headers})
    return sender.received(as_it_is, lambda response: _received(response, to, checksum))


def digest_of(path: Path) -> str | None:
    """Return the SHA-256 of a file, in hexadecimal; ``None`` where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def checksum_of(listing: str, name: str) -> str:
    """Return the checksum that a listing has for a file, in the form of ``sha256sum``.

    Raises:
        Damaged: there is none.
    """
    for line in listing.splitlines():
        digest, _, file = line.strip().partition(" ")
        if file.strip().lstrip("*") == name:
            return digest.lower()
    raise Damaged(f"the list of checksums has none for {name}")


def _received(response: httpx2.Response, to: Path, checksum: Checksum) -> Downloaded:
    here = digest_of(to) if response.status_code == HTTPStatus.NOT_MODIFIED else None
    if here is not None:
        return Downloaded(to, here, to.stat().st_size, checked=True, changed=False)
    told = _told(response)
    if callable(checksum):
        # To find it out is another call, and only worth it where the answer does not say for itself.
        checksum = checksum() if told is None else None
    return _written(response, to, {each for each in (told, checksum) if each is not None})


def _written(response: httpx2.Response, to: Path, wanted: set[str]) -> Downloaded:
    seen, size = hashlib.sha256(), 0
    with replacing(to) as file:
        for chunk in response.iter_raw():
            seen.update(chunk)
            size += file.write(chunk)
        if wanted - {seen.hexdigest()}:
            raise Damaged(f"{to.name} has the checksum {seen.hexdigest()}, and not {' or '.join(sorted(wanted))}")
    return Downloaded(to, seen.hexdigest(), size, checked=bool(wanted))


def _told(response: httpx2.Response) -> str | None:
    """Return the checksum that the answer tells of itself (RFC 9530), in hexadecimal."""
    found = _DIGEST.search(response.headers.get("repr-digest", ""))
    try:
        return base64.b64decode(found[1], validate=True).hex() if found else None
    except binascii.Error:
        return None
