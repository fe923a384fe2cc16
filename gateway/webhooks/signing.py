"""Signatures by which a receiver knows a webhook is ours: those of Standard Webhooks, with a secret for each
subscription.

No secret is stored. Each is drawn from the installation's own, the subscription and its version: every gateway draws
the same, and what lies in the database opens nothing.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gateway.webhooks.installation import root_secret
from services.settings import Settings

PREFIX: Final = "whsec_"
_BYTES: Final = 32


class Secrets:
    """Draws the secrets of subscriptions, and signs with them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def shown(self, subscription: str, version: int) -> str:
        """Return a secret as its owner is shown it."""
        return PREFIX + base64.b64encode(self._drawn(subscription, version)).decode()

    def headers(
        self, subscription: str, versions: Sequence[int], message: str, at: datetime, body: bytes
    ) -> dict[str, str]:
        """Return the headers that sign a body: one signature for each version of the secret."""
        stamp = str(int(at.timestamp()))
        content = f"{message}.{stamp}.".encode() + body
        signed = (_signature(self._drawn(subscription, version), content) for version in versions)
        return {"webhook-id": message, "webhook-timestamp": stamp, "webhook-signature": " ".join(signed)}

    def _drawn(self, subscription: str, version: int) -> bytes:
        meaning = f"model-employer webhooks {subscription} {version}".encode()
        return HKDF(hashes.SHA256(), _BYTES, salt=None, info=meaning).derive(root_secret(self._settings))


def _signature(secret: bytes, content: bytes) -> str:
    return "v1," + base64.b64encode(hmac.digest(secret, content, hashlib.sha256)).decode()
