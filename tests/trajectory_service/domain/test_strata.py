from collections.abc import Callable
from fractions import Fraction

import pytest

from trajectory_service.domain.assumptions import given
from trajectory_service.domain.inputs import InputError
from trajectory_service.domain.strata import MOST_POSTS_CUT, Baseline, Stratum, Target

NAN = float("nan")


def stratum(interest: int = 2, total: int = 12, target: Target | None = None, **rates: float) -> Stratum:
    assumed = {name: given(name, rate) for name, rate in ({"turnover": 0.12} | rates).items()}
    return Stratum("clinical", "8a", Baseline(2018, interest, total), target or Target.of_share(0.2), **assumed)


@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("baseline.interest", lambda: Baseline(2018, -1, 12)),
        ("baseline.total", lambda: Baseline(2018, 13, 12)),
        ("baseline.unknown", lambda: Baseline(2018, 1, 12, -1)),
        ("target.share", lambda: Target.of_share(1.01)),
        ("target.share", lambda: Target.of_share(NAN)),
        ("target.share", lambda: Target(Fraction(-1, 2), "given")),
        ("target.workforce.total", lambda: Target.of_workforce(0, 0)),
        ("target.workforce.interest", lambda: Target.of_workforce(6, 5)),
        ("turnover", lambda: stratum(turnover=0.0)),
        ("turnover", lambda: stratum(turnover=1.01)),
        ("turnover", lambda: stratum(turnover=NAN)),
        ("turnover_interest", lambda: stratum(turnover_interest=-0.1)),
        ("growth", lambda: stratum(growth=-0.51)),
        ("growth", lambda: stratum(total=MOST_POSTS_CUT + 1, growth=-0.01)),
        ("cut_selection", lambda: stratum(growth=-0.01, cut_selection=0.0)),
        ("recruitment_share", lambda: stratum(recruitment_share=1.2)),
    ],
)
def test_an_impossible_input_is_refused_by_the_name_of_its_field(field: str, make: Callable[[], object]) -> None:
    with pytest.raises(InputError) as refusal:
        make()
    assert refusal.value.field == field
    assert refusal.value.message in str(refusal.value)


def test_a_plain_share_is_the_decimal_as_written_and_a_workforce_its_fraction() -> None:
    assert Target.of_share(0.1809).exact == Fraction(1809, 10000)
    assert Target.of_share(1).exact == 1
    assert Target.of_workforce(216_644, 1_197_589).exact == Fraction(216_644, 1_197_589)


def test_whether_a_target_is_met_is_decided_exactly() -> None:
    assert stratum(3, 10, Target.of_share(0.3)).met
    assert not stratum(3, 10, Target.of_share(0.3000000000000001)).met
    assert stratum(1, 3, Target.of_workforce(2, 6)).met
    assert not stratum(0, 0, Target.of_share(0.0)).met


def test_a_baseline_without_anybody_has_no_share() -> None:
    assert Baseline(2018, 0, 0, 4).share is None
    assert Baseline(2018, 3, 12).share == 0.25
