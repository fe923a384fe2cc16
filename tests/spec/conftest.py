"""The option that lets the specifications write the document of the method."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--write-method``: write ``docs/method.md`` instead of comparing with it."""
    words = "write docs/method.md from the specifications instead of comparing with it"
    parser.addoption("--write-method", action="store_true", default=False, help=words)


@pytest.fixture(scope="session")
def write_method(pytestconfig: pytest.Config) -> bool:
    """Whether to write the document. Without this folder among the arguments the option may be unknown: no."""
    return bool(pytestconfig.getoption("write_method", default=False))
