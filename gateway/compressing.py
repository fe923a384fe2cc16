"""Answers made smaller on their way out, for those who can read them so: zstd, Brotli or gzip."""

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type

from services.observing import header

_AS_THEY_ARE: Final = ("/v1/exports/",)
"""Files with a checksum of their own: it is over the bytes as they come."""

_LEAST_BYTES: Final = 1_000

for _media_type in ("text/csv", "application/problem+json", "application/fhir+json", "application/x-ndjson"):
    add_compress_type(_media_type)


class Compressing:
    """Wraps an application. The entity tag of a compressed answer is weak: its bytes are not those of the tag."""

    def __init__(self, application: ASGIApp) -> None:
        self._plain = application
        self._compressing = CompressMiddleware(
            application, minimum_size=_LEAST_BYTES, zstd_level=3, brotli_quality=4, gzip_level=4
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a call."""
        if header(scope, b"accept-encoding") is None or scope["path"].startswith(_AS_THEY_ARE):
            await self._plain(scope, receive, send)
            return

        async def send_with_honest_tag(message: Message) -> None:
            if message["type"] == "http.response.start" and b"content-encoding" in dict(message["headers"]):
                message = {**message, "headers": [_weakened(*each) for each in message["headers"]]}
            await send(message)

        await self._compressing(scope, receive, send_with_honest_tag)


def _weakened(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    return name, b"W/" + value if name == b"etag" and value.startswith(b'"') else value
