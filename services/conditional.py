"""Conditional reads: a strong entity tag over the bytes, and 304 when the reader already has them."""

import hashlib
from typing import Final

from fastapi import Request
from pydantic import BaseModel
from starlette.responses import Response

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


def answer(request: Request, body: bytes, media_type: str = JSON, tag: str | None = None) -> Response:
    """Return ``body`` with its entity tag (``tag``, or one over the bytes), or 304 when the request names it."""
    tag = tag or entity_tag(body)
    headers = {"etag": tag, "cache-control": "private, no-cache", "vary": "accept, apikey, authorization"}
    if has(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def answer_model(request: Request, model: BaseModel) -> Response:
    """Return a wire model as JSON with its entity tag, or 304."""
    return answer(request, model.model_dump_json().encode())
