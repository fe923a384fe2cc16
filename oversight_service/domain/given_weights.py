"""Weights of providers that the reader hands in, each written as code and share: ``RX1:0.5``."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from vocabulary.organisations import is_ods_code

NEAR: Final = Fraction(1, 10**9)
"""How far from 1 the sum may be: thirds cannot be written out."""

_SHARE: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,18})?")


@dataclass(frozen=True, slots=True)
class WeightFault:
    """What is wrong with the weights: a stable code, and what to do."""

    code: str
    message: str


def given_weights(
    texts: Sequence[str], commissioner: str, providers: Collection[str]
) -> Mapping[str, Fraction] | tuple[WeightFault, ...]:
    """Return the weights by provider, exactly as they are written, or everything that is wrong with them.

    A provider that is not named weighs nothing.
    """
    pairs = [_read(text) for text in texts]
    known = [pair for pair in pairs if pair is not None]
    faults = tuple(_faults(texts, pairs, commissioner, providers))
    return faults or dict(known)


def _read(text: str) -> tuple[str, Fraction] | None:
    ods, _, share = text.partition(":")
    return (ods, Fraction(share)) if is_ods_code(ods) and _SHARE.fullmatch(share) else None


def _faults(
    texts: Sequence[str],
    pairs: Sequence[tuple[str, Fraction] | None],
    commissioner: str,
    providers: Collection[str],
) -> Iterator[WeightFault]:
    wrong = [text for text, pair in zip(texts, pairs, strict=True) if pair is None]
    known = [pair for pair in pairs if pair is not None]
    for text in wrong:
        yield WeightFault("weight-form", f"'{text}' is no weight; write code and share, as in RX1:0.5.")
    for ods, times in Counter(ods for ods, _ in known).items():
        if times > 1:
            yield WeightFault("named-twice", f"{ods} is given a weight {times} times; give it one.")
        if ods not in providers:
            words = f"{commissioner} held no contract with {ods} in the year; only its providers weigh."
            yield WeightFault("not-commissioned", words)
    total = sum((share for _, share in known), Fraction(0))
    if not wrong and abs(total - 1) > NEAR:
        yield WeightFault("weights-do-not-sum", f"The weights sum to {float(total):.10g}; they must sum to 1.")
