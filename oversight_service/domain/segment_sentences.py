"""How a body came to its segment, and what the cap did to it, in one plain sentence each."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from oversight_service.domain.framework_scoring import Cap, Scoring
from oversight_service.domain.scoring import CapOutcome, NoSegment
from oversight_service.domain.segmentation import SegmentedBody

_NO_SEGMENT: Final = {
    NoSegment.NO_SCORES: "No metric has a score, so there is no average and no segment.",
    NoSegment.TOO_FEW_BODIES: "There are fewer bodies with an average than segments, so they cannot be divided.",
}


def before_in_words(found: SegmentedBody, scoring: Scoring, thresholds: Sequence[Fraction]) -> str:
    """Return how the segment before the cap came about."""
    place = found.place
    if place.segment is None or found.average is None:
        return _NO_SEGMENT[place.reason or NoSegment.NO_SCORES]
    scores = "1 score" if found.scored == 1 else f"{found.scored} scores"
    mean = f"The average of {scores} is {float(found.average):.2f}"
    if place.bodies is not None:
        have = "body has" if place.better == 1 else "bodies have"
        return f"{mean}; {place.better} of {place.bodies} {have} a better one: segment {place.segment}."
    at = scoring.segments.index(place.segment)
    line = f"at most {float(thresholds[at]):g}" if at < len(thresholds) else f"above {float(thresholds[-1]):g}"
    return f"{mean}, {line}: segment {place.segment}."


def after_in_words(found: SegmentedBody, cap: Cap | None) -> str:
    """Return what the cap did to the segment."""
    before, figure = found.capped.before, found.sent.figure
    if before is None:
        return "There is no segment to cap."
    if cap is None:
        return f"The framework has no cap: segment {before} stays."
    name = cap.figure.replace("-", " ").capitalize()
    value = "not known" if figure is None else f"{float(figure):g}"
    return {
        CapOutcome.NO_BETTER_ANYWAY: f"The cap at segment {cap.segment} changes nothing: segment {before} stays.",
        CapOutcome.NOT_ABOVE: f"{name} is {value}, not above {cap.above:g}: segment {before} stays.",
        CapOutcome.LOWERED: f"{name} is {value}, above {cap.above:g}: segment {before} becomes {cap.segment}.",
        CapOutcome.NOT_KNOWN: f"{name} was not sent, so whether segment {before} becomes {cap.segment} is not known.",
    }[found.capped.outcome]
