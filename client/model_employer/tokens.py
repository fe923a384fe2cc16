"""Access tokens of some minutes for a client that signs for itself."""

import threading
from collections.abc import Mapping
from typing import Any, Final, Protocol
from urllib.parse import urlencode

from .credentials import ClientCredentials
from .timing import Timing

PATH: Final = "/oauth2/token"
_GRANT: Final = "client_credentials"
_ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_EARLY_SECONDS: Final = 30.0
"""A token is renewed so long before its end, that none ends on its way."""


class Asking(Protocol):
    """Sends a form to the server once and returns the JSON object that it answers."""

    def __call__(self, path: str, form: bytes) -> Mapping[str, Any]: ...


class Tokens:
    """Access tokens of a client that signs for itself: asked for when needed, kept until shortly before their end."""

    def __init__(self, credentials: ClientCredentials, base_url: str, timing: Timing, ask: Asking) -> None:
        self.name = credentials.client_id
        self._credentials = credentials
        self._audience = base_url.rstrip("/") + PATH
        self._timing = timing
        self._ask = ask
        self._lock = threading.Lock()
        self._token = ""
        self._good_until = 0.0

    def headers(self) -> Mapping[str, str]:
        # Threads that need a token at once ask for one between them.
        with self._lock:
            if not self._token or self._timing.passing() >= self._good_until:
                self._take()
            return self._headers()

    def renewed(self, refused: Mapping[str, str]) -> bool:
        with self._lock:
            if refused == self._headers():
                # Else another thread has taken a new one meanwhile.
                self._token = ""
        return True

    def _headers(self) -> Mapping[str, str]:
        return {"authorization": f"Bearer {self._token}"}

    def _take(self) -> None:
        asked_at = self._timing.passing()
        form = {
            "grant_type": _GRANT,
            "client_assertion_type": _ASSERTION_TYPE,
            "client_assertion": self._credentials.assertion(self._audience, self._timing.wall()),
        }
        told = self._ask(PATH, urlencode(form).encode())
        lasting = float(told["expires_in"])
        self._token = str(told["access_token"])
        self._good_until = asked_at + max(lasting - _EARLY_SECONDS, lasting / 2)
