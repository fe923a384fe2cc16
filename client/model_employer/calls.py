"""What the operations of the contract are made of: a call that answers JSON, one that answers bytes, one by pages."""

import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode
from uuid import uuid4

from .addresses import Query, address
from .documents import Answer
from .sending import Call, Sender

JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"


def new_key() -> str:
    """Return a new idempotency key."""
    return str(uuid4())


class Calls:
    """Makes calls of what a program says: templates, values, bodies as they are in Python."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def answer(
        self,
        method: str,
        path: str,
        query: Query | None = None,
        *,
        body: Any = None,
        media_type: str = JSON,
        accept: str = JSON,
        if_match: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Send a call and return its answer. A body of bytes or text is sent as it is, any other as JSON or a form.

        Raises:
            Failure: there was no answer, or none that is good.
            ValueError: a value makes no good address.
        """
        said = {
            "accept": accept,
            "content-type": media_type if body is not None else None,
            # A compressed answer tells a weak tag; a server compares tags of writes as strong ones.
            "if-match": if_match.removeprefix("W/") if if_match is not None else None,
            "idempotency-key": idempotency_key,
        }
        headers = {name: value for name, value in said.items() if value is not None}
        return self._sender.answer(Call(method, address(path, query), headers, _bytes(body, media_type)))

    def items(self, path: str, query: Query) -> Iterator[Any]:
        """Send a call for each page of a list, and give what is on them one by one.

        Raises:
            Failure: there was no answer, or none that is good.
        """
        while True:
            page = self.answer("GET", path, query).json()
            yield from page["items"]
            if page["next"] is None:
                return
            query = {**query, "cursor": page["next"]}


def _bytes(body: Any, media_type: str) -> bytes | None:
    if body is None or isinstance(body, bytes):
        return body
    if isinstance(body, str):
        return body.encode()
    return urlencode(body).encode() if media_type == FORM else json.dumps(body, ensure_ascii=False).encode()
