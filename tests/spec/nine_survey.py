"""Indicators 5 to 8: percentages of the staff survey."""

from functools import partial

from indicators_service.domain.tally import summed
from indicators_service.library.records import library
from tests.spec.paragraphs import Chapter, Line, Paragraph, Table
from tests.spec.worked import find, interval_lines, reason_line, result_of, tally, value_line, words

Answer = tuple[float, int]
Expected = tuple[str, str, str, str]

_BETTER = {"5": "A lower", "6": "A lower", "7": "A higher", "8": "A lower"}


def _body(indicator: str, white: Answer | None, bme: Answer | None) -> dict[str, object]:
    question = library()[indicator].question
    assert question is not None
    answers = {
        name: {"percent": answer[0], "respondents": answer[1]} if answer else None
        for name, answer in (("white", white), ("bme", bme))
    }
    return {"staff_survey": {"year": 2018, question: answers}}


def _question(indicator: str, white: Answer, bme: Answer, expected: Expected) -> Paragraph:
    gap = result_of(_body(indicator, white, bme), indicator, "gap")
    value, lower, upper, favours = expected
    return Paragraph(
        title=f"Indicator {indicator}: {library()[indicator].title.lower()}",
        text=(
            "Percentage of the respondents of each group; gap = BME % - white %, in points. Parity is 0. "
            f"{_BETTER[indicator]} percentage is better. By hand: {bme[0]} - {white[0]} = {value}."
        ),
        given=Table(
            ("group", "percent", "respondents"), (("white", f"{white[0]}", white[1]), ("BME", f"{bme[0]}", bme[1]))
        ),
        lines=(
            value_line(gap, value, "gap, points"),
            *interval_lines(gap, lower, upper, "newcombe"),
            Line("four-fifths rule", "null", words(gap.four_fifths)),
            Line("favours", favours, words(gap.favours)),
        ),
    )


def _withheld() -> Paragraph:
    alone = result_of(_body("8", (7.0, 900), None), "8", "gap")
    nobody = result_of(_body("8", (7.0, 900), (0.0, 0)), "8", "gap")
    return Paragraph(
        title="When a survey gap is undefined",
        text="A group that was not reported is not collected. A group without respondents has no denominator.",
        lines=(
            value_line(alone, "null", "BME not reported: gap"),
            reason_line(alone, "not-collected"),
            value_line(nobody, "null", "no BME respondents: gap"),
            reason_line(nobody, "no-denominator"),
        ),
    )


def _weighted() -> Paragraph:
    bodies = [_body("6", (20.0, 300), (30.0, 100)), _body("6", (20.0, 100), (40.0, 300))]
    found = find(summed(tally(*bodies)), "6", "percentage", {"group": "interest"})
    return Paragraph(
        title="Survey percentages of an area",
        text=(
            "Percentages of several bodies are weighted by respondents, group by group. By hand: (30 x 100 + 40 x "
            "300) / 400 = 37.5; the plain average would be 35."
        ),
        given=Table(("body", "BME percent", "BME respondents"), (("first", "30", 100), ("second", "40", 300))),
        lines=(
            value_line(found, "37.5", "BME percentage", " %"),
            Line("BME respondents", "400", found.groups.interest.denominator),
        ),
    )


CHAPTER = Chapter(
    "Indicators 5 to 8: the staff survey",
    "Percentages come weighted from the NHS Staff Survey of the preceding autumn. The interval of a gap is "
    "Newcombe's, the test the pooled score test. From the survey of 2021 on, indicator 7 counts those who did not "
    "know, so values of reporting years before and after 2022 are never compared.",
    (
        partial(_question, "5", (28.0, 1000), (31.0, 400), ("3.0", "-2.2", "8.4", "neither")),
        partial(_question, "6", (23.0, 1000), (29.0, 400), ("6.0", "1.0", "11.3", "reference")),
        partial(_question, "7", (87.0, 1000), (72.0, 400), ("-15.0", "-20.0", "-10.3", "reference")),
        partial(_question, "8", (6.0, 1000), (15.0, 400), ("9.0", "5.4", "13.0", "reference")),
        _withheld,
        _weighted,
    ),
)
