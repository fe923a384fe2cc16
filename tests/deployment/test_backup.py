"""What was stored comes back: a backup made while the product runs, restored elsewhere, answers the same bytes."""

import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Final

import httpx2
import pytest
from pydantic import SecretStr

from deployment.backup import back_up
from deployment.backups import BackupError
from deployment.credentials import FILE, kept_credentials
from deployment.installation import running
from deployment.postgresql import started_postgresql
from deployment.processes import ROOT
from deployment.restore import restore
from deployment.roles import SCHEMAS, prepare_roles
from services.settings import Settings
from tests.databases import own_folder
from tests.servers import KEY, embedded

READS: Final = 100
VIEWS: Final = (
    "",
    "/returns/2018",
    "/indicators?year=2017",
    "/trends?indicator=2",
    "/trajectories?year=2018&horizon=2028",
    "/well-led?year=2018",
    "/well-led?year=2017&format=csv",
    "/audit",
)
WHOLES: Final = (
    "/v1/areas/england/indicators?year=2018",
    "/v1/organisations?limit=200",
    "/v1/audit/heads",
    "/v1/clients",
    "/v1/frameworks",
)


async def sampled(address: str) -> dict[tuple[str, str], tuple[int, bytes]]:
    """Return what 100 reads drawn by lot answer, to the administrator and to the public."""
    answers: dict[tuple[str, str], tuple[int, bytes]] = {}
    marks = {"x-request-id": "r-1", "x-correlation-id": "c-1"}
    async with httpx2.AsyncClient(base_url=address, headers=marks, timeout=30) as client:
        bodies = [f"ZT{number:03}" for number in range(1, 220)]
        addresses = [f"/v1/organisations/{ods}{view}" for ods in bodies for view in VIEWS]
        drawn = random.Random(2028).sample(addresses, READS - len(WHOLES))
        for number, path in enumerate((*WHOLES, *drawn)):
            who = "administrator" if number % 2 == 0 or path in WHOLES else "public"
            headers = {"apikey": KEY} if who == "administrator" else {}
            answer = await client.get(path, headers=headers)
            answers[(who, path)] = (answer.status_code, answer.content)
    assert len(answers) == READS
    assert sum(status == 200 for status, _ in answers.values()) > READS * 0.8
    return answers


async def write(address: str) -> None:
    """Store something that the demonstration data have not."""
    async with httpx2.AsyncClient(base_url=address, headers={"apikey": KEY}, timeout=30) as client:
        client_made = await client.post("/v1/clients", json={"name": "Ü, a regulator", "kind": "regulator"})
        assert client_made.status_code == 201


def command(name: str, folder: Path, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Run the command as a person does."""
    line = [sys.executable, "-m", f"deployment.{name}", str(folder)]
    return subprocess.run(line, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)  # noqa: S603 - ours


async def test_sqlite_comes_back_as_it_was(tmp_path: Path) -> None:
    first, second, kept = tmp_path / "first", tmp_path / "second", tmp_path / "kept"
    first.mkdir()
    with embedded(first) as address:
        await write(address)
        told = await sampled(address)
        made = command("backup", kept, WRES_DATA=str(first))
        assert made.returncode == 0, made.stderr
    restored = command("restore", kept, WRES_DATA=str(second))
    assert restored.returncode == 0, restored.stderr
    assert restored.stdout.split(" are ")[0] in made.stdout
    with embedded(second) as address:
        assert await sampled(address) == told


def _keep_secrets(folder: Path, secrets: str) -> None:
    folder.mkdir()
    (folder / FILE).write_text(secrets, encoding="utf-8")


@asynccontextmanager
async def restored_installation(folder: Path, kept: Path, secrets: str) -> AsyncIterator[str]:
    """Bring the backup back into a server that has nothing, and start the product over it."""
    _keep_secrets(folder, secrets)
    with started_postgresql(folder / "postgres") as administrator:
        await prepare_roles(administrator, kept_credentials(folder).passwords)
        done = command("restore", kept, WRES_DATABASE_URL=administrator)
        assert done.returncode == 0, done.stderr
        again = command("restore", kept, WRES_DATABASE_URL=administrator)
        assert (again.returncode, "empty database" in again.stderr) == (1, True)
    async with running(folder) as installation:
        yield installation.gateway.address


async def test_postgresql_comes_back_as_it_was_in_a_server_that_was_empty() -> None:
    with own_folder() as folder:
        first, kept = folder / "first", folder / "kept"
        async with running(first, administrator_key=KEY, demo=True) as installation:
            await write(installation.gateway.address)
            told = await sampled(installation.gateway.address)
            made = command("backup", kept, WRES_DATABASE_URL=installation.database_url)
            assert made.returncode == 0, made.stderr
        secrets = (first / FILE).read_text(encoding="utf-8")
        async with restored_installation(folder / "second", kept, secrets) as address:
            assert await sampled(address) == told


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A backup of stores that hold nothing but a table."""
    data = tmp_path / "data"
    data.mkdir()
    for name in SCHEMAS:
        _store(data / f"{name}.sqlite")
    back_up(Settings(data=data), tmp_path / "kept")
    return tmp_path / "kept"


def _store(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE told (number INTEGER)")
        connection.execute("INSERT INTO told VALUES (1), (2)")


def test_a_backup_says_what_it_holds_and_only_its_owner_may_read_it(kept: Path) -> None:
    told = json.loads((kept / "backup.json").read_text(encoding="utf-8"))
    assert told["rows"] == {f"{name}.told": 2 for name in SCHEMAS}
    assert kept.stat().st_mode & 0o077 == 0
    assert all((kept / name).stat().st_mode & 0o077 == 0 for name in told["sha256"])


def test_a_second_backup_does_not_go_over_the_first(kept: Path) -> None:
    with pytest.raises(BackupError, match="not empty"):
        back_up(Settings(data=kept.parent / "data"), kept)


def test_an_altered_file_is_refused(kept: Path, tmp_path: Path) -> None:
    with (kept / "gateway.sqlite").open("r+b") as file:
        file.seek(100)
        file.write(b"\xff")
    with pytest.raises(BackupError, match="SHA-256"):
        restore(Settings(data=tmp_path / "new"), kept)
    assert not (tmp_path / "new").exists()


def test_one_that_was_cut_short_is_no_backup(kept: Path, tmp_path: Path) -> None:
    (kept / "backup.json").unlink()
    with pytest.raises(BackupError, match="cut short"):
        restore(Settings(data=tmp_path / "new"), kept)


def test_a_store_that_holds_something_is_left_alone(kept: Path) -> None:
    before = (kept.parent / "data" / "gateway.sqlite").read_bytes()
    with pytest.raises(BackupError, match="has a store of gateway"):
        restore(Settings(data=kept.parent / "data"), kept)
    assert (kept.parent / "data" / "gateway.sqlite").read_bytes() == before


def test_a_backup_of_the_other_kind_of_store_is_refused(kept: Path) -> None:
    with pytest.raises(BackupError, match="is of sqlite"):
        restore(Settings(database_url=SecretStr("postgresql://nobody@127.0.0.1:1/none")), kept)


def test_a_folder_without_a_store_makes_no_backup(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="has no store of gateway"):
        back_up(Settings(data=tmp_path), tmp_path / "kept")
