"""Published figures D1 to D4: what happens between counts and print."""

from indicators_service.domain.results import Result
from tests.spec import printed
from tests.spec.paragraphs import Chapter, Line, Paragraph, Table, fixed
from tests.spec.worked import (
    ALL_STAFF,
    groups,
    interval_lines,
    judged,
    reason_line,
    result_of,
    row,
    value_line,
)


def _percent(result: Result) -> tuple[float, float]:
    white, bme = result.groups.reference.rate, result.groups.interest.rate
    return white or 0.0, bme or 0.0


def _rates_rounded_first() -> Paragraph:
    staff, entered = groups(2505, 725, 66), groups(17, 9)
    body = {"workforce": [row("5", staff)], "disciplinary": {"entered": entered}}
    found = result_of(body, "3", "rate_ratio")
    white, bme = _percent(found)
    wrong = float(fixed(bme, 1)) / float(fixed(white, 1))
    return Paragraph(
        title="D1: rates rounded before the ratio",
        text=(
            "Indicator 3 of one trust: 17 white and 9 BME staff entered the disciplinary process. The trust "
            "printed its staff as percentages of 3,296; the counts by group follow from them. From counts, (9 / "
            "725) / (17 / 2,505) = 1.829."
        ),
        given=_staff_and_events(staff, entered, "entered"),
        lines=(
            value_line(found, "1.829", figure="D1"),
            *interval_lines(found, "0.835", "3.999", "koopman"),
            *judged(found, "above", "neither"),
            Line("the wrong way: rates rounded to one place, then divided", "1.7", wrong, figure="D1"),
        ),
        source=printed.source("D1"),
        after=(
            f"The rates are {white:.4f} % and {bme:.4f} %. Rounded to one place first they are {fixed(white, 1)} % "
            f"and {fixed(bme, 1)} %, whose ratio reads {fixed(wrong, 1)}. Counts go in, and one rounding comes out. "
            "The ratio is above four-fifths' upper end, yet so few people entered that chance is not excluded."
        ),
    )


def _staff_and_events(staff: dict[str, int], events: dict[str, int], words: str) -> Table:
    names = tuple(name.replace("bme", "BME") for name in staff)
    return Table(("people", *names), (("staff", *(staff[n] for n in staff)), (words, *(events[n] for n in staff))))


def _nothing_over_nothing() -> Paragraph:
    staff, entered = groups(300, 23, 41), groups(0, 0)
    found = result_of({"workforce": [row("5", staff)], "disciplinary": {"entered": entered}}, "3", "rate_ratio")
    return Paragraph(
        title="D2: nobody entered the process",
        text=(
            "Nobody entered the disciplinary process in either group. 0 divided by 0 is not 0, which would read as "
            "the best value for BME staff. There is no value, and the reason says why. The body printed 23 "
            "BME of 364 staff (D4); how many of the others are white is assumed, and does not change the answer."
        ),
        given=_staff_and_events(staff, entered, "entered"),
        lines=(
            value_line(found, "null", figure="D2"),
            reason_line(found, "no-events-in-reference"),
            *interval_lines(found, "null", "null", "null"),
            *judged(found, "null", "null"),
        ),
        source=printed.source("D2"),
    )


def _nobody_appointed() -> Paragraph:
    shortlisted, appointed = groups(317, 65), groups(50, 0)
    found = result_of({"recruitment": {"shortlisted": shortlisted, "appointed": appointed}}, "2", "rate_ratio")
    table = _staff_and_events(shortlisted, appointed, "appointed")
    return Paragraph(
        title="D3: nobody appointed in the divisor",
        text=(
            "50 of 317 white candidates and none of 65 Black candidates were offered a post. Indicator 2 divides "
            "by the second rate, so there is no ratio. The evidence is not lost: the interval still has a lower "
            "bound, and no upper one. The white candidates are counted from application and the Black ones from "
            "shortlisting, as far as the body printed them; the example shows the arithmetic, not the fairness of "
            "that comparison."
        ),
        given=Table(("people", *table.headings[1:]), (("shortlisted", *table.rows[0][1:]), table.rows[1])),
        lines=(
            value_line(found, "null", figure="D3"),
            reason_line(found, "no-events-in-reference"),
            *interval_lines(found, "2.817", "null", "koopman"),
            Line("p-value below 0.05", "true", str(found.significant).lower()),
            *judged(found, "null", "reference"),
        ),
        source=printed.source("D3"),
    )


def _truncated() -> Paragraph:
    staff = groups(341, 23)
    found = result_of({"workforce": [row("5", staff)]}, "1", "share", ALL_STAFF)
    exact = f"{found.value or 0:.4f}"
    return Paragraph(
        title="D4: truncated instead of rounded",
        text=(
            "23 of 364 staff are BME. Rounded to two places, half away from zero, the share is 6.32 %. The body "
            "printed 6.31 %: it cut the digits off."
        ),
        given=Table(("staff", "people"), (("BME", 23), ("everybody", 364))),
        lines=(
            value_line(found, "6.32", "share of all staff", " %", "D4"),
            *interval_lines(found, "4.25", "9.30", "wilson", " %"),
        ),
        source=printed.source("D4"),
        after=f"Unrounded it is {exact} %.",
    )


CHAPTER = Chapter(
    "What published figures teach: from counts to print",
    "NHS bodies printed these figures, and each holds a trap. Bodies are named because the figures are public; the "
    "lesson is about arithmetic and not about them.",
    (_rates_rounded_first, _nothing_over_nothing, _nobody_appointed, _truncated),
)
