"""The least that a Python server can do: ``python -m benchmarks.bare FILE PORT`` answers every call with the file.

Whoever names its entity tag, ``"same"``, hears that it has it.
"""

import sys
from pathlib import Path
from typing import Final

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

TAG: Final = b'"same"'


def answering(body: bytes) -> ASGIApp:
    """Return an application that gives ``body`` to whoever asks, and looks at nothing but a tag."""
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"etag", TAG),
        (b"cache-control", b"private, no-cache"),
    ]

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if any(name == b"if-none-match" and value == TAG for name, value in scope.get("headers", ())):
            await send({"type": "http.response.start", "status": 304, "headers": headers[2:]})
            await send({"type": "http.response.body", "body": b""})
        elif scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": body})

    return application


if __name__ == "__main__":
    body = Path(sys.argv[1]).read_bytes()
    uvicorn.run(answering(body), port=int(sys.argv[2]), lifespan="off", access_log=False, log_level="warning")
