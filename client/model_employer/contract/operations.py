"""Every operation, made from openapi/model-employer.json by ``python -m client.generator``. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..addresses import at
from ..calls import Calls, new_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from typing import Any, Literal

    from . import types


class Fhir:
    """A body's year in HL7 FHIR R4."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def read_measure(self, indicator: str) -> dict[str, Any]:
        """Read an indicator as a FHIR R4 Measure.

        GET /v1/measures/{indicator}

        Args:
            indicator: 1 to 9, race-disparity-ratio or ethnicity-pay-gap.
        """
        answer: dict[str, Any] = self._calls.answer(
            "GET",
            at("/v1/measures/{indicator}", indicator=indicator),
            accept="application/fhir+json",
        ).json()
        return answer

    def read_measure_report(
        self,
        ods: str,
        *,
        year: int | None = None,
        indicator: str | None = None,
        as_of: str | datetime | None = None,
    ) -> dict[str, Any]:
        """Read a body's year as FHIR R4: the MeasureReport of one indicator, or a Bundle of all with what they refer
        to.

        The figures are those of ``/indicators`` for the same caller, withheld and rounded alike.

        GET /v1/organisations/{ods}/measure-report

        Args:
            ods: ODS code of the organisation.
            year: Reporting year; the newest when left out.
            indicator: One indicator: its MeasureReport alone; without, a Bundle of all.
            as_of: Answer with what was known at this instant.
        """
        answer: dict[str, Any] = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/measure-report", ods=ods),
            {"year": year, "indicator": indicator, "as_of": as_of},
            accept="application/fhir+json",
        ).json()
        return answer


class Accountability:
    """What leaders do themselves: panels, objectives, mentoring."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def read_accountability(
        self,
        ods: str,
        *,
        year: int,
        as_of: str | datetime | None = None,
    ) -> types.AccountabilityOut:
        """Read the record of a reporting year: counts as stated, shares computed of them, and what is missing.

        Counts are exact and may be small, so it is for the body itself, its commissioners and the national bodies.

        GET /v1/organisations/{ods}/accountability

        Args:
            ods: ODS code of the organisation.
            year: Reporting year: that to 31 March of this year.
            as_of: Answer with what was known at this instant.
        """
        answer: types.AccountabilityOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/accountability", ods=ods),
            {"year": year, "as_of": as_of},
        ).json()
        return answer

    def record_accountability(
        self,
        ods: str,
        body: types.AccountabilityIn,
        *,
        year: int,
        if_match: str | None = None,
    ) -> types.AccountabilityOut:
        """Record a reporting year whole: 201 for the first, 200 for one that follows it. The same again changes
        nothing.

        A section that is left out was not collected; it is not taken over from the revision before.

        PUT /v1/organisations/{ods}/accountability

        Args:
            ods: ODS code of the organisation.
            year: Reporting year: that to 31 March of this year.
        """
        answer: types.AccountabilityOut = self._calls.answer(
            "PUT",
            at("/v1/organisations/{ods}/accountability", ods=ods),
            {"year": year},
            body=body,
            if_match=if_match,
        ).json()
        return answer

    def list_accountability_revisions(
        self,
        ods: str,
        *,
        year: int,
        as_of: str | datetime | None = None,
    ) -> types.AccountabilityRevisionsOut:
        """Read every revision of a year's record, oldest first: what was stated, by whose client, and when.

        GET /v1/organisations/{ods}/accountability/revisions

        Args:
            ods: ODS code of the organisation.
            year: Reporting year: that to 31 March of this year.
            as_of: Answer with what was known at this instant.
        """
        answer: types.AccountabilityRevisionsOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/accountability/revisions", ods=ods),
            {"year": year, "as_of": as_of},
        ).json()
        return answer


class Actions:
    """A body's action plan."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list_actions(
        self,
        ods: str,
        *,
        on: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        as_of: str | datetime | None = None,
        status: types.ActionStatus | None = None,
        indicator: types.WresIndicator | None = None,
        objective: str | None = None,
        overdue: bool | None = None,
    ) -> types.ActionsOut:
        """List an organisation's actions by id, and what the whole plan comes to. An empty list says why it is empty.

        GET /v1/organisations/{ods}/actions

        Args:
            ods: ODS code of the organisation.
            on: Day on which to say what is overdue: today, or the day of as_of, where left out.
            as_of: Answer with what was known at this instant.
            status: Only those of this status.
            indicator: Only those that address this indicator.
            objective: Only those of this objective.
            overdue: Only those overdue on the day, or only the others.
        """
        answer: types.ActionsOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/actions", ods=ods),
            {
                "on": on,
                "cursor": cursor,
                "limit": limit,
                "as_of": as_of,
                "status": status,
                "indicator": indicator,
                "objective": objective,
                "overdue": overdue,
            },
        ).json()
        return answer

    def iterate_actions(
        self,
        ods: str,
        *,
        on: str | None = None,
        limit: int | None = None,
        as_of: str | datetime | None = None,
        status: types.ActionStatus | None = None,
        indicator: types.WresIndicator | None = None,
        objective: str | None = None,
        overdue: bool | None = None,
    ) -> Iterator[types.ActionOut]:
        """List an organisation's actions by id, and what the whole plan comes to. An empty list says why it is empty.

        GET /v1/organisations/{ods}/actions

        Args:
            ods: ODS code of the organisation.
            on: Day on which to say what is overdue: today, or the day of as_of, where left out.
            as_of: Answer with what was known at this instant.
            status: Only those of this status.
            indicator: Only those that address this indicator.
            objective: Only those of this objective.
            overdue: Only those overdue on the day, or only the others.
        """
        return self._calls.items(
            at("/v1/organisations/{ods}/actions", ods=ods),
            {
                "on": on,
                "limit": limit,
                "as_of": as_of,
                "status": status,
                "indicator": indicator,
                "objective": objective,
                "overdue": overdue,
            },
        )

    def list_actions_as(
        self,
        form: Literal["csv"],
        ods: str,
        *,
        on: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        as_of: str | datetime | None = None,
        status: types.ActionStatus | None = None,
        indicator: types.WresIndicator | None = None,
        objective: str | None = None,
        overdue: bool | None = None,
    ) -> bytes:
        """List an organisation's actions by id, and what the whole plan comes to. An empty list says why it is empty.

        GET /v1/organisations/{ods}/actions

        Args:
            ods: ODS code of the organisation.
            on: Day on which to say what is overdue: today, or the day of as_of, where left out.
            as_of: Answer with what was known at this instant.
            status: Only those of this status.
            indicator: Only those that address this indicator.
            objective: Only those of this objective.
            overdue: Only those overdue on the day, or only the others.
        """
        return self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/actions", ods=ods),
            {
                "format": form,
                "on": on,
                "cursor": cursor,
                "limit": limit,
                "as_of": as_of,
                "status": status,
                "indicator": indicator,
                "objective": objective,
                "overdue": overdue,
            },
            accept="*/*",
        ).body

    def add_action(self, ods: str, body: types.ActionIn, *, idempotency_key: str | None = None) -> types.ActionOut:
        """Add an action to an organisation's plan. Its id is made of its title; ``Location`` says where it is.

        POST /v1/organisations/{ods}/actions

        Args:
            ods: ODS code of the organisation.
        """
        answer: types.ActionOut = self._calls.answer(
            "POST",
            at("/v1/organisations/{ods}/actions", ods=ods),
            body=body,
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer

    def read_action(
        self,
        ods: str,
        id: str,
        *,
        on: str | None = None,
        as_of: str | datetime | None = None,
    ) -> types.ActionOut:
        """Read an action as its newest revision states it.

        GET /v1/organisations/{ods}/actions/{id}

        Args:
            ods: ODS code of the organisation.
            id: Id that the action was given.
            on: Day on which to say what is overdue: today, or the day of as_of, where left out.
            as_of: Answer with what was known at this instant.
        """
        answer: types.ActionOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/actions/{id}", ods=ods, id=id),
            {"on": on, "as_of": as_of},
        ).json()
        return answer

    def revise_action(
        self,
        ods: str,
        id: str,
        body: types.ActionIn,
        *,
        if_match: str | None = None,
    ) -> types.ActionOut:
        """Revise an action; what it stated before stays on record. The same statement again makes no revision.

        PUT /v1/organisations/{ods}/actions/{id}

        Args:
            ods: ODS code of the organisation.
            id: Id that the action was given.
        """
        answer: types.ActionOut = self._calls.answer(
            "PUT",
            at("/v1/organisations/{ods}/actions/{id}", ods=ods, id=id),
            body=body,
            if_match=if_match,
        ).json()
        return answer

    def list_action_revisions(
        self,
        ods: str,
        id: str,
        *,
        on: str | None = None,
        as_of: str | datetime | None = None,
    ) -> types.ActionRevisionsOut:
        """Read every revision of an action, oldest first: what was stated, by whose client, and when.

        GET /v1/organisations/{ods}/actions/{id}/revisions

        Args:
            ods: ODS code of the organisation.
            id: Id that the action was given.
            on: Day on which to say what is overdue: today, or the day of as_of, where left out.
            as_of: Answer with what was known at this instant.
        """
        answer: types.ActionRevisionsOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/actions/{id}/revisions", ods=ods, id=id),
            {"on": on, "as_of": as_of},
        ).json()
        return answer


class Assessments:
    """What a framework's rules say of a body's published figures, and what has moved."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list_assessments(
        self,
        key: str,
        *,
        year: int,
        type: types.OrganisationType | None = None,
        region: types.Region | None = None,
        triggered: bool | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        as_of: str | datetime | None = None,
    ) -> types.FeedOut:
        """Read every organisation that a framework assesses, in one call: the feed for oversight.

        From published returns. Goals and what organisations put on record are for those who see every body; others
        read that they may not see them.

        GET /v1/assessments/{key}

        Args:
            key: Key of the framework.
            year: Reporting year.
            triggered: Only bodies for which some rule holds, or none.
            as_of: Answer with what was known at this instant.
        """
        answer: types.FeedOut = self._calls.answer(
            "GET",
            at("/v1/assessments/{key}", key=key),
            {
                "year": year,
                "type": type,
                "region": region,
                "triggered": triggered,
                "cursor": cursor,
                "limit": limit,
                "as_of": as_of,
            },
        ).json()
        return answer

    def iterate_assessments(
        self,
        key: str,
        *,
        year: int,
        type: types.OrganisationType | None = None,
        region: types.Region | None = None,
        triggered: bool | None = None,
        limit: int | None = None,
        as_of: str | datetime | None = None,
    ) -> Iterator[types.FeedBodyOut]:
        """Read every organisation that a framework assesses, in one call: the feed for oversight.

        From published returns. Goals and what organisations put on record are for those who see every body; others
        read that they may not see them.

        GET /v1/assessments/{key}

        Args:
            key: Key of the framework.
            year: Reporting year.
            triggered: Only bodies for which some rule holds, or none.
            as_of: Answer with what was known at this instant.
        """
        return self._calls.items(
            at("/v1/assessments/{key}", key=key),
            {"year": year, "type": type, "region": region, "triggered": triggered, "limit": limit, "as_of": as_of},
        )

    def list_assessments_as(
        self,
        form: Literal["csv"],
        key: str,
        *,
        year: int,
        type: types.OrganisationType | None = None,
        region: types.Region | None = None,
        triggered: bool | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        as_of: str | datetime | None = None,
    ) -> bytes:
        """Read every organisation that a framework assesses, in one call: the feed for oversight.

        From published returns. Goals and what organisations put on record are for those who see every body; others
        read that they may not see them.

        GET /v1/assessments/{key}

        Args:
            key: Key of the framework.
            year: Reporting year.
            triggered: Only bodies for which some rule holds, or none.
            as_of: Answer with what was known at this instant.
        """
        return self._calls.answer(
            "GET",
            at("/v1/assessments/{key}", key=key),
            {
                "format": form,
                "year": year,
                "type": type,
                "region": region,
                "triggered": triggered,
                "cursor": cursor,
                "limit": limit,
                "as_of": as_of,
            },
            accept="*/*",
        ).body

    def list_alerts(
        self,
        key: str,
        *,
        year: int,
        since: str | datetime,
        until: str | datetime | None = None,
    ) -> types.AlertsOut:
        """Read which rules newly hold, have ceased to hold, or can no longer be tried, for which bodies, and why.

        Both instants are assessed whole from what was published and recorded by then. Figures of too few people
        raise no alert. For those who see every body.

        GET /v1/assessments/{key}/alerts

        Args:
            key: Key of the framework.
            year: Reporting year.
            since: Compare with what was known at this instant.
            until: What was known at this instant; now by default.
        """
        answer: types.AlertsOut = self._calls.answer(
            "GET",
            at("/v1/assessments/{key}/alerts", key=key),
            {"year": year, "since": since, "until": until},
        ).json()
        return answer

    def list_alerts_as(
        self,
        form: Literal["csv"],
        key: str,
        *,
        year: int,
        since: str | datetime,
        until: str | datetime | None = None,
    ) -> bytes:
        """Read which rules newly hold, have ceased to hold, or can no longer be tried, for which bodies, and why.

        Both instants are assessed whole from what was published and recorded by then. Figures of too few people
        raise no alert. For those who see every body.

        GET /v1/assessments/{key}/alerts

        Args:
            key: Key of the framework.
            year: Reporting year.
            since: Compare with what was known at this instant.
            until: What was known at this instant; now by default.
        """
        return self._calls.answer(
            "GET",
            at("/v1/assessments/{key}/alerts", key=key),
            {"format": form, "year": year, "since": since, "until": until},
            accept="*/*",
        ).body

    def list_scores(
        self,
        key: str,
        *,
        year: int,
        type: types.OrganisationType,
        as_of: str | datetime | None = None,
    ) -> types.ScoresOut:
        """Read metric scores, averages and where they lead by a framework's arithmetic, for all bodies of a type.

        From the figures that are recorded here, so nothing of it is the framework body's own segment: that stands
        beside, where it is recorded. A deficit caps where the framework says so.

        GET /v1/assessments/{key}/scores

        Args:
            key: Key of the framework.
            year: Reporting year.
            type: Bodies of one type are ranked among themselves.
            as_of: Answer with what was known at this instant.
        """
        answer: types.ScoresOut = self._calls.answer(
            "GET",
            at("/v1/assessments/{key}/scores", key=key),
            {"year": year, "type": type, "as_of": as_of},
        ).json()
        return answer

    def read_assessment(
        self,
        ods: str,
        key: str,
        *,
        year: int,
        as_of: str | datetime | None = None,
    ) -> types.Assessment:
        """Read the evidence on one organisation under a framework: every rule with its inputs, threshold and reason.

        From its published return, exact for those entitled and under disclosure control for everybody else. An
        official segment or rating is shown where it is recorded; it is never computed.

        GET /v1/organisations/{ods}/assessments/{key}

        Args:
            ods: ODS code of the organisation.
            key: Key of the framework.
            year: Reporting year.
            as_of: Answer with what was known at this instant.
        """
        answer: types.Assessment = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/assessments/{key}", ods=ods, key=key),
            {"year": year, "as_of": as_of},
        ).json()
        return answer

    def read_assessment_as(
        self,
        form: Literal["csv"],
        ods: str,
        key: str,
        *,
        year: int,
        as_of: str | datetime | None = None,
    ) -> bytes:
        """Read the evidence on one organisation under a framework: every rule with its inputs, threshold and reason.

        From its published return, exact for those entitled and under disclosure control for everybody else. An
        official segment or rating is shown where it is recorded; it is never computed.

        GET /v1/organisations/{ods}/assessments/{key}

        Args:
            ods: ODS code of the organisation.
            key: Key of the framework.
            year: Reporting year.
            as_of: Answer with what was known at this instant.
        """
        return self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/assessments/{key}", ods=ods, key=key),
            {"format": form, "year": year, "as_of": as_of},
            accept="*/*",
        ).body


class Assurance:
    """A commissioner's providers, its own row, and what it states about them."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def read_assurance(
        self,
        ods: str,
        *,
        year: int,
        weight_basis: types.WeightBasis | None = None,
        weight: Sequence[str] | None = None,
        footprint: Literal["reported", "current"] | None = None,
        as_of: str | datetime | None = None,
        gap_mode: types.GapMode | None = None,
        least_indicators: int | None = None,
        coverage_floor: float | None = None,
    ) -> types.AssuranceOut:
        """Read a commissioner's progress against the WRES (163b) and staff engagement (163a), with every choice
        behind.

        For the commissioner itself, its successor and the national bodies: its providers' figures are exact here.
        A commissioner that was not there yet is answered for by those that it succeeded.

        GET /v1/commissioners/{ods}/assurance

        Args:
            ods: ODS code of the organisation.
            year: Reporting year.
            weight_basis: What providers weigh by: headcount where nothing is said, custom where weights are given.
            weight: A provider's own weight, RX1:0.5; together they sum to 1.
            footprint: reported: as it stood in the year. current: with the bodies that are one with it today.
            as_of: Answer with what was known at this instant.
            least_indicators: Survey indicators that an index needs.
            coverage_floor: No value where less of all weight has an index, or a figure.
        """
        answer: types.AssuranceOut = self._calls.answer(
            "GET",
            at("/v1/commissioners/{ods}/assurance", ods=ods),
            {
                "year": year,
                "weight_basis": weight_basis,
                "weight": weight,
                "footprint": footprint,
                "as_of": as_of,
                "gap_mode": gap_mode,
                "least_indicators": least_indicators,
                "coverage_floor": coverage_floor,
            },
        ).json()
        return answer

    def read_assurance_as(
        self,
        form: Literal["csv"],
        ods: str,
        *,
        year: int,
        weight_basis: types.WeightBasis | None = None,
        weight: Sequence[str] | None = None,
        footprint: Literal["reported", "current"] | None = None,
        as_of: str | datetime | None = None,
        gap_mode: types.GapMode | None = None,
        least_indicators: int | None = None,
        coverage_floor: float | None = None,
    ) -> bytes:
        """Read a commissioner's progress against the WRES (163b) and staff engagement (163a), with every choice
        behind.

        For the commissioner itself, its successor and the national bodies: its providers' figures are exact here.
        A commissioner that was not there yet is answered for by those that it succeeded.

        GET /v1/commissioners/{ods}/assurance

        Args:
            ods: ODS code of the organisation.
            year: Reporting year.
            weight_basis: What providers weigh by: headcount where nothing is said, custom where weights are given.
            weight: A provider's own weight, RX1:0.5; together they sum to 1.
            footprint: reported: as it stood in the year. current: with the bodies that are one with it today.
            as_of: Answer with what was known at this instant.
            least_indicators: Survey indicators that an index needs.
            coverage_floor: No value where less of all weight has an index, or a figure.
        """
        return self._calls.answer(
            "GET",
            at("/v1/commissioners/{ods}/assurance", ods=ods),
            {
                "format": form,
                "year": year,
                "weight_basis": weight_basis,
                "weight": weight,
                "footprint": footprint,
                "as_of": as_of,
                "gap_mode": gap_mode,
                "least_indicators": least_indicators,
                "coverage_floor": coverage_floor,
            },
            accept="*/*",
        ).body

    def read_assurance_trend(
        self,
        ods: str,
        *,
        from_: int,
        to: int,
        footprint: Literal["reported", "current"] | None = None,
        as_of: str | datetime | None = None,
        gap_mode: types.GapMode | None = None,
        weight_basis: types.WeightBasis | None = None,
        least_indicators: int | None = None,
        coverage_floor: float | None = None,
    ) -> types.AssuranceTrendOut:
        """Read a commissioner's indicators 163b and 163a and its levels of compliance year by year, 15 years at most.

        Each year is that of the contracts and weights of its own. For the commissioner itself and the national
        bodies.

        GET /v1/commissioners/{ods}/assurance-trend

        Args:
            ods: ODS code of the organisation.
            from_: First reporting year.
            to: Last reporting year.
            footprint: reported: as it stood in the year. current: with the bodies that are one with it today.
            as_of: Answer with what was known at this instant.
            weight_basis: What providers weigh by: headcount where nothing is said, custom where weights are given.
            least_indicators: Survey indicators that an index needs.
            coverage_floor: No value where less of all weight has an index, or a figure.
        """
        answer: types.AssuranceTrendOut = self._calls.answer(
            "GET",
            at("/v1/commissioners/{ods}/assurance-trend", ods=ods),
            {
                "from": from_,
                "to": to,
                "footprint": footprint,
                "as_of": as_of,
                "gap_mode": gap_mode,
                "weight_basis": weight_basis,
                "least_indicators": least_indicators,
                "coverage_floor": coverage_floor,
            },
        ).json()
        return answer

    def read_statement(
        self,
        ods: str,
        provider: str,
        *,
        year: int,
        as_of: str | datetime | None = None,
    ) -> types.StatementOut:
        """Read what a commissioner stated last about a provider and year.

        GET /v1/commissioners/{ods}/assurance/{provider}

        Args:
            ods: ODS code of the organisation.
            provider: ODS code of the provider, or of the commissioner itself.
            year: Reporting year that is stated about.
            as_of: Answer with what was known at this instant.
        """
        answer: types.StatementOut = self._calls.answer(
            "GET",
            at("/v1/commissioners/{ods}/assurance/{provider}", ods=ods, provider=provider),
            {"year": year, "as_of": as_of},
        ).json()
        return answer

    def state(
        self,
        ods: str,
        provider: str,
        body: types.StatementIn,
        *,
        year: int,
        if_match: str | None = None,
    ) -> types.StatementOut:
        """State what was found of a provider's WRES for a year: 201 for the first, 200 for one that follows it.

        PUT /v1/commissioners/{ods}/assurance/{provider}

        Args:
            ods: ODS code of the organisation.
            provider: ODS code of the provider, or of the commissioner itself.
            year: Reporting year that is stated about.
        """
        answer: types.StatementOut = self._calls.answer(
            "PUT",
            at("/v1/commissioners/{ods}/assurance/{provider}", ods=ods, provider=provider),
            {"year": year},
            body=body,
            if_match=if_match,
        ).json()
        return answer


class Audit:
    """Who has changed what, and when."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def read_audit(
        self,
        *,
        service: Literal["indicators", "trajectory", "oversight", "gateway"] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        order: Literal["newest", "oldest"] | None = None,
        organisation: str | None = None,
        subject: str | None = None,
        by: str | None = None,
        kind: str | None = None,
        action: str | None = None,
        since: str | datetime | None = None,
        until: str | datetime | None = None,
    ) -> types.TrailPage:
        """Read who changed what and when, in every service: each accepted write is a line. For administrators.

        Whoever follows the trail asks for the oldest first, and goes on from ``cursor``.

        GET /v1/audit

        Args:
            service: Only lines of this service.
            order: Newest or oldest first.
            organisation: Code of a body.
            subject: What tells things of a kind apart, such as a client's id.
            by: Id of the client that did it.
            kind: With what it was done.
            action: What was done.
            since: Answer with what was known at this instant.
            until: Answer with what was known at this instant.
        """
        answer: types.TrailPage = self._calls.answer(
            "GET",
            "/v1/audit",
            {
                "service": service,
                "cursor": cursor,
                "limit": limit,
                "order": order,
                "organisation": organisation,
                "subject": subject,
                "by": by,
                "kind": kind,
                "action": action,
                "since": since,
                "until": until,
            },
        ).json()
        return answer

    def iterate_audit(
        self,
        *,
        service: Literal["indicators", "trajectory", "oversight", "gateway"] | None = None,
        limit: int | None = None,
        order: Literal["newest", "oldest"] | None = None,
        organisation: str | None = None,
        subject: str | None = None,
        by: str | None = None,
        kind: str | None = None,
        action: str | None = None,
        since: str | datetime | None = None,
        until: str | datetime | None = None,
    ) -> Iterator[types.AuditEntry]:
        """Read who changed what and when, in every service: each accepted write is a line. For administrators.

        Whoever follows the trail asks for the oldest first, and goes on from ``cursor``.

        GET /v1/audit

        Args:
            service: Only lines of this service.
            order: Newest or oldest first.
            organisation: Code of a body.
            subject: What tells things of a kind apart, such as a client's id.
            by: Id of the client that did it.
            kind: With what it was done.
            action: What was done.
            since: Answer with what was known at this instant.
            until: Answer with what was known at this instant.
        """
        return self._calls.items(
            "/v1/audit",
            {
                "service": service,
                "limit": limit,
                "order": order,
                "organisation": organisation,
                "subject": subject,
                "by": by,
                "kind": kind,
                "action": action,
                "since": since,
                "until": until,
            },
        )

    def read_audit_as(
        self,
        form: Literal["csv", "ndjson"],
        *,
        service: Literal["indicators", "trajectory", "oversight", "gateway"] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        order: Literal["newest", "oldest"] | None = None,
        organisation: str | None = None,
        subject: str | None = None,
        by: str | None = None,
        kind: str | None = None,
        action: str | None = None,
        since: str | datetime | None = None,
        until: str | datetime | None = None,
    ) -> bytes:
        """Read who changed what and when, in every service: each accepted write is a line. For administrators.

        Whoever follows the trail asks for the oldest first, and goes on from ``cursor``.

        GET /v1/audit

        Args:
            service: Only lines of this service.
            order: Newest or oldest first.
            organisation: Code of a body.
            subject: What tells things of a kind apart, such as a client's id.
            by: Id of the client that did it.
            kind: With what it was done.
            action: What was done.
            since: Answer with what was known at this instant.
            until: Answer with what was known at this instant.
        """
        return self._calls.answer(
            "GET",
            "/v1/audit",
            {
                "format": form,
                "service": service,
                "cursor": cursor,
                "limit": limit,
                "order": order,
                "organisation": organisation,
                "subject": subject,
                "by": by,
                "kind": kind,
                "action": action,
                "since": since,
                "until": until,
            },
            accept="*/*",
        ).body

    def read_audit_of_gateway(
        self,
        *,
        after: int | None = None,
        limit: int | None = None,
        order: Literal["newest", "oldest"] | None = None,
        organisation: str | None = None,
        subject: str | None = None,
        by: str | None = None,
        kind: str | None = None,
        action: str | None = None,
        since: str | datetime | None = None,
        until: str | datetime | None = None,
    ) -> types.AuditPart:
        """Read the audit trail of the gateway service. The whole is /v1/audit.

        GET /v1/audit/gateway

        Args:
            after: Number of the last line seen.
            order: Newest or oldest first.
            organisation: Code of a body.
            subject: What tells things of a kind apart, such as a client's id.
            by: Id of the client that did it.
            kind: With what it was done.
            action: What was done.
            since: Answer with what was known at this instant.
            until: Answer with what was known at this instant.
        """
        answer: types.AuditPart = self._calls.answer(
            "GET",
            "/v1/audit/gateway",
            {
                "after": after,
                "limit": limit,
                "order": order,
                "organisation": organisation,
                "subject": subject,
                "by": by,
                "kind": kind,
                "action": action,
                "since": since,
                "until": until,
            },
        ).json()
        return answer

    def read_audit_head_of_gateway(self) -> types.AuditHead:
        """Read the last line of the gateway service's chain.

        GET /v1/audit/gateway/head
        """
        answer: types.AuditHead = self._calls.answer("GET", "/v1/audit/gateway/head").json()
        return answer

    def verify_audit_of_gateway(self, *, begin: str | None = None, known: str | None = None) -> types.AuditStep:
        """Check a part of the gateway service's chain.

        GET /v1/audit/gateway/verification

        Args:
            begin: The line after which to begin.
            known: An end known from before.
        """
        answer: types.AuditStep = self._calls.answer(
            "GET",
            "/v1/audit/gateway/verification",
            {"begin": begin, "known": known},
        ).json()
        return answer

    def read_heads(self) -> types.TrailHeads:
        """Read the last line of every chain, for somebody else to keep: against it, nothing can be cut off or redone.

        GET /v1/audit/heads
        """
        answer: types.TrailHeads = self._calls.answer("GET", "/v1/audit/heads").json()
        return answer

    def read_audit_of_indicators(
        self,
        *,
        after: int | None = None,
        limit: int | None = None,
        order: Literal["newest", "oldest"] | None = None,
        organisation: str | None = None,
        subject: str | None = None,
        by: str | None = None,
        kind: str | None = None,
        action: str | None = None,
        since: str | datetime | None = None,
        until: str | datetime | None = None,
    ) -> types.AuditPart:
        """Read the audit trail of the indicators service. The whole is /v1/audit.

        GET /v1/audit/indicators

        Args:
            after: Number of the last line seen.
            order: Newest or oldest first.
            organisation: Code of a body.
            subject: What tells things of a kind apart, such as a client's id.
            by: Id of the client that did it.
            kind: With what it was done.
            action: What was done.
            since: Answer with what was known at this instant.
            until: Answer with what was known at this instant.
        """
        answer: types.AuditPart = self._calls.answer(
            "GET",
            "/v1/audit/indicators",
            {
                "after": after,
                "limit": limit,
                "order": order,
                "organisation": organisation,
                "subject": subject,
                "by": by,
                "kind": kind,
                "action": action,
                "since": since,
                "until": until,
            },
        ).json()
        return answer

    def read_audit_head_of_indicators(self) -> types.AuditHead:
        """Read the last line of the indicators service's chain.

        GET /v1/audit/indicators/head
        """
        answer: types.AuditHead = self._calls.answer("GET", "/v1/audit/indicators/head").json()
        return answer

    def verify_audit_of_indicators(self, *, begin: str | None = None, known: str | None = None) -> types.AuditStep:
        """Check a part of the indicators service's chain.

        GET /v1/audit/indicators/verification

        Args:
            begin: The line after which to begin.
            known: An end known from before.
        """
        answer: types.AuditStep = self._calls.answer(
            "GET",
            "/v1/audit/indicators/verification",
            {"begin": begin, "known": known},
        ).json()
        return answer

    def read_audit_of_oversight(
        self,
        *,
        after: int | None = None,
        limit: int | None = None,
        order: Literal["newest", "oldest"] | None = None,
        organisation: str | None = None,
        subject: str | None = None,
        by: str | None = None,
        kind: str | None = None,
        action: str | None = None,
        since: str | datetime | None = None,
        until: str | datetime | None = None,
    ) -> types.AuditPart:
        """Read the audit trail of the oversight service. The whole is /v1/audit.

        GET /v1/audit/oversight

        Args:
            after: Number of the last line seen.
            order: Newest or oldest first.
            organisation: Code of a body.
            subject: What tells things of a kind apart, such as a client's id.
            by: Id of the client that did it.
            kind: With what it was done.
            action: What was done.
            since: Answer with what was known at this instant.
            until: Answer with what was known at this instant.
        """
        answer: types.AuditPart = self._calls.answer(
            "GET",
            "/v1/audit/oversight",
            {
                "after": after,
                "limit": limit,
                "order": order,
                "organisation": organisation,
                "subject": subject,
                "by": by,
                "kind": kind,
                "action": action,
                "since": since,
                "until": until,
            },
        ).json()
        return answer

    def read_audit_head_of_oversight(self) -> types.AuditHead:
        """Read the last line of the oversight service's chain.

        GET /v1/audit/oversight/head
        """
        answer: types.AuditHead = self._calls.answer("GET", "/v1/audit/oversight/head").json()
        return answer

    def verify_audit_of_oversight(self, *, begin: str | None = None, known: str | None = None) -> types.AuditStep:
        """Check a part of the oversight service's chain.

        GET /v1/audit/oversight/verification

        Args:
            begin: The line after which to begin.
            known: An end known from before.
        """
        answer: types.AuditStep = self._calls.answer(
            "GET",
            "/v1/audit/oversight/verification",
            {"begin": begin, "known": known},
        ).json()
        return answer

    def read_audit_of_trajectory(
        self,
        *,
        after: int | None = None,
        limit: int | None = None,
        order: Literal["newest", "oldest"] | None = None,
        organisation: str | None = None,
        subject: str | None = None,
        by: str | None = None,
        kind: str | None = None,
        action: str | None = None,
        since: str | datetime | None = None,
        until: str | datetime | None = None,
    ) -> types.AuditPart:
        """Read the audit trail of the trajectory service. The whole is /v1/audit.

        GET /v1/audit/trajectory

        Args:
            after: Number of the last line seen.
            order: Newest or oldest first.
            organisation: Code of a body.
            subject: What tells things of a kind apart, such as a client's id.
            by: Id of the client that did it.
            kind: With what it was done.
            action: What was done.
            since: Answer with what was known at this instant.
            until: Answer with what was known at this instant.
        """
        answer: types.AuditPart = self._calls.answer(
            "GET",
            "/v1/audit/trajectory",
            {
                "after": after,
                "limit": limit,
                "order": order,
                "organisation": organisation,
                "subject": subject,
                "by": by,
                "kind": kind,
                "action": action,
                "since": since,
                "until": until,
            },
        ).json()
        return answer

    def read_audit_head_of_trajectory(self) -> types.AuditHead:
        """Read the last line of the trajectory service's chain.

        GET /v1/audit/trajectory/head
        """
        answer: types.AuditHead = self._calls.answer("GET", "/v1/audit/trajectory/head").json()
        return answer

    def verify_audit_of_trajectory(self, *, begin: str | None = None, known: str | None = None) -> types.AuditStep:
        """Check a part of the trajectory service's chain.

        GET /v1/audit/trajectory/verification

        Args:
            begin: The line after which to begin.
            known: An end known from before.
        """
        answer: types.AuditStep = self._calls.answer(
            "GET",
            "/v1/audit/trajectory/verification",
            {"begin": begin, "known": known},
        ).json()
        return answer

    def verify_audit(
        self,
        *,
        begin: Literal["first", "known"] | None = None,
        indicators: str | None = None,
        trajectory: str | None = None,
        oversight: str | None = None,
        gateway: str | None = None,
    ) -> types.TrailVerified:
        """Work every chain out again: whole, or broken at which line. The answer begins at once, and may take a
        while.

        With an end that was kept, such as ``indicators=123:…`` from the heads, a chain that was cut off since, or
        made anew, is found out too.

        GET /v1/audit/verification

        Args:
            begin: From the first line on, or only from the ends that are known.
            indicators: An end of this chain that was kept, as number:hash.
            trajectory: An end of this chain that was kept, as number:hash.
            oversight: An end of this chain that was kept, as number:hash.
            gateway: An end of this chain that was kept, as number:hash.
        """
        answer: types.TrailVerified = self._calls.answer(
            "GET",
            "/v1/audit/verification",
            {
                "begin": begin,
                "indicators": indicators,
                "trajectory": trajectory,
                "oversight": oversight,
                "gateway": gateway,
            },
        ).json()
        return answer


class Changes:
    """Everything that was published, for machines that follow along."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def read_changes(
        self,
        *,
        cursor: str | None = None,
        since: str | datetime | None = None,
        until: str | datetime | None = None,
        limit: int | None = None,
    ) -> types.FeedPage:
        """Read what was published, changed and withdrawn: after a cursor, or in a window of UTC without its end.

        Each change is told once to whoever goes on from the cursor of the page before, however many write
        meanwhile. Goals are told to those who may read them.

        GET /v1/changes

        Args:
            cursor: The cursor of an earlier pull.
            since: Answer with what was known at this instant.
            until: Answer with what was known at this instant.
        """
        answer: types.FeedPage = self._calls.answer(
            "GET",
            "/v1/changes",
            {"cursor": cursor, "since": since, "until": until, "limit": limit},
        ).json()
        return answer

    def read_changes_of_indicators(
        self,
        *,
        after: int | None = None,
        since: str | datetime | None = None,
        until: str | datetime | None = None,
        limit: int | None = None,
    ) -> types.ChangesPart:
        """Read what has changed in the indicators service, by number. The whole feed is /v1/changes.

        GET /v1/changes/indicators

        Args:
            after: Number of the last change seen.
            since: Answer with what was known at this instant.
            until: Answer with what was known at this instant.
        """
        answer: types.ChangesPart = self._calls.answer(
            "GET",
            "/v1/changes/indicators",
            {"after": after, "since": since, "until": until, "limit": limit},
        ).json()
        return answer

    def read_changes_of_oversight(
        self,
        *,
        after: int | None = None,
        since: str | datetime | None = None,
        until: str | datetime | None = None,
        limit: int | None = None,
    ) -> types.ChangesPart:
        """Read what has changed in the oversight service, by number. The whole feed is /v1/changes.

        GET /v1/changes/oversight

        Args:
            after: Number of the last change seen.
            since: Answer with what was known at this instant.
            until: Answer with what was known at this instant.
        """
        answer: types.ChangesPart = self._calls.answer(
            "GET",
            "/v1/changes/oversight",
            {"after": after, "since": since, "until": until, "limit": limit},
        ).json()
        return answer

    def read_changes_of_trajectory(
        self,
        *,
        after: int | None = None,
        since: str | datetime | None = None,
        until: str | datetime | None = None,
        limit: int | None = None,
    ) -> types.ChangesPart:
        """Read what has changed in the trajectory service, by number. The whole feed is /v1/changes.

        GET /v1/changes/trajectory

        Args:
            after: Number of the last change seen.
            since: Answer with what was known at this instant.
            until: Answer with what was known at this instant.
        """
        answer: types.ChangesPart = self._calls.answer(
            "GET",
            "/v1/changes/trajectory",
            {"after": after, "since": since, "until": until, "limit": limit},
        ).json()
        return answer


class Clients:
    """Who may call: clients, their keys and tokens."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def read_key_set(self) -> types.KeySet:
        """Read the public key that access tokens are signed with.

        GET /.well-known/jwks.json
        """
        answer: types.KeySet = self._calls.answer("GET", "/.well-known/jwks.json").json()
        return answer

    def give_token(self, body: types.Body_give_token_oauth2_token_post) -> types.Token:
        """Give an access token of ten minutes to a client that signs for itself (RFC 6749, 4.4, with RFC 7523).

        The assertion is a JWT signed with RS512 or ES384: ``kid`` in its header, ``iss`` and ``sub`` the client's
        id, ``aud`` this address, ``exp`` at most five minutes ahead, and a ``jti`` that was not used before.

        POST /oauth2/token
        """
        answer: types.Token = self._calls.answer(
            "POST",
            "/oauth2/token",
            body=body,
            media_type="application/x-www-form-urlencoded",
        ).json()
        return answer

    def list_clients(self) -> types.Clients:
        """List every client, without keys.

        GET /v1/clients
        """
        answer: types.Clients = self._calls.answer("GET", "/v1/clients").json()
        return answer

    def make_client(self, body: types.ClientIn, *, idempotency_key: str | None = None) -> types.NewClient:
        """Make a client and show its first key, once.

        POST /v1/clients
        """
        answer: types.NewClient = self._calls.answer(
            "POST",
            "/v1/clients",
            body=body,
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer

    def revoke_client(self, client: str) -> None:
        """Revoke a client. It is refused within five seconds, on every gateway, whatever it proves itself with.

        DELETE /v1/clients/{client}
        """
        self._calls.answer("DELETE", at("/v1/clients/{client}", client=client))

    def read_client(self, client: str) -> types.ClientOut:
        """Read one client: an administrator any, every other itself.

        GET /v1/clients/{client}
        """
        answer: types.ClientOut = self._calls.answer("GET", at("/v1/clients/{client}", client=client)).json()
        return answer

    def list_api_keys(self, client: str) -> types.ApiKeys:
        """List the keys of a client: when each was made, ends, and was used last.

        GET /v1/clients/{client}/keys
        """
        answer: types.ApiKeys = self._calls.answer("GET", at("/v1/clients/{client}/keys", client=client)).json()
        return answer

    def make_api_key(
        self,
        client: str,
        body: types.ApiKeyIn,
        *,
        idempotency_key: str | None = None,
    ) -> types.NewApiKey:
        """Make another key for a client and show it, once: to rotate, let the others end a while later.

        POST /v1/clients/{client}/keys
        """
        answer: types.NewApiKey = self._calls.answer(
            "POST",
            at("/v1/clients/{client}/keys", client=client),
            body=body,
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer

    def revoke_api_key(self, client: str, key: str) -> None:
        """Revoke a key. It is refused within five seconds, on every gateway.

        DELETE /v1/clients/{client}/keys/{key}
        """
        self._calls.answer("DELETE", at("/v1/clients/{client}/keys/{key}", client=client, key=key))

    def list_public_keys(self, client: str) -> types.PublicKeys:
        """List the public keys of a client.

        GET /v1/clients/{client}/public-keys
        """
        answer: types.PublicKeys = self._calls.answer(
            "GET",
            at("/v1/clients/{client}/public-keys", client=client),
        ).json()
        return answer

    def register_public_key(
        self,
        client: str,
        body: types.PublicKeyIn,
        *,
        idempotency_key: str | None = None,
    ) -> types.PublicKeyOut:
        """Register a public key, with which the client can get tokens from ``POST /oauth2/token``.

        POST /v1/clients/{client}/public-keys
        """
        answer: types.PublicKeyOut = self._calls.answer(
            "POST",
            at("/v1/clients/{client}/public-keys", client=client),
            body=body,
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer

    def revoke_public_key(self, client: str, kid: str) -> None:
        """Revoke a public key. Tokens that were given for it end by themselves, within ten minutes.

        DELETE /v1/clients/{client}/public-keys/{kid}
        """
        self._calls.answer("DELETE", at("/v1/clients/{client}/public-keys/{kid}", client=client, kid=kid))


class Contract:
    """This contract, and what each problem means."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list_problems(self) -> types.ProblemKinds:
        """List every kind of problem: what it means, and what to do about it. A browser gets a page.

        GET /problems
        """
        answer: types.ProblemKinds = self._calls.answer("GET", "/problems").json()
        return answer

    def read_problem(self, code: str) -> types.ProblemKind:
        """Read what a problem code means, and what to do about it. A browser gets a page.

        GET /problems/{code}
        """
        answer: types.ProblemKind = self._calls.answer("GET", at("/problems/{code}", code=code)).json()
        return answer

    def read_contract(self) -> dict[str, Any]:
        """Read the whole contract as OpenAPI 3.1.

        GET /v1/openapi.json
        """
        answer: dict[str, Any] = self._calls.answer("GET", "/v1/openapi.json").json()
        return answer


class ContractReports:
    """What the standard contract has a provider report."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list_contract_reports(
        self,
        ods: str,
        *,
        year: int,
        as_of: str | datetime | None = None,
    ) -> types.ContractReportsOut:
        """List the reports of the providers that name a commissioner as their co-ordinating one for a year.

        For the commissioner itself, its successor and the national bodies. Providers under contract that have
        stated nothing, to whomever, are named too.

        GET /v1/commissioners/{ods}/contract-reports

        Args:
            ods: ODS code of the organisation.
            year: Reporting year.
            as_of: Answer with what was known at this instant.
        """
        answer: types.ContractReportsOut = self._calls.answer(
            "GET",
            at("/v1/commissioners/{ods}/contract-reports", ods=ods),
            {"year": year, "as_of": as_of},
        ).json()
        return answer

    def list_contract_reports_as(
        self,
        form: Literal["csv"],
        ods: str,
        *,
        year: int,
        as_of: str | datetime | None = None,
    ) -> bytes:
        """List the reports of the providers that name a commissioner as their co-ordinating one for a year.

        For the commissioner itself, its successor and the national bodies. Providers under contract that have
        stated nothing, to whomever, are named too.

        GET /v1/commissioners/{ods}/contract-reports

        Args:
            ods: ODS code of the organisation.
            year: Reporting year.
            as_of: Answer with what was known at this instant.
        """
        return self._calls.answer(
            "GET",
            at("/v1/commissioners/{ods}/contract-reports", ods=ods),
            {"format": form, "year": year, "as_of": as_of},
            accept="*/*",
        ).body

    def read_contract_report(
        self,
        ods: str,
        *,
        year: int,
        as_of: str | datetime | None = None,
    ) -> types.ContractReportOut:
        """Read a provider's WRES report for a year: what it states, its indicators, and each point of the contract.

        For those who see its exact figures, and the co-ordinating commissioner that it names.

        GET /v1/organisations/{ods}/contract-report

        Args:
            ods: ODS code of the organisation.
            year: Reporting year.
            as_of: Answer with what was known at this instant.
        """
        answer: types.ContractReportOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/contract-report", ods=ods),
            {"year": year, "as_of": as_of},
        ).json()
        return answer

    def read_contract_report_as(
        self,
        form: Literal["csv"],
        ods: str,
        *,
        year: int,
        as_of: str | datetime | None = None,
    ) -> bytes:
        """Read a provider's WRES report for a year: what it states, its indicators, and each point of the contract.

        For those who see its exact figures, and the co-ordinating commissioner that it names.

        GET /v1/organisations/{ods}/contract-report

        Args:
            ods: ODS code of the organisation.
            year: Reporting year.
            as_of: Answer with what was known at this instant.
        """
        return self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/contract-report", ods=ods),
            {"format": form, "year": year, "as_of": as_of},
            accept="*/*",
        ).body

    def state_contract_report(
        self,
        ods: str,
        body: types.ContractReportIn,
        *,
        year: int,
        if_match: str | None = None,
    ) -> types.ContractReportOut:
        """State of a provider's report to whom and when it was sent: 201 for the first, 200 for one that follows it.

        PUT /v1/organisations/{ods}/contract-report

        Args:
            ods: ODS code of the organisation.
            year: Reporting year.
        """
        answer: types.ContractReportOut = self._calls.answer(
            "PUT",
            at("/v1/organisations/{ods}/contract-report", ods=ods),
            {"year": year},
            body=body,
            if_match=if_match,
        ).json()
        return answer


class Evidence:
    """The evidence pack for a well-led inspection."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def read_well_led(
        self,
        ods: str,
        *,
        year: int,
        framework: str | None = None,
        as_of: str | datetime | None = None,
    ) -> types.EvidencePack:
        """Read the WRES evidence of an organisation for a year, arranged by the framework's questions.

        Facts only: a rating is shown where the regulator's own is recorded, and is never computed. As JSON, as CSV
        with a row for each figure, or as a page to print: as ``format`` says, or else as the ``Accept`` header
        does.

        GET /v1/organisations/{ods}/well-led

        Args:
            ods: ODS code of the organisation.
            year: Reporting year.
            framework: Key of the framework.
            as_of: Answer with what was known at this instant.
        """
        answer: types.EvidencePack = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/well-led", ods=ods),
            {"year": year, "framework": framework, "as_of": as_of},
        ).json()
        return answer

    def read_well_led_as(
        self,
        form: Literal["csv", "html"],
        ods: str,
        *,
        year: int,
        framework: str | None = None,
        as_of: str | datetime | None = None,
    ) -> bytes:
        """Read the WRES evidence of an organisation for a year, arranged by the framework's questions.

        Facts only: a rating is shown where the regulator's own is recorded, and is never computed. As JSON, as CSV
        with a row for each figure, or as a page to print: as ``format`` says, or else as the ``Accept`` header
        does.

        GET /v1/organisations/{ods}/well-led

        Args:
            ods: ODS code of the organisation.
            year: Reporting year.
            framework: Key of the framework.
            as_of: Answer with what was known at this instant.
        """
        return self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/well-led", ods=ods),
            {"format": form, "year": year, "framework": framework, "as_of": as_of},
            accept="*/*",
        ).body


class Exports:
    """Whole years as files."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list_exports(self, *, view: types.View | None = None) -> types.ExportList:
        """List the whole-year files: rows, bytes, SHA-256, and when each was made.

        GET /v1/exports

        Args:
            view: public: as everybody sees it. exact: exact figures, for the national bodies.
        """
        answer: types.ExportList = self._calls.answer("GET", "/v1/exports", {"view": view}).json()
        return answer

    def read_csv(self, year: int, *, view: types.View | None = None) -> bytes:
        """Read every result of every organisation of a year as CSV, one row each; its metadata say what columns mean.

        GET /v1/exports/{year}.csv

        Args:
            year: Reporting year.
            view: public: as everybody sees it. exact: exact figures, for the national bodies.
        """
        return self._calls.answer(
            "GET",
            at("/v1/exports/{year}.csv", year=year),
            {"view": view},
            accept="text/csv",
        ).body

    def read_metadata(self, year: int) -> dict[str, Any]:
        """Read what the columns of the CSV file mean, as CSV on the Web tells machines.

        GET /v1/exports/{year}.csv-metadata.json

        Args:
            year: Reporting year.
        """
        answer: dict[str, Any] = self._calls.answer(
            "GET",
            at("/v1/exports/{year}.csv-metadata.json", year=year),
            accept="application/csvm+json",
        ).json()
        return answer

    def read_ndjson(self, year: int, *, view: types.View | None = None) -> bytes:
        """Read the same as NDJSON: one JSON object a line, with the names of the columns.

        GET /v1/exports/{year}.ndjson

        Args:
            year: Reporting year.
            view: public: as everybody sees it. exact: exact figures, for the national bodies.
        """
        return self._calls.answer(
            "GET",
            at("/v1/exports/{year}.ndjson", year=year),
            {"view": view},
            accept="application/x-ndjson",
        ).body

    def read_parquet(self, year: int, *, view: types.View | None = None) -> bytes:
        """Read the same as Parquet, with typed columns.

        GET /v1/exports/{year}.parquet

        Args:
            year: Reporting year.
            view: public: as everybody sees it. exact: exact figures, for the national bodies.
        """
        return self._calls.answer(
            "GET",
            at("/v1/exports/{year}.parquet", year=year),
            {"view": view},
            accept="application/vnd.apache.parquet",
        ).body

    def read_digests(self, year: int, *, view: types.View | None = None) -> bytes:
        """Read the digests of a year's files, as ``sha256sum --check`` takes them.

        GET /v1/exports/{year}.sha256

        Args:
            year: Reporting year.
            view: public: as everybody sees it. exact: exact figures, for the national bodies.
        """
        return self._calls.answer(
            "GET",
            at("/v1/exports/{year}.sha256", year=year),
            {"view": view},
            accept="text/plain",
        ).body


class Figures:
    """Figures beside the return that a framework asks for."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list_figure_definitions(self) -> types.FigureCatalogueOut:
        """List the figures that may be recorded: unit, bounds, which way is good, and who publishes each.

        GET /v1/figures
        """
        answer: types.FigureCatalogueOut = self._calls.answer("GET", "/v1/figures").json()
        return answer

    def list_figures(self, ods: str, *, year: int, as_of: str | datetime | None = None) -> types.RecordedFiguresOut:
        """List every figure of the catalogue for a body and year; what is not recorded says so.

        GET /v1/organisations/{ods}/figures

        Args:
            ods: ODS code of the organisation.
            year: Reporting year of the figure.
            as_of: Answer with what was known at this instant.
        """
        answer: types.RecordedFiguresOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/figures", ods=ods),
            {"year": year, "as_of": as_of},
        ).json()
        return answer

    def read_figure(
        self,
        ods: str,
        key: str,
        *,
        year: int,
        as_of: str | datetime | None = None,
    ) -> types.RecordedFigureOut:
        """Read the figure recorded last for a body and year.

        GET /v1/organisations/{ods}/figures/{key}

        Args:
            ods: ODS code of the organisation.
            key: Key of the figure, as /v1/figures has it.
            year: Reporting year of the figure.
            as_of: Answer with what was known at this instant.
        """
        answer: types.RecordedFigureOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/figures/{key}", ods=ods, key=key),
            {"year": year, "as_of": as_of},
        ).json()
        return answer

    def record_figure(
        self,
        ods: str,
        key: str,
        body: types.RecordedFigureIn,
        *,
        year: int,
        if_match: str | None = None,
    ) -> types.RecordedFigureOut:
        """Record a figure as it was published: 201 for the first, 200 for one that follows an earlier one.

        PUT /v1/organisations/{ods}/figures/{key}

        Args:
            ods: ODS code of the organisation.
            key: Key of the figure, as /v1/figures has it.
            year: Reporting year of the figure.
        """
        answer: types.RecordedFigureOut = self._calls.answer(
            "PUT",
            at("/v1/organisations/{ods}/figures/{key}", ods=ods, key=key),
            {"year": year},
            body=body,
            if_match=if_match,
        ).json()
        return answer

    def list_figure_revisions(
        self,
        ods: str,
        key: str,
        *,
        year: int,
        as_of: str | datetime | None = None,
    ) -> types.RecordedFigureRevisionsOut:
        """Read every revision of a body's figure of a year, oldest first.

        GET /v1/organisations/{ods}/figures/{key}/revisions

        Args:
            ods: ODS code of the organisation.
            key: Key of the figure, as /v1/figures has it.
            year: Reporting year of the figure.
            as_of: Answer with what was known at this instant.
        """
        answer: types.RecordedFigureRevisionsOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/figures/{key}/revisions", ods=ods, key=key),
            {"year": year, "as_of": as_of},
        ).json()
        return answer


class Frameworks:
    """The frameworks of regulators and oversight, and their arithmetic."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list_frameworks(self) -> types.FrameworkList:
        """List the assessment frameworks: whom each assesses, and when it was in force.

        GET /v1/frameworks
        """
        answer: types.FrameworkList = self._calls.answer("GET", "/v1/frameworks").json()
        return answer

    def read_framework(self, key: str) -> types.Framework:
        """Read a framework whole: questions, metrics, rules with their thresholds, and how sure each is.

        GET /v1/frameworks/{key}

        Args:
            key: Key of the framework.
        """
        answer: types.Framework = self._calls.answer("GET", at("/v1/frameworks/{key}", key=key)).json()
        return answer

    def compute_by_framework(
        self,
        key: str,
        body: types.CalculationIn,
        *,
        idempotency_key: str | None = None,
    ) -> types.CalculationOut:
        """Compute a framework's percentage or segments from what is sent. Nothing is stored, and nothing is official.

        POST /v1/frameworks/{key}/compute

        Args:
            key: Key of the framework.
        """
        answer: types.CalculationOut = self._calls.answer(
            "POST",
            at("/v1/frameworks/{key}/compute", key=key),
            body=body,
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer


class Goals:
    """Goals agreed by band, and how far each body has come."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def read_area_progress(
        self,
        area: str,
        *,
        year: int,
        as_of: str | datetime | None = None,
    ) -> types.AreaProgressOut:
        """Read how many organisations of an area are on track, by stratum, from the published returns of a year.

        For those who see every organisation's figures: in a small area a count would tell a single one's.

        GET /v1/areas/{area}/progress

        Args:
            area: england, trusts, region:Y56, ics:QMJ or type:acute.
            year: Year of the returns to start from.
            as_of: Answer with what was known at this instant.
        """
        answer: types.AreaProgressOut = self._calls.answer(
            "GET",
            at("/v1/areas/{area}/progress", area=area),
            {"year": year, "as_of": as_of},
        ).json()
        return answer

    def list_goals(self, ods: str, *, as_of: str | datetime | None = None) -> types.GoalsOut:
        """List every goal of an organisation, national and local, each by its newest revision.

        GET /v1/organisations/{ods}/goals

        Args:
            ods: ODS code of the organisation.
            as_of: Answer with what was known at this instant.
        """
        answer: types.GoalsOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/goals", ods=ods),
            {"as_of": as_of},
        ).json()
        return answer

    def read_goal(
        self,
        ods: str,
        band: types.Band | Literal["bands_8a_to_vsm"],
        *,
        as_of: str | datetime | None = None,
        staff_group: types.StaffGroup | Literal["all"] | None = None,
        kind: types.Kind | None = None,
    ) -> types.GoalOut:
        """Read the newest revision of a band's goal, with its path and its life.

        GET /v1/organisations/{ods}/goals/{band}

        Args:
            ods: ODS code of the organisation.
            band: Band or grade, or bands_8a_to_vsm for leadership together.
            as_of: Answer with what was known at this instant.
            staff_group: Staff group; all is every group together.
            kind: national: agreed with the national team. local: the organisation's own.
        """
        answer: types.GoalOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/goals/{band}", ods=ods, band=band),
            {"as_of": as_of, "staff_group": staff_group, "kind": kind},
        ).json()
        return answer

    def propose_goal(
        self,
        ods: str,
        band: types.Band | Literal["bands_8a_to_vsm"],
        body: types.GoalIn,
        *,
        staff_group: types.StaffGroup | Literal["all"] | None = None,
        kind: types.Kind | None = None,
        if_match: str | None = None,
    ) -> types.GoalOut:
        """Propose a goal: 201 for the first, 200 for a revision beside the earlier ones.

        Proposing is agreeing: the other party's agreement puts it in force, and until then an earlier goal stays
        so. The same proposal again changes nothing.

        PUT /v1/organisations/{ods}/goals/{band}

        Args:
            ods: ODS code of the organisation.
            band: Band or grade, or bands_8a_to_vsm for leadership together.
            staff_group: Staff group; all is every group together.
            kind: national: agreed with the national team. local: the organisation's own.
        """
        answer: types.GoalOut = self._calls.answer(
            "PUT",
            at("/v1/organisations/{ods}/goals/{band}", ods=ods, band=band),
            {"staff_group": staff_group, "kind": kind},
            body=body,
            if_match=if_match,
        ).json()
        return answer

    def list_revisions(
        self,
        ods: str,
        band: types.Band | Literal["bands_8a_to_vsm"],
        *,
        as_of: str | datetime | None = None,
        staff_group: types.StaffGroup | Literal["all"] | None = None,
        kind: types.Kind | None = None,
    ) -> types.GoalRevisionsOut:
        """Read every revision of a goal, oldest first, each with the path that it was set with.

        GET /v1/organisations/{ods}/goals/{band}/revisions

        Args:
            ods: ODS code of the organisation.
            band: Band or grade, or bands_8a_to_vsm for leadership together.
            as_of: Answer with what was known at this instant.
            staff_group: Staff group; all is every group together.
            kind: national: agreed with the national team. local: the organisation's own.
        """
        answer: types.GoalRevisionsOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/goals/{band}/revisions", ods=ods, band=band),
            {"as_of": as_of, "staff_group": staff_group, "kind": kind},
        ).json()
        return answer

    def move_goal(
        self,
        ods: str,
        band: types.Band | Literal["bands_8a_to_vsm"],
        body: types.GoalStepIn,
        *,
        staff_group: types.StaffGroup | Literal["all"] | None = None,
        kind: types.Kind | None = None,
        if_match: str | None = None,
        idempotency_key: str | None = None,
    ) -> types.GoalOut:
        """Take the next step with a goal: agree to what the other party proposed, revise what is agreed, or withdraw.

        Revising sets the same goal from a newer return, as a proposal; the agreed one stays in force until it is
        agreed.

        POST /v1/organisations/{ods}/goals/{band}/transitions

        Args:
            ods: ODS code of the organisation.
            band: Band or grade, or bands_8a_to_vsm for leadership together.
            staff_group: Staff group; all is every group together.
            kind: national: agreed with the national team. local: the organisation's own.
        """
        answer: types.GoalOut = self._calls.answer(
            "POST",
            at("/v1/organisations/{ods}/goals/{band}/transitions", ods=ods, band=band),
            {"staff_group": staff_group, "kind": kind},
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer

    def read_progress(
        self,
        ods: str,
        *,
        year: int,
        as_of: str | datetime | None = None,
    ) -> types.OrganisationProgressOut:
        """Read whether every band with a goal in force is on track, by the return of a year, and what is to be
        expected.

        A body that others merged into is held against their goals together until it has its own. Paths that a goal
        has revised are told beside it.

        GET /v1/organisations/{ods}/progress

        Args:
            ods: ODS code of the organisation.
            year: Year of the returns to start from.
            as_of: Answer with what was known at this instant.
        """
        answer: types.OrganisationProgressOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/progress", ods=ods),
            {"year": year, "as_of": as_of},
        ).json()
        return answer

    def list_progress(
        self,
        *,
        year: int,
        organisation: Sequence[str] | None = None,
        as_of: str | datetime | None = None,
    ) -> types.ProgressTableOut:
        """Read where every goal in force of every organisation stands, from the published returns of a year.

        For those who see every organisation's figures; for others where they name organisations, of all of which
        they see the exact figures. Goals that an organisation has from those that merged into it are under its own
        address.

        GET /v1/progress

        Args:
            year: Year of the returns to start from.
            organisation: Only these organisations; may be repeated.
            as_of: Answer with what was known at this instant.
        """
        answer: types.ProgressTableOut = self._calls.answer(
            "GET",
            "/v1/progress",
            {"year": year, "organisation": organisation, "as_of": as_of},
        ).json()
        return answer

    def list_progress_as(
        self,
        form: Literal["csv"],
        *,
        year: int,
        organisation: Sequence[str] | None = None,
        as_of: str | datetime | None = None,
    ) -> bytes:
        """Read where every goal in force of every organisation stands, from the published returns of a year.

        For those who see every organisation's figures; for others where they name organisations, of all of which
        they see the exact figures. Goals that an organisation has from those that merged into it are under its own
        address.

        GET /v1/progress

        Args:
            year: Year of the returns to start from.
            organisation: Only these organisations; may be repeated.
            as_of: Answer with what was known at this instant.
        """
        return self._calls.answer(
            "GET",
            "/v1/progress",
            {"format": form, "year": year, "organisation": organisation, "as_of": as_of},
            accept="*/*",
        ).body


class Health:
    """Whether everything answers."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def ping(self) -> types.gateway__routes__health__Ping:
        """Say that the gateway answers. Open to all; nothing behind it is asked.

        GET /_ping
        """
        answer: types.gateway__routes__health__Ping = self._calls.answer("GET", "/_ping").json()
        return answer

    def status(self) -> types.Status:
        """Say whether each service and its database answers: 200 when all do, 503 otherwise.

        GET /_status
        """
        answer: types.Status = self._calls.answer("GET", "/_status").json()
        return answer


class Implementation:
    """How far a body has come with the strategy's own plan."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list_plans(self) -> types.ImplementationPlansOut:
        """List the implementation plans that are held as reference data.

        GET /v1/implementation-plans
        """
        answer: types.ImplementationPlansOut = self._calls.answer("GET", "/v1/implementation-plans").json()
        return answer

    def read_plan(self, key: str) -> types.ImplementationPlan:
        """Read a plan whole: its objectives in groups, each with outcome, deliverable and the bodies that oversee it.

        GET /v1/implementation-plans/{key}

        Args:
            key: Key of the plan.
        """
        answer: types.ImplementationPlan = self._calls.answer(
            "GET",
            at("/v1/implementation-plans/{key}", key=key),
        ).json()
        return answer

    def read_implementation(self, ods: str, *, as_of: str | datetime | None = None) -> types.ImplementationOut:
        """Read how far a body says it is with every objective; those of which nothing is recorded say so.

        GET /v1/organisations/{ods}/implementation

        Args:
            ods: ODS code of the organisation.
            as_of: Answer with what was known at this instant.
        """
        answer: types.ImplementationOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/implementation", ods=ods),
            {"as_of": as_of},
        ).json()
        return answer

    def record_implementation(
        self,
        ods: str,
        body: types.ImplementationIn,
        *,
        if_match: str | None = None,
    ) -> types.ImplementationOut:
        """Record how far a body is with the objectives that are sent; the others stay as they are.

        All are kept or none: 201 where nothing was recorded before, 200 after. What is as it was makes no
        revision.

        PUT /v1/organisations/{ods}/implementation

        Args:
            ods: ODS code of the organisation.
        """
        answer: types.ImplementationOut = self._calls.answer(
            "PUT",
            at("/v1/organisations/{ods}/implementation", ods=ods),
            body=body,
            if_match=if_match,
        ).json()
        return answer

    def list_implementation_revisions(
        self,
        ods: str,
        *,
        as_of: str | datetime | None = None,
    ) -> types.ImplementationRevisionsOut:
        """Read all that a body ever said of the objectives, by objective and oldest first: by whose client, and when.

        GET /v1/organisations/{ods}/implementation/revisions

        Args:
            ods: ODS code of the organisation.
            as_of: Answer with what was known at this instant.
        """
        answer: types.ImplementationRevisionsOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/implementation/revisions", ods=ods),
            {"as_of": as_of},
        ).json()
        return answer


class Indicators:
    """What the returns say, with intervals, tests, trends and comparisons."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def read_area(
        self,
        area: str,
        *,
        year: int,
        indicator: Sequence[str] | None = None,
        as_of: str | datetime | None = None,
    ) -> types.AreaIndicatorsOut:
        """Read every result of an area for a year, from the summed counts of the published returns of its bodies.

        England, regions and ICSs are the sums over NHS trusts and their commissioners, as in the strategy's Table
        1.

        GET /v1/areas/{area}/indicators

        Args:
            area: england, region:Y56, ics:QMJ or type:acute.
            year: Reporting year.
            indicator: Only these indicators; may be given more than once.
            as_of: Answer with what was known at this instant.
        """
        answer: types.AreaIndicatorsOut = self._calls.answer(
            "GET",
            at("/v1/areas/{area}/indicators", area=area),
            {"year": year, "indicator": indicator, "as_of": as_of},
        ).json()
        return answer

    def list_values(
        self,
        indicator: str,
        *,
        year: int,
        measure: str | None = None,
        staff_group: str | None = None,
        band: str | None = None,
        membership: str | None = None,
        group: Literal["white", "bme", "unknown"] | None = None,
        type: types.OrganisationType | None = None,
        region: types.Region | None = None,
        ics: str | None = None,
        q: str | None = None,
        sort: Literal["ods", "name", "value", "-value"] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        as_of: str | datetime | None = None,
    ) -> types.ValuesOut:
        """Read one indicator of every organisation with a published return for a year.

        Without ``measure`` it is the indicator's own: the ratio or the gap. What of the part is not named is the
        whole: all staff, the whole board, the group of interest. The number of significant bodies is given with
        and without control of the false discovery rate.

        GET /v1/indicators/{indicator}/values

        Args:
            year: Reporting year.
            q: Words in the name, or the code.
            as_of: Answer with what was known at this instant.
        """
        answer: types.ValuesOut = self._calls.answer(
            "GET",
            at("/v1/indicators/{indicator}/values", indicator=indicator),
            {
                "year": year,
                "measure": measure,
                "staff_group": staff_group,
                "band": band,
                "membership": membership,
                "group": group,
                "type": type,
                "region": region,
                "ics": ics,
                "q": q,
                "sort": sort,
                "cursor": cursor,
                "limit": limit,
                "as_of": as_of,
            },
        ).json()
        return answer

    def iterate_values(
        self,
        indicator: str,
        *,
        year: int,
        measure: str | None = None,
        staff_group: str | None = None,
        band: str | None = None,
        membership: str | None = None,
        group: Literal["white", "bme", "unknown"] | None = None,
        type: types.OrganisationType | None = None,
        region: types.Region | None = None,
        ics: str | None = None,
        q: str | None = None,
        sort: Literal["ods", "name", "value", "-value"] | None = None,
        limit: int | None = None,
        as_of: str | datetime | None = None,
    ) -> Iterator[types.ValueOut]:
        """Read one indicator of every organisation with a published return for a year.

        Without ``measure`` it is the indicator's own: the ratio or the gap. What of the part is not named is the
        whole: all staff, the whole board, the group of interest. The number of significant bodies is given with
        and without control of the false discovery rate.

        GET /v1/indicators/{indicator}/values

        Args:
            year: Reporting year.
            q: Words in the name, or the code.
            as_of: Answer with what was known at this instant.
        """
        return self._calls.items(
            at("/v1/indicators/{indicator}/values", indicator=indicator),
            {
                "year": year,
                "measure": measure,
                "staff_group": staff_group,
                "band": band,
                "membership": membership,
                "group": group,
                "type": type,
                "region": region,
                "ics": ics,
                "q": q,
                "sort": sort,
                "limit": limit,
                "as_of": as_of,
            },
        )

    def list_values_as(
        self,
        form: Literal["csv"],
        indicator: str,
        *,
        year: int,
        measure: str | None = None,
        staff_group: str | None = None,
        band: str | None = None,
        membership: str | None = None,
        group: Literal["white", "bme", "unknown"] | None = None,
        type: types.OrganisationType | None = None,
        region: types.Region | None = None,
        ics: str | None = None,
        q: str | None = None,
        sort: Literal["ods", "name", "value", "-value"] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        as_of: str | datetime | None = None,
    ) -> bytes:
        """Read one indicator of every organisation with a published return for a year.

        Without ``measure`` it is the indicator's own: the ratio or the gap. What of the part is not named is the
        whole: all staff, the whole board, the group of interest. The number of significant bodies is given with
        and without control of the false discovery rate.

        GET /v1/indicators/{indicator}/values

        Args:
            year: Reporting year.
            q: Words in the name, or the code.
            as_of: Answer with what was known at this instant.
        """
        return self._calls.answer(
            "GET",
            at("/v1/indicators/{indicator}/values", indicator=indicator),
            {
                "format": form,
                "year": year,
                "measure": measure,
                "staff_group": staff_group,
                "band": band,
                "membership": membership,
                "group": group,
                "type": type,
                "region": region,
                "ics": ics,
                "q": q,
                "sort": sort,
                "cursor": cursor,
                "limit": limit,
                "as_of": as_of,
            },
            accept="*/*",
        ).body

    def compute_indicators(
        self,
        body: types.ReturnToCompute,
        *,
        idempotency_key: str | None = None,
    ) -> types.ComputedOut:
        """Compute the nine indicators of a return. Nothing is stored, and nothing needs to be registered.

        POST /v1/indicators:compute
        """
        answer: types.ComputedOut = self._calls.answer(
            "POST",
            "/v1/indicators:compute",
            body=body,
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer

    def read_benchmarks(
        self,
        ods: str,
        *,
        year: int,
        group: str | None = None,
        indicator: Sequence[str] | None = None,
        footprint: Literal["reported", "current"] | None = None,
        overdispersion: types.Adjustment | None = None,
        as_of: str | datetime | None = None,
    ) -> types.BenchmarksOut:
        """Read where an organisation stands in a group: rank, quartile, median of the others, funnel, and a verdict.

        Published returns alone are compared, and an organisation never with itself. Without ``indicator`` each
        indicator speaks by its own measure; an indicator that is named speaks by all of its measures.

        GET /v1/organisations/{ods}/benchmarks

        Args:
            ods: ODS code of the organisation.
            year: Reporting year.
            group: england, region, type, ics, nearest, nearest:5, or peers:RX1,RX2.
            indicator: Only these indicators; may be given more than once.
            footprint: reported: the body's own returns. current: with those of the bodies that merged into it.
            overdispersion: Allow for bodies that differ by more than chance.
            as_of: Answer with what was known at this instant.
        """
        answer: types.BenchmarksOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/benchmarks", ods=ods),
            {
                "year": year,
                "group": group,
                "indicator": indicator,
                "footprint": footprint,
                "overdispersion": overdispersion,
                "as_of": as_of,
            },
        ).json()
        return answer

    def read_indicators(
        self,
        ods: str,
        *,
        year: int | None = None,
        indicator: Sequence[str] | None = None,
        edition: str | None = None,
        footprint: Literal["reported", "current"] | None = None,
        as_of: str | datetime | None = None,
    ) -> types.IndicatorsOut:
        """Read every result of an organisation for a year, by default the newest with a return.

        Those entitled to the body's exact figures see them, published or not. Everyone else sees what is
        published, under disclosure control. A named edition decides which bands are senior leadership, and its
        definitions stand in the answer. With today's footprint, the bodies that are one today are added together.

        GET /v1/organisations/{ods}/indicators

        Args:
            ods: ODS code of the organisation.
            year: Reporting year; the newest when left out.
            indicator: Only these indicators; may be given more than once.
            edition: Follow the definitions of this edition, wres-2023.
            footprint: reported: the body's own returns. current: with those of the bodies that merged into it.
            as_of: Answer with what was known at this instant.
        """
        answer: types.IndicatorsOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/indicators", ods=ods),
            {"year": year, "indicator": indicator, "edition": edition, "footprint": footprint, "as_of": as_of},
        ).json()
        return answer

    def read_trends(
        self,
        ods: str,
        *,
        indicator: Sequence[str] | None = None,
        footprint: Literal["reported", "current"] | None = None,
        as_of: str | datetime | None = None,
    ) -> types.TrendsOut:
        """Read measures over the years: values, a test for trend, the change since the year before, special causes.

        Nothing is compared across a break in a definition. With today's footprint each year is the sum of the
        bodies that are one today, and the answer says which; a year in which one of them is missing has no
        figures.

        GET /v1/organisations/{ods}/trends

        Args:
            ods: ODS code of the organisation.
            indicator: Only these indicators; may be given more than once.
            footprint: reported: the body's own returns. current: with those of the bodies that merged into it.
            as_of: Answer with what was known at this instant.
        """
        answer: types.TrendsOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/trends", ods=ods),
            {"indicator": indicator, "footprint": footprint, "as_of": as_of},
        ).json()
        return answer

    def list_results(
        self,
        *,
        year: int,
        row: Sequence[str],
        organisation: Sequence[str] | None = None,
        type: Sequence[types.OrganisationType] | None = None,
        region: types.Region | None = None,
        ics: str | None = None,
        as_of: str | datetime | None = None,
    ) -> types.SelectedResultsOut:
        """Read chosen results of every organisation with a published return for a year, in one call.

        Each result is the one under the organisation's own address: exact for those entitled to its figures, under
        disclosure control for everybody else. Organisations without a published return are listed with the reason.

        GET /v1/results

        Args:
            year: Reporting year.
            row: indicator|measure|key=value,key=value, such as 1|gap|staff_group=non_clinical,band=8a or
            2|rate_ratio|. A key left out is the whole: all staff, the whole board, BME people. May be repeated.
            organisation: Only these organisations; may be repeated.
            type: Only these types; repeatable.
            as_of: Answer with what was known at this instant.
        """
        answer: types.SelectedResultsOut = self._calls.answer(
            "GET",
            "/v1/results",
            {
                "year": year,
                "row": row,
                "organisation": organisation,
                "type": type,
                "region": region,
                "ics": ics,
                "as_of": as_of,
            },
        ).json()
        return answer

    def list_workforce(
        self,
        *,
        year: int,
        type: types.OrganisationType | None = None,
        region: types.Region | None = None,
        ics: str | None = None,
        as_of: str | datetime | None = None,
    ) -> types.WorkforceOut:
        """Read how many people every band and grade of every organisation has, in one call.

        From published returns, for everybody. Exact for those entitled; under disclosure control otherwise.

        GET /v1/workforce

        Args:
            year: Reporting year.
            as_of: Answer with what was known at this instant.
        """
        answer: types.WorkforceOut = self._calls.answer(
            "GET",
            "/v1/workforce",
            {"year": year, "type": type, "region": region, "ics": ics, "as_of": as_of},
        ).json()
        return answer


class OfficialOutcomes:
    """Segments and ratings that a regulator has published."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list_outcomes(self, ods: str, *, as_of: str | datetime | None = None) -> types.OutcomeListOut:
        """List every outcome that was recorded for a body, by framework and then as one followed the other.

        GET /v1/organisations/{ods}/official-outcomes

        Args:
            ods: ODS code of the organisation.
            as_of: Answer with what was known at this instant.
        """
        answer: types.OutcomeListOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/official-outcomes", ods=ods),
            {"as_of": as_of},
        ).json()
        return answer

    def read_outcome(self, ods: str, key: str, *, as_of: str | datetime | None = None) -> types.OutcomeOut:
        """Read the outcome recorded last for a body under a framework, now or by an instant.

        GET /v1/organisations/{ods}/official-outcomes/{key}

        Args:
            ods: ODS code of the organisation.
            key: Key of the framework.
            as_of: Answer with what was known at this instant.
        """
        answer: types.OutcomeOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/official-outcomes/{key}", ods=ods, key=key),
            {"as_of": as_of},
        ).json()
        return answer

    def record_outcome(self, ods: str, key: str, body: types.OutcomeIn) -> types.OutcomeOut:
        """Record an official outcome: 201 for the first, 200 for one that follows an earlier one.

        PUT /v1/organisations/{ods}/official-outcomes/{key}

        Args:
            ods: ODS code of the organisation.
            key: Key of the framework.
        """
        answer: types.OutcomeOut = self._calls.answer(
            "PUT",
            at("/v1/organisations/{ods}/official-outcomes/{key}", ods=ods, key=key),
            body=body,
        ).json()
        return answer


class Reference:
    """Organisations, who follows whom, contracts, definitions of indicators, and standards."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list_contracts(self, ods: str, *, as_of: str | datetime | None = None) -> list[types.ContractOut]:
        """List the providers that a commissioner holds contracts with, as recorded now or at an instant.

        GET /v1/commissioners/{ods}/providers

        Args:
            ods: ODS code of the organisation.
            as_of: Answer with what was known at this instant.
        """
        answer: list[types.ContractOut] = self._calls.answer(
            "GET",
            at("/v1/commissioners/{ods}/providers", ods=ods),
            {"as_of": as_of},
        ).json()
        return answer

    def read_contract(self, ods: str, provider: str, *, as_of: str | datetime | None = None) -> types.ContractOut:
        """Read one contract; for both who hold it, and those who read all of the commissioner's.

        GET /v1/commissioners/{ods}/providers/{provider}

        Args:
            ods: ODS code of the organisation.
            provider: ODS code of the organisation.
            as_of: Answer with what was known at this instant.
        """
        answer: types.ContractOut = self._calls.answer(
            "GET",
            at("/v1/commissioners/{ods}/providers/{provider}", ods=ods, provider=provider),
            {"as_of": as_of},
        ).json()
        return answer

    def keep_contract(self, ods: str, provider: str, body: types.ContractIn) -> types.ContractOut:
        """Record that a commissioner holds a contract with a provider (201), or change its dates (200).

        PUT /v1/commissioners/{ods}/providers/{provider}

        Args:
            ods: ODS code of the organisation.
            provider: ODS code of the organisation.
        """
        answer: types.ContractOut = self._calls.answer(
            "PUT",
            at("/v1/commissioners/{ods}/providers/{provider}", ods=ods, provider=provider),
            body=body,
        ).json()
        return answer

    def list_every_contract(self, *, as_of: str | datetime | None = None) -> list[types.ContractOut]:
        """List the contracts of every commissioner in one call, for those who see every body.

        GET /v1/contracts

        Args:
            as_of: Answer with what was known at this instant.
        """
        answer: list[types.ContractOut] = self._calls.answer("GET", "/v1/contracts", {"as_of": as_of}).json()
        return answer

    def read_entitlements(self) -> types.Entitlements:
        """Read which bodies' own figures the caller sees today. The other services ask here, so the rule is one.

        GET /v1/entitlements
        """
        answer: types.Entitlements = self._calls.answer("GET", "/v1/entitlements").json()
        return answer

    def list_indicators(self) -> types.Definitions:
        """List the indicators: definition, formula, why it matters, how to read it, editions, owner and review date.

        GET /v1/indicators
        """
        answer: types.Definitions = self._calls.answer("GET", "/v1/indicators").json()
        return answer

    def read_indicator(self, indicator: str) -> types.Definition:
        """Read one indicator's definition.

        GET /v1/indicators/{indicator}

        Args:
            indicator: 1 to 9, race-disparity-ratio or ethnicity-pay-gap.
        """
        answer: types.Definition = self._calls.answer(
            "GET",
            at("/v1/indicators/{indicator}", indicator=indicator),
        ).json()
        return answer

    def list_organisations(
        self,
        *,
        type: types.OrganisationType | None = None,
        region: types.Region | None = None,
        ics: str | None = None,
        q: str | None = None,
        on: str | None = None,
        as_of: str | datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> types.OrganisationPage:
        """List organisations by ODS code, filtered by type, region, ICS, name or day.

        GET /v1/organisations

        Args:
            q: Words in the name, or the code.
            on: Only bodies that were open on this day.
            as_of: Answer with what was known at this instant.
        """
        answer: types.OrganisationPage = self._calls.answer(
            "GET",
            "/v1/organisations",
            {
                "type": type,
                "region": region,
                "ics": ics,
                "q": q,
                "on": on,
                "as_of": as_of,
                "cursor": cursor,
                "limit": limit,
            },
        ).json()
        return answer

    def iterate_organisations(
        self,
        *,
        type: types.OrganisationType | None = None,
        region: types.Region | None = None,
        ics: str | None = None,
        q: str | None = None,
        on: str | None = None,
        as_of: str | datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[types.OrganisationOut]:
        """List organisations by ODS code, filtered by type, region, ICS, name or day.

        GET /v1/organisations

        Args:
            q: Words in the name, or the code.
            on: Only bodies that were open on this day.
            as_of: Answer with what was known at this instant.
        """
        return self._calls.items(
            "/v1/organisations",
            {"type": type, "region": region, "ics": ics, "q": q, "on": on, "as_of": as_of, "limit": limit},
        )

    def read_organisation(self, ods: str, *, as_of: str | datetime | None = None) -> types.OrganisationDetail:
        """Read one organisation, as it is recorded now or was at an instant.

        GET /v1/organisations/{ods}

        Args:
            ods: ODS code of the organisation.
            as_of: Answer with what was known at this instant.
        """
        answer: types.OrganisationDetail = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}", ods=ods),
            {"as_of": as_of},
        ).json()
        return answer

    def keep_organisation(self, ods: str, body: types.OrganisationIn) -> types.OrganisationDetail:
        """Register an organisation (201) or change it (200).

        PUT /v1/organisations/{ods}

        Args:
            ods: ODS code of the organisation.
        """
        answer: types.OrganisationDetail = self._calls.answer(
            "PUT",
            at("/v1/organisations/{ods}", ods=ods),
            body=body,
        ).json()
        return answer

    def list_audit(self, ods: str, *, cursor: str | None = None, limit: int | None = None) -> types.AuditPage:
        """List every accepted write about a body and its returns, newest first: who, when, and what is different.

        GET /v1/organisations/{ods}/audit

        Args:
            ods: ODS code of the organisation.
        """
        answer: types.AuditPage = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/audit", ods=ods),
            {"cursor": cursor, "limit": limit},
        ).json()
        return answer

    def iterate_audit(self, ods: str, *, limit: int | None = None) -> Iterator[types.AuditLine]:
        """List every accepted write about a body and its returns, newest first: who, when, and what is different.

        GET /v1/organisations/{ods}/audit

        Args:
            ods: ODS code of the organisation.
        """
        return self._calls.items(at("/v1/organisations/{ods}/audit", ods=ods), {"limit": limit})

    def read_entitlement(self, ods: str) -> types.Entitlement:
        """Read whether the caller sees this body's exact figures. The other services ask here, so the rule is one.

        GET /v1/organisations/{ods}/entitlement

        Args:
            ods: ODS code of the organisation.
        """
        answer: types.Entitlement = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/entitlement", ods=ods),
        ).json()
        return answer

    def read_footprint(self, ods: str, *, year: int, as_of: str | datetime | None = None) -> types.YearFootprintOut:
        """Read which bodies together made up a body on 31 March of a year, from who succeeded whom since.

        GET /v1/organisations/{ods}/footprint

        Args:
            ods: ODS code of the organisation.
            year: Reporting year.
            as_of: Answer with what was known at this instant.
        """
        answer: types.YearFootprintOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/footprint", ods=ods),
            {"year": year, "as_of": as_of},
        ).json()
        return answer

    def list_successions(self, ods: str, *, as_of: str | datetime | None = None) -> types.Successions:
        """List whom a body succeeded and who succeeded it, by day, as recorded now or at an instant.

        GET /v1/organisations/{ods}/successions

        Args:
            ods: ODS code of the organisation.
            as_of: Answer with what was known at this instant.
        """
        answer: types.Successions = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/successions", ods=ods),
            {"as_of": as_of},
        ).json()
        return answer

    def remove_succession(self, ods: str, successor: str) -> None:
        """Take back a succession that was recorded by mistake. The body's closing day stays as it is.

        DELETE /v1/organisations/{ods}/successors/{successor}

        Args:
            ods: ODS code of the organisation.
            successor: ODS code of the organisation.
        """
        self._calls.answer(
            "DELETE",
            at("/v1/organisations/{ods}/successors/{successor}", ods=ods, successor=successor),
        )

    def keep_succession(self, ods: str, successor: str, body: types.SuccessionIn) -> types.SuccessionOut:
        """Record that a body was succeeded, wholly or (split) in part, on a day (201), or correct it (200).

        A merger, an acquisition and a new code end the body: where it is still open, it closes on that day.

        PUT /v1/organisations/{ods}/successors/{successor}

        Args:
            ods: ODS code of the organisation.
            successor: ODS code of the organisation.
        """
        answer: types.SuccessionOut = self._calls.answer(
            "PUT",
            at("/v1/organisations/{ods}/successors/{successor}", ods=ods, successor=successor),
            body=body,
        ).json()
        return answer

    def import_organisations(self, body: bytes | str, *, idempotency_key: str | None = None) -> types.Imported:
        """Register and change many organisations, with their successors, from one CSV file: all of it or none.

        Rows may name one another as successors in any order. A column that is not there stays as it is recorded;
        an empty cell of successors does too.

        POST /v1/organisations:import
        """
        answer: types.Imported = self._calls.answer(
            "POST",
            "/v1/organisations:import",
            body=body,
            media_type="text/csv",
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer

    def list_standards(self) -> types.StandardList:
        """List the standards that the engine computes: the WRES and its sisters.

        GET /v1/standards
        """
        answer: types.StandardList = self._calls.answer("GET", "/v1/standards").json()
        return answer

    def read_standard(self, key: str) -> types.StandardOut:
        """Read a standard's definition whole: groups, what is counted, measures, editions, and how sure each is.

        GET /v1/standards/{key}

        Args:
            key: Key of the standard, such as wdes.
        """
        answer: types.StandardOut = self._calls.answer("GET", at("/v1/standards/{key}", key=key)).json()
        return answer

    def compute_by_standard(
        self,
        key: str,
        body: types.ToCompute,
        *,
        idempotency_key: str | None = None,
    ) -> types.ComputedByStandard:
        """Compute one body's counts by a standard. Nothing is stored, and nothing needs to be registered.

        POST /v1/standards/{key}/compute

        Args:
            key: Key of the standard, such as wdes.
        """
        answer: types.ComputedByStandard = self._calls.answer(
            "POST",
            at("/v1/standards/{key}/compute", key=key),
            body=body,
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer

    def list_rules(self) -> types.RuleList:
        """List the rules of validation: what each looks at, from where on it speaks, its words, and why it is there.

        GET /v1/validation-rules
        """
        answer: types.RuleList = self._calls.answer("GET", "/v1/validation-rules").json()
        return answer


class Returns:
    """A body's yearly return: sent, revised, signed, published; files of many; templates and deadlines."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list_batches(self, *, limit: int | None = None) -> types.BatchList:
        """List the newest uploads of the caller; stewards see everybody's.

        GET /v1/batches
        """
        answer: types.BatchList = self._calls.answer("GET", "/v1/batches", {"limit": limit}).json()
        return answer

    def read_batch(self, batch: str) -> types.BatchOut:
        """Follow an uploaded file: how far it is, and every error and warning by its cell.

        GET /v1/batches/{batch}

        Args:
            batch: Id of an uploaded file.
        """
        answer: types.BatchOut = self._calls.answer("GET", at("/v1/batches/{batch}", batch=batch)).json()
        return answer

    def list_deadlines(self) -> types.Deadlines:
        """List the last day on which each year's return is in time.

        GET /v1/deadlines
        """
        answer: types.Deadlines = self._calls.answer("GET", "/v1/deadlines").json()
        return answer

    def keep_deadline(self, year: int, body: types.DeadlineIn) -> types.DeadlineOut:
        """Set the last day on which a year's return is in time (201), or change it (200).

        PUT /v1/deadlines/{year}

        Args:
            year: Reporting year; staff counted on 31 March.
        """
        answer: types.DeadlineOut = self._calls.answer("PUT", at("/v1/deadlines/{year}", year=year), body=body).json()
        return answer

    def read_return(self, ods: str, year: int, *, as_of: str | datetime | None = None) -> types.ReturnOut:
        """Read the newest revision of a return, exactly as it came, and how far it is.

        GET /v1/organisations/{ods}/returns/{year}

        Args:
            ods: ODS code of the organisation.
            year: Reporting year; staff counted on 31 March.
            as_of: Answer with what was known at this instant.
        """
        answer: types.ReturnOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/returns/{year}", ods=ods, year=year),
            {"as_of": as_of},
        ).json()
        return answer

    def submit_return(
        self,
        ods: str,
        year: int,
        body: types.ReturnIn,
        *,
        if_match: str | None = None,
    ) -> types.Receipt:
        """Submit a return: 201 for the first, 200 for a revision beside the earlier ones.

        ``If-Match`` with the tag of the newest revision makes the write conditional.

        PUT /v1/organisations/{ods}/returns/{year}

        Args:
            ods: ODS code of the organisation.
            year: Reporting year; staff counted on 31 March.
        """
        answer: types.Receipt = self._calls.answer(
            "PUT",
            at("/v1/organisations/{ods}/returns/{year}", ods=ods, year=year),
            body=body,
            if_match=if_match,
        ).json()
        return answer

    def list_revisions(self, ods: str, year: int) -> types.Revisions:
        """List every revision of a return, newest first: who submitted it, and when.

        GET /v1/organisations/{ods}/returns/{year}/revisions

        Args:
            ods: ODS code of the organisation.
            year: Reporting year; staff counted on 31 March.
        """
        answer: types.Revisions = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/returns/{year}/revisions", ods=ods, year=year),
        ).json()
        return answer

    def read_life(self, ods: str, year: int) -> types.Life:
        """Read every step of every revision of a return: who, when, and how warnings were explained.

        GET /v1/organisations/{ods}/returns/{year}/transitions

        Args:
            ods: ODS code of the organisation.
            year: Reporting year; staff counted on 31 March.
        """
        answer: types.Life = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/returns/{year}/transitions", ods=ods, year=year),
        ).json()
        return answer

    def move_return(
        self,
        ods: str,
        year: int,
        body: types.TransitionIn,
        *,
        if_match: str | None = None,
        idempotency_key: str | None = None,
    ) -> types.TransitionOut:
        """Take the next step with the newest revision of a return.

        The body itself submits; another client of it signs off and explains every warning; the national team
        publishes, at once or at the end of an embargo.

        POST /v1/organisations/{ods}/returns/{year}/transitions

        Args:
            ods: ODS code of the organisation.
            year: Reporting year; staff counted on 31 March.
        """
        answer: types.TransitionOut = self._calls.answer(
            "POST",
            at("/v1/organisations/{ods}/returns/{year}/transitions", ods=ods, year=year),
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer

    def read_csv_template(self, *, year: int, organisation: str | None = None) -> bytes:
        """Download the collection form as CSV; for a named body with last year's figures beside this year's cells.

        GET /v1/returns/template.csv

        Args:
            year: Reporting year.
            organisation: ODS code of the body that fills it in.
        """
        return self._calls.answer(
            "GET",
            "/v1/returns/template.csv",
            {"year": year, "organisation": organisation},
            accept="text/csv",
        ).body

    def read_xlsx_template(self, *, year: int, organisation: str | None = None) -> bytes:
        """Download the collection form as XLSX; for a named body with last year's figures beside this year's cells.

        GET /v1/returns/template.xlsx

        Args:
            year: Reporting year.
            organisation: ODS code of the body that fills it in.
        """
        return self._calls.answer(
            "GET",
            "/v1/returns/template.xlsx",
            {"year": year, "organisation": organisation},
            accept="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ).body

    def move_returns(self, body: types.TransitionsIn, *, idempotency_key: str | None = None) -> types.TransitionsOut:
        """Take the same step with many returns: those named, or those that a batch brought.

        Each is judged by itself, by the same rules as one alone. Those that can take the step take it together.

        POST /v1/returns:transition
        """
        answer: types.TransitionsOut = self._calls.answer(
            "POST",
            "/v1/returns:transition",
            body=body,
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer

    def upload_returns(
        self,
        body: bytes | str,
        *,
        whole: bool | None = None,
        name: str | None = None,
        media_type: Literal["text/csv", "application/csv", "application/octet-stream", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/plain"] = "text/csv",
        idempotency_key: str | None = None,
    ) -> types.BatchOut:
        """Upload returns as a file: the collection form as CSV or XLSX, or a national CSV of many bodies.

        The answer is a batch to follow at ``/v1/batches/{id}``. Each return of the file is taken by itself, or,
        where ``whole`` is true, all of them or none.

        POST /v1/returns:upload

        Args:
            whole: Take the file as a whole or not at all.
            name: The file's name.
        """
        answer: types.BatchOut = self._calls.answer(
            "POST",
            "/v1/returns:upload",
            {"whole": whole, "name": name},
            body=body,
            media_type=media_type,
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer


class Reviews:
    """Assessments of every body as they stood, kept and compared."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list_reviews(self, *, framework: str | None = None) -> types.ReviewListOut:
        """List the reviews that were run. For those who see every body.

        GET /v1/reviews
        """
        answer: types.ReviewListOut = self._calls.answer("GET", "/v1/reviews", {"framework": framework}).json()
        return answer

    def run_review(self, body: types.ReviewIn, *, idempotency_key: str | None = None) -> types.ReviewOut:
        """Assess every body of a framework and keep what was found: the national team's, first at the end of 2020.

        POST /v1/reviews
        """
        answer: types.ReviewOut = self._calls.answer(
            "POST",
            "/v1/reviews",
            body=body,
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer

    def read_review(self, review: str) -> types.ReviewOut:
        """Read a review as it was kept: it is not computed again, whatever has been published since.

        GET /v1/reviews/{review}

        Args:
            review: Id of a review, such as sof-2017.2018.1.
        """
        answer: types.ReviewOut = self._calls.answer("GET", at("/v1/reviews/{review}", review=review)).json()
        return answer

    def compare_reviews(self, review: str, *, with_: str) -> types.ReviewComparisonOut:
        """Compare a review with an earlier one of the same framework, over the bodies that both could assess.

        GET /v1/reviews/{review}/comparison

        Args:
            review: Id of a review, such as sof-2017.2018.1.
        """
        answer: types.ReviewComparisonOut = self._calls.answer(
            "GET",
            at("/v1/reviews/{review}/comparison", review=review),
            {"with": with_},
        ).json()
        return answer


class Scenarios:
    """Goals tried out by a body before it proposes one."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list_scenarios(self, ods: str, *, name: Sequence[str] | None = None) -> types.ScenariosOut:
        """Read scenarios side by side: where each leads, and where the same band leads without it.

        GET /v1/organisations/{ods}/scenarios

        Args:
            ods: ODS code of the organisation.
            name: Only these; may be repeated.
        """
        answer: types.ScenariosOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/scenarios", ods=ods),
            {"name": name},
        ).json()
        return answer

    def remove_scenario(self, ods: str, name: str) -> None:
        """Remove a scenario.

        DELETE /v1/organisations/{ods}/scenarios/{name}

        Args:
            ods: ODS code of the organisation.
            name: Small letters, digits and hyphens.
        """
        self._calls.answer("DELETE", at("/v1/organisations/{ods}/scenarios/{name}", ods=ods, name=name))

    def read_scenario(self, ods: str, name: str) -> types.ScenarioOut:
        """Read one scenario and where it leads.

        GET /v1/organisations/{ods}/scenarios/{name}

        Args:
            ods: ODS code of the organisation.
            name: Small letters, digits and hyphens.
        """
        answer: types.ScenarioOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/scenarios/{name}", ods=ods, name=name),
        ).json()
        return answer

    def keep_scenario(self, ods: str, name: str, body: types.ScenarioIn) -> types.ScenarioOut:
        """Keep a scenario: 201 for a new name, 200 when it replaces the earlier one. Nothing is agreed by it.

        PUT /v1/organisations/{ods}/scenarios/{name}

        Args:
            ods: ODS code of the organisation.
            name: Small letters, digits and hyphens.
        """
        answer: types.ScenarioOut = self._calls.answer(
            "PUT",
            at("/v1/organisations/{ods}/scenarios/{name}", ods=ods, name=name),
            body=body,
        ).json()
        return answer


class Subscriptions:
    """Changes sent to an address of yours, signed."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list_subscriptions(self, *, cursor: str | None = None, limit: int | None = None) -> types.Subscriptions:
        """List the client's own subscriptions, oldest first; an administrator's list holds those of all.

        GET /v1/subscriptions

        Args:
            cursor: Where the next page begins, from `next`.
        """
        answer: types.Subscriptions = self._calls.answer(
            "GET",
            "/v1/subscriptions",
            {"cursor": cursor, "limit": limit},
        ).json()
        return answer

    def iterate_subscriptions(self, *, limit: int | None = None) -> Iterator[types.SubscriptionOut]:
        """List the client's own subscriptions, oldest first; an administrator's list holds those of all.

        GET /v1/subscriptions
        """
        return self._calls.items("/v1/subscriptions", {"limit": limit})

    def subscribe(self, body: types.SubscriptionIn, *, idempotency_key: str | None = None) -> types.NewSubscription:
        """Subscribe to what ``/v1/changes`` tells this client: it is sent to an address, signed, in order, and
        retried.

        The secret that it is signed with is shown once. The scheme is that of Standard Webhooks.

        POST /v1/subscriptions
        """
        answer: types.NewSubscription = self._calls.answer(
            "POST",
            "/v1/subscriptions",
            body=body,
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer

    def remove_subscription(self, subscription: str) -> None:
        """Remove a subscription and all that is remembered of it. What is being sent at this moment may still arrive.

        DELETE /v1/subscriptions/{subscription}
        """
        self._calls.answer("DELETE", at("/v1/subscriptions/{subscription}", subscription=subscription))

    def read_subscription(self, subscription: str) -> types.SubscriptionOut:
        """Read a subscription: how far it is, whether it is failing, and why.

        GET /v1/subscriptions/{subscription}
        """
        answer: types.SubscriptionOut = self._calls.answer(
            "GET",
            at("/v1/subscriptions/{subscription}", subscription=subscription),
        ).json()
        return answer

    def change_subscription(
        self,
        subscription: str,
        body: types.SubscriptionChange,
        *,
        if_match: str | None = None,
    ) -> types.SubscriptionOut:
        """Change where a subscription is sent and what it tells, pause it, or let it go on.

        Where anything is changed, what waits is tried at once.

        PUT /v1/subscriptions/{subscription}
        """
        answer: types.SubscriptionOut = self._calls.answer(
            "PUT",
            at("/v1/subscriptions/{subscription}", subscription=subscription),
            body=body,
            if_match=if_match,
        ).json()
        return answer

    def list_deliveries(
        self,
        subscription: str,
        *,
        state: types.DeliveryState | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> types.WebhookDeliveries:
        """List what was sent, newest first, each with its attempts; ``state=dead`` lists the dead letters.

        GET /v1/subscriptions/{subscription}/deliveries

        Args:
            cursor: Where the next page begins, from `next`.
        """
        answer: types.WebhookDeliveries = self._calls.answer(
            "GET",
            at("/v1/subscriptions/{subscription}/deliveries", subscription=subscription),
            {"state": state, "cursor": cursor, "limit": limit},
        ).json()
        return answer

    def iterate_deliveries(
        self,
        subscription: str,
        *,
        state: types.DeliveryState | None = None,
        limit: int | None = None,
    ) -> Iterator[types.WebhookDelivery]:
        """List what was sent, newest first, each with its attempts; ``state=dead`` lists the dead letters.

        GET /v1/subscriptions/{subscription}/deliveries
        """
        return self._calls.items(
            at("/v1/subscriptions/{subscription}/deliveries", subscription=subscription),
            {"state": state, "limit": limit},
        )

    def replay_delivery(
        self,
        subscription: str,
        delivery: str,
        *,
        idempotency_key: str | None = None,
    ) -> types.WebhookDelivery:
        """Send one delivery again, whatever became of it: the same content by the same id, with all of its tries.

        POST /v1/subscriptions/{subscription}/deliveries/{delivery}/replay
        """
        answer: types.WebhookDelivery = self._calls.answer(
            "POST",
            at("/v1/subscriptions/{subscription}/deliveries/{delivery}/replay", subscription=subscription, delivery=delivery),
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer

    def replay(
        self,
        subscription: str,
        body: types.ReplayIn,
        *,
        idempotency_key: str | None = None,
    ) -> types.SubscriptionOut:
        """Send the feed again from a place in it. What waits to be sent is given up for that.

        POST /v1/subscriptions/{subscription}/replay
        """
        answer: types.SubscriptionOut = self._calls.answer(
            "POST",
            at("/v1/subscriptions/{subscription}/replay", subscription=subscription),
            body=body,
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer

    def rotate_secret(self, subscription: str, *, idempotency_key: str | None = None) -> types.SubscriptionSecret:
        """Make a new secret, and show it once. For an hour, what is sent is signed with the one before too.

        POST /v1/subscriptions/{subscription}/secret
        """
        answer: types.SubscriptionSecret = self._calls.answer(
            "POST",
            at("/v1/subscriptions/{subscription}/secret", subscription=subscription),
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer

    def ping(
        self,
        subscription: str,
        *,
        idempotency_key: str | None = None,
    ) -> types.gateway__webhooks__schemas__Ping:
        """Send a signed delivery without changes, once, and say what came back. Nothing else is sent or moved by it.

        POST /v1/subscriptions/{subscription}/test
        """
        answer: types.gateway__webhooks__schemas__Ping = self._calls.answer(
            "POST",
            at("/v1/subscriptions/{subscription}/test", subscription=subscription),
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer


class Trajectories:
    """What it takes to reach a share by a year, for a band, a body, an area or a ladder of bands."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def read_area_trajectories(
        self,
        area: str,
        *,
        year: int,
        horizon: Sequence[int] | None = None,
        bands: Sequence[types.Band] | None = None,
        probability: float | None = None,
        as_of: str | datetime | None = None,
    ) -> types.AreaTrajectoriesOut:
        """Read what the bands of an area have to recruit: counts are added up, shares never averaged.

        Turnover is the nation's: a move between two organisations leaves no vacancy here. ``trusts`` is all types
        of NHS trust together, which the strategy's Table 2 shows apart from ``type:ccg``.

        GET /v1/areas/{area}/trajectories

        Args:
            area: england, trusts, region:Y56, ics:QMJ or type:acute.
            year: Year of the returns to start from.
            horizon: Years to reach equality by; may be repeated.
            bands: Only these bands or grades; may be repeated.
            probability: Also say what meets the goal with this probability.
            as_of: Answer with what was known at this instant.
        """
        answer: types.AreaTrajectoriesOut = self._calls.answer(
            "GET",
            at("/v1/areas/{area}/trajectories", area=area),
            {"year": year, "horizon": horizon, "bands": bands, "probability": probability, "as_of": as_of},
        ).json()
        return answer

    def read_trajectories(
        self,
        ods: str,
        *,
        year: int | None = None,
        horizon: Sequence[int] | None = None,
        bands: Sequence[types.Band] | None = None,
        probability: float | None = None,
        footprint: Literal["reported", "current"] | None = None,
        turnover_from: Literal["default", "returns"] | None = None,
        as_of: str | datetime | None = None,
    ) -> types.TrajectoriesOut:
        """Read what every band and grade of an organisation has to recruit to match its own workforce.

        Starts from the stored return of ``year``, by default the newest that the caller may see; with today's
        footprint, from those of the bodies that are one today. Where returns do not tell turnover, the default is
        used and said.

        GET /v1/organisations/{ods}/trajectories

        Args:
            ods: ODS code of the organisation.
            year: Return to start from; the newest.
            horizon: Years to reach equality by; may be repeated.
            bands: Only these bands or grades; may be repeated.
            probability: Also say what meets the goal with this probability.
            footprint: reported: the body's own return. current: with those of the bodies that merged into it.
            turnover_from: default: a stated rate for each band. returns: the organisation's own, from two returns.
            as_of: Answer with what was known at this instant.
        """
        answer: types.TrajectoriesOut = self._calls.answer(
            "GET",
            at("/v1/organisations/{ods}/trajectories", ods=ods),
            {
                "year": year,
                "horizon": horizon,
                "bands": bands,
                "probability": probability,
                "footprint": footprint,
                "turnover_from": turnover_from,
                "as_of": as_of,
            },
        ).json()
        return answer

    def list_trajectories(
        self,
        *,
        year: int,
        horizon: int,
        staff_group: Sequence[types.StaffGroup | Literal["all"]] | None = None,
        bands: Sequence[types.Band | Literal["bands_8a_to_vsm"]] | None = None,
        organisation: Sequence[str] | None = None,
        type: types.OrganisationType | None = None,
        region: types.Region | None = None,
        ics: str | None = None,
        probability: float | None = None,
        as_of: str | datetime | None = None,
    ) -> types.TrajectoryTableOut:
        """Read what every band of every organisation has to recruit, for one year of returns and one horizon.

        From published returns. Each organisation's target is the share of its own workforce. Rows are never
        averaged: the sums of an area are under its own trajectories.

        GET /v1/trajectories

        Args:
            year: Year of the returns to start from.
            horizon: Year to reach equality by.
            staff_group: Staff groups; all, the default, is both ladders together. May be repeated.
            bands: Only these bands, grades or bands_8a_to_vsm; may be repeated.
            organisation: Only these organisations; may be repeated.
            probability: Also say what meets the goal with this probability.
            as_of: Answer with what was known at this instant.
        """
        answer: types.TrajectoryTableOut = self._calls.answer(
            "GET",
            "/v1/trajectories",
            {
                "year": year,
                "horizon": horizon,
                "staff_group": staff_group,
                "bands": bands,
                "organisation": organisation,
                "type": type,
                "region": region,
                "ics": ics,
                "probability": probability,
                "as_of": as_of,
            },
        ).json()
        return answer

    def list_trajectories_as(
        self,
        form: Literal["csv"],
        *,
        year: int,
        horizon: int,
        staff_group: Sequence[types.StaffGroup | Literal["all"]] | None = None,
        bands: Sequence[types.Band | Literal["bands_8a_to_vsm"]] | None = None,
        organisation: Sequence[str] | None = None,
        type: types.OrganisationType | None = None,
        region: types.Region | None = None,
        ics: str | None = None,
        probability: float | None = None,
        as_of: str | datetime | None = None,
    ) -> bytes:
        """Read what every band of every organisation has to recruit, for one year of returns and one horizon.

        From published returns. Each organisation's target is the share of its own workforce. Rows are never
        averaged: the sums of an area are under its own trajectories.

        GET /v1/trajectories

        Args:
            year: Year of the returns to start from.
            horizon: Year to reach equality by.
            staff_group: Staff groups; all, the default, is both ladders together. May be repeated.
            bands: Only these bands, grades or bands_8a_to_vsm; may be repeated.
            organisation: Only these organisations; may be repeated.
            probability: Also say what meets the goal with this probability.
            as_of: Answer with what was known at this instant.
        """
        return self._calls.answer(
            "GET",
            "/v1/trajectories",
            {
                "format": form,
                "year": year,
                "horizon": horizon,
                "staff_group": staff_group,
                "bands": bands,
                "organisation": organisation,
                "type": type,
                "region": region,
                "ics": ics,
                "probability": probability,
                "as_of": as_of,
            },
            accept="*/*",
        ).body

    def compute_trajectory(self, body: types.TrajectoryIn, *, idempotency_key: str | None = None) -> types.StratumOut:
        """Compute the trajectory of one band: what it takes, with what probability. Nothing is stored.

        POST /v1/trajectories:compute
        """
        answer: types.StratumOut = self._calls.answer(
            "POST",
            "/v1/trajectories:compute",
            body=body,
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer

    def compute_pipeline(self, body: types.PipelineIn, *, idempotency_key: str | None = None) -> types.PipelineOut:
        """Compute what equality on the rungs of a ladder takes, and where the ladder leaks. Nothing is stored.

        POST /v1/trajectories:pipeline
        """
        answer: types.PipelineOut = self._calls.answer(
            "POST",
            "/v1/trajectories:pipeline",
            body=body,
            idempotency_key=idempotency_key or new_key(),
        ).json()
        return answer


class Operations:
    """Every operation, by what it is about."""

    def __init__(self, calls: Calls) -> None:
        self.FHIR = Fhir(calls)
        self.accountability = Accountability(calls)
        self.actions = Actions(calls)
        self.assessments = Assessments(calls)
        self.assurance = Assurance(calls)
        self.audit = Audit(calls)
        self.feed = Changes(calls)
        self.clients = Clients(calls)
        self.contract = Contract(calls)
        self.contract_reports = ContractReports(calls)
        self.evidence = Evidence(calls)
        self.exports = Exports(calls)
        self.figures = Figures(calls)
        self.frameworks = Frameworks(calls)
        self.goals = Goals(calls)
        self.health = Health(calls)
        self.implementation = Implementation(calls)
        self.indicators = Indicators(calls)
        self.official_outcomes = OfficialOutcomes(calls)
        self.reference = Reference(calls)
        self.returns = Returns(calls)
        self.reviews = Reviews(calls)
        self.scenarios = Scenarios(calls)
        self.subscriptions = Subscriptions(calls)
        self.trajectories = Trajectories(calls)
