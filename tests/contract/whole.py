"""The contract of the whole product as the code has it, made once in a process of tests."""

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from gateway import embedded
from services.settings import Settings


@cache
def whole_contract() -> dict[str, Any]:
    """Return the contract; nobody changes it."""
    with tempfile.TemporaryDirectory() as folder:
        return embedded.application(Settings(data=Path(folder))).contract
