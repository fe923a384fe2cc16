"""Whether a webhook is from the server, whole and fresh, by the scheme of Standard Webhooks."""

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypedDict

from .problems import ModelEmployerError

if TYPE_CHECKING:
    from .contract.types import FeedLine

_PREFIX: Final = "whsec_"
_VERSION: Final = "v1"


class Event(TypedDict):
    """What a webhook tells: changes as the feed tells them, and where its feed goes on. A ping holds none."""

    subscription: str
    delivery: str
    items: "list[FeedLine]"
    cursor: str
    more: bool


class NotVerified(ModelEmployerError):
    """A webhook that must not be believed, and why. Answer it with 400, and do nothing of what it says."""


def verify(
    headers: Mapping[str, str], body: bytes, secret: str, tolerance: float = 300, now: float | None = None
) -> Event:
    """Return what a webhook tells, once it is known to be from the server.

    ``body`` is the body byte for byte as it came, ``secret`` that of the subscription (``whsec_…``), and
    ``tolerance`` how many seconds the clocks may differ and a delivery take: what is older is a replay, or as good
    as one. Within that time a delivery may come twice; ``webhook-id`` tells one from another.

    Raises:
        NotVerified: it is not signed with the secret, not whole, or not fresh.
        ValueError: the secret is none.
    """
    given = {name.lower(): value for name, value in headers.items()}
    message, stamp = _header(given, "webhook-id"), _header(given, "webhook-timestamp")
    signatures = _header(given, "webhook-signature")
    wanted = signature(message, stamp, body, secret)
    # Each is compared, in a time that tells nothing: while a secret is changed there are two.
    good = [hmac.compare_digest(each.encode(), wanted.encode()) for each in signatures.split(" ")]
    if not any(good):
        raise NotVerified("no signature is that of the secret")
    _require_fresh(stamp, tolerance, time.time() if now is None else now)
    event: Event = json.loads(body)
    return event


def signature(message: str, stamp: str, body: bytes, secret: str) -> str:
    """Return the signature of a body that was sent under an id, at a second.

    Raises:
        ValueError: the secret is none.
    """
    content = f"{message}.{stamp}.".encode() + body
    digest = hmac.digest(_key(secret), content, hashlib.sha256)
    return f"{_VERSION},{base64.b64encode(digest).decode()}"


def _key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("the secret is not whsec_ and Base64, as it was shown") from error
    if not key:
        raise ValueError("the secret is empty: anybody could sign with it")
    return key


def _header(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name)
    if not value:
        raise NotVerified(f"the header {name} is missing")
    return value


def _require_fresh(stamp: str, tolerance: float, now: float) -> None:
    if not (stamp.isascii() and stamp.isdigit()):
        raise NotVerified("webhook-timestamp is not a number of seconds")
    if abs(now - float(stamp[:20])) > tolerance:
        raise NotVerified(f"it was sent more than {tolerance:g} seconds from now: a replay, or a clock that is wrong")
