"""A metric beside others of its kind: similar trusts, the region, and organisations of the same type."""

from collections.abc import Mapping
from typing import Final

from oversight_service.domain.evidence import Absence
from oversight_service.domain.evidence_metrics import PeerComparison
from oversight_service.domain.facts import Source
from oversight_service.domain.framework_definitions import MetricDefinition
from oversight_service.domain.pack_extras import NOT_ASKED, Response
from oversight_service.domain.peer_body import Body
from oversight_service.domain.results import row_key
from oversight_service.domain.sentences import in_words, reason_in_words

SERVICE: Final = "indicators"
NOT_COMPARED: Final = "not-compared"
GROUPS: Final = {"nearest": "Similar trusts", "region": "Its region", "type": "Organisations of its type"}
"""The groups in the order in which they are told, each with a title for where its answer has none."""

_VERDICTS: Final = {
    "better": "closer to parity than the others, beyond what chance explains",
    "worse": "further from parity than the others, beyond what chance explains",
    "similar": "no difference from the others that chance does not explain",
}
_CLOSER: Final = "closer_to_parity"


def comparisons_of(
    definition: MetricDefinition,
    ods: str,
    year: int,
    comparisons: Mapping[str, Response],
    withheld: str | None = None,
) -> tuple[PeerComparison, ...]:
    """Return a metric beside each group that was asked about; nothing where the metric itself is ``withheld``.

    Raises:
        PeerBodyError: an answer is not in the agreed shape.
    """
    return tuple(
        _compared(
            definition,
            group,
            _source(definition, ods, year, group),
            Absence(withheld) if withheld else comparisons[group],
        )
        for group in GROUPS
        if comparisons.get(group, NOT_ASKED) is not NOT_ASKED
    )


def _compared(definition: MetricDefinition, group: str, source: Source, answer: Response) -> PeerComparison:
    if isinstance(answer, Absence):
        return _absent(group, GROUPS[group], answer.reason, source)
    body = Body("benchmarks", answer)
    title = body.needed_inner("group").text("name") or GROUPS[group]
    wanted = row_key(definition.indicator, definition.part, definition.judged_by)
    for item in body.each("items"):
        if row_key(item.needed_text("indicator"), item.part("part"), item.needed_text("measure")) == wanted:
            return _told(group, title, item, _by(definition), source)
    return _absent(group, title, NOT_COMPARED, source)


def _by(definition: MetricDefinition) -> str:
    """Return what is compared, where it is not the value shown: a share says little beside another workforce."""
    return "" if definition.judged_by == definition.measure else f", {definition.judged_by}".replace("_", " ")


def _absent(group: str, title: str, reason: str, source: Source) -> PeerComparison:
    words = f"{title}: {reason_in_words(reason)}"
    return PeerComparison(
        group=group,
        title=title,
        measure=source.measure,
        value=None,
        unit=None,
        pooled=None,
        median=None,
        rank=None,
        of=None,
        quartile=None,
        verdict=None,
        p_value=None,
        reason=reason,
        sentence=words,
        source=source,
    )


def _told(group: str, title: str, item: Body, by: str, source: Source) -> PeerComparison:
    compared, unit = item.inner("comparison"), item.text("unit")
    reason = item.text("reason")
    if reason is not None or item.number("value") is None:
        return _absent(group, title, reason or NOT_COMPARED, source)
    verdict = compared.text("verdict") if compared else None
    known = verdict if verdict in _VERDICTS else None
    rank, of, pooled = item.whole("rank"), item.whole("of"), item.number("pooled")
    return PeerComparison(
        group=group,
        title=title,
        measure=source.measure,
        value=item.number("value"),
        unit=unit,
        pooled=pooled,
        median=item.number("median"),
        rank=rank,
        of=of,
        quartile=item.whole("quartile"),
        verdict=known,
        p_value=compared.number("p_value") if compared and known else None,
        reason=None,
        sentence=_sentence(title + by, in_words(pooled, unit), rank, of, _verdict(known, item.text("polarity"))),
        source=source,
    )


def _verdict(verdict: str | None, polarity: str | None) -> str:
    if verdict is None:
        return "not tested against the others"
    if verdict != "similar" and polarity != _CLOSER:
        return f"{verdict} than the others, beyond what chance explains"
    return _VERDICTS[verdict]


def _sentence(title: str, pooled: str, rank: int | None, of: int | None, verdict: str) -> str:
    place = f"; place {rank} of {of}" if rank is not None and of is not None else ""
    return f"{title}: {pooled} together{place}; {verdict}."


def _source(definition: MetricDefinition, ods: str, year: int, group: str) -> Source:
    return Source(
        service=SERVICE,
        href=f"/v1/organisations/{ods}/benchmarks?year={year}&group={group}&indicator={definition.indicator}",
        year=year,
        indicator=definition.indicator,
        part=definition.part,
        measure=definition.judged_by,
    )
