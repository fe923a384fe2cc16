"""Stores that many tests begin with: each worker makes one once, and every test gets a copy of its own."""

import hashlib
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from services.settings import Settings
from tests.callers import House, open_house
from tests.databases import copy_of, drop

Stock = Callable[[House], Awaitable[None]]
"""Puts into an empty, migrated store what some tests begin with."""

Stocked = Callable[[Stock], Awaitable[Settings]]
"""What a fixture takes: gives the settings of a store that is a test's own, with such a stock in it."""


@dataclass
class Shelf:
    """The stores that a worker has made, by what was put into them."""

    folder: Path
    made: set[str] = field(default_factory=set)

    async def files(self, quiet: Settings, stock: Stock) -> Settings:
        """Return the settings of a copy in SQLite files; ``quiet`` are those of an empty store, which is filled."""
        kept = self.folder / _name(stock)
        if kept.name not in self.made:
            shutil.copytree(quiet.data, kept, dirs_exist_ok=True)
            await _fill(quiet.model_copy(update={"data": kept}), stock)
            self.made.add(kept.name)
        shutil.copytree(kept, quiet.data, dirs_exist_ok=True)
        return quiet

    async def database(self, quiet: Settings, stock: Stock, server: str, empty: str, name: str) -> Settings:
        """Return the settings of a copy in a PostgreSQL database of that name, from a template made of ``empty``."""
        kept = f"{_name(stock)}_{self.folder.name}".lower().replace("-", "_")
        if kept not in self.made:
            url = await copy_of(server, empty, kept)
            await _fill(quiet.model_copy(update={"database_url": SecretStr(url)}), stock)
            self.made.add(kept)
        return quiet.model_copy(update={"database_url": SecretStr(await copy_of(server, kept, name))})

    async def clear(self, server: str) -> None:
        """Remove the templates from a PostgreSQL."""
        for kept in self.made:
            if not (self.folder / kept).exists():
                await drop(server, kept)


def _name(stock: Stock) -> str:
    whole = f"{stock.__module__}.{getattr(stock, '__qualname__', repr(stock))}"
    return f"stock_{hashlib.sha256(whole.encode()).hexdigest()[:16]}"


async def _fill(settings: Settings, stock: Stock) -> None:
    async with open_house(settings) as house:
        await stock(house)
