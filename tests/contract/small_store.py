"""A store with a few of the invented bodies: of every kind some, so that no call has to reckon with a nation."""

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from gateway import embedded
from indicators_service import demonstration
from services.settings import Settings

OF_EACH_TYPE: Final = 5


def fill(folder: Path) -> None:
    """Make the databases in ``folder``, with the first few bodies of each type and their returns."""
    bodies, taken = [], Counter[str]()
    for body in demonstration.organisations():
        taken[body["type"]] += 1
        if taken[body["type"]] <= OF_EACH_TYPE:
            bodies.append(body)
    chosen = {body["ods"] for body in bodies}
    every = demonstration.returns

    def returns(year: int) -> list[dict[str, Any]]:
        return [each for each in every(year) if each["organisation"] in chosen]

    with (
        patch.object(demonstration, "organisations", lambda: bodies),
        patch.object(demonstration, "returns", returns),
    ):
        asyncio.run(embedded.prepare(Settings(data=folder)))
