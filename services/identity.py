"""Who is calling, passed between services as a short-lived signed token.

The public door authenticates once and signs; every service behind it verifies and applies its own
object-level rules. A service reached directly, without the token, refuses.
"""

import time
from dataclasses import dataclass
from typing import Annotated, Any, Final

import jwt
from fastapi import Depends, Request

from services.memory import Remembered
from services.problems import Problem
from services.settings import Settings

HEADER: Final = "x-identity"
_ALGORITHM: Final = "HS256"
_AUDIENCE: Final = "services"
_REMEMBERED: Final = 1_024


ANONYMOUS: Final = "public"
"""The kind of a caller who gave no credential."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A client: its id, its kind, and the body it acts for when it acts for one."""

    client: str
    kind: str
    body: str | None = None


def refusal(caller: Caller, detail: str) -> Problem:
    """Return the problem for what this caller may not do: 401 when a credential could help, 403 otherwise."""
    if caller.kind == ANONYMOUS:
        return Problem(401, f"{detail} Send your API key in the header apikey.")
    return Problem(403, detail)


def require(may: bool, caller: Caller, detail: str) -> None:
    """Refuse a caller who may not.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if not may:
        raise refusal(caller, detail)


class Signer:
    """Signs and verifies identities with the installation's shared secret."""

    def __init__(self, settings: Settings) -> None:
        self._secret = settings.identity_secret.get_secret_value()
        self._seconds = settings.identity_seconds
        self._signed: Remembered[Caller, tuple[str, float]] = Remembered(_REMEMBERED)
        self._verified: Remembered[str, tuple[Caller, float]] = Remembered(_REMEMBERED)

    def sign(self, caller: Caller) -> str:
        """Return a token for ``caller``. One token serves a caller for half of its life."""
        now = time.time()
        token, until = self._signed.get(caller) or ("", 0.0)
        if now >= until - self._seconds / 2 or not token:
            until = now + self._seconds
            claims = {"sub": caller.client, "kind": caller.kind, "body": caller.body}
            token = jwt.encode(claims | {"aud": _AUDIENCE, "exp": until}, self._secret, algorithm=_ALGORITHM)
            self._signed.keep(caller, (token, until))
        return token

    def verify(self, token: str) -> Caller:
        """Return the caller that ``token`` names.

        Raises:
            Problem: 401 when the token is missing, altered, signed with another secret, or out of date.
        """
        known = self._verified.get(token)
        if known is None or known[1] <= time.time():
            known = self._verified.keep(token, self._decode(token))
        return known[0]

    def _decode(self, token: str) -> tuple[Caller, float]:
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self._secret,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                options={"require": ["exp", "sub", "aud"]},
            )
        except jwt.PyJWTError as error:
            raise Problem(401, "This service answers only calls that come through the gateway.") from error
        return Caller(claims["sub"], claims["kind"], claims["body"]), float(claims["exp"])


async def caller_of(request: Request) -> Caller:
    """Return who is calling, as the gateway signed it. Asynchronous, for else it would be sent to a thread."""
    signer: Signer = request.app.state.signer
    return signer.verify(request.headers.get(HEADER, ""))


Calling = Annotated[Caller, Depends(caller_of)]
"""A route parameter: who is calling."""
