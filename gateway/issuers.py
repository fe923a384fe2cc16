"""Tokens of other authorities: believed by their public keys, which are fetched, kept for a while, and looked up anew
when a token names one that is not known yet.
"""

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any, Final

import httpx2
import jwt

from services import records
from services.peers import away
from services.settings import Issuer

KEPT_SECONDS: Final = 600.0
"""How long a set of keys is believed: the longest that a key which its owner took back is still taken."""

LEAST_SECONDS_BETWEEN: Final = 30.0
"""A token with an unknown key makes us ask at most this often: nobody can make us flood the authority."""

_SECONDS: Final = 3.0
"""Longest that reading a set of keys may take in all."""

_LARGEST: Final = 200_000
_LEEWAY_SECONDS: Final = 10


@dataclass(slots=True)
class _Known:
    keys: dict[str, dict[str, Any]] = field(default_factory=dict)
    fetched: float = float("-inf")
    tried: float = float("-inf")
    fetching: asyncio.Lock = field(default_factory=asyncio.Lock)


class Issuers:
    """The authorities whose tokens are taken."""

    def __init__(self, issuers: tuple[Issuer, ...]) -> None:
        self._issuers = {each.issuer: each for each in issuers}
        self._known = {each.issuer: _Known() for each in issuers}

    def issuer_of(self, token: str) -> Issuer | None:
        """Return the authority that a token says it is from, where it is one whose tokens are taken."""
        try:
            claims = jwt.decode(token, options={"verify_signature": False})
        except jwt.PyJWTError:
            return None
        named = claims.get("iss")
        return self._issuers.get(named) if isinstance(named, str) else None

    async def subject_of(self, token: str, issuer: Issuer) -> str | None:
        """Return whom a token of an authority is about; ``None`` where it is not good.

        Raises:
            Problem: 503 when the authority's keys were never fetched and cannot be now.
        """
        try:
            header = jwt.get_unverified_header(token)
        except jwt.PyJWTError:
            return None
        key = await self._key(issuer, str(header.get("kid")))
        if key is None or header.get("alg") not in issuer.algorithms:
            return None
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                jwt.PyJWK(key, header["alg"]),
                algorithms=list(issuer.algorithms),
                audience=issuer.audience,
                issuer=issuer.issuer,
                leeway=_LEEWAY_SECONDS,
                options={"require": ["exp", "sub", "aud", "iss"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError):
            return None
        return str(claims["sub"])

    async def _key(self, issuer: Issuer, kid: str) -> dict[str, Any] | None:
        known = self._known[issuer.issuer]
        async with known.fetching:
            at = time.monotonic()
            stale = at - known.fetched > KEPT_SECONDS
            if (stale or kid not in known.keys) and at - known.tried > LEAST_SECONDS_BETWEEN:
                known.tried = at
                await self._fetch(issuer, known, at)
        if at - known.fetched > 2 * KEPT_SECONDS:
            raise away(issuer.issuer)
        return known.keys.get(kid)

    async def _fetch(self, issuer: Issuer, known: _Known, at: float) -> None:
        """Fetch an authority's keys. A failure leaves those that are known, for a while longer."""
        try:
            async with asyncio.timeout(_SECONDS):
                told = json.loads(await _read(issuer.key_set))
            if not isinstance(told["keys"], list):
                raise ValueError("its keys are no list")
            keys = {str(key["kid"]): dict(key) for key in told["keys"] if "kid" in key}
        except (httpx2.HTTPError, TimeoutError, ValueError, KeyError, TypeError, RecursionError) as error:
            records.log.warning(
                "keys of an issuer cannot be read", extra={"issuer": issuer.issuer, "error": repr(error)}
            )
            return
        known.keys, known.fetched = keys, at


async def _read(address: str) -> bytes:
    """Return what an address answers, piece by piece and never unpacked: it may be of any size.

    Raises:
        HTTPError: no answer, or one that is no success.
        ValueError: it is too large.
    """
    plain, told = {"accept-encoding": "identity"}, bytearray()
    async with (
        httpx2.AsyncClient(timeout=_SECONDS, trust_env=False, follow_redirects=False) as client,
        client.stream("GET", address, headers=plain) as answer,
    ):
        answer.raise_for_status()
        async for piece in answer.aiter_raw():
            told += piece
            if len(told) > _LARGEST:
                raise ValueError("the key set is too large")
    return bytes(told)
