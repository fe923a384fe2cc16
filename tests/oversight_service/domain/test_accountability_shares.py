"""The shares that follow from counts of leadership accountability, by hand, and what was not collected."""

from datetime import UTC, datetime

from oversight_service.domain.accountability import (
    Accountability,
    EthnicityCounts,
    Justifications,
    LeaderGroup,
    ObjectiveHolders,
    PanelCounts,
    PanelKind,
    StaffNetwork,
    SupportKind,
)
from oversight_service.domain.accountability_shares import accountability_shares, not_collected

NOTHING = Accountability(
    ods="RX1",
    year=2019,
    performance_objectives=None,
    support_pairs=None,
    panels=None,
    justifications=None,
    ned_recruitment=None,
    wres_experts=None,
    staff_network=None,
    revision=1,
    recorded_at=datetime(2019, 4, 1, tzinfo=UTC),
    recorded_by="client",
)
WHOLE = Accountability(
    ods="RX1",
    year=2019,
    performance_objectives={group: ObjectiveHolders(3, 4) for group in LeaderGroup},
    support_pairs={kind: EthnicityCounts(white=6, bme=2, unknown=5) for kind in SupportKind},
    panels={kind: PanelCounts(held=40, diverse=31) for kind in PanelKind},
    justifications=Justifications(bme_not_appointed=0, sent_to_chair=0, process="A form to the chair."),
    ned_recruitment=EthnicityCounts(white=0, bme=0, unknown=2),
    wres_experts=0,
    staff_network=StaffNetwork(True, "Chief Nurse", False),
    revision=1,
    recorded_at=NOTHING.recorded_at,
    recorded_by="client",
)


def test_shares_leave_out_whose_ethnicity_is_not_known_and_none_is_of_nobody() -> None:
    shares = {share.id: (share.counted, share.reason) for share in accountability_shares(WHOLE)}
    assert shares == {
        **{f"performance_objectives.{group}": ((3, 4), None) for group in LeaderGroup},
        **{f"support_pairs.{kind}": ((2, 8), None) for kind in SupportKind},
        **{f"panels.{kind}": ((31, 40), None) for kind in PanelKind},
        "justifications": ((0, 0), "no-denominator"),
        "ned_recruitment": ((0, 0), "no-denominator"),
    }
    assert not_collected(WHOLE) == ()


def test_what_was_not_collected_has_no_share_and_is_named() -> None:
    shares = accountability_shares(NOTHING)
    assert [share.id for share in shares] == [share.id for share in accountability_shares(WHOLE)]
    assert {(share.counted, share.reason) for share in shares} == {(None, "not-collected")}
    assert not_collected(NOTHING) == (
        "performance_objectives",
        "support_pairs",
        "panels",
        "justifications",
        "ned_recruitment",
        "wres_experts",
        "staff_network",
    )
