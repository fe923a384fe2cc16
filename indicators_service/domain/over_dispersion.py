"""Over-dispersion: bodies differ by more than chance, for reasons that no funnel's target knows.

Then nearly everybody lies outside the limits and the funnel singles nobody out. Spiegelhalter (2005) widens the
limits by what most bodies show. The z values are winsorised first (the lowest and highest tenth are drawn in to
the tenth's edge), so that the few that should stand out do not hide themselves.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from inference.normal import Floats

WINSORISED: Final = 0.1
"""The share of bodies that is drawn in at each end."""

FEWEST_BODIES: Final = 10
"""With fewer bodies nothing is drawn in, and a spread of its own cannot be told from outliers."""


class Adjustment(StrEnum):
    """How limits are widened: not, every standard error times the same, or a variance added to every body's."""

    NONE = "none"
    MULTIPLICATIVE = "multiplicative"
    ADDITIVE = "additive"


@dataclass(frozen=True, slots=True)
class Dispersion:
    """What the bodies show: ``phi`` (1 or less is chance alone), and ``tau2``, the variance between bodies.

    ``tau2`` is in the square of the scale on which the standard errors are. ``applied`` says whether the
    limits were widened by ``adjustment``.
    """

    adjustment: Adjustment
    phi: float | None
    tau2: float | None
    bodies: int
    applied: bool

    def widened(self, half: Floats, critical: float) -> Floats:
        """Return half-widths of limits at a critical value, widened if that applies."""
        if not self.applied or self.phi is None or self.tau2 is None:
            return half
        if self.adjustment is Adjustment.MULTIPLICATIVE:
            return half * math.sqrt(self.phi)
        return np.hypot(half, critical * math.sqrt(self.tau2))


def dispersion(z: Floats, error: Floats, adjustment: Adjustment) -> Dispersion:
    """Return the dispersion of z values with their standard errors; undefined ones are left out.

    It is applied only if phi > 1 + 2 sqrt(2 / bodies), beyond which chance alone seldom leads. Winsorising
    brings phi down to 0.68 when nothing but chance is at work, so this rule errs towards unadjusted limits.
    """
    usable = np.isfinite(z) & (error > 0)
    bodies = int(usable.sum())
    if adjustment is Adjustment.NONE or bodies < FEWEST_BODIES:
        return Dispersion(adjustment, None, None, bodies, False)
    kept = z[usable]
    drawn_in = np.clip(kept, *np.quantile(kept, [WINSORISED, 1 - WINSORISED]))
    phi = float(np.mean(drawn_in**2))
    weight = 1 / error[usable] ** 2
    spare = float(weight.sum() - (weight**2).sum() / weight.sum())
    tau2 = max(0.0, (bodies * phi - (bodies - 1)) / spare)
    return Dispersion(adjustment, phi, tau2, bodies, phi > 1 + 2 * math.sqrt(2 / bodies))
