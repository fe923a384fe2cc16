"""Public keys as clients register them: JWKs (RFC 7517) of the two kinds that assertions may be signed with."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from gateway.assertions import LEAST_RSA_BITS

_PRIVATE: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_KEPT: Final = ("kty", "n", "e", "crv", "x", "y")


def checked(jwk: Mapping[str, Any], algorithm: str) -> str:
    """Return a public key as it is kept: its own numbers and nothing else.

    Raises:
        ValueError: it holds a private key, is no key of ``algorithm``, or is too short. The message says what to do.
    """
    if _PRIVATE & jwk.keys():
        raise ValueError(
            "it holds a private key: make a new pair, for this one is known now, and send the public half"
        )
    kept = {name: jwk[name] for name in _KEPT if name in jwk}
    try:
        key = jwt.PyJWK(kept, algorithm).key
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise ValueError(f"it is no public key for {algorithm}: {error}") from error
    _FITS[algorithm](key)
    return json.dumps(kept, sort_keys=True)


def _rsa(key: object) -> None:
    if not isinstance(key, rsa.RSAPublicKey):
        raise ValueError("RS512 needs an RSA key")
    if key.key_size < LEAST_RSA_BITS:
        raise ValueError(f"it has {key.key_size} bits; {LEAST_RSA_BITS} are the least, and 4096 are usual")


def _p384(key: object) -> None:
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP384R1):
        raise ValueError("ES384 needs a key on the curve P-384")


_FITS: Final[Mapping[str, Callable[[object], None]]] = {"RS512": _rsa, "ES384": _p384}
