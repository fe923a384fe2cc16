"""The page of settings is what the code has."""

from services.settings import Settings
from services.settings_page import page
from tests.servers import ROOT


def test_the_page_is_what_the_code_says() -> None:
    words = "run python -m services.settings_page > docs/configuration.md"
    assert (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8") == page(), words


def test_every_setting_says_what_it_means_and_no_secret_has_a_default() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        if "Secret" in str(field.annotation):
            assert field.default is None or field.default_factory is not None, name


def test_bounds_and_words_are_told() -> None:
    assert "| `WRES_PORT` | `8000` | ≥ 0, ≤ 65,535 | Port to listen on. |" in page()
    assert "`json`, `plain`" in page()
