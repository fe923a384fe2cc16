"""Indicators 1 and 9: shares of strata and of boards beside the whole workforce."""

from tests.spec.paragraphs import Chapter, Line, Paragraph, Table
from tests.spec.worked import (
    ALL_STAFF,
    find,
    groups,
    interval_lines,
    reason_line,
    result_of,
    row,
    tally,
    value_line,
    words,
)

_HEADINGS = ("people", "white", "BME", "unknown")
_VSM = {"staff_group": "non_clinical", "band": "vsm"}


def _counted(name: str, people: dict[str, int]) -> tuple[int | str, ...]:
    return (name, *people.values())


def _stratum() -> Paragraph:
    managers, nurses = groups(90, 5, 5), groups(650, 195, 55)
    counted = tally({"workforce": [row("vsm", managers), row("5", nurses, "clinical_non_medical")]})
    gap = find(counted, "1", "gap", _VSM)
    return Paragraph(
        title="Indicator 1: a band beside the whole workforce",
        text=(
            "Share of a band = BME / (white + BME + unknown). Share of known ethnicity = BME / (white + BME). Gap "
            "= share of the band - share of the whole workforce, in percentage points, from unrounded shares. "
            "Parity is 0; a gap below 0 is under-representation. By hand: 5 / 100 = 5 %, 5 / 95 = 5.26 %, 200 / "
            "1,000 = 20 %, so the gap is -15 points. The interval is Newcombe's for the band against the rest of "
            "the workforce, 5 of 100 against 195 of 900, times the 900 / 1,000 of staff outside the band, because "
            "band and workforce overlap."
        ),
        given=Table(_HEADINGS, (_counted("VSM, non-clinical", managers), _counted("band 5, clinical", nurses))),
        lines=(
            value_line(find(counted, "1", "share", _VSM), "5.00", "share of VSM", " %"),
            value_line(find(counted, "1", "share_of_known", _VSM), "5.26", "share of VSM of known ethnicity", " %"),
            value_line(find(counted, "1", "share", ALL_STAFF), "20.00", "share of the workforce", " %"),
            value_line(gap, "-15.00", "gap, points"),
            *interval_lines(gap, "-18.6", "-9.0", "newcombe"),
            Line("favours", "reference", words(gap.favours)),
        ),
    )


def _pooled() -> Paragraph:
    rows = [
        row("8a", groups(40, 8, 2)),
        row("vsm", groups(9, 1, 0), "clinical_non_medical"),
        row("5", groups(60, 30, 0)),
        row("consultant", groups(30, 20, 0), "medical_and_dental"),
        row("senior_medical_manager", groups(6, 4, 0), "medical_and_dental"),
    ]
    counted = tally({"workforce": rows})
    senior = find(counted, "1", "share", {"staff_group": "all", "band": "bands_8a_to_vsm"})
    whole = find(counted, "1", "share", ALL_STAFF)
    return Paragraph(
        title="Indicator 1: pooled bands, and grades within grades",
        text=(
            "Senior leadership is bands 8a to VSM of both ladders, clinical and non-clinical, pooled by adding "
            "counts. Doctors have grades and not bands, so they are not in it, but they are in the whole "
            "workforce. Senior medical managers are counted among consultants: they are shown and never added "
            "again. By hand: (8 + 1) / (50 + 10) = 15 %, and 59 BME of 200 staff = 29.5 %."
        ),
        given=Table(_HEADINGS, tuple((r["band"], r["white"], r["bme"], r["unknown"]) for r in rows)),
        lines=(
            value_line(senior, "15.00", "share of 8a to VSM", " %"),
            value_line(whole, "29.50", "share of the workforce", " %"),
            Line("staff of the workforce", "200", whole.groups.interest.denominator),
        ),
    )


def _board() -> Paragraph:
    staff, voting, other = groups(700, 250, 50), groups(10, 1, 1), groups(3, 1, 0)
    seats = [{"voting": True, "executive": True, **voting}, {"voting": False, "executive": False, **other}]
    counted = tally({"workforce": [row("5", staff)], "board": seats})
    gaps = {name: find(counted, "9", "gap", {"membership": "all", "group": name}) for name in _GROUPS}
    ours = gaps["interest"]
    part = {"membership": "voting", "group": "interest"}
    return Paragraph(
        title="Indicator 9: the board beside the workforce",
        text=(
            "Gap = share of the board - share of the whole workforce, for each group, in points. It is given for "
            "all members, voting, non-voting, executive and non-executive ones. Unknown members and staff stay in "
            "both denominators, so the three gaps add up to 0. By hand, all members: BME 2 / 16 - 250 / 1,000 = "
            "12.5 - 25 = -12.5; white 13 / 16 - 70 % = 11.25; unknown 1 / 16 - 5 % = 1.25."
        ),
        given=Table(
            _HEADINGS,
            (_counted("staff", staff), _counted("voting executives", voting), _counted("other members", other)),
        ),
        lines=(
            value_line(ours, "-12.50", "BME gap, points"),
            value_line(gaps["reference"], "11.25", "white gap, points"),
            value_line(gaps["unknown"], "1.25", "unknown gap, points"),
            *interval_lines(ours, "-21.9", "11.2", "newcombe"),
            Line("favours", "neither", words(ours.favours)),
            value_line(find(counted, "9", "gap", part), "-16.67", "BME gap, voting members, points"),
        ),
        after=(
            f"The p-value is {ours.p_value or 0:.2f}: a board is small, and a gap of many points can be chance. The "
            "engine gives both, and leaves the reading to people."
        ),
    )


_GROUPS = ("reference", "interest", "unknown")


def _nobody() -> Paragraph:
    counted = tally({"workforce": [row("vsm", groups(0, 0, 0)), row("5", groups(60, 30, 10))]})
    empty, no_board = find(counted, "1", "share", _VSM), find(counted, "9", "gap", _ALL_BME)
    return Paragraph(
        title="Indicators 1 and 9: when there is nobody to count",
        text=(
            "A band with nobody in it has no share: no-denominator. A section that was not sent is not collected, "
            "and so is every measure made from it. Neither is ever 0."
        ),
        given=Table(_HEADINGS, (("VSM", 0, 0, 0), ("band 5", 60, 30, 10), ("board", "–", "–", "–"))),
        lines=(
            value_line(empty, "null", "share of VSM"),
            reason_line(empty, "no-denominator"),
            value_line(no_board, "null", "BME gap of the board"),
            reason_line(no_board, "not-collected"),
        ),
    )


_ALL_BME = {"membership": "all", "group": "interest"}


def _unknown() -> Paragraph:
    staff = groups(932_381, 230_189, 52_789)
    body = {"workforce": [row("5", staff)]}
    share = result_of(body, "1", "share", ALL_STAFF)
    known = result_of(body, "1", "share_of_known", ALL_STAFF)
    return Paragraph(
        title="Unknown ethnicity, in or out of the denominator",
        text=(
            "In March 2018 the same 230,189 BME staff were published as 18.94 % of all staff and as 19.8 % of "
            "staff of known ethnicity. Both are right and both are given, each by name. White and unknown staff "
            "follow from the two percentages. Completeness is the share of staff whose ethnicity is known."
        ),
        given=Table(_HEADINGS, (_counted("staff", staff),)),
        lines=(
            value_line(share, "18.94", "share", " %"),
            value_line(known, "19.8", "share of known", " %"),
            Line("completeness", "95.7", share.completeness, " %"),
        ),
    )


CHAPTER = Chapter(
    "Indicators 1 and 9: representation",
    "People in post on 31 March. Every share is in percent, every gap in percentage points, and the interval is at "
    '95 %. "Favours" names the group that a significant gap over-represents: reference is white, interest is BME.',
    (_stratum, _pooled, _board, _nobody, _unknown),
)
