"""The signed JWT by which a client proves who it is without sending a secret (RFC 7523, section 2.2).

The client signs with a key that only it has; the gateway checks with the public key that was registered. What is
asked for is what the NHS asks of those who call its interfaces: RS512 or ES384, ``kid`` in the header, ``iss`` and
``sub`` the client's id, ``aud`` the address of the token, ``exp`` within five minutes, and a ``jti`` used once.
"""

import hashlib
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import jwt
from jwt.types import Options

from services.problems import Problem

ALGORITHMS: Final = ("RS512", "ES384")
LONGEST_SECONDS: Final = 300
LEEWAY_SECONDS: Final = 10
"""How far the clocks of a client and of this machine may be apart."""

LEAST_RSA_BITS: Final = 2_048
_LONGEST: Final = 8_000
_LONGEST_ID: Final = 200
_NEEDED: Final = ("iss", "sub", "aud", "exp", "jti")


def refused(code: str, detail: str) -> Problem:
    """Return the problem of an assertion that is not taken; ``error`` is the word that OAuth clients know."""
    return Problem(401, detail, code=code, members={"error": "invalid_client", "error_description": detail})


@dataclass(frozen=True, slots=True)
class Named:
    """Who an assertion says it is from, and with which key it says it is signed. Nothing of it is proved yet."""

    client: str
    kid: str
    algorithm: str


@dataclass(frozen=True, slots=True)
class Proved:
    """What an assertion proved: its client, until when it is good, and a digest of the id that it may use once."""

    client: str
    until: datetime
    digest: str


def named(assertion: str) -> Named:
    """Return what an assertion says of itself.

    Raises:
        Problem: 401 when it is no JWT, names no key or client, or is signed in a way that is not taken.
    """
    if len(assertion) > _LONGEST:
        raise refused("assertion-malformed", f"The assertion is longer than {_LONGEST:,} characters.")
    try:
        header = jwt.get_unverified_header(assertion)
        claims = jwt.decode(assertion, options={"verify_signature": False})
    except jwt.PyJWTError as error:
        raise refused("assertion-malformed", "The assertion is not a signed JWT.") from error
    algorithm = str(header.get("alg"))
    if algorithm not in ALGORITHMS:
        taken = " or ".join(ALGORITHMS)
        raise refused("assertion-algorithm", f"The assertion is signed with {algorithm!r}; sign it with {taken}.")
    kid, client = header.get("kid"), claims.get("iss")
    if not isinstance(kid, str) or not isinstance(client, str):
        raise refused("assertion-malformed", "The assertion needs kid in its header, and iss as a text.")
    return Named(client, kid, algorithm)


def proved(assertion: str, jwk: dict[str, Any], algorithm: str, audience: str) -> Proved:
    """Return what an assertion proves with the public key that its client registered for ``algorithm``.

    Raises:
        Problem: 401 with a code for what is wrong: signature, audience, expiry, issuer, or a claim that is missing.
    """
    claims = _verified(assertion, jwk, algorithm, audience)
    if claims["iss"] != claims["sub"]:
        raise refused("assertion-issuer", "iss and sub must both be the id of the client.")
    if claims["exp"] - time.time() > LONGEST_SECONDS + LEEWAY_SECONDS:
        raise refused("assertion-too-long", f"exp may lie at most {LONGEST_SECONDS // 60} minutes ahead.")
    if not isinstance(claims["jti"], str) or not 1 <= len(claims["jti"]) <= _LONGEST_ID:
        raise refused("assertion-malformed", f"jti must be a text of 1 to {_LONGEST_ID} characters.")
    digest = hashlib.sha256(claims["jti"].encode()).hexdigest()
    # While it would still be taken, its id must be remembered.
    until = datetime.fromtimestamp(claims["exp"] + LEEWAY_SECONDS, UTC)
    return Proved(claims["iss"], until, digest)


def _verified(assertion: str, jwk: dict[str, Any], algorithm: str, audience: str) -> dict[str, Any]:
    options: Options = {"require": list(_NEEDED), "strict_aud": True}
    try:
        # The algorithm is that of the registered key, never the one that the assertion names.
        return jwt.decode(
            assertion,
            jwt.PyJWK(jwk, algorithm),
            algorithms=[algorithm],
            audience=audience,
            leeway=LEEWAY_SECONDS,
            options=options,
        )
    except jwt.ExpiredSignatureError as error:
        raise refused("assertion-expired", "The assertion has expired; make a new one for each call.") from error
    except jwt.InvalidAudienceError as error:
        raise refused("assertion-audience", f"aud must be {audience} and nothing else.") from error
    except jwt.MissingRequiredClaimError as error:
        raise refused("assertion-malformed", f"The assertion lacks {error.claim}.") from error
    except (jwt.InvalidSignatureError, jwt.InvalidAlgorithmError) as error:
        raise refused("assertion-signature", "The signature is not that of the registered key.") from error
    except jwt.PyJWTError as error:
        raise refused("assertion-malformed", f"The assertion is not taken: {error}.") from error
