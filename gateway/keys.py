"""API keys: 32 random bytes, shown once. Kept are a prefix to find the client by and a SHA-256 to check against.

A slow password hash would protect a guessable secret; these keys are not guessable, and are checked on every call.
"""

import hashlib
import hmac
import secrets
from typing import Final

PREFIX_LENGTH: Final = 10


def new_key() -> str:
    """Return a new key."""
    return secrets.token_urlsafe(32)


def prefix(key: str) -> str:
    """Return what a client is found by. It is taken from a hash, so it tells nothing of the key."""
    return hashlib.sha256(b"prefix:" + key.encode()).hexdigest()[:PREFIX_LENGTH]


def key_hash(key: str) -> str:
    """Return what is stored in place of the key."""
    return hashlib.sha256(key.encode()).hexdigest()


def matches(key: str, stored: str) -> bool:
    """Say whether a key is the one stored, in a time that does not depend on how much of it is right."""
    return hmac.compare_digest(key_hash(key), stored)
