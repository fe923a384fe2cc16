"""Rules about returns: as they came, the steps of their life, the files that bring them, and their audit trail."""

from typing import Final

from vocabulary.clients import ACT_FOR_A_BODY
from vocabulary.permissions.resources import Action, Resource
from vocabulary.permissions.rule import ADMINISTRATOR, ANY_STATE, EXACT, STEWARDS, Answer, Rule, Whose

_MOVED: Final = ("POST /v1/organisations/{ods}/returns/{year}/transitions", "POST /v1/returns:transition")

RETURNS: Final = (
    Rule(
        Resource.RETURN,
        Action.READ,
        EXACT,
        "The return as it came, its revisions and steps, and the form filled in with it.",
        (
            "GET /v1/organisations/{ods}/returns/{year}",
            "GET /v1/organisations/{ods}/returns/{year}/revisions",
            "GET /v1/organisations/{ods}/returns/{year}/transitions",
            "GET /v1/returns/template.csv",
            "GET /v1/returns/template.xlsx",
        ),
        "This client may not read the return of {ods} for that year; its published indicators are open.",
        states=ANY_STATE,
    ),
    Rule(
        Resource.RETURN,
        Action.WRITE,
        {Whose.OWN: ACT_FOR_A_BODY, Whose.OTHER: ADMINISTRATOR},
        "A first return or a revision, alone or in a file.",
        ("PUT /v1/organisations/{ods}/returns/{year}",),
        "Only {ods} itself may submit its return; this client acts for another body.",
    ),
    Rule(
        Resource.RETURN,
        Action.SUBMIT,
        {Whose.OWN: ACT_FOR_A_BODY, Whose.OTHER: ADMINISTRATOR},
        "The steps up to sign-off, by two different clients.",
        _MOVED,
        "Only {ods} itself submits its return and signs it off.",
    ),
    Rule(
        Resource.RETURN,
        Action.PUBLISH,
        {Whose.EVERYBODY: STEWARDS},
        "Opening a signed-off return to the public, at once or at the end of an embargo.",
        _MOVED,
        "Only the national team and administrators publish returns.",
    ),
    Rule(
        Resource.RETURN,
        Action.WITHDRAW,
        {Whose.OWN: ACT_FOR_A_BODY, Whose.OTHER: STEWARDS},
        "Taking back what is not published and not under embargo.",
        _MOVED,
        "Only {ods} itself, the national team and administrators withdraw its return.",
    ),
    Rule(
        Resource.PUBLISHED_RETURN,
        Action.WITHDRAW,
        {Whose.EVERYBODY: STEWARDS},
        "Taking back what is published, or to be published at the end of an embargo.",
        _MOVED,
        "Only the national team and administrators withdraw published returns.",
    ),
    Rule(
        Resource.BATCH,
        Action.WRITE,
        {Whose.EVERYBODY: ACT_FOR_A_BODY | ADMINISTRATOR},
        "A file of returns; each return in it is judged as if it came alone.",
        ("POST /v1/returns:upload",),
        "Only bodies, for themselves, and administrators upload returns.",
    ),
    Rule(
        Resource.BATCH,
        Action.READ,
        {Whose.OWN: ACT_FOR_A_BODY | ADMINISTRATOR, Whose.OTHER: STEWARDS},
        "What became of a file. It is its uploader's own, and not the body's.",
        ("GET /v1/batches/{batch}", "GET /v1/batches"),
        otherwise=Answer.NOT_THERE,
        owners=ACT_FOR_A_BODY | ADMINISTRATOR,
    ),
    Rule(
        Resource.BODY_AUDIT,
        Action.READ,
        EXACT,
        "Every accepted write about a body and its returns: who, when, what.",
        ("GET /v1/organisations/{ods}/audit",),
        "Only those who see the exact figures of {ods} read what happened to them.",
    ),
)
