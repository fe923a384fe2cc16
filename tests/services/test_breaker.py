"""A service that is away is not asked by everybody in turn."""

from services.breaker import FAILURES, FIRST_PAUSE_SECONDS, LARGEST_PAUSE_SECONDS, Breaker


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def opened(clock: Clock) -> Breaker:
    breaker = Breaker("mill", clock)
    for _ in range(FAILURES):
        assert breaker.admits()
        breaker.silent()
    return breaker


def test_it_takes_several_failures_in_a_row() -> None:
    breaker = Breaker("mill", Clock())
    for _ in range(3):
        for _ in range(FAILURES - 1):
            assert breaker.admits()
            breaker.silent()
        breaker.answered()
    assert breaker.admits()


def test_after_them_nobody_is_sent_on_until_one_may_try() -> None:
    clock = Clock()
    breaker = opened(clock)
    assert not breaker.admits()
    clock.now += FIRST_PAUSE_SECONDS
    assert [breaker.admits() for _ in range(3)] == [True, False, False]
    breaker.answered()
    assert [breaker.admits() for _ in range(3)] == [True, True, True]


def test_the_pause_grows_to_its_largest_while_the_trial_fails() -> None:
    clock = Clock()
    breaker = opened(clock)
    pause = FIRST_PAUSE_SECONDS
    for _ in range(8):
        clock.now += pause - 0.01
        assert not breaker.admits()
        clock.now += 0.01
        assert breaker.admits()
        breaker.silent()
        pause = min(pause * 2, LARGEST_PAUSE_SECONDS)


def test_a_trial_that_is_given_up_leaves_its_place_to_the_next() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += FIRST_PAUSE_SECONDS
    assert breaker.admits()
    breaker.given_up()
    assert breaker.admits()


def test_calls_that_began_before_make_the_pause_no_longer() -> None:
    clock = Clock()
    breaker = opened(clock)
    for _ in range(20):
        breaker.silent()
    clock.now += FIRST_PAUSE_SECONDS
    assert breaker.admits()
