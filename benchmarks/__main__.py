"""Run the benchmarks: ``python -m benchmarks`` for all of them, ``python -m benchmarks packs`` for one.

Every benchmark prints what it measured and what it compares with, both from this run: figures of another machine
or another day are no measure.
"""

import argparse
import sys
from collections.abc import Callable
from typing import Final

from benchmarks import domain, feed, nation, national, packs, reads
from benchmarks.failures import MissingProgramError, WrongAnswersError

BENCHMARKS: Final[dict[str, Callable[[], None]]] = {
    "domain": domain.measure,
    "nation": nation.measure,
    "feed": feed.measure,
    "packs": packs.measure,
    "reads": reads.measure,
    "national": national.measure,
}


def main() -> None:
    """Run the benchmarks named, or all; exit 1 when one cannot run or had errors."""
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
        except (MissingProgramError, WrongAnswersError) as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
