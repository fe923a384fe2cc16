"""How results are rounded, once, on the way out."""

from indicators_service.schemas.results import display, result_out
from tests.spec.paragraphs import Chapter, Line, Paragraph, Table
from tests.spec.worked import groups, result_of, row, words


def _half_away() -> Paragraph:
    cases = ((0.125, "0.13"), (-0.125, "-0.13"), (2.675, "2.68"), (0.8, "0.80"))
    return Paragraph(
        title="Half away from zero",
        text=(
            "A result carries its value to four places and a text to two, as NHS bodies print. Halves go away from "
            "zero, in both directions, on the decimal as it is written. Nothing is rounded earlier."
        ),
        lines=tuple(Line(f"{value} shown", expected, words(display(value))) for value, expected in cases),
    )


def _once() -> Paragraph:
    body = {"workforce": [row("5", groups(2505, 725, 66))], "disciplinary": {"entered": groups(17, 9)}}
    found = result_out(result_of(body, "3", "rate_ratio"))
    return Paragraph(
        title="One result as it is given",
        text="The example of D1 once more, as the interface gives it: 17 of 2,505 white and 9 of 725 BME staff.",
        given=Table(("people", "white", "BME", "unknown"), (("staff", 2505, 725, 66), ("entered", 17, 9, 0))),
        lines=(
            Line("value", "1.8292", words(found.value)),
            Line("display", "1.83", words(found.display)),
            Line("white rate", "0.6786", words(found.groups["white"].rate)),
            Line("BME rate", "1.2414", words(found.groups["bme"].rate)),
            Line("numerator under 10", "true", words(found.small_number)),
        ),
    )


CHAPTER = Chapter("Rounding", "Rounding is a rule of display and no part of the method.", (_half_away, _once))
