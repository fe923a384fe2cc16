"""The secret of an installation from which those of its subscriptions are drawn."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from services.settings import Settings

FILE: Final = "webhooks.key"


def root_secret(settings: Settings) -> bytes:
    """Return the secret shared by every gateway of the installation.

    One process alone may run without such a secret in its settings. That of identities is then a new one at every
    start, which receivers could not follow; so one for webhooks is made once, and kept in the owner's file.
    """
    if "identity_secret" in settings.model_fields_set:
        return settings.identity_secret.get_secret_value().encode()
    path = settings.data / FILE
    if not path.exists():
        _make(path)
    return path.read_bytes()


def _make(path: Path) -> None:
    """Write a new secret where only the owner may read it. Of two that do so at once the first is kept, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(32))
    with suppress(FileExistsError):
        os.link(own, path)
    own.unlink()
