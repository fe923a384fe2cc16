"""Free text that names people is refused; text that names roles, numbers and places is not."""

import pytest

from oversight_service.domain.personal_data import personal_data


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ask jo.bloggs@nhs.net about it.", "an e-mail address"),
        ("Agreed with Dr Smith on Monday", "a name"),
        ("Prof. A. B. O'Neill chairs it", "a name"),
        ("Lady Smith-Jones", "a name"),
        ("call 020 7946 0000", "a telephone number"),
        ("+44 7700 900123", "a telephone number"),
        ("staff member 943 476 5919", "an NHS number"),
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
    ],
)
def test_roles_figures_and_places_are_not_personal_data(text: str) -> None:
    assert personal_data(text) is None
