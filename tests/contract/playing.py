"""Plays the calls of openapi/examples, each file on what those before it left, on a running program."""

import json
import re
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, Final

import httpx2
import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from gateway.examples import FOLDER, SENT, SHOWN, filled_in
from tests.contract.showing import Json, Names, shown_json, shown_text

PUBLIC_URL: Final = "https://model-employer.example"
SETTINGS: Final = {"WRES_PUBLIC_URL": PUBLIC_URL, "WRES_WEBHOOKS_INSECURE": "true", "WRES_CALL_SECONDS": "60"}
"""What the program is told: the address that answers name, and that webhooks may go to the receiver of a test."""

_PAUSE_SECONDS: Final = 0.05
_PATIENCE_SECONDS: Final = 60
_KID: Final = "examples-2026"
_SIGNER: Final = ec.derive_private_key(2018, ec.SECP384R1())
"""Signs the assertion of an example. It is derived, so that the public half in the example stays the same."""


@dataclass(slots=True)
class Play:
    """One run of the calls of a file."""

    client: httpx2.Client
    key: str
    names: Names = field(default_factory=Names)

    def answer(self, call: Json) -> Json:
        """Send a call and return its answer as an example shows it."""
        response = self._answered(call)
        body = _told(response)
        for name, keep in call.get("keep", {}).items():
            self.names.keep(name, _at(response, body, keep["at"]), keep["shown"])
        if call.get("step"):
            return {"status": response.status_code}
        media_type = response.headers.get("content-type", "").partition(";")[0] if response.content else None
        told: Json = {"status": response.status_code, "media_type": media_type}
        if body is None:
            return told
        if isinstance(body, str):
            return told | shown_text(body, self.names, call.get("masks", []))
        if isinstance(body, dict):
            body = {name: body[name] for name in call.get("members", body)}
        return told | shown_json(body, self.names, call.get("fixed", {}))

    def _answered(self, call: Json) -> httpx2.Response:
        """Send a call, and again until what it waits for has come."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while True:
            response = self._sent(call)
            wanted = call.get("until", {})
            if all(_at(response, _told(response), place) == value for place, value in wanted.items()):
                return response
            assert time.monotonic() < until, response.text
            time.sleep(_PAUSE_SECONDS)

    def _sent(self, call: Json) -> httpx2.Response:
        values = self.names.actual | self._made(call)
        whole = call | {part: filled_in(call[part], values) for part in SENT if part in call}
        caller = call.get("as", "administrator")
        key = self.key if caller == "administrator" else self.names.actual.get(caller)
        return sent(self.client, whole, key)

    def _made(self, call: Json) -> dict[str, str]:
        """Return what a caller makes anew for each call: a signed assertion."""
        if "{assertion}" not in json.dumps(call):
            return {}
        client, now = self.names.actual["client"], int(time.time())
        claims = {"iss": client, "sub": client, "jti": uuid.uuid4().hex, "exp": now + 120}
        claims["aud"] = f"{PUBLIC_URL}/oauth2/token"
        return {"assertion": jwt.encode(claims, _SIGNER, algorithm="ES384", headers={"kid": _KID})}


def sent(client: httpx2.Client, call: Mapping[str, Any], key: str | None) -> httpx2.Response:
    """Send a call whose values are known, with a key or as the public."""
    method, template = call["operation"].split(" ", 1)
    path = re.sub(r"\{(\w+)\}", lambda name: str(call["path"][name[1]]), template)
    headers = call.get("headers", {}) | ({} if key is None else {"apikey": key})
    return client.request(method, path, params=call.get("query"), headers=headers, **_body(call))


def _body(call: Mapping[str, Any]) -> Json:
    if "form" in call:
        return {"data": call["form"]}
    if "text" in call:
        return {"content": call["text"].encode()}
    return {"json": call["body"]} if "body" in call else {}


def _told(response: httpx2.Response) -> Any:
    """Return the body of an answer: as JSON, as text, or nothing where it is neither."""
    media_type = response.headers.get("content-type", "") if response.content else ""
    if media_type.partition(";")[0].endswith(("/json", "+json")):
        return response.json()
    return response.text if media_type.startswith("text/") or "ndjson" in media_type else None


def _at(response: httpx2.Response, body: Any, place: str) -> str:
    """Return what stands at a place of an answer: ``header etag``, or a path such as ``items.0.id``."""
    assert response.is_success, response.text
    if place.startswith("header "):
        return str(response.headers[place.removeprefix("header ")])
    for step in place.split("."):
        entries = dict(enumerate(body)) if isinstance(body, list) else body
        body = entries.get(int(step) if isinstance(body, list) else step, {})
    return str(body)


class _Receiver(BaseHTTPRequestHandler):
    """Takes every webhook."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", "0")))
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def _receiver() -> Iterator[str]:
    """Run a receiver of webhooks; give its address."""
    with HTTPServer(("127.0.0.1", 0), _Receiver) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/hook"
        finally:
            server.shutdown()
            thread.join()


def files() -> list[Path]:
    """Return the files of examples in the order in which they are played."""
    return sorted(FOLDER.glob("*.json"))


def played(address: str, key: str) -> Iterator[tuple[Path, int, Json, Json]]:
    """Play every call on the program at ``address``; give its file, its number, the call, and its answer as shown."""
    with _receiver() as receiver, httpx2.Client(base_url=address, timeout=60, trust_env=False) as client:
        for file in files():
            play = Play(client, key)
            play.names.keep("receiver", receiver, SHOWN["receiver"])
            for number, call in enumerate(json.loads(file.read_text(encoding="utf-8"))):
                yield file, number, call, play.answer(call)
