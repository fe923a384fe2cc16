import pytest

from trajectory_service.domain.wording import k_in_n, one_in


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "none"),
        (1e-310, "none"),
        (0.0875, "1 in 11"),
        (0.1149, "1 in 9"),
        (0.1809, "1 in 6"),
        (0.2417, "1 in 4"),
        (0.33, "1 in 3"),
        (0.4, "1 in 3"),
        (0.5, "1 in 2"),
        (0.619, "6 in 10"),
        (0.65, "7 in 10"),
        (0.666, "7 in 10"),
        (1.0, "10 in 10"),
    ],
)
def test_a_share_is_worded_as_the_strategy_words_it(share: float, words: str) -> None:
    assert k_in_n(share) == words


def test_one_in_is_unrounded_and_absent_for_nothing() -> None:
    assert one_in(0.32) == pytest.approx(3.125)
    assert one_in(0.0) is None
    assert one_in(5e-324) is None
