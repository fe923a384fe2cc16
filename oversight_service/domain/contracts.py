"""Contracts between commissioners and providers, as the indicators service tells of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from oversight_service.domain.progress_against_wres import WeightBasis

Weights = Mapping[tuple[int, WeightBasis], Fraction]
"""What a provider weighs with a commissioner, by reporting year and basis."""


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract from its first to its last day, both included; no last day where it runs on."""

    commissioner: str
    provider: str
    first: date
    last: date | None
    weights: Weights

    def ran_in(self, period: tuple[date, date]) -> bool:
        """Say whether the contract ran on any day of a period, its first and last day included."""
        first, last = period
        return self.first <= last and (self.last is None or self.last >= first)


@dataclass(frozen=True, slots=True)
class Commissioned:
    """A provider under contract with one commissioner, or with several that answer together."""

    provider: str
    commissioners: tuple[str, ...]
    first: date
    last: date | None
    weights: Weights


def read_contract(content: Mapping[str, Any]) -> Contract:
    """Return a contract as the indicators service tells of it."""
    end = content["to"]
    return Contract(
        commissioner=content["commissioner"],
        provider=content["provider"],
        first=date.fromisoformat(content["from"]),
        last=None if end is None else date.fromisoformat(end),
        weights={
            (each["year"], WeightBasis(each["basis"])): Fraction(str(each["value"])) for each in content["weights"]
        },
    )


def taken_together(contracts: Iterable[Contract]) -> tuple[Commissioned, ...]:
    """Return each provider once, by code, its weights added over the commissioners that hold a contract with it.

    A weight that one of them has not recorded is not known for all of them together.
    """
    held: dict[str, list[Contract]] = {}
    for contract in contracts:
        held.setdefault(contract.provider, []).append(contract)
    return tuple(_together(provider, held[provider]) for provider in sorted(held))


def _together(provider: str, contracts: list[Contract]) -> Commissioned:
    ends = [each.last for each in contracts if each.last is not None]
    shared = set.intersection(*(set(each.weights) for each in contracts))
    return Commissioned(
        provider=provider,
        commissioners=tuple(sorted(each.commissioner for each in contracts)),
        first=min(each.first for each in contracts),
        last=max(ends) if len(ends) == len(contracts) else None,
        weights={key: sum((each.weights[key] for each in contracts), Fraction(0)) for key in sorted(shared)},
    )
