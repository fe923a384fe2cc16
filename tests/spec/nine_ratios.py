"""Indicators 2, 3 and 4: relative likelihoods."""

from typing import Any

from indicators_service.domain.tally import summed
from tests.spec.paragraphs import Chapter, Line, Paragraph, Table
from tests.spec.worked import (
    find,
    groups,
    interval_lines,
    judged,
    reason_line,
    result_of,
    row,
    tally,
    value_line,
    words,
)

_HEADINGS = ("people", "white", "BME", "unknown")


def _table(**rows: dict[str, int]) -> Table:
    return Table(_HEADINGS, tuple((name.replace("_", " "), *people.values()) for name, people in rows.items()))


def _appointment() -> Paragraph:
    shortlisted, appointed = groups(300, 200, 20), groups(60, 20, 3)
    found = result_of({"recruitment": {"shortlisted": shortlisted, "appointed": appointed}}, "2", "rate_ratio")
    return Paragraph(
        title="Indicator 2: appointment from shortlisting",
        text=(
            "(white appointed / white shortlisted) / (BME appointed / BME shortlisted). Parity is 1.00; above 1 "
            "white candidates are more likely to be appointed. By hand: (60 / 300) / (20 / 200) = 0.2 / 0.1 = 2. "
            "People of unknown ethnicity are shown and take no part in the ratio."
        ),
        given=_table(shortlisted=shortlisted, appointed=appointed),
        lines=(
            value_line(found, "2.00"),
            *interval_lines(found, "1.26", "3.21", "koopman"),
            *judged(found, "above", "reference"),
            Line("p-value below 0.05", "true", words(found.significant)),
        ),
    )


def _discipline() -> Paragraph:
    staff, entered = groups(2000, 500, 0), groups(20, 10, 0)
    body: dict[str, Any] = {"workforce": [row("5", staff)]}
    one = result_of(body | {"disciplinary": {"entered": entered}}, "3", "rate_ratio")
    two = result_of(body | {"disciplinary": {"entered": entered, "window_years": 2}}, "3", "rate_ratio")
    return Paragraph(
        title="Indicator 3: entering the disciplinary process",
        text=(
            "(BME entered / BME staff) / (white entered / white staff): here BME is on top. Parity is 1.00; above "
            "1 BME staff are more likely to enter. By hand: (10 / 500) / (20 / 2,000) = 2 % / 1 % = 2. Early "
            "editions averaged over two years: the rates halve and the ratio stays."
        ),
        given=_table(staff=staff, entered=entered),
        lines=(
            value_line(one, "2.00"),
            *interval_lines(one, "0.96", "4.17", "koopman"),
            *judged(one, "above", "neither"),
            Line("BME rate, window of one year", "2.00", one.groups.interest.rate, " %"),
            Line("BME rate a year, window of two years", "1.00", two.groups.interest.rate, " %"),
            value_line(two, "2.00", "ratio, window of two years"),
        ),
    )


def _training() -> Paragraph:
    staff, accessed = groups(1000, 500, 40), groups(400, 250, 10)
    found = result_of({"workforce": [row("5", staff)], "training": {"accessed": accessed}}, "4", "rate_ratio")
    return Paragraph(
        title="Indicator 4: access to non-mandatory training",
        text=(
            "(white accessed / white staff) / (BME accessed / BME staff). Parity is 1.00; above 1 white staff are "
            "more likely to get training. By hand: (400 / 1,000) / (250 / 500) = 0.4 / 0.5 = 0.8. That is four "
            "fifths exactly, which is inside the non-adverse range of 0.80 to 1.25: it is compared on whole "
            "numbers."
        ),
        given=_table(staff=staff, accessed=accessed),
        lines=(
            value_line(found, "0.80"),
            *interval_lines(found, "0.71", "0.90", "koopman"),
            *judged(found, "within", "interest"),
        ),
        after=(
            "The two judgements are separate. The ratio is within four-fifths, and the difference is significant "
            f"all the same (p = {found.p_value or 0:.4f}), in favour of BME staff."
        ),
    )


def _four_fifths() -> Paragraph:
    cases = (
        ("0.79", 79, 100, "below"),
        ("0.80", 80, 100, "within"),
        ("1.25", 100, 80, "within"),
        ("1.26", 126, 100, "above"),
    )
    lines = []
    for ratio, white, bme, expected in cases:
        recruitment = {"shortlisted": groups(500, 500), "appointed": groups(white, bme)}
        found = result_of({"recruitment": recruitment}, "2", "rate_ratio")
        lines.append(Line(f"ratio of {ratio}", expected, words(found.four_fifths)))
    return Paragraph(
        title="The four-fifths rule",
        text=(
            "A ratio from 0.80 to 1.25 inclusive shows no adverse impact by this rule. Both ends are inside. The "
            "rule says nothing about chance, so the p-value stands beside it."
        ),
        given=Table(
            ("ratio", "white appointed of 500", "BME appointed of 500"),
            tuple((ratio, white, bme) for ratio, white, bme, _ in cases),
        ),
        lines=tuple(lines),
    )


def _undefined() -> Paragraph:
    def ratio(shortlisted: dict[str, int], appointed: dict[str, int]) -> tuple[Line, ...]:
        found = result_of({"recruitment": {"shortlisted": shortlisted, "appointed": appointed}}, "2", "rate_ratio")
        top = f"{appointed['white']} of {shortlisted['white']} white, {appointed['bme']} of {shortlisted['bme']} BME"
        return Line(f"{top}: value", "null", found.value), reason_line(found, _reason(shortlisted["bme"]))

    missing = result_of({}, "2", "rate_ratio")
    return Paragraph(
        title="When a ratio is undefined",
        text=(
            "No people in a group: no-denominator. No events in the group below the line: no-events-in-reference. "
            "Section not sent: not-collected. No events in the group on top is no obstacle: that ratio is 0."
        ),
        lines=(
            *ratio(groups(100, 0), groups(10, 0)),
            *ratio(groups(100, 30), groups(10, 0)),
            Line("section not sent: value", "null", missing.value),
            reason_line(missing, "not-collected"),
            value_line(_none_on_top(), "0.00", "0 of 100 white, 3 of 30 BME: value"),
        ),
    )


def _reason(people_below: int) -> str:
    return "no-events-in-reference" if people_below else "no-denominator"


def _none_on_top() -> Any:
    return result_of({"recruitment": {"shortlisted": groups(100, 30), "appointed": groups(0, 3)}}, "2", "rate_ratio")


def _sums() -> Paragraph:
    bodies = [
        {"recruitment": {"shortlisted": groups(100, 100), "appointed": groups(30, 10)}},
        {"recruitment": {"shortlisted": groups(900, 300), "appointed": groups(90, 30)}},
    ]
    alone = [result_of(body, "2", "rate_ratio") for body in bodies]
    together = find(summed(tally(*bodies)), "2", "rate_ratio")
    average = sum(found.value or 0.0 for found in alone) / len(alone)
    return Paragraph(
        title="Sums before ratios",
        text=(
            "The indicator of a region or the nation comes from summed counts, never from an average of ratios. By "
            "hand: one body has (30 / 100) / (10 / 100) = 3, the other (90 / 900) / (30 / 300) = 1. Together they "
            "have (120 / 1,000) / (40 / 400) = 1.2. The average of the two ratios would be 2."
        ),
        given=Table(
            ("body", "white shortlisted", "white appointed", "BME shortlisted", "BME appointed"),
            (("first", 100, 30, 100, 10), ("second", 900, 90, 300, 30)),
        ),
        lines=(
            value_line(alone[0], "3.00", "first body"),
            value_line(alone[1], "1.00", "second body"),
            value_line(together, "1.20", "both, from summed counts"),
            Line("average of ratios, which is not used", "2.00", average),
        ),
    )


CHAPTER = Chapter(
    "Indicators 2, 3 and 4: relative likelihood",
    "A ratio of two rates. Which group stands on top differs by indicator, and every result says so. The interval is "
    "Koopman's at 95 %. The four-fifths rule and significance are separate outputs. Numerators under 10 are flagged.",
    (_appointment, _discipline, _training, _four_fifths, _undefined, _sums),
)
