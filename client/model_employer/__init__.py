"""A client of Model Employer: typed, patient, and careful about what it has already read."""

from . import webhooks
from .client import Client
from .correlation import correlated
from .credentials import ClientCredentials
from .documents import Answer, Unreadable, etag_of
from .downloads import Damaged, Downloaded
from .feed import Changes, CursorFile, CursorKeeper
from .memory import InMemory, Memory, NoMemory, OnDisk
from .problems import (
    Away,
    Conflict,
    Failure,
    Fault,
    Forbidden,
    Invalid,
    MatchNeeded,
    ModelEmployerError,
    NoAnswer,
    NotFound,
    Problem,
    RateLimited,
    Stale,
    Unauthenticated,
)
from .retries import Retries
from .timing import Timing

__all__ = [
    "Answer",
    "Away",
    "Changes",
    "Client",
    "ClientCredentials",
    "Conflict",
    "CursorFile",
    "CursorKeeper",
    "Damaged",
    "Downloaded",
    "Failure",
    "Fault",
    "Forbidden",
    "InMemory",
    "Invalid",
    "MatchNeeded",
    "Memory",
    "ModelEmployerError",
    "NoAnswer",
    "NoMemory",
    "NotFound",
    "OnDisk",
    "Problem",
    "RateLimited",
    "Retries",
    "Stale",
    "Timing",
    "Unauthenticated",
    "Unreadable",
    "correlated",
    "etag_of",
    "webhooks",
]
