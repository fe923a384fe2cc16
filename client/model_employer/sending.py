"""One call from its first try to its answer: with a credential, tried again where that is worth it, read but once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final, TypeVar

import httpx2

from . import correlation, deprecations
from .credentials import Credential
from .documents import Answer
from .memory import Kept, Memory
from .problems import NoAnswer, Unauthenticated, problem
from .retries import Retries, retry_after
from .timing import Timing

T = TypeVar("T")
Receive = Callable[[httpx2.Response], T]

_SAFE: Final = ("GET", "HEAD", "DELETE")
_MAKING_SAFE: Final = ("idempotency-key", "if-match")
_SHORT_LIVED: Final = "token-expired"
"""The code of a refused token that another token may do better than."""

_NEVER_SENT: Final = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
_NEVER_BETTER: Final = (httpx2.LocalProtocolError, httpx2.UnsupportedProtocol)
_OF_THE_WAY: Final = ("set-cookie", "content-encoding", "content-length", "transfer-encoding", "connection")
"""Headers that speak of how an answer came, and not of what it is."""


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked: a method, a path with its query, headers with small names, and a body."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None

    @property
    def repeatable(self) -> bool:
        """Whether it comes to the same when it is sent again, though an earlier try may have been carried out."""
        return self.method in _SAFE or any(name in self.headers for name in _MAKING_SAFE)

    def knowing(self, kept: Kept | None) -> "Call":
        """Return the same call, to be answered in short where nothing has changed."""
        if kept is None:
            return self
        return Call(self.method, self.path, {**self.headers, "if-none-match": kept.headers["etag"]}, self.body)


class Sender:
    """Sends calls as one client of the product."""

    def __init__(self, http: httpx2.Client, credential: Credential, retries: Retries, memory: Memory) -> None:
        self._http = http
        self._credential = credential
        self._retries = retries
        self._memory = memory

    def answer(self, call: Call) -> Answer:
        """Return the answer to a call.

        Raises:
            Failure: there was none, or none that is good.
        """
        if call.method != "GET":
            return self.received(call, _answer)
        key = self._key(call)
        kept = self._memory.get(key)
        answer = self.received(call.knowing(kept), _answer)
        if answer.status == HTTPStatus.NOT_MODIFIED and kept is not None:
            return Answer(HTTPStatus.OK, {**kept.headers, **answer.headers}, kept.body, remembered=True)
        if answer.etag is not None:
            self._memory.keep(key, Kept(answer.headers, answer.body))
        return answer

    def received(self, call: Call, receive: Receive[T]) -> T:
        """Return what ``receive`` makes of a good response, which it reads; a failure of its own counts as one.

        Raises:
            Failure: the last one, once there is no point or no time in trying again.
        """
        return self._retries.run(lambda: self._tried(call, receive), repeatable=call.repeatable)

    def _tried(self, call: Call, receive: Receive[T]) -> T:
        proof = self._credential.headers()
        try:
            return sent(self._http, call, proof, receive, self._retries.timing)
        except Unauthenticated as refusal:
            if refusal.code != _SHORT_LIVED or not self._credential.renewed(proof):
                raise
        return sent(self._http, call, self._credential.headers(), receive, self._retries.timing)

    def _key(self, call: Call) -> str:
        # Two clients see different things at one address, and so do two forms.
        return " ".join((self._credential.name, call.headers.get("accept", ""), str(self._http.base_url), call.path))


def sent(http: httpx2.Client, call: Call, proof: Mapping[str, str], receive: Receive[T], timing: Timing) -> T:
    """Send a call once, and return what ``receive`` makes of a good response.

    Raises:
        Problem: it refuses.
        NoAnswer: none came, or not all of it.
    """
    headers = {**correlation.headers(), **call.headers, **proof}
    try:
        with http.stream(call.method, call.path, headers=headers, content=call.body) as response:
            deprecations.mention(call.method, call.path, response.headers)
            return receive(_good(response, timing))
    except httpx2.TransportError as error:
        words = f"{call.method} {call.path.partition('?')[0]}: {error or type(error).__name__}"
        raise NoAnswer(
            words, passing=not isinstance(error, _NEVER_BETTER), perhaps_done=not isinstance(error, _NEVER_SENT)
        ) from error


def _good(response: httpx2.Response, timing: Timing) -> httpx2.Response:
    if response.is_success or response.status_code == HTTPStatus.NOT_MODIFIED:
        return response
    found = problem(response.status_code, response.read(), response.headers.get("x-request-id"))
    found.retry_after = retry_after(response.headers, timing)
    raise found


def _answer(response: httpx2.Response) -> Answer:
    headers = {name: value for name, value in response.headers.items() if name not in _OF_THE_WAY}
    return Answer(response.status_code, headers, response.read())
