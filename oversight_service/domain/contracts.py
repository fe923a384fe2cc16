"""Contracts between commissioners and providers, as the indicators service tells of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any


def ran_in(contract: Mapping[str, Any], period: tuple[date, date]) -> bool:
    """Say whether a contract ran on any day of a period, its first and last day included."""
    first, last = period
    end = contract["to"]
    return date.fromisoformat(contract["from"]) <= last and (end is None or date.fromisoformat(end) >= first)
