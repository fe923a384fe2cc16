"""Which form of an answer a reader asks for."""

import pytest

from services.accepting import preferred

FORMS = ("application/json", "text/csv; charset=utf-8", "text/html; charset=utf-8")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", 0),
        ("*/*", 0),
        ("application/json", 0),
        ("application/fhir+json", 0),
        ("text/csv", 1),
        ("TEXT/HTML", 2),
        (BROWSER, 2),
        ("application/json;q=0.1, text/html", 2),
        ("text/html;q=0.1, application/json", 0),
        ("text/html;q=0, */*", 0),
        ("text/*", 1),
        ("text/*;q=0.5, text/html; q=0.7, application/json;q=0.2", 2),
        ("text/html;q=much", 0),
        (";;,=,q=", 0),
    ],
)
def test_the_form_a_reader_likes_best_is_given(accept: str, form: int) -> None:
    assert preferred(accept, FORMS) == FORMS[form]
