"""Every cell of the permission table, tried: what was wanted, what came, and what was seen that should not be."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select

from services.settings import Settings
from tests.databases import TABLES
from tests.permission.bench import Asked, Bench, open_bench
from tests.permission.reads import read
from tests.permission.routes import SERVICE_OF
from tests.permission.standing import of_whom
from tests.permission.world import PUBLISHED, STATES
from tests.permission.writes import WRITES
from vocabulary.permissions.rule import Answer
from vocabulary.permissions.table import Cell, cells

THOROUGHLY: Final = frozenset(
    {
        "GET /v1/organisations/{ods}/returns/{year}",
        "GET /v1/organisations/{ods}/indicators",
        "GET /v1/indicators/{indicator}/values",
        "GET /v1/workforce",
        "GET /v1/areas/{area}/indicators",
        "GET /v1/organisations/{ods}/goals",
        "GET /v1/changes",
    }
)
"""Addresses that are tried with every year of a state, as two strangers, and through the gateway with real keys."""

NOT_COMPARED: Final = ("export", "audit")
"""A read keeps files that it has made; and a call for many returns is on record though each of them was refused."""


@dataclass(slots=True)
class Report:
    """What came of the trial."""

    cells: set[tuple[str, ...]] = field(default_factory=set)
    tries: int = 0
    outside: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"permission table: {len(self.cells)} cells, {self.tries} tries ({self.outside} of them through the "
            f"gateway with real keys), {len(self.wrong)} wrong"
        )


async def tried(settings: Settings, every_address: bool = True) -> Report:
    """Try every cell over a fresh store: reads and what is refused first, of which nothing may be left behind."""
    report = Report()
    async with open_bench(settings) as bench:
        every = list(asked(every_address))
        writes = [each for each in every if each.route in WRITES]
        refused = [each for each in writes if each.cell.answer is not Answer.YES]
        before = await _everything(bench)
        reads = [each for each in every if each.route not in WRITES]
        # Everybody after one another at the same address: an answer remembered for one must not reach the next.
        for each in (*refused, *sorted(reads, key=lambda one: (one.route, one.year, one.ods))):
            await _try(bench, each, report)
        after = await _everything(bench)
        changed = [table for table in before if after[table] != before[table]]
        report.wrong += [f"something that was refused, or a read, changed {table}" for table in changed]
        # Steps last: each leaves another year behind, of which everything after would be made too.
        for each in sorted((one for one in writes if one.cell.answer is Answer.YES), key=_is_of_a_return):
            await _try(bench, each, report)
        report.wrong += bench.leaks
    return report


def asked(every_address: bool) -> Iterator[Asked]:
    """Yield every try: each cell at each of its addresses, or at one of them in turn."""
    for place, cell in enumerate(cells()):
        if every_address:
            for route in cell.rule.routes:
                yield from _thoroughly(cell, route) if route in THOROUGHLY else _once(cell, route)
        else:
            yield from _once(cell, cell.rule.routes[place % len(cell.rule.routes)])


def _once(cell: Cell, route: str) -> Iterator[Asked]:
    caller, ods = of_whom(cell.kind, cell.whose, cell.rule.resource)[-1]
    yield Asked(cell, route, caller, ods, _years(cell)[-1])


def _thoroughly(cell: Cell, route: str) -> Iterator[Asked]:
    years = _years(cell)
    for caller, ods in of_whom(cell.kind, cell.whose, cell.rule.resource):
        yield from (Asked(cell, route, caller, ods, year) for year in years)
        if SERVICE_OF[route] != "gateway":
            yield Asked(cell, route, caller, ods, years[-1], outside=True)


def _years(cell: Cell) -> Sequence[int]:
    if cell.state is None:
        return (PUBLISHED,)
    return [year for year, state in STATES.items() if state is cell.state]


async def _try(bench: Bench, each: Asked, report: Report) -> None:
    cell = each.cell
    report.cells.add((cell.rule.resource, cell.rule.action, cell.kind, cell.whose, cell.state or ""))
    report.tries += 1
    report.outside += each.outside
    try:
        came = await WRITES.get(each.route, read)(bench, each)
    except (AssertionError, KeyError, ValueError) as error:
        report.wrong.append(f"{_named(each)}: {type(error).__name__} {error}")
        return
    if came is not cell.answer:
        report.wrong.append(f"{_named(each)}: {came} and not {cell.answer}")


def _is_of_a_return(each: Asked) -> bool:
    return "/returns" in each.route


def _named(each: Asked) -> str:
    through = " through the gateway" if each.outside else ""
    return f"{each.caller.client} ({each.caller.kind}), {each.route} of {each.ods} for {each.year}{through}"


async def _everything(bench: Bench) -> dict[str, str]:
    """Return a digest of every table of the services."""
    found = {}
    for name in ("indicators", "trajectory", "oversight"):
        async with getattr(bench.house, name).app.state.database.reading() as session:
            connection = await session.connection()
            for table in TABLES[name].sorted_tables:
                if table.name in NOT_COMPARED:
                    continue
                rows = sorted(map(repr, (await connection.execute(select(table))).all()))
                found[str(table)] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found
