"""Every cell of the permission table on both databases: who may gets it, and who may not gets what the table says."""

import sys

import pytest

from services.settings import Settings
from tests.permission.trial import tried
from vocabulary.permissions.table import cells


async def test_every_cell_is_answered_as_the_table_says(
    settings: Settings, server: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """On SQLite at every address of a cell, on PostgreSQL at one of them in turn."""
    report = await tried(settings, every_address=server is None)
    with capsys.disabled():
        sys.stdout.write(f"\n{'SQLite' if server is None else 'PostgreSQL'}: {report}\n")
    assert report.wrong == []
    assert len(report.cells) == len(list(cells()))
