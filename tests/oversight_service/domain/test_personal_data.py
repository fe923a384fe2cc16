"""Free text that names people is refused; text that names roles, numbers and places is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_service.domain.personal_data import personal_data


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ask jo.bloggs@nhs.net about it.", "an e-mail address"),
        ("Ask jo.bloggs (at) nhs.net about it.", "an e-mail address"),
        ("Ask jo.bloggs[at]trust.nhs.uk", "an e-mail address"),
        ("Ask jo.bloggs at nhs.net", "an e-mail address"),
        ("Agreed with Dr Smith on Monday", "a name"),
        ("Prof. A. B. O'Neill chairs it", "a name"),
        ("Lady Smith-Jones", "a name"),
        ("Agreed with Jane Smith on Monday", "a name"),
        ("agreed with priya patel", "a name"),
        ("MOHAMMED KHAN leads this", "a name"),
        ("Siobhán O’Neill spoke for the network", "a name"),
        ("call 020 7946 0000", "a telephone number"),
        ("call (020) 7946 0000", "a telephone number"),
        ("+44 7700 900123", "a telephone number"),
        ("+44 (0)20 7946 0000", "a telephone number"),
        ("0044 20 7946 0000", "a telephone number"),
        ("mobile 07700900123.", "a telephone number"),
        ("staff member 943 476 5919", "an NHS number"),
        ("staff member 9434765919", "an NHS number"),
        ("QQ 12 34 56 C is no such number, AB 12 34 56 C is", "a National Insurance number"),
    ],
)
def test_personal_data_is_found_and_not_repeated(text: str, kind: str) -> None:
    found = personal_data(text)
    assert found is not None
    assert found.kind == kind
    assert len(found.start) <= 4


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The chief executive and the director of workforce own this by 31 March 2019.",
        "Indicator 5 rose from 28.0 % to 29.5 % of 1,040 respondents; see WRES report 2018/19.",
        "Board paper 2018-09-27, item 14.2. Doctors and nurses were asked at St Mary's Hospital, London.",
        "https://www.example.nhs.uk/wres/2018-report.pdf",
        "£12,500,000 for 2018/19 and 0.5 whole-time equivalent",
        "Miss no deadline; Dr shortages are noted.",
        "Met on 01-02-2019 10:30 and 2019-02-01; counts were 0 5 10 12 8 3 40.",
        "£9434765910 is no NHS number: its check digit is wrong.",
        "James Paget and Robert Jones hospitals; St James Smith Ward; the Mary Seacole programme.",
        "The Lord Chancellor and the Lady Governor came.",
        "Jane, Smith and others are words apart.",
        "Meet staff at nhs trusts.",
    ],
)
def test_roles_figures_and_places_are_not_personal_data(text: str) -> None:
    assert personal_data(text) is None


def _check_digit(nine: str) -> int:
    return (11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11) % 11


@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 9))
def test_of_ten_digits_only_those_with_the_right_check_digit_are_an_nhs_number(nine: str, last: int) -> None:
    # A number that begins with 0 may be a telephone number as well.
    found = personal_data(f"Number {nine}{last}.")
    if nine.startswith("0"):
        assert found is not None
    else:
        assert (found is not None) == (_check_digit(nine) == last)
