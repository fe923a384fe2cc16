"""A seeded store in which every client has something of its own, something that it commissions, and strangers.

The year of a return is its state: so each state is there for each body, and two bodies beside them have published in
every year, so that lists and sums are never empty. Every count is met once in the store, and none is a multiple of
five, which is what the public sees them rounded to: a number in an answer tells whose return it is from.
"""

import random
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any, Final

from services.identity import Caller
from services.settings import Settings
from tests.callers import NATIONAL_TEAM, House, open_house, provider
from tests.documents import complete
from vocabulary.clients import ClientKind
from vocabulary.permissions.rule import State

OWN, STRANGER, COMMISSIONER, SUCCEEDED, OTHER_COMMISSIONER = "RX1", "RX2", "Q01", "Q02", "Q03"
SUBJECTS: Final = (OWN, STRANGER, COMMISSIONER)
PUBLISHERS: Final = ("RX8", "RX9")
PROVIDERS: Final = {COMMISSIONER: OWN, SUCCEEDED: OWN, OTHER_COMMISSIONER: STRANGER}
"""Whom each commissioner holds a contract with."""

TERM: Final = {"from": "2015-04-01"}
TYPES: Final = dict.fromkeys((*SUBJECTS, *PUBLISHERS), "acute")
"""What the bodies with returns are. The commissioner is a lead provider: a framework assesses it with the others."""


DRAFT, SUBMITTED, EMBARGOED, WITHDRAWN, REVISED, PUBLISHED = range(2019, 2025)
STATES: Final[Mapping[int, State]] = {
    DRAFT: State.UNPUBLISHED,
    SUBMITTED: State.UNPUBLISHED,
    EMBARGOED: State.EMBARGOED,
    WITHDRAWN: State.WITHDRAWN,
    REVISED: State.PUBLISHED,
    PUBLISHED: State.PUBLISHED,
}
"""The state in which every subject's return of a year is. In ``REVISED`` there is a newer draft beside it."""

STEPS: Final[Mapping[int, tuple[str, ...]]] = {
    DRAFT: (),
    SUBMITTED: ("submitted",),
    EMBARGOED: ("submitted", "signed_off", "embargoed"),
    WITHDRAWN: ("submitted", "signed_off", "published", "withdrawn"),
    REVISED: ("submitted", "signed_off", "published"),
    PUBLISHED: ("submitted", "signed_off", "published"),
}
"""The steps that bring a return of a year to its state."""

EMBARGO: Final = "2090-01-01T00:00:00Z"


FEW: Final = {"white": 60, "bme": 20, "unknown": 20}
"""People in a small band, the same in every return: few enough for a scenario, which is followed post by post."""

UNKNOWN: Final = 100
"""People of unknown ethnicity in each of the other bands: some everywhere, or all of a band would be withheld."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What some returns say together: people in a large band, in a senior one, and the few of the small one."""

    white: int
    bme: int
    senior_white: int
    senior_bme: int
    bodies: int = 1

    @property
    def all_white(self) -> int:
        """All white people."""
        return self.white + self.senior_white + FEW["white"] * self.bodies

    @property
    def all_bme(self) -> int:
        """All BME people."""
        return self.bme + self.senior_bme + FEW["bme"] * self.bodies

    @property
    def known(self) -> int:
        """All people of known ethnicity."""
        return self.all_white + self.all_bme

    @property
    def unknown(self) -> int:
        """All others."""
        return (2 * UNKNOWN + FEW["unknown"]) * self.bodies

    @property
    def bands(self) -> frozenset[int]:
        """All people in each band, and those of known ethnicity."""
        known = (self.white + self.bme, self.senior_white + self.senior_bme)
        return frozenset(each + more for each in known for more in (0, UNKNOWN * self.bodies))

    @property
    def marks(self) -> frozenset[int]:
        """The numbers that only an answer with these exact counts can hold."""
        own = (self.white, self.bme, self.senior_white, self.senior_bme)
        return frozenset({*own, self.all_white, self.all_bme, self.known, self.known + self.unknown})

    @property
    def percentages(self) -> frozenset[str]:
        """The shares that are told of these counts, in percent with four decimals."""
        unknown, found = UNKNOWN * self.bodies, set[str]()
        for others, rest in ((0, 0), (unknown, self.unknown)):
            whole = self.all_bme / (self.known + rest)
            senior = self.senior_bme / (self.senior_bme + self.senior_white + others)
            shares = (senior, self.bme / (self.bme + self.white + others), whole, senior - whole)
            found |= {f"{100 * each:.4f}" for each in shares}
        return frozenset(found)


def counted(ods: str, year: int, revision: int = 1) -> Counted:
    """Return the counts of a revision."""
    return _every_count()[ods, year, revision]


@cache
def _every_count() -> Mapping[tuple[str, int, int], Counted]:
    """Return counts for every revision, always the same: no mark of one, exact or rounded, is that of another."""
    chance, taken, found = random.Random(2019), set[int](), dict[tuple[str, int, int], Counted]()
    for ods, year, revision in product((*SUBJECTS, *PUBLISHERS), STATES, (1, 2)):
        # No sum of these over the subjects, over the publishers, or over all is a multiple of five.
        above, own = 2 if ods in PUBLISHERS else 1, None
        while own is None or _seen(own) & taken or _is_round(own) or _is_round(controlled(own)):
            own = Counted(*(least + 5 * chance.randrange(least // 10) + above for least in _LEAST))
        taken |= _seen(own)
        found[ods, year, revision] = own
    return found


def _seen(counts: Counted) -> frozenset[int]:
    """Return every number by which somebody may know these counts, exact or rounded."""
    return counts.marks | counts.bands | controlled(counts).marks


def _is_round(counts: Counted) -> bool:
    """Return whether a percentage is one that others, written with two decimals, may be met as."""
    return any(each.endswith("00") for each in counts.percentages)


_LEAST: Final = (50_000, 10_000, 3_000, 1_000)


def controlled(counts: Counted) -> Counted:
    """Return the counts as the public sees them: each rounded to a multiple of five."""
    own = (counts.white, counts.bme, counts.senior_white, counts.senior_bme)
    return Counted(*(5 * round(each / 5) for each in own))


def summed(bodies: Iterable[str], year: int) -> Counted:
    """Return the counts of some bodies' published returns together."""
    each = [counted(ods, year) for ods in bodies]
    return Counted(
        sum(one.white for one in each),
        sum(one.bme for one in each),
        sum(one.senior_white for one in each),
        sum(one.senior_bme for one in each),
        len(each),
    )


def document(ods: str, year: int, revision: int = 1) -> dict[str, Any]:
    """Return a return with the counts of a revision."""
    own = counted(ods, year, revision)
    rows = [
        {"staff_group": "non_clinical", "band": "2"} | FEW,
        {"staff_group": "non_clinical", "band": "5", "white": own.white, "bme": own.bme, "unknown": UNKNOWN},
        {
            "staff_group": "clinical_non_medical",
            "band": "8a",
            "white": own.senior_white,
            "bme": own.senior_bme,
            "unknown": UNKNOWN,
        },
    ]
    return plain(ods, year) | {"workforce": rows}


def plain(ods: str, year: int) -> dict[str, Any]:
    """Return a return whose counts mark nothing."""
    unasked = {"edition": None, "snapshot": None, "staff_survey": None, "training": None}
    return complete(organisation=ods, year=year) | unasked


@asynccontextmanager
async def open_world(settings: Settings) -> AsyncIterator[House]:
    """Start the services and seed the store with bodies, contracts and returns."""
    async with open_house(settings) as house:
        await _register(house)
        for ods in (*SUBJECTS, *PUBLISHERS):
            for year in STATES:
                await returned(house, document(ods, year), STEPS[PUBLISHED if ods in PUBLISHERS else year])
        for ods in SUBJECTS:
            await done(house.indicators.put(f"/v1/organisations/{ods}/returns/{REVISED}", document(ods, REVISED, 2)))
        yield house


async def done(call: Any) -> Any:
    """Await a call that must be carried out."""
    answer = await call
    assert answer.is_success, answer.text
    return answer


async def _register(house: House) -> None:
    for ods in (*SUBJECTS, *PUBLISHERS, SUCCEEDED, OTHER_COMMISSIONER):
        body = {"name": f"Body {ods}", "type": TYPES.get(ods, "ccg"), "region": "Y56", "ics": "QMJ"}
        await done(house.indicators.put(f"/v1/organisations/{ods}", body))
    merged = {"on": "2020-04-01", "kind": "merger"}
    await done(house.indicators.put(f"/v1/organisations/{SUCCEEDED}/successors/{COMMISSIONER}", merged))
    for ods, whom in PROVIDERS.items():
        await done(house.indicators.put(f"/v1/commissioners/{ods}/providers/{whom}", TERM))


async def returned(house: House, body: dict[str, Any], steps: Sequence[str], first: Caller | None = None) -> None:
    """Submit a return and take some steps with it; ``first`` is the client that submits it."""
    ods, year, submitter = body["organisation"], body["year"], first or provider(body["organisation"])
    path = f"/v1/organisations/{ods}/returns/{year}"
    stored = (await done(house.indicators.put(path, body, submitter))).json()
    explained = [{"code": code, "text": "Checked."} for code in sorted({w["code"] for w in stored["warnings"]})]
    second = Caller(f"second-client-of-{ods}", ClientKind.PROVIDER, ods)
    asked = {
        "submitted": ({"to": "submitted"}, submitter),
        "signed_off": ({"to": "signed_off", "explanations": explained}, second),
        "published": ({"to": "published"}, NATIONAL_TEAM),
        "embargoed": ({"to": "published", "embargo": EMBARGO}, NATIONAL_TEAM),
        "withdrawn": ({"to": "withdrawn"}, NATIONAL_TEAM),
    }
    for step in steps:
        to, caller = asked[step]
        await done(house.indicators.post(f"{path}/transitions", to, caller))
