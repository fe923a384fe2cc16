"""How far a subscription and a delivery are."""

from enum import StrEnum


class SubscriptionState(StrEnum):
    """``FAILING`` waits as ``PAUSED`` does, because too much could not be delivered; ``ENDED`` is for good."""

    ACTIVE = "active"
    PAUSED = "paused"
    FAILING = "failing"
    ENDED = "ended"


class DeliveryState(StrEnum):
    """``DEAD`` was given up after the last try. ``SUPERSEDED`` was given up because its client went elsewhere."""

    PENDING = "pending"
    DELIVERED = "delivered"
    DEAD = "dead"
    SUPERSEDED = "superseded"
