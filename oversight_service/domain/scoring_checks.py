"""What a framework file must say so that its own arithmetic can be done: scale, thresholds, and what is scored."""

from oversight_service.domain.framework_scoring import Scoring, ScoringMethod
from oversight_service.domain.framework_table import FrameworkError
from oversight_service.domain.framework_words import Direction
from oversight_service.domain.frameworks import Framework


def check_scoring(file: str, framework: Framework, scoring: Scoring) -> None:
    """Refuse arithmetic that cannot be done.

    Raises:
        FrameworkError: naming the file, the key and the fault.
    """
    if scoring.method is ScoringMethod.STATEMENT_PERCENTAGE:
        _check_bands(file, scoring)
    else:
        _check_average(file, framework, scoring)


def _check_bands(file: str, scoring: Scoring) -> None:
    if scoring.highest_score is None:
        raise FrameworkError(file, "scoring.highest_score", "this key is missing")
    if not scoring.bands:
        raise FrameworkError(file, "scoring.bands", "at least one band is needed")
    for number, band in enumerate(scoring.bands):
        if band.high < band.low:
            raise FrameworkError(file, f"scoring.bands[{number}].to", f"{band.high} is below {band.low}")
        if number and band.low != scoring.bands[number - 1].high + 1:
            raise FrameworkError(file, f"scoring.bands[{number}].from", "must follow the band before without a gap")
    if scoring.bands[-1].high != 100:
        raise FrameworkError(file, "scoring.bands", "the last band must end at 100")


def _check_average(file: str, framework: Framework, scoring: Scoring) -> None:
    directions = {each.id: each.direction for each in framework.metrics}
    directions |= {each.id: each.direction for each in framework.recorded}
    for name in scoring.metrics:
        if name not in directions:
            raise FrameworkError(file, "scoring.metrics", f"'{name}' is not a metric of this framework")
        if directions[name] is Direction.CONTEXT:
            raise FrameworkError(file, "scoring.metrics", f"'{name}' is context: it is neither good nor bad")
    if len(scoring.segments) < 2:
        raise FrameworkError(file, "scoring.segments", "at least two segments are needed")
    wanted = len(scoring.segments) - 1 if scoring.method is ScoringMethod.THRESHOLD_AVERAGE else 0
    if len(scoring.thresholds) != wanted:
        raise FrameworkError(file, "scoring.thresholds", f"{wanted} are needed: one for each segment but the last")
    if list(scoring.thresholds) != sorted(set(scoring.thresholds)):
        raise FrameworkError(file, "scoring.thresholds", "must rise")
    if scoring.cap and scoring.cap.segment not in scoring.segments:
        raise FrameworkError(file, "scoring.cap.segment", f"'{scoring.cap.segment}' is not one of the segments")
