"""What can go wrong, as exceptions: each says what was refused, where, why, and under which request id to ask."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

_SHOWN: Final = 200
"""Characters shown of an answer that is no problem document, such as a proxy's page."""

_NOT_NOW: Final = frozenset({429, 502, 503, 504})
_NOT_DONE: Final = frozenset({429})
"""Refused at the door: whatever was asked has not been carried out."""


class ModelEmployerError(Exception):
    """Anything that this package raises of its own."""


class Failure(ModelEmployerError):
    """A call that came to nothing.

    ``passing`` says that the same call may go well later, ``perhaps_done`` that it may have been carried out all the
    same, and ``retry_after`` how many seconds the server asked to wait. ``tries`` counts how often it was sent;
    ``after_lost_answer`` says that an earlier try was sent and its answer lost: what refuses this one may be its
    own effect.
    """

    passing: bool = False
    perhaps_done: bool = False
    retry_after: float | None = None
    tries: int = 1
    after_lost_answer: bool = False

    def __str__(self) -> str:
        words = super().__str__()
        if self.after_lost_answer and not self.passing:
            words += "\n  The answer to an earlier try was lost: that try may have been carried out."
        return words


class NoAnswer(Failure):
    """No answer came: no connection, a connection that broke off, or none in time."""

    def __init__(self, words: str, *, passing: bool, perhaps_done: bool) -> None:
        super().__init__(words)
        self.passing, self.perhaps_done = passing, perhaps_done


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with what was sent: where it is, a stable code, and the reason in words."""

    path: str
    row: int | None
    column: str | None
    code: str
    message: str

    def __str__(self) -> str:
        place = [f"row {self.row}" if self.row is not None else "", f"field {self.column}" if self.column else ""]
        named = ", ".join(filter(None, place))
        return f"{named or self.path}: {self.message} [{self.code}; {self.path}]"


class Problem(Failure):
    """The server refused. ``code`` is stable, ``detail`` for people, ``errors`` says what is wrong one by one."""

    def __init__(self, status: int, document: Mapping[str, Any], request_id: str | None = None) -> None:
        self.status = status
        self.code = str(document.get("code") or "")
        self.detail = str(document.get("detail") or document.get("title") or _phrase(status))
        self.errors: Sequence[Fault] = tuple(_fault(each) for each in document.get("errors") or ())
        self.request_id = document.get("request_id") or request_id
        self.document = document
        self.passing = status in _NOT_NOW
        self.perhaps_done = self.passing and status not in _NOT_DONE
        super().__init__(self._words())

    def _words(self) -> str:
        named = f" {self.code}" if self.code else ""
        asked = f" (request {self.request_id})" if self.request_id else ""
        return "\n".join([f"{self.status}{named}: {self.detail}{asked}", *(f"  {each}" for each in self.errors)])


class Unauthenticated(Problem):
    """401: no credential where one is needed, or one that is not known."""


class Forbidden(Problem):
    """403: this client may not do that."""


class NotFound(Problem):
    """404: there is nothing there, or nothing that this client may see."""


class Conflict(Problem):
    """409: another write came first, or the thing is not at the step before."""


class Stale(Problem):
    """412: what was to be changed has changed since it was read. Read it again."""


class Invalid(Problem):
    """422: what was sent breaks a rule; ``errors`` names each row, field and reason."""


class MatchNeeded(Problem):
    """428: name the version that is to be changed in ``if_match``."""


class RateLimited(Problem):
    """429: more calls came than the limit allows; ``retry_after`` says when to come back."""


class Away(Problem):
    """502, 503 or 504: a service, or what stands before it, is away."""


_KINDS: Final[Mapping[int, type[Problem]]] = {
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    412: Stale,
    422: Invalid,
    428: MatchNeeded,
    429: RateLimited,
    502: Away,
    503: Away,
    504: Away,
}


def problem(status: int, body: bytes, request_id: str | None = None) -> Problem:
    """Return the problem that an answer with this status and body is, whoever wrote it."""
    return _KINDS.get(status, Problem)(status, _document(body), request_id)


def _document(body: bytes) -> Mapping[str, Any]:
    try:
        document = json.loads(body)
    except ValueError:
        document = None
    if isinstance(document, dict):
        return document
    return {"detail": " ".join(body.decode(errors="replace").split())[:_SHOWN]}


def _fault(told: Mapping[str, Any]) -> Fault:
    # A newer server may tell more of a fault, and another's may tell less.
    return Fault(
        path=str(told.get("path", "")),
        row=told.get("row"),
        column=told.get("column"),
        code=str(told.get("code", "")),
        message=str(told.get("message", "")),
    )


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "an answer that HTTP does not know"
