"""Conditional reads and writes, by entity tags over the bytes.

A reader who has the bytes already hears so with a 304. A writer who names what it read hears where it is no longer
the newest, with a 412, before anything is written.
"""

import hashlib
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Annotated, Final, Self

from fastapi import Depends, Header, Request
from pydantic import BaseModel
from starlette.responses import Response

from services.memory import Remembered
from services.problems import Problem

JSON: Final = "application/json"


def entity_tag(body: bytes) -> str:
    """Return the strong entity tag of a body."""
    return f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'


def has(header: str | None, tag: str) -> bool:
    """Say whether an ``If-None-Match`` or ``If-Match`` header names ``tag`` (weakly compared) or is ``*``."""
    if header is None:
        return False
    names = (name.strip().removeprefix("W/") for name in header.split(","))
    return any(name in ("*", tag) for name in names)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a writer says it has read (``If-Match``), and whether this installation wants it said."""

    named: str | None
    needed: bool

    def require(self, *newest: str, what: str) -> None:
        """Refuse a write on something that has moved on since it was read.

        ``newest`` are the tags that reading it now would give; none where there is nothing yet.

        Raises:
            Problem: 412 where another tag is named; 428 where none is, and this installation wants one.
        """
        if self.named is None:
            if self.needed and newest:
                raise Problem(428, f"There is {what} already. Read it, and send its ETag in If-Match.")
            return
        if not any(has(self.named, tag) for tag in newest):
            raise Problem(412, f"There is a newer version of {what} than was read; read it again and send its tag.")


async def _condition(
    request: Request,
    if_match: Annotated[
        str | None, Header(description="The ETag of what this write follows, as it was read.")
    ] = None,
) -> Condition:
    return Condition(if_match, request.app.state.settings.require_if_match)


IfMatch = Annotated[Condition, Depends(_condition)]
"""A route parameter: the version that a write follows."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of an answer and its entity tag."""

    body: bytes
    tag: str

    @classmethod
    def of(cls, body: bytes) -> Self:
        """Return an answer whose tag is taken from the body."""
        return cls(body, entity_tag(body))


def answer(request: Request, content: bytes | Answer, media_type: str = JSON) -> Response:
    """Return the content with its entity tag, or 304 when the request names that tag."""
    given = Answer.of(content) if isinstance(content, bytes) else content
    headers = {"etag": given.tag, "cache-control": "private, no-cache", "vary": "accept, apikey, authorization"}
    if has(request.headers.get("if-none-match"), given.tag):
        return Response(status_code=304, headers=headers)
    return Response(given.body, media_type=media_type, headers=headers)


def answer_model(request: Request, model: BaseModel) -> Response:
    """Return a wire model as JSON with its entity tag, or 304."""
    return answer(request, model.model_dump_json().encode())


async def answer_made_once(
    request: Request, key: Hashable, make: Callable[[], Awaitable[bytes]], media_type: str = JSON
) -> Response:
    """Return what awaiting ``make`` gives, made once for a key. The key names everything that it depends on."""
    answers: Remembered[Hashable, Answer] = request.app.state.answers
    kept = answers.get(key) or answers.keep(key, Answer.of(await make()))
    return answer(request, kept, media_type)


def answer_once(request: Request, key: Hashable, make: Callable[[], bytes], media_type: str = JSON) -> Response:
    """Return what ``make`` gives, made once for a key. The key names everything that the content depends on."""
    answers: Remembered[Hashable, Answer] = request.app.state.answers
    return answer(request, answers.get(key) or answers.keep(key, Answer.of(make())), media_type)
