"""Rules about goals, progress and scenarios."""

from typing import Final

from vocabulary.clients import ACT_FOR_A_BODY
from vocabulary.permissions.resources import Action, Resource
from vocabulary.permissions.rule import EXACT, NATIONAL, STEWARDS, Rule, Whose

_READERS: Final = "This client may not read the goals of {ods}."
_MOVED: Final = (
    "PUT /v1/organisations/{ods}/goals/{band}",
    "POST /v1/organisations/{ods}/goals/{band}/transitions",
)

GOALS: Final = (
    Rule(
        Resource.GOAL,
        Action.READ,
        EXACT,
        "Goals, national and local, with their revisions and progress. In the table of all, where bodies are named.",
        (
            "GET /v1/organisations/{ods}/goals",
            "GET /v1/organisations/{ods}/goals/{band}",
            "GET /v1/organisations/{ods}/goals/{band}/revisions",
            "GET /v1/organisations/{ods}/progress",
            "GET /v1/progress",
        ),
        _READERS,
    ),
    Rule(
        Resource.GOAL,
        Action.WRITE,
        {Whose.OWN: ACT_FOR_A_BODY, Whose.OTHER: STEWARDS},
        "Proposing, agreeing to and revising a national goal: the body and the national team, each its part.",
        _MOVED,
        "Only {ods} itself and the national team set its goals.",
    ),
    Rule(
        Resource.LOCAL_GOAL,
        Action.WRITE,
        {Whose.OWN: ACT_FOR_A_BODY},
        "The same for a goal of the body's own, which nobody agrees to.",
        _MOVED,
        "Only {ods} itself sets its local goals.",
    ),
    Rule(
        Resource.PROGRESS,
        Action.LIST,
        {Whose.EVERYBODY: NATIONAL},
        "Progress of every body where none is named, and counts of an area: in a small one a count is a body.",
        ("GET /v1/progress", "GET /v1/areas/{area}/progress"),
        "Name organisations; only clients that see every organisation's figures may read all.",
    ),
    Rule(
        Resource.SCENARIO,
        Action.READ,
        EXACT,
        "What-ifs that a body keeps.",
        ("GET /v1/organisations/{ods}/scenarios", "GET /v1/organisations/{ods}/scenarios/{name}"),
        "This client may not read the scenarios of {ods}.",
    ),
    Rule(
        Resource.SCENARIO,
        Action.WRITE,
        {Whose.OWN: ACT_FOR_A_BODY, Whose.OTHER: STEWARDS},
        "Keeping and removing them.",
        ("PUT /v1/organisations/{ods}/scenarios/{name}", "DELETE /v1/organisations/{ods}/scenarios/{name}"),
        "Only {ods} itself and the national team keep its scenarios.",
    ),
)
