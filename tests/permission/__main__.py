"""``python -m tests.permission`` tries every cell of the permission table, and prints the figures."""

import asyncio
import sys
import tempfile
from pathlib import Path

from pydantic import SecretStr

from services.settings import Settings
from tests.databases import migrated
from tests.permission.trial import Report, tried


async def _report() -> Report:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            data=Path(folder),
            demo=False,
            log_level="ERROR",
            identity_secret=SecretStr("a secret of tests, long enough to sign with"),
        )
        await migrated(settings)
        return await tried(settings)


if __name__ == "__main__":
    report = asyncio.run(_report())
    sys.stdout.write("\n".join([*report.wrong, str(report), ""]))
    sys.exit(bool(report.wrong))
