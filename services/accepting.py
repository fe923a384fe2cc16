"""Which of the forms that an answer comes in a reader asks for, by the ``Accept`` header (RFC 9110, 12.5.1)."""

from collections.abc import Sequence


def preferred(accept: str, offered: Sequence[str]) -> str:
    """Return the media type that the reader likes best; the first on offer where none or all are as good.

    A range that names a type exactly outweighs a wider one for it, as the standard says. A header that cannot be
    read, or that accepts nothing on offer, is passed over: an answer in the first form is of more use than a 406.
    """
    ranges = _ranges(accept)
    weights = {each: _weight(each.partition(";")[0], ranges) for each in offered}
    return max(offered, key=lambda each: weights[each])


def _ranges(accept: str) -> dict[str, float]:
    """Return the weight of each media range that the header names."""
    ranges = {}
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((each[2:] for each in parameters if each.startswith("q=")), "1")
        try:
            ranges[name] = float(quality)
        except ValueError:
            ranges[name] = 0.0
    return ranges


def _weight(media_type: str, ranges: dict[str, float]) -> float:
    whole = f"{media_type.partition('/')[0]}/*"
    return next((ranges[each] for each in (media_type, whole, "*/*") if each in ranges), 0.0)
