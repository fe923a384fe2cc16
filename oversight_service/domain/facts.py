"""A fact: one piece of evidence as the rules see it, with named values and where they came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from oversight_service.domain.framework_words import EvidenceKind
from oversight_service.domain.frameworks import Threshold

VALUE_NAMES: Final[Mapping[EvidenceKind, frozenset[str]]] = MappingProxyType(
    {
        EvidenceKind.METRIC: frozenset(
            {
                "value",
                "tested_value",
                "significant",
                "favours",
                "four_fifths",
                "p_value",
                "small_number",
                "completeness",
                "reason",
            }
        ),
        EvidenceKind.BOARD_SEATS: frozenset(
            {
                "members",
                "expected",
                "actual",
                "shortfall",
                "expected_share",
                "probability",
                "reason",
            }
        ),
        EvidenceKind.TRAJECTORY: frozenset(
            {
                "status",
                "share",
                "target_share",
                "required_share",
                "required_in_words",
                "additional_per_year",
                "probability_met",
                "reachable",
                "horizon",
                "reason",
            }
        ),
        EvidenceKind.DATA_QUALITY: frozenset(
            {
                "completeness",
                "unknown_share",
                "not_collected",
                "small_numbers",
                "reason",
            }
        ),
        EvidenceKind.RECORDED: frozenset({"value", "previous", "change", "reason"}),
        EvidenceKind.ASPIRATION: frozenset(
            {
                "status",
                "expected",
                "actual",
                "tail_probability",
                "power",
                "goal_share",
                "goal_year",
                "reason",
            }
        ),
        EvidenceKind.SUBMISSION: frozenset({"published", "late", "completeness", "reason"}),
        EvidenceKind.RECORD: frozenset({"held", "total", "done", "overdue", "share", "reason"}),
        EvidenceKind.COMMISSIONING: frozenset({"value", "coverage", "with_index", "providers", "change", "reason"}),
    }
)
"""The values that a fact of each kind offers to rules.

``completeness``, ``unknown_share`` and ``expected_share`` are percentages, 0 to 100. A trajectory's shares and
every probability are plain, 0 to 1. Board seats, ``not_collected`` and ``small_numbers`` are counts. A metric's
values have its own unit. ``reason`` is ``none`` when the value is known. An aspiration's ``goal_share`` is plain. A
record's ``share`` and a commissioner's ``coverage`` are percentages; its ``value`` is a gap in percentage points for
163b, and a score of 0 to 10 for 163a.
"""

SUBMISSION: Final = "wres_return"
"""What rules call the fact about the return of the year."""

COMMISSIONING: Final = ("progress_against_wres", "staff_engagement")
"""What rules call a commissioner's indicators 163b and 163a."""

NO_REASON: Final = "none"
"""Stands for "nothing is missing" so that a rule can ask about the reason of any fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a figure came from: the public path to ask again, and the revision of the data behind it.

    ``document`` is the SHA-256 of the stored return. What is None was not known, because nothing was received.
    """

    service: str
    href: str
    year: int
    revision: int | None = None
    document: str | None = None
    method_version: str | None = None
    indicator: str | None = None
    part: Mapping[str, str] | None = None
    measure: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of evidence for the rules: values by name, and the same values in words for a sentence.

    ``selector`` is what a rule's ``only`` names: the id of a metric, a membership, or the band of a trajectory.
    """

    kind: EvidenceKind
    id: str
    selector: str
    title: str
    questions: tuple[str, ...]
    values: Mapping[str, Threshold | None]
    words: Mapping[str, str]
    source: Source
