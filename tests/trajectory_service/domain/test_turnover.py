import pytest

from trajectory_service.domain.assumptions import from_returns
from trajectory_service.domain.turnover import Frame, default_turnover
from vocabulary.bands import Band


@pytest.mark.parametrize(
    ("frame", "band", "rate"),
    [
        (Frame.NATIONAL, Band.VSM, 0.0975),
        (Frame.NATIONAL, None, 0.0975),
        (Frame.LOCAL, Band.VSM, 0.20),
        (Frame.LOCAL, Band.BAND_8A, 0.12),
        (Frame.LOCAL, Band.CONSULTANT, 0.12),
        (Frame.LOCAL, None, 0.12),
    ],
)
def test_turnover_that_was_not_given_is_a_default_that_says_so(frame: Frame, band: Band | None, rate: float) -> None:
    assumed = default_turnover(frame, band)
    assert (assumed.name, assumed.value, assumed.origin) == ("turnover", rate, "default")
    assert assumed.note.startswith("No turnover was given.")


def test_the_origin_of_a_value_from_returns_names_their_years() -> None:
    assert from_returns(2018) == "from returns 2018"
    assert from_returns(2018, 2018) == "from returns 2018"
    assert from_returns(2017, 2018) == "from returns 2017–2018"
