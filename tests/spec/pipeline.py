"""The ladder of bands with promotion: one year, required shares, what is out of reach, the long run, leaks."""

from tests.spec.paragraphs import Chapter, Line, Paragraph, Table
from tests.spec.worked import words
from trajectory_service.domain.ladder import Count, Counted, Rung
from trajectory_service.domain.ladder_answer import Asked, Pipeline
from trajectory_service.domain.ladder_leaks import leaks
from trajectory_service.domain.ladder_pipeline import LONGEST, pipeline
from trajectory_service.domain.strata import Target
from vocabulary.bands import Band


def _answer(below: Rung, above: Rung, target: float, *years: int) -> Pipeline:
    return pipeline(Asked(2018, [below, above], [2018 + each for each in years], Target.of_share(target)))


def _inputs(*rungs: Rung) -> Table:
    return Table(
        ("band", "BME staff", "all staff", "leave a year", "are promoted a year", "recruits a year", "BME recruits"),
        tuple(
            (
                rung.band,
                rung.interest,
                rung.total,
                *_moves(rung),
                rung.recruits or 0,
                _percent(rung.recruitment_share),
            )
            for rung in rungs
        ),
    )


def _moves(rung: Rung) -> tuple[str, str]:
    promotion = _percent(rung.promotion)
    if rung.promotion_interest is not None:
        promotion = f"{promotion} white, {_percent(rung.promotion_interest)} BME"
    return _percent(rung.leaving), promotion


def _percent(share: float | None) -> str:
    return "none" if not share else f"{100 * share:g} %"


_BELOW = Rung(Band.BAND_8A, 20, 100, 0.1, promotion=0.1, recruits=20, recruitment_share=0.2)
_ABOVE = Rung(Band.BAND_8B, 0, 20, 0.5, recruits=0)


def _one_year() -> Paragraph:
    found = _answer(_BELOW, _ABOVE, 0.2, 1)
    below, above = (rung.path[0] for rung in found.rungs)
    return Paragraph(
        title="One year on the ladder",
        text=(
            "In a year a person on a rung leaves with one probability and is promoted to the next rung with "
            "another; recruits join at the end of the year. People move independently, so a rung's BME headcount "
            "is a sum of independent people and its distribution is exact: the 95 % band is its 2.5 % and 97.5 % "
            "points. By hand: of 20 BME staff in 8a 2 leave and 2 are promoted, and a fifth of 20 recruits is "
            "BME: 20 - 2 - 2 + 4 = 20. Half of the 20 white staff in 8b stay, and 8 come from below: 18. Each of "
            "20 BME staff comes to 8b with probability 0.1: the standard deviation is √(20 x 0.1 x 0.9) = 1.342."
        ),
        given=_inputs(_BELOW, _ABOVE),
        lines=(
            Line("expected BME staff in 8a", "20.00", below.interest),
            Line("expected BME staff in 8b", "2.00", above.interest),
            Line("expected white staff in 8b", "18.00", above.others),
            Line("expected BME share of 8b", "0.100", above.share),
            Line("standard deviation of BME staff in 8b", "1.342", above.deviation),
            Line("95 % band of BME staff in 8b, lower", "0", above.lower),
            Line("95 % band of BME staff in 8b, upper", "5", above.upper),
        ),
        source="Bartholomew, Forbes and McClean, Statistical Techniques for Manpower Planning (1991).",
    )


def _required() -> Paragraph:
    below = Rung(Band.BAND_8A, 40, 200, 0.0, promotion=0.15, recruits=0)
    above = Rung(Band.BAND_8B, 0, 100, 0.4, recruits=10, recruitment_share=0.1)
    [horizon] = _answer(below, above, 0.2, 1).horizons
    rung = horizon.rungs[1]
    return Paragraph(
        title="Required shares, moved as little as possible",
        text=(
            "As many people as today are promoted and recruited, whatever their group. The shares of them that "
            "are BME, constant to the horizon, are those that bring every rung asked to the target and make the "
            "sum of people a year x (share - today's share)² least. No share is lowered where raising others is "
            "enough, none is outside its bounds, and nobody is promoted who is not there: in no year may those "
            "promoted of a group be more than its people below less its leavers. By hand: 30 are promoted from "
            "8a, 6 of them BME, and 10 are recruited, 1 of them BME. One fifth of 100 in 8b is 20, 13 more than "
            "7: spread over 40 people, both shares rise by 13 / 40 = 0.325. The share of promotions is above the "
            "0.2 of the rung below: a feeder flag."
        ),
        given=_inputs(below, above),
        lines=(
            Line("required share of promotions into 8b", "0.525", rung.promotion.required),
            Line("today's", "0.200", rung.promotion.today),
            Line("required share of recruits to 8b", "0.425", rung.recruitment.required),
            Line("today's", "0.100", rung.recruitment.today),
            Line("BME recruits a year more than today", "3.25", rung.recruitment.additional),
            Line("share of 8b when followed year by year", "0.200000000", rung.share),
            Line("share required above the share below", "true", words(rung.feeder)),
        ),
        source="Goldfarb and Idnani, Mathematical Programming 27 (1983), 1–33, for the solution.",
    )


def _out_of_reach() -> Paragraph:
    below = Rung(Band.BAND_8A, 50, 100, 0.0, promotion=0.1, recruits=10, recruitment_share=0.5)
    above = Rung(Band.BAND_8B, 0, 100, 0.1, recruits=0)
    [horizon] = _answer(below, above, 0.5, 2).horizons
    rung = horizon.rungs[1]
    return Paragraph(
        title="Out of reach on the ladder",
        text=(
            "When no shares meet the target in time, the answer says for each rung the greatest share that it "
            "could have by then if all were done for it alone, and the first year in which it could meet the "
            f"target, looking {LONGEST} years ahead. By hand: after two years 0.9² = 81 % of 8b are still there "
            "who were white at the start; 0.9^7 = 47.8 % is the first below one half, in 2025."
        ),
        given=_inputs(below, above),
        lines=(
            Line("reachable", "false", words(horizon.reachable)),
            Line("reason", "not-reachable", words(horizon.reason)),
            Line("required share of promotions", "null", rung.promotion.required),
            Line("greatest share of 8b by 2020", "0.190", rung.greatest_share),
            Line("earliest year", "2025", rung.earliest_year),
        ),
    )


def _long_run() -> Paragraph:
    below = Rung(Band.BAND_8A, 40, 200, 0.1, None, 0.05, 0.02, recruits=27, recruitment_share=0.2)
    above = Rung(Band.BAND_8B, 0, 10, 0.25, recruits=0)
    found = _answer(below, above, 0.2, 1).rungs
    return Paragraph(
        title="What equality on a rung needs below it",
        text=(
            "When everybody goes on moving as today, each rung comes to rest where as many of a group join as go."
            " By hand: 5.4 BME recruits a year and 0.12 who go make 45 BME staff in 8a, 21.6 and 0.15 make 144 "
            "white staff: 45 / 189 = 23.8 %. From there 0.9 BME and 7.2 white staff climb a year, so 8b rests at "
            "11.1 %. For 8b to rest at one fifth, the share x of 8a must make 0.02 x one fifth of 0.02 x + 0.05 "
            "(1 - x): x = 5/13. 8a has 20 %: it cannot feed equality above it at today's rates."
        ),
        given=_inputs(below, above),
        lines=(
            Line("8a at rest, BME share", "0.238", found[0].rest.share),
            Line("8b at rest, BME share", "0.111", found[1].rest.share),
            Line("share needed in 8a for one fifth in 8b", "0.3846", found[1].need.share),
            Line("needed above the share there is", "true", words(found[1].feeder)),
        ),
    )


def _leaks() -> Paragraph:
    counted = Counted(Count(6, 200), Count(60, 800), years=2)
    [leak] = leaks([Rung(Band.BAND_7, 100, 500, promotions=counted), _ABOVE]).promotion
    return Paragraph(
        title="Where the ladder leaks",
        text=(
            "Promotions counted by group give a rate for each, with Wilson's interval; the ratio, BME over white,"
            " has Koopman's interval and a p-value, adjusted for the number of rungs looked at (Benjamini and "
            "Hochberg). By hand: 6 of 200 is 3 %, 60 of 800 is 7.5 %, and 3 / 7.5 = 0.4. At the white rate 15 of "
            "200 would have been promoted: 9 more in two years, 4.5 a year. The rung with the greatest shortfall "
            "is named."
        ),
        given=Table(("two years", "promoted", "of"), (("BME", 6, 200), ("white", 60, 800))),
        lines=(
            Line("BME rate", "0.030", leak.interest.value),
            Line("white rate", "0.075", leak.others.value),
            Line("ratio, BME over white", "0.400", leak.ratio),
            Line("BME promotions a year beyond the white rate", "-4.50", leak.excess),
            Line("test", "score", words(leak.test)),
        ),
    )


CHAPTER = Chapter(
    "The ladder of bands",
    "Senior posts are filled by promotion as well as from outside: equality in a band needs people in the band "
    "below. Bands are rungs of a ladder in a Markov manpower model. Whole recruits join; where their number is "
    "not given it is the one that holds the rung's size, rounded once, and expectation and distribution use the "
    "same. Leaving that is not given is the default turnover of the band less the share that is promoted, because"
    " a move up leaves a vacancy too.",
    (_one_year, _required, _out_of_reach, _long_run, _leaks),
)
