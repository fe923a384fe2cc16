"""What an answer shows of a body's return: its exact counts, the controlled ones, or nothing."""

import io
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

import pyarrow.parquet
from httpx2 import Response

from tests.permission.world import Counted
from vocabulary.permissions.rule import Answer

_NUMBER: Final = re.compile(r"(?<![0-9A-Za-z._-])\d+(?:\.\d+)?(?![0-9A-Za-z])")
LARGE: Final = 50_000
_REFUSALS: Final = (401, 403)


@lru_cache(maxsize=4_096)
def numbers(text: str) -> frozenset[str]:
    """Return every number that stands by itself in a text: not within a digest, a code or an instant."""
    return frozenset(_NUMBER.findall(text))


@lru_cache(maxsize=1_024)
def marks(counts: Counted) -> frozenset[str]:
    """Return the numbers by which counts are known: themselves, their sums, and the percentages made of them."""
    return frozenset(map(str, counts.marks)) | {each.rstrip("0") for each in counts.percentages}


def people(counts: Counted) -> frozenset[str]:
    """Return the largest counts and their sums: numbers that are met nowhere else."""
    return frozenset(str(each) for each in counts.marks if each > LARGE)


def status(answer: Response) -> Answer:
    """Return what a status says."""
    if answer.status_code in _REFUSALS:
        return Answer.REFUSED
    if answer.status_code == 404:
        return Answer.NOT_THERE
    assert answer.is_success, (
        f"{answer.request.method} {answer.request.url}: {answer.status_code} {answer.text[:300]}"
    )
    return Answer.YES


def text_of(answer: Response) -> str:
    """Return an answer as text, one in Parquet too."""
    if "parquet" not in answer.headers.get("content-type", "") or not answer.is_success:
        return answer.text
    return str(pyarrow.parquet.read_table(io.BytesIO(answer.content)).to_pylist())


def shown(answer: Response, exact: Counted, controlled: Counted) -> Answer:
    """Return whether an answer shows exact counts, controlled ones, or neither."""
    said = status(answer)
    if said is not Answer.YES:
        return said
    found = numbers(text_of(answer))
    if found & marks(exact):
        return Answer.YES
    return Answer.CONTROLLED if found & marks(controlled) else Answer.NOT_THERE


def listed(answer: Response, among: Callable[[Response], bool]) -> Answer:
    """Return whether a list has a line."""
    said = status(answer)
    return Answer.NOT_THERE if said is Answer.YES and not among(answer) else said
