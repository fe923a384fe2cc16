"""The life of a return: the states of a revision, and which step follows which.

draft → submitted → signed off → published → superseded by a revision; and withdrawn from any of them. Another
person signs off than the one who submitted, and every warning is explained by then.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class ReturnState(StrEnum):
    """How far a revision of a return is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SIGNED_OFF = "signed_off"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


STEPS: Final[Mapping[ReturnState, frozenset[ReturnState]]] = {
    ReturnState.SUBMITTED: frozenset({ReturnState.DRAFT}),
    ReturnState.SIGNED_OFF: frozenset({ReturnState.SUBMITTED}),
    ReturnState.PUBLISHED: frozenset({ReturnState.SIGNED_OFF}),
    ReturnState.WITHDRAWN: frozenset(
        {ReturnState.DRAFT, ReturnState.SUBMITTED, ReturnState.SIGNED_OFF, ReturnState.PUBLISHED}
    ),
}
"""The states that each step may be taken from. A revision is superseded by a later one, not by a step of its own."""


def may_follow(state: ReturnState, following: ReturnState) -> bool:
    """Say whether a revision in ``state`` may take the step to ``following``."""
    return state in STEPS.get(following, frozenset())


def superseded_when_revised(state: ReturnState) -> bool:
    """Say whether storing a later draft ends this one's life: nothing unpublished goes on beside it."""
    return state in (ReturnState.DRAFT, ReturnState.SUBMITTED, ReturnState.SIGNED_OFF)
