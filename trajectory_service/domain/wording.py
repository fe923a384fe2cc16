"""A share in words, as the strategy prints it: "1 in 4 recruits", "6 in 10 recruits"."""

import math
from typing import Final

NEGLIGIBLE_SHARE: Final = 1e-9
"""A share below one in a thousand million is called none."""


def one_in(share: float) -> float | None:
    """Return n of "1 in n", unrounded: 1 / share. ``None`` when the share is nothing."""
    return 1.0 / share if share >= NEGLIGIBLE_SHARE else None


def k_in_n(share: float) -> str:
    """Return the share in words: "none", "1 in n" up to one half, "k in 10" above it.

    Up to one half n is the whole number nearest to 1 / share; above it k is the whole number nearest to
    ten times the share. Halves go up.

    Ten is the only denominator above one half because that is what the strategy prints. UCLH's goal is a
    share of 0.619, printed "6 in 10" (Table 3); the nearest fraction of any denominator up to ten would be
    "5 in 8", and "6 in 10" itself would always be reduced to "3 in 5".

    Source: A Model Employer (2019), Tables 2 and 3.
    """
    inverse = one_in(share)
    if inverse is None:
        return "none"
    if share > 0.5:
        return f"{math.floor(10.0 * share + 0.5)} in 10"
    return f"1 in {math.floor(inverse + 0.5)}"
