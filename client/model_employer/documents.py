"""What is answered: a status, headers and bytes, and JSON objects that remember which version they are."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .problems import ModelEmployerError


class Unreadable(ModelEmployerError):
    """What came with a good status is not what was asked for: not JSON, for instance."""


class Document(dict[str, Any]):
    """A JSON object as it was answered; ``etag`` names its version."""

    etag: str | None = None


def etag_of(document: Mapping[str, object]) -> str | None:
    """Return the version of a document that was read or written, for ``if_match``; ``None`` where it has none."""
    return document.etag if isinstance(document, Document) else None


@dataclass(frozen=True, slots=True)
class Answer:
    """A good answer. ``headers`` have small names; ``remembered`` says that the body is one read before (304)."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    remembered: bool = False

    @property
    def etag(self) -> str | None:
        """The version of what was answered."""
        return self.headers.get("etag")

    @property
    def request_id(self) -> str | None:
        """Under which the server's logs tell of this call."""
        return self.headers.get("x-request-id")

    @property
    def replayed(self) -> bool:
        """Whether this is the answer to an earlier call with the same idempotency key."""
        return self.headers.get("idempotency-replayed") == "true"

    def json(self) -> Any:
        """Return the body as JSON; ``None`` where there is none.

        Raises:
            Unreadable: it is not JSON.
        """
        if not self.body:
            return None
        try:
            told = json.loads(self.body)
        except ValueError as error:
            raise Unreadable(f"the answer is not JSON but {self.headers.get('content-type')}") from error
        if not isinstance(told, dict):
            return told
        document = Document(told)
        document.etag = self.etag
        return document
