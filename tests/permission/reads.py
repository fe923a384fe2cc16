"""How each address is read, and what its answer shows of whom it was asked about."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from httpx2 import Response

from tests.permission.bench import Asked, Bench
from tests.permission.reading import listed, shown, status
from tests.permission.things import ACTION_ID, FRAMEWORK, REVIEWS, answered_in
from tests.permission.world import PROVIDERS, PUBLISHED, PUBLISHERS, REVISED, SUBJECTS, controlled, counted, summed
from vocabulary.permissions.resources import Action, Resource
from vocabulary.permissions.rule import Answer, Whose

Shows = Callable[[Asked, Response], Answer]
_BEFORE: Final = re.compile(r'"previous":\{"year":(\d{4}),"value":[0-9]')
NEWEST: Final = frozenset({Resource.RESULT, Resource.PACK})
"""Things made of the newest return, where its reader may: of a draft beside what is published."""

KEYS: Final = {
    "/standards/": "wdes",
    "/implementation-plans/": "a-model-employer-2019",
    "/figures/": "staff-engagement",
}
YEAR: Final = "year={year}"
SENIOR: Final = "staff_group=clinical_non_medical&band=8a"
STATED: Final = f"year={PUBLISHED}"
QUERIES: Final[Mapping[str, str]] = {
    "GET /v1/organisations/{ods}/footprint": YEAR,
    "GET /v1/organisations/{ods}/indicators": f"{YEAR}&indicator=1",
    "GET /v1/organisations/{ods}/measure-report": f"{YEAR}&indicator=1",
    "GET /v1/organisations/{ods}/trends": "indicator=1",
    "GET /v1/organisations/{ods}/trajectories": f"{YEAR}&bands=8a&horizon=2035",
    "GET /v1/organisations/{ods}/benchmarks": f"{YEAR}&group=england",
    "GET /v1/organisations/{ods}/well-led": YEAR,
    "GET /v1/organisations/{ods}/assessments/{key}": YEAR,
    "GET /v1/organisations/{ods}/progress": STATED,
    "GET /v1/organisations/{ods}/goals/{band}": "kind=national",
    "GET /v1/organisations/{ods}/accountability": STATED,
    "GET /v1/organisations/{ods}/accountability/revisions": STATED,
    "GET /v1/organisations/{ods}/contract-report": STATED,
    "GET /v1/organisations/{ods}/figures": STATED,
    "GET /v1/organisations/{ods}/figures/{key}": STATED,
    "GET /v1/organisations/{ods}/figures/{key}/revisions": STATED,
    "GET /v1/indicators/{indicator}/values": f"{YEAR}&measure=share&{SENIOR}&format=csv",
    "GET /v1/results": f"{YEAR}&row=1|share|staff_group=clinical_non_medical,band=8a",
    "GET /v1/workforce": YEAR,
    "GET /v1/trajectories": f"{YEAR}&horizon=2035&bands=8a",
    "GET /v1/progress": STATED,
    "GET /v1/areas/{area}/indicators": f"{YEAR}&indicator=1",
    "GET /v1/areas/{area}/trajectories": f"{YEAR}&bands=8a&horizon=2035",
    "GET /v1/areas/{area}/progress": STATED,
    "GET /v1/assessments/{key}": YEAR,
    "GET /v1/assessments/{key}/scores": "year=2025&type=acute",
    "GET /v1/assessments/{key}/alerts": f"{STATED}&since=2015-01-01T00:00:00Z",
    "GET /v1/reviews/{review}/comparison": f"with={REVIEWS[0]}",
    "GET /v1/commissioners/{ods}/assurance": "year={answered}",
    "GET /v1/commissioners/{ods}/assurance-trend": "from={answered}&to={answered}",
    "GET /v1/commissioners/{ods}/assurance/{provider}": "year={answered}",
    "GET /v1/commissioners/{ods}/contract-reports": STATED,
    "GET /v1/returns/template.csv": YEAR,
    "GET /v1/returns/template.xlsx": YEAR,
}


async def read(bench: Bench, asked: Asked) -> Answer:
    """Read an address as somebody, and return what came of it."""
    answer = await bench.ask(asked, address(bench, asked))
    if asked.route == "GET /v1/batches":
        return listed(answer, lambda told: _batch(bench, asked) in told.text)
    return _SHOWS.get(asked.cell.rule.resource, _plainly)(asked, answer)


def address(bench: Bench, asked: Asked) -> str:
    """Return the address of a try, filled in."""
    path, query = asked.route.split(" ", 1)[1], QUERIES.get(asked.route, "")
    values = {
        "ods": asked.ods,
        "year": asked.year,
        "answered": answered_in(asked.ods),
        "provider": PROVIDERS.get(asked.ods, asked.ods),
        "indicator": "1",
        "area": "england",
        "band": "2",
        "id": ACTION_ID,
        "name": "kept" if "/scenarios/" in path else "docs.css",
        "review": REVIEWS[1],
        "code": "not-found",
        "key": next((key for part, key in KEYS.items() if part in path), FRAMEWORK),
        "batch": _batch(bench, asked),
        "client": bench.client(asked),
        "subscription": bench.subscription(asked),
    }
    if asked.cell.rule.resource is Resource.EXACT_EXPORT:
        query = "view=exact"
    if path.endswith("/scores"):
        values["key"] = "nof-2025"
    if asked.cell.rule.resource in (Resource.GOAL, Resource.RETURN) and re.search("template|v1/progress", path):
        query += "&organisation={ods}"
    return f"{path}?{query}".rstrip("?").format_map(values)


def _batch(bench: Bench, asked: Asked) -> str:
    if asked.cell.whose is Whose.OWN:
        return bench.batches.get(asked.caller.client, "none")
    return bench.batches["client-of-RX2"]


def _plainly(_asked: Asked, answer: Response) -> Answer:
    return status(answer)


def _figures(asked: Asked, answer: Response) -> Answer:
    if asked.cell.rule.action is Action.LIST:
        return status(answer)
    if asked.cell.answer is Answer.CONTROLLED and "{ods}" in asked.route:
        before = {int(year) for year in _BEFORE.findall(answer.text)}
        assert before <= {REVISED, PUBLISHED}, f"shows the value of a year before that is not published: {before}"
    newest = asked.cell.rule.resource in NEWEST and asked.cell.answer is Answer.YES
    exact = counted(asked.ods, asked.year, 2 if asked.year == REVISED and newest else 1)
    return shown(answer, exact, controlled(counted(asked.ods, asked.year)))


def _area(asked: Asked, answer: Response) -> Answer:
    """Return whether a sum counts the returns of all subjects, exact or controlled, or only the others."""
    said = status(answer)
    if said is not Answer.YES:
        return said
    found, key = _people(answer.json()), "senior_bme" if "trajectories" in asked.route else None
    everybody, others = (_of(summed(bodies, asked.year), key) for bodies in ((*SUBJECTS, *PUBLISHERS), PUBLISHERS))
    if found == everybody:
        return Answer.YES
    assert min(abs(found - everybody), abs(found - others)) < 50, (found, everybody, others)
    return Answer.CONTROLLED if abs(found - everybody) < 50 else Answer.NOT_THERE


def _of(counts: Any, key: str | None) -> int:
    return int(counts.senior_bme if key else counts.all_bme)


def _people(told: Mapping[str, Any]) -> int:
    if "representation" in told:
        return int(told["representation"]["workforce"]["bme"])
    (one,) = (each for each in told["trajectories"] if each["staff_group"] == "clinical_non_medical")
    return int(one["baseline"]["interest"])


def _change(asked: Asked, answer: Response) -> Answer:
    goals = asked.cell.rule.resource is Resource.GOAL_CHANGE
    about = (asked.ods, "goal" if goals else "result")
    return listed(
        answer,
        lambda told: any(
            (each["organisation"], each["kind"]) == about and (goals or each["year"] == asked.year)
            for each in told.json()["items"]
        ),
    )


_FIGURES: Final = (
    Resource.RESULT,
    Resource.LISTED_RESULT,
    Resource.PACK,
    Resource.ASSESSMENT,
    Resource.EXPORT,
    Resource.EXACT_EXPORT,
)
_SHOWS: Final[Mapping[Resource, Shows]] = {
    **dict.fromkeys(_FIGURES, _figures),
    Resource.AREA: _area,
    Resource.CHANGE: _change,
    Resource.GOAL_CHANGE: _change,
}
