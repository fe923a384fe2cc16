"""Subscriptions as they go over the wire, and what is sent to them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field, model_validator

from gateway.following import FeedLine
from gateway.webhooks.destinations import LONGEST
from gateway.webhooks.states import DeliveryState, SubscriptionState
from services.as_of import not_to_come
from services.wire import Instant, Text, Wire
from vocabulary.organisations import ODS_CODE_PATTERN

Kind = Literal["return", "result", "goal", "assessment"]
Cursor = Annotated[str, Field(min_length=1, max_length=100)]
Code = Annotated[str, Field(pattern=ODS_CODE_PATTERN)]
Url = Annotated[
    str,
    Field(
        min_length=1,
        max_length=LONGEST,
        description="Where to send to: https, port 443 or 8443, a host with public addresses, no user and password.",
        examples=["https://warehouse.example.nhs.uk/hooks/model-employer"],
    ),
]


class _Chosen(Wire):
    """What is to be told, and where."""

    url: Url
    kinds: Annotated[list[Kind], Field(min_length=1, max_length=4)] | None = Field(
        default=None, description="Kinds of change to be told of; all without them."
    )
    organisations: Annotated[list[Code], Field(min_length=1, max_length=500)] | None = Field(
        default=None, description="Bodies whose changes are to be told of, by ODS code; all without them."
    )
    description: Annotated[Text, Field(min_length=1, max_length=200)] | None = None


class SubscriptionIn(_Chosen):
    """A subscription to be made. It tells what changes from ``now`` on, or goes on after a cursor of the feed."""

    start: Annotated[Literal["now", "beginning"] | Cursor, Field(alias="from")] = "now"


class SubscriptionChange(_Chosen):
    """A subscription as it is to be from now on: what is left out is taken back. ``paused`` keeps its place."""

    state: Literal["active", "paused"]


class SubscriptionOut(BaseModel):
    """A subscription. ``kinds`` and ``organisations`` are null for all; ``cursor`` is where the feed goes on.

    ``failing`` is one that waits because too many deliveries in a row could not be made, ``ended`` one that its
    receiver ended, or whose client was revoked; ``reason`` says which. ``next_attempt_at`` is null where nothing
    waits to be sent.
    """

    id: str
    client: str
    url: str
    description: str | None
    kinds: list[str] | None
    organisations: list[str] | None
    state: SubscriptionState
    reason: str | None
    cursor: str
    next_attempt_at: datetime | None
    dead_in_a_row: int
    earlier_secret_until: datetime | None
    created_at: datetime
    changed_at: datetime


class NewSubscription(SubscriptionOut):
    """A subscription just made, with its secret: the only time that it is shown."""

    secret: str


class Subscriptions(BaseModel):
    """Subscriptions, oldest first."""

    items: list[SubscriptionOut]
    next: str | None
    total: int


class SubscriptionSecret(BaseModel):
    """A new secret, shown once. Until ``earlier_secret_until`` what is sent is signed with the earlier one too."""

    secret: str
    earlier_secret_until: datetime


class WebhookAttempt(BaseModel):
    """One attempt: the status that came back, or why there is none."""

    at: datetime
    status: int | None
    error: str | None
    milliseconds: int


class Ping(WebhookAttempt):
    """What came of a ping. ``delivered`` says whether the receiver took it, which any status of 200 to 299 does."""

    webhook_id: str
    delivered: bool


class WebhookDelivery(BaseModel):
    """What is, was, or could not be sent; ``number`` is its place in the order of the subscription.

    A ``dead`` one was given up after its last try, a ``superseded`` one because its subscription was sent elsewhere
    in the feed. Attempts are told oldest first.
    """

    id: str
    number: int
    state: DeliveryState
    changes: int
    created_at: datetime
    next_attempt_at: datetime | None
    ended_at: datetime | None
    attempts: list[WebhookAttempt]


class WebhookDeliveries(BaseModel):
    """Deliveries of a subscription, newest first."""

    items: list[WebhookDelivery]
    next: str | None
    total: int


class ReplayIn(Wire):
    """From where the feed is to be sent again: after a ``cursor``, or from the first change at or after ``since``."""

    cursor: Cursor | None = None
    since: Annotated[Instant, AfterValidator(not_to_come)] | None = None

    @model_validator(mode="after")
    def _names_one_place(self) -> "ReplayIn":
        if (self.cursor is None) == (self.since is None):
            raise ValueError("name either a cursor or since")
        return self


class WebhookContent(BaseModel):
    """What is sent: changes as ``/v1/changes`` tells them, and where its feed goes on. A ping holds none.

    ``more`` says that another delivery follows at once.
    """

    subscription: str
    delivery: str
    items: list[FeedLine]
    cursor: str
    more: bool
