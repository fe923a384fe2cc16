"""The least of applications, for tests of the server; as a program it answers slowly at a port that it prints."""

import asyncio
import socket
import sys
from pathlib import Path

from starlette.types import Receive, Scope, Send

from services.serving import Server
from services.settings import Settings


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the length of the body, once it is whole; ``/large`` answers with much."""
    if scope["type"] == "lifespan":
        for phase in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{phase}.complete"})
        return
    length = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        length += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    body = b"x" * 50_000_000 if scope["path"] == "/large" else str(length).encode()
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    for start in range(0, len(body), 65_536):
        more = start + 65_536 < len(body)
        await send({"type": "http.response.body", "body": body[start : start + 65_536], "more_body": more})


async def slowly(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer like ``echo``, after a while: a server told to stop then has calls to finish."""
    if scope["type"] == "http":
        await asyncio.sleep(0.02)
    await echo(scope, receive, send)


if __name__ == "__main__":
    own = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"{own.getsockname()[1]}\n")
    sys.stdout.flush()
    Server(slowly, Settings(data=Path("nowhere"), drain_seconds=0.5)).run([own])
