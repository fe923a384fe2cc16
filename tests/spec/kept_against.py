"""Beyond the strategy's tables: other methods, today's pace, cuts, progress against a path, what returns teach."""

from datetime import UTC, datetime

from tests.spec.paragraphs import Chapter, Line, Paragraph, Table
from trajectory_service.domain.assumptions import given
from trajectory_service.domain.course import Course, followed
from trajectory_service.domain.evidence import Beta
from trajectory_service.domain.goal import Goal, Key, Kind, Party
from trajectory_service.domain.plan import Plan, plan
from trajectory_service.domain.progress import Actual, Progress, progress
from trajectory_service.domain.projection import Projection
from trajectory_service.domain.strata import Baseline, Stratum, Target
from trajectory_service.domain.trajectory import project


def _projection(held: int, posts: int, share: float, years: int, turnover: float, **rates: float) -> Projection:
    more = {name: given(name, rate) for name, rate in rates.items()}
    baseline, target = Baseline(2018, held, posts), Target.of_share(share)
    stratum = Stratum("all", "8a", baseline, target, given("turnover", turnover), **more)
    return project(stratum, [2018 + years]).horizons[0]


def _rivals() -> Paragraph:
    one = _projection(10, 100, 0.25, 5, 0.10)
    shares = {each.method: each.required_share for each in one.rival_methods}
    return Paragraph(
        title="Other methods, by name",
        text=(
            "Some plans close the gap by the same number of people every year. With T years and turnover t that is "
            "d = (p* - p0) / (T t) of recruits; they differ in who is thought to leave. linear_gap: leavers are BME "
            "as often as post-holders were at the start, p0 + d. linear_gap_moving: as often as on average, (p0 + "
            "p*) / 2 + d. net_gain: nobody from the group leaves, d. By hand: d = 0.15 / (5 x 0.1) = 0.3. The "
            "replacement model: s = 0.9⁵ = 0.59049, q = (0.25 - 0.059049) / 0.40951 = 0.46629."
        ),
        given=Table(
            ("input", "value"),
            (("p0", "10 %"), ("p*", "25 %"), ("T, years", 5), ("t, turnover a year", "10 %")),
        ),
        lines=(
            Line("replacement model", "0.46629", one.required_share),
            Line("linear_gap", "0.400", shares["linear_gap"]),
            Line("linear_gap_moving", "0.475", shares["linear_gap_moving"]),
            Line("net_gain", "0.300", shares["net_gain"]),
        ),
    )


def _pace() -> Paragraph:
    kept = _projection(10, 100, 0.2, 10, 0.10)
    faster = _projection(10, 100, 0.2, 10, 0.10, recruitment_share=0.3)
    assert kept.at_pace is not None
    assert faster.at_pace is not None
    return Paragraph(
        title="Today's pace, and equality never",
        text=(
            "Recruiting on at a share q, the expected share tends to t_w q / (t_w q + t_b (1 - q)); where both "
            "groups leave alike that is q. A target at the limit or above it is never reached. By hand, at 30 % "
            "of recruits: 0.3 - 0.2 x 0.9^y is 0.2 from y = ln 0.5 / ln 0.9 = 6.58 years on, so in 2025; after "
            "ten years it is 0.3 - 0.2 x 0.34868 = 0.23026. At the 10 % held it stays at 10 %."
        ),
        given=Table(("input", "value"), (("p0", "10 %"), ("p*", "20 %"), ("t, turnover a year", "10 %"))),
        lines=(
            Line("at 10 % of recruits: share in 2028", "0.1000", kept.at_pace.expected_share),
            Line("at 10 % of recruits: equality", "never-at-this-pace", str(kept.at_pace.reason)),
            Line("at 30 % of recruits: share in 2028", "0.2303", faster.at_pace.expected_share),
            Line("at 30 % of recruits: equality in", "2025", faster.at_pace.equality_year),
        ),
    )


def _cuts() -> Paragraph:
    blind = followed(Course(1, 3, (0.0,), (0.0,), (0.0,), (-1,), 1.0))[-1]
    falling = followed(Course(1, 3, (0.0,), (0.0,), (0.0,), (-1,), 2.0))[-1]
    return Paragraph(
        title="Cuts, and on whom they fall",
        text=(
            "A cut takes whole posts out at the end of a year. The strategy warns that cuts fall on BME leaders, so "
            "the odds that a post of the group is among those cut, over those of another, are an input; the number "
            "cut from the group has Fisher's noncentral hypergeometric distribution. By hand, one of four posts is "
            "cut, one of them held by BME staff: with odds 1 it is that one with probability 1/4, with odds 2 with "
            "2 / (2 + 3) = 0.4."
        ),
        lines=(
            Line("odds 1: expected BME posts left", "0.750", blind.expected),
            Line("odds 2: expected BME posts left", "0.600", falling.expected),
        ),
    )


def _planned(held: int, posts: int) -> Plan:
    goal = Goal(
        key=Key("R1A", "all", "8a", Kind.NATIONAL),
        revision=1,
        follows=None,
        party=Party.ORGANISATION,
        share=0.4,
        of_workforce=None,
        year=2028,
        baseline_year=2018,
        interest=held,
        total=posts,
        turnover=given("turnover", 0.5),
        turnover_interest=None,
        recruitment_share=0.5,
        board_discussed_on=None,
        note="",
        recorded_at=datetime(2019, 1, 1, tzinfo=UTC),
        recorded_by="",
    )
    found = plan(goal)
    assert found is not None
    return found


def _told(posts: int, count: int) -> Progress:
    return progress([_planned(0, posts)], Actual(2019, count, posts))


def _progress() -> Paragraph:
    many, few = _told(20, 1), _told(4, 0)
    return Paragraph(
        title="On track or not",
        text=(
            "An actual headcount is held against the exact distribution of the agreed path in that year. The tail"
            " is the probability of a headcount further out, and half of that of the headcount itself (mid-p). "
            "Behind: lower tail below 2.5 %. Ahead: upper tail below 2.5 %. Where not even nobody at all would be"
            " that unlikely, the band is not assessable. By hand, no post is held by BME staff, half of them "
            "change hands and half of recruits are BME: a post is held by BME staff with probability 1/4. Of 20 "
            "posts, one: 0.75²⁰ + 20 x 0.25 x 0.75¹⁹ / 2 = 0.00317 + 0.01057 = 0.01374. Of 4 posts, none: 0.75⁴ /"
            " 2 = 0.15820."
        ),
        lines=(
            Line("20 posts, 1 held: tail", "0.01374", many.tail),
            Line("20 posts, 1 held", "behind", many.standing.value),
            Line("4 posts, none held: tail", "0.15820", few.tail),
            Line("4 posts, none held", "too-few-posts", str(few.reason)),
        ),
    )


def _posts() -> Paragraph:
    one = _planned(0, 20)
    grown, cut = progress([one], Actual(2019, 5, 24)), progress([one], Actual(2019, 5, 16))
    return Paragraph(
        title="Posts that came and went",
        text=(
            "A path is told at the posts that there are. Posts added since the baseline were filled at the path's"
            " share of recruits; posts lost were lost without regard to who held them. By hand, as above: 20 x "
            "0.25 + 4 x 0.5 = 7 of 24 posts; 16 x 0.25 = 4 of 16."
        ),
        lines=(
            Line("20 posts, now 24: expected", "7.00", grown.expected),
            Line("20 posts, now 16: expected", "4.00", cut.expected),
        ),
    )


def _belief() -> Paragraph:
    before = Beta.around(0.2, 10.0)
    after = before.seen(6, 4)
    return Paragraph(
        title="What recruits teach",
        text=(
            "Before any count the share of recruits is believed to lie around a stated centre, worth ten recruits: a "
            "Beta distribution. Recruits that were counted are added to it. Where only headcounts are known, every "
            "share and turnover is weighed by the probability that the replacement model gives to the headcounts; "
            "the forecast is the mixture. By hand: (0.2 x 10 + 6) / (10 + 10) = 0.4."
        ),
        lines=(
            Line("around 20 %, worth 10: mean", "0.200", before.mean),
            Line("after 6 BME recruits of 10: mean", "0.400", after.mean),
        ),
    )


CHAPTER = Chapter(
    "Goals kept against what happens",
    "What stands beside a required share, and how an agreed goal is followed through the returns.",
    (_rivals, _pace, _cuts, _progress, _posts, _belief),
)
