"""The secrets of an installation on this machine: made once, kept in a file that only its owner may read."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from deployment.roles import SIGNING_IN

FILE: Final = "distributed.json"
"""The file's name in the data folder."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the processes share, and the password of each role of the database, by who signs in with it."""

    identity_secret: str
    administrator_key: str
    passwords: dict[str, str]


def kept_credentials(folder: Path, administrator_key: str | None = None) -> Credentials:
    """Return the credentials kept in ``folder``; at the first start make and keep them.

    ``administrator_key`` becomes the first administrator's key at the first start, and is not looked at later:
    the gateway's store knows the key that it was started with.
    """
    path = folder / FILE
    if path.exists():
        return _with_every_password(path, Credentials(**json.loads(path.read_text(encoding="utf-8"))))
    made = Credentials(
        identity_secret=secrets.token_hex(32),
        administrator_key=administrator_key or secrets.token_urlsafe(32),
        passwords=_passwords(),
    )
    _keep(path, made)
    return made


def _passwords() -> dict[str, str]:
    return {name: secrets.token_hex(24) for name in SIGNING_IN}


def _with_every_password(path: Path, kept: Credentials) -> Credentials:
    """Return what was kept; with a password for who had none when it was written."""
    if kept.passwords.keys() >= set(SIGNING_IN):
        return kept
    whole = replace(kept, passwords=_passwords() | kept.passwords)
    _keep(path, whole)
    return whole


def _keep(path: Path, made: Credentials) -> None:
    """Write the file whole, closed to others from the first byte on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(made), file, indent=2)
    beside.rename(path)
