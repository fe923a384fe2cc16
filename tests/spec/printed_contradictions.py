"""Published figures D5 to D8: hidden cells, sums that do not hold, and labels in the wrong place."""

from typing import Any

from pydantic import ValidationError

from indicators_service.domain.disclosure import control
from indicators_service.domain.results import Result
from indicators_service.schemas.annual_return import ReturnIn
from tests.spec import printed
from tests.spec.paragraphs import Chapter, Line, Paragraph, Table
from tests.spec.worked import ALL_STAFF, find, groups, result_of, row, tally, value_line

Cell = tuple[str, int, int | None]

_WHITE: tuple[Cell, ...] = (("White British", 2561, 244), ("White Irish", 64, 6), ("other white", 464, 38))
_BME: tuple[Cell, ...] = (
    *(("Indian", 434, 10), ("Pakistani", 220, 13), ("Bangladeshi", 128, 6), ("Chinese", 137, 6)),
    *(("other Asian", 243, 8), ("African", 1993, 12), ("Caribbean", 48, None), ("other Black", 481, 0)),
    *(("White and Asian", 105, 8), ("White and Black African", 253, None)),
    *(("White and Black Caribbean", 36, None), ("other mixed", 48, None), ("other", 166, 6)),
)
_UNKNOWN: tuple[Cell, ...] = (("not stated", 140, None), ("blank", 80, 6))
_APPLIED, _APPOINTED = 7601, 374
_HIDDEN_FROM, _HIDDEN_TO = 1, 4


def _sums(cells: tuple[Cell, ...]) -> tuple[int, int, int]:
    """Return applicants, appointments shown, and how many cells are hidden."""
    shown = [appointed for _, _, appointed in cells if appointed is not None]
    return sum(applied for _, applied, _ in cells), sum(shown), len(cells) - len(shown)


def _programme(bme_hidden: int, hidden: int) -> dict[str, Any]:
    (white, white_in, _), (bme, bme_in, _), (unknown, unknown_in, _) = map(_sums, (_WHITE, _BME, _UNKNOWN))
    appointed = groups(white_in, bme_in + bme_hidden, unknown_in + hidden - bme_hidden)
    return {"recruitment": {"shortlisted": groups(white, bme, unknown), "appointed": appointed}}


def _hidden_cells() -> Paragraph:
    found = [_sums(cells) for cells in (_WHITE, _BME, _UNKNOWN)]
    hidden = _APPOINTED - sum(shown for _, shown, _ in found)
    # One hidden cell is "not stated"; the rest of the sum belongs to BME candidates.
    fewest, most = hidden - _HIDDEN_TO, hidden - _HIDDEN_FROM
    low, high = (result_of(_programme(n, hidden), "2", "rate_ratio") for n in (most, fewest))
    names = ("white", "BME", "unknown")
    public = [find(control(tally(_programme(n, hidden))), "2", "rate_ratio").value for n in range(fewest, most + 1)]
    seen = " or ".join(sorted({f"{value or 0:.2f}" for value in public}))
    return Paragraph(
        title="D5: hidden cells that the total gives away",
        text=(
            "A training programme printed applicants and appointments for 18 categories with the totals, and hid "
            'five counts below 5. A zero was printed as 0, so "<5" means 1 to 4. One hidden cell is "not stated"; '
            "four belong to BME candidates. The total minus what is shown gives their sum. So BME appointments can "
            "only lie between two numbers close together, and with them the white over BME ratio."
        ),
        given=Table(
            ("group", "applied", "appointed, shown", "cells hidden"),
            (
                *((name, *sums) for name, sums in zip(names, found, strict=True)),
                ("printed total", _APPLIED, _APPOINTED, ""),
            ),
        ),
        lines=(
            Line("applicants of all categories", "7601", sum(applied for applied, _, _ in found)),
            Line("sum of the five hidden cells", "11", hidden, figure="D5"),
            Line("fewest BME appointments hidden", "7", fewest),
            Line("most BME appointments hidden", "10", most),
            value_line(low, "5.07", "lowest possible ratio", figure="D5"),
            value_line(high, "5.27", "highest possible ratio", figure="D5"),
        ),
        source=printed.source("D5"),
        after=(
            "The interval 5.07 to 5.27 is all white over all BME candidates, unknown left out, as the hidden BME "
            f"cells sum to {most} or to {fewest}. A return has three groups and not 18 categories, so the engine "
            "cannot repeat this table. Under our disclosure control counts of the three groups are rounded to 5 "
            f"before the ratio is taken: a reader sees {seen}, by what the hidden sum is, and no exact count. A "
            "total that would give a hidden part away is hidden too: see the chapter on disclosure control."
        ),
    )


def _three_figures() -> Paragraph:
    before, more, after, share = 309_532, 27_500, 383_706, 0.242
    total = round(after / share)
    implied = result_of(
        {"workforce": [row("5", groups(total - before - more, before + more))]}, "1", "share", ALL_STAFF
    )
    return Paragraph(
        title="D6: three figures that cannot all hold",
        text=(
            f"A press release said {before:,} BME staff a year before, {more:,} more now, and {after:,} now, which "
            "is 24.2 % of all staff. The first two give another number than the third. The share fits the third."
        ),
        given=Table(
            ("figure", "people"),
            (
                ("a year before", before),
                ("increase", more),
                ("now, as printed", after),
                ("all staff, implied", total),
            ),
        ),
        lines=(
            Line("a year before plus the increase", "337032", before + more),
            Line("missing from the printed number", "46674", after - before - more),
            value_line(implied, "21.3", "share that the first two figures give", " %", "D6"),
        ),
        source=printed.source("D6"),
        after=(
            "The engine adds counts and says what follows. A body that states such figures beside its counts "
            "(`stated` in a return) is warned by the rule `stated-contradict`."
        ),
    )


def _typed_ratio_is_refused(ratio: float) -> str:
    body = {"organisation": "ABC", "year": 2023, "recruitment": {"relative_likelihood": ratio}}
    try:
        ReturnIn.model_validate(body)
    except ValidationError as refusal:
        kinds = {error["loc"][-1]: error["type"] for error in refusal.errors()}
        return kinds["relative_likelihood"]
    return "taken"


def _rate_as_ratio() -> Paragraph:
    typed, before = 17.16, 1.25
    return Paragraph(
        title="D7: a rate typed as a ratio",
        text=(
            "A body printed 17.16 % where the ratio of indicator 2 belongs. Two signs give it away: a ratio has no "
            "percent sign, and the value is many times last year's 1.25. The engine never takes a ratio from a "
            "submitter. It takes counts and computes the ratio, so this slip cannot enter through a return: a "
            "field for it is refused."
        ),
        given=Table(
            ("figure", "value"), (("printed this year", f"{typed} %"), ("ratio of the previous year", f"{before}"))
        ),
        lines=(
            Line("times the previous year", "13.7", typed / before, figure="D7"),
            Line("a return with a typed ratio", "extra_forbidden", _typed_ratio_is_refused(typed)),
        ),
        source=printed.source("D7"),
        after=(
            "A ratio that a body prints may be sent as `stated` beside the counts, as some rows of the collection "
            "form are: the rule `stated-impossible` then warns that a value above 10, or five times last year's, "
            "looks like a percentage or a rate. Results carry the previous value beside the value."
        ),
    )


def _progression(white: float, bme: float) -> Result:
    answers = {"white": {"percent": white, "respondents": 1500}, "bme": {"percent": bme, "respondents": 500}}
    return result_of({"staff_survey": {"year": 2019, "equal_opportunities": answers}}, "7", "gap")


def _swapped() -> Paragraph:
    one, other = _progression(white=78.5, bme=87.2), _progression(white=87.2, bme=78.5)
    return Paragraph(
        title="D8: labels swapped",
        text=(
            "Indicator 7 of one trust: 87.2 % for BME and 78.5 % for white staff on one page, the reverse on "
            "another. Swapping the groups flips the sign of the gap, so both pages cannot be right. Respondents "
            "were not printed; 1,500 white and 500 BME are assumed here, and the gap does not depend on them."
        ),
        given=Table(("page", "BME", "white"), (("one", "87.2 %", "78.5 %"), ("another", "78.5 %", "87.2 %"))),
        lines=(
            value_line(one, "8.7", "gap on one page, points", figure="D8"),
            value_line(other, "-8.7", "gap on the other, points", figure="D8"),
            Line("one page favours", "interest", str(one.favours)),
            Line("the other favours", "reference", str(other.favours)),
        ),
        source=printed.source("D8"),
        after=(
            "The rule `labels-exchanged` warns when exchanging the groups brings the figures far closer to those of "
            "the year before: the sum of squared z must fall by more than 13.8, the 0.1 % point of chi-squared with "
            "two degrees of freedom."
        ),
    )


CHAPTER = Chapter(
    "What published figures teach: contradictions",
    "Figures that cannot all be true, or that give away what they hide. Where the answer is a warning to the "
    "submitter, the paragraph says whether that warning exists.",
    (_hidden_cells, _three_figures, _rate_as_ratio, _swapped),
)
