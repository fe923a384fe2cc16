"""The one place that turns an error into a status: problem documents as RFC 9457 describes them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Match

from services import records

MEDIA_TYPE: Final = "application/problem+json"

TITLES: Final[dict[str, str]] = {
    "malformed-json": "The body is not JSON",
    "invalid": "The request is not valid",
    "not-authenticated": "The credential is missing or not known",
    "client-revoked": "The client was revoked",
    "key-expired": "The API key has expired or was revoked",
    "token-expired": "The access token is not known, or has expired",
    "grant-not-taken": "The grant is not one that is given here",
    "assertion-malformed": "The assertion is not a JWT with the claims that are needed",
    "assertion-algorithm": "The assertion is signed in a way that is not taken",
    "assertion-key-unknown": "The assertion is signed with a key that is not registered",
    "assertion-signature": "The signature of the assertion is wrong",
    "assertion-expired": "The assertion has expired",
    "assertion-too-long": "The assertion would be good for too long",
    "assertion-audience": "The assertion is meant for somebody else",
    "assertion-issuer": "The assertion speaks for somebody else",
    "assertion-replayed": "The assertion was used before",
    "not-yours": "This client may not do that",
    "not-found": "There is nothing at this address",
    "method-not-allowed": "The address does not take this method",
    "not-acceptable": "The answer cannot be given in that form",
    "conflict": "Another write came first",
    "stale": "The version named in If-Match is not the newest",
    "precondition-required": "If-Match is needed",
    "too-large": "The body is too large",
    "unsupported-media-type": "The body is in a form that is not taken here",
    "malformed-request": "The request is not HTTP that can be read",
    "headers-too-large": "The request line and headers are too large",
    "too-slow": "The request came too slowly",
    "too-many-requests": "More calls came than the limit allows",
    "too-many-connections": "Too many connections are open",
    "database-busy": "Too many write at once",
    "out-of-time": "The call took longer than it is allowed to",
    "service-away": "A service is away",
    "internal": "Something went wrong on our side",
}
"""What each code means. The type of a problem is ``/problems/<code>``, which the gateway explains."""

_METHODS: Final = ("DELETE", "GET", "PATCH", "POST", "PUT")

_CODES: Final[dict[int, str]] = {
    400: "malformed-json",
    401: "not-authenticated",
    403: "not-yours",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    409: "conflict",
    412: "stale",
    413: "too-large",
    415: "unsupported-media-type",
    422: "invalid",
    428: "precondition-required",
    429: "too-many-requests",
    503: "service-away",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a request: where it is, a stable code, and what to do about it."""

    path: str
    code: str
    message: str
    row: int | None = None
    column: str | None = None


class ProblemFault(BaseModel):
    """One entry of ``errors`` on the wire."""

    path: str
    row: int | None
    column: str | None
    code: str
    message: str


class ProblemDocument(BaseModel):
    """A problem document as it goes over the wire."""

    model_config = ConfigDict(title="Problem")

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    request_id: str
    errors: list[ProblemFault]


@dataclass
class Problem(Exception):
    """An error with its status, a stable code and, where they help, single faults and headers."""

    status: int
    detail: str
    code: str = ""
    errors: Sequence[Fault] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, str] = field(default_factory=dict)
    """Further members of the document, such as those that a standard beside RFC 9457 asks for."""

    def __str__(self) -> str:
        return f"{self.status} {self.code or _CODES.get(self.status, '')}: {self.detail}"

    def document(self, instance: str) -> dict[str, Any]:
        """Return the problem document for the address ``instance``."""
        code = self.code or _CODES.get(self.status, "internal")
        return {
            "type": f"/problems/{code}",
            "title": TITLES.get(code, HTTPStatus(self.status).phrase),
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
            "code": code,
            "request_id": records.request_id.get(),
            "errors": [asdict(fault) for fault in self.errors],
            **self.members,
        }

    def response(self, instance: str) -> JSONResponse:
        """Return the answer to send for this problem."""
        headers = dict(self.headers)
        if self.status == HTTPStatus.UNAUTHORIZED:
            headers.setdefault("WWW-Authenticate", 'ApiKey header="apikey"')
        return JSONResponse(self.document(instance), status_code=self.status, headers=headers, media_type=MEDIA_TYPE)


MOST_FAULTS: Final = 1_000
"""Faults that one answer lists: a body made of nothing but mistakes must not be answered with more than it has."""


def invalid(*errors: Fault) -> Problem:
    """Return the 422 problem for a body or parameter that breaks a rule."""
    count = len(errors)
    which = "each is" if count <= MOST_FAULTS else f"the first {MOST_FAULTS:,} are"
    several = f"{count:,} things are wrong; {which} listed in errors."
    detail = several if count != 1 else f"{errors[0].path}: {errors[0].message}"
    return Problem(422, detail, errors=errors[:MOST_FAULTS])


def json_path(location: Sequence[int | str]) -> str:
    """Return a location inside a body as a JSON path, such as ``$.workforce[3].band``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return "$" + "".join(parts)


def fault_at(location: Sequence[int | str], code: str, message: str) -> Fault:
    """Return the fault for a location inside a body; row and column come from the location."""
    row = next((part for part in location if isinstance(part, int)), None)
    column = location[-1] if location and isinstance(location[-1], str) else None
    return Fault(path=json_path(location), code=code, message=message, row=row, column=column)


def _fault(error: Mapping[str, Any]) -> Fault:
    source, *location = error["loc"]
    message = str(error["msg"]).removeprefix("Value error, ")
    code = str(error["type"]).replace("_", "-")
    if source == "body":
        # A discriminated or union member leaves its own name in the location; the wire path has none.
        return fault_at(location, code, message)
    name = str(location[-1]) if location else str(source)
    return Fault(path=f"{source}:{name}", code=code, message=message, column=name)


def _validation_problem(error: RequestValidationError) -> Problem:
    errors = error.errors()
    for entry in errors:
        if entry["type"] == "json_invalid":
            reason = entry.get("ctx", {}).get("error", "it cannot be read")
            return Problem(400, f"The body is not JSON: {reason} at character {entry['loc'][-1]}.")
    return invalid(*(_fault(entry) for entry in errors))


def allowed_methods(app: FastAPI, request: Request) -> str:
    """Return every method that the address of ``request`` takes, for the ``Allow`` header."""
    scope = request.scope

    def takes(method: str) -> bool:
        return any(route.matches({**scope, "method": method})[0] is Match.FULL for route in app.routes)

    return ", ".join(method for method in _METHODS if takes(method))


def install(app: FastAPI) -> None:
    """Make every error of ``app`` answer as a problem document."""

    @app.exception_handler(Problem)
    async def on_problem(request: Request, error: Problem) -> Response:
        return error.response(request.url.path)

    @app.exception_handler(RequestValidationError)
    async def on_validation(request: Request, error: RequestValidationError) -> Response:
        return _validation_problem(error).response(request.url.path)

    @app.exception_handler(HTTPException)
    async def on_http(request: Request, error: HTTPException) -> Response:
        return _http_problem(app, request, error).response(request.url.path)


def _http_problem(app: FastAPI, request: Request, error: HTTPException) -> Problem:
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.NOT_FOUND:
        return Problem(404, f"There is nothing at {request.url.path}.")
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allow = allowed_methods(app, request)
        return Problem(405, f"{request.url.path} takes {allow}.", headers={"Allow": allow})
    if error.status_code == HTTPStatus.BAD_REQUEST:
        # FastAPI raises a bare 400 when the body is not even text that a JSON parser can start on.
        return Problem(400, "The body is not JSON: it is not text in UTF-8.")
    return Problem(error.status_code, str(error.detail), headers=headers)
