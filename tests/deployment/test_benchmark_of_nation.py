"""The benchmark of the nation's trajectories: its invented nation, its simulations, and wrong answers found out."""

from collections.abc import Callable

import numpy as np
import pytest

from benchmarks import nation
from benchmarks.__main__ import BENCHMARKS
from benchmarks.failures import WrongAnswersError
from benchmarks.nation_careers import drawn, lived, standard_errors
from benchmarks.nation_careers import nation as invented
from trajectory_service.domain.outlook import Paths
from trajectory_service.domain.question import Question

_FEW = 20_000


def answered() -> tuple[Question, nation.Answers]:
    question = Question.about(invented(2, 10), nation.HORIZONS)
    return question, nation.answered(question)


def test_it_is_one_of_the_benchmarks() -> None:
    assert BENCHMARKS["nation"] is nation.measure


def test_the_nation_is_always_the_same_and_of_the_sizes_that_trusts_have() -> None:
    strata = invented(nation.BODIES, nation.STRATA)
    assert strata[:20] == invented(nation.BODIES, nation.STRATA)[:20]
    posts = np.array([stratum.baseline.total for stratum in strata])
    assert len(posts) == 220 * 20
    assert (posts.min(), posts.max()) == (8, 1500)
    assert 60 < np.median(posts) < 80
    assert sum(stratum.turnover_interest is not None for stratum in strata) == 440


def test_on_a_small_nation_it_tells_times_ratio_and_what_bounds_it(capsys: pytest.CaptureFixture[str]) -> None:
    nation.measure(2, 5, _FEW)
    said = capsys.readouterr().out
    assert "30 goals and 300 years of path" in said
    assert "12 rows drawn at random" in said
    assert "standard error 0.0035 at a chance of one half" in said
    for told in (
        "goal 1 s on one core: ",
        "times as long, goal 20: ",
        "terms of Fourier sums",
        "the whole of solve()",
    ):
        assert told in said


@pytest.mark.parametrize("simulation", [lived, drawn])
def test_both_simulations_have_the_exact_answers(simulation: nation.Simulation) -> None:
    question, answers = answered()
    for row in (0, 7, 29):
        held = simulation(question, answers.share, row, _FEW, np.random.default_rng(row))
        path = answers.paths.row == row
        assert held.shape == (question.years[row], _FEW)
        assert held.mean(axis=1) == pytest.approx(answers.paths.expected[path], rel=0.02)
        exact = (float(answers.met[row]), answers.paths.lower[path], answers.paths.upper[path])
        assert standard_errors(held, int(question.goals[row]), *exact) < 4.0


def _likelier(answers: nation.Answers) -> nation.Answers:
    return nation.Answers(answers.share, answers.met + 0.02, answers.paths, answers.seconds, answers.cores)


def _moved(posts_lower: int, posts_upper: int) -> Callable[[nation.Answers], nation.Answers]:
    def moved(answers: nation.Answers) -> nation.Answers:
        old = answers.paths
        ends = (old.lower + posts_lower, old.upper + posts_upper)
        paths = Paths(old.row, old.elapsed, old.expected, old.posts, *ends)
        return nation.Answers(answers.share, answers.met, paths, answers.seconds, answers.cores)

    return moved


@pytest.mark.parametrize("wrong", [_likelier, _moved(1, 0), _moved(-1, 0), _moved(0, 1), _moved(0, -1)])
def test_a_wrong_answer_is_found_out(
    wrong: Callable[[nation.Answers], nation.Answers], monkeypatch: pytest.MonkeyPatch
) -> None:
    right = nation.answered
    monkeypatch.setattr(nation, "answered", lambda question: wrong(right(question)))
    with pytest.raises(WrongAnswersError, match=r"careers, year by year are .* standard errors apart"):
        nation.measure(2, 5, _FEW)
