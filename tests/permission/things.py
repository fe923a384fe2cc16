"""What stands in the seeded store beside returns: goals, records, outcomes, statements, files, reviews."""

import asyncio
from typing import Any, Final

from indicators_service.intake import national_csv
from indicators_service.store.batches import OPEN
from services.identity import Caller
from tests.callers import ADMINISTRATOR, NATIONAL_TEAM, OVERSIGHT, House, provider
from tests.permission.standing import CALLERS
from tests.permission.world import (
    COMMISSIONER,
    DRAFT,
    OTHER_COMMISSIONER,
    OWN,
    PROVIDERS,
    PUBLISHED,
    SUBJECTS,
    SUCCEEDED,
    TERM,
    document,
    done,
)
from vocabulary.clients import ClientKind

FRAMEWORK: Final = "cqc-well-led-2017"
"""In force in every year of the store."""

REVIEWS: Final = (f"{FRAMEWORK}.{PUBLISHED}.1", f"{FRAMEWORK}.{PUBLISHED}.2")
REPORTED_TO: Final = {each: by for by, each in PROVIDERS.items() if by != SUCCEEDED} | {
    COMMISSIONER: OTHER_COMMISSIONER
}
GOAL: Final = {"share": 0.45, "year": 2035, "baseline_year": PUBLISHED}
SCENARIO: Final = {"band": "2", "baseline_year": PUBLISHED, "year": 2035, "share": 0.45}
STATEMENT: Final = {"level_of_compliance": "partial", "assessor_role": "Head of quality assurance"}
OUTCOME: Final = {"rating": "good", "date": "2024-09-12", "source": "Inspection report"}
FIGURE: Final = {"value": 7.02, "published_on": "2024-03-06", "source": "NHS Staff Survey"}
OBJECTIVES: Final = {"objectives": [{"id": "1.2", "status": "in_progress"}]}
ACCOUNTABILITY: Final = {"panels": {"shortlisting": {"held": 40, "diverse": 31}}}
REVIEW: Final = {"framework": FRAMEWORK, "year": PUBLISHED, "note": "A try."}
ACTION: Final = {
    "title": "Mentor BME staff",
    "aim": "Each very senior manager mentors one member of staff.",
    "strategic_objective": "1.2",
    "indicators": ["1"],
    "owner_role": "Chief People Officer",
    "status": "in_progress",
    "started_on": "2023-04-01",
    "due_on": "2030-03-31",
}
ACTION_ID: Final = "mentor-bme-staff-1"
BEGUN, ENDED = "Z01", "Z02"
"""Bodies without returns, one of which succeeded the other."""


def answered_in(ods: str) -> int:
    """Return a year for which a commissioner answers: the one that ended, for one before."""
    return DRAFT if ods == SUCCEEDED else PUBLISHED


def report(ods: str) -> dict[str, Any]:
    """Return what a body states of its report under the contract."""
    return {"coordinating_commissioner": REPORTED_TO[ods], "sent_on": "2024-09-30"}


def file_of(ods: str, year: int = DRAFT) -> bytes:
    """Return a file with the return of one body."""
    return "".join(national_csv([document(ods, year)])).encode()


async def add_things(house: House) -> dict[str, str]:
    """Put one of everything on record for every subject; return the uploaded files by client."""
    contract = f"/v1/commissioners/{OTHER_COMMISSIONER}/providers/{COMMISSIONER}"
    await done(house.indicators.put(contract, TERM))
    for ods in SUBJECTS:
        await _of_a_body(house, f"/v1/organisations/{ods}", ods)
    for ods, about in PROVIDERS.items():
        await done(
            house.oversight.put(f"/v1/commissioners/{ods}/assurance/{about}?year={answered_in(ods)}", STATEMENT)
        )
    for _ in REVIEWS:
        await done(house.oversight.post("/v1/reviews", REVIEW, NATIONAL_TEAM))
    await done(house.indicators.put("/v1/deadlines/2024", {"submit_by": "2024-08-31", "source": "Guidance"}))
    for ods in (BEGUN, ENDED):
        await done(house.indicators.put(f"/v1/organisations/{ods}", {"name": f"Body {ods}", "type": "acute"}))
    await done(house.indicators.put(f"/v1/organisations/{ENDED}/successors/{BEGUN}", SUCCESSION))
    uploaders = (ADMINISTRATOR, CALLERS[ClientKind.PROVIDER], CALLERS[ClientKind.COMMISSIONER], provider("RX2"))
    batches = {each.client: await _uploaded(house, each) for each in uploaders}
    for batch in batches.values():
        await _finished(house, batch)
    return batches


SUCCESSION: Final = {"on": "2010-04-01", "kind": "merger"}


async def _finished(house: House, batch: str) -> None:
    for _ in range(1_000):
        if (await done(house.indicators.get(f"/v1/batches/{batch}"))).json()["state"] not in OPEN:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"the file {batch} is not dealt with")


async def _of_a_body(house: House, path: str, ods: str) -> None:
    own, trajectory, oversight = provider(ods), house.trajectory, house.oversight
    await done(trajectory.put(f"{path}/goals/2", GOAL, own))
    await done(trajectory.post(f"{path}/goals/2/transitions", {"to": "agreed"}, NATIONAL_TEAM))
    await done(trajectory.put(f"{path}/goals/2?kind=local", GOAL | {"share": 0.4}, own))
    await done(trajectory.put(f"{path}/scenarios/kept", SCENARIO, own))
    await done(oversight.post(f"{path}/actions", ACTION, own))
    await done(oversight.put(f"{path}/implementation", OBJECTIVES, own))
    await done(oversight.put(f"{path}/accountability?year={PUBLISHED}", ACCOUNTABILITY, own))
    await done(oversight.put(f"{path}/contract-report?year={PUBLISHED}", report(ods), own))
    await done(oversight.put(f"{path}/official-outcomes/{FRAMEWORK}", OUTCOME, OVERSIGHT))
    await done(oversight.put(f"{path}/figures/staff-engagement?year={PUBLISHED}", FIGURE, OVERSIGHT))


async def _uploaded(house: House, caller: Caller) -> str:
    kind, content = {"content-type": "text/csv"}, file_of(caller.body or OWN)
    answer = await done(house.indicators.call("POST", "/v1/returns:upload", caller, kind, content=content))
    batch: str = answer.json()["id"]
    return batch
