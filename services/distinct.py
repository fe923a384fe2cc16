"""Bodies in JSON whose objects name each member once."""

import json
from collections import Counter
from typing import Any, Final

from fastapi import Request

from services.problems import Fault, invalid

CODE: Final = "duplicate-member"
_WITH_BODY: Final = frozenset({"POST", "PUT", "PATCH"})


class _Twice(Exception):
    """A member stands twice in one object."""


async def require_distinct_members(request: Request) -> None:
    """Refuse a body in which an object has a member twice: readers of JSON differ in which of them they take.

    Raises:
        Problem: 422 that names the member.
    """
    if request.method not in _WITH_BODY or "json" not in request.headers.get("content-type", ""):
        return
    try:
        json.loads(await request.body(), object_pairs_hook=_distinct)
    except _Twice as error:
        (name,) = error.args
        words = "The member stands twice in one object; write it once."
        raise invalid(Fault(f"$..{name}", CODE, words, column=name)) from None
    except (ValueError, RecursionError):
        # Whoever reads the body next says what is wrong with it.
        return


def _distinct(pairs: list[tuple[str, Any]]) -> None:
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise _Twice(Counter(names).most_common(1)[0][0][:100])
