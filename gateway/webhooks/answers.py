"""What is answered about subscriptions and deliveries."""

from collections.abc import Sequence

from gateway.webhooks.schemas import SubscriptionOut, WebhookAttempt, WebhookDelivery
from gateway.webhooks.subscriptions import split
from gateway.webhooks.tables import AttemptRow, DeliveryRow, SubscriptionRow
from services.conditional import Answer, entity_tag
from services.problems import Problem


def shown(row: SubscriptionRow) -> SubscriptionOut:
    """Return a subscription as its client sees it."""
    words = {name: split(getattr(row, name)) for name in ("kinds", "organisations")}
    told = row.model_dump(include=set(SubscriptionOut.model_fields) - set(words))
    return SubscriptionOut(**told, **words, next_attempt_at=row.due_at)


def tagged(row: SubscriptionRow) -> Answer:
    """Return a subscription with its tag: the revision that its client made, and a digest of all that is shown."""
    body = shown(row).model_dump_json().encode()
    return Answer(body, f'"{row.revision}.{entity_tag(body)[1:]}')


def require_match(if_match: str | None, row: SubscriptionRow) -> None:
    """Refuse a change of a version that is not the newest. What was sent since makes none older.

    Raises:
        Problem: 428 where no version is named: here alone an earlier one is not kept; 412 where another is.
    """
    if if_match is None:
        raise Problem(428, "Read the subscription first, and send its ETag in If-Match.")
    named = (each.strip().removeprefix("W/").strip('"').partition(".")[0] for each in if_match.split(","))
    if not any(each in ("*", str(row.revision)) for each in named):
        raise Problem(412, "The subscription has changed since it was read; read it again and send its new tag.")


def delivery_shown(row: DeliveryRow, attempts: Sequence[AttemptRow]) -> WebhookDelivery:
    """Return a delivery as its client sees it."""
    told = row.model_dump(include=set(WebhookDelivery.model_fields) - {"attempts"})
    made = [WebhookAttempt(**each.model_dump(include=set(WebhookAttempt.model_fields))) for each in attempts]
    return WebhookDelivery(**told, attempts=made, next_attempt_at=row.next_at)
