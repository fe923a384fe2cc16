"""Who is calling: nobody in particular, an API key, or a client that signs for itself."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeAlias
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

PrivateKey: TypeAlias = RSAPrivateKey | EllipticCurvePrivateKey

_CURVE: Final = "secp384r1"
_ASSERTED_SECONDS: Final = 240
"""Less than the five minutes that are allowed, for clocks that differ."""


class Credential(Protocol):
    """What a call is sent with."""

    @property
    def name(self) -> str:
        """A name for whom it is, which opens nothing."""

    def headers(self) -> Mapping[str, str]:
        """Return the headers that prove who is calling."""

    def renewed(self, refused: Mapping[str, str]) -> bool:
        """Forget what was refused; say whether there is, or will be, another."""


@dataclass(frozen=True, slots=True)
class Nobody:
    """No credential: the public client."""

    name: str = "public"

    def headers(self) -> Mapping[str, str]:
        return {}

    def renewed(self, refused: Mapping[str, str]) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key that was made for a client."""

    key: str = field(repr=False)

    @property
    def name(self) -> str:
        """A digest of the key."""
        return hashlib.sha256(self.key.encode()).hexdigest()

    def headers(self) -> Mapping[str, str]:
        return {"apikey": self.key}

    def renewed(self, refused: Mapping[str, str]) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """A client that signs for itself (RFC 7523), with a key whose public half was registered under ``kid``.

    ``private_key`` is a PEM text, or a key of ``cryptography``; RSA signs as RS512, P-384 as ES384. ``audience`` is
    the address of the token as the server knows it, where that is not the client's base address and
    ``/oauth2/token``.
    """

    client_id: str
    private_key: str | bytes | PrivateKey = field(repr=False)
    kid: str
    audience: str | None = None

    def assertion(self, audience: str, now: float) -> str:
        """Return a signed statement of who this is, good once and for four minutes from ``now``."""
        key = _key(self.private_key)
        claims = {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": self.audience or audience,
            "iat": int(now),
            "exp": int(now) + _ASSERTED_SECONDS,
            "jti": uuid4().hex,
        }
        algorithm = "RS512" if isinstance(key, RSAPrivateKey) else "ES384"
        return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": self.kid})


def _key(given: str | bytes | PrivateKey) -> PrivateKey:
    """Return the key to sign with.

    Raises:
        ValueError: it is no private key that can be read, or of a kind that is not taken.
    """
    text = given.encode() if isinstance(given, str) else given
    key = load_pem_private_key(text, password=None) if isinstance(text, bytes) else text
    curve = key.curve.name if isinstance(key, EllipticCurvePrivateKey) else None
    if curve not in (None, _CURVE) or not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise ValueError("the private key must be one of RSA, or of the curve P-384")
    return key
