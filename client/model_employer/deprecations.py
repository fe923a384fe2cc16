"""Operations that are to end: the log says so, once for each end and what follows it."""

import logging
from collections.abc import Mapping

logger = logging.getLogger("model_employer")
_mentioned: set[tuple[str, ...]] = set()


def mention(method: str, path: str, headers: Mapping[str, str]) -> None:
    """Say that what was called is to end, where the answer says so and it was not said before."""
    told = tuple(headers.get(name, "") for name in ("deprecation", "sunset", "link"))
    if not (told[0] or told[1]) or told in _mentioned:
        return
    _mentioned.add(told)
    words = "%s %s is deprecated; it ends on %s. See %s"
    logger.warning(words, method, path.partition("?")[0], told[1] or "a day not yet told", told[2] or "the contract")
