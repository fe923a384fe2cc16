"""Intervals against published examples."""

import numpy as np
from numpy.typing import NDArray

from indicators_service.domain.difference import newcombe
from inference.equality import fisher, mid_p
from inference.likelihood import katz, koopman
from inference.proportion import wilson
from tests.spec.paragraphs import Chapter, Line, Paragraph

Bounds = tuple[NDArray[np.float64], NDArray[np.float64]]


def _lines(what: str, bounds: Bounds, lower: str, upper: str) -> tuple[Line, ...]:
    found = [None if np.isnan(bound) else float(bound) for bound in bounds]
    return Line(f"{what}: lower", lower, found[0]), Line(f"{what}: upper", upper, found[1])


def _wilson() -> Paragraph:
    cases = ((81, 263, "0.2553", "0.3662"), (15, 148, "0.0624", "0.1605"), (0, 20, "0.0000", "0.1611"))
    return Paragraph(
        title="Wilson, for one proportion",
        text=(
            "With z = 1.96, x of n: (x + z²/2 ± z √(x(n - x)/n + z²/4)) / (n + z²). Used for shares and for survey "
            "percentages of one group. It never leaves 0 to 1 and needs no correction for small counts."
        ),
        lines=tuple(line for x, n, low, high in cases for line in _lines(f"{x} of {n}", wilson(x, n), low, high)),
        source="Newcombe, Statistics in Medicine 17 (1998), 857–872, method 3.",
    )


def _newcombe() -> Paragraph:
    cases = (
        (56, 70, 48, 80, "0.0524", "0.3339"),
        (9, 10, 3, 10, "0.1705", "0.8090"),
        (0, 10, 0, 20, "-0.1611", "0.2775"),
    )
    return Paragraph(
        title="Newcombe, for a difference of proportions",
        text=(
            "Each proportion has Wilson's bounds l and u. Lower = p - q - √((p - l)² + (u' - q)²), upper = p - q + "
            "√((u - p)² + (q - l')²), where the dashed bounds belong to q. Used for gaps."
        ),
        lines=tuple(
            line
            for x, n, y, m, low, high in cases
            for line in _lines(f"{x} of {n} - {y} of {m}", newcombe(x, n, y, m), low, high)
        ),
        source="Newcombe, Statistics in Medicine 17 (1998), 873–890, method 10.",
    )


def _koopman() -> Paragraph:
    return Paragraph(
        title="Koopman, for a ratio of rates",
        text=(
            "The bounds are the ratios that a score test would just not reject. It holds for small counts, stays "
            "one-sided where the lower rate is 0, and always agrees with the direction of the ratio."
        ),
        lines=(
            *_lines("36 of 40 over 16 of 80", koopman(36, 40, 16, 80), "2.940", "7.152"),
            *_lines("7 of 34 over 1 of 34", koopman(7, 34, 1, 34), "1.2209", "42.576"),
            _lines("20 of 20 over 30 of 40", koopman(20, 20, 30, 40), "1.0988", "0")[0],
            *_lines("50 of 317 over 0 of 65", koopman(50, 317, 0, 65), "2.817", "null"),
        ),
        source=(
            "method: Koopman, Biometrics 40 (1984), 513–517. The first three tables are examples from the "
            "literature on intervals of ratios; the last is D3."
        ),
    )


def _katz() -> Paragraph:
    return Paragraph(
        title="Katz, the simple alternative",
        text=(
            "exp(log ratio ± z √((n - x)/(nx) + (m - y)/(my))). It is easy to check by hand. It does not exist "
            "where a group has no events, so it is not the method of any result."
        ),
        lines=(
            *_lines("16 of 128 over 24 of 256", katz(16, 128, 24, 256), "0.7347", "2.4196"),
            *_lines("0 of 20 over 5 of 40", katz(0, 20, 5, 40), "null", "null"),
        ),
        source="method: Katz and others, Biometrics 34 (1978), 469–474.",
    )


def _tests() -> Paragraph:
    table = [np.array([count]) for count in (3, 4, 1, 4)]
    return Paragraph(
        title="The test where counts are small",
        text=(
            "Where any cell, observed or expected, is below 5, the p-value is the mid-p value of the exact test; "
            "otherwise it is the pooled score test's. By hand, 3 of 4 against 1 of 4: the tables with the same "
            "margins have probabilities 1, 16, 36, 16 and 1 of 70. Mid-p = 2 x (16 / 2 + 1) / 70 = 0.257. Fisher's "
            "test counts 16 + 1 + 16 + 1 of 70 = 0.486, and is conservative."
        ),
        lines=(
            Line("mid-p", "0.257", float(mid_p(*table)[0])),
            Line("Fisher, for comparison", "0.486", float(fisher(*table)[0])),
        ),
        source="Fisher's tea tasting (The Design of Experiments, 1935) for the table.",
    )


CHAPTER = Chapter(
    "Intervals and tests",
    "All intervals are at 95 %. A result is called significant when its p-value is below 0.05. With many "
    "organisations or bands side by side some will be significant by chance.",
    (_wilson, _newcombe, _koopman, _katz, _tests),
)
