"""Rules about who may call: clients, what they prove themselves with, and tokens."""

from typing import Final

from vocabulary.clients import ClientKind
from vocabulary.permissions.resources import Action, Resource
from vocabulary.permissions.rule import ADMINISTRATOR, EVERYONE, Rule, Whose

_CLIENTS: Final = EVERYONE - {ClientKind.PUBLIC}
_ITS_OWN: Final = {Whose.OWN: _CLIENTS, Whose.OTHER: ADMINISTRATOR}
_ADMINISTRATORS: Final = "Only administrators may do this."
_SUBSCRIBERS: Final = "Registered clients look after their own subscriptions, and administrators after all."

ACCESS: Final = (
    Rule(
        Resource.CLIENT,
        Action.LIST,
        {Whose.EVERYBODY: ADMINISTRATOR},
        "Every client.",
        ("GET /v1/clients",),
        _ADMINISTRATORS,
    ),
    Rule(
        Resource.CLIENT,
        Action.READ,
        _ITS_OWN,
        "One client, without keys.",
        ("GET /v1/clients/{client}",),
        _ADMINISTRATORS,
        owners=_CLIENTS,
    ),
    Rule(
        Resource.CLIENT,
        Action.WRITE,
        {Whose.EVERYBODY: ADMINISTRATOR},
        "Making and revoking clients.",
        ("POST /v1/clients", "DELETE /v1/clients/{client}"),
        _ADMINISTRATORS,
    ),
    Rule(
        Resource.CREDENTIAL,
        Action.READ,
        _ITS_OWN,
        "When keys were made, end, and were used; never the keys.",
        ("GET /v1/clients/{client}/keys", "GET /v1/clients/{client}/public-keys"),
        _ADMINISTRATORS,
        owners=_CLIENTS,
    ),
    Rule(
        Resource.CREDENTIAL,
        Action.WRITE,
        _ITS_OWN,
        "Making, registering and revoking them.",
        (
            "POST /v1/clients/{client}/keys",
            "DELETE /v1/clients/{client}/keys/{key}",
            "POST /v1/clients/{client}/public-keys",
            "DELETE /v1/clients/{client}/public-keys/{kid}",
        ),
        _ADMINISTRATORS,
        owners=_CLIENTS,
    ),
    Rule(
        Resource.SUBSCRIPTION,
        Action.LIST,
        {Whose.EVERYBODY: _CLIENTS},
        "A client's own subscriptions; to an administrator, everybody's.",
        ("GET /v1/subscriptions",),
        _SUBSCRIBERS,
    ),
    Rule(
        Resource.SUBSCRIPTION,
        Action.ADD,
        {Whose.EVERYBODY: _CLIENTS},
        "Making one, for itself: it tells what the feed tells that client.",
        ("POST /v1/subscriptions",),
        _SUBSCRIBERS,
    ),
    Rule(
        Resource.SUBSCRIPTION,
        Action.READ,
        _ITS_OWN,
        "To which address a client has its changes sent, how far that is, and what came of each attempt.",
        (
            "GET /v1/subscriptions/{subscription}",
            "GET /v1/subscriptions/{subscription}/deliveries",
        ),
        _SUBSCRIBERS,
        owners=_CLIENTS,
    ),
    Rule(
        Resource.SUBSCRIPTION,
        Action.WRITE,
        _ITS_OWN,
        "Changing and removing them, trying them, and having things sent again.",
        (
            "PUT /v1/subscriptions/{subscription}",
            "DELETE /v1/subscriptions/{subscription}",
            "POST /v1/subscriptions/{subscription}/secret",
            "POST /v1/subscriptions/{subscription}/test",
            "POST /v1/subscriptions/{subscription}/replay",
            "POST /v1/subscriptions/{subscription}/deliveries/{delivery}/replay",
        ),
        _SUBSCRIBERS,
        owners=_CLIENTS,
    ),
    Rule(
        Resource.AUDIT,
        Action.READ,
        {Whose.EVERYBODY: ADMINISTRATOR},
        "Who changed what in every service, the ends of its chains, and whether they are whole.",
        (
            "GET /v1/audit",
            "GET /v1/audit/heads",
            "GET /v1/audit/verification",
            *(
                f"GET /v1/audit/{service}{part}"
                for service in ("gateway", "indicators", "trajectory", "oversight")
                for part in ("", "/head", "/verification")
            ),
        ),
        "Only administrators read the audit trail.",
    ),
    Rule(
        Resource.TOKEN,
        Action.WRITE,
        {Whose.EVERYBODY: EVERYONE},
        "A token for whoever proves itself with an assertion signed by its registered key.",
        ("POST /oauth2/token",),
    ),
)
