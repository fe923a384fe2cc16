"""The client: one for each server and credential, shared by threads, closed by ``with``."""

import json
import ssl
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self

import httpx2

from .addresses import address
from .by_path import Asked, ByPath
from .calls import FORM, JSON, Calls
from .contract.operations import Operations
from .credentials import ApiKey, ClientCredentials, Credential, Nobody
from .downloads import Downloaded, checksum_of, digest_of, download
from .feed import Changes, CursorKeeper, followed
from .memory import InMemory, Memory
from .retries import Retries
from .sending import Call, Sender, sent
from .timing import Timing
from .tokens import Tokens

TIMEOUT: Final = httpx2.Timeout(connect=5.0, read=60.0, write=30.0, pool=10.0)
"""Seconds to connect, between two pieces of an answer, to send a piece, and to wait for a free connection."""

_IDLE_SECONDS: Final = 3.0
"""Shorter than a server or proxy keeps a connection: one that closes just as a call is sent loses the answer."""


class Client(Operations, ByPath):
    """Reads and writes at one server, as one client of it; each operation of the contract is under its subject.

    Without ``key`` and ``credentials`` it is the public client. ``memory`` keeps what was read, so that what has not
    changed does not travel again. ``timeout`` is of one try, ``retries`` of all of them.
    """

    def __init__(
        self,
        base_url: str,
        key: str | None = None,
        *,
        credentials: ClientCredentials | None = None,
        retries: Retries | None = None,
        memory: Memory | None = None,
        timeout: httpx2.Timeout | float = TIMEOUT,
        connections: int = 10,
        verify: ssl.SSLContext | bool = True,
        trust_env: bool = True,
    ) -> None:
        if key is not None and credentials is not None:
            raise ValueError("give either a key or credentials")
        if not base_url.startswith(("http://", "https://")):
            raise ValueError(f"{base_url!r} is no address: it must begin with https://, or http:// on this machine")
        self._http = httpx2.Client(
            base_url=base_url,
            headers={"user-agent": f"model-employer-client/{_own_version()}"},
            timeout=timeout,
            limits=httpx2.Limits(max_connections=connections, keepalive_expiry=_IDLE_SECONDS),
            verify=verify,
            trust_env=trust_env,
            # A copy of a server that is away must not be asked for again by its cookie; nothing else here needs one.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        )
        retries = retries or Retries()
        credential: Credential = ApiKey(key) if key is not None else Nobody()
        if credentials is not None:
            credential = Tokens(credentials, base_url, retries.timing, partial(_form, self._http, retries.timing))
        self._sender = Sender(self._http, credential, retries, memory or InMemory())
        calls = Calls(self._sender)
        Operations.__init__(self, calls)
        ByPath.__init__(self, calls)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._http.close()

    def changes(
        self,
        cursor: str | CursorKeeper | None = None,
        *,
        since: str | datetime | None = None,
        until: str | datetime | None = None,
        limit: int = 500,
    ) -> Changes:
        """Return what was published, changed and withdrawn: after a cursor, or in a window without its end.

        With a ``CursorFile``, or another keeper, it goes on where it was left, and keeps how far it has come.
        """
        return followed(self.feed.read_changes, cursor, since, until, limit)

    def download(self, path: str, to: Path, *, sha256: str | None = None, **query: Asked) -> Downloaded:
        """Write what is at a path to a file, once it is whole and its checksum, where there is one, is right.

        Raises:
            Failure: it could not be read, or was damaged each time.
        """
        return download(self._sender, Call("GET", address(path, query)), to, sha256)

    def download_export(
        self,
        year: int,
        form: Literal["csv", "ndjson", "parquet"],
        to: Path,
        *,
        view: Literal["public", "exact"] = "public",
    ) -> Downloaded:
        """Write every result of a year to a file, held against its checksum; where it is there already, leave it.

        Raises:
            Failure: it could not be read, or was damaged each time.
        """

        def listed() -> str:
            listing = self.answer(f"/v1/exports/{year}.sha256", accept="text/plain", view=view).body.decode()
            return checksum_of(listing, f"{year}.{form}")

        here = digest_of(to)
        known = {} if here is None else {"if-none-match": f'"{here}"'}
        call = Call("GET", address(f"/v1/exports/{year}.{form}", {"view": view}), known)
        return download(self._sender, call, to, listed)


def _form(http: httpx2.Client, timing: Timing, path: str, form: bytes) -> Mapping[str, Any]:
    """Send a form without a credential, once, and return the JSON object that is answered."""
    call = Call("POST", path, {"content-type": FORM, "accept": JSON}, form)
    told: Mapping[str, Any] = json.loads(sent(http, call, {}, httpx2.Response.read, timing))
    return told


def _own_version() -> str:
    try:
        return version("model-employer-client")
    except PackageNotFoundError:
        # It runs from a copy of its source.
        return "source"
