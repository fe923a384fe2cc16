"""Opaque cursors: where the next page of a list begins."""

import base64
import binascii

from services.problems import Fault, invalid


def cursor(last: str) -> str:
    """Return the cursor of the page that follows the item ``last``."""
    return base64.urlsafe_b64encode(last.encode()).decode().rstrip("=")


def after(given: str | None) -> str:
    """Return the last item seen that a cursor names; empty for the first page.

    Raises:
        Problem: 422 when the cursor is none of ours.
    """
    if not given:
        return ""
    try:
        last = base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True).decode()
        if not last.isprintable():
            raise ValueError("no item that a list ends with holds such characters")
        return last
    except (binascii.Error, ValueError):
        fault = Fault("query:cursor", "cursor", "The cursor is not one that this list gave.", column="cursor")
        raise invalid(fault) from None
