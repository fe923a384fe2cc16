"""Run the benchmarks: ``python -m benchmarks`` for all of them, ``python -m benchmarks packs`` for one.

Every benchmark prints what it measured and what it compares with, both from this run: figures of another machine
or another day are no measure.
"""

import argparse
import os
import sys
from collections.abc import Callable
from typing import Final

from benchmarks import (
    abuse,
    domain,
    durability,
    evidence,
    exports,
    feed,
    follow,
    growth,
    nation,
    national,
    packs,
    relay,
    season,
    starting,
)
from benchmarks.failures import MissingProgramError, WrongAnswersError

BENCHMARKS: Final[dict[str, Callable[[], None]]] = {
    "domain": domain.measure,
    "nation": nation.measure,
    "feed": feed.measure,
    "packs": packs.measure,
    "growth": growth.measure,
    "national": national.measure,
    "relay": relay.measure,
    "abuse": abuse.measure,
    "follow": follow.measure,
    "exports": exports.measure,
    "durability": durability.measure,
    "evidence": evidence.measure,
    "starting": starting.measure,
    "season": season.measure,
}


def _reason(error: BaseException) -> str:
    """Return what a person needs to know; of several failures at once, the first."""
    return _reason(error.exceptions[0]) if isinstance(error, BaseExceptionGroup) else str(error)


def main() -> None:
    """Run the benchmarks named, or all; exit 1 when one cannot run or had errors."""
    # For the programs that they start: a load is more calls than a client may make.
    os.environ |= {"WRES_LIMIT_PUBLIC": "0", "WRES_LIMIT_CLIENT": "0"}
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", metavar="name", help=f"any of: {', '.join(BENCHMARKS)}")
    names = parser.parse_args().names or list(BENCHMARKS)
    unknown = sorted(set(names) - set(BENCHMARKS))
    if unknown:
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    for name in names:
        print(f"== {name}")
        try:
            BENCHMARKS[name]()
        except* (MissingProgramError, WrongAnswersError) as group:
            sys.exit(_reason(group))


if __name__ == "__main__":
    main()
