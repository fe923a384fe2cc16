"""Sister standards: the WDES and the Bank WRES by the same engine, from other data."""

from indicators_service.domain import engine
from indicators_service.domain.annual_return import Counts
from indicators_service.domain.counted import tally_of_counts
from indicators_service.domain.results import Result
from indicators_service.standards.catalogue import catalogue
from tests.spec.paragraphs import Chapter, Line, Paragraph, Table
from tests.spec.worked import judged, reason_line, value_line

People = tuple[int, int, int]

_OF_DISABILITY = ("people", "not disabled", "disabled", "unknown")
_CLUSTER = {"staff_group": "non_clinical", "cluster": "bands_8a_to_8b"}


def _results(key: str, counts: dict[str, People]) -> list[Result]:
    standard = catalogue()[key]
    given = {item: Counts(*people) for item, people in counts.items()}
    (results,) = engine.compute(standard, tally_of_counts(standard.layout, given, {}, window_years=1))
    return results


def _find(results: list[Result], indicator: str, measure: str, part: dict[str, str] | None = None) -> Result:
    wanted = (indicator, measure, part)
    return next(r for r in results if (r.indicator, r.measure, r.part and dict(r.part)) == wanted)


def _table(counts: dict[str, People], *headings: str) -> Table:
    return Table(headings, tuple((item, *people) for item, people in counts.items()))


def _share() -> Paragraph:
    counts = {
        "workforce/non_clinical/bands_8a_to_8b": (95, 4, 1),
        "workforce/clinical_non_medical/bands_5_to_7": (700, 60, 140),
    }
    results = _results("wdes", counts)
    empty = {"staff_group": "medical_and_dental", "cluster": "consultant"}
    return Paragraph(
        title="WDES metric 1: a cluster of bands beside the whole workforce",
        text=(
            "Disabled staff of the cluster / everybody in it, beside the same of the whole workforce; staff who have "
            "not said stay in the denominator. By hand: 4 / 100 = 4 %, 4 / 99 = 4.04 % of those who have said, 64 / "
            "1,000 = 6.4 %, so the gap is -2.4 points. A cluster in which nobody works has no share."
        ),
        given=_table(counts, *_OF_DISABILITY),
        lines=(
            value_line(_find(results, "1", "share", _CLUSTER), "4.00", "share of bands 8a and 8b", " %"),
            value_line(_find(results, "1", "share_of_known", _CLUSTER), "4.04", "share of those who have said", " %"),
            value_line(
                _find(results, "1", "share", {"staff_group": "all", "cluster": "all"}),
                "6.40",
                "whole workforce",
                " %",
            ),
            value_line(_find(results, "1", "gap", _CLUSTER), "-2.40", "gap, points"),
            reason_line(_find(results, "1", "share", empty), "no-denominator"),
        ),
    )


def _appointment() -> Paragraph:
    counts = {"recruitment/shortlisted": (400, 100, 30), "recruitment/appointed": (80, 10, 4)}
    found = _find(_results("wdes", counts), "2", "rate_ratio")
    return Paragraph(
        title="WDES metric 2: appointment from shortlisting",
        text=(
            "(not disabled appointed / shortlisted) / (disabled appointed / shortlisted): people who are not disabled"
            " are on top. Parity is 1.00. By hand: (80 / 400) / (10 / 100) = 0.2 / 0.1 = 2."
        ),
        given=_table(counts, *_OF_DISABILITY),
        lines=(
            value_line(found, "2.00"),
            Line("orientation", "non_disabled_over_disabled", found.orientation),
            *judged(found, "above", "reference"),
        ),
    )


def _capability() -> Paragraph:
    counts = {"workforce/non_clinical/bands_1_to_4": (1000, 100, 50), "capability/entered": (10, 4, 1)}
    found = _find(_results("wdes", counts), "3", "rate_ratio")
    return Paragraph(
        title="WDES metric 3: entering the capability process",
        text=(
            "(disabled entered / disabled staff) / (not disabled entered / staff who are not disabled): here disabled"
            " staff are on top. The guidance takes a year's average of two years. Averages would be halves of people,"
            " so entries of both years are added and the definition carries a window of two years. By hand: (4 / 100)"
            " / (10 / 1,000) = 4 % / 1 % = 4, and a year's rates are 2 % and 0.5 %."
        ),
        given=_table(counts, *_OF_DISABILITY),
        lines=(
            value_line(found, "4.00"),
            Line("orientation", "disabled_over_non_disabled", found.orientation),
            Line("rate of disabled staff a year", "2.00", found.groups.interest.rate, " %"),
            Line("rate of staff who are not disabled a year", "0.50", found.groups.reference.rate, " %"),
        ),
    )


def _board() -> Paragraph:
    counts = {
        "workforce/non_clinical/bands_1_to_4": (900, 60, 40),
        "board/voting/executive": (5, 0, 1),
        "board/voting/non_executive": (4, 1, 1),
    }
    results = _results("wdes", counts)

    def gap(membership: str, group: str = "interest") -> Result:
        return _find(results, "10", "gap", {"membership": membership, "group": group})

    return Paragraph(
        title="WDES metric 10: the board beside the whole workforce",
        text=(
            "Share of the board - share of the workforce, in points, for each group; unknown members stay in the "
            "denominator. By hand: 1 / 12 = 8.33 %, 60 / 1,000 = 6 %, so the gap is 2.33 points. None of six "
            "executives: 0 - 6 = -6. Nobody is without a vote, so that part has no value."
        ),
        given=_table(counts, *_OF_DISABILITY),
        lines=(
            value_line(gap("all"), "2.33", "gap, all members, points"),
            value_line(gap("executive"), "-6.00", "gap, executive members, points"),
            value_line(gap("all", "unknown"), "12.67", "gap of unknown members, points"),
            reason_line(gap("non_voting"), "no-denominator"),
        ),
    )


def _bank() -> Paragraph:
    counts = {
        "bank/non_clinical/2": (60, 30, 10),
        "bank/clinical_non_medical/5": (140, 160, 0),
        "disciplinary/entered": (4, 19, 0),
        "disciplinary/dismissed": (2, 0, 0),
    }
    results = _results("bank-wres", counts)
    part = {"staff_group": "non_clinical", "band": "2"}
    return Paragraph(
        title="Bank WRES: active bank workers",
        text=(
            "The groups are those of the WRES and the people are others, so nothing of an organisation's own WRES "
            "return is in it. Which measures it has is assumed. By hand: 30 / 100 - 190 / 400 = 30 % - 47.5 % = -17.5"
            " points; (19 / 190) / (4 / 200) = 10 % / 2 % = 5; nobody of the group on top was dismissed, so that "
            "ratio is 0."
        ),
        given=_table(counts, "people", "white", "BME", "unknown"),
        lines=(
            value_line(_find(results, "b1", "gap", part), "-17.50", "gap of band 2, points"),
            value_line(_find(results, "b2", "rate_ratio"), "5.00", "entering the disciplinary process"),
            value_line(_find(results, "b3", "rate_ratio"), "0.00", "dismissal"),
        ),
    )


CHAPTER = Chapter(
    "Sister standards",
    "What a standard counts, compares and calls its groups is data. The engine that computes the nine indicators "
    "computes these from other data, with nothing changed. Metrics 4 to 9 of the WDES are not declared.",
    (_share, _appointment, _capability, _board, _bank),
)
