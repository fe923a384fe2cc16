"""The name of the work that calls belong to, sent with each of them as ``X-Correlation-ID``."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str | None] = ContextVar("model_employer_correlation_id", default=None)


@contextmanager
def correlated(name: str) -> Iterator[None]:
    """Give the calls made inside this block a name, by which the server's logs tell what belongs together."""
    before = _current.set(name)
    try:
        yield
    finally:
        _current.reset(before)


def headers() -> dict[str, str]:
    """Return the header to send."""
    name = _current.get()
    return {} if name is None else {"x-correlation-id": name}
