"""What is counted of webhooks, for Prometheus."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

ATTEMPTS: Final = Counter(
    "webhook_attempts_total",
    "Attempts to deliver a webhook, by outcome: delivered, failed (tried again), dead (given up), gone (its receiver "
    "ended the subscription), superseded or forgotten (its client did so meanwhile).",
    ("outcome",),
)

SECONDS: Final = Histogram(
    "webhook_attempt_duration_seconds",
    "Time that one attempt to deliver a webhook took, seconds.",
    buckets=(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20),
)

LAG: Final = Histogram(
    "webhook_lag_seconds",
    "Time from the oldest change of a webhook until it was delivered, seconds.",
    buckets=(0.1, 0.5, 1, 2.5, 5, 10, 60, 300, 1_800, 7_200, 28_800, 86_400),
)

SUBSCRIPTIONS: Final = Gauge(
    "webhook_subscriptions",
    "Active subscriptions: those with a webhook that waits to be delivered, and those with none.",
    ("waiting",),
)
