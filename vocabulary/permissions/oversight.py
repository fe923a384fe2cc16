"""Rules about what is put on record beside the figures: outcomes, figures of others, statements, plans, reports."""

from typing import Final

from vocabulary.clients import ACT_FOR_A_BODY, ClientKind
from vocabulary.permissions.resources import Action, Resource
from vocabulary.permissions.rule import ADMINISTRATOR, EVERYONE, EXACT, STEWARDS, Rule, Whose

_RECORDERS: Final = ADMINISTRATOR | {ClientKind.OVERSIGHT}
_OWN_RECORD: Final = {Whose.OWN: ACT_FOR_A_BODY, Whose.OTHER: ADMINISTRATOR}
_ITS_READERS: Final = "Only {ods} itself, its commissioners and the national bodies read this."
_ITSELF: Final = "Only {ods} itself puts on record what it does."

OVERSIGHT: Final = (
    Rule(
        Resource.OUTCOME,
        Action.READ,
        {Whose.EVERYBODY: EVERYONE},
        "Ratings and segments as they were published, and that one was recorded.",
        (
            "GET /v1/organisations/{ods}/official-outcomes",
            "GET /v1/organisations/{ods}/official-outcomes/{key}",
            "GET /v1/changes",
            "GET /v1/changes/oversight",
        ),
    ),
    Rule(
        Resource.OUTCOME,
        Action.WRITE,
        {Whose.EVERYBODY: _RECORDERS},
        "Recording them.",
        ("PUT /v1/organisations/{ods}/official-outcomes/{key}",),
        "Only oversight bodies record official outcomes.",
    ),
    Rule(
        Resource.FIGURE,
        Action.READ,
        {Whose.EVERYBODY: EVERYONE},
        "Figures that others published.",
        (
            "GET /v1/organisations/{ods}/figures",
            "GET /v1/organisations/{ods}/figures/{key}",
            "GET /v1/organisations/{ods}/figures/{key}/revisions",
        ),
    ),
    Rule(
        Resource.FIGURE,
        Action.WRITE,
        {Whose.OWN: ACT_FOR_A_BODY, Whose.OTHER: _RECORDERS | STEWARDS},
        "Recording them. Regulators only read.",
        ("PUT /v1/organisations/{ods}/figures/{key}",),
        "Only {ods} itself, oversight bodies and the national team record its figures.",
    ),
    Rule(
        Resource.STATEMENT,
        Action.READ,
        EXACT,
        "What a commissioner stated about a provider; also to the commissioner that succeeded it.",
        ("GET /v1/commissioners/{ods}/assurance/{provider}",),
        "Only {ods} itself, its successor and the national bodies read its statements.",
    ),
    Rule(
        Resource.STATEMENT,
        Action.WRITE,
        _OWN_RECORD,
        "Stating it.",
        ("PUT /v1/commissioners/{ods}/assurance/{provider}",),
        "Only {ods} itself makes statements about its providers.",
    ),
    Rule(
        Resource.ASSURANCE,
        Action.READ,
        EXACT,
        "Indicators 163a and 163b with each provider's row, and the reports that name the commissioner.",
        (
            "GET /v1/commissioners/{ods}/assurance",
            "GET /v1/commissioners/{ods}/assurance-trend",
            "GET /v1/commissioners/{ods}/contract-reports",
        ),
        "Only {ods} itself, its successor and the national bodies read its contracts.",
    ),
    Rule(
        Resource.RECORD,
        Action.READ,
        EXACT,
        "A body's action plan, the strategy's objectives, and what its leaders answer for.",
        (
            "GET /v1/organisations/{ods}/actions",
            "GET /v1/organisations/{ods}/actions/{id}",
            "GET /v1/organisations/{ods}/actions/{id}/revisions",
            "GET /v1/organisations/{ods}/implementation",
            "GET /v1/organisations/{ods}/implementation/revisions",
            "GET /v1/organisations/{ods}/accountability",
            "GET /v1/organisations/{ods}/accountability/revisions",
        ),
        _ITS_READERS,
    ),
    Rule(
        Resource.RECORD,
        Action.WRITE,
        _OWN_RECORD,
        "Putting it on record.",
        (
            "POST /v1/organisations/{ods}/actions",
            "PUT /v1/organisations/{ods}/actions/{id}",
            "PUT /v1/organisations/{ods}/implementation",
            "PUT /v1/organisations/{ods}/accountability",
        ),
        _ITSELF,
    ),
    Rule(
        Resource.CONTRACT_REPORT,
        Action.READ,
        EXACT,
        "A provider's report; also to the co-ordinating commissioner that it names, or who stands in for that.",
        ("GET /v1/organisations/{ods}/contract-report",),
        _ITS_READERS,
    ),
    Rule(
        Resource.CONTRACT_REPORT,
        Action.WRITE,
        _OWN_RECORD,
        "Stating to whom and when it was sent.",
        ("PUT /v1/organisations/{ods}/contract-report",),
        _ITSELF,
    ),
)
