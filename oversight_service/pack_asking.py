"""What the other services and this one's own records say of a body, for its evidence pack: asked all at once."""

import asyncio
import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request
from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service import permission
from oversight_service.asked import NOT_VISIBLE
from oversight_service.domain.action import Action
from oversight_service.domain.evidence import Absence, OfficialOutcome
from oversight_service.domain.pack_extras import AskedFor, PackExtras
from oversight_service.store.actions import actions_of
from oversight_service.store.outcomes import newest_outcome
from services.as_of import as_known
from services.conditional import Answer
from services.identity import HEADER, Caller
from services.instants import now
from services.peers import Parameter, Parameters, peer_of
from services.problems import Problem

NOT_SUBMITTED: Final = "not-submitted"
NOT_AT_AN_INSTANT: Final = "not-told-at-an-instant"
GROUPS: Final = ("nearest", "region", "type")
"""The groups that a body is compared with."""

Call = tuple[str, str, Parameters]
"""A service, a path of it, and the parameters."""

Calls = Mapping[str, Call]
"""What is asked, by the name of the answer."""

_NOTHING_TO_SHOW: Final[Mapping[int, str]] = {
    HTTPStatus.NOT_FOUND: NOT_SUBMITTED,
    HTTPStatus.UNPROCESSABLE_ENTITY: "not-computable",
    HTTPStatus.FORBIDDEN: NOT_VISIBLE,
    HTTPStatus.UNAUTHORIZED: NOT_VISIBLE,
}


@dataclass(frozen=True, slots=True)
class PackAsked:
    """Which body's pack, of which year, as known when."""

    ods: str
    year: int
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class PackSaid:
    """What was said. The organisation is asked about only where its indicators do not tell of it."""

    answers: Mapping[str, Answer | Absence]
    calls: Calls
    actions: Sequence[Action] | Absence
    official: OfficialOutcome | None
    day: date | None

    @property
    def version(self) -> Hashable:
        """What names everything that was said: the same gives the same pack."""
        tags = tuple((name, _tag(answer)) for name, answer in sorted(self.answers.items()))
        own = self.actions.reason if isinstance(self.actions, Absence) else _revisions(self.actions)
        return tags, own, self.official, self.day

    def read(self, name: str) -> Any:
        """Return the JSON of an answer, or why there is none."""
        said = self.answers[name]
        return said if isinstance(said, Absence) else json.loads(said.body)

    def extras(self) -> PackExtras:
        """Return what the pack tells beyond the year's own figures."""
        return PackExtras(
            trends=self.read("trends"),
            comparisons={group: self.read(f"benchmarks/{group}") for group in GROUPS},
            goals=self.read("goals"),
            progress=self.read("progress"),
            life=self.read("life"),
            actions=self.actions,
            day=self.day,
            asked={name: _asked_for(call, self.answers[name]) for name, call in self.calls.items()},
        )


def _asked_for(call: Call, answer: Answer | Absence) -> AskedFor:
    service, path, parameters = call
    href = f"{path}?{urlencode(parameters, doseq=True)}" if parameters else path
    if isinstance(answer, Absence):
        return AskedFor(service, href, None, answer.reason)
    return AskedFor(service, href, answer.tag, None)


def _tag(answer: Answer | Absence) -> str:
    return answer.tag if isinstance(answer, Answer) else answer.reason


def _revisions(actions: Sequence[Action]) -> tuple[tuple[str, int], ...]:
    return tuple((each.id, each.revision) for each in actions)


async def pack_said(
    request: Request, session: AsyncSession, caller: Caller, asked: PackAsked, framework: str
) -> PackSaid:
    """Ask the services at once, as the caller: what the caller may not see, the pack does not hold.

    Raises:
        Problem: 404 where no body is registered under the code; 503 where a service is away.
    """
    visible = await permission.sees_records(request, caller, asked.ods)
    calls = _calls(asked)
    answers = await asyncio.gather(
        *(_or_absent(request, service, path, parameters) for service, path, parameters in calls.values()),
        # All are waited for, also when one refuses: no call is left running behind an answer already given.
        return_exceptions=True,
    )
    said: dict[str, Answer | Absence] = {}
    if asked.as_of is not None:
        # The life of a return is told as it is now, which an answer of an earlier instant must not hold.
        said["life"] = Absence(NOT_AT_AN_INSTANT)
    for name, answer in zip(calls, answers, strict=True):
        if isinstance(answer, BaseException):
            raise answer
        said[name] = answer
    if isinstance(said["indicators"], Absence):
        path = f"/v1/organisations/{asked.ods}"
        said["organisation"] = await peer_of(request, "indicators").ask(path, request.headers[HEADER])
    actions: Sequence[Action] | Absence = Absence(NOT_VISIBLE)
    if visible:
        actions = (await actions_of(session, [asked.ods], asked.as_of)).get(asked.ods, [])
    row = await newest_outcome(session, asked.ods, framework, asked.as_of)
    official = OfficialOutcome(row.rating, row.decided_on, row.source) if row else None
    # The day decides what is overdue: without an action it decides nothing, and the pack does not change with it.
    day = (asked.as_of or now()).date() if actions and not isinstance(actions, Absence) else None
    return PackSaid(said, calls, actions, official, day)


def _calls(asked: PackAsked) -> Calls:
    """Return what is asked of which service, by the name of the answer."""
    body, known = f"/v1/organisations/{asked.ods}", as_known(asked.as_of)
    year: dict[str, Parameter] = {"year": asked.year, **known}
    compared = {
        f"benchmarks/{group}": ("indicators", f"{body}/benchmarks", {**year, "group": group}) for group in GROUPS
    }
    life = {} if asked.as_of else {"life": ("indicators", f"{body}/returns/{asked.year}/transitions", known)}
    return {
        "indicators": ("indicators", f"{body}/indicators", year),
        "trajectories": ("trajectory", f"{body}/trajectories", year),
        "trends": ("indicators", f"{body}/trends", known),
        **compared,
        "goals": ("trajectory", f"{body}/goals", known),
        "progress": ("trajectory", f"{body}/progress", year),
        **life,
    }


async def _or_absent(request: Request, service: str, path: str, parameters: Parameters) -> Answer | Absence:
    try:
        return await peer_of(request, service).ask(path, request.headers[HEADER], parameters)
    except Problem as problem:
        if problem.status in _NOTHING_TO_SHOW:
            return Absence(_NOTHING_TO_SHOW[problem.status])
        raise
