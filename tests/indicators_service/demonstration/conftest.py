"""The demonstration data, generated once for all tests of this folder."""

from typing import Any

import pytest

from indicators_service.demonstration import YEARS, organisations, returns

Documents = list[dict[str, Any]]


@pytest.fixture(scope="session")
def bodies() -> Documents:
    return organisations()


@pytest.fixture(scope="session")
def years() -> dict[int, Documents]:
    return {year: returns(year) for year in YEARS}
