"""Providers of a year, read for one commissioner or for all of them in a few calls: what 163a and 163b weigh."""

import asyncio
import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from http import HTTPStatus
from typing import Any, Final

from fastapi import Request
from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service.asked import NOT_VISIBLE, Asked
from oversight_service.commissioning import ENGAGEMENT
from oversight_service.domain.commissioner_year import (
    AnsweredBy,
    BodyYear,
    CommissionerYear,
    engagement_of,
    progress_of,
)
from oversight_service.domain.commissioning_evidence import Weighted
from oversight_service.domain.contracts import Commissioned, Contract, read_contract, taken_together
from oversight_service.domain.evidence import Absence
from oversight_service.domain.evidence_rows import survey_rows
from oversight_service.domain.figure import Figure
from oversight_service.domain.framework_definitions import CommissioningDefinition
from oversight_service.domain.progress_against_wres import GapMode, Parameters, Progress, WeightBasis
from oversight_service.domain.provider_row import ProviderYear, provider_year
from oversight_service.store.figures import figures_of
from services.as_of import as_known
from services.conditional import Answer
from services.identity import HEADER
from services.peers import Parameter, peer_of
from services.problems import Problem
from vocabulary.years import reporting_period

_REFUSED: Final = (HTTPStatus.FORBIDDEN, HTTPStatus.UNAUTHORIZED)
_MOST_NAMED: Final = 500


@dataclass(frozen=True, slots=True)
class Providers:
    """Contracts, and what is published of the providers in the year and the year before; engagement by body and year.

    ``version`` changes when any of it does.
    """

    year: int
    contracts: Mapping[str, list[Contract]]
    now: Mapping[str, ProviderYear]
    before: Mapping[str, ProviderYear]
    engagement: Mapping[tuple[str, str, int], Figure]
    version: Hashable


async def providers(request: Request, session: AsyncSession, asked: Asked) -> Providers | Absence:
    """Return what is known of the providers of the commissioners asked about, or why it is not told."""
    told = await _contracts(request, asked)
    if isinstance(told, Absence):
        return told
    contracts = [read_contract(each) for each in json.loads(told.body)]
    running = [each for each in contracts if each.ran_in(reporting_period(asked.year))]
    named = sorted({each.provider for each in running}) if asked.ods else None
    now, before = await asyncio.gather(
        *(_results(request, asked, year, named) for year in (asked.year, asked.year - 1))
    )
    engagement = await figures_of(session, [ENGAGEMENT], [asked.year, asked.year - 1], named, asked.as_of)
    held: dict[str, list[Contract]] = {}
    for each in running:
        held.setdefault(each.commissioner, []).append(each)
    revisions = sorted((*key, figure.revision) for key, figure in engagement.items())
    tags = (told.tag, *(each.tag if each else None for each in (now, before)))
    return Providers(asked.year, held, _years(now), _years(before), engagement, (tags, repr(revisions)))


async def _contracts(request: Request, asked: Asked) -> Answer | Absence:
    path = f"/v1/commissioners/{asked.ods}/providers" if asked.ods else "/v1/contracts"
    try:
        return await peer_of(request, "indicators").ask(path, request.headers[HEADER], as_known(asked.as_of))
    except Problem as problem:
        if problem.status in _REFUSED:
            return Absence(NOT_VISIBLE)
        raise


async def _results(request: Request, asked: Asked, year: int, named: list[str] | None) -> Answer | None:
    """Return the survey answers of providers of a year; ``None`` where nobody is commissioned."""
    if named == []:
        return None
    parameters: dict[str, Parameter] = {"year": year, "row": survey_rows(), **as_known(asked.as_of)}
    if named and len(named) <= _MOST_NAMED:
        parameters["organisation"] = tuple(named)
    return await peer_of(request, "indicators").ask("/v1/results", request.headers[HEADER], parameters)


def _years(answer: Answer | None) -> Mapping[str, ProviderYear]:
    items: list[Mapping[str, Any]] = json.loads(answer.body)["items"] if answer else []
    return {
        item["organisation"]["ods"]: provider_year({**item, "state": "published", "published": True})
        for item in items
    }


def weighted(
    found: Providers | Absence, definition: CommissioningDefinition, ods: str
) -> Mapping[str, Weighted] | Absence:
    """Return a commissioner's 163b, in percentage points, and 163a from what is published of its providers."""
    if isinstance(found, Absence):
        return found
    parameters = Parameters(
        GapMode(definition.gap_mode),
        WeightBasis(definition.weight_basis),
        definition.least_indicators,
        Fraction(str(definition.coverage_floor)),
    )
    year = _commissioner_year(found, ods)
    gaps, gaps_before = progress_of(year, parameters, None)
    engaged, engaged_before = engagement_of(year, parameters, None)
    return {
        "progress_against_wres": _weighted(gaps, gaps_before, Fraction(100)),
        "staff_engagement": _weighted(engaged, engaged_before, Fraction(1)),
    }


def _commissioner_year(found: Providers, ods: str) -> CommissionerYear:
    rows = tuple(_body(found, each.provider, each) for each in taken_together(found.contracts.get(ods, ())))
    by = AnsweredBy(ods, found.year, (ods,), True, (), None)
    return CommissionerYear(by, rows, (), _body(found, ods, None))


def _body(found: Providers, ods: str, contract: Commissioned | None) -> BodyYear:
    return BodyYear(
        ods=ods,
        commissioned=contract,
        now=found.now.get(ods),
        before=found.before.get(ods),
        engagement=found.engagement.get((ods, ENGAGEMENT, found.year)),
        engagement_before=found.engagement.get((ods, ENGAGEMENT, found.year - 1)),
        report=None,
        goals=None,
    )


def _weighted(now: Progress, before: Progress, times: Fraction) -> Weighted:
    change = None if now.value is None or before.value is None else times * (now.value - before.value)
    return Weighted(
        value=None if now.value is None else times * now.value,
        coverage=now.coverage,
        with_index=now.with_index,
        providers=now.providers,
        change=change,
        reason=now.reason,
    )
