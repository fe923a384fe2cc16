"""What a pack stands on: the framework's version, whether it applies, the caveats, and the inputs used."""

from collections.abc import Mapping
from typing import Final

from oversight_service.domain.applies import why_not
from oversight_service.domain.evidence import Absence, FrameworkVersion, Organisation, PackInput
from oversight_service.domain.frameworks import Framework
from oversight_service.domain.pack_extras import AskedFor, Response
from oversight_service.domain.peer_body import Body
from oversight_service.domain.results import SERVICE as INDICATORS
from oversight_service.domain.results import IndicatorResults, indicators_href
from oversight_service.domain.trajectory_evidence import SERVICE as TRAJECTORY
from oversight_service.domain.trajectory_evidence import trajectories_href

INDICATORS_ASKED: Final = "indicators"
TRAJECTORIES_ASKED: Final = "trajectories"
"""The names of the two answers that say more of themselves than a tag."""

CONTROLLED: Final = (
    "Counts are under disclosure control: small ones are withheld and others rounded, so figures are approximate."
)


def framework_version(framework: Framework, organisation: Organisation, year: int) -> FrameworkVersion:
    """Return which version answers, and whether it speaks of this organisation and year."""
    against = why_not(framework, organisation.type, year)
    return FrameworkVersion(
        framework.key,
        framework.version,
        framework.title,
        framework.body,
        applies=against is None,
        applies_reason=against.sentence if against else None,
        confidence=framework.source.confidence,
    )


def caveats(
    framework: Framework,
    version: FrameworkVersion,
    year: int,
    results: IndicatorResults | None,
    trajectories: Response,
) -> tuple[str, ...]:
    """Return the framework's caveats, and those that these very inputs call for."""
    said = list(framework.caveats)
    if version.applies_reason is not None:
        said.append(version.applies_reason)
    if results is not None and results.controlled:
        said.append(CONTROLLED)
    if isinstance(trajectories, Absence):
        return tuple(said)
    other = Body("trajectories", trajectories).needed_whole("year")
    if other != year:
        said.append(f"The trajectories start from the return of {other}; the indicators are of {year}.")
    return tuple(said)


def other_inputs(year: int, asked: Mapping[str, AskedFor]) -> tuple[PackInput, ...]:
    """Return what else was asked for, in the order of the names, or why it was not used."""
    return tuple(
        PackInput(
            service=each.service,
            href=each.href,
            used=each.reason is None,
            reason=each.reason,
            year=year,
            revision=None,
            document=None,
            edition=None,
            state=None,
            published=None,
            snapshot=None,
            tag=each.tag,
        )
        for name, each in sorted(asked.items())
        if name not in (INDICATORS_ASKED, TRAJECTORIES_ASKED)
    )


def _tag(asked: Mapping[str, AskedFor], name: str) -> str | None:
    return asked[name].tag if name in asked else None


def indicators_input(
    organisation: Organisation,
    year: int,
    results: IndicatorResults | None,
    absence: str | None,
    asked: Mapping[str, AskedFor],
) -> PackInput:
    """Return what was used of the indicators service, or why nothing was."""
    return PackInput(
        service=INDICATORS,
        href=indicators_href(organisation.ods, year),
        used=results is not None,
        reason=absence,
        year=year,
        revision=results.revision if results else None,
        document=results.document if results else None,
        edition=results.edition if results else None,
        state=results.state if results else None,
        published=results.published if results else None,
        snapshot=results.snapshot if results else None,
        tag=_tag(asked, INDICATORS_ASKED),
    )


def trajectories_input(
    organisation: Organisation, year: int, response: Response, asked: Mapping[str, AskedFor]
) -> PackInput:
    """Return what was used of the trajectory service, or why nothing was."""
    absent = isinstance(response, Absence)
    body = Body("trajectories", {} if isinstance(response, Absence) else response)
    stated = year if absent else body.needed_whole("year")
    return PackInput(
        service=TRAJECTORY,
        href=trajectories_href(organisation.ods, stated),
        used=not absent,
        reason=response.reason if isinstance(response, Absence) else None,
        year=stated,
        revision=body.whole("revision"),
        document=body.text("document"),
        edition=None,
        state=None,
        published=body.flag("published"),
        snapshot=None,
        tag=_tag(asked, TRAJECTORIES_ASKED),
    )
