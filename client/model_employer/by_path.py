"""Calls by path: for an ``href`` that was told, and for what a newer server has and this client does not know yet."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from .addresses import Parameter
from .calls import JSON, Calls, new_key
from .documents import Answer

Asked: TypeAlias = Parameter | Iterable[Parameter]
"""What a parameter may be: a number, a text, an instant, or several of them."""


class ByPath:
    """Reads and writes at any path of the server. Parameters are given by name."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def get(self, path: str, **query: Asked) -> Any:
        """Read what is at a path, such as an ``href`` of the feed.

        Raises:
            Failure: there was no answer, or none that is good.
        """
        return self._calls.answer("GET", path, query).json()

    def put(self, path: str, body: Any, *, if_match: str | None = None, **query: Asked) -> Any:
        """Put a body at a path, and return what is answered. With ``if_match`` it is safe to send it again.

        Raises:
            Failure: there was no answer, or none that is good.
        """
        return self._calls.answer("PUT", path, query, body=body, if_match=if_match).json()

    def post(
        self,
        path: str,
        body: Any = None,
        *,
        if_match: str | None = None,
        idempotency_key: str | None = None,
        **query: Asked,
    ) -> Any:
        """Post a body to a path, and return what is answered; however often it is sent, it is carried out once.

        Raises:
            Failure: there was no answer, or none that is good.
        """
        key = idempotency_key or new_key()
        return self._calls.answer("POST", path, query, body=body, if_match=if_match, idempotency_key=key).json()

    def delete(self, path: str, *, if_match: str | None = None, **query: Asked) -> None:
        """Remove what is at a path.

        Raises:
            Failure: there was no answer, or none that is good.
        """
        self._calls.answer("DELETE", path, query, if_match=if_match)

    def answer(self, path: str, *, accept: str = JSON, **query: Asked) -> Answer:
        """Read what is at a path in any form, and return the whole answer with its status and headers.

        Raises:
            Failure: there was no answer, or none that is good.
        """
        return self._calls.answer("GET", path, query, accept=accept)
