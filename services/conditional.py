"""Conditional reads: a strong entity tag over the bytes, and 304 when the reader already has them."""

import hashlib
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Final, Self

from fastapi import Request
from pydantic import BaseModel
from starlette.responses import Response

from services.memory import Remembered

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
