"""Run by the environment that holds PHStatsMethods: counts from one CSV file, figures to another, seconds printed.

Imported by nobody. The libraries are named as text because the project's own environment does not have them.
"""

import importlib
import json
import sys
import time


def main(counts: str, figures: str) -> None:
    """Compute Wilson's intervals of both groups and the ratio of their rates; time that alone."""
    pandas = importlib.import_module("pandas")
    library = importlib.import_module("PHStatsMethods")
    given = pandas.read_csv(counts)
    # Both groups in one frame: one call is the quickest way to use the library.
    both = pandas.DataFrame(
        {"events": pandas.concat([given.x, given.y]), "people": pandas.concat([given.n, given.m])}
    ).reset_index(drop=True)
    started = time.perf_counter()
    found = library.ph_proportion(both, "events", "people", metadata=False)
    top, other = found[len(given) :].reset_index(drop=True), found[: len(given)]
    ratio = top.Value / other.Value
    seconds = time.perf_counter() - started
    columns = [ratio, other.lower_95_ci, other.upper_95_ci, top.lower_95_ci, top.upper_95_ci]
    pandas.concat(columns, axis=1).to_csv(figures, index=False, float_format="%.17g")
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main(*sys.argv[1:])
