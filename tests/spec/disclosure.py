"""Disclosure control: what the public sees of small counts."""

from typing import Any

from indicators_service.domain.disclosure import control
from indicators_service.domain.tally import COUNTED, Tally, summed
from tests.spec.paragraphs import Chapter, Line, Paragraph, Table
from tests.spec.worked import find, groups, reason_line, row, tally, value_line

_BANDS = ("8a", "8b", "8c", "bands_8a_to_8b", "bands_8a_to_vsm")
_PLACES = {"white": 0, "BME": 1, "unknown": 2}


def _staff() -> list[dict[str, Any]]:
    return [
        row("8a", groups(40, 4, 6)),
        row("8b", groups(23, 4, 7)),
        row("8c", groups(11, 6, 7)),
        row("5", groups(300, 60, 17)),
    ]


def _cell(counted: Tally, band: str, group: str) -> int | None:
    counts, status = counted.take([f"workforce/non_clinical/{band}"])
    place = _PLACES[group]
    return int(counts[0, 0, place]) if status[0, 0, place] == COUNTED else None


def _shown(counted: Tally, band: str, group: str) -> str:
    found = _cell(counted, band, group)
    return "hidden" if found is None else str(found)


def _cells() -> Paragraph:
    exact = tally({"workforce": _staff()})
    public = control(exact)
    expected = (
        ("8a", "BME", "hidden"),
        ("8b", "BME", "hidden"),
        ("8c", "BME", "5"),
        ("bands_8a_to_8b", "BME", "hidden"),
        ("bands_8a_to_vsm", "BME", "15"),
        ("8a", "white", "40"),
        ("8b", "white", "25"),
        ("8c", "white", "10"),
    )
    return Paragraph(
        title="Hide, round, and hide what gives the hidden away",
        text=(
            "A count below 5 is hidden, a zero among them, unless the band is empty. Every other count, totals "
            "too, is rounded to a multiple of 5 from its exact value. A total is hidden as well where it would "
            "leave a hidden count below it fewer than three possible values. Here bands 8a and 8b have 4 BME staff "
            "each. Their total of 8 would be shown as 10, which means 8 to 12; two numbers of at most 4 can only "
            "reach 8 as 4 and 4. So that total is hidden. The total of 8a to VSM leaves enough open and stays."
        ),
        given=Table(
            ("exact counts", "white", "BME", "unknown"),
            tuple((band, *(_cell(exact, band, group) or 0 for group in _PLACES)) for band in _BANDS),
        ),
        lines=tuple(
            Line(f"{band}, {group}", wanted, _shown(public, band, group)) for band, group, wanted in expected
        ),
        after=f"The rule is told with every figure it touched: {public.rule}.",
    )


def _derived() -> Paragraph:
    counted = tally({"recruitment": {"shortlisted": groups(103, 52), "appointed": groups(21, 3)}})
    public = control(counted)
    hidden = find(public, "2", "rate_ratio")
    open_ = control(tally({"recruitment": {"shortlisted": groups(103, 52), "appointed": groups(21, 8)}}))
    return Paragraph(
        title="Figures made of hidden counts",
        text=(
            "A ratio or share that needs a hidden count is hidden too, with its interval and p-value. Where all "
            "counts are shown, it is computed from the rounded ones, so that nobody can work back to exact counts. "
            "By hand, with 8 BME appointed: (20 / 105) / (10 / 50) = 0.952."
        ),
        given=Table(
            ("people", "white", "BME"),
            (("shortlisted", 103, 52), ("appointed", 21, 3), ("appointed, second case", 21, 8)),
        ),
        lines=(
            value_line(hidden, "null", "indicator 2, 3 BME appointed"),
            reason_line(hidden, "suppressed"),
            Line("interval", "null", None if hidden.interval is None else "given"),
            value_line(find(open_, "2", "rate_ratio"), "0.952", "indicator 2, 8 BME appointed"),
        ),
    )


def _survey() -> Paragraph:
    def gap(respondents: int) -> Any:
        answers = {
            "white": {"percent": 20.4, "respondents": 300},
            "bme": {"percent": 35.6, "respondents": respondents},
        }
        return find(control(tally({"staff_survey": {"year": 2018, "harassment_staff": answers}})), "6", "gap")

    return Paragraph(
        title="Survey groups under 11 respondents",
        text=(
            "A survey percentage of fewer than 11 respondents is hidden. Others are shown as whole numbers, so gaps "
            "are too: 36 - 20 = 16."
        ),
        given=Table(("group", "percent"), (("white, 300 respondents", "20.4"), ("BME", "35.6"))),
        lines=(
            value_line(gap(10), "null", "gap with 10 BME respondents"),
            reason_line(gap(10), "suppressed"),
            value_line(gap(11), "16", "gap with 11 BME respondents"),
        ),
    )


def _laws() -> Paragraph:
    public = control(tally({"workforce": _staff()}))
    again = control(public)
    try:
        summed(public)
        refused = "taken"
    except ValueError:
        refused = "refused"
    same = bool((again.counts == public.counts).all() and (again.status == public.status).all())
    return Paragraph(
        title="Once, and after the sums",
        text=(
            "Controlling twice changes nothing. Sums over organisations are taken from exact counts and controlled "
            "afterwards; a sum of controlled figures is refused."
        ),
        lines=(
            Line("controlled again: the same", "true", str(same).lower()),
            Line("sum after control", "refused", refused),
        ),
    )


CHAPTER = Chapter(
    "Disclosure control",
    "A band with one BME member of staff names a person. The public sees controlled figures; bodies entitled to "
    "them see exact ones. The thresholds are settings.",
    (_cells, _derived, _survey, _laws),
)
